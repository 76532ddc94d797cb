/*
 * internal.h - what the files of the room share: the case while it is being matched.
 *
 *     match_add:    documents -> local actors, local claims            (add.c)
 *     match_finish: local actors -> actors of the case                 (actors.c)
 *                   local claims -> sources, questions, answers        (items.c)
 *                   claims of one answer -> origins                    (origins.c)
 */
#ifndef MATCH_INTERNAL_H
#define MATCH_INTERNAL_H
#include "match/lexicon.h"

/* An actor of one document. */
typedef struct {
    uint32_t document, local;
    uint32_t parent; /* local number, or NOBODY */
    uint32_t at;     /* byte of its first mention, or NOBODY */
    hs_str name, key, code;
    hs_str described; /* the key before it was tied to a document */
    actor_class class;
    bool is_named;
    bool is_ruled; /* a decision speaks of this use of the name */
    const hs_str *alias;       /* in the form for comparing */
    const hs_str *alias_shown; /* as written */
    uint32_t aliases;
    uint32_t actor; /* of the case, once joined */
} local_actor;

/* What fills a slot of a proposition: an actor, or words. */
typedef struct {
    uint32_t local; /* index into match.locals, or NOBODY */
    hs_str words;   /* normalised words when there is no actor; empty: nothing */
    hs_str shown;   /* the words as they stand */
} filler;

typedef struct {
    uint32_t document, local;
    uint32_t sentence;
    span at;
    source_kind source;
    uint32_t speaker; /* index into match.locals, or NOBODY */
    hs_str voice;     /* words of an unnamed voice, folded, */
    hs_str called;    /* and as they stand, but for a capital that only begins the sentence */
    uint8_t passed_on; /* by how many in the text, at most LINKS_MOST */
    hs_str frame;
    filler agent, patient;
    polarity polarity;
    certainty certainty;
    double low, high; /* a count; unit empty: none */
    hs_str unit;
    hs_str hedge; /* the words that lowered its certainty */
    uint32_t first_token, tokens; /* in match.tokens: hashes of what is said, each once, ascending */
    uint64_t words_hash; /* of the words it stands in, folded; 0 when too short to be called a repeat */
} local_claim;

/* A claim that tells of something that happened, or may do so by its words. */
typedef struct {
    uint32_t claim; /* index into match.claims */
    date from, to;
    filler place;
    filler doer;    /* of a claim without a frame: who is blamed */
    hs_str blamed;  /* and what for, as it stands */
} local_telling;

/* A person whom a text gives an office: "Interior Minister Tell". */
typedef struct {
    uint32_t local; /* index into match.locals */
    hs_str office;  /* folded words */
} local_office;

typedef struct {
    hs_str id, publisher, author, publisher_key;
    date published;
    uint32_t first_local; /* its actors in match.locals */
    uint32_t publisher_actor, author_actor; /* of the case, once joined, or NOBODY */
} local_document;

struct match {
    arena *a;
    const match_lexicon *lexicon;
    VEC(local_document) documents;
    VEC(local_actor) locals;
    VEC(local_claim) claims;
    VEC(uint32_t) tokens;
    VEC(local_telling) tellings;
    hs_str pact_words, pact_shown; /* the agreement that the document at hand named last */
    map once; /* frames and units: each string is kept once */
    VEC(ruling) rulings;
    VEC(local_office) offices;
};

/* On which side of its answer a claim stands.  What is asked, supposed or planned asserts nothing: it is open. */
typedef enum { SIDE_ASSERTS, SIDE_DENIES, SIDE_OPEN } side;
static inline side match_side(const local_claim *c)
{
    return c->certainty == CERTAINTY_UNKNOWN ? SIDE_OPEN : c->polarity == POLARITY_DENY ? SIDE_DENIES : SIDE_ASSERTS;
}

void match_join_actors(match *, const lineage *, uint32_t lineages, state *out);
/* Sets source, answer and count_answer of each claim. */
void match_add_offices(match *, const document *, const findings *, uint32_t first_local);
struct event_parts;
void match_find_items(match *, const struct event_parts *, state *out);
/* Whether two claims say much the same in words: at least half of the words of the shorter, and two. */
bool match_says_alike(const match *, const local_claim *, const local_claim *);
/* Claims of one speaker about one day that say the same, whoever reports them: calls `fold` for each pair. */
typedef void match_fold(void *ctx, uint32_t a, uint32_t b);
void match_find_utterances(match *, match_fold *, void *ctx);
/* Sets the links of each claim; passage: of each claim, the same for those in one passage. */
void match_count_links(match *, const state *, const uint32_t *passage, case_claim *);
void match_find_drift(match *, const lineage *, uint32_t lineages, state *out);
void match_find_origins(match *, const lineage *, uint32_t lineages, state *out);
void match_list_forms(match *, state *);

#endif
