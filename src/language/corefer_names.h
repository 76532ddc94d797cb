/*
 * corefer_names.h - which names of a document are names of one somebody.
 */
#ifndef LANGUAGE_COREFER_NAMES_H
#define LANGUAGE_COREFER_NAMES_H
#include "language/corefer_words.h"

typedef struct {
    uint32_t group; /* the number of the first name of the same somebody */
    mention_kind kind;
    person_kind person; /* as its title says */
    hs_str title;       /* the last word of it ("minister"), or empty */
    bool is_state;      /* a state, or what speaks for one */
} named;

/* One a name of the reading; unit_of: the unit of its sentence that each name is. */
named *corefer_names(arena *, const corefer_words *, const lexicon *, const page *, const reading *, const uint32_t *unit_of);

#endif
