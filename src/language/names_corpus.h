/*
 * names_corpus.h - texts in which people have marked the names, in IOB2, as pages.
 */
#ifndef LANGUAGE_NAMES_CORPUS_H
#define LANGUAGE_NAMES_CORPUS_H
#include "language/lexicon.h"

typedef struct {
    const page *page;
    uint8_t *label; /* one a token, as names_label.h has them */
    bool guest;     /* marked by other rules than those that are to be learnt */
} names_text;

typedef struct {
    VEC(names_text) text; /* a document each */
    uint64_t tokens;
} names_corpus;

/* Adds the documents of an IOB2 file: lines "number TAB word TAB label", or "word ... label"; PER, ORG, LOC, GRP, MISC
 * and OTH (GRP where the lexicon knows a people, else MISC).  A document begins at "# newdoc", and where "# sent_id"
 * (up to its last hyphen) changes.  Leaves with HS_BAD_MODEL on another label, naming path and line. */
void names_corpus_add(arena *, names_corpus *, const lexicon *, hs_str bytes, const char *path, bool guest);

/* The same texts in small letters: what a text without case looks like to the model. */
names_corpus *names_corpus_small(arena *, const names_corpus *);

#endif
