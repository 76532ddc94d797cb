/*
 * spelling.h - names brought to a form in which spellings and romanisations of one name meet.
 */
#ifndef MATCH_SPELLING_H
#define MATCH_SPELLING_H
#include "base/map.h"
#include "base/tsv.h"

typedef enum { NAME_PARTICLE = 1, NAME_TITLE, NAME_EMPTY, NAME_ABD, NAME_ABU } name_word_kind;

typedef struct {
    hs_str from, to;
} spelling_rule;

typedef struct {
    map letter; /* a letter of another script -> number of its rule + 1 */
    const spelling_rule *letters;
    const spelling_rule *rule; /* tried in order at each place */
    size_t rules;
    char sound[128];    /* of an ASCII letter; 0: none */
    map name_word;      /* folded word -> name_word_kind */
} spelling;

enum { SPELLED_WORDS_MOST = 12 };

/* A name word by word, without titles and particles. */
typedef struct {
    hs_str word[SPELLED_WORDS_MOST];  /* folded, in Latin letters */
    hs_str form[SPELLED_WORDS_MOST];  /* by the rules of spelling: "hizbulah" for Hezbollah and Hizbullah */
    hs_str bones[SPELLED_WORDS_MOST]; /* its consonants by their sounds */
    uint32_t words;                   /* 0: no letters, or too many words */
    bool is_titled;                   /* a title stood in front */
    bool is_acronym;                  /* one word of capitals: compared letter by letter */
    hs_str initials, all_initials;    /* without and with particles: "fmln" */
} spelled;

/* Reads romanisation.tsv, name-words.tsv and, as titles, titles.tsv. */
void spelling_read(arena *, const char *folder, spelling *);
name_word_kind spelling_name_word(const spelling *, hs_str folded); /* 0: a word like any other */
spelled spelling_of(arena *, const spelling *, hs_str name, bool is_person);

typedef enum {
    ALIKE_NO,
    ALIKE_PART, /* a person's: all words of the one are among the other's */
    ALIKE_CLOSE, /* word by word near enough, not the same by the rules */
    ALIKE_SAME  /* the same by the rules of spelling */
} alike;
alike spelling_alike(const spelling *, const spelled *, const spelled *, bool are_persons);

/* Keys under which alike names meet: each is in at least one list of both.  At most SPELLED_WORDS_MOST + 1. */
uint32_t spelling_keys(arena *, const spelling *, const spelled *, hs_str key[SPELLED_WORDS_MOST + 1]);
/* The key of two of a person's words, for finding a name inside a fuller one. */
hs_str spelling_pair(arena *, const spelled *, uint32_t i, uint32_t k);

#endif
