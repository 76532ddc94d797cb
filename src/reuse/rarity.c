/*
 * rarity.c - counts of the case and of the shipped background, in one estimate.
 *
 *     share of texts with the trigram = (surroundings here + WEIGHT * share in the background) / (documents + WEIGHT)
 *
 * A case of ten documents is read with the background's eyes, one of a million with its own.
 */
#include "reuse/rarity.h"

#define WEIGHT 2000.0 /* documents that the background counts for */
#define KEPT 2.5      /* one in (w + 1) / 2 grams is kept by winnowing with w = 4 */

enum { TABLE_LEAST = 1 << 12, TABLE_MOST = 1 << 24 };

rarity rarity_open(arena *a, uint64_t tokens, uint32_t documents, const background *b)
{
    uint32_t size = TABLE_LEAST;
    while (size < TABLE_MOST && size < tokens) size *= 2;
    return (rarity){ TAKE(a, size, uint16_t), size - 1, KEPT, documents, b, NULL, NULL };
}

rarity rarity_over(rarity_layers *layers, const void *ctx, uint64_t documents, const background *b)
{
    return (rarity){ NULL, 0, KEPT, (double)documents, b, layers, ctx };
}

double rarity_share(const rarity *r, uint32_t tri)
{
    double here = (r->layers ? r->layers(r->ctx, tri) : r->count[tri & r->mask]) * r->scale, share = background_share(r->background, tri);
    double p = (here + 1 + WEIGHT * share) / (r->documents + WEIGHT);
    return p > 1 ? 1 : p < RARITY_LEAST ? RARITY_LEAST : p;
}
