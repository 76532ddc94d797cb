/*
 * ltm.c - the Latent Truth Model: B. Zhao, B. Rubinstein, J. Gemmell, J. Han, "A Bayesian approach to discovering truth
 * from conflicting sources for data integration", VLDB 2012.
 *
 * Each value of an item is true or not by itself.  A source that speaks of the item asserts the value or, by not
 * giving it, denies it; sensitivity and false positive rate have Beta priors.  Collapsed Gibbs sampling with the
 * paper's settings: 100 sweeps, 20 of them to settle, then every fourth is counted.
 */
#include "weigh/classic.h"

#include "base/random.h"

#include <math.h>

enum { SWEEPS = 100, SETTLING = 20, GAP = 4 };
static const double PRIOR[2][2] = { { 1000, 10 }, { 50, 50 } }; /* [true][asserted] */

typedef struct {
    const facts *f;
    double (*count)[2][2]; /* [source][true][asserted] */
    uint8_t *truth;        /* [values] */
} sampler;

static void add(sampler *m, uint32_t item, uint32_t value, int truth, double by)
{
    const facts *f = m->f;
    for (uint32_t j = f->first[item]; j < f->first[item + 1]; j++)
        m->count[f->source[j]][truth][f->value[j] == value] += by;
}

static double log_odds(const sampler *m, uint32_t item, uint32_t value)
{
    const facts *f = m->f;
    double sum = 0;
    for (uint32_t j = f->first[item]; j < f->first[item + 1]; j++) {
        const double(*c)[2] = (const double(*)[2])m->count[f->source[j]];
        int said = f->value[j] == value;
        for (int t = 0; t < 2; t++) {
            double p = (c[t][said] + PRIOR[t][said]) / (c[t][0] + c[t][1] + PRIOR[t][0] + PRIOR[t][1]);
            sum += t ? log(p) : -log(p);
        }
    }
    return sum;
}

static void sweep(sampler *m, rng *r, double *counted)
{
    const facts *f = m->f;
    for (uint32_t i = 0; i < f->items; i++) {
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++) {
            add(m, i, v, m->truth[v], -1);
            m->truth[v] = rng_unit(r) < 1 / (1 + exp(-log_odds(m, i, v)));
            add(m, i, v, m->truth[v], 1);
            if (counted) counted[v] += m->truth[v];
        }
    }
}

void classic_ltm(arena *a, const facts *f, scores s)
{
    sampler m = { .f = f,
                  .count = arena_take_array(a, f->sources, sizeof *m.count),
                  .truth = TAKE(a, f->values, uint8_t) };
    rng r = rng_seed(f->seed);
    for (uint32_t i = 0; i < f->items; i++) {
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++) {
            m.truth[v] = rng_unit(&r) < 0.5;
            add(&m, i, v, m.truth[v], 1);
        }
    }
    for (int n = 0; n < SWEEPS; n++) sweep(&m, &r, n >= SETTLING && (n - SETTLING) % GAP == 0 ? s.value : NULL);
    for (uint32_t i = 0; i < f->sources; i++)
        s.source[i] =
            (m.count[i][1][1] + PRIOR[1][1]) / (m.count[i][1][0] + m.count[i][1][1] + PRIOR[1][0] + PRIOR[1][1]);
}
