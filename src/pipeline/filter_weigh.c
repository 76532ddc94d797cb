/*
 * filter_weigh.c - hearsay weigh: belief for any table of (source, object, attribute, value).
 *
 * Out comes one line a value (csv), in the form that scorers read, or one JSON object a value.  With a gold standard it
 * is instead the score of the method, or of all methods, and of each source.
 */
#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "pipeline/weigh_score.h"

#include <hearsay/hearsay.h>

#include <math.h>
#include <string.h>

typedef struct {
    arena *a;
    FILE *out;
    const hs_weigh_options *options;
    const hs_watch *watch;
    claim_table *table;
    const weigh_result *result;
    uint32_t *facet, facets; /* [items] the attribute's number; NULL when there is one */
    const schema *types;
    bool as_json;
    buf line;
} filter;

enum { FLUSH_AT = 1 << 16 };

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

/* What belief would be had one begun with odds of the value that are PRIOR_RANGE times lower or higher (.5 as .2 or .8);
 * what has been learnt of the sources stays. */
#define PRIOR_RANGE 4.0

static double from_odds(double belief, double times)
{
    return belief * times / (belief * times + 1 - belief);
}

static const char *note(const weigh_value *v)
{
    return v->too_little ? "too little" : v->split ? "split" : "";
}

/* The name of the source whose row stands for the pivot; NULL for none. */
static hs_str pivot_name(const filter *f, const weigh_value *v)
{
    if (v->pivot_row == WEIGH_NONE) return (hs_str){ 0 };
    return names_at(&f->table->sources, f->table->rows.source[v->pivot_row]);
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
    buf_printf(b, ",%.9g,%s,%.9g,%.9g\n", v->without_pivot, note(v), from_odds(v->belief, 1 / PRIOR_RANGE),
               from_odds(v->belief, PRIOR_RANGE));
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
    json_put_double(&j, "belief_prior_low", from_odds(v->belief, 1 / PRIOR_RANGE));
    json_put_double(&j, "belief_prior_high", from_odds(v->belief, PRIOR_RANGE));
    json_close(&j, '}');
    buf_byte(&f->line, '\n');
}

static void put_item(void *ctx, uint32_t item, const weigh_value *x, uint32_t values)
{
    filter *f = ctx;
    const claim_table *t = f->table;
    for (uint32_t v = 0; v < values; v++)
        (f->as_json ? put_json : put_csv)(f, names_at(&t->items, item), claim_value(t, item, v), &x[v]);
    flush(f, false);
}

static double alike(void *likeness, uint32_t item, uint32_t value, uint32_t other)
{
    const filter *f = likeness;
    const claim_table *t = f->table;
    return t->labels ? 0
                     : schema_alike(weigh_schema_of(f->types, item_attribute(names_at(&t->items, item))),
                                    claim_value(t, item, value), claim_value(t, item, other));
}

static void number_attributes(filter *f)
{
    const names *items = &f->table->items;
    map attributes = { .a = f->a };
    f->facet = TAKE(f->a, items->n, uint32_t);
    for (size_t i = 0; i < items->n; i++) {
        bool is_new;
        uint64_t *at = map_put(&attributes, item_attribute(names_at(items, i)), &is_new);
        if (is_new) *at = attributes.n - 1;
        f->facet[i] = (uint32_t)*at;
    }
    f->facets = (uint32_t)attributes.n;
}

static weigh_options options_of(filter *f, const char *method)
{
    const hs_weigh_options *o = f->options;
    return (weigh_options){ .method = method,
                            .several_truths = o->several_truths,
                            .seed = o->seed,
                            .prior = o->prior,
                            .threads = o->threads,
                            .drift = o->drift,
                            .labels = o->several_truths || o->drift > 0 ? 0 : f->table->labels,
                            .facet = f->facet,
                            .facets = f->facets,
                            .alike = alike,
                            .likeness = f };
}

static void weigh_with(filter *f, const char *method)
{
    weigh_options o = options_of(f, method);
    f->result = weigh_run_columns(f->a, &f->table->rows, &o);
}

