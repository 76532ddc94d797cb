/*
 * corefer_names.c - which names are names of one somebody, firmest tie first.
 *
 *   1  the same actor of the lexicon, or the same bare words
 *   2  one in brackets right behind the other, or "also known as" between them
 *   3  an acronym of the initials of just one longer name
 *   4  the last words (else the first word) of just one longer person's name
 *   5  a demonym that stands as an adjective, a capital that does something: their state
 *
 * Where more than one would do, none is taken.
 */
#include "language/corefer_names.h"

#include "language/words.h"

typedef struct {
    arena *a;
    const corefer_words *words;
    const lexicon *lexicon;
    const page *page;
    const reading *reading;
    const uint32_t *unit_of;
    named *out;
    hs_str *bare; /* folded words, one blank between */
    uint32_t *up; /* union by first name */
    map seen;
} ties;

static uint32_t root(ties *t, uint32_t i)
{
    while (t->up[i] != i) i = t->up[i] = t->up[t->up[i]];
    return i;
}

/* The earlier name stays the root: a group is called by its first. */
static void tie(ties *t, uint32_t i, uint32_t j)
{
    uint32_t x = root(t, i), y = root(t, j);
    if (x < y) t->up[y] = x;
    else t->up[x] = y;
}

static hs_str words_of_name(const ties *t, uint32_t i)
{
    return span_words(t->page->text, t->reading->name[i].at);
}

static hs_str bare_words(arena *a, hs_str s)
{
    buf out = { .a = a };
    word_walk w = { .rest = s };
    for (uint64_t hash; word_next(a, &w, &hash);) {
        hs_str word = word_fold(a, str_sub(s, w.begin, w.at));
        if (!out.n && str_eq(word, STR("the"))) continue;
        if (out.n) buf_byte(&out, ' ');
        buf_add(&out, word);
    }
    return out.n ? buf_str(&out) : s;
}

/* "Emperor Vell" is compared as "Vell". */
static hs_str words_without_title(const ties *t, uint32_t i)
{
    const name *n = &t->reading->name[i];
    title unused;
    uint32_t of_title = n->class == CLASS_PERSON ? titles_at(t->a, t->words->titles, t->page, n->first_token, n->tokens - 1, &unused) : 0;
    return span_words(t->page->text, (span){ t->page->token[n->first_token + of_title].at.begin, n->at.end });
}

/* Ties name i to the first name of this key. */
static void tie_by_key(ties *t, uint32_t i, hs_str key)
{
    bool fresh;
    uint64_t *first = map_put(&t->seen, key, &fresh);
    if (fresh) *first = i;
    else tie(t, i, (uint32_t)*first);
}

static hs_str lexicon_key(const ties *t, uint32_t entry)
{
    return arena_printf(t->a, "#%u", lexicon_at(t->lexicon, entry)->actor);
}

static const lexicon_entry *entry_of(const ties *t, uint32_t i)
{
    return t->reading->name[i].entry == NOBODY ? NULL : lexicon_at(t->lexicon, t->reading->name[i].entry);
}

static void tie_same(ties *t)
{
    for (uint32_t i = 0; i < t->reading->names; i++) {
        const lexicon_entry *e = entry_of(t, i);
        if (e) tie_by_key(t, i, lexicon_key(t, t->reading->name[i].entry));
        tie_by_key(t, i, t->bare[i]);
        if (e && e->kind == LEXICON_ACRONYM) t->out[i].kind = MENTION_ACRONYM;
        else if (e && !word_same(t->a, words_of_name(t, i), e->name)) t->out[i].kind = MENTION_ALIAS;
    }
}

/* ---- defined in passing ------------------------------------------------------------------------------------ */

static hs_str between(const ties *t, uint32_t i, uint32_t j)
{
    return str_trim(str_sub(t->page->text, t->reading->name[i].at.end, t->reading->name[j].at.begin));
}

static bool is_upper_word(hs_str s)
{
    size_t letters = 0, small = 0;
    for (size_t at = 0; at < s.n;) {
        int32_t c = utf8_next(s, &at);
        if (utf8_is_space(c)) return false;
        letters += utf8_is_letter(c);
        small += utf8_is_lower(c);
    }
    return letters > 1 && small * 3 <= letters;
}

