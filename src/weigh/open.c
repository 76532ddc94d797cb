/*
 * open.c - belief in values that exclude each other and of which there may be any number.
 *
 * The truth of an item is one of the claimed values or none of them.  A source is right with its accuracy a.  The
 * wrong answers of an item are drawn from a Chinese restaurant of concentration theta, so that a popular
 * misbelief surprises nobody: agreement among the wrong is likely, how likely is learnt from the table.  Then,
 * against "none of them", a value that c of n voices assert has the log odds
 *
 *     sum over its voices of ln(a / (1 - a))  +  ln[ (theta+n-1)(theta+n-2)...(theta+n-c) / (theta (c-1)!) ]
 *
 * The second part does not change from one iteration to the next.  A denial is right about a wrong value and wrong
 * about the right one: it adds -ln(a / (1 - a)).  A hedge is a toss of a coin with probability 1 - k.
 * Strangers teach nobody: they are added when all is learnt, so that no number of them moves another belief.
 */
#include "weigh/open.h"

#include "weigh/quality.h"

#include <string.h>

enum { ITERATIONS = 60 };
#define SETTLED      1e-7
#define STRENGTH     6.0 /* of the prior of a source's accuracy, in statements */
#define STRENGTH_ALL 2.0 /* sources' worth of the population's own prior */
#define RIGHT_FIRST  0.7
#define THETA_FIRST  2.0

/* How firm each level of certainty is; learnt only where answers are yes or no. */
static const double MEANT[TABLE_LEVELS] = { 0.3, 0.55, 0.8, 1.0 };

typedef struct {
    const table *t;
    record *record;    /* [tracked] */
    fixed *right;      /* [tracked] expected right statements */
    fixed *said;       /* [tracked] statements */
    bool taught;       /* right has been counted */
    fixed *weight;     /* [tracked][level] ln(P(it | its value right) / P(it | wrong)) */
    double *belief;    /* [values_all] */
    double *score;     /* [values_all] what does not change from one iteration to the next */
    double *log_gamma; /* [most voices of an item + 1] ln gamma(n) */
    double *log_rise;  /* [the same] ln gamma(theta + n) */
    double theta;
} open_table;

/* ---- the wrong answers of an item -------------------------------------------------------------------- */

static uint32_t most_voices(const table *t)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < t->items; i++)
        if (t->first[i + 1] - t->first[i] > most) most = t->first[i + 1] - t->first[i];
    return most;
}

static void set_theta(open_table *o, double theta, uint32_t most)
{
    int sign;
    o->theta = theta;
    for (uint32_t n = 0; n <= most; n++) {
        o->log_gamma[n] = n ? lgamma_r(n, &sign) : 0;
        o->log_rise[n] = lgamma_r(theta + n, &sign);
    }
}

/* What c of n tracked voices on one value add to its log odds against "none of them". */
static double agreement(const open_table *o, uint32_t c, uint32_t n)
{
    return c ? o->log_rise[n] - o->log_rise[n - c] - log(o->theta) - o->log_gamma[c] : 0;
}

typedef struct {
    uint32_t tracked, denied;           /* voices with a record */
    uint32_t stranger[2][TABLE_LEVELS]; /* asserting, denying */
} tally;

/* Nobody speaks of the value: then it is no candidate. */
static bool tally_empty(const tally *x)
{
    static const tally nothing;
    return !memcmp(x, &nothing, sizeof nothing);
}

static double strangers_of(const tally *x)
{
    double k[2] = { 0 };
    for (int side = 0; side < 2; side++)
        for (int l = 0; l < TABLE_LEVELS; l++) k[side] += x->stranger[side][l] * MEANT[l];
    return strangers_log(k[0]) - strangers_log(k[1]);
}

/* The tallies of an item's values; gives the number of tracked assertions. */
static uint32_t count_item(const table *t, uint32_t item, tally *at)
{
    uint32_t n = 0;
    memset(at, 0, (t->value_first[item + 1] - t->value_first[item]) * sizeof *at);
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.echo) continue;
        if (v.source == WEIGH_NONE) at[v.value].stranger[v.denies][v.level]++;
        else if (v.denies) at[v.value].denied++;
        else at[v.value].tracked++, n++;
    }
    return n;
}