static void put_source(filter *f, uint32_t source)
{
    const weigh_source *s = &f->result->source[source];
    hs_str name = names_at(&f->table->sources, source);
    if (!f->as_json) {
        csv_put(&f->line, name);
        buf_printf(&f->line, ",%u,%u,%.9g,%.9g,%.9g,%.9g,%.9g,%.9g,%s", s->rows, s->origins, s->sensitivity,
                   s->sensitivity_low, s->sensitivity_high, s->specificity, s->specificity_low, s->specificity_high,
                   !s->has_record ? "no record" : s->repeats ? "repeats" : "");
        if (!isnan(s->first)) buf_printf(&f->line, "%sfrom %.2f to %.2f", s->repeats ? "; " : "", s->first, s->last);
        buf_byte(&f->line, '\n');
        return;
    }
    json j = json_begin(&f->line);
    json_open(&j, '{');
    json_put_string(&j, "source", name);
    json_put_u64(&j, "claims", s->rows);
    json_put_u64(&j, "origins", s->origins);
    json_put_double(&j, "sensitivity", s->sensitivity);
    json_put_double(&j, "sensitivity_low", s->sensitivity_low);
    json_put_double(&j, "sensitivity_high", s->sensitivity_high);
    json_put_double(&j, "specificity", s->specificity);
    json_put_double(&j, "specificity_low", s->specificity_low);
    json_put_double(&j, "specificity_high", s->specificity_high);
    json_put_bool(&j, "record", s->has_record);
    json_put_bool(&j, "repeats", s->repeats);
    if (!isnan(s->first)) {
        json_put_double(&j, "first", s->first);
        json_put_double(&j, "last", s->last);
    }
    json_close(&j, '}');
    buf_byte(&f->line, '\n');
}

static void put_pair(filter *f, const weigh_pair *p)
{
    hs_str a = names_at(&f->table->sources, p->a), b = names_at(&f->table->sources, p->b);
    if (!f->as_json) {
        csv_put(&f->line, a);
        buf_byte(&f->line, ',');
        csv_put(&f->line, b);
        buf_printf(&f->line, ",%.9g,%.9g\n", p->probability, p->a_from_b);
        return;
    }
    json j = json_begin(&f->line);
    json_open(&j, '{');
    json_put_string(&j, "a", a);
    json_put_string(&j, "b", b);
    json_put_double(&j, "probability", p->probability);
    json_put_double(&j, "a_from_b", p->a_from_b);
    json_close(&j, '}');
    buf_byte(&f->line, '\n');
}

static void pass_over(void *ctx, uint32_t item, const weigh_value *x, uint32_t values)
{
    (void)ctx, (void)item, (void)x, (void)values;
}

/* A table of many rows takes a quarter less memory without them. */
static void give_back(void *ctx)
{
    claim_table *t = ((filter *)ctx)->table;
    arena_reset(t->sorting);
    t->value = NULL;
    t->rows.item = t->rows.value = NULL;
}

/* What has been learnt of the sources, or of pairs of them. */
static void put_learnt(filter *f, bool pairs)
{
    weigh_options o = options_of(f, f->options->method);
    o.each = pass_over;
    o.folded = give_back;
    o.ctx = f;
    f->result = weigh_run_columns(f->a, &f->table->rows, &o);
    if (!f->as_json)
        buf_add(&f->line, pairs ? STR("a,b,probability,a_from_b\n")
                                : STR("source,claims,origins,sensitivity,sensitivity_lo,sensitivity_hi,specificity,"
                                      "specificity_lo,specificity_hi,note\n"));
    for (uint32_t i = 0; i < (pairs ? f->result->pairs : f->result->sources); i++) {
        if (pairs) put_pair(f, &f->result->pair[i]);
        else put_source(f, i);
        flush(f, false);
    }
    flush(f, true);
}

/* Each answer is written when it is found. */
static void put_beliefs(filter *f)
{
    weigh_options o = options_of(f, f->options->method);
    o.each = put_item;
    o.folded = give_back;
    o.ctx = f;
    if (!f->as_json)
        buf_add(&f->line, STR("object,attribute,value,probability,lo,hi,asserted,denied,origins_asserted,"
                              "origins_denied,pivot,without_pivot,note,prior_lo,prior_hi\n"));
    weigh_run_columns(f->a, &f->table->rows, &o);
    flush(f, true);
}

