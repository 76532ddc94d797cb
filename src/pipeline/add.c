/*
 * add.c - documents into a case: read on several threads, kept in order, one COMMIT for a batch.
 *
 *     giver (this thread)          workers                        taker (this thread, in order)
 *     file or record -> bytes  ->  text, language, claims     ->  case_add, report after the COMMIT
 *
 * A document is reported as added only when it is on disk.  The order of documents in the case does not matter:
 * numbers come from dates and names.
 */
#include "pipeline/library.h"

#include "base/hash.h"
#include "base/pool.h"
#include "pipeline/input.h"
#include "text/read.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

enum { BATCH = 64, AHEAD_A_THREAD = 8, THREADS_MOST = 256, PATH_MOST = 4200 };

typedef struct job {
    arena *a;
    hs_str path; /* as reported, with ":LINE" for a record */
    hs_str bytes;
    hs_str id; /* of the bytes */
    text_about about;
    article article;
    hs_error error;
    bool read;
    struct job *next;  /* in the list of free ones */
    struct job *older; /* in the list of all */
} job;

/* What was added in the batch but is not on disk yet. */
typedef struct {
    hs_str path;
    hs_added added;
} pending;

typedef struct {
    hs_case *c;
    const hs_watch *watch;
    hs_str who;
    text_about about;
    pool *pool;
    job *free, *newest;
    arena *paths; /* the list of files */
    arena *batch; /* what is pending */
    pending pending[BATCH];
    size_t waiting;
    hs_add_counts *counts;
    uint64_t done, total;
    hs_status status;
    hs_error *err;
} adding;

hs_str library_who(arena *a, const char *asked)
{
    if (asked && *asked) return arena_str(a, str_of(asked));
    char space[1024];
    struct passwd entry, *found = NULL;
    if (!getpwuid_r(geteuid(), &entry, space, sizeof space, &found) && found)
        return arena_str(a, str_of(found->pw_name));
    return arena_printf(a, "uid %ld", (long)geteuid());
}

static text_about about_fields(const hs_about *x)
{
    text_about about = { .publisher = x->publisher,
                         .author = x->author,
                         .title = x->title,
                         .url = x->url,
                         .language = x->language,
                         .media_type = x->media_type,
                         .origin = x->origin };
    date_parse(x->published, &about.published);
    return about;
}

/* ---- reporting ------------------------------------------------------------------------------------------------ */

static void report_unread(adding *x, hs_str path, const hs_error *why)
{
    x->counts->unread++;
    hs_str reason = str_of(why->what);
    if (str_starts(reason, path) && str_starts(str_sub(reason, path.n, reason.n), STR(": ")))
        reason = str_sub(reason, path.n + 2, reason.n);
    if (x->watch && x->watch->unread) {
        hs_error full;
        fail(&full, why->status, "%.*s: %.*s", STR_ARGS(path), STR_ARGS(reason));
        full.at = why->at;
        x->watch->unread(x->watch->ctx, path.p, &full);
    }
    hs_error err;
    hs_status status = case_add_unread(x->c->file, path, reason, x->who, &err);
    if (status != HS_OK && x->status == HS_OK) {
        x->status = status;
        if (x->err) *x->err = err;
    }
}

static void report_added(adding *x, hs_str path, const hs_added *added)
{
    if (added->known) x->counts->known++;
    else x->counts->added++;
    if (x->watch && x->watch->added) x->watch->added(x->watch->ctx, path.p, added);
}

static void report_progress(adding *x)
{
    if (x->watch && x->watch->progress) x->watch->progress(x->watch->ctx, x->done, x->total, "reading");
}

static bool asked_to_stop(adding *x)
{
    if (x->status != HS_OK) return true;
    if (!x->watch || !x->watch->stop || !x->watch->stop(x->watch->ctx)) return false;
    x->status =
        fail(x->err, HS_INTERRUPTED, "interrupted; what was added is kept, the same command goes on from there");
    return true;
}

/* ---- the taker -------------------------------------------------------------------------------------------------- */

/* Puts the batch on disk and reports what is in it. */
static void flush(adding *x)
{
    if (!x->waiting) return;
    hs_error err;
    hs_status status = case_batch_end(x->c->file, &err);
    if (status == HS_OK) {
        for (size_t i = 0; i < x->waiting; i++) report_added(x, x->pending[i].path, &x->pending[i].added);
    } else if (x->status == HS_OK) {
        x->status = status;
        if (x->err) *x->err = err;
    }
    x->waiting = 0;
    arena_reset(x->batch);
}

