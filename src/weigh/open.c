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
 *
 * Where the table has facets (attributes), a source has an accuracy in each.  Its prior there is the usual one of the
 * facet, its log odds moved by how far the source stands above the usual in the others.  Beliefs settle first with what is
 * known from the other facets alone, so that a facet in which most sources share one misreading is read by those who are
 * right elsewhere; only then with what is said in the facet itself.
 */
#include "weigh/open.h"

#include "weigh/drift.h"
#include "weigh/quality.h"

#include <assert.h>
#include <string.h>

static_assert((int)OPEN_FACETS >= (int)DRIFT_PERIODS, "a period is a facet");
enum { ITERATIONS = 60, ITERATIONS_ELSEWHERE = 40 };
#define SETTLED      1e-7
#define SETTLED_ELSEWHERE 1e-4
#define STRENGTH     6.0 /* of the prior of a source's accuracy, in statements */
#define STRENGTH_ALL 2.0 /* sources' worth of the population's own prior */
#define ELSEWHERE    1.0 /* of the prior that a source is as good as usual in its other facets, in facets */
#define LESS_RIGHT   0.1 /* by how much less often sources may be right in a second reading of several facets */
#define RIGHT_FIRST  0.7
#define THETA_FIRST  2.0

/* Who speaks of a value. */
typedef struct {
    uint32_t tracked, denied;           /* voices with a record */
    uint32_t stranger[2][TABLE_LEVELS]; /* asserting, denying */
} tally;

/* Room for one item of the most values. */
typedef struct {
    fixed *sum;
    double *log_odds, *odds, *p;
    tally *count;
    answer *both; /* of the other reading */
} room;

struct open_model {
    const table *t;
    facets f;
    record *record;    /* [tracked] of all facets */
    record *in_facet;  /* [facet][tracked] */
    fixed *right;      /* [facet][tracked] expected right statements */
    fixed *said;       /* [facet][tracked] statements */
    bool taught;       /* right has been counted */
    bool elsewhere;    /* sources are judged by their other facets alone */
    double meant[TABLE_LEVELS]; /* how firm each level is; learnt only where answers are yes or no */
    fixed *weight;     /* [facet][tracked][level] ln(P(it | its value right) / P(it | wrong)) */
    double *belief;    /* [values_all] */
    double *score;     /* [values_all] what does not change from one iteration to the next */
    double *log_gamma; /* [most voices of an item + 1] ln gamma(n) */
    double *log_rise;  /* [the same] ln gamma(theta + n) */
    double theta, log_theta;
    room r;
    const open_model *other; /* another reading, or NULL */
    const open_rest *rest;   /* of a larger table, or NULL */
    double usual;            /* how often sources are right */
    uint32_t iterations;
};

/* ---- the wrong answers of an item -------------------------------------------------------------------- */

static void set_theta(open_model *o, double theta, uint32_t most)
{
    int sign;
    o->theta = theta;
    o->log_theta = log(theta);
    for (uint32_t n = 0; n <= most; n++) {
        o->log_gamma[n] = n ? lgamma_r(n, &sign) : 0;
        o->log_rise[n] = lgamma_r(theta + n, &sign);
    }
}

/* What c of n tracked voices on one value add to its log odds against "none of them". */
static double agreement(const open_model *o, uint32_t c, uint32_t n)
{
    return c ? o->log_rise[n] - o->log_rise[n - c] - o->log_theta - o->log_gamma[c] : 0;
}

/* Nobody speaks of the value: then it is no candidate. */
static bool tally_empty(const tally *x)
{
    static const tally nothing;
    return !memcmp(x, &nothing, sizeof nothing);
}

/* How many firm strangers those of one side come to. */
static double stranger_strength(const open_model *o, const tally *x, int side)
{
    double k = 0;
    for (uint32_t l = 0; l < o->t->levels; l++) k += x->stranger[side][l] * o->meant[l];
    return k;
}

static double strangers_of(const open_model *o, const tally *x)
{
    return strangers_log(stranger_strength(o, x, 0)) - strangers_log(stranger_strength(o, x, 1));
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

static void set_scores(open_model *o)
{
    const table *t = o->t;
    tally *room = o->r.count;
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t n = count_item(t, i, room), values = t->value_first[i + 1] - t->value_first[i];
        double *score = &o->score[t->value_first[i]];
        for (uint32_t v = 0; v < values; v++)
            score[v] = tally_empty(&room[v]) ? -HUGE_VAL : agreement(o, room[v].tracked, n);
    }
}

