/*
 * background.h - how many texts of the open world hold one, two or three given words in a row.
 *
 * In a case of ten documents nothing recurs by chance often enough to be known as a set phrase.  The table, in
 * data/models/reuse.model, was learnt from open corpora (bench/reuse/background.sh) and knows the common ones.
 */
#ifndef REUSE_BACKGROUND_H
#define REUSE_BACKGROUND_H
#include "base/str.h"

#define BACKGROUND_KIND "reuse"
enum { BACKGROUND_VERSION = 1, BACKGROUND_CELLS = 4 };

typedef struct background background;

/* The table at path, mapped; leaves with HS_IO or HS_BAD_MODEL when it is missing, damaged or of another version. */
const background *background_open(arena *, const char *path);
/* The same from memory, at an address that is a multiple of 16. */
const background *background_check(arena *, hs_str bytes);
/* The share of texts that hold the gram; a small constant where the table does not know it, 0 without a table. */
double background_share(const background *, uint32_t gram);

/* -log2 of that; 0 without a table. */
double background_bits(const background *, uint32_t gram);

void background_expect(const background *, uint32_t gram); /* it will be asked for soon */

/* ---- how it is laid out, for the one who makes it ---- */

static inline uint32_t background_bucket(uint32_t gram, uint32_t buckets)
{
    return (uint32_t)((uint64_t)gram * buckets >> 32);
}

/* The twelve bits that tell the grams of a bucket apart; never 0. */
static inline uint16_t background_mark(uint32_t gram)
{
    uint32_t x = gram * 0x9e3779b1u >> 20;
    return (uint16_t)(x ? x : 1);
}

#endif
