/*
 * closed.c - belief in questions whose possible answers are known: holds or not, or one of a closed set.
 *
 *     P(answer t | voices) ~ prior(t) * product over voices of P(said | t, certainty, source)
 *
 * Beliefs and the sources' quality are learnt together (expectation-maximisation with the posterior means of
 * Dirichlet priors, started from a count of voices).  Silence is not denial: who does not speak adds nothing.
 * Strangers teach nobody: they are added when all is learnt, so that no number of them moves another belief.
 */
#include "weigh/closed.h"

#include <string.h>

enum { ITERATIONS = 100 };
#define ONE_IN_TEN    1.2815515655446004 /* standard errors that chance exceeds once in ten times */
#define ONE_IN_TWENTY 1.6448536269514722
#define SETTLED       1e-7
#define ANSWERS_FIRST 1.0 /* of each answer, before any is seen */

#define HARD_FIRST    0.3  /* share of the harder kind of questions, */
#define HARDNESS      20.0 /* known as if from so many */

typedef struct {
    const table *t;
    quality *q;
    const uint32_t *first; /* [questions + 1] into voices */
    uint32_t questions, k;
    bool yes_no; /* a voice says 0 (asserts) or 1 (denies); else it says its value */
    double log_prior[QUALITY_STATES];
    fixed seen[QUALITY_STATES]; /* expected questions in each state */
    double *belief; /* [questions][k] */
} closed;

static uint32_t said_by(const closed *c, voice v)
{
    return c->yes_no ? v.denies : v.value;
}

/* The strength of the strangers who say each answer, in firm voices. */
static void count_strangers(const closed *c, uint32_t q, double *strength)
{
    uint32_t n[QUALITY_MOST][TABLE_LEVELS] = { 0 };
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (v.source == WEIGH_NONE) n[said_by(c, v)][v.level]++;
    }
    for (uint32_t u = 0; u < c->k; u++) {
        strength[u] = 0;
        for (uint32_t l = 0; l < c->t->levels; l++) strength[u] += n[u][l] * c->q->meant[l];
    }
}

/* The log odds that the tracked voices give each state. */
static void add_up(const closed *c, uint32_t q, double *log_p)
{
    uint32_t states = c->q->states;
    fixed sum[QUALITY_STATES] = { 0 };
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (v.source == WEIGH_NONE || v.echo) continue;
        const fixed *w = &c->q->log_said[quality_cell(c->q, v.source, v.level, said_by(c, v))];
        for (uint32_t x = 0; x < states; x++) sum[x] += w[x];
    }
    for (uint32_t x = 0; x < states; x++) log_p[x] = c->log_prior[x] + fixed_to(sum[x]);
}

/* Adds what the question's voices teach of their sources, if its state is p. */
static void teach(closed *c, uint32_t q, const double *p)
{
    quality *ql = c->q;
    uint32_t k = c->k, states = ql->states;
    for (uint32_t x = 0; x < states; x++) c->seen[x] += fixed_of(p[x]);
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (v.source == WEIGH_NONE || v.alone) continue;
        uint32_t said = said_by(c, v);
        const float *meant = &ql->was_meant[quality_cell(ql, v.source, v.level, said)];
        fixed *count = &ql->count[(size_t)v.source * states * k + said];
        for (uint32_t x = 0; x < states; x++) {
            fixed n = fixed_of(p[x] * (double)meant[x]);
            count[x * k] += n;
            ql->meant_count[v.level] += n;
        }
        ql->said_count[v.level] += fixed_of(1);
    }
}

/* How common each answer of a closed set is, and each kind of question.  The prior of a yes-or-no question is the
 * caller's and is not learnt, and all are of one kind: so one more voice can never lower a belief. */
static void learn_prior(closed *c)
{
    uint32_t k = c->k;
    double hard = HARD_FIRST * HARDNESS, n = c->questions;
    bool kinds = c->q->states > k;
    for (uint32_t x = k; x < c->q->states; x++) hard += fixed_to(c->seen[x]);
    for (uint32_t t = 0; t < k && !c->yes_no; t++) {
        double seen = fixed_to(c->seen[t] + (kinds ? c->seen[k + t] : 0));
        double common = log((seen + ANSWERS_FIRST) / (n + ANSWERS_FIRST * k));
        c->log_prior[t] = common + (kinds ? log1p(-hard / (n + HARDNESS)) : 0);
        c->log_prior[k + t] = common + log(hard / (n + HARDNESS));
    }
    memset(c->seen, 0, sizeof c->seen);
}

