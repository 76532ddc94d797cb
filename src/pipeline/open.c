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
    arena *a = arena_open(NULL, 0), *lent = arena_open(NULL, LIBRARY_DOCUMENT_MEMORY), *of_decisions = arena_open(NULL, 0);
    case_file *file = NULL;
    hs_status status = a && lent && of_decisions ? case_open(where, flags, &file, err) : fail(err, HS_NO_MEMORY, "out of memory");
    hs_case *c = NULL;
    if (status == HS_OK && ARENA_DOOR(a)) {
        c = TAKE(a, 1, hs_case);
        *c = (hs_case){ .a = a, .lent = lent, .of_decisions = of_decisions, .file = file, .models = models };
        arena_door_shut(a);
        *out = c;
        return HS_OK;
    }
    if (status == HS_OK) status = fail_from(err, arena_failure(a), where);
    case_close(file);
    arena_close(of_decisions);
    arena_close(lent);
    arena_close(a);
    return status;
}

void hs_case_close(hs_case *c)
{
    if (!c) return;
    case_close(c->file);
    arena_close(c->of_decisions);
    arena_close(c->lent);
    arena_close(c->a);
}

hs_status library_settled(hs_case *c, bool *settled, hs_error *err)
{
    return case_state_fresh(c->file, settled, err);
}

void library_forget_state(hs_case *c)
{
    c->has_decisions = false;
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
    case_counts n;
    *out = (hs_overview_row){ 0 };
    hs_status status = library_settled(c, &out->settled, err);
    if (status == HS_OK) status = case_count(c->file, &out->documents, &out->unread, err);
    if (status == HS_OK) status = case_publishers(c->file, &out->publishers, err);
    if (status == HS_OK) status = case_count_state(c->file, &n, err);
    if (status != HS_OK) return status;
    out->understood = n.understood;
    out->denials = n.denials;
    out->claims = n.claims;
    out->actors = n.actors;
    out->sources = n.sources;
    out->questions = n.items;
    out->answers = n.answers;
    out->origins = n.origins;
    out->copies = n.copies;
    out->lineages = n.lineages;
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
    json_put_u64(&j, "denials", o->denials);
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
