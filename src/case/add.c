/*
 * add.c - one document into the case: checked first, then its rows and its entry in the log, in one transaction.
 */
#include "case/inside.h"
#include "case/original.h"

#include "base/json.h"

#include <math.h>
#include <stdio.h>

static void add_document(case_file *c, const document *d, const page *p, int64_t run, int64_t audit)
{
    row r = row_of(c, DB_DOCUMENT_ADD);
    put_text(&r, d->id);
    const hs_str strings[] = { d->publisher, d->author,   d->title,    d->url,    d->language,
                               d->media_type, d->encoding, d->external, d->credit, d->origin };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) put_str(&r, strings[i]);
    put_date(&r, d->published);
    put_i64(&r, d->notes);
    put_text(&r, d->text);
    put_i64(&r, p->notes);
    put_i64(&r, p->paragraphs);
    put_i64(&r, run);
    put_i64(&r, audit);
    row_end(&r);
}

static void add_original(case_file *c, int64_t id, const document *d)
{
    row r = row_of(c, DB_ORIGINAL_ADD);
    put_i64(&r, id);
    put_i64(&r, (int64_t)d->original.n);
    put_blob(&r, original_pack(c, d->original));
    row_end(&r);
    for (size_t i = 0; i < d->pieces; i++) {
        const map_piece *p = &d->piece[i];
        r = row_of(c, DB_PIECE_ADD);
        put_i64(&r, id);
        put_i64(&r, (int64_t)i + 1);
        put_i64(&r, p->text_begin);
        put_i64(&r, p->text_n);
        put_i64(&r, p->original_begin);
        put_i64(&r, p->original_n);
        put_i64(&r, p->same);
        row_end(&r);
    }
}

static void add_page(case_file *c, int64_t id, const page *p)
{
    for (uint32_t i = 0; i < p->sentences; i++) {
        const sentence *s = &p->sentence[i];
        row r = row_of(c, DB_SENTENCE_ADD);
        put_i64(&r, id);
        put_ref(&r, i);
        put_ref(&r, s->paragraph);
        put_i64(&r, s->is_heading);
        put_span(&r, s->at);
        put_i64(&r, s->tokens);
        put_text(&r, span_words(p->text, s->at));
        row_end(&r);
        int64_t at = sqlite3_last_insert_rowid(c->db);
        r = row_of(c, DB_SENTENCE_FTS);
        put_i64(&r, at);
        put_text(&r, span_words(p->text, s->at));
        row_end(&r);
    }
}

static void add_actors(case_file *c, int64_t id, const findings *f)
{
    for (uint32_t i = 0; i < f->actors; i++) {
        const actor *a = &f->actor[i];
        row r = row_of(c, DB_ACTOR_ADD);
        put_i64(&r, id);
        put_ref(&r, i);
        put_text(&r, a->name);
        put_text(&r, a->key);
        put_str(&r, a->code);
        put_text(&r, str_of(actor_class_name(a->class)));
        put_i64(&r, a->is_named);
        put_ref(&r, a->parent);
        row_end(&r);
        for (size_t k = 0; k < a->aliases; k++) {
            r = row_of(c, DB_ALIAS_ADD);
            put_i64(&r, id);
            put_ref(&r, i);
            put_i64(&r, (int64_t)k + 1);
            put_text(&r, a->alias[k]);
            row_end(&r);
        }
    }
}

static void add_mentions(case_file *c, int64_t id, const findings *f)
{
    for (uint32_t i = 0; i < f->mentions; i++) {
        const mention *m = &f->mention[i];
        row r = row_of(c, DB_MENTION_ADD);
        put_i64(&r, id);
        put_ref(&r, i);
        put_ref(&r, m->actor);
        put_text(&r, str_of(mention_kind_name(m->kind)));
        put_ref(&r, m->sentence);
        put_span(&r, m->at);
        row_end(&r);
    }
}

static void put_reference(row *r, reference x)
{
    put_ref(r, x.actor);
    put_spans(r, x.at);
}

