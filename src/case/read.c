/*
 * read.c - a document, its page and its findings back as they were saved.
 *
 * Nothing read is trusted: a value of another kind, a word that is none, a number out of range or a row out of its
 * place is damage (HS_BAD_CASE).  Whether spans and references hold is for the validators, at case_check.
 */
#include "case/original.h"

READ_NAME(source_kind, source_kind_name)
READ_NAME(polarity, polarity_name)
READ_NAME(certainty, certainty_name)
READ_NAME(evidence_kind, evidence_name)
READ_NAME(quote_kind, quote_name)
READ_NAME(actor_class, actor_class_name)
READ_NAME(mention_kind, mention_kind_name)

static void read_original(case_file *c, int64_t id, document *d)
{
    bool found = false;
    row r = row_of(c, DB_ORIGINAL_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        uint64_t n = get_u64(&r);
        d->original = original_unpack(c, peek_str(&r), n);
        found = true;
    }
    if (!found) db_damaged(c, "an original is missing");
    VEC(map_piece) list = { 0 };
    r = row_of(c, DB_PIECE_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        map_piece *p = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        p->text_begin = get_u32(&r);
        p->text_n = get_u32(&r);
        p->original_begin = get_u32(&r);
        p->original_n = get_u32(&r);
        p->same = get_bool(&r);
    }
    d->piece = list.at;
    d->pieces = list.n;
}

static hs_str read_run(case_file *c, int64_t id)
{
    hs_str run = STR("");
    row r = row_of(c, DB_RUN_GET);
    put_i64(&r, id);
    while (row_next(&r)) run = get_str(&r);
    return run;
}

void read_document(case_file *c, int64_t id, bool with_original, document *d, hs_str *run)
{
    *d = (document){ 0 };
    int64_t run_id = 0;
    bool found = false;
    row r = row_of(c, DB_DOCUMENT_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        hs_str *const strings[] = { &d->id,         &d->publisher, &d->author,   &d->title,  &d->url,   &d->language,
                                    &d->media_type, &d->encoding,  &d->external, &d->credit, &d->origin };
        for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = get_str(&r);
        d->published = get_date(&r);
        d->notes = get_u32(&r);
        d->text = get_str(&r);
        run_id = get_i64(&r);
        found = true;
    }
    if (!found) db_damaged(c, "a document is missing");
    if (run) *run = read_run(c, run_id);
    if (with_original) read_original(c, id, d);
}

void read_page(case_file *c, int64_t id, page *p)
{
    *p = (page){ 0 };
    row r = row_of(c, DB_DOCUMENT_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        for (int i = 0; i < 13; i++) r.at++; /* columns up to the text */
        p->text = get_str(&r);
        r.at++;
        p->notes = get_u32(&r);
        p->paragraphs = get_u32(&r);
    }
    VEC(sentence) list = { 0 };
    uint64_t tokens = 0;
    r = row_of(c, DB_SENTENCE_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        sentence *s = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        s->paragraph = get_ref(&r);
        s->is_heading = get_bool(&r);
        s->at = get_span(&r);
        s->first_token = (uint32_t)tokens;
        s->tokens = get_u32(&r);
        tokens += s->tokens;
        if (tokens > UINT32_MAX) db_damaged(c, "a number is out of range");
    }
    p->sentence = list.at;
    p->sentences = (uint32_t)list.n;
}

static void read_aliases(case_file *c, int64_t id, uint32_t number, actor *a)
{
    VEC(hs_str) list = { 0 };
    row r = row_of(c, DB_ALIAS_GET);
    put_i64(&r, id);
    put_ref(&r, number);
    while (row_next(&r)) {
        hs_str *one = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        *one = get_str(&r);
    }
    a->alias = list.at;
    a->aliases = list.n;
}

static void read_actors(case_file *c, int64_t id, findings *f)
{
    VEC(actor) list = { 0 };
    row r = row_of(c, DB_ACTOR_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        actor *a = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        a->name = get_str(&r);
        a->key = get_str(&r);
        a->code = get_str(&r);
        a->class = read_actor_class_name(&r);
        a->is_named = get_bool(&r);
        a->parent = get_ref(&r);
    }
    for (uint32_t i = 0; i < list.n; i++) read_aliases(c, id, i, &list.at[i]);
    f->actor = list.at;
    f->actors = (uint32_t)list.n;
}