/* The batch is put on disk when it is full, and when there is no memory to note one more. */
static void note_pending(adding *x, const job *j, bool known)
{
    hs_added added = { .document = j->article.document->id,
                       .known = known,
                       .sentences = j->article.page->sentences,
                       .claims = j->article.findings->claims };
    if (ARENA_DOOR(x->batch)) {
        pending *p = &x->pending[x->waiting];
        p->path = arena_str(x->batch, j->path);
        p->added = added;
        p->added.document = arena_str(x->batch, added.document);
        arena_door_shut(x->batch);
        if (++x->waiting == BATCH) flush(x);
        return;
    }
    x->pending[x->waiting++] = (pending){ j->path, added };
    flush(x);
}

/* A document that our own checks refuse is reported and left out; the batch goes on without it. */
static void take_article(adding *x, job *j)
{
    hs_error err;
    bool known = false, first = !x->waiting;
    hs_status status = first ? case_batch_begin(x->c->file, &err) : HS_OK;
    if (status == HS_OK) {
        status = case_add(x->c->file, j->article.document, j->article.page, j->article.findings, x->who,
                          x->c->models->run, &known, &err);
        if (status != HS_OK && first) case_batch_end(x->c->file, NULL);
    }
    if (status == HS_BUG) {
        report_unread(x, j->path, &err);
        return;
    }
    if (status != HS_OK) {
        x->status = fail(x->err, status, "%.*s: %s", STR_ARGS(j->path), err.what);
        return;
    }
    note_pending(x, j, known);
}

static bool take_job(void *ctx, void *what)
{
    adding *x = ctx;
    job *j = what;
    x->done++;
    if (j->read) take_article(x, j);
    else report_unread(x, j->path, &j->error);
    report_progress(x);
    arena_reset(j->a);
    j->next = x->free;
    x->free = j;
    return x->status == HS_OK;
}

/* ---- the workers ------------------------------------------------------------------------------------------------ */

static void run_job(void *ctx, unsigned worker, void *what)
{
    adding *x = ctx;
    job *j = what;
    (void)worker;
    j->read = false;
    if (!ARENA_DOOR(j->a)) {
        fail_from(&j->error, arena_failure(j->a), NULL);
        return;
    }
    j->article = library_read(j->a, x->c->models, j->bytes, &j->about);
    j->read = true;
    arena_door_shut(j->a);
}

/* ---- the giver -------------------------------------------------------------------------------------------------- */

static job *free_job(adding *x)
{
    job *j = x->free;
    if (j) {
        x->free = j->next;
        return j;
    }
    arena *a = arena_open(NULL, LIBRARY_DOCUMENT_MEMORY);
    j = a ? calloc(1, sizeof *j) : NULL;
    if (!j) {
        arena_close(a);
        x->status = fail(x->err, HS_NO_MEMORY, "out of memory");
        return NULL;
    }
    j->a = a;
    j->older = x->newest;
    x->newest = j;
    return j;
}

static void put_back(adding *x, job *j)
{
    arena_reset(j->a);
    j->next = x->free;
    x->free = j;
}

/* Names the bytes; false when there is no memory for the name. */
static bool name_bytes(job *j)
{
    if (!ARENA_DOOR(j->a)) {
        fail_from(&j->error, arena_failure(j->a), NULL);
        return false;
    }
    j->id = sha256_hex(j->a, j->bytes);
    arena_door_shut(j->a);
    return true;
}

/* Takes the bytes (which lie in the job's arena), unless the case has them. */
static void give(adding *x, job *j)
{
    hs_error err;
    bool known = false;
    bool named = name_bytes(j);
    hs_status status = named ? case_has(x->c->file, j->id, &known, &err) : HS_OK;
    if (!named) {
        x->done++;
        report_unread(x, j->path, &j->error);
    } else if (status != HS_OK) {
        x->status = fail(x->err, status, "%.*s: %s", STR_ARGS(j->path), err.what);
    } else if (known) {
        flush(x); /* it may be known from a batch that is not on disk yet */
        x->done++;
        report_added(x, j->path, &(hs_added){ .document = j->id, .known = true });
        report_progress(x);
    } else {
        pool_give(x->pool, j);
        return;
    }
    put_back(x, j);
}