static bool closes_behind(const ties *t, uint32_t i)
{
    size_t end = t->reading->name[i].at.end;
    return end < t->page->text.n && (t->page->text.p[end] == ')' || t->page->text.p[end] == ']');
}

static bool says_alias(hs_str s)
{
    static const hs_str SAYS[] = { STR_INIT("also known as"), STR_INIT("also called"), STR_INIT("a.k.a."), STR_INIT("aka"),
                                   STR_INIT("alias"), STR_INIT("better known as"), STR_INIT("formerly known as") };
    while (s.n && (*s.p == ',' || *s.p == '(' || *s.p == ' ')) s = str_sub(s, 1, s.n);
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++)
        if (str_starts_ascii(s, SAYS[i]) && s.n <= SAYS[i].n + 4) return true;
    return false;
}

static void tie_defined(ties *t)
{
    for (uint32_t i = 0; i + 1 < t->reading->names; i++) {
        const name *n = &t->reading->name[i], *next = n + 1;
        if (n->sentence != next->sentence) continue;
        hs_str gap = between(t, i, i + 1);
        bool bracket = (str_eq(gap, STR("(")) || str_eq(gap, STR("["))) && closes_behind(t, i + 1);
        bool upper = is_upper_word(words_of_name(t, i)), next_upper = is_upper_word(words_of_name(t, i + 1));
        bool one_is_acronym = n->tokens == 1 ? upper && next->tokens > 1 : next->tokens == 1 && next_upper;
        if (bracket && one_is_acronym && n->class == next->class) {
            tie(t, i, i + 1);
            t->out[n->tokens == 1 ? i : i + 1].kind = MENTION_ACRONYM;
        } else if (says_alias(gap)) {
            tie(t, i, i + 1);
            t->out[i + 1].kind = MENTION_ALIAS;
        }
    }
}

/* ---- acronyms and short names ------------------------------------------------------------------------------ */

/* First letters of its words: all of them, or without the small ones ("of", "for") where the text has case. */
static hs_str initials(arena *a, hs_str s, bool all)
{
    buf out = { .a = a };
    word_walk w = { .rest = s };
    for (uint64_t hash; word_next(a, &w, &hash);) {
        hs_str word = str_sub(s, w.begin, w.at);
        size_t at = 0;
        if (!utf8_is_letter(utf8_next(word, &at)) || (!all && !word_is_capital(word))) continue;
        buf_add(&out, word_fold(a, str_sub(word, 0, at)));
    }
    return out.n ? buf_str(&out) : STR("");
}

#define AMBIGUOUS ((uint64_t)NOBODY - 1)

/* Notes that `key` may stand for name i; two somebodies make it ambiguous. */
static void may_stand_for(ties *t, map *m, hs_str key, uint32_t i)
{
    if (!key.n) return;
    bool fresh;
    uint64_t *who = map_put(m, key, &fresh);
    if (fresh) *who = i;
    else if (*who != AMBIGUOUS && root(t, (uint32_t)*who) != root(t, i)) *who = AMBIGUOUS;
}

static void tie_acronyms(ties *t)
{
    map m = { .a = t->a };
    for (uint32_t i = 0; i < t->reading->names; i++) {
        const name *n = &t->reading->name[i];
        if (n->tokens < 2 || n->class == CLASS_PERSON || n->class == CLASS_PEOPLE) continue;
        hs_str few = initials(t->a, words_of_name(t, i), false), all = initials(t->a, words_of_name(t, i), true);
        may_stand_for(t, &m, few, i);
        if (!str_eq(few, all)) may_stand_for(t, &m, all, i);
    }
    for (uint32_t i = 0; i < t->reading->names; i++) {
        const name *n = &t->reading->name[i];
        if (n->tokens > 1 || n->class == CLASS_PERSON || !is_upper_word(words_of_name(t, i))) continue;
        const uint64_t *who = map_get(&m, bare_words(t->a, words_of_name(t, i)));
        if (!who || *who == AMBIGUOUS) continue;
        tie(t, i, (uint32_t)*who);
        t->out[i].kind = MENTION_ACRONYM;
    }
}

