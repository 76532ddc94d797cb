/*
 * filter_index.c - the reuse room's index as a filter: records in, one a line; what they share with it out.
 */
#include "base/file.h"
#include "pipeline/input.h"
#include "pipeline/library.h"
#include "pipeline/reuse_records.h"

#include "reuse/index.h"

#include <hearsay/hearsay.h>

enum { PARTS_MOST = 256 };

/* The arenas of one call: one is the index's, one for records and answers, one for work. */
typedef struct {
    const hs_index *index;
    arena *of_index, *records, *scratch;
    const hs_watch *watch;
    FILE *in, *out;
    uint64_t line;
    hs_index_counts counts;
    const char *other; /* another index's folder */
    const char *const *ids;
    size_t n;
    hs_index_facts *facts;
    const background *background;
    reuse_index *part[PARTS_MOST];
    uint32_t parts;
} call;

typedef void work(call *);

static reuse_index *open_index(call *c, bool write)
{
    const hs_index *i = c->index;
    reuse_index_options o = { .noisy = i->noisy, .part = i->part ? i->part - 1 : 0, .parts = i->parts };
    return reuse_index_open(c->of_index, c->scratch, i->folder, write, &o);
}

static void close_input(void *in)
{
    input_close(in);
}

static void unread(call *c, const char *why)
{
    c->counts.unread++;
    input_unread(c->watch, c->line, why);
}

static void each_record(call *c, void (*fn)(call *, const reuse_document *))
{
    hs_str line;
    input *in = TAKE(c->records, 1, input);
    *in = input_of(c->in, (size_t)RECORD_TEXT_MOST * 2);
    arena_defer(c->records, close_input, in);
    arena_mark here = arena_here(c->records);
    line_result got;
    while ((got = input_next(in, &line)) == LINE_READ || got == LINE_TOO_LONG) {
        c->line = in->number;
        if (input_stopped(c->watch)) arena_leave(c->scratch, HS_INTERRUPTED, "stopped; what was kept stays");
        hs_str s = got == LINE_READ ? str_trim(line) : STR("");
        reuse_document d;
        const char *why = s.n ? reuse_record(c->records, s, &d) : got == LINE_TOO_LONG ? "the record is too long" : NULL;
        if (why) unread(c, why);
        else if (s.n) fn(c, &d);
        arena_rollback(c->records, here);
    }
    if (got == LINE_FAILED) arena_leave(c->scratch, HS_IO, "cannot read the input");
}

static void add_one(call *c, const reuse_document *d)
{
    const char *why;
    reuse_index_taken taken = reuse_index_add(c->part[0], d, &why);
    c->counts.added += taken == INDEX_ADDED;
    c->counts.known += taken == INDEX_KNOWN;
    if (taken == INDEX_REFUSED) unread(c, why);
    if (reuse_index_full(c->part[0])) reuse_index_keep(c->part[0]);
}

static void add(call *c)
{
    c->part[0] = open_index(c, true);
    each_record(c, add_one);
    reuse_index_keep(c->part[0]);
}

static void query_one(call *c, const reuse_document *d)
{
    reuse_options o = { .background = c->background };
    reuse_index_answer r = reuse_index_query(c->part, c->parts, c->records, c->scratch, d, &o);
    buf lines = { .a = c->records };
    for (size_t i = 0; i < r.copies; i++)
        reuse_line(&lines, &r.copy[i], r.document[r.copy[i].a].id, r.document[r.copy[i].b].id, false);
    if (lines.n && fwrite(lines.p, 1, lines.n, c->out) != lines.n) arena_leave(c->scratch, HS_IO, "cannot write the output");
}

static void query(call *c)
{
    c->background = library_background(c->scratch, library_data(c->scratch, NULL));
    hs_str rest = str_of(c->index->folder), folder;
    while (str_split(&rest, ',', &folder)) {
        if (c->parts == PARTS_MOST) arena_leave(c->scratch, HS_LIMIT, "more than %d parts", PARTS_MOST);
        c->part[c->parts++] = reuse_index_open(c->of_index, c->scratch, arena_str(c->scratch, folder).p, false, NULL);
    }
    each_record(c, query_one);
    if (fflush(c->out)) arena_leave(c->scratch, HS_IO, "cannot write the output");
}

