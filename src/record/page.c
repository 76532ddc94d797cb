/*
 * page.c - what makes a page whole.
 */
#include "record/page.h"

#include <stdio.h>

static bool tokens_valid(const page *p, char why[WHY])
{
    for (uint32_t i = 0; i < p->tokens; i++) {
        if (!span_valid(p->token[i].at, p->text, "token", why)) return false;
        if (i && p->token[i].at.begin < p->token[i - 1].at.end) {
            snprintf(why, WHY, "token %u overlaps the one before", i);
            return false;
        }
    }
    return true;
}

bool page_valid(const page *p, char why[WHY])
{
    if (!tokens_valid(p, why)) return false;
    uint32_t next = 0;
    for (uint32_t i = 0; i < p->sentences; i++) {
        const sentence *s = &p->sentence[i];
        if (!span_valid(s->at, p->text, "sentence", why)) return false;
        const char *fault = NULL;
        if (i && s->at.begin < p->sentence[i - 1].at.end) fault = "overlaps the one before";
        else if (s->first_token != next || !s->tokens || s->tokens > p->tokens - next) fault = "has the wrong tokens";
        else if (s->at.begin > p->token[next].at.begin || s->at.end < p->token[next + s->tokens - 1].at.end)
            fault = "does not hold its tokens";
        else if (s->paragraph >= p->paragraphs || (i && s->paragraph < p->sentence[i - 1].paragraph))
            fault = "is in a wrong paragraph";
        if (fault) {
            snprintf(why, WHY, "sentence %u %s", i, fault);
            return false;
        }
        next += s->tokens;
    }
    if (next != p->tokens) {
        snprintf(why, WHY, "%u tokens belong to no sentence", p->tokens - next);
        return false;
    }
    for (uint32_t i = 0; i < p->quotations; i++)
        if (!span_valid(p->quotation[i].at, p->text, "quotation", why)) return false;
    return true;
}
