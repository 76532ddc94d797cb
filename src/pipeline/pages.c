/*
 * pages.c - what is shown of a case, as JSON.
 *
 * Most pages are the case room's alone, straight from the tables.  Here are those that need another room besides:
 * aligned differences (reuse), the way back to the original bytes (record), a check from the bytes up.
 */
#include "pipeline/library.h"

#include "base/hash.h"
#include "base/json.h"
#include "reuse/reuse.h"

#include <assert.h>
#include <math.h>
#include <openssl/evp.h>

static_assert((int)HS_PAGE_RUN == (int)CASE_PAGE_RUN && (int)HS_PAGE_COPY == (int)CASE_PAGES, "the case room's pages come first");

enum { PLACES_MOST = 300, AROUND = 300, SPAN_MOST = 1 << 20, ROWS_USUAL = 100 };

/* Everything that one page is made of.  What is worked out stands in `a`, what is written in the case's `lent`. */
typedef struct {
    hs_case *c;
    arena *a;
    case_asked asked;
    const hs_asked *from;
    json *j;
} making;

static void must(making *m, hs_status status, const hs_error *err)
{
    if (status != HS_OK) arena_leave(m->a, status, "%s", err->what);
}

static uint32_t document_number(making *m, hs_str words)
{
    uint64_t n;
    uint32_t number = NOBODY;
    hs_error err;
    if (!words.n) return NOBODY;
    if (words.n < 8 && str_to_u64(words, &n)) {
        uint32_t documents;
        must(m, case_count(m->c->file, &documents, NULL, &err), &err);
        if (!n || n > documents) arena_leave(m->a, HS_NOT_FOUND, "no document %llu", (unsigned long long)n);
        return (uint32_t)n - 1;
    }
    must(m, case_number(m->c->file, words, &number, &err), &err);
    return number;
}

static void take_over(making *m)
{
    const hs_asked *q = m->from;
    m->asked = (case_asked){ .number = q->number, .about = q->about, .with = q->with, .by = q->by, .against = q->against, .frame = q->frame,
                             .since = q->since, .until = q->until, .words = q->words, .publisher = q->publisher, .language = q->language,
                             .year = q->year, .says = q->says, .side = q->side, .from = q->from, .origin = q->origin, .begin = q->begin,
                             .bytes = q->bytes, .after = q->after, .most = q->most ? q->most : ROWS_USUAL, .mark = q->mark };
    m->asked.document = document_number(m, q->document);
}

static document opened(making *m, uint32_t number, bool with_original)
{
    document d;
    hs_error err;
    must(m, case_document(m->c->file, m->a, number, with_original, &d, &err), &err);
    return d;
}

static void put_place(making *m, const char *key, uint32_t number, const document *d)
{
    json *j = m->j;
    const hs_str none = { NULL, 0 };
    json_key(j, key);
    json_open(j, '{');
    json_put_u64(j, "number", number + 1);
    json_put_string(j, "document", arena_printf(m->a, "sha256:%.*s", STR_ARGS(d->id)));
    json_put_string(j, "title", d->title.n ? d->title : none);
    json_put_string(j, "publisher", d->publisher.n ? d->publisher : none);
    json_put_string(j, "author", d->author.n ? d->author : none);
    json_put_string(j, "published", d->published.precision == DATE_NONE ? none : date_print(m->a, d->published));
    json_close(j, '}');
}

/* ["=", words], ["-", words], ["+", words] from passage a to passage b. */
static void put_differences(making *m, hs_str text_a, span a, hs_str text_b, span b)
{
    size_t n;
    const reuse_difference *d = reuse_differences(m->a, text_a, a, text_b, b, &n);
    json_key(m->j, "differences");
    json_open(m->j, '[');
    for (size_t i = 0; i < n; i++) {
        bool gone = !d[i].equal && !span_is_empty(d[i].in_a);
        json_open(m->j, '[');
        json_string(m->j, d[i].equal ? STR("=") : gone ? STR("-") : STR("+"));
        json_string(m->j, gone ? span_words(text_a, d[i].in_a) : span_words(text_b, d[i].in_b));
        json_close(m->j, ']');
    }
    json_close(m->j, ']');
}

/* The members of an object, without its brackets. */
static hs_str members(hs_str object)
{
    return str_sub(object, 1, object.n - 1);
}

/* ---- one copied passage ------------------------------------------------------------------------------------------ */

