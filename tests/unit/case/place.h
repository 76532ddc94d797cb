/*
 * place.h - a temporary folder for a test's cases, an arena, and the calls that must not fail.
 */
#ifndef TESTS_CASE_PLACE_H
#define TESTS_CASE_PLACE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* base/file.h has a function of this name */
#undef fail_msg
#define fail_msg(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

#include "base/file.h"
#include "case/case.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char folder[64], path[96];
    arena *a;
} place;

static inline int place_make(void **context)
{
    place *p = calloc(1, sizeof *p);
    if (!p || !(p->a = arena_open(NULL, 0))) return -1;
    /* in memory where there is such a place: these tests sync a lot, and prove nothing about disks */
    snprintf(p->folder, sizeof p->folder, "%s/hearsay-case-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    if (!mkdtemp(p->folder)) return -1;
    snprintf(p->path, sizeof p->path, "%s/case.hearsay", p->folder);
    *context = p;
    return 0;
}

static inline int place_remove(void **context)
{
    place *p = *context;
    chmod(p->folder, 0700);
    DIR *d = opendir(p->folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", p->folder, e->d_name);
        unlink(path);
    }
    if (d) closedir(d);
    rmdir(p->folder);
    arena_close(p->a);
    free(p);
    return 0;
}

static inline int place_files(const place *p)
{
    int n = 0;
    DIR *d = opendir(p->folder);
    for (struct dirent *e; d && (e = readdir(d));) n += e->d_name[0] != '.';
    if (d) closedir(d);
    return n;
}

/* Fails the test with the message of the error. */
static inline void good(hs_status status, const hs_error *err)
{
    if (status != HS_OK) fail_msg("status %d: %s", status, err->what);
}

static inline case_file *opened(const place *p, unsigned flags)
{
    hs_error err = { 0 };
    case_file *c;
    good(case_open(p->path, flags, &c, &err), &err);
    return c;
}

static inline bool say_fault(void *ctx, hs_str id, hs_str what)
{
    buf *b = ctx;
    buf_printf(b, "%.8s: %.*s\n", id.n ? id.p : "case", STR_ARGS(what));
    return true;
}

/* All that case_check says; empty for a whole case. */
static inline hs_str faults_of(arena *a, case_file *c, uint64_t *spans)
{
    buf b = { .a = a };
    hs_error err = { 0 };
    hs_status status = case_check(c, say_fault, &b, spans, &err);
    good(status, &err);
    return b.n ? arena_str(a, buf_str(&b)) : STR("");
}

static inline void assert_whole(arena *a, case_file *c)
{
    hs_str faults = faults_of(a, c, NULL);
    if (faults.n) fail_msg("%.*s", STR_ARGS(faults));
}

/* What any program with SQLite can do to the file. */
static inline int tamper(const place *p, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return code;
}

#endif
