/*
 * words.c - the bare words of a stretch of text, for comparing names.
 */
#include "language/words.h"

#include "base/hash.h"

/* Hyphen, full stop and apostrophes, straight and curly, and the hyphens of typesetters. */
static bool is_glue(int32_t c)
{
    return c == '-' || c == '.' || c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x2010 ||
           c == 0x2011 || c == 0xAD;
}

static bool is_ascii(hs_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

hs_str word_fold(arena *a, hs_str s)
{
    return is_ascii(s) ? str_lower_ascii(a, s) : utf8_fold(a, s);
}

enum { SHORT_WORD = 64 };

static uint64_t word_hash(arena *a, hs_str s)
{
    char low[SHORT_WORD];
    if (s.n > SHORT_WORD || !is_ascii(s)) return hash_bytes(word_fold(a, s));
    for (size_t i = 0; i < s.n; i++) low[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    return hash_bytes((hs_str){ low, s.n });
}

bool word_next(arena *a, word_walk *w, uint64_t *hash)
{
    while (w->at < w->rest.n) {
        w->begin = w->at;
        int32_t c = utf8_next(w->rest, &w->at);
        if (is_glue(c) || utf8_is_space(c)) continue;
        for (size_t next = w->at; word_letter(c) && next < w->rest.n; w->at = next)
            if (!word_letter(utf8_next(w->rest, &next))) break;
        *hash = word_hash(a, str_sub(w->rest, w->begin, w->at));
        return true;
    }
    w->begin = w->at;
    return false;
}

bool word_same(arena *a, hs_str x, hs_str y)
{
    if (str_eq(x, y) || (is_ascii(x) && is_ascii(y))) return str_eq_ascii(x, y);
    return str_eq(utf8_fold(a, x), utf8_fold(a, y));
}

bool word_is_capital(hs_str s)
{
    size_t at = 0;
    return s.n && utf8_is_upper(utf8_next(s, &at));
}

bool word_letter(int32_t c)
{
    return utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c);
}
