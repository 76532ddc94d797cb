/*
 * rows_runs.c - the states that there were, and what changed between two of them, and why.
 *
 * Why, from the nearest cause to the farthest: documents that came between the two and speak to the answer; decisions
 * made between; other models or lexicons; and where nothing of that touches the answer, its sources, whose record the
 * rest of the case changed.
 */
#include "pipeline/rows.h"

#include <stdio.h>

static hs_status fill_runs(hs_iter *it, const hs_query *q, hs_error *err)
{
    const case_run_row *runs;
    uint32_t n;
    (void)q;
    hs_status status = case_runs(it->c->file, it->a, &runs, &n, err);
    for (uint32_t i = 0; status == HS_OK && i < n; i++) {
        hs_run_row *row = TAKE(it->a, 1, hs_run_row);
        *row = (hs_run_row){ .run = i + 1, .at = runs[i].when, .who = runs[i].who, .models = runs[i].run,
                             .documents = runs[i].documents, .decisions = runs[i].decisions,
                             .claims = runs[i].claims, .answers = runs[i].answers };
        *VEC_ADD(it->a, &it->things) = row;
        *VEC_ADD(it->a, &it->numbers) = i;
    }
    return status;
}

hs_status hs_runs(hs_case *c, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_RUNS, NULL, fill_runs, out, err);
}

hs_status hs_next_run(hs_iter *it, hs_run_row *row, hs_error *err)
{
    const void *thing;
    hs_status status = rows_next_thing(it, ROWS_RUNS, &thing, err);
    if (status == HS_OK) *row = *(const hs_run_row *)thing;
    return status;
}

void rows_run_json(json *j, const void *thing)
{
    const hs_run_row *r = thing;
    json_put_u64(j, "run", r->run);
    json_put_string(j, "at", r->at);
    json_put_string(j, "who", r->who);
    json_put_string(j, "models", r->models);
    json_put_u64(j, "documents", r->documents);
    json_put_u64(j, "decisions", r->decisions);
    json_put_u64(j, "claims", r->claims);
    json_put_u64(j, "answers", r->answers);
}

/* ---- what changed ------------------------------------------------------------------------------------------------- */

typedef struct {
    hs_iter *it;
    case_run_row from, to;
} comparing;

/* Documents added between the two runs that have a claim to the answer. */
static uint32_t new_documents(comparing *x, uint32_t answer)
{
    const case_voice *v;
    uint32_t n, count = 0, last = NOBODY;
    hs_error err;
    if (answer == NOBODY) return 0;
    hs_status status = case_voices(x->it->c->file, x->it->a, answer, &v, &n, &err);
    for (uint32_t i = 0; status == HS_OK && i < n; i++) {
        int64_t audit;
        if (v[i].document == last) continue;
        last = v[i].document;
        status = case_document_audit(x->it->c->file, last, &audit, &err);
        count += audit > x->from.audit && audit < x->to.audit;
    }
    if (status != HS_OK) arena_leave(x->it->a, status, "%s", err.what);
    return count;
}

static hs_str reason_of(comparing *x, const case_change *c)
{
    arena *a = x->it->a;
    buf out = { .a = a };
    uint32_t documents = new_documents(x, c->answer);
    if (documents) buf_printf(&out, "%u new document%s speak%s to it", documents, documents == 1 ? "" : "s",
                              documents == 1 ? "s" : "");
    if (x->to.decisions > x->from.decisions)
        buf_printf(&out, "%sdecision%s %u%s", out.n ? "; " : "", x->to.decisions - x->from.decisions == 1 ? "" : "s",
                   x->from.decisions + 1,
                   x->to.decisions - x->from.decisions == 1
                       ? ""
                       : arena_printf(a, " to %u", x->to.decisions).p);
    if (!str_eq(x->to.run, x->from.run)) buf_printf(&out, "%sother models or lexicons", out.n ? "; " : "");
    if (!out.n && x->to.documents > x->from.documents)
        buf_add(&out, STR("new documents changed what is known of its names, copies or sources"));
    return out.n ? buf_str(&out) : STR("its sources are believed differently");
}

