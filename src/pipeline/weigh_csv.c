/*
 * weigh_csv.c - reading a claim table: the header and the rows.
 *
 * A row that cannot be read is named with line and column and left out; a table without the four columns is refused.
 * The file is read in pieces, and only names, texts of values and numbers are kept.
 */
#include "pipeline/weigh_csv.h"

#include "base/csv.h"
#include "pipeline/weigh_values.h"
#include "record/date.h"

#include <math.h>
#include <sys/stat.h>

enum { SOURCE, OBJECT, ATTRIBUTE, VALUE, NEEDED, TIME = NEEDED, POLARITY, CERTAINTY, ORIGIN, VIA, COLUMNS };
static const char *const NAMES[COLUMNS] = { "source", "object",   "attribute", "value",
                                            "time",   "polarity", "certainty", "origin",    "via" };
enum { FIELDS = 64, LONGEST_VALUE = 4096 };
#define PART_OF_KEY '\x1f'

/* What is kept of the rows, column by column; of those that a table may lack only what it has. */
typedef struct {
    uint32_t *source, *item, *value, *origin;
    uint8_t *polarity, *certainty, *links;
    float *time;
} columns;

typedef struct {
    uint32_t source, item, value, origin;
    uint8_t polarity, certainty, links;
    float time;
} row;

