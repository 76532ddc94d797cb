/*
 * rows.c - what the listings share.
 */
#include "pipeline/rows.h"

#include "base/utf8.h"
#include "pipeline/decisions.h"

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

hs_str hs_left_out(const hs_iter *it)
{
    return it->left_out;
}

/* ---- which fields of a query a listing knows ------------------------------------------------------------------------
 */

enum {
    DOCUMENTS = 1 << ROWS_DOCUMENTS,
    CLAIMS = 1 << ROWS_CLAIMS,
    ANSWERS = 1 << ROWS_ANSWERS,
    COPIES = 1 << ROWS_COPIES,
    SOURCES = 1 << ROWS_SOURCES,
    ACTORS = 1 << ROWS_ACTORS,
    TIMELINE = 1 << ROWS_TIMELINE,
    DRIFTS = 1 << ROWS_DRIFTS,
    HITS = 1 << ROWS_HITS,
    REVIEW = 1 << ROWS_REVIEW,
    CHANGES = 1 << ROWS_CHANGES,
    ASKED = ANSWERS | TIMELINE
};

/* A field that is given and not known would be passed over in silence: it is refused. */
static hs_status check_query(row_kind kind, const hs_query *q, hs_error *err)
{
    const struct {
        const char *name;
        hs_str value;
        unsigned known_to;
    } field[] = { { "document", q->document, DOCUMENTS | CLAIMS | ASKED | COPIES | DRIFTS | HITS },
                  { "about", q->about, CLAIMS | ASKED | SOURCES | ACTORS | DRIFTS },
                  { "by", q->by, CLAIMS | ASKED | SOURCES | DRIFTS },
                  { "against", q->against, CLAIMS | ASKED },
                  { "frame", q->frame, CLAIMS | ASKED | REVIEW | DRIFTS },
                  { "since", q->since, DOCUMENTS | CLAIMS | ASKED | COPIES | DRIFTS | HITS | CHANGES },
                  { "until", q->until, DOCUMENTS | CLAIMS | ASKED | COPIES | DRIFTS | HITS | CHANGES },
                  { "words", q->words, ASKED | HITS } };
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

/* Numbers behind those that are there; HS_END when there are none. */
static hs_status find_more(hs_iter *it, hs_error *err)
{
    size_t had = it->numbers.n;
    if (!it->more) return HS_END;
    if (!ARENA_DOOR(it->a)) return fail_from(err, arena_failure(it->a), NULL);
    it->more(it);
    arena_door_shut(it->a);
    if (it->numbers.n > had) return HS_OK;
    it->more = NULL;
    return HS_END;
}

static hs_status skip_rows(hs_iter *it, uint64_t skip, hs_error *err)
{
    hs_status status = HS_OK;
    while (status == HS_OK && it->numbers.n < skip) status = find_more(it, err);
    if (status != HS_OK && status != HS_END) return status;
    it->at = skip < it->numbers.n ? (size_t)skip : it->numbers.n;
    return HS_OK;
}

hs_status rows_open(hs_case *c, row_kind kind, const hs_query *q, rows_fill *fill, hs_iter **out, hs_error *err)
{
    static const hs_query any = { 0 };
    *out = NULL;
    if (!q) q = &any;
    hs_status status = check_query(kind, q, err);
    if (status != HS_OK) return status;
    hs_iter *it = new_iter(c, kind);
    if (!it) return fail(err, HS_NO_MEMORY, "out of memory");
    it->most = q->most;
    status = fill_behind_door(it, q, fill, err);
    if (status == HS_OK && q->skip) status = skip_rows(it, q->skip, err);
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
    if (it->most && it->given >= it->most) return HS_END;
    if (it->at >= it->numbers.n) status = find_more(it, err);
    if (status != HS_OK) return status;
    *number = it->numbers.at[it->at++];
    it->given++;
    return HS_OK;
}

hs_status rows_next_thing(hs_iter *it, row_kind kind, const void **thing, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, kind, &number, err);
    if (status == HS_OK) *thing = it->things.at[number];
    return status;
}

const hs_query *rows_keep_query(hs_iter *it, const hs_query *q)
{
    hs_query *kept = TAKE(it->a, 1, hs_query);
    *kept = *q;
    hs_str *const strings[] = { &kept->document, &kept->about, &kept->by,    &kept->against,
                                &kept->frame,    &kept->since, &kept->until, &kept->words };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = arena_str(it->a, *strings[i]);
    return kept;
}