/* Where the item's facet begins among what is kept [facet][tracked]. */
static size_t facet_of(const open_model *o, uint32_t item)
{
    return o->f.of ? (size_t)o->f.of[item] * o->t->tracked : 0;
}

/* ---- one item --------------------------------------------------------------------------------------------- */

/* Each value's log odds against "none of them". */
static void add_up(const open_model *o, uint32_t item, fixed *sum, double *log_odds)
{
    const table *t = o->t;
    uint32_t base = t->value_first[item], values = t->value_first[item + 1] - base;
    const fixed *weight = &o->weight[facet_of(o, item) * t->levels];
    memset(sum, 0, values * sizeof *sum);
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.source == WEIGH_NONE || v.echo) continue;
        fixed w = weight[(size_t)v.source * t->levels + v.level];
        sum[v.value] += v.denies ? -w : w;
    }
    for (uint32_t v = 0; v < values; v++) log_odds[v] = o->score[base + v] + fixed_to(sum[v]);
}

/* What each tracked source says in all, in firm statements; it is the same in every iteration. */
static void count_said(open_model *o)
{
    const table *t = o->t;
    for (uint32_t item = 0; item < t->items; item++) {
        fixed *said = &o->said[facet_of(o, item)];
        for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
            voice v = t->voice[i];
            if (v.source != WEIGH_NONE && !v.alone) said[v.source] += fixed_of(o->meant[v.level]);
        }
    }
}

/* Adds what the item's voices teach of their sources; room: as many as values. */
static void teach(open_model *o, uint32_t item, const double *p, fixed *room)
{
    const table *t = o->t;
    uint32_t values = t->value_first[item + 1] - t->value_first[item];
    fixed *right = &o->right[facet_of(o, item)];
    o->taught = true;
    for (uint32_t v = 0; v < values; v++) room[v] = fixed_of(p[v]);
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.source == WEIGH_NONE || v.alone) continue;
        bool firm = o->meant[v.level] == 1 && !v.denies;
        right[v.source] +=
            firm ? room[v.value] : fixed_of(o->meant[v.level] * (v.denies ? 1 - p[v.value] : p[v.value]));
    }
}

/* ---- sources ------------------------------------------------------------------------------------------------ */

/* What is known of a source, or of all, in one facet. */
typedef struct {
    double said, right;
    double usual; /* how often sources are right there */
    double known; /* 0 .. 1: how much of it is the source's own */
    double above; /* its log odds of being right, over the usual */
} skill;

/* How often sources are right in a facet: each source's share, weighed by how well it is known. */
static double usual_accuracy(const open_model *o, uint32_t facet)
{
    fixed right = 0, n = 0;
    size_t first = (size_t)facet * o->t->tracked;
    for (size_t s = first; s < first + o->t->tracked && o->taught; s++) {
        double said = fixed_to(o->said[s]);
        if (said <= 0) continue;
        right += fixed_of(fixed_to(o->right[s]) / (said + STRENGTH));
        n += fixed_of(said / (said + STRENGTH));
    }
    return (fixed_to(right) + STRENGTH_ALL * RIGHT_FIRST) / (fixed_to(n) + STRENGTH_ALL);
}

static skill skill_of(const open_model *o, uint32_t source, uint32_t facet, double usual)
{
    size_t at = (size_t)facet * o->t->tracked + source;
    fixed said = (o->taught ? o->said[at] : 0) + (o->rest ? o->rest->said[source] : 0);
    skill k = { fixed_to(said), fixed_to(o->right[at] + (o->rest ? o->rest->right[source] : 0)), usual, 0, 0 };
    k.known = k.said / (k.said + STRENGTH);
    k.above = logit((k.right + STRENGTH * usual) / (k.said + STRENGTH)) - logit(usual);
    return k;
}

static void set_weights(open_model *o, size_t at, record r)
{
    double a = r.right / (r.right + r.wrong);
    for (uint32_t l = 0; l < o->t->levels; l++) {
        double k = o->meant[l], w = log((k * a + (1 - k) / 2) / (k * (1 - a) + (1 - k) / 2));
        o->weight[at * o->t->levels + l] = fixed_of(bounded_log(w));
    }
}

