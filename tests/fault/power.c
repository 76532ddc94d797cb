/*
 * power.c - the power goes at each step of the work; what was not synced arrived, did not, or arrived in part.
 */
#include "fault/support/vfs.h"
#include "fault/support/work.h"

#define SEED 13u
enum { POINTS = 120, WAYS = 4, ALL_POINTS_WAYS = 12 };

static bool all_points;

static void after_the_cut(const work *w, const disk *d, unsigned way, uint64_t step, const acknowledged *k)
{
    char folder[64], path[96], what[96];
    folder_make(folder);
    snprintf(path, sizeof path, "%s/case.hearsay", folder);
    snprintf(what, sizeof what, "power cut at step %llu, way %u, seed %u", (unsigned long long)step, way, SEED);
    rng r = rng_seed(SEED + 1000 * step + way);
    disk_image(d, way, &r, folder);
    work_must_hold(w, path, k, what);
    folder_remove(folder);
}

/* Cuts at `step` (0: never) and plays several outcomes; gives back how many steps there were. */
static uint64_t one_cut(const work *w, const char *folder, uint64_t step, unsigned first_way, unsigned ways)
{
    char path[96];
    snprintf(path, sizeof path, "%s/case.hearsay", folder);
    folder_empty(folder);
    sqlite3_vfs mine;
    shim s = { .ops = OP_OPEN | OP_WRITE | OP_SYNC | OP_TRUNCATE | OP_DELETE, .cut_at = step, .disk = disk_open() };
    shim_in(&s, &mine);
    acknowledged k;
    hs_error err = { 0 };
    hs_status status = work_do(w, path, NULL, &k, NULL, NULL, &err);
    shim_out(&mine);
    if (!step) good(status, &err);
    for (unsigned i = 0; i < ways; i++) after_the_cut(w, s.disk, first_way + i, step, &k);
    disk_close(s.disk);
    return s.calls;
}

static void nothing_acknowledged_is_lost(void **context)
{
    (void)context;
    char folder[64];
    folder_make(folder);
    work *w = work_make(SEED);
    rng r = rng_seed(SEED);
    uint64_t n = one_cut(w, folder, 0, 0, WAYS), cuts = 0;
    unsigned ways = all_points ? ALL_POINTS_WAYS : WAYS;
    for (points p = points_of(n, POINTS, all_points, &r); p.next <= n; p.next += p.step, cuts++) {
        /* the four plain outcomes and the chance ones in turn, so that a short run sees all kinds */
        unsigned first = all_points ? 0 : cuts % 3 == 0 ? 0 : 4;
        one_cut(w, folder, p.next, first, ways);
    }
    print_message("seed %u: %llu steps, %llu cuts, %u outcomes each\n", SEED, (unsigned long long)n,
                  (unsigned long long)cuts, ways);
    work_end(w);
    folder_remove(folder);
}

int main(int argc, char **argv)
{
    all_points = has_argument(argc, argv, "all");
    const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_acknowledged_is_lost) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
