/*
 * filter_reuse.c - the reuse room as a filter: documents in, one a line; shared passages out, one a line.
 */
#include "base/file.h"
#include "pipeline/input.h"
#include "pipeline/library.h"
#include "pipeline/reuse_records.h"

#include <hearsay/hearsay.h>
#include <stdlib.h>

typedef struct {
    arena *a;
    FILE *in, *out;
    const hs_reuse_options *options;
    const hs_watch *watch;
    VEC(reuse_document) document;
    uint64_t line, unread;
} filter;

static void close_input(void *in)
{
    input_close(in);
}

static void unread(filter *f, const char *why)
{
    f->unread++;
    input_unread(f->watch, f->line, why);
}

static void read_line(filter *f, hs_str line)
{
    reuse_document d;
    const char *why = reuse_record(f->a, line, &d);
    if (why) unread(f, why);
    else *VEC_ADD(f->a, &f->document) = d;
}

static void read_all(filter *f)
{
    hs_str line;
    input *in = TAKE(f->a, 1, input);
    *in = input_of(f->in, (size_t)RECORD_TEXT_MOST * 2);
    arena_defer(f->a, close_input, in);
    line_result got;
    while ((got = input_next(in, &line)) == LINE_READ || got == LINE_TOO_LONG) {
        f->line = in->number;
        if (input_stopped(f->watch)) arena_leave(f->a, HS_INTERRUPTED, "stopped");
        hs_str s = got == LINE_READ ? str_trim(line) : STR("");
        if (got == LINE_TOO_LONG) unread(f, "the record is too long");
        if (s.n) read_line(f, s);
    }
    if (got == LINE_FAILED) arena_leave(f->a, HS_IO, "cannot read the input");
}

static void put_copy(filter *f, buf *line, const copy *c)
{
    line->n = 0;
    reuse_line(line, c, f->document.at[c->a].id, f->document.at[c->b].id, f->options && f->options->exact);
    if (fwrite(line->p, 1, line->n, f->out) != line->n) arena_leave(f->a, HS_IO, "cannot write the output");
}

static int by_date(const void *x, const void *y)
{
    const reuse_document *a = x, *b = y;
    int c = date_cmp(a->published, b->published);
    return c ? c : str_cmp(a->id, b->id);
}

/* Records in any order give the same bytes: a is the earlier text, by date and then by id. */
static void run(filter *f)
{
    read_all(f);
    if (f->document.n) qsort(f->document.at, f->document.n, sizeof *f->document.at, by_date);
    reuse_options o = { 0 };
    if (f->options) o = (reuse_options){ .exact_run = f->options->exact, .noisy = f->options->noisy };
    o.background = library_background(f->a, library_data(f->a, NULL));
    if (f->document.n > UINT32_MAX) arena_leave(f->a, HS_LIMIT, "too many documents");
    const reuse_result *r = reuse_find(f->a, f->document.at, (uint32_t)f->document.n, &o);
    buf line = { .a = f->a };
    for (size_t i = 0; i < r->copies; i++) put_copy(f, &line, &r->copy[i]);
    if (fflush(f->out)) arena_leave(f->a, HS_IO, "cannot write the output");
}

hs_status hs_reuse(FILE *in, FILE *out, const hs_reuse_options *options, const hs_watch *watch, hs_error *err)
{
    arena *a = arena_open(NULL, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "reuse: out of memory");
    filter f = { .a = a, .in = in, .out = out, .options = options, .watch = watch };
    hs_status status;
    if (ARENA_DOOR(a)) {
        run(&f);
        arena_door_shut(a);
        status = f.unread
                     ? fail(err, HS_BAD_INPUT, "reuse: %llu records could not be read", (unsigned long long)f.unread)
                     : HS_OK;
    } else status = fail_from(err, arena_failure(a), "reuse");
    arena_close(a);
    return status;
}
