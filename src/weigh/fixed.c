/*
 * fixed.c - sums of odds, and digamma and trigamma: recurrence up to 8, then the asymptotic series (Abramowitz,
 * Stegun 6.3.18, 6.4.12).
 */
#include "weigh/fixed.h"

#include <stddef.h>

double digamma(double x)
{
    double below = 0;
    for (; x < 8; x++) below += 1 / x;
    double i = 1 / x, q = i * i;
    double tail = q * (1.0 / 12 - q * (1.0 / 120 - q * (1.0 / 252 - q * (1.0 / 240 - q * (1.0 / 132)))));
    return log(x) - i / 2 - tail - below;
}

double trigamma(double x)
{
    double below = 0;
    for (; x < 8; x++) below += 1 / (x * x);
    double i = 1 / x, q = i * i;
    return below + i * (1 + i * (0.5 + i * (1.0 / 6 - q * (1.0 / 30 - q * (1.0 / 42 - q * (1.0 / 30))))));
}

void beta_interval(double x, double y, double out[3])
{
    double wide = TWO_SIDED_90 * sqrt(trigamma(x) + trigamma(y)), middle = digamma(x) - digamma(y);
    out[0] = x / (x + y);
    out[1] = logistic(middle - wide);
    out[2] = logistic(middle + wide);
}

/* The greatest of them is taken out; few terms are added in finer units: 2^-56 for less than 64, else 2^-36. */
static int64_t sum_odds(const double *log_odds, uint32_t n, double rest, double *p, double *most, double *unit)
{
    *most = rest > 0 ? 0 : -HUGE_VAL;
    *unit = n < 64 ? 0x1p56 : 0x1p36;
    for (uint32_t v = 0; v < n; v++)
        if (log_odds[v] > *most) *most = log_odds[v];
    int64_t total = rest > 0 ? llrint(exp(-*most) * *unit) : 0;
    for (uint32_t v = 0; v < n; v++) {
        double odds = exp(log_odds[v] - *most);
        total += llrint(odds * *unit);
        if (p) p[v] = odds;
    }
    return total;
}

void odds_to_probability(const double *log_odds, uint32_t n, double rest, double *p)
{
    double most, unit;
    int64_t total = sum_odds(log_odds, n, rest, p, &most, &unit);
    double share = unit / (double)total;
    for (uint32_t v = 0; v < n; v++) p[v] *= share;
}

double odds_log_sum(const double *log_odds, uint32_t n, double rest)
{
    double most, unit;
    int64_t total = sum_odds(log_odds, n, rest, NULL, &most, &unit);
    return most + log((double)total / unit);
}

double odds_of(const double *log_odds, uint32_t n, double *odds)
{
    double most = 0;
    for (uint32_t v = 0; v < n; v++)
        if (log_odds[v] > most) most = log_odds[v];
    for (uint32_t v = 0; v < n; v++) odds[v] = exp(log_odds[v] - most);
    return exp(-most);
}

void odds_share(double *odds, uint32_t n, double none, double most)
{
    double unit = (n < 64 ? 0x1p56 : 0x1p36) / most;
    int64_t total = llrint(none * unit);
    for (uint32_t v = 0; v < n; v++) total += llrint(odds[v] * unit);
    double share = unit / (double)total;
    for (uint32_t v = 0; v < n; v++) odds[v] *= share;
}
