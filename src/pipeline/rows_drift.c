/*
 * rows_drift.c - what statements lost or gained on their way, with both sentences; and the search for words.
 */
#include "pipeline/rows.h"

typedef struct {
    row_filter filter;
    uint32_t about, by;
    hs_str kind;
    case_list drifts;
    bool all;
    uint32_t next, count;
} drifts_found;

static bool passes(hs_iter *it, const drifts_found *f, uint32_t number)
{
    drift d = { 0 };
    hs_error err;
    hs_status status = case_get(it->c->file, it->a, CASE_DRIFT, number, &d, &err);
    if (status != HS_OK) arena_leave(it->a, status, "%s", err.what);
    if (f->kind.n && !str_eq(f->kind, str_of(drift_kind_name(d.kind)))) return false;
    case_claim to = rows_get_claim(it->c, it->a, d.to);
    if (rows_asks_time(&f->filter) && !rows_in_time(&f->filter, rows_document(it, to.document, it->a)->document.published))
        return false;
    if (f->by != NOBODY && rows_get_source(it->c, it->a, to.source).actor != f->by) return false;
    if (f->about == NOBODY) return true;
    if (to.answer == NOBODY) return false;
    answer v = rows_get_answer(it->c, it->a, to.answer);
    item i = rows_get_item(it->c, it->a, v.item);
    return v.actor == f->about || i.agent == f->about || i.patient == f->about;
}

static void find_drifts(hs_iter *it)
{
    drifts_found *f = it->finding;
    size_t had = it->numbers.n;
    while (it->numbers.n == had && f->next < f->count) {
        uint32_t number = f->all ? f->next : f->drifts.at[f->next];
        f->next++;
        arena_mark here = arena_here(it->a);
        bool wanted = passes(it, f, number);
        arena_rollback(it->a, here);
        if (wanted) *VEC_ADD(it->a, &it->numbers) = number;
    }
}

static hs_status fill_drifts(hs_iter *it, const hs_query *q, hs_error *err)
{
    case_counts n;
    drifts_found *f = TAKE(it->a, 1, drifts_found);
    hs_status status = rows_filter_of(it->c, q, &f->filter, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->about, &f->about, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->by, &f->by, err);
    if (status == HS_OK) status = case_count_state(it->c->file, &n, err);
    if (status == HS_OK && q->number > n.answers)
        status = fail(err, HS_NOT_FOUND, "no answer %llu; the case has %u", (unsigned long long)q->number, n.answers);
    if (status != HS_OK) return status;
    f->kind = arena_str(it->a, q->frame);
    f->all = !q->number && f->filter.only == NOBODY;
    f->count = n.drifts;
    if (q->number) f->drifts = rows_numbers(it->c, it->a, CASE_DRIFTS_OF_ANSWER, (uint32_t)q->number - 1);
    else if (!f->all) f->drifts = rows_numbers(it->c, it->a, CASE_DRIFTS_OF_DOCUMENT, f->filter.only);
    if (!f->all) f->count = (uint32_t)f->drifts.n;
    it->finding = f;
    it->more = find_drifts;
    return HS_OK;
}

hs_status hs_drifts(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_DRIFTS, q, fill_drifts, out, err);
}

static void fill_drift(hs_iter *it, uint32_t number, hs_drift *row)
{
    drift d = { 0 };
    hs_error err;
    hs_claim from, to;
    hs_status status = case_get(it->c->file, it->row, CASE_DRIFT, number, &d, &err);
    if (status != HS_OK) arena_leave(it->row, status, "%s", err.what);
    rows_fill_claim(it, it->row, d.from, &from);
    from.sentence = arena_str(it->row, from.sentence); /* the second claim may take the document's place */
    from.publisher = arena_str(it->row, from.publisher);
    rows_fill_claim(it, it->row, d.to, &to);
    *row = (hs_drift){ .drift = number + 1, .kind = str_of(drift_kind_name(d.kind)), .was = d.was, .became = d.became,
                       .from = d.from + 1, .to = d.to + 1, .lineage = d.lineage == NOBODY ? 0 : d.lineage + 1,
                       .answer = to.answer, .sentence_from = from.sentence, .sentence_to = to.sentence,
                       .source_from = from.source_name, .source_to = to.source_name,
                       .publisher_from = from.publisher, .publisher_to = to.publisher,
                       .published_from = from.published, .published_to = to.published,
                       .proposition = to.proposition };
}

