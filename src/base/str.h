/*
 * str.h - strings that know their length, and a buffer that grows.
 */
#ifndef BASE_STR_H
#define BASE_STR_H
#include "base/arena.h"

#include <string.h>

#define STR(literal) ((hs_str){ (literal), sizeof(literal) - 1 })
#define STR_INIT(literal) { (literal), sizeof(literal) - 1 } /* in static tables */
#define STR_ARGS(s) (int)(s).n, (s).p                        /* for "%.*s" */

static inline hs_str str_of(const char *c)
{
    return (hs_str){ c, c ? strlen(c) : 0 };
}

static inline bool str_eq(hs_str a, hs_str b)
{
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

static inline hs_str str_sub(hs_str s, size_t begin, size_t end)
{
    return (hs_str){ s.p + begin, end - begin };
}

int str_cmp(hs_str a, hs_str b);       /* bytes, then length: one order everywhere */
bool str_eq_ascii(hs_str a, hs_str b); /* A-Z and a-z alike, other bytes as they are */
bool str_starts(hs_str s, hs_str with);
bool str_ends(hs_str s, hs_str with);
bool str_starts_ascii(hs_str s, hs_str with);
size_t str_find(hs_str s, hs_str what, size_t from); /* place, or SIZE_MAX */
hs_str str_trim(hs_str);                             /* without ASCII white space at both ends */
/* The piece before the next `by`, and moves *rest behind it; false when *rest is used up (p is NULL). */
bool str_split(hs_str *rest, char by, hs_str *piece);
bool str_to_u64(hs_str, uint64_t *out); /* all digits, in range */
bool str_to_double(hs_str, double *out);
hs_str str_lower_ascii(arena *, hs_str);

/* Bytes that grow in an arena.  Zero-initialise with the arena: buf b = { .a = a }. */
typedef struct {
    arena *a;
    char *p;
    size_t n, room;
} buf;

void buf_add(buf *, hs_str);
void buf_byte(buf *, char);
void buf_printf(buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline hs_str buf_str(const buf *b)
{
    return (hs_str){ b->p, b->n };
}

/* A vector in an arena: struct { type *at; size_t n, room; } v; VEC_ADD(a, &v) gives a new zeroed last. */
#define VEC(type)    \
    struct {         \
        type *at;    \
        size_t n, room; \
    }
void *vec_room(arena *a, void *at, size_t n, size_t *room, size_t size);
#define VEC_ADD(a, v) ((v)->at = vec_room((a), (v)->at, (v)->n, &(v)->room, sizeof *(v)->at), &(v)->at[(v)->n++])

#endif
