/*
 * layout.c - text for people.
 */
#include "cli/layout.h"

#include "base/utf8.h"

#include <stdio.h>

static const char *style_code(style s)
{
    switch (s) {
    case STYLE_BOLD: return "\033[1m";
    case STYLE_DIM: return "\033[2m";
    case STYLE_ASSERT: return "\033[34m";
    case STYLE_DENY: return "\033[35m";
    case STYLE_HEDGE: return "\033[33m";
    default: return "";
    }
}

static void begin(const cli *c, style s)
{
    if (c->color) fputs(style_code(s), stdout);
}

static void end(const cli *c, style s)
{
    if (c->color && s != STYLE_PLAIN) fputs("\033[0m", stdout);
}

/* Characters that take no column or that steer a terminal are not shown: a document must not paint the screen. */
static bool is_shown(int32_t code)
{
    bool steers = code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) ||
                  (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff;
    return !steers && !utf8_is_mark(code);
}

int layout_columns(hs_str words)
{
    int n = 0;
    for (size_t at = 0; at < words.n;) n += is_shown(utf8_next(words, &at));
    return n;
}

static void put_shown(hs_str words)
{
    for (size_t at = 0; at < words.n;) {
        size_t before = at;
        int32_t code = utf8_next(words, &at);
        if (is_shown(code) || utf8_is_mark(code)) fwrite(words.p + before, 1, at - before, stdout);
    }
}

/* The next word from *at on; false at the end. */
static bool next_word(hs_str s, size_t *at, hs_str *word)
{
    size_t begin_at = 0;
    bool in = false;
    while (*at < s.n) {
        size_t before = *at;
        bool space = utf8_is_space(utf8_next(s, at));
        if (!in && !space) {
            in = true;
            begin_at = before;
        } else if (in && space) {
            *word = str_sub(s, begin_at, before);
            return true;
        }
    }
    if (in) *word = str_sub(s, begin_at, s.n);
    return in;
}

int layout_flow(const cli *c, hs_str words, int at, int indent, style s)
{
    hs_str word;
    size_t place = 0;
    bool first = true;
    begin(c, s);
    while (next_word(words, &place, &word)) {
        int n = layout_columns(word);
        int blank = !first || at > indent;
        if (at > indent && at + blank + n > c->width) {
            printf("\n%*s", indent, "");
            at = indent;
        } else if (blank) {
            putchar(' ');
            at++;
        }
        put_shown(word);
        at += n;
        first = false;
    }
    end(c, s);
    return at;
}

void layout_words(const cli *c, hs_str words, int at, int indent, style s)
{
    layout_flow(c, words, at, indent, s);
    putchar('\n');
}

int layout_put(const cli *c, style s, const char *format, ...)
{
    va_list list;
    begin(c, s);
    va_start(list, format);
    int n = vprintf(format, list);
    va_end(list);
    end(c, s);
    return n;
}

hs_str layout_cut(arena *a, hs_str words, int most)
{
    buf out = { .a = a };
    hs_str word;
    size_t place = 0;
    int at = 0;
    while (next_word(words, &place, &word)) {
        int n = layout_columns(word);
        if (at && at + 1 + n > most - 4) {
            buf_add(&out, STR(" ..."));
            break;
        }
        if (at) buf_byte(&out, ' ');
        buf_add(&out, word);
        at += n + (at > 0);
    }
    return out.n ? buf_str(&out) : STR("");
}

const char *layout_s(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* Intelligence Community Directive 203 (2015), section D.6.e.2.a: the first row of words. */
static const char *likelihood_word(double p)
{
    static const struct {
        double below;
        const char *word;
    } band[] = { { .05, "almost no chance" },    { .20, "very unlikely" }, { .45, "unlikely" },
                 { .55, "roughly even chance" }, { .80, "likely" },        { .95, "very likely" },
                 { 2, "almost certain" } };
    for (size_t i = 0;; i++)
        if (p < band[i].below) return band[i].word;
}

hs_str layout_likelihood(arena *a, double low, double high)
{
    const char *from = likelihood_word(low), *to = likelihood_word(high);
    return from == to ? str_of(from) : arena_printf(a, "%s to %s", from, to);
}
