/*
 * open.c - opening a case through the public header, and what it holds in numbers.
 */
#include "pipeline/library.h"

#include "base/json.h"

hs_status hs_case_open(const char *where, unsigned flags, const hs_models *models, hs_case **out, hs_error *err)
{
    *out = NULL;
    if (flags != HS_READ && flags != HS_WRITE && flags != HS_CREATE)
        return fail(err, HS_BAD_ARGUMENT, "a case is opened with HS_READ, HS_WRITE or HS_CREATE");
    if (!where || !*where) return fail(err, HS_BAD_ARGUMENT, "no case is named");
    if (str_starts(str_of(where), STR("postgresql:")))
        return fail(err, HS_BAD_ARGUMENT, "%s: a case is a file; database servers are not supported", where);
    arena *a = arena_open(NULL, 0), *lent = arena_open(NULL, LIBRARY_DOCUMENT_MEMORY), *of_state = arena_open(NULL, 0);
    case_file *file = NULL;
    hs_status status = a && lent && of_state ? case_open(where, flags, &file, err) : fail(err, HS_NO_MEMORY, "out of memory");
    hs_case *c = NULL;
    if (status == HS_OK && ARENA_DOOR(a)) {
        c = TAKE(a, 1, hs_case);
        *c = (hs_case){ .a = a, .lent = lent, .of_state = of_state, .file = file, .models = models };
        arena_door_shut(a);
        *out = c;
        return HS_OK;
    }
    if (status == HS_OK) status = fail_from(err, arena_failure(a), where);
    case_close(file);
    arena_close(of_state);
    arena_close(lent);
    arena_close(a);
    return status;
}

void hs_case_close(hs_case *c)
{
    if (!c) return;
    case_close(c->file);
    arena_close(c->of_state);
    arena_close(c->lent);
    arena_close(c->a);
}

hs_status library_state(hs_case *c, hs_error *err)
{
    if (c->state) return HS_OK;
    arena *a = c->of_state;
    arena_reset(a);
    if (!ARENA_DOOR(a)) return fail_from(err, arena_failure(a), "reading the state");
    state *s = TAKE(a, 1, state);
    hs_status status = case_state(c->file, a, s, &c->settled, err);
    arena_door_shut(a);
    if (status == HS_OK) c->state = s;
    return status;
}

void library_forget_state(hs_case *c)
{
    c->state = NULL;
    c->settled = false;
    c->turn++;
}

/* ---- one moment -------------------------------------------------------------------------------------------------- */

typedef hs_status tell(case_file *, arena *, case_moment *, hs_error *);

static hs_status told(hs_case *c, tell *how, hs_moment *out, hs_error *err)
{
    case_moment m;
    *out = (hs_moment){ 0 };
    arena_reset(c->lent);
    hs_status status = how(c->file, c->lent, &m, err);
    if (status != HS_OK) return status;
    snprintf(out->state, sizeof out->state, "%llu-%.16s", (unsigned long long)m.settled_at, m.settled_hash.p);
    out->entries = m.entries;
    return HS_OK;
}

hs_status hs_now(hs_case *c, hs_moment *out, hs_error *err)
{
    return told(c, case_now, out, err);
}

hs_status hs_hold(hs_case *c, hs_moment *out, hs_error *err)
{
    hs_status status = told(c, case_hold, out, err);
    if (status != HS_OK) return status;
    if (out->entries != c->entries) library_forget_state(c);
    c->entries = out->entries;
    return HS_OK;
}

/* ---- overview ---------------------------------------------------------------------------------------------------- */

hs_status hs_overview(hs_case *c, hs_overview_row *out, hs_error *err)
{
    *out = (hs_overview_row){ 0 };
    hs_status status = library_state(c, err);
    if (status == HS_OK) status = case_count(c->file, &out->documents, &out->unread, err);
    if (status == HS_OK) status = case_publishers(c->file, &out->publishers, err);
    if (status != HS_OK) return status;
    const state *s = c->state;
    for (uint32_t i = 0; i < s->claims; i++) out->understood += s->claim[i].answer != NOBODY;
    out->claims = s->claims;
    out->actors = s->actors;
    out->sources = s->sources;
    out->questions = s->items;
    out->answers = s->answers;
    out->origins = s->origins;
    out->copies = s->copies;
    out->lineages = s->lineages;
    out->settled = c->settled;
    return HS_OK;
}

static hs_str overview_line(arena *a, const hs_overview_row *o)
{
    buf out = { .a = a };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "documents", o->documents);
    json_put_u64(&j, "unread", o->unread);
    json_put_u64(&j, "publishers", o->publishers);
    json_put_u64(&j, "claims", o->claims);
    json_put_u64(&j, "understood", o->understood);
    json_put_u64(&j, "actors", o->actors);
    json_put_u64(&j, "sources", o->sources);
    json_put_u64(&j, "questions", o->questions);
    json_put_u64(&j, "answers", o->answers);
    json_put_u64(&j, "origins", o->origins);
    json_put_u64(&j, "copies", o->copies);
    json_put_u64(&j, "lineages", o->lineages);
    json_put_bool(&j, "settled", o->settled);
    json_close(&j, '}');
    return buf_str(&out);
}

hs_status hs_overview_json(hs_case *c, hs_str *line, hs_error *err)
{
    hs_overview_row o;
    *line = (hs_str){ NULL, 0 };
    hs_status status = hs_overview(c, &o, err);
    if (status != HS_OK) return status;
    arena_reset(c->lent);
    if (!ARENA_DOOR(c->lent)) return fail_from(err, arena_failure(c->lent), NULL);
    *line = overview_line(c->lent, &o);
    arena_door_shut(c->lent);
    return HS_OK;
}
