/*
 * mask.h - names become units: one a name, and its class is all that anybody sees of it from here on.
 */
#ifndef LANGUAGE_MASK_H
#define LANGUAGE_MASK_H
#include "language/reading.h"

/* The units of one sentence, to be filled in by tagger and parser: at, first_token, tokens and name are set, upos is
 * UPOS_PROPN for a name and UPOS_X else, head is UNIT_ROOT, lemma and xpos are empty. */
typedef struct {
    unit *unit;
    uint32_t units;
} masked;

/* One a sentence of the page.  Names as from names_find. */
masked *mask_page(arena *, const page *, const name *, uint32_t names);

/* What tagger and parser read in place of a name ("NAME-person"), and of any other unit: its token. */
hs_str mask_word(actor_class);
hs_str mask_form(const page *, const unit *, const name *);

#endif
