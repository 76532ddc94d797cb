/*
 * known.c - all that the tables say of a word, by one look instead of one a table.
 *
 *     lemma -> what goes by the lemma alone -> for each part of speech: what goes by both
 *
 * Made once, when the tables are open.  A verb also stands under the spellings that a model's lemma may have ("orchestrat"),
 * so that no look has to try them.
 */
#include "claims/lexicon.h"

#include "base/hash.h"

enum { TIME_WORD_MOST = 16 };

typedef struct {
    upos pos;
    uint32_t next; /* of the same lemma, or NOBODY */
    word_entries entries;
} variant;

typedef struct {
    word_entries any; /* what goes by the lemma alone */
    uint32_t first;   /* variant, or NOBODY */
} known_lemma;

struct known_words {
    arena *a;
    map number; /* of each lemma, in `lemma` */
    VEC(known_lemma) lemma;
    VEC(variant) variant;
};

static const word_entries NOTHING;

/* ---- making ---------------------------------------------------------------------------------------------------- */

static known_lemma *lemma_at(known_words *k, hs_str lemma)
{
    bool is_new;
    uint64_t *at = map_put(&k->number, lemma, &is_new);
    if (is_new) {
        *at = k->lemma.n;
        *VEC_ADD(k->a, &k->lemma) = (known_lemma){ .first = NOBODY };
    }
    return &k->lemma.at[*at];
}

static void add_variant(known_words *k, hs_str lemma, upos pos)
{
    known_lemma *w = lemma_at(k, lemma);
    for (uint32_t i = w->first; i != NOBODY; i = k->variant.at[i].next)
        if (k->variant.at[i].pos == pos) return;
    *VEC_ADD(k->a, &k->variant) = (variant){ pos, w->first, { 0 } };
    w->first = (uint32_t)k->variant.n - 1;
}

/* "rule out VERB" into lemma and part of speech. */
static hs_str key_lemma(hs_str key, upos *pos)
{
    size_t at = key.n;
    while (at > 0 && key.p[at - 1] != ' ') at--;
    if (!at || !upos_parse(str_sub(key, at, key.n), pos)) return (hs_str){ NULL, 0 };
    return str_sub(key, 0, at - 1);
}

/* Every lemma from which the tables would be tried with this one (respelt in lexicon.c). */
static void add_spellings(known_words *k, hs_str lemma)
{
    hs_str stem = str_sub(lemma, 0, lemma.n - 1);
    char last = lemma.p[lemma.n - 1];
    if (last == 'e') {
        add_variant(k, stem, UPOS_VERB);
        add_variant(k, arena_printf(k->a, "%.*sd", STR_ARGS(lemma)), UPOS_VERB);
    }
    add_variant(k, arena_printf(k->a, "%.*sed", STR_ARGS(lemma)), UPOS_VERB);
    add_variant(k, arena_printf(k->a, "%.*s%c", STR_ARGS(lemma), last), UPOS_VERB);
    if (last != 'y') return;
    add_variant(k, arena_printf(k->a, "%.*sie", STR_ARGS(stem)), UPOS_VERB);
    add_variant(k, arena_printf(k->a, "%.*si", STR_ARGS(stem)), UPOS_VERB);
}

static void add_keys(known_words *k, const map *table)
{
    for (size_t i = 0; i < table->n; i++) {
        upos pos;
        hs_str lemma = key_lemma(table->at[i].key, &pos);
        if (!lemma.n) continue;
        add_variant(k, lemma, pos);
        if (pos == UPOS_VERB) add_spellings(k, lemma);
    }
}

/* The first words of lines that want another beside: "rule out", "come +close". */
static void add_openings(known_words *k, const map *table, bool is_cue)
{
    for (size_t i = 0; i < table->n; i++) {
        upos pos;
        hs_str lemma = key_lemma(table->at[i].key, &pos);
        for (size_t n = 0; n < lemma.n; n++) {
            if (lemma.p[n] != ' ') continue;
            known_lemma *w = lemma_at(k, str_sub(lemma, 0, n));
            if (is_cue) w->any.opens_cue = true;
            else w->any.opens_implicative = true;
        }
    }
}

static void fill_variant(const claims_lexicon *l, variant *v, hs_str lemma, const word_entries *any)
{
    unit u = { .lemma = lemma, .upos = (uint8_t)v->pos, .name = NOBODY };
    v->entries = *any;
    v->entries.frame = lexicon_frame(l, &u);
    for (const frame *f = v->entries.frame; f; f = f->next == NOBODY ? NULL : &l->frame[f->next]) v->entries.has_light |= f->is_light;
    v->entries.cue = lexicon_cue(l, &u);
    v->entries.hedge = lexicon_hedge(l, &u);
    v->entries.implicative = lexicon_implicative(l, &u);
    v->entries.label = lexicon_label(l, &u);
    v->entries.verdict = lexicon_verdict(l, &u);
}

