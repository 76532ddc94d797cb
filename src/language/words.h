/*
 * words.h - the bare words of a stretch of text, for comparing names: hyphens, full stops and apostrophes part words
 * and say nothing, any other punctuation is a word of its own.
 */
#ifndef LANGUAGE_WORDS_H
#define LANGUAGE_WORDS_H
#include "base/utf8.h"
#include "record/span.h"

typedef struct {
    hs_str rest;      /* the whole text */
    size_t begin, at; /* the word last given is [begin, at) */
} word_walk;

/* The next word's hash, of its folded letters; false at the end. */
bool word_next(arena *, word_walk *, uint64_t *hash);
bool word_same(arena *, hs_str, hs_str); /* the same folded letters */
hs_str word_fold(arena *, hs_str);       /* utf8_fold, fast where the word is ASCII */
bool word_is_capital(hs_str);            /* begins with a capital letter */
bool word_letter(int32_t);               /* a letter, digit or mark: what words are made of */

#endif
