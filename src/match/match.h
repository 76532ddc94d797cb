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

/* Opens FOLDER/lexicon/questions.tsv and FOLDER/lexicon/function-words.tsv. */
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

/* Of each claim of the state: 1 when it denies its answer, and its certainty.  Arrays in the match's arena. */
void match_stances(const match *, const uint8_t **denies, const uint8_t **certainty);

/* ---- understanding a question in plain words -------------------------------------------------------------- */

typedef struct {
    hs_str frame;            /* or empty: any */
    uint32_t agent, patient; /* actors of the state, or NOBODY */
    uint32_t either;         /* an actor whose part is open, or NOBODY */
    hs_str understood;       /* read back: "who supports ISKP?" */
} match_question;

/* False when no actor and no frame of the state is recognised. */
bool match_ask(arena *, const match_lexicon *, const state *, hs_str words, match_question *out);
/* The actor that a name means in this state: the same name, else an alias, else the one actor whose name holds all
 * its words; NOBODY when none or several do. */
uint32_t match_actor_named(arena *, const match_lexicon *, const state *, hs_str name);

#endif
