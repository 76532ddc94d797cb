/*
 * reuse.c - the door: tokens, lists, alignment, classes, directions, lineages, in that order.
 *
 * All work is done in an arena of its own that is gone when the answer stands; only the answer is in the caller's.
 */
#include "base/map.h"
#include "reuse/order.h"
#include "reuse/trees.h"

#include <stdlib.h>



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
        text[i] = tokens_read(t->work, t->scratch, &scratch, t->body.document[i]->text, t->body.document[i]->name,
                              t->body.document[i]->names);
        t->body.all_tokens += text[i].n;
    }
    arena_rollback(t->scratch, here);
    t->body.text = text;
}

static const reuse_result *find(task *t)
{
    uint32_t exact = t->options.exact_run ? t->options.exact_run : REUSE_EXACT_RUN;
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
    shared_order(t->work, t->scratch, &found);
    families all = families_of(t->work, t->scratch, &found, ties_all);
    classify(t->scratch, &t->body, &found, &all);
    direct(t->scratch, &t->body, &found);
    families voices = families_of(t->work, t->scratch, &found, ties_voices);
    reuse_result *out = TAKE(t->out, 1, reuse_result);
    copy *copies = TAKE(t->out, found.n, copy);
    for (size_t i = 0; i < found.n; i++) copies[i] = shared_copy(&t->body, &found.at[i]);
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
