/*
 * grams.c - rolling n-gram hashes and their winnowing.
 *
 * Ties are broken as "robust winnowing" does: the gram kept for the last window stays while it is among the smallest
 * of the present one, so a text that repeats one word for ever keeps one gram in w, not all.
 */
#include "reuse/grams.h"

#include "base/hash.h"

#define BASE UINT64_C(0x9e3779b97f4a7c55) /* odd, of no other property: the polynomial's base */

enum { GRAM = 5, WINDOW = 4, NOISY_GRAM = 4, NOISY_WINDOW = 1 };

gram_profile gram_profile_for(uint32_t exact_run, bool noisy)
{
    gram_profile p = noisy ? (gram_profile){ NOISY_GRAM, NOISY_WINDOW } : (gram_profile){ GRAM, WINDOW };
    if (exact_run < p.n) p.n = exact_run < 2 ? 2 : exact_run;
    while (p.w > 1 && p.n + p.w - 1 > exact_run) p.w--;
    return p;
}

static uint64_t power(uint64_t base, uint32_t e)
{
    uint64_t p = 1;
    while (e--) p *= base;
    return p;
}

static uint32_t middle(const tokens *t, uint32_t at, uint32_t n)
{
    uint32_t from = at + (n > 3 ? (n - 3) / 2 : 0);
    return from + 3 <= t->n ? trigram(t->blind + from) : 0;
}

/* The smallest of the keys of window [from, to): the rightmost of equal ones. */
static uint32_t smallest(const uint64_t *ring, uint32_t mask, uint32_t from, uint32_t to)
{
    uint32_t best = to - 1;
    for (uint32_t i = to - 1; i-- > from;)
        if (ring[i & mask] < ring[best & mask]) best = i;
    return best;
}

size_t grams_select(const tokens *t, gram_profile p, gram *out)
{
    enum { RING = 64 };
    uint64_t ring[RING], h = 0, leaving = power(BASE, p.n);
    size_t n = 0;
    uint32_t kept = UINT32_MAX, grams = t->n >= p.n ? t->n - p.n + 1 : 0, w = p.w < RING ? p.w : RING;
    for (uint32_t i = 0; grams && i + 1 < p.n; i++) h = h * BASE + t->blind[i];
    for (uint32_t g = 0; g < grams; g++) {
        h = h * BASE + t->blind[g + p.n - 1];
        if (g) h -= leaving * t->blind[g - 1];
        uint64_t key = ring[g & (RING - 1)] = hash_u64(h);
        if (g + 1 < w && g + 1 < grams) continue; /* a text shorter than a window is one window */
        uint32_t from = g + 1 > w ? g + 1 - w : 0;
        /* the one kept for the last window stays while nothing smaller has come and it has not left */
        if (kept != UINT32_MAX && kept >= from && key >= ring[kept & (RING - 1)]) continue;
        kept = kept != UINT32_MAX && kept >= from ? g : smallest(ring, RING - 1, from, g + 1);
        out[n++] = (gram){ ring[kept & (RING - 1)], kept, middle(t, kept, p.n) };
    }
    return n;
}
