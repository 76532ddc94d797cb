/*
 * weigh.c - the room's door: checks what was asked, folds the table, lets a method weigh it, lays out the result.
 */
#include "weigh/weigh.h"

#include "base/str.h"
#include "weigh/answer.h"
#include "weigh/classic.h"
#include "weigh/closed.h"
#include "weigh/copying.h"
#include "weigh/open.h"

#include <string.h>

#define PRIOR_FIRST 0.5

static const char *const METHODS[] = {
    WEIGH_OURS,      "majority",        "truthfinder", "sums", "average-log", "investment", "pooled-investment",
    "two-estimates", "three-estimates", "crh",         "catd", "ltm",         "accu",       "popaccu",
    "accu-copy",     "dawid-skene",     NULL
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
    if (o->labels == 1 || o->labels > QUALITY_MOST)
        arena_leave(a, HS_BAD_ARGUMENT, "weigh: a closed set has 2 to %d labels", QUALITY_MOST);
    for (uint32_t i = 0; o->labels && i < t->items; i++)
        if (t->value_first[i + 1] - t->value_first[i] > o->labels)
            arena_leave(a, HS_BAD_ARGUMENT, "weigh: item %u has a value beyond the %u labels", i, o->labels);
}

/* The sources as the caller numbers them; who has no record has the prior's quality, which is the widest. */
static weigh_source *list_sources(arena *a, const table *t)
{
    weigh_source *s = TAKE(a, t->sources, weigh_source);
    for (uint32_t i = 0; i < t->sources; i++)
        s[i] = (weigh_source){ .sensitivity_high = 1,
                               .sensitivity = 0.5,
                               .specificity = 0.5,
                               .specificity_high = 1,
                               .rows = t->source_rows[i],
                               .origins = t->source_voices[i] };
    return s;
}

static void put_quality(weigh_source *s, const double right[3], const double left_alone[3])
{
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

/* What is looked for in each round: first only blatant copying, as beliefs that copies have swayed make honest
 * agreement look like copying; then, with that folded, less blatant copying. */
static const copying_least LEAST[] = { { 0.9, 0.05 }, { 0.9, 0.02 }, { 0.6, 0.02 }, { 0.6, 0.02 } };

typedef struct {
    const quality *closed;
    const record *open;
} learnt;

static learnt weigh_table(arena *a, const table *t, const weigh_options *o, bool last, answer *x, uint32_t *iterations)
{
    uint32_t labels = o->several_truths ? 0 : o->labels;
    if (!o->several_truths && !labels) return (learnt){ .open = open_weigh(a, t, last, x, iterations) };
    return (learnt){ .closed = closed_weigh(a, t, labels, o->prior > 0 ? o->prior : PRIOR_FIRST, x, iterations) };
}

/* Weighs, looks who copies in that light (unless the table names origins: then it has been told), makes their voices
 * echoes, and weighs again. */
static learnt weigh_and_fold(arena *a, table *t, const weigh_options *o, answer *x, weigh_result *r)
{
    bool look = !o->several_truths && !o->labels && !o->keep_copies && !t->origins_named, folded = false, changed = true;
    for (size_t round = 0; look && round < sizeof LEAST / sizeof *LEAST; round++) {
        if (changed) weigh_table(a, t, o, false, x, &r->iterations);
        copying c = copying_find(a, t, x, o->labels, LEAST[round]);
        r->pair = c.pair;
        r->pairs = c.pairs;
        changed = c.any || folded;
        folded = c.any;
        if (changed) table_fold(t, c.group);
    }
    return weigh_table(a, t, o, true, x, &r->iterations);
}

/* A classical method: its answers, and its scores of sources in place of sensitivity and specificity. */
static const weigh_result *run_classic(arena *a, const table *t, const weigh_row *row, const weigh_options *o)
{
    answer *x = TAKE(a, t->values_all, answer);
    const double *score = classic_weigh(a, t, row, o, x);
    weigh_source *sources = list_sources(a, t);
    for (uint32_t i = 0; i < t->sources; i++) sources[i].sensitivity = sources[i].specificity = score[i];
    weigh_result *r = answer_result(a, t, row, x, 0, !o->several_truths);
    r->source = sources;
    return r;
}

static const weigh_result *run_ours(arena *a, table *t, const weigh_row *row, const weigh_options *o)
{
    uint32_t labels = o->several_truths ? 0 : o->labels;
    answer *x = TAKE(a, labels ? (size_t)t->items * labels : t->values_all, answer);
    weigh_result copies = { 0 };
    learnt l = weigh_and_fold(a, t, o, x, &copies);
    weigh_source *sources = list_sources(a, t);
    if (l.closed) closed_sources(t, l.closed, sources);
    else open_sources(t, l.open, sources);
    weigh_result *r = answer_result(a, t, row, x, labels, !o->several_truths);
    r->source = sources;
    r->pair = copies.pair;
    r->pairs = copies.pairs;
    r->iterations = copies.iterations;
    return r;
}

const weigh_result *weigh_run(arena *a, const weigh_row *row, size_t rows, const weigh_options *options)
{
    static const weigh_options usual = { 0 };
    const weigh_options *o = options ? options : &usual;
    table *t = table_make(a, row, rows);
    check_options(a, t, o);
    return is_ours(o) ? run_ours(a, t, row, o) : run_classic(a, t, row, o);
}
