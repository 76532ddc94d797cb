/*
 * trees_step.c - one step of training.
 *
 * A word with a vector from open text has that vector, which never moves, and beside it what the treebank teaches of the
 * word; the second is left out by chance, for most words of a new text have only the first (Dozat, Manning 2017).
 *
 * The loss of a unit is the sum of cross entropies of its head, relation, tags and, for rare forms, lemma script.
 * Words and whole inputs are dropped by chance (Srivastava et al. 2014; Iyyer et al. 2015), the parameters are moved
 * by Adam (Kingma, Ba 2015) with the gradient's length bounded; rows of words and ends move only when they were seen.
 */
#include "language/trees_step.h"

#include <math.h>

static const float DROP_WORD = .1f, DROP_LEARNT = .15f, DROP_AFFIX = .05f;
static const float DROP_INPUT = .2f, DROP_LAYER = .25f, DROP_TOP = .33f, DROP_HEAD = .33f;
static const float WEIGHT_XPOS = .5f, WEIGHT_SCRIPT = .3f;
static const double BETA1 = .9, BETA2 = .98, EPSILON = 1e-8, NORM_MOST = 2;
static const float NEVER = -1e9f;

typedef enum { DROP_NOTHING, DROP_THE_WORD, DROP_WHAT_IS_LEARNT, DROP_THE_ENDS } drop;

typedef struct {
    arena *a;
    trainer *t;
    const example *e;
    batch b;
    pass p;
    float *keep_input, *keep_top, *keep_heads; /* dropout: 0, or 1 / the share that is kept */
    float *d_heads, *d_top;
    uint8_t *dropped; /* of rows in order of sentences: a drop */
    float scale;      /* 1 / units */
    double loss;
} step;

/* ---- random numbers ------------------------------------------------------------------------------------------- */

static float *keep_mask(arena *a, rng *r, size_t n, float drop)
{
    float *out = TAKE(a, n, float), share = 1 / (1 - drop);
    uint32_t least = (uint32_t)(drop * 65536);
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++, bits >>= 16) {
        if (i % 4 == 0) bits = rng_u64(r);
        out[i] = (bits & 0xffff) >= least ? share : 0;
    }
    return out;
}

static void multiply(float *x, const float *by, size_t n)
{
    for (size_t i = 0; i < n; i++) x[i] *= by[i];
}

static void randomise(trainer *t, int block, double by)
{
    net_block b = t->plan.block[block];
    for (size_t i = 0; i < (size_t)b.rows * b.columns; i++)
        t->p[b.at + i] = (float)((rng_unit(&t->random) * 2 - 1) * by);
}

void trainer_begin(arena *a, trainer *t, const net_size *size, uint64_t seed)
{
    if (!net_plan_of(size, &t->plan)) arena_leave(a, HS_BAD_ARGUMENT, "sizes of the net out of range");
    t->random = rng_seed(seed);
    t->p = TAKE(a, t->plan.floats, float);
    t->g = TAKE(a, t->plan.floats, float);
    t->mean = TAKE(a, t->plan.floats, float);
    t->square = TAKE(a, t->plan.floats, float);
    t->fixed = TAKE(a, (size_t)size->words * size->word_dim, float);
    t->touched = TAKE(a, size->words + size->affixes, uint8_t);
    t->row = TAKE(a, size->words + size->affixes, uint32_t);
    for (int i = 0; i < NET_BLOCKS; i++) { /* Glorot, Bengio 2010; biases stay 0 */
        net_block b = t->plan.block[i];
        if (b.rows > 1 && i < NET_WORD) randomise(t, i, sqrt(6.0 / (b.rows + b.columns)));
    }
    randomise(t, NET_ROOT_ARC, .3);
    randomise(t, NET_ROOT_LABEL, .3);
    randomise(t, NET_WORD, .15);
    randomise(t, NET_AFFIX, .1);
    for (uint32_t l = 0; l < size->layers; l++)
        for (int d = 0; d < 2; d++)
            for (uint32_t i = 0; i < size->hidden; i++)
                t->p[t->plan.block[net_lstm(NET_BIAS, l, d)].at + size->hidden + i] = 1; /* remember at first */
    t->net = net_make(a, &t->plan, t->p);
}

/* ---- forwards ------------------------------------------------------------------------------------------------- */

static void add_plain(float *to, const float *row, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) to[i] += row[i];
}

