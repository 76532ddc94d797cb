/*
 * utf8.h - code points of UTF-8 text, with utf8proc's tables.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include "base/str.h"

/* Decodes the code point at *at and moves *at behind it.  A byte that starts no valid sequence gives -1 and
 * moves one byte.  Precondition: *at < s.n. */
int32_t utf8_next(hs_str s, size_t *at);
size_t utf8_put(int32_t code, char out[4]); /* bytes written, 0 for an impossible code point */
size_t utf8_bad(hs_str s);                  /* place of the first byte that is not UTF-8, or SIZE_MAX */
bool utf8_boundary(hs_str s, size_t at);    /* at is the start of a code point or the end of s */

bool utf8_is_letter(int32_t);
bool utf8_is_mark(int32_t);
bool utf8_is_digit(int32_t); /* decimal digits of any script */
bool utf8_is_upper(int32_t);
bool utf8_is_lower(int32_t);
bool utf8_is_space(int32_t);
bool utf8_is_punct(int32_t); /* punctuation and symbols */
int32_t utf8_lower(int32_t);
int32_t utf8_upper(int32_t);
hs_str utf8_lower_str(arena *, hs_str); /* code point by code point; bytes that are not UTF-8 stay */
/* For comparing names: NFKC, case folded, diacritics removed, runs of white space one blank, trimmed. */
hs_str utf8_fold(arena *, hs_str);

#endif
