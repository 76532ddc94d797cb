/*
 * copy.h - passages that two documents share, and the family trees they form.
 *
 * Documents are numbered by the caller.  A copy is an aligned pair of spans; a lineage gathers the copies of one
 * passage into a tree whose roots are the independent origins, as far as the case shows.
 */
#ifndef RECORD_COPY_H
#define RECORD_COPY_H
#include "record/span.h"

typedef enum {
    COPY_REPRINT,     /* (nearly) all of one document stands in the other, unchanged */
    COPY_CUT,         /* a part of it, unchanged */
    COPY_EDIT,        /* with small changes */
    COPY_REWRITE,     /* with large ones */
    COPY_VERSION,     /* the same outlet's later version of the same article */
    COPY_SELF,        /* one author or outlet repeating itself; also inside one document */
    COPY_COMMON,      /* both drew on a third text that is not in the case */
    COPY_QUOTE,       /* both quote the same speaker */
    COPY_BOILERPLATE, /* an outlet's or institution's standing text */
    COPY_FORMULA      /* a set phrase, a title, a name */
} copy_class;

typedef enum { DIRECTION_UNSAID, DIRECTION_A_FIRST, DIRECTION_B_FIRST } copy_direction;

typedef struct {
    uint32_t a, b; /* documents, a < b, or a == b for a passage repeated inside one */
    span in_a, in_b;
    copy_class class;
    copy_direction direction;
    double confidence; /* of the direction, .5 (unsaid) to 1 */
    double bits;       /* evidence that the two are not independent: sum of log2 of the rarity of shared n-grams */
    uint32_t tokens;   /* equal tokens of the alignment */
    double equal;      /* equal tokens / tokens of the longer side, 0 to 1 */
} copy;

/* One place of a lineage. */
typedef struct {
    uint32_t document;
    span at;
    uint32_t parent; /* index of the place it was taken from, in the same lineage, or its own index for a root */
    uint32_t copy;   /* index of the copy that ties it to its parent, or UINT32_MAX for a root */
} lineage_place;

typedef struct {
    const lineage_place *place; /* earliest first; a parent stands before its children */
    uint32_t places;
    uint32_t origins; /* roots */
} lineage;

/* True for the classes that make two passages one voice: all but boilerplate and formula. */
bool copy_is_one_voice(copy_class);
const char *copy_class_name(copy_class);
const char *copy_direction_name(copy_direction); /* "?", "ab", "ba" */
bool copy_valid(const copy *, hs_str text_a, hs_str text_b, char why[WHY]);

#endif
