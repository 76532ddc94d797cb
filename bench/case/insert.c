/*
 * insert.c - what it costs to keep documents: made-up ones of about 3 kB with 25 claims each, added one by one and in
 * batches, and the same originals into a bare SQLite table, equally safe, as the peer.  Then reading, checking, search.
 *
 * Usage: insert FOLDER DOCUMENTS BATCH ...
 */
#include "base/file.h"
#include "unit/case/records.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SENTENCES = 75, CLAIMS = 25, SEED = 77 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void good(hs_status status, const hs_error *err)
{
    if (status == HS_OK) return;
    fprintf(stderr, "insert: %s\n", err->what);
    exit(1);
}

static void bare(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK) return;
    fprintf(stderr, "insert: %s: %s\n", sql, sqlite3_errmsg(db));
    exit(1);
}

/* Seconds for the adding alone; the making of documents is left out. */
static double add_all(const char *path, uint32_t n, uint32_t batch, uint64_t *text)
{
    hs_error err;
    case_file *c;
    double spent = 0;
    rng r = rng_seed(SEED);
    arena *a = arena_open(NULL, 0);
    *text = 0;
    good(case_open(path, CASE_CREATE, &c, &err), &err);
    for (uint32_t i = 0; i < n; i++, arena_reset(a)) {
        const records *x = any_records(a, &r, SENTENCES, CLAIMS);
        *text += x->document.text.n;
        bool known;
        double from = now();
        if (batch > 1 && i % batch == 0) good(case_batch_begin(c, &err), &err);
        good(case_add(c, &x->document, &x->page, &x->findings, STR("bench"), STR("run"), &known, &err), &err);
        if (batch > 1 && (i % batch == batch - 1 || i == n - 1)) good(case_batch_end(c, &err), &err);
        spent += now() - from;
    }
    double from = now();
    case_close(c);
    arena_close(a);
    return spent + now() - from;
}

/* The limit: the originals alone, uncompressed, in one table, with the same promises about power cuts. */
static double add_bare(const char *path, uint32_t n, uint32_t batch)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    double spent = 0;
    rng r = rng_seed(SEED);
    arena *a = arena_open(NULL, 0);
    if (sqlite3_open(path, &db) != SQLITE_OK) exit(1);
    bare(db, "PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL; CREATE TABLE d (id INTEGER PRIMARY KEY, b BLOB)");
    sqlite3_prepare_v2(db, "INSERT INTO d (b) VALUES (?)", -1, &s, NULL);
    for (uint32_t i = 0; i < n; i++, arena_reset(a)) {
        const records *x = any_records(a, &r, SENTENCES, CLAIMS);
        double from = now();
        if (i % batch == 0) bare(db, "BEGIN IMMEDIATE");
        sqlite3_bind_blob(s, 1, x->document.original.p, (int)x->document.original.n, SQLITE_STATIC);
        if (sqlite3_step(s) != SQLITE_DONE) exit(1);
        sqlite3_reset(s);
        if (i % batch == batch - 1 || i == n - 1) bare(db, "COMMIT");
        spent += now() - from;
    }
    double from = now();
    sqlite3_finalize(s);
    sqlite3_close(db);
    arena_close(a);
    return spent + now() - from;
}

static bool count(void *ctx, uint32_t number, uint32_t in_sentence, span at)
{
    (void)number;
    (void)in_sentence;
    (void)at;
    ++*(uint32_t *)ctx;
    return true;
}

static bool no_fault(void *ctx, hs_str id, hs_str what)
{
    (void)ctx;
    fprintf(stderr, "insert: %.*s: %.*s\n", STR_ARGS(id), STR_ARGS(what));
    exit(1);
}

static void read_all(const char *path)
{
    hs_error err;
    case_file *c;
    arena *a = arena_open(NULL, 0);
    document d;
    page p;
    findings f;
    uint32_t n, hits = 0;
    uint64_t spans;
    good(case_open(path, CASE_READ, &c, &err), &err);
    double from = now();
    good(case_count(c, &n, NULL, &err), &err);
    double order = now() - from;
    from = now();
    for (uint32_t i = 0; i < n; i++, arena_reset(a)) {
        good(case_document(c, a, i, false, &d, &err), &err);
        good(case_page(c, a, i, &p, &err), &err);
        good(case_findings(c, a, i, &f, &err), &err);
    }
    double reading = now() - from;
    from = now();
    good(case_search(c, STR("harbour minister"), 20, count, &hits, &err), &err);
    double searching = now() - from;
    from = now();
    good(case_check(c, no_fault, NULL, &spans, &err), &err);
    double checking = now() - from;
    printf("read      order of %u documents %.1f ms; a document with page and findings %.3f ms; search %.1f ms\n", n,
           order * 1e3, reading * 1e3 / n, searching * 1e3);
    printf("check     %.3f ms a document (%.0f spans each)\n", checking * 1e3 / n, (double)spans / n);
    case_close(c);
    arena_close(a);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: insert FOLDER DOCUMENTS BATCH ...\n");
        return 2;
    }
    char path[400], peer[400];
    snprintf(path, sizeof path, "%s/bench.hearsay", argv[1]);
    snprintf(peer, sizeof peer, "%s/bench.peer", argv[1]);
    uint32_t n = (uint32_t)strtoul(argv[2], NULL, 10);
    for (int i = 3; i < argc; i++) {
        uint32_t batch = (uint32_t)strtoul(argv[i], NULL, 10);
        uint64_t text;
        struct stat st = { 0 };
        unlink(path);
        unlink(peer);
        double ours = add_all(path, n, batch, &text), limit = add_bare(peer, n, batch);
        stat(path, &st);
        printf("batch %-4u %7.0f documents/s, %.2f x the bare table's time; %.2f bytes of case a byte of text (%.0f)\n",
               batch, n / ours, ours / limit, (double)st.st_size / (double)text, (double)text / n);
        fflush(stdout);
    }
    read_all(path);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("memory    %.0f MB at most\n", (double)usage.ru_maxrss / 1024);
    unlink(path);
    unlink(peer);
    return 0;
}
