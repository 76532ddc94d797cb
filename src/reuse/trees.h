/*
 * trees.h - the lineage of each family: which place took the passage from which.
 */
#ifndef REUSE_TREES_H
#define REUSE_TREES_H
#include "reuse/shared.h"

/* One tree (or several roots) for each family that has a tie; copies are numbered as in the list. */
const lineage *trees_of(arena *keep, arena *scratch, const body *, const shared_list *, const families *, size_t *n);

#endif
