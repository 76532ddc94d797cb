/*
 * copy.c - the words for kinds of copies, and what makes one whole.
 */
#include "record/copy.h"

#include <stdio.h>

bool copy_is_one_voice(copy_class c)
{
    return c != COPY_BOILERPLATE && c != COPY_FORMULA;
}

const char *copy_class_name(copy_class c)
{
    static const char *const name[] = { "reprint", "cut",    "edit",  "rewrite",     "version",
                                        "self",    "common", "quote", "boilerplate", "formula" };
    return (size_t)c < sizeof name / sizeof *name ? name[c] : NULL;
}

const char *copy_direction_name(copy_direction d)
{
    static const char *const name[] = { "?", "ab", "ba" };
    return (size_t)d < sizeof name / sizeof *name ? name[d] : NULL;
}

bool copy_valid(const copy *c, hs_str text_a, hs_str text_b, char why[WHY])
{
    if (!span_valid(c->in_a, text_a, "copy", why) || !span_valid(c->in_b, text_b, "copy", why)) return false;
    const char *fault = NULL;
    if (c->a > c->b) fault = "its documents are the wrong way round";
    else if (c->a == c->b && span_meets(c->in_a, c->in_b)) fault = "it overlaps itself";
    else if (!copy_class_name(c->class) || !copy_direction_name(c->direction)) fault = "a kind does not exist";
    else if (!(c->confidence >= .5 && c->confidence <= 1) || !(c->equal >= 0 && c->equal <= 1) || !(c->bits >= 0))
        fault = "a figure is out of range";
    if (fault) snprintf(why, WHY, "copy of %u and %u: %s", c->a, c->b, fault);
    return !fault;
}
