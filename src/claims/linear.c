/*
 * linear.c - linear models: choosing, and learning to choose.
 */
#include "claims/linear.h"

#include "base/hash.h"
#include "base/random.h"

#include <math.h>
#include <stdlib.h>

void linear_feature(linear_features *f, uint32_t kind, uint64_t x, uint64_t y)
{
    uint64_t h = hash_u64(hash_u64(x + ((uint64_t)kind << 32)) ^ (y + UINT64_C(0x9e3779b97f4a7c15)));
    *VEC_ADD(f->a, &f->at) = (uint32_t)h;
}

/* ---- a model at work ------------------------------------------------------------------------------------------- */

static void index_rows(arena *a, linear *l)
{
    for (l->slots = 16; l->slots < l->features * 2;) l->slots *= 2;
    l->slot = TAKE(a, l->slots, struct linear_slot);
    for (size_t i = 0; i < l->features; i++) {
        size_t at = l->hash[i] & (l->slots - 1);
        while (l->slot[at].row) at = (at + 1) & (l->slots - 1);
        l->slot[at] = (struct linear_slot){ l->hash[i], (uint32_t)i + 1 };
    }
}

/* The cell where a feature stands if it stands anywhere: groups of hashes are moved until no two features share a cell
 * (hash and displace: Belazzougui, Botelho, Dietzfelbinger 2009). */
static linear_cell *cell_of(const linear *l, uint32_t hash)
{
    uint32_t moved = hash * (UINT32_C(0x9e3779b1) + ((uint32_t)l->shift[hash & (l->groups - 1)] << 9));
    return &l->cell[(uint64_t)moved * l->cells >> 32];
}

static uint32_t packed(const linear *l, size_t row)
{
    uint32_t weights = 0;
    for (uint32_t k = 0; k < l->classes; k++) weights |= (uint32_t)(uint8_t)l->weight[row * l->classes + k] << 8 * k;
    return weights;
}

/* Features by their groups: members of group g are member[first[g] .. first[g + 1]). */
typedef struct {
    uint32_t *first, *member, largest;
} grouping;

static grouping group_features(arena *a, const linear *l)
{
    grouping g = { TAKE(a, (size_t)l->groups + 2, uint32_t), TAKE(a, l->features + 1, uint32_t), 0 };
    for (size_t i = 0; i < l->features; i++) g.first[(l->hash[i] & (l->groups - 1)) + 2]++;
    for (uint32_t k = 2; k < l->groups + 2; k++) {
        if (g.first[k] > g.largest) g.largest = g.first[k];
        g.first[k] += g.first[k - 1];
    }
    for (size_t i = 0; i < l->features; i++) g.member[g.first[(l->hash[i] & (l->groups - 1)) + 1]++] = (uint32_t)i;
    return g;
}

/* Puts the members of a group into cells that are free, or none of them. */
static bool place(linear *l, const grouping *g, uint32_t group)
{
    uint32_t from = g->first[group], to = g->first[group + 1], i = from;
    for (; i < to; i++) {
        linear_cell *cell = cell_of(l, l->hash[g->member[i]]);
        if (cell->weights) break;
        *cell = (linear_cell){ l->hash[g->member[i]], packed(l, g->member[i]) };
    }
    if (i == to) return true;
    while (i-- > from) *cell_of(l, l->hash[g->member[i]]) = (linear_cell){ 0, 0 };
    return false;
}

/* Largest groups first, as these need most room. */
static bool place_all(linear *l, const grouping *g)
{
    for (uint32_t size = g->largest; size > 0; size--)
        for (uint32_t group = 0; group < l->groups; group++) {
            if (g->first[group + 1] - g->first[group] != size) continue;
            while (!place(l, g, group))
                if (++l->shift[group] == 0) return false;
        }
    return true;
}

