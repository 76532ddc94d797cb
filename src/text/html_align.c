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

/* Whether words[t..] goes on as html[o..] does, as far as one can see without markup or entities. */
static bool goes_on(hs_str html, size_t o, hs_str words, size_t t)
{
    for (size_t i = 0; i < AHEAD && t < words.n; i++, o++, t++) {
        if (o >= html.n) return false;
        if (strchr("&<\r", html.p[o])) return true;
        if (html.p[o] != words.p[t]) return false;
    }
    return true;
}

static size_t code_length(hs_str words, size_t t)
{
    size_t at = t;
    utf8_next(words, &at);
    return at - t;
}

/* The longest name after which both go on alike; a few names stand for two characters. */
static size_t name_end(hs_str html, size_t at, hs_str words, size_t *stands_for)
{
    size_t most = at + 1;
    while (most < html.n && most - at < NAME_MOST && is_alnum(html.p[most])) most++;
    if (most == at + 1) return 0;
    size_t one = code_length(words, 0), two = one < words.n ? one + code_length(words, one) : one;
    size_t with_semicolon = most < html.n && html.p[most] == ';' ? most + 1 : most;
    for (size_t end = with_semicolon; end > at + 2; end--) {
        *stands_for = one;
        if (goes_on(html, end, words, one)) return end - at;
        *stands_for = two;
        if (two != one && goes_on(html, end, words, two)) return end - at;
    }
    return 0;
}

size_t html_entity(hs_str html, size_t at, hs_str words, size_t *stands_for)
{
    if (!words.n || at + 2 >= html.n || html.p[at] != '&') return 0;
    bool is_number = html.p[at + 1] == '#';
    if (is_number) {
        *stands_for = code_length(words, 0);
        return number_end(html, at);
    }
    if (!is_alnum(html.p[at + 1])) return 0;
    bool is_amp = str_starts_ascii(str_sub(html, at + 1, html.n), STR("amp"));
    if (words.p[0] == '&' && !is_amp) return 0; /* stands for itself: "AT&T" */
    return name_end(html, at, words, stands_for);
}

/* The rest of a node that cannot be followed: one piece, up to the next tag. */
static void align_rest(flow *f, hs_str words, size_t at)
{
    hs_str html = f->to.from->text;
    size_t end = at;
    while (end < html.n && !html_is_markup(html, end)) end++;
    words = str_trim(words);
    if (at < end) flow_as(f, words, at, end);
}

void html_align(flow *f, hs_str words, size_t at, bool verbatim)
{
    hs_str html = f->to.from->text;
    size_t run = at, t = 0;
    while (t < words.n && at < html.n) {
        size_t stands_for = 0, n;
        if (html.p[at] == '&' && (n = html_entity(html, at, str_sub(words, t, words.n), &stands_for))) {
            flow_same(f, run, at, verbatim);
            flow_as(f, str_sub(words, t, t + stands_for), at, at + n);
            t += stands_for;
            run = at += n;
        } else if (html_is_markup(html, at)) {
            flow_same(f, run, at, verbatim);
            run = at = html_markup_end(html, at);
        } else if (html.p[at] == words.p[t]) {
            at++;
            t++;
        } else if (html.p[at] == '\r' || html.p[at] == '\n') { /* the parser made CR LF one LF, or dropped the first */
            flow_same(f, run, at, verbatim);
            t += html.p[at] == '\r' && words.p[t] == '\n' && (at + 1 >= html.n || html.p[at + 1] != '\n');
            flow_break(f, FLOW_BLANK);
            run = ++at;
        } else
            break;
    }
    flow_same(f, run, at, verbatim);
    if (t < words.n) align_rest(f, str_sub(words, t, words.n), at);
}
