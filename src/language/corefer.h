/*
 * corefer.h - which mentions of a document are of the same somebody.
 */
#ifndef LANGUAGE_COREFER_H
#define LANGUAGE_COREFER_H
#include "language/lexicon.h"
#include "language/reading.h"

typedef struct corefer_words corefer_words; /* titles, descriptions: never change once open */

/* FOLDER/lexicon/titles.tsv and descriptions.tsv.  Leaves with HS_BAD_MODEL when one is missing or broken. */
const corefer_words *corefer_open(arena *, const char *folder);

/* Fills in r->corefer, corefers and chains from its names and trees.  lexicon is the one that name.entry counts in.
 * Every name is in a chain, alone or not; other mentions only where they are tied to one.  n log n. */
void corefer_find(arena *, const corefer_words *, const lexicon *, const page *, reading *r);

#endif
