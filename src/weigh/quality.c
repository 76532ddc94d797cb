/*
 * quality.c - learning how sources speak from what they said and what seems true.
 *
 * The posterior of a row (source, true) is Dirichlet: counts + STRENGTH * prior mean.  The prior mean is the
 * population's row with its odds of being right multiplied by the source's own factor: one number that all rows of
 * a source share, so that a source with few statements of one answer is judged by all its statements.
 */
#include "weigh/quality.h"

#include <string.h>

/* In statements, the same for every source. */

#define STRENGTH     6.0  /* of the prior of a row */
#define STRENGTH_ONE 4.0  /* of the prior of a source's one factor */
#define STRENGTH_ALL 20.0 /* sources' worth of the population's own prior */
#define RIGHT_FIRST  0.7  /* P(right) before anything is known */
#define FLOOR        1e-6

/* Where certainty starts (weakest first), and its weight in statements. */
static const double MEANT[TABLE_LEVELS] = { 0.3, 0.55, 0.8, 1.0 };
#define MEANT_STRENGTH 50.0

/* A source does not speak equally well of all questions (topic, allegiance): the variance of its log likelihoods from
 * one question to another.  With .12 the 90 % intervals held the ideal observer's belief in 88 to 92 of 100 made
 * worlds in which allegiance moves log odds by 1.2 (bench/results/weigh.md). */
#define VARIES 0.12

static void first_mean(quality *q)
{
    for (uint32_t t = 0; t < q->k; t++)
        for (uint32_t u = 0; u < q->k; u++)
            q->mean[t * q->k + u] = q->base[t * q->k + u] =
                t == u ? RIGHT_FIRST : (1 - RIGHT_FIRST) / (double)(q->k - 1);
}

quality *quality_make(arena *a, const table *t, uint32_t answers, bool fair)
{
    quality *q = TAKE(a, 1, quality);
    q->sources = t->tracked;
    q->k = answers;
    q->fair = fair;
    for (int l = 0; l < TABLE_LEVELS; l++) {
        q->level_at[l] = q->levels;
        q->levels += t->level_used[l];
    }
    size_t cells = (size_t)t->tracked * answers * answers;
    q->count = TAKE(a, cells, fixed);
    q->weight = TAKE(a, cells, double);
    q->log_said = TAKE(a, cells * q->levels, fixed);
    q->was_meant = TAKE(a, cells * q->levels, float);
    first_mean(q);
    memcpy(q->meant, MEANT, sizeof MEANT);
    quality_learn(q, t);
    return q;
}

static double row_total(const quality *q, const fixed *row)
{
    fixed n = 0;
    for (uint32_t u = 0; u < q->k; u++) n += row[u];
    return fixed_to(n);
}

/* The population's rows: each source's shares, weighed by how well they are known. */
static void learn_population(quality *q)
{
    uint32_t k = q->k;
    fixed sum[QUALITY_MOST * QUALITY_MOST] = { 0 }, total[QUALITY_MOST] = { 0 };
    for (size_t s = 0; s < q->sources; s++) {
        for (uint32_t t = 0; t < k; t++) {
            const fixed *row = &q->count[(s * k + t) * k];
            double n = row_total(q, row);
            if (n <= 0) continue;
            total[t] += fixed_of(n / (n + STRENGTH));
            for (uint32_t u = 0; u < k; u++) sum[t * k + u] += fixed_of(fixed_to(row[u]) / (n + STRENGTH));
        }
    }
    for (uint32_t t = 0; t < k; t++)
        for (uint32_t u = 0; u < k; u++)
            q->mean[t * k + u] =
                (STRENGTH_ALL * q->base[t * k + u] + fixed_to(sum[t * k + u])) / (STRENGTH_ALL + fixed_to(total[t]));
}

/* By how much the log odds of being right of this source lie above the population's. */
static double own_factor(const quality *q, const fixed *count)
{
    double n = 0, right = 0, expected = 0;
    for (uint32_t t = 0; t < q->k; t++) {
        double row = row_total(q, &count[t * q->k]);
        n += row;
        right += fixed_to(count[t * q->k + t]);
        expected += row * q->mean[t * q->k + t];
    }
    if (n <= 0) return 0;
    double usual = expected / n;
    double own = (right + STRENGTH_ONE * usual) / (n + STRENGTH_ONE);
    if (usual <= FLOOR || usual >= 1 - FLOOR || own <= FLOOR || own >= 1 - FLOOR) return 0;
    return logit(own) - logit(usual);
}

