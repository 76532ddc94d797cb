/*
 * page.h - a text cut into paragraphs, sentences and tokens, each with its span.
 *
 * Every byte belongs to at most one sentence and one token; sentences and tokens ascend.  Tokens are the words of
 * Universal Dependencies' English treebanks before multiword splitting ("don't" is "do" + "n't").
 */
#ifndef RECORD_PAGE_H
#define RECORD_PAGE_H
#include "record/span.h"

typedef enum { TOKEN_WORD, TOKEN_NUMBER, TOKEN_PUNCT, TOKEN_SYMBOL, TOKEN_LINK } token_kind;

typedef struct {
    span at;
    uint8_t kind;        /* a token_kind */
    bool space_before;   /* white space stands before it */
    bool joined;         /* the second part of a split word: "n't", "'s" */
} token;

typedef struct {
    span at;
    uint32_t first_token, tokens;
    uint32_t paragraph;  /* from 0 */
    bool is_heading;     /* a title line, a speaker label on a line of its own, a dateline */
} sentence;

/* A pair of quotation marks: marks included in `at`, not in `inside`. */
typedef struct {
    span at, inside;
    bool open_ended; /* ran to the end of its paragraph without a closing mark (the next paragraph may go on) */
    bool continues;  /* goes on from an open-ended one of the paragraph before */
} quotation;

typedef struct {
    hs_str text;
    const token *token;
    uint32_t tokens;
    const sentence *sentence;
    uint32_t sentences, paragraphs;
    const quotation *quotation;
    uint32_t quotations;
    uint32_t notes; /* NOTE_NO_PUNCTUATION, NOTE_CAPITALS */
} page;

bool page_valid(const page *, char why[WHY]);

#endif
