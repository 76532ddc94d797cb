/*
 * lists.h - for each fingerprint that occurs more than once, the places where it occurs.
 */
#ifndef REUSE_LISTS_H
#define REUSE_LISTS_H
#include "reuse/grams.h"
#include "reuse/rarity.h"

typedef struct {
    uint32_t document, at; /* at: token */
    uint32_t begin;        /* where its list begins in `place`; places of a list ascend by document, then token */
} list_place;

/* The lists of one part of the hash space; the parts together are the whole. */
typedef struct {
    list_place *place;
    size_t n;
    uint32_t *by_document; /* numbers of places, ordered by document */
    uint32_t *first;       /* document d's are by_document[first[d] .. first[d + 1]) */
} list_part;

typedef struct {
    list_part *part;
    uint32_t parts;
} lists;

/* Lists of all texts, taken from `keep`; what is needed on the way comes from `scratch` and is given back.  Counts the
 * surroundings of trigrams into `r`.  A gram is listed at most SAME_DOCUMENT_MOST times for one document. */
enum { SAME_DOCUMENT_MOST = 16 };
lists lists_build(arena *keep, arena *scratch, const tokens *text, uint32_t documents, gram_profile, rarity *r);

#endif
