/*
 * corefer_words.h - what coreference knows of words: pronouns, descriptions, titles (tables in data/lexicon).
 */
#ifndef LANGUAGE_COREFER_WORDS_H
#define LANGUAGE_COREFER_WORDS_H
#include "language/corefer.h"
#include "language/titles.h"

typedef enum { REFERS_NONE, REFERS_MAN, REFERS_WOMAN, REFERS_THING, REFERS_MANY } pronoun_kind;

/* What a noun such as "group" or "minister" can stand for. */
typedef struct {
    actor_class class;
    person_kind person;
    bool of_state; /* of class place: a state, not a town */
    bool ties;     /* "the group" alone may mean somebody named before; "the victim" may not */
    bool epithet;  /* and so may "the sinister group" */
} description;

struct corefer_words {
    const titles *titles;
    map pronoun;     /* to pronoun_kind * 2 + reflexive */
    map noun;        /* to the number of its description */
    VEC(description) description;
};

pronoun_kind words_pronoun(arena *, const corefer_words *, hs_str word, bool *reflexive);
bool words_description(arena *, const corefer_words *, hs_str word, description *);

#endif
