/*
 * train_words.h - what others know of single words, for models that learn from few sentences.
 */
#ifndef PIPELINE_TRAIN_WORDS_H
#define PIPELINE_TRAIN_WORDS_H
#include "claims/learnt.h"

/* The classes of words of the model of names (a file that lies in `data`), and the fields of WordNet's verbs and nouns
 * (index.verb, data.verb, index.noun, data.noun in `wordnet`; NULL: none), ascending by word.  Leaves with HS_IO,
 * HS_BAD_MODEL, HS_BAD_INPUT. */
const learnt_word *train_words(arena *, hs_str data, const char *wordnet, size_t *n);

#endif