/* False when the features cannot be told apart, which no learnt model comes near. */
static bool index_cells(arena *a, linear *l)
{
    enum { TRIES = 8, A_GROUP = 4 };
    l->cells = (uint32_t)(l->features + l->features / 4) + 4;
    for (l->groups = 4; l->groups < l->features / A_GROUP;) l->groups *= 2;
    for (int i = 0; i < TRIES; i++) {
        l->cell = TAKE(a, l->cells, linear_cell);
        l->shift = TAKE(a, l->groups, uint8_t);
        grouping g = group_features(a, l);
        if (place_all(l, &g)) return true;
        l->cells += l->cells / 8;
        l->groups *= 2;
    }
    return false;
}

/* A row without any weight is as good as none. */
static bool index_model(arena *a, linear *l)
{
    if (l->classes <= LINEAR_PACKED_MOST) return index_cells(a, l);
    index_rows(a, l);
    return true;
}

static const char *section(arena *a, const char *part, const char *name)
{
    return arena_printf(a, "%s%s", part ? part : "", name).p;
}

const linear *linear_read_part(arena *a, const model_file *f, const char *part, uint32_t classes)
{
    linear *l = TAKE(a, 1, linear);
    l->classes = classes;
    l->hash = model_list(f, section(a, part, "hash"), sizeof *l->hash, &l->features);
    l->weight = model_array(f, section(a, part, "weight"), l->features, classes);
    memcpy(&l->scale, model_array(f, section(a, part, "scale"), 1, sizeof l->scale), sizeof l->scale);
    if (!(l->scale > 0 && l->scale < 1e3)) model_complain(f, "a scale that is none");
    if (l->features > UINT32_MAX / 4) model_complain(f, "too many features");
    for (size_t i = 1; i < l->features; i++)
        if (l->hash[i] <= l->hash[i - 1]) model_complain(f, "features out of order");
    if (!index_model(a, l)) model_complain(f, "features that cannot be told apart");
    return l;
}

const linear *linear_read(arena *a, const model_file *f, uint32_t classes)
{
    return linear_read_part(a, f, NULL, classes);
}

/* The row of a feature, or SIZE_MAX. */
static size_t row_of(const linear *l, uint32_t hash)
{
    size_t at = hash & (l->slots - 1);
    while (l->slot[at].row && l->slot[at].hash != hash) at = (at + 1) & (l->slots - 1);
    return (size_t)l->slot[at].row - 1;
}

void linear_normalise(double *p, size_t n)
{
    static const double NOTHING_LEFT = 800; /* exp of less is 0 */
    double most = n ? p[0] : 0, sum = 0;
    for (size_t k = 1; k < n; k++)
        if (p[k] > most) most = p[k];
    for (size_t k = 0; k < n; k++) sum += p[k] = p[k] < most - NOTHING_LEFT ? 0 : exp(p[k] - most);
    for (size_t k = 0; k < n; k++) p[k] /= sum;
}

/* Moves the sum over to `score`. */
static void sum_up(linear_features *f)
{
    static const unsigned place[LINEAR_PACKED_MOST] = { 0, 32, 16, 48 };
    for (size_t k = 0; k < LINEAR_PACKED_MOST; k++) f->score[k] += (int64_t)(f->sum >> place[k] & 0xffff) - (int64_t)f->n * 128;
    f->n = 0;
    f->sum = 0;
}

static void list(linear_features *f, uint32_t hash)
{
    *VEC_ADD(f->a, &f->at) = hash;
}

void linear_put(linear_features *f, uint32_t kind, uint64_t x, uint64_t y)
{
    enum { SUMMED_MOST = 256 }; /* 255 * 256 < 2^16 */
    uint64_t mixed = (x ^ (uint64_t)kind << 40) * UINT64_C(0x9e3779b97f4a7c15);
    mixed = ((mixed ^ mixed >> 29) + y) * UINT64_C(0xbf58476d1ce4e5b9);
    uint32_t hash = (uint32_t)(mixed ^ mixed >> 32);
    if (!f->model) {
        list(f, hash);
        return;
    }
    const linear_cell *cell = cell_of(f->model, hash); /* no branch: half the features are in the model, half are not */
    uint32_t weights = (cell->weights & -(uint32_t)(cell->hash == hash)) ^ UINT32_C(0x80808080);
    f->sum += (weights & UINT32_C(0x00ff00ff)) | (uint64_t)(weights >> 8 & UINT32_C(0x00ff00ff)) << 32;
    if (++f->n == SUMMED_MOST) sum_up(f);
}