/* What stands behind the first, second ... blank of a long name; its first word; and the first with the last. */
static void note_parts(ties *t, map *last, map *first, uint32_t i)
{
    hs_str s = t->bare[i], begin = STR(""), end = STR("");
    uint32_t parts = 0;
    for (size_t at = 0; at < s.n && parts < 4; at++)
        if (s.p[at] == ' ') {
            end = str_sub(s, at + 1, s.n);
            if (!parts++) begin = str_sub(s, 0, at);
            may_stand_for(t, last, end, i);
        }
    if (!parts) return;
    may_stand_for(t, first, begin, i);
    may_stand_for(t, last, arena_printf(t->a, "%.*s %.*s", STR_ARGS(parts > 1 ? begin : end), STR_ARGS(parts > 1 ? end : begin)), i);
}

/* The last long name that ends so, and the last one that is somebody else's. */
typedef struct {
    uint32_t name, other;
} latest;

typedef struct {
    map at;
    VEC(latest) latest;
} latest_map;

static void note_latest(ties *t, latest_map *m, uint32_t i)
{
    hs_str s = t->bare[i];
    uint32_t parts = 0;
    for (size_t at = 0; at < s.n && parts < 4; at++) {
        if (s.p[at] != ' ') continue;
        parts++;
        bool fresh;
        uint64_t *number = map_put(&m->at, str_sub(s, at + 1, s.n), &fresh);
        if (fresh) {
            *number = m->latest.n;
            *VEC_ADD(t->a, &m->latest) = (latest){ i, NOBODY };
        }
        latest *l = &m->latest.at[*number];
        if (root(t, l->name) != root(t, i)) l->other = l->name;
        l->name = i;
    }
}

enum { FRESH = 3 }; /* sentences by which one namesake must have been named later than all others */

/* Of several it could be short for: the one last named, when the others have not been named for a while. */
static uint64_t long_name(ties *t, const map *only, const latest_map *m, uint32_t i)
{
    const uint64_t *one = map_get(only, t->bare[i]), *number = map_get(&m->at, t->bare[i]);
    if (!one) return NOBODY;
    if (*one != AMBIGUOUS) return *one;
    if (!number) return NOBODY;
    const latest *l = &m->latest.at[*number];
    const name *n = t->reading->name;
    return l->other == NOBODY || n[l->other].sentence + FRESH <= n[l->name].sentence ? l->name : NOBODY;
}

static void tie_short(ties *t)
{
    map last = { .a = t->a }, first = { .a = t->a };
    latest_map latest = { .at.a = t->a };
    for (uint32_t i = 0; i < t->reading->names; i++)
        if (t->reading->name[i].class == CLASS_PERSON) note_parts(t, &last, &first, i);
    for (uint32_t i = 0; i < t->reading->names; i++) {
        if (t->reading->name[i].class != CLASS_PERSON) continue;
        uint64_t who = long_name(t, &last, &latest, i);
        const uint64_t *by_first = map_get(&first, t->bare[i]);
        if (who == NOBODY && by_first && *by_first != AMBIGUOUS) who = *by_first;
        note_latest(t, &latest, i);
        if (who == NOBODY || root(t, (uint32_t)who) == root(t, i)) continue;
        tie(t, i, (uint32_t)who);
        t->out[i].kind = MENTION_SHORT;
    }
}

/* ---- states ------------------------------------------------------------------------------------------------ */

static const unit *unit_at(const ties *t, uint32_t i)
{
    const tree *x = &t->reading->tree[t->reading->name[i].sentence];
    return t->unit_of[i] < x->units ? &x->unit[t->unit_of[i]] : NULL;
}

/* An adjective in all but name: it hangs on a noun behind it. */
static bool is_attribute(const unit *u, uint32_t own)
{
    return u && (u->relation == REL_AMOD || u->relation == REL_COMPOUND || u->relation == REL_NMOD) && u->head != UNIT_ROOT &&
           u->head > own;
}

