/*
 * trees_train.h - making a model of tags and trees from treebanks.
 */
#ifndef LANGUAGE_TREES_TRAIN_H
#define LANGUAGE_TREES_TRAIN_H
#include "language/trees.h"
#include "language/trees_data.h"

typedef struct {
    const char *const *treebanks, *const *held_out, *const *names; /* paths, NULL at the end; any may be NULL */
    const char *vectors;                                           /* vectors_train's file, or NULL */
    unsigned epochs;                                               /* 0: as many as suit their size */
    uint64_t seed;
    bool resume; /* go on from PATH.part, if it is there and fits */
    void (*progress)(void *ctx, uint64_t done, uint64_t total, const char *doing); /* or NULL */
    bool (*stop)(void *ctx);                                                       /* or NULL; asked between epochs */
    void *ctx;
} trees_training;

enum { TRAIN_EPOCHS = 12, TRAIN_EPOCHS_MOST = 30 }; /* more than the first where the treebanks are small */

/* Writes the model to path; after each epoch its state to PATH.part, which is removed at the end.  The same data,
 * settings and seed give the same bytes.  Leaves with HS_IO, HS_BAD_INPUT, HS_BAD_ARGUMENT, HS_INTERRUPTED. */
void trees_train(arena *, const char *path, const trees_training *);

/* How well a model reads held-out sentences with their gold tokens. */
typedef struct {
    uint64_t units, upos, xpos, lemmas, heads, labelled; /* labelled: head and main relation */
} trees_score;
/* masked: with the names that the treebank gives, as units; else without any. */
trees_score trees_test(arena *, const trees_model *, const conllu_sentence *, const train_sentence *, uint32_t n, bool masked);

#endif
