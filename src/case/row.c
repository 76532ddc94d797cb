/*
 * row.c - a statement bound from left to right, then read from left to right.
 */
#include "case/inside.h"

#include <math.h>

row row_of(case_file *c, db_statement which)
{
    if (!c->statement[which] && sqlite3_prepare_v3(c->db, db_sql[which], -1, SQLITE_PREPARE_PERSISTENT,
                                                   &c->statement[which], NULL) != SQLITE_OK)
        db_leave(c, "prepare");
    return (row){ c, c->statement[which], 0 };
}

row row_numbered(case_file *c, db_statement which, uint32_t number)
{
    row r = row_of(c, which);
    put_ref(&r, number);
    return r;
}

static void bound(row *r, int code)
{
    if (code != SQLITE_OK) db_leave(r->c, "bind");
}

void put_i64(row *r, int64_t v)
{
    bound(r, sqlite3_bind_int64(r->s, ++r->at, v));
}

void put_double(row *r, double v)
{
    bound(r, sqlite3_bind_double(r->s, ++r->at, v)); /* SQLite makes NaN NULL */
}

/* The strings outlive the step: they are records or stand in the door's arena. */
void put_text(row *r, hs_str s)
{
    bound(r, sqlite3_bind_text64(r->s, ++r->at, s.n ? s.p : "", s.n, SQLITE_STATIC, SQLITE_UTF8));
}

static void put_null(row *r)
{
    bound(r, sqlite3_bind_null(r->s, ++r->at));
}

void put_str(row *r, hs_str s)
{
    if (s.n) put_text(r, s);
    else put_null(r);
}

void put_blob(row *r, hs_str s)
{
    bound(r, sqlite3_bind_blob64(r->s, ++r->at, s.n ? s.p : "", s.n, SQLITE_STATIC));
}

void put_ref(row *r, uint32_t v)
{
    if (v == NOBODY) put_null(r);
    else put_i64(r, (int64_t)v + 1);
}

void put_span(row *r, span s)
{
    put_i64(r, s.begin);
    put_i64(r, s.end);
}

void put_spans(row *r, span_list list)
{
    buf b = { .a = r->c->door };
    for (size_t i = 0; i < list.n; i++)
        buf_printf(&b, "%s[%u,%u]", i ? "," : "[", list.at[i].begin, list.at[i].end);
    if (list.n) buf_byte(&b, ']');
    put_str(r, buf_str(&b));
}

void put_date(row *r, date d)
{
    put_str(r, date_print(r->c->door, d));
}

void row_end(row *r)
{
    int code = sqlite3_step(r->s);
    if (code != SQLITE_DONE) db_leave(r->c, "write");
    sqlite3_reset(r->s);
    r->at = 0;
}

bool row_next(row *r)
{
    int code = sqlite3_step(r->s);
    r->at = -1;
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) db_leave(r->c, "read");
    sqlite3_reset(r->s);
    return false;
}

int64_t get_i64(row *r)
{
    if (sqlite3_column_type(r->s, ++r->at) != SQLITE_INTEGER) db_damaged(r->c, "a number is missing");
    return sqlite3_column_int64(r->s, r->at);
}

static int64_t get_between(row *r, int64_t low, int64_t high)
{
    int64_t v = get_i64(r);
    if (v < low || v > high) db_damaged(r->c, "a number is out of range");
    return v;
}

uint32_t get_u32(row *r)
{
    return (uint32_t)get_between(r, 0, UINT32_MAX);
}

uint64_t get_u64(row *r)
{
    return (uint64_t)get_between(r, 0, INT64_MAX);
}

bool get_bool(row *r)
{
    return get_between(r, 0, 1);
}

void get_place(row *r, size_t n)
{
    if (get_i64(r) != (int64_t)n) db_damaged(r->c, "a row is missing, or there twice");
}

double get_double(row *r)
{
    switch (sqlite3_column_type(r->s, ++r->at)) {
    case SQLITE_NULL: return NAN;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: return sqlite3_column_double(r->s, r->at);
    default: db_damaged(r->c, "a number is not one");
    }
}

hs_str peek_str(row *r)
{
    int type = sqlite3_column_type(r->s, ++r->at);
    if (type == SQLITE_NULL) return STR("");
    if (type != SQLITE_TEXT && type != SQLITE_BLOB) db_damaged(r->c, "a word is not one");
    const void *p = sqlite3_column_blob(r->s, r->at);
    size_t n = (size_t)sqlite3_column_bytes(r->s, r->at);
    if (!p && n) db_leave(r->c, "read");
    return n ? (hs_str){ p, n } : STR("");
}

hs_str get_str(row *r)
{
    hs_str s = peek_str(r);
    return s.n ? arena_str(r->c->door, s) : s;
}

uint32_t get_ref(row *r)
{
    if (sqlite3_column_type(r->s, r->at + 1) != SQLITE_NULL) return (uint32_t)(get_between(r, 1, UINT32_MAX) - 1);
    r->at++;
    return NOBODY;
}

span get_span(row *r)
{
    uint32_t begin = get_u32(r), end = get_u32(r);
    return (span){ begin, end };
}

static bool take(hs_str *s, char c)
{
    if (!s->n || s->p[0] != c) return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

static bool take_u32(hs_str *s, uint32_t *out)
{
    size_t n = 0;
    uint64_t v;
    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9') n++;
    if (n > 10 || !str_to_u64(str_sub(*s, 0, n), &v) || v > UINT32_MAX) return false;
    *out = (uint32_t)v;
    *s = str_sub(*s, n, s->n);
    return true;
}

/* Exactly what put_spans writes: [[b,e],[b,e]] without blanks. */
span_list get_spans(row *r)
{
    hs_str s = peek_str(r);
    VEC(span) list = { 0 };
    if (!s.n) return (span_list){ NULL, 0 };
    bool good = take(&s, '[');
    do {
        span *one = VEC_ADD(r->c->door, &list);
        good = good && take(&s, '[') && take_u32(&s, &one->begin) && take(&s, ',') && take_u32(&s, &one->end) &&
               take(&s, ']');
    } while (good && take(&s, ','));
    if (!good || !take(&s, ']') || s.n) db_damaged(r->c, "a list of spans is not one");
    return (span_list){ list.at, list.n };
}

span get_one_span(row *r)
{
    span_list list = get_spans(r);
    if (list.n > 1) db_damaged(r->c, "two spans in the place of one");
    return list.n ? list.at[0] : (span){ 0, 0 };
}

date get_date(row *r)
{
    hs_str s = peek_str(r);
    date d = { .precision = DATE_NONE };
    if (s.n && !date_parse(s, &d)) db_damaged(r->c, "a date is not one");
    return d;
}
