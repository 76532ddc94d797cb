/*
 * span.h - where something stands: bytes [begin, end) of the stored text of one document.
 *
 * Stored texts are at most RECORD_TEXT_MOST bytes, so 32 bits do.
 */
#ifndef RECORD_SPAN_H
#define RECORD_SPAN_H
#include "base/str.h"

enum { RECORD_TEXT_MOST = 256 << 20 };

typedef struct {
    uint32_t begin, end;
} span;

/* Ascending and disjoint: the pieces of one discontinuous thing. */
typedef struct {
    const span *at;
    size_t n;
} span_list;

static inline bool span_is_empty(span s)
{
    return s.begin >= s.end;
}

static inline bool span_holds(span outer, span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

static inline bool span_meets(span a, span b)
{
    return a.begin < b.end && b.begin < a.end;
}

/* The tightest span holding both; an empty one does not count. */
static inline span span_join(span a, span b)
{
    if (span_is_empty(a)) return b;
    if (span_is_empty(b)) return a;
    return (span){ a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end };
}

static inline hs_str span_words(hs_str text, span s)
{
    return str_sub(text, s.begin, s.end);
}

span_list span_one(arena *, span);      /* a list of one, or of none when it is empty */
span span_hull(span_list);              /* from the first begin to the last end */

/* A validator says in `why` (of WHY bytes) what is wrong and returns false. */
enum { WHY = 200 };
bool span_valid(span, hs_str text, const char *what, char why[WHY]); /* inside, on character boundaries, not empty */
bool span_list_valid(span_list, hs_str text, const char *what, char why[WHY]); /* the same; may have no piece */

#endif
