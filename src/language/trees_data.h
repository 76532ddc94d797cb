/*
 * trees_data.h - treebanks and name files made ready for training.
 */
#ifndef LANGUAGE_TREES_DATA_H
#define LANGUAGE_TREES_DATA_H
#include "language/conllu.h"
#include "language/lemma.h"
#include "language/net.h"
#include "language/units.h"
#include "language/vectors.h"

#define NO_TARGET UINT16_MAX

typedef struct {
    hs_str form;
    uint32_t head; /* word, or UNIT_ROOT */
    uint8_t upos, relation;
    uint16_t xpos, script; /* or NO_TARGET */
    bool rare;             /* seen so seldom that its lemma is worth learning as if it were not */
} train_word;

typedef struct {
    const train_word *word;
    uint32_t words;
    const stretch *at; /* of names */
    const actor_class *class;
    uint32_t names;
} train_sentence;

typedef struct {
    arena *a;
    const conllu_sentence *source; /* as read, for scoring; of all sentences but those of treebank_add_names */
    train_sentence *sentence;
    uint32_t sentences;
    uint64_t words;
} treebank;

/* What the training data fix of a model: tables and sizes. */
typedef struct {
    key_table keys;
    lemma_script *script;
    hs_str *xpos;
    uint32_t words, affixes, scripts, xposes;
    uint32_t learnt; /* rows of words below this one are of words that the treebank has often enough to learn */
} inventory;

/* Reads CoNLL-U files (paths, NULL at the end; sentences that are no trees are left out) and IOB2 files of names that
 * go with them by sent_id.  names may be NULL: then NE= in MISC counts.  Leaves with HS_IO or HS_BAD_INPUT. */
treebank *treebank_read(arena *, const char *const *paths, const char *const *names);

/* Counts forms, ends, tags and scripts, and numbers those seen often enough, the more frequent first, ties in byte
 * order; words that have a vector follow.  Fills in xpos, script and rare of the words. */
inventory *treebank_inventory(arena *, treebank *, const vectors *);

/* Adds each name of several words as a sentence of its own, for what stands inside a name is read that way. */
void treebank_add_names(treebank *);

#endif