static void add_change(comparing *x, const case_change *c)
{
    arena *a = x->it->a;
    hs_change *row = TAKE(a, 1, hs_change);
    *row = (hs_change){ .answer = c->answer == NOBODY ? 0 : c->answer + 1,
                        .key = arena_printf(a, "%.*s = %.*s", STR_ARGS(c->item_key), STR_ARGS(c->answer_key)),
                        .proposition = c->is.there ? c->is.sentence : c->was.sentence,
                        .change = !c->was.there ? STR("new") : !c->is.there ? STR("gone") : STR("changed"),
                        .was = c->was.there, .is = c->is.there,
                        .origins_asserted_was = c->was.origins_asserted, .origins_denied_was = c->was.origins_denied,
                        .origins_asserted = c->is.origins_asserted, .origins_denied = c->is.origins_denied,
                        .belief_was = c->was.belief, .low_was = c->was.low, .high_was = c->was.high,
                        .belief = c->is.belief, .low = c->is.low, .high = c->is.high };
    row->why = reason_of(x, c);
    *VEC_ADD(a, &x->it->numbers) = (uint32_t)x->it->things.n;
    *VEC_ADD(a, &x->it->things) = row;
}

static hs_status compare(hs_iter *it, hs_id from, hs_id to, hs_error *err)
{
    const case_run_row *runs;
    const case_change *changes;
    uint32_t n, count;
    hs_status status = case_runs(it->c->file, it->a, &runs, &n, err);
    if (status != HS_OK) return status;
    if (!to) to = n;
    if (!from && to) from = to - 1;
    if (!from || to > n || from >= to)
        return fail(err, HS_NOT_FOUND, "two runs are compared, the earlier first; the case has %u", n);
    comparing x = { .it = it, .from = runs[from - 1], .to = runs[to - 1] };
    status = case_changes(it->c->file, it->a, (uint32_t)from, (uint32_t)to, &changes, &count, err);
    for (uint32_t i = 0; status == HS_OK && i < count; i++) add_change(&x, &changes[i]);
    return status;
}

/* The numbers of the two runs come as the query's since and until. */
static hs_status fill_diff(hs_iter *it, const hs_query *q, hs_error *err)
{
    uint64_t from = 0, to = 0;
    str_to_u64(q->since, &from);
    str_to_u64(q->until, &to);
    return compare(it, from, to, err);
}

hs_status hs_diff(hs_case *c, hs_id from, hs_id to, hs_iter **out, hs_error *err)
{
    char a[24], b[24];
    snprintf(a, sizeof a, "%llu", (unsigned long long)from);
    snprintf(b, sizeof b, "%llu", (unsigned long long)to);
    return rows_open(c, ROWS_CHANGES, &(hs_query){ .since = str_of(a), .until = str_of(b) }, fill_diff, out, err);
}

hs_status hs_next_change(hs_iter *it, hs_change *row, hs_error *err)
{
    const void *thing;
    hs_status status = rows_next_thing(it, ROWS_CHANGES, &thing, err);
    if (status == HS_OK) *row = *(const hs_change *)thing;
    return status;
}

static void put_stand(json *j, const char *key, bool there, uint32_t asserted, uint32_t denied, double belief,
                      double low, double high)
{
    json_key(j, key);
    if (!there) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_put_u64(j, "origins_asserted", asserted);
    json_put_u64(j, "origins_denied", denied);
    json_put_double(j, "belief", belief);
    json_put_double(j, "low", low);
    json_put_double(j, "high", high);
    json_close(j, '}');
}

void rows_change_json(json *j, const void *thing)
{
    const hs_change *c = thing;
    json_put_string(j, "change", c->change);
    rows_put_id(j, "answer", c->answer);
    json_put_string(j, "proposition", c->proposition);
    json_put_string(j, "key", c->key);
    json_put_string(j, "why", c->why);
    put_stand(j, "was", c->was, c->origins_asserted_was, c->origins_denied_was, c->belief_was, c->low_was, c->high_was);
    put_stand(j, "is", c->is, c->origins_asserted, c->origins_denied, c->belief, c->low, c->high);
}
