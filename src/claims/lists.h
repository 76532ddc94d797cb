/*
 * lists.h - lists of names and of noun phrases that a parser took for something else, mended in a copy of the tree.
 */
#ifndef CLAIMS_LISTS_H
#define CLAIMS_LISTS_H
#include "language/reading.h"
#include "record/page.h"

/* The units of a sentence with such lists coordinated; the same ones where nothing is to be mended. */
const unit *lists_mended(arena *, const page *, const unit *, uint32_t units);

#endif
