/*
 * predicates.h - which units of a sentence say something, and how they hang together with the clauses above.
 */
#ifndef CLAIMS_PREDICATES_H
#define CLAIMS_PREDICATES_H
#include "claims/attribution.h"
#include "claims/frames.h"

/* A predicate to be claimed. */
typedef struct {
    uint32_t unit;
    uint32_t clause; /* top of the clause that it stands in: for content, time and place */
    bool is_main;    /* it says what its clause says: claimed even when no frame is known */
} predicate;

typedef struct {
    const predicate *at;
    uint32_t n;
} predicates;

enum { PREDICATES_MOST = 128 }; /* in one sentence */

predicates predicates_of(arena *, const attributions *, const syntax *, const lent *);

/* From a clause's head to the unit that carries what is said: the complement of a light verb ("failed to leave"), the
 * noun of a light verb ("launched an attack") or of "there is". */
uint32_t predicates_core(const syntax *, const lent *, uint32_t u);

/* The top of the clause that u stands in. */
uint32_t predicates_clause(const syntax *, uint32_t u);

/* "It is not G but H who did it": the relative clause's head when u is the focus of such a sentence, else NOBODY. */
uint32_t predicates_cleft(const syntax *, uint32_t u);

/* True for "which", "who", "that". */
bool predicates_is_relative(const syntax *, uint32_t u);

#endif
