/*
 * factuality_train.c - from judged events to a model, and how well it tells others.
 */
#include "claims/factuality_train.h"

#include <math.h>

enum { EPOCHS = 4, FEWEST = 2 };
static const double RATE = 0.03, DECAY = 0.0004;

factuality_learning factuality_learning_of(arena *a, const claims_lexicon *l)
{
    return (factuality_learning){ .lexicon = l, .examples = { .a = a, .classes = FACTUALITY_CLASSES } };
}

/* A value between two bins is shared out between them. */
static void share_out(double value, double share[LINEAR_CLASSES_MOST])
{
    double v = value < -3 ? 0 : value > 3 ? 6 : value + 3, low = floor(v);
    for (int k = 0; k < FACTUALITY_CLASSES; k++) share[k] = 0;
    share[(int)low] = 1 - (v - low);
    if (v > low) share[(int)low + 1] = v - low;
}

void factuality_learn_page(factuality_learning *g, arena *scratch, const page *p, const reading *r,
                           const factuality_mark *mark, size_t marks)
{
    double share[LINEAR_CLASSES_MOST];
    for (size_t i = 0; i < marks; i++) {
        uint32_t tree, u = factuality_unit(r, mark[i].at, &tree);
        if (u == NOBODY) continue;
        linear_features f = { .a = scratch };
        factuality_features(scratch, syntax_of(scratch, g->lexicon, p, r, tree), u, &f);
        share_out(mark[i].value, share);
        linear_example_add(&g->examples, &f, share);
    }
}

hs_str factuality_learn(factuality_learning *g, uint64_t seed, unsigned epochs)
{
    linear_options o = { seed, epochs ? epochs : EPOCHS, RATE, DECAY, FEWEST };
    model_writer w = { .a = g->examples.a, .kind = FACTUALITY_KIND, .version = FACTUALITY_VERSION };
    g->model = linear_learn(&g->examples, &o, &w);
    return model_bake(&w);
}

void factuality_score_page(factuality_score *sum, arena *scratch, const factuality_learning *g, const page *p,
                           const reading *r, const factuality_mark *mark, size_t marks)
{
    claims_lexicon with = *g->lexicon;
    with.factuality = g->model;
    for (size_t i = 0; i < marks; i++) {
        uint32_t tree, u = factuality_unit(r, mark[i].at, &tree);
        double here = u == NOBODY ? 3 : factuality_of(scratch, syntax_of(scratch, &with, p, r, tree), u), gold = mark[i].value;
        sum->n++;
        sum->error += fabs(here - gold);
        sum->g += gold, sum->p += here;
        sum->gg += gold * gold, sum->pp += here * here, sum->gp += gold * here;
    }
}

double factuality_error(const factuality_score *s)
{
    return s->n ? s->error / (double)s->n : 0;
}

double factuality_correlation(const factuality_score *s)
{
    double n = (double)s->n, vg = s->gg * n - s->g * s->g, vp = s->pp * n - s->p * s->p;
    return vg > 0 && vp > 0 ? (s->gp * n - s->g * s->p) / sqrt(vg * vp) : 0;
}