static void delete(call *c)
{
    reuse_index *x = open_index(c, true);
    const char *missing = NULL;
    for (size_t i = 0; i < c->n; i++)
        if (!reuse_index_delete(x, str_of(c->ids[i]))) missing = c->ids[i];
    if (missing) arena_leave(c->scratch, HS_NOT_FOUND, "%s: no document \"%s\"", c->index->folder, missing);
}

static void merge_in(call *c)
{
    c->part[0] = open_index(c, true);
    reuse_index *from = reuse_index_open(c->records, c->scratch, c->other, false, NULL);
    if (reuse_index_about(from).parts > 1)
        arena_leave(c->scratch, HS_BAD_ARGUMENT, "%s: is a part of an index; it has not all texts", c->other);
    reuse_document d;
    for (uint64_t i = 0; reuse_index_next(from, &i, &d);) {
        if (input_stopped(c->watch)) arena_leave(c->scratch, HS_INTERRUPTED, "stopped; what was kept stays");
        c->line = i;
        add_one(c, &d);
    }
    reuse_index_keep(c->part[0]);
}

static void compact(call *c)
{
    reuse_index_compact(open_index(c, true));
}

static void check(call *c)
{
    reuse_index *x = reuse_index_open(c->of_index, c->scratch, c->index->folder, false, NULL);
    reuse_index_check(x);
    reuse_index_facts f = reuse_index_about(x);
    if (c->facts) *c->facts = (hs_index_facts){ f.documents, f.gone, f.segments, f.text_bytes, f.index_bytes };
}

/* Behind the doors of all three arenas. */
static hs_status behind(call *c, work *fn, hs_error *err)
{
    arena *all[] = { c->of_index, c->records, c->scratch };
    if (!ARENA_DOOR(c->of_index)) return fail_from(err, arena_failure(all[0]), "index");
    if (!ARENA_DOOR(c->records)) return fail_from(err, arena_failure(all[1]), "index");
    if (!ARENA_DOOR(c->scratch)) return fail_from(err, arena_failure(all[2]), "index");
    fn(c);
    for (int i = 0; i < 3; i++) arena_door_shut(all[i]);
    if (!c->counts.unread) return HS_OK;
    return fail(err, HS_BAD_INPUT, "index: %llu records could not be read", (unsigned long long)c->counts.unread);
}

static hs_status run(call *c, work *fn, hs_error *err)
{
    if (!c->index->folder || !*c->index->folder) return fail(err, HS_BAD_ARGUMENT, "index: which folder?");
    c->of_index = arena_open(NULL, 0);
    c->records = arena_open(NULL, 0);
    c->scratch = arena_open(NULL, 0);
    hs_status status = c->of_index && c->records && c->scratch ? behind(c, fn, err)
                                                               : fail(err, HS_NO_MEMORY, "index: out of memory");
    arena_close(c->scratch);
    arena_close(c->records);
    arena_close(c->of_index);
    return status;
}

hs_status hs_index_add(const hs_index *i, FILE *in, hs_index_counts *counts, const hs_watch *watch, hs_error *err)
{
    call c = { .index = i, .in = in, .watch = watch };
    hs_status status = run(&c, add, err);
    if (counts) *counts = c.counts;
    return status;
}

hs_status hs_index_query(const hs_index *i, FILE *in, FILE *out, const hs_watch *watch, hs_error *err)
{
    call c = { .index = i, .in = in, .out = out, .watch = watch };
    return run(&c, query, err);
}

hs_status hs_index_delete(const hs_index *i, const char *const *ids, size_t n, hs_error *err)
{
    call c = { .index = i, .ids = ids, .n = n };
    return run(&c, delete, err);
}

hs_status hs_index_merge(const hs_index *i, const char *other, hs_index_counts *counts, const hs_watch *watch, hs_error *err)
{
    call c = { .index = i, .other = other, .watch = watch };
    hs_status status = run(&c, merge_in, err);
    if (counts) *counts = c.counts;
    return status;
}

hs_status hs_index_compact(const hs_index *i, hs_error *err)
{
    call c = { .index = i };
    return run(&c, compact, err);
}

hs_status hs_index_check(const hs_index *i, hs_index_facts *facts, hs_error *err)
{
    call c = { .index = i, .facts = facts };
    return run(&c, check, err);
}
