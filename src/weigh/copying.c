/*
 * copying.c - who copies whom, as far as shared errors show it.
 *
 * Two sources that agree may both be right.  Two that agree where one is wrong, on a value that few others give,
 * have something in common.  For each pair we add up, over the items where one of them is probably wrong and at
 * most a quarter of the others say the same,
 *
 *     chances M   how often one of them was wrong              (weight: the probability that it was)
 *     observed O  how often the other said the same then
 *     expected E  how often it would have by itself: the share of the others who do, times how much oftener than
 *                 the others it is wrong
 *
 * and ask how large the excess is, (O - E) / (M - E), an estimate of the rate of copying.  A significance test
 * would find any small misfit in a large table; the size of the effect does not grow with the table.
 */
#include "weigh/copying.h"

#include "base/str.h"
#include "weigh/fixed.h"

#include <stdlib.h>

enum {
    TESTED_MOST = 2048, /* sources that are compared, those with most voices */
    TESTED_LEAST = 10,  /* voices of a source that is compared */
    CROWD = 200,        /* an item with more voices says little of a pair, and costs much */
};
#define OTHERS_MOST    0.25 /* share of the others beyond which a shared value is no surprise */
#define OTHERS_FIRST   0.1  /* the share before any other is seen, */
#define OTHERS_KNOWN   2.0  /* as if from so many */
#define RATE_USUAL     0.7  /* rate of copying, where there is copying */
#define PRIOR_ODDS     4.6  /* ln of the odds against copying of any two: one pair in a hundred */
#define CHANCES        2.0  /* fewer show nothing */
#define RATE_SAME      0.97 /* of the differences with others that are missing between the two */
#define MINORITY_LEAST 50   /* fewer statements show nothing */
#define MEETINGS       20   /* shared items from which two should show it */
#define SURE           0.95 /* probability from which two are one voice */

typedef struct {
    fixed chances, observed, expected;
    uint32_t shared, minority, differ; /* differ: of the minority statements, those the other does not share */
} tested;

typedef struct {
    const table *t;
    const double *belief;
    uint32_t n;       /* sources tested */
    uint32_t *place;  /* [tracked] among the tested, or WEIGH_NONE */
    uint32_t *source; /* [n] */
    double *error;    /* [n] how much oftener wrong than usual */
    tested *pair;     /* [n (n - 1) / 2] */
} search;

static tested *pair_of(const search *s, uint32_t a, uint32_t b)
{
    uint32_t high = a > b ? a : b, low = a > b ? b : a;
    return &s->pair[(size_t)high * (high - 1) / 2 + low];
}

static double belief_of(const search *s, uint32_t item, uint32_t value)
{
    return s->belief[s->t->value_first[item] + value];
}

/* The least number of voices that at most TESTED_MOST sources have. */
static uint32_t least_voices(arena *a, const table *t)
{
    uint32_t most = 0, n = 0;
    for (uint32_t i = 0; i < t->tracked; i++) {
        uint32_t voices = t->source_voices[t->tracked_source[i]];
        if (voices > most) most = voices;
    }
    uint32_t *with = TAKE(a, (size_t)most + 2, uint32_t), least = most + 1;
    for (uint32_t i = 0; i < t->tracked; i++) with[t->source_voices[t->tracked_source[i]]]++;
    while (least > TESTED_LEAST && n + with[least - 1] <= TESTED_MOST) n += with[--least];
    return least;
}

static void choose_sources(arena *a, search *s)
{
    const table *t = s->t;
    uint32_t least = least_voices(a, t);
    s->place = TAKE(a, t->tracked, uint32_t);
    s->source = TAKE(a, TESTED_MOST, uint32_t);
    for (uint32_t i = 0; i < t->tracked; i++) {
        bool chosen = t->source_voices[t->tracked_source[i]] >= least;
        s->place[i] = chosen ? s->n : WEIGH_NONE;
        if (chosen) s->source[s->n++] = i;
    }
}

/* Each source's share of errors over the share of all. */
static void compare_errors(arena *a, search *s)
{
    const table *t = s->t;
    fixed *wrong = TAKE(a, s->n, fixed), wrong_all = 0;
    uint32_t *n = TAKE(a, s->n, uint32_t), n_all = 0;
    for (uint32_t i = 0; i < t->items; i++) {
        for (uint32_t j = t->first[i]; j < t->first[i + 1]; j++) {
            voice v = t->voice[j];
            if (v.source == WEIGH_NONE || v.denies || s->place[v.source] == WEIGH_NONE) continue;
            fixed f = fixed_of(1 - belief_of(s, i, v.value));
            wrong[s->place[v.source]] += f;
            wrong_all += f;
            n[s->place[v.source]]++;
            n_all++;
        }
    }
    double usual = (fixed_to(wrong_all) + 1) / (n_all + 2.0);
    s->error = TAKE(a, s->n, double);
    for (uint32_t i = 0; i < s->n; i++) s->error[i] = (fixed_to(wrong[i]) + 2 * usual) / (n[i] + 2.0) / usual;
}

