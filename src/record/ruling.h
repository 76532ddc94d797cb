/*
 * ruling.h - what a person has decided about names: who is one actor, who is not, what it is called.
 *
 * A ruling is about names as texts use them, not about numbers of a state, so that it holds for every later state:
 * when documents come, and when another model reads the old ones anew.  With a document it is about that document's
 * use of the name alone ("Khan in D is somebody else"); without one, about the name wherever it stands.
 *
 * Rulings are given in the order in which they were made; of two that speak of the same pair the later one holds.  One
 * that is taken back is not given at all: the state is what the documents and the rulings that stand come to.
 */
#ifndef RECORD_RULING_H
#define RECORD_RULING_H
#include "base/str.h"

typedef enum {
    RULING_SAME,  /* `name` and `other` are one actor, whatever else speaks against it */
    RULING_APART, /* they are not: no spelling, alias or acronym joins them, not by way of a third name either */
    RULING_CALLED /* the actor that `name` means is shown as `other` */
} ruling_kind;

typedef struct {
    ruling_kind kind;
    hs_str name, other;
    hs_str document, other_document; /* ids (SHA-256), or empty: wherever the name stands.  CALLED: both empty */
    hs_id number;                    /* of the decision, for the reason that a join shows */
} ruling;

#endif
