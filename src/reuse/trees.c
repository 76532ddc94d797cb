/*
 * trees.c - lineages: of each family a tree, the earliest place at its root.
 *
 * Places are set in order: by what the directions of their copies say, then by date and id.  Each takes as its parent
 * the earlier place whose words are most like its own, for what B changed stands in C if C copied B; of equally like
 * ones the earliest.  A place that shares with no earlier one may lie inside a longer passage that does: where that leads
 * to an earlier place of the family, it came from there.  Else it begins a tree of its own.
 */
#include "reuse/order.h"
#include "reuse/trees.h"

enum { PLACES_AROUND = 16, MEMBERS_LOOKED_AT = 64 /* so that large families stay cheap: their members have ties */ };
#define COVERED .8 /* of a place that lies inside another */

typedef struct {
    arena *scratch;
    const body *body;
    const shared_list *list;
    const families *families;
    const uint32_t *first; /* place p's copies are copy_of[first[p] .. first[p + 1]) */
    const uint32_t *copy_of;
    uint32_t *position; /* of a place in its lineage, + 1 */
} grower;

static bool counts(const shared *s)
{
    return copy_is_one_voice(s->class);
}

static void index_copies(arena *a, grower *g)
{
    uint32_t n = g->families->places;
    uint32_t *first = TAKE(a, (size_t)n + 2, uint32_t);
    uint32_t *copy_of = TAKE(a, g->list->n * 2, uint32_t);
    for (size_t i = 0; i < g->list->n; i++)
        if (counts(&g->list->at[i])) first[g->list->at[i].place_a + 2]++, first[g->list->at[i].place_b + 2]++;
    for (uint32_t p = 0; p < n; p++) first[p + 2] += first[p + 1];
    for (size_t i = 0; i < g->list->n; i++)
        if (counts(&g->list->at[i])) {
            copy_of[first[g->list->at[i].place_a + 1]++] = (uint32_t)i;
            copy_of[first[g->list->at[i].place_b + 1]++] = (uint32_t)i;
        }
    g->first = first;
    g->copy_of = copy_of;
}

/* Sum of what its copies say of a place: positive when others took from it. */
static double lead_of(const grower *g, uint32_t p)
{
    double sum = 0;
    for (uint32_t i = g->first[p]; i < g->first[p + 1]; i++) {
        const shared *s = &g->list->at[g->copy_of[i]];
        if (s->place_a == s->place_b || s->a == s->b) continue;
        double step = s->lead > 3 ? 3 : s->lead < -3 ? -3 : s->lead;
        sum += s->place_a == p ? step : -step;
    }
    uint32_t n = g->first[p + 1] - g->first[p];
    return n ? sum / n : 0;
}

/* A number that sorts doubles as unsigned integers, falling. */
static uint64_t falling(double x)
{
    int64_t fixed = (int64_t)(x * 1048576.0);
    return (UINT64_C(1) << 62) - (uint64_t)fixed; /* wraps to the right place for negative ones */
}

static double likeness(const shared *s)
{
    uint32_t a_n = s->at.a_end - s->at.a_begin, b_n = s->at.b_end - s->at.b_begin;
    return (double)s->at.equal / (a_n > b_n ? a_n : b_n) + s->at.equal * 1e-6;
}

/* The best copy that ties place p to one already in the lineage, or UINT32_MAX. */
static uint32_t best_tie(const grower *g, uint32_t p)
{
    uint32_t best = UINT32_MAX, best_position = 0;
    double best_like = -1;
    for (uint32_t i = g->first[p]; i < g->first[p + 1]; i++) {
        const shared *s = &g->list->at[g->copy_of[i]];
        uint32_t other = s->place_a == p ? s->place_b : s->place_a, position = g->position[other];
        if (other == p || !position) continue;
        double like = likeness(s);
        if (like > best_like + 1e-9 || (like > best_like - 1e-9 && position < best_position)) {
            best = g->copy_of[i];
            best_like = like;
            best_position = position;
        }
    }
    return best;
}