static drop drop_of(step *s, const features *f)
{
    if (f->word >= ROW_MASK && f->word < ROW_WORDS) return DROP_NOTHING;
    double x = rng_unit(&s->t->random);
    if (x < DROP_WORD) return DROP_THE_WORD;
    if (x < DROP_WORD + DROP_LEARNT) return DROP_WHAT_IS_LEARNT;
    return x < DROP_WORD + DROP_LEARNT + DROP_AFFIX ? DROP_THE_ENDS : DROP_NOTHING;
}

/* The row of words that the gradient of an input goes to, or NOBODY. */
static uint32_t learnt_row(const trainer *t, const features *f, drop d)
{
    if (d == DROP_THE_WORD) return ROW_UNKNOWN;
    return d == DROP_WHAT_IS_LEARNT || f->word >= t->what->learnt ? NOBODY : f->word;
}

static void put_unit(const step *s, const features *f, drop d, float *x)
{
    const trainer *t = s->t;
    const net_size *z = &t->plan.size;
    const float *words = t->p + t->plan.block[NET_WORD].at, *affixes = t->p + t->plan.block[NET_AFFIX].at;
    uint32_t row = learnt_row(t, f, d);
    if (d != DROP_THE_WORD) add_plain(x, t->fixed + (size_t)f->word * z->word_dim, z->word_dim);
    if (row != NOBODY) add_plain(x, words + (size_t)row * z->word_dim, z->word_dim);
    for (uint32_t j = 0; j < f->affixes && d != DROP_THE_ENDS; j++)
        add_plain(x + z->word_dim, affixes + (size_t)f->affix[j] * z->affix_dim, z->affix_dim);
}

static void put_input(step *s)
{
    uint32_t in = s->t->plan.input;
    s->dropped = TAKE(s->a, s->b.rows, uint8_t);
    for (uint32_t i = 0; i < s->b.sentences; i++)
        for (uint32_t k = 0; k < s->e[i].units; k++) {
            drop d = drop_of(s, &s->e[i].f[k]);
            s->dropped[s->b.begin[i] + k] = (uint8_t)d;
            put_unit(s, &s->e[i].f[k], d, s->p.in[0] + (size_t)(s->b.offset[k] + i) * in);
        }
    s->keep_input = keep_mask(s->a, &s->t->random, (size_t)s->b.rows * in, DROP_INPUT);
    multiply(s->p.in[0], s->keep_input, (size_t)s->b.rows * in);
}

static void forwards(step *s)
{
    trainer *t = s->t;
    uint32_t wide = t->plan.heads, top = 2 * t->plan.size.hidden, mlp = 2 * t->plan.size.arc;
    s->p.in[0] = TAKE(s->a, (size_t)s->b.rows * t->plan.input, float);
    put_input(s);
    for (uint32_t l = 1; l < t->plan.size.layers; l++)
        s->p.keep[l] = keep_mask(s->a, &t->random, (size_t)s->b.rows * top, DROP_LAYER);
    net_encode(&t->net, &s->b, &s->p, s->a);
    s->keep_top = keep_mask(s->a, &t->random, (size_t)s->b.rows * top, DROP_TOP);
    multiply(s->p.top, s->keep_top, (size_t)s->b.rows * top);
    s->p.heads = TAKE(s->a, (size_t)s->b.rows * wide, float);
    net_heads(&t->net, s->b.rows, s->p.top, s->p.heads);
    s->keep_heads = keep_mask(s->a, &t->random, (size_t)s->b.rows * mlp, DROP_HEAD);
    for (uint32_t r = 0; r < s->b.rows; r++) {
        net_leaky(s->p.heads + (size_t)r * wide, mlp);
        multiply(s->p.heads + (size_t)r * wide, s->keep_heads + (size_t)r * mlp, mlp);
    }
    s->d_heads = TAKE(s->a, (size_t)s->b.rows * wide, float);
    s->d_top = TAKE(s->a, (size_t)s->b.rows * top, float);
}

/* ---- losses --------------------------------------------------------------------------------------------------- */

/* Cross entropy of n choices in `lanes` columns; x stays, d gets the gradient times weight. */
static double choice(step *s, const float *x, uint32_t n, uint32_t target, float weight, float *d)
{
    uint32_t lanes = (uint32_t)matrix_lanes(n);
    float most = x[0], sum = 0;
    for (uint32_t i = 1; i < n; i++)
        if (x[i] > most) most = x[i];
    for (uint32_t i = 0; i < lanes; i++) d[i] = i < n ? x[i] - most : -87;
    float of_target = d[target];
    s->t->net.ops->exp(lanes, d);
    for (uint32_t i = 0; i < n; i++) sum += d[i];
    for (uint32_t i = 0; i < lanes; i++) d[i] = i < n ? d[i] * (weight / sum) : 0;
    d[target] -= weight;
    return (double)(logf(sum) - of_target);
}

