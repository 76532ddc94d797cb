/*
 * match.h - the door of the room: claims of many documents in; actors, sources, questions, answers and origins out.
 *
 * Documents are given in the order of their numbers.  What comes out depends on the documents alone.  The method,
 * with its limits, is docs/match.md.
 */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H
#include "record/document.h"
#include "record/ruling.h"
#include "record/state.h"

typedef struct match_lexicon match_lexicon; /* how questions are worded; never changes once open */
typedef struct match match;                 /* a case being matched; lives in its arena */

/* Opens the tables of FOLDER/lexicon that this room reads: questions, function-words, numbers, voices, happenings, spelling. */
match_lexicon *match_lexicon_open(const char *folder, hs_error *);
void match_lexicon_close(match_lexicon *);

match *match_open(arena *, const match_lexicon *);
/* Takes what it needs from document `number` (0, 1, 2 ...); nothing given is kept. */
void match_add(match *, uint32_t number, const document *, const findings *);
/* What people decided about names, in the order they decided it, before match_finish; nothing given is kept. */
void match_rule(match *, const ruling *, size_t n);
/* Fills in everything of the state but copies, lineages and what answers and sources weigh.  Claims of one answer
 * inside one passage (lineage) become one origin. */
void match_finish(match *, const lineage *, uint32_t lineages, state *out);

/* ---- understanding a question in plain words -------------------------------------------------------------- */

/* How names of the case are looked up, wherever they are kept.  NOBODY: no such actor. */
typedef struct {
    uint32_t (*called)(void *ctx, hs_str form);          /* the actor that goes by a form (match_name_form) */
    uint32_t (*holding)(void *ctx, hs_str folded_words); /* the only one whose name holds all these words */
    hs_str (*name)(void *ctx, uint32_t actor);
    bool (*is_place)(void *ctx, uint32_t actor);
    void *ctx;
} match_names;

typedef struct {
    hs_str frame;             /* or empty: any */
    hs_str part;              /* of an event: "orderer"; or empty: whatever is asked of it */
    bool asks_who, asks_number; /* only for who did it, only for how many */
    uint32_t agent, patient;  /* actors, or NOBODY */
    uint32_t either, another; /* actors whose part is open, or NOBODY */
    uint32_t place;           /* where it is said to have been, or NOBODY */
    date from, to;            /* when; DATE_NONE: any time */
    hs_str understood;        /* read back: "who supports ISKP?; told of 2015 or later" */
    hs_str left_out;          /* words that mean something and were not understood; may be empty */
} match_question;

/* False when no actor and no frame is recognised. */
bool match_ask(arena *, const match_lexicon *, const match_names *, hs_str words, match_question *out);
/* The actor that a name means: the same name, else an alias, else the one actor whose name holds all its words; NOBODY
 * when none or several do. */
uint32_t match_actor_named(arena *, const match_names *, hs_str name);
/* Letters and digits only, folded: the form in which names are compared.  "al-Qaeda" and "Al Qaeda" are one. */
hs_str match_name_form(arena *, hs_str);

#endif
