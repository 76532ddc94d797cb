/*
 * units.c - words to units: names of several words become one.
 */
#include "language/units.h"

const units *units_cut(arena *a, uint32_t words, const stretch *at, uint32_t stretches)
{
    units *u = TAKE(a, 1, units);
    uint32_t *unit_of = TAKE(a, words, uint32_t), *first = TAKE(a, words, uint32_t), *n = TAKE(a, words, uint32_t),
             *which = TAKE(a, words, uint32_t);
    uint32_t s = 0;
    for (uint32_t w = 0; w < words;) {
        while (s < stretches && (at[s].first < w || !at[s].words)) s++;
        bool is_name = s < stretches && at[s].first == w && at[s].words <= words - w;
        uint32_t k = u->units++;
        first[k] = w;
        n[k] = is_name ? at[s].words : 1;
        which[k] = is_name ? s : NOBODY;
        for (uint32_t end = w + n[k]; w < end; w++) unit_of[w] = k;
        s += is_name;
    }
    u->unit_of = unit_of;
    u->first = first;
    u->words = n;
    u->name = which;
    return u;
}

/* How far each word is from the root: each path is walked once and remembered. */
static const uint32_t *depths(arena *a, const uint32_t *head, uint32_t words)
{
    uint32_t *depth = TAKE(a, words, uint32_t), *path = TAKE(a, words, uint32_t);
    for (uint32_t w = 0; w < words; w++) {
        uint32_t n = 0, at = w;
        while (at != UNIT_ROOT && !depth[at]) {
            path[n++] = at;
            at = head[at];
        }
        uint32_t d = at == UNIT_ROOT ? 0 : depth[at];
        while (n) depth[path[--n]] = ++d;
    }
    return depth;
}

const uint32_t *units_heads(arena *a, const units *u, const uint32_t *head, uint32_t words, const uint32_t **head_word)
{
    const uint32_t *depth = depths(a, head, words);
    uint32_t *out = TAKE(a, u->units, uint32_t), *nearest = TAKE(a, u->units, uint32_t);
    for (uint32_t k = 0; k < u->units; k++) {
        nearest[k] = u->first[k];
        for (uint32_t i = 1; i < u->words[k]; i++)
            if (depth[u->first[k] + i] < depth[nearest[k]]) nearest[k] = u->first[k] + i;
        uint32_t h = head[nearest[k]];
        out[k] = h == UNIT_ROOT ? UNIT_ROOT : u->unit_of[h];
    }
    *head_word = nearest;
    return out;
}