double linear_score(linear_features *f)
{
    sum_up(f);
    return (double)f->score[0] * f->model->scale;
}

bool linear_may_be(linear_features *f, double least)
{
    sum_up(f);
    int64_t most = f->score[1];
    for (uint32_t k = 2; k < f->model->classes; k++)
        if (f->score[k] > most) most = f->score[k];
    /* the others' share is at most (classes - 1) e^-x of class 0's, when the likeliest is x below it */
    double below = (double)(f->score[0] - most) * f->model->scale;
    return below < 0 || (f->model->classes - 1) * exp(-below) > least * 0.99;
}

/* Scores by a list of features. */
static void add_weights(const linear *l, const linear_features *f, int64_t *score)
{
    for (size_t i = 0; i < f->at.n; i++) {
        uint32_t hash = f->at.at[i];
        size_t row = l->cell ? 0 : row_of(l, hash);
        const linear_cell *cell = l->cell ? cell_of(l, hash) : NULL;
        if (cell ? cell->hash != hash : row == SIZE_MAX) continue;
        for (uint32_t k = 0; k < l->classes; k++)
            score[k] += cell ? (int8_t)(cell->weights >> 8 * k) : l->weight[row * l->classes + k];
    }
}

void linear_choose(const linear *l, linear_features *f, double *probability)
{
    int64_t score[LINEAR_CLASSES_MOST] = { 0 };
    if (f->model) {
        sum_up(f);
        memcpy(score, f->score, sizeof f->score);
    } else {
        add_weights(l, f, score);
    }
    for (uint32_t k = 0; k < l->classes; k++) probability[k] = (double)score[k] * l->scale;
    linear_normalise(probability, l->classes);
}

/* ---- learning -------------------------------------------------------------------------------------------------- */

void linear_example_add(linear_examples *es, const linear_features *f, const double *share)
{
    linear_example *e = VEC_ADD(es->a, &es->at);
    *e = (linear_example){ .first = es->feature.n, .n = f->at.n };
    memcpy(e->share, share, es->classes * sizeof *share);
    for (size_t i = 0; i < f->at.n; i++) *VEC_ADD(es->a, &es->feature) = f->at.at[i];
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The features that count, ascending. */
static linear *rows_of(arena *a, const linear_examples *es, uint32_t fewest)
{
    linear *l = TAKE(a, 1, linear);
    size_t n = es->feature.n;
    uint32_t *all = TAKE(a, n + 1, uint32_t);
    if (n) memcpy(all, es->feature.at, n * sizeof *all);
    qsort(all, n, sizeof *all, by_value);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && all[end] == all[i];) end++;
        if (end - i >= fewest) all[l->features++] = all[i];
    }
    l->hash = all;
    l->classes = es->classes;
    index_rows(a, l);
    return l;
}

typedef struct {
    const linear *l;
    const linear_examples *es;
    const size_t *row;    /* of each feature, SIZE_MAX: does not count */
    float *weight, *past; /* past: sum of squared steps */
    const linear_options *o;
} learning;

static void add_scores(const learning *g, const linear_example *e, double *p)
{
    uint32_t classes = g->l->classes;
    for (size_t i = e->first; i < e->first + e->n; i++)
        for (uint32_t k = 0; g->row[i] != SIZE_MAX && k < classes; k++)
            p[k] += (double)g->weight[g->row[i] * classes + k];
}

/* One step towards what the example should get, from the p it gets. */
static void learn_from(const learning *g, const linear_example *e, const double *p)
{
    uint32_t classes = g->l->classes;
    for (size_t i = e->first; i < e->first + e->n; i++) {
        if (g->row[i] == SIZE_MAX) continue;
        for (uint32_t k = 0; k < classes; k++) {
            size_t at = g->row[i] * classes + k;
            double slope = p[k] - e->share[k] + g->o->decay * (double)g->weight[at];
            g->past[at] += (float)(slope * slope);
            g->weight[at] -= (float)(g->o->rate * slope / sqrt((double)g->past[at] + 1e-8));
        }
    }
}