static bool prepare(adding *x, job *j, hs_str path, hs_str bytes)
{
    if (!ARENA_DOOR(j->a)) {
        fail_from(&j->error, arena_failure(j->a), NULL);
        x->done++;
        report_unread(x, path, &j->error);
        put_back(x, j);
        return false;
    }
    j->path = arena_str(j->a, path);
    j->about = x->about;
    j->about.origin = j->path;
    j->bytes = bytes.p ? arena_str(j->a, bytes) : bytes;
    arena_door_shut(j->a);
    return true;
}

static void give_records(adding *x, FILE *in, hs_str path)
{
    input l = input_of(in, TEXT_ORIGINAL_MOST);
    hs_str line;
    line_result got;
    while (!asked_to_stop(x) && (got = input_next(&l, &line)) != LINE_END) {
        char place[PATH_MOST];
        snprintf(place, sizeof place, "%.*s:%llu", STR_ARGS(path), (unsigned long long)l.number);
        hs_str where = str_of(place);
        hs_error err;
        if (got == LINE_FAILED) {
            fail(&err, HS_IO, "cannot be read: %s", strerror(errno));
            report_unread(x, where, &err);
            break;
        }
        if (got == LINE_TOO_LONG) {
            fail(&err, HS_LIMIT, "a line of more than the limit of %d bytes", TEXT_ORIGINAL_MOST);
            report_unread(x, where, &err);
        } else if (str_trim(line).n) {
            job *j = free_job(x);
            if (j && prepare(x, j, where, line)) {
                j->about.media_type = STR("application/x-hearsay-record");
                give(x, j);
            }
        }
    }
    input_close(&l);
}

static void give_file(adding *x, hs_str path)
{
    hs_str type = x->about.media_type.n ? x->about.media_type : text_media_type(path);
    bool is_stdin = str_eq(path, STR("-"));
    int first = is_stdin && !type.n ? getc(stdin) : EOF;
    if (first != EOF) ungetc(first, stdin);
    if (str_eq(type, STR("application/jsonl")) || first == '{') {
        FILE *in = is_stdin ? stdin : fopen(path.p, "rb");
        hs_error err;
        if (in) {
            give_records(x, in, path);
            if (!is_stdin) fclose(in);
        } else {
            fail(&err, HS_IO, "cannot be opened: %s", strerror(errno));
            report_unread(x, path, &err);
        }
        return;
    }
    job *j = free_job(x);
    if (!j || !prepare(x, j, path, (hs_str){ NULL, 0 })) return;
    if (file_try_read(j->a, path.p, TEXT_ORIGINAL_MOST, &j->bytes, &j->error) != HS_OK) {
        x->done++;
        report_unread(x, path, &j->error);
        put_back(x, j);
        return;
    }
    give(x, j);
}

/* ---- the list of files ------------------------------------------------------------------------------------------ */

typedef struct {
    hs_str path;
    const char *reason;
} listed;

typedef struct {
    adding *x;
    bool named; /* the path itself was given by the user: any ending will do */
    hs_str top;
    VEC(listed) files;
} listing;

static bool list_one(void *ctx, const char *path, uint64_t size, const char *reason)
{
    listing *l = ctx;
    (void)size;
    hs_str p = str_of(path);
    bool named = str_eq(p, l->top);
    if (!named && !reason && !text_media_type(p).n) return true;
    *VEC_ADD(l->x->paths, &l->files) =
        (listed){ arena_str(l->x->paths, p), reason ? arena_str(l->x->paths, str_of(reason)).p : NULL };
    return true;
}

static void give_all(adding *x, const char *const *paths, size_t n)
{
    listing l = { .x = x };
    for (size_t i = 0; i < n; i++) {
        l.top = str_of(paths[i]);
        file_walk(x->paths, paths[i], list_one, &l);
    }
    x->total = l.files.n;
    for (size_t i = 0; i < l.files.n && !asked_to_stop(x); i++) {
        if (l.files.at[i].reason) {
            hs_error err;
            fail(&err, HS_IO, "cannot be read: %s", l.files.at[i].reason);
            report_unread(x, l.files.at[i].path, &err);
            continue;
        }
        give_file(x, l.files.at[i].path);
    }
}

/* ---- the door --------------------------------------------------------------------------------------------------- */

