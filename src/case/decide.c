/*
 * decide.c - what people ruled: rows that are only ever added, each sealed by the log.
 */
#include "case/inside.h"

#include "base/hash.h"
#include "base/json.h"

READ_NAME(decision_kind, decision_kind_name)

/* Of a word that may be missing: 0 for none. */
#define READ_OPTIONAL(type, function)                                            \
    static type optional_##function(row *r)                                      \
    {                                                                            \
        hs_str word = peek_str(r);                                               \
        for (int v = 0; word.n && function((type)v); v++)                        \
            if (str_eq(word, str_of(function((type)v)))) return (type)v;         \
        if (word.n) db_damaged(r->c, "a word that is none of " #type);           \
        return (type)0;                                                          \
    }
READ_OPTIONAL(source_kind, source_kind_name)
READ_OPTIONAL(polarity, polarity_name)
READ_OPTIONAL(certainty, certainty_name)

static bool has_source(const decision *d)
{
    return d->kind == DECISION_SPEAKER || d->kind == DECISION_CLAIM;
}

static bool has_stance(const decision *d)
{
    return d->kind == DECISION_STANCE || d->kind == DECISION_CLAIM;
}

static void put_u32_or_null(row *r, uint32_t v, bool there)
{
    if (there) put_i64(r, v);
    else put_str(r, STR(""));
}

static void put_decision(row *r, const decision *d)
{
    put_text(r, str_of(decision_kind_name(d->kind)));
    put_u32_or_null(r, d->undoes, d->undoes);
    put_str(r, d->document);
    put_u32_or_null(r, d->at.begin, !span_is_empty(d->at));
    put_u32_or_null(r, d->at.end, !span_is_empty(d->at));
    const hs_str words[] = { d->words, d->name, d->other, d->other_document };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) put_str(r, words[i]);
    put_str(r, has_source(d) ? str_of(source_kind_name(d->source_kind)) : STR(""));
    const hs_str more[] = { d->source, d->frame, d->agent, d->patient };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) put_str(r, more[i]);
    put_str(r, has_stance(d) ? str_of(polarity_name(d->polarity)) : STR(""));
    put_str(r, has_stance(d) ? str_of(certainty_name(d->certainty)) : STR(""));
    put_text(r, d->why);
}

static uint32_t get_u32_or_0(row *r)
{
    if (sqlite3_column_type(r->s, r->at + 1) != SQLITE_NULL) return get_u32(r);
    r->at++;
    return 0;
}

static void get_decision(row *r, decision *d)
{
    d->kind = read_decision_kind_name(r);
    d->undoes = get_u32_or_0(r);
    d->document = get_str(r);
    d->at.begin = get_u32_or_0(r);
    d->at.end = get_u32_or_0(r);
    hs_str *const words[] = { &d->words, &d->name, &d->other, &d->other_document };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) *words[i] = get_str(r);
    d->source_kind = optional_source_kind_name(r);
    hs_str *const more[] = { &d->source, &d->frame, &d->agent, &d->patient };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) *more[i] = get_str(r);
    d->polarity = optional_polarity_name(r);
    d->certainty = optional_certainty_name(r);
    d->why = get_str(r);
}

static hs_str digest_decision(arena *a, const decision *d)
{
    buf b = { .a = a };
    const hs_str words[] = { d->document, d->words, d->name,  d->other,   d->other_document,
                             d->source,   d->frame, d->agent, d->patient, d->why };
    buf_printf(&b, "%d %u %u %u %d %d %d", d->kind, d->undoes, d->at.begin, d->at.end,
               has_source(d) ? (int)d->source_kind : 0, has_stance(d) ? (int)d->polarity : 0,
               has_stance(d) ? (int)d->certainty : 0);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        buf_printf(&b, " %zu:", words[i].n);
        buf_add(&b, words[i]);
    }
    return sha256_hex(a, buf_str(&b));
}

static uint32_t last_decision(case_file *c)
{
    uint32_t n = 0;
    row r = row_of(c, DB_DECISION_LAST);
    while (row_next(&r)) n = get_u32(&r);
    return n;
}

typedef struct {
    const decision *given;
    hs_str who;
    uint32_t number;
} decide_args;

static void decide_work(case_file *c, void *args)
{
    decide_args *a = args;
    char why[WHY];
    decision d = *a->given;
    d.number = last_decision(c) + 1;
    if (d.undoes >= d.number) arena_leave(c->door, HS_NOT_FOUND, "no decision %u; there are %u", d.undoes, d.number - 1);
    if (!decision_valid(&d, why)) arena_leave(c->door, HS_BAD_ARGUMENT, "%s", why);
    buf b = { .a = c->door };
    json j = json_begin(&b);
    json_open(&j, '{');
    json_put_string(&j, "digest", digest_decision(c->door, &d));
    json_put_string(&j, "kind", str_of(decision_kind_name(d.kind)));
    if (d.why.n) json_put_string(&j, "why", d.why);
    json_close(&j, '}');
    int64_t audit;
    audit_add(c, a->who, "decide", arena_printf(c->door, "decision %u", d.number), buf_str(&b), &audit);
    row r = row_of(c, DB_DECISION_ADD);
    put_i64(&r, d.number);
    put_decision(&r, &d);
    put_i64(&r, audit);
    row_end(&r);
    a->number = d.number;
}

hs_status case_decide(case_file *c, const decision *d, hs_str who, uint32_t *number, hs_error *err)
{
    decide_args args = { .given = d, .who = who };
    hs_status status = case_run_write(c, decide_work, &args, err);
    *number = args.number;
    return status;
}

typedef struct {
    decision *list;
    uint32_t n;
} list_args;

static void list_work(case_file *c, void *args)
{
    list_args *a = args;
    VEC(decision) list = { 0 };
    row r = row_of(c, DB_DECISIONS);
    while (row_next(&r)) {
        decision *d = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        d->number = (uint32_t)list.n;
        get_decision(&r, d);
        d->when = get_str(&r);
        d->who = get_str(&r);
    }
    a->list = list.at;
    a->n = (uint32_t)list.n;
    char why[WHY];
    for (uint32_t i = 0; i < a->n; i++)
        if (!decision_valid(&a->list[i], why)) db_damaged(c, why);
    decisions_stand(a->list, a->n);
}

hs_status case_decisions(case_file *c, arena *a, const decision **list, uint32_t *n, hs_error *err)
{
    list_args args = { 0 };
    hs_status status = case_run_read(c, a, list_work, &args, err);
    *list = args.list;
    *n = args.n;
    return status;
}

void decisions_check(case_file *c, decision_fault *say, void *ctx)
{
    uint32_t n = 0;
    row r = row_of(c, DB_DECISIONS);
    while (row_next(&r)) {
        decision d = { .number = ++n };
        get_place(&r, n);
        get_decision(&r, &d);
        peek_str(&r);
        peek_str(&r);
        hs_str logged = audit_digest_of(c, get_i64(&r));
        if (!str_eq(logged, digest_decision(c->door, &d)))
            say(c, ctx, arena_printf(c->door, "decision %u is not what the audit log says was decided", n));
    }
}
