/*
 * dawid_skene.c - a confusion matrix a source, by expectation-maximisation: A. Dawid, A. Skene, "Maximum likelihood
 * estimation of observer error-rates using the EM algorithm", Applied Statistics 1979.  For closed sets of labels.
 */
#include "weigh/classic.h"

#include "weigh/quality.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 100 };
#define SETTLED 1e-6
#define LEAST   1e-9 /* a probability of 0 would be for ever */

typedef struct {
    const facts *f;
    uint32_t k;
    double *p;         /* [items][k] */
    double *confusion; /* [sources][true][said] */
    double prior[QUALITY_MOST];
} skene;

static uint32_t label_of(const facts *f, uint32_t item, uint32_t voice)
{
    return f->value[voice] - f->value_first[item];
}

static void count_first(skene *m)
{
    const facts *f = m->f;
    for (uint32_t i = 0; i < f->items; i++) {
        double n = f->first[i + 1] - f->first[i];
        for (uint32_t j = f->first[i]; j < f->first[i + 1]; j++) m->p[i * m->k + label_of(f, i, j)] += 1 / n;
    }
}

static void maximise(skene *m)
{
    const facts *f = m->f;
    uint32_t k = m->k;
    memset(m->confusion, 0, (size_t)f->sources * k * k * sizeof *m->confusion);
    memset(m->prior, 0, sizeof m->prior);
    for (uint32_t i = 0; i < f->items; i++) {
        for (uint32_t t = 0; t < k; t++) {
            double p = m->p[(size_t)i * k + t];
            m->prior[t] += p / f->items;
            for (uint32_t j = f->first[i]; j < f->first[i + 1]; j++)
                m->confusion[((size_t)f->source[j] * k + t) * k + label_of(f, i, j)] += p;
        }
    }
    for (size_t row = 0; row < (size_t)f->sources * k; row++) {
        double n = 0;
        for (uint32_t u = 0; u < k; u++) n += m->confusion[row * k + u];
        for (uint32_t u = 0; u < k && n > 0; u++) m->confusion[row * k + u] /= n;
    }
}

/* The greatest change of a probability. */
static double expect(skene *m)
{
    const facts *f = m->f;
    uint32_t k = m->k;
    double change = 0;
    for (uint32_t i = 0; i < f->items; i++) {
        double x[QUALITY_MOST];
        for (uint32_t t = 0; t < k; t++) {
            x[t] = log(fmax(m->prior[t], LEAST));
            for (uint32_t j = f->first[i]; j < f->first[i + 1]; j++)
                x[t] += log(fmax(m->confusion[((size_t)f->source[j] * k + t) * k + label_of(f, i, j)], LEAST));
        }
        odds_to_probability(x, k, 0, x);
        for (uint32_t t = 0; t < k; t++) {
            change = fmax(change, fabs(x[t] - m->p[(size_t)i * k + t]));
            m->p[(size_t)i * k + t] = x[t];
        }
    }
    return change;
}

void classic_dawid_skene(arena *a, const facts *f, scores s)
{
    skene m = { .f = f, .k = f->labels };
    if (!m.k) arena_leave(a, HS_BAD_ARGUMENT, "weigh: dawid-skene needs a closed set of labels");
    m.p = TAKE(a, (size_t)f->items * m.k, double);
    m.confusion = TAKE(a, (size_t)f->sources * m.k * m.k, double);
    count_first(&m);
    for (int round = 0; round < ROUNDS; round++) {
        maximise(&m);
        if (expect(&m) < SETTLED) break;
    }
    for (uint32_t i = 0; i < f->items; i++)
        for (uint32_t v = f->value_first[i]; v < f->value_first[i + 1]; v++)
            s.value[v] = m.p[(size_t)i * m.k + v - f->value_first[i]];
    for (uint32_t i = 0; i < f->sources; i++)
        for (uint32_t t = 0; t < m.k; t++) s.source[i] += m.prior[t] * m.confusion[((size_t)i * m.k + t) * m.k + t];
}
