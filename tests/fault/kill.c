/*
 * kill.c - the process is killed at a random moment (kill -9).  It loses nothing in any mode of SQLite; what this
 * shows is that locks and left-over files of the dead do not stand in the way.
 */
#include "fault/support/work.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define SEED 14u
enum { KILLS = 25, ALL_KILLS = 400, LONGEST = 120000000 /* ns */ };

static bool all_points;

static void tell(void *ctx, const acknowledged *k)
{
    if (write(*(int *)ctx, k, sizeof *k) != sizeof *k) _exit(3);
}

static void child(const work *w, const char *path, int to)
{
    acknowledged k;
    hs_error err;
    hs_status status = work_do(w, path, NULL, &k, tell, &to, &err);
    _exit(status == HS_OK ? 0 : 2);
}

/* The last thing that the child told before it died. */
static void listen(int from, acknowledged *k)
{
    acknowledged told;
    *k = (acknowledged){ 0 };
    while (read(from, &told, sizeof told) == sizeof told) *k = told;
}

static bool one_kill(const work *w, const char *folder, long ns)
{
    char path[96], what[64];
    snprintf(path, sizeof path, "%s/case.hearsay", folder);
    snprintf(what, sizeof what, "killed after %ld ns", ns);
    folder_empty(folder);
    int way[2], status;
    assert_int_equal(pipe(way), 0);
    pid_t pid = fork();
    if (!pid) child(w, path, way[1]);
    close(way[1]);
    nanosleep(&(struct timespec){ 0, ns }, NULL);
    kill(pid, SIGKILL);
    acknowledged k;
    listen(way[0], &k);
    close(way[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status)) assert_int_equal(WEXITSTATUS(status), 0);
    work_must_hold(w, path, &k, what);
    return WIFSIGNALED(status);
}

static void killed(void **context)
{
    (void)context;
    char folder[64];
    folder_make(folder);
    work *w = work_make(SEED);
    rng r = rng_seed(SEED);
    int kills = all_points ? ALL_KILLS : KILLS, in_time = 0;
    for (int i = 0; i < kills; i++) in_time += one_kill(w, folder, (long)rng_below(&r, LONGEST));
    print_message("seed %u: %d runs, %d killed in time\n", SEED, kills, in_time);
    work_end(w);
    folder_remove(folder);
}

int main(int argc, char **argv)
{
    all_points = has_argument(argc, argv, "all");
    const struct CMUnitTest tests[] = { cmocka_unit_test(killed) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
