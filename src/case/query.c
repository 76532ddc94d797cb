/*
 * query.c - the state row by row: what one answer needs is read, however large the case.
 */
#include "case/inside.h"

#include <stdlib.h>

READ_NAME(polarity, polarity_name)
READ_NAME(certainty, certainty_name)

typedef struct {
    case_kind kind;
    uint32_t number;
    void *record;
} get_args;

static const db_statement AT[] = { [CASE_ACTOR] = DB_STATE_ACTOR_AT,   [CASE_SOURCE] = DB_STATE_SOURCE_AT,
                                   [CASE_ITEM] = DB_STATE_ITEM_AT,     [CASE_ANSWER] = DB_STATE_ANSWER_AT,
                                   [CASE_CLAIM] = DB_STATE_CLAIM_AT,   [CASE_ORIGIN] = DB_STATE_ORIGIN_AT,
                                   [CASE_COPY] = DB_STATE_COPY_AT,     [CASE_DOUBT] = DB_STATE_DOUBT_AT,
                                   [CASE_EVENT] = DB_STATE_EVENT_AT,   [CASE_DRIFT] = DB_STATE_DRIFT_AT };

static void get_work(case_file *c, void *args)
{
    const get_args *g = args;
    bool found = false;
    order_glance(c, false);
    row r = row_of(c, AT[g->kind]);
    put_ref(&r, g->number);
    while (row_next(&r)) {
        get_u32(&r);
        switch (g->kind) {
        case CASE_ACTOR: read_case_actor(&r, g->record); break;
        case CASE_SOURCE: read_case_source(&r, g->record); break;
        case CASE_ITEM: read_case_item(&r, g->record); break;
        case CASE_ANSWER: read_case_answer(&r, g->record); break;
        case CASE_CLAIM: read_case_claim(&r, g->record); break;
        case CASE_ORIGIN: read_case_origin(&r, g->record); break;
        case CASE_COPY: read_case_copy(&r, g->record); break;
        case CASE_DOUBT: read_case_doubt(&r, g->record); break;
        case CASE_EVENT: read_case_event(&r, g->record); break;
        case CASE_DRIFT: read_case_drift(&r, g->record); break;
        }
        found = true;
    }
    if (!found) db_damaged(c, "a row of the state is missing");
}

hs_status case_get(case_file *c, arena *a, case_kind kind, uint32_t number, void *record, hs_error *err)
{
    return case_run_read(c, a, get_work, &(get_args){ kind, number, record }, err);
}

static void aliases_work(case_file *c, void *args)
{
    const get_args *g = args;
    read_case_aliases(c, g->number, g->record);
}

hs_status case_aliases(case_file *c, arena *a, uint32_t actor, case_actor *out, hs_error *err)
{
    return case_run_read(c, a, aliases_work, &(get_args){ .number = actor, .record = out }, err);
}

static void lineage_work(case_file *c, void *args)
{
    const get_args *g = args;
    order_glance(c, false);
    read_lineage(c, g->number, g->record);
}

hs_status case_lineage(case_file *c, arena *a, uint32_t number, lineage *out, hs_error *err)
{
    *out = (lineage){ 0 };
    return case_run_read(c, a, lineage_work, &(get_args){ .number = number, .record = out }, err);
}

static uint32_t info_number(case_file *c, const char *name)
{
    uint64_t n;
    return str_to_u64(read_info(c, name), &n) && n < NOBODY ? (uint32_t)n : 0;
}

static void counts_work(case_file *c, void *args)
{
    case_counts *n = args;
    row r = row_of(c, DB_STATE_COUNTS);
    while (row_next(&r)) {
        uint32_t *const out[] = { &n->actors, &n->sources, &n->items,  &n->answers,
                                  &n->claims, &n->origins, &n->copies, &n->lineages,
                                  &n->doubts, &n->events,  &n->drifts };
        for (size_t i = 0; i < sizeof out / sizeof *out; i++) *out[i] = get_u32(&r);
    }
    n->understood = info_number(c, "state_understood");
    n->denials = info_number(c, "state_denials");
}

hs_status case_count_state(case_file *c, case_counts *out, hs_error *err)
{
    *out = (case_counts){ 0 };
    return case_run_read(c, c->own, counts_work, out, err);
}

typedef struct {
    uint32_t document, locals, *actor;
} joins_args;

static void joins_work(case_file *c, void *args)
{
    const joins_args *j = args;
    for (uint32_t i = 0; i < j->locals; i++) j->actor[i] = NOBODY;
    row r = row_of(c, DB_STATE_JOINS_OF);
    put_i64(&r, order_row(c, j->document));
    while (row_next(&r)) {
        uint32_t local = get_ref(&r), actor = get_ref(&r);
        if (local < j->locals) j->actor[local] = actor;
    }
}

