/*
 * names_tails.h - names that go on behind where the sequence model ended them.
 */
#ifndef LANGUAGE_NAMES_TAILS_H
#define LANGUAGE_NAMES_TAILS_H
#include "base/map.h"
#include "language/lexicon.h"
#include "record/page.h"

/* Lengthens names of one sentence in its labels (names_label.h), where no other name follows (but for the last):
 *     "League | of the Nine Valleys"   a body, "of" or "for", words in capitals
 *     "Arturo Rivera | y Damas"        a person, a joiner of name-particles.tsv, a word in capitals
 *     "Jose Manuel | Pacas Castro"     a person, straight behind it another: both are one
 * bodies: folded nouns that organisations are called by. */
void names_tails(arena *, const lexicon *, const map *bodies, const page *, const sentence *, uint8_t *label);

#endif
