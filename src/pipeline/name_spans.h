/*
 * name_spans.h - where names stand in the texts of a case, the same wherever the same words stand.
 */
#ifndef PIPELINE_NAME_SPANS_H
#define PIPELINE_NAME_SPANS_H
#include "record/claim.h"
#include "reuse/reuse.h"

/* Sets the document's names from its mentions: ascending, of two that overlap the first, of two that begin together the
 * longer.  The spans live in the arena. */
void name_spans_set(arena *, const findings *, reuse_document *);

/* Lengthens names to the longest words that some document of the case has for a name: "League" in "the League of the
 * Nine Valleys" where another document has the whole.  Without that the same sentence would be masked in two ways, and
 * a copy of it would not be seen. */
void name_spans_agree(arena *, reuse_document *, uint32_t n);

#endif
