/*
 * lists.c - "G, the small H and rich J": coordination that a parser read as something else.
 *
 * Commas say little, so a parser takes parts of a list for another name of the first one, hangs them on the noun that the
 * first one belongs to, or makes them a subject of their own.  Words show that it is a list: a conjunction before the last
 * part, and names (a name is no other name of a name with an article of its own), a singular that cannot be two others, or
 * names alone behind "troops from G".  Each part then hangs on the first, as Universal Dependencies has it.
 *
 *     "Evil G, the awful H, and good J"            another name of G      -> coordinated
 *     "the mayor, the bishop and the governor"     the same
 *     "the presidents of G, H and J"               H beside presidents    -> beside G
 *     "troops from G, H and J attacked"            H a second subject     -> beside G
 *     "G, son of H, and J attacked"                J a second subject     -> beside G
 *     "the council in G and H intelligence"       H's beside no noun      -> beside the council
 *     "G, H, and J attacked, officials said"       G a subject of "said"  -> J beside G, who attacked
 */
#include "claims/lists.h"

enum { STEPS_MOST = 64 }; /* how far a phrase is followed; longer ones are left as they are */

typedef struct {
    const page *page;
    const unit *given;
    unit *own; /* a copy, once something is changed */
    uint32_t n;
    arena *a;
} mender;

static const unit *at(const mender *m, uint32_t u)
{
    return m->own ? &m->own[u] : &m->given[u];
}

static bool is_word(const mender *m, uint32_t u, hs_str word)
{
    return u < m->n && str_eq(span_words(m->page->text, at(m, u)->at), word);
}

static bool is_named(const mender *m, uint32_t u)
{
    return at(m, u)->name != NOBODY || at(m, u)->upos == UPOS_PROPN;
}

static bool is_plural(const mender *m, uint32_t u)
{
    return str_ends(at(m, u)->xpos, STR("S"));
}

static bool below(const mender *m, uint32_t u, uint32_t top)
{
    for (int i = 0; i < STEPS_MOST && u != UNIT_ROOT; i++, u = at(m, u)->head)
        if (u == top) return true;
    return false;
}

/* The first unit of the phrase of u: what stands before it without a gap and hangs on it. */
static uint32_t opening(const mender *m, uint32_t u)
{
    uint32_t low = u;
    while (low > 0 && u - low < STEPS_MOST && at(m, low - 1)->upos != UPOS_PUNCT && at(m, low - 1)->upos != UPOS_CCONJ && below(m, low - 1, u)) low--;
    return low;
}

static bool has_before(const mender *m, uint32_t u, relation wanted)
{
    for (uint32_t k = opening(m, u); k < u; k++)
        if (at(m, k)->head == u && at(m, k)->relation == wanted) return true;
    return false;
}

/* What stands in front of the comma before the phrase of u, or NOBODY. */
static uint32_t before_comma(const mender *m, uint32_t u)
{
    uint32_t low = opening(m, u);
    return low >= 2 && is_word(m, low - 1, STR(",")) ? low - 2 : NOBODY;
}

/* "and" right before the phrase of u, also behind a comma. */
static bool has_and(const mender *m, uint32_t u)
{
    uint32_t low = opening(m, u);
    return low > 0 && at(m, low - 1)->upos == UPOS_CCONJ && (is_word(m, low - 1, STR("and")) || is_word(m, low - 1, STR("or")));
}

/* The last part of the list that c belongs to: coordinated with c or with u, behind "and"; else NOBODY. */
static uint32_t last_part(const mender *m, uint32_t u, uint32_t c)
{
    for (uint32_t d = c + 1; d < m->n && d - c < STEPS_MOST; d++)
        if (at(m, d)->relation == REL_CONJ && (at(m, d)->head == u || at(m, d)->head == c) && has_and(m, d)) return d;
    return NOBODY;
}