/* One of the pair says `value`, wrong with probability f; `others` of n say it too. */
static void add_chance(tested *p, double f, double share, double error, bool same)
{
    double expected = share * error;
    if (expected > 0.9) expected = 0.9;
    p->chances += fixed_of(f);
    p->expected += fixed_of(f * expected);
    if (same) p->observed += fixed_of(f);
    p->minority++;
    p->differ += !same;
}

typedef struct {
    uint32_t place, value;
    double wrong;
} statement;

static void compare_item(search *s, const statement *at, uint32_t n, const uint32_t *count)
{
    for (uint32_t i = 1; i < n; i++) {
        for (uint32_t j = 0; j < i; j++) {
            bool same = at[i].value == at[j].value;
            tested *p = pair_of(s, at[i].place, at[j].place);
            double others = n - 2 + OTHERS_KNOWN, first = OTHERS_FIRST * OTHERS_KNOWN - 1 - same;
            double share_i = (count[at[i].value] + first) / others, share_j = (count[at[j].value] + first) / others;
            p->shared++;
            if (share_i <= OTHERS_MOST) add_chance(p, at[i].wrong, share_i, s->error[at[j].place], same);
            if (share_j <= OTHERS_MOST) add_chance(p, at[j].wrong, share_j, s->error[at[i].place], same);
        }
    }
}

/* The item's assertions of tested sources; one that gives several values at once is left out, as nobody can say
 * which of them it might share.  They stand sorted by value, and marks[place] is left as it was. */
static uint32_t statements(const search *s, uint32_t item, uint32_t *marks, statement *at)
{
    const table *t = s->t;
    uint32_t n = 0, kept = 0;
    for (uint32_t j = t->first[item]; j < t->first[item + 1]; j++) {
        voice v = t->voice[j];
        if (v.source == WEIGH_NONE || v.denies || s->place[v.source] == WEIGH_NONE) continue;
        at[n++] = (statement){ s->place[v.source], v.value, 1 - belief_of(s, item, v.value) };
        marks[s->place[v.source]]++;
    }
    for (uint32_t i = 0; i < n; i++)
        if (marks[at[i].place] == 1) at[kept++] = at[i];
    for (uint32_t j = t->first[item]; j < t->first[item + 1]; j++) {
        voice v = t->voice[j];
        if (v.source != WEIGH_NONE && s->place[v.source] != WEIGH_NONE) marks[s->place[v.source]] = 0;
    }
    return kept;
}

static void compare_all(arena *a, search *s)
{
    const table *t = s->t;
    uint32_t *count = TAKE(a, t->most_values, uint32_t), *marks = TAKE(a, s->n, uint32_t);
    for (uint32_t i = 0; i < t->items; i++) {
        statement at[CROWD];
        if (t->first[i + 1] - t->first[i] > CROWD) continue;
        uint32_t n = statements(s, i, marks, at);
        for (uint32_t j = 0; j < n; j++) count[at[j].value]++;
        compare_item(s, at, n, count);
        for (uint32_t j = 0; j < n; j++) count[at[j].value] = 0;
    }
}

/* ln of the likelihood of o hits in m chances at rate r of copying, over that at rate 0. */
static double log_ratio(double o, double m, double e, double r)
{
    double by_itself = e / m, together = r + (1 - r) * by_itself;
    return o * log(together / by_itself) + (m - o) * log((1 - together) / (1 - by_itself));
}

/* The probability that they are as good as identical: hardly one of many statements that few others share is not
 * shared by the other.  This asks for no belief. */
static double identical(const tested *p)
{
    double m = p->minority, rate = 1 - p->differ / m, spread = sqrt(p->differ + 1.0) / m;
    return m < MINORITY_LEAST ? 0 : 0.5 * erfc(-(rate - RATE_SAME) / spread / sqrt(2));
}

/* The probability that the rate of copying is more than `least`: the excess must be large (its size, normal, as it is a
 * sum of many) and no accident (the likelihood, against the odds that any two copy).  Where both of a pair are
 * wrong together that was counted twice, so all counts are halved. */
