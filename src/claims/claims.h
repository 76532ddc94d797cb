/*
 * claims.h - the door of the room: a page and its trees in, attributed claims out.
 */
#ifndef CLAIMS_CLAIMS_H
#define CLAIMS_CLAIMS_H
#include "language/reading.h"
#include "record/document.h"

typedef struct claims_lexicon claims_lexicon; /* cues, hedges, frames, aliases; never changes once open */

/* Opens FOLDER/lexicon/ (*.tsv).  NULL and an error that names file and line when a table is wrong. */
claims_lexicon *claims_open(const char *folder, hs_error *);
void claims_close(claims_lexicon *);
/* Adds a dictionary of actors, agents or verbs as others make them (claims/dictionary.h, claims/patterns.h), for codes beside
 * what is found.  Before the lexicon is used; a file that is none changes nothing.  HS_OK with words in the error: lines of a
 * dictionary of verbs that made no sense were passed over, and which was the first. */
hs_status claims_dictionary(claims_lexicon *, hs_str bytes, const char *path, hs_error *);

/* Every claim of one document.  Only author, publisher, published, title and language of `about` are looked at.
 * Frames, codes and cue lemmas are borrowed from the lexicon, which must live as long as the findings. */
const findings *claims_find(arena *, const claims_lexicon *, const document *about, const page *, const reading *);

/* A word that tells of an event or a state, whoever claims it or nobody: how firm it stands in the author's telling. */
typedef struct {
    uint32_t sentence;
    span at;
    hs_str lemma;
    polarity polarity;
    certainty certainty; /* composed by the rules */
    double factuality;   /* -3 it did not happen .. +3 it did, learnt (claims/factuality.h) */
} event_mention;

typedef struct {
    const event_mention *at;
    size_t n;
} event_mentions;

/* Every such word of the page, in order of the text. */
event_mentions claims_events(arena *, const claims_lexicon *, const page *, const reading *);
/* The same for words that somebody points at; those where no word stands are left out. */
event_mentions claims_events_at(arena *, const claims_lexicon *, const page *, const reading *, span_list at);

#endif