static void step(const learning *g, const linear_example *e)
{
    double p[LINEAR_CLASSES_MOST] = { 0 };
    add_scores(g, e, p);
    linear_normalise(p, g->l->classes);
    learn_from(g, e, p);
}

static void step_group(const learning *g, const linear_group *group, double *p)
{
    for (size_t i = 0; i < group->n; i++) p[i] = 0, add_scores(g, &g->es->at.at[group->first + i], &p[i]);
    linear_normalise(p, group->n);
    for (size_t i = 0; i < group->n; i++) learn_from(g, &g->es->at.at[group->first + i], &p[i]);
}

static size_t largest_group(const linear_examples *es)
{
    size_t most = 0;
    for (size_t i = 0; i < es->group.n; i++)
        if (es->group.at[i].n > most) most = es->group.at[i].n;
    return most;
}

static void shuffle(uint32_t *order, size_t n, rng *r)
{
    for (size_t i = n; i-- > 1;) {
        size_t k = (size_t)rng_below(r, i + 1);
        uint32_t kept = order[i];
        order[i] = order[k];
        order[k] = kept;
    }
}

/* Weights as small whole numbers; rows that became nothing are left out. */
static void round_weights(arena *a, linear *l, const float *weight)
{
    double most = 1e-9;
    uint32_t *hash = TAKE(a, l->features + 1, uint32_t);
    int8_t *small = TAKE(a, (l->features + 1) * l->classes, int8_t);
    size_t kept = 0;
    for (size_t i = 0; i < l->features * l->classes; i++)
        if (fabs((double)weight[i]) > most) most = fabs((double)weight[i]);
    l->scale = most / 127;
    for (size_t i = 0; i < l->features; i++) {
        bool any = false;
        for (uint32_t k = 0; k < l->classes; k++) {
            small[kept * l->classes + k] = (int8_t)lround((double)weight[i * l->classes + k] / l->scale);
            any |= small[kept * l->classes + k] != 0;
        }
        hash[kept] = l->hash[i];
        kept += any;
    }
    l->hash = hash;
    l->weight = small;
    l->features = kept;
    if (!index_model(a, l)) arena_leave(a, HS_LIMIT, "%zu features cannot be told apart", kept);
}

const linear *linear_learn(linear_examples *es, const linear_options *o, model_writer *to)
{
    arena *a = es->a;
    linear *l = rows_of(a, es, o->fewest);
    size_t *row = TAKE(a, es->feature.n + 1, size_t);
    size_t steps = es->group.n ? es->group.n : es->at.n;
    uint32_t *order = TAKE(a, steps + 1, uint32_t);
    double *p = TAKE(a, largest_group(es) + 1, double);
    size_t cells = l->features * l->classes;
    learning g = { l, es, row, TAKE(a, cells + 1, float), TAKE(a, cells + 1, float), o };
    rng r = rng_seed(o->seed);
    for (size_t i = 0; i < es->feature.n; i++) row[i] = row_of(l, es->feature.at[i]);
    for (size_t i = 0; i < steps; i++) order[i] = (uint32_t)i;
    for (unsigned epoch = 0; epoch < o->epochs; epoch++) {
        shuffle(order, steps, &r);
        for (size_t i = 0; i < steps; i++)
            if (es->group.n) step_group(&g, &es->group.at[order[i]], p);
            else step(&g, &es->at.at[order[i]]);
    }
    round_weights(a, l, g.weight);
    double *scale = TAKE(a, 1, double);
    *scale = l->scale;
    model_add(to, section(a, o->part, "hash"), l->hash, l->features * sizeof *l->hash);
    model_add(to, section(a, o->part, "weight"), l->weight, l->features * l->classes);
    model_add(to, section(a, o->part, "scale"), scale, sizeof *scale);
    return l;
}
