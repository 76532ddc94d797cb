/*
 * answer.c - from what a model has found to what the caller sees: intervals, counts, the pivot, "too little".
 */
#include "weigh/answer.h"

#include "weigh/fixed.h"

void answer_offer_pivot(answer *x, uint32_t which, double without)
{
    double change = fabs(without - x->belief), most = fabs(x->without_pivot - x->belief);
    bool better = x->pivot == WEIGH_NONE ? change > 0 : change > most || (change == most && without > x->without_pivot);
    if (!better) return;
    x->pivot = which;
    x->without_pivot = without;
}

/* The places of the greatest and the second greatest; of equals the first. */
static void two_greatest(const double *x, uint32_t n, uint32_t at[2])
{
    at[0] = at[1] = 0;
    for (uint32_t i = 1; i < n; i++)
        if (x[i] > x[at[0]]) at[0] = i;
    if (n > 1 && at[0] == 0) at[1] = 1;
    for (uint32_t i = 0; i < n; i++)
        if (i != at[0] && x[i] > x[at[1]]) at[1] = i;
}

void answer_swap(double *belief, uint32_t n)
{
    uint32_t at[2];
    if (n < 2) return;
    two_greatest(belief, n, at);
    double x = belief[at[0]];
    belief[at[0]] = belief[at[1]];
    belief[at[1]] = x;
}

bool answer_differs(const double *x, const double *y, uint32_t n)
{
    uint32_t at[2], other[2];
    if (n < 2) return false;
    two_greatest(x, n, at);
    two_greatest(y, n, other);
    return x[at[0]] > y[at[0]] && y[other[0]] > x[other[0]] && at[0] != other[0];
}

void answer_split(answer *x, const answer *other)
{
    x->split = true;
    x->other = other->belief;
    if (other->variance > x->variance) x->variance = other->variance;
}

/* The origins of each side, and whether anybody who speaks of the value has a record. */
static void count_voices(const table *t, uint32_t item, bool exclusive, weigh_value *at, uint32_t values)
{
    bool any = false;
    for (uint32_t v = 0; v < values; v++) at[v].too_little = true;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice v = t->voice[i];
        if (v.echo) continue;
        if (v.denies) at[v.value].origins_denied++;
        else at[v.value].origins_asserted++;
        if (v.source == WEIGH_NONE) continue;
        at[v.value].too_little = false;
        any = true;
    }
    for (uint32_t v = 0; exclusive && v < values; v++) at[v].too_little = !any;
}

typedef struct {
    double low, high;
} interval;

static interval interval_of(double belief, double variance)
{
    if (isinf(variance)) return (interval){ 0, 1 };
    if (belief <= 0 || belief >= 1) return (interval){ belief, belief };
    double wide = TWO_SIDED_90 * sqrt(variance), middle = logit(belief);
    return (interval){ logistic(middle - wide), logistic(middle + wide) };
}

static void fill_value(weigh_value *v, const answer *x, const table *t, const weigh_columns *c)
{
    interval one = interval_of(x->belief, x->variance);
    v->belief = v->without_pivot = x->belief;
    v->low = one.low;
    v->high = one.high;
    v->pivot = v->pivot_row = WEIGH_NONE;
    v->split = x->split;
    if (x->split) {
        interval two = interval_of(x->other, x->variance);
        v->belief = v->without_pivot = (x->belief + x->other) / 2;
        v->low = fmin(one.low, two.low);
        v->high = fmax(one.high, two.high);
    }
    if (x->pivot == WEIGH_NONE || x->split) return;
    v->pivot_row = t->row[x->pivot];
    if (c->origin) v->pivot = c->origin[v->pivot_row];
    v->without_pivot = x->without_pivot;
}

/* One item: its values, filled in. */
static void fill_item(const table *t, const weigh_columns *c, uint32_t item, bool exclusive, const answer *x,
                      weigh_value *out, uint32_t n)
{
    uint32_t base = t->value_first[item], said = t->value_first[item + 1] - base;
    for (uint32_t v = 0; v < n; v++) {
        out[v] = (weigh_value){ 0 };
        fill_value(&out[v], &x[v], t, c);
        out[v].asserted = v < said ? t->said[0][base + v] : 0;
        out[v].denied = v < said && t->said[1] ? t->said[1][base + v] : 0;
    }
    count_voices(t, item, exclusive, out, n);
}

weigh_result *answer_all(arena *a, const table *t, const weigh_columns *c, const weigh_options *o, answer_item *answers,
                         const void *model)
{
    weigh_result *r = TAKE(a, 1, weigh_result);
    uint32_t labels = o->several_truths ? 0 : o->labels, most = labels ? labels : t->most_values, *values = NULL;
    answer *x = TAKE(a, most, answer);
    const weigh_value **value = NULL;
    weigh_value *at = TAKE(a, !o->each && labels ? (size_t)t->items * labels : o->each ? most : t->values_all, weigh_value);
    if (!o->each) {
        value = TAKE(a, t->items, const weigh_value *);
        values = TAKE(a, t->items, uint32_t);
    }
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t n = labels ? labels : t->value_first[i + 1] - t->value_first[i];
        answers(model, i, x);
        fill_item(t, c, i, !o->several_truths, x, at, n);
        if (o->each) {
            o->each(o->ctx, i, at, n);
            continue;
        }
        values[i] = n;
        value[i] = at;
        at += n;
    }
    *r = (weigh_result){ .value = value, .values = values, .items = t->items, .sources = t->sources };
    return r;
}
