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
#define SETTLED       1e-7
#define ANSWERS_FIRST 1.0 /* of each answer, before any is seen */

#define HARD_FIRST    0.1  /* share of hard questions, */
#define HARDNESS      20.0 /* known as if from so many */
#define HARD_RIGHT    0.2  /* how much of the way from a guess to certainty */
#define HARD_STRENGTH 20.0 /* in statements */

enum { STATES = 2 * QUALITY_MOST }; /* an answer, where the question is easy; then where it is hard */

typedef struct {
    const table *t;
    quality *q;
    const uint32_t *first; /* [questions + 1] into voices */
    uint32_t questions, k;
    bool yes_no; /* a voice says 0 (asserts) or 1 (denies); else it says its value */
    double log_prior[QUALITY_MOST];
    fixed seen[STATES];                            /* expected questions in each state */
    fixed hard_count[QUALITY_MOST * QUALITY_MOST]; /* [true][said] of hard questions */
    double hard[QUALITY_MOST * QUALITY_MOST];      /* [said][true] log P(said | true) there */
    double log_easy, log_hard;
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
        for (int l = 0; l < TABLE_LEVELS; l++) strength[u] += n[u][l] * c->q->meant[l];
    }
}

static uint32_t states(const closed *c)
{
    return c->yes_no ? c->k : 2 * c->k;
}

/* The log odds that the tracked voices give each state. */
static void add_up(const closed *c, uint32_t q, double *log_p)
{
    uint32_t k = c->k, said_n[QUALITY_MOST] = { 0 };
    fixed sum[QUALITY_MOST] = { 0 };
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (v.source == WEIGH_NONE || v.echo) continue;
        uint32_t said = said_by(c, v);
        const fixed *w = &c->q->log_said[quality_cell(c->q, v.source, v.level, said)];
        for (uint32_t t = 0; t < k; t++) sum[t] += w[t];
        said_n[said]++;
    }
    for (uint32_t t = 0; t < k; t++) log_p[t] = c->log_prior[t] + c->log_easy + fixed_to(sum[t]);
    for (uint32_t t = 0; t < k && !c->yes_no; t++) {
        log_p[k + t] = c->log_prior[t] + c->log_hard;
        for (uint32_t u = 0; u < k; u++) log_p[k + t] += said_n[u] * c->hard[u * k + t];
    }
}

/* Adds what the question's voices teach of their sources, if its state is p; a hard question teaches nothing of them.
 */
static void teach(closed *c, uint32_t q, const double *p)
{
    quality *ql = c->q;
    uint32_t k = c->k;
    for (uint32_t x = 0; x < states(c); x++) c->seen[x] += fixed_of(p[x]);
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (v.source == WEIGH_NONE) continue;
        uint32_t said = said_by(c, v);
        const float *meant = &ql->was_meant[quality_cell(ql, v.source, v.level, said)];
        fixed *count = &ql->count[(size_t)v.source * k * k + said];
        for (uint32_t t = 0; t < k; t++) {
            fixed x = fixed_of(p[t] * (double)meant[t]);
            count[t * k] += x;
            ql->meant_count[v.level] += x;
            if (!c->yes_no) c->hard_count[t * k + said] += fixed_of(p[k + t]);
        }
        ql->said_count[v.level] += fixed_of(1);
    }
}

/* How voices speak of hard questions: all alike, hardly better than a guess. */
static void learn_hard(closed *c)
{
    uint32_t k = c->k;
    for (uint32_t t = 0; t < k; t++) {
        double n = 0;
        for (uint32_t u = 0; u < k; u++) n += fixed_to(c->hard_count[t * k + u]);
        for (uint32_t u = 0; u < k; u++) {
            double usual = (t == u) * HARD_RIGHT + (1 - HARD_RIGHT) / k;
            c->hard[u * k + t] =
                log((fixed_to(c->hard_count[t * k + u]) + HARD_STRENGTH * usual) / (n + HARD_STRENGTH));
        }
    }
    memset(c->hard_count, 0, sizeof c->hard_count);
}

/* How common each answer of a closed set is, and hard questions.  The prior of a yes-or-no question is the caller's
 * and is not learnt, and none of them is hard: so one more voice can never lower a belief. */