/* ---- the state, row by row ---------------------------------------------------------------------------------------- */

static void get(hs_case *c, arena *door, case_kind kind, uint32_t number, void *record)
{
    hs_error err;
    hs_status status = case_get(c->file, door, kind, number, record, &err);
    if (status != HS_OK) arena_leave(door, status, "%s", err.what);
}

#define GET(type, name, kind)                                            \
    type rows_get_##name(hs_case *c, arena *door, uint32_t number)       \
    {                                                                    \
        type x = { 0 };                                                  \
        get(c, door, kind, number, &x);                                  \
        return x;                                                        \
    }
GET(case_actor, actor, CASE_ACTOR)
GET(case_source, source, CASE_SOURCE)
GET(item, item, CASE_ITEM)
GET(answer, answer, CASE_ANSWER)
GET(case_claim, claim, CASE_CLAIM)
GET(origin, origin, CASE_ORIGIN)
GET(copy, copy, CASE_COPY)

case_list rows_numbers(hs_case *c, arena *door, case_list_kind kind, uint32_t of)
{
    case_list list;
    hs_error err;
    hs_status status = case_numbers(c->file, door, kind, of, &list, &err);
    if (status != HS_OK) arena_leave(door, status, "%s", err.what);
    return list;
}

/* Behind a door of its own: the document's arena has none yet. */
static hs_status join_actors(hs_case *c, kept_document *k, uint32_t number, hs_error *err)
{
    if (!ARENA_DOOR(k->a)) return fail_from(err, arena_failure(k->a), NULL);
    k->actor = TAKE(k->a, k->findings.actors, uint32_t);
    arena_door_shut(k->a);
    return case_joins(c->file, k->a, number, k->findings.actors, k->actor, err);
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
    if (status == HS_OK) status = decisions_lay(it->c, k->a, number, &k->document, &k->findings, &err);
    if (status == HS_OK) status = join_actors(it->c, k, number, &err);
    if (status != HS_OK) arena_leave(door, status, "%s", err.what);
    k->number = number;
    return k;
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

/* ---- names ---------------------------------------------------------------------------------------------------------- */

/* Names as matching looks them up, in the file; what goes wrong is kept, and nobody is found from then on. */
typedef struct {
    hs_case *c;
    arena *a;
    hs_status status;
    hs_error err;
} lookup;

static uint32_t look_called(void *ctx, hs_str form)
{
    lookup *l = ctx;
    uint32_t actor = NOBODY;
    if (l->status == HS_OK) l->status = case_actor_called(l->c->file, form, &actor, &l->err);
    return actor;
}

static uint32_t look_holding(void *ctx, hs_str words)
{
    lookup *l = ctx;
    uint32_t actor = NOBODY;
    if (l->status == HS_OK) l->status = case_actor_holding(l->c->file, words, &actor, &l->err);
    return actor;
}

static hs_str look_name(void *ctx, uint32_t actor)
{
    lookup *l = ctx;
    return rows_get_actor(l->c, l->a, actor).name;
}

static bool look_is_place(void *ctx, uint32_t actor)
{
    lookup *l = ctx;
    return rows_get_actor(l->c, l->a, actor).class == CLASS_PLACE;
}

hs_status rows_ask(hs_case *c, arena *a, hs_str words, match_question *out, hs_error *err)
{
    lookup l = { .c = c, .a = a };
    match_names names = { look_called, look_holding, look_name, look_is_place, &l };
    if (!c->models) return fail(err, HS_BAD_ARGUMENT, "a question needs a case opened with models");
    bool understood = match_ask(a, c->models->match, &names, words, out);
    if (l.status != HS_OK && err) *err = l.err;
    if (l.status != HS_OK) return l.status;
    return understood ? HS_OK
                      : fail(err, HS_NOT_FOUND, "\"%.*s\": no actor and no relation of this case is recognised in it",
                             STR_ARGS(words));
}

hs_status rows_actor(hs_case *c, arena *a, hs_str name, uint32_t *out, hs_error *err)
{
    lookup l = { .c = c, .a = a };
    match_names names = { look_called, look_holding, look_name, look_is_place, &l };
    *out = NOBODY;
    if (!name.n) return HS_OK;
    *out = match_actor_named(a, &names, name);
    if (l.status != HS_OK && err) *err = l.err;
    if (l.status != HS_OK) return l.status;
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

void rows_put_id(json *j, const char *key, hs_id number)
{
    json_key(j, key);
    if (number) json_u64(j, number);
    else json_null(j);
}
