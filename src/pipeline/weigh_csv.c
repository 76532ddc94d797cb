/*
 * weigh_csv.c - reading a claim table: the header and the rows.
 *
 * A row that cannot be read is named with line and column and left out; a table without the four columns is refused.
 */
#include "pipeline/weigh_csv.h"

#include "base/csv.h"
#include "pipeline/weigh_values.h"
#include "record/date.h"

#include <math.h>
#include <stdio.h>

enum { SOURCE, OBJECT, ATTRIBUTE, VALUE, NEEDED, TIME = NEEDED, POLARITY, CERTAINTY, ORIGIN, COLUMNS };
static const char *const NAMES[COLUMNS] = { "source", "object",   "attribute", "value",
                                            "time",   "polarity", "certainty", "origin" };
enum { FIELDS = 64, LONGEST_VALUE = 4096 };
#define PART_OF_KEY '\x1f'

typedef struct {
    arena *a;
    csv csv;
    size_t place[COLUMNS], columns; /* where each column stands; SIZE_MAX: not there */
    map origins, values;            /* values: item number and value */
    csv_complain *complain;
    void *ctx;
    claim_table *out;
    size_t room;
    raw_values raw;
} reader;

hs_str item_object(hs_str key)
{
    const char *part = memchr(key.p, PART_OF_KEY, key.n);
    return str_sub(key, 0, (size_t)(part - key.p));
}

hs_str item_attribute(hs_str key)
{
    const char *part = memchr(key.p, PART_OF_KEY, key.n);
    return str_sub(key, (size_t)(part - key.p) + 1, key.n);
}

static void read_header(reader *r)
{
    hs_str field[FIELDS];
    size_t n = csv_row(&r->csv, field, FIELDS);
    if (!n) arena_leave(r->a, HS_BAD_INPUT, "the table is empty");
    if (r->csv.fault) arena_leave(r->a, HS_BAD_INPUT, "line 1, column %zu: %s", r->csv.column, r->csv.fault);
    if (n > FIELDS) arena_leave(r->a, HS_LIMIT, "line 1: more than %d columns", FIELDS);
    r->columns = n;
    for (int c = 0; c < COLUMNS; c++) {
        r->place[c] = SIZE_MAX;
        for (size_t i = 0; i < n; i++) {
            if (!str_eq_ascii(str_trim(field[i]), str_of(NAMES[c]))) continue;
            if (r->place[c] != SIZE_MAX) arena_leave(r->a, HS_BAD_INPUT, "line 1: two columns \"%s\"", NAMES[c]);
            r->place[c] = i;
        }
        if (r->place[c] == SIZE_MAX && c < NEEDED)
            arena_leave(r->a, HS_BAD_INPUT, "line 1: no column \"%s\" (needed: source, object, attribute, value)",
                        NAMES[c]);
    }
}

static void complain(reader *r, int column, const char *why)
{
    char what[200];
    r->out->bad++;
    snprintf(what, sizeof what, "line %llu, column %zu (%s): %s", (unsigned long long)r->csv.line, r->place[column] + 1,
             NAMES[column], why);
    r->complain(r->ctx, what);
}

static bool one_of(hs_str s, const char *const *words, size_t n, uint8_t *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!str_eq_ascii(s, str_of(words[i]))) continue;
        *out = (uint8_t)i;
        return true;
    }
    return false;
}

static const char *read_time(hs_str s, float *out)
{
    double days;
    if (!s.n) return NULL;
    if (str_to_double(s, &days)) {
        *out = (float)days;
        return isfinite(*out) ? NULL : "neither a number of days nor a date";
    }
    date d;
    int32_t first, last;
    if (!date_parse(s, &d) || !date_days(d, &first, &last)) return "neither a number of days nor a date";
    *out = (float)first;
    return NULL;
}

