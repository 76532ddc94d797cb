/*
 * rows_claims.c - the listing of claims: all, those that a query asks for, or those behind an answer.
 */
#include "pipeline/claim_json.h"
#include "pipeline/rows.h"

#include <math.h>
#include <stdlib.h>

/* ---- which ------------------------------------------------------------------------------------------------------ */

typedef struct {
    row_filter where;
    uint32_t only; /* NOBODY: any claim */
    uint32_t about, by, against;
    hs_str frame;
} claim_filter;

/* Somebody is spoken of in a claim when he plays a part in it, or is mentioned in its content. */
static bool speaks_of(const kept_document *k, const claim *c, uint32_t who)
{
    if (c->agent.actor != NOBODY && rows_actor_of(k, c->agent.actor) == who) return true;
    if (c->patient.actor != NOBODY && rows_actor_of(k, c->patient.actor) == who) return true;
    for (uint32_t i = 0; i < k->findings.mentions; i++) {
        const mention *m = &k->findings.mention[i];
        if (m->sentence < c->sentence) continue;
        for (size_t p = 0; p < c->content.n; p++)
            if (span_holds(c->content.at[p], m->at) && rows_actor_of(k, m->actor) == who) return true;
    }
    return false;
}

static bool is_by(hs_iter *it, const case_claim *cc, uint32_t who)
{
    return who == NOBODY || rows_get_source(it->c, it->a, cc->source).actor == who;
}

static bool passes(hs_iter *it, const claim_filter *f, const kept_document *k, uint32_t number)
{
    case_claim cc = rows_get_claim(it->c, it->a, number);
    if (cc.local >= k->findings.claims) return false;
    const claim *c = &k->findings.claim[cc.local];
    if (f->frame.n && !str_eq(c->frame, f->frame)) return false;
    if (f->against != NOBODY && (c->patient.actor == NOBODY || rows_actor_of(k, c->patient.actor) != f->against))
        return false;
    return is_by(it, &cc, f->by) && (f->about == NOBODY || speaks_of(k, c, f->about));
}

typedef struct {
    claim_filter filter;
    case_list documents; /* that may have such claims; all of the case when `all` */
    bool all;
    uint32_t next, count;
} claims_found;

static void fill_document(hs_iter *it, const claim_filter *f, uint32_t number)
{
    arena_mark here = arena_here(it->a);
    const kept_document *k = rows_document(it, number, it->a);
    if (!rows_in_time(&f->where, k->document.published)) return;
    case_list claims = rows_numbers(it->c, it->a, CASE_CLAIMS_OF_DOCUMENT, number);
    size_t n = 0;
    for (size_t i = 0; i < claims.n; i++)
        if ((f->only == NOBODY || f->only == claims.at[i]) && passes(it, f, k, claims.at[i]))
            claims.at[n++] = claims.at[i];
    if (!n) arena_rollback(it->a, here);
    for (size_t i = 0; i < n; i++) *VEC_ADD(it->a, &it->numbers) = claims.at[i];
}

/* Document by document, until one has such a claim. */
static void find_claims(hs_iter *it)
{
    claims_found *f = it->finding;
    size_t had = it->numbers.n;
    while (it->numbers.n == had && f->next < f->count) {
        uint32_t d = f->all ? f->next : f->documents.at[f->next];
        f->next++;
        if (f->filter.where.only == NOBODY || f->filter.where.only == d) fill_document(it, &f->filter, d);
    }
}

/* All claims of the case, when nothing narrows them: their numbers need no document. */
static void count_claims(hs_iter *it)
{
    enum { BATCH = 4096 };
    claims_found *f = it->finding;
    for (int i = 0; i < BATCH && f->next < f->count; i++) *VEC_ADD(it->a, &it->numbers) = f->next++;
}

static hs_status name_filter(hs_iter *it, const hs_query *q, claim_filter *f, hs_error *err)
{
    hs_status status = rows_filter_of(it->c, q, &f->where, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->about, &f->about, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->by, &f->by, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->against, &f->against, err);
    return status;
}

