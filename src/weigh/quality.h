/*
 * quality.h - how sources speak: what each says of a question, given its true answer.
 *
 * For K possible answers a source has K distributions P(says u | true t).  Their prior is the same for every
 * source: the population's own mean, moved as a whole by how often this source is right, with a fixed strength.
 * A hedged statement is meant with probability k (by its level of certainty) and a toss of a coin otherwise:
 * P(y | t, level) = k P(y | t) + (1 - k) / K.
 */
#ifndef WEIGH_QUALITY_H
#define WEIGH_QUALITY_H
#include "weigh/fixed.h"
#include "weigh/table.h"

enum { QUALITY_MOST = 16 }; /* answers of a question, at most */

typedef struct {
    uint32_t levels, level_at[TABLE_LEVELS];  /* of certainty in the table, and the place of each among them */
    uint32_t sources, k;                      /* k: answers */
    bool fair;                                /* an assertion never speaks against what it asserts (k is 2) */
    double base[QUALITY_MOST * QUALITY_MOST]; /* where the population's mean starts from, [true][said] */
    double mean[QUALITY_MOST * QUALITY_MOST]; /* the population's mean */
    double meant[TABLE_LEVELS];               /* k of each level of certainty */
    fixed *count;                             /* [source][true][said]: expected number of statements that were meant */
    fixed meant_count[TABLE_LEVELS], said_count[TABLE_LEVELS];
    double *weight;   /* [source][true][said]: the posterior's Dirichlet parameters */
    fixed *log_said;  /* [source][level][said][true]: log P(said | true, level) */
    float *was_meant; /* [source][level][said][true]: P(meant | said, true, level) */
} quality;

quality *quality_make(arena *, const table *, uint32_t answers, bool fair);
/* From the counts: the population, the sources' parameters, the logs; the counts start again from nothing. */
void quality_learn(quality *, const table *);

static inline size_t quality_cell(const quality *q, uint32_t source, unsigned level, uint32_t said)
{
    return (((size_t)source * q->levels + q->level_at[level]) * q->k + said) * q->k;
}

/* The variance of log P(said | true, level), from the posterior of the source's parameters. */
double quality_variance(const quality *, voice, uint32_t said, uint32_t answer);
/* The mean of P(said | true) and its 90 % interval. */
void quality_interval(const quality *, uint32_t source, uint32_t answer, uint32_t said, double out[3]);

/* ---- strangers: voices of sources without a record ---------------------------------------------------- */

/* What k strangers who say the same add to its log odds: each adds less, all together never more than
 * STRANGERS_MOST, and another one never takes away. */
#define STRANGERS_MOST  1.2
#define STRANGERS_FIRST 0.8472978603872037 /* ln(.7 / .3) */
double strangers_log(double k);
double strangers_variance(double k);

#endif
