/*
 * lines.c - the lines of a text and the paragraphs they make.
 *
 * A line ends at LF, CR LF, CR, or a line or paragraph separator (U+2028, U+2029); an empty line ends a paragraph.
 */
#include "base/utf8.h"
#include "text/tokens.h"

/* The bytes of a line end at `at`, or 0. */
static size_t line_end(hs_str s, size_t at)
{
    char c = s.p[at];
    if (c == '\n' || c == '\v' || c == '\f') return 1;
    if (c == '\r') return at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
    bool separator = c == '\xE2' && at + 2 < s.n && s.p[at + 1] == '\x80' && (s.p[at + 2] == '\xA8' || s.p[at + 2] == '\xA9');
    return separator ? 3 : 0;
}

static span trimmed(hs_str s, size_t begin, size_t end)
{
    hs_str upto = str_sub(s, 0, end);
    size_t last = begin, first = end;
    for (size_t at = begin; at < end;) {
        size_t before = at;
        if (utf8_is_space(utf8_next(upto, &at))) continue;
        if (first == end) first = before;
        last = at;
    }
    return (span){ (uint32_t)first, (uint32_t)(last > first ? last : first) };
}

text_lines lines_of(arena *a, hs_str s)
{
    VEC(text_line) line = { 0 };
    uint32_t paragraphs = 0;
    bool gap = true;
    for (size_t begin = 0; begin < s.n;) {
        size_t end = begin, n = 0;
        while (end < s.n && !(n = line_end(s, end))) end++;
        span at = trimmed(s, begin, end);
        begin = end + n;
        if (span_is_empty(at)) {
            gap = true;
            continue;
        }
        paragraphs += gap;
        *VEC_ADD(a, &line) = (text_line){ at, paragraphs - 1, gap };
        gap = false;
    }
    return (text_lines){ line.at, line.n, paragraphs };
}
