/*
 * settle.c - what the documents of a case add up to.
 *
 *     texts    -> reuse -> copies, lineages ─┐
 *     findings -> match -> actors, answers, origins -> weigh -> belief -> saved as the state
 *
 * Everything is computed from the evidence rows in the order of the documents' numbers, so the state depends on the
 * documents alone.
 */
#include "pipeline/decisions.h"
#include "pipeline/name_spans.h"
#include "pipeline/weighing.h"

#include "reuse/reuse.h"

typedef struct {
    hs_case *c;
    arena *a;       /* lives until the state is saved */
    arena *scratch; /* one document at a time */
    const hs_watch *watch;
    uint32_t documents;
    reuse_document *texts;
    state *s;
    hs_error *err;
} settling;

static hs_status step(settling *x, const char *doing, uint64_t done, uint64_t total)
{
    if (x->watch && x->watch->progress) x->watch->progress(x->watch->ctx, done, total, doing);
    if (x->watch && x->watch->stop && x->watch->stop(x->watch->ctx))
        return fail(x->err, HS_INTERRUPTED, "interrupted while %s; the documents are kept, the same command settles them",
                    doing);
    return HS_OK;
}

/* One pass over the documents: their texts for reuse, their findings for match. */
static hs_status read_documents(settling *x, match *m)
{
    x->texts = TAKE(x->a, x->documents, reuse_document);
    arena_mark empty = arena_here(x->scratch);
    for (uint32_t i = 0; i < x->documents; i++) {
        hs_status status = i % 64 ? HS_OK : step(x, "gathering claims", i, x->documents);
        document d;
        findings f;
        if (status == HS_OK) status = case_document(x->c->file, x->scratch, i, false, &d, x->err);
        if (status == HS_OK) status = case_findings(x->c->file, x->scratch, i, &f, x->err);
        if (status == HS_OK) status = decisions_lay(x->c, x->scratch, i, &d, &f, x->err);
        if (status != HS_OK) return status;
        match_add(m, i, &d, &f);
        x->texts[i] = (reuse_document){ .id = arena_str(x->a, d.id), .publisher = arena_str(x->a, d.publisher),
                                        .credit = arena_str(x->a, d.credit), .title = arena_str(x->a, d.title),
                                        .published = d.published, .text = arena_str(x->a, d.text) };
        name_spans_set(x->a, &f, &x->texts[i]);
        arena_rollback(x->scratch, empty);
    }
    name_spans_agree(x->a, x->texts, x->documents);
    return HS_OK;
}

static hs_status weigh_state(settling *x)
{
    state *s = x->s;
    answer *answers = TAKE(x->a, s->answers, answer);
    case_source *sources = TAKE(x->a, s->sources, case_source);
    date *published = TAKE(x->a, x->documents, date);
    if (s->answers) memcpy(answers, s->answer, s->answers * sizeof *answers);
    if (s->sources) memcpy(sources, s->source, s->sources * sizeof *sources);
    for (uint32_t i = 0; i < x->documents; i++) published[i] = x->texts[i].published;
    hs_status status = step(x, "weighing", 0, 0);
    if (status != HS_OK) return status;
    weighing_run(x->a, &(weighing_input){ .s = s, .published = published }, answers, sources);
    s->answer = answers;
    s->source = sources;
    return HS_OK;
}

/* ---- together --------------------------------------------------------------------------------------------------- */

static hs_status compute(settling *x)
{
    x->s = TAKE(x->a, 1, state);
    match *m = match_open(x->a, x->c->models->match);
    const ruling *rulings;
    size_t n;
    hs_status status = decisions_rulings(x->c, x->a, &rulings, &n, x->err);
    if (status == HS_OK) match_rule(m, rulings, n);
    if (status == HS_OK) status = read_documents(x, m);
    if (status == HS_OK) status = step(x, "finding copies", 0, 0);
    if (status != HS_OK) return status;
    reuse_options o = { .background = x->c->models->background };
    const reuse_result *r = reuse_find(x->a, x->texts, x->documents, &o);
    status = step(x, "matching", 0, 0);
    if (status != HS_OK) return status;
    match_finish(m, r->lineage, (uint32_t)r->lineages, x->s);
    x->s->copy = r->copy;
    x->s->copies = (uint32_t)r->copies;
    x->s->lineage = r->lineage;
    x->s->lineages = (uint32_t)r->lineages;
    return weigh_state(x);
}

static hs_status settle_in(settling *x)
{
    hs_case *c = x->c;
    if (!ARENA_DOOR(x->scratch)) return fail_from(x->err, arena_failure(x->scratch), "settling");
    hs_status status;
    if (ARENA_DOOR(x->a)) {
        status = compute(x);
        if (status == HS_OK) status = decisions_ruled(c, x->a, &x->s->ruled, &x->s->ruleds, x->err);
        if (status == HS_OK)
            status = case_save_state(c->file, x->s, library_who(x->a, NULL), c->models->run, x->err);
        arena_door_shut(x->a);
    } else {
        status = fail_from(x->err, arena_failure(x->a), "settling");
    }
    return status;
}

hs_status hs_settle(hs_case *c, const hs_watch *watch, hs_error *err)
{
    bool settled;
    hs_status status = library_settled(c, &settled, err);
    if (status != HS_OK || settled) return status;
    if (!c->models || !c->models->language) return fail(err, HS_BAD_ARGUMENT, "this case was opened without models; it cannot be settled");
    uint32_t documents, unread;
    status = case_count(c->file, &documents, &unread, err);
    if (status != HS_OK) return status;
    settling x = { .c = c, .a = arena_open(NULL, 0), .scratch = arena_open(NULL, 0), .watch = watch,
                   .documents = documents, .err = err };
    status = x.a && x.scratch ? settle_in(&x) : fail(err, HS_NO_MEMORY, "out of memory");
    arena_close(x.scratch);
    arena_close(x.a);
    library_forget_state(c);
    return status;
}
