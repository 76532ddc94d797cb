/*
 * train_claims.h - making the models of the claims room from marked texts.
 */
#ifndef PIPELINE_TRAIN_CLAIMS_H
#define PIPELINE_TRAIN_CLAIMS_H
#include "base/arena.h"

#include <hearsay/hearsay.h>

/* Learns from the JSONL files of options->treebanks, shows the score on those of options->held_out, writes the model.
 * Leaves with HS_IO, HS_BAD_INPUT (naming file and line), HS_INTERRUPTED. */
void train_factuality(arena *, const char *model, const hs_train_options *, const hs_watch *);
/* The same for who says what: `.say` files of data/training and JSONL with "attributions". */
void train_attribution(arena *, const char *model, const hs_train_options *, const hs_watch *);

#endif
