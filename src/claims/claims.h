/*
 * claims.h - the door of the room: a page and its trees in, attributed claims out.
 */
#ifndef CLAIMS_CLAIMS_H
#define CLAIMS_CLAIMS_H
#include "language/reading.h"
#include "record/document.h"

typedef struct claims_lexicon claims_lexicon; /* cues, hedges, frames, aliases; never changes once open */

/* Opens FOLDER/lexicon/ (*.tsv).  NULL and an error that names file and line when a table is wrong. */
claims_lexicon *claims_open(const char *folder, hs_error *);
void claims_close(claims_lexicon *);

/* Every claim of one document.  Only author, publisher, published, title and language of `about` are looked at.
 * Frames, codes and cue lemmas are borrowed from the lexicon, which must live as long as the findings. */
const findings *claims_find(arena *, const claims_lexicon *, const document *about, const page *, const reading *);

#endif
