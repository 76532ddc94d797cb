/*
 * names_profile.h - what the places where a word stands take it for: the first word of a person's name, a place, no name.
 *
 * A model that never sees the word itself reads open text, and the labels it gives to all places of a word are counted.
 * So a word gets its profile alike whether the training texts have it or not: a strange name that open text speaks of is
 * known by its company, wherever it comes from.
 */
#ifndef LANGUAGE_NAMES_PROFILE_H
#define LANGUAGE_NAMES_PROFILE_H
#include "language/names_model.h"

/* The table with word_fact.profile filled in, for words seen often enough; every PROFILE_LINES-th line of the texts is
 * read.  weights: learnt without any word's own letters.  The same texts give the same table. */
enum { PROFILE_LINES = 3 };
word_table names_profile_learn(arena *, const names_weights *, const lexicon *, word_table, const hs_str *text, size_t texts);

#endif