static void put_score(filter *f, const char *method, const score *s)
{
    buf_printf(&f->line, "%s,%u,%u,%u,%.6f,%.6f,%.6f,%.6f,%.6f\n", method, s->gold, s->answered, s->right, s->precision,
               s->recall, s->brier, s->ece, s->log_loss);
}

/* How each source fared where the gold standard speaks, beside what the method thinks of it. */
static void put_sources(filter *f, const gold *g, const schema *types)
{
    const source_score *s = weigh_score_sources(f->a, f->table, g, types);
    buf_add(&f->line, STR("\nsource,claims,right,accuracy,sensitivity,sensitivity_lo,sensitivity_hi,specificity\n"));
    for (uint32_t i = 0; i < f->result->sources; i++) {
        const weigh_source *w = &f->result->source[i];
        csv_put(&f->line, names_at(&f->table->sources, i));
        buf_printf(&f->line, ",%u,%u,%.6f,%.6f,%.6f,%.6f,%.6f\n", s[i].claims, s[i].right,
                   s[i].claims ? s[i].right / (double)s[i].claims : 0.0, w->sensitivity, w->sensitivity_low,
                   w->sensitivity_high, w->specificity);
        flush(f, false);
    }
}

/* One method; what it leaves in the arena is given back, so that all can be run one after another. */
static void score_method(filter *f, const char *method, const gold *g, const schema *types)
{
    arena_mark here = arena_here(f->a);
    weigh_with(f, method);
    score s = weigh_score(f->table, f->result, g, types);
    arena_rollback(f->a, here);
    put_score(f, method, &s);
}

/* dawid-skene knows closed sets only, and accu-copy compares no more sources than it can. */
static bool applies(const filter *f, const char *method)
{
    if (!strcmp(method, "dawid-skene")) return f->table->labels && !f->options->several_truths;
    return strcmp(method, "accu-copy") || f->table->sources.n <= WEIGH_ACCU_COPY_SOURCES;
}

static void put_scores(filter *f, const schema *types)
{
    gold g = weigh_gold(f->a, f->options->gold);
    buf_add(&f->line, STR("method,gold,answered,right,precision,recall,brier,ece,log_loss\n"));
    if (f->options->compare) {
        for (const char *const *m = weigh_methods(); *m; m++)
            if (applies(f, *m)) score_method(f, *m, &g, types);
    } else {
        weigh_with(f, f->options->method);
        score s = weigh_score(f->table, f->result, &g, types);
        put_score(f, f->options->method ? f->options->method : WEIGH_OURS, &s);
        put_sources(f, &g, types);
    }
    flush(f, true);
}

enum { BELIEFS, SOURCES, PAIRS, LISTINGS };
static const char *const LISTING[LISTINGS] = { "beliefs", "sources", "pairs" };

static int listing(filter *f)
{
    const char *list = f->options->list;
    for (int i = 0; i < LISTINGS; i++)
        if (!list || !strcmp(list, LISTING[i])) return i;
    arena_leave(f->a, HS_BAD_ARGUMENT, "no listing is called \"%.40s\": beliefs, sources or pairs", list);
}

static hs_status run(filter *f, FILE *in)
{
    const hs_weigh_options *o = f->options;
    int list = listing(f);
    f->as_json = o->to && !strcmp(o->to, "json");
    if (o->to && !f->as_json && strcmp(o->to, "csv"))
        arena_leave(f->a, HS_BAD_ARGUMENT, "no output is called \"%.40s\": csv or json", o->to);
    if (o->compare && !o->gold) arena_leave(f->a, HS_BAD_ARGUMENT, "to compare methods, give a gold standard");
    schema types = weigh_schema(f->a, o->schema);
    f->types = &types;
    f->table = weigh_csv(f->a, in, &types, report, f);
    number_attributes(f);
    f->line.room = FLUSH_AT * 4; /* taken before any method runs: it must not lie behind a rollback */
    f->line.p = TAKE(f->a, f->line.room, char);
    if (o->gold) put_scores(f, &types);
    else if (list == BELIEFS) put_beliefs(f);
    else put_learnt(f, list == PAIRS);
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
        arena_door_shut(a);
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
