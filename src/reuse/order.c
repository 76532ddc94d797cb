/*
 * order.c - merge sort of small records, on runs sorted by insertion.
 */
#include "reuse/order.h"

enum { RUN = 12 };

static bool after(const ordered *x, const ordered *y)
{
    return x->key != y->key ? x->key > y->key : x->sub > y->sub;
}

static void insertion(ordered *at, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        ordered x = at[i];
        size_t j = i;
        for (; j && after(&at[j - 1], &x); j--) at[j] = at[j - 1];
        at[j] = x;
    }
}

static void merge(const ordered *from, ordered *to, size_t middle, size_t n)
{
    size_t i = 0, j = middle, k = 0;
    while (i < middle && j < n) to[k++] = after(&from[i], &from[j]) ? from[j++] : from[i++];
    while (i < middle) to[k++] = from[i++];
    while (j < n) to[k++] = from[j++];
}

void order(arena *a, ordered *at, size_t n)
{
    for (size_t i = 0; i < n; i += RUN) insertion(at + i, n - i < RUN ? n - i : RUN);
    if (n <= RUN) return;
    arena_mark here = arena_here(a);
    ordered *from = at, *to = TAKE(a, n, ordered);
    for (size_t width = RUN; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t rest = n - i;
            merge(from + i, to + i, width < rest ? width : rest, 2 * width < rest ? 2 * width : rest);
        }
        ordered *swap = from;
        from = to;
        to = swap;
    }
    if (from != at) memcpy(at, from, n * sizeof *at);
    arena_rollback(a, here);
}
