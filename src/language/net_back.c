/*
 * net_back.c - the net, backwards.
 */
#include "language/net_back.h"

static const float LEAK = 0.1f;

/* g += x^T * d: x rows x m, d rows x n. */
static void weight_grad(const net *n, uint32_t rows, view x, uint32_t m, const float *d, uint32_t columns, float *g, arena *a)
{
    arena_mark here = arena_here(a);
    float *packed = TAKE(a, (size_t)rows * columns, float);
    matrix_pack(packed, view_rows(d, columns), rows, columns);
    n->mul(m, columns, rows, (view){ x.p, x.column, x.row }, packed, g, columns);
    arena_rollback(a, here);
}

static void bias_grad(const net *n, uint32_t rows, const float *d, uint32_t columns, float *g)
{
    for (uint32_t r = 0; r < rows; r++) n->ops->add(columns, g, d + (size_t)r * columns, 1);
}

/* out += d * w^T, w of a block. */
static void input_grad(const net *n, uint32_t rows, const float *d, int block, float *out, arena *a)
{
    net_block b = n->plan->block[block];
    arena_mark here = arena_here(a);
    float *packed = TAKE(a, (size_t)b.rows * b.columns, float);
    matrix_pack(packed, view_transposed(n->p + b.at, b.columns), b.columns, b.rows);
    n->mul(rows, b.rows, b.columns, view_rows(d, b.columns), packed, out, b.rows);
    arena_rollback(a, here);
}

static float *grad_at(const net *n, float *g, int block)
{
    return g + n->plan->block[block].at;
}

/* Gradient of the sums of the gates of one row, in place of their activations; d_c: of the cell, in and out. */
static void cell_back(uint32_t n, float *gate, const float *c_before, const float *tanh_c, const float *d_h, float *d_c)
{
    float *in = gate, *keep = gate + n, *out = gate + 2 * n, *new = gate + 3 * n;
    for (uint32_t i = 0; i < n; i++) {
        float t = tanh_c[i], dc = d_c[i] + d_h[i] * out[i] * (1 - t * t), before = c_before ? c_before[i] : 0;
        float d_out = d_h[i] * t, d_in = dc * new[i], d_new = dc * in[i], d_keep = dc * before;
        d_c[i] = dc * keep[i];
        in[i] = d_in * in[i] * (1 - in[i]);
        keep[i] = d_keep * keep[i] * (1 - keep[i]);
        out[i] = d_out * out[i] * (1 - out[i]);
        new[i] = d_new * (1 - new[i] * new[i]);
    }
}

typedef struct {
    const net *n;
    const batch *b;
    pass *p;
    uint32_t layer;
    int direction;
    float *d_h, *d_c;  /* of each sentence: what comes back from the step after */
    const float *again; /* transposed, packed */
    float *before;     /* the output of the step before of each row: rows x hidden */
} way_back;

/* All steps of one direction, last computed first: gates become gradients. */
static void steps_back(way_back *w, const float *d_out)
{
    const batch *b = w->b;
    uint32_t hidden = w->n->plan->size.hidden, gates = 4 * hidden, wide = 2 * hidden;
    float *g = w->p->gates[w->layer][w->direction], *c = w->p->cell[w->layer][w->direction];
    const float *out = w->p->in[w->layer + 1] + w->direction * hidden;
    d_out += w->direction * hidden;
    for (uint32_t i = b->steps; i-- > 0;) {
        uint32_t t = w->direction ? b->steps - 1 - i : i, before = w->direction ? t + 1 : t - 1;
        uint32_t carried = i ? b->active[w->direction ? before : t] : 0, from = i ? b->offset[before] : 0;
        for (uint32_t s = 0; s < b->active[t]; s++) {
            size_t row = b->offset[t] + s;
            float *d_h = w->d_h + (size_t)s * hidden;
            w->n->ops->add(hidden, d_h, d_out + row * wide, 1);
            cell_back(hidden, g + row * gates, s < carried ? c + (size_t)(from + s) * hidden : NULL,
                      w->p->tanh[w->layer][w->direction] + row * hidden, d_h, w->d_c + (size_t)s * hidden);
            if (s < carried)
                memcpy(w->before + row * hidden, out + (size_t)(from + s) * wide, hidden * sizeof(float));
        }
        memset(w->d_h, 0, (size_t)b->active[t] * hidden * sizeof(float));
        w->n->mul(carried, hidden, gates, view_rows(g + (size_t)b->offset[t] * gates, gates), w->again, w->d_h, hidden);
    }
}

static void lstm_back(const net *n, const batch *b, pass *p, uint32_t layer, int direction, const float *d_out,
                      float *d_in, float *grad, arena *a)
{
    uint32_t hidden = n->plan->size.hidden, gates = 4 * hidden;
    int in = net_lstm(NET_INPUT, layer, direction), again = net_lstm(NET_AGAIN, layer, direction);
    arena_mark here = arena_here(a);
    way_back w = { n, b, p, layer, direction, .d_h = TAKE(a, (size_t)b->sentences * hidden, float),
                   .d_c = TAKE(a, (size_t)b->sentences * hidden, float),
                   .before = TAKE(a, (size_t)b->rows * hidden, float) };
    float *packed = TAKE(a, (size_t)hidden * gates, float);
    matrix_pack(packed, view_transposed(net_at(n, again), gates), gates, hidden);
    w.again = packed;
    steps_back(&w, d_out);
    const float *g = p->gates[layer][direction];
    uint32_t below = n->plan->block[in].rows;
    weight_grad(n, b->rows, view_rows(p->below[layer], below), below, g, gates, grad_at(n, grad, in), a);
    weight_grad(n, b->rows, view_rows(w.before, hidden), hidden, g, gates, grad_at(n, grad, again), a);
    bias_grad(n, b->rows, g, gates, grad_at(n, grad, net_lstm(NET_BIAS, layer, direction)));
    input_grad(n, b->rows, g, in, d_in, a);
    arena_rollback(a, here);
}