/* "The couple, G and H, left": a comma closes what was put beside. */
static bool is_closed(const mender *m, uint32_t d)
{
    uint32_t u = d + 1;
    while (u < m->n && u - d < STEPS_MOST && below(m, u, d)) u++;
    return is_word(m, u, STR(","));
}

static void hang_as(mender *m, uint32_t u, uint32_t head, relation r)
{
    if (!m->own) m->own = memcpy(TAKE(m->a, m->n, unit), m->given, m->n * sizeof *m->own);
    m->own[u].head = head;
    m->own[u].relation = (uint8_t)r;
}

static void hang(mender *m, uint32_t u, uint32_t head)
{
    hang_as(m, u, head, REL_CONJ);
}

/* The parts from c on become parts of the list of `first`. */
static void coordinate(mender *m, uint32_t first, uint32_t c, uint32_t last)
{
    for (uint32_t d = c + 1; d < m->n && d - c < STEPS_MOST; d++)
        if (at(m, d)->relation == REL_CONJ && at(m, d)->head == c && d != first) hang(m, d, first);
    hang(m, last, first);
    hang(m, c, first);
}

static bool is_definite(const mender *m, uint32_t u)
{
    uint32_t low = opening(m, u);
    return low < u && at(m, low)->head == u && (is_word(m, low, STR("the")) || is_word(m, low, STR("The")));
}

/* Another name of u, with an article or an adjective of its own, where both are names; or three definite nouns, the first no
 * plural. */
static bool is_part_beside(const mender *m, uint32_t u, uint32_t c, uint32_t d)
{
    if (is_named(m, u)) return is_named(m, c) && is_named(m, d) && (has_before(m, c, REL_DET) || has_before(m, c, REL_AMOD));
    bool nouns = at(m, u)->upos == UPOS_NOUN && at(m, c)->upos == UPOS_NOUN && at(m, d)->upos == UPOS_NOUN;
    return nouns && !is_plural(m, u) && at(m, d)->head == c && is_definite(m, u) && is_definite(m, c) && is_definite(m, d) &&
           !is_closed(m, d);
}

static void mend_apposition(mender *m, uint32_t c)
{
    uint32_t u = at(m, c)->head, front = before_comma(m, c);
    if (u >= c || front == NOBODY || front < u || !below(m, front, u)) return;
    uint32_t d = last_part(m, u, c);
    if (d != NOBODY && is_part_beside(m, u, c, d)) coordinate(m, u, c, d);
}

static bool is_bare_name(const mender *m, uint32_t u)
{
    return is_named(m, u) && opening(m, u) == u;
}

/* The name with a preposition that stands right in front of the comma before c, on the noun u; or NOBODY. */
static uint32_t name_of(const mender *m, uint32_t u, uint32_t c)
{
    uint32_t n = before_comma(m, c);
    bool is_own = n != NOBODY && n > u && at(m, n)->head == u && at(m, n)->relation == REL_NMOD && is_named(m, n);
    return is_own && has_before(m, n, REL_CASE) && !has_before(m, n, REL_DET) ? n : NOBODY;
}

/* "The presidents of G, H and J": H beside the presidents, or a subject of its own. */
static void mend_of_noun(mender *m, uint32_t c)
{
    uint32_t front = before_comma(m, c), u = front == NOBODY ? NOBODY : at(m, front)->head;
    if (u == NOBODY || u == UNIT_ROOT || u >= c || !is_bare_name(m, c) || !is_plural(m, u) || is_named(m, u)) return;
    bool is_beside = at(m, c)->relation != REL_NSUBJ && at(m, c)->head == u;
    bool is_subject = at(m, c)->relation == REL_NSUBJ && at(m, u)->relation == REL_NSUBJ && at(m, c)->head == at(m, u)->head;
    uint32_t n = name_of(m, u, c), d = last_part(m, u, c);
    if ((!is_beside && !is_subject) || n == NOBODY || d == NOBODY || !is_bare_name(m, d)) return;
    if (at(m, c)->relation != REL_APPOS || !is_closed(m, d)) coordinate(m, n, c, d);
}

