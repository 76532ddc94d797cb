/*
 * repeats.h - who repeats whatever was said last before.
 */
#ifndef WEIGH_REPEATS_H
#define WEIGH_REPEATS_H
#include "weigh/table.h"

/* Belief in the values of an item without one of its voices, strangers left out. */
typedef void believe_without(const void *model, uint32_t item, uint32_t at, double *belief);

/* Marks the sources, repeater[tracked], that say what stood there before even where better ones contradict it.
 * accuracy: [tracked] how often each is right.  time: of each row, or NULL: then nobody is.  True if somebody is. */
bool repeats_find(arena *, const table *, const float *time, believe_without *, const void *model,
                  const double *accuracy, bool *repeater);
/* Their voices that say what was said last before, against what somebody had said earlier, become echoes, beside those that
 * are. */
void repeats_fold(table *, const float *time, const bool *repeater);

#endif
