/*
 * disk.c - the 1st, 2nd, 3rd ... opening, reading, write, sync, truncation and removal of a file fails, once and for
 * ever; the disk is full from a point on.
 */
#include "fault/support/vfs.h"
#include "fault/support/work.h"

#define SEED 12u
enum { POINTS = 110 };

static bool all_points;

static void one_run(const work *w, const char *folder, shim *s, uint64_t at, bool for_ever)
{
    char path[96], what[96];
    snprintf(path, sizeof path, "%s/case.hearsay", folder);
    snprintf(what, sizeof what, "operation %llu fails %s", (unsigned long long)at, for_ever ? "for ever" : "once");
    folder_empty(folder);
    s->calls = s->hits = 0;
    s->fail_at = at;
    s->for_ever = for_ever;
    acknowledged k;
    hs_error err = { 0 };
    hs_status status = work_do(w, path, NULL, &k, NULL, NULL, &err);
    bool expected = status == HS_OK || status == HS_IO || status == HS_NO_MEMORY || status == HS_BAD_CASE;
    if (!expected || (status != HS_OK && !err.what[0])) fail_msg("%s: status %d: %s", what, status, err.what);
    assert_null(strchr(err.what, '\n'));
    if (status == HS_OK) assert_true(k.all);
    s->fail_at = 0;
    work_must_hold(w, path, &k, what);
}

static void every_point(unsigned ops, bool full, const char *name)
{
    char folder[64], path[96];
    folder_make(folder);
    snprintf(path, sizeof path, "%s/case.hearsay", folder);
    work *w = work_make(SEED);
    rng r = rng_seed(SEED);
    sqlite3_vfs mine;
    shim s = { .ops = ops, .full = full };
    shim_in(&s, &mine);
    acknowledged k;
    hs_error err = { 0 };
    good(work_do(w, path, NULL, &k, NULL, NULL, &err), &err);
    uint64_t n = s.calls, runs = 0;
    for (int for_ever = full; for_ever < 2; for_ever++)
        for (points p = points_of(n, POINTS, all_points, &r); p.next <= n; p.next += p.step, runs++)
            one_run(w, folder, &s, p.next, for_ever);
    print_message("seed %u: %s: %llu operations, %llu runs\n", SEED, name, (unsigned long long)n, (unsigned long long)runs);
    shim_out(&mine);
    work_end(w);
    folder_remove(folder);
}

static void operations_fail(void **context)
{
    (void)context;
    every_point(OP_OPEN | OP_WRITE | OP_SYNC | OP_TRUNCATE | OP_DELETE, false, "changes");
}

static void reading_fails(void **context)
{
    (void)context;
    every_point(OP_READ, false, "reads");
}

static void the_disk_fills(void **context)
{
    (void)context;
    every_point(OP_WRITE, true, "full");
}

int main(int argc, char **argv)
{
    all_points = has_argument(argc, argv, "all");
    const struct CMUnitTest tests[] = { cmocka_unit_test(operations_fail), cmocka_unit_test(reading_fails),
                                        cmocka_unit_test(the_disk_fills) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