/* "G, the rich uncle of H, and J left": J a second subject.  Nothing but the list stands between the two. */
static void mend_subjects(mender *m, uint32_t c)
{
    uint32_t v = at(m, c)->head, low = opening(m, c);
    bool ends = has_and(m, c), goes_on = last_part(m, c, c) != NOBODY && before_comma(m, c) != NOBODY;
    if (c > v || low < 2 || (!ends && !goes_on)) return;
    uint32_t front = is_word(m, low - 2, STR(",")) && low > 2 ? low - 3 : low - 2;
    for (uint32_t u = 0; u < low; u++) {
        bool is_first = at(m, u)->head == v && (at(m, u)->relation == REL_NSUBJ || at(m, u)->relation == REL_NSUBJ_PASS);
        if (!is_first || !below(m, front, u)) continue;
        coordinate(m, u, c, c);
        return;
    }
}

/* The subject of w that stands in front of the clause of v, when w has another one behind v; or NOBODY. */
static uint32_t spare_subject(const mender *m, uint32_t w, uint32_t v)
{
    uint32_t front = NOBODY, behind = NOBODY;
    for (uint32_t u = 0; u < m->n; u++) {
        if (at(m, u)->relation != REL_NSUBJ || at(m, u)->head != w) continue;
        if (u < v) front = front == NOBODY ? u : front;
        else behind = u;
    }
    return behind == NOBODY ? NOBODY : front;
}

/* "G, the small H, and J attacked, officials said": the list parted, its beginning a second subject of "said". */
static void mend_parted(mender *m, uint32_t c)
{
    uint32_t v = at(m, c)->head, w = at(m, v)->head, low = opening(m, c);
    if (c > v || w == UNIT_ROOT || !has_and(m, c) || low < 2) return;
    if (at(m, v)->relation != REL_CCOMP && at(m, v)->relation != REL_PARATAXIS) return;
    uint32_t u = spare_subject(m, w, v), front = is_word(m, low - 2, STR(",")) && low > 2 ? low - 3 : low - 2;
    if (u == NOBODY || u >= c || !below(m, front, u)) return;
    hang_as(m, u, v, REL_NSUBJ);
    hang(m, c, u);
}

/* "The council in Sarn and Karren intelligence": what has an "and" of its own and no preposition belongs to no noun, it stands beside. */
static void mend_beside(mender *m, uint32_t c)
{
    uint32_t u = at(m, c)->head;
    if (u > c || has_before(m, c, REL_CASE) || !has_and(m, c) || !below(m, opening(m, c) - 1, c)) return;
    hang_as(m, opening(m, c) - 1, c, REL_CC);
    hang(m, c, u);
}

const unit *lists_mended(arena *a, const page *p, const unit *units, uint32_t n)
{
    mender m = { p, units, NULL, n, a };
    for (uint32_t c = 2; c < n; c++) {
        relation r = at(&m, c)->relation;
        if (r == REL_NMOD && at(&m, c)->head != UNIT_ROOT) mend_beside(&m, c);
        if (at(&m, c)->head == UNIT_ROOT || (r != REL_APPOS && r != REL_CONJ && r != REL_NSUBJ && r != REL_NSUBJ_PASS)) continue;
        mend_of_noun(&m, c);
        if (at(&m, c)->relation == REL_NSUBJ) mend_parted(&m, c);
        if (at(&m, c)->relation == REL_NSUBJ || at(&m, c)->relation == REL_NSUBJ_PASS) mend_subjects(&m, c);
    }
    for (uint32_t c = 2; c < n; c++)
        if (at(&m, c)->head != UNIT_ROOT && at(&m, c)->relation == REL_APPOS) mend_apposition(&m, c);
    return m.own ? m.own : m.given;
}