static void set_scores(open_table *o, tally *room)
{
    const table *t = o->t;
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t n = count_item(t, i, room), values = t->value_first[i + 1] - t->value_first[i];
        double *score = &o->score[t->value_first[i]];
        for (uint32_t v = 0; v < values; v++)
            score[v] = tally_empty(&room[v]) ? -HUGE_VAL : agreement(o, room[v].tracked, n);
    }
}

/* ---- one item --------------------------------------------------------------------------------------------- */

/* Each value's log odds against "none of them". */
static void add_up(const open_table *o, uint32_t item, fixed *sum, double *log_odds)
{
    const table *t = o->t;
    uint32_t base = t->value_first[item], values = t->value_first[item + 1] - base;
    memset(sum, 0, values * sizeof *sum);
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.source == WEIGH_NONE || v.echo) continue;
        fixed w = o->weight[(size_t)v.source * TABLE_LEVELS + v.level];
        sum[v.value] += v.denies ? -w : w;
    }
    for (uint32_t v = 0; v < values; v++) log_odds[v] = o->score[base + v] + fixed_to(sum[v]);
}

/* What each tracked source says in all, in firm statements; it is the same in every iteration. */
static void count_said(open_table *o)
{
    const table *t = o->t;
    for (uint32_t i = 0; i < t->voices; i++)
        if (t->voice[i].source != WEIGH_NONE) o->said[t->voice[i].source] += fixed_of(MEANT[t->voice[i].level]);
}

/* Adds what the item's voices teach of their sources; room: as many as values. */
static void teach(open_table *o, uint32_t item, const double *p, fixed *room)
{
    const table *t = o->t;
    uint32_t values = t->value_first[item + 1] - t->value_first[item];
    o->taught = true;
    for (uint32_t v = 0; v < values; v++) room[v] = fixed_of(p[v]);
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.source == WEIGH_NONE) continue;
        bool firm = v.level == TABLE_LEVELS - 1 && !v.denies;
        o->right[v.source] +=
            firm ? room[v.value] : fixed_of(MEANT[v.level] * (v.denies ? 1 - p[v.value] : p[v.value]));
    }
}

/* ---- sources ------------------------------------------------------------------------------------------------ */

static double usual_accuracy(const open_table *o)
{
    fixed right = 0, n = 0;
    for (uint32_t s = 0; s < o->t->tracked; s++) {
        double said = o->taught ? fixed_to(o->said[s]) : 0;
        if (said <= 0) continue;
        right += fixed_of(fixed_to(o->right[s]) / (said + STRENGTH));
        n += fixed_of(said / (said + STRENGTH));
    }
    return (fixed_to(right) + STRENGTH_ALL * RIGHT_FIRST) / (fixed_to(n) + STRENGTH_ALL);
}

static void learn(open_table *o)
{
    double usual = usual_accuracy(o);
    for (uint32_t s = 0; s < o->t->tracked; s++) {
        double right = fixed_to(o->right[s]) + STRENGTH * usual;
        double wrong = (o->taught ? fixed_to(o->said[s] - o->right[s]) : 0) + STRENGTH * (1 - usual);
        double a = right / (right + wrong);
        o->record[s] = (record){ right, wrong };
        for (int l = 0; l < TABLE_LEVELS; l++) {
            double k = MEANT[l], w = log((k * a + (1 - k) / 2) / (k * (1 - a) + (1 - k) / 2));
            o->weight[(size_t)s * TABLE_LEVELS + (size_t)l] = fixed_of(bounded_log(w));
        }
        o->right[s] = 0;
    }
}

/* One iteration; gives the greatest change of a belief. */
static double iterate(open_table *o, fixed *sum, double *p)
{
    const table *t = o->t;
    double most = 0;
    learn(o);
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t values = t->value_first[i + 1] - t->value_first[i];
        double *was = &o->belief[t->value_first[i]];
        add_up(o, i, sum, p);
        odds_to_probability(p, values, 1, p);
        teach(o, i, p, sum);
        for (uint32_t v = 0; v < values; v++) {
            double change = fabs(p[v] - was[v]);
            if (change > most) most = change;
            was[v] = p[v];
        }
    }
    return most;
}

