/*
 * clauses.h - a sentence that a parser read as one noun phrase, made a clause again in a copy of the tree.
 */
#ifndef CLAIMS_CLAUSES_H
#define CLAIMS_CLAUSES_H
#include "language/reading.h"
#include "record/page.h"

/* The units of a sentence with its verb as root; the same ones where nothing is to be mended. */
const unit *clauses_mended(arena *, const page *, const unit *, uint32_t units);

#endif