hs_status hs_next_drift(hs_iter *it, hs_drift *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_DRIFTS, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    fill_drift(it, number, row);
    arena_door_shut(it->row);
    return HS_OK;
}

static void put_drift_side(json *j, const char *key, hs_id claim, hs_str source, hs_str publisher, hs_str published,
                           hs_str sentence)
{
    json_key(j, key);
    json_open(j, '{');
    json_put_u64(j, "claim", claim);
    json_put_string(j, "source", source);
    json_put_string(j, "publisher", publisher);
    json_put_string(j, "published", published);
    json_put_string(j, "sentence", sentence);
    json_close(j, '}');
}

hs_str rows_drift_json(hs_iter *it, uint32_t number)
{
    hs_drift d;
    fill_drift(it, number, &d);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "drift", d.drift);
    json_put_string(&j, "kind", d.kind);
    json_put_string(&j, "was", d.was);
    json_put_string(&j, "became", d.became);
    json_put_string(&j, "proposition", d.proposition);
    rows_put_id(&j, "answer", d.answer);
    rows_put_id(&j, "lineage", d.lineage);
    put_drift_side(&j, "from", d.from, d.source_from, d.publisher_from, d.published_from, d.sentence_from);
    put_drift_side(&j, "to", d.to, d.source_to, d.publisher_to, d.published_to, d.sentence_to);
    json_close(&j, '}');
    return buf_str(&out);
}

/* ---- search ------------------------------------------------------------------------------------------------------- */

enum { HITS_MOST = 2000 };

typedef struct {
    uint32_t document, sentence;
    span at;
} hit;

typedef struct {
    hs_iter *it;
    row_filter filter;
    VEC(hit) hits;
} searching;

static bool take_hit(void *ctx, uint32_t document, uint32_t sentence, span at)
{
    searching *s = ctx;
    if (s->filter.only != NOBODY && s->filter.only != document) return true;
    hit *h = TAKE(s->it->a, 1, hit);
    *h = (hit){ document, sentence, at };
    *VEC_ADD(s->it->a, &s->it->numbers) = (uint32_t)s->it->things.n;
    *VEC_ADD(s->it->a, &s->it->things) = h;
    return true;
}

static hs_status fill_search(hs_iter *it, const hs_query *q, hs_error *err)
{
    searching s = { .it = it };
    hs_status status = rows_filter_of(it->c, q, &s.filter, err);
    if (status == HS_OK) status = case_search(it->c->file, q->words, HITS_MOST, take_hit, &s, err);
    if (status != HS_OK || !rows_asks_time(&s.filter)) return status;
    size_t n = 0;
    for (size_t i = 0; i < it->numbers.n; i++) {
        const hit *h = it->things.at[it->numbers.at[i]];
        if (rows_in_time(&s.filter, rows_document(it, h->document, it->a)->document.published))
            it->numbers.at[n++] = it->numbers.at[i];
    }
    it->numbers.n = n;
    return HS_OK;
}

hs_status hs_search(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_HITS, q, fill_search, out, err);
}

static void fill_hit(hs_iter *it, uint32_t number, hs_hit *row)
{
    const hit *h = it->things.at[number];
    const kept_document *k = rows_document(it, h->document, it->row);
    *row = (hs_hit){ .document = h->document + 1, .document_id = k->document.id, .publisher = k->document.publisher,
                     .title = k->document.title, .sentence_number = h->sentence + 1,
                     .sentence = span_words(k->document.text, h->at),
                     .at = { h->document + 1, h->at.begin, h->at.end } };
    row->published = date_print(it->row, k->document.published);
}

hs_status hs_next_hit(hs_iter *it, hs_hit *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_HITS, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    fill_hit(it, number, row);
    arena_door_shut(it->row);
    return HS_OK;
}

hs_str rows_hit_json(hs_iter *it, uint32_t number)
{
    hs_hit h;
    fill_hit(it, number, &h);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_string(&j, "document", arena_printf(it->row, "sha256:%.*s", STR_ARGS(h.document_id)));
    json_put_u64(&j, "number", h.document);
    json_put_u64(&j, "sentence", h.sentence_number);
    json_put_span(&j, "span", h.at.begin, h.at.end);
    json_put_string(&j, "text", h.sentence);
    json_put_string(&j, "publisher", h.publisher);
    json_put_string(&j, "published", h.published);
    json_put_string(&j, "title", h.title);
    json_close(&j, '}');
    return buf_str(&out);
}
