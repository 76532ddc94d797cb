/*
 * lexicon.h - the tables of judgement that the rules of this room look things up in, opened once and never changed.
 *
 * Each table is a TSV file of data/lexicon with a `source` column; docs/claims.md says what the columns mean and how
 * to add a line.  No rule ever looks up a name: units that are names have no entry by construction (lexicon_* take a
 * unit and answer NULL for a name).
 */
#ifndef CLAIMS_LEXICON_H
#define CLAIMS_LEXICON_H
#include "base/map.h"
#include "base/tsv.h"
#include "claims/claims.h"
#include "claims/dictionary.h"
#include "claims/linear.h"
#include "language/lexicon.h"

/* What a cue says about the one who utters it and about what is uttered. */
typedef enum {
    CUE_SAY,      /* speech: "said", "according to" */
    CUE_THINK,    /* belief: "believes" */
    CUE_KNOW,     /* the author shares it: "knows", "realised" */
    CUE_SHOW,     /* a document or finding speaks: "indicates" */
    CUE_DENY,     /* the content is denied: "denied", "dismissed" */
    CUE_ACCUSE,   /* the object is the doer of the content: "accused G of" */
    CUE_DEMAND,   /* the content is asked for: "demanded" */
    CUE_PROMISE,  /* the content is announced by its doer: "vowed to" */
    CUE_ASK,      /* open: "wonders whether" */
    CUE_ALLEGE,   /* an adjective or adverb: "alleged", "reportedly" */
    CUE_CONTRARY, /* the opposite of the main clause: "contrary to what G says" */
    CUE_EVIDENCE, /* no voice, but something that the author leans on: "evidence that" */
    CUE_KINDS
} cue_kind;

/* Where the content of a cue stands; bits of cue.content. */
enum {
    CONTENT_THAT = 1,   /* a finite clause, or the clause it is put behind or into */
    CONTENT_TO = 2,     /* an infinitive */
    CONTENT_OBJECT = 4, /* a noun phrase as object */
    CONTENT_OF = 8,
    CONTENT_FOR = 16,
    CONTENT_ABOUT = 32,
    CONTENT_IN = 64,
    CONTENT_WITH = 128,
    CONTENT_AGAINST = 256,
    CONTENT_ON = 512,
    CONTENT_NOUN = 1024, /* the noun that the cue modifies: "alleged attack" */
    CONTENT_AS = 2048,   /* "recognised as", "described G as" */
    CONTENT_BESIDE = 8192,   /* a predicate beside the object: "hold G responsible" */
    CONTENT_DOER_ON = 16384, /* the object, and who did it behind "on": "blamed the attack on G" */
    CONTENT_DOER_TO = 32768, /* the same behind "to": "attributed the attack to G" */
    CONTENT_OWN = 131072,    /* what somebody is quoted with that has nobody who does it is said by him: "G is implicated" */
    CONTENT_DOER = 65536,    /* of what stands before a noun: who does something is as open ("suspected rebels attacked") */
    CONTENT_SOURCE = 262144, /* its object is who says it: "citing G", "quoted G as saying" */
    CONTENT_CLAUSE = 524288, /* the clause that the phrase stands in: "in the view of G" */
    CONTENT_NAME = 1048576,  /* what its object is called: "called G a liar" */
    CONTENT_DEED = 4096  /* of what denies: violence as its object did not happen ("denied the attack"), where others deplore it */
};

typedef struct {
    hs_str lemma;
    upos pos;
    cue_kind kind;
    polarity polarity;
    certainty certainty;
    uint32_t content; /* CONTENT_ bits */
} cue;

typedef struct {
    certainty certainty; /* at most this firm */
    bool negative;       /* turns the polarity: "hardly", "never" */
} hedge;

/* What a verb or noun says about its complement, when it is affirmed and when it is denied ("managed to": + -). */
typedef enum { EFFECT_KEEP, EFFECT_TURN, EFFECT_OPEN, EFFECT_POSSIBLE } effect;
typedef struct {
    effect affirmed, denied;
    bool is_light; /* says nothing of its own: the claim is the complement's ("began to", "failed to") */
} implicative;

typedef enum { VOICE_ACTOR, VOICE_UNNAMED, VOICE_DOCUMENT } voice_kind;
typedef struct {
    actor_class class;
    voice_kind kind;
} voice;

/* Where an argument stands, from the predicate's point of view; see frames.tsv. */
typedef enum {
    SLOT_NONE,
    SLOT_SUBJECT,
    SLOT_OBJECT,
    SLOT_INDIRECT,
    SLOT_OWNER,
    SLOT_COMPOUND,
    SLOT_SOMEBODY, /* a subject that is a person, a body, a people: "G belongs to H" */
    SLOT_EACH,   /* of a coordinated doer, the others: "G and H met" */
    SLOT_CLAUSE, /* an infinitive: "vowed to leave" */
    SLOT_DOER,   /* who does what the complement says: "demanded that H leave" */
    SLOT_PREPOSITION
} slot_kind;
typedef struct {
    slot_kind kind;
    hs_str preposition; /* SLOT_PREPOSITION */
    bool needed;        /* the line applies only where this slot is filled */
    hs_str kind_of;     /* what may fill it: "who", "body", "@" and a class of nouns; empty for anything */
    uint64_t class;     /* of these the bit, else 0 */
} slot;
enum { SLOTS_MOST = 10 };