static void free_jobs(adding *x)
{
    for (job *j = x->newest, *next; j; j = next) {
        next = j->older;
        arena_close(j->a);
        free(j);
    }
}

static hs_status check_about(const hs_about *about, hs_error *err)
{
    date d;
    if (about->published.n && !date_parse(about->published, &d))
        return fail(err, HS_BAD_ARGUMENT, "\"%.*s\" is no date (want 2026-11-23, 2026-11 or 2026)",
                    STR_ARGS(about->published));
    return HS_OK;
}

static hs_status check_options(const char *const *paths, size_t n, const hs_add_options *options, hs_error *err)
{
    if (options->threads > THREADS_MOST) return fail(err, HS_BAD_ARGUMENT, "at most %d threads", THREADS_MOST);
    for (size_t i = 0; i < n; i++)
        if (!paths || !paths[i]) return fail(err, HS_BAD_ARGUMENT, "path %zu is NULL", i + 1);
    return check_about(&options->about, err);
}

static hs_status add_all(adding *x, const char *const *paths, size_t n, const hs_add_options *options)
{
    unsigned threads = options->threads ? options->threads : pool_processors();
    x->pool = pool_open(threads, threads * AHEAD_A_THREAD, run_job, take_job, x);
    if (!x->pool) return fail(x->err, HS_NO_MEMORY, "no memory for %u threads", threads);
    if (ARENA_DOOR(x->paths)) {
        x->who = library_who(x->paths, options->who);
        give_all(x, paths, n);
        arena_door_shut(x->paths);
    } else if (x->status == HS_OK) {
        x->status = fail_from(x->err, arena_failure(x->paths), "adding");
    }
    pool_close(x->pool);
    flush(x);
    return x->status;
}

hs_status hs_add_paths(hs_case *c, const char *const *paths, size_t n, const hs_add_options *options,
                       const hs_watch *watch, hs_add_counts *counts, hs_error *err)
{
    static const hs_add_options none = { 0 };
    if (!options) options = &none;
    hs_add_counts own = { 0 };
    *(counts ? counts : &own) = (hs_add_counts){ 0 };
    if (!c->models || !c->models->language)
        return fail(err, HS_BAD_ARGUMENT, "this case was opened without models; nothing can be added");
    hs_status status = check_options(paths, n, options, err);
    if (status != HS_OK) return status;
    arena *paths_arena = arena_open(NULL, 0), *batch = arena_open(NULL, 0);
    adding *x = paths_arena && batch ? calloc(1, sizeof *x) : NULL;
    if (x) {
        *x = (adding){ .c = c,
                       .watch = watch,
                       .about = about_fields(&options->about),
                       .paths = paths_arena,
                       .batch = batch,
                       .counts = counts ? counts : &own,
                       .err = err };
        status = add_all(x, paths, n, options);
        free_jobs(x);
        free(x);
    } else {
        status = fail(err, HS_NO_MEMORY, "out of memory");
    }
    arena_close(batch);
    arena_close(paths_arena);
    library_forget_state(c);
    return status;
}

static hs_status add_one(hs_case *c, hs_str bytes, const text_about *about, hs_added *out, hs_error *err)
{
    if (!ARENA_DOOR(c->lent)) return fail_from(err, arena_failure(c->lent), NULL);
    article x = library_read(c->lent, c->models, bytes, about);
    hs_status status =
        case_add(c->file, x.document, x.page, x.findings, library_who(c->lent, NULL), c->models->run, &out->known, err);
    arena_door_shut(c->lent);
    if (status != HS_OK) return status;
    out->document = x.document->id;
    out->sentences = x.page->sentences;
    out->claims = x.findings->claims;
    library_forget_state(c);
    return HS_OK;
}

hs_status hs_add(hs_case *c, hs_str bytes, const hs_about *about, hs_added *out, hs_error *err)
{
    static const hs_about nothing = { 0 };
    *out = (hs_added){ 0 };
    if (!c->models || !c->models->language)
        return fail(err, HS_BAD_ARGUMENT, "this case was opened without models; nothing can be added");
    hs_status status = check_about(about ? about : &nothing, err);
    if (status != HS_OK) return status;
    arena_reset(c->lent);
    text_about fields = about_fields(about ? about : &nothing);
    return add_one(c, bytes, &fields, out, err);
}