/* The documents in which whoever is asked for occurs: the others need not be opened. */
static void choose_documents(hs_iter *it, claims_found *f, uint32_t documents)
{
    uint32_t who = f->filter.about != NOBODY ? f->filter.about : f->filter.against;
    f->all = who == NOBODY && f->filter.by == NOBODY && f->filter.only == NOBODY && f->filter.where.only == NOBODY;
    f->count = documents;
    if (f->all) return;
    if (f->filter.only != NOBODY || f->filter.where.only != NOBODY) {
        f->documents = (case_list){ TAKE(it->a, 1, uint32_t), 1 };
        f->documents.at[0] = f->filter.only != NOBODY ? rows_get_claim(it->c, it->a, f->filter.only).document
                                                      : f->filter.where.only;
    } else if (who != NOBODY) {
        f->documents = rows_numbers(it->c, it->a, CASE_DOCUMENTS_OF_ACTOR, who);
    } else {
        f->documents = rows_numbers(it->c, it->a, CASE_DOCUMENTS_BY_ACTOR, f->filter.by);
    }
    f->count = (uint32_t)f->documents.n;
}

static hs_status fill_claims(hs_iter *it, const hs_query *given, hs_error *err)
{
    const hs_query *q = rows_keep_query(it, given);
    claims_found *f = TAKE(it->a, 1, claims_found);
    f->filter = (claim_filter){ .frame = q->frame, .only = q->number ? (uint32_t)q->number - 1 : NOBODY };
    case_counts n;
    uint32_t documents, unread;
    hs_status status = name_filter(it, q, &f->filter, err);
    if (status == HS_OK) status = case_count(it->c->file, &documents, &unread, err);
    if (status == HS_OK) status = case_count_state(it->c->file, &n, err);
    if (status == HS_OK && q->number > n.claims)
        status = fail(err, HS_NOT_FOUND, "no claim %llu; the case has %u", (unsigned long long)q->number, n.claims);
    if (status != HS_OK) return status;
    choose_documents(it, f, documents);
    it->finding = f;
    it->more = find_claims;
    if (!f->all || q->frame.n || rows_asks_time(&f->filter.where)) return HS_OK;
    f->count = n.claims;
    it->more = count_claims;
    return HS_OK;
}

hs_status hs_claims(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_CLAIMS, q, fill_claims, out, err);
}

/* ---- why --------------------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t side, origin, claim;
} reason;

static int by_side_and_origin(const void *x, const void *y)
{
    const reason *a = x, *b = y;
    if (a->side != b->side) return a->side < b->side ? -1 : 1;
    if (a->origin != b->origin) return a->origin < b->origin ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

/* 0 asserts, 1 denies, 2 leaves it open. */
static uint32_t side_of(const case_voice *v)
{
    return v->certainty == CERTAINTY_UNKNOWN ? 2 : v->polarity == POLARITY_DENY;
}

static hs_status fill_why(hs_iter *it, const hs_query *q, hs_error *err)
{
    case_counts counts;
    const case_voice *v;
    uint32_t n;
    hs_status status = case_count_state(it->c->file, &counts, err);
    if (status == HS_OK && (!q->number || q->number > counts.answers))
        status = fail(err, HS_NOT_FOUND, "no answer %llu; the case has %u", (unsigned long long)q->number,
                      counts.answers);
    if (status == HS_OK) status = case_voices(it->c->file, it->a, (uint32_t)q->number - 1, &v, &n, err);
    if (status != HS_OK) return status;
    case_answers *asked = TAKE(it->a, 1, case_answers);
    *asked = (case_answers){ .number = (uint32_t)q->number - 1, .item = NOBODY, .agent = NOBODY, .patient = NOBODY,
                             .either = NOBODY, .another = NOBODY, .by = NOBODY, .document = NOBODY, .place = NOBODY };
    it->asked = asked;
    reason *reasons = TAKE(it->a, n, reason);
    for (uint32_t i = 0; i < n; i++) reasons[i] = (reason){ side_of(&v[i]), v[i].origin, v[i].claim };
    if (n) qsort(reasons, n, sizeof *reasons, by_side_and_origin);
    for (uint32_t i = 0; i < n; i++) *VEC_ADD(it->a, &it->numbers) = reasons[i].claim;
    return HS_OK;
}

hs_status hs_why(hs_case *c, hs_id answer, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_CLAIMS, &(hs_query){ .number = answer }, fill_why, out, err);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static hs_str reference_words(hs_iter *it, arena *a, const kept_document *k, reference r)
{
    uint32_t who = rows_actor_of(k, r.actor);
    return who != NOBODY ? rows_get_actor(it->c, a, who).name : rows_joined(a, k->document.text, r.at, " ");
}

static hs_str source_words(hs_iter *it, arena *a, const kept_document *k, const source *src)
{
    return src->kind == SOURCE_AUTHOR ? STR("author") : reference_words(it, a, k, src->who);
}