static case_counts counted(making *m)
{
    hs_error err;
    case_counts n;
    must(m, case_count_state(m->c->file, &n, &err), &err);
    return n;
}

static copy copy_numbered(making *m, uint64_t number)
{
    hs_error err;
    copy c;
    if (!number || number > counted(m).copies) arena_leave(m->a, HS_NOT_FOUND, "no copy %llu", (unsigned long long)number);
    must(m, case_get(m->c->file, m->a, CASE_COPY, (uint32_t)number - 1, &c, &err), &err);
    return c;
}

static void make_copy(making *m)
{
    const copy found = copy_numbered(m, m->from->number), *c = &found;
    hs_error err;
    hs_str listing;
    m->asked.most = 1;
    must(m, case_page_json(m->c->file, m->a, CASE_PAGE_COPIES, &m->asked, &listing, &err), &err);
    /* {"rows":[{...}],"next":...}: the one row */
    hs_str row = str_sub(listing, 9, str_find(listing, STR("],\"next\":"), 9));
    document a = opened(m, c->a, false), b = c->b == c->a ? a : opened(m, c->b, false);
    json_open(m->j, '{');
    json_raw(m->j, members(row));
    put_differences(m, a.text, c->in_a, b.text, c->in_b);
    json_close(m->j, '}');
}

/* ---- a family of passages ---------------------------------------------------------------------------------------- */

static void put_claims_in(making *m, uint32_t number, span at)
{
    hs_error err;
    findings f;
    case_list claims;
    json_key(m->j, "claims");
    json_open(m->j, '[');
    must(m, case_findings(m->c->file, m->a, number, &f, &err), &err);
    must(m, case_numbers(m->c->file, m->a, CASE_CLAIMS_OF_DOCUMENT, number, &claims, &err), &err);
    for (size_t i = 0; i < claims.n; i++) {
        case_claim c;
        must(m, case_get(m->c->file, m->a, CASE_CLAIM, claims.at[i], &c, &err), &err);
        if (c.local < f.claims && span_holds(at, f.claim[c.local].at)) json_u64(m->j, (uint64_t)claims.at[i] + 1);
    }
    json_close(m->j, ']');
}

/* number: of a copy, from 1; 0 for none. */
static void put_tie(making *m, uint64_t number)
{
    const copy found = number ? copy_numbered(m, number) : (copy){ 0 }, *c = number ? &found : NULL;
    json_key(m->j, "copy");
    if (c) json_u64(m->j, number);
    else json_null(m->j);
    json_put_string(m->j, "kind", c ? str_of(copy_class_name(c->class)) : (hs_str){ NULL, 0 });
    json_put_double(m->j, "equal", c ? c->equal : NAN);
    json_put_double(m->j, "confidence", c ? c->confidence : NAN);
}

static void put_lineage_place(making *m, const lineage *g, uint32_t i)
{
    const lineage_place *p = &g->place[i];
    bool is_root = p->parent == i;
    arena_mark here = arena_here(m->a); /* texts and tables of differences are large */
    document d = opened(m, p->document, false);
    json_open(m->j, '{');
    json_put_u64(m->j, "place", i + 1);
    json_key(m->j, "parent");
    if (is_root) json_null(m->j);
    else json_u64(m->j, p->parent + 1);
    put_place(m, "in", p->document, &d);
    json_put_span(m->j, "span", p->at.begin, p->at.end);
    json_put_string(m->j, "text", span_words(d.text, p->at));
    put_tie(m, is_root || p->copy == UINT32_MAX ? 0 : (uint64_t)p->copy + 1);
    if (is_root) {
        json_key(m->j, "differences");
        json_open(m->j, '[');
        json_close(m->j, ']');
    } else {
        const lineage_place *from = &g->place[p->parent];
        document parent = from->document == p->document ? d : opened(m, from->document, false);
        put_differences(m, parent.text, from->at, d.text, p->at);
    }
    put_claims_in(m, p->document, p->at);
    json_close(m->j, '}');
    arena_rollback(m->a, here);
}

