/*
 * copying.h - who copies whom, as far as shared errors show it.
 */
#ifndef WEIGH_COPYING_H
#define WEIGH_COPYING_H
#include "weigh/answer.h"

typedef struct {
    weigh_pair *pair; /* those that are likelier than not, numbered as the caller numbers sources; a < b */
    uint32_t pairs;
    uint32_t *group; /* [tracked] one tracked source of its group; alone: itself */
    bool any;        /* a group has more than one source */
} copying;

typedef struct {
    double rate;   /* of copying (0 .. 1) from which it is spoken of */
    double errors; /* shared, of shared items, beyond what is to be expected */
} copying_least;

/* In the light of these beliefs, [values_all]. */
copying copying_find(arena *, const table *, const double *belief, copying_least);

#endif
