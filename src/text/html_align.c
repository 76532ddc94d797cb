/*
 * html_align.c - where each byte of a text node stood in the file.
 *
 * gumbo says where a text node begins, but its length in the file is not to be had: tags that the parser ignored
 * ("dash</x> and"), line ends and entities lie inside it.  So we walk both side by side and compare:
 *
 *     file   caf&eacute; </x>au lait
 *     words  caf é        au lait
 *            same entity  same          (the ignored tag is stepped over)
 *
 * What is copied was compared byte for byte; an entity is a piece of its own.  Where the two part for a reason not
 * known here, the rest of the node becomes one piece that is not `same`: coarse, but never wrong.
 */
#include "text/html.h"

#include "base/utf8.h"

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* windows-1252 for numbers 128..159 is WHATWG's rule; comparing the file's number with what the parser made of it is
 * needed only to find the end, so any other value is taken from the parser. */
static size_t number_end(hs_str html, size_t at)
{
    size_t i = at + 2, digits = 0;
    bool hex = i < html.n && (html.p[i] | 32) == 'x';
    for (i += hex; i < html.n; i++, digits++) {
        char c = html.p[i];
        bool is_digit = (c >= '0' && c <= '9') || (hex && (c | 32) >= 'a' && (c | 32) <= 'f');
        if (!is_digit) break;
    }
    if (!digits) return 0;
    return i + (i < html.n && html.p[i] == ';') - at;
}

enum { NAME_MOST = 33, AHEAD = 12 }; /* "&CounterClockwiseContourIntegral;" is the longest name; look so far ahead */

/* Whether words[t..] goes on as html[o..] does, as far as one can see without another entity. */
static bool goes_on(hs_str html, size_t o, hs_str words, size_t t)
{
    for (size_t i = 0; i < AHEAD; i++) {
        while (i < AHEAD && html_is_markup(html, o) && t < words.n) {
            o = html_markup_end(html, o);
            i++;
        }
        if (o >= html.n || t >= words.n) return t >= words.n;
        if (strchr("&\r", html.p[o])) return true;
        if (html.p[o++] != words.p[t++]) return false;
    }
    return true;
}

static size_t code_length(hs_str words, size_t t)
{
    size_t at = t;
    if (t < words.n) utf8_next(words, &at);
    return at - t;
}

/* Names that HTML knows without their semicolon (WHATWG HTML, "Named character references"). */
static const char bare_names[] =
    " AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute Icirc Igrave "
    "Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc "
    "acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth "
    "euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde "
    "oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 szlig "
    "thorn times uacute ucirc ugrave uml uuml yacute yen yuml ";

static bool is_bare_name(hs_str name)
{
    char padded[NAME_MOST + 3] = " ";
    if (name.n > NAME_MOST) return false;
    memcpy(padded + 1, name.p, name.n);
    padded[name.n + 1] = ' ';
    return strstr(bare_names, padded) != NULL;
}

/* The whole name with its semicolon if words go on behind it, as one character or as two; else the longest name that
 * needs no semicolon. */
static size_t name_end(hs_str html, size_t at, hs_str words, size_t *stands_for)
{
    size_t end = at + 1;
    while (end < html.n && end - at < NAME_MOST && is_alnum(html.p[end])) end++;
    size_t one = code_length(words, 0), two = one + code_length(words, one);
    if (end < html.n && html.p[end] == ';') {
        *stands_for = one;
        if (goes_on(html, end + 1, words, one)) return end + 1 - at;
        *stands_for = two;
        if (goes_on(html, end + 1, words, two)) return end + 1 - at;
    }
    *stands_for = one;
    while (end > at + 1 && !is_bare_name(str_sub(html, at + 1, end))) end--;
    if (end == at + 1) return 0;
    return end + (end < html.n && html.p[end] == ';') - at;
}

/* Bytes of what the parser made of a number: a character, or (from a number too large for it) bytes that are none. */
static size_t number_length(hs_str words)
{
    size_t at = 0, n = 0;
    while (n < words.n && n < 6 && utf8_next(words, &at) < 0) n = at;
    return n ? n : at;
}

