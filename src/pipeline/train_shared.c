/*
 * train_shared.c - models to read with, and marked texts line by line.
 */
#include "pipeline/train_shared.h"

#include "pipeline/input.h"
#include "pipeline/library.h"

#include <stdio.h>

static void close_models(void *m)
{
    hs_models_close(m);
}

static void close_stream(void *f)
{
    fclose(f);
}

static void close_input(void *in)
{
    input_close(in);
}

hs_models *train_models(arena *a)
{
    hs_error err;
    hs_models *models;
    if (hs_models_open(NULL, "en", &models, &err) != HS_OK) arena_leave(a, err.status, "%s", err.what);
    arena_defer(a, close_models, models);
    return models;
}

void train_lines(arena *a, const char *path, const hs_watch *watch, train_line *use, void *ctx)
{
    FILE *f = fopen(path, "rb");
    if (!f) arena_leave(a, HS_IO, "%s: cannot be opened", path);
    arena_defer(a, close_stream, f);
    input *in = TAKE(a, 1, input);
    *in = input_of(f, (size_t)RECORD_TEXT_MOST);
    arena_defer(a, close_input, in);
    hs_str line;
    for (line_result got; (got = input_next(in, &line)) != LINE_END;) {
        if (got != LINE_READ) arena_leave(a, HS_BAD_INPUT, "%s: line %llu cannot be read", path, (unsigned long long)in->number);
        if (input_stopped(watch)) arena_leave(a, HS_INTERRUPTED, "stopped");
        if (str_trim(line).n) use(a, ctx, path, in->number, str_trim(line));
    }
}

void train_tell(const hs_watch *watch, uint64_t done, const char *what)
{
    if (watch && watch->progress) watch->progress(watch->ctx, done, 0, what);
}
