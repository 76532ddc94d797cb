/*
 * contents.h - where what is said stands, of a cue in one tree.
 */
#ifndef CLAIMS_CONTENTS_H
#define CLAIMS_CONTENTS_H
#include "claims/syntax.h"

typedef struct {
    uint32_t top;   /* unit whose subtree is the content, or NOBODY: none was found */
    bool is_inside; /* the cue hangs below it ("..., he said, ...") */
    uint32_t doer;  /* who does what the content says where it does not say so itself ("accused G of arming H"), or NOBODY */
} content;

/* What a verb that is this cue says, asks, denies ... */
content contents_of_verb(const syntax *, uint32_t verb, const cue *);
/* What a noun that is this cue tells: "the claim that ...", "accusations of ...". */
content contents_of_noun(const syntax *, uint32_t noun, const cue *);
/* The clause that a phrase with such a noun stands in: "in the view of G, H left". */
content contents_seen(const syntax *, uint32_t noun, const cue *);
/* What something is called: "called G a liar"; and the line of the verb that names, when it does so here, or NULL. */
content contents_called(const syntax *, uint32_t verb);
const cue *contents_naming(const syntax *, uint32_t verb);

/* A clause as complement of a verb, or quoted words beside it; NOBODY without one. */
uint32_t contents_clause(const syntax *, uint32_t verb);
/* The clause (or, in a heading, the phrase) that a phrase with "according to" speaks of; NOBODY without one. */
uint32_t contents_above(const syntax *, uint32_t phrase);

#endif