static void learn_prior(closed *c)
{
    double hard = HARD_FIRST * HARDNESS, n = c->questions;
    for (uint32_t t = 0; t < c->k && !c->yes_no; t++) {
        double seen = fixed_to(c->seen[t] + c->seen[c->k + t]);
        hard += fixed_to(c->seen[c->k + t]);
        c->log_prior[t] = log((seen + ANSWERS_FIRST) / (n + ANSWERS_FIRST * c->k));
    }
    if (!c->yes_no) {
        c->log_hard = log(hard / (n + HARDNESS));
        c->log_easy = log1p(-hard / (n + HARDNESS));
    }
    memset(c->seen, 0, sizeof c->seen);
}

/* The belief in each answer, whatever the state. */
static void fold_states(const closed *c, double *p)
{
    for (uint32_t t = 0; t < c->k && !c->yes_no; t++) p[t] += p[c->k + t];
}

/* Beliefs before anything is known of the sources: each voice counts the same. */
static void start(closed *c)
{
    learn_hard(c);
    c->log_hard = c->yes_no ? 0 : log(HARD_FIRST);
    c->log_easy = c->yes_no ? 0 : log1p(-HARD_FIRST);
    for (uint32_t q = 0; q < c->questions; q++) {
        double p[STATES];
        add_up(c, q, p);
        odds_to_probability(p, states(c), 0, p);
        teach(c, q, p);
    }
}