/* A place of one span; none is NULL. */
static void put_at(row *r, span s)
{
    put_spans(r, (span_list){ &s, s.begin || s.end });
}

/* 0 without a place in the text means that there is no number; it reads better as NULL. */
static void put_quantity(row *r, const quantity *q)
{
    bool none = !q->low && !q->high && !q->at.begin && !q->at.end;
    put_double(r, none ? (double)NAN : q->low);
    put_double(r, none ? (double)NAN : q->high);
    put_str(r, q->unit);
    put_at(r, q->at);
}

void put_claim(row *r, int64_t id, uint32_t number, const claim *x)
{
    put_i64(r, id);
    put_ref(r, number);
    put_ref(r, x->sentence);
    put_span(r, x->at);
    put_text(r, str_of(source_kind_name(x->source.kind)));
    put_reference(r, x->source.who);
    put_str(r, x->cue_lemma);
    put_spans(r, x->cue);
    put_spans(r, x->content);
    put_text(r, str_of(polarity_name(x->polarity)));
    put_text(r, str_of(certainty_name(x->certainty)));
    put_spans(r, x->hedges);
    put_text(r, str_of(quote_name(x->quote)));
    put_text(r, str_of(evidence_name(x->evidence)));
    put_spans(r, x->evidence_at);
    put_str(r, x->frame);
    put_str(r, x->cameo);
    put_str(r, x->plover);
    put_str(r, x->predicate_lemma);
    put_spans(r, x->predicate);
    put_reference(r, x->agent);
    put_reference(r, x->patient);
    put_reference(r, x->place);
    put_date(r, x->time.from);
    put_date(r, x->time.to);
    put_at(r, x->time.at);
    put_quantity(r, &x->number);
}

static void add_claim(case_file *c, int64_t id, uint32_t number, const claim *x)
{
    row r = row_of(c, DB_CLAIM_ADD);
    put_claim(&r, id, number, x);
    row_end(&r);
    for (size_t i = 0; i < x->chain_n; i++) {
        r = row_of(c, DB_CHAIN_ADD);
        put_i64(&r, id);
        put_ref(&r, number);
        put_i64(&r, (int64_t)i + 1);
        put_text(&r, str_of(source_kind_name(x->chain[i].kind)));
        put_reference(&r, x->chain[i].who);
        row_end(&r);
    }
}

static int64_t run_id(case_file *c, hs_str run)
{
    int64_t id = 0;
    row r = row_of(c, DB_RUN_FIND);
    put_text(&r, run);
    while (row_next(&r)) id = get_i64(&r);
    if (id) return id;
    r = row_of(c, DB_RUN_ADD);
    put_text(&r, run);
    row_end(&r);
    return sqlite3_last_insert_rowid(c->db);
}

/* What the log says of a document: the digest of its rows, and how many there are. */
static hs_str add_detail(case_file *c, const document *d, const page *p, const findings *f, hs_str run)
{
    buf b = { .a = c->door };
    json j = json_begin(&b);
    json_open(&j, '{');
    json_put_string(&j, "digest", digest_evidence(c->door, d, p, f, run));
    json_put_u64(&j, "sentences", p->sentences);
    json_put_u64(&j, "actors", f->actors);
    json_put_u64(&j, "claims", f->claims);
    json_put_string(&j, "origin", d->origin);
    json_close(&j, '}');
    return buf_str(&b);
}

typedef struct {
    const document *document;
    const page *page;
    const findings *findings;
    hs_str who, run;
    bool known;
} add_args;

static bool has_document(case_file *c, hs_str id)
{
    bool has = false;
    row r = row_of(c, DB_DOCUMENT_HAS);
    put_text(&r, id);
    while (row_next(&r)) has = true;
    return has;
}

