/*
 * weigh.c - the room's door: checks what was asked, folds the table, lets a method weigh it, lays out the result.
 */
#include "weigh/weigh.h"

#include "weigh/answer.h"
#include "weigh/closed.h"
#include "weigh/open.h"

#include <string.h>

#define PRIOR_FIRST 0.5

static const char *const METHODS[] = { "hearsay", NULL };

const char *const *weigh_methods(void)
{
    return METHODS;
}

static void check_options(arena *a, const table *t, const weigh_options *o)
{
    bool known = !o->method;
    for (const char *const *m = METHODS; *m && !known; m++) known = !strcmp(*m, o->method);
    if (!known) arena_leave(a, HS_BAD_ARGUMENT, "weigh: no method is called \"%.60s\"", o->method);
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
        s[i] = (weigh_source){ .sensitivity_high = 1, .sensitivity = 0.5, .specificity = 0.5, .specificity_high = 1,
                               .rows = t->source_rows[i], .origins = t->source_voices[i] };
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
        quality_interval(q, i, 0, 0, right);
        quality_interval(q, i, 1, 1, left_alone);
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

const weigh_result *weigh_run(arena *a, const weigh_row *row, size_t rows, const weigh_options *options)
{
    static const weigh_options usual = { 0 };
    const weigh_options *o = options ? options : &usual;
    const table *t = table_make(a, row, rows);
    check_options(a, t, o);
    uint32_t labels = o->several_truths ? 0 : o->labels;
    answer *x = TAKE(a, labels ? (size_t)t->items * labels : t->values_all, answer);
    weigh_source *sources = list_sources(a, t);
    if (o->several_truths || labels)
        closed_sources(t, closed_weigh(a, t, labels, o->prior > 0 ? o->prior : PRIOR_FIRST, x), sources);
    else open_sources(t, open_weigh(a, t, x), sources);
    weigh_result *r = answer_result(a, t, row, x, labels, !o->several_truths);
    r->source = sources;
    return r;
}
