/*
 * files.c - reading with limits, safe saving, walking in order; jobs on threads taken in order.
 */
#include "base/file.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/hearsay-files-XXXXXX";
static arena *a;

static int open_folder(void **state)
{
    (void)state;
    a = arena_open(NULL, 0);
    return a && mkdtemp(folder) ? 0 : -1;
}

static int close_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    arena_close(a);
    return system(command);
}

static const char *in_folder(const char *name)
{
    return arena_printf(a, "%s/%s", folder, name).p;
}

static void saving_replaces_the_whole_file(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    hs_error err;
    const char *path = in_folder("saved");
    assert_int_equal(file_save(path, STR("one"), &err), HS_OK);
    assert_int_equal(file_save(path, STR("second"), &err), HS_OK);
    assert_true(str_eq(file_read(a, path, 100), STR("second")));
    assert_true(str_eq(file_map(a, path), STR("second")));
    assert_int_equal(file_save(in_folder("no/such/folder"), STR("x"), &err), HS_IO);
    assert_non_null(strstr(err.what, "cannot be created"));
    arena_door_shut(a);
}

static void what_cannot_be_read_is_named(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    hs_error err;
    hs_str out;
    assert_int_equal(file_save(in_folder("ten"), STR("0123456789"), &err), HS_OK);
    assert_int_equal(file_try_read(a, in_folder("ten"), 10, &out, &err), HS_OK);
    assert_int_equal(out.n, 10);
    assert_int_equal(file_try_read(a, in_folder("ten"), 9, &out, &err), HS_LIMIT);
    assert_int_equal(file_try_read(a, in_folder("none"), 9, &out, &err), HS_IO);
    assert_non_null(strstr(err.what, "none: cannot be opened"));
    assert_int_equal(file_try_read(a, folder, 9, &out, &err), HS_IO);
    assert_non_null(strstr(err.what, "is a folder"));
    assert_null(out.p);
    arena_door_shut(a);
}

static bool list(void *ctx, const char *path, uint64_t size, const char *reason)
{
    buf *out = ctx;
    const char *name = strrchr(path, '/');
    buf_printf(out, "%s:%llu%s ", name ? name + 1 : path, (unsigned long long)size, reason ? "!" : "");
    return true;
}

static void walking_is_in_order_and_says_what_it_cannot_open(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    const char *top = in_folder("tree");
    mkdir(top, 0755);
    mkdir(in_folder("tree/b"), 0755);
    file_save(in_folder("tree/c"), STR("3"), NULL);
    file_save(in_folder("tree/b/x"), STR("22"), NULL);
    file_save(in_folder("tree/a"), STR(""), NULL);
    file_save(in_folder("tree/.hidden"), STR("h"), NULL);
    assert_int_equal(symlink(top, in_folder("tree/loop")), 0);
    buf out = { .a = a };
    file_walk(a, top, list, &out);
    assert_string_equal(arena_str(a, buf_str(&out)).p, "a:0 x:2 c:1 loop:0! ");
    out.n = 0;
    file_walk(a, in_folder("nowhere"), list, &out);
    assert_string_equal(arena_str(a, buf_str(&out)).p, "nowhere:0! ");
    arena_door_shut(a);
}

/* ---- pool -------------------------------------------------------------------------------------------------------- */

typedef struct {
    unsigned taken, stop_at;
    bool in_order;
} taking;

static void square(void *ctx, unsigned worker, void *job)
{
    unsigned *n = job;
    (void)ctx;
    (void)worker;
    if (*n % 7 == 0) usleep(200); /* so that later jobs are done first */
    *n = *n * *n;
}

static bool take(void *ctx, void *job)
{
    taking *t = ctx;
    t->in_order = t->in_order && *(unsigned *)job == t->taken * t->taken;
    return ++t->taken != t->stop_at;
}

static void jobs_are_taken_in_order(void **state)
{
    (void)state;
    static unsigned job[1000];
    for (unsigned threads = 1; threads <= 4; threads++) {
        taking t = { .in_order = true };
        pool *p = pool_open(threads, 16, square, take, &t);
        assert_non_null(p);
        for (unsigned i = 0; i < 1000; i++) {
            job[i] = i;
            assert_true(pool_give(p, &job[i]));
        }
        assert_true(pool_close(p));
        assert_true(t.in_order && t.taken == 1000);
    }
}

static void a_taker_may_stop(void **state)
{
    (void)state;
    static unsigned job[1000];
    taking t = { .in_order = true, .stop_at = 50 };
    pool *p = pool_open(2, 8, square, take, &t);
    unsigned given = 0;
    for (; given < 1000; given++) {
        job[given] = given;
        if (!pool_give(p, &job[given])) break;
    }
    assert_true(given < 100);
    assert_false(pool_close(p));
    assert_int_equal(t.taken, 50);
    assert_true(pool_processors() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving_replaces_the_whole_file),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(walking_is_in_order_and_says_what_it_cannot_open),
        cmocka_unit_test(jobs_are_taken_in_order),
        cmocka_unit_test(a_taker_may_stop),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
