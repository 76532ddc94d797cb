/*
 * families.c - where one passage stands: the sides of copies that lie over each other in a text are one place, and
 * places tied by a copy are one family.  Nothing is closed over guesses: every tie is an alignment that was made.
 */
#include "reuse/order.h"
#include "reuse/shared.h"

enum { LOOK_BACK = 24 /* sides before it, by place, that a side is laid over */ };
#define LIES_OVER .6 /* common tokens over those of both, at least */

typedef struct {
    uint32_t *parent;
} forest;

static uint32_t root(forest f, uint32_t i)
{
    while (f.parent[i] != i) i = f.parent[i] = f.parent[f.parent[i]];
    return i;
}

static void tie(forest f, uint32_t i, uint32_t j)
{
    i = root(f, i);
    j = root(f, j);
    if (i < j) f.parent[j] = i;
    else f.parent[i] = j;
}

typedef struct {
    uint32_t document, begin, end;
} side;

static side side_of(const shared_list *l, uint32_t number)
{
    const shared *s = &l->at[number / 2];
    return number % 2 ? (side){ s->b, s->at.b_begin, s->at.b_end } : (side){ s->a, s->at.a_begin, s->at.a_end };
}

static bool lies_over(side x, side y)
{
    if (x.document != y.document) return false;
    uint32_t begin = x.begin > y.begin ? x.begin : y.begin, end = x.end < y.end ? x.end : y.end;
    uint32_t hull_begin = x.begin < y.begin ? x.begin : y.begin, hull_end = x.end > y.end ? x.end : y.end;
    return begin < end && end - begin >= LIES_OVER * (hull_end - hull_begin);
}

/* Sides in order of document, begin, end; each is laid over those just before it. */
static void gather_places(arena *scratch, forest f, const shared_list *l, ordered *o)
{
    size_t n = l->n * 2;
    for (uint32_t i = 0; i < n; i++) {
        side s = side_of(l, i);
        o[i] = (ordered){ (uint64_t)s.document << 32 | s.begin, s.end, i };
    }
    order(scratch, o, n);
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j-- > 0 && j + LOOK_BACK >= i;)
            if (lies_over(side_of(l, o[i].what), side_of(l, o[j].what))) {
                tie(f, o[i].what, o[j].what);
                break;
            }
}

static uint32_t *side_place(shared_list *l, uint32_t number)
{
    return number % 2 ? &l->at[number / 2].place_b : &l->at[number / 2].place_a;
}

/* Numbers the places in order of document and begin, and gives each side its own. */
static void number_places(arena *keep, forest f, shared_list *l, const ordered *o, families *out)
{
    size_t n = l->n * 2;
    uint32_t *number = TAKE(keep, n, uint32_t); /* by root, from 1 */
    out->place = TAKE(keep, n, place);
    for (size_t i = 0; i < n; i++) {
        uint32_t top = root(f, o[i].what);
        side s = side_of(l, o[i].what);
        if (!number[top]) {
            out->place[out->places] = (place){ s.document, s.begin, s.end, 0 };
            number[top] = ++out->places;
        }
        place *p = &out->place[number[top] - 1];
        if (s.begin < p->begin) p->begin = s.begin;
        if (s.end > p->end) p->end = s.end;
        *side_place(l, o[i].what) = number[top] - 1;
    }
}

static void number_families(arena *keep, forest f, families *out)
{
    uint32_t *number = TAKE(keep, out->places, uint32_t), *first, *member = TAKE(keep, out->places, uint32_t);
    for (uint32_t i = 0; i < out->places; i++) {
        uint32_t top = root(f, i);
        if (!number[top]) number[top] = ++out->families;
        out->place[i].family = number[top] - 1;
    }
    first = TAKE(keep, (size_t)out->families + 2, uint32_t);
    for (uint32_t i = 0; i < out->places; i++) first[out->place[i].family + 2]++;
    for (uint32_t i = 0; i < out->families; i++) first[i + 2] += first[i + 1];
    for (uint32_t i = 0; i < out->places; i++) member[first[out->place[i].family + 1]++] = i;
    out->first = first;
    out->member = member;
}

static forest forest_of(arena *a, size_t n)
{
    forest f = { TAKE(a, n, uint32_t) };
    for (size_t i = 0; i < n; i++) f.parent[i] = (uint32_t)i;
    return f;
}

families families_of(arena *keep, arena *scratch, shared_list *l, bool (*ties)(const shared *))
{
    if (l->n > UINT32_MAX / 2) arena_leave(keep, HS_LIMIT, "reuse: too many shared passages");
    arena_mark here = arena_here(scratch);
    families out = { 0 };
    forest sides = forest_of(scratch, l->n * 2);
    ordered *o = TAKE(scratch, l->n * 2, ordered);
    gather_places(scratch, sides, l, o);
    number_places(keep, sides, l, o, &out);
    forest places = forest_of(scratch, out.places);
    for (size_t i = 0; i < l->n; i++)
        if (ties(&l->at[i])) tie(places, l->at[i].place_a, l->at[i].place_b);
    number_families(keep, places, &out);
    arena_rollback(scratch, here);
    return out;
}
