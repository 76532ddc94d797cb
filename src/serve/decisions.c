/*
 * decisions.c - what waits for a person, what people ruled, and belief day by day, as the library lists them; and ruling (--edit).
 */
#include "base/file.h"
#include "base/json.h"
#include "serve/body.h"
#include "serve/inside.h"

typedef VEC(hs_str) lines;

static hs_status take_lines(arena *a, hs_iter *it, lines *out, hs_error *err)
{
    hs_str line;
    hs_status status;
    while ((status = hs_next_json(it, &line, err)) == HS_OK) *VEC_ADD(a, out) = arena_str(a, line);
    return status == HS_END ? HS_OK : status;
}

/* The decisions' newest stands first; the queue is in its own order. */
static hs_str listing(arena *a, const lines *all, bool backwards, const hs_asked *q)
{
    uint64_t next = q->after + q->most;
    buf out = { .a = a };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_key(&j, "rows");
    json_open(&j, '[');
    for (uint64_t i = q->after; i < next && i < all->n; i++) json_raw(&j, all->at[backwards ? all->n - 1 - i : i]);
    json_close(&j, ']');
    json_put_string(&j, "next",
                    next < all->n ? arena_printf(a, "%llu%.*s", (unsigned long long)next, STR_ARGS(q->mark)) : (hs_str){ NULL, 0 });
    json_put_u64(&j, "total", all->n);
    json_close(&j, '}');
    return buf_str(&out);
}

static hs_status list(arena *a, hs_iter *it, bool is_review, const hs_asked *q, hs_str *out, hs_error *err)
{
    lines all = { 0 };
    if (!ARENA_DOOR(a)) return fail_from(err, arena_failure(a), NULL);
    hs_status status = take_lines(a, it, &all, err);
    if (status == HS_OK) *out = listing(a, &all, !is_review, q);
    arena_door_shut(a);
    return status;
}

hs_status decisions_list(hs_case *c, exchange *x, const hs_asked *q, bool is_review, hs_str *out, hs_error *err)
{
    hs_iter *it;
    hs_query query = { .frame = q->frame };
    hs_status status = is_review ? hs_review(c, &query, &it, err) : hs_decisions(c, NULL, &it, err);
    if (status != HS_OK) return status;
    status = list(x->a, it, is_review, q, out, err);
    hs_iter_close(it);
    return status;
}

hs_status beliefs_list(hs_case *c, exchange *x, const hs_asked *q, hs_str *out, hs_error *err)
{
    hs_iter *it;
    hs_query query = { .question = q->number };
    hs_status status = hs_timeline(c, &query, &it, err);
    if (status != HS_OK) return status;
    status = list(x->a, it, true, q, out, err);
    hs_iter_close(it);
    return status;
}

hs_status decisions_make(hs_case *c, hs_str body, uint64_t undoes, const char *who, hs_error *err)
{
    hs_id number;
    hs_decision d;
    const char *fault = NULL;
    if (undoes) return hs_undo(c, undoes, who, NULL, &number, err);
    arena *a = arena_open(NULL, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "out of memory");
    hs_status status = body_decision(a, body, &d, &fault) ? hs_decide(c, &d, d.who.n ? d.who.p : who, &number, err)
                                                          : fail(err, HS_BAD_ARGUMENT, "%s", fault);
    arena_close(a);
    return status;
}
