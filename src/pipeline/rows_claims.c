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
static bool speaks_of(const state *s, const kept_document *k, const claim *c, uint32_t who)
{
    uint32_t d = k->number;
    if (c->agent.actor != NOBODY && rows_actor_of(s, d, c->agent.actor) == who) return true;
    if (c->patient.actor != NOBODY && rows_actor_of(s, d, c->patient.actor) == who) return true;
    for (uint32_t i = 0; i < k->findings.mentions; i++) {
        const mention *m = &k->findings.mention[i];
        if (m->sentence < c->sentence) continue;
        for (size_t p = 0; p < c->content.n; p++)
            if (span_holds(c->content.at[p], m->at) && rows_actor_of(s, d, m->actor) == who) return true;
    }
    return false;
}

static bool passes(const claim_filter *f, const state *s, const kept_document *k, uint32_t number)
{
    const claim *c = &k->findings.claim[s->claim[number].local];
    if (f->frame.n && !str_eq(c->frame, f->frame)) return false;
    if (f->by != NOBODY && s->source[s->claim[number].source].actor != f->by) return false;
    if (f->against != NOBODY &&
        (c->patient.actor == NOBODY || rows_actor_of(s, k->number, c->patient.actor) != f->against))
        return false;
    return f->about == NOBODY || speaks_of(s, k, c, f->about);
}

/* The documents in which an actor occurs at all: the others need not be opened. */
static bool *documents_with(hs_iter *it, uint32_t who, uint32_t documents)
{
    const state *s = it->c->state;
    bool *has = TAKE(it->a, documents, bool);
    for (uint32_t i = 0; i < s->joins; i++)
        if (s->join[i].actor == who && s->join[i].document < documents) has[s->join[i].document] = true;
    return has;
}

static void fill_document(hs_iter *it, const claim_filter *f, uint32_t number)
{
    const state *s = it->c->state;
    uint32_t first, n;
    rows_claims_of(s, number, &first, &n);
    if (!n) return;
    const kept_document *k = rows_document(it, number, it->a);
    if (!rows_in_time(&f->where, k->document.published)) return;
    for (uint32_t i = first; i < first + n; i++)
        if ((f->only == NOBODY || f->only == i) && s->claim[i].local < k->findings.claims && passes(f, s, k, i))
            *VEC_ADD(it->a, &it->numbers) = i;
}

