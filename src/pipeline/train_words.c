/*
 * train_words.c - classes and fields of words in one table.
 *
 * WordNet (Fellbaum 1998) files each sense of a word under one of 45 fields ("verb.communication"); an index file names
 * the senses of a lemma, the most frequent first, as byte offsets into a data file (manual pages wndb(5WN),
 * lexnames(5WN)).
 */
#include "pipeline/train_words.h"

#include "base/file.h"
#include "base/hash.h"
#include "language/names_model.h"

#include <stdlib.h>

enum {
    WORDNET_MOST = 64 << 20,
    SENSES_SEEN = 4, /* fields of the commonest senses count, rare ones are as good as none */
    CHAIN_MOST = 16,
    FAMILY_DEPTH = 3,
    NOUN_COGNITION = 9,
    NOUN_COMMUNICATION = 10,
    VERB_COGNITION = 31,
    VERB_COMMUNICATION = 32,
    FIELDS = 45
};

typedef struct {
    arena *a;
    VEC(learnt_word) at;
} table;

static int by_word(const void *x, const void *y)
{
    const learnt_word *a = x, *b = y;
    return a->word < b->word ? -1 : a->word > b->word;
}

static void add_classes(table *t, hs_str data)
{
    const char *path = arena_printf(t->a, "%.*s/models/en-names.model", STR_ARGS(data)).p;
    const names_weights *w = names_weights_read(t->a, model_open(t->a, path, NAMES_MODEL_KIND, NAMES_MODEL_VERSION));
    for (size_t i = 0; i < w->words.facts; i++)
        *VEC_ADD(t->a, &t->at) = (learnt_word){ .word = w->words.fact[i].word, .open = w->words.fact[i].class };
}

/* The field of the sense at a byte of a data file ("00831651 32 v ..."), or FIELDS. */
static uint64_t field_at(hs_str data, uint64_t at)
{
    uint64_t field;
    if (at + 11 > data.n || data.p[at + 8] != ' ' || data.p[at + 11] != ' ') return FIELDS;
    return str_to_u64(str_sub(data, at + 9, at + 11), &field) && field < FIELDS ? field : FIELDS;
}

/* The place of what a sense is a way of: "00831651 32 v 02 tell 1 .. 001 @ 00831191 v 0000 ..", or 0. */
static uint64_t parent_of(hs_str data, uint64_t at)
{
    hs_str line, piece, rest = str_sub(data, at, at + 4096 < data.n ? at + 4096 : data.n);
    uint64_t parent;
    if (!str_split(&rest, '\n', &line)) return 0;
    while (str_split(&line, ' ', &piece) && !str_eq(piece, STR("|")))
        if (str_eq(piece, STR("@"))) return str_split(&line, ' ', &piece) && str_to_u64(piece, &parent) ? parent : 0;
    return 0;
}

/* A few bits that stand for the sense FAMILY_DEPTH below the most general one; near the top, the sense itself. */
static uint8_t family_of(hs_str data, uint64_t at)
{
    uint64_t chain[CHAIN_MOST];
    size_t n = 0;
    for (; at && field_at(data, at) != FIELDS && n < CHAIN_MOST; at = parent_of(data, at)) chain[n++] = at;
    if (!n) return 0;
    return (uint8_t)(1 + hash_u64(chain[n > FAMILY_DEPTH ? n - 1 - FAMILY_DEPTH : 0]) % 255);
}

/* "lemma v senses pointers [pointer ..] senses tagged offset .." */
static void read_lemma(table *t, const char *path, hs_str line, hs_str data, bool is_verb, const learnt_word *known,
                       size_t knowns)
{
    hs_str lemma, piece;
    uint64_t pointers = 0, value;
    uint8_t out = 0;
    str_split(&line, ' ', &lemma);
    if (!lemma.n || memchr(lemma.p, '_', lemma.n)) return;
    learnt_word one = { .word = (uint32_t)hash_bytes(lemma) };
    if (!is_verb && !bsearch(&one, known, knowns, sizeof one, by_word))
        return; /* rare nouns would only make it larger */
    for (uint64_t i = 0, seen = 0; str_split(&line, ' ', &piece); i++) {
        if (i == 2 && !str_to_u64(piece, &pointers))
            arena_leave(t->a, HS_BAD_INPUT, "%s: not an index of WordNet", path);
        if (i < 5 + pointers || !piece.n || seen++ >= SENSES_SEEN || !str_to_u64(piece, &value)) continue;
        uint64_t field = field_at(data, value);
        if (field == FIELDS) arena_leave(t->a, HS_BAD_INPUT, "%s: a sense that is not in its data file", path);
        bool is_speech = field == VERB_COMMUNICATION || field == VERB_COGNITION;
        if (is_verb && (seen == 1 || (is_speech && !(out & (LEARNT_COMMUNICATION | LEARNT_COGNITION)))))
            one.family = family_of(data, value);
        if (seen == 1) out = (uint8_t)(field + 1);
        if (field == NOUN_COMMUNICATION || field == VERB_COMMUNICATION) out |= LEARNT_COMMUNICATION;
        if (field == NOUN_COGNITION || field == VERB_COGNITION) out |= LEARNT_COGNITION;
    }
    if (is_verb) one.verb = out;
    else one.noun = out;
    *VEC_ADD(t->a, &t->at) = one;
}

static void add_fields(table *t, const char *folder, const char *pos)
{
    const char *path = arena_printf(t->a, "%s/index.%s", folder, pos).p;
    hs_str index = file_read(t->a, path, WORDNET_MOST), line;
    hs_str data = file_read(t->a, arena_printf(t->a, "%s/data.%s", folder, pos).p, WORDNET_MOST);
    size_t knowns = t->at.n;
    learnt_word *known = TAKE(t->a, knowns + 1, learnt_word);
    if (knowns) memcpy(known, t->at.at, knowns * sizeof *known);
    qsort(known, knowns, sizeof *known, by_word);
    while (str_split(&index, '\n', &line))
        if (line.n && line.p[0] != ' ')
            read_lemma(t, path, line, data, *pos == 'v', known, knowns); /* a blank: the licence */
}

const learnt_word *train_words(arena *a, hs_str data, const char *wordnet, size_t *n)
{
    table t = { .a = a };
    add_classes(&t, data);
    if (wordnet) {
        add_fields(&t, wordnet, "verb");
        add_fields(&t, wordnet, "noun");
    }
    size_t out = 0;
    if (t.at.n) qsort(t.at.at, t.at.n, sizeof *t.at.at, by_word);
    for (size_t i = 0; i < t.at.n; i++) {
        learnt_word w = t.at.at[i], *last = out ? &t.at.at[out - 1] : NULL;
        if (!last || last->word != w.word) t.at.at[out++] = w;
        else last->open |= w.open, last->verb |= w.verb, last->noun |= w.noun, last->family |= w.family;
    }
    *n = out;
    return t.at.at;
}
