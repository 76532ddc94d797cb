/*
 * direct.h - the clues to a direction, and their limits.
 */
#ifndef REUSE_DIRECT_H
#define REUSE_DIRECT_H
#include "reuse/shared.h"

enum { CLUE_SURPRISE, CLUE_STRANGE, CLUE_MARKS, CLUE_CREDIT, CLUE_COHESION, CLUE_CUTS, CLUES };

typedef struct {
    double clue[CLUES]; /* positive: a is the earlier one */
} clues;

enum {
    GAP_MOST = 12,     /* tokens of a stretch that is a change of words, not of sentences */
    CREDIT_REACH = 13, /* tokens before and after a passage in which its source may be named */
    WORDS_MOST = 4096, /* of a passage that are looked at */
    TELLING_LEAST = 3, /* words, for cohesion to mean anything */
    REST_LEAST = 15,   /* tokens of a text beside the passage */
    REACH = 1500       /* tokens of it on either side that are looked at */
};

#endif
