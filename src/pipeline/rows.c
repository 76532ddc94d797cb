/*
 * rows.c - what the listings share.
 */
#include "pipeline/rows.h"

#include <stdlib.h>

static hs_iter *new_iter(hs_case *c, row_kind kind)
{
    hs_iter *it = calloc(1, sizeof *it);
    if (!it) return NULL;
    it->kind = kind;
    it->c = c;
    it->turn = c->turn;
    it->a = arena_open(NULL, 0);
    it->row = arena_open(NULL, 0);
    bool whole = it->a && it->row;
    for (unsigned i = 0; i < KEPT; i++) {
        it->kept[i] = (kept_document){ .a = arena_open(NULL, 0), .number = NOBODY };
        whole = whole && it->kept[i].a;
    }
    if (whole) return it;
    hs_iter_close(it);
    return NULL;
}

void hs_iter_close(hs_iter *it)
{
    if (!it) return;
    for (unsigned i = 0; i < KEPT; i++) arena_close(it->kept[i].a);
    arena_close(it->row);
    arena_close(it->a);
    free(it);
}

hs_str hs_understood(const hs_iter *it)
{
    return it->understood;
}

/* ---- which fields of a query a listing knows ------------------------------------------------------------------------
 */

enum {
    DOCUMENTS = 1 << ROWS_DOCUMENTS,
    CLAIMS = 1 << ROWS_CLAIMS,
    ANSWERS = 1 << ROWS_ANSWERS,
    COPIES = 1 << ROWS_COPIES,
    SOURCES = 1 << ROWS_SOURCES,
    ACTORS = 1 << ROWS_ACTORS
};

/* A field that is given and not known would be passed over in silence: it is refused. */
static hs_status check_query(row_kind kind, const hs_query *q, hs_error *err)
{
    const struct {
        const char *name;
        hs_str value;
        unsigned known_to;
    } field[] = { { "document", q->document, DOCUMENTS | CLAIMS | ANSWERS | COPIES },
                  { "about", q->about, CLAIMS | ANSWERS | SOURCES | ACTORS },
                  { "by", q->by, CLAIMS | ANSWERS | SOURCES },
                  { "against", q->against, CLAIMS | ANSWERS },
                  { "frame", q->frame, CLAIMS | ANSWERS },
                  { "since", q->since, DOCUMENTS | CLAIMS | ANSWERS | COPIES },
                  { "until", q->until, DOCUMENTS | CLAIMS | ANSWERS | COPIES },
                  { "words", q->words, ANSWERS } };
    for (size_t i = 0; i < sizeof field / sizeof *field; i++)
        if (field[i].value.n && !(field[i].known_to & 1u << kind))
            return fail(err, HS_BAD_ARGUMENT, "this listing cannot be asked by \"%s\"", field[i].name);
    if (kind == ROWS_SOURCES && q->by.n && q->about.n)
        return fail(err, HS_BAD_ARGUMENT, "sources are asked for by \"by\" or by \"about\", not by both");
    return HS_OK;
}

static hs_status fill_behind_door(hs_iter *it, const hs_query *q, rows_fill *fill, hs_error *err)
{
    if (!ARENA_DOOR(it->a)) return fail_from(err, arena_failure(it->a), NULL);
    hs_status status = fill(it, q, err);
    arena_door_shut(it->a);
    return status;
}

hs_status rows_open(hs_case *c, row_kind kind, const hs_query *q, rows_fill *fill, hs_iter **out, hs_error *err)
{
    static const hs_query any = { 0 };
    *out = NULL;
    if (!q) q = &any;
    hs_status status = check_query(kind, q, err);
    if (status == HS_OK && kind != ROWS_FAULTS) status = library_state(c, err); /* faults can be told without it */
    if (status != HS_OK) return status;
    hs_iter *it = new_iter(c, kind);
    if (!it) return fail(err, HS_NO_MEMORY, "out of memory");
    status = fill_behind_door(it, q, fill, err);
    if (status != HS_OK) hs_iter_close(it);
    else *out = it;
    return status;
}

hs_status rows_current(const hs_iter *it, row_kind kind, hs_error *err)
{
    if (it->kind != kind) return fail(err, HS_BAD_ARGUMENT, "this iterator has rows of another kind");
    if (it->turn != it->c->turn)
        return fail(err, HS_BAD_ARGUMENT, "the case has changed since this listing was opened");
    return HS_OK;
}

hs_status rows_next(hs_iter *it, row_kind kind, uint32_t *number, hs_error *err)
{
    hs_status status = rows_current(it, kind, err);
    if (status != HS_OK) return status;
    arena_reset(it->row);
    if (it->at >= it->numbers.n) return HS_END;
    *number = it->numbers.at[it->at++];
    return HS_OK;
}

