/*
 * past.c - the states that there were: what each run of the settling changed.
 *
 * A state is replaced whole.  Before that happens, of each answer that the new one changes, adds or drops, how it stood
 * is kept under the new run's number (nothing but the key where there was no such answer).  So how an answer stood after
 * run R is its oldest row with a number above R, or, if there is none, how it stands today; and what changed between two
 * runs are the rows numbered between them.
 *
 *     run 1 ──── run 2 ──── run 3 = today
 *          rows 2      rows 3
 */
#include "base/hash.h"
#include "case/inside.h"

#include <math.h>

/* A belief that moves by less than this has not changed to a reader. */
static const double MOVED = .005;

static void put_values(row *r, const case_past *v)
{
    put_text(r, v->sentence);
    const uint32_t counts[] = { v->asserted, v->denied, v->origins_asserted, v->origins_denied };
    for (int i = 0; i < 4; i++) put_i64(r, counts[i]);
    put_double(r, v->belief);
    put_double(r, v->low);
    put_double(r, v->high);
    put_i64(r, v->too_little);
}

static void put_nothing(row *r)
{
    for (int i = 0; i < 9; i++) put_str(r, STR(""));
}

static void get_values(row *r, case_past *v)
{
    *v = (case_past){ 0 };
    v->there = sqlite3_column_type(r->s, r->at + 1) != SQLITE_NULL;
    if (!v->there) {
        r->at += 9;
        return;
    }
    v->sentence = get_str(r);
    uint32_t *const counts[] = { &v->asserted, &v->denied, &v->origins_asserted, &v->origins_denied };
    for (int i = 0; i < 4; i++) *counts[i] = get_u32(r);
    v->belief = get_double(r);
    v->low = get_double(r);
    v->high = get_double(r);
    v->too_little = get_bool(r);
}

static hs_str key_of(arena *a, hs_str item, hs_str answer)
{
    return arena_printf(a, "%.*s\n%.*s", STR_ARGS(item), STR_ARGS(answer));
}

static case_past values_of(const answer *x)
{
    return (case_past){ true,      x->sentence, x->asserted, x->denied, x->origins_asserted, x->origins_denied,
                        x->belief, x->low,      x->high,     x->too_little };
}

static bool moved(const case_past *a, const case_past *b)
{
    return a->asserted != b->asserted || a->denied != b->denied || a->origins_asserted != b->origins_asserted ||
           a->origins_denied != b->origins_denied || a->too_little != b->too_little ||
           fabs(a->belief - b->belief) >= MOVED || fabs(a->low - b->low) >= MOVED || fabs(a->high - b->high) >= MOVED;
}

static void keep(case_file *c, hs_str item, hs_str answer, int64_t run, const case_past *v)
{
    row r = row_of(c, DB_PAST_ADD);
    put_text(&r, item);
    put_text(&r, answer);
    put_i64(&r, run);
    if (v) put_values(&r, v);
    else put_nothing(&r);
    row_end(&r);
}

static int64_t one_i64(case_file *c, db_statement which)
{
    int64_t v = 0;
    row r = row_of(c, which);
    while (row_next(&r)) v = get_i64(&r);
    return v;
}

static hs_str digest_of_run(case_file *c, int64_t run)
{
    buf b = { .a = c->door };
    row r = row_of(c, DB_PAST_OF_RUN);
    put_i64(&r, run);
    while (row_next(&r)) {
        case_past v;
        hs_str words[] = { get_str(&r), get_str(&r), STR("") };
        get_values(&r, &v);
        words[2] = v.sentence;
        for (int i = 0; i < 3; i++) buf_printf(&b, "%zu:%.*s", words[i].n, STR_ARGS(words[i]));
        buf_printf(&b, "%d %u %u %u %u %a %a %a %d\n", v.there, v.asserted, v.denied, v.origins_asserted,
                   v.origins_denied, v.belief, v.low, v.high, v.too_little);
    }
    return sha256_hex(c->door, b.n ? buf_str(&b) : STR(""));
}

/* The answers of the state that stands, against those of the new one. */
static void keep_changed(case_file *c, const state *s, int64_t run)
{
    arena *a = c->door;
    map at = { .a = a };
    bool *seen = TAKE(a, s->answers, bool);
    for (uint32_t i = 0; i < s->answers; i++)
        *map_put(&at, key_of(a, s->item[s->answer[i].item].key, s->answer[i].key), NULL) = i + 1;
    row r = row_of(c, DB_PAST_NOW);
    while (row_next(&r)) {
        arena_mark here = arena_here(a);
        hs_str item = get_str(&r), answer = get_str(&r);
        case_past was, is = { 0 };
        get_values(&r, &was);
        const uint64_t *now = map_get(&at, key_of(a, item, answer));
        if (now) {
            seen[*now - 1] = true;
            is = values_of(&s->answer[*now - 1]);
        }
        if (!now || moved(&was, &is)) keep(c, item, answer, run, &was);
        arena_rollback(a, here);
    }
    for (uint32_t i = 0; i < s->answers; i++)
        if (!seen[i]) keep(c, s->item[s->answer[i].item].key, s->answer[i].key, run, NULL);
}

