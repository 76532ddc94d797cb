/*
 * check.c - every broken promise that the file itself can show.
 *
 *     SQLite's checks, foreign keys, the schema, the search index
 *     the chain of the log; an entry for each document and each file not read, and none without
 *     each document: readable, valid, its sentences' words, its rows as the log's digest says
 *     the state: readable, its references and spans, its rows as the log's digest says
 *
 * Each document is read behind a door of its own, so damage in one does not hide damage in the next.
 */
#include "case/inside.h"

#include <stdio.h>
#include <stdlib.h>

/* A span that the state holds of a document. */
typedef struct {
    uint32_t document;
    span at;
} held_span;

typedef struct {
    case_fault *say;
    void *ctx;
    bool stopped;
    uint64_t faults, spans;
    VEC(held_span) held;
    size_t next_held;
    uint32_t document; /* under work */
} check;

static void fault(check *k, hs_str id, const char *what)
{
    k->faults++;
    if (!k->stopped) k->stopped = !k->say(k->ctx, id, str_of(what));
}

/* Runs one part on an arena of its own; what it leaves with is a fault of the case, or ends the check. */
static void part(case_file *c, check *k, hs_str id, case_work *work)
{
    if (k->stopped) return;
    hs_error err;
    hs_status status = case_run(c, c->own, work, k, &err);
    arena_reset(c->own);
    if (status == HS_OK) return;
    size_t skip = strlen(c->path) + 2;
    const char *what = strlen(err.what) > skip ? err.what + skip : err.what;
    if (status != HS_BAD_CASE) arena_leave(c->door, status, "%s", what);
    fault(k, id, what);
}

/* ---- the file ---------------------------------------------------------------------------------------------- */

/* "unable to get the page. error code=266": a disk that cannot be read is no damage of the case. */
static void leave_if_unreadable(case_file *c, hs_str what)
{
    static const hs_str mark = STR_INIT("error code=");
    size_t at = str_find(what, mark, 0);
    if (at == SIZE_MAX) return;
    hs_status status = db_status(atoi(arena_str(c->door, str_sub(what, at + mark.n, what.n)).p));
    if (status != HS_BAD_CASE && status != HS_OK)
        arena_leave(c->door, status, "database: %.*s", STR_ARGS(what));
}

/* SQLite's answer is "ok", or several lines under a head. */
static void integrity_work(case_file *c, void *args)
{
    row r = row_of(c, DB_INTEGRITY);
    while (row_next(&r)) {
        hs_str all = get_str(&r), what;
        if (str_eq(all, STR("ok"))) continue;
        while (str_split(&all, '\n', &what)) {
            if (!what.n || str_starts(what, STR("***"))) continue;
            leave_if_unreadable(c, what);
            fault(args, STR(""), arena_printf(c->door, "database: %.*s", STR_ARGS(what)).p);
        }
    }
}

static void foreign_key_work(case_file *c, void *args)
{
    row r = row_of(c, DB_FOREIGN_KEYS);
    while (row_next(&r)) {
        hs_str table = get_str(&r);
        r.at++; /* the row's number, which a table without one has not */
        hs_str parent = get_str(&r);
        fault(args, STR(""),
              arena_printf(c->door, "a row of %.*s points to no row of %.*s", STR_ARGS(table), STR_ARGS(parent)).p);
    }
}

static void say_schema(case_file *c, void *ctx, hs_str what)
{
    (void)c;
    fault(ctx, STR(""), what.p);
}

static void schema_work(case_file *c, void *args)
{
    schema_compare(c, say_schema, args);
}

/* FTS5 compares its index with the sentences; the command counts as a write, so a reader can only compare rows. */
static void search_index_work(case_file *c, void *args)
{
    (void)args;
    if (sqlite3_exec(c->db, "INSERT INTO sentences_fts(sentences_fts, rank) VALUES ('integrity-check', 1)", NULL, NULL,
                     NULL) == SQLITE_OK)
        return;
    if (db_status(sqlite3_errcode(c->db)) != HS_BAD_CASE) db_leave(c, "check the search index");
    db_damaged(c, "the search index does not agree with the sentences");
}

static void search_rows_work(case_file *c, void *args)
{
    row r = row_of(c, DB_SEARCH_ROWS);
    while (row_next(&r))
        if (get_i64(&r)) fault(args, STR(""), "the search index is not of these sentences");
}