/* The belief in each answer, whatever the state. */
static void fold_states(const closed *c, double *p)
{
    for (uint32_t x = c->k; x < c->q->states; x++) p[x % c->k] += p[x];
}

/* Beliefs before anything is known of the sources: each voice counts the same. */
static void start(closed *c)
{
    for (uint32_t q = 0; q < c->questions; q++) {
        double p[QUALITY_STATES];
        add_up(c, q, p);
        odds_to_probability(p, c->q->states, 0, p);
        teach(c, q, p);
    }
}

/* One iteration; gives the greatest change of a belief. */
static double iterate(closed *c)
{
    double most = 0;
    quality_learn(c->q, c->t);
    learn_prior(c);
    for (uint32_t q = 0; q < c->questions; q++) {
        double *was = &c->belief[(size_t)q * c->k], p[QUALITY_STATES];
        add_up(c, q, p);
        odds_to_probability(p, c->q->states, 0, p);
        teach(c, q, p);
        fold_states(c, p);
        for (uint32_t t = 0; t < c->k; t++) {
            double change = fabs(p[t] - was[t]);
            if (change > most) most = change;
            was[t] = p[t];
        }
    }
    return most;
}

/* The variance of each answer's log likelihood; p: of each state. */
static void variances(const closed *c, uint32_t q, const double *p, const double *strength, double *variance)
{
    uint32_t k = c->k, states = c->q->states;
    fixed sum[QUALITY_STATES] = { 0 };
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (v.source == WEIGH_NONE || v.echo) continue;
        for (uint32_t x = 0; x < states; x++) sum[x] += fixed_of(quality_variance(c->q, v, said_by(c, v), x));
    }
    for (uint32_t t = 0; t < k; t++) {
        double hard = states > k && p[t] + p[k + t] > 0 ? p[k + t] / (p[t] + p[k + t]) : 0;
        variance[t] = strangers_variance(strength[t]) + (1 - hard) * fixed_to(sum[t]);
        if (states > k) variance[t] += hard * fixed_to(sum[k + t]);
    }
}

/* Takes one voice out of the log odds of each state. */
static void without(const closed *c, voice v, const double *strength, double *log_p)
{
    uint32_t said = said_by(c, v), states = c->q->states;
    if (v.source != WEIGH_NONE) {
        const fixed *w = &c->q->log_said[quality_cell(c->q, v.source, v.level, said)];
        for (uint32_t x = 0; x < states; x++) log_p[x] -= fixed_to(w[x]);
        return;
    }
    double less = strength[said] - c->q->meant[v.level];
    double change = strangers_log(strength[said]) - strangers_log(less > 0 ? less : 0);
    for (uint32_t x = said; x < states; x += c->k) log_p[x] -= change;
}

/* The models whose beliefs are averaged: one, or all three depths where the table does not tell which to trust. */
typedef struct {
    const closed *of[3];
    uint32_t n;
    double unit; /* 1 / n */
} blend;

/* The log odds of each state, of each model, with the strangers. */
typedef struct {
    double of[3][QUALITY_STATES];
} odds;

/* The belief in each answer, of one model (which) or averaged over all; gone: a voice to leave out, or NULL. */
static void believe(const blend *b, const odds *log_p, const double *strength, const voice *gone, double *p)
{
    memset(p, 0, b->of[0]->k * sizeof *p);
    for (uint32_t m = 0; m < b->n; m++) {
        const closed *c = b->of[m];
        double x[QUALITY_STATES];
        memcpy(x, log_p->of[m], c->q->states * sizeof *x);
        if (gone) without(c, *gone, strength, x);
        odds_to_probability(x, c->q->states, 0, x);
        for (uint32_t s = 0; s < c->q->states; s++) p[s % c->k] += x[s] * b->unit;
    }
}

