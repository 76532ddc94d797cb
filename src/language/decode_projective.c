/*
 * decode_projective.c - the best tree without crossing arcs.
 *
 * Spans grow from the units outwards (Eisner 1996).  Of a span there are four values: its one end hangs on the other (an
 * arc over it, two directions), or all of it hangs below one end and nothing outside hangs inside (two directions):
 *
 *     arc over [s, t]     best of where below(s -> q) and below(q + 1 <- t) meet, and the arc
 *     below(s -> t)       best of where an arc s -> q goes on as below(q -> t)
 */
#include "language/decode.h"

#include <math.h>

static const float NEVER = -1e5f;

enum { TO_LEFT, TO_RIGHT }; /* where the arcs point: the head is the right end, or the left one */

typedef struct {
    uint32_t n;
    float *arc[2], *below[2];         /* [s * n + t] */
    uint8_t *arc_at, *below_at[2];    /* where the parts meet; of arcs the same for both directions */
    uint32_t *head;
} chart;

static float score_at(const float *score, size_t row, uint32_t d, uint32_t h)
{
    float s = score[d * row + h];
    return isfinite(s) ? fmaxf(s, NEVER) : NEVER;
}

static void span_arc(chart *c, const float *score, size_t row, uint32_t s, uint32_t t)
{
    uint32_t n = c->n, best = s;
    float most = -INFINITY;
    for (uint32_t q = s; q < t; q++) {
        float sum = c->below[TO_RIGHT][s * n + q] + c->below[TO_LEFT][(q + 1) * n + t];
        if (sum > most) most = sum, best = q;
    }
    c->arc[TO_RIGHT][s * n + t] = most + score_at(score, row, t, s);
    c->arc[TO_LEFT][s * n + t] = most + score_at(score, row, s, t);
    c->arc_at[s * n + t] = (uint8_t)best;
}

static void span_below(chart *c, uint32_t s, uint32_t t)
{
    uint32_t n = c->n, best[2] = { s, t };
    float most[2] = { -INFINITY, -INFINITY };
    for (uint32_t q = s; q < t; q++) {
        float left = c->below[TO_LEFT][s * n + q] + c->arc[TO_LEFT][q * n + t];
        float right = c->arc[TO_RIGHT][s * n + q + 1] + c->below[TO_RIGHT][(q + 1) * n + t];
        if (left > most[TO_LEFT]) most[TO_LEFT] = left, best[TO_LEFT] = q;
        if (right > most[TO_RIGHT]) most[TO_RIGHT] = right, best[TO_RIGHT] = q + 1;
    }
    for (int way = 0; way < 2; way++) {
        c->below[way][s * n + t] = most[way];
        c->below_at[way][s * n + t] = (uint8_t)best[way];
    }
}

static void open_below(chart *c, uint32_t s, uint32_t t, int way);

static void open_arc(chart *c, uint32_t s, uint32_t t, int way)
{
    uint32_t q = c->arc_at[s * c->n + t];
    if (way == TO_RIGHT) c->head[t] = s;
    else c->head[s] = t;
    open_below(c, s, q, TO_RIGHT);
    open_below(c, q + 1, t, TO_LEFT);
}

/* No deeper than there are units, and those are few. */
static void open_below(chart *c, uint32_t s, uint32_t t, int way)
{
    if (s == t) return;
    uint32_t q = c->below_at[way][s * c->n + t];
    if (way == TO_RIGHT) {
        open_arc(c, s, q, way);
        open_below(c, q, t, way);
    } else {
        open_below(c, s, q, way);
        open_arc(c, q, t, way);
    }
}

static void fill(chart *c, arena *a, const float *score, size_t row)
{
    size_t cells = (size_t)c->n * c->n;
    for (int way = 0; way < 2; way++) {
        c->arc[way] = TAKE(a, cells, float);
        c->below[way] = TAKE(a, cells, float);
        c->below_at[way] = TAKE(a, cells, uint8_t);
    }
    c->arc_at = TAKE(a, cells, uint8_t);
    for (uint32_t width = 1; width < c->n; width++)
        for (uint32_t s = 0; s + width < c->n; s++) {
            span_arc(c, score, row, s, s + width);
            span_below(c, s, s + width);
        }
}

void decode_projective(arena *a, const float *score, size_t row, uint32_t n, uint32_t *head)
{
    if (!n || n > DECODE_MOST) return;
    arena_mark here = arena_here(a);
    chart c = { .n = n, .head = head };
    fill(&c, a, score, row);
    uint32_t root = 0;
    float most = -INFINITY;
    for (uint32_t r = 0; r < n; r++) {
        float sum = c.below[TO_LEFT][r] + c.below[TO_RIGHT][r * n + n - 1] + score_at(score, row, r, n);
        if (sum > most) most = sum, root = r;
    }
    head[root] = UNIT_ROOT;
    open_below(&c, 0, root, TO_LEFT);
    open_below(&c, root, n - 1, TO_RIGHT);
    arena_rollback(a, here);
}

/* Between the ends of an arc nothing hangs on what lies outside. */
bool decode_crosses(const uint32_t *head, uint32_t n)
{
    for (uint32_t d = 0; d < n; d++) {
        if (head[d] == UNIT_ROOT) continue;
        uint32_t low = d < head[d] ? d : head[d], high = d < head[d] ? head[d] : d;
        for (uint32_t i = low + 1; i < high; i++)
            if (head[i] == UNIT_ROOT || head[i] < low || head[i] > high) return true;
    }
    return false;
}

double decode_worth(const float *score, size_t row, uint32_t n, const uint32_t *head)
{
    double sum = 0;
    for (uint32_t d = 0; d < n; d++) sum += (double)score_at(score, row, d, head[d] == UNIT_ROOT ? n : head[d]);
    return sum;
}
