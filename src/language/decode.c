/*
 * decode.c - the best tree.
 *
 * Each unit takes its best head.  If that makes a cycle, the cycle becomes one node: an arc into it is worth what it
 * gains over the cycle's own arc at the place where it enters.  That is done until no cycle is left, then the cycles
 * are opened again, newest first, each at the place where the chosen arc enters.
 *
 * Arcs from the root cost ROOT_COST more than any tree can gain, so only one is ever taken.
 */
#include "language/decode.h"

#include <math.h>

#define ROOT_COST 1e8

/* Nodes: units 0 .. n-1, then contracted cycles; the root has number `root`. */
typedef struct {
    uint32_t nodes, most, root;
    double *score;    /* [d * most + h]: the best arc from node h into node d */
    uint32_t *from;   /* the unit of h's side, and */
    uint32_t *into;   /* the unit of d's side, of that arc */
    uint32_t *head;   /* node */
    uint32_t *inside; /* the cycle that swallowed the node, or NOBODY */
    uint32_t *seen;
} graph;

static size_t arc(const graph *g, uint32_t d, uint32_t h)
{
    return (size_t)d * g->most + h;
}

static void choose(graph *g, uint32_t d)
{
    uint32_t best = NOBODY;
    for (uint32_t h = 0; h < g->nodes; h++) {
        if (h == d || g->inside[h] != NOBODY) continue;
        if (best == NOBODY || g->score[arc(g, d, h)] > g->score[arc(g, d, best)]) best = h;
    }
    g->head[d] = best;
}

/* A node on a cycle, or NOBODY. */
static uint32_t find_cycle(graph *g)
{
    for (uint32_t i = 0; i < g->nodes; i++) g->seen[i] = NOBODY;
    for (uint32_t i = 0; i < g->nodes; i++) {
        uint32_t at = i;
        while (at != g->root && g->inside[at] == NOBODY && g->seen[at] == NOBODY) {
            g->seen[at] = i;
            at = g->head[at];
        }
        if (at != g->root && g->inside[at] == NOBODY && g->seen[at] == i) return at;
    }
    return NOBODY;
}

static void take_arc(graph *g, size_t to, size_t of, double score, bool first)
{
    if (!first && score <= g->score[to]) return;
    g->score[to] = score;
    g->from[to] = g->from[of];
    g->into[to] = g->into[of];
}

static void contract(graph *g, uint32_t start)
{
    uint32_t c = g->nodes++, member = start;
    g->inside[c] = NOBODY;
    do {
        g->inside[member] = c;
        member = g->head[member];
    } while (member != start);
    for (uint32_t x = 0; x < c; x++) {
        if (g->inside[x] != NOBODY) continue;
        bool first = true;
        do {
            double gain = g->score[arc(g, member, x)] - g->score[arc(g, member, g->head[member])];
            take_arc(g, arc(g, c, x), arc(g, member, x), gain, first);
            if (x != g->root) take_arc(g, arc(g, x, c), arc(g, x, member), g->score[arc(g, x, member)], first);
            first = false;
            member = g->head[member];
        } while (member != start);
        if (x != g->root && g->inside[g->head[x]] == c) g->head[x] = c;
    }
    choose(g, c);
}

/* Cycles opened newest first: the unit where the arc into it enters gets that arc, and so does every cycle around it. */
static void open_cycles(graph *g, uint32_t n, uint32_t *head)
{
    uint32_t *unit_head = g->seen; /* head unit of each node's entering arc, in units; and its own unit */
    for (uint32_t i = 0; i < g->nodes; i++) unit_head[i] = NOBODY;
    for (uint32_t c = g->nodes; c-- > 0;) {
        if (c == g->root || unit_head[c] != NOBODY) continue;
        size_t of = arc(g, c, g->head[c]);
        for (uint32_t at = g->into[of]; at != NOBODY && unit_head[at] == NOBODY; at = g->inside[at]) {
            unit_head[at] = g->from[of];
            if (at < n) head[at] = g->from[of] == g->root ? UNIT_ROOT : g->from[of];
        }
    }
}

static graph *build(arena *a, const float *score, size_t row, uint32_t n)
{
    graph *g = TAKE(a, 1, graph);
    *g = (graph){ .nodes = n + 1, .most = 2 * n + 2, .root = n };
    size_t cells = (size_t)g->most * g->most;
    g->score = TAKE(a, cells, double);
    g->from = TAKE(a, cells, uint32_t);
    g->into = TAKE(a, cells, uint32_t);
    g->head = TAKE(a, g->most, uint32_t);
    g->inside = TAKE(a, g->most, uint32_t);
    g->seen = TAKE(a, g->most, uint32_t);
    for (uint32_t i = 0; i < g->most; i++) g->inside[i] = NOBODY;
    for (uint32_t d = 0; d < n; d++) {
        for (uint32_t h = 0; h <= n; h++) {
            double s = score[d * row + h];
            size_t at = arc(g, d, h);
            g->score[at] = (isfinite(s) ? s : -1e5) - (h == n ? ROOT_COST : 0);
            g->from[at] = h;
            g->into[at] = d;
        }
        choose(g, d);
    }
    return g;
}

/* Most sentences need no more than each unit's best head; true if that is a tree with one root. */
static bool greedy(const float *score, size_t row, uint32_t n, uint32_t *head)
{
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++) {
        uint32_t best = d ? 0 : n;
        for (uint32_t h = 0; h <= n; h++)
            if (h != d && score[d * row + h] > score[d * row + best]) best = h;
        head[d] = best == n ? UNIT_ROOT : best;
        roots += best == n;
        if (!isfinite(score[d * row + best])) return false;
    }
    if (roots != 1) return false;
    uint8_t fine[DECODE_MOST] = { 0 }; /* reaches the root */
    for (uint32_t d = 0; d < n; d++) {
        uint32_t at = d, steps = 0;
        for (; at != UNIT_ROOT && !fine[at]; at = head[at])
            if (steps++ > n) return false;
        for (at = d; at != UNIT_ROOT && !fine[at]; at = head[at]) fine[at] = 1;
    }
    return true;
}

void decode_tree(arena *a, const float *score, size_t row, uint32_t n, uint32_t *head)
{
    if (!n || n > DECODE_MOST) return;
    if (greedy(score, row, n, head)) return;
    arena_mark here = arena_here(a);
    graph *g = build(a, score, row, n);
    for (uint32_t on; (on = find_cycle(g)) != NOBODY;) contract(g, on);
    open_cycles(g, n, head);
    arena_rollback(a, here);
}