/* For each answer the voice whose removal changes its belief most. */
static void find_pivots(const blend *b, uint32_t q, const odds *log_p, const double *strength, answer *out)
{
    const closed *c = b->of[0];
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        double p[QUALITY_MOST];
        if (c->t->voice[i].echo) continue;
        believe(b, log_p, strength, &c->t->voice[i], p);
        for (uint32_t t = 0; t < c->k; t++) answer_offer_pivot(&out[t], i, p[t]);
    }
}

/* ---- without the pivot ---------------------------------------------------------------------------------------- */

enum { RELEARN = 4 }; /* rounds */

/* What a question teaches of its sources comes back to it by way of their other questions.  In made worlds of 20,000 claims
 * all that comes of it is about 2.25 times what it taught, in tables of five hundred once as much; this is in between
 * (bench/results/weigh.md). */
#define RETURNS 1.5

/* Two tracked sources or more, `gone` left out, speak of the question. */
static bool teaches_without(const closed *c, uint32_t q, uint32_t gone)
{
    uint32_t one = WEIGH_NONE;
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (i == gone || v.source == WEIGH_NONE || v.alone) continue;
        if (one != WEIGH_NONE && v.source != one) return true;
        one = v.source;
    }
    return false;
}

/* The log odds of each state by the tracked voices but `gone`, if the question taught p of its state and not `taught`. */
static void add_up_relearnt(const closed *c, uint32_t q, uint32_t gone, const double *p, const double *taught, double *log_p)
{
    uint32_t states = c->q->states;
    fixed sum[QUALITY_STATES] = { 0 };
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        double more[QUALITY_STATES], log_said[QUALITY_STATES];
        if (i == gone || v.source == WEIGH_NONE || v.echo) continue;
        uint32_t said = said_by(c, v);
        const float *meant = &c->q->was_meant[quality_cell(c->q, v.source, v.level, said)];
        for (uint32_t x = 0; x < states; x++) more[x] = v.alone ? 0 : RETURNS * (p[x] - taught[x]) * (double)meant[x];
        quality_relearnt(c->q, v, said, more, log_said);
        for (uint32_t x = 0; x < states; x++) sum[x] += fixed_of(log_said[x]);
    }
    for (uint32_t x = 0; x < states; x++) log_p[x] = c->log_prior[x] + fixed_to(sum[x]);
}

/* The belief in each answer, of one model, without a voice, when those that remain are judged by this question anew: what it
 * taught of them with that voice is taken back, and what it teaches without put in its place.  gain: of the strangers who
 * remain.  Adds `unit` times it to p. */
static void relearn(const closed *c, uint32_t q, uint32_t gone, const double *gain, double unit, double *p)
{
    uint32_t states = c->q->states;
    double taught[QUALITY_STATES], now[QUALITY_STATES], log_p[QUALITY_STATES];
    bool teaches = teaches_without(c, q, gone);
    add_up(c, q, taught);
    odds_to_probability(taught, states, 0, taught);
    memcpy(now, taught, states * sizeof *now);
    for (int n = 0; n < RELEARN; n++) {
        if (!teaches) memset(now, 0, states * sizeof *now);
        add_up_relearnt(c, q, gone, now, taught, log_p);
        odds_to_probability(log_p, states, 0, now);
    }
    for (uint32_t x = 0; x < states; x++) log_p[x] += gain[x % c->k];
    odds_to_probability(log_p, states, 0, log_p);
    for (uint32_t x = 0; x < states; x++) p[x % c->k] += log_p[x] * unit;
}

/* Belief without the pivots, as exactly as this question alone allows. */
static void refine_pivots(const blend *b, uint32_t q, const double *strength, answer *out)
{
    const closed *c = b->of[0];
    uint32_t done = WEIGH_NONE;
    double p[QUALITY_MOST], gain[QUALITY_MOST];
    for (uint32_t t = 0; t < c->k; t++) {
        uint32_t at = out[t].pivot;
        if (at == WEIGH_NONE) continue;
        if (at != done) {
            voice gone = c->t->voice[at];
            for (uint32_t u = 0; u < c->k; u++) gain[u] = strangers_log(strength[u]);
            if (gone.source == WEIGH_NONE) {
                double less = strength[said_by(c, gone)] - c->q->meant[gone.level];
                gain[said_by(c, gone)] = strangers_log(less > 0 ? less : 0);
            }
            memset(p, 0, c->k * sizeof *p);
            for (uint32_t m = 0; m < b->n; m++) relearn(b->of[m], q, at, gain, b->unit, p);
            done = at;
        }
        out[t].without_pivot = p[t];
    }
}

