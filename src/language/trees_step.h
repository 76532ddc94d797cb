/*
 * trees_step.h - one step of training: a batch of sentences forwards, backwards, and the parameters moved.
 */
#ifndef LANGUAGE_TREES_STEP_H
#define LANGUAGE_TREES_STEP_H
#include "base/random.h"
#include "language/net_back.h"
#include "language/trees_data.h"

/* A sentence as it is learnt this time: names masked or not, case as it is or not. */
typedef struct {
    uint32_t units;
    const features *f;
    const uint32_t *head; /* unit, or `units` for the root */
    const train_word **target;
} example;

typedef struct {
    net_plan plan;
    net net;
    float *p, *g;       /* parameters and their gradient */
    float *fixed;       /* of each word row: its vector from open text, or 0; p has what is learnt on top of it */
    float *mean, *square; /* Adam's */
    uint8_t *touched;   /* rows of words and affixes that have a gradient now */
    uint32_t *row;      /* their numbers */
    uint32_t rows;
    uint64_t steps;
    rng random;
    const inventory *what;
} trainer;

/* Random parameters; p, g, mean, square have room for plan.floats, fixed for the rows of words. */
void trainer_begin(arena *, trainer *, const net_size *, uint64_t seed);

example example_of(arena *, trainer *, const train_sentence *);
/* examples: longest first.  rate: of learning.  Gives the loss per unit. */
double trainer_step(arena *, trainer *, const example *, uint32_t n, double rate);

#endif
