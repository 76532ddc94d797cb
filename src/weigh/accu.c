/*
 * accu.c - accuracy of sources by Bayes' rule, and copying between them.
 *
 * ACCU and ACCU-COPY (their DEPEN with accuracy): X. L. Dong, L. Berti-Equille, D. Srivastava, "Integrating conflicting
 * data: the role of source dependence", VLDB 2009, with n = 10 false values, copying rate c = .8, prior of dependence
 * alpha = .2 and first accuracy .8.  ACCU-SIM is its section 4.3: a value is helped by votes for values alike, C*(v) = C(v)
 * + rho sum of C(v') sim(v, v'), with rho = .5.  POPACCU: X. L. Dong, B. Saha, D. Srivastava, "Less is more: selecting sources
 * wisely for integration", VLDB 2013: false values are as popular as they are seen to be.
 */
#include "weigh/classic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 50, FALSE_VALUES = 10, COPY_CROWD = 1000, LIKENESS_MOST = 64 /* values of an item that are compared */ };
#define ACCURACY_FIRST 0.8
#define ACCURACY_LEAST 0.01
#define COPY_RATE      0.8
#define DEPENDENT      0.2
#define HELP           0.5 /* rho */
#define SETTLED        1e-4

typedef struct {
    const facts *f;
    double *p;        /* [values] */
    double *accuracy; /* [sources] */
    float *depends;   /* [sources][sources] P(a pair depends), or NULL: nobody copies */
    uint32_t *order;  /* room for the voices of an item */
    float *alike;     /* item after item, [value][other], or NULL: not asked for */
    size_t *alike_at; /* [items] */
    bool popular;
} accu;

/* ln of the weight of a voice. */
static double voice_weight(const accu *m, uint32_t source)
{
    double a = m->accuracy[source];
    return log(a / (1 - a)) + (m->popular ? 0 : log(FALSE_VALUES));
}

/* What the popularity of the other values adds, if v is true: the sum of c_u ln(c_u / (n - c_v)). */
static double popularity(const accu *m, uint32_t item, uint32_t v)
{
    const facts *f = m->f;
    double others = f->first[item + 1] - f->first[item] - f->said[v], sum = 0;
    for (uint32_t u = f->value_first[item]; u < f->value_first[item + 1]; u++)
        if (u != v && f->said[u]) sum += f->said[u] * log(f->said[u] / others);
    return sum;
}

static int by_accuracy(const void *x, const void *y, void *ctx)
{
    const accu *m = ctx;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    double p = m->accuracy[m->f->source[a]], q = m->accuracy[m->f->source[b]];
    if (m->f->value[a] != m->f->value[b]) return m->f->value[a] < m->f->value[b] ? -1 : 1;
    if (p != q) return p > q ? -1 : 1;
    return (m->f->source[a] > m->f->source[b]) - (m->f->source[a] < m->f->source[b]);
}

/* The log votes of an item's values; a voice is discounted by those more accurate that it may have copied from. */
static void count_votes(accu *m, uint32_t item, double *log_p)
{
    const facts *f = m->f;
    uint32_t begin = f->first[item], n = f->first[item + 1] - begin;
    for (uint32_t i = 0; i < n; i++) m->order[i] = begin + i;
    if (m->depends && n > 1) qsort_r(m->order, n, sizeof *m->order, by_accuracy, m);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t s = f->source[m->order[i]], v = f->value[m->order[i]];
        double independent = 1;
        for (uint32_t j = i; m->depends && j-- > 0 && f->value[m->order[j]] == v;)
            independent *= 1 - COPY_RATE * (double)m->depends[(size_t)s * f->sources + f->source[m->order[j]]];
        log_p[v] += voice_weight(m, s) * independent;
    }
}

static uint32_t compared(const facts *f, uint32_t item)
{
    uint32_t n = f->value_first[item + 1] - f->value_first[item];
    return n <= LIKENESS_MOST ? n : 0;
}

/* How alike the values are is worked out once. */
static void compare_values(arena *a, accu *m)
{
    const facts *f = m->f;
    size_t all = 0;
    m->alike_at = TAKE(a, f->items, size_t);
    for (uint32_t i = 0; i < f->items; i++) {
        m->alike_at[i] = all;
        all += (size_t)compared(f, i) * compared(f, i);
    }
    m->alike = TAKE(a, all, float);
    for (uint32_t i = 0; i < f->items; i++) {
        uint32_t n = compared(f, i);
        float *at = m->alike + m->alike_at[i];
        for (uint32_t v = 1; v < n; v++)
            for (uint32_t u = 0; u < v; u++)
                at[v * n + u] = at[u * n + v] = (float)f->options->alike(f->options->likeness, i, v, u);
    }
}

/* Adds to each value's votes what those for values alike are worth to it. */
static void help_alike(const accu *m, uint32_t item, double *votes)
{
    uint32_t n = compared(m->f, item);
    const float *at = m->alike + m->alike_at[item];
    double help[LIKENESS_MOST] = { 0 };
    for (uint32_t v = 0; v < n; v++)
        for (uint32_t u = 0; u < n; u++) help[v] += u == v ? 0 : HELP * votes[u] * (double)at[v * n + u];
    for (uint32_t v = 0; v < n; v++) votes[v] += help[v];
}