static double probability(const tested *p, copying_least least)
{
    double m = fixed_to(p->chances) / 2, o = fixed_to(p->observed) / 2, e = fixed_to(p->expected) / 2;
    if (m < CHANCES || o <= e || o - e < least.errors * p->shared) return 0;
    double rate = (o - e) / (m - e), share = (o + 1) / (m + 2);
    double spread = sqrt(m * share * (1 - share)) / (m - e);
    double large = 0.5 * erfc(-(rate - least.rate) / spread / sqrt(2));
    double real = logistic(log_ratio(o, m, e, RATE_USUAL) - PRIOR_ODDS);
    return large < real ? large : real;
}

static double likely(const tested *p, copying_least least)
{
    double copied = probability(p, least), same = identical(p);
    return copied > same ? copied : same;
}

/* Without times: of two, the one of whose statements the larger part is shared is likelier the copier. */
static double direction(const search *s, uint32_t a, uint32_t b, uint32_t shared)
{
    double of_a = shared / (double)s->t->source_voices[a], of_b = shared / (double)s->t->source_voices[b];
    return of_a * of_a / (of_a * of_a + of_b * of_b);
}

/* Two tested sources that are likely one voice. */
typedef struct {
    uint32_t low, high;
    double evidence; /* shared statements of a minority */
} link;

static int by_evidence(const void *x, const void *y)
{
    const link *a = x, *b = y;
    if (a->evidence != b->evidence) return a->evidence > b->evidence ? -1 : 1;
    if (a->high != b->high) return a->high < b->high ? -1 : 1;
    return (a->low > b->low) - (a->low < b->low);
}

/* Every member of one group copies every member of the other, as far as they meet at all. */
static bool all_copy(const search *s, copying_least least, const uint32_t *next, uint32_t a, uint32_t b)
{
    for (uint32_t i = a;; i = next[i]) {
        for (uint32_t j = b;; j = next[j]) {
            const tested *p = pair_of(s, i, j);
            if (p->shared >= MEETINGS && likely(p, least) < 0.5) return false;
            if (next[j] == b) break;
        }
        if (next[i] == a) return true;
    }
}

/* Joins groups over the strongest links first, each group a ring; a chain of copies alone makes no group, as its
 * ends may have nothing in common. */
static void join_groups(arena *a, const search *s, copying_least least, link *links, size_t n, copying *out)
{
    uint32_t *group = TAKE(a, s->n, uint32_t), *next = TAKE(a, s->n, uint32_t);
    for (uint32_t i = 0; i < s->n; i++) group[i] = next[i] = i;
    if (n) qsort(links, n, sizeof *links, by_evidence);
    for (size_t l = 0; l < n; l++) {
        uint32_t x = links[l].low, y = links[l].high;
        if (group[x] == group[y] || !all_copy(s, least, next, x, y)) continue;
        uint32_t to = group[x], from = group[y], swap = next[x];
        for (uint32_t i = 0; i < s->n; i++)
            if (group[i] == from) group[i] = to;
        next[x] = next[y];
        next[y] = swap;
        out->any = true;
    }
    for (uint32_t i = 0; i < s->n; i++) out->group[s->source[i]] = s->source[group[i]];
}

static void keep_likely(arena *a, search *s, copying_least least, copying *out)
{
    VEC(weigh_pair) found = { 0 };
    VEC(link) links = { 0 };
    for (uint32_t high = 1; high < s->n; high++) {
        for (uint32_t low = 0; low < high; low++) {
            const tested *p = pair_of(s, high, low);
            double sure = likely(p, least);
            if (sure < 0.5) continue;
            uint32_t x = s->t->tracked_source[s->source[low]], y = s->t->tracked_source[s->source[high]];
            *VEC_ADD(a, &found) = (weigh_pair){ x, y, sure, direction(s, x, y, p->shared) };
            if (sure >= SURE) *VEC_ADD(a, &links) = (link){ low, high, p->minority - p->differ };
        }
    }
    join_groups(a, s, least, links.at, links.n, out);
    out->pair = found.at;
    out->pairs = (uint32_t)found.n;
}

copying copying_find(arena *a, const table *t, const double *belief, copying_least least)
{
    search s = { .t = t, .belief = belief };
    copying out = { .group = TAKE(a, t->tracked, uint32_t) };
    for (uint32_t i = 0; i < t->tracked; i++) out.group[i] = i;
    choose_sources(a, &s);
    if (s.n < 2) return out;
    s.pair = TAKE(a, (size_t)s.n * (s.n - 1) / 2, tested);
    compare_errors(a, &s);
    compare_all(a, &s);
    keep_likely(a, &s, least, &out);
    return out;
}
