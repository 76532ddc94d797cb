/*
 * names.h - the names in a page: persons, organisations, places, peoples, others.
 *
 * A trained sequence model and the lexicon propose, the document as a whole decides: what is firmly a name in one
 * place is the same name wherever it stands again, and an acronym defined in passing is a name too.
 */
#ifndef LANGUAGE_NAMES_H
#define LANGUAGE_NAMES_H
#include "language/lexicon.h"
#include "language/reading.h"

typedef struct names_model names_model; /* never changes once open; lives as long as its arena */

/* FOLDER/models/CODE-names.model and the lexicon of FOLDER.  Without that file (a language nobody trained yet) names
 * are found by lexicon and shape alone.  Leaves with HS_BAD_MODEL when it is damaged. */
const names_model *names_open(arena *, const char *folder, const char *code);
const lexicon *names_lexicon(const names_model *);

/* In order of the text, none overlapping, each of whole tokens inside one sentence; name.entry counts in
 * names_lexicon.  Linear in the length of the page. */
const name *names_find(arena *, const names_model *, const page *, uint32_t *n);

#endif
