/*
 * train_shared.h - what the makings of models have in common: the models they read with, marked texts line by line, and
 * telling how far they are.  All leave by the arena's door.
 */
#ifndef PIPELINE_TRAIN_SHARED_H
#define PIPELINE_TRAIN_SHARED_H
#include "base/arena.h"
#include "base/str.h"

#include <hearsay/hearsay.h>

/* The English models, closed with the arena. */
hs_models *train_models(arena *);

/* Calls `use` for each line of the file that is not blank; leaves with HS_IO, HS_BAD_INPUT (naming file and line), HS_INTERRUPTED. */
typedef void train_line(arena *, void *ctx, const char *path, uint64_t number, hs_str line);
void train_lines(arena *, const char *path, const hs_watch *, train_line *use, void *ctx);

void train_tell(const hs_watch *, uint64_t done, const char *what);

#endif