static void read_mentions(case_file *c, int64_t id, findings *f)
{
    VEC(mention) list = { 0 };
    row r = row_of(c, DB_MENTION_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        mention *m = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        m->actor = get_ref(&r);
        m->kind = read_mention_kind_name(&r);
        m->sentence = get_ref(&r);
        m->at = get_span(&r);
    }
    f->mention = list.at;
    f->mentions = (uint32_t)list.n;
}

static reference get_reference(row *r)
{
    uint32_t who = get_ref(r);
    return (reference){ .actor = who, .at = get_spans(r) };
}

static quantity get_quantity(row *r)
{
    quantity q = { .low = get_double(r), .high = get_double(r), .unit = STR("") };
    q.unit = get_str(r);
    q.at = get_one_span(r);
    if (q.low != q.low) q.low = 0;
    if (q.high != q.high) q.high = 0;
    return q;
}

static void read_claim(row *r, claim *x)
{
    x->sentence = get_ref(r);
    x->at = get_span(r);
    x->source.kind = read_source_kind_name(r);
    x->source.who = get_reference(r);
    x->cue_lemma = get_str(r);
    x->cue = get_spans(r);
    x->content = get_spans(r);
    x->polarity = read_polarity_name(r);
    x->certainty = read_certainty_name(r);
    x->hedges = get_spans(r);
    x->quote = read_quote_name(r);
    x->evidence = read_evidence_name(r);
    x->evidence_at = get_spans(r);
    x->frame = get_str(r);
    x->cameo = get_str(r);
    x->plover = get_str(r);
    x->predicate_lemma = get_str(r);
    x->predicate = get_spans(r);
    x->agent = get_reference(r);
    x->patient = get_reference(r);
    x->place = get_reference(r);
    x->time.from = get_date(r);
    x->time.to = get_date(r);
    x->time.at = get_one_span(r);
    x->number = get_quantity(r);
}

static void read_chain(case_file *c, int64_t id, uint32_t number, claim *x)
{
    VEC(source) list = { 0 };
    row r = row_of(c, DB_CHAIN_GET);
    put_i64(&r, id);
    put_ref(&r, number);
    while (row_next(&r)) {
        source *s = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        s->kind = read_source_kind_name(&r);
        s->who = get_reference(&r);
    }
    x->chain = list.at;
    x->chain_n = list.n;
}

void read_findings(case_file *c, int64_t id, findings *f)
{
    *f = (findings){ 0 };
    read_actors(c, id, f);
    read_mentions(c, id, f);
    VEC(claim) list = { 0 };
    row r = row_of(c, DB_CLAIM_GET);
    put_i64(&r, id);
    while (row_next(&r)) {
        claim *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        read_claim(&r, x);
    }
    for (uint32_t i = 0; i < list.n; i++) read_chain(c, id, i, &list.at[i]);
    f->claim = list.at;
    f->claims = (uint32_t)list.n;
}

/* ---- by number --------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t number;
    bool with_original;
    document *document;
    page *page;
    findings *findings;
} read_args;

static void read_work(case_file *c, void *args)
{
    const read_args *a = args;
    int64_t id = order_row(c, a->number);
    if (a->document) read_document(c, id, a->with_original, a->document, NULL);
    if (a->page) read_page(c, id, a->page);
    if (a->findings) read_findings(c, id, a->findings);
}

hs_status case_document(case_file *c, arena *a, uint32_t number, bool with_original, document *out, hs_error *err)
{
    *out = (document){ 0 };
    return case_run_read(c, a, read_work,
                         &(read_args){ .number = number, .with_original = with_original, .document = out }, err);
}

hs_status case_page(case_file *c, arena *a, uint32_t number, page *out, hs_error *err)
{
    *out = (page){ 0 };
    return case_run_read(c, a, read_work, &(read_args){ .number = number, .page = out }, err);
}

hs_status case_findings(case_file *c, arena *a, uint32_t number, findings *out, hs_error *err)
{
    *out = (findings){ 0 };
    return case_run_read(c, a, read_work, &(read_args){ .number = number, .findings = out }, err);
}
