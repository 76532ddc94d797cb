/*
 * open.h - belief in values that exclude each other and of which there may be any number.
 */
#ifndef WEIGH_OPEN_H
#define WEIGH_OPEN_H
#include "weigh/answer.h"

/* How often a tracked source is right: its Beta posterior. */
typedef struct {
    double right, wrong;
} record;

/* One answer a value, laid out by table->value_first; gives the tracked sources' records.
 * last: a second reading of the table is looked for too.  *iterations grows by those it took. */
const record *open_weigh(arena *, const table *, bool last, answer *out, uint32_t *iterations);

#endif
