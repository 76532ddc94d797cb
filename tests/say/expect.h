/*
 * expect.h - one expected claim as a line of words:
 *
 *     claim  source=actor "The port authority"  cue "said"  assert possible  content "the crane ..."  hedge "may"
 *
 * Only what is written is compared.  Words between quotation marks are those of the span; pieces of a discontinuous
 * one are joined by " ... ".
 */
#ifndef SAY_EXPECT_H
#define SAY_EXPECT_H
#include "claims/claims.h"

typedef struct {
    hs_str text;
    const findings *found;
} heard;

/* NULL when claim number i is what the line asks for, else what differs.  `bad` is set when the line makes no sense. */
const char *expect_differs(arena *, hs_str line, const heard *, uint32_t i, bool *bad);

/* A claim as such a line. */
hs_str expect_print(arena *, const heard *, uint32_t i);

#endif