/* The variance of each answer's log odds: the mean of the models', and what they differ from each other. */
static void spread(const blend *b, uint32_t q, const odds *log_p, const double *strength, const double *p, double *out)
{
    uint32_t k = b->of[0]->k;
    memset(out, 0, k * sizeof *out);
    for (uint32_t m = 0; m < b->n; m++) {
        const closed *c = b->of[m];
        double x[QUALITY_STATES], variance[QUALITY_MOST];
        odds_to_probability(log_p->of[m], c->q->states, 0, x);
        variances(c, q, x, strength, variance);
        fold_states(c, x);
        for (uint32_t t = 0; t < k; t++) {
            double others = 0, apart = b->n > 1 ? bounded_log(logit(x[t])) - bounded_log(logit(p[t])) : 0;
            for (uint32_t u = 0; u < k; u++)
                if (u != t && x[t] < 1) others += variance[u] * x[u] / (1 - x[t]);
            out[t] += (variance[t] + others + apart * apart) * b->unit;
        }
    }
}

static void finish(const blend *b, uint32_t q, answer *out)
{
    const closed *c = b->of[0];
    double p[QUALITY_MOST], variance[QUALITY_MOST], strength[QUALITY_MOST], gain[QUALITY_MOST];
    odds all;
    count_strangers(c, q, strength);
    for (uint32_t t = 0; t < c->k; t++) gain[t] = strangers_log(strength[t]);
    for (uint32_t m = 0; m < b->n; m++) {
        add_up(b->of[m], q, all.of[m]);
        for (uint32_t x = 0; x < b->of[m]->q->states; x++) all.of[m][x] += gain[x % c->k];
    }
    believe(b, &all, strength, NULL, p);
    spread(b, q, &all, strength, p, variance);
    for (uint32_t t = 0; t < c->k; t++)
        out[t] = (answer){ .belief = p[t],
                           .variance = variance[t],
                           .pivot = WEIGH_NONE };
    find_pivots(b, q, &all, strength, out);
    if (c->yes_no) refine_pivots(b, q, strength, out);
}

/* Voices of each value of each item; they stand sorted that way. */
static const uint32_t *questions_of_values(arena *a, const table *t)
{
    uint32_t *first = TAKE(a, (size_t)t->values_all + 1, uint32_t);
    for (uint32_t i = 0; i < t->items; i++)
        for (uint32_t v = t->first[i]; v < t->first[i + 1]; v++) first[t->value_first[i] + t->voice[v].value + 1]++;
    for (uint32_t q = 0; q < t->values_all; q++) first[q + 1] += first[q];
    return first;
}

static closed prepare(arena *a, const table *t, uint32_t labels, double prior, quality_depth depth)
{
    closed c = { .t = t, .yes_no = !labels, .k = labels ? labels : 2 };
    c.first = labels ? t->first : questions_of_values(a, t);
    c.questions = labels ? t->items : t->values_all;
    c.q = quality_make(a, t, c.k, depth, c.yes_no);
    c.belief = TAKE(a, (size_t)c.questions * c.k, double);
    for (uint32_t x = 0; x < c.q->states; x++) {
        double kind = c.q->states == c.k ? 1 : x < c.k ? 1 - HARD_FIRST : HARD_FIRST;
        c.log_prior[x] = log(kind / c.k);
    }
    if (c.yes_no) {
        c.log_prior[0] = log(prior);
        c.log_prior[1] = log1p(-prior);
    }
    return c;
}

static uint32_t converge(closed *c)
{
    uint32_t n = 1;
    while (iterate(c) > SETTLED && n < ITERATIONS) n++;
    return n;
}

/* ---- a second reading ------------------------------------------------------------------------------------- */

