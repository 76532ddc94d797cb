/*
 * passages.h - where the passages of all lineages stand, and where each first stood.
 */
#ifndef MATCH_PASSAGES_H
#define MATCH_PASSAGES_H
#include "match/internal.h"

typedef struct {
    uint32_t document;
    span at;
    uint32_t root; /* number of the passage's origin, over all lineages */
    uint32_t root_document;
} place;

/* Sorted by document, then by where they begin; *n of them, in the arena of the match. */
const place *match_places(match *, const lineage *, uint32_t lineages, size_t *n);

/* More than half of the claim's words lie in the passage. */
static inline bool stands_in(span claim, span passage)
{
    uint32_t begin = claim.begin > passage.begin ? claim.begin : passage.begin;
    uint32_t end = claim.end < passage.end ? claim.end : passage.end;
    return end > begin && (uint64_t)(end - begin) * 2 > claim.end - claim.begin;
}

#endif
