/*
 * span.c - where something stands.
 */
#include "record/span.h"

#include "base/utf8.h"

#include <stdio.h>

span_list span_one(arena *a, span s)
{
    if (span_is_empty(s)) return (span_list){ NULL, 0 };
    span *one = TAKE(a, 1, span);
    *one = s;
    return (span_list){ one, 1 };
}

span span_hull(span_list list)
{
    return list.n ? (span){ list.at[0].begin, list.at[list.n - 1].end } : (span){ 0, 0 };
}

bool span_valid(span s, hs_str text, const char *what, char why[WHY])
{
    const char *fault = NULL;
    if (s.begin >= s.end) fault = "is empty";
    else if (s.end > text.n) fault = "ends behind the text";
    else if (!utf8_boundary(text, s.begin) || !utf8_boundary(text, s.end)) fault = "cuts a character";
    if (fault) snprintf(why, WHY, "%s [%u, %u) %s", what, s.begin, s.end, fault);
    return !fault;
}

bool span_list_valid(span_list list, hs_str text, const char *what, char why[WHY])
{
    for (size_t i = 0; i < list.n; i++) {
        if (!span_valid(list.at[i], text, what, why)) return false;
        if (i && list.at[i].begin < list.at[i - 1].end) {
            snprintf(why, WHY, "%s: piece %zu begins before the one before it ends", what, i);
            return false;
        }
    }
    return true;
}
