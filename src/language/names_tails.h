/*
 * names_tails.h - names that go on behind where the sequence model ended them.
 */
#ifndef LANGUAGE_NAMES_TAILS_H
#define LANGUAGE_NAMES_TAILS_H
#include "base/map.h"
#include "language/lexicon.h"
#include "language/titles.h"
#include "record/page.h"

/* Lengthens names of one sentence in its labels (names_label.h), where no other name follows (but for the last two):
 *     "League | of the Nine Valleys"   a body, "of" or "for", words in capitals
 *     "Arturo Rivera | y Damas"        a person, a joiner of name-particles.tsv, a word in capitals
 *     "Jose Manuel | Pacas Castro"     a person, straight behind it another: both are one
 *     "General Mauro | Colorado"       one word behind a title, straight behind it one that a place is called by
 * bodies: folded nouns that organisations are called by. */
void names_tails(arena *, const lexicon *, const map *bodies, const titles *, const page *, const sentence *, uint8_t *label);

#endif