static uint32_t common(uint32_t begin, uint32_t end, uint32_t other_begin, uint32_t other_end)
{
    uint32_t from = begin > other_begin ? begin : other_begin, to = end < other_end ? end : other_end;
    return from < to ? to - from : 0;
}

/* The family's place, already in the lineage, that lies on the other side of a copy; UINT32_MAX for none. */
static uint32_t place_behind(const grower *g, const shared *s, bool here_is_a, const ordered *members, uint32_t n)
{
    uint32_t document = here_is_a ? s->b : s->a;
    uint32_t begin = here_is_a ? s->at.b_begin : s->at.a_begin, end = here_is_a ? s->at.b_end : s->at.a_end;
    for (uint32_t i = 0; i < n; i++) {
        const place *q = &g->families->place[members[i].what];
        if (q->document == document && common(q->begin, q->end, begin, end) >= COVERED * (q->end - q->begin)) return members[i].what;
    }
    return UINT32_MAX;
}

/* The copy of a longer passage around place p that leads to one of the n earlier members, and where to. */
static uint32_t tie_around(const grower *g, uint32_t p, const ordered *members, uint32_t n, uint32_t *parent)
{
    const place *all = g->families->place, *here = &all[p];
    uint32_t from = p;
    while (from && all[from - 1].document == here->document && p - from < PLACES_AROUND) from--;
    for (uint32_t q = from; q < g->families->places && q <= p + PLACES_AROUND && all[q].document == here->document; q++) {
        if (q == p || all[q].family == here->family ||
            common(all[q].begin, all[q].end, here->begin, here->end) < COVERED * (here->end - here->begin))
            continue;
        for (uint32_t i = g->first[q]; i < g->first[q + 1]; i++) {
            const shared *s = &g->list->at[g->copy_of[i]];
            if (s->a == s->b) continue;
            *parent = place_behind(g, s, s->place_a == q, members, n);
            if (*parent != UINT32_MAX) return g->copy_of[i];
        }
    }
    return UINT32_MAX;
}

static span place_span(const grower *g, const place *p)
{
    return tokens_span(&g->body->text[p->document], g->body->document[p->document]->text, p->begin, p->end);
}

static lineage grow_tree(arena *keep, const grower *g, uint32_t family)
{
    const families *f = g->families;
    uint32_t n = f->first[family + 1] - f->first[family];
    const uint32_t *member = f->member + f->first[family];
    ordered *o = TAKE(g->scratch, n, ordered);
    for (uint32_t i = 0; i < n; i++) o[i] = (ordered){ falling(lead_of(g, member[i])), member[i], member[i] };
    order(g->scratch, o, n);
    lineage_place *out = TAKE(keep, n, lineage_place);
    lineage l = { .place = out, .places = n };
    for (uint32_t i = 0; i < n; i++) {
        uint32_t p = o[i].what, copy = best_tie(g, p);
        const shared *s = copy == UINT32_MAX ? NULL : &g->list->at[copy];
        uint32_t parent = s ? g->position[s->place_a == p ? s->place_b : s->place_a] - 1 : i, behind;
        if (!s && i && i < MEMBERS_LOOKED_AT && (copy = tie_around(g, p, o, i, &behind)) != UINT32_MAX)
            parent = g->position[behind] - 1;
        out[i] = (lineage_place){ g->body->number[f->place[p].document], place_span(g, &f->place[p]), parent, copy };
        g->position[p] = i + 1;
        l.origins += parent == i;
    }
    return l;
}

const lineage *trees_of(arena *keep, arena *scratch, const body *b, const shared_list *l, const families *f, size_t *n)
{
    arena_mark here = arena_here(scratch);
    grower g = { .scratch = scratch, .body = b, .list = l, .families = f };
    index_copies(scratch, &g);
    g.position = TAKE(scratch, f->places, uint32_t);
    lineage *out = TAKE(keep, f->families, lineage);
    *n = 0;
    for (uint32_t i = 0; i < f->families; i++)
        if (f->first[i + 1] - f->first[i] > 1) out[(*n)++] = grow_tree(keep, &g, i);
    arena_rollback(scratch, here);
    return out;
}