const kept_document *rows_document(hs_iter *it, uint32_t number, arena *door)
{
    for (unsigned i = 0; i < KEPT; i++)
        if (it->kept[i].number == number) {
            it->oldest = (i + 1) % KEPT;
            return &it->kept[i];
        }
    kept_document *k = &it->kept[it->oldest];
    it->oldest = (it->oldest + 1) % KEPT;
    k->number = NOBODY;
    arena_reset(k->a);
    hs_error err;
    hs_status status = case_document(it->c->file, k->a, number, false, &k->document, &err);
    if (status == HS_OK) status = case_page(it->c->file, k->a, number, &k->page, &err);
    if (status == HS_OK) status = case_findings(it->c->file, k->a, number, &k->findings, &err);
    if (status != HS_OK) arena_leave(door, status, "%s", err.what);
    k->number = number;
    return k;
}

uint32_t rows_actor_of(const state *s, uint32_t document, uint32_t local)
{
    uint32_t low = 0, high = s->joins;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const actor_join *j = &s->join[middle];
        if (j->document < document || (j->document == document && j->local < local)) low = middle + 1;
        else high = middle;
    }
    bool found = low < s->joins && s->join[low].document == document && s->join[low].local == local;
    return found ? s->join[low].actor : NOBODY;
}

void rows_claims_of(const state *s, uint32_t document, uint32_t *first, uint32_t *n)
{
    uint32_t low = 0, high = s->claims;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->claim[middle].document < document) low = middle + 1;
        else high = middle;
    }
    *first = low;
    while (low < s->claims && s->claim[low].document == document) low++;
    *n = low - *first;
}

static hs_status date_of(hs_str words, date *out, hs_error *err)
{
    *out = (date){ .precision = DATE_NONE };
    if (!words.n || date_parse(words, out)) return HS_OK;
    return fail(err, HS_BAD_ARGUMENT, "\"%.*s\" is no date (want 2026-11-23, 2026-11 or 2026)", STR_ARGS(words));
}

hs_status rows_filter_of(hs_case *c, const hs_query *q, row_filter *f, hs_error *err)
{
    f->only = NOBODY;
    hs_status status = date_of(q->since, &f->since, err);
    if (status == HS_OK) status = date_of(q->until, &f->until, err);
    if (status != HS_OK || !q->document.n) return status;
    uint64_t number;
    uint32_t documents, unread;
    status = case_count(c->file, &documents, &unread, err);
    if (status != HS_OK) return status;
    if (q->document.n < 8 && str_to_u64(q->document, &number)) {
        if (!number || number > documents)
            return fail(err, HS_NOT_FOUND, "no document %llu; the case has %u", (unsigned long long)number, documents);
        f->only = (uint32_t)number - 1;
        return HS_OK;
    }
    return case_number(c->file, q->document, &f->only, err);
}

bool rows_asks_time(const row_filter *f)
{
    return f->since.precision != DATE_NONE || f->until.precision != DATE_NONE;
}

bool rows_in_time(const row_filter *f, date published)
{
    int32_t first, last, from, to, unused;
    if (!rows_asks_time(f)) return true;
    if (!date_days(published, &first, &last)) return false;
    if (date_days(f->since, &from, &unused) && last < from) return false;
    return !date_days(f->until, &unused, &to) || first <= to;
}

hs_status rows_actor(hs_case *c, arena *a, hs_str name, uint32_t *out, hs_error *err)
{
    *out = NOBODY;
    if (!name.n) return HS_OK;
    *out = match_actor_named(a, c->models ? c->models->match : NULL, c->state, name);
    if (*out == NOBODY) return fail(err, HS_NOT_FOUND, "nobody in the case is called \"%.*s\"", STR_ARGS(name));
    return HS_OK;
}

hs_str rows_joined(arena *a, hs_str text, span_list list, const char *between)
{
    buf out = { .a = a };
    for (size_t i = 0; i < list.n; i++) {
        if (i) buf_add(&out, str_of(between));
        buf_add(&out, span_words(text, list.at[i]));
    }
    return out.n ? buf_str(&out) : STR("");
}

hs_span rows_span(uint32_t document, span_list list)
{
    span s = span_hull(list);
    return (hs_span){ list.n ? document + 1 : 0, s.begin, s.end };
}

void rows_put_spans(json *j, const char *key, span_list list)
{
    json_key(j, key);
    if (!list.n) json_null(j);
    if (list.n > 1) json_open(j, '[');
    for (size_t i = 0; i < list.n; i++) {
        json_open(j, '[');
        json_u64(j, list.at[i].begin);
        json_u64(j, list.at[i].end);
        json_close(j, ']');
    }
    if (list.n > 1) json_close(j, ']');
}