static void add_work(case_file *c, void *args)
{
    add_args *a = args;
    const findings *f = a->findings;
    a->known = has_document(c, a->document->id);
    if (a->known) return;
    int64_t audit;
    hs_str detail = add_detail(c, a->document, a->page, f, a->run);
    audit_add(c, a->who, "add", a->document->id, detail, &audit);
    add_document(c, a->document, a->page, run_id(c, a->run), audit);
    int64_t id = sqlite3_last_insert_rowid(c->db);
    add_original(c, id, a->document);
    add_page(c, id, a->page);
    add_actors(c, id, f);
    add_mentions(c, id, f);
    for (uint32_t i = 0; i < f->claims; i++) add_claim(c, id, i, &f->claim[i]);
}

static void check_work(case_file *c, void *args)
{
    const add_args *a = args;
    char why[WHY] = "the page is not of this text";
    bool good = str_eq(a->page->text, a->document->text) && document_valid(a->document, why) &&
                page_valid(a->page, why) &&
                findings_valid(a->findings, a->document->text, a->page->sentences, why);
    if (!good) arena_leave(c->door, HS_BUG, "a document is not kept: %s", why);
    if (a->document->original.n > ORIGINAL_MOST)
        arena_leave(c->door, HS_LIMIT, "an original of %zu bytes is over the limit", a->document->original.n);
}

hs_status case_add(case_file *c, const document *d, const page *p, const findings *f, hs_str who, hs_str run,
                   bool *known, hs_error *err)
{
    add_args args = { d, p, f, who, run, false };
    *known = false;
    hs_status status = case_may_write(c, err);
    if (status == HS_OK) status = case_run(c, c->own, check_work, &args, err);
    if (status == HS_OK) status = case_run_write(c, add_work, &args, err);
    if (status != HS_OK) return status;
    *known = args.known;
    if (!args.known) c->order.is_fresh = c->order.is_saved = false;
    return HS_OK;
}

typedef struct {
    hs_str id;
    bool has;
} has_args;

static void has_work(case_file *c, void *args)
{
    has_args *h = args;
    h->has = has_document(c, h->id);
}

hs_status case_has(case_file *c, hs_str id, bool *has, hs_error *err)
{
    has_args args = { id, false };
    hs_status status = case_run_read(c, c->own, has_work, &args, err);
    *has = args.has;
    return status;
}

/* ---- what could not be read -------------------------------------------------------------------------------- */

typedef struct {
    hs_str origin, reason, who;
} unread_args;

static void unread_work(case_file *c, void *args)
{
    const unread_args *u = args;
    bool has = false;
    row r = row_of(c, DB_UNREAD_HAS);
    put_text(&r, u->origin);
    put_text(&r, u->reason);
    while (row_next(&r)) has = true;
    if (has) return;
    int64_t audit;
    audit_add(c, u->who, "unread", u->origin, u->reason, &audit);
    r = row_of(c, DB_UNREAD_ADD);
    put_text(&r, u->origin);
    put_text(&r, u->reason);
    put_i64(&r, audit);
    row_end(&r);
}

hs_status case_add_unread(case_file *c, hs_str from, hs_str reason, hs_str who, hs_error *err)
{
    return case_run_write(c, unread_work, &(unread_args){ from, reason, who }, err);
}

typedef struct {
    VEC(hs_str) rows; /* origin and reason in turn */
} unread_list;

static void unread_list_work(case_file *c, void *args)
{
    unread_list *list = args;
    row r = row_of(c, DB_UNREAD_LIST);
    while (row_next(&r)) {
        *VEC_ADD(c->door, &list->rows) = get_str(&r);
        *VEC_ADD(c->door, &list->rows) = get_str(&r);
    }
}

hs_status case_unread(case_file *c, case_unread_row *each, void *ctx, hs_error *err)
{
    arena *a = arena_open(&c->memory, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "%s: out of memory", c->path);
    unread_list list = { 0 };
    hs_status status = case_run_read(c, a, unread_list_work, &list, err);
    for (size_t i = 0; status == HS_OK && i + 1 < list.rows.n; i += 2)
        if (!each(ctx, list.rows.at[i], list.rows.at[i + 1])) break;
    arena_close(a);
    return status;
}