/* Time, polarity, certainty and origin; false when one cannot be read. */
static bool read_extras(reader *r, const hs_str *field, weigh_row *row)
{
    static const char *const POLARITIES[] = { "assert", "deny" };
    static const char *const CERTAINTIES[] = { "unknown", "possible", "probable", "certain" };
    hs_str x[COLUMNS] = { { 0 } };
    for (int c = NEEDED; c < COLUMNS; c++)
        if (r->place[c] != SIZE_MAX) x[c] = str_trim(field[r->place[c]]);
    const char *why = read_time(x[TIME], &row->time);
    if (why) return complain(r, TIME, why), false;
    if (x[POLARITY].n && !one_of(x[POLARITY], POLARITIES, 2, &row->polarity))
        return complain(r, POLARITY, "neither assert nor deny"), false;
    if (x[CERTAINTY].n && !one_of(x[CERTAINTY], CERTAINTIES, 4, &row->certainty))
        return complain(r, CERTAINTY, "none of certain, probable, possible, unknown"), false;
    if (x[ORIGIN].n) {
        bool is_new;
        uint64_t *number = map_put(&r->origins, x[ORIGIN], &is_new);
        if (is_new) *number = r->origins.n - 1;
        row->origin = (uint32_t)*number;
    }
    return true;
}

static uint32_t number_of(map *m, hs_str key)
{
    bool is_new;
    uint64_t *number = map_put(m, key, &is_new);
    if (is_new) *number = m->n - 1;
    return (uint32_t)*number;
}

static hs_str item_key(hs_str object, hs_str attribute, buf *room)
{
    room->n = 0;
    buf_add(room, object);
    buf_byte(room, PART_OF_KEY);
    buf_add(room, attribute);
    return buf_str(room);
}

/* Source, object, attribute and value can be used. */
static bool check_fields(reader *r, const hs_str *field)
{
    for (int c = 0; c < NEEDED; c++) {
        hs_str s = field[r->place[c]];
        const char *why = !s.n && c != ATTRIBUTE                 ? "empty"
                          : s.n > LONGEST_VALUE                  ? "longer than 4096 bytes"
                          : s.n && memchr(s.p, PART_OF_KEY, s.n) ? "a control character"
                                                                 : NULL;
        if (!why) continue;
        complain(r, c, why);
        return false;
    }
    return true;
}

static void add_row(reader *r, const hs_str *field, buf *room)
{
    hs_str value = field[r->place[VALUE]];
    if (!check_fields(r, field)) return;
    weigh_row row = { .origin = WEIGH_NONE, .certainty = 3, .time = NAN };
    if (!read_extras(r, field, &row)) return;
    row.source = number_of(&r->out->sources, field[r->place[SOURCE]]);
    row.item = number_of(&r->out->items, item_key(field[r->place[OBJECT]], field[r->place[ATTRIBUTE]], room));
    room->n = 0;
    buf_add(room, (hs_str){ (const char *)&row.item, sizeof row.item });
    buf_add(room, value);
    size_t known = r->values.n;
    row.value = number_of(&r->values, buf_str(room));
    if (r->values.n > known) {
        *VEC_ADD(r->a, &r->raw) = (raw_value){ .text = value, .item = row.item };
    }
    r->raw.at[row.value].rows++;
    claim_table *t = r->out;
    if (t->rows == r->room) {
        size_t more = r->room ? r->room * 2 : 1024;
        t->row = arena_grow(r->a, t->row, r->room * sizeof *t->row, more * sizeof *t->row);
        r->room = more;
    }
    t->row[t->rows++] = row;
}

claim_table *weigh_csv(arena *a, hs_str text, const schema *types, csv_complain *tell, void *ctx)
{
    reader r = { .a = a, .csv = csv_begin(a, text), .complain = tell, .ctx = ctx };
    claim_table *t = r.out = TAKE(a, 1, claim_table);
    t->sources.a = t->items.a = r.origins.a = r.values.a = a;
    read_header(&r);
    buf room = { .a = a };
    hs_str field[FIELDS];
    for (size_t n; (n = csv_row(&r.csv, field, FIELDS)) > 0;) {
        char what[200];
        if (!r.csv.fault && n == r.columns) {
            add_row(&r, field, &room);
            continue;
        }
        if (r.csv.fault)
            snprintf(what, sizeof what, "line %llu, column %zu: %s", (unsigned long long)r.csv.line, r.csv.column,
                     r.csv.fault);
        else
            snprintf(what, sizeof what, "line %llu, column %zu: %zu columns where the header has %zu",
                     (unsigned long long)r.csv.line, n < r.columns ? n : r.columns, n, r.columns);
        t->bad++;
        tell(ctx, what);
    }
    weigh_number_values(a, t, &r.raw, types);
    return t;
}
