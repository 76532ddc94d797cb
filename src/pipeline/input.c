/*
 * input.c - a stream read line by line, with a limit.
 */
#include "pipeline/input.h"

#include "base/file.h"

#include <stdlib.h>

input input_of(FILE *in, size_t limit)
{
    return (input){ .in = in, .limit = limit };
}

void input_close(input *l)
{
    free(l->p);
    l->p = NULL;
    l->room = 0;
}

static bool grow(input *l)
{
    size_t room = l->room ? l->room * 2 : 65536;
    char *p = realloc(l->p, room);
    if (!p) return false;
    l->p = p;
    l->room = room;
    return true;
}

line_result input_next(input *l, hs_str *line)
{
    size_t n = 0;
    bool too_long = false;
    int c = getc_unlocked(l->in);
    if (c == EOF) return ferror(l->in) ? LINE_FAILED : LINE_END;
    for (; c != EOF && c != '\n'; c = getc_unlocked(l->in)) {
        if (too_long) continue;
        if (n == l->limit) {
            too_long = true;
            continue;
        }
        if (n == l->room && !grow(l)) return LINE_FAILED;
        l->p[n++] = (char)c;
    }
    if (ferror(l->in)) return LINE_FAILED;
    l->number++;
    if (too_long) return LINE_TOO_LONG;
    *line = (hs_str){ l->p, n };
    return LINE_READ;
}

void input_unread(const hs_watch *watch, uint64_t line, const char *why)
{
    if (!watch || !watch->unread) return;
    hs_error e;
    char path[40];
    snprintf(path, sizeof path, "in:%llu", (unsigned long long)line);
    fail(&e, HS_BAD_INPUT, "%s", why);
    watch->unread(watch->ctx, path, &e);
}

bool input_stopped(const hs_watch *watch)
{
    return watch && watch->stop && watch->stop(watch->ctx);
}