static void make_lineage(making *m)
{
    hs_error err;
    if (!m->from->number || m->from->number > counted(m).lineages)
        arena_leave(m->a, HS_NOT_FOUND, "no lineage %llu", (unsigned long long)m->from->number);
    lineage found; /* outlives the places, which are worked out one by one */
    must(m, case_lineage(m->c->file, m->c->lent, (uint32_t)m->from->number - 1, &found, &err), &err);
    const lineage *g = &found;
    uint32_t shown = g->places < PLACES_MOST ? g->places : PLACES_MOST;
    json_open(m->j, '{');
    json_put_u64(m->j, "lineage", m->from->number);
    json_put_u64(m->j, "origins", g->origins);
    json_put_u64(m->j, "places_left", g->places - shown);
    json_key(m->j, "places");
    json_open(m->j, '[');
    for (uint32_t i = 0; i < shown; i++) put_lineage_place(m, g, i);
    json_close(m->j, ']');
    json_close(m->j, '}');
}

/* ---- a span and its bytes ---------------------------------------------------------------------------------------- */

static hs_str base64(arena *a, hs_str bytes)
{
    unsigned char *out = arena_take(a, 4 * ((bytes.n + 2) / 3) + 1);
    int n = EVP_EncodeBlock(out, (const unsigned char *)(bytes.n ? bytes.p : ""), (int)bytes.n);
    return (hs_str){ (const char *)out, (size_t)n };
}

/* About `AROUND` bytes before or behind, not cutting a letter. */
static hs_str around(hs_str text, size_t at, bool before)
{
    size_t to = before ? (at > AROUND ? at - AROUND : 0) : (text.n - at > AROUND ? at + AROUND : text.n);
    while (to && to < text.n && ((unsigned char)text.p[to] & 0xc0) == 0x80) to += before ? 1 : (size_t)-1;
    return before ? str_sub(text, to, at) : str_sub(text, at, to);
}

static void make_span(making *m)
{
    const hs_asked *q = m->from;
    if (m->asked.document == NOBODY) arena_leave(m->a, HS_BAD_ARGUMENT, "a span is of a document");
    document d = opened(m, m->asked.document, true);
    char why[WHY];
    if (q->begin > q->end || q->end > d.text.n || q->end - q->begin > SPAN_MOST ||
        !span_valid((span){ (uint32_t)q->begin, (uint32_t)q->end }, d.text, "span", why))
        arena_leave(m->a, HS_BAD_ARGUMENT, "the document has no span [%llu, %llu) (of at most %d bytes, at whole letters)", (unsigned long long)q->begin,
                    (unsigned long long)q->end, SPAN_MOST);
    span at = { (uint32_t)q->begin, (uint32_t)q->end }, in = document_original(&d, at);
    hs_str words = span_words(d.text, at), bytes = str_sub(d.original, in.begin, in.end);
    const hs_str none = { NULL, 0 };
    json *j = m->j;
    json_open(j, '{');
    json_put_string(j, "document", arena_printf(m->a, "sha256:%.*s", STR_ARGS(d.id)));
    json_put_u64(j, "number", m->asked.document + 1);
    json_put_span(j, "span", at.begin, at.end);
    json_put_string(j, "text", words);
    json_put_string(j, "text_sha256", sha256_hex(m->a, words));
    json_put_span(j, "original_span", in.begin, in.end);
    json_put_string(j, "original_base64", base64(m->a, bytes));
    json_put_string(j, "original_sha256", sha256_hex(m->a, bytes));
    json_put_string(j, "media_type", d.media_type.n ? d.media_type : none);
    json_put_string(j, "before", around(d.text, at.begin, true));
    json_put_string(j, "after", around(d.text, at.end, false));
    json_put_string(j, "publisher", d.publisher.n ? d.publisher : none);
    json_put_string(j, "title", d.title.n ? d.title : none);
    json_put_string(j, "published", d.published.precision == DATE_NONE ? none : date_print(m->a, d.published));
    json_put_bool(j, "untrusted", true);
    json_close(j, '}');
}

/* ---- what the program itself knows -------------------------------------------------------------------------------- */

static void put_faults(making *m, hs_iter *it)
{
    hs_fault f;
    hs_error err;
    hs_status status;
    json_key(m->j, "faults");
    json_open(m->j, '[');
    while ((status = hs_next_fault(it, &f, &err)) == HS_OK) {
        json_open(m->j, '{');
        json_put_string(m->j, "where", f.document_id);
        json_put_string(m->j, "what", f.what);
        json_close(m->j, '}');
    }
    json_close(m->j, ']');
    if (status != HS_END) arena_leave(m->a, status, "%s", err.what);
}

