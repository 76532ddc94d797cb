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

static void fill_value(weigh_value *v, const answer *x, const table *t, const weigh_row *row)
{
    bool certain = x->belief <= 0 || x->belief >= 1, unknown = isinf(x->variance);
    double wide = TWO_SIDED_90 * sqrt(x->variance), middle = certain ? 0 : logit(x->belief);
    v->belief = x->belief;
    v->low = unknown ? 0 : certain ? x->belief : logistic(middle - wide);
    v->high = unknown ? 1 : certain ? x->belief : logistic(middle + wide);
    v->split = x->split;
    v->pivot = v->pivot_row = WEIGH_NONE;
    v->without_pivot = x->belief;
    if (x->pivot == WEIGH_NONE) return;
    v->pivot_row = t->row[x->pivot];
    v->pivot = row[v->pivot_row].origin;
    v->without_pivot = x->without_pivot;
}

/* One item: its values, filled in; gives how many they are. */
static uint32_t fill_item(const table *t, const weigh_row *row, uint32_t item, weigh_value *at, const answer *x,
                          uint32_t labels)
{
    uint32_t base = t->value_first[item], said = t->value_first[item + 1] - base, n = labels ? labels : said;
    for (uint32_t v = 0; v < n; v++) {
        fill_value(&at[v], &x[v], t, row);
        at[v].asserted = v < said ? t->said[0][base + v] : 0;
        at[v].denied = v < said ? t->said[1][base + v] : 0;
    }
    return n;
}

weigh_result *answer_result(arena *a, const table *t, const weigh_row *row, const answer *x, uint32_t labels,
                            bool exclusive)
{
    weigh_result *r = TAKE(a, 1, weigh_result);
    const weigh_value **value = TAKE(a, t->items, const weigh_value *);
    uint32_t *values = TAKE(a, t->items, uint32_t);
    weigh_value *at = TAKE(a, labels ? (size_t)t->items * labels : t->values_all, weigh_value);
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t n = values[i] = fill_item(t, row, i, at, x, labels);
        count_voices(t, i, exclusive, at, n);
        value[i] = at;
        at += n;
        x += n;
    }
    *r = (weigh_result){ .value = value, .values = values, .items = t->items, .sources = t->sources };
    return r;
}
