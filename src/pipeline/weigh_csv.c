/*
 * weigh_csv.c - reading a claim table: the header and the rows.
 *
 * A row that cannot be read is named with line and column and left out; a table without the four columns is refused.
 * The file is read in pieces, and only names, texts of values and numbers are kept.  Rows are looked up a batch at a
 * time: each of their names is somewhere else in memory, and waiting for one after the other would take most of the time.
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
enum { FIELDS = 64, LONGEST_VALUE = 4096, BATCH = 64 };
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

/* A row whose names are not looked up yet. */
typedef struct {
    row known;
    hs_str source, value, object, attribute, origin; /* origin.p NULL: none */
    size_t key; /* of the item, in reader.key */
    uint64_t hash[4];
} waiting;
enum { OF_SOURCE, OF_ITEM, OF_VALUE, OF_ORIGIN, NAMED };

typedef struct {
    arena *a, *scratch; /* scratch: until the table is read */
    FILE *in;
    bool end;               /* of the file has been read */
    uint64_t size;          /* of the file, 0: unknown */
    uint64_t passed;        /* bytes read and done with */
    char *piece;            /* of the file, csv.text lies in it */
    size_t piece_room;
    csv csv;
    size_t place[COLUMNS], columns; /* where each column stands; SIZE_MAX: not there */
    bool extras;            /* there are more than the four */
    const schema *types;
    bool measured;          /* the schema knows numbers */
    names origins;
    waiting batch[BATCH];
    size_t n;               /* of them */
    buf key;                /* the batch's items */
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

enum { PIECE = 1 << 20, QUOTE_MOST = 1 << 24 /* bytes in which a quote must close */ };

/* What has been read of the piece gives way to what follows in the file.  A row longer than a piece makes it larger. */
static void look_up(reader *r);
static void read_on(reader *r)
{
    look_up(r);
    size_t left = r->csv.text.n - r->csv.at;
    r->passed += r->csv.at;
    if (left) memmove(r->piece, r->piece + r->csv.at, left);
    if (r->piece_room - left < PIECE / 2) {
        size_t room = r->piece_room ? r->piece_room * 2 : PIECE;
        r->piece = arena_grow(r->scratch, r->piece, left, room);
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
        bool whole = r->csv.unclosed ? r->csv.text.n - before.at >= QUOTE_MOST : r->csv.at < r->csv.text.n;
        if (whole || r->end) return n;
        r->csv = before;
        read_on(r);
    }
}

/* ---- the header ------------------------------------------------------------------------------------------------ */

static bool is_known(hs_str name)
{
    for (int c = 0; c < COLUMNS; c++)
        if (str_eq_ascii(str_trim(name), str_of(NAMES[c]))) return true;
    return false;
}

/* Whoever gives weights, or misspells "polarity", should know that they are not heard. */
static void tell_of_others(reader *r, const hs_str *field)
{
    char what[200];
    for (size_t i = 0; i < r->columns; i++) {
        if (is_known(field[i])) continue;
        bool shown = field[i].n && field[i].n <= 40 && !r->csv.controls;
        snprintf(what, sizeof what, "line 1, column %zu%s%.*s%s: not a column of a claim table, passed over", i + 1,
                 shown ? " (" : "", shown ? (int)field[i].n : 0, field[i].p, shown ? ")" : "");
        r->complain(r->ctx, what);
    }
}

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
    tell_of_others(r, field);
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

/* How many are named; more than the model tells apart are as many as it does. */
static uint8_t count_links(hs_str via)
{
    uint8_t n = 0;
    hs_str name;
    for (hs_str rest = via; n < WEIGH_LINKS_MOST && str_split(&rest, ';', &name);) n += str_trim(name).n > 0;
    return n;
}

/* Time, polarity, certainty, origin and via; false when one cannot be read. */
static bool read_extras(reader *r, const hs_str *field, row *x, hs_str *origin)
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
    if (s[ORIGIN].n > LONGEST_VALUE) return complain(r, ORIGIN, "longer than 4096 bytes"), false;
    if (s[ORIGIN].n) *origin = s[ORIGIN];
    x->links = count_links(s[VIA]);
    return true;
}

/* Source, object, attribute and value can be used. */
static bool check_fields(reader *r, const hs_str *field)
{
    for (int c = 0; c < NEEDED; c++) {
        hs_str s = field[r->place[c]];
        const char *why = !s.n && c != ATTRIBUTE                 ? "empty"
                          : s.n > LONGEST_VALUE                  ? "longer than 4096 bytes"
                          : r->csv.controls && s.n && memchr(s.p, PART_OF_KEY, s.n) ? "a control character"
                                                                 : NULL;
        if (!why) continue;
        complain(r, c, why);
        return false;
    }
    return true;
}

