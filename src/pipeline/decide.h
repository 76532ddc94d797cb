/*
 * decide.h - adding decisions, for files that read them from JSON (and so cannot see the writer of JSON).
 */
#ifndef PIPELINE_DECIDE_H
#define PIPELINE_DECIDE_H
#include "base/str.h"

#include <hearsay/hearsay.h>

/* hs_decide; again: taken over, so that what it speaks of need not be in the case. */
hs_status decisions_add(hs_case *, const hs_decision *, bool again, const char *who, hs_id *number, hs_error *);
/* Between the two all decisions are one; those of a failed batch are dropped. */
hs_status decisions_begin(hs_case *, hs_error *);
hs_status decisions_end(hs_case *, bool keep, hs_error *);

#endif
