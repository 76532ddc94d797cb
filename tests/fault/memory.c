/*
 * memory.c - the 1st, 2nd, 3rd ... taking of memory fails, once and for ever: the case's own (arena_source, zlib's
 * too) and SQLite's (SQLITE_CONFIG_MALLOC).  No crash, no leak, no false answer, and the case is whole.
 */
#include "fault/support/work.h"

#define SEED 11u
enum { POINTS = 100 };

typedef struct {
    uint64_t calls, fail_at, hits, held;
    bool for_ever;
} faults;

static bool now_fails(faults *f)
{
    f->calls++;
    bool hit = f->fail_at && (f->calls == f->fail_at || (f->for_ever && f->calls > f->fail_at));
    f->hits += hit;
    return hit;
}

static void *faulty_take(void *self, size_t n)
{
    faults *f = self;
    if (now_fails(f)) return NULL;
    void *p = malloc(n);
    f->held += p != NULL;
    return p;
}

static void faulty_give(void *self, void *p)
{
    faults *f = self;
    f->held -= p != NULL;
    free(p);
}

/* SQLite's methods have no place for a context of their own; this program has one at a time. */
static faults of_sqlite;
static sqlite3_mem_methods ordinary;

static void *sqlite_take(int n)
{
    return now_fails(&of_sqlite) ? NULL : ordinary.xMalloc(n);
}

static void *sqlite_retake(void *p, int n)
{
    return now_fails(&of_sqlite) ? NULL : ordinary.xRealloc(p, n);
}

static bool all_points;

/* One run with the fault at `at`; true when it was hit. */
static bool one_run(const work *w, const char *folder, faults *f, const arena_source *memory, uint64_t at, bool for_ever)
{
    char path[96], what[96];
    snprintf(path, sizeof path, "%s/case.hearsay", folder);
    folder_empty(folder);
    acknowledged k;
    hs_error err = { 0 };
    uint64_t held = f->held;
    *f = (faults){ .fail_at = at, .for_ever = for_ever, .held = held };
    hs_status status = work_do(w, path, memory, &k, NULL, NULL, &err);
    bool hit = f->hits != 0;
    *f = (faults){ .held = f->held };
    snprintf(what, sizeof what, "taking %llu fails %s", (unsigned long long)at, for_ever ? "for ever" : "once");
    if (status != HS_OK && status != HS_NO_MEMORY) fail_msg("%s: status %d: %s", what, status, err.what);
    if (status == HS_OK && !k.all) fail_msg("%s: half the work, and no word of it", what);
    assert_int_equal(f->held, held);
    if (status == HS_OK) return hit; /* SQLite went on without; the work checked the case itself */
    work_must_hold(w, path, &k, what);
    return hit;
}

static void every_point(faults *f, const arena_source *memory)
{
    char folder[64];
    folder_make(folder);
    work *w = work_make(SEED);
    rng r = rng_seed(SEED);
    one_run(w, folder, f, memory, 0, false); /* the first time some things are taken that stay */
    char path[96];
    snprintf(path, sizeof path, "%s/case.hearsay", folder);
    folder_empty(folder);
    acknowledged k;
    hs_error err = { 0 };
    f->calls = 0;
    good(work_do(w, path, memory, &k, NULL, NULL, &err), &err);
    uint64_t n = f->calls, runs = 0, hits = 0;
    for (int for_ever = 0; for_ever < 2; for_ever++)
        for (points p = points_of(n, POINTS, all_points, &r); p.next <= n; p.next += p.step) {
            hits += one_run(w, folder, f, memory, p.next, for_ever);
            runs++;
        }
    print_message("seed %u: %llu takings, %llu runs, %llu hit\n", SEED, (unsigned long long)n, (unsigned long long)runs,
                  (unsigned long long)hits);
    assert_true(hits * 10 >= runs * 9);
    work_end(w);
    folder_remove(folder);
}

static void our_memory(void **context)
{
    (void)context;
    faults f = { 0 };
    every_point(&f, &(arena_source){ faulty_take, faulty_give, &f });
    assert_int_equal(f.held, 0);
}

static void sqlite_memory(void **context)
{
    (void)context;
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &ordinary);
    sqlite3_mem_methods faulty = ordinary;
    faulty.xMalloc = sqlite_take;
    faulty.xRealloc = sqlite_retake;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &faulty), SQLITE_OK);
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
    every_point(&of_sqlite, NULL);
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &ordinary);
}

int main(int argc, char **argv)
{
    all_points = has_argument(argc, argv, "all");
    const struct CMUnitTest tests[] = { cmocka_unit_test(our_memory), cmocka_unit_test(sqlite_memory) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
