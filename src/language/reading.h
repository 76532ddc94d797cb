/*
 * reading.h - what the language room finds in a page: names, and one dependency tree a sentence.
 *
 * Names come first and are masked: a name of any length is ONE unit of the tree, and tagger, parser and every rule
 * above see its class, never its letters.  So replacing a name by another of its class changes nothing here but
 * spans.  All other units are one token each (a token of punctuation is a unit too).
 */
#ifndef LANGUAGE_READING_H
#define LANGUAGE_READING_H
#include "record/claim.h"
#include "record/page.h"

/* Universal part-of-speech tags, universaldependencies.org/u/pos, in alphabetical order. */
typedef enum {
    UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN, UPOS_NUM, UPOS_PART,
    UPOS_PRON, UPOS_PROPN, UPOS_PUNCT, UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_X, UPOS_COUNT
} upos;

/* Universal relations and the English subtypes that rules need, universaldependencies.org/en/dep.  A model that
 * knows a subtype not listed gives its main relation. */
typedef enum {
    REL_ACL, REL_ACL_RELCL, REL_ADVCL, REL_ADVCL_RELCL, REL_ADVMOD, REL_AMOD, REL_APPOS, REL_AUX, REL_AUX_PASS, REL_CASE, REL_CC,
    REL_CC_PRECONJ, REL_CCOMP, REL_CLF, REL_COMPOUND, REL_COMPOUND_PRT, REL_CONJ, REL_COP, REL_CSUBJ,
    REL_CSUBJ_PASS, REL_DEP, REL_DET, REL_DET_PREDET, REL_DISCOURSE, REL_DISLOCATED, REL_EXPL, REL_FIXED, REL_FLAT,
    REL_GOESWITH, REL_IOBJ, REL_LIST, REL_MARK, REL_NMOD, REL_NMOD_POSS, REL_NMOD_UNMARKED, REL_NSUBJ,
    REL_NSUBJ_PASS, REL_NUMMOD, REL_OBJ, REL_OBL, REL_OBL_AGENT, REL_OBL_UNMARKED, REL_ORPHAN, REL_PARATAXIS,
    REL_PUNCT, REL_REPARANDUM, REL_ROOT, REL_VOCATIVE, REL_XCOMP, REL_COUNT
} relation;

#define UNIT_ROOT UINT32_MAX /* head of the root of a sentence */

typedef struct {
    span at;
    uint32_t first_token, tokens; /* of the page; one, or all tokens of a name */
    uint32_t name;                /* index into reading.name, or NOBODY */
    uint8_t upos;                 /* an upos */
    uint8_t relation;             /* a relation to the head */
    uint32_t head;                /* unit of the same sentence, from 0, or UNIT_ROOT */
    hs_str xpos;                  /* the model's own finer tag ("VBN", "MD"), or empty */
    hs_str lemma;                 /* lower case; of a name: its words as they stand */
} unit;

typedef struct {
    const unit *unit;
    uint32_t units;
} tree; /* of one sentence; exactly one root, no cycle (tree_valid checks) */

typedef struct {
    span at;
    uint32_t sentence, first_token, tokens;
    actor_class class;
    uint32_t entry; /* of the lexicon that knew the name (language_entry), or NOBODY */
} name;

/* A chain of coreference gathers mentions of one somebody; numbers count within the document. */
typedef struct {
    span at;
    uint32_t sentence, head; /* head: unit of that sentence */
    uint32_t chain;
    mention_kind kind;
} corefer;

typedef struct {
    const tree *tree; /* one a sentence of the page */
    uint32_t trees;
    const name *name; /* in order of the text */
    uint32_t names;
    const corefer *corefer; /* in order of the text; every name is in one, alone or not */
    uint32_t corefers, chains;
} reading;

const char *upos_name(upos);         /* "NOUN" */
const char *relation_name(relation); /* "nsubj:pass" */
bool upos_parse(hs_str, upos *out);
bool relation_parse(hs_str, relation *out); /* an unknown subtype gives its main relation; false: unknown */

bool tree_valid(tree, char why[WHY]);
bool reading_valid(const reading *, const page *, char why[WHY]);

#endif
