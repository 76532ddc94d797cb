/*
 * weigh.c - the room's door: checks what was asked, folds the table, lets a method weigh it, lays out the result.
 */
#include "weigh/weigh.h"

#include "base/str.h"
#include "weigh/answer.h"
#include "weigh/classic.h"
#include "weigh/closed.h"
#include "weigh/copying.h"
#include "weigh/drift.h"
#include "weigh/open.h"

#include <string.h>

#define PRIOR_FIRST 0.5

static const char *const METHODS[] = {
    WEIGH_OURS,      "majority",        "truthfinder", "sums", "average-log", "investment", "pooled-investment",
    "two-estimates", "three-estimates", "crh",         "catd", "ltm",         "accu",       "accu-sim",
    "popaccu",       "accu-copy",       "dawid-skene", NULL
};

const char *const *weigh_methods(void)
{
    return METHODS;
}

static bool is_ours(const weigh_options *o)
{
    return !o->method || !strcmp(o->method, WEIGH_OURS);
}

static void check_options(arena *a, const table *t, const weigh_options *o)
{
    if (!is_ours(o) && !classic_find(o->method))
        arena_leave(a, HS_BAD_ARGUMENT, "weigh: no method is called \"%.60s\"", o->method);
    if (!(o->prior >= 0 && o->prior < 1)) arena_leave(a, HS_BAD_ARGUMENT, "weigh: a prior is between 0 and 1");
    if (!(o->drift >= 0)) arena_leave(a, HS_BAD_ARGUMENT, "weigh: periods of drift are days, more than 0");
    if (o->drift > 0 && (!is_ours(o) || o->several_truths || o->labels))
        arena_leave(a, HS_BAD_ARGUMENT, "weigh: drift is known of values that exclude each other, by our method only");
    if (o->labels == 1 || o->labels > QUALITY_MOST)
        arena_leave(a, HS_BAD_ARGUMENT, "weigh: a closed set has 2 to %d labels", QUALITY_MOST);
    if (o->known && o->labels && !o->several_truths)
        arena_leave(a, HS_BAD_ARGUMENT, "weigh: in a closed set nothing is known of sources from elsewhere");
    for (uint32_t i = 0; o->labels && i < t->items; i++)
        if (t->value_first[i + 1] - t->value_first[i] > o->labels)
            arena_leave(a, HS_BAD_ARGUMENT, "weigh: item %u has a value beyond the %u labels", i, o->labels);
}

/* The sources as the caller numbers them; of who has no record nothing is known. */
static weigh_source *list_sources(arena *a, const table *t)
{
    weigh_source *s = TAKE(a, t->sources, weigh_source);
    for (uint32_t i = 0; i < t->sources; i++)
        s[i] = (weigh_source){ .first = NAN,
                               .last = NAN,
                               .sensitivity_high = 1,
                               .sensitivity = 0.5,
                               .specificity = 0.5,
                               .specificity_high = 1,
                               .has_record = t->met[i] >= TABLE_TRACKED && t->track[i] != WEIGH_NONE,
                               .rows = t->source_rows[i],
                               .origins = t->source_voices[i] };
    return s;
}

/* Without a record there is nothing to put. */
static void put_quality(weigh_source *s, const double right[3], const double left_alone[3])
{
    if (!s->has_record) return;
    s->sensitivity = right[0], s->sensitivity_low = right[1], s->sensitivity_high = right[2];
    s->specificity = left_alone[0], s->specificity_low = left_alone[1], s->specificity_high = left_alone[2];
}

static void closed_sources(const table *t, const quality *q, weigh_source *s)
{
    for (uint32_t i = 0; i < t->tracked; i++) {
        double right[3], left_alone[3];
        if (q->fair) {
            quality_interval(q, i, 0, 0, right);
            quality_interval(q, i, 1, 1, left_alone);
        } else {
            quality_right(q, i, right);
            memcpy(left_alone, right, sizeof right);
        }
        put_quality(&s[t->tracked_source[i]], right, left_alone);
    }
}

static void open_sources(const table *t, const record *r, weigh_source *s)
{
    for (uint32_t i = 0; i < t->tracked; i++) {
        double right[3];
        beta_interval(r[i].right, r[i].wrong, right);
        put_quality(&s[t->tracked_source[i]], right, right);
    }
}

/* What the voice of an item teaches of its source: a part of a statement, of a right one, and of a right one of the usual
 * source. */
typedef struct {
    fixed said, right, usual;
} lesson;
typedef lesson teaches(const void *model, uint32_t item, uint32_t at);

