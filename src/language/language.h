/*
 * language.h - the door of the room: models in, readings out.
 */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H
#include "language/reading.h"

typedef struct language language; /* models and lexicons of one language; never changes once open; shared by threads */

/* Opens what lies in a data folder: FOLDER/models/CODE-*.model and FOLDER/lexicon/.  code is a language ("en").
 * NULL and an error when a file is damaged or missing. */
language *language_open(const char *folder, const char *code, hs_error *);
void language_close(language *);

/* Names, trees and coreference of a page.  Leaves by the arena's door on a limit. */
const reading *language_read(arena *, const language *, const page *);

/* What stands inside each name, for spelling names out: one tree a name, a unit a token.  Nothing that decides may
 * look at it. */
const tree *language_inside(arena *, const language *, const page *, const reading *);

#endif