/* ---- answers -------------------------------------------------------------------------------------------------- */

static double variance_of(const open_table *o, voice v)
{
    const record *r = &o->record[v.source];
    double a = r->right / (r->right + r->wrong), k = MEANT[v.level];
    double slope = k * a / (k * a + (1 - k) / 2) * (1 - a) + k * (1 - a) / (k * (1 - a) + (1 - k) / 2) * a;
    return slope * slope * (trigamma(r->right) + trigamma(r->wrong));
}

/* The variance of each value's log odds against all others. */
static void variances(const open_table *o, uint32_t item, const double *p, answer *out)
{
    const table *t = o->t;
    uint32_t values = t->value_first[item + 1] - t->value_first[item];
    fixed all = 0;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.echo) continue;
        double one = v.source == WEIGH_NONE ? strangers_variance(MEANT[v.level]) : variance_of(o, v);
        out[v.value].variance = fixed_to(fixed_of(out[v.value].variance) + fixed_of(one));
    }
    for (uint32_t v = 0; v < values; v++) all += fixed_of(p[v] * out[v].variance);
    for (uint32_t v = 0; v < values; v++) {
        double others = fixed_to(all) - p[v] * out[v].variance;
        if (p[v] < 1 && others > 0) out[v].variance += others / (1 - p[v]);
    }
}

/* The beliefs of an item without one of its voices. */
static void without(const open_table *o, uint32_t item, voice gone, const tally *count, uint32_t n,
                    const double *log_odds, double *p)
{
    uint32_t values = o->t->value_first[item + 1] - o->t->value_first[item];
    memcpy(p, log_odds, values * sizeof *p);
    if (gone.source == WEIGH_NONE) {
        tally less = count[gone.value];
        less.stranger[gone.denies][gone.level]--;
        p[gone.value] += strangers_of(&less) - strangers_of(&count[gone.value]);
    } else {
        double w = fixed_to(o->weight[(size_t)gone.source * TABLE_LEVELS + gone.level]);
        p[gone.value] -= gone.denies ? -w : w;
        for (uint32_t v = 0; v < values && !gone.denies; v++)
            p[v] += agreement(o, count[v].tracked - (v == gone.value), n - 1) - agreement(o, count[v].tracked, n);
    }
    odds_to_probability(p, values, 1, p);
}

/* Room for one item of the most values. */
typedef struct {
    fixed *sum;
    double *log_odds, *p;
    tally *count;
} room;

enum { PIVOT_WORK = 1 << 16 }; /* voices times values of an item beyond which no pivot is looked for */

static void finish(const open_table *o, uint32_t item, room *r, answer *out)
{
    const table *t = o->t;
    uint32_t values = t->value_first[item + 1] - t->value_first[item], n = count_item(t, item, r->count);
    uint32_t voices = t->first[item + 1] - t->first[item];
    add_up(o, item, r->sum, r->log_odds);
    for (uint32_t v = 0; v < values; v++) r->log_odds[v] += strangers_of(&r->count[v]);
    odds_to_probability(r->log_odds, values, 1, r->p);
    for (uint32_t v = 0; v < values; v++)
        out[v] = (answer){ .belief = r->p[v], .tracked = o->belief[t->value_first[item] + v], .pivot = WEIGH_NONE };
    variances(o, item, r->p, out);
    if ((uint64_t)voices * values > PIVOT_WORK) return;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        if (t->voice[i].echo) continue;
        without(o, item, t->voice[i], r->count, n, r->log_odds, r->p);
        for (uint32_t v = 0; v < values; v++) answer_offer_pivot(&out[v], i, r->p[v]);
    }
}

/* ---- the whole ----------------------------------------------------------------------------------------------------
 */