static lesson closed_teaches(const void *model, uint32_t item, uint32_t at)
{
    fixed cell[4];
    const double *mean = closed_quality(model)->mean;
    closed_lesson(model, item, at, cell);
    fixed holds = cell[0] + cell[1], not = cell[2] + cell[3];
    return (lesson){ holds + not, cell[0] + cell[3], fixed_of(fixed_to(holds) * mean[0] + fixed_to(not) * mean[3]) };
}

static lesson open_teaches(const void *model, uint32_t item, uint32_t at)
{
    fixed right_said[2];
    open_lesson(model, item, at, right_said);
    return (lesson){ right_said[1], right_said[0], fixed_of(fixed_to(right_said[1]) * open_usual(model)) };
}

/* What the table teaches of each source, for questions that are weighed apart from these. */
static void put_records(arena *a, const table *t, teaches *of, const void *model, weigh_source *s)
{
    lesson *sum = TAKE(a, t->tracked, lesson);
    if (!t->known) return;
    for (uint32_t item = 0; item < t->items; item++)
        for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
            if (t->voice[i].source == WEIGH_NONE) continue;
            lesson one = of(model, item, i), *all = &sum[t->voice[i].source];
            all->said += one.said, all->right += one.right, all->usual += one.usual;
        }
    for (uint32_t i = 0; i < t->sources; i++) s[i].record.voices = t->source_voices[i];
    for (uint32_t i = 0; i < t->tracked; i++) {
        weigh_known *k = &s[t->tracked_source[i]].record;
        k->statements = fixed_to(sum[i].said), k->right = fixed_to(sum[i].right), k->usual = fixed_to(sum[i].usual);
    }
}

/* What is looked for in each round: first only blatant copying, as beliefs that copies have swayed make honest
 * agreement look like copying; then, with that folded, less blatant copying. */
static const copying_least LEAST[] = { { 0.9, 0.05 }, { 0.9, 0.02 }, { 0.6, 0.02 }, { 0.6, 0.02 } };

/* The beliefs in the table as it is folded now, [values_all], strangers left out. */
typedef const double *believe(void *model);

/* Looks who copies in the light of what is believed, and makes their voices echoes; then again in that light.  Not where
 * the table names origins (then it has been told), nor where questions have two answers: there all errors are alike.
 * True when the table is not, or no longer, folded as it was when beliefs were last worked out. */
static bool find_copies(arena *a, table *t, const weigh_options *o, believe *believe, void *model, weigh_result *copies)
{
    bool two = o->several_truths || o->labels == 2, folded = false, changed = true;
    const double *belief = NULL;
    if (two || o->keep_copies || t->origins_named) return true;
    for (size_t round = 0; round < sizeof LEAST / sizeof *LEAST; round++) {
        if (changed) belief = believe(model);
        arena_mark here = arena_here(a);
        copying c = copying_find(a, t, belief, LEAST[round]);
        copies->pair = c.pair;
        copies->pairs = c.pairs;
        changed = c.any || folded;
        folded = c.any;
        if (changed) table_fold(t, c.group);
        if (round + 1 < sizeof LEAST / sizeof *LEAST) arena_rollback(a, here); /* the last round's pairs are shown */
    }
    return changed;
}

/* A classical method: its answers, and its scores of sources in place of sensitivity and specificity. */
static const weigh_result *run_classic(arena *a, const table *t, const weigh_columns *c, const weigh_options *o)
{
    weigh_options plain = *o;
    const classic_model *m = classic_weigh(a, t, c, o);
    weigh_source *sources = list_sources(a, t);
    for (uint32_t i = 0; i < t->sources; i++) sources[i].sensitivity = sources[i].specificity = m->s.source[i];
    plain.labels = 0;
    weigh_result *r = answer_all(a, t, c, &plain, classic_answer, m);
    r->source = sources;
    return r;
}

/* A closed set before it is known who copies. */
typedef struct {
    arena *a;
    const table *t;
    uint32_t labels, *iterations;
    double *belief;
} first_look;

static const double *believe_closed(void *model)
{
    first_look *f = model;
    arena_mark here = arena_here(f->a);
    closed_first_beliefs(f->a, f->t, f->labels, f->belief, f->iterations);
    arena_rollback(f->a, here);
    return f->belief;
}