/* ---- the log ----------------------------------------------------------------------------------------------- */

static void chain_work(case_file *c, void *args)
{
    char why[WHY];
    uint64_t rows;
    hs_str head;
    if (!audit_chain(c, &rows, &head, why)) fault(args, STR(""), why);
}

static void unlogged_work(case_file *c, void *args)
{
    row r = row_of(c, DB_UNLOGGED);
    while (row_next(&r)) {
        hs_str what = get_str(&r);
        fault(args, STR(""), arena_printf(c->door, "audit log: %.*s", STR_ARGS(what)).p);
    }
}

static void say_fault(case_file *c, void *ctx, hs_str what)
{
    (void)c;
    fault(ctx, STR(""), what.p);
}

static void logged_work(case_file *c, void *args)
{
    decisions_check(c, say_fault, args);
    past_check(c, say_fault, args);
}

/* ---- one document ------------------------------------------------------------------------------------------ */

static uint64_t spans_of(const findings *f)
{
    uint64_t n = f->mentions;
    for (uint32_t i = 0; i < f->claims; i++) {
        const claim *x = &f->claim[i];
        n += 1 + x->source.who.at.n + x->cue.n + x->content.n + x->hedges.n + x->evidence_at.n + x->predicate.n +
             x->agent.at.n + x->patient.at.n + x->place.at.n + !span_is_empty(x->time.at) +
             !span_is_empty(x->number.at);
        for (size_t k = 0; k < x->chain_n; k++) n += x->chain[k].who.at.n;
    }
    return n;
}

/* page_valid asks for the tokens too, which are not kept. */
static bool sentences_valid(const page *p, char why[WHY])
{
    for (uint32_t i = 0; i < p->sentences; i++) {
        const sentence *s = &p->sentence[i];
        if (!span_valid(s->at, p->text, "sentence", why)) return false;
        if ((i && s->at.begin < s[-1].at.end) || s->paragraph >= p->paragraphs) {
            snprintf(why, WHY, "sentence %u is out of its place", i + 1);
            return false;
        }
    }
    return true;
}

static bool words_agree(case_file *c, int64_t id, hs_str text)
{
    bool good = true;
    row r = row_of(c, DB_SENTENCE_TEXTS);
    put_i64(&r, id);
    while (row_next(&r)) {
        span at = get_span(&r);
        hs_str words = peek_str(&r);
        good = good && at.begin <= at.end && at.end <= text.n && str_eq(words, span_words(text, at));
    }
    return good;
}

static void held_spans(check *k, hs_str id, hs_str text)
{
    char why[WHY];
    while (k->next_held < k->held.n && k->held.at[k->next_held].document == k->document) {
        if (!span_valid(k->held.at[k->next_held++].at, text, "passage", why)) fault(k, id, why);
        k->spans++;
    }
}

static void document_work(case_file *c, void *args)
{
    check *k = args;
    int64_t id = order_row(c, k->document), audit = 0;
    document d;
    page p;
    findings f;
    hs_str run, action = STR(""), object = STR("");
    char why[WHY];
    read_document(c, id, true, &d, &run);
    read_page(c, id, &p);
    read_findings(c, id, &f);
    held_spans(k, d.id, d.text);
    if (!document_valid(&d, why) || !sentences_valid(&p, why) || !findings_valid(&f, d.text, p.sentences, why))
        arena_leave(c->door, HS_BAD_CASE, "%s", why);
    if (!words_agree(c, id, d.text)) arena_leave(c->door, HS_BAD_CASE, "a sentence has other words than the text");
    k->spans += p.sentences + spans_of(&f);
    row r = row_of(c, DB_DOCUMENT_AUDIT);
    put_i64(&r, id);
    while (row_next(&r)) {
        audit = get_i64(&r);
        action = get_str(&r);
        object = get_str(&r);
    }
    hs_str logged = audit_digest_of(c, audit);
    if (!str_eq(action, STR("add")) || !str_eq(object, d.id) ||
        !str_eq(logged, digest_evidence(c->door, &d, &p, &f, run)))
        arena_leave(c->door, HS_BAD_CASE, "its rows are not what the audit log says was added (entry %lld)",
                    (long long)audit);
}

/* ---- the state --------------------------------------------------------------------------------------------- */