typedef struct {
    arena *a;
    FILE *in;
    bool end;               /* of the file has been read */
    uint64_t size;          /* of the file, 0: unknown */
    uint64_t passed;        /* bytes read and done with */
    char *piece;            /* of the file, csv.text lies in it */
    size_t piece_room;
    csv csv;
    size_t place[COLUMNS], columns; /* where each column stands; SIZE_MAX: not there */
    bool extras;            /* there are more than the four */
    map origins;
    buf key;                /* of an item */
    uint32_t last_source, last_item; /* the row before, as many rows are of the same: WEIGH_NONE for none */
    csv_complain *complain;
    void *ctx;
    claim_table *out;
    columns kept;
    size_t room;
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

/* ---- pieces of the file --------------------------------------------------------------------------------------- */

enum { PIECE = 1 << 22 };

/* What has been read of the piece gives way to what follows in the file.  A row longer than a piece makes it larger. */
static void read_on(reader *r)
{
    size_t left = r->csv.text.n - r->csv.at;
    r->passed += r->csv.at;
    if (left) memmove(r->piece, r->piece + r->csv.at, left);
    if (r->piece_room - left < PIECE / 2) {
        size_t room = r->piece_room ? r->piece_room * 2 : PIECE;
        r->piece = arena_grow(r->a, r->piece, left, room);
        r->piece_room = room;
    }
    size_t n = fread(r->piece + left, 1, r->piece_room - left, r->in);
    if (!n && ferror(r->in)) arena_leave(r->a, HS_IO, "cannot be read");
    r->end = n == 0;
    r->csv.text = (hs_str){ r->piece, left + n };
    r->csv.at = 0;
}

/* A row that ends where the piece ends may go on in the next: then it is read again with more of the file. */
static size_t next_row(reader *r, hs_str *field)
{
    for (;;) {
        csv before = r->csv;
        size_t n = csv_row(&r->csv, field, FIELDS);
        if (r->csv.at < r->csv.text.n || r->end) return n;
        r->csv = before;
        read_on(r);
    }
}

/* ---- the header ------------------------------------------------------------------------------------------------ */

static void read_header(reader *r)
{
    hs_str field[FIELDS];
    size_t n = next_row(r, field);
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
        r->extras |= c >= NEEDED && r->place[c] != SIZE_MAX;
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

static uint32_t number_of(map *m, hs_str key)
{
    bool is_new;
    uint64_t *number = map_put(m, key, &is_new);
    if (is_new) *number = m->n - 1;
    return (uint32_t)*number;
}

/* How many are named; more than the model tells apart are as many as it does. */
static uint8_t count_links(hs_str via)
{
    uint8_t n = 0;
    hs_str name;
    for (hs_str rest = via; n < WEIGH_LINKS_MOST && str_split(&rest, ';', &name);) n += str_trim(name).n > 0;
    return n;
}

/* Time, polarity, certainty, origin and via; false when one cannot be read. */
static bool read_extras(reader *r, const hs_str *field, row *x)
{
    static const char *const POLARITIES[] = { "assert", "deny" };
    static const char *const CERTAINTIES[] = { "unknown", "possible", "probable", "certain" };
    hs_str s[COLUMNS] = { { 0 } };
    for (int c = NEEDED; c < COLUMNS; c++)
        if (r->place[c] != SIZE_MAX) s[c] = str_trim(field[r->place[c]]);
    const char *why = read_time(s[TIME], &x->time);
    if (why) return complain(r, TIME, why), false;
    if (s[POLARITY].n && !one_of(s[POLARITY], POLARITIES, 2, &x->polarity))
        return complain(r, POLARITY, "neither assert nor deny"), false;
    if (s[CERTAINTY].n && !one_of(s[CERTAINTY], CERTAINTIES, 4, &x->certainty))
        return complain(r, CERTAINTY, "none of certain, probable, possible, unknown"), false;
    if (s[ORIGIN].n) x->origin = number_of(&r->origins, s[ORIGIN]);
    x->links = count_links(s[VIA]);
    return true;
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

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void *longer(reader *r, void *column, size_t each, size_t room)
{
    return arena_grow(r->a, column, r->room * each, room * each);
}

/* The first time all the file's rows are estimated from those read, as far as its size is known. */
static void make_room(reader *r)
{
    size_t rows = r->out->rows.rows, room = r->room ? r->room * 2 : 1 << 12;
    uint64_t done = r->passed + r->csv.at;
    if (rows && done && r->size > done) {
        double all = (double)rows / (double)done * (double)r->size * 1.02 + 64;
        if (all > (double)rows && all < WEIGH_NONE) room = (size_t)all;
    }
    columns *k = &r->kept;
    k->source = longer(r, k->source, sizeof *k->source, room);
    k->item = longer(r, k->item, sizeof *k->item, room);
    k->value = longer(r, k->value, sizeof *k->value, room);
    if (r->place[ORIGIN] != SIZE_MAX) k->origin = longer(r, k->origin, sizeof *k->origin, room);
    if (r->place[POLARITY] != SIZE_MAX) k->polarity = longer(r, k->polarity, 1, room);
    if (r->place[CERTAINTY] != SIZE_MAX) k->certainty = longer(r, k->certainty, 1, room);
    if (r->place[VIA] != SIZE_MAX) k->links = longer(r, k->links, 1, room);
    if (r->place[TIME] != SIZE_MAX) k->time = longer(r, k->time, sizeof *k->time, room);
    r->room = room;
}

static void keep(reader *r, const row *x)
{
    columns *k = &r->kept;
    size_t at = r->out->rows.rows;
    if (at == r->room) make_room(r);
    k->source[at] = x->source;
    k->item[at] = x->item;
    k->value[at] = x->value;
    if (k->origin) k->origin[at] = x->origin;
    if (k->polarity) k->polarity[at] = x->polarity;
    if (k->certainty) k->certainty[at] = x->certainty;
    if (k->links) k->links[at] = x->links;
    if (k->time) k->time[at] = x->time;
    r->out->rows.rows++;
}

/* The number of this name, looked up unless it is that of the row before. */
static uint32_t again(map *m, uint32_t *last, hs_str name)
{
    if (*last == WEIGH_NONE || !str_eq(m->at[*last].key, name)) *last = number_of(m, name);
    return *last;
}

static void add_row(reader *r, const hs_str *field)
{
    if (!check_fields(r, field)) return;
    row x = { .origin = WEIGH_NONE, .certainty = 3, .time = NAN };
    if (r->extras && !read_extras(r, field, &x)) return;
    x.source = again(&r->out->sources, &r->last_source, field[r->place[SOURCE]]);
    x.item = again(&r->out->items, &r->last_item, item_key(field[r->place[OBJECT]], field[r->place[ATTRIBUTE]], &r->key));
    x.value = number_of(&r->out->texts, field[r->place[VALUE]]);
    keep(r, &x);
}

static void read_row(reader *r, const hs_str *field, size_t n)
{
    char what[200];
    if (!r->csv.fault && n == r->columns) {
        add_row(r, field);
        return;
    }
    if (r->csv.fault)
        snprintf(what, sizeof what, "line %llu, column %zu: %s", (unsigned long long)r->csv.line, r->csv.column,
                 r->csv.fault);
    else
        snprintf(what, sizeof what, "line %llu, column %zu: %zu columns where the header has %zu",
                 (unsigned long long)r->csv.line, n < r->columns ? n : r->columns, n, r->columns);
    r->out->bad++;
    r->complain(r->ctx, what);
}

static uint64_t size_of(FILE *in)
{
    struct stat s;
    int fd = fileno(in);
    return fd >= 0 && !fstat(fd, &s) && S_ISREG(s.st_mode) ? (uint64_t)s.st_size : 0;
}

claim_table *weigh_csv(arena *a, FILE *in, const schema *types, csv_complain *tell, void *ctx)
{
    reader r = { .a = a, .in = in, .size = size_of(in), .complain = tell, .ctx = ctx, .key = { .a = a },
                 .last_source = WEIGH_NONE, .last_item = WEIGH_NONE, .origins = { .a = a } };
    claim_table *t = r.out = TAKE(a, 1, claim_table);
    t->sources.a = t->items.a = t->texts.a = a;
    read_on(&r);
    r.csv = csv_begin(a, r.csv.text);
    read_header(&r);
    hs_str field[FIELDS];
    for (size_t n; (n = next_row(&r, field)) > 0;) read_row(&r, field, n);
    t->value = r.kept.value;
    t->rows = (weigh_columns){ t->rows.rows,    r.kept.source,    r.kept.item,  r.kept.value, r.kept.origin,
                               r.kept.polarity, r.kept.certainty, r.kept.links, r.kept.time };
    weigh_number_values(a, t, types);
    return t;
}
