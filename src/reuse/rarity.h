/*
 * rarity.h - how telling it is that two texts share three words in a row, in bits.
 *
 * A trigram is common when it turns up in many *different surroundings*.  Counting documents would take a story that
 * ten thousand outlets print for a set phrase; a copied trigram has the same neighbours every time, a set phrase has
 * not (the continuation count of Kneser and Ney, 1995).
 */
#ifndef REUSE_RARITY_H
#define REUSE_RARITY_H
#include "reuse/background.h"

/* Counts kept elsewhere: in an index, a layer a segment. */
typedef uint32_t rarity_layers(const void *ctx, uint32_t tri);

typedef struct {
    uint16_t *count; /* surroundings seen, by hash of the trigram */
    uint32_t mask;
    double scale; /* from counts of selected grams to counts of all */
    double documents;
    const background *background; /* or NULL */
    rarity_layers *layers; /* in place of `count`, or NULL */
    const void *ctx;
} rarity;

rarity rarity_open(arena *, uint64_t tokens, uint32_t documents, const background *);
rarity rarity_over(rarity_layers *, const void *ctx, uint64_t documents, const background *);
/* One more surrounding of a trigram. */
static inline void rarity_count(rarity *r, uint32_t tri)
{
    uint16_t *c = &r->count[tri & r->mask];
    if (*c < UINT16_MAX) ++*c;
}
/* Tells the processor that the share of this one will be asked for. */
static inline void rarity_expect(const rarity *r, uint32_t tri)
{
    if (r->count) __builtin_prefetch(&r->count[tri & r->mask]);
    if (r->background) background_expect(r->background, tri);
}

/* The share of texts that hold the trigram, RARITY_LEAST .. 1; its bits of evidence are -log2 of that. */
double rarity_share(const rarity *, uint32_t tri);
#define RARITY_LEAST (1 / 4096.0) /* rarer ones say no more, so that evidence does not grow with N ... */
#define RARITY_MOST  12.0         /* ... than these bits */

#endif
