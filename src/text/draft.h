/*
 * draft.h - a document's text while it is put together from its decoded bytes, each stretch with its way back.
 *
 * A draft is only ever added to, in the order of the decoded text.  A flow is a draft with the white space of a page
 * as people see it: runs of blanks are one blank, blocks stand apart by an empty line.
 */
#ifndef TEXT_DRAFT_H
#define TEXT_DRAFT_H
#include "text/decode.h"

typedef struct {
    arena *a;
    const decoded *from;
    buf text;
    VEC(map_piece) map;
    size_t used; /* decoded bytes before this place have been added or passed over */
} draft;

/* Bytes [begin, end) of the decoded text as they are; begin >= used. */
void draft_same(draft *, size_t begin, size_t end);
/* Words that stand for bytes [begin, end) of the decoded text ("&amp;"); begin >= used. */
void draft_as(draft *, hs_str words, size_t begin, size_t end);
/* Words that come from nowhere: white space between blocks. */
void draft_gap(draft *, hs_str words);

typedef enum { FLOW_NOTHING, FLOW_BLANK, FLOW_LINE, FLOW_BLOCK } flow_break_kind;

typedef struct {
    draft to;
    flow_break_kind pending; /* what to put before the next word */
} flow;

void flow_break(flow *, flow_break_kind); /* the widest asked for wins; two lines make a block */
/* The decoded bytes [begin, end), blanks folded unless `verbatim`. */
void flow_same(flow *, size_t begin, size_t end, bool verbatim);
void flow_as(flow *, hs_str words, size_t begin, size_t end);

#endif