/* The figures beside the state are what it comes to. */
static void check_figures(case_file *c, const state *s)
{
    uint64_t understood = 0, denials = 0, said[2] = { 0 };
    for (uint32_t i = 0; i < s->claims; i++) {
        understood += s->claim[i].answer != NOBODY;
        denials += s->claim[i].polarity == POLARITY_DENY && s->claim[i].certainty != CERTAINTY_UNKNOWN;
    }
    bool there = str_to_u64(read_info(c, "state_understood"), &said[0]) && str_to_u64(read_info(c, "state_denials"), &said[1]);
    if (s->claims && (!there || said[0] != understood || said[1] != denials))
        db_damaged(c, "the figures of the state are not what it comes to");
}

static void state_work(case_file *c, void *args)
{
    (void)args;
    state s;
    read_state(c, &s);
    hs_str entry = read_info(c, "state_audit_seq"), last = STR("");
    row r = row_of(c, DB_STATE_LAST);
    while (row_next(&r)) last = get_str(&r);
    if (!str_eq(entry, last)) db_damaged(c, "the state is not the one the audit log tells of last");
    uint64_t seq = 0;
    bool none = !last.n && !s.claims && !s.actors && !s.copies && !s.items;
    if (none) return;
    if (!str_to_u64(last, &seq) || !str_eq(audit_digest_of(c, (int64_t)seq), digest_state(c, &s)))
        db_damaged(c, "the state's rows are not what the audit log says was computed");
    check_figures(c, &s);
}

static int by_document(const void *x, const void *y)
{
    const held_span *a = x, *b = y;
    if (a->document != b->document) return a->document < b->document ? -1 : 1;
    if (a->at.begin != b->at.begin) return a->at.begin < b->at.begin ? -1 : 1;
    return (a->at.end > b->at.end) - (a->at.end < b->at.end);
}

/* Reads the state once more, into the check's own arena, for the passages it points to. */
static void collect_held(case_file *c, check *k)
{
    state s;
    read_state(c, &s);
    for (uint32_t i = 0; i < s.copies; i++) {
        *VEC_ADD(c->door, &k->held) = (held_span){ s.copy[i].a, s.copy[i].in_a };
        *VEC_ADD(c->door, &k->held) = (held_span){ s.copy[i].b, s.copy[i].in_b };
    }
    for (uint32_t i = 0; i < s.lineages; i++)
        for (uint32_t n = 0; n < s.lineage[i].places; n++)
            *VEC_ADD(c->door, &k->held) = (held_span){ s.lineage[i].place[n].document, s.lineage[i].place[n].at };
    if (k->held.n) qsort(k->held.at, k->held.n, sizeof *k->held.at, by_document);
}

static void order_work(case_file *c, void *args)
{
    (void)args;
    order_refresh(c, true);
}

static void check_work(case_file *c, void *args)
{
    check *k = args;
    case_work *const of_the_file[] = { integrity_work, schema_work,   foreign_key_work, search_rows_work,
                                       chain_work,     unlogged_work, logged_work, order_work };
    for (size_t i = 0; i < sizeof of_the_file / sizeof *of_the_file; i++) part(c, k, STR(""), of_the_file[i]);
    if (!c->order.is_fresh) return; /* said already; without it no document can be found */
    uint64_t before = k->faults;
    part(c, k, STR(""), state_work);
    if (before == k->faults && !k->stopped) collect_held(c, k);
    for (k->document = 0; k->document < c->order.n && !k->stopped; k->document++)
        part(c, k, c->order.id[k->document], document_work);
}

hs_status case_check(case_file *c, case_fault *say, void *ctx, uint64_t *spans_checked, hs_error *err)
{
    check k = { .say = say, .ctx = ctx };
    hs_status status = HS_OK;
    arena *a = arena_open(&c->memory, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "%s: out of memory", c->path);
    if ((c->flags & CASE_WRITE) == CASE_WRITE) {
        hs_error why;
        status = case_run_write(c, search_index_work, NULL, &why);
        if (status == HS_BAD_CASE) {
            fault(&k, STR(""), "the search index does not agree with the sentences");
            status = HS_OK;
        }
        if (status != HS_OK && err) *err = why;
    }
    if (status == HS_OK) status = case_run_read(c, a, check_work, &k, err);
    if (spans_checked) *spans_checked = k.spans;
    arena_close(a);
    return status;
}