/* k: the source's skill in each facet. */
static void learn_source(open_model *o, uint32_t s, const skill *k)
{
    double apart = o->t->known ? quality_above(&o->t->known[s]) : 0; /* in questions of another table */
    fixed above = 0, known = 0, said = 0, right = 0;
    for (uint32_t f = 0; f < o->f.n; f++) {
        above += fixed_of(k[f].known * k[f].above);
        known += fixed_of(k[f].known);
        said += fixed_of(k[f].said);
        right += fixed_of(k[f].right);
    }
    for (uint32_t f = 0; f < o->f.n; f++) {
        size_t at = (size_t)f * o->t->tracked + s;
        double elsewhere = fixed_to(above - fixed_of(k[f].known * k[f].above)) /
                           (fixed_to(known - fixed_of(k[f].known)) + ELSEWHERE);
        double prior = o->f.n > 1 || apart != 0 ? logistic(logit(k[f].usual) + elsewhere + apart) : k[f].usual;
        double own_right = o->elsewhere ? 0 : k[f].right, own_wrong = o->elsewhere ? 0 : k[f].said - k[f].right;
        o->in_facet[at] = (record){ own_right + STRENGTH * prior, own_wrong + STRENGTH * (1 - prior) };
        set_weights(o, at, o->in_facet[at]);
        o->right[at] = 0;
    }
    double usual = apart != 0 ? logistic(logit(o->usual) + apart) : o->usual;
    o->record[s] = (record){ fixed_to(right) + STRENGTH * usual, fixed_to(said - right) + STRENGTH * (1 - usual) };
}

/* The periods of a source, smoothed; gives ln of the probability of what was seen in them.  keep: it is what the source
 * is known by from now on. */
static double learn_periods(open_model *o, uint32_t s, double step, bool keep)
{
    drift_period p[DRIFT_PERIODS];
    double right = 0, said = 0;
    for (uint32_t f = 0; f < o->f.n; f++) {
        skill k = skill_of(o, s, f, o->usual);
        p[f] = (drift_period){ k.said, k.right, 0, 0 };
        right += k.right;
        said += k.said;
    }
    double likely = drift_smooth(p, o->f.n, step, o->usual, STRENGTH);
    for (uint32_t f = 0; keep && f < o->f.n; f++) {
        size_t at = (size_t)f * o->t->tracked + s;
        o->in_facet[at] = (record){ p[f].out_right, p[f].out_wrong };
        set_weights(o, at, o->in_facet[at]);
        o->right[at] = 0;
    }
    if (keep) o->record[s] = (record){ right + STRENGTH * o->usual, said - right + STRENGTH * (1 - o->usual) };
    return likely;
}

static void learn_drift(open_model *o)
{
    double best = -HUGE_VAL, step = 0;
    for (int i = 0; i < DRIFT_STEPS; i++) {
        fixed sum = 0;
        for (uint32_t s = 0; s < o->t->tracked; s++) sum += fixed_of(learn_periods(o, s, DRIFT_STEP[i], false));
        if (fixed_to(sum) > best) best = fixed_to(sum), step = DRIFT_STEP[i];
    }
    for (uint32_t s = 0; s < o->t->tracked; s++) learn_periods(o, s, step, true);
}

static void learn(open_model *o)
{
    double usual[OPEN_FACETS];
    fixed sum = 0;
    skill k[OPEN_FACETS];
    for (uint32_t f = 0; f < o->f.n; f++) sum += fixed_of(usual[f] = o->rest ? o->rest->usual : usual_accuracy(o, f));
    o->usual = o->f.n > 1 ? fixed_to(sum) / o->f.n : usual[0];
    if (o->f.periods) {
        learn_drift(o);
        return;
    }
    for (uint32_t s = 0; s < o->t->tracked; s++) {
        for (uint32_t f = 0; f < o->f.n; f++) k[f] = skill_of(o, s, f, usual[f]);
        learn_source(o, s, k);
    }
}

double open_iterate(open_model *o)
{
    const table *t = o->t;
    double most = 0, *p = o->r.p;
    learn(o);
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t values = t->value_first[i + 1] - t->value_first[i];
        double *was = &o->belief[t->value_first[i]];
        add_up(o, i, o->r.sum, p);
        odds_to_probability(p, values, 1, p);
        teach(o, i, p, o->r.sum);
        for (uint32_t v = 0; v < values; v++) {
            double change = fabs(p[v] - was[v]);
            if (change > most) most = change;
            was[v] = p[v];
        }
    }
    o->iterations++;
    return most;
}

