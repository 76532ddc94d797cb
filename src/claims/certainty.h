/*
 * certainty.h - how firm a predicate stands, and on which side, seen from the clause that somebody owns.
 */
#ifndef CLAIMS_CERTAINTY_H
#define CLAIMS_CERTAINTY_H
#include "claims/syntax.h"

typedef struct {
    bool is_denied;
    bool is_apart; /* it stands in a clause beside (a relative clause, "while ..."): what is said of the rest is not said of it */
    certainty certainty;
    VEC(span) hedge;
    evidence_kind evidence;
    VEC(span) evidence_at;
} stance;

/* From unit u up to top (u below top): negation, modals, hedges, questions, conditions, plans, implicative verbs and
 * what is leaned on.  Linear in the depth and the children on the way. */
stance stance_of(arena *, const syntax *, uint32_t u, uint32_t top);

/* The same for one unit alone: what its own auxiliaries, adverbs and determiners say (of a cue, say). */
void stance_at(arena *, const syntax *, uint32_t u, stance *);
void stance_lower(stance *, certainty);
void stance_hedge(arena *, stance *, certainty, span);
void stance_evidence(arena *, stance *, evidence_kind, span);
/* The hedges (evidence) as a list in order of the text, each once. */
span_list stance_hedges(arena *, const stance *);
span_list stance_evidences(arena *, const stance *);

/* True for a verb that says nothing of its own about its complement ("began to", "failed to"): the claim is the
 * complement's.  *complement is set then. */
bool stance_is_light(const syntax *, uint32_t u, uint32_t *complement);

/* What the denial of a cue makes of its content: EFFECT_TURN for verbs of thinking ("does not believe that" denies it; Horn
 * 1978), EFFECT_POSSIBLE ("does not rule out"), else EFFECT_OPEN. */
effect stance_when_denied(const syntax *, uint32_t verb);

#endif
