/*
 * net_whole.c - the net in whole numbers.
 */
#include "language/net_whole.h"

#include <math.h>

enum { ROWS_AT_ONCE = 64 };

static bool is_matrix(const net_plan *p, int block)
{
    return p->block[block].rows > 1;
}

whole_plan whole_plan_of(const net_plan *p)
{
    whole_plan w = { .rows = 0 };
    for (int i = 0; i < NET_WORD; i++) {
        net_block b = p->block[i];
        w.matrix[i] = w.matrices;
        w.scale[i] = w.scales;
        w.row[i] = w.rows;
        if (is_matrix(p, i)) {
            w.matrices += (size_t)b.rows * b.columns;
            w.scales += b.columns;
        } else
            w.rows += b.columns;
    }
    return w;
}

float whole_step(const float *p, size_t n, size_t step, int most)
{
    float top = 0;
    for (size_t i = 0; i < n; i++) {
        float size = fabsf(p[i * step]);
        if (!isfinite(size)) return NAN;
        top = size > top ? size : top;
    }
    return top > 0 ? top / (float)most : 1;
}

int whole_number(float x, float step, int most)
{
    return (int)lrintf(fminf(fmaxf(x / step, (float)-most), (float)most));
}

static void round_matrix(net_block b, const float *p, int16_t *out, float *scale)
{
    for (uint32_t c = 0; c < b.columns; c++) {
        scale[c] = whole_step(p + c, b.rows, b.columns, WHOLE_MOST);
        for (size_t i = c; i < (size_t)b.rows * b.columns; i += b.columns) out[i] = (int16_t)whole_number(p[i], scale[c], WHOLE_MOST);
    }
}

void whole_round(const net_plan *plan, const float *p, int16_t *matrices, float *scales, float *rows)
{
    whole_plan w = whole_plan_of(plan);
    for (int i = 0; i < NET_WORD; i++) {
        net_block b = plan->block[i];
        if (is_matrix(plan, i)) round_matrix(b, p + b.at, matrices + w.matrix[i], scales + w.scale[i]);
        else memcpy(rows + w.row[i], p + b.at, b.columns * sizeof *rows);
    }
}

/* ---- made ready ------------------------------------------------------------------------------------------------ */

/* Arcs and labels as a plan and a net of their own, in floats. */
static void make_top(arena *a, whole_net *n, const whole_plan *w, const int16_t *matrices, const float *scales, const float *rows)
{
    size_t from = n->plan.block[NET_ARC].at, end = n->plan.block[NET_SCRIPT].at;
    n->top_plan = n->plan;
    n->top_plan.dense = n->top_plan.floats = end - from;
    float *p = TAKE(a, end - from, float);
    for (int i = NET_ARC; i < NET_SCRIPT; i++) {
        net_block *b = &n->top_plan.block[i];
        b->at -= from;
        for (size_t k = 0; k < (size_t)b->rows * b->columns; k++)
            p[b->at + k] = is_matrix(&n->plan, i) ? (float)matrices[w->matrix[i] + k] * scales[w->scale[i] + k % b->columns]
                                                  : rows[w->row[i] + k];
    }
    n->top = net_make_top(a, &n->top_plan, p);
}

static void make_matrix(arena *a, whole_net *n, int block, const int16_t *matrix, const float *scale)
{
    net_block b = n->plan.block[block];
    bool from_input = block == net_lstm(NET_INPUT, 0, 0) || block == net_lstm(NET_INPUT, 0, 1);
    int16_t *packed = TAKE(a, b.rows * matrix_panels(b.columns), int16_t);
    float *own = TAKE(a, b.columns, float);
    matrix_pack_whole(packed, matrix, b.rows, b.columns);
    for (uint32_t c = 0; c < b.columns; c++) own[c] = from_input ? scale[c] : scale[c] / WHOLE_MOST;
    n->packed[block] = packed;
    n->scale[block] = own;
}

const whole_net *whole_net_of(arena *a, const net_plan *plan, const int16_t *matrices, const float *scales, const float *rows)
{
    whole_net *n = TAKE(a, 1, whole_net);
    *n = (whole_net){ .plan = *plan, .ops = matrix_best() };
    whole_plan w = whole_plan_of(plan);
    for (int i = 0; i < NET_WORD; i++) {
        if (!plan->block[i].rows) continue; /* of a layer that there is not */
        if (!is_matrix(plan, i)) n->row[i] = memcpy(TAKE(a, plan->block[i].columns, float), rows + w.row[i], plan->block[i].columns * sizeof *rows);
        else if (i != NET_ARC && i != NET_LABEL) make_matrix(a, n, i, matrices + w.matrix[i], scales + w.scale[i]);
    }
    make_top(a, n, &w, matrices, scales, rows);
    return n;
}

/* ---- forwards --------------------------------------------------------------------------------------------------- */

/* What a layer sees: rows in order of steps, and what each is to be multiplied by (NULL: 1). */
typedef struct {
    const int16_t *row;
    const float *times;
    uint32_t columns;
} seen;

/* A layer in one direction under way.  The sums from below are made some steps ahead, not for the whole batch: so they
 * are still near when the cells take them. */