/* ---- answers -------------------------------------------------------------------------------------------------- */

static double variance_of(const open_model *o, uint32_t item, voice v)
{
    const record *r = &o->in_facet[facet_of(o, item) + v.source];
    double a = r->right / (r->right + r->wrong), k = o->meant[v.level];
    double slope = k * a / (k * a + (1 - k) / 2) * (1 - a) + k * (1 - a) / (k * (1 - a) + (1 - k) / 2) * a;
    return slope * slope * (trigamma(r->right) + trigamma(r->wrong));
}

/* The variance of each value's log odds against all others; of who speaks of them there is a tally. */
static void variances(const open_model *o, uint32_t item, const double *p, answer *out)
{
    const table *t = o->t;
    uint32_t values = t->value_first[item + 1] - t->value_first[item];
    fixed all = 0;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.echo || v.source == WEIGH_NONE) continue;
        out[v.value].variance = fixed_to(fixed_of(out[v.value].variance) + fixed_of(variance_of(o, item, v)));
    }
    for (uint32_t v = 0; v < values; v++) /* strangers are as one, however many */
        for (int side = 0; side < 2; side++)
            out[v].variance += strangers_variance(stranger_strength(o, &o->r.count[v], side));
    for (uint32_t v = 0; v < values; v++) all += fixed_of(p[v] * out[v].variance);
    for (uint32_t v = 0; v < values; v++) {
        double others = fixed_to(all) - p[v] * out[v].variance;
        if (p[v] < 1 && others > 0) out[v].variance += others / (1 - p[v]);
    }
}

/* By how much the odds of a value change when one tracked assertion of n goes, which leaves c for this value: the ratios
 * of the rising factorials of `agreement`.  own: the one that goes was for this value. */
static double less_agreement(const open_model *o, uint32_t c, uint32_t n, bool own)
{
    double all = o->theta + n - 1;
    if (!own) return c ? (all - c) / all : 1;
    return (c ? c : o->theta) / all;
}

/* An item as it stands: r->odds: e^log_odds, the greatest of them and of "none" being 1. */
typedef struct {
    uint32_t item, values;
    uint32_t n;  /* tracked assertions */
    double none; /* the odds of none of them */
} weighed;

/* The beliefs of an item without one of its voices, into r->p. */
static void without(const open_model *o, const room *r, weighed w, voice gone)
{
    double *x = r->p, most = w.none;
    uint32_t values = w.values;
    memcpy(x, r->odds, values * sizeof *x);
    if (gone.source == WEIGH_NONE) {
        tally less = r->count[gone.value];
        less.stranger[gone.denies][gone.level]--;
        x[gone.value] *= exp(strangers_of(o, &less) - strangers_of(o, &r->count[gone.value]));
    } else {
        double weight = fixed_to(o->weight[(facet_of(o, w.item) + gone.source) * o->t->levels + gone.level]);
        x[gone.value] *= exp(gone.denies ? weight : -weight);
        for (uint32_t v = 0; v < values && !gone.denies; v++)
            x[v] *= less_agreement(o, r->count[v].tracked - (v == gone.value), w.n, v == gone.value);
    }
    for (uint32_t v = 0; v < values; v++)
        if (x[v] > most) most = x[v];
    odds_share(x, values, w.none, most);
}

/* A voice that is removed changes belief the more the more it weighs: of those that say the same only the tracked one that
 * weighs most, the one that weighs least, and the firmest stranger can be the pivot. */
typedef struct {
    fixed least, most;
    double firmest;
    uint32_t at[3]; /* WEIGH_NONE: there is none */
} extremes;

static void compare_voice(const open_model *o, uint32_t item, uint32_t at, extremes *e)
{
    voice v = o->t->voice[at];
    if (v.echo) return;
    if (v.source == WEIGH_NONE) {
        if (o->meant[v.level] > e->firmest) e->firmest = o->meant[v.level], e->at[2] = at;
        return;
    }
    fixed w = o->weight[(facet_of(o, item) + v.source) * o->t->levels + v.level];
    if (w > e->most) e->most = w, e->at[0] = at;
    if (w < e->least) e->least = w, e->at[1] = at;
}

