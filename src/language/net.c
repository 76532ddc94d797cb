/*
 * net.c - the net, forwards.
 */
#include "language/net.h"

enum { DIM_MOST = 1024, ROWS_MOST = 1 << 20 };
static const float LEAK = 0.1f;

static bool in_lanes(uint32_t n)
{
    return n && n <= DIM_MOST && n % MATRIX_LANES == 0;
}

static void put(net_plan *p, int block, uint32_t rows, uint32_t columns)
{
    p->block[block] = (net_block){ p->floats, rows, columns };
    p->floats += (size_t)rows * columns;
}

bool net_plan_of(const net_size *s, net_plan *p)
{
    *p = (net_plan){ .size = *s };
    if (!in_lanes(s->word_dim) || !in_lanes(s->affix_dim) || !in_lanes(s->hidden) || !in_lanes(s->arc) ||
        !in_lanes(s->label) || !s->layers || s->layers > NET_LAYERS_MOST)
        return false;
    if (s->words < ROW_WORDS || s->words > ROWS_MOST || s->affixes < SHAPES || s->affixes > ROWS_MOST || !s->xpos ||
        s->xpos > DIM_MOST || !s->scripts || s->scripts > 2 * DIM_MOST)
        return false;
    p->input = s->word_dim + s->affix_dim;
    p->xpos = (uint32_t)matrix_lanes(s->xpos);
    p->heads = 2 * s->arc + 2 * s->label + NET_UPOS + p->xpos;
    uint32_t scripts = (uint32_t)matrix_lanes(s->scripts);
    for (uint32_t l = 0; l < s->layers; l++)
        for (int d = 0; d < 2; d++) {
            put(p, net_lstm(NET_INPUT, l, d), l ? 2 * s->hidden : p->input, 4 * s->hidden);
            put(p, net_lstm(NET_AGAIN, l, d), s->hidden, 4 * s->hidden);
            put(p, net_lstm(NET_BIAS, l, d), 1, 4 * s->hidden);
        }
    put(p, NET_HEADS, 2 * s->hidden, p->heads);
    put(p, NET_HEADS_BIAS, 1, p->heads);
    put(p, NET_ARC, s->arc, s->arc);
    put(p, NET_ARC_HEAD, 1, s->arc);
    put(p, NET_ROOT_ARC, 1, s->arc);
    put(p, NET_ROOT_LABEL, 1, s->label);
    put(p, NET_LABEL, s->label, NET_LABELS);
    put(p, NET_LABEL_BIAS, 1, NET_LABELS);
    put(p, NET_SCRIPT, 2 * s->hidden, scripts);
    put(p, NET_SCRIPT_BIAS, 1, scripts);
    p->dense = p->floats;
    put(p, NET_WORD, s->words, s->word_dim);
    put(p, NET_AFFIX, s->affixes, s->affix_dim);
    return true;
}

net_columns net_columns_of(const net_plan *p)
{
    uint32_t a = p->size.arc, l = p->size.label;
    return (net_columns){ 0, a, 2 * a, 2 * a + l, 2 * a + 2 * l, 2 * a + 2 * l + NET_UPOS };
}

static void pack_block(const net *n, int block)
{
    net_block b = n->plan->block[block];
    matrix_pack(n->packed + b.at, view_rows(n->p + b.at, b.columns), b.rows, b.columns);
}

static void pack_top(const net *n)
{
    pack_block(n, NET_ARC);
    pack_block(n, NET_LABEL);
}

void net_pack(const net *n)
{
    for (uint32_t l = 0; l < n->plan->size.layers; l++)
        for (int d = 0; d < 2; d++) {
            pack_block(n, net_lstm(NET_INPUT, l, d));
            pack_block(n, net_lstm(NET_AGAIN, l, d));
        }
    pack_block(n, NET_HEADS);
    pack_block(n, NET_SCRIPT);
    pack_top(n);
}

