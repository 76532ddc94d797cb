/*
 * filter_extract.c - the claims room as a filter: documents in, one a line; what each claims out, one line a document.
 *
 *     {"id": "...", "claims": [{...}, ...],
 *      "attributions": [{"source": [[b,e],..], "cue": [..], "content": [..], "kind": "says", "within": 1}, ...]}
 *
 * Spans are bytes of the record's "text" as it stands; a record may bring its trees ("conllu").  Each document is read in an arena of its own and forgotten.
 */
#include "base/file.h"
#include "base/json.h"
#include "language/conllu.h"
#include "pipeline/claim_json.h"
#include "pipeline/library.h"
#include "pipeline/input.h"
#include "pipeline/reuse_records.h"
#include "pipeline/train_records.h"

#include "base/utf8.h"
#include "text/page.h"

#include <math.h>

typedef struct {
    const hs_models *models;
    const hs_extract_options *options;
    FILE *out;
    const hs_watch *watch;
    uint64_t line, unread;
} filter;

static void unread(filter *f, const char *why)
{
    f->unread++;
    input_unread(f->watch, f->line, why);
}

/* ---- one claim as JSON ------------------------------------------------------------------------------------------ */

static void put_pieces(json *j, const char *key, span_list at)
{
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < at.n; i++) {
        json_open(j, '[');
        json_u64(j, at.at[i].begin);
        json_u64(j, at.at[i].end);
        json_close(j, ']');
    }
    json_close(j, ']');
}

/* A dictionary's code of these very words goes before our lexicon's of the actor. */
static void put_actor(json *j, const findings *f, const reference *r)
{
    hs_str code = r->code;
    if (!code.n && r->actor != NOBODY) code = f->actor[r->actor].code;
    json_put_string(j, "actor", r->actor == NOBODY ? (hs_str){ 0 } : f->actor[r->actor].name);
    json_put_string(j, "code", code.n ? code : (hs_str){ 0 });
}

static void put_reference(json *j, const char *key, const findings *f, reference r)
{
    json_key(j, key);
    if (!r.at.n && r.actor == NOBODY) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    put_actor(j, f, &r);
    put_pieces(j, "span", r.at);
    json_close(j, '}');
}

static void put_source(json *j, const findings *f, const source *s)
{
    json_open(j, '{');
    json_put_string(j, "kind", str_of(source_kind_name(s->kind)));
    put_actor(j, f, &s->who);
    put_pieces(j, "span", s->who.at);
    json_close(j, '}');
}

static void put_owner(json *j, const findings *f, const claim *c)
{
    json_put_u64(j, "sentence", c->sentence + 1);
    json_put_span(j, "span", c->at.begin, c->at.end);
    json_key(j, "source");
    put_source(j, f, &c->source);
    json_key(j, "chain");
    json_open(j, '[');
    for (size_t i = 0; i < c->chain_n; i++) put_source(j, f, &c->chain[i]);
    json_close(j, ']');
    json_put_string(j, "cue_lemma", c->cue_lemma);
    put_pieces(j, "cue", c->cue);
    put_pieces(j, "content", c->content);
}

static void put_claim(json *j, arena *a, const findings *f, const claim *c)
{
    json_open(j, '{');
    put_owner(j, f, c);
    json_put_string(j, "polarity", str_of(polarity_name(c->polarity)));
    json_put_string(j, "certainty", str_of(certainty_name(c->certainty)));
    put_pieces(j, "hedges", c->hedges);
    json_put_string(j, "quote", str_of(quote_name(c->quote)));
    json_put_string(j, "evidence", str_of(evidence_name(c->evidence)));
    put_pieces(j, "evidence_span", c->evidence_at);
    json_put_string(j, "frame", c->frame);
    json_put_string(j, "cameo", c->cameo);
    json_put_string(j, "plover", c->plover);
    json_put_bool(j, "main", c->is_main);
    if (c->is_mutual) json_put_bool(j, "mutual", true);
    if (c->event_code.n) json_put_string(j, "event_code", c->event_code);
    if (c->doer_code.n || c->target_code.n) {
        json_put_string(j, "doer_code", c->doer_code.n ? c->doer_code : (hs_str){ 0 });
        json_put_string(j, "target_code", c->target_code.n ? c->target_code : (hs_str){ 0 });
    }
    json_put_string(j, "lemma", c->predicate_lemma);
    put_pieces(j, "predicate", c->predicate);
    put_reference(j, "agent", f, c->agent);
    put_reference(j, "patient", f, c->patient);
    put_reference(j, "place", f, c->place);
    claim_put_time(j, a, c);
    claim_put_number(j, c);
    json_close(j, '}');
}

