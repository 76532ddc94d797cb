/*
 * filter_train.c - making models: trees, names, the vectors that trees may start from, factuality, attribution.
 */
#include "base/file.h"
#include "language/names_train.h"
#include "language/trees_train.h"
#include "language/vectors.h"

#include "pipeline/library.h"
#include "pipeline/train_claims.h"

#include <hearsay/hearsay.h>

typedef struct {
    const hs_watch *watch;
} watcher;

static void progress(void *ctx, uint64_t done, uint64_t total, const char *doing)
{
    const hs_watch *w = ((watcher *)ctx)->watch;
    if (w && w->progress) w->progress(w->ctx, done, total, doing);
}

static bool stop(void *ctx)
{
    const hs_watch *w = ((watcher *)ctx)->watch;
    return w && w->stop && w->stop(w->ctx);
}

static void train(arena *a, const char *model, const hs_train_options *o, watcher *w)
{
    const char *what = o->what ? o->what : "trees";
    if (!strcmp(what, "trees")) {
        trees_training t = { o->treebanks, o->held_out, o->names, o->vectors, o->epochs, o->seed, o->resume, progress, stop, w };
        trees_train(a, model, &t);
    } else if (!strcmp(what, "vectors")) {
        vectors_training t = { o->treebanks, o->seed, progress, w };
        vectors_train(a, model, &t);
    } else if (!strcmp(what, "names")) {
        names_training t = { o->names, o->held_out, o->treebanks, library_data(a, NULL).p, o->seed, o->epochs, { progress, stop, w } };
        names_train(a, model, &t);
    } else if (!strcmp(what, "factuality")) {
        train_factuality(a, model, o, w->watch);
    } else if (!strcmp(what, "attribution")) {
        train_attribution(a, model, o, w->watch);
    } else {
        arena_leave(a, HS_BAD_ARGUMENT, "cannot train \"%s\": trees, names, vectors, factuality, attribution", what);
    }
}

hs_status hs_train(const char *model, const hs_train_options *options, const hs_watch *watch, hs_error *err)
{
    if (!model || !options) return fail(err, HS_BAD_ARGUMENT, "train: no model or no options");
    arena *a = arena_open(NULL, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "train: out of memory");
    watcher w = { watch };
    hs_status status = HS_OK;
    if (ARENA_DOOR(a)) {
        train(a, model, options, &w);
        arena_door_shut(a);
    } else {
        status = fail_from(err, arena_failure(a), "train");
    }
    arena_close(a);
    return status;
}
