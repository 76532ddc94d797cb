/*
 * weigh_score.h - answers against a gold standard: precision and recall as in Li et al. (VLDB 2013), and calibration.
 */
#ifndef PIPELINE_WEIGH_SCORE_H
#define PIPELINE_WEIGH_SCORE_H
#include "base/map.h"
#include "pipeline/weigh_csv.h"

/* The right values of an item, one after another. */
typedef struct {
    map items; /* item key: place in first, plus one */
    hs_str *value;
    uint32_t *next; /* of the same item, or WEIGH_NONE */
    uint32_t values;
} gold;

typedef struct {
    uint32_t gold, answered, right;
    double precision, recall, brier, ece, log_loss;
} score;

typedef struct {
    uint32_t claims, right; /* on gold items */
} source_score;

gold weigh_gold(arena *, const char *path); /* leaves with HS_BAD_INPUT, naming line and column */
/* The answer of an item is its likeliest value; a tie goes to the value that more rows assert, then to the first. */
score weigh_score(const claim_table *, const weigh_result *, const gold *, const schema *);
/* What each source says of gold items. */
source_score *weigh_score_sources(arena *, const claim_table *, const gold *, const schema *);

#endif
