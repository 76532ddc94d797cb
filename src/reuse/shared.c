/*
 * shared.c - passages in order, what ties them, and what they become for the caller.
 */
#include "reuse/shared.h"

#include <math.h>

bool ties_all(const shared *s)
{
    return s->enough;
}

bool ties_voices(const shared *s)
{
    return copy_is_one_voice(s->class);
}

static double confidence_of(const shared *s)
{
    if (s->direction == DIRECTION_UNSAID) return .5;
    double lead = s->lead < 0 ? -s->lead : s->lead;
    return lead > 8 ? .999 : 1 - 1 / (1 + exp(lead));
}

copy shared_copy(const body *b, const shared *s)
{
    uint32_t a_n = s->at.a_end - s->at.a_begin, b_n = s->at.b_end - s->at.b_begin;
    copy c = { .a = b->number[s->a],
               .b = b->number[s->b],
               .in_a = tokens_span(&b->text[s->a], b->document[s->a]->text, s->at.a_begin, s->at.a_end),
               .in_b = tokens_span(&b->text[s->b], b->document[s->b]->text, s->at.b_begin, s->at.b_end),
               .class = s->class,
               .direction = s->direction,
               .confidence = confidence_of(s),
               .bits = s->at.bits,
               .tokens = s->at.equal,
               .equal = (double)s->at.equal / (a_n > b_n ? a_n : b_n) };
    if (c.a <= c.b) return c;
    copy turned = c;
    turned.a = c.b, turned.b = c.a, turned.in_a = c.in_b, turned.in_b = c.in_a;
    if (c.direction == DIRECTION_A_FIRST) turned.direction = DIRECTION_B_FIRST;
    if (c.direction == DIRECTION_B_FIRST) turned.direction = DIRECTION_A_FIRST;
    return turned;
}

void shared_order(arena *keep, arena *scratch, shared_list *l)
{
    arena_mark here = arena_here(scratch);
    ordered *o = TAKE(scratch, l->n, ordered);
    for (size_t i = 0; i < l->n; i++)
        o[i] = (ordered){ (uint64_t)l->at[i].b << 32 | l->at[i].at.b_begin, l->at[i].at.b_end, (uint32_t)i };
    order(scratch, o, l->n);
    for (size_t i = 0; i < l->n; i++) {
        const shared *s = &l->at[o[i].what];
        o[i].key = (uint64_t)s->a << 32 | s->at.a_begin;
        o[i].sub = s->at.a_end;
    }
    order(scratch, o, l->n);
    shared *sorted = TAKE(keep, l->n, shared);
    for (size_t i = 0; i < l->n; i++) sorted[i] = l->at[o[i].what];
    l->at = sorted;
    l->room = l->n;
    arena_rollback(scratch, here);
}