/* An auxiliary is taken for a verb by the cues: a part of speech of its own for each of their lemmas. */
static void add_auxiliaries(known_words *k)
{
    size_t variants = k->variant.n;
    for (size_t i = 0; i < k->lemma.n; i++)
        for (uint32_t v = k->lemma.at[i].first; v != NOBODY && v < variants; v = k->variant.at[v].next)
            if (k->variant.at[v].pos == UPOS_VERB) add_variant(k, k->number.at[i].key, UPOS_AUX);
}

static bool is_time_word(hs_str lemma)
{
    for (size_t i = 0; i < lemma.n; i++)
        if (lemma.p[i] >= 'A' && lemma.p[i] <= 'Z') return false;
    return lemma.n <= TIME_WORD_MOST;
}

/* "aid weapon" is of class "aid". */
static void add_classes(known_words *k, const claims_lexicon *l)
{
    for (size_t i = 0; i < l->classes.n; i++) {
        hs_str lemma = l->classes.at[i].key, class;
        str_split(&lemma, ' ', &class);
        lemma_at(k, lemma)->any.classes |= lexicon_class(l, class);
    }
}

known_words *known_make(const claims_lexicon *l)
{
    known_words *k = TAKE(l->a, 1, known_words);
    const map *const by_both[] = { &l->frames, &l->cues, &l->hedges, &l->implicatives, &l->labels, &l->verdicts };
    k->a = k->number.a = l->a;
    for (size_t i = 0; i < sizeof by_both / sizeof *by_both; i++) add_keys(k, by_both[i]);
    add_auxiliaries(k);
    add_openings(k, &l->cues, true);
    add_openings(k, &l->phrasal, false);
    add_classes(k, l);
    for (size_t i = 0; i < l->voices.n; i++) lemma_at(k, l->voices.at[i].key)->any.voice = &l->voice[l->voices.at[i].value];
    for (size_t i = 0; i < l->evidences.n; i++)
        lemma_at(k, l->evidences.at[i].key)->any.evidence = &l->evidence[l->evidences.at[i].value];
    for (size_t i = 0; i < l->numbers.n; i++)
        lemma_at(k, l->numbers.at[i].key)->any.number = &l->number[l->numbers.at[i].value];
    for (size_t i = 0; i < l->times.n; i++)
        if (is_time_word(l->times.at[i].key)) lemma_at(k, l->times.at[i].key)->any.time = &l->time[l->times.at[i].value];
    for (size_t i = 0; i < k->lemma.n; i++)
        for (uint32_t v = k->lemma.at[i].first; v != NOBODY; v = k->variant.at[v].next)
            fill_variant(l, &k->variant.at[v], k->number.at[i].key, &k->lemma.at[i].any);
    return k;
}

/* ---- looking --------------------------------------------------------------------------------------------------- */

static const word_entries *filed(const known_words *k, const unit *u, uint64_t hash)
{
    const uint64_t *at = map_get_hashed(&k->number, u->lemma, hash);
    if (!at) return &NOTHING;
    const known_lemma *w = &k->lemma.at[*at];
    for (uint32_t i = w->first; i != NOBODY; i = k->variant.at[i].next)
        if (k->variant.at[i].pos == u->upos) return &k->variant.at[i].entries;
    return &w->any;
}

/* Months and days are proper nouns whose lemma keeps its capital. */
static const time_word *time_in_capitals(const known_words *k, hs_str lemma)
{
    char lower[TIME_WORD_MOST];
    bool any = false;
    if (lemma.n > TIME_WORD_MOST) return NULL;
    for (size_t i = 0; i < lemma.n; i++) {
        bool is_capital = lemma.p[i] >= 'A' && lemma.p[i] <= 'Z';
        lower[i] = is_capital ? (char)(lemma.p[i] - 'A' + 'a') : lemma.p[i];
        any |= is_capital;
    }
    const uint64_t *at = any ? map_get(&k->number, (hs_str){ lower, lemma.n }) : NULL;
    return at ? k->lemma.at[*at].any.time : NULL;
}

const word_entries *known_of(arena *a, const claims_lexicon *l, const unit *u, uint64_t hash)
{
    if (u->name != NOBODY || u->upos == UPOS_PUNCT || !u->lemma.n || u->lemma.n > LEXICON_LEMMA_MOST) return &NOTHING;
    const word_entries *found = filed(l->known, u, hash);
    const time_word *time = found->time ? NULL : time_in_capitals(l->known, u->lemma);
    const voice *ending = found->voice || u->upos != UPOS_NOUN ? NULL : lexicon_voice_ending(l, u->lemma);
    if (!time && !ending) return found;
    word_entries *more = TAKE(a, 1, word_entries);
    *more = *found;
    if (time) more->time = time;
    if (ending) more->voice = ending;
    return more;
}