static hs_status fill_claims(hs_iter *it, const hs_query *q, hs_error *err)
{
    const state *s = it->c->state;
    if (q->number > s->claims)
        return fail(err, HS_NOT_FOUND, "no claim %llu; the case has %u", (unsigned long long)q->number, s->claims);
    claim_filter f = { .frame = q->frame, .only = q->number ? (uint32_t)q->number - 1 : NOBODY };
    uint32_t documents, unread;
    hs_status status = rows_filter_of(it->c, q, &f.where, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->about, &f.about, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->by, &f.by, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->against, &f.against, err);
    if (status == HS_OK) status = case_count(it->c->file, &documents, &unread, err);
    if (status != HS_OK) return status;
    uint32_t who = f.about != NOBODY ? f.about : f.against != NOBODY ? f.against : f.by;
    const bool *has = who == NOBODY ? NULL : documents_with(it, who, documents);
    for (uint32_t d = 0; d < documents; d++)
        if ((f.where.only == NOBODY || f.where.only == d) && (f.only == NOBODY || s->claim[f.only].document == d) &&
            (!has || has[d]))
            fill_document(it, &f, d);
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
static uint32_t side_of(hs_iter *it, uint32_t number)
{
    const case_claim *cc = &it->c->state->claim[number];
    const kept_document *k = rows_document(it, cc->document, it->a);
    if (cc->local >= k->findings.claims) arena_leave(it->a, HS_BAD_CASE, "claim %u is not in its document", number + 1);
    const claim *c = &k->findings.claim[cc->local];
    return c->certainty == CERTAINTY_UNKNOWN ? 2 : c->polarity == POLARITY_DENY;
}

static hs_status fill_why(hs_iter *it, const hs_query *q, hs_error *err)
{
    const state *s = it->c->state;
    if (!q->number || q->number > s->answers)
        return fail(err, HS_NOT_FOUND, "no answer %llu; the case has %u", (unsigned long long)q->number, s->answers);
    uint32_t wanted = (uint32_t)q->number - 1;
    it->why = q->number;
    VEC(reason) reasons = { 0 };
    for (uint32_t i = 0; i < s->claims; i++)
        if (s->claim[i].answer == wanted || s->claim[i].count_answer == wanted)
            *VEC_ADD(it->a, &reasons) = (reason){ side_of(it, i), s->claim[i].origin, i };
    if (reasons.n) qsort(reasons.at, reasons.n, sizeof *reasons.at, by_side_and_origin);
    for (size_t i = 0; i < reasons.n; i++) *VEC_ADD(it->a, &it->numbers) = reasons.at[i].claim;
    return HS_OK;
}

hs_status hs_why(hs_case *c, hs_id answer, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_CLAIMS, &(hs_query){ .number = answer }, fill_why, out, err);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static hs_str source_words(hs_iter *it, const kept_document *k, const source *src)
{
    if (src->kind == SOURCE_AUTHOR) return STR("author");
    if (src->who.actor != NOBODY) {
        uint32_t who = rows_actor_of(it->c->state, k->number, src->who.actor);
        if (who != NOBODY) return it->c->state->actor[who].name;
    }
    return rows_joined(it->row, k->document.text, src->who.at, " ");
}

static hs_str chain_words(hs_iter *it, const kept_document *k, const claim *c)
{
    buf out = { .a = it->row };
    for (size_t i = 0; i < c->chain_n; i++) {
        if (i) buf_add(&out, STR(" > "));
        buf_add(&out, source_words(it, k, &c->chain[i]));
    }
    return out.n ? buf_str(&out) : STR("");
}

static hs_str reference_words(hs_iter *it, const kept_document *k, reference r)
{
    uint32_t who = r.actor == NOBODY ? NOBODY : rows_actor_of(it->c->state, k->number, r.actor);
    return who != NOBODY ? it->c->state->actor[who].name : rows_joined(it->row, k->document.text, r.at, " ");
}

static void fill_words(hs_iter *it, const kept_document *k, const claim *c, hs_claim *row)
{
    hs_str text = k->document.text;
    row->document_id = k->document.id;
    row->publisher = k->document.publisher;
    row->published = date_print(it->row, k->document.published);
    if (c->sentence < k->page.sentences) {
        span s = k->page.sentence[c->sentence].at;
        row->sentence = span_words(text, s);
        row->sentence_at = (hs_span){ k->number + 1, s.begin, s.end };
    }
    row->chain = chain_words(it, k, c);
    row->cue = rows_joined(it->row, text, c->cue, " ... ");
    row->hedges = rows_joined(it->row, text, c->hedges, ", ");
    row->evidence_words = rows_joined(it->row, text, c->evidence_at, ", ");
    row->frame = c->frame;
    row->agent = reference_words(it, k, c->agent);
    row->patient = reference_words(it, k, c->patient);
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

static const claim *claim_of(hs_iter *it, uint32_t number, const kept_document **k)
{
    const case_claim *c = &it->c->state->claim[number];
    *k = rows_document(it, c->document, it->row);
    if (c->local >= (*k)->findings.claims)
        arena_leave(it->row, HS_BAD_CASE, "claim %u is not in its document", number + 1);
    return &(*k)->findings.claim[c->local];
}

static void fill_claim(hs_iter *it, uint32_t number, hs_claim *row)
{
    const state *s = it->c->state;
    const case_claim *cc = &s->claim[number];
    const kept_document *k;
    const claim *c = claim_of(it, number, &k);
    *row = (hs_claim){ .claim = number + 1, .document = cc->document + 1, .sentence_number = c->sentence + 1 };
    row->source = (hs_source_kind)(c->source.kind == SOURCE_AUTHOR  ? HS_AUTHOR
                                   : c->source.kind == SOURCE_ACTOR ? HS_ACTOR
                                                                    : HS_UNNAMED);
    row->source_id = cc->source + 1;
    row->source_name = s->source[cc->source].name;
    row->actor = s->source[cc->source].actor == NOBODY ? 0 : s->source[cc->source].actor + 1;
    row->polarity = c->polarity == POLARITY_DENY ? HS_DENY : HS_ASSERT;
    row->certainty = (hs_certainty)c->certainty;
    row->evidence = (hs_evidence)c->evidence;
    row->answer = cc->answer == NOBODY ? 0 : cc->answer + 1;
    row->origin = cc->origin == NOBODY ? 0 : cc->origin + 1;
    row->twin = cc->twin == NOBODY ? 0 : cc->twin + 1;
    if (cc->answer != NOBODY) row->proposition = s->answer[cc->answer].sentence;
    fill_words(it, k, c, row);
    fill_spans(k, c, row);
}

hs_status hs_next_claim(hs_iter *it, hs_claim *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_CLAIMS, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    fill_claim(it, number, row);
    arena_door_shut(it->row);
    return HS_OK;
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static void put_reference(hs_iter *it, json *j, const char *key, const kept_document *k, reference r)
{
    json_key(j, key);
    if (!r.at.n && r.actor == NOBODY) {
        json_null(j);
        return;
    }
    uint32_t who = r.actor == NOBODY ? NOBODY : rows_actor_of(it->c->state, k->number, r.actor);
    json_open(j, '{');
    json_put_string(j, "name", reference_words(it, k, r));
    if (who != NOBODY) {
        json_put_u64(j, "actor", who + 1);
        json_put_string(j, "code",
                        it->c->state->actor[who].code.n ? it->c->state->actor[who].code : (hs_str){ NULL, 0 });
    }
    rows_put_spans(j, "span", r.at);
    json_close(j, '}');
}

static void put_source(hs_iter *it, json *j, const kept_document *k, const claim *c, const case_claim *cc)
{
    const case_source *src = &it->c->state->source[cc->source];
    json_key(j, "source");
    json_open(j, '{');
    json_put_string(j, "kind", str_of(source_kind_name(c->source.kind)));
    json_put_u64(j, "source", cc->source + 1);
    json_put_string(j, "name", src->name);
    if (src->actor != NOBODY) {
        hs_str code = it->c->state->actor[src->actor].code;
        json_put_u64(j, "actor", src->actor + 1);
        json_put_string(j, "code", code.n ? code : (hs_str){ NULL, 0 });
    }
    rows_put_spans(j, "span", c->source.who.at);
    json_key(j, "chain");
    json_open(j, '[');
    for (size_t i = 0; i < c->chain_n; i++) json_string(j, source_words(it, k, &c->chain[i]));
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

static void put_number_or_null(json *j, const char *key, uint32_t number)
{
    json_key(j, key);
    if (number == NOBODY) json_null(j);
    else json_u64(j, number + 1);
}

hs_str rows_claim_json(hs_iter *it, uint32_t number)
{
    const case_claim *cc = &it->c->state->claim[number];
    const kept_document *k;
    const claim *c = claim_of(it, number, &k);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "claim", number + 1);
    json_put_string(&j, "document", arena_printf(it->row, "sha256:%.*s", STR_ARGS(k->document.id)));
    json_put_u64(&j, "sentence", c->sentence + 1);
    json_put_span(&j, "span", c->at.begin, c->at.end);
    json_put_string(&j, "text", span_words(k->document.text, c->at));
    put_source(it, &j, k, c, cc);
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
    put_number_or_null(&j, "answer", cc->answer);
    put_number_or_null(&j, "count_answer", cc->count_answer);
    put_number_or_null(&j, "origin", cc->origin);
    put_number_or_null(&j, "same_words_as", cc->twin);
    json_close(&j, '}');
    return buf_str(&out);
}
