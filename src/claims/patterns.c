/*
 * patterns.c - matching the patterns of verb dictionaries; patterns_read.c reads them.
 *
 * Words are numbers: a word of a sentence knows the few numbers that it may be met by (itself, its lemma, the stems that it
 * begins with), so that a pattern compares numbers only.  A pattern falls into pieces, joined words that must stand
 * together; pieces stand in their order with room between, so the nearest fit of each is as good as any.
 */
#include "claims/patterns_inside.h"

enum { WORDS_MOST = 400, NUMBERS_MOST = 8, SET_DEPTH = 4 };
#define NOWHERE UINT32_MAX

typedef struct {
    uint32_t unit, number[NUMBERS_MOST], numbers;
} pattern_word;

struct pattern_words {
    pattern_word at[WORDS_MOST];
    uint32_t n;
};

/* One verb of one sentence being coded. */
typedef struct {
    const patterns *p;
    const pattern_words *w;
    const syntax *s;
    uint32_t doer, target;
} matcher;

/* ---- words of a sentence ---- */

static void know_by(pattern_word *w, const map *numbers, hs_str key)
{
    const uint64_t *n = w->numbers < NUMBERS_MOST ? map_get(numbers, key) : NULL;
    for (uint32_t i = 0; n && i < w->numbers; i++)
        if (w->number[i] == *n) return;
    if (n) w->number[w->numbers++] = (uint32_t)*n;
}

/* TABARI's words without "_" behind them stand for longer ones: they are kept with a "*". */
static void know_by_stems(arena *a, pattern_word *w, const patterns *p, hs_str word)
{
    enum { STEM_FEWEST = 2 };
    char *key = arena_take(a, word.n + 1);
    if (!p->has_stems || !word.n) return;
    memcpy(key, word.p, word.n);
    for (size_t n = word.n; n >= STEM_FEWEST; n--) {
        char kept = n < word.n ? word.p[n] : 0;
        key[n] = '*';
        know_by(w, &p->numbers, (hs_str){ key, n + 1 });
        if (kept) key[n] = kept;
    }
}

pattern_words *patterns_words(arena *a, const patterns *p, const syntax *s)
{
    enum { OF_UNIT_MOST = 12 };
    pattern_words *w = TAKE(a, 1, pattern_words);
    dictionary_word list[OF_UNIT_MOST];
    for (uint32_t u = 0; u < s->units; u++) {
        size_t n = dictionary_words(a, syntax_word(s, u), list, OF_UNIT_MOST);
        for (size_t i = 0; i < n && w->n < WORDS_MOST; i++) {
            pattern_word *one = &w->at[w->n++];
            one->unit = u;
            know_by(one, &p->numbers, list[i].folded);
            if (n == 1 && s->unit[u].name == NOBODY) know_by(one, &p->numbers, s->unit[u].lemma);
            know_by_stems(a, one, p, list[i].folded);
        }
    }
    return w;
}

static bool is_word(const matcher *m, uint32_t i, uint32_t number)
{
    const pattern_word *w = &m->w->at[i];
    for (uint32_t k = 0; k < w->numbers; k++)
        if (w->number[k] == number) return true;
    return false;
}

/* ---- elements ---- */

static bool is_of(const matcher *m, uint32_t i, uint32_t who)
{
    return who != NOBODY && syntax_below(m->s, m->w->at[i].unit, who);
}

static bool is_noun(const matcher *m, uint32_t i)
{
    const unit *u = &m->s->unit[m->w->at[i].unit];
    return u->name != NOBODY || u->upos == UPOS_NOUN || u->upos == UPOS_PROPN || u->upos == UPOS_PRON;
}

/* Behind the run of words of one phrase that begins at i, or NOWHERE. */
static uint32_t phrase_end(const matcher *m, uint32_t i, uint32_t who)
{
    uint32_t end = i;
    while (end < m->w->n && is_of(m, end, who)) end++;
    return end > i ? end : NOWHERE;
}

/* The done-to is the one that the claim names; where it names none, any noun but the doer. */
static uint32_t target_end(const matcher *m, uint32_t i)
{
    if (m->target != NOBODY) return phrase_end(m, i, m->target);
    return i < m->w->n && is_noun(m, i) && !is_of(m, i, m->doer) ? i + 1 : NOWHERE;
}

static uint32_t both_end(const matcher *m, uint32_t i)
{
    bool is_several = m->doer != NOBODY && syntax_child(m->s, m->doer, REL(CONJ)) != NOBODY;
    return is_several ? phrase_end(m, i, m->doer) : NOWHERE;
}

