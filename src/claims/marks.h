/*
 * marks.h - texts in which people marked who says what, for learning: data/training/README.md has the form.
 *
 *     {s1 The port authority} {c1 said} on Monday {t1 that the crane may have been unsafe}.
 */
#ifndef CLAIMS_MARKS_H
#define CLAIMS_MARKS_H
#include "record/span.h"

/* What the source does with the content: says or thinks it, says that it is not so, wants or feels it. */
typedef enum { MARK_SAYS, MARK_DENIES, MARK_ATTITUDE } mark_kind;

/* Spans are bytes of the text without its marks; source or cue may be missing, content never is. */
typedef struct {
    span_list source, cue, content;
    mark_kind kind;
} attribution_mark;

typedef struct {
    hs_str text;
    const attribution_mark *mark; /* in the order in which they are first met */
    size_t marks;
} marked_text;

typedef struct {
    const marked_text *at;
    size_t n;
} marked_texts;

/* All texts of a `.say` file's bytes.  Leaves with HS_BAD_INPUT, naming path and line, when a brace, a mark or a number
 * is not as the form has it, or with HS_LIMIT. */
marked_texts marks_read(arena *, hs_str bytes, const char *path);

#endif
