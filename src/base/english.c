/*
 * english.c - one and several: enough of it for sentences that the program makes itself.
 */
#include "base/english.h"

#include <string.h>

hs_str english_plural(arena *a, hs_str one)
{
    static const char *const same[] = { "people", "personnel", "police", "staff", "aircraft", "dead", "wounded", "injured" };
    static const char *const with_es[] = { "s", "x", "z", "ch", "sh" };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (str_eq(one, str_of(same[i]))) return one;
    if (str_eq(one, STR("person"))) return STR("people");
    if (str_eq(one, STR("child"))) return STR("children");
    hs_str stem = str_sub(one, 0, one.n - (one.n > 1));
    if (str_ends(one, STR("man"))) return arena_printf(a, "%.*sen", STR_ARGS(str_sub(one, 0, one.n - 2)));
    if (one.n > 1 && str_ends(one, STR("y")) && !strchr("aeiou", stem.p[stem.n - 1])) return arena_printf(a, "%.*sies", STR_ARGS(stem));
    for (size_t i = 0; i < sizeof with_es / sizeof *with_es; i++)
        if (str_ends(one, str_of(with_es[i]))) return arena_printf(a, "%.*ses", STR_ARGS(one));
    return arena_printf(a, "%.*ss", STR_ARGS(one));
}

bool english_is_several(hs_str phrase, bool names_count)
{
    static const hs_str ends[] = { STR_INIT(" of "), STR_INIT(" in "), STR_INIT(" from "), STR_INIT(" for "), STR_INIT(" at "),
                                   STR_INIT(" with "), STR_INIT(" on "), STR_INIT(" who "), STR_INIT(" ("), STR_INIT(",") };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = str_find(phrase, ends[i], 0);
        if (at != SIZE_MAX && at) phrase.n = at;
    }
    size_t begin = phrase.n;
    while (begin && phrase.p[begin - 1] != ' ') begin--;
    hs_str last = str_sub(phrase, begin, phrase.n);
    if (!last.n || (*last.p >= 'A' && *last.p <= 'Z' && !names_count)) return false;
    static const char *const irregular[] = { "people", "police", "men", "women", "children" };
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (str_eq(last, str_of(irregular[i]))) return true;
    if (str_ends(last, STR("men")) && !str_ends(last, STR("umen")) && !str_ends(last, STR("imen"))) return true; /* "gunmen"; not "specimen" */
    return last.n > 3 && str_ends(last, STR("s")) && !str_ends(last, STR("ss")) && !str_ends(last, STR("us")) && !str_ends(last, STR("is"));
}