static bool acts(const ties *t, uint32_t i, const unit *u)
{
    if (!u || u->relation != REL_NSUBJ || u->head == UNIT_ROOT) return false;
    return t->reading->tree[t->reading->name[i].sentence].unit[u->head].upos == UPOS_VERB;
}

/* Demonyms and capitals are first known by a group of their own; where they stand for the state they leave it. */
static void tie_states(ties *t)
{
    for (uint32_t i = 0; i < t->reading->names; i++) {
        const lexicon_entry *e = entry_of(t, i);
        if (!e) continue;
        t->out[i].is_state = e->class == CLASS_PLACE && e->kind <= LEXICON_ACRONYM && e->code.n;
        if (e->parent == NOBODY || e->kind < LEXICON_DEMONYM) continue;
        const unit *u = unit_at(t, i);
        bool stands = e->kind == LEXICON_DEMONYM ? is_attribute(u, t->unit_of[i]) : acts(t, i, u);
        if (!stands) continue;
        t->out[i].kind = e->kind == LEXICON_DEMONYM ? MENTION_DEMONYM : MENTION_METONYM;
        t->out[i].is_state = e->kind != LEXICON_DEMONYM;
    }
}

static bool stands_for_state(const ties *t, uint32_t i)
{
    return t->out[i].kind == MENTION_DEMONYM || t->out[i].kind == MENTION_METONYM;
}

/* Standing for the state is said of single mentions, so groups are made when all other ties are: by the actor of the
 * lexicon where one of the tied names has one, else by the ties alone. */
static void regroup(ties *t)
{
    uint32_t *actor = TAKE(t->a, t->reading->names, uint32_t);
    for (uint32_t i = 0; i < t->reading->names; i++) actor[i] = NOBODY;
    for (uint32_t i = 0; i < t->reading->names; i++)
        if (entry_of(t, i) && actor[root(t, i)] == NOBODY) actor[root(t, i)] = entry_of(t, i)->actor;
    map group = { .a = t->a };
    for (uint32_t i = 0; i < t->reading->names; i++) {
        uint32_t of = stands_for_state(t, i) ? lexicon_at(t->lexicon, entry_of(t, i)->parent)->actor : actor[root(t, i)];
        hs_str key = of == NOBODY ? arena_printf(t->a, "%u", root(t, i)) : arena_printf(t->a, "#%u", of);
        bool fresh;
        uint64_t *first = map_put(&group, key, &fresh);
        if (fresh) *first = i;
        t->out[i].group = (uint32_t)*first;
    }
}

/* ---- all --------------------------------------------------------------------------------------------------- */

static void persons(ties *t)
{
    for (uint32_t i = 0; i < t->reading->names; i++) {
        const name *n = &t->reading->name[i];
        title found = { PERSON_EITHER, false };
        uint32_t from = t->page->sentence[n->sentence].first_token, tokens, last = n->first_token - 1;
        if (n->class != CLASS_PERSON) continue;
        tokens = titles_before(t->a, t->words->titles, t->page, n->first_token, from, &found);
        if (!tokens) last += tokens = titles_at(t->a, t->words->titles, t->page, n->first_token, n->tokens, &found);
        if (tokens) t->out[i].title = span_words(t->page->text, t->page->token[last].at);
        t->out[i].person = found.person;
    }
}

named *corefer_names(arena *a, const corefer_words *w, const lexicon *l, const page *p, const reading *r, const uint32_t *unit_of)
{
    ties t = { .a = a, .words = w, .lexicon = l, .page = p, .reading = r, .unit_of = unit_of, .seen = { .a = a } };
    t.out = TAKE(a, r->names, named);
    t.bare = TAKE(a, r->names, hs_str);
    t.up = TAKE(a, r->names, uint32_t);
    for (uint32_t i = 0; i < r->names; i++) {
        t.up[i] = i;
        t.out[i].kind = MENTION_NAME;
        t.bare[i] = bare_words(a, words_without_title(&t, i));
    }
    tie_same(&t);
    tie_defined(&t);
    tie_acronyms(&t);
    tie_short(&t);
    tie_states(&t);
    regroup(&t);
    persons(&t);
    return t.out;
}
