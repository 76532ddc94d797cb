/*
 * names_document.h - what the document as a whole says of its names.
 */
#ifndef LANGUAGE_NAMES_DOCUMENT_H
#define LANGUAGE_NAMES_DOCUMENT_H
#include "language/casing.h"
#include "language/names_acronym.h"
#include "language/titles.h"

/* What was proposed sentence by sentence becomes one view of the document, in four steps:
 * edges (no determiner or title in front, no "'s" behind), acronyms defined in passing, the same words the same
 * class, and what is firmly a name somewhere found wherever it stands.  In and out: ascending, disjoint. */
void names_document(arena *, const titles *, const page *, const casing *, name_list *);

#endif
