/*
 * sentences.c - where a sentence ends.
 *
 *     ... he said.  "We left."  (Nobody saw it.)  Gen. Ba spoke at 5 p.m. The
 *                ^ ^         ^^                ^^                       ^
 * A stop, with the quotation marks and brackets that close behind it, ends a sentence; a stop that is part of an
 * abbreviation does so only before a word that begins sentences.  We decide left to right with one token of look-
 * ahead; bench/text measures how often that is wrong.  Text that carries no such marks is cut at its blocks only.
 */
#include "base/utf8.h"
#include "text/formats.h"
#include "text/tokens.h"

static hs_str words(const sentence_list *s, uint32_t i)
{
    return span_words(s->text, s->token[i].at);
}

static int32_t first_code(hs_str w)
{
    size_t at = 0;
    return w.n ? utf8_next(w, &at) : 0;
}

static bool is_among(hs_str w, const char *const *list)
{
    for (; *list; list++)
        if (str_eq(w, str_of(*list))) return true;
    return false;
}

static bool is_closer(hs_str w)
{
    static const char *const list[] = { ")", "]", "}", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\xE2\x80\xBA", NULL };
    return is_among(w, list);
}

static bool is_opener(hs_str w)
{
    static const char *const list[] = { "(", "[", "{", "``", "\xE2\x80\x9C", "\xE2\x80\x98", "\xC2\xAB", "\xE2\x80\x9E", "\xE2\x80\xB9", NULL };
    return is_among(w, list);
}

static bool is_straight(hs_str w)
{
    return str_eq(w, STR("\"")) || str_eq(w, STR("'")) || str_eq(w, STR("''"));
}

/* "." "!" "?!" or the ideographic and Arabic stops; not "..." */
static bool is_stop(hs_str w)
{
    static const char *const other[] = { "\xE3\x80\x82", "\xD8\x9F", "\xDB\x94", "\xE0\xA5\xA4", "\xEF\xBC\x9F", "\xEF\xBC\x81", NULL };
    bool marks = w.n > 0, asks = false;
    for (size_t i = 0; i < w.n; i++) {
        marks &= w.p[i] == '.' || w.p[i] == '!' || w.p[i] == '?';
        asks |= w.p[i] != '.';
    }
    return (marks && (w.n == 1 || asks)) || is_among(w, other);
}

static bool is_ellipsis(hs_str w)
{
    bool dots = w.n >= 2;
    for (size_t i = 0; i < w.n; i++) dots &= w.p[i] == '.';
    return dots || str_eq(w, STR("\xE2\x80\xA6"));
}

/* Words that begin sentences far more often than they go on after an abbreviation. */
static bool is_starter(hs_str w)
{
    static const char *const list[] = { "The", "A", "An", "This", "That", "These", "Those", "He", "She", "It", "They",
                                        "We", "I", "You", "In", "On", "At", "But", "And", "However", "There", "If",
                                        "When", "While", "After", "Before", "His", "Her", "Its", "Their", "Our", "My",
                                        "What", "Who", "Why", "How", "Where", "As", "For", "Although", "Because", "So",
                                        "Then", "Please", "Not", "No", "Yes", "Also", "Is", "Are", "Do", "Does", "Did",
                                        "Thanks", "Let", "Here", "Now", "To", "By", "With", "From", "According", NULL };
    return is_among(w, list);
}

static bool begins_upper(hs_str w)
{
    return utf8_is_upper(first_code(w));
}

/* The token behind i, past marks that open; `end` when there is none. */
static uint32_t next_word(const sentence_list *s, uint32_t i, uint32_t end)
{
    while (i < end && (is_opener(words(s, i)) || is_straight(words(s, i)))) i++;
    return i;
}

/* Tokens of a footnote's number behind token i: "[18]", or the "4" of "rights.4 Even". */
static uint32_t footnote(const sentence_list *s, uint32_t i, uint32_t end)
{
    if (i + 1 >= end) return 0;
    bool lone = s->token[i + 1].kind == TOKEN_NUMBER && !s->token[i + 1].space_before && i + 2 < end &&
                s->token[i + 2].space_before;
    bool bracket = i + 3 < end && str_eq(words(s, i + 1), STR("[")) && s->token[i + 2].kind == TOKEN_NUMBER &&
                   str_eq(words(s, i + 3), STR("]"));
    return bracket ? 3 : lone ? 1 : 0;
}

/* The last closing mark that belongs to the sentence ending at token i; a straight mark closes when nothing stands
 * between it and the stop. */
static uint32_t with_closers(const sentence_list *s, uint32_t i, uint32_t end)
{
    while (i + 1 < end) {
        hs_str w = words(s, i + 1);
        uint32_t note = footnote(s, i, end);
        if (note) {
            i += note;
            continue;
        }
        bool closes = is_closer(w) || (is_straight(w) && !s->token[i + 1].space_before);
        bool lone = is_straight(w) && s->token[i + 1].space_before && (i + 2 == end || s->token[i + 2].space_before);
        bool face = s->token[i + 1].kind == TOKEN_SYMBOL && w.n >= 2 && !utf8_is_letter(first_code(w)) && strchr(":;=^", w.p[0]);
        if (!closes && !lone && !face) break;
        i++;
    }
    return i;
}

/* After "?" or "!" in a quotation the teller goes on: "No!" he said. */
static bool goes_on_low(const sentence_list *s, uint32_t next, uint32_t end)
{
    return next < end && utf8_is_lower(first_code(words(s, next)));
}

/* Whether a sentence ends at token i, its closers up to `last`. */
static bool ends_at(const sentence_list *s, uint32_t i, uint32_t last, uint32_t end)
{
    hs_str w = words(s, i);
    uint32_t next = next_word(s, last + 1, end);
    if (next >= end) return false;
    bool low = goes_on_low(s, next, end), quoted = last > i;
    if (is_stop(words(s, last + 1)) || is_ellipsis(words(s, last + 1))) return false;
    if (!s->token[last + 1].space_before && !quoted) return is_stop(w) && begins_upper(words(s, next));
    if (is_stop(w)) return !(low && quoted);
    if (is_ellipsis(w)) return begins_upper(words(s, next)) && !str_eq(words(s, next), STR("I"));
    abbreviation a = abbreviation_of(w);
    if (!a.is || a.before_name || s->is_capitals) return false;
    hs_str follower = words(s, next);
    return a.ends ? is_starter(follower) || (quoted && begins_upper(follower)) : is_starter(follower);
}

enum { ASIDE_MOST = 40 }; /* tokens */

/* "(Laughter) We left.": brackets around the whole sentence so far. */
static bool is_aside(const sentence_list *s, uint32_t first, uint32_t i, uint32_t end)
{
    if (i + 1 >= end || i - first > ASIDE_MOST || !str_eq(words(s, i), STR(")")) || !str_eq(words(s, first), STR("("))) return false;
    for (uint32_t k = first + 1; k < i; k++)
        if (str_eq(words(s, k), STR("("))) return false;
    return begins_upper(words(s, next_word(s, i + 1, end - 1)));
}

static void add(sentence_list *s, uint32_t first, uint32_t end, uint32_t paragraph, bool is_heading)
{
    *VEC_ADD(s->a, &s->sentence) = (sentence){ { s->token[first].at.begin, s->token[end - 1].at.end }, first, end - first,
                                               paragraph, is_heading };
}

/* "KARREN, 14 March (Northern Press) - The council met.": the dateline says where and when the text was written and is
 * no part of what it says, so it stands alone, as a title line does.  The first token behind it. */
static uint32_t add_dateline(sentence_list *s, uint32_t first, uint32_t end, uint32_t paragraph)
{
    if (first >= end || s->is_capitals) return first;
    uint32_t begin = s->token[first].at.begin, i = first;
    size_t n = facts_dateline(str_sub(s->text, begin, s->token[end - 1].at.end));
    while (n && i < end && s->token[i].at.end <= begin + n) i++;
    if (i == first || i == end) return first;
    add(s, first, i, paragraph, true);
    return i;
}

void sentences_add(sentence_list *s, uint32_t first, uint32_t n, uint32_t paragraph, bool is_heading)
{
    uint32_t end = first + n;
    if (!is_heading) first = add_dateline(s, first, end, paragraph);
    for (uint32_t i = first; i < end && s->has_punctuation; i++) {
        hs_str w = words(s, i);
        bool marks = is_stop(w) || is_ellipsis(w), may_end = marks || w.p[w.n - 1] == '.';
        uint32_t last = marks ? with_closers(s, i, end) : i;
        bool ends = (may_end && ends_at(s, i, last, end)) || letters_sentence_ends(s, first, i, end) ||
                    is_aside(s, first, i, end);
        if (!ends) continue;
        add(s, first, last + 1, paragraph, false);
        first = last + 1;
        i = last;
    }
    if (first < end) add(s, first, end, paragraph, is_heading);
}