net net_make(arena *a, const net_plan *plan, const float *p)
{
    net n = { plan, matrix_best(), p, TAKE(a, plan->dense, float), matrix_best()->mul_fused };
    net_pack(&n);
    return n;
}

net net_make_top(arena *a, const net_plan *plan, const float *p)
{
    net n = { plan, matrix_best(), p, TAKE(a, plan->dense, float), matrix_best()->mul };
    pack_top(&n);
    return n;
}

batch batch_of(arena *a, const uint32_t *length, uint32_t sentences)
{
    batch b = { .sentences = sentences, .length = length, .steps = sentences ? length[0] : 0 };
    uint32_t *begin = TAKE(a, sentences, uint32_t), *active = TAKE(a, b.steps, uint32_t),
             *offset = TAKE(a, b.steps, uint32_t);
    for (uint32_t s = 0; s < sentences; s++) {
        begin[s] = b.rows;
        b.rows += length[s];
    }
    uint32_t on = sentences, row = 0;
    for (uint32_t t = 0; t < b.steps; t++) {
        while (on && length[on - 1] <= t) on--;
        active[t] = on;
        offset[t] = row;
        row += on;
    }
    b.begin = begin;
    b.active = active;
    b.offset = offset;
    return b;
}

void net_to_sentences(const batch *b, uint32_t columns, const float *steps, float *sentences)
{
    for (uint32_t t = 0; t < b->steps; t++)
        for (uint32_t s = 0; s < b->active[t]; s++)
            memcpy(sentences + (size_t)(b->begin[s] + t) * columns, steps + (size_t)(b->offset[t] + s) * columns,
                   columns * sizeof(float));
}

void net_to_steps(const batch *b, uint32_t columns, const float *sentences, float *steps)
{
    for (uint32_t t = 0; t < b->steps; t++)
        for (uint32_t s = 0; s < b->active[t]; s++)
            memcpy(steps + (size_t)(b->offset[t] + s) * columns, sentences + (size_t)(b->begin[s] + t) * columns,
                   columns * sizeof(float));
}

static void fill_rows(float *out, const float *row, size_t rows, size_t columns)
{
    for (size_t r = 0; r < rows; r++) memcpy(out + r * columns, row, columns * sizeof *row);
}

/* One layer in one direction.  Step `before` is the one this direction comes from; `carried` sentences had it. */
static void lstm(const net *n, const batch *b, pass *p, uint32_t layer, int direction)
{
    uint32_t hidden = n->plan->size.hidden, gates = 4 * hidden, wide = 2 * hidden;
    net_block in = n->plan->block[net_lstm(NET_INPUT, layer, direction)];
    const float *again = n->packed + n->plan->block[net_lstm(NET_AGAIN, layer, direction)].at;
    float *g = p->gates[layer][direction], *c = p->cell[layer][direction], *out = p->in[layer + 1] + direction * hidden;
    fill_rows(g, net_at(n, net_lstm(NET_BIAS, layer, direction)), b->rows, gates);
    n->mul(b->rows, gates, in.rows, view_rows(p->below[layer], in.rows), n->packed + in.at, g, gates);
    for (uint32_t i = 0; i < b->steps; i++) {
        uint32_t t = direction ? b->steps - 1 - i : i, before = direction ? t + 1 : t - 1;
        uint32_t carried = i ? b->active[direction ? before : t] : 0, from = i ? b->offset[before] : 0;
        size_t row = b->offset[t];
        n->mul(carried, gates, hidden, view_rows(out + (size_t)from * wide, wide), again, g + row * gates, gates);
        for (uint32_t s = 0; s < b->active[t]; s++, row++)
            n->ops->cell(hidden, g + row * gates, s < carried ? c + (size_t)(from + s) * hidden : NULL, c + row * hidden,
                         p->tanh[layer][direction] + row * hidden, out + row * wide);
    }
}

