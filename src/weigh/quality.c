/*
 * quality.c - learning how sources speak from what they said and what seems true.
 *
 * The posterior of a row (source, state) is Dirichlet: counts + strength * prior mean.  The prior mean is the
 * population's row with its odds of being right multiplied by the source's own factor: one number that all rows of
 * a source share, so that a source with few statements of one answer is judged by all its statements.
 */
#include "weigh/quality.h"

#include <string.h>

/* In statements, the same for every source. */

#define STRENGTH       6.0  /* of the prior of a row */
#define STRENGTH_ALIKE 1e6  /* where a source has no rows of its own */
#define STRENGTH_ONE   4.0  /* of the prior of a source's one factor */
#define STRENGTH_ALL   20.0 /* sources' worth of the population's own prior */
#define RIGHT_FIRST    0.7  /* P(right) before anything is known */
#define RIGHT_HARD     0.2  /* in the harder kind of questions: how much of the way from a guess to certainty */
#define FLOOR          1e-6
#define MEANT_STRENGTH 50.0 /* of what a level is worth before anything is learnt, in statements */

/* A source does not speak equally well of all questions (topic, allegiance): the variance of its log likelihoods from
 * one question to another.  With .12 the 90 % intervals held the ideal observer's belief in 88 to 92 of 100 made
 * worlds in which allegiance moves log odds by 1.2 (bench/results/weigh.md). */
#define VARIES 0.12

static void first_mean(quality *q)
{
    for (uint32_t x = 0; x < q->states; x++) {
        uint32_t t = x % q->k;
        double right = x < q->k ? RIGHT_FIRST : RIGHT_HARD + (1 - RIGHT_HARD) / q->k;
        for (uint32_t u = 0; u < q->k; u++)
            q->mean[x * q->k + u] = q->base[x * q->k + u] = t == u ? right : (1 - right) / (double)(q->k - 1);
    }
}

quality *quality_make(arena *a, const table *t, uint32_t answers, quality_depth depth, bool fair)
{
    quality *q = TAKE(a, 1, quality);
    q->sources = t->tracked;
    q->k = answers;
    q->states = depth == QUALITY_KINDS ? 2 * answers : answers;
    q->strength = depth == QUALITY_FACTOR ? STRENGTH_ALIKE : STRENGTH;
    q->fair = fair;
    q->levels = t->levels;
    q->known = t->known;
    size_t cells = (size_t)t->tracked * q->states * answers;
    q->count = TAKE(a, cells, fixed);
    q->weight = TAKE(a, cells, double);
    q->log_said = TAKE(a, cells * q->levels, fixed);
    q->was_meant = TAKE(a, cells * q->levels, float);
    first_mean(q);
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
    fixed sum[QUALITY_CELLS] = { 0 }, total[QUALITY_STATES] = { 0 };
    for (size_t s = 0; s < q->sources; s++) {
        for (uint32_t x = 0; x < q->states; x++) {
            const fixed *row = &q->count[(s * q->states + x) * k];
            double n = row_total(q, row);
            if (n <= 0) continue;
            total[x] += fixed_of(n / (n + q->strength));
            for (uint32_t u = 0; u < k; u++) sum[x * k + u] += fixed_of(fixed_to(row[u]) / (n + q->strength));
        }
    }
    for (uint32_t x = 0; x < q->states; x++)
        for (uint32_t u = 0; u < k; u++)
            q->mean[x * k + u] =
                (STRENGTH_ALL * q->base[x * k + u] + fixed_to(sum[x * k + u])) / (STRENGTH_ALL + fixed_to(total[x]));
}

/* How often a source is right in questions of one kind, and by how much its log odds of that lie above the
 * population's. */
typedef struct {
    double statements, right, usual, factor;
} skill;

/* What a source does in all, its statements shrunk to the usual one's. */
static double factor_of(double statements, double right, double usual)
{
    double own = (right + STRENGTH_ONE * usual) / (statements + STRENGTH_ONE);
    bool moves = usual > FLOOR && usual < 1 - FLOOR && own > FLOOR && own < 1 - FLOOR;
    return moves ? logit(own) - logit(usual) : 0;
}

double quality_above(const weigh_known *k)
{
    return k->statements > 0 ? factor_of(k->statements, k->right, k->usual / k->statements) : 0;
}

