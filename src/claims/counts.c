/*
 * counts.c - how many.
 *
 *     "12 soldiers"  "at least 12"  "no fewer than 12"  "up to 50"  "between 20 and 30"  "20 to 30"  "two dozen"
 *     "hundreds of villagers"  "tens of thousands"  "1.5 million"
 *
 * Parsers differ on how such words hang together, so they are read as they stand: from the noun back to the first word
 * of the number, then forward.
 */
#include "claims/times.h"

#include <math.h>
#include <string.h>

enum { COUNT_WORDS = 12 }; /* of one number, bounds included */

static hs_str lowered(const syntax *s, uint32_t u, char out[COUNT_WORDS * 2])
{
    hs_str w = syntax_word(s, u);
    if (s->unit[u].name != NOBODY || w.n > COUNT_WORDS * 2) return (hs_str){ out, 0 };
    for (size_t i = 0; i < w.n; i++) out[i] = w.p[i] >= 'A' && w.p[i] <= 'Z' ? (char)(w.p[i] - 'A' + 'a') : w.p[i];
    return (hs_str){ out, w.n };
}

static bool is_word(const syntax *s, uint32_t u, const char *one)
{
    char letters[COUNT_WORDS * 2];
    return u < s->units && str_eq(lowered(s, u, letters), str_of(one));
}

/* The entry by the word as it stands ("hundreds"), else by its lemma. */
static const number_word *number_word_at(const syntax *s, uint32_t u)
{
    char letters[COUNT_WORDS * 2];
    hs_str w = lowered(s, u, letters);
    const uint64_t *i = w.n && !str_eq(w, s->unit[u].lemma) ? map_get(&s->lexicon->numbers, w) : NULL;
    return i ? &s->lexicon->number[*i] : w.n ? s->known[u]->number : NULL;
}

static bool is_value(const number_word *n)
{
    return n && !n->is_multiplier && !n->is_bound_low && !n->is_bound_high && !n->is_vague;
}

/* Digits with commas and a point; "20-30" is two. */
static bool digits_at(const syntax *s, uint32_t u, double *low, double *high)
{
    char letters[COUNT_WORDS * 2], bare[COUNT_WORDS * 2 + 1];
    hs_str w = lowered(s, u, letters);
    size_t n = 0, dash = str_find(w, STR("-"), 0);
    if (!w.n || *w.p < '0' || *w.p > '9') return false;
    if (dash != SIZE_MAX) {
        bool both = str_to_double(str_sub(w, 0, dash), low) && str_to_double(str_sub(w, dash + 1, w.n), high);
        return both && *low < *high;
    }
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] != ',') bare[n++] = w.p[i];
    return str_to_double((hs_str){ bare, n }, low) && (*high = *low, true);
}

/* "twenty-five" */
static bool hyphened_at(const syntax *s, uint32_t u, double *value)
{
    char letters[COUNT_WORDS * 2];
    hs_str w = lowered(s, u, letters);
    size_t dash = str_find(w, STR("-"), 0);
    if (dash == SIZE_MAX) return false;
    const uint64_t *tens = map_get(&s->lexicon->numbers, str_sub(w, 0, dash)),
                   *ones = map_get(&s->lexicon->numbers, str_sub(w, dash + 1, w.n));
    if (!tens || !ones || !is_value(&s->lexicon->number[*tens]) || !is_value(&s->lexicon->number[*ones])) return false;
    return *value = s->lexicon->number[*tens].value + s->lexicon->number[*ones].value, true;
}

/* One number, read forward. */
typedef struct {
    double low, high;
    bool is_vague;
    uint32_t end; /* first unit behind it */
} figure;

/* What cannot be part of a number, told cheaply: a word that is its own lemma, and no table knows it. */
static bool is_no_figure(const syntax *s, uint32_t u)
{
    hs_str w = syntax_word(s, u);
    if (s->unit[u].name != NOBODY) return true;
    if (s->known[u]->number || !str_eq(w, s->unit[u].lemma) || (w.n && *w.p >= '0' && *w.p <= '9')) return false;
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] == '-' || (w.p[i] >= 'A' && w.p[i] <= 'Z')) return false;
    return true;
}