/* Behind elements first .. first + n when they stand at word i, each right behind the one before; NOWHERE when not. */
static uint32_t piece_end(const matcher *m, uint32_t first, uint32_t n, uint32_t i, int depth)
{
    if (!n) return i;
    const pattern_element *e = &m->p->element.at[first];
    uint32_t end = NOWHERE;
    if (e->kind == ELEMENT_ANY) return piece_end(m, first + 1, n - 1, i, depth);
    if (i >= m->w->n) return NOWHERE;
    if (e->kind == ELEMENT_WORD) end = is_word(m, i, e->what) ? i + 1 : NOWHERE;
    else if (e->kind == ELEMENT_DOER) end = phrase_end(m, i, m->doer);
    else if (e->kind == ELEMENT_TARGET) end = target_end(m, i);
    else if (e->kind == ELEMENT_BOTH) end = both_end(m, i);
    if (e->kind != ELEMENT_SET) return end == NOWHERE ? NOWHERE : piece_end(m, first + 1, n - 1, end, depth);
    for (uint32_t k = m->p->set.at[e->what]; k != NOBODY && depth < SET_DEPTH; k = m->p->phrase.at[k].next) {
        const pattern_phrase *one = &m->p->phrase.at[k];
        end = piece_end(m, one->first, one->n, i, depth + 1);
        if (end != NOWHERE) end = piece_end(m, first + 1, n - 1, end, depth);
        if (end != NOWHERE) return end;
    }
    return NOWHERE;
}

/* ---- patterns ---- */

/* How many elements from `first` belong together. */
static uint32_t piece_length(const matcher *m, uint32_t first, uint32_t end)
{
    uint32_t n = 1;
    while (first + n < end && m->p->element.at[first + n].joins) n++;
    return n;
}

static bool fits_behind(const matcher *m, const pattern *p, uint32_t from)
{
    uint32_t end = p->first + p->n;
    for (uint32_t at = p->verb; at < end;) {
        uint32_t n = piece_length(m, at, end), found = NOWHERE;
        bool is_next = m->p->element.at[at].joins; /* to the verb */
        for (uint32_t i = from; i <= m->w->n && found == NOWHERE && !(is_next && i > from); i++) found = piece_end(m, at, n, i, 0);
        if (found == NOWHERE) return false;
        from = found;
        at += n;
    }
    return true;
}

static bool fits_before(const matcher *m, const pattern *p, uint32_t to)
{
    uint32_t begin = p->first;
    for (uint32_t end = p->verb; end > begin;) {
        uint32_t at = end - 1, found = NOWHERE;
        while (at > begin && m->p->element.at[at].joins) at--;
        bool is_next = end == p->verb && p->joins_verb;
        for (uint32_t i = to + 1; i-- > 0 && found == NOWHERE;) {
            uint32_t behind = piece_end(m, at, end - at, i, 0);
            if (behind != NOWHERE && (is_next ? behind == to : behind <= to)) found = i;
        }
        if (found == NOWHERE) return false;
        to = found;
        end = at;
    }
    return true;
}

/* The words of a verb of several ("KLM_+RST", "+BLOW_UP") stand around word i; *begin, *end bound them. */
static bool stands_at(const matcher *m, const pattern_verb *v, uint32_t i, uint32_t *begin, uint32_t *end)
{
    *begin = i - v->before;
    *end = i + 1 + v->behind;
    if (v->before > i || *end > m->w->n) return false;
    for (uint32_t k = 0; k < v->before; k++)
        if (!is_word(m, *begin + k, m->p->element.at[v->first + k].what)) return false;
    for (uint32_t k = 0; k < v->behind; k++)
        if (!is_word(m, i + 1 + k, m->p->element.at[v->first + v->before + k].what)) return false;
    return true;
}

/* What stands for the verb so far. */
typedef struct {
    uint32_t weight;
    hs_str code;
} best_code;

static void try_verb(const matcher *m, const pattern_verb *v, uint32_t i, best_code *best)
{
    uint32_t begin, end, more = 3 * (v->before + v->behind);
    if (!stands_at(m, v, i, &begin, &end)) return;
    const pattern_block *b = &m->p->block.at[v->block];
    hs_str own = v->code.n ? v->code : b->code;
    if (own.n && 1 + more > best->weight) *best = (best_code){ 1 + more, own };
    for (uint32_t k = b->patterns; k != NOBODY; k = m->p->pattern.at[k].next) {
        const pattern *p = &m->p->pattern.at[k];
        if (1 + more + p->weight > best->weight && fits_behind(m, p, end) && fits_before(m, p, begin))
            *best = (best_code){ 1 + more + p->weight, p->code };
    }
}

hs_str patterns_code(const patterns *p, const pattern_words *w, const syntax *s, uint32_t verb, uint32_t doer, uint32_t target)
{
    matcher m = { p, w, s, doer, target };
    best_code best = { 0, { 0 } };
    uint32_t i = 0;
    while (i < w->n && w->at[i].unit != verb) i++;
    if (i == w->n) return best.code;
    for (uint32_t k = 0; k < w->at[i].numbers; k++) {
        uint32_t number = w->at[i].number[k];
        for (uint32_t v = number < p->verb_of.n ? p->verb_of.at[number] : NOBODY; v != NOBODY; v = p->verb.at[v].next)
            try_verb(&m, &p->verb.at[v], i, &best);
    }
    return best.code;
}
