/*
 * order.h - sorting in the room: stable, n log n whatever the input, the same on every machine.
 */
#ifndef REUSE_ORDER_H
#define REUSE_ORDER_H
#include "base/str.h"

/* What is sorted: by key, then by sub; `what` rides along. */
typedef struct {
    uint64_t key;
    uint32_t sub, what;
} ordered;

/* Merge sort; scratch comes from the arena and is given back. */
void order(arena *, ordered *at, size_t n);

#endif
