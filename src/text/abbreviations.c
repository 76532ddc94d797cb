/*
 * abbreviations.c - whether a word with a full stop is an abbreviation, and what may follow it.
 */
#include "text/abbreviations.h"
#include "text/tokens.h"

static int compare(hs_str word, const char *entry)
{
    char lower[12] = "";
    for (size_t i = 0; i < word.n && i + 1 < sizeof lower; i++)
        lower[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
    return strcmp(lower, entry);
}

static char listed(hs_str word)
{
    size_t low = 0, high = sizeof abbreviations / sizeof *abbreviations;
    if (word.n > 10) return 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(word, abbreviations[middle].word);
        if (!order) return abbreviations[middle].kind;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return 0;
}

/* "U.S.", "a.m.", "Ph.D.": stops inside. */
static bool has_inner_stop(hs_str word)
{
    for (size_t i = 1; i + 1 < word.n; i++)
        if (word.p[i] == '.') return true;
    return false;
}

abbreviation abbreviation_of(hs_str word)
{
    if (word.n < 2 || word.p[word.n - 1] != '.') return (abbreviation){ false, false, false };
    if (str_eq(word, STR("No."))) return (abbreviation){ true, false, true }; /* "no." is a word and a stop */
    char kind = listed(word);
    if (kind) return (abbreviation){ true, kind == 'e', kind == 'n' };
    if (word.n == 2) { /* an initial */
        bool capital = word.p[0] >= 'A' && word.p[0] <= 'Z';
        return (abbreviation){ capital, false, capital };
    }
    if (str_eq_ascii(word, STR("e.g.")) || str_eq_ascii(word, STR("i.e.")) ||
        str_eq(word, STR("P.S.")))
        return (abbreviation){ true, false, true };
    bool inner = has_inner_stop(word);
    return (abbreviation){ inner, inner, false };
}