/* An assertion must not speak against what it asserts: where it would, it says nothing. */
static void make_fair(double *w)
{
    double holds = w[0] / (w[0] + w[1]), not = w[2] / (w[2] + w[3]);
    if (holds >= not ) return;
    double said = w[0] + w[2], silent = w[1] + w[3];
    w[0] = w[2] = said / 2;
    w[1] = w[3] = silent / 2;
}

static void learn_source(quality *q, size_t s)
{
    uint32_t k = q->k;
    const fixed *count = &q->count[s * k * k];
    double *w = &q->weight[s * k * k], factor = own_factor(q, count);
    for (uint32_t t = 0; t < k; t++) {
        double usual = q->mean[t * k + t], right = logistic(logit(usual) + factor);
        for (uint32_t u = 0; u < k; u++) {
            double prior = u == t ? right : q->mean[t * k + u] * (1 - right) / (1 - usual);
            w[t * k + u] = fixed_to(count[t * k + u]) + STRENGTH * (prior > FLOOR ? prior : FLOOR);
        }
    }
    if (q->fair) make_fair(w);
}

static double row_weight(const quality *q, const double *row)
{
    double n = 0;
    for (uint32_t u = 0; u < q->k; u++) n += row[u];
    return n;
}

static void learn_logs(quality *q, const table *t, size_t s)
{
    uint32_t k = q->k;
    for (uint32_t answer = 0; answer < k; answer++) {
        const double *row = &q->weight[(s * k + answer) * k];
        double n = row_weight(q, row);
        for (unsigned level = 0; level < TABLE_LEVELS; level++) {
            if (!t->level_used[level]) continue;
            double meant = q->meant[level];
            for (uint32_t said = 0; said < k; said++) {
                double p = row[said] / n, all = meant * p + (1 - meant) / k;
                size_t at = quality_cell(q, (uint32_t)s, level, said) + answer;
                q->log_said[at] = fixed_of(bounded_log(log(all)));
                q->was_meant[at] = (float)(meant * p / all);
            }
        }
    }
}

/* The levels of certainty, kept in their order. */
static void learn_meant(quality *q)
{
    double least = 0;
    for (unsigned l = 0; l < TABLE_LEVELS - 1; l++) {
        double said = fixed_to(q->said_count[l]), meant = fixed_to(q->meant_count[l]);
        q->meant[l] = (meant + MEANT_STRENGTH * MEANT[l]) / (said + MEANT_STRENGTH);
        if (q->meant[l] < least) q->meant[l] = least;
        least = q->meant[l];
        q->said_count[l] = q->meant_count[l] = 0;
    }
}

void quality_learn(quality *q, const table *t)
{
    learn_population(q);
    learn_meant(q);
    for (size_t s = 0; s < q->sources; s++) {
        learn_source(q, s);
        learn_logs(q, t, s);
    }
    memset(q->count, 0, (size_t)q->sources * q->k * q->k * sizeof *q->count);
}

double quality_variance(const quality *q, voice v, uint32_t said, uint32_t answer)
{
    const double *row = &q->weight[((size_t)v.source * q->k + answer) * q->k];
    double share = (double)q->was_meant[quality_cell(q, v.source, v.level, said) + answer];
    return share * share * (trigamma(row[said]) - trigamma(row_weight(q, row)) + VARIES);
}

void quality_interval(const quality *q, uint32_t source, uint32_t answer, uint32_t said, double out[3])
{
    const double *row = &q->weight[((size_t)source * q->k + answer) * q->k];
    beta_interval(row[said], row_weight(q, row) - row[said], out);
}

double strangers_log(double k)
{
    return STRANGERS_MOST * (1 - exp(k * log1p(-STRANGERS_FIRST / STRANGERS_MOST)));
}

/* A stranger's log odds are known no better than the prior of a row says; many strangers are as one. */
double strangers_variance(double k)
{
    double right = STRENGTH * RIGHT_FIRST, wrong = STRENGTH * (1 - RIGHT_FIRST);
    double one = trigamma(right) + trigamma(wrong) - 2 * trigamma(STRENGTH);
    double share = strangers_log(k) / STRANGERS_FIRST;
    return one * share * share;
}