size_t html_entity(hs_str html, size_t at, hs_str words, size_t *stands_for)
{
    if (!words.n || at + 2 >= html.n || html.p[at] != '&') return 0;
    bool is_number = html.p[at + 1] == '#';
    if (is_number) {
        *stands_for = number_length(words);
        return number_end(html, at);
    }
    if (!is_alnum(html.p[at + 1])) return 0;
    hs_str name = str_sub(html, at + 1, html.n);
    bool is_amp = str_starts(name, STR("amp")) || str_starts(name, STR("AMP"));
    if (words.p[0] == '&' && !is_amp) return 0; /* stands for itself: "AT&T" */
    return name_end(html, at, words, stands_for);
}

/* What the parser made of "&#x88888888;" is no UTF-8. */
static hs_str readable(hs_str words)
{
    return utf8_bad(words) == SIZE_MAX ? words : STR("\xEF\xBF\xBD");
}

/* The rest of a node that cannot be followed: one piece, up to the next tag. */
static void align_rest(flow *f, hs_str words, size_t at)
{
    hs_str html = f->to.from->text;
    size_t end = at;
    while (end < html.n && !html_is_markup(html, end)) end++;
    words = readable(str_trim(words));
    if (at < end) flow_as(f, words, at, end);
}

/* Bytes of the character at `at` when words has the same one at t, else 0. */
static size_t same_character(hs_str html, size_t at, hs_str words, size_t t)
{
    if (html.p[at] != words.p[t]) return 0;
    size_t n = code_length(html, at);
    return t + n <= words.n && !memcmp(html.p + at, words.p + t, n) ? n : 0;
}

/* Bytes of a character for which the parser put U+FFFD (U+FFFF and the like), else 0. */
static size_t replaced(hs_str html, size_t at, hs_str words, size_t t)
{
    bool is_mark = t + 3 <= words.n && !memcmp(words.p + t, "\xEF\xBF\xBD", 3);
    return is_mark && (unsigned char)html.p[at] >= 0x80 ? code_length(html, at) : 0;
}

/* The parser dropped the CR of CR LF and the first line end of <pre>; it made a lone CR a line end, which is 1 byte of
 * words. */
static size_t lone_return(flow *f, hs_str words, size_t t, size_t at, bool verbatim)
{
    hs_str html = f->to.from->text;
    bool lone = html.p[at] == '\r' && words.p[t] == '\n' && (at + 1 >= html.n || html.p[at + 1] != '\n');
    if (lone) flow_break(f, verbatim ? FLOW_LINE : FLOW_BLANK);
    return lone;
}

void html_align(flow *f, hs_str words, size_t at, bool verbatim)
{
    hs_str html = f->to.from->text;
    size_t run = at, t = 0;
    while (t < words.n && at < html.n) {
        size_t stands_for = 0, n;
        if (html.p[at] == '&' && (n = html_entity(html, at, str_sub(words, t, words.n), &stands_for))) {
            flow_same(f, run, at, verbatim);
            flow_as(f, readable(str_sub(words, t, t + stands_for)), at, at + n);
            t += stands_for;
            run = at += n;
        } else if (html_is_markup(html, at)) {
            flow_same(f, run, at, verbatim);
            run = at = html_markup_end(html, at);
        } else if ((n = same_character(html, at, words, t))) {
            at += n;
            t += n;
        } else if ((n = replaced(html, at, words, t))) {
            flow_same(f, run, at, verbatim);
            flow_as(f, str_sub(words, t, t + 3), at, at + n);
            t += 3;
            run = at += n;
        } else if (html.p[at] == '\r' || html.p[at] == '\n') {
            flow_same(f, run, at, verbatim);
            t += lone_return(f, words, t, at, verbatim);
            run = ++at;
        } else
            break;
    }
    flow_same(f, run, at, verbatim);
    if (t < words.n) align_rest(f, str_sub(words, t, words.n), at);
}
