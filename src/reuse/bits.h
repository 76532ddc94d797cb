/*
 * bits.h - numbers of any width, one behind the other: lowest bits first, no gaps.
 */
#ifndef REUSE_BITS_H
#define REUSE_BITS_H
#include "base/str.h"

enum { BITS_AT_ONCE = 56, BITS_SLACK = 8 /* bytes that must be readable behind the last */ };

typedef struct {
    const unsigned char *p;
    uint64_t at, end; /* bits */
    bool over;        /* somebody read past the end, and got zeros */
} bit_reader;

static inline uint64_t bits_get(bit_reader *r, unsigned n)
{
    if (r->at + n > r->end) {
        r->over = true;
        return 0;
    }
    uint64_t w;
    memcpy(&w, r->p + (r->at >> 3), sizeof w);
    w >>= r->at & 7;
    r->at += n;
    return w & ((UINT64_C(1) << n) - 1);
}

/* Elias's gamma code of a number from 1 to 2^32 - 1 ("Universal codeword sets", 1975). */
static inline uint32_t bits_get_gamma(bit_reader *r)
{
    unsigned zeros = 0;
    while (zeros < 32 && !r->over && !bits_get(r, 1)) zeros++;
    if (zeros >= 32) r->over = true;
    return r->over ? 1 : (uint32_t)(UINT64_C(1) << zeros | bits_get(r, zeros));
}

typedef struct {
    buf *out;
    uint64_t waiting; /* bits not yet put */
    unsigned n;
} bit_writer;

static inline void bits_put(bit_writer *w, uint64_t value, unsigned n)
{
    w->waiting |= value << w->n;
    w->n += n;
    while (w->n >= 8) {
        buf_byte(w->out, (char)(unsigned char)w->waiting);
        w->waiting >>= 8;
        w->n -= 8;
    }
}

static inline void bits_put_gamma(bit_writer *w, uint32_t value)
{
    unsigned zeros = 31u - (unsigned)__builtin_clz(value);
    bits_put(w, 0, zeros);
    bits_put(w, 1, 1);
    bits_put(w, value - (UINT32_C(1) << zeros), zeros);
}

/* Fills the last byte up with zeros. */
static inline void bits_end(bit_writer *w)
{
    if (w->n) bits_put(w, 0, 8 - w->n);
}

#endif