/* count, mean: that kind's; known: from elsewhere, or NULL. */
static skill skill_of(const quality *q, const fixed *count, const double *mean, const weigh_known *known)
{
    skill s = { 0 };
    if (known) s.statements = known->statements, s.right = known->right, s.usual = known->usual;
    for (uint32_t t = 0; t < q->k; t++) {
        double row = row_total(q, &count[t * q->k]);
        s.statements += row;
        s.right += fixed_to(count[t * q->k + t]);
        s.usual += row * mean[t * q->k + t];
    }
    if (s.statements <= 0) return s;
    s.usual /= s.statements;
    s.factor = factor_of(s.statements, s.right, s.usual);
    return s;
}

/* The prior means of a source's rows, [state][said]. */
static void prior_rows(const quality *q, size_t s, const fixed *count, double *out)
{
    uint32_t k = q->k;
    for (uint32_t kind = 0; kind < q->states; kind += k) {
        const double *mean = &q->mean[kind * k];
        double factor = skill_of(q, &count[kind * k], mean, q->known ? &q->known[s] : NULL).factor, *row = &out[kind * k];
        for (uint32_t t = 0; t < k; t++) {
            double usual = mean[t * k + t], right = logistic(logit(usual) + factor);
            for (uint32_t u = 0; u < k; u++) {
                double prior = u == t ? right : mean[t * k + u] * (1 - right) / (1 - usual);
                row[t * k + u] = prior > FLOOR ? prior : FLOOR;
            }
        }
    }
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

/* The parameters of a source of which so much was counted. */
static void set_weights(const quality *q, size_t s, const fixed *count, double *w)
{
    uint32_t cells = q->states * q->k;
    double prior[QUALITY_CELLS];
    fixed all[QUALITY_CELLS] = { 0 };
    for (uint32_t i = 0; q->rest && i < cells; i++) all[i] = count[i] + q->rest[s * cells + i];
    if (q->rest) count = all;
    prior_rows(q, s, count, prior);
    for (uint32_t i = 0; i < cells; i++) w[i] = fixed_to(count[i]) + q->strength * prior[i];
    if (q->fair) make_fair(w);
}

static void learn_source(quality *q, size_t s)
{
    size_t at = s * q->states * q->k;
    set_weights(q, s, &q->count[at], &q->weight[at]);
}

static double row_weight(const quality *q, const double *row)
{
    double n = 0;
    for (uint32_t u = 0; u < q->k; u++) n += row[u];
    return n;
}

static void learn_logs(quality *q, size_t s)
{
    uint32_t k = q->k;
    for (uint32_t x = 0; x < q->states; x++) {
        const double *row = &q->weight[(s * q->states + x) * k];
        double n = row_weight(q, row);
        for (unsigned level = 0; level < q->levels; level++) {
            double meant = q->meant[level];
            for (uint32_t said = 0; said < k; said++) {
                double p = row[said] / n, all = meant * p + (1 - meant) / k;
                size_t at = quality_cell(q, (uint32_t)s, level, said) + x;
                q->log_said[at] = fixed_of(bounded_log(log(all)));
                q->was_meant[at] = (float)(meant * p / all);
            }
        }
    }
}

/* The levels, kept in their order: what is said more firmly is meant no less often; nor is what came through fewer
 * mouths.  What is said for certain by the source itself is meant. */
static void learn_meant(quality *q, const table *t)
{
    for (uint32_t l = 0; l < q->levels; l++) {
        level x = t->level[l];
        double said = fixed_to(q->said_count[l]), meant = fixed_to(q->meant_count[l]), usual = table_meant(x);
        q->meant[l] = usual >= 1 ? 1 : (meant + MEANT_STRENGTH * usual) / (said + MEANT_STRENGTH);
        for (uint32_t k = 0; k < l; k++) {
            if (t->level[k].links == x.links) q->meant[l] = fmax(q->meant[l], q->meant[k]);
            if (t->level[k].certainty == x.certainty) q->meant[l] = fmin(q->meant[l], q->meant[k]);
        }
        q->said_count[l] = q->meant_count[l] = 0;
    }
}

void quality_learn(quality *q, const table *t)
{
    if (!q->rest) {
        learn_population(q);
        learn_meant(q, t);
    }
    for (size_t s = 0; s < q->sources; s++) {
        learn_source(q, s);
        learn_logs(q, s);
    }
    memset(q->count, 0, (size_t)q->sources * q->states * q->k * sizeof *q->count);
}

void quality_know(quality *q, const table *t, const quality *whole, const table *whole_table, const fixed *rest)
{
    memcpy(q->mean, whole->mean, sizeof q->mean);
    for (uint32_t l = 0; l < t->levels; l++) {
        q->meant[l] = table_meant(t->level[l]);
        for (uint32_t k = 0; k < whole_table->levels; k++)
            if (!memcmp(&t->level[l], &whole_table->level[k], sizeof t->level[l])) q->meant[l] = whole->meant[k];
    }
    q->rest = rest;
    quality_learn(q, t);
}

/* ln P(the counts | their prior) - ln P(the counts | what was learnt), of a row.  The first is Polya's. */
static double row_cost(const quality *q, const fixed *count, const double *prior, const double *weight)
{
    int sign;
    double n = 0, before = 0, all = row_weight(q, weight), cost = 0;
    for (uint32_t u = 0; u < q->k; u++) {
        double c = fixed_to(count[u]), p = q->strength * prior[u];
        n += c;
        before += p;
        if (c > 0) cost += lgamma_r(p + c, &sign) - lgamma_r(p, &sign) - c * log(weight[u] / all);
    }
    return n > 0 ? cost - lgamma_r(before + n, &sign) + lgamma_r(before, &sign) : 0;
}

/* What it cost to learn a source's factor: Laplace's approximation, about a prior worth STRENGTH_ONE. */
static double factor_cost(skill s)
{
    return log1p(s.statements / STRENGTH_ONE) / 2 + s.factor * s.factor * STRENGTH_ONE * s.usual * (1 - s.usual) / 2;
}

double quality_cost(const quality *q)
{
    uint32_t k = q->k, cells = q->states * k;
    double prior[QUALITY_CELLS];
    fixed sum = 0;
    for (size_t s = 0; s < q->sources; s++) {
        const fixed *count = &q->count[s * cells];
        const double *weight = &q->weight[s * cells];
        prior_rows(q, s, count, prior);
        for (uint32_t x = 0; x < q->states; x++)
            sum += fixed_of(row_cost(q, &count[x * k], &prior[x * k], &weight[x * k]));
        for (uint32_t kind = 0; kind < q->states; kind += k) sum -= fixed_of(factor_cost(skill_of(q, &count[kind * k], &q->mean[kind * k], NULL)));
    }
    return fixed_to(sum);
}

void quality_relearnt(const quality *q, voice v, uint32_t said, const double *more, double *log_said)
{
    uint32_t k = q->k;
    double w[QUALITY_CELLS], meant = q->meant[v.level];
    fixed count[QUALITY_CELLS];
    memcpy(count, &q->count[(size_t)v.source * q->states * k], (size_t)q->states * k * sizeof *count);
    for (uint32_t x = 0; x < q->states; x++) {
        fixed *cell = &count[x * k + said], all = *cell + fixed_of(more[x]);
        *cell = all > 0 ? all : 0;
    }
    set_weights(q, v.source, count, w);
    for (uint32_t x = 0; x < q->states; x++)
        log_said[x] = bounded_log(log(meant * w[x * k + said] / row_weight(q, &w[x * k]) + (1 - meant) / k));
}

double quality_variance(const quality *q, voice v, uint32_t said, uint32_t state)
{
    const double *row = &q->weight[((size_t)v.source * q->states + state) * q->k];
    double share = (double)q->was_meant[quality_cell(q, v.source, v.level, said) + state];
    return share * share * (trigamma(row[said]) - trigamma(row_weight(q, row)) + VARIES);
}

void quality_interval(const quality *q, uint32_t source, uint32_t state, uint32_t said, double out[3])
{
    const double *row = &q->weight[((size_t)source * q->states + state) * q->k];
    beta_interval(row[said], row_weight(q, row) - row[said], out);
}

void quality_right(const quality *q, uint32_t source, double out[3])
{
    double right = 0, n = 0, usual = 0;
    for (uint32_t kind = 0; kind < q->states; kind += q->k) {
        skill s = skill_of(q, &q->count[((size_t)source * q->states + kind) * q->k], &q->mean[kind * q->k], NULL);
        right += s.right;
        n += s.statements;
        usual += s.usual * s.statements;
    }
    usual = n > 0 ? usual / n : RIGHT_FIRST;
    beta_interval(right + STRENGTH * usual, n - right + STRENGTH * (1 - usual), out);
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