/* ln of the probability of all that was said on a question, given the sources' quality. */
static double question_evidence(const closed *c, uint32_t q)
{
    double log_p[QUALITY_STATES];
    add_up(c, q, log_p);
    return odds_log_sum(log_p, c->q->states, 0);
}

static double evidence(const closed *c)
{
    fixed sum = 0;
    for (uint32_t q = 0; q < c->questions; q++) sum += fixed_of(question_evidence(c, q));
    return fixed_to(sum);
}

/* Starts from what `first` believes, with the two likeliest answers of each question in each other's place. */
static void start_swapped(closed *c, const closed *first)
{
    start(c);
    memset(c->q->count, 0, (size_t)c->q->sources * c->k * c->k * sizeof *c->q->count);
    memset(c->seen, 0, sizeof c->seen);
    for (uint32_t q = 0; q < c->questions; q++) {
        double p[QUALITY_STATES] = { 0 };
        memcpy(p, &first->belief[(size_t)q * c->k], c->k * sizeof *p);
        answer_swap(p, c->k);
        teach(c, q, p);
    }
}

static bool reads_otherwise(const closed *c, const closed *other, uint32_t q)
{
    return answer_differs(&c->belief[(size_t)q * c->k], &other->belief[(size_t)q * c->k], c->k);
}

/* Where another reading of the table, in which other sources are the good ones, has about as much evidence, both are
 * shown: belief between the two, an interval that holds both.  Only for yes-or-no questions: in a closed set the
 * labels could change places all at once, which is no other reading.  NULL: there is none. */
