/*
 * reuse.c - the door: tokens, lists, alignment, classes, directions, lineages, in that order.
 *
 * All work is done in an arena of its own that is gone when the answer stands; only the answer is in the caller's.
 */
#include "base/map.h"
#include "reuse/order.h"
#include "reuse/trees.h"

#include <math.h>
#include <stdlib.h>

enum { EXACT_RUN = 12 };

typedef struct {
    arena *out, *work, *scratch;
    const reuse_document *documents;
    uint32_t n;
    reuse_options options;
    body body;
} task;

static int by_rank(const void *x, const void *y)
{
    const reuse_document *a = *(const reuse_document *const *)x, *b = *(const reuse_document *const *)y;
    int c = date_cmp(a->published, b->published);
    if (!c) c = str_cmp(a->id, b->id);
    if (!c) c = str_cmp(a->text, b->text);
    return c ? c : (a > b) - (a < b);
}

static void set_ranks(task *t)
{
    const reuse_document **d = TAKE(t->work, t->n, const reuse_document *);
    for (uint32_t i = 0; i < t->n; i++) d[i] = &t->documents[i];
    if (t->n) qsort(d, t->n, sizeof *d, by_rank);
    uint32_t *number = TAKE(t->work, t->n, uint32_t);
    for (uint32_t i = 0; i < t->n; i++) number[i] = (uint32_t)(d[i] - t->documents);
    t->body.document = d;
    t->body.number = number;
    t->body.n = t->n;
}

static void number_publishers(task *t)
{
    map seen = { .a = t->work };
    uint32_t *number = TAKE(t->work, t->n, uint32_t);
    for (uint32_t i = 0; i < t->n; i++) {
        hs_str name = t->body.document[i]->publisher;
        if (!name.n) continue;
        bool is_new;
        uint64_t *value = map_put(&seen, name, &is_new);
        if (is_new) *value = seen.n;
        number[i] = (uint32_t)*value;
    }
    t->body.publisher = number;
}

static void read_texts(task *t)
{
    tokens *text = TAKE(t->work, t->n, tokens);
    tokens_scratch scratch = { 0 };
    arena_mark here = arena_here(t->scratch);
    for (uint32_t i = 0; i < t->n; i++) {
        text[i] = tokens_read(t->work, t->scratch, &scratch, t->body.document[i]->text);
        t->body.all_tokens += text[i].n;
    }
    arena_rollback(t->scratch, here);
    t->body.text = text;
}

static bool ties_all(const shared *s)
{
    return s->enough;
}

static bool ties_voices(const shared *s)
{
    return copy_is_one_voice(s->class);
}

static double confidence_of(const shared *s)
{
    if (s->direction == DIRECTION_UNSAID) return .5;
    double lead = s->lead < 0 ? -s->lead : s->lead;
    return lead > 8 ? .999 : 1 - 1 / (1 + exp(lead));
}

/* A shared passage in the caller's numbers; the sides change places where those run the other way. */
static copy copy_of(const body *b, const shared *s)
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

/* In order of the earlier text, the place in it, the later text, the place there. */
static void set_in_order(task *t, shared_list *l)
{
    ordered *o = TAKE(t->scratch, l->n, ordered);
    for (size_t i = 0; i < l->n; i++)
        o[i] = (ordered){ (uint64_t)l->at[i].b << 32 | l->at[i].at.b_begin, l->at[i].at.b_end, (uint32_t)i };
    order(t->scratch, o, l->n);
    for (size_t i = 0; i < l->n; i++) {
        const shared *s = &l->at[o[i].what];
        o[i].key = (uint64_t)s->a << 32 | s->at.a_begin;
        o[i].sub = s->at.a_end;
    }
    order(t->scratch, o, l->n);
    shared *sorted = TAKE(t->work, l->n, shared);
    for (size_t i = 0; i < l->n; i++) sorted[i] = l->at[o[i].what];
    l->at = sorted;
}

static const reuse_result *find(task *t)
{
    uint32_t exact = t->options.exact_run ? t->options.exact_run : EXACT_RUN;
    set_ranks(t);
    number_publishers(t);
    read_texts(t);
    rarity *r = TAKE(t->work, 1, rarity);
    *r = rarity_open(t->work, t->body.all_tokens, t->n, t->options.background);
    t->body.rarity = r;
    t->body.exact_run = exact;
    t->body.profile = gram_profile_for(exact, t->options.noisy);
    lists l = lists_build(t->work, t->scratch, t->body.text, t->n, t->body.profile, r);
    shared_list found = find_shared(t->work, t->scratch, &t->body, &l);
    set_in_order(t, &found);
    families all = families_of(t->work, t->scratch, &found, ties_all);
    classify(t->scratch, &t->body, &found, &all);
    direct(t->scratch, &t->body, &found);
    families voices = families_of(t->work, t->scratch, &found, ties_voices);
    reuse_result *out = TAKE(t->out, 1, reuse_result);
    copy *copies = TAKE(t->out, found.n, copy);
    for (size_t i = 0; i < found.n; i++) copies[i] = copy_of(&t->body, &found.at[i]);
    out->copy = copies;
    out->copies = found.n;
    out->lineage = trees_of(t->out, t->scratch, &t->body, &found, &voices, &out->lineages);
    return out;
}

static void close_arena(void *a)
{
    arena_close(a);
}

static arena *open_within(arena *a)
{
    arena *inner = arena_open(NULL, 0);
    if (!inner) arena_leave(a, HS_NO_MEMORY, "out of memory");
    arena_defer(a, close_arena, inner);
    return inner;
}

const reuse_result *reuse_find(arena *a, const reuse_document *documents, uint32_t n, const reuse_options *options)
{
    task t = { .out = a, .work = open_within(a), .scratch = open_within(a), .documents = documents, .n = n };
    if (options) t.options = *options;
    if (!ARENA_DOOR(t.work)) arena_leave(a, arena_failure(t.work)->status, "%s", arena_failure(t.work)->what);
    if (!ARENA_DOOR(t.scratch)) arena_leave(a, arena_failure(t.scratch)->status, "%s", arena_failure(t.scratch)->what);
    const reuse_result *result = find(&t);
    arena_reset(t.work);
    arena_reset(t.scratch);
    return result;
}
