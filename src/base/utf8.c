/*
 * utf8.c - code points of UTF-8 text, with utf8proc's tables.
 */
#include "base/utf8.h"

#include <utf8proc.h>

int32_t utf8_next(hs_str s, size_t *at)
{
    unsigned char first = (unsigned char)s.p[*at];
    if (first < 0x80) {
        (*at)++;
        return first;
    }
    utf8proc_int32_t code;
    size_t rest = s.n - *at;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.p + *at, (utf8proc_ssize_t)(rest < 4 ? rest : 4), &code);
    *at += n > 0 ? (size_t)n : 1;
    return n > 0 ? code : -1;
}

size_t utf8_put(int32_t code, char out[4])
{
    if (code < 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0;
    return (size_t)utf8proc_encode_char(code, (utf8proc_uint8_t *)out);
}

size_t utf8_bad(hs_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t before = at;
        if (utf8_next(s, &at) < 0) return before;
    }
    return SIZE_MAX;
}

bool utf8_boundary(hs_str s, size_t at)
{
    return at == s.n || (at < s.n && ((unsigned char)s.p[at] & 0xC0) != 0x80);
}

static utf8proc_category_t category(int32_t c)
{
    return c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
}

bool utf8_is_letter(int32_t c)
{
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_mark(int32_t c)
{
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(int32_t c)
{
    if (c < 0x80) return c >= '0' && c <= '9';
    return category(c) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(int32_t c)
{
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(int32_t c)
{
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_space(int32_t c)
{
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    utf8proc_category_t k = category(c);
    return (k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP) || c == 0x85;
}

bool utf8_is_punct(int32_t c)
{
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_SO;
}

int32_t utf8_lower(int32_t c)
{
    if (c >= 0 && c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return c < 0 ? c : utf8proc_tolower(c);
}

int32_t utf8_upper(int32_t c)
{
    if (c >= 0 && c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
    return c < 0 ? c : utf8proc_toupper(c);
}

hs_str utf8_lower_str(arena *a, hs_str s)
{
    buf out = { .a = a };
    for (size_t at = 0; at < s.n;) {
        size_t before = at;
        int32_t code = utf8_next(s, &at);
        char bytes[4];
        size_t n = code < 0 ? 0 : utf8_put(utf8_lower(code), bytes);
        buf_add(&out, n ? (hs_str){ bytes, n } : str_sub(s, before, at));
    }
    return out.p ? buf_str(&out) : STR("");
}

/* Collapses runs of white space to one blank, and trims. */
static hs_str single_spaced(arena *a, hs_str raw)
{
    buf out = { .a = a };
    bool gap = false;
    for (size_t at = 0; at < raw.n;) {
        size_t before = at;
        if (utf8_is_space(utf8_next(raw, &at))) {
            gap = out.n > 0;
            continue;
        }
        if (gap) buf_byte(&out, ' ');
        gap = false;
        buf_add(&out, str_sub(raw, before, at));
    }
    return out.p ? buf_str(&out) : STR("");
}

/* Small letters, single-spaced. */
static hs_str fold_ascii(arena *a, hs_str s)
{
    char *p = arena_take(a, s.n + 1);
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            gap = n > 0;
            continue;
        }
        if (gap) p[n++] = ' ';
        gap = false;
        p[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return (hs_str){ p, n };
}

static hs_str fold(arena *a, hs_str s)
{
    const utf8proc_option_t how =
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
    bool ascii = true;
    for (size_t i = 0; i < s.n && ascii; i++) ascii = (unsigned char)s.p[i] < 0x80;
    if (ascii) return fold_ascii(a, s);
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.p;
    utf8proc_ssize_t n = utf8proc_decompose(bytes, (utf8proc_ssize_t)s.n, NULL, 0, how);
    if (n < 0) return single_spaced(a, str_lower_ascii(a, s));
    utf8proc_int32_t *code = TAKE(a, (size_t)n + 1, utf8proc_int32_t);
    utf8proc_decompose(bytes, (utf8proc_ssize_t)s.n, code, n, how);
    n = utf8proc_reencode(code, n, how);
    return single_spaced(a, (hs_str){ (const char *)code, n > 0 ? (size_t)n : 0 });
}

hs_str utf8_fold(arena *a, hs_str s)
{
    arena_mark here = arena_here(a);
    return arena_keep(a, here, fold(a, s));
}
