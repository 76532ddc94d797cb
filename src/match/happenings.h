/*
 * happenings.h - the words by which texts speak of events and of who did them (happenings.tsv).
 */
#ifndef MATCH_HAPPENINGS_H
#define MATCH_HAPPENINGS_H
#include "base/map.h"

typedef struct {
    hs_str family; /* "violence"; "any" for "the crime" */
    hs_str called; /* "killing of" */
} happening;

typedef struct {
    const happening *at; /* frames and nouns */
    map frame, noun;     /* word -> number of its happening + 1 */
    map doer, orderer, claimer, blame, member, force, nobody, pact; /* word -> 1 */
} happenings;

void happenings_read(arena *, const char *folder, happenings *);
const happening *happenings_frame(const happenings *, hs_str frame); /* or NULL */
const happening *happenings_noun(const happenings *, hs_str word);   /* folded, singular or plural; or NULL */
/* A word, or its singular, in a set. */
bool happenings_has(const map *, hs_str word);
bool happenings_is_any(hs_str words); /* begins with a word for any one of many ("a crime", "another attack"); lower case */
hs_str happenings_singular(hs_str word); /* "forces" -> "force"; a slice of the word */

#endif
