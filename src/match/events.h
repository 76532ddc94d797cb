/*
 * events.h - what the claims tell of as having happened, and the part that each claim speaks of.
 */
#ifndef MATCH_EVENTS_H
#define MATCH_EVENTS_H
#include "match/internal.h"

/* What a claim says of its event. */
typedef enum {
    PART_DOER,    /* who did it */
    PART_ORDERER, /* who ordered it */
    PART_CLAIMER, /* who claims to have done it */
    PART_VICTIM   /* only that it was done, and to whom */
} event_part_kind;

/* The value of a part: an actor or words, with people of a group brought to the group. */
typedef struct {
    uint32_t event; /* of the state */
    event_part_kind kind;
    hs_str key, shown;
    uint32_t actor; /* of the state, or NOBODY */
} event_part;

typedef struct event_parts {
    const uint32_t *of_claim; /* number of the part of each claim, or NOBODY */
    const event_part *part;
    const uint32_t *victim; /* of each event: the actor that most claims name as struck, or NOBODY */
} event_parts;

/* Fills in the state's events. */
event_parts match_find_events(match *, const lineage *, uint32_t lineages, state *out);

#endif
