/*
 * closed.h - belief in questions whose possible answers are known: holds or not, or one of a closed set.
 */
#ifndef WEIGH_CLOSED_H
#define WEIGH_CLOSED_H
#include "weigh/answer.h"
#include "weigh/quality.h"

/* labels 0: each value of each item is a yes-or-no question with this prior, and out has one answer a value.
 * Else values 0 .. labels-1 exclude each other and mean the same everywhere, and out has `labels` an item.
 * Of yes-or-no questions a second reading is looked for too.  *iterations grows by those it took. */
const quality *closed_weigh(arena *, const table *, uint32_t labels, double prior, answer *out, uint32_t *iterations);

#endif