hs_status case_joins(case_file *c, arena *a, uint32_t document, uint32_t locals, uint32_t *actor, hs_error *err)
{
    return case_run_read(c, a, joins_work, &(joins_args){ document, locals, actor }, err);
}

/* ---- lists -------------------------------------------------------------------------------------------------------- */

typedef struct {
    case_list_kind kind;
    uint32_t of;
    VEC(uint32_t) list;
} numbers_args;

static bool gives_documents(case_list_kind k)
{
    return k == CASE_DOCUMENTS_OF_ACTOR || k == CASE_DOCUMENTS_BY_ACTOR;
}

static bool takes_document(case_list_kind k)
{
    return k == CASE_CLAIMS_OF_DOCUMENT || k == CASE_COPIES_OF_DOCUMENT || k == CASE_LINEAGES_OF_DOCUMENT ||
           k == CASE_DRIFTS_OF_DOCUMENT;
}

static int ascending(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static void numbers_work(case_file *c, void *args)
{
    numbers_args *n = args;
    order_glance(c, false);
    row r = row_of(c, (db_statement)(DB_LIST + (int)n->kind));
    if (takes_document(n->kind)) put_i64(&r, order_row(c, n->of));
    else put_ref(&r, n->of);
    while (row_next(&r)) {
        uint32_t *one = VEC_ADD(c->door, &n->list);
        *one = gives_documents(n->kind) ? order_number(c, get_i64(&r)) : get_ref(&r);
    }
    if (gives_documents(n->kind) && n->list.n) qsort(n->list.at, n->list.n, sizeof *n->list.at, ascending);
}

hs_status case_numbers(case_file *c, arena *a, case_list_kind kind, uint32_t of, case_list *out, hs_error *err)
{
    numbers_args n = { .kind = kind, .of = of };
    hs_status status = case_run_read(c, a, numbers_work, &n, err);
    *out = (case_list){ n.list.at, n.list.n };
    return status;
}

static void reason_work(case_file *c, void *args)
{
    const get_args *g = args;
    row r = row_of(c, DB_JOIN_REASON);
    put_ref(&r, g->number);
    while (row_next(&r)) *(hs_str *)g->record = get_str(&r);
}

hs_status case_reason(case_file *c, arena *a, uint32_t join, hs_str *out, hs_error *err)
{
    *out = STR("");
    return case_run_read(c, a, reason_work, &(get_args){ .number = join, .record = out }, err);
}

typedef struct {
    uint32_t answer;
    VEC(case_voice) voices;
} voices_args;

static void voices_work(case_file *c, void *args)
{
    voices_args *v = args;
    order_glance(c, false);
    row r = row_of(c, DB_VOICES);
    put_ref(&r, v->answer);
    while (row_next(&r)) {
        case_voice *x = VEC_ADD(c->door, &v->voices);
        x->document = order_number(c, get_i64(&r));
        x->origin = get_ref(&r);
        x->claim = get_ref(&r);
        x->polarity = (uint8_t)read_polarity_name(&r);
        x->certainty = (uint8_t)read_certainty_name(&r);
        x->day = sqlite3_column_type(r.s, r.at + 1) == SQLITE_NULL ? INT32_MAX : (int32_t)get_u32(&r);
    }
}

hs_status case_voices(case_file *c, arena *a, uint32_t answer, const case_voice **out, uint32_t *n, hs_error *err)
{
    voices_args v = { .answer = answer };
    hs_status status = case_run_read(c, a, voices_work, &v, err);
    *out = v.voices.at;
    *n = (uint32_t)v.voices.n;
    return status;
}

typedef struct {
    uint32_t document;
    int64_t audit;
} audit_args;

static void document_audit_work(case_file *c, void *args)
{
    audit_args *a = args;
    row r = row_of(c, DB_DOCUMENT_SEQ);
    put_i64(&r, order_row(c, a->document));
    while (row_next(&r)) a->audit = get_i64(&r);
}

hs_status case_document_audit(case_file *c, uint32_t document, int64_t *audit, hs_error *err)
{
    audit_args a = { .document = document };
    hs_status status = case_run_read(c, c->own, document_audit_work, &a, err);
    *audit = a.audit;
    return status;
}

typedef struct {
    const date *published;
    uint32_t n;
} dates_args;

static void dates_work(case_file *c, void *args)
{
    dates_args *d = args;
    order_refresh(c, true);
    date *copy = TAKE(c->door, c->order.n, date);
    if (c->order.n) memcpy(copy, c->order.published, c->order.n * sizeof *copy);
    d->published = copy;
    d->n = c->order.n;
}

hs_status case_dates(case_file *c, arena *a, const date **published, uint32_t *documents, hs_error *err)
{
    dates_args d = { 0 };
    hs_status status = case_run_read(c, a, dates_work, &d, err);
    *published = d.published;
    *documents = d.n;
    return status;
}
