/*
 * fixed.h - sums that do not depend on their order.
 *
 * Evidence and counts are added up as whole numbers of 2^-32, so that any order of rows, any naming of sources
 * and any number of threads give the same bytes.  A log weight is held within +-20 (one voice never moves the
 * odds by more than 5e8), so 10^8 voices cannot overflow 63 bits.
 */
#ifndef WEIGH_FIXED_H
#define WEIGH_FIXED_H
#include <math.h>
#include <stdint.h>

typedef int64_t fixed;

#define FIXED_ONE      4294967296.0 /* 2^32 */
#define FIXED_MOST_LOG 20.0
#define TWO_SIDED_90   1.6448536269514722 /* of the normal distribution */

static inline fixed fixed_of(double x)
{
    return (fixed)llrint(x * FIXED_ONE);
}

static inline double fixed_to(fixed x)
{
    return (double)x * (1.0 / FIXED_ONE);
}

/* A log weight, held within its bounds. */
static inline double bounded_log(double x)
{
    return x > FIXED_MOST_LOG ? FIXED_MOST_LOG : x < -FIXED_MOST_LOG ? -FIXED_MOST_LOG : x;
}

static inline double logit(double p)
{
    return log(p) - log1p(-p);
}

/* 1 / (1 + e^-x), with logistic(-x) exactly as close to 0 as logistic(x) is to 1. */
static inline double logistic(double x)
{
    if (x >= 0) return 1.0 / (1.0 + exp(-x));
    double e = exp(x);
    return e / (1.0 + e);
}

double digamma(double x);  /* x > 0 */
double trigamma(double x); /* x > 0 */

/* Log odds to probabilities that with `rest` (the odds, times e^0, of none of them: 0 or 1) add up to 1. */
void odds_to_probability(const double *log_odds, uint32_t n, double rest, double *p);

/* The two halves of it.  e^log_odds, scaled so that the greatest (that of "none", e^0, counts too) is 1; gives that of
 * none.  And odds, of which `most` is the greatest, as probabilities that with none's add up to 1, in place. */
double odds_of(const double *log_odds, uint32_t n, double *odds);
void odds_share(double *odds, uint32_t n, double none, double most);

/* ln of the sum of the same odds. */
double odds_log_sum(const double *log_odds, uint32_t n, double rest);

/* The mean of Beta(x, y) and a 90 % interval, normal on the scale of log odds. */
void beta_interval(double x, double y, double out[3]);

#endif
