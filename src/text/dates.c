/*
 * dates.c - dates as newspapers write them in English.
 *
 * Read only where a date is expected (a dateline, a line of its own, a <meta>), so nothing is searched for.  A year of
 * two digits is of 1969..2068, as strptime's %y has it (POSIX.1-2017).
 */
#include "text/formats.h"

#include <stdio.h>

enum { WORDS_MOST = 6 };

/* Words and numbers of a date, without commas, full stops and brackets. */
static size_t words_of(hs_str s, hs_str word[WORDS_MOST])
{
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        if (strchr(" \t,.()", s.p[at])) {
            at++;
            continue;
        }
        size_t end = at;
        while (end < s.n && !strchr(" \t,.()", s.p[end])) end++;
        if (n == WORDS_MOST) return 0;
        word[n++] = str_sub(s, at, end);
        at = end;
    }
    return n;
}

/* "Mar", "March", "Sept": at least three letters of its name. */
static bool starts_name(hs_str word, const char *name)
{
    return word.n >= 3 && str_starts_ascii(str_of(name), word);
}

static int month_of(hs_str word)
{
    static const char *const name[] = { "january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december" };
    for (int i = 0; i < 12; i++)
        if (starts_name(word, name[i])) return i + 1;
    return 0;
}

static bool is_weekday(hs_str word)
{
    static const char *const name[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
    for (size_t i = 0; i < 7; i++)
        if (starts_name(word, name[i])) return true;
    return false;
}

static int day_of(hs_str word)
{
    uint64_t n;
    if (word.n > 2 && (str_ends(word, STR("th")) || str_ends(word, STR("st")) || str_ends(word, STR("nd")) ||
                       str_ends(word, STR("rd"))))
        word.n -= 2;
    return word.n <= 2 && str_to_u64(word, &n) && n >= 1 && n <= 31 ? (int)n : 0;
}

static int year_of(hs_str word)
{
    uint64_t n;
    if (!str_to_u64(word, &n)) return 0;
    if (word.n == 2) return (int)(n < 69 ? 2000 + n : 1900 + n);
    return word.n == 4 && n >= 1000 ? (int)n : 0;
}

bool facts_date(hs_str s, date *out)
{
    hs_str w[WORDS_MOST];
    if (date_parse(s, out)) return true;
    size_t n = words_of(s, w), i = n && is_weekday(w[0]);
    int year = 0, month = 0, day = 0;
    if (n - i == 3 && month_of(w[i + 1])) {
        day = day_of(w[i]);
        month = month_of(w[i + 1]);
        year = year_of(w[i + 2]);
    } else if (n - i == 3 && month_of(w[i])) {
        month = month_of(w[i]);
        day = day_of(w[i + 1]);
        year = year_of(w[i + 2]);
    } else if (n - i == 2 && month_of(w[i]) && w[i + 1].n == 4) {
        month = month_of(w[i]);
        year = year_of(w[i + 1]);
        day = -1;
    }
    if (!year || !month || !day) return false;
    char iso[16];
    snprintf(iso, sizeof iso, day < 0 ? "%04d-%02d" : "%04d-%02d-%02d", year, month, day);
    return date_parse(str_of(iso), out);
}
