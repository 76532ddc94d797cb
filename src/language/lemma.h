/*
 * lemma.h - lemmas as small edits of the form: cut so many bytes off the end, put this there instead.
 *
 *     "parties" -> "party"   cut 3, "y"          "went" -> "go"   cut all, "go"
 *
 * A model numbers the scripts it has seen; a word's script comes from the table of seen forms, else from the net.
 */
#ifndef LANGUAGE_LEMMA_H
#define LANGUAGE_LEMMA_H
#include "base/str.h"

enum { LEMMA_ALL = 255, LEMMA_TAIL_MOST = 23, LEMMA_SCRIPTS_MOST = 2048 };

/* As it lies in the model file. */
typedef struct {
    uint8_t cut;  /* bytes, or LEMMA_ALL */
    uint8_t n;    /* of tail */
    char tail[LEMMA_TAIL_MOST];
    char unused[7];
} lemma_script;

/* Both in lower case.  False when the lemma is too far from the form for a script. */
bool lemma_script_of(hs_str form, hs_str lemma, lemma_script *out);
bool lemma_fits(const lemma_script *, hs_str form); /* cuts no more than there is, and no character in two */
hs_str lemma_apply(arena *, const lemma_script *, hs_str form); /* a form it does not fit stays as it is */
bool lemma_script_valid(const lemma_script *);

#endif