static open_table prepare(arena *a, const table *t)
{
    uint32_t most = most_voices(t);
    open_table o = { .t = t };
    o.record = TAKE(a, t->tracked, record);
    o.right = TAKE(a, t->tracked, fixed);
    o.said = TAKE(a, t->tracked, fixed);
    count_said(&o);
    o.weight = TAKE(a, (size_t)t->tracked * TABLE_LEVELS, fixed);
    o.belief = TAKE(a, t->values_all, double);
    o.score = TAKE(a, t->values_all, double);
    o.log_gamma = TAKE(a, (size_t)most + 1, double);
    o.log_rise = TAKE(a, (size_t)most + 1, double);
    set_theta(&o, THETA_FIRST, most);
    return o;
}

static uint32_t most_values(const table *t)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < t->items; i++)
        if (t->value_first[i + 1] - t->value_first[i] > most) most = t->value_first[i + 1] - t->value_first[i];
    return most;
}

static uint32_t converge(open_table *o, room *r)
{
    uint32_t n = 1;
    while (iterate(o, r->sum, r->p) > SETTLED && n < ITERATIONS) n++;
    return n;
}

/* ---- a second reading -----------------------------------------------------------------------------------------------
 */

/* ln of the probability of all that was said, but for what no reading changes. */
static double evidence(const open_table *o, room *r)
{
    fixed sum = 0;
    for (uint32_t i = 0; i < o->t->items; i++) {
        add_up(o, i, r->sum, r->log_odds);
        sum += fixed_of(odds_log_sum(r->log_odds, o->t->value_first[i + 1] - o->t->value_first[i], 1));
        for (uint32_t j = o->t->first[i]; j < o->t->first[i + 1]; j++) {
            voice v = o->t->voice[j];
            if (v.source == WEIGH_NONE || v.echo) continue;
            const record *s = &o->record[v.source];
            double right = s->right / (s->right + s->wrong);
            sum += fixed_of(bounded_log(log(v.denies ? right : 1 - right)));
        }
    }
    return fixed_to(sum);
}

static bool differs(const open_table *x, const open_table *y, uint32_t item)
{
    uint32_t base = x->t->value_first[item], values = x->t->value_first[item + 1] - base;
    return answer_differs(&x->belief[base], &y->belief[base], values);
}

/* Starts from what `first` believes, with the two likeliest values of each item in each other's place. */
static void start_swapped(open_table *o, const open_table *first, room *r)
{
    for (uint32_t i = 0; i < o->t->items; i++) {
        uint32_t base = o->t->value_first[i], values = o->t->value_first[i + 1] - base;
        memcpy(r->p, &first->belief[base], values * sizeof *r->p);
        answer_swap(r->p, values);
        teach(o, i, r->p, r->sum);
    }
}

/* As in closed.c. */
static uint32_t look_for_split(arena *a, const open_table *o, room *r, answer *out)
{
    open_table other = prepare(a, o->t);
    uint32_t voices = 0;
    set_scores(&other, r->count);
    start_swapped(&other, o, r);
    uint32_t iterations = converge(&other, r);
    for (uint32_t i = 0; i < o->t->items; i++)
        if (differs(o, &other, i)) voices += o->t->first[i + 1] - o->t->first[i];
    if (!voices || evidence(o, r) - evidence(&other, r) > ANSWER_SPLIT * sqrt(voices)) return iterations;
    answer *all = TAKE(a, most_values(o->t), answer);
    for (uint32_t i = 0; i < o->t->items; i++) {
        if (!differs(o, &other, i)) continue;
        finish(&other, i, r, all);
        for (uint32_t v = o->t->value_first[i]; v < o->t->value_first[i + 1]; v++)
            answer_split(&out[v], &all[v - o->t->value_first[i]]);
    }
    return iterations;
}

const record *open_weigh(arena *a, const table *t, bool last, answer *out, uint32_t *iterations)
{
    open_table o = prepare(a, t);
    uint32_t most = most_values(t);
    room r = { TAKE(a, most, fixed), TAKE(a, most, double), TAKE(a, most, double), TAKE(a, most, tally) };
    set_scores(&o, r.count);
    *iterations += converge(&o, &r);
    for (uint32_t i = 0; i < t->items; i++) finish(&o, i, &r, &out[t->value_first[i]]);
    if (last && t->voices <= ANSWER_SPLIT_VOICES) *iterations += look_for_split(a, &o, &r, out);
    return o.record;
}
