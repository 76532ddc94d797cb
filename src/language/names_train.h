/*
 * names_train.h - learning the sequence model from texts in which people marked the names.
 */
#ifndef LANGUAGE_NAMES_TRAIN_H
#define LANGUAGE_NAMES_TRAIN_H
#include "language/names_corpus.h"
#include "language/names_features.h"

typedef struct {
    uint64_t seed;
    uint32_t epochs;         /* 0: as many as are good */
    uint32_t most_features;  /* of the file, the weightiest; 0: as many as fit the shipped size */
    void (*progress)(void *ctx, const char *line); /* one line an epoch, with the score on dev; may be NULL */
    void *ctx;
} names_options;

/* The bytes of a model file.  The same input gives the same bytes.  dev may be NULL. */
hs_str names_train(arena *, const names_corpus *train, const names_corpus *dev, const lexicon *, word_table,
                   const names_options *);

/* Of PER, ORG and LOC: names with the right span and class, names found, names there. */
typedef struct {
    uint64_t right, found, there;
} names_score;
double names_f1(names_score);

#endif
