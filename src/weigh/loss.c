/*
 * loss.c - weights that make the truths and the claims lie close together.
 *
 * CRH: Q. Li, Y. Li, J. Gao, B. Zhao, W. Fan, J. Han, "Resolving conflicts in heterogeneous data by truth discovery and
 * source reliability estimation", SIGMOD 2014, with 0-1 loss.  CATD: Q. Li and others, "A confidence-aware approach for
 * truth discovery on long-tail data", VLDB 2015: the weight of a source is the upper bound of the inverse of its error
 * variance, chi-square(alpha / 2, claims) / loss, so that a source with few claims earns little.
 */
#include "weigh/classic.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 50 };
#define NORMAL_975 1.959963984540054 /* for CATD's alpha = .05 */
#define LEAST      1e-3              /* loss of a source that was never wrong */

/* The alpha/2 quantile of chi-square with n degrees of freedom (Wilson, Hilferty 1931). */
static double chi_square_low(double n)
{
    double c = 1 - 2 / (9 * n) - NORMAL_975 * sqrt(2 / (9 * n));
    return c > 0 ? n * c * c * c : 0;
}

static void vote(const facts *f, const double *weight, double *value)
{
    memset(value, 0, f->values * sizeof *value);
    for (uint32_t i = 0; i < f->voices; i++) value[f->value[i]] += weight[f->source[i]];
}

/* 0-1 losses of the sources; gives how many items' truths are other values than before. */
static uint32_t losses(const facts *f, const double *value, uint32_t *truth, double *loss)
{
    uint32_t changed = 0;
    memset(loss, 0, f->sources * sizeof *loss);
    for (uint32_t i = 0; i < f->items; i++) {
        uint32_t best = f->value_first[i];
        for (uint32_t v = best; v < f->value_first[i + 1]; v++)
            if (value[v] > value[best]) best = v;
        changed += truth[i] != best;
        truth[i] = best;
        for (uint32_t j = f->first[i]; j < f->first[i + 1]; j++) loss[f->source[j]] += f->value[j] != best;
    }
    return changed;
}

static void crh_weights(const facts *f, const double *loss, double *weight)
{
    double all = 0;
    for (uint32_t s = 0; s < f->sources; s++)
        if (f->spoken[s]) all += fmax(loss[s], LEAST) / f->spoken[s];
    for (uint32_t s = 0; s < f->sources; s++)
        weight[s] = f->spoken[s] ? -log(fmax(loss[s], LEAST) / f->spoken[s] / all) : 0;
}

static void catd_weights(const facts *f, const double *loss, double *weight)
{
    for (uint32_t s = 0; s < f->sources; s++)
        weight[s] = f->spoken[s] ? chi_square_low(f->spoken[s]) / fmax(loss[s], LEAST) : 0;
    classic_scale(weight, f->sources);
}

static void descend(arena *a, const facts *f, scores s, void (*weigh)(const facts *, const double *, double *))
{
    double *loss = TAKE(a, f->sources, double);
    uint32_t *truth = TAKE(a, f->items, uint32_t);
    for (uint32_t i = 0; i < f->sources; i++) s.source[i] = 1;
    vote(f, s.source, s.value);
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t changed = losses(f, s.value, truth, loss);
        if (round && !changed) break;
        weigh(f, loss, s.source);
        vote(f, s.source, s.value);
    }
}

void classic_crh(arena *a, const facts *f, scores s)
{
    descend(a, f, s, crh_weights);
}

void classic_catd(arena *a, const facts *f, scores s)
{
    descend(a, f, s, catd_weights);
}
