/*
 * learn_background.c - makes data/models/reuse.model from open corpora (see background.sh).
 *
 *     learn_background OUT < docs.jsonl
 *
 * Counts in how many texts each unigram, bigram and trigram stands, and keeps the common ones, commonest first, as
 * many as the table holds.
 */
#include "base/file.h"
#include "base/model_file.h"
#include "pipeline/reuse_records.h"
#include "reuse/tokens.h"

#include <stdio.h>
#include <stdlib.h>

enum { BUCKETS = 1 << 18, SLOT_BITS = 26, LEVELS = 14 };

typedef struct {
    uint32_t *last; /* text that counted last, + 1 */
    uint32_t *count;
    uint32_t texts;
    uint16_t *cell;
    uint64_t kept, full;
    uint32_t wanted; /* the level that is being put in */
} table;

typedef void visit(table *, uint32_t gram);

static void count(table *t, uint32_t gram)
{
    uint32_t slot = gram >> (32 - SLOT_BITS);
    if (t->last[slot] == t->texts + 1) return;
    t->last[slot] = t->texts + 1;
    t->count[slot]++;
}

static void each_gram(table *t, const tokens *text, visit *fn)
{
    for (uint32_t i = 0; i < text->n; i++) {
        fn(t, unigram(text->hash + i));
        if (i + 1 < text->n) fn(t, bigram(text->hash + i));
        if (i + 2 < text->n) fn(t, trigram(text->hash + i));
    }
}

/* log2 of the inverse share, rounded down. */
static uint32_t level_of(const table *t, uint32_t gram)
{
    uint32_t n = t->count[gram >> (32 - SLOT_BITS)], level = 0;
    while (level < 31 && ((uint64_t)n << (level + 1)) <= t->texts) level++;
    return level;
}

static void put(table *t, uint32_t gram)
{
    if (level_of(t, gram) != t->wanted) return;
    uint16_t *c = t->cell + (size_t)background_bucket(gram, BUCKETS) * BACKGROUND_CELLS;
    uint16_t cell = (uint16_t)(background_mark(gram) << 4 | t->wanted);
    for (int i = 0; i < BACKGROUND_CELLS; i++) {
        if (c[i] >> 4 == cell >> 4) return;
        if (!c[i]) {
            c[i] = cell;
            t->kept++;
            return;
        }
    }
    t->full++;
}

static void read_texts(arena *a, table *t, tokens **out)
{
    VEC(tokens) text = { 0 };
    tokens_scratch scratch = { 0 };
    arena *line_arena = arena_open(NULL, 0), *scratch_arena = arena_open(NULL, 0);
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    while ((n = getline(&line, &room, stdin)) >= 0) {
        reuse_document d;
        if (reuse_record(line_arena, (hs_str){ line, (size_t)n }, &d)) continue;
        *VEC_ADD(a, &text) = tokens_read(a, scratch_arena, &scratch, d.text, NULL, 0);
        each_gram(t, &text.at[text.n - 1], count);
        t->texts++;
        arena_reset(line_arena);
    }
    free(line);
    arena_close(line_arena);
    arena_close(scratch_arena);
    *out = text.at;
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    arena *a = arena_open(NULL, 0);
    table t = { TAKE(a, 1 << SLOT_BITS, uint32_t), TAKE(a, 1 << SLOT_BITS, uint32_t), 0,
                TAKE(a, BUCKETS * BACKGROUND_CELLS, uint16_t), 0, 0, 0 };
    tokens *text;
    read_texts(a, &t, &text);
    for (; t.wanted < LEVELS; t.wanted++) {
        for (uint32_t d = 0; d < t.texts; d++) each_gram(&t, &text[d], put);
        printf("shares of 1/%u and more: %llu kept, %llu found no room\n", 2u << t.wanted, (unsigned long long)t.kept,
               (unsigned long long)t.full);
    }
    model_writer w = { .a = a, .kind = BACKGROUND_KIND, .version = BACKGROUND_VERSION };
    model_add(&w, "grams", t.cell, sizeof *t.cell * BUCKETS * BACKGROUND_CELLS);
    hs_error e;
    hs_status status = model_save(&w, argv[1], &e);
    if (status) fprintf(stderr, "%s\n", e.what);
    arena_close(a);
    return status;
}
