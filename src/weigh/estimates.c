/*
 * estimates.c - 2-Estimates and 3-Estimates: A. Galland, S. Abiteboul, A. Marian, P. Senellart, "Corroborating
 * information from disagreeing views", WSDM 2010.
 *
 * A source that gives one value of an item denies the others.  Truth theta of a value, error pi of a source and (in
 * 3-Estimates) difficulty phi of a value are averages of one another; after each round they are spread over [0, 1] and
 * moved half the way to the nearer end (the paper's lambda = 0.5).
 */
#include "weigh/classic.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 20 };
#define LAMBDA      0.5
#define ERROR_FIRST 0.4
#define LEAST       1e-3 /* of an error or a difficulty that is divided by */

static void spread(double *x, const uint32_t *used, uint32_t n)
{
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (uint32_t i = 0; i < n; i++) {
        if (!used[i]) continue;
        least = fmin(least, x[i]);
        most = fmax(most, x[i]);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!used[i] || most <= least) continue;
        double y = (x[i] - least) / (most - least);
        x[i] = LAMBDA * y + (1 - LAMBDA) * (y >= 0.5 ? 1 : 0);
    }
}

typedef struct {
    const facts *f;
    double *theta, *pi, *phi; /* phi NULL: 2-Estimates */
    double *of_source, *votes;
} model;

static void learn_theta(model *m)
{
    const facts *f = m->f;
    for (uint32_t i = 0; i < f->items; i++) {
        uint32_t begin = f->first[i], end = f->first[i + 1];
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++) {
            double sum = 0, hard = m->phi ? m->phi[v] : 1;
            for (uint32_t j = begin; j < end; j++) {
                double wrong = m->pi[f->source[j]] * hard;
                sum += f->value[j] == v ? 1 - wrong : wrong;
            }
            if (end > begin) m->theta[v] = sum / (end - begin);
        }
    }
    spread(m->theta, f->said, f->values);
}

/* How wrong the source is here: it asserts what does not hold, or denies what does. */
static double wrong_here(const model *m, uint32_t voice, uint32_t value)
{
    return m->f->value[voice] == value ? 1 - m->theta[value] : m->theta[value];
}

static void learn_phi(model *m)
{
    const facts *f = m->f;
    for (uint32_t i = 0; i < f->items; i++) {
        uint32_t begin = f->first[i], end = f->first[i + 1];
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++) {
            double sum = 0;
            for (uint32_t j = begin; j < end; j++) sum += wrong_here(m, j, v) / fmax(m->pi[f->source[j]], LEAST);
            if (end > begin) m->phi[v] = sum / (end - begin);
        }
    }
    spread(m->phi, f->said, f->values);
}

static void learn_pi(model *m)
{
    const facts *f = m->f;
    memset(m->of_source, 0, f->sources * sizeof *m->of_source);
    memset(m->votes, 0, f->sources * sizeof *m->votes);
    for (uint32_t i = 0; i < f->items; i++) {
        for (uint32_t j = f->first[i]; j < f->first[i + 1]; j++) {
            for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++) {
                m->of_source[f->source[j]] += wrong_here(m, j, v) / (m->phi ? fmax(m->phi[v], LEAST) : 1);
                m->votes[f->source[j]]++;
            }
        }
    }
    for (uint32_t s = 0; s < f->sources; s++)
        if (f->spoken[s]) m->pi[s] = m->of_source[s] / m->votes[s];
    spread(m->pi, f->spoken, f->sources);
}

static void estimate(arena *a, const facts *f, scores s, bool three)
{
    model m = { .f = f, .theta = s.value, .pi = s.source };
    m.of_source = TAKE(a, f->sources, double);
    m.votes = TAKE(a, f->sources, double);
    m.phi = three ? TAKE(a, f->values, double) : NULL;
    for (uint32_t i = 0; i < f->sources; i++) m.pi[i] = ERROR_FIRST;
    for (uint32_t v = 0; v < f->values && three; v++) m.phi[v] = ERROR_FIRST;
    for (int round = 0; round < ROUNDS; round++) {
        learn_theta(&m);
        if (three) learn_phi(&m);
        learn_pi(&m);
    }
    for (uint32_t i = 0; i < f->sources; i++) s.source[i] = 1 - s.source[i];
}

void classic_two_estimates(arena *a, const facts *f, scores s)
{
    estimate(a, f, s, false);
}

void classic_three_estimates(arena *a, const facts *f, scores s)
{
    estimate(a, f, s, true);
}
