/*
 * grams.h - fingerprints of a text: a selection of its token n-grams that two texts make alike.
 *
 * Winnowing (Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003):
 * of each window of w neighbouring n-grams the smallest hash is kept.  Any run of n + w - 1 equal tokens has a window
 * in common, so both texts keep the same n-gram of it.
 */
#ifndef REUSE_GRAMS_H
#define REUSE_GRAMS_H
#include "reuse/tokens.h"

typedef struct {
    uint32_t n; /* tokens a gram */
    uint32_t w; /* grams a window */
} gram_profile;

typedef struct {
    uint64_t key;
    uint32_t at;  /* its first token */
    uint32_t tri; /* the trigram in its middle, for counting how common that is */
} gram;

/* So that every run of `exact_run` equal tokens shares a gram, and, from 12 on, two of them. */
gram_profile gram_profile_for(uint32_t exact_run, bool noisy);
/* Writes the selected grams, at most t->n of them, in order of place; gives their number. */
size_t grams_select(const tokens *t, gram_profile, gram *out);

#endif
