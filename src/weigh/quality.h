/*
 * quality.h - how sources speak: what each says of a question, given its true answer.
 *
 * A question has a state: its true answer and, where a model knows more than one, its kind (state = kind * K + answer).
 * For each state a source has a distribution P(says u | state).  Its prior is the same for every source: the
 * population's own mean, moved as a whole by how often this source is right, with the strength of the model.
 * A hedged statement is meant with probability k (by its level of certainty) and a toss of a coin otherwise:
 * P(y | t, level) = k P(y | t) + (1 - k) / K.
 */
#ifndef WEIGH_QUALITY_H
#define WEIGH_QUALITY_H
#include "weigh/fixed.h"
#include "weigh/table.h"

enum {
    QUALITY_MOST = 16,                  /* answers of a question, at most, */
    QUALITY_STATES = 2 * QUALITY_MOST,  /* and states */
    QUALITY_CELLS = QUALITY_STATES * QUALITY_MOST
};

/* How much is learnt of a source by itself; from little to much. */
typedef enum {
    QUALITY_FACTOR, /* one number: how often it is right; all confuse answers alike */
    QUALITY_ROWS,   /* a row for each answer */
    QUALITY_KINDS   /* the same for each of two kinds of questions, of which one is harder: voices may share habits there */
} quality_depth;

typedef struct {
    uint32_t levels;                          /* of the table */
    uint32_t sources, k, states;              /* k: answers */
    double strength;                          /* of the prior of a row, in statements */
    bool fair;                                /* an assertion never speaks against what it asserts (k is 2) */
    double base[QUALITY_CELLS];               /* where the population's mean starts from, [state][said] */
    double mean[QUALITY_CELLS];               /* the population's mean */
    double meant[TABLE_LEVELS];               /* k of each level */
    fixed *count;                             /* [source][state][said]: expected number of statements that were meant */
    fixed meant_count[TABLE_LEVELS], said_count[TABLE_LEVELS];
    const weigh_known *known; /* [source] from questions that stand in another table, or NULL */
    const fixed *rest; /* of a larger table, what was counted there; then the population is as it is; or NULL */
    double *weight;   /* [source][state][said]: the posterior's Dirichlet parameters */
    fixed *log_said;  /* [source][level][said][state]: log P(said | state, level) */
    float *was_meant; /* [source][level][said][state]: P(meant | said, state, level) */
} quality;

quality *quality_make(arena *, const table *, uint32_t answers, quality_depth, bool fair);
/* From the counts: the population, the sources' parameters, the logs; the counts start again from nothing. */
void quality_learn(quality *, const table *);

/* For a part of a larger table: the population as `whole` knows it, and of each source what was counted in the rest,
 * [source][state][said]. */
void quality_know(quality *, const table *, const quality *whole, const table *whole_table, const fixed *rest);

static inline size_t quality_cell(const quality *q, uint32_t source, unsigned level, uint32_t said)
{
    return (((size_t)source * q->levels + level) * q->k + said) * q->states;
}

/* ln of how much likelier all that was counted is if the sources' parameters are not known but drawn from their prior:
 * what is to be added to the evidence of the parameters learnt, before two depths are compared.  Negative; it grows
 * with what had to be learnt. */
double quality_cost(const quality *);

/* By how much a source's log odds of being right lie above the usual one's, by what is known of it. */
double quality_above(const weigh_known *);

/* log P(said | state, level) of each state for a source of which more[state] statements more
 * were counted than were: that it says this there. */
void quality_relearnt(const quality *, voice, uint32_t said, const double *more, double *log_said);

/* The variance of log P(said | state, level), from the posterior of the source's parameters. */
double quality_variance(const quality *, voice, uint32_t said, uint32_t state);
/* The mean of P(said | state) and its 90 % interval. */
void quality_interval(const quality *, uint32_t source, uint32_t state, uint32_t said, double out[3]);
/* How often the source is right, whatever the question's state; its 90 % interval. */
void quality_right(const quality *, uint32_t source, double out[3]);

/* ---- strangers: voices of sources without a record ---------------------------------------------------- */

/* What k strangers who say the same add to its log odds: each adds less, all together never more than
 * STRANGERS_MOST, and another one never takes away. */
#define STRANGERS_MOST  1.2
#define STRANGERS_FIRST 0.8472978603872037 /* ln(.7 / .3) */
double strangers_log(double k);
double strangers_variance(double k);

#endif
