/*
 * tsv.c - tables of judgement: tab-separated lines that people read, dispute and change.
 */
#include "base/tsv.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdio.h>

enum { MOST_COLUMNS = 32, MOST_BYTES = 64 << 20 };

void tsv_complain(arena *a, const tsv *t, const tsv_row *r, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    hs_str what = arena_vprintf(a, format, list);
    va_end(list);
    arena_leave(a, HS_BAD_MODEL, "%s: line %zu: %.*s", t->path, r->line, STR_ARGS(what));
}

static size_t split_line(hs_str line, hs_str out[MOST_COLUMNS])
{
    size_t n = 0;
    hs_str field;
    while (str_split(&line, '\t', &field))
        if (n < MOST_COLUMNS) out[n++] = str_trim(field);
    return n;
}

/* Where column number i of the file goes: wanted columns first, in the wanted order. */
static size_t *place_columns(arena *a, tsv *t, const hs_str *name, size_t n, const char *const *wanted)
{
    size_t want = 0, *place = TAKE(a, n, size_t);
    while (wanted && wanted[want]) want++;
    size_t extra = want;
    for (size_t i = 0; i < n; i++) {
        place[i] = SIZE_MAX;
        for (size_t w = 0; w < want; w++)
            if (str_eq(name[i], str_of(wanted[w]))) place[i] = w;
        if (place[i] == SIZE_MAX) place[i] = extra++;
    }
    t->column = TAKE(a, extra, hs_str);
    t->columns = extra;
    for (size_t i = 0; i < n; i++) t->column[place[i]] = name[i];
    for (size_t w = 0; w < want; w++)
        if (!t->column[w].p) arena_leave(a, HS_BAD_MODEL, "%s: no column \"%s\"", t->path, wanted[w]);
    return place;
}

const tsv *tsv_parse(arena *a, hs_str bytes, const char *path, const char *const *columns)
{
    tsv *t = TAKE(a, 1, tsv);
    t->path = arena_str(a, str_of(path)).p;
    size_t bad = utf8_bad(bytes);
    if (bad != SIZE_MAX) arena_leave(a, HS_BAD_MODEL, "%s: not UTF-8 at byte %zu", path, bad);
    VEC(tsv_row) rows = { 0 };
    size_t *place = NULL, n = 0, number = 0;
    hs_str rest = bytes, line, field[MOST_COLUMNS];
    while (str_split(&rest, '\n', &line)) {
        number++;
        if (!str_trim(line).n || line.p[0] == '#') continue;
        size_t have = split_line(line, field);
        if (!place) {
            n = have;
            place = place_columns(a, t, field, n, columns);
            continue;
        }
        if (have > n)
            arena_leave(a, HS_BAD_MODEL, "%s: line %zu: %zu fields, but %zu columns", path, number, have, n);
        tsv_row *r = VEC_ADD(a, &rows);
        *r = (tsv_row){ TAKE(a, t->columns, hs_str), number };
        for (size_t i = 0; i < t->columns; i++) r->field[i] = STR("");
        for (size_t i = 0; i < have; i++) r->field[place[i]] = field[i];
    }
    if (!place) arena_leave(a, HS_BAD_MODEL, "%s: no line that names the columns", path);
    t->row = rows.at;
    t->rows = rows.n;
    return t;
}

const tsv *tsv_read(arena *a, const char *path, const char *const *columns)
{
    return tsv_parse(a, file_read(a, path, MOST_BYTES), path, columns);
}