static const closed *other_reading(arena *a, const closed *c, uint32_t *iterations)
{
    closed *other = TAKE(a, 1, closed);
    uint32_t voices = 0;
    *other = prepare(a, c->t, 0, exp(c->log_prior[0]), QUALITY_ROWS);
    start_swapped(other, c);
    *iterations += converge(other);
    for (uint32_t q = 0; q < c->questions; q++)
        if (reads_otherwise(c, other, q)) voices += table_tracked_voices(c->t, c->first[q], c->first[q + 1]);
    bool as_good = voices && evidence(c) - evidence(other) <= ANSWER_SPLIT * sqrt(voices);
    return as_good ? other : NULL;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static closed fit(arena *a, const table *t, uint32_t labels, double prior, quality_depth depth, uint32_t *iterations)
{
    closed c = prepare(a, t, labels, prior, depth);
    start(&c);
    *iterations += converge(&c);
    return c;
}

/* By how many of its standard errors the evidence of x exceeds that of y: their difference is a sum over questions
 * (Q. Vuong, "Likelihood ratio tests for model selection and non-nested hypotheses", Econometrica 1989). */
static double standing(const closed *x, const closed *y, double difference)
{
    double n = x->questions;
    fixed sum = 0, squares = 0;
    for (uint32_t q = 0; q < x->questions; q++) {
        double d = bounded_log(question_evidence(x, q) - question_evidence(y, q));
        sum += fixed_of(d);
        squares += fixed_of(d * d);
    }
    double variance = fixed_to(squares) - fixed_to(sum) * fixed_to(sum) / n;
    return variance > 0 ? fabs(difference) / sqrt(variance) : HUGE_VAL;
}

/* Of the depths to which sources can be known the one with the most evidence for it: with few voices a source a deep
 * model follows chance, and may do worse than a count of voices.  Evidence is that of the parameters learnt, less what
 * it cost to learn them (P. Cheeseman, J. Stutz, "Bayesian classification (AutoClass)", 1996, with their
 * approximation of the evidence).  Where the two deep models have about the same, the table does not show how its
 * sources confuse answers: then all three speak, the one that asks for no confusions too.  The simplest
 * speaks beside the best where that does not surpass it by more than chance does once in twenty times. */
static blend choose(closed depth[3])
{
    double sum[3];
    int best = 0;
    for (int d = 0; d < 3; d++) {
        sum[d] = evidence(&depth[d]) + quality_cost(depth[d].q);
        if (sum[d] > sum[best]) best = d;
    }
    double apart = sum[QUALITY_ROWS] - sum[QUALITY_KINDS];
    if (best != QUALITY_FACTOR &&
        standing(&depth[best], &depth[QUALITY_FACTOR], sum[best] - sum[QUALITY_FACTOR]) < ONE_IN_TWENTY)
        return (blend){ .of = { &depth[best], &depth[QUALITY_FACTOR] }, .n = 2, .unit = 0.5 };
    if (best != QUALITY_FACTOR && standing(&depth[QUALITY_ROWS], &depth[QUALITY_KINDS], apart) < ONE_IN_TEN)
        return (blend){ .of = { &depth[best], &depth[QUALITY_FACTOR], &depth[QUALITY_ROWS + QUALITY_KINDS - best] },
                        .n = 3, .unit = 1.0 / 3 };
    return (blend){ .of = { &depth[best] }, .n = 1, .unit = 1 };
}

struct closed_model {
    closed depth[3];
    blend b;
    const closed *other; /* another reading, or NULL */
};

const closed_model *closed_weigh(arena *a, const table *t, uint32_t labels, double prior, uint32_t *iterations)
{
    closed_model *m = TAKE(a, 1, closed_model);
    m->b = (blend){ .of = { m->depth }, .n = 1, .unit = 1 };
    if (labels) {
        for (int d = 0; d < 3; d++) m->depth[d] = fit(a, t, labels, prior, (quality_depth)d, iterations);
        m->b = choose(m->depth);
    } else {
        m->depth[0] = fit(a, t, 0, prior, QUALITY_ROWS, iterations);
        if (t->voices <= ANSWER_SPLIT_VOICES) m->other = other_reading(a, m->depth, iterations);
    }
    return m;
}

void closed_first_beliefs(arena *a, const table *t, uint32_t labels, double *belief, uint32_t *iterations)
{
    closed c = fit(a, t, labels, 0, QUALITY_ROWS, iterations);
    for (uint32_t i = 0; i < t->items; i++)
        for (uint32_t v = t->value_first[i]; v < t->value_first[i + 1]; v++)
            belief[v] = c.belief[(size_t)i * labels + v - t->value_first[i]];
}

const closed_model *closed_weigh_part(arena *a, const table *t, double prior, const closed_model *whole,
                                      const fixed *rest)
{
    closed_model *m = TAKE(a, 1, closed_model);
    m->b = (blend){ .of = { m->depth }, .n = 1, .unit = 1 };
    m->depth[0] = prepare(a, t, 0, prior, QUALITY_ROWS);
    quality_know(m->depth[0].q, t, whole->depth[0].q, whole->depth[0].t, rest);
    start(m->depth);
    converge(m->depth);
    return m;
}

void closed_lesson(const closed_model *m, uint32_t item, uint32_t at, fixed lesson[4])
{
    const closed *c = m->depth;
    voice v = c->t->voice[at];
    memset(lesson, 0, 4 * sizeof *lesson);
    if (v.source == WEIGH_NONE || v.alone) return;
    const double *p = &c->belief[2 * (size_t)(c->t->value_first[item] + v.value)];
    const float *meant = &c->q->was_meant[quality_cell(c->q, v.source, v.level, v.denies)];
    for (uint32_t x = 0; x < 2; x++) lesson[2 * x + v.denies] = fixed_of(p[x] * (double)meant[x]);
}

const quality *closed_quality(const closed_model *m)
{
    return m->b.of[0]->q;
}

static void answer_yes_no(const closed_model *m, uint32_t q, answer *out)
{
    answer both[2];
    finish(&m->b, q, both);
    *out = both[0];
    if (!m->other || !reads_otherwise(m->depth, m->other, q)) return;
    finish(&(blend){ .of = { m->other }, .n = 1, .unit = 1 }, q, both);
    answer_split(out, &both[0]);
}

void closed_answer(const void *model, uint32_t item, answer *out)
{
    const closed_model *m = model;
    const table *t = m->depth[0].t;
    if (!m->depth[0].yes_no) {
        finish(&m->b, item, out);
        return;
    }
    for (uint32_t q = t->value_first[item]; q < t->value_first[item + 1]; q++)
        answer_yes_no(m, q, &out[q - t->value_first[item]]);
}