/* The output below, less what is dropped; the output itself stays, for its own layer goes on from it. */
static float *input_of(const net *n, const batch *b, const pass *p, uint32_t layer, arena *a)
{
    if (!p->keep[layer]) return p->in[layer];
    size_t all = (size_t)b->rows * n->plan->block[net_lstm(NET_INPUT, layer, 0)].rows;
    float *out = TAKE(a, all, float);
    for (size_t i = 0; i < all; i++) out[i] = p->in[layer][i] * p->keep[layer][i];
    return out;
}

void net_encode(const net *n, const batch *b, pass *p, arena *a)
{
    uint32_t hidden = n->plan->size.hidden;
    for (uint32_t l = 0; l < n->plan->size.layers; l++) {
        p->below[l] = input_of(n, b, p, l, a);
        p->in[l + 1] = TAKE(a, (size_t)b->rows * 2 * hidden, float);
        for (int d = 0; d < 2; d++) {
            p->gates[l][d] = TAKE(a, (size_t)b->rows * 4 * hidden, float);
            p->cell[l][d] = TAKE(a, (size_t)b->rows * hidden, float);
            p->tanh[l][d] = TAKE(a, (size_t)b->rows * hidden, float);
            lstm(n, b, p, l, d);
        }
    }
    p->top = TAKE(a, (size_t)b->rows * 2 * hidden, float);
    net_to_sentences(b, 2 * hidden, p->in[n->plan->size.layers], p->top);
}

void net_heads(const net *n, uint32_t rows, const float *top, float *heads)
{
    net_block b = n->plan->block[NET_HEADS];
    fill_rows(heads, net_at(n, NET_HEADS_BIAS), rows, b.columns);
    n->mul(rows, b.columns, b.rows, view_rows(top, b.rows), n->packed + b.at, heads, b.columns);
}

void net_leaky(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : LEAK * x[i];
}

arc_scores net_arcs(const net *n, const float *heads, uint32_t units, arena *a)
{
    uint32_t arc = n->plan->size.arc, wide = n->plan->heads;
    net_columns at = net_columns_of(n->plan);
    arc_scores s = { .row = matrix_lanes(units + 1) };
    s.u = TAKE(a, (size_t)units * arc, float);
    s.h = TAKE(a, s.row * arc, float);
    s.packed = TAKE(a, s.row * arc, float);
    s.score = TAKE(a, units * s.row, float);
    fill_rows(s.u, net_at(n, NET_ARC_HEAD), units, arc);
    n->mul(units, arc, arc, view_rows(heads + at.dependent, wide), n->packed + n->plan->block[NET_ARC].at, s.u, arc);
    for (uint32_t i = 0; i < units; i++)
        memcpy(s.h + (size_t)i * arc, heads + (size_t)i * wide + at.head, arc * sizeof(float));
    memcpy(s.h + (size_t)units * arc, net_at(n, NET_ROOT_ARC), arc * sizeof(float));
    matrix_pack(s.packed, view_transposed(s.h, arc), arc, s.row);
    n->mul(units, s.row, arc, view_rows(s.u, arc), s.packed, s.score, s.row);
    return s;
}

void net_label_hidden(const net *n, const float *heads, uint32_t units, const uint32_t *head, float *hidden)
{
    uint32_t label = n->plan->size.label, wide = n->plan->heads;
    net_columns at = net_columns_of(n->plan);
    for (uint32_t d = 0; d < units; d++) {
        const float *of = heads + (size_t)d * wide + at.label_dependent;
        const float *on = head[d] < units ? heads + (size_t)head[d] * wide + at.label_head : net_at(n, NET_ROOT_LABEL);
        for (uint32_t i = 0; i < label; i++) hidden[(size_t)d * label + i] = of[i] + on[i];
    }
    net_leaky(hidden, (size_t)units * label);
}

void net_label_scores(const net *n, uint32_t units, const float *hidden, float *out)
{
    uint32_t label = n->plan->size.label;
    fill_rows(out, net_at(n, NET_LABEL_BIAS), units, NET_LABELS);
    n->mul(units, NET_LABELS, label, view_rows(hidden, label), n->packed + n->plan->block[NET_LABEL].at, out, NET_LABELS);
}