float *net_encode_back(const net *n, const batch *b, pass *p, const float *d_top, float *g, arena *a)
{
    float *d_out = TAKE(a, (size_t)b->rows * 2 * n->plan->size.hidden, float);
    net_to_steps(b, 2 * n->plan->size.hidden, d_top, d_out);
    for (uint32_t l = n->plan->size.layers; l-- > 0;) {
        float *d_in = TAKE(a, (size_t)b->rows * n->plan->block[net_lstm(NET_INPUT, l, 0)].rows, float);
        for (int d = 0; d < 2; d++) lstm_back(n, b, p, l, d, d_out, d_in, g, a);
        for (size_t i = 0; p->keep[l] && i < (size_t)b->rows * n->plan->block[net_lstm(NET_INPUT, l, 0)].rows; i++)
            d_in[i] *= p->keep[l][i];
        d_out = d_in;
    }
    return d_out;
}

static void layer_back(const net *n, uint32_t rows, const float *x, const float *d, int block, float *d_x, float *g, arena *a)
{
    net_block b = n->plan->block[block];
    weight_grad(n, rows, view_rows(x, b.rows), b.rows, d, b.columns, grad_at(n, g, block), a);
    bias_grad(n, rows, d, b.columns, grad_at(n, g, block + 1));
    input_grad(n, rows, d, block, d_x, a);
}

void net_heads_back(const net *n, uint32_t rows, const float *top, const float *d_heads, float *d_top, float *g, arena *a)
{
    layer_back(n, rows, top, d_heads, NET_HEADS, d_top, g, a);
}

void net_script_back(const net *n, uint32_t rows, const float *top, const float *d_scores, float *d_top, float *g, arena *a)
{
    layer_back(n, rows, top, d_scores, NET_SCRIPT, d_top, g, a);
}

void net_leaky_back(const float *x, float *d, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(x[i] > 0)) d[i] *= LEAK;
}

void net_arcs_back(const net *n, const arc_scores *s, const float *heads, uint32_t units, const float *d_score,
                   float *d_heads, float *g, arena *a)
{
    uint32_t arc = n->plan->size.arc, wide = n->plan->heads;
    net_columns at = net_columns_of(n->plan);
    arena_mark here = arena_here(a);
    float *d_u = TAKE(a, (size_t)units * arc, float), *d_h = TAKE(a, s->row * arc, float);
    float *packed = TAKE(a, s->row * arc, float), *d_dependent = TAKE(a, (size_t)units * arc, float);
    matrix_pack(packed, view_rows(s->h, arc), s->row, arc);
    n->mul(units, arc, s->row, view_rows(d_score, s->row), packed, d_u, arc);
    weight_grad(n, units, view_rows(d_score, s->row), (uint32_t)s->row, s->u, arc, d_h, a);
    weight_grad(n, units, view_rows(heads + at.dependent, wide), arc, d_u, arc, grad_at(n, g, NET_ARC), a);
    bias_grad(n, units, d_u, arc, grad_at(n, g, NET_ARC_HEAD));
    input_grad(n, units, d_u, NET_ARC, d_dependent, a);
    for (uint32_t i = 0; i < units; i++) {
        n->ops->add(arc, d_heads + (size_t)i * wide + at.dependent, d_dependent + (size_t)i * arc, 1);
        n->ops->add(arc, d_heads + (size_t)i * wide + at.head, d_h + (size_t)i * arc, 1);
    }
    n->ops->add(arc, grad_at(n, g, NET_ROOT_ARC), d_h + (size_t)units * arc, 1);
    arena_rollback(a, here);
}

void net_labels_back(const net *n, const uint32_t *head, uint32_t units, const float *hidden, const float *keep,
                     const float *d_out, float *d_heads, float *g, arena *a)
{
    uint32_t label = n->plan->size.label, wide = n->plan->heads;
    net_columns at = net_columns_of(n->plan);
    arena_mark here = arena_here(a);
    float *d = TAKE(a, (size_t)units * label, float);
    layer_back(n, units, hidden, d_out, NET_LABEL, d, g, a);
    for (size_t i = 0; i < (size_t)units * label; i++) d[i] *= keep[i];
    net_leaky_back(hidden, d, (size_t)units * label);
    for (uint32_t i = 0; i < units; i++) {
        const float *row = d + (size_t)i * label;
        float *on = head[i] < units ? d_heads + (size_t)head[i] * wide + at.label_head : grad_at(n, g, NET_ROOT_LABEL);
        n->ops->add(label, d_heads + (size_t)i * wide + at.label_dependent, row, 1);
        n->ops->add(label, on, row, 1);
    }
    arena_rollback(a, here);
}
