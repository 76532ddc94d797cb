/*
 * patterns_inside.h - what verb dictionaries are kept as; for patterns.c and patterns_read.c only.
 */
#ifndef CLAIMS_PATTERNS_INSIDE_H
#define CLAIMS_PATTERNS_INSIDE_H
#include "claims/patterns.h"

typedef enum { ELEMENT_WORD, ELEMENT_SET, ELEMENT_DOER, ELEMENT_TARGET, ELEMENT_BOTH, ELEMENT_ANY } element_kind;
typedef struct {
    element_kind kind;
    bool joins;    /* right behind the element (or the verb) before it */
    uint32_t what; /* number of a word or a set */
} pattern_element;

typedef struct {
    uint32_t first, n, next; /* elements; another phrase of the same set, or NOBODY */
} pattern_phrase;

/* Elements first .. verb stand before the verb, verb .. first + n behind it. */
typedef struct {
    uint32_t first, n, verb, weight, next; /* next: of the same block, in the order of the file */
    bool joins_verb;                       /* the last element before the verb stands right before it */
    hs_str code;
} pattern;

typedef struct {
    hs_str code;             /* of its verbs, may be empty */
    uint32_t patterns, last; /* or NOBODY */
} pattern_block;

typedef struct {
    uint32_t block, next; /* next: another verb with the same word */
    uint32_t first, before, behind; /* its other words, before it and behind it */
    hs_str code;          /* its own, or empty */
} pattern_verb;

struct patterns {
    arena *a;
    map numbers; /* of words; a stem has "*" behind it */
    map sets;    /* "&TREATY" to its number */
    VEC(uint32_t) set; /* first phrase of each, or NOBODY */
    VEC(pattern_phrase) phrase;
    VEC(pattern_element) element;
    VEC(pattern) pattern;
    VEC(pattern_block) block;
    VEC(pattern_verb) verb;
    VEC(uint32_t) verb_of; /* first verb of each word's number, or NOBODY */
    bool has_stems;
    uint32_t pattern_begin; /* first element of the pattern that is being read */
};

#endif
