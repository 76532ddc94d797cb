/*
 * decision.h - what a person ruled about the case, once and for good; taking it back is a decision too.
 *
 * A decision is tied to what texts say, never to numbers of a state: to names as they are used, or to the words at a
 * span of a document.  So it holds when documents come and when another model reads the old ones anew; where its words
 * are not found any more it is an orphan, shown and without effect.
 */
#ifndef RECORD_DECISION_H
#define RECORD_DECISION_H
#include "record/claim.h"

typedef enum {
    DECISION_SAME,   /* `name` and `other` are one actor */
    DECISION_APART,  /* they are not */
    DECISION_CALLED, /* the actor that goes by `name` is shown as `other` */
    DECISION_ACCEPT, /* looked at and right: the claim at the span, or the two names as they are joined or not */
    DECISION_REJECT, /* what stands at the span is no claim */
    DECISION_SPEAKER, /* the claim at the span is `source`'s */
    DECISION_STANCE, /* the claim at the span has this polarity and certainty */
    DECISION_CLAIM,  /* a claim that was not found: at the span, with everything about it */
    DECISION_UNDO    /* decision `undoes` does not stand */
} decision_kind;

typedef struct {
    uint32_t number; /* from 1, in the order in which they were made */
    decision_kind kind;
    uint32_t undoes;                    /* UNDO: a smaller number; else 0 */
    hs_str name, other;                 /* SAME, APART, CALLED, ACCEPT of names */
    hs_str document, other_document;    /* SHA-256; of names: empty for wherever they stand */
    span at;                            /* of claims: bytes of the document's text */
    hs_str words;                       /* that stand there */
    source_kind source_kind;            /* SPEAKER, CLAIM */
    hs_str source;                      /* the actor's name, or the unnamed voice's words */
    hs_str frame, agent, patient;       /* CLAIM; names */
    polarity polarity;                  /* STANCE, CLAIM */
    certainty certainty;
    hs_str why;                         /* in the person's words; may be empty */
    hs_str when, who;                   /* from the audit log */
    bool stands;                        /* no later decision that stands takes it back */
} decision;

const char *decision_kind_name(decision_kind); /* "same", "not a claim"; NULL for what is none */
bool decision_valid(const decision *, char why[WHY]);
/* Sets `stands` of each: the last one stands, and one stands unless a later one that stands undoes it. */
void decisions_stand(decision *, uint32_t n);

#endif