typedef struct {
    hs_str lemma;
    hs_str particle;  /* "out" of "fall out", or empty */
    hs_str dependent; /* lemma of a noun that must hang below ("existence" of "come into existence"), or "@" and a class of nouns */
    bool is_light; /* lends its ends to a noun: "light:object" */
    uint64_t dependent_class; /* of these the bit, else 0 */
    upos pos;
    slot agent[SLOTS_MOST], patient[SLOTS_MOST]; /* tried in turn; ended by SLOT_NONE */
    bool wants_patient; /* the line applies only where one of the patient's slots is filled */
    hs_str frame, cameo, plover;
    uint32_t next; /* another line for the same lemma and part of speech, or NOBODY */
} frame;

typedef struct {
    evidence_kind kind;
} evidence_word;

typedef enum { TIME_MONTH, TIME_WEEKDAY, TIME_DAY, TIME_UNIT, TIME_RELATIVE, TIME_PART } time_kind;
typedef struct {
    time_kind kind;
    int32_t value; /* month 1-12, weekday 0-6, days from the published date, days in the unit, -1 / 0 / +1, 0 */
} time_word;

typedef struct {
    double value;
    bool is_multiplier, is_bound_low, is_bound_high, is_vague;
} number_word;

/* A word that judges what somebody said; see verdicts.tsv. */
typedef enum { VERDICT_FALSE, VERDICT_TRUE, VERDICT_BASIS, VERDICT_JUDGE } verdict_kind;

typedef struct {
    verdict_kind kind;
    cue deny, affirm; /* as which the word owns what it judges: "is a lie", "is no lie" */
} verdict;

/* A word that judges whom it names. */
typedef struct {
    bool is_for; /* else against */
} label_word;

typedef struct learnt learnt; /* claims/learnt.h */

/* What the tables say of one unit; NULL where they say nothing. */
typedef struct {
    const frame *frame; /* by lemma and part of speech; the first, go on by .next */
    const cue *cue;
    const hedge *hedge;
    const implicative *implicative;
    const label_word *label;
    const verdict *verdict;
    const voice *voice; /* by the lemma alone */
    const time_word *time;
    const number_word *number;
    const evidence_word *evidence;
    uint64_t classes; /* of noun-classes.tsv, a bit each */
    bool has_light; /* one of its lines is of a light verb */
    bool opens_cue, opens_implicative; /* some line wants it with another word beside it */
} word_entries;

typedef struct known_words known_words;

enum { LEXICON_LEMMA_MOST = 64 }; /* longer lemmas are in no table */
enum { CLASSES_MOST = 64 };
enum { VOICE_ENDINGS_MOST = 16 };

struct claims_lexicon {
    arena *a;
    dictionary *dictionary;   /* of others, or NULL */
    struct patterns *patterns; /* their verbs (claims/patterns.h), or NULL */
    const linear *factuality; /* learnt: did it happen?  NULL: no model there, rules alone answer */
    const learnt *learnt;     /* learnt: who says what.  NULL: the same */
    const lexicon *names;     /* who is known by which names: reading.name[].entry counts in it */
    const cue *cue;
    const hedge *hedge;
    const implicative *implicative;
    const voice *voice;
    const frame *frame;
    const evidence_word *evidence;
    const time_word *time;
    const number_word *number;
    const label_word *label;
    const verdict *verdict;
    map cues, hedges, implicatives, voices, frames, evidences, times, numbers, labels, verdicts;
    known_words *known; /* all of them by one look */
    hs_str voice_ending[VOICE_ENDINGS_MOST]; /* "man" of "*man" */
    size_t voice_endings;
    map irregulars; /* forms of irregular-verbs.tsv to their place in `irregular` */
    const hs_str *irregular;
    map classes; /* "aid weapon": a noun of noun-classes.tsv behind its class */
    hs_str class[CLASSES_MOST];
    size_t class_n;
    uint64_t places, manners, things; /* classes: where somebody may be, how something is done, what asks and forbids nothing */
    uint64_t measures, carriers; /* classes: what counts stands behind "of", or before it */
    map phrasal; /* implicatives with a word beside them: "come +close VERB" */
};

known_words *known_make(const claims_lexicon *);
/* All that the tables say of a unit; of a name nothing.  hash: hash_bytes of its lemma. */
const word_entries *known_of(arena *, const claims_lexicon *, const unit *, uint64_t hash);

/* Each gives the entry of a unit by lemma and part of speech in one table, or NULL.  A name has none.  Slow: rules ask known_of. */
const frame *lexicon_frame(const claims_lexicon *, const unit *);
const cue *lexicon_cue(const claims_lexicon *, const unit *);
const hedge *lexicon_hedge(const claims_lexicon *, const unit *);
const implicative *lexicon_implicative(const claims_lexicon *, const unit *);
const label_word *lexicon_label(const claims_lexicon *, const unit *);
const verdict *lexicon_verdict(const claims_lexicon *, const unit *);
/* A verb with a particle: "rule out"; NULL where no line has the two. */
const cue *lexicon_phrasal_cue(const claims_lexicon *, const unit *, const unit *particle);
/* A participle before a noun is an adjective by its form, whatever its tag: "alleged attack". */
const cue *lexicon_participle(const claims_lexicon *, const unit *, hs_str text);
/* A word with another beside it: "come close"; NULL where no line wants that word. */
const implicative *lexicon_phrasal(const claims_lexicon *, const unit *, const unit *beside);
/* The lemma of an irregular form of a verb, in any case ("froze": "freeze"); empty for other words. */
hs_str lexicon_irregular(const claims_lexicon *, hs_str form);
/* Of a noun in no line, by how it ends: "*man"; or NULL. */
const voice *lexicon_voice_ending(const claims_lexicon *, hs_str lemma);
/* The bit of a class of noun-classes.tsv in word_entries.classes; 0 for none of them. */
uint64_t lexicon_class(const claims_lexicon *, hs_str class);

#endif
