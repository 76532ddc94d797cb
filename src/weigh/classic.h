/*
 * classic.h - the classical methods of truth discovery, each from its paper, on one view of the table.
 *
 * They know assertions only: denials, certainty, time and copying are passed over, and a source's voices count from the
 * first.  Their scores are scaled to add up to 1 over an item's values, which does not make them probabilities;
 * intervals they have none (0 to 1 is shown).
 */
#ifndef WEIGH_CLASSIC_H
#define WEIGH_CLASSIC_H
#include "weigh/answer.h"

/* Assertions, item after item. */
typedef struct {
    uint32_t items, sources, values; /* values: of all items */
    uint32_t voices;
    uint32_t *first;             /* [items + 1] into the voices */
    const uint32_t *value_first; /* [items + 1] */
    uint32_t *source, *value;    /* [voices] value: its place among all values */
    uint32_t *said;              /* [values] voices asserting it */
    uint32_t *spoken;            /* [sources] voices of it */
    uint64_t seed;
    uint32_t labels;
    const weigh_options *options; /* for how alike values are; may be NULL */
} facts;

/* What a method finds: a score a value (not negative) and a score a source. */
typedef struct {
    double *value, *source;
} scores;

typedef void classic(arena *, const facts *, scores);

/* The method of that name, or NULL. */
classic *classic_find(const char *name);

/* What a classic has found. */
typedef struct {
    facts f;
    scores s;
} classic_model;

const classic_model *classic_weigh(arena *, const table *, const weigh_columns *, const weigh_options *);
answer_item classic_answer; /* model: a classic_model */

classic classic_majority, classic_truthfinder, classic_sums, classic_average_log, classic_investment,
    classic_pooled_investment, classic_two_estimates, classic_three_estimates, classic_crh, classic_catd, classic_ltm,
    classic_accu, classic_accu_sim, classic_popaccu, classic_accu_copy, classic_dawid_skene;

/* Divides by the greatest. */
void classic_scale(double *x, uint32_t n);

#endif
