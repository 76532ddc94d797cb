/*
 * dyads.h - codes of others beside what was found: of each reference, and of the two between whom a coded event runs.
 */
#ifndef CLAIMS_DYADS_H
#define CLAIMS_DYADS_H
#include "claims/syntax.h"

/* Where in its tree a claim stands. */
typedef struct {
    const syntax *s;
    uint32_t predicate, agent, patient, speaker; /* units of s, or NOBODY */
    uint32_t light;                              /* the verb that the noun of an event stands below, or NOBODY */
} dyad_place;

/* Sets the codes of the claims of `out` (claim i stands at place[i]) by the lexicon's dictionary; nothing without one.
 * As event coders do it, where doer or done-to name nobody who has a code, the nearest phrase that does stands in: before
 * the predicate for the doer, behind it for the done-to; one who speaks stands for neither. */
void dyads_code(arena *, const claims_lexicon *, date, const findings *out, claim *, const dyad_place *place);

#endif