static bool plain_figure(const syntax *s, uint32_t u, figure *f)
{
    if (is_no_figure(s, u)) return false;
    const number_word *n = number_word_at(s, u);
    if (digits_at(s, u, &f->low, &f->high)) return true;
    if (hyphened_at(s, u, &f->low)) return f->high = f->low, true;
    if (!n || n->is_bound_low || n->is_bound_high) return false;
    f->low = f->high = n->value;
    f->is_vague = n->is_vague;
    return true;
}

/* "two hundred thousand", "hundreds of thousands", "a dozen". */
static bool figure_at(const syntax *s, uint32_t u, figure *f)
{
    bool has_article = is_word(s, u, "a") || is_word(s, u, "an");
    *f = (figure){ .end = u + has_article + 1 };
    if (u + has_article >= s->units || !plain_figure(s, u + has_article, f)) return false;
    bool is_dozen = is_word(s, u + has_article, "dozen") || is_word(s, u + has_article, "score");
    if (is_dozen && has_article) f->is_vague = false;
    for (uint32_t steps = 0; steps < COUNT_WORDS && f->end < s->units; steps++) {
        uint32_t at = f->end + (f->is_vague && is_word(s, f->end, "of"));
        const number_word *n = at < s->units ? number_word_at(s, at) : NULL;
        bool is_counted = n && (n->is_multiplier || (n->is_vague && n->value >= 12));
        if (!is_counted) break;
        bool is_plural = n->is_vague && !is_word(s, at, "dozen") && !is_word(s, at, "score");
        double factor = is_plural ? n->value / 2 : n->value; /* "thousands" alone are two at least */
        f->low *= factor;
        f->high *= factor;
        f->end = at + 1;
    }
    return f->high < 1e15;
}

/* The dash between two figures: "20-30". */
static bool is_dash(const syntax *s, uint32_t u)
{
    return u > 0 && (is_word(s, u, "-") || is_word(s, u, "\xe2\x80\x93"));
}

static bool is_bound_word(const syntax *s, uint32_t u)
{
    static const char *const word[] = { "between", "from", "at",    "no",     "not",     "than",   "to",        "as",  "many",
                                        "few",     "some", "about", "around", "roughly", "nearly", "almost",    "and", "or",
                                        "only",    "just", "a",     "an",     "of",      "estimated", "approximately" };
    const number_word *n = number_word_at(s, u);
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (is_word(s, u, word[i])) return true;
    return n && (n->is_bound_low || n->is_bound_high);
}

static bool is_figure(const syntax *s, uint32_t u)
{
    figure f = { 0 };
    return plain_figure(s, u, &f);
}

/* "In 2029 soldiers left", "on May 3 soldiers left": a date, no count of the soldiers. */
static bool is_of_date(const syntax *s, uint32_t u)
{
    uint64_t year;
    hs_str w = syntax_word(s, u);
    const time_word *t = u ? s->known[u - 1]->time : NULL;
    return (w.n == 4 && str_to_u64(w, &year)) || (t && t->kind == TIME_MONTH);
}

/* The figure nearest before the noun with nothing but its adjectives between, or below it; NOBODY when there is none. */
static uint32_t figure_before(const syntax *s, uint32_t noun)
{
    uint32_t num = syntax_child(s, noun, REL(NUMMOD));
    if (num != NOBODY && num < noun && is_figure(s, num)) return num;
    if (is_figure(s, noun)) return noun;
    for (uint32_t u = noun; u-- > 0 && noun - u <= 4;) {
        if (is_figure(s, u)) return is_of_date(s, u) ? NOBODY : u;
        if (s->unit[u].upos != UPOS_ADJ && !syntax_is(s, u, REL(COMPOUND) | REL(AMOD))) return NOBODY;
        if (syntax_head(s, u) != noun) return NOBODY;
    }
    return NOBODY;
}

