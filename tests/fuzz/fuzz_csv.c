/*
 * fuzz_csv.c - any bytes as comma-separated values.  What must hold:
 *
 *     reading ends, each row moves on, and lines are counted upwards; fields of a sound row are UTF-8 without NUL; written
 *     out and read again they are the same; the fast way for plain rows gives what the slow one does (a quoted field in
 *     front of each row sends it the slow way); and the table reader takes or refuses all of it, the same twice.
 */
#include "base/csv.h"
#include "base/utf8.h"
#include "pipeline/weigh_csv.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { FIELDS = 16 };

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/* A row written out, with `before` in front of it. */
static hs_str written(arena *a, const char *before, const hs_str *field, size_t n)
{
    buf b = { .a = a };
    buf_add(&b, str_of(before));
    for (size_t i = 0; i < n; i++) {
        if (i) buf_byte(&b, ',');
        csv_put(&b, field[i]);
    }
    buf_byte(&b, '\n');
    return buf_str(&b);
}

static void reads_as(arena *a, hs_str text, size_t skip, const hs_str *field, size_t n)
{
    hs_str again[FIELDS + 1];
    csv c = csv_begin(a, text);
    must(csv_row(&c, again, FIELDS + 1) == n + skip && !c.fault, "a row written out is another row");
    for (size_t i = 0; i < n; i++) must(str_eq(again[i + skip], field[i]), "a field written out is another field");
}

static void check_row(arena *a, const csv *c, const hs_str *field, size_t n)
{
    if (n > FIELDS) n = FIELDS;
    for (size_t i = 0; i < n; i++) {
        must(utf8_bad(field[i]) == SIZE_MAX, "a field that is not UTF-8");
        must(!field[i].n || !memchr(field[i].p, 0, field[i].n), "a NUL byte in a field");
        for (size_t k = 0; k < field[i].n; k++)
            must(c->controls || (unsigned char)field[i].p[k] >= ' ', "a control character that was not told");
    }
    if (n == 1 && !field[0].n) return; /* an empty line is no row */
    reads_as(a, written(a, "\"x\",", field, n), 1, field, n);
    if (str_starts(field[0], STR("\xEF\xBB\xBF"))) return; /* at the start of a text it is a mark */
    reads_as(a, written(a, "", field, n), 0, field, n);
}

static void check_rows(arena *a, hs_str text)
{
    hs_str field[FIELDS];
    csv c = csv_begin(a, text);
    size_t before = c.at;
    uint64_t line = 0;
    for (size_t n; (n = csv_row(&c, field, FIELDS)) > 0;) {
        must(c.at > before && c.at <= text.n, "a row that does not move on");
        must(c.line > line, "lines that do not go up");
        before = c.at;
        line = c.line;
        if (!c.fault) check_row(a, &c, field, n);
        else must(c.column >= 1, "a fault without a place");
    }
    must(c.at == text.n, "reading ended before the text");
}

static void count(void *ctx, const char *what)
{
    must(!strchr(what, '\n'), "more than one line");
    ++*(uint64_t *)ctx;
}

/* A number for all that was read of a table. */
static uint64_t read_table(arena *a, const uint8_t *data, size_t n)
{
    static const schema none;
    uint64_t told = 0;
    volatile uint64_t sum = 0;
    FILE *in = fmemopen((void *)(uintptr_t)data, n, "rb");
    must(in, "no memory");
    if (ARENA_DOOR(a)) {
        const claim_table *t = weigh_csv(a, in, &none, count, &told);
        must(t->bad <= told, "a bad row that was not told");
        for (size_t i = 0; i < t->rows.rows; i++) {
            must(t->rows.source[i] < t->sources.n && t->rows.item[i] < t->items.n, "a number beyond the names");
            hs_str value = claim_value(t, t->rows.item[i], t->rows.value[i]);
            sum = sum * 31 + t->rows.source[i] * 7 + t->rows.item[i] * 3 + value.n;
        }
        arena_door_shut(a);
    } else {
        sum = str_of(arena_failure(a)->what).n;
    }
    fclose(in);
    return sum + told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    arena *a = arena_open(NULL, 0);
    must(a, "no memory");
    if (ARENA_DOOR(a)) {
        check_rows(a, (hs_str){ (const char *)data, n });
        arena_door_shut(a);
    } else {
        must(false, arena_failure(a)->what);
    }
    uint64_t once = n ? read_table(a, data, n) : 0;
    arena_reset(a);
    must(!n || read_table(a, data, n) == once, "another table the second time");
    arena_close(a);
    return 0;
}