typedef struct {
    const whole_net *n;
    const batch *b;
    seen below;
    int in, direction;
    int32_t *sum;        /* of the steps from `first` on, `left` of which are still to come */
    uint32_t first, left;
} under_way;

static uint32_t step_at(const under_way *w, uint32_t i)
{
    return w->direction ? w->b->steps - 1 - i : i;
}

/* Sums from below for step i and as many after it as make ROWS_AT_ONCE rows. */
static void look_ahead(under_way *w, uint32_t i)
{
    const batch *b = w->b;
    uint32_t rows = 0, steps = 0;
    while (i + steps < b->steps && (!steps || rows + b->active[step_at(w, i + steps)] <= ROWS_AT_ONCE)) rows += b->active[step_at(w, i + steps++)];
    w->first = w->direction ? step_at(w, i + steps - 1) : i;
    w->left = steps;
    w->n->ops->whole_mul(rows, 4 * w->n->plan.size.hidden, w->below.columns, w->below.row + (size_t)b->offset[w->first] * w->below.columns,
                         w->below.columns, w->n->packed[w->in], w->sum);
}

/* One layer in one direction; what it shows goes into out, rows of 2 * hidden. */
static void lstm(const whole_net *n, const batch *b, uint32_t layer, int direction, seen below, int16_t *out, arena *a)
{
    uint32_t hidden = n->plan.size.hidden, gates = 4 * hidden, wide = 2 * hidden;
    int again = net_lstm(NET_AGAIN, layer, direction);
    size_t room = b->sentences > ROWS_AT_ONCE ? b->sentences : ROWS_AT_ONCE;
    arena_mark here = arena_here(a);
    under_way w = { n, b, below, net_lstm(NET_INPUT, layer, direction), direction, .sum = TAKE(a, room * gates, int32_t) };
    int32_t *carry = TAKE(a, (size_t)b->sentences * gates, int32_t);
    float *cell = TAKE(a, (size_t)b->sentences * hidden, float);
    whole_gates g = { .below_scale = n->scale[w.in], .again_scale = n->scale[again], .bias = n->row[net_lstm(NET_BIAS, layer, direction)] };
    out += direction * hidden;
    for (uint32_t i = 0; i < b->steps; i++, w.left--) {
        uint32_t t = step_at(&w, i), before = direction ? t + 1 : t - 1;
        uint32_t carried = i ? b->active[direction ? before : t] : 0, from = i ? b->offset[before] : 0;
        if (!w.left) look_ahead(&w, i);
        n->ops->whole_mul(carried, gates, hidden, out + (size_t)from * wide, wide, n->packed[again], carry);
        for (uint32_t s = 0; s < b->active[t]; s++) {
            size_t row = b->offset[t] + s;
            float *c = cell + (size_t)s * hidden;
            g.below = w.sum + (row - b->offset[w.first]) * gates;
            g.below_times = below.times ? below.times[row] : 1;
            g.again = s < carried ? carry + (size_t)s * gates : NULL;
            n->ops->whole_cell(hidden, &g, s < carried ? c : NULL, c, out + row * wide);
        }
    }
    arena_rollback(a, here);
}

const int16_t *whole_encode(const whole_net *n, const batch *b, const int16_t *input, const float *times, arena *a)
{
    uint32_t wide = 2 * n->plan.size.hidden;
    seen below = { input, times, n->plan.input };
    for (uint32_t l = 0; l < n->plan.size.layers; l++) {
        int16_t *out = TAKE(a, (size_t)b->rows * wide, int16_t);
        for (int d = 0; d < 2; d++) lstm(n, b, l, d, below, out, a);
        below = (seen){ out, NULL, wide };
    }
    int16_t *top = TAKE(a, (size_t)b->rows * wide, int16_t);
    for (uint32_t t = 0; t < b->steps; t++)
        for (uint32_t s = 0; s < b->active[t]; s++)
            memcpy(top + (size_t)(b->begin[s] + t) * wide, below.row + (size_t)(b->offset[t] + s) * wide, wide * sizeof *top);
    return top;
}

static void layer(const whole_net *n, int block, uint32_t rows, const int16_t *x, float *out, arena *a)
{
    net_block b = n->plan.block[block];
    size_t wide = matrix_panels(b.columns);
    arena_mark here = arena_here(a);
    int32_t *sum = TAKE(a, ROWS_AT_ONCE * wide, int32_t);
    for (uint32_t from = 0; from < rows; from += ROWS_AT_ONCE) {
        uint32_t some = rows - from < ROWS_AT_ONCE ? rows - from : ROWS_AT_ONCE;
        n->ops->whole_mul(some, b.columns, b.rows, x + (size_t)from * b.rows, b.rows, n->packed[block], sum);
        for (uint32_t r = 0; r < some; r++)
            n->ops->whole_out(b.columns, sum + r * wide, n->scale[block], n->row[block + 1], out + (size_t)(from + r) * b.columns);
    }
    arena_rollback(a, here);
}

void whole_heads(const whole_net *n, uint32_t rows, const int16_t *top, float *heads, arena *a)
{
    layer(n, NET_HEADS, rows, top, heads, a);
}

void whole_scripts(const whole_net *n, uint32_t rows, const int16_t *top, float *scores, arena *a)
{
    layer(n, NET_SCRIPT, rows, top, scores, a);
}