/* What the words before the figure say: a bound or an open range. */
static void bound(const syntax *s, uint32_t from, uint32_t to, quantity *q)
{
    for (uint32_t u = from; u < to; u++) {
        const number_word *n = number_word_at(s, u);
        bool is_low = n && n->is_bound_low, is_high = n && n->is_bound_high;
        if (is_word(s, u, "many") && u > from && is_word(s, u - 1, "as")) is_high = true;
        if (is_word(s, u, "few") && u > from && is_word(s, u - 1, "as")) is_low = true;
        if (is_word(s, u, "over") || is_word(s, u, "under") || is_word(s, u, "above") || is_word(s, u, "below")) {
            if (u + 1 != to) continue; /* "over the weekend 12 people" */
        }
        if (u > from && (is_word(s, u - 1, "no") || is_word(s, u - 1, "not")) && (is_low || is_high) &&
            u + 1 < to && is_word(s, u + 1, "than")) {
            bool was = is_low;
            is_low = is_high;
            is_high = was;
        }
        if (is_low) q->high = INFINITY;
        if (is_high) q->low = 0;
        if (is_low || is_high) return;
    }
}

/* The first word that belongs to the figure at `num`; the words between are figures and bounds. */
static uint32_t opening(const syntax *s, uint32_t num)
{
    uint32_t first = num;
    while (first > 0 && num - first < COUNT_WORDS &&
           (is_figure(s, first - 1) || is_bound_word(s, first - 1) || (first > 1 && is_dash(s, first - 1) && is_figure(s, first - 2))))
        first--;
    return first;
}

/* Leaves out the words in front that bound nothing ("and 12", "to the 12"). */
static uint32_t first_counting(const syntax *s, uint32_t from, uint32_t num)
{
    for (uint32_t u = from; u < num; u++) {
        const number_word *n = number_word_at(s, u);
        bool opens = is_word(s, u, "between") || ((is_word(s, u, "no") || is_word(s, u, "not")) && u + 2 < num) ||
                     (is_word(s, u, "at") && u + 1 < num) || (is_word(s, u, "as") && u + 2 < num) || is_word(s, u, "a") ||
                     (is_word(s, u, "from") && u + 2 < num);
        if (opens || is_figure(s, u) || (n && (n->is_bound_low || n->is_bound_high))) return u;
    }
    return num;
}

quantity times_count(arena *a, const syntax *s, uint32_t noun)
{
    quantity q = { 0, 0, { 0 }, { 0, 0 } };
    uint32_t num = noun == NOBODY ? NOBODY : figure_before(s, noun);
    figure f, g;
    if (num == NOBODY) return q;
    uint32_t from = first_counting(s, opening(s, num), num), begin = from;
    while (begin < num && !is_figure(s, begin) && !((is_word(s, begin, "a") || is_word(s, begin, "an")) && is_figure(s, begin + 1)))
        begin++;
    if (!figure_at(s, begin, &f)) return q;
    uint32_t last = f.end;
    bool joins = is_dash(s, last) || is_word(s, last, "to") || is_word(s, last, "or") || (is_word(s, last, "and") && is_word(s, from, "between"));
    q.low = f.low;
    q.high = f.is_vague ? INFINITY : f.high;
    bool is_half = begin > 0 && is_word(s, begin - 1, "half") && (is_word(s, begin, "a") || is_word(s, begin, "an")) && f.low >= 12 && !f.is_vague;
    if (is_half) { /* "half a million" */
        q.low = q.high = f.low / 2;
        if (from == begin) from--;
    }
    if (joins && last + 1 < s->units && figure_at(s, last + 1, &g) && g.low > f.low) {
        q.high = g.high;
        last = g.end;
    } else {
        bound(s, from, begin, &q);
    }
    uint32_t of = num == noun ? syntax_prepositional(s, noun, STR("of")) : NOBODY;
    bool is_bare = num == noun && of == NOBODY && s->unit[noun].upos == UPOS_NUM; /* "wounded five" */
    q.unit = is_bare ? STR("people") : arena_str(a, s->unit[of == NOBODY ? noun : of].lemma);
    q.at = span_join(s->unit[from].at, s->unit[last - 1].at);
    return q;
}
