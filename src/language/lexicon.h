/*
 * lexicon.h - who is known by which names: a lexicon of any size, matched over a page in one pass.
 *
 * Read from the tables FOLDER/lexicon/actors*.tsv, one row a set of names:
 *
 *     key   name         alias                class         code  parent  kind    source
 *     AFG   Afghanistan  Islamic Republic of… place         AFG           name    ours
 *     AFG~  Afghan       Afghans              people        AFG   AFG     demonym ours
 *
 * Names are compared word by word: letters and digits folded (utf8_fold), hyphens, full stops and apostrophes passed
 * over, so that "Al-Zaman" is "al Zaman".  In text that uses capitals a word that has one in the lexicon must have
 * one in the text too; acronyms must be written as they stand.
 */
#ifndef LANGUAGE_LEXICON_H
#define LANGUAGE_LEXICON_H
#include "base/tsv.h"
#include "record/claim.h"
#include "record/page.h"

typedef enum { LEXICON_NAME, LEXICON_ACRONYM, LEXICON_DEMONYM, LEXICON_CAPITAL, LEXICON_METONYM } lexicon_kind;

typedef struct {
    hs_str key, name, code, source;
    actor_class class;
    lexicon_kind kind;
    uint32_t parent; /* entry, or NOBODY: the state of a demonym or capital, the whole that this is a part of */
    uint32_t actor;  /* the first entry with the same key: entries of one actor share it */
} lexicon_entry;

typedef struct {
    uint32_t first_token, tokens; /* whole tokens of the page */
    uint32_t entry;
    bool firm; /* written as the lexicon writes it; false: only the letters agree (text without case) */
} lexicon_hit;

typedef struct lexicon lexicon;

/* All of FOLDER/lexicon/actors*.tsv in byte order of their names; an empty lexicon when there is none.  Leaves with
 * HS_BAD_MODEL on a row that makes no sense (unknown class or kind, a parent that is nobody). */
const lexicon *lexicon_read(arena *, const char *folder);
/* The same from tables in memory. */
const lexicon *lexicon_build(arena *, const tsv *const *table, size_t tables);

/* A small word inside a name ("van", "al"), or one that only opens a sentence in front of it ("Neither"): from
 * FOLDER/lexicon/name-particles.tsv, where that is there. */
typedef enum { PARTICLE_NONE, PARTICLE_INNER, PARTICLE_OPENER, PARTICLE_JOINER } particle;
particle lexicon_particle(arena *, const lexicon *, hs_str word);

uint32_t lexicon_entries(const lexicon *);
const lexicon_entry *lexicon_at(const lexicon *, uint32_t entry);

/* The longest known name at each place, left to right, none overlapping, none across the end of a sentence.
 * Linear: a name has at most LEXICON_WORDS_MOST words. */
enum { LEXICON_WORDS_MOST = 24 };
const lexicon_hit *lexicon_match(arena *, const lexicon *, const page *, uint32_t *n);

#endif
