/*
 * names.h - names as nodes, what speaks for two of them being one actor as edges, and the joining of them.
 */
#ifndef MATCH_NAMES_H
#define MATCH_NAMES_H
#include "match/internal.h"

/* What a join stands on, the firmest first: edges are taken in this order. */
typedef enum {
    GROUND_RULING,   /* a person said so */
    GROUND_SAME,     /* one name, one key of a lexicon */
    GROUND_SPELLING, /* another spelling of the name */
    GROUND_ALIAS,    /* a text or a lexicon gives the one as a name of the other */
    GROUND_CLOSE,    /* nearly the same spelling */
    GROUND_PART,     /* a part of the one fuller name of a person that it fits */
    GROUND_INITIALS, /* the initials of the one name that they fit */
    GROUND_SHORT,    /* a surname, or what stands before "of" */
    GROUND_ROLE,     /* an office, and the one person whom the case calls so */
    GROUND_COPY      /* described, in the copy of a passage */
} ground;

typedef struct {
    hs_str form;   /* letters and digits of the name, or "#..." for somebody described */
    hs_str shown;
    spelled spelled;
    uint32_t votes[CLASS_OTHER + 1]; /* uses of the name by class */
    VEC(uint32_t) documents;         /* where it is somebody's name, ascending */
    bool is_name;                    /* somebody goes by it; else it is only ever an alias */
    bool is_alias;                   /* somebody has it as an alias */
    uint32_t up;                     /* union-find */
} name_node;

typedef struct {
    uint32_t a, b;
    ground ground;
    hs_id ruling;
} name_edge;

typedef struct {
    match *m;
    arena *a;
    map number; /* form -> node */
    VEC(name_node) nodes;
    VEC(name_edge) apart; /* of rulings: these two are never one */
    VEC(name_edge) made;  /* the edges that joined */
    VEC(join_doubt) doubts; /* actor and other_actor: nodes, until actors are numbered */
} naming;

/* A short name and a fuller one that it may stand for. */
typedef struct {
    uint32_t brief, fuller;
} name_fit;

uint32_t names_node(naming *, hs_str form);
uint32_t names_top(naming *, uint32_t);
actor_class names_class(const name_node *);
/* Joins the two unless they are one already or a ruling keeps them apart; true when they are one after it. */
bool names_join(naming *, name_edge);
/* True when a document has both as names of different actors. */
bool names_meet(const naming *, uint32_t, uint32_t);
void names_doubt(naming *, uint32_t, uint32_t, const char *reason);

typedef enum {
    NAMES_OF_THEIR_OWN, /* only names that are nobody's alias */
    NAMES_AND_ALIASES,
    NAMES_NEARLY_ALIKE
} name_pass;
/* Joins names that are spelled alike, and in the last pass nearly so. */
void names_join_spellings(naming *, name_pass);
/* Joins persons' names with the one fuller name they are part of, and acronyms with the one name they abbreviate. */
void names_join_parts(naming *);
void names_join_initials(naming *);
/* Joins whoever is only called by an office with the person who holds it (offices.c). */
void names_join_offices(naming *);
/* Joins each short name whose fuller names are all one actor's; several (but few) are doubts.  Sorts the fits. */
void names_join_fits(naming *, name_fit *, size_t n, ground, const char *made, const char *several);

/* Of each node how it came to `main` of its actor: the reason in words.  main: of each node, the node of its actor
 * whose name is shown. */
const char **names_reasons(naming *, const uint32_t *main);

#endif
