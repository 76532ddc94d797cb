/*
 * actors.h - who the document speaks of: named actors from the chains of coreference, described ones as rules meet
 * them, and whether a noun phrase can speak at all.
 */
#ifndef CLAIMS_ACTORS_H
#define CLAIMS_ACTORS_H
#include "claims/syntax.h"

typedef struct actors actors;

/* Named actors and their mentions, one for each chain with a name.  sentence[i] is the syntax of sentence i. */
actors *actors_of(arena *, const claims_lexicon *, const page *, const reading *, syntax *const *sentence);

/* The words and the actor (or NOBODY) of an argument. */
reference actors_reference(actors *, const syntax *, uint32_t head);

typedef enum {
    SPEAKER_NONE, /* a thing that cannot speak: "the violation" */
    SPEAKER_SELF, /* "I", "we": whoever is speaking */
    SPEAKER_ACTOR,
    SPEAKER_UNNAMED,
    SPEAKER_DOCUMENT /* "reports", "a study": an unnamed voice that is evidence too */
} speaker_kind;

/* What kind of speaker a noun phrase is; the source is set for the last three.  `must` takes a noun that no table
 * knows for a speaker (the verb is one that only speakers do). */
speaker_kind actors_speaker(actors *, const syntax *, uint32_t head, bool must, source *out);

/* True for a pronoun that may mean this actor by number and kind: "he", "she" a person, "it" a body or a place, "they" a
 * body or many. */
bool actors_may_mean(const actors *, const syntax *, uint32_t pronoun, uint32_t who);

/* True when the text calls this actor otherwise than the pronoun "he" or "she" does: by the other one, or "Mr", "Ms". */
bool actors_is_otherwise(const actors *, uint32_t who, const syntax *, uint32_t pronoun);

/* True when a name or an alias of this actor stands between two bytes of the text. */
bool actors_named_since(const actors *, uint32_t who, uint32_t from, uint32_t to);

/* Writes actors and mentions (in order of the text) into findings. */
void actors_finish(const actors *, findings *);

#endif