static void offer_pivots(const open_model *o, weighed w, answer *out)
{
    const table *t = o->t;
    uint32_t end = t->first[w.item + 1];
    for (uint32_t i = t->first[w.item]; i < end;) {
        voice same = t->voice[i];
        extremes e = { INT64_MAX, INT64_MIN, 0, { WEIGH_NONE, WEIGH_NONE, WEIGH_NONE } };
        for (; i < end && t->voice[i].value == same.value && t->voice[i].denies == same.denies; i++)
            compare_voice(o, w.item, i, &e);
        if (e.at[1] == e.at[0]) e.at[1] = WEIGH_NONE;
        for (int k = 0; k < 3; k++) {
            if (e.at[k] == WEIGH_NONE) continue;
            without(o, &o->r, w, t->voice[e.at[k]]);
            for (uint32_t v = 0; v < w.values; v++) answer_offer_pivot(&out[v], e.at[k], o->r.p[v]);
        }
    }
}

enum { PIVOT_WORK = 1 << 16 }; /* voices times values of an item beyond which no pivot is looked for */

/* Adds up the item, into r; strangers: theirs is added. */
static weighed stand(const open_model *o, uint32_t item, bool strangers)
{
    const room *r = &o->r;
    weighed w = { item, o->t->value_first[item + 1] - o->t->value_first[item], count_item(o->t, item, r->count), 0 };
    add_up(o, item, r->sum, r->log_odds);
    for (uint32_t v = 0; v < w.values && strangers; v++) r->log_odds[v] += strangers_of(o, &r->count[v]);
    w.none = odds_of(r->log_odds, w.values, r->odds);
    return w;
}

static void finish(const open_model *o, uint32_t item, answer *out)
{
    const room *r = &o->r;
    weighed w = stand(o, item, true);
    memcpy(r->p, r->odds, w.values * sizeof *r->p);
    odds_share(r->p, w.values, w.none, 1);
    for (uint32_t v = 0; v < w.values; v++) out[v] = (answer){ .belief = r->p[v], .pivot = WEIGH_NONE };
    variances(o, item, r->p, out);
    if ((uint64_t)(o->t->first[item + 1] - o->t->first[item]) * w.values <= PIVOT_WORK) offer_pivots(o, w, out);
}

