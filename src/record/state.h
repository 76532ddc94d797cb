/*
 * state.h - what the documents of a case add up to: computed anew whenever the case settles, never edited.
 *
 * Everything is numbered from 0 in an order that does not depend on how the case came about (documents by
 * publication date and id, claims by document and place, actors by key, items and answers by key), so the same
 * documents give the same state on any machine, in any order of adding.  What people see counts from 1.
 */
#ifndef RECORD_STATE_H
#define RECORD_STATE_H
#include "record/claim.h"
#include "record/copy.h"

/* ---- actors of the case ---- */

typedef struct {
    hs_str name; /* the fullest name in use */
    hs_str key;
    hs_str code; /* exchange only */
    actor_class class;
    uint32_t parent;     /* or NOBODY */
    const hs_str *alias; /* other names that documents or lexicons tie to it, by bytes */
    uint32_t aliases;
} case_actor;

/* Document `document`'s actor `local` is the case's `actor`, and why. */
typedef struct {
    uint32_t document, local, actor;
    const char *reason; /* "same name", "acronym defined in D", "lexicon alias" ... */
} actor_join;

/* A form by which a name is looked up (match_name_form); sorted by form, then actor. */
typedef struct {
    hs_str form;
    uint32_t actor;
    bool is_alias; /* not the name or the key itself */
} actor_form;

/* Two names that a person may want to look at: joined on weak ground, or left apart though something speaks for it. */
typedef struct {
    hs_str name, other;           /* as a ruling takes them (record/ruling.h) */
    uint32_t actor, other_actor;  /* of the case; the same where the names were joined */
    hs_str reason;                /* "sounds the same", "short for one of several" ... */
} join_doubt;

/* ---- events ---- */

/* Something that happened, told by claims of one or many documents; questions about it (who did it, to whom, how many)
 * carry its number. */
typedef struct {
    hs_str key;         /* stable across cases: kind, day, whom, where */
    hs_str words;       /* "killing of the six priests, 16 November 1989" */
    hs_str kind;        /* the frame it is told in most: "kills" */
    date from, to;      /* the same for one day; DATE_NONE: no claim says when */
    uint32_t place;     /* actor, or NOBODY */
    hs_str place_words; /* where there is no actor; may be empty */
    uint32_t claims, documents;
} case_event;

/* ---- questions and answers ---- */

typedef enum { SLOT_AGENT, SLOT_PATIENT, SLOT_NUMBER, SLOT_TRUTH } open_slot;

/* A question that claims answer. */
typedef struct {
    hs_str key;       /* stable across cases: frame, open slot, fixed actors' keys */
    hs_str question;  /* "who supports ISKP?" */
    hs_str frame;
    open_slot open;
    uint32_t agent, patient; /* the fixed ones, or NOBODY */
    bool several_truths;     /* its values do not exclude each other */
    uint32_t event;          /* that it asks about, or NOBODY */
} item;

/* A value of an item, with what it weighs. */
typedef struct {
    uint32_t item;
    hs_str key;
    hs_str words; /* the value as read out: an actor's name, "25", "yes" */
    hs_str sentence; /* the whole proposition: "Vanta supports the League" */
    uint32_t actor; /* the value, or NOBODY */
    double number;
    uint32_t asserted, denied;                 /* claims on each side; those of unknown certainty are on neither */
    uint32_t origins_asserted, origins_denied; /* independent origins on each side */
    double belief, low, high;
    uint32_t pivot; /* an origin, or NOBODY */
    double without_pivot;
    bool too_little, split;
} answer;

enum { LINKS_MOST = 255 };

/* A claim of the case: document and place in it, and what it says to which answer. */
typedef struct {
    uint32_t document, local; /* number of the claim within its document */
    uint32_t source;          /* of the case */
    uint32_t answer;          /* or NOBODY: it was not understood well enough to answer anything */
    uint32_t count_answer;    /* the answer to a how-many question that it gives besides, or NOBODY */
    uint32_t origin;          /* origins number within the case */
    uint32_t twin;            /* a claim that is the same words over again (repeat, copy): its number, or NOBODY */
    uint8_t polarity, certainty; /* as they count: the document's claim, or what a person ruled */
    uint8_t links; /* through how many mouths it came from its source: who passed it on, and the publisher; that one left
                      out where another tells of it independently.  At most LINKS_MOST */
} case_claim;

/* Whose voice: an actor, the author or outlet of documents, or an unnamed voice as one document reports it. */
typedef struct {
    source_kind kind;
    uint32_t actor;    /* SOURCE_ACTOR */
    hs_str name;       /* as shown: actor's name, outlet and author, "officials (in The Daily)" */
    hs_str key;
    uint32_t claims, origins;
    double sensitivity, specificity, sensitivity_low, sensitivity_high, specificity_low, specificity_high;
} case_source;

/* One independent beginning of a statement. */
typedef struct {
    uint32_t first_claim; /* the earliest claim that carries it */
    uint32_t claims;
    hs_str reason; /* why its claims are one voice: "one passage", "one utterance", "circle of citations", "" */
} origin;

/* ---- drift ---- */

/* What a statement lost or gained between two claims that carry it. */
typedef enum {
    DRIFT_HEDGE_LOST,       /* "may have fired" -> "fired" */
    DRIFT_HEDGE_GAINED,
    DRIFT_SOURCE_LOST,      /* a named source -> an unnamed voice */
    DRIFT_SOURCE_GAINED,
    DRIFT_BECAME_ASSERTION, /* somebody said so -> the author says so */
    DRIFT_NUMBER            /* "at least 25" -> "30" */
} drift_kind;

typedef struct {
    drift_kind kind;
    uint32_t from, to; /* claims of the case, the earlier first; their sentences are the two to show side by side */
    uint32_t lineage;  /* the passage it happened along, or NOBODY: one proposition in words of its own */
    hs_str was, became; /* what changed: "may", ""; "Ministry of Salt", "officials"; "at least 25", "30" */
} drift;

/* The claims of a document as they stand once people's decisions are laid over them. */
typedef struct {
    uint32_t document;
    const claim *claim;
    uint32_t claims;
} ruled_document;

typedef struct {
    const case_actor *actor;
    uint32_t actors;
    const actor_join *join;
    uint32_t joins;
    const join_doubt *doubt;
    uint32_t doubts;
    const actor_form *form;
    uint32_t forms;
    const case_source *source;
    uint32_t sources;
    const case_event *event;
    uint32_t events;
    const item *item;
    uint32_t items;
    const answer *answer;
    uint32_t answers;
    const case_claim *claim;
    uint32_t claims;
    const origin *origin;
    uint32_t origins;
    const copy *copy;
    uint32_t copies;
    const lineage *lineage;
    uint32_t lineages;
    const drift *drift;
    uint32_t drifts;
    const ruled_document *ruled; /* those that a decision is about; only saved, not read back */
    uint32_t ruleds;
} state;

const char *drift_kind_name(drift_kind); /* "hedge lost", "number changed"; NULL for what is none */

#endif
