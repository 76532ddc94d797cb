/*
 * vectors.h - vectors of words learnt from open text: words that stand among the same words get vectors alike.
 *
 * Skip-gram with negative sampling (Mikolov et al. 2013), with a separate side for each place around the word (Ling
 * et al. 2015), which suits syntax.  A tree model that starts from them knows something of words no treebank has.
 */
#ifndef LANGUAGE_VECTORS_H
#define LANGUAGE_VECTORS_H
#include "base/model_file.h"

enum { VECTORS_VERSION = 2, VECTORS_DIM = 96, VECTORS_WORDS = 50000 };
#define VECTORS_KIND "vectors"

typedef struct {
    const char *const *texts; /* paths of plain text, NULL at the end */
    uint64_t seed;
    void (*progress)(void *ctx, uint64_t done, uint64_t total, const char *doing); /* or NULL */
    void *ctx;
} vectors_training;

/* Writes the file; the same texts and seed give the same bytes.  Leaves with HS_IO, HS_BAD_INPUT, HS_LIMIT. */
void vectors_train(arena *, const char *path, const vectors_training *);

/* Hashes of forms (KEY_WORD), the most frequent first, and the vector of each. */
typedef struct {
    const uint64_t *hash;
    const float *vector;
    size_t n;
} vectors;
vectors vectors_open(arena *, const char *path);

#endif
