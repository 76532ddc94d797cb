/*
 * groups.h - people who did something, brought to the group that they are of: "two soldiers of the Vantan Army", "army
 * troops" and "the Armed Forces" are the forces of Vanta; "Salt League fighters" are the Salt League.
 */
#ifndef MATCH_GROUPS_H
#define MATCH_GROUPS_H
#include "match/internal.h"

typedef struct {
    hs_str key, shown;
    uint32_t actor; /* of the state, or NOBODY */
} group_value;

typedef struct groups groups;

/* What the fillers of the case say of which groups there are; `of`: all who are said to have done something. */
groups *groups_open(match *, const state *, const filler *of, size_t n);
/* False when the filler tells nobody. */
bool groups_value(const groups *, filler, group_value *out);

#endif