static void tag_losses(step *s, const example *e, const float *heads, float *d)
{
    net_columns at = net_columns_of(&s->t->plan);
    for (uint32_t i = 0; i < e->units; i++, heads += s->t->plan.heads, d += s->t->plan.heads) {
        s->loss += choice(s, heads + at.upos, UPOS_COUNT, e->target[i]->upos, s->scale, d + at.upos);
        if (e->target[i]->xpos != NO_TARGET)
            s->loss += choice(s, heads + at.xpos, s->t->plan.size.xpos, e->target[i]->xpos, s->scale * WEIGHT_XPOS, d + at.xpos);
    }
}

static void arc_losses(step *s, const example *e, const float *heads, float *d_heads)
{
    arc_scores arcs = net_arcs(&s->t->net, heads, e->units, s->a);
    float *d = TAKE(s->a, e->units * arcs.row, float);
    for (uint32_t i = 0; i < e->units; i++) {
        arcs.score[i * arcs.row + i] = NEVER;
        s->loss += choice(s, arcs.score + i * arcs.row, e->units + 1, e->head[i], s->scale, d + i * arcs.row);
    }
    net_arcs_back(&s->t->net, &arcs, heads, e->units, d, d_heads, s->t->g, s->a);
}

static void label_losses(step *s, const example *e, const float *heads, float *d_heads)
{
    size_t n = (size_t)e->units * s->t->plan.size.label;
    float *hidden = TAKE(s->a, n, float), *keep = keep_mask(s->a, &s->t->random, n, DROP_HEAD);
    float *score = TAKE(s->a, (size_t)e->units * NET_LABELS, float), *d = TAKE(s->a, (size_t)e->units * NET_LABELS, float);
    net_label_hidden(&s->t->net, heads, e->units, e->head, hidden);
    multiply(hidden, keep, n);
    net_label_scores(&s->t->net, e->units, hidden, score);
    for (uint32_t i = 0; i < e->units; i++)
        s->loss += choice(s, score + i * NET_LABELS, REL_COUNT, e->target[i]->relation, s->scale, d + i * NET_LABELS);
    net_labels_back(&s->t->net, e->head, e->units, hidden, keep, d, d_heads, s->t->g, s->a);
}

/* Scripts of rare forms, gathered into one product. */
static void script_losses(step *s)
{
    const trainer *t = s->t;
    uint32_t top = 2 * t->plan.size.hidden, n = 0, columns = t->plan.block[NET_SCRIPT].columns;
    uint32_t *row = TAKE(s->a, s->b.rows, uint32_t), *target = TAKE(s->a, s->b.rows, uint32_t);
    for (uint32_t i = 0; i < s->b.sentences; i++)
        for (uint32_t k = 0; k < s->e[i].units; k++) {
            const train_word *w = s->e[i].target[k];
            bool mask = s->e[i].f[k].word >= ROW_MASK && s->e[i].f[k].word < ROW_WORDS;
            if (mask || w->script == NO_TARGET || !w->rare) continue;
            row[n] = s->b.begin[i] + k;
            target[n++] = w->script;
        }
    float *x = TAKE(s->a, (size_t)n * top, float), *d_x = TAKE(s->a, (size_t)n * top, float);
    float *score = TAKE(s->a, (size_t)n * columns, float), *d = TAKE(s->a, (size_t)n * columns, float);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(x + (size_t)i * top, s->p.top + (size_t)row[i] * top, top * sizeof(float));
        memcpy(score + (size_t)i * columns, net_at(&t->net, NET_SCRIPT_BIAS), columns * sizeof(float));
    }
    t->net.mul(n, columns, top, view_rows(x, top), t->net.packed + t->plan.block[NET_SCRIPT].at, score, columns);
    for (uint32_t i = 0; i < n; i++)
        s->loss += choice(s, score + (size_t)i * columns, t->plan.size.scripts, target[i], s->scale * WEIGHT_SCRIPT,
                          d + (size_t)i * columns);
    net_script_back(&t->net, n, x, d, d_x, t->g, s->a);
    for (uint32_t i = 0; i < n; i++) add_plain(s->d_top + (size_t)row[i] * top, d_x + (size_t)i * top, top);
}

static void losses(step *s)
{
    for (uint32_t i = 0; i < s->b.sentences; i++) {
        size_t at = (size_t)s->b.begin[i] * s->t->plan.heads;
        arena_mark here = arena_here(s->a);
        tag_losses(s, &s->e[i], s->p.heads + at, s->d_heads + at);
        arc_losses(s, &s->e[i], s->p.heads + at, s->d_heads + at);
        label_losses(s, &s->e[i], s->p.heads + at, s->d_heads + at);
        arena_rollback(s->a, here);
    }
    script_losses(s);
}

