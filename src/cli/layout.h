/*
 * layout.h - text for people: wrapped to the width, colour only as a second carrier of what the words say.
 */
#ifndef CLI_LAYOUT_H
#define CLI_LAYOUT_H
#include "base/str.h"
#include "cli/command.h"

typedef enum { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_ASSERT, STYLE_DENY, STYLE_HEDGE } style;

/* Prints words wrapped: the first line goes on where the cursor is (column `at`; a blank first, when that is behind
 * `indent`), others begin with `indent` blanks.
 * Control characters and line breaks in the words become blanks.  Gives the column it ends at. */
int layout_flow(const cli *, hs_str words, int at, int indent, style);
/* The same, and ends the line. */
void layout_words(const cli *, hs_str words, int at, int indent, style);
/* Prints in a style, without wrapping; gives the columns taken. */
int layout_put(const cli *, style, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* At most `most` columns of a text, cut at a word, with "..." when cut. */
hs_str layout_cut(arena *, hs_str words, int most);
int layout_columns(hs_str words);

/* "3 claims", "1 claim" */
const char *layout_s(uint64_t n); /* "s" but for 1 */

/* ICD 203's words for the likelihoods an interval spans: "likely", "unlikely to likely". */
hs_str layout_likelihood(arena *, double low, double high);

#endif
