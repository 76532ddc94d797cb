/*
 * classic.c - the list of the classical methods, the view they share, and majority, against which all are measured.
 */
#include "weigh/classic.h"

#include <math.h>
#include <string.h>

static const char *const NAMES[] = {
    "majority",      "truthfinder",     "sums",        "average-log", "investment", "pooled-investment",
    "two-estimates", "three-estimates", "crh",         "catd",        "ltm",        "accu",
    "accu-sim",      "popaccu",         "accu-copy",   "dawid-skene", NULL
};
static classic *const METHODS[] = { classic_majority,      classic_truthfinder,   classic_sums,
                                    classic_average_log,   classic_investment,    classic_pooled_investment,
                                    classic_two_estimates, classic_three_estimates, classic_crh,
                                    classic_catd,          classic_ltm,           classic_accu,
                                    classic_accu_sim,      classic_popaccu,       classic_accu_copy,
                                    classic_dawid_skene };

classic *classic_find(const char *name)
{
    for (size_t i = 0; NAMES[i]; i++)
        if (!strcmp(NAMES[i], name)) return METHODS[i];
    return NULL;
}

void classic_majority(arena *a, const facts *f, scores s)
{
    (void)a;
    for (uint32_t v = 0; v < f->values; v++) s.value[v] = f->said[v];
    for (uint32_t i = 0; i < f->sources; i++) s.source[i] = 1;
}

void classic_scale(double *x, uint32_t n)
{
    double most = 0;
    for (uint32_t i = 0; i < n; i++)
        if (x[i] > most) most = x[i];
    for (uint32_t i = 0; i < n && most > 0; i++) x[i] /= most;
}

static facts view(arena *a, const table *t, const weigh_columns *c, const weigh_options *o)
{
    facts f = {
        .items = t->items, .sources = t->sources, .values = t->values_all, .seed = o->seed, .labels = o->labels,
        .options = o
    };
    f.value_first = t->value_first;
    f.first = TAKE(a, (size_t)t->items + 1, uint32_t);
    f.source = TAKE(a, t->voices, uint32_t);
    f.value = TAKE(a, t->voices, uint32_t);
    f.said = TAKE(a, t->values_all, uint32_t);
    f.spoken = TAKE(a, t->sources, uint32_t);
    for (uint32_t i = 0; i < t->items; i++) {
        for (uint32_t j = t->first[i]; j < t->first[i + 1]; j++) {
            if (t->voice[j].denies) continue;
            f.source[f.voices] = c->source[t->row[j]];
            f.value[f.voices] = t->value_first[i] + t->voice[j].value;
            f.said[f.value[f.voices]]++;
            f.spoken[f.source[f.voices++]]++;
        }
        f.first[i + 1] = f.voices;
    }
    return f;
}

/* The scores of an item's values as shares; all alike when none has any. */
void classic_answer(const void *model, uint32_t item, answer *out)
{
    const classic_model *m = model;
    uint32_t begin = m->f.value_first[item], end = m->f.value_first[item + 1];
    const double *score = m->s.value;
    double total = 0;
    for (uint32_t v = begin; v < end; v++) total += score[v];
    for (uint32_t v = begin; v < end; v++)
        out[v - begin] = (answer){ .belief = total > 0 ? score[v] / total : 1.0 / (end - begin),
                                   .variance = HUGE_VAL,
                                   .pivot = WEIGH_NONE };
}

const classic_model *classic_weigh(arena *a, const table *t, const weigh_columns *c, const weigh_options *o)
{
    classic_model *m = TAKE(a, 1, classic_model);
    m->f = view(a, t, c, o);
    m->s = (scores){ TAKE(a, m->f.values, double), TAKE(a, m->f.sources, double) };
    classic_find(o->method)(a, &m->f, m->s);
    return m;
}
