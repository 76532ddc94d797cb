/*
 * str.c - strings that know their length, and a buffer that grows.
 */
#include "base/str.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

int str_cmp(hs_str a, hs_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_eq_ascii(hs_str a, hs_str b)
{
    return a.n == b.n && str_starts_ascii(a, b);
}

bool str_starts(hs_str s, hs_str with)
{
    return s.n >= with.n && (!with.n || !memcmp(s.p, with.p, with.n));
}

bool str_ends(hs_str s, hs_str with)
{
    return s.n >= with.n && (!with.n || !memcmp(s.p + s.n - with.n, with.p, with.n));
}

bool str_starts_ascii(hs_str s, hs_str with)
{
    if (s.n < with.n) return false;
    for (size_t i = 0; i < with.n; i++)
        if (lower(s.p[i]) != lower(with.p[i])) return false;
    return true;
}

size_t str_find(hs_str s, hs_str what, size_t from)
{
    if (what.n == 0) return from <= s.n ? from : SIZE_MAX;
    for (; from + what.n <= s.n; from++) {
        const char *hit = memchr(s.p + from, what.p[0], s.n - what.n - from + 1);
        if (!hit) return SIZE_MAX;
        from = (size_t)(hit - s.p);
        if (!memcmp(hit, what.p, what.n)) return from;
    }
    return SIZE_MAX;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

hs_str str_trim(hs_str s)
{
    while (s.n && is_space(s.p[0])) s.p++, s.n--;
    while (s.n && is_space(s.p[s.n - 1])) s.n--;
    return s;
}

bool str_split(hs_str *rest, char by, hs_str *piece)
{
    if (!rest->p) return false;
    const char *hit = rest->n ? memchr(rest->p, by, rest->n) : NULL;
    if (!hit) {
        *piece = *rest;
        *rest = (hs_str){ NULL, 0 };
        return true;
    }
    size_t n = (size_t)(hit - rest->p);
    *piece = (hs_str){ rest->p, n };
    *rest = (hs_str){ hit + 1, rest->n - n - 1 };
    return true;
}

bool str_to_u64(hs_str s, uint64_t *out)
{
    uint64_t v = 0;
    if (!s.n) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (v > (UINT64_MAX - digit) / 10) return false;
        v = v * 10 + digit;
    }
    *out = v;
    return true;
}

bool str_to_double(hs_str s, double *out)
{
    char copy[64];
    if (!s.n || s.n >= sizeof copy || is_space(s.p[0])) return false;
    memcpy(copy, s.p, s.n);
    copy[s.n] = 0;
    char *end;
    errno = 0;
    double v = strtod(copy, &end);
    if (end != copy + s.n || !isfinite(v) || (errno == ERANGE && fabs(v) > 1)) return false;
    *out = v;
    return true;
}

hs_str str_lower_ascii(arena *a, hs_str s)
{
    char *p = arena_take(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) p[i] = (char)lower(s.p[i]);
    return (hs_str){ p, s.n };
}

static void buf_need(buf *b, size_t more)
{
    if (more > SIZE_MAX / 2 - b->n) arena_leave(b->a, HS_LIMIT, "a buffer of %zu bytes is too large", b->n);
    if (b->room - b->n >= more) return;
    size_t room = b->room ? b->room * 2 : 256;
    while (room - b->n < more) room *= 2;
    b->p = arena_grow(b->a, b->p, b->room, room);
    b->room = room;
}

void buf_add(buf *b, hs_str s)
{
    if (!s.n) return;
    buf_need(b, s.n);
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_byte(buf *b, char c)
{
    buf_need(b, 1);
    b->p[b->n++] = c;
}

void buf_printf(buf *b, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (n < 0) {
        va_end(again);
        arena_leave(b->a, HS_BUG, "bad format: %s", format);
    }
    buf_need(b, (size_t)n + 1);
    vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
    va_end(again);
    b->n += (size_t)n;
}

/* Of big things one often needs one or two, and room is zeroed. */
enum { BIG = 128 };

void *vec_room(arena *a, void *at, size_t n, size_t *room, size_t size)
{
    if (n < *room) return at;
    size_t more = *room ? *room * 2 : size > BIG ? 2 : 8;
    if (more > SIZE_MAX / 2 / size) arena_leave(a, HS_LIMIT, "%zu things are too many", n);
    at = arena_grow(a, at, *room * size, more * size);
    *room = more;
    return at;
}