/* ---- backwards ------------------------------------------------------------------------------------------------ */

static void touch(trainer *t, uint32_t row)
{
    if (t->touched[row]) return;
    t->touched[row] = 1;
    t->row[t->rows++] = row;
}

static void input_back(step *s, const float *d_x)
{
    trainer *t = s->t;
    const net_size *z = &t->plan.size;
    float *words = t->g + t->plan.block[NET_WORD].at, *affixes = t->g + t->plan.block[NET_AFFIX].at;
    for (uint32_t i = 0; i < s->b.sentences; i++)
        for (uint32_t k = 0; k < s->e[i].units; k++) {
            const features *f = &s->e[i].f[k];
            drop dropped = (drop)s->dropped[s->b.begin[i] + k];
            const float *d = d_x + (size_t)(s->b.offset[k] + i) * t->plan.input;
            uint32_t word = learnt_row(t, f, dropped);
            if (word != NOBODY) {
                add_plain(words + (size_t)word * z->word_dim, d, z->word_dim);
                touch(t, word);
            }
            for (uint32_t j = 0; j < f->affixes && dropped != DROP_THE_ENDS; j++) {
                add_plain(affixes + (size_t)f->affix[j] * z->affix_dim, d + z->word_dim, z->affix_dim);
                touch(t, z->words + f->affix[j]);
            }
        }
}

static void backwards(step *s)
{
    trainer *t = s->t;
    uint32_t wide = t->plan.heads, top = 2 * t->plan.size.hidden, mlp = 2 * t->plan.size.arc;
    for (uint32_t r = 0; r < s->b.rows; r++) {
        float *d = s->d_heads + (size_t)r * wide;
        multiply(d, s->keep_heads + (size_t)r * mlp, mlp);
        net_leaky_back(s->p.heads + (size_t)r * wide, d, mlp);
    }
    net_heads_back(&t->net, s->b.rows, s->p.top, s->d_heads, s->d_top, t->g, s->a);
    multiply(s->d_top, s->keep_top, (size_t)s->b.rows * top);
    float *d_x = net_encode_back(&t->net, &s->b, &s->p, s->d_top, t->g, s->a);
    multiply(d_x, s->keep_input, (size_t)s->b.rows * t->plan.input);
    input_back(s, d_x);
}

/* ---- moving --------------------------------------------------------------------------------------------------- */

/* Calls visit for the dense part and each touched row. */
static void each_span(trainer *t, double *sum, const adam_step *m)
{
    const net_size *z = &t->plan.size;
    for (uint32_t i = 0; i <= t->rows; i++) {
        size_t from = 0, n = t->plan.dense;
        if (i) {
            uint32_t row = t->row[i - 1];
            bool word = row < z->words;
            n = word ? z->word_dim : z->affix_dim;
            from = word ? t->plan.block[NET_WORD].at + (size_t)row * n
                        : t->plan.block[NET_AFFIX].at + (size_t)(row - z->words) * n;
        }
        if (m) t->net.ops->adam(n, t->p + from, t->g + from, t->mean + from, t->square + from, m);
        else for (size_t k = 0; k < n; k++) *sum += (double)t->g[from + k] * t->g[from + k];
    }
}

static void move_all(trainer *t, double rate)
{
    double sum = 0;
    t->steps++;
    each_span(t, &sum, NULL);
    double norm = sqrt(sum);
    adam_step m = { (float)(rate / (1 - pow(BETA1, (double)t->steps))), (float)(1 / (1 - pow(BETA2, (double)t->steps))),
               norm > NORM_MOST ? (float)(NORM_MOST / norm) : 1, (float)BETA1, (float)BETA2, (float)EPSILON };
    if (isfinite(norm)) each_span(t, NULL, &m);
    else memset(t->g, 0, t->plan.floats * sizeof *t->g);
    for (uint32_t i = 0; i < t->rows; i++) t->touched[t->row[i]] = 0;
    t->rows = 0;
    net_pack(&t->net);
}

double trainer_step(arena *a, trainer *t, const example *e, uint32_t n, double rate)
{
    uint32_t *length = TAKE(a, n, uint32_t);
    for (uint32_t i = 0; i < n; i++) length[i] = e[i].units;
    step s = { .a = a, .t = t, .e = e, .b = batch_of(a, length, n) };
    s.scale = 1.0f / (float)s.b.rows;
    forwards(&s);
    losses(&s);
    backwards(&s);
    move_all(t, rate);
    return s.loss / s.b.rows;
}
