/*
 * features.h - what tagger and parser see of a word: its form, its ends, its shape; of a name, its class.
 *
 * A model keeps no words, only a table from halves of hashes to rows: a form that is not in it is an unknown word, of
 * which ends and shape are left.  Forms are looked at in lower case, curly quotes straight, dashes as '-', any digit
 * as '0'.
 */
#ifndef LANGUAGE_FEATURES_H
#define LANGUAGE_FEATURES_H
#include "language/reading.h"

/* Open addressing over a power of two of slots, each with the upper half of its hash; 0 marks an empty one. */
typedef struct {
    uint32_t check, value;
} key_slot;

typedef struct {
    const key_slot *slot;
    size_t mask; /* slots - 1 */
} key_table;

/* What a hash is of: the seed of its hash. */
typedef enum {
    KEY_WORD = 1, KEY_SUFFIX1, KEY_SUFFIX2, KEY_SUFFIX3, KEY_SUFFIX4, KEY_PREFIX1, KEY_PREFIX2, KEY_PREFIX3,
    KEY_LEMMA_XPOS, KEY_LEMMA_UPOS
} key_kind;

uint64_t key_hash(hs_str, uint64_t kind);
/* False when it is not there.  Ends also in a table without an empty slot. */
bool key_find(const key_table *, uint64_t hash, uint32_t *value);

/* A table of at least half as many slots again as keys, for writing; later ones of the same hash are dropped. */
typedef struct {
    uint64_t hash;
    uint32_t value;
} key_pair;
key_table key_build(arena *, const key_pair *, size_t n);

enum { ROW_UNKNOWN, ROW_MASK, ROW_WORDS = ROW_MASK + 5 }; /* word rows: unknown, one a class of names, the words */
enum { SHAPES = 32, AFFIX_KINDS = 7, AFFIXES = AFFIX_KINDS + 2 }; /* affix rows: shapes first */

typedef struct {
    uint32_t word;
    uint32_t affixes;
    uint32_t affix[AFFIXES];
} features;

/* A form as the tables know it.  `lower` keeps digits; what is longer than FORM_MOST bytes is cut in the middle. */
enum { FORM_MOST = 64 };
typedef struct {
    char lower[FORM_MOST], key[FORM_MOST];
    size_t n;
    bool cut;
} plain_form;
void form_plain(hs_str form, plain_form *out);
/* The end of a plain form of a kind, or an empty one where the form is too short. */
hs_str form_affix(const plain_form *, key_kind);
void form_shapes(hs_str form, uint32_t out[2]);

/* words, affixes: rows of the model; a table that says otherwise is not believed. */
void features_of(const key_table *, hs_str form, uint32_t words, uint32_t affixes, features *out);
void features_of_mask(actor_class, features *out);

#endif
