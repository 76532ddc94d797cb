/*
 * drift.h - sources whose quality changes with time.
 */
#ifndef WEIGH_DRIFT_H
#define WEIGH_DRIFT_H
#include "weigh/fixed.h"
#include "weigh/table.h"

enum { DRIFT_PERIODS = 64 };

/* The period of each item, [items], from the earliest of its voices; *periods: how many there are.  An item without a
 * time is put in the middle.  Leaves with HS_BAD_ARGUMENT when no item has a time, or there are too many periods. */
uint32_t *drift_periods(arena *, const table *, const float *time, double days, uint32_t *periods);

/* What a source said in one period, how much of it was right; out: a Beta posterior of how often it is right then. */
typedef struct {
    double said, right, out_right, out_wrong;
} drift_period;

/* Smooths a source's periods, p[n], over a random walk of its log odds of being right, of this variance a period, which
 * starts from how often sources are right; strength: of that prior, in statements.  Gives ln of the probability of what was
 * seen. */
double drift_smooth(drift_period *p, uint32_t n, double step, double usual, double strength);

/* The steps from which the one that makes all sources' periods likeliest is chosen; the first is none. */
enum { DRIFT_STEPS = 7 };
extern const double DRIFT_STEP[DRIFT_STEPS];

#endif
