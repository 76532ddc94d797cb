/*
 * filter_weigh.c - hearsay weigh: belief for any table of (source, object, attribute, value).
 *
 * Out comes one line a value (csv), in the form that scorers read, or one JSON object a value.
 */
#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "pipeline/weigh_csv.h"

#include <hearsay/hearsay.h>

#include <math.h>
#include <string.h>

typedef struct {
    arena *a;
    FILE *out;
    const hs_weigh_options *options;
    const hs_watch *watch;
    const claim_table *table;
    const weigh_result *result;
    buf line;
} filter;

enum { FLUSH_AT = 1 << 16, CHUNK = 1 << 20 };

static hs_str read_all(arena *a, FILE *in)
{
    buf b = { .a = a };
    for (;;) {
        if (b.room - b.n < CHUNK) {
            size_t room = b.room ? b.room * 2 : 2 * CHUNK;
            b.p = arena_grow(a, b.p, b.n, room);
            b.room = room;
        }
        size_t n = fread(b.p + b.n, 1, b.room - b.n, in);
        b.n += n;
        if (n) continue;
        if (ferror(in)) arena_leave(a, HS_IO, "cannot be read");
        return buf_str(&b);
    }
}

static void report(void *ctx, const char *what)
{
    filter *f = ctx;
    if (!f->watch || !f->watch->unread) return;
    hs_error why = { .status = HS_BAD_INPUT };
    snprintf(why.what, sizeof why.what, "%s", what);
    f->watch->unread(f->watch->ctx, "in", &why);
}

static void flush(filter *f, bool all)
{
    if (!all && f->line.n < FLUSH_AT) return;
    size_t n = f->line.n ? fwrite(f->line.p, 1, f->line.n, f->out) : 0;
    if (n != f->line.n || (all && fflush(f->out))) arena_leave(f->a, HS_IO, "the answer cannot be written");
    f->line.n = 0;
}

static const char *note(const weigh_value *v)
{
    return v->too_little ? "too little" : v->split ? "split" : "";
}

/* The name of the source whose row stands for the pivot; NULL for none. */
static hs_str pivot_name(const filter *f, const weigh_value *v)
{
    if (v->pivot_row == WEIGH_NONE) return (hs_str){ 0 };
    return f->table->sources.at[f->table->row[v->pivot_row].source].key;
}

static void put_csv(filter *f, hs_str key, hs_str value, const weigh_value *v)
{
    buf *b = &f->line;
    csv_put(b, item_object(key));
    buf_byte(b, ',');
    csv_put(b, item_attribute(key));
    buf_byte(b, ',');
    csv_put(b, value);
    buf_printf(b, ",%.9g,%.9g,%.9g,%u,%u,%u,%u,", v->belief, v->low, v->high, v->asserted, v->denied,
               v->origins_asserted, v->origins_denied);
    csv_put(b, pivot_name(f, v));
    buf_printf(b, ",%.9g,%s\n", v->without_pivot, note(v));
}

static void put_json(filter *f, hs_str key, hs_str value, const weigh_value *v)
{
    json j = json_begin(&f->line);
    json_open(&j, '{');
    json_put_string(&j, "object", item_object(key));
    json_put_string(&j, "attribute", item_attribute(key));
    json_put_string(&j, "value", value);
    json_put_double(&j, "belief", v->belief);
    json_put_double(&j, "low", v->low);
    json_put_double(&j, "high", v->high);
    json_put_u64(&j, "asserted", v->asserted);
    json_put_u64(&j, "denied", v->denied);
    json_put_u64(&j, "origins_asserted", v->origins_asserted);
    json_put_u64(&j, "origins_denied", v->origins_denied);
    json_put_string(&j, "pivot", pivot_name(f, v));
    json_put_double(&j, "without_pivot", v->without_pivot);
    json_put_bool(&j, "too_little", v->too_little);
    json_put_bool(&j, "split", v->split);
    json_close(&j, '}');
    buf_byte(&f->line, '\n');
}

static void put_all(filter *f, bool as_json)
{
    const claim_table *t = f->table;
    if (!as_json)
        buf_add(&f->line, STR("object,attribute,value,probability,lo,hi,asserted,denied,origins_asserted,"
                              "origins_denied,pivot,without_pivot,note\n"));
    for (uint32_t i = 0; i < f->result->items; i++) {
        for (uint32_t v = 0; v < f->result->values[i]; v++) {
            const weigh_value *x = &f->result->value[i][v];
            (as_json ? put_json : put_csv)(f, t->items.at[i].key, t->value[t->value_first[i] + v], x);
        }
        flush(f, false);
    }
    flush(f, true);
}

static weigh_options options_of(const filter *f)
{
    const hs_weigh_options *o = f->options;
    return (weigh_options){ .method = o->method,
                            .several_truths = o->several_truths,
                            .seed = o->seed,
                            .prior = o->prior,
                            .threads = o->threads,
                            .labels = o->several_truths ? 0 : f->table->labels };
}

static hs_status run(filter *f, FILE *in)
{
    bool as_json = f->options->to && !strcmp(f->options->to, "json");
    if (f->options->to && !as_json && strcmp(f->options->to, "csv"))
        arena_leave(f->a, HS_BAD_ARGUMENT, "no output is called \"%.40s\": csv or json", f->options->to);
    schema types = weigh_schema(f->a, f->options->schema);
    f->table = weigh_csv(f->a, read_all(f->a, in), &types, report, f);
    weigh_options o = options_of(f);
    f->result = weigh_run(f->a, f->table->row, f->table->rows, &o);
    put_all(f, as_json);
    return f->table->bad ? HS_BAD_INPUT : HS_OK;
}

hs_status hs_weigh(FILE *in, FILE *out, const hs_weigh_options *options, const hs_watch *watch, hs_error *err)
{
    static const hs_weigh_options usual = { 0 };
    arena *a = arena_open(NULL, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "weigh: out of memory");
    filter f = { .a = a, .out = out, .options = options ? options : &usual, .watch = watch, .line = { .a = a } };
    hs_status status;
    if (ARENA_DOOR(a)) {
        status = run(&f, in);
        if (status) fail(err, status, "in: %llu rows cannot be read", (unsigned long long)f.table->bad);
    } else {
        status = fail_from(err, arena_failure(a), "weigh");
    }
    arena_close(a);
    return status;
}

const char *const *hs_weigh_methods(void)
{
    return weigh_methods();
}
