/*
 * say.h - rows put into words, for the commands that show the same thing.
 */
#ifndef CLI_SAY_H
#define CLI_SAY_H
#include "cli/layout.h"

/* Where a claim stands: its sentence, of one of over 700 bytes what is around the predicate. */
void say_sentence(const cli *, const hs_claim *, int indent, style);

/* "reprint  Harbour Courier (2031-03-14) -> Evening Post (2031-03-15)  212 words", from column `at` on, wrapped. */
void say_copy_line(const cli *, const hs_copy *, int at);
/* Origins on each side, likelihood, interval; indented. */
void say_answer_figures(const cli *, const hs_answer *, int indent);
/* One claim: number, whose, what, how firm, on what evidence.  in_document: where the reader knows whose text it is,
 * its author is "the author", else he and his outlet are named. */
void say_claim(const cli *, const hs_claim *, bool in_document, int indent);
/* The claims behind an answer, by side and origin; brief: one a origin.  An exit status. */
int say_reasons(const cli *, hs_case *, hs_id answer, bool brief);
/* What a filter came back with, as an exit status: a partly failed one has named its lines already. */
int cli_filter_result(const cli *, cli_watch *, hs_status, const hs_error *);
/* The first line of an answer: "12 of 47 documents, 9 independent origins, 2 denials; 0 files not read.", and how the
 * question was understood.  An exit status. */
int say_reach(const cli *, hs_iter *);
/* One answer: its number, proposition and figures. */
void say_answer(const cli *, const hs_answer *);

/* On which side of its answer a claim stands: what is asked, supposed or planned asserts nothing. */
typedef enum { SAY_ASSERTED, SAY_DENIED, SAY_OPEN } say_side;
say_side say_side_of(const hs_claim *);

#endif
