/*
 * reuse.h - the door of the room: texts in; copies, their classes, directions and lineages out.
 *
 * The answer is a function of the set of documents: the order in which they are given does not matter.
 */
#ifndef REUSE_REUSE_H
#define REUSE_REUSE_H
#include "record/copy.h"
#include "record/date.h"
#include "reuse/background.h"

typedef struct {
    hs_str id;        /* a stable name: decides ties, never the order of arrival */
    hs_str publisher; /* may be empty */
    hs_str credit;    /* agency credited, may be empty */
    hs_str title;     /* may be empty */
    date published;
    hs_str text; /* borrowed, as all members */
    const span *name; /* where names stand, ascending and disjoint: whose they are, and their length, decides nothing */
    size_t names;
} reuse_document;

enum { REUSE_EXACT_RUN = 12 };

typedef struct {
    uint32_t exact_run; /* every run of this many equal tokens is found and aligned (default REUSE_EXACT_RUN) */
    bool noisy;         /* the looser profile, for text with recognition errors */
    const background *background; /* what set phrases are in the open world; may be NULL */
} reuse_options;

typedef struct {
    const copy *copy; /* by document a, then place in a, then b: documents in order of (published, id) */
    size_t copies;
    const lineage *lineage; /* of the passages whose copies are one voice */
    size_t lineages;
} reuse_result;

/* Document numbers in the result are indexes into `documents`.  options may be NULL. */
const reuse_result *reuse_find(arena *, const reuse_document *documents, uint32_t n, const reuse_options *);

/* Word-by-word differences of one copy, for showing drift: pieces in order, each equal, only in a, or only in b. */
typedef struct {
    span in_a, in_b; /* one of them empty when the words stand on one side only */
    bool equal;
} reuse_difference;
const reuse_difference *reuse_differences(arena *, hs_str text_a, span in_a, hs_str text_b, span in_b, size_t *n);

#endif