hs_str past_keep(case_file *c, const state *s)
{
    int64_t run = one_i64(c, DB_RUN_STATE_LAST) + 1;
    arena_mark here = arena_here(c->door);
    if (run > 1) keep_changed(c, s, run); /* before the first state there was nothing to keep */
    arena_rollback(c->door, here);
    return digest_of_run(c, run);
}

void past_add_run(case_file *c, const state *s, hs_str run, int64_t audit)
{
    int64_t decisions = one_i64(c, DB_DECISION_LAST);
    row r = row_of(c, DB_RUN_STATE_ADD);
    put_i64(&r, audit);
    put_text(&r, run);
    put_i64(&r, c->order.n);
    put_i64(&r, decisions);
    put_i64(&r, s->claims);
    put_i64(&r, s->answers);
    row_end(&r);
}

void past_check(case_file *c, decision_fault *say, void *ctx)
{
    typedef struct {
        int64_t run;
        bool agrees;
        hs_str digest;
    } logged;
    VEC(logged) runs = { 0 };
    row r = row_of(c, DB_RUNS_LOGGED);
    while (row_next(&r)) {
        logged *x = VEC_ADD(c->door, &runs);
        get_place(&r, runs.n);
        x->run = (int64_t)runs.n;
        x->agrees = get_bool(&r);
        x->digest = get_str(&r);
    }
    for (size_t i = 0; i < runs.n; i++)
        if (!runs.at[i].agrees || !str_eq(runs.at[i].digest, digest_of_run(c, runs.at[i].run)))
            say(c, ctx, arena_printf(c->door, "run %zu is not what the audit log says it changed", i + 1));
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

typedef struct {
    VEC(case_run_row) runs;
} runs_args;

static void runs_work(case_file *c, void *args)
{
    runs_args *a = args;
    row r = row_of(c, DB_RUN_STATES);
    while (row_next(&r)) {
        case_run_row *x = VEC_ADD(c->door, &a->runs);
        get_place(&r, a->runs.n);
        x->when = get_str(&r);
        x->who = get_str(&r);
        x->run = get_str(&r);
        x->documents = get_u32(&r);
        x->decisions = get_u32(&r);
        x->claims = get_u32(&r);
        x->answers = get_u32(&r);
        x->audit = get_i64(&r);
    }
}

hs_status case_runs(case_file *c, arena *a, const case_run_row **out, uint32_t *n, hs_error *err)
{
    runs_args args = { 0 };
    hs_status status = case_run_read(c, a, runs_work, &args, err);
    *out = args.runs.at;
    *n = (uint32_t)args.runs.n;
    return status;
}

typedef struct {
    uint32_t from, to;
    VEC(case_change) changes;
} changes_args;

/* How an answer stands after run `to`; `number` when it is in today's state. */
static void stands_at(case_file *c, uint32_t to, case_change *x)
{
    bool kept = false;
    row r = row_of(c, DB_PAST_AT);
    put_text(&r, x->item_key);
    put_text(&r, x->answer_key);
    put_i64(&r, to);
    while (row_next(&r)) {
        get_u32(&r);
        get_values(&r, &x->is);
        kept = true;
    }
    case_past now = { 0 };
    x->answer = NOBODY;
    r = row_of(c, DB_ANSWER_KEYED);
    put_text(&r, x->item_key);
    put_text(&r, x->answer_key);
    while (row_next(&r)) {
        x->answer = get_ref(&r);
        get_values(&r, &now);
    }
    if (!kept) x->is = now;
}

static void changes_work(case_file *c, void *args)
{
    changes_args *a = args;
    row r = row_of(c, DB_PAST_CHANGED);
    put_i64(&r, a->from);
    put_i64(&r, a->to);
    while (row_next(&r)) {
        case_change *x = VEC_ADD(c->door, &a->changes);
        x->item_key = get_str(&r);
        x->answer_key = get_str(&r);
        get_u32(&r);
        get_values(&r, &x->was);
    }
    size_t n = 0;
    for (size_t i = 0; i < a->changes.n; i++) {
        case_change x = a->changes.at[i];
        stands_at(c, a->to, &x);
        bool changed = x.was.there != x.is.there || (x.is.there && moved(&x.was, &x.is));
        if (changed) a->changes.at[n++] = x;
    }
    a->changes.n = n;
}

hs_status case_changes(case_file *c, arena *a, uint32_t from, uint32_t to, const case_change **out, uint32_t *n,
                       hs_error *err)
{
    changes_args args = { .from = from, .to = to };
    hs_status status = case_run_read(c, a, changes_work, &args, err);
    *out = args.changes.at;
    *n = (uint32_t)args.changes.n;
    return status;
}