/* ---- attributions: each source, cue and content once ----------------------------------------------------------------
 */

static void put_attribution(json *j, const utterance *u)
{
    static const char *const kind[] = { "says", "denies", "wants" };
    json_open(j, '{');
    put_pieces(j, "source", u->source);
    put_pieces(j, "cue", u->cue);
    put_pieces(j, "content", u->content);
    json_put_string(j, "kind", str_of(kind[u->kind]));
    json_key(j, "within");
    if (u->within == NOBODY) json_null(j);
    else json_u64(j, u->within + 1);
    json_close(j, '}');
}

static void put_attributions(json *j, const findings *f)
{
    json_key(j, "attributions");
    json_open(j, '[');
    for (uint32_t i = 0; i < f->utterances; i++) put_attribution(j, &f->utterance[i]);
    json_close(j, ']');
}

/* ---- documents ------------------------------------------------------------------------------------------------------
 */

static void put_labels(json *j, const findings *f)
{
    json_key(j, "labels");
    json_open(j, '[');
    for (uint32_t i = 0; i < f->labels; i++) {
        const label *l = &f->label[i];
        json_open(j, '{');
        json_put_u64(j, "sentence", l->sentence + 1);
        json_put_span(j, "span", l->at.begin, l->at.end);
        json_put_string(j, "lemma", l->lemma);
        json_put_string(j, "leaning", l->is_for ? STR("for") : STR("against"));
        put_reference(j, "of", f, l->of);
        json_key(j, "speaker");
        put_source(j, f, &l->speaker);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_events(json *j, event_mentions events)
{
    json_key(j, "events");
    json_open(j, '[');
    for (size_t i = 0; i < events.n; i++) {
        const event_mention *e = &events.at[i];
        json_open(j, '{');
        json_put_u64(j, "sentence", e->sentence + 1);
        json_put_span(j, "span", e->at.begin, e->at.end);
        json_put_string(j, "lemma", e->lemma);
        json_put_string(j, "polarity", str_of(polarity_name(e->polarity)));
        json_put_string(j, "certainty", str_of(certainty_name(e->certainty)));
        json_put_double(j, "factuality", round(e->factuality * 1000) / 1000);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* events: NULL when they were not asked for. */
static void put_document(buf *out, arena *a, hs_str id, const findings *f, const event_mentions *events)
{
    json j = json_begin(out);
    json_open(&j, '{');
    json_put_string(&j, "id", id);
    json_key(&j, "claims");
    json_open(&j, '[');
    for (uint32_t i = 0; i < f->claims; i++) put_claim(&j, a, f, &f->claim[i]);
    json_close(&j, ']');
    put_attributions(&j, f);
    put_labels(&j, f);
    if (events) put_events(&j, *events);
    json_close(&j, '}');
    buf_byte(out, '\n');
}

/* The events that the record points at, else all that there are. */
static event_mentions find_events(filter *f, arena *a, hs_str line, const page *p, const reading *read)
{
    train_record given;
    if (train_record_read(a, line, &given) || !given.marks) return claims_events(a, f->models->claims, p, read);
    span *at = TAKE(a, given.marks, span);
    for (size_t i = 0; i < given.marks; i++) at[i] = given.mark[i].at;
    return claims_events_at(a, f->models->claims, p, read, (span_list){ at, given.marks });
}

/* Trees that the record brings instead of our own, for ablation; NULL when it has none.  Leaves when they are of another text. */
static const reading *given_trees(arena *a, hs_str line, hs_str text, const page **p)
{
    train_record given;
    if (str_find(line, STR("\"conllu\""), 0) == SIZE_MAX) return NULL;
    train_record_read(a, line, &given); /* "events" of another kind than ours are no fault of the trees */
    if (!given.trees.n) return NULL;
    const reading *r = reading_from_conllu(a, given.trees, "conllu", p);
    if (!str_eq(str_trim((*p)->text), text)) arena_leave(a, HS_BAD_INPUT, "the words of \"conllu\" are not those of \"text\"");
    return r;
}

static void extract(filter *f, arena *a, hs_str line)
{
    reuse_document r;
    const char *why = reuse_record(a, line, &r);
    if (!why && utf8_bad(r.text) != SIZE_MAX) why = "\"text\" is not UTF-8";
    if (why) {
        unread(f, why);
        return;
    }
    document d = { .publisher = r.publisher, .title = r.title, .published = r.published, .text = r.text };
    const page *p = NULL;
    const reading *read = given_trees(a, line, d.text, &p);
    if (!read) read = language_read(a, f->models->language, p = text_page(a, d.text));
    buf out = { .a = a };
    bool with_events = f->options && f->options->events;
    event_mentions events = { 0 };
    if (with_events) events = find_events(f, a, line, p, read);
    put_document(&out, a, r.id, claims_find(a, f->models->claims, &d, p, read), with_events ? &events : NULL);
    if (fwrite(out.p, 1, out.n, f->out) != out.n) arena_leave(a, HS_IO, "cannot write the output");
}

/* One line in an arena that starts empty; what the input did wrong is said and passed over. */
static hs_status read_line(filter *f, arena *a, hs_str line, hs_error *err)
{
    hs_status status = HS_OK;
    arena_reset(a);
    if (ARENA_DOOR(a)) {
        extract(f, a, line);
        arena_door_shut(a);
        return HS_OK;
    }
    status = arena_failure(a)->status;
    if (status == HS_BAD_INPUT || status == HS_LIMIT) {
        unread(f, arena_failure(a)->what);
        return HS_OK;
    }
    return fail_from(err, arena_failure(a), "extract");
}

static hs_status read_all(filter *f, input *in, arena *a, hs_error *err)
{
    hs_str line;
    for (;;) {
        line_result r = input_next(in, &line);
        f->line = in->number;
        if (r == LINE_END) break;
        if (r == LINE_FAILED) return fail(err, HS_IO, "extract: cannot read the input");
        if (input_stopped(f->watch)) return fail(err, HS_INTERRUPTED, "extract: stopped");
        if (r == LINE_TOO_LONG) {
            unread(f, "the record is too long");
            continue;
        }
        hs_str s = str_trim(line);
        hs_status status = s.n ? read_line(f, a, s, err) : HS_OK;
        if (status != HS_OK) return status;
    }
    if (fflush(f->out)) return fail(err, HS_IO, "extract: cannot write the output");
    if (!f->unread) return HS_OK;
    return fail(err, HS_BAD_INPUT, "extract: %llu records could not be read", (unsigned long long)f->unread);
}

hs_status hs_extract(const hs_models *models, FILE *in, FILE *out, const hs_extract_options *options, const hs_watch *watch,
                     hs_error *err)
{
    if (!models->language) return fail(err, HS_BAD_ARGUMENT, "extract: the models were opened for answers alone");
    arena *a = arena_open(NULL, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "extract: out of memory");
    filter f = { models, options, out, watch, 0, 0 };
    input l = input_of(in, (size_t)RECORD_TEXT_MOST * 2);
    hs_status status = read_all(&f, &l, a, err);
    input_close(&l);
    arena_close(a);
    return status;
}