static hs_str chain_words(hs_iter *it, arena *a, const kept_document *k, const claim *c)
{
    buf out = { .a = a };
    for (size_t i = 0; i < c->chain_n; i++) {
        if (i) buf_add(&out, STR(" > "));
        buf_add(&out, source_words(it, a, k, &c->chain[i]));
    }
    return out.n ? buf_str(&out) : STR("");
}

static void fill_words(hs_iter *it, arena *a, const kept_document *k, const claim *c, hs_claim *row)
{
    hs_str text = k->document.text;
    row->document_id = k->document.id;
    row->publisher = k->document.publisher;
    row->published = date_print(a, k->document.published);
    if (c->sentence < k->page.sentences) {
        span s = k->page.sentence[c->sentence].at;
        row->sentence = span_words(text, s);
        row->sentence_at = (hs_span){ k->number + 1, s.begin, s.end };
    }
    row->chain = chain_words(it, a, k, c);
    row->cue = rows_joined(a, text, c->cue, " ... ");
    row->hedges = rows_joined(a, text, c->hedges, ", ");
    row->evidence_words = rows_joined(a, text, c->evidence_at, ", ");
    row->frame = c->frame;
    row->agent = reference_words(it, a, k, c->agent);
    row->patient = reference_words(it, a, k, c->patient);
}

static void fill_spans(const kept_document *k, const claim *c, hs_claim *row)
{
    uint32_t d = k->number;
    row->at = (hs_span){ d + 1, c->at.begin, c->at.end };
    row->source_at = rows_span(d, c->source.who.at);
    row->cue_at = rows_span(d, c->cue);
    row->content_at = rows_span(d, c->content);
    row->hedge_at = rows_span(d, c->hedges);
    row->evidence_at = rows_span(d, c->evidence_at);
    row->predicate_at = rows_span(d, c->predicate);
    row->agent_at = rows_span(d, c->agent.at);
    row->patient_at = rows_span(d, c->patient.at);
}

static const claim *claim_of(hs_iter *it, arena *door, uint32_t number, const case_claim *c, const kept_document **k)
{
    *k = rows_document(it, c->document, door);
    if (c->local >= (*k)->findings.claims) arena_leave(door, HS_BAD_CASE, "claim %u is not in its document", number + 1);
    return &(*k)->findings.claim[c->local];
}

void rows_fill_claim(hs_iter *it, arena *a, uint32_t number, hs_claim *row)
{
    case_claim cc = rows_get_claim(it->c, a, number);
    case_source src = rows_get_source(it->c, a, cc.source);
    const kept_document *k;
    const claim *c = claim_of(it, a, number, &cc, &k);
    *row = (hs_claim){ .claim = number + 1, .document = cc.document + 1, .sentence_number = c->sentence + 1 };
    row->source = (hs_source_kind)(c->source.kind == SOURCE_AUTHOR  ? HS_AUTHOR
                                   : c->source.kind == SOURCE_ACTOR ? HS_ACTOR
                                                                    : HS_UNNAMED);
    row->source_id = cc.source + 1;
    row->source_name = src.name;
    row->actor = src.actor == NOBODY ? 0 : src.actor + 1;
    row->polarity = c->polarity == POLARITY_DENY ? HS_DENY : HS_ASSERT;
    row->certainty = (hs_certainty)c->certainty;
    row->evidence = (hs_evidence)c->evidence;
    row->answer = cc.answer == NOBODY ? 0 : cc.answer + 1;
    row->origin = cc.origin == NOBODY ? 0 : cc.origin + 1;
    row->twin = cc.twin == NOBODY ? 0 : cc.twin + 1;
    row->links = cc.links;
    if (cc.answer != NOBODY) row->proposition = rows_get_answer(it->c, a, cc.answer).sentence;
    fill_words(it, a, k, c, row);
    fill_spans(k, c, row);
}

