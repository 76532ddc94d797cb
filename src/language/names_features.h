/*
 * names_features.h - what the sequence model sees of a token: hashes of its letters, shape, neighbours, and of what
 * lexicon, word table and the rest of the document say of it.
 */
#ifndef LANGUAGE_NAMES_FEATURES_H
#define LANGUAGE_NAMES_FEATURES_H
#include "language/casing.h"
#include "language/lexicon.h"

/* What open text taught about a word, by its folded letters: which words it stands among, how often it has a capital. */
typedef struct {
    uint32_t word;   /* the low half of its hash; ascending in a table */
    uint8_t class;   /* 1 .. 255; 0 unknown */
    uint8_t capital; /* share of capitals inside sentences, in eighths, + 1; 0 unknown */
    uint8_t profile; /* what the places where it stands take it for: names_profile.h; 0 unknown */
    uint8_t zero;
} word_fact;

typedef struct {
    const word_fact *fact;
    size_t facts;
} word_table;

typedef struct names_view names_view; /* of one page */

names_view *names_view_of(arena *, const page *, const lexicon_hit *, uint32_t hits, const lexicon *, word_table);
const casing *names_view_casing(const names_view *);

bool names_view_knows(const names_view *, uint32_t token);   /* the word table has it */
bool names_view_capital(const names_view *, uint32_t token); /* and there it nearly always has a capital */
/* A word that open text never wrote small, or never had.  Beside another one, or with particles between them, it is a
 * name oftener than the field thinks, who learnt on other people's names; alone only in text with case. */
typedef enum { NO_STRANGER, LONE_STRANGER, STRANGER, STRANGER_WITHOUT_CASE } stranger;
stranger names_view_stranger(const names_view *, uint32_t token);

/* For training: from now on the token looks like a word nobody has seen, of the same shape; *kept gets what it was. */
typedef struct {
    uint64_t lexical[2 + 2 * 4];
    uint8_t class, capital, profile, lexicon;
} hidden_token;
void names_view_hide(names_view *, uint32_t token, hidden_token *kept);
void names_view_show(names_view *, uint32_t token, const hidden_token *kept);

/* The features of a token, at most FEATURES_MOST; how many.  `lexical` false leaves out all that tells one word from
 * another: training does so now and then, so that shape and context carry names never seen. */
enum { FEATURES_MOST = 88 };
uint32_t names_features(const names_view *, uint32_t token, bool lexical, uint64_t out[FEATURES_MOST]);

uint64_t word_key(arena *, hs_str); /* as word_fact.word is the low half of */
const word_fact *word_table_find(word_table, uint64_t key); /* NULL: unknown */

#endif
