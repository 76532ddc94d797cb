/*
 * trust.c - trust that flows from sources to values and back.
 *
 * TruthFinder: X. Yin, J. Han, P. Yu, "Truth discovery with multiple conflicting information providers on the web",
 * TKDE 2008; without its likeness of values, which the table does not know.  Sums (Hubs and Authorities),
 * Average.Log, Investment, PooledInvestment: J. Pasternack, D. Roth, "Knowing what to believe (when you already know
 * something)", COLING 2010, with its 20 iterations, g = 1.2 and 1.4, and its first beliefs.
 */
#include "weigh/classic.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 20, ROUNDS_TRUTHFINDER = 100 };
#define TRUST_FIRST   0.9
#define DAMPING       0.3  /* gamma */
#define TRUST_SETTLED 1e-5 /* 1 - cosine of two rounds' trust */
#define TRUST_MOST    (1 - 1e-9)
#define GROWTH        1.2
#define GROWTH_POOLED 1.4

static void add_to_values(const facts *f, const double *of_source, double *value)
{
    memset(value, 0, f->values * sizeof *value);
    for (uint32_t i = 0; i < f->voices; i++) value[f->value[i]] += of_source[f->source[i]];
}

static void add_to_sources(const facts *f, const double *of_value, double *source)
{
    memset(source, 0, f->sources * sizeof *source);
    for (uint32_t i = 0; i < f->voices; i++) source[f->source[i]] += of_value[f->value[i]];
}

/* ---- TruthFinder -------------------------------------------------------------------------------------- */

static double apart(const double *x, const double *y, uint32_t n)
{
    double xy = 0, xx = 0, yy = 0;
    for (uint32_t i = 0; i < n; i++) xy += x[i] * y[i], xx += x[i] * x[i], yy += y[i] * y[i];
    return xx > 0 && yy > 0 ? 1 - xy / sqrt(xx * yy) : 0;
}

void classic_truthfinder(arena *a, const facts *f, scores s)
{
    double *tau = TAKE(a, f->sources, double), *next = TAKE(a, f->sources, double);
    for (uint32_t i = 0; i < f->sources; i++) s.source[i] = TRUST_FIRST;
    for (int round = 0; round < ROUNDS_TRUTHFINDER; round++) {
        for (uint32_t i = 0; i < f->sources; i++) tau[i] = -log1p(-fmin(s.source[i], TRUST_MOST));
        add_to_values(f, tau, s.value);
        for (uint32_t v = 0; v < f->values; v++) s.value[v] = f->said[v] ? 1 / (1 + exp(-DAMPING * s.value[v])) : 0;
        add_to_sources(f, s.value, next);
        for (uint32_t i = 0; i < f->sources; i++) next[i] = f->spoken[i] ? next[i] / f->spoken[i] : TRUST_FIRST;
        double change = apart(s.source, next, f->sources);
        memcpy(s.source, next, f->sources * sizeof *next);
        if (change < TRUST_SETTLED) break;
    }
}

/* ---- Sums, Average.Log -------------------------------------------------------------------------------- */

static void hubs(const facts *f, scores s, bool average_log)
{
    for (uint32_t v = 0; v < f->values; v++) s.value[v] = f->said[v] ? 0.5 : 0;
    for (int round = 0; round < ROUNDS; round++) {
        add_to_sources(f, s.value, s.source);
        for (uint32_t i = 0; i < f->sources && average_log; i++)
            s.source[i] = f->spoken[i] ? log(f->spoken[i]) * s.source[i] / f->spoken[i] : 0;
        classic_scale(s.source, f->sources);
        add_to_values(f, s.source, s.value);
        classic_scale(s.value, f->values);
    }
}

void classic_sums(arena *a, const facts *f, scores s)
{
    (void)a;
    hubs(f, s, false);
}

void classic_average_log(arena *a, const facts *f, scores s)
{
    (void)a;
    hubs(f, s, true);
}

/* ---- Investment ----------------------------------------------------------------------------------------- */

/* What the sources have invested in each value grows; pooled: it grows at the expense of its rivals. */
static void grow(const facts *f, const double *invested, double *value, bool pooled)
{
    for (uint32_t v = 0; v < f->values && !pooled; v++) value[v] = pow(invested[v], GROWTH);
    for (uint32_t i = 0; i < f->items && pooled; i++) {
        double all = 0;
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++) all += pow(invested[v], GROWTH_POOLED);
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++)
            value[v] = all > 0 ? invested[v] * pow(invested[v], GROWTH_POOLED) / all : 0;
    }
}

static void first_beliefs(const facts *f, double *value, bool pooled)
{
    for (uint32_t i = 0; i < f->items; i++) {
        double voices = f->first[i + 1] - f->first[i], n = f->value_first[i + 1] - f->value_first[i];
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++)
            value[v] = !f->said[v] ? 0 : pooled ? 1 / n : f->said[v] / voices;
    }
}

static void invest(arena *a, const facts *f, scores s, bool pooled)
{
    double *share = TAKE(a, f->sources, double), *invested = TAKE(a, f->values, double);
    for (uint32_t i = 0; i < f->sources; i++) s.source[i] = 1;
    first_beliefs(f, s.value, pooled);
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < f->sources; i++) share[i] = f->spoken[i] ? s.source[i] / f->spoken[i] : 0;
        add_to_values(f, share, invested);
        memset(s.source, 0, f->sources * sizeof *s.source);
        for (uint32_t i = 0; i < f->voices; i++)
            if (invested[f->value[i]] > 0)
                s.source[f->source[i]] += s.value[f->value[i]] * share[f->source[i]] / invested[f->value[i]];
        classic_scale(s.source, f->sources);
        for (uint32_t i = 0; i < f->sources; i++) share[i] = f->spoken[i] ? s.source[i] / f->spoken[i] : 0;
        add_to_values(f, share, invested);
        grow(f, invested, s.value, pooled);
        if (!pooled) classic_scale(s.value, f->values);
    }
}

void classic_investment(arena *a, const facts *f, scores s)
{
    invest(a, f, s, false);
}

void classic_pooled_investment(arena *a, const facts *f, scores s)
{
    invest(a, f, s, true);
}
