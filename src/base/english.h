/*
 * english.h - one and several in the English that people are shown.
 */
#ifndef BASE_ENGLISH_H
#define BASE_ENGLISH_H
#include "base/arena.h"
#include "base/str.h"

/* A noun as it stands behind a number other than one. */
hs_str english_plural(arena *, hs_str singular);

/* Whether a phrase speaks of several, by its last noun in front of a preposition, comma or bracket: "officials",
 * "groups in NAME".  A name ("United Nations") is one, unless names_count. */
bool english_is_several(hs_str phrase, bool names_count);

#endif
