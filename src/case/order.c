/*
 * order.c - documents by number: 0 .. in the order of (published, id), whatever order they came in.
 *
 * The table is read when it is first needed and kept until a document is added here, or until case_count or
 * case_state see that another program changed the case.  Documents are never changed or removed, so numbers given
 * out stay good for what was there.
 */
#include "case/inside.h"

#include <stdlib.h>

typedef struct {
    int64_t row;
    hs_str id;
    date published;
} entry;

static int by_published(const void *x, const void *y)
{
    const entry *a = x, *b = y;
    int order = date_cmp(a->published, b->published);
    return order ? order : str_cmp(a->id, b->id);
}

static void order_read(case_file *c, void *args)
{
    (void)args;
    VEC(entry) list = { 0 };
    row r = row_of(c, DB_DOCUMENT_ORDER);
    while (row_next(&r)) {
        entry *e = VEC_ADD(c->door, &list);
        e->row = get_i64(&r);
        e->id = get_str(&r);
        e->published = get_date(&r);
    }
    if (list.n >= NOBODY) arena_leave(c->door, HS_LIMIT, "more than %u documents", NOBODY - 1);
    if (list.n) qsort(list.at, list.n, sizeof *list.at, by_published);
    case_order o = { .row = TAKE(c->door, list.n, int64_t), .id = TAKE(c->door, list.n, hs_str),
                     .published = TAKE(c->door, list.n, date),
                     .number = TAKE(c->door, list.n, uint32_t), .n = (uint32_t)list.n };
    for (uint32_t i = 0; i < o.n; i++) {
        entry *e = &list.at[i];
        if (e->row < 1 || e->row > (int64_t)o.n) db_damaged(c, "documents are missing");
        if (i && str_eq(e->id, list.at[i - 1].id)) db_damaged(c, "a document is there twice");
        o.row[i] = e->row;
        o.id[i] = e->id;
        o.published[i] = e->published;
        o.number[e->row - 1] = i;
    }
    c->order = o;
}

static int64_t one_i64(case_file *c, db_statement which)
{
    int64_t v = 0;
    row r = row_of(c, which);
    while (row_next(&r)) v = get_i64(&r);
    return v;
}

void order_refresh(case_file *c, bool look_outside)
{
    if (c->order.is_fresh && !look_outside) return;
    int64_t version = one_i64(c, DB_DATA_VERSION);
    if (c->order.is_fresh && version == c->order.version) return;
    c->order = (case_order){ 0 };
    arena_reset(c->ordered);
    hs_error err;
    hs_status status = case_run(c, c->ordered, order_read, NULL, &err);
    /* case_run put the path before it; so will the run that we are in. */
    size_t skip = strlen(c->path) + 2;
    if (status != HS_OK) arena_leave(c->door, status, "%s", strlen(err.what) > skip ? err.what + skip : err.what);
    c->order.version = version;
    c->order.is_fresh = true;
}

void order_glance(case_file *c, bool look_outside)
{
    case_order *o = &c->order;
    if (!look_outside && (o->is_fresh || o->is_saved)) return;
    int64_t version = one_i64(c, DB_DATA_VERSION), documents;
    uint64_t of_state;
    if ((o->is_fresh || o->is_saved) && version == o->version) return;
    documents = one_i64(c, DB_DOCUMENTS_LAST);
    if (!str_to_u64(read_info(c, "state_documents"), &of_state) || of_state != (uint64_t)documents) {
        order_refresh(c, true);
        return;
    }
    *o = (case_order){ .n = (uint32_t)documents, .version = version, .is_saved = true };
}

/* A number looked up in the table that the state keeps. */
static int64_t saved(case_file *c, db_statement which, int64_t of)
{
    int64_t found = 0;
    row r = row_of(c, which);
    put_i64(&r, of);
    while (row_next(&r)) found = get_i64(&r);
    if (found < 1 || found > (int64_t)c->order.n) db_damaged(c, "a document of the state is missing");
    return found;
}

int64_t order_row(case_file *c, uint32_t number)
{
    order_glance(c, false);
    if (number >= c->order.n)
        arena_leave(c->door, HS_BAD_ARGUMENT, "there is no document %u (there are %u)", number, c->order.n);
    return c->order.is_fresh ? c->order.row[number] : saved(c, DB_STATE_DOCUMENT_ROW, (int64_t)number + 1);
}

uint32_t order_number(case_file *c, int64_t id)
{
    if (id < 1 || id > (int64_t)c->order.n) db_damaged(c, "a row is of a document that is not there");
    return c->order.is_fresh ? c->order.number[id - 1]
                             : (uint32_t)saved(c, DB_STATE_DOCUMENT_NUMBER, id) - 1;
}

typedef struct {
    uint32_t documents, unread;
} count_args;

static void count_work(case_file *c, void *args)
{
    count_args *n = args;
    order_glance(c, true);
    n->documents = c->order.n;
    row r = row_of(c, DB_UNREAD_COUNT);
    while (row_next(&r)) n->unread = get_u32(&r);
}

hs_status case_count(case_file *c, uint32_t *documents, uint32_t *unread, hs_error *err)
{
    count_args n = { 0 };
    hs_status status = case_run_read(c, c->own, count_work, &n, err);
    if (documents) *documents = n.documents;
    if (unread) *unread = n.unread;
    return status;
}

static void publishers_work(case_file *c, void *args)
{
    row r = row_of(c, DB_PUBLISHER_COUNT);
    while (row_next(&r)) *(uint32_t *)args = get_u32(&r);
}

hs_status case_publishers(case_file *c, uint32_t *publishers, hs_error *err)
{
    *publishers = 0;
    return case_run_read(c, c->own, publishers_work, publishers, err);
}

typedef struct {
    hs_str prefix;
    uint32_t number;
} number_args;

static void number_work(case_file *c, void *args)
{
    number_args *n = args;
    arena *a = c->door;
    hs_str prefix = str_lower_ascii(a, n->prefix);
    if (str_starts(prefix, STR("sha256:"))) prefix = str_sub(prefix, 7, prefix.n);
    bool is_hex = prefix.n >= 1 && prefix.n <= 64;
    for (size_t i = 0; is_hex && i < prefix.n; i++) is_hex = strchr("0123456789abcdef", prefix.p[i]) && prefix.p[i];
    if (!is_hex) arena_leave(a, HS_BAD_ARGUMENT, "\"%.*s\" is no document's id", STR_ARGS(n->prefix));
    order_glance(c, false);
    int found = 0;
    int64_t id = 0;
    row r = row_of(c, DB_DOCUMENT_PREFIX);
    put_text(&r, prefix);
    while (row_next(&r)) {
        id = get_i64(&r);
        found++;
    }
    if (!found) arena_leave(a, HS_NOT_FOUND, "no document's id begins with %.*s", STR_ARGS(prefix));
    if (found > 1) arena_leave(a, HS_BAD_ARGUMENT, "several documents' ids begin with %.*s", STR_ARGS(prefix));
    if (id > (int64_t)c->order.n) order_glance(c, true);
    n->number = order_number(c, id);
}

hs_status case_number(case_file *c, hs_str id_prefix, uint32_t *number, hs_error *err)
{
    number_args n = { id_prefix, NOBODY };
    hs_status status = case_run_read(c, c->own, number_work, &n, err);
    *number = n.number;
    return status;
}
