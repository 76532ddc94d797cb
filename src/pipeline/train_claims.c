/*
 * train_claims.c - making the models of the claims room: marked texts are read with the models of the language room.
 */
#include "pipeline/train_claims.h"

#include "pipeline/input.h"
#include "pipeline/library.h"
#include "pipeline/train_records.h"
#include "pipeline/train_shared.h"
#include "text/page.h"

#include <math.h>
#include <stdio.h>

/* What is done with each record that was read. */
typedef void record_use(void *ctx, arena *scratch, const page *, const reading *, const train_record *);

typedef struct {
    const hs_models *models;
    arena *scratch;
    const hs_watch *watch;
    record_use *use;
    void *ctx;
} reader;

static void close_scratch(void *a)
{
    arena_close(a);
}

/* One line, in the scratch arena; leaves by the door of `a`. */
static void read_line(arena *a, void *ctx, const char *path, uint64_t number, hs_str line)
{
    const reader *r = ctx;
    arena_reset(r->scratch);
    if (!ARENA_DOOR(r->scratch)) {
        const failure *f = arena_failure(r->scratch);
        arena_leave(a, f->status, "%s: line %llu: %s", path, (unsigned long long)number, f->what);
    }
    train_record record;
    const char *why = train_record_read(r->scratch, line, &record);
    if (why) arena_leave(r->scratch, HS_BAD_INPUT, "%s", why);
    for (size_t i = 0; i < record.marks; i++)
        if (!isfinite(record.mark[i].value)) arena_leave(r->scratch, HS_BAD_INPUT, "an event without \"factuality\"");
    const page *p = text_page(r->scratch, record.text);
    r->use(r->ctx, r->scratch, p, language_read(r->scratch, r->models->language, p), &record);
    arena_door_shut(r->scratch);
}

static void read_files(arena *a, reader *r, const char *const *files)
{
    for (; files && *files; files++) train_lines(a, *files, r->watch, read_line, r);
}

/* ---- factuality ------------------------------------------------------------------------------------------------ */

static void learn_record(void *ctx, arena *scratch, const page *p, const reading *r, const train_record *t)
{
    factuality_learn_page(ctx, scratch, p, r, t->mark, t->marks);
}

typedef struct {
    factuality_learning *learning;
    factuality_score score;
} scoring;

static void score_record(void *ctx, arena *scratch, const page *p, const reading *r, const train_record *t)
{
    scoring *s = ctx;
    factuality_score_page(&s->score, scratch, s->learning, p, r, t->mark, t->marks);
}

void train_factuality(arena *a, const char *model, const hs_train_options *o, const hs_watch *watch)
{
    hs_error err;
    hs_models *models = train_models(a);
    arena *scratch = arena_open(NULL, LIBRARY_DOCUMENT_MEMORY);
    if (!scratch) arena_leave(a, HS_NO_MEMORY, "out of memory");
    arena_defer(a, close_scratch, scratch);
    factuality_learning g = factuality_learning_of(a, models->claims);
    reader r = { models, scratch, watch, learn_record, &g };
    read_files(a, &r, o->treebanks);
    if (!g.examples.at.n) arena_leave(a, HS_BAD_INPUT, "no judged events to learn from");
    hs_str bytes = factuality_learn(&g, o->seed, o->epochs);
    scoring s = { &g, { 0 } };
    r.use = score_record;
    r.ctx = &s;
    read_files(a, &r, o->held_out);
    if (s.score.n)
        train_tell(watch, 0, arena_printf(a, "held-out events: mean error %.3f, correlation %.3f", factuality_error(&s.score),
                                            factuality_correlation(&s.score)).p);
    if (file_save(model, bytes, &err) != HS_OK) arena_leave(a, err.status, "%s", err.what);
}