void open_without(const void *model, uint32_t item, uint32_t at, double *belief)
{
    const open_model *o = model;
    weighed w = stand(o, item, false);
    if (o->t->voice[at].echo) {
        memcpy(o->r.p, o->r.odds, w.values * sizeof *belief);
        odds_share(o->r.p, w.values, w.none, 1);
    } else {
        without(o, &o->r, w, o->t->voice[at]);
    }
    memcpy(belief, o->r.p, w.values * sizeof *belief);
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

open_model *open_start(arena *a, const table *t, facets f)
{
    open_model *o = TAKE(a, 1, open_model);
    o->t = t;
    o->f = f.of && f.n > 1 && f.n <= OPEN_FACETS ? f : (facets){ NULL, 1, false };
    size_t cells = (size_t)o->f.n * t->tracked;
    o->record = TAKE(a, t->tracked, record);
    o->in_facet = TAKE(a, cells, record);
    o->right = TAKE(a, cells, fixed);
    o->said = TAKE(a, cells, fixed);
    for (uint32_t l = 0; l < t->levels; l++) o->meant[l] = table_meant(t->level[l]);
    count_said(o);
    o->weight = TAKE(a, cells * t->levels, fixed);
    o->belief = TAKE(a, t->values_all, double);
    o->score = TAKE(a, t->values_all, double);
    o->log_gamma = TAKE(a, (size_t)t->most_voices + 1, double);
    o->log_rise = TAKE(a, (size_t)t->most_voices + 1, double);
    o->r = (room){ TAKE(a, t->most_values, fixed), TAKE(a, t->most_values, double), TAKE(a, t->most_values, double),
                   TAKE(a, t->most_values, double), TAKE(a, t->most_values, tally),
                   TAKE(a, t->most_values, answer) };
    set_theta(o, THETA_FIRST, t->most_voices);
    return o;
}

static void converge(open_model *o)
{
    o->elsewhere = o->f.n > 1 && !o->f.periods;
    for (int n = 0; o->elsewhere && n < ITERATIONS_ELSEWHERE && open_iterate(o) > SETTLED_ELSEWHERE; n++) {
    }
    o->elsewhere = false;
    for (int n = 0; n < ITERATIONS && open_iterate(o) > SETTLED; n++) {
    }
}

void open_weigh(open_model *o)
{
    o->taught = false;
    memset(o->right, 0, (size_t)o->f.n * o->t->tracked * sizeof *o->right);
    memset(o->belief, 0, o->t->values_all * sizeof *o->belief);
    set_scores(o);
    converge(o);
}

void open_know(open_model *o, const open_rest *rest)
{
    o->rest = rest;
}

double open_usual(const open_model *o)
{
    return o->usual;
}

void open_lesson(const open_model *o, uint32_t item, uint32_t at, fixed lesson[2])
{
    voice v = o->t->voice[at];
    lesson[0] = lesson[1] = 0;
    if (v.source == WEIGH_NONE || v.alone) return;
    double p = o->belief[o->t->value_first[item] + v.value];
    lesson[0] = fixed_of(o->meant[v.level] * (v.denies ? 1 - p : p));
    lesson[1] = fixed_of(o->meant[v.level]);
}

const double *open_beliefs(const open_model *o)
{
    return o->belief;
}

const record *open_records(const open_model *o)
{
    return o->record;
}

const record *open_records_in(const open_model *o, uint32_t facet)
{
    return &o->in_facet[(size_t)facet * o->t->tracked];
}

uint32_t open_iterations(const open_model *o)
{
    return o->iterations;
}

/* ---- a second reading ----------------------------------------------------------------------------------------- */

/* ln of the probability of all that was said, but for what no reading changes. */
static double evidence(const open_model *o)
{
    const room *r = &o->r;
    fixed sum = 0;
    for (uint32_t i = 0; i < o->t->items; i++) {
        add_up(o, i, r->sum, r->log_odds);
        sum += fixed_of(odds_log_sum(r->log_odds, o->t->value_first[i + 1] - o->t->value_first[i], 1));
        for (uint32_t j = o->t->first[i]; j < o->t->first[i + 1]; j++) {
            voice v = o->t->voice[j];
            if (v.source == WEIGH_NONE || v.echo) continue;
            const record *s = &o->in_facet[facet_of(o, i) + v.source];
            double right = s->right / (s->right + s->wrong);
            sum += fixed_of(bounded_log(log(v.denies ? right : 1 - right)));
        }
    }
    return fixed_to(sum);
}

static bool differs(const open_model *x, const open_model *y, uint32_t item)
{
    uint32_t base = x->t->value_first[item], values = x->t->value_first[item + 1] - base;
    return answer_differs(&x->belief[base], &y->belief[base], values);
}

/* Starts from what `first` believes, with the two likeliest values of each item in each other's place. */
static void start_swapped(open_model *o, const open_model *first)
{
    const room *r = &o->r;
    for (uint32_t i = 0; i < o->t->items; i++) {
        uint32_t base = o->t->value_first[i], values = o->t->value_first[i + 1] - base;
        memcpy(r->p, &first->belief[base], values * sizeof *r->p);
        answer_swap(r->p, values);
        teach(o, i, r->p, r->sum);
    }
}

/* As in closed.c.  Where there are facets, the other reading has to stand up to what its sources say elsewhere, too; and
 * sources must be about as often right in it.  More evidence for it does not count, as a misreading that most share in one
 * facet always has more. */
void open_look_for_split(arena *a, open_model *o)
{
    uint32_t voices = 0;
    if (o->t->voices > ANSWER_SPLIT_VOICES) return;
    open_model *other = open_start(a, o->t, o->f);
    set_scores(other);
    start_swapped(other, o);
    converge(other);
    o->iterations += other->iterations;
    for (uint32_t i = 0; i < o->t->items; i++)
        if (differs(o, other, i)) voices += table_tracked_voices(o->t, o->t->first[i], o->t->first[i + 1]);
    double better = voices ? evidence(o) - evidence(other) : 0;
    if (o->f.n > 1 && !o->f.periods) better = o->usual - other->usual < LESS_RIGHT ? fabs(better) : HUGE_VAL;
    if (voices && better <= ANSWER_SPLIT * sqrt(voices)) o->other = other;
}

void open_answer(const void *model, uint32_t item, answer *out)
{
    const open_model *o = model;
    finish(o, item, out);
    if (!o->other || !differs(o, o->other, item)) return;
    uint32_t values = o->t->value_first[item + 1] - o->t->value_first[item];
    answer *both = o->r.both;
    finish(o->other, item, both);
    for (uint32_t v = 0; v < values; v++) answer_split(&out[v], &both[v]);
}