static void weigh_item(accu *m, uint32_t item)
{
    const facts *f = m->f;
    uint32_t begin = f->value_first[item], end = f->value_first[item + 1];
    double most = 0, unseen = FALSE_VALUES + 1.0 - (end - begin), total;
    memset(m->p + begin, 0, (end - begin) * sizeof *m->p);
    count_votes(m, item, m->p);
    if (m->alike) help_alike(m, item, m->p + begin);
    if (m->popular) most = -HUGE_VAL;
    for (uint32_t v = begin; v < end; v++) {
        if (m->popular) m->p[v] += popularity(m, item, v);
        if (m->p[v] > most) most = m->p[v];
    }
    total = !m->popular && unseen > 0 ? unseen * exp(-most) : 0;
    for (uint32_t v = begin; v < end; v++) total += m->p[v] = f->said[v] ? exp(m->p[v] - most) : 0;
    for (uint32_t v = begin; v < end && total > 0; v++) m->p[v] /= total;
}

/* Accuracies from probabilities; gives the greatest change. */
static double learn(accu *m, double *sum)
{
    const facts *f = m->f;
    double change = 0;
    memset(sum, 0, f->sources * sizeof *sum);
    for (uint32_t i = 0; i < f->voices; i++) sum[f->source[i]] += m->p[f->value[i]];
    for (uint32_t s = 0; s < f->sources; s++) {
        if (!f->spoken[s]) continue;
        double a = fmin(fmax(sum[s] / f->spoken[s], ACCURACY_LEAST), 1 - ACCURACY_LEAST);
        change = fmax(change, fabs(a - m->accuracy[s]));
        m->accuracy[s] = a;
    }
    return change;
}

/* ---- copying -------------------------------------------------------------------------------------------- */

/* What one item adds to ln(P(pair's values | independent) / P(they | one copies)): same true value, same false value,
 * or different ones. */
static double independence(const accu *m, uint32_t i, uint32_t j)
{
    const facts *f = m->f;
    double a = (m->accuracy[f->source[i]] + m->accuracy[f->source[j]]) / 2, truth = a * a;
    double false_same = (1 - a) * (1 - a) / FALSE_VALUES;
    if (f->value[i] != f->value[j]) return -log(1 - COPY_RATE);
    double p = m->p[f->value[i]];
    double copied =
        p * (a * COPY_RATE + truth * (1 - COPY_RATE)) + (1 - p) * ((1 - a) * COPY_RATE + false_same * (1 - COPY_RATE));
    return log(p * truth + (1 - p) * false_same) - log(copied);
}

/* Pairs that share no item are left independent. */
static void learn_copying(accu *m)
{
    const facts *f = m->f;
    size_t n = f->sources;
    memset(m->depends, 0, n * n * sizeof *m->depends);
    for (uint32_t item = 0; item < f->items; item++) {
        uint32_t begin = f->first[item], end = f->first[item + 1];
        if (end - begin > COPY_CROWD) continue;
        for (uint32_t i = begin; i < end; i++)
            for (uint32_t j = begin; j < i; j++)
                if (f->source[i] != f->source[j])
                    m->depends[f->source[i] * n + f->source[j]] += (float)independence(m, i, j);
    }
    for (size_t s = 0; s < n; s++) {
        for (size_t r = 0; r < s; r++) {
            double sum = (double)m->depends[s * n + r] + (double)m->depends[r * n + s];
            double p = sum ? 1 / (1 + (1 - DEPENDENT) / DEPENDENT * exp(fmin(sum, 700))) : 0;
            m->depends[s * n + r] = m->depends[r * n + s] = (float)p;
        }
    }
}

static uint32_t most_voices(const facts *f)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < f->items; i++)
        if (f->first[i + 1] - f->first[i] > most) most = f->first[i + 1] - f->first[i];
    return most;
}

static void run(arena *a, const facts *f, scores s, bool popular, bool copying, bool alike)
{
    accu m = { .f = f, .p = s.value, .accuracy = s.source, .popular = popular };
    double *sum = TAKE(a, f->sources, double);
    m.order = TAKE(a, most_voices(f), uint32_t);
    if (copying) {
        if (f->sources > WEIGH_ACCU_COPY_SOURCES)
            arena_leave(a, HS_LIMIT, "weigh: accu-copy compares %d sources at most", WEIGH_ACCU_COPY_SOURCES);
        m.depends = TAKE(a, (size_t)f->sources * f->sources, float);
    }
    if (alike && f->options && f->options->alike) compare_values(a, &m);
    for (uint32_t i = 0; i < f->sources; i++) m.accuracy[i] = ACCURACY_FIRST;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < f->items; i++) weigh_item(&m, i);
        if (learn(&m, sum) < SETTLED) break;
        if (copying) learn_copying(&m);
    }
}

void classic_accu(arena *a, const facts *f, scores s)
{
    run(a, f, s, false, false, false);
}

void classic_popaccu(arena *a, const facts *f, scores s)
{
    run(a, f, s, true, false, false);
}

void classic_accu_copy(arena *a, const facts *f, scores s)
{
    run(a, f, s, false, true, false);
}

void classic_accu_sim(arena *a, const facts *f, scores s)
{
    run(a, f, s, false, false, true);
}
