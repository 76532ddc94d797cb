/*
 * look.c - pages out of the tables: a statement put together from fixed pieces, and its rows as JSON.
 */
#include "case/look.h"

#include "base/hash.h"

look look_of(case_file *c, const case_asked *asked)
{
    return (look){ .c = c, .asked = asked, .ids = { .a = c->door } };
}

void look_sql(look *l, const char *piece)
{
    buf_add(&l->ids, str_of(piece));
}

static look_value *new_value(look *l)
{
    if (l->values == LOOK_VALUES) arena_leave(l->c->door, HS_BUG, "a page binds more than %d values", LOOK_VALUES);
    return &l->value[l->values++];
}

void look_number(look *l, const char *piece, uint64_t n)
{
    *new_value(l) = (look_value){ .number = (int64_t)n };
    look_sql(l, piece);
}

void look_text(look *l, const char *piece, hs_str text)
{
    *new_value(l) = (look_value){ .is_text = true, .text = text };
    look_sql(l, piece);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

/* A statement is prepared once and kept: a page's SQL is long, and preparing it costs more than most pages.  It is ready
 * again when its rows were read, or when the work leaves by the door. */
typedef struct {
    sqlite3_stmt *s;
} statement;

static void end(void *which)
{
    statement *x = which;
    if (!x->s) return;
    sqlite3_reset(x->s);
    sqlite3_clear_bindings(x->s);
    x->s = NULL;
}

hs_str shown_sql(case_file *c, const char *sql)
{
    hs_str rest = str_of(sql), mark = STR("$claims");
    sqlite3_stmt *any = NULL;
    if (sqlite3_prepare_v2(c->db, "SELECT EXISTS (SELECT 1 FROM ruled_claims)", -1, &any, NULL) != SQLITE_OK) db_leave(c, "look at decisions");
    bool ruled = sqlite3_step(any) == SQLITE_ROW && sqlite3_column_int(any, 0);
    sqlite3_finalize(any);
    buf out = { .a = c->door };
    for (size_t at; (at = str_find(rest, mark, 0)) != SIZE_MAX; rest = str_sub(rest, at + mark.n, rest.n)) {
        buf_add(&out, str_sub(rest, 0, at));
        buf_add(&out, ruled ? STR("ruled_claims") : STR("claims"));
    }
    buf_add(&out, rest);
    return arena_str(c->door, buf_str(&out));
}

static sqlite3_stmt *kept(look *l, const char *sql)
{
    sqlite3_stmt **place = &l->c->page[hash_bytes(str_of(sql)) % PAGE_STATEMENTS];
    if (*place && !strcmp(sqlite3_sql(*place), sql)) return *place;
    sqlite3_finalize(*place);
    *place = NULL;
    if (sqlite3_prepare_v3(l->c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, place, NULL) != SQLITE_OK) db_leave(l->c, "prepare a page");
    return *place;
}

static statement *prepared(look *l, const char *sql)
{
    statement *x = TAKE(l->c->door, 1, statement);
    arena_defer(l->c->door, end, x);
    x->s = kept(l, shown_sql(l->c, sql).p);
    sqlite3_stmt *s = x->s;
    int wanted = sqlite3_bind_parameter_count(s);
    for (int i = 0; i < l->values && i < wanted; i++) {
        const look_value *v = &l->value[i];
        int code = v->is_text ? sqlite3_bind_text64(s, i + 1, v->text.n ? v->text.p : "", v->text.n, SQLITE_STATIC, SQLITE_UTF8)
                              : sqlite3_bind_int64(s, i + 1, v->number);
        if (code != SQLITE_OK) db_leave(l->c, "bind a page");
    }
    return x;
}

static bool step(look *l, const statement *x)
{
    int code = sqlite3_step(x->s);
    if (code != SQLITE_ROW && code != SQLITE_DONE) db_leave(l->c, "read a page");
    return code == SQLITE_ROW;
}

static hs_str column(sqlite3_stmt *s, int i)
{
    const char *p = (const char *)sqlite3_column_text(s, i);
    return (hs_str){ p, p ? (size_t)sqlite3_column_bytes(s, i) : 0 };
}

/* An object's members, to stand in another one. */
static void put_members(json *j, hs_str object)
{
    if (object.n <= 2) return;
    json_raw(j, str_sub(object, 1, object.n - 1));
}

static void put_value(json *j, sqlite3_stmt *s, int i)
{
    switch (sqlite3_column_type(s, i)) {
    case SQLITE_NULL: json_null(j); break;
    case SQLITE_INTEGER: json_u64(j, (uint64_t)sqlite3_column_int64(s, i)); break;
    case SQLITE_FLOAT: json_double(j, sqlite3_column_double(s, i)); break;
    default: json_string(j, column(s, i)); break;
    }
}

/* Where the words between char(1) and char(2) stand once these are taken out. */
static void put_marks(json *j, hs_str marked)
{
    json_open(j, '[');
    uint64_t at = 0, begin = 0;
    for (size_t i = 0; i < marked.n; i++) {
        if (marked.p[i] == 1) begin = at;
        else if (marked.p[i] != 2) at++;
        else {
            json_open(j, '[');
            json_u64(j, begin);
            json_u64(j, at);
            json_close(j, ']');
        }
    }
    json_close(j, ']');
}

static void put_column(look *l, json *j, sqlite3_stmt *s, int i)
{
    hs_str name = str_of(sqlite3_column_name(s, i));
    char last = name.n ? name.p[name.n - 1] : 0;
    bool is_json = last == '!', is_bool = last == '?', is_marked = last == 1;
    if (is_json && name.n == 1) {
        put_members(j, column(s, i));
        return;
    }
    json_key(j, is_json || is_bool || is_marked ? arena_str(l->c->door, str_sub(name, 0, name.n - 1)).p : name.p);
    if (is_marked) put_marks(j, column(s, i));
    else if (is_bool) json_bool(j, sqlite3_column_int(s, i) != 0);
    else if (is_json && sqlite3_column_type(s, i) != SQLITE_NULL) json_raw(j, column(s, i));
    else put_value(j, s, i);
}

static void put_row(look *l, json *j, sqlite3_stmt *s)
{
    json_open(j, '{');
    for (int i = 0; i < sqlite3_column_count(s); i++) put_column(l, j, s, i);
    json_close(j, '}');
}

uint64_t look_rows(look *l, json *j, const char *sql)
{
    uint64_t n = 0;
    statement *x = prepared(l, sql);
    for (; step(l, x); n++) put_row(l, j, x->s);
    end(x);
    return n;
}

void look_one(look *l, json *j, const char *sql, const char *what)
{
    statement *x = prepared(l, sql);
    if (!step(l, x)) arena_leave(l->c->door, HS_NOT_FOUND, "no %s %llu", what, (unsigned long long)l->asked->number);
    put_row(l, j, x->s);
    end(x);
}

int64_t look_count(look *l, const char *sql)
{
    statement *x = prepared(l, sql);
    int64_t n = step(l, x) ? sqlite3_column_int64(x->s, 0) : 0;
    end(x);
    return n;
}

/* ---- listings ---------------------------------------------------------------------------------------------------- */

void look_list_open(look *l, json *j, const char *told)
{
    arena *a = l->c->door;
    int bound = l->values;
    hs_str ids = arena_str(a, buf_str(&l->ids));
    uint64_t total = (uint64_t)look_count(l, l->count ? l->count : arena_printf(a, "SELECT count(*) FROM (%s)", ids.p).p);
    json_open(j, '{');
    json_key(j, "rows");
    json_open(j, '[');
    *new_value(l) = (look_value){ .number = (int64_t)l->asked->most };
    *new_value(l) = (look_value){ .number = (int64_t)l->asked->after };
    uint64_t n = look_rows(l, j, arena_printf(a, "WITH ids AS MATERIALIZED (%s LIMIT ? OFFSET ?) %s", ids.p, told).p);
    l->values = bound;
    json_close(j, ']');
    uint64_t next = l->asked->after + n;
    bool more = n && next < total;
    json_put_string(j, "next", more ? arena_printf(a, "%llu%.*s", (unsigned long long)next, STR_ARGS(l->asked->mark)) : (hs_str){ NULL, 0 });
    json_put_u64(j, "total", total);
}

void look_list(look *l, json *j, const char *told)
{
    look_list_open(l, j, told);
    json_close(j, '}');
}

/* ---- the door ---------------------------------------------------------------------------------------------------- */

static look_page *const PAGE[CASE_PAGES] = {
    [CASE_PAGE_CASE] = look_case,           [CASE_PAGE_UNREAD] = look_unread,       [CASE_PAGE_QUESTIONS] = look_questions,
    [CASE_PAGE_QUESTION] = look_question,   [CASE_PAGE_ORIGINS] = look_origins,     [CASE_PAGE_TIMELINE] = look_timeline,
    [CASE_PAGE_DRIFT] = look_drift,         [CASE_PAGE_ANSWER] = look_answer,       [CASE_PAGE_ANSWER_CLAIMS] = look_answer_claims,
    [CASE_PAGE_CLAIMS] = look_claims,       [CASE_PAGE_CLAIM] = look_claim,         [CASE_PAGE_DOCUMENTS] = look_documents,
    [CASE_PAGE_DOCUMENT] = look_document,   [CASE_PAGE_ACTORS] = look_actors,       [CASE_PAGE_ACTOR] = look_actor,
    [CASE_PAGE_SAYS] = look_says,           [CASE_PAGE_SAID_OF] = look_said_of,     [CASE_PAGE_MENTIONS] = look_mentions,
    [CASE_PAGE_SOURCES] = look_sources,     [CASE_PAGE_SOURCE] = look_source,       [CASE_PAGE_SOURCE_CLAIMS] = look_source_claims,
    [CASE_PAGE_COPIES] = look_copies,       [CASE_PAGE_LINEAGES] = look_lineages,   [CASE_PAGE_SEARCH] = look_search,
    [CASE_PAGE_CUSTODY] = look_custody,     [CASE_PAGE_RUN] = look_run
};

typedef struct {
    case_page_kind kind;
    const case_asked *asked;
    hs_str *out;
} page_args;

static void page_work(case_file *c, void *args)
{
    const page_args *p = args;
    order_refresh(c, true);
    look l = look_of(c, p->asked);
    buf out = { .a = c->door };
    json j = json_begin(&out);
    PAGE[p->kind](&l, &j);
    *p->out = buf_str(&out);
}

hs_status case_page_json(case_file *c, arena *a, case_page_kind kind, const case_asked *asked, hs_str *out, hs_error *err)
{
    *out = (hs_str){ NULL, 0 };
    return case_run_read(c, a, page_work, &(page_args){ kind, asked, out }, err);
}
