/*
 * names_words.h - what open text without any marks teaches about words: classes of words that stand among the same
 * words, and how often each has a capital letter.
 */
#ifndef LANGUAGE_NAMES_WORDS_H
#define LANGUAGE_NAMES_WORDS_H
#include "language/names_features.h"

typedef struct {
    uint32_t most_words; /* the commonest are kept; 0: 40,000 */
    uint32_t rounds;     /* of exchange; 0: 4 */
    void (*progress)(void *ctx, uint64_t done, uint64_t total, const char *doing); /* may be NULL */
    void *ctx;
} words_options;

/* From plain texts of any number.  The same texts in the same order give the same table. */
word_table names_words_learn(arena *, const hs_str *text, size_t texts, const words_options *);

#endif
