/*
 * decisions.h - what people ruled, laid over what was found.
 */
#ifndef PIPELINE_DECISIONS_H
#define PIPELINE_DECISIONS_H
#include "pipeline/library.h"
#include "record/ruling.h"

/* All decisions of the case, read once a turn; borrowed until the turn ends. */
hs_status decisions_of(hs_case *, const decision **, uint32_t *n, hs_error *);

/* The claim that a decision speaks of in its document, or NOBODY; text: the document's. */
uint32_t decisions_claim(const decision *, hs_str text, const findings *);
/* Changes the findings of a document as the decisions that stand say: speakers and stances, claims that are none
 * (rejected), claims added by hand behind the others.  What was found is left alone: all is copied into the arena. */
hs_status decisions_lay(hs_case *, arena *, uint32_t number, const document *, findings *, hs_error *);
/* Those about names that stand, as matching takes them; in the arena. */
hs_status decisions_rulings(hs_case *, arena *, const ruling **, size_t *n, hs_error *);

/* The documents with a claim that a standing decision is about, with their claims laid over. */
hs_status decisions_ruled(hs_case *, arena *, const ruled_document **, uint32_t *n, hs_error *);

#endif
