/*
 * reuse_records.h - the reuse filter's input, one JSON record a line, as a reuse_document; and its output.
 *
 * Apart from filter_reuse.c because jansson's and base's names for JSON do not go into one file.
 */
#ifndef PIPELINE_REUSE_RECORDS_H
#define PIPELINE_REUSE_RECORDS_H
#include "reuse/reuse.h"

/* {"id", "source" or "publisher", "date", "text"}, and if there "credit", "title" and "names": copied into the arena.  NULL
 * when *out holds the record, else what is wrong with it. */
const char *reuse_record(arena *, hs_str line, reuse_document *out);
/* Adds the line of a shared passage.  all_taken_over: whatever its class, it is written as "copy". */
void reuse_line(buf *, const copy *, hs_str id_a, hs_str id_b, bool all_taken_over);

#endif
