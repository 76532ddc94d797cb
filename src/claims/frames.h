/*
 * frames.h - what a predicate says: its line of the frame lexicon and the units that fill agent and patient.
 */
#ifndef CLAIMS_FRAMES_H
#define CLAIMS_FRAMES_H
#include "claims/syntax.h"

typedef struct {
    uint32_t predicate;      /* unit */
    const frame *frame;      /* NULL: no line fits, nothing is understood but the words */
    uint32_t agent, patient; /* units or NOBODY; coordination is not unfolded yet; the same: each with each other */
    uint32_t light;          /* the light verb that lends its subject ("carried out" of an attack), or NOBODY */
} proposition;

/* What light verbs lend to the nouns of one sentence: unit numbers by noun, NOBODY where nothing. */
typedef struct {
    uint32_t *agent, *patient, *verb;
} lent;
lent frames_lent(arena *, const syntax *);

/* The proposition of a predicate.  Without a fitting line of the lexicon: subject and object as they stand. */
proposition frames_read(const syntax *, const lent *, uint32_t predicate);

/* "Mounted an invasion": the noun, which has the verb for its light verb, tells the same and more. */
bool frames_is_told_by_noun(const syntax *, const lent *, const proposition *);

/* The words that carry it: the predicate with its particle, the noun its line wants, the light verb. */
span_list frames_words(arena *, const syntax *, const proposition *);

/* True when the lexicon has a line for the unit's lemma that is no light verb. */
bool frames_knows(const syntax *, uint32_t u);

/* u and the phrases coordinated with it, at most most of them; returns how many. */
uint32_t frames_conjuncts(const syntax *, uint32_t u, uint32_t *out, uint32_t most);

#endif
