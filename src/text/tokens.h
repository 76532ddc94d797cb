/*
 * tokens.h - the steps from a text to a page; text_page (page.c) takes them in this order.
 */
#ifndef TEXT_TOKENS_H
#define TEXT_TOKENS_H
#include "text/page.h"

/* One line of the text that is not empty, without the white space around it. */
typedef struct {
    span at;
    uint32_t paragraph;
    bool starts_paragraph;
} text_line;

typedef struct {
    text_line *at;
    size_t n;
    uint32_t paragraphs;
} text_lines;

text_lines lines_of(arena *, hs_str text);

typedef struct {
    arena *a;
    hs_str text;
    VEC(token) token;
    bool in_single; /* a single quotation mark is open on this line */
} token_list;

/* Adds the tokens of [begin, end). */
void tokens_add(token_list *, span line);

typedef struct {
    arena *a;
    hs_str text;
    token *token;          /* of the whole text */
    bool has_punctuation;  /* sentences end with marks, as far as one can see */
    bool is_capitals;      /* no lower case to tell names and sentence starts by */
    VEC(sentence) sentence;
} sentence_list;

/* Adds the sentences of tokens [first, first + n), which are of one block of running text; a dateline before it is one
 * of its own, marked as a heading. */
void sentences_add(sentence_list *, uint32_t first, uint32_t n, uint32_t paragraph, bool is_heading);

/* Whether a sentence that began at token `first` ends at token i for reasons of letters and e-mail (letters.c). */
bool letters_sentence_ends(const sentence_list *, uint32_t first, uint32_t i, uint32_t end);

/* The pairs of quotation marks of a page whose sentences and tokens are there. */
void quotations_find(arena *, page *);

/* "Gen.", "U.S.", "a.m.", "No.": the word (with its stop) is an abbreviation.  `ends`: it ends a sentence as often
 * as not ("Inc.", "etc."); `before_name`: it never does, for a name or number follows ("Gen.", "No."). */
typedef struct {
    bool is, ends, before_name;
} abbreviation;
abbreviation abbreviation_of(hs_str word);

/* "anti", "Pro", "non", "ex", "post", "pre": what stands before a hyphen and a name, and is a token of its own there. */
bool is_stance(hs_str word);

#endif