static const weigh_result *run_closed(arena *a, table *t, const weigh_columns *c, const weigh_options *o)
{
    uint32_t iterations = 0, labels = o->several_truths ? 0 : o->labels;
    weigh_result copies = { 0 };
    first_look first = { a, t, labels, &iterations, TAKE(a, t->values_all, double) };
    find_copies(a, t, o, believe_closed, &first, &copies);
    const closed_model *m = closed_weigh(a, t, labels, o->prior > 0 ? o->prior : PRIOR_FIRST, &iterations);
    weigh_source *sources = list_sources(a, t);
    closed_sources(t, closed_quality(m), sources);
    put_records(a, t, closed_teaches, m, sources);
    weigh_result *r = answer_all(a, t, c, o, closed_answer, m);
    r->source = sources;
    r->pair = copies.pair;
    r->pairs = copies.pairs;
    r->iterations = iterations;
    return r;
}

static const double *believe_open(void *model)
{
    open_weigh(model);
    return open_beliefs(model);
}

static double accuracy_of(record r)
{
    return r.right / (r.right + r.wrong);
}

/* Looks who repeats the last word, in the light of what is believed; true when somebody does, and the table is folded
 * anew. */
static bool find_repeats(arena *a, table *t, const weigh_columns *c, const weigh_options *o, const open_model *m,
                         bool *repeater)
{
    if (!c->time || o->keep_copies || t->origins_named) return false;
    double *accuracy = TAKE(a, t->tracked, double);
    const record *r = open_records(m);
    for (uint32_t i = 0; i < t->tracked; i++) accuracy[i] = accuracy_of(r[i]);
    if (!repeats_find(a, t, c->time, open_without, m, accuracy, repeater)) return false;
    repeats_fold(t, c->time, repeater);
    return true;
}

static const weigh_result *run_open(arena *a, table *t, const weigh_columns *c, const weigh_options *o)
{
    weigh_result copies = { 0 };
    facets f = { o->facet, o->facets, false };
    if (o->drift > 0) {
        f.of = drift_periods(a, t, c->time, o->drift, &f.n);
        f.periods = f.n > 1;
    }
    open_model *m = open_start(a, t, f);
    bool *repeater = TAKE(a, t->tracked, bool);
    if (find_copies(a, t, o, believe_open, m, &copies)) open_weigh(m);
    if (find_repeats(a, t, c, o, m, repeater)) open_weigh(m);
    open_look_for_split(a, m);
    weigh_source *sources = list_sources(a, t);
    open_sources(t, open_records(m), sources);
    for (uint32_t i = 0; i < t->tracked; i++) {
        weigh_source *s = &sources[t->tracked_source[i]];
        s->repeats = repeater[i];
        if (!f.periods || !s->has_record) continue;
        s->first = accuracy_of(open_records_in(m, 0)[i]);
        s->last = accuracy_of(open_records_in(m, f.n - 1)[i]);
    }
    put_records(a, t, open_teaches, m, sources);
    weigh_result *r = answer_all(a, t, c, o, open_answer, m);
    r->source = sources;
    r->pair = copies.pair;
    r->pairs = copies.pairs;
    r->iterations = open_iterations(m);
    return r;
}

const weigh_result *weigh_run_columns(arena *a, const weigh_columns *c, const weigh_options *options)
{
    static const weigh_options usual = { 0 };
    const weigh_options *o = options ? options : &usual;
    table *t = table_make_known(a, c, !o->several_truths, is_ours(o) ? o->known : NULL);
    check_options(a, t, o);
    if (is_ours(o) && o->folded) o->folded(o->ctx);
    if (!is_ours(o)) return run_classic(a, t, c, o);
    return o->several_truths || o->labels ? run_closed(a, t, c, o) : run_open(a, t, c, o);
}

const weigh_result *weigh_run(arena *a, const weigh_row *row, size_t n, const weigh_options *options)
{
    uint32_t *source = TAKE(a, n, uint32_t), *item = TAKE(a, n, uint32_t), *value = TAKE(a, n, uint32_t);
    uint32_t *origin = TAKE(a, n, uint32_t);
    uint8_t *polarity = TAKE(a, n, uint8_t), *certainty = TAKE(a, n, uint8_t), *links = TAKE(a, n, uint8_t);
    float *time = TAKE(a, n, float);
    for (size_t i = 0; i < n; i++) {
        source[i] = row[i].source, item[i] = row[i].item, value[i] = row[i].value, origin[i] = row[i].origin;
        polarity[i] = row[i].polarity, certainty[i] = row[i].certainty, links[i] = row[i].links;
        time[i] = row[i].time;
    }
    weigh_columns *c = TAKE(a, 1, weigh_columns);
    *c = (weigh_columns){ n, source, item, value, origin, polarity, certainty, links, time };
    return weigh_run_columns(a, c, options);
}