static void end_iter(void *it)
{
    hs_iter_close(it);
}

static void make_verify(making *m)
{
    hs_error err;
    hs_iter *it;
    uint64_t checked;
    must(m, hs_verify(m->c, &it, &checked, &err), &err);
    arena_defer(m->a, end_iter, it);
    json_open(m->j, '{');
    json_put_u64(m->j, "checked", checked);
    put_faults(m, it);
    json_close(m->j, '}');
}

static void make_run(making *m)
{
    hs_error err;
    hs_str runs, rest = m->c->models ? m->c->models->files : STR(""), one;
    must(m, case_page_json(m->c->file, m->a, CASE_PAGE_RUN, &m->asked, &runs, &err), &err);
    json_open(m->j, '{');
    json_put_string(m->j, "version", str_of(hs_version()));
    json_key(m->j, "models");
    json_open(m->j, '[');
    while (str_split(&rest, '\n', &one))
        if (one.n) json_string(m->j, one);
    json_close(m->j, ']');
    json_key(m->j, "limits");
    json_open(m->j, '{');
    json_put_u64(m->j, "memory_of_a_document", LIBRARY_DOCUMENT_MEMORY);
    json_close(m->j, '}');
    json_raw(m->j, members(runs));
    json_close(m->j, '}');
}

/* ---- the door ---------------------------------------------------------------------------------------------------- */

static void make(making *m, hs_page_kind kind, hs_str *out)
{
    hs_error err;
    take_over(m);
    if (kind == HS_PAGE_DOCUMENT && m->asked.document == NOBODY) arena_leave(m->a, HS_BAD_ARGUMENT, "no document is named");
    if (kind < HS_PAGE_RUN) {
        must(m, case_page_json(m->c->file, m->c->lent, (case_page_kind)kind, &m->asked, out, &err), &err);
        return;
    }
    static void (*const maker[])(making *) = { [HS_PAGE_RUN] = make_run,         [HS_PAGE_COPY] = make_copy, [HS_PAGE_LINEAGE] = make_lineage,
                                               [HS_PAGE_SPAN] = make_span, [HS_PAGE_VERIFY] = make_verify };
    buf b = { .a = m->c->lent };
    json j = json_begin(&b);
    m->j = &j;
    maker[kind](m);
    *out = buf_str(&b);
}

static hs_status make_behind_door(making *m, hs_page_kind kind, hs_str *out, hs_error *err)
{
    if (!ARENA_DOOR(m->a)) return fail_from(err, arena_failure(m->a), NULL);
    make(m, kind, out);
    arena_door_shut(m->a);
    return HS_OK;
}

static hs_status make_behind_both(making *m, hs_page_kind kind, hs_str *out, hs_error *err)
{
    if (!ARENA_DOOR(m->c->lent)) return fail_from(err, arena_failure(m->c->lent), NULL);
    hs_status status = make_behind_door(m, kind, out, err);
    arena_door_shut(m->c->lent);
    return status;
}

hs_status hs_page(hs_case *c, hs_page_kind kind, const hs_asked *asked, hs_str *out, hs_error *err)
{
    static const hs_asked nothing = { 0 };
    *out = (hs_str){ NULL, 0 };
    if ((int)kind < 0 || kind >= HS_PAGES) return fail(err, HS_BAD_ARGUMENT, "there is no page %d", (int)kind);
    arena_reset(c->lent);
    making m = { .c = c, .a = arena_open(NULL, LIBRARY_DOCUMENT_MEMORY), .from = asked ? asked : &nothing };
    hs_status status = m.a ? make_behind_both(&m, kind, out, err) : fail(err, HS_NO_MEMORY, "out of memory");
    arena_close(m.a);
    if (status != HS_OK) *out = (hs_str){ NULL, 0 };
    return status;
}

hs_status hs_original_of(hs_case *c, hs_str name, hs_str *out, hs_error *err)
{
    *out = (hs_str){ NULL, 0 };
    arena_reset(c->lent);
    if (!ARENA_DOOR(c->lent)) return fail_from(err, arena_failure(c->lent), NULL);
    making m = { .c = c, .a = c->lent };
    uint32_t number = document_number(&m, name);
    if (number == NOBODY) arena_leave(c->lent, HS_BAD_ARGUMENT, "no document is named");
    *out = opened(&m, number, true).original;
    arena_door_shut(c->lent);
    return HS_OK;
}
