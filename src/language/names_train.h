/*
 * names_train.h - learning the sequence model from texts in which people marked the names.
 */
#ifndef LANGUAGE_NAMES_TRAIN_H
#define LANGUAGE_NAMES_TRAIN_H
#include "language/names_corpus.h"
#include "language/names_features.h"

/* done of total; doing: what, or the score of an epoch.  Any may be NULL; stop is asked between epochs. */
typedef struct {
    void (*progress)(void *ctx, uint64_t done, uint64_t total, const char *doing);
    bool (*stop)(void *ctx);
    void *ctx;
} names_watch;

typedef struct {
    /* Paths of IOB2 files, NULL at the end; held_out may be NULL.  The first file of names says how names are to be
     * marked; the others, marked by rules of their own, teach what they have in common with it. */
    const char *const *names, *const *held_out;
    const char *const *texts;                   /* paths of plain texts for classes of words; may be NULL */
    const char *folder;                         /* whose lexicon the model is to be used with */
    uint64_t seed;
    unsigned epochs; /* 0: as many as are good */
    names_watch watch;
} names_training;

/* Writes the model to path.  The same files, settings and seed give the same bytes.  Leaves with HS_IO, HS_BAD_INPUT,
 * HS_BAD_MODEL (a label nobody knows), HS_INTERRUPTED. */
void names_train(arena *, const char *path, const names_training *);

typedef struct {
    uint64_t seed;
    uint32_t epochs;
    bool context_only;      /* see no word itself, only its shape and the words around it */
    uint32_t most_features; /* of the file, the weightiest; 0: as many as fit the shipped size */
    names_watch watch;
} names_options;

/* The same in memory: the bytes of a model file.  dev may be NULL. */
hs_str names_learn(arena *, const names_corpus *train, const names_corpus *dev, const lexicon *, word_table,
                   const names_options *);

/* Of PER, ORG and LOC: names with the right span and class, names found, names there. */
typedef struct {
    uint64_t right, found, there;
} names_score;
double names_f1(names_score);

#endif
