/*
 * conllu.h - CoNLL-U in and out: universaldependencies.org/format.
 *
 * Read: comments, multiword ranges ("3-4 don't"), empty nodes ("5.1", passed over), "_" for what is not said.
 * A file is read sentence by sentence; whatever breaks the format is refused with its line.  Written: the words of
 * a reading, names spelt out, "NE=B-PER" in MISC.
 */
#ifndef LANGUAGE_CONLLU_H
#define LANGUAGE_CONLLU_H
#include "language/reading.h"

#define CONLLU_UNSAID (UINT32_MAX - 1)       /* head of a word that has none given */
enum { CONLLU_WORDS_MOST = 4 << 20 };        /* in one sentence */

typedef struct {
    hs_str form, lemma, upos, xpos, relation, misc; /* empty for "_"; but a form, or its lemma, may be "_" itself */
    hs_str range;     /* of the first word of a multiword token: how that is written; else empty */
    uint32_t head;    /* word of the sentence from 0, UNIT_ROOT, or CONLLU_UNSAID */
    bool joined;      /* goes on in the multiword token that the word before began or is in */
    bool space_after;
} conllu_word;

typedef struct {
    const conllu_word *word;
    uint32_t words;
    hs_str id;        /* "# sent_id = ..." */
    hs_str document;  /* "# newdoc id = ..." */
    size_t line;      /* of its first word */
    bool new_document, new_paragraph;
} conllu_sentence;

typedef struct {
    hs_str rest;      /* what is still to be read */
    size_t line;      /* lines read so far */
    const char *path; /* for messages */
} conllu_reader;

/* The next sentence (borrowing the reader's bytes); false at the end.  Leaves with HS_BAD_INPUT, naming path and line. */
bool conllu_next(arena *, conllu_reader *, conllu_sentence *out);
/* All of them, in order. */
const conllu_sentence *conllu_all(arena *, conllu_reader *, uint32_t *n);

/* One tree: each head said, one root, no cycle. */
bool conllu_is_tree(arena *, const conllu_sentence *);

/* A page of these sentences: forms with the blanks that SpaceAfter leaves, paragraphs as "newpar" says. */
const page *conllu_page(arena *, const conllu_sentence *, uint32_t n);

/* Names given as "NE=B-PER", "NE=I-PER" in MISC (PER, ORG, LOC, GRP, MISC or OTH).  In order of the words. */
typedef struct {
    uint32_t first, words;
    actor_class class;
} conllu_name;
const conllu_name *conllu_names(arena *, const conllu_sentence *, uint32_t *n);
/* Where a treebank marks no names: stretches of PROPN words that hang together by flat or compound, all CLASS_OTHER. */
const conllu_name *conllu_guess_names(arena *, const conllu_sentence *, uint32_t *n);
bool conllu_class_parse(hs_str, actor_class *out);
const char *conllu_class_name(actor_class); /* "PER" */

/* Page and reading of a CoNLL-U text with full trees: what language_read would give if it made no mistake.  Each
 * name is a chain of its own.  Where no sentence has NE=, names are guessed. */
const reading *reading_from_conllu(arena *, hs_str conllu, const char *path, const page **out);

/* Writes sentence s of a page as CoNLL-U, with "# text".  source: the sentence the page was made from, for its id and
 * its multiword tokens, or one of no words that only has an id; NULL: no id.  inside: language_inside, or NULL: then the
 * words of a name hang flat on its first. */
void conllu_put(buf *, const page *, const reading *, const tree *inside, uint32_t s, const conllu_sentence *source);

#endif
