/*
 * claim.h - who one document speaks of, and what it says that somebody says.
 *
 *     "Officials said on Monday that Vanta may have supported the League."
 *      ^source   ^cue                ^content
 *      agent Vanta, predicate support, patient the League; assert, possible, hedge "may", evidence none
 *
 * Numbers of actors, mentions and claims count within the document, from 0; NOBODY means none.
 */
#ifndef RECORD_CLAIM_H
#define RECORD_CLAIM_H
#include "record/date.h"
#include "record/span.h"

#define NOBODY UINT32_MAX

/* ---- actors and mentions of one document ------------------------------------------------------------------ */

typedef enum { CLASS_PERSON, CLASS_ORGANISATION, CLASS_PLACE, CLASS_PEOPLE, CLASS_OTHER } actor_class;

/* How a mention tells whom it means, from the firmest to the loosest. */
typedef enum {
    MENTION_NAME,        /* "Tehrik-i-Taliban Pakistan" */
    MENTION_ACRONYM,     /* "TTP", defined in passing or known to a lexicon */
    MENTION_ALIAS,       /* another name that a lexicon or the text itself gives ("also known as") */
    MENTION_SHORT,       /* part of a longer name in the same document: "Khan" */
    MENTION_METONYM,     /* a place standing for its government: "Kabul" */
    MENTION_DEMONYM,     /* "Indian officials": the adjective */
    MENTION_ROLE,        /* "the foreign minister", where the document says who that is */
    MENTION_DESCRIPTION, /* "the group", "these entities" */
    MENTION_PRONOUN      /* "it", "they" */
} mention_kind;

typedef struct {
    hs_str name;        /* the fullest name that the document uses */
    hs_str key;         /* for comparing across documents: utf8_fold of the name, or a lexicon's key */
    hs_str code;        /* a lexicon's code (ISO 3166 + CAMEO role), or empty; decides nothing */
    actor_class class;
    bool is_named;      /* false: only ever described ("the harbour master"), known in this document alone */
    uint32_t parent;    /* the actor it is a part of ("Taliban intelligence" of "Taliban"), or NOBODY */
    const hs_str *alias; /* other names the document or lexicon ties to it */
    size_t aliases;
} actor;

typedef struct {
    span at;
    uint32_t actor;
    mention_kind kind;
    uint32_t sentence;
} mention;

/* ---- claims ------------------------------------------------------------------------------------------------ */

typedef enum { SOURCE_AUTHOR, SOURCE_ACTOR, SOURCE_UNNAMED } source_kind;
typedef enum { POLARITY_ASSERT, POLARITY_DENY } polarity;
/* FactBank's CT, PR, PS, U (Sauri, Pustejovsky 2009). */
typedef enum { CERTAINTY_UNKNOWN, CERTAINTY_POSSIBLE, CERTAINTY_PROBABLE, CERTAINTY_CERTAIN } certainty;
typedef enum { EVIDENCE_NONE, EVIDENCE_VAGUE, EVIDENCE_NAMED } evidence_kind;
typedef enum { QUOTE_NONE, QUOTE_INDIRECT, QUOTE_DIRECT, QUOTE_MIXED } quote_kind;

/* Somebody or something that a claim refers to: words at a span, and the actor if that is known. */
typedef struct {
    span_list at;   /* none: not said */
    uint32_t actor; /* or NOBODY */
    hs_str code;    /* of these words by a dictionary of others on the document's day, or empty; decides nothing */
} reference;

typedef struct {
    source_kind kind;
    reference who; /* SOURCE_ACTOR: the actor; SOURCE_UNNAMED: the words, if there are any ("officials") */
} source;

typedef struct {
    double low, high; /* low == high for an exact number; high is INFINITY for "at least" */
    hs_str unit;      /* what is counted, lemma: "people", "soldier" */
    span at;
} quantity;

typedef struct {
    date from, to; /* the same where the text gives one date */
    span at;       /* the words: "last Friday" */
} when;

typedef struct {
    uint32_t sentence;
    span at; /* the stretch that carries the claim; inside one sentence unless content runs on */

    source source;       /* whose claim it is: the innermost speaker */
    const source *chain; /* who passed it on, outermost first, author left out: "La Prensa quotes UPI quoting X" */
    size_t chain_n;
    span_list cue; /* "said", "has been accused of"; none when the author speaks */
    hs_str cue_lemma;
    span_list content; /* what is said; the whole clause when the author speaks */

    polarity polarity;
    certainty certainty;
    span_list hedges; /* the words that lowered the certainty */
    quote_kind quote;
    evidence_kind evidence;
    span_list evidence_at;

    hs_str frame;  /* of the frame lexicon: "support", "attack", "offshoot-of"; empty: no proposition was understood */
    hs_str cameo;  /* CAMEO code, or empty */
    hs_str plover; /* PLOVER name, or empty */
    bool is_main;   /* what its clause says, and no event told in passing */
    bool is_mutual; /* each does it to the other: "met", "signed a pact with" */
    hs_str event_code;             /* of the predicate by a verb dictionary of others, "---" for none of their events; or empty */
    hs_str doer_code, target_code; /* between whom the event runs, by a dictionary of others; empty without one */
    hs_str predicate_lemma;
    span_list predicate;
    reference agent, patient, place;
    when time;
    quantity number;

    bool rejected; /* a person ruled that it is none: it is passed over.  Never set in what was found */
} claim;

/* A place where the document lets somebody speak, whether a claim came of it or not. */
typedef enum { UTTERANCE_SAYS, UTTERANCE_DENIES, UTTERANCE_WANTS } utterance_kind; /* wants, feels, backs: the author tells of it */
typedef struct {
    span_list source, cue, content; /* no source: nobody is named; the cue of a speaker's label is its colon or dash */
    utterance_kind kind;
    uint32_t within; /* the utterance in whose content its cue stands, or NOBODY */
} utterance;

/* A judging word for somebody ("the regime", "heroic"): an observation about who uses it. */
typedef struct {
    span at;
    uint32_t sentence;
    hs_str lemma;
    bool is_for; /* it speaks for the one named, else against */
    reference of;
    source speaker;
} label;

/* All that was found in one document. */
typedef struct {
    const actor *actor;
    uint32_t actors;
    const mention *mention;
    uint32_t mentions;
    const claim *claim;
    uint32_t claims;
    const utterance *utterance; /* in order of the text; of the reading only, not kept in a case */
    uint32_t utterances;
    const label *label; /* the same */
    uint32_t labels;
} findings;

bool findings_valid(const findings *, hs_str text, uint32_t sentences, char why[WHY]);

/* The words the interface uses, and back; NULL and false for what is none of them. */
const char *source_kind_name(source_kind);
const char *polarity_name(polarity);
const char *certainty_name(certainty);
const char *evidence_name(evidence_kind);
const char *quote_name(quote_kind);
const char *actor_class_name(actor_class);
const char *mention_kind_name(mention_kind);

#endif