hs_status hs_next_claim(hs_iter *it, hs_claim *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_CLAIMS, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    rows_fill_claim(it, it->row, number, row);
    arena_door_shut(it->row);
    return HS_OK;
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static void put_code(json *j, hs_str code)
{
    json_put_string(j, "code", code.n ? code : (hs_str){ NULL, 0 });
}

static void put_reference(hs_iter *it, json *j, const char *key, const kept_document *k, reference r)
{
    json_key(j, key);
    if (!r.at.n && r.actor == NOBODY) {
        json_null(j);
        return;
    }
    uint32_t who = rows_actor_of(k, r.actor);
    json_open(j, '{');
    json_put_string(j, "name", reference_words(it, it->row, k, r));
    if (who != NOBODY) {
        json_put_u64(j, "actor", who + 1);
        put_code(j, rows_get_actor(it->c, it->row, who).code);
    }
    rows_put_spans(j, "span", r.at);
    json_close(j, '}');
}

static void put_source(hs_iter *it, json *j, const kept_document *k, const claim *c, const case_claim *cc)
{
    case_source src = rows_get_source(it->c, it->row, cc->source);
    json_key(j, "source");
    json_open(j, '{');
    json_put_string(j, "kind", str_of(source_kind_name(c->source.kind)));
    json_put_u64(j, "source", cc->source + 1);
    json_put_string(j, "name", src.name);
    if (src.actor != NOBODY) {
        json_put_u64(j, "actor", src.actor + 1);
        put_code(j, rows_get_actor(it->c, it->row, src.actor).code);
    }
    rows_put_spans(j, "span", c->source.who.at);
    json_key(j, "chain");
    json_open(j, '[');
    for (size_t i = 0; i < c->chain_n; i++) json_string(j, source_words(it, it->row, k, &c->chain[i]));
    json_close(j, ']');
    json_close(j, '}');
}

static void put_cue(json *j, const claim *c)
{
    json_key(j, "cue");
    if (!c->cue.n) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_put_string(j, "lemma", c->cue_lemma);
    rows_put_spans(j, "span", c->cue);
    json_close(j, '}');
}

static void put_predicate(json *j, const claim *c)
{
    json_key(j, "predicate");
    if (!c->predicate.n) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_put_string(j, "frame", c->frame.n ? c->frame : (hs_str){ NULL, 0 });
    json_put_string(j, "cameo", c->cameo.n ? c->cameo : (hs_str){ NULL, 0 });
    json_put_string(j, "plover", c->plover.n ? c->plover : (hs_str){ NULL, 0 });
    json_put_string(j, "lemma", c->predicate_lemma);
    rows_put_spans(j, "span", c->predicate);
    json_close(j, '}');
}

/* As people count; none is 0. */
static hs_id number_of(uint32_t n)
{
    return n == NOBODY ? 0 : (hs_id)n + 1;
}

hs_str rows_claim_json(hs_iter *it, uint32_t number)
{
    case_claim cc = rows_get_claim(it->c, it->row, number);
    const kept_document *k;
    const claim *c = claim_of(it, it->row, number, &cc, &k);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "claim", number + 1);
    json_put_string(&j, "document", arena_printf(it->row, "sha256:%.*s", STR_ARGS(k->document.id)));
    json_put_u64(&j, "sentence", c->sentence + 1);
    json_put_span(&j, "span", c->at.begin, c->at.end);
    json_put_string(&j, "text", span_words(k->document.text, c->at));
    put_source(it, &j, k, c, &cc);
    put_cue(&j, c);
    rows_put_spans(&j, "content", c->content);
    json_put_string(&j, "polarity", str_of(polarity_name(c->polarity)));
    json_put_string(&j, "certainty", str_of(certainty_name(c->certainty)));
    json_key(&j, "hedges");
    json_open(&j, '[');
    for (size_t i = 0; i < c->hedges.n; i++) json_string(&j, span_words(k->document.text, c->hedges.at[i]));
    json_close(&j, ']');
    rows_put_spans(&j, "hedge_spans", c->hedges);
    json_put_string(&j, "quote", str_of(quote_name(c->quote)));
    json_key(&j, "evidence");
    json_open(&j, '{');
    json_put_string(&j, "kind", str_of(evidence_name(c->evidence)));
    rows_put_spans(&j, "span", c->evidence_at);
    json_close(&j, '}');
    put_predicate(&j, c);
    put_reference(it, &j, "agent", k, c->agent);
    put_reference(it, &j, "patient", k, c->patient);
    put_reference(it, &j, "place", k, c->place);
    claim_put_time(&j, it->row, c);
    claim_put_number(&j, c);
    rows_put_id(&j, "answer", number_of(cc.answer));
    rows_put_id(&j, "count_answer", number_of(cc.count_answer));
    rows_put_id(&j, "origin", number_of(cc.origin));
    rows_put_id(&j, "same_words_as", number_of(cc.twin));
    json_put_u64(&j, "links", cc.links);
    json_close(&j, '}');
    return buf_str(&out);
}
