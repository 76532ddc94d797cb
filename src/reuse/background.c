/*
 * background.c - the shipped table: hashes of common bigrams and trigrams with the share of texts that hold them.
 *
 *     16 bits a cell: 12 of the hash as a mark, 4 the share: log2 of its inverse, rounded down
 *
 * Cells stand in buckets of BACKGROUND_CELLS; a gram whose mark is not in its bucket is rare.  A stranger is taken for
 * a member once in 4096 / BACKGROUND_CELLS looks, which costs a few bits of evidence and never makes any.
 */
#include "reuse/background.h"
#include "base/model_file.h"

#include <math.h>

#define RARE (1 / 16384.0) /* the share of what the table does not know: below the least it keeps */

enum { STEPS = 16 };

struct background {
    const uint16_t *cell;
    uint32_t buckets;
    double share[STEPS + 1], bits[STEPS + 1];
};

static const background *read_table(arena *a, const model_file *file)
{
    background *b = TAKE(a, 1, background);
    size_t cells;
    b->cell = model_list(file, "grams", sizeof *b->cell, &cells);
    if (!cells || cells % BACKGROUND_CELLS || cells > UINT32_MAX) model_complain(file, "%zu cells", cells);
    b->buckets = (uint32_t)(cells / BACKGROUND_CELLS);
    for (int i = 0; i < STEPS; i++) b->share[i] = exp2(-i - .5), b->bits[i] = i + .5;
    b->share[STEPS] = RARE;
    b->bits[STEPS] = -log2(RARE);
    return b;
}

const background *background_open(arena *a, const char *path)
{
    return read_table(a, model_open(a, path, BACKGROUND_KIND, BACKGROUND_VERSION));
}

const background *background_check(arena *a, hs_str bytes)
{
    return read_table(a, model_check(a, bytes, "background", BACKGROUND_KIND, BACKGROUND_VERSION));
}

/* The step of the gram's share, or STEPS where the table does not know it. */
static int step_of(const background *b, uint32_t gram)
{
    const uint16_t *c = b->cell + (size_t)background_bucket(gram, b->buckets) * BACKGROUND_CELLS;
    for (int i = 0; i < BACKGROUND_CELLS; i++)
        if (c[i] && c[i] >> 4 == background_mark(gram)) return c[i] & 15;
    return STEPS;
}

double background_share(const background *b, uint32_t gram)
{
    return b ? b->share[step_of(b, gram)] : 0;
}

double background_bits(const background *b, uint32_t gram)
{
    return b ? b->bits[step_of(b, gram)] : 0;
}

void background_expect(const background *b, uint32_t gram)
{
    __builtin_prefetch(b->cell + (size_t)background_bucket(gram, b->buckets) * BACKGROUND_CELLS);
}