/* What the schema calls a number may be missing ("n/a" is a value as any other), but "nan" and "inf" are slips. */
static bool check_value(reader *r, const hs_str *field)
{
    static const char *const NONE[] = { "nan", "-nan", "+nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity" };
    hs_str value = field[r->place[VALUE]];
    if (!r->measured || value.n > 9) return true;
    value_kind kind = weigh_schema_of(r->types, field[r->place[ATTRIBUTE]]).kind;
    uint8_t which;
    if ((kind != KIND_NUM && kind != KIND_ABS) || !one_of(str_trim(value), NONE, sizeof NONE / sizeof *NONE, &which)) return true;
    complain(r, VALUE, "not a finite number");
    return false;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void *longer(reader *r, void *column, size_t each, size_t room)
{
    return arena_grow(r->a, column, r->room * each, room * each);
}

/* What is only needed until rows are sorted. */
static void *longer_for_sorting(reader *r, void *column, size_t each, size_t room)
{
    return arena_grow(r->out->sorting, column, r->room * each, room * each);
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
    k->item = longer_for_sorting(r, k->item, sizeof *k->item, room);
    k->value = longer_for_sorting(r, k->value, sizeof *k->value, room);
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

/* ---- names, a batch at a time ------------------------------------------------------------------------------------ */

static names *names_of(reader *r, int which)
{
    return which == OF_SOURCE ? &r->out->sources
         : which == OF_ITEM   ? &r->out->items
         : which == OF_VALUE  ? &r->out->texts
                              : &r->origins;
}

static hs_str item_key(const reader *r, const waiting *w)
{
    return (hs_str){ r->key.p + w->key, w->object.n + 1 + w->attribute.n };
}

/* Numbers what waits, in the order of the rows. */
static void look_up(reader *r)
{
    int named = r->place[ORIGIN] == SIZE_MAX ? OF_ORIGIN : NAMED;
    for (size_t i = 0; i < r->n; i++)
        for (int which = 0; which < named; which++) names_expect_bytes(names_of(r, which), r->batch[i].hash[which]);
    for (size_t i = 0; i < r->n; i++) {
        waiting *w = &r->batch[i];
        w->known.source = names_put(&r->out->sources, w->source, w->hash[OF_SOURCE]);
        w->known.item = names_put(&r->out->items, item_key(r, w), w->hash[OF_ITEM]);
        w->known.value = names_put(&r->out->texts, w->value, w->hash[OF_VALUE]);
        if (w->origin.p) w->known.origin = names_put(&r->origins, w->origin, w->hash[OF_ORIGIN]);
        keep(r, &w->known);
    }
    r->n = 0;
    r->key.n = 0;
}

static void wait_for(reader *r, waiting *w)
{
    w->key = r->key.n;
    buf_add(&r->key, w->object);
    buf_byte(&r->key, PART_OF_KEY);
    buf_add(&r->key, w->attribute);
    w->hash[OF_SOURCE] = names_hash(w->source);
    w->hash[OF_ITEM] = names_hash(item_key(r, w));
    w->hash[OF_VALUE] = names_hash(w->value);
    w->hash[OF_ORIGIN] = w->origin.p ? names_hash(w->origin) : 0;
    int named = r->place[ORIGIN] == SIZE_MAX ? OF_ORIGIN : NAMED;
    for (int which = 0; which < named; which++) names_expect_slot(names_of(r, which), w->hash[which]);
    r->n++;
}

static void add_row(reader *r, const hs_str *field)
{
    if (!check_fields(r, field) || !check_value(r, field)) return;
    if (r->n == BATCH) look_up(r);
    waiting *w = &r->batch[r->n];
    w->known = (row){ .origin = WEIGH_NONE, .certainty = 3, .time = NAN };
    w->origin = (hs_str){ 0 };
    if (r->extras && !read_extras(r, field, &w->known, &w->origin)) return;
    w->source = field[r->place[SOURCE]];
    w->object = field[r->place[OBJECT]];
    w->attribute = field[r->place[ATTRIBUTE]];
    w->value = field[r->place[VALUE]];
    wait_for(r, w);
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

static bool is_measured(const schema *types)
{
    for (size_t i = 0; i < types->n; i++)
        if (types->at[i].kind == KIND_NUM || types->at[i].kind == KIND_ABS) return true;
    return false;
}

static void close_lent(void *lent)
{
    arena_close(lent);
}

/* An arena that goes with `a`, and can be emptied before. */
static arena *lend(arena *a)
{
    arena *lent = arena_open(NULL, 0);
    if (!lent) arena_leave(a, HS_NO_MEMORY, "out of memory");
    arena_defer(a, close_lent, lent);
    return lent;
}

#define LEAVE_WITH(a, other) arena_leave(a, arena_failure(other)->status, "%s", arena_failure(other)->what)

static void read_table(reader *r)
{
    claim_table *t = r->out;
    read_on(r);
    r->csv = csv_begin(r->scratch, r->csv.text);
    read_header(r);
    hs_str field[FIELDS];
    for (size_t n; (n = next_row(r, field)) > 0;) read_row(r, field, n);
    look_up(r);
    if (!t->rows.rows && !t->bad) arena_leave(r->a, HS_BAD_INPUT, "line 1: no row follows the header");
    t->value = r->kept.value;
    t->rows = (weigh_columns){ t->rows.rows,     r->kept.source,    r->kept.item,  r->kept.value, r->kept.origin,
                               r->kept.polarity, r->kept.certainty, r->kept.links, r->kept.time };
}

claim_table *weigh_csv(arena *a, FILE *in, const schema *types, csv_complain *tell, void *ctx)
{
    arena *scratch = lend(a), *sorting = lend(a);
    if (!ARENA_DOOR(sorting)) LEAVE_WITH(a, sorting);
    if (!ARENA_DOOR(scratch)) LEAVE_WITH(a, scratch);
    reader *r = TAKE(scratch, 1, reader);
    claim_table *t = TAKE(a, 1, claim_table);
    *r = (reader){ .a = a, .scratch = scratch, .in = in, .types = types, .measured = is_measured(types), .size = size_of(in), .complain = tell, .ctx = ctx, .out = t,
                   .key = { .a = scratch }, .origins = { .a = scratch, .scratch = scratch } };
    t->sources = t->items = t->texts = (names){ .a = a, .scratch = scratch };
    t->sorting = sorting;
    read_table(r);
    arena_door_shut(scratch);
    arena_door_shut(sorting);
    arena_reset(scratch);
    if (!ARENA_DOOR(scratch)) LEAVE_WITH(a, scratch);
    weigh_number_values(a, scratch, t, types);
    arena_door_shut(scratch);
    arena_reset(scratch);
    return t;
}
