/*
 * letters.c - where a sentence ends in letters and e-mail whose line ends were lost.
 *
 *     ... noon. Thanks, | Ana Ben Tor | 04/26/2001 07:17 AM | Ana - | Will you come?
 *               close     sender        stamp                greeting
 *
 * Such text has no full stops where its lines ended; what tells is its conventions: a date with a time, an address,
 * a line drawn with marks, a closing word with a comma.  On the training part of the
 * English Web Treebank stamps and addresses are right nine times in ten, faces three in four, drawn lines two in
 * three; closings and greetings were not counted by themselves.
 */
#include "base/utf8.h"
#include "text/tokens.h"

enum {
    RULE_LEAST = 5,    /* marks that make a drawn line */
    GREETING_MOST = 5, /* tokens of "Mark and Steve -" */
    CLOSE_MOST = 4     /* tokens of "With best regards ," */
};

static hs_str words(const sentence_list *s, uint32_t i)
{
    return span_words(s->text, s->token[i].at);
}

static bool is_upper(hs_str w)
{
    size_t at = 0;
    return w.n && utf8_is_upper(utf8_next(w, &at));
}

static bool is_drawn_line(hs_str w)
{
    if (w.n < RULE_LEAST || !strchr("-=_*~+#", w.p[0])) return false;
    for (size_t i = 1; i < w.n; i++)
        if (w.p[i] != w.p[0]) return false;
    return true;
}

/* Digits with one kind of mark between them. */
static bool is_figures(hs_str w, char mark, size_t marks)
{
    size_t seen = 0;
    for (size_t i = 0; i < w.n; i++) {
        seen += w.p[i] == mark;
        if (w.p[i] != mark && (w.p[i] < '0' || w.p[i] > '9')) return false;
    }
    return w.n >= 3 && seen >= marks;
}

/* "04/26/2001 07:17" begins at token i. */
static bool is_stamp(const sentence_list *s, uint32_t i, uint32_t end)
{
    return i + 1 < end && is_figures(words(s, i), '/', 2) && is_figures(words(s, i + 1), ':', 1);
}

/* Token i ends a stamp: its "AM" or "PM". */
static bool ends_stamp(const sentence_list *s, uint32_t i, uint32_t first)
{
    hs_str w = words(s, i);
    bool half = str_eq_ascii(w, STR("AM")) || str_eq_ascii(w, STR("PM"));
    return half && i >= first + 2 && is_figures(words(s, i - 1), ':', 1) && is_figures(words(s, i - 2), '/', 2);
}

static bool is_address(const sentence_list *s, uint32_t i)
{
    hs_str w = words(s, i);
    bool mail = str_find(w, STR("@"), 0) != SIZE_MAX && str_find(w, STR("."), 0) != SIZE_MAX;
    return s->token[i].kind == TOKEN_LINK &&
           (mail || str_find(w, STR("/"), 0) != SIZE_MAX || str_starts_ascii(w, STR("www.")));
}

static bool is_face(const sentence_list *s, uint32_t i)
{
    return s->token[i].kind == TOKEN_SYMBOL && s->token[i].at.end - s->token[i].at.begin >= 2;
}

/* "Thanks ,", "Best regards ,": the sentence so far is a closing. */
static bool is_closing(const sentence_list *s, uint32_t first, uint32_t i)
{
    static const char *const list[] = { "thanks", "regards", "sincerely", "best", "cheers", "thx", "you", "truly", "wishes" };
    if (i == first || i - first >= CLOSE_MOST || !str_eq(words(s, i), STR(","))) return false;
    hs_str w = words(s, i - 1);
    if (str_eq_ascii(w, STR("you")) && !str_eq_ascii(words(s, first), STR("thank"))) return false;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        if (str_eq_ascii(w, str_of(list[k]))) return true;
    return false;
}

static bool is_greeting(const sentence_list *s, uint32_t first, uint32_t i)
{
    static const char *const marks[] = { ",", ":", "-", "--" };
    if (i == first || i - first >= GREETING_MOST || !is_upper(words(s, first))) return false;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_eq(words(s, i), str_of(marks[k]))) return true;
    return false;
}

bool letters_sentence_ends(const sentence_list *s, uint32_t first, uint32_t i, uint32_t end)
{
    if (i + 1 >= end) return false;
    hs_str next = words(s, i + 1);
    if (is_drawn_line(words(s, i)) || is_drawn_line(next)) return true;
    if (is_stamp(s, i + 1, end) && !utf8_is_lower((unsigned char)words(s, i).p[0])) return true;
    if (is_address(s, i) && is_address(s, i + 1)) return true;
    if (!is_upper(next)) return false;
    if (ends_stamp(s, i, first) || is_address(s, i) || is_face(s, i) || is_closing(s, first, i)) return true;
    if (i > first && str_eq(words(s, i), STR(">")) && is_address(s, i - 1)) return true;
    bool after_stamp = first > 0 && ends_stamp(s, first - 1, first >= 3 ? first - 3 : 0);
    return after_stamp && is_greeting(s, first, i);
}
