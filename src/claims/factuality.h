/*
 * factuality.h - did it happen, as the author tells it?  A number for any word that tells of an event, claimed or not.
 *
 *     "Officials denied that the League failed to [leave]."      -3 it did not ... 0 open ... +3 it did
 *
 * Learnt (linear.h) from people's judgements of what happened (UDS-IH2: Rudinger, White, Van Durme 2018): the scale is
 * cut into FACTUALITY_CLASSES bins, features are read off the masked tree, and what certainty.c composes is one of them.
 */
#ifndef CLAIMS_FACTUALITY_H
#define CLAIMS_FACTUALITY_H
#include "claims/linear.h"
#include "claims/syntax.h"

#define FACTUALITY_KIND "factuality"
enum { FACTUALITY_VERSION = 1, FACTUALITY_CLASSES = 7 };

/* What can be told from the masked tree about the event that unit u tells of. */
void factuality_features(arena *, const syntax *, uint32_t u, linear_features *);
/* -3 .. +3; without a model, what the rules make of it. */
double factuality_of(arena *, const syntax *, uint32_t u);
/* True for a unit that tells of an event or a state: verbs, what a copula predicates, nouns with a frame. */
bool factuality_is_event(const syntax *, uint32_t u);
/* The first unit that stands (partly) at a span, and the number of its tree; NOBODY: none. */
uint32_t factuality_unit(const reading *, span at, uint32_t *tree);

#endif