/* One iteration; gives the greatest change of a belief. */
static double iterate(closed *c)
{
    double most = 0;
    quality_learn(c->q, c->t);
    learn_prior(c);
    learn_hard(c);
    for (uint32_t q = 0; q < c->questions; q++) {
        double *was = &c->belief[(size_t)q * c->k], p[STATES];
        add_up(c, q, p);
        odds_to_probability(p, states(c), 0, p);
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

/* The variance of each answer's log likelihood. */
static void variances(const closed *c, uint32_t q, const double *strength, double *variance)
{
    fixed sum[QUALITY_MOST] = { 0 };
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        voice v = c->t->voice[i];
        if (v.source == WEIGH_NONE || v.echo) continue;
        for (uint32_t t = 0; t < c->k; t++) sum[t] += fixed_of(quality_variance(c->q, v, said_by(c, v), t));
    }
    for (uint32_t t = 0; t < c->k; t++) variance[t] = fixed_to(sum[t]) + strangers_variance(strength[t]);
}

/* The log odds of each state without one voice. */
static void without(const closed *c, voice v, const double *strength, const double *log_p, double *out)
{
    uint32_t said = said_by(c, v), k = c->k;
    memcpy(out, log_p, states(c) * sizeof *out);
    if (v.source != WEIGH_NONE) {
        const fixed *w = &c->q->log_said[quality_cell(c->q, v.source, v.level, said)];
        for (uint32_t t = 0; t < k; t++) out[t] -= fixed_to(w[t]);
        for (uint32_t t = k; t < states(c); t++) out[t] -= c->hard[said * k + t - k];
        return;
    }
    double less = strength[said] - c->q->meant[v.level];
    double change = strangers_log(strength[said]) - strangers_log(less > 0 ? less : 0);
    for (uint32_t t = said; t < states(c); t += k) out[t] -= change;
}

/* For each answer the voice whose removal changes its belief most. */
static void find_pivots(const closed *c, uint32_t q, const double *strength, const double *log_p, answer *out)
{
    for (uint32_t i = c->first[q]; i < c->first[q + 1]; i++) {
        double p[STATES];
        if (c->t->voice[i].echo) continue;
        without(c, c->t->voice[i], strength, log_p, p);
        odds_to_probability(p, states(c), 0, p);
        fold_states(c, p);
        for (uint32_t t = 0; t < c->k; t++) answer_offer_pivot(&out[t], i, p[t]);
    }
}

static void finish(closed *c, uint32_t q, answer *out)
{
    double log_p[STATES], p[STATES], variance[QUALITY_MOST], strength[QUALITY_MOST];
    count_strangers(c, q, strength);
    add_up(c, q, log_p);
    for (uint32_t t = 0; t < states(c); t++) log_p[t] += strangers_log(strength[t % c->k]);
    odds_to_probability(log_p, states(c), 0, p);
    fold_states(c, p);
    variances(c, q, strength, variance);
    for (uint32_t t = 0; t < c->k; t++) {
        double others = 0;
        for (uint32_t u = 0; u < c->k; u++)
            if (u != t && p[t] < 1) others += variance[u] * p[u] / (1 - p[t]);
        out[t] = (answer){ .belief = p[t],
                           .tracked = c->belief[(size_t)q * c->k + t],
                           .variance = variance[t] + others,
                           .pivot = WEIGH_NONE };
    }
    find_pivots(c, q, strength, log_p, out);
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

static closed prepare(arena *a, const table *t, uint32_t labels, double prior)
{
    closed c = { .t = t, .yes_no = !labels, .k = labels ? labels : 2 };
    c.first = labels ? t->first : questions_of_values(a, t);
    c.questions = labels ? t->items : t->values_all;
    c.q = quality_make(a, t, c.k, c.yes_no);
    c.belief = TAKE(a, (size_t)c.questions * c.k, double);
    for (uint32_t i = 0; i < c.k; i++) c.log_prior[i] = -log((double)c.k);
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

/* ln of the probability of all that was said, given the sources' quality. */
static double evidence(const closed *c)
{
    fixed sum = 0;
    for (uint32_t q = 0; q < c->questions; q++) {
        double log_p[STATES];
        add_up(c, q, log_p);
        sum += fixed_of(odds_log_sum(log_p, states(c), 0));
    }
    return fixed_to(sum);
}

/* Starts from what `first` believes, with the two likeliest answers of each question in each other's place. */
static void start_swapped(closed *c, const closed *first)
{
    start(c);
    memset(c->q->count, 0, (size_t)c->q->sources * c->k * c->k * sizeof *c->q->count);
    memset(c->seen, 0, sizeof c->seen);
    memset(c->hard_count, 0, sizeof c->hard_count);
    for (uint32_t q = 0; q < c->questions; q++) {
        double p[STATES] = { 0 };
        memcpy(p, &first->belief[(size_t)q * c->k], c->k * sizeof *p);
        answer_swap(p, c->k);
        teach(c, q, p);
    }
}

/* Where another reading of the table, in which other sources are the good ones, has about as much evidence, both are
 * shown: belief between the two, an interval that holds both.  Only for yes-or-no questions: in a closed set the
 * labels could change places all at once, which is no other reading. */
static uint32_t look_for_split(arena *a, const closed *c, answer *out)
{
    closed other = prepare(a, c->t, 0, exp(c->log_prior[0]));
    uint32_t voices = 0;
    start_swapped(&other, c);
    uint32_t iterations = converge(&other);
    for (uint32_t q = 0; q < c->questions; q++)
        if (answer_differs(&c->belief[(size_t)q * c->k], &other.belief[(size_t)q * c->k], c->k))
            voices += c->first[q + 1] - c->first[q];
    if (!voices || evidence(c) - evidence(&other) > ANSWER_SPLIT * sqrt(voices)) return iterations;
    for (uint32_t q = 0; q < c->questions; q++) {
        answer both[2];
        if (!answer_differs(&c->belief[(size_t)q * c->k], &other.belief[(size_t)q * c->k], c->k)) continue;
        finish(&other, q, both);
        answer_split(&out[q], &both[0]);
    }
    return iterations;
}

const quality *closed_weigh(arena *a, const table *t, uint32_t labels, double prior, bool last, answer *out,
                            uint32_t *iterations)
{
    closed c = prepare(a, t, labels, prior);
    start(&c);
    *iterations += converge(&c);
    for (uint32_t q = 0; q < c.questions; q++) {
        answer all[QUALITY_MOST];
        finish(&c, q, all);
        if (c.yes_no) out[q] = all[0];
        else memcpy(&out[(size_t)q * labels], all, labels * sizeof *all);
    }
    if (last && c.yes_no && t->voices <= ANSWER_SPLIT_VOICES) *iterations += look_for_split(a, &c, out);
    return c.q;
}
