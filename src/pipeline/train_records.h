/*
 * train_records.h - marked texts for learning, one JSON record a line.
 *
 * Apart from filter_train.c because jansson's and base's names for JSON do not go into one file.
 */
#ifndef PIPELINE_TRAIN_RECORDS_H
#define PIPELINE_TRAIN_RECORDS_H
#include "claims/factuality_train.h"
#include "claims/marks.h"

typedef struct {
    hs_str text;
    const factuality_mark *mark; /* "events": [{"span": [b, e], "factuality": x}, ...]; NAN where x is missing */
    size_t marks;
    const attribution_mark *attribution; /* "attributions": [{"source": [[b, e], ..], "cue": .., "content": .., "polarity": ..}, ...] */
    size_t attributions;
    hs_str trees; /* "conllu": trees of the text, or empty */
} train_record;

/* Reads one line into the arena.  NULL when *out holds the record, else what is wrong with it. */
const char *train_record_read(arena *, hs_str line, train_record *out);

#endif
