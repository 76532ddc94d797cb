/*
 * units.h - between the words of a sentence and its units, where a name of any length is one.
 *
 *     words   the  Harbour Masters ' League  met      heads 5 5 5 3 6 0     name: words 2-5
 *     units   the  [ ----- name -------- ]  met      heads 2 3 0
 *
 * The word of a name that stands nearest to the root is its head: the unit takes that word's head and relation, and
 * whatever hung on any of its words hangs on the unit.  Taking the nearest one keeps every path shorter than before,
 * so no cycle can arise, whatever the names are.
 */
#ifndef LANGUAGE_UNITS_H
#define LANGUAGE_UNITS_H
#include "language/reading.h"

/* Words [first, first + words) of a sentence; ascending, disjoint. */
typedef struct {
    uint32_t first, words;
} stretch;

typedef struct {
    uint32_t units;
    const uint32_t *unit_of; /* of each word */
    const uint32_t *first;   /* of each unit: its first word */
    const uint32_t *words;   /* of each unit: how many */
    const uint32_t *name;    /* of each unit: the stretch it is, or NOBODY */
} units;

/* Stretches that are out of order, empty or outside are passed over. */
const units *units_cut(arena *, uint32_t words, const stretch *, uint32_t stretches);

/* head: a tree over the words (UNIT_ROOT for its root).  Gives the tree over the units; *head_word: of each unit, the
 * word whose head and relation it takes. */
const uint32_t *units_heads(arena *, const units *, const uint32_t *head, uint32_t words, const uint32_t **head_word);

#endif
