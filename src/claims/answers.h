/*
 * answers.h - what is denied without being told again: "G denied the accusation".
 */
#ifndef CLAIMS_ANSWERS_H
#define CLAIMS_ANSWERS_H
#include "claims/attribution.h"

/* The claims told so far, in order of their sentences, and the attribution that owns each, or NOBODY. */
typedef struct {
    const claim *claim;
    const uint32_t *owner;
    uint32_t n;
} told_claims;

/* The claims that an attribution answers whose content says nothing itself ("the accusation", "it"), by somebody: their numbers
 * into `out`, at most `most`.  They are those of the last one, in its sentence or the two before, who accused or said something;
 * none when its content says something, or when nobody said anything.  Linear in what these sentences tell. */
uint32_t answers_find(const attributions *, uint32_t attribution, const source *by, told_claims, uint32_t *out, uint32_t most);

#endif
