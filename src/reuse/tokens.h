/*
 * tokens.h - a text as the room compares it: folded words, each with its place.
 *
 * A token is a maximal run of letters and digits; scripts written without spaces give one token a character.
 * Only a hash of the folded token is kept (32 bits), with the byte where it starts and what kind of place that is.
 */
#ifndef REUSE_TOKENS_H
#define REUSE_TOKENS_H
#include "record/span.h"

/* Flags live in the bits above a place; RECORD_TEXT_MOST needs 29 of the 32. */
#define TOKEN_QUOTED 0x80000000u /* between quotation marks */
#define TOKEN_DULL   0x40000000u /* part of a web or mail address: no evidence */
#define TOKEN_NAME   0x20000000u /* a whole name */
#define TOKEN_PLACE  0x1fffffffu

typedef struct {
    const uint32_t *hash;
    const uint32_t *blind; /* the same with one word for all names: what evidence is counted from */
    const uint32_t *at;    /* place and flags; at[n] is the end of the text */
    uint32_t n;
    const span *name; /* as handed over */
    size_t names;
} tokens;

static inline uint32_t token_place(const tokens *t, uint32_t i)
{
    return t->at[i] & TOKEN_PLACE;
}

/* Room for the tokens of one text at a time, kept between texts. */
typedef struct {
    uint32_t *hash, *at;
    size_t room;
} tokens_scratch;

/* The tokens of a text of at most RECORD_TEXT_MOST bytes. Bytes that are not UTF-8 stand between tokens.  A name, of
 * however many words, is one token; names: ascending, disjoint, borrowed. */
tokens tokens_read(arena *, arena *scratch_memory, tokens_scratch *, hs_str text, const span *name, size_t names);
/* Where token i ends. */
uint32_t token_end(const tokens *, hs_str text, uint32_t i);
/* Bytes from the first token of [begin, end) to the end of its last; begin < end. */
span tokens_span(const tokens *, hs_str text, uint32_t begin, uint32_t end);

/* The hash of one, two and three neighbouring tokens. */
static inline uint32_t unigram(const uint32_t *h)
{
    return (uint32_t)(h[0] * UINT64_C(0xd6e8feb86659fd93) >> 32);
}

static inline uint32_t bigram(const uint32_t *h)
{
    uint64_t x = h[0] * UINT64_C(0xbf58476d1ce4e5b9) + h[1];
    x = (x ^ (x >> 31)) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(x >> 32);
}

static inline uint32_t trigram(const uint32_t *h)
{
    uint64_t x = h[0] * UINT64_C(0x9e3779b97f4a7c15) + h[1];
    x = (x ^ (x >> 29)) * UINT64_C(0xbf58476d1ce4e5b9) + h[2];
    x = (x ^ (x >> 32)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)(x >> 32);
}

#endif
