/*
 * linear.h - small linear models over hashed features: log-linear choice among a few classes.
 *
 * A feature is the hash of what it says ("the head is this lemma"); a model is a sorted table of the features that
 * count, with one whole number a class.  Scores are sums of whole numbers: the same on every machine.  With one class,
 * any number of candidates are scored and one is chosen (conditional logit, McFadden 1974).  Learning is
 * AdaGrad (Duchi, Hazan, Singer 2011) on the log-likelihood with decay, one thread, the order of examples shuffled by
 * the seed: the same examples and seed give the same bytes.
 *
 *     hash      u32, ascending        weight   i8 [classes], a row for each        scale   f64, one: weight * scale
 */
#ifndef CLAIMS_LINEAR_H
#define CLAIMS_LINEAR_H
#include "base/model_file.h"

enum { LINEAR_CLASSES_MOST = 16, LINEAR_PACKED_MOST = 4 };

/* A feature in the table of a model with up to LINEAR_PACKED_MOST classes: its weights are in it, a byte each, class 0 the
 * lowest.  Empty: no weights. */
typedef struct {
    uint32_t hash, weights;
} linear_cell;

/* The same with more classes, or before there are weights: where its row is. */
struct linear_slot {
    uint32_t hash, row; /* row + 1; 0: empty */
};

typedef struct {
    const uint32_t *hash;
    const int8_t *weight;
    size_t features;
    uint32_t classes;
    double scale;
    linear_cell *cell; /* NULL: there are slots */
    uint8_t *shift;    /* of a hash's group: what makes the cells of its features differ, so that one look is enough */
    uint32_t cells, groups; /* groups: a power of two */
    struct linear_slot *slot; /* open addressing */
    size_t slots;
} linear;

/* Features of one example; VEC_ADD with linear_feature. */
typedef struct {
    arena *a;
    VEC(uint32_t) at;
    const linear *model; /* that is asked, with cells: nothing is listed, weights are summed up as features come; or NULL */
    uint64_t sum; /* since `score`, every weight 128 too high, 16 bits a class: 0 and 2 in the lower half, 1 and 3 above */
    uint32_t n;   /* features in it */
    int64_t score[LINEAR_PACKED_MOST];
} linear_features;

/* Adds the feature "kind: x, y". */
void linear_feature(linear_features *, uint32_t kind, uint64_t x, uint64_t y);

/* The same with a hash of its own that costs less: for models that try many candidates.  Asked at once if there is a model. */
void linear_put(linear_features *, uint32_t kind, uint64_t x, uint64_t y);

/* From the sections of a model file that was checked; leaves with HS_BAD_MODEL when they do not fit. */
const linear *linear_read(arena *, const model_file *, uint32_t classes);
/* The same for one of several models in a file: its sections begin with `part` ("cue-hash"). */
const linear *linear_read_part(arena *, const model_file *, const char *part, uint32_t classes);
/* Probabilities of the classes, by the features that were listed or (by this model) summed up. */
void linear_choose(const linear *, linear_features *, double *probability);
/* The score of one candidate, summed up by a model of one class: what is chosen among is scored one by one. */
double linear_score(linear_features *);
/* False when class 0 is surely likelier than 1 - least: cheap, for what is hopeless.  Summed up by a model of some classes. */
bool linear_may_be(linear_features *, double least);
/* Scores of n candidates into probabilities. */
void linear_normalise(double *score, size_t n);

/* ---- learning ---- */

typedef struct {
    size_t first, n;                    /* of linear_examples.feature */
    double share[LINEAR_CLASSES_MOST];  /* what the classes should get; sums to 1 */
} linear_example;

/* Candidates among which one is chosen: examples[first .. first + n), whose share[0] sum to 1. */
typedef struct {
    size_t first, n;
} linear_group;

typedef struct {
    arena *a;
    uint32_t classes; /* 1: groups of candidates are learnt to be chosen among */
    VEC(uint32_t) feature;
    VEC(linear_example) at;
    VEC(linear_group) group;
} linear_examples;

typedef struct {
    uint64_t seed;
    unsigned epochs;
    double rate, decay; /* step size; how much a weight is pulled to 0 (L2) */
    uint32_t fewest;    /* a feature counts when so many examples have it */
    const char *part;   /* what the names of the sections begin with; NULL: nothing */
} linear_options;

void linear_example_add(linear_examples *, const linear_features *, const double *share);
/* Adds the sections of the learnt model to a file being written, and gives it back as linear_read would. */
const linear *linear_learn(linear_examples *, const linear_options *, model_writer *);

#endif
