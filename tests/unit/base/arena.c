/*
 * arena.c - the promises of base/arena.h: never NULL, one door, everything given back, every failed allocation.
 */
#include "base/arena.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

/* A source that counts what is out, and fails call number `fail_at` (from 1), once or from then on. */
typedef struct {
    long calls, out, fail_at;
    bool for_ever;
} faulty;

static void *faulty_take(void *self, size_t n)
{
    faulty *f = self;
    f->calls++;
    if (f->fail_at && (f->calls == f->fail_at || (f->for_ever && f->calls > f->fail_at))) return NULL;
    void *p = malloc(n);
    if (p) f->out++;
    return p;
}

static void faulty_give(void *self, void *p)
{
    if (p) ((faulty *)self)->out--;
    free(p);
}

static void note(void *what)
{
    char *order = *(char **)what;
    order[strlen(order)] = 'x';
}

static void takings_are_zeroed_and_aligned(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    assert_true(ARENA_DOOR(a));
    for (size_t n = 0; n < 3000; n += 7) {
        unsigned char *p = arena_take(a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
        memset(p, 0xab, n);
    }
    arena_close(a);
}

static void growing_keeps_the_bytes(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    assert_true(ARENA_DOOR(a));
    char *p = NULL;
    size_t n = 0;
    for (size_t want = 1; want < 300000; want = want * 2 + 1) {
        p = arena_grow(a, p, n, want);
        for (size_t i = n; i < want; i++) {
            assert_int_equal(p[i], 0);
            p[i] = (char)(i * 31);
        }
        if (want % 3 == 0) arena_take(a, 10); /* so that the next growth must move */
        for (size_t i = 0; i < want; i++) assert_int_equal(p[i], (char)(i * 31));
        n = want;
    }
    arena_close(a);
}

static void rolling_back_runs_what_was_deferred_since(void **state)
{
    (void)state;
    char order[16] = "";
    char *at = order;
    arena *a = arena_open(NULL, 0);
    assert_true(ARENA_DOOR(a));
    arena_defer(a, note, &at);
    arena_mark here = arena_here(a);
    size_t held = arena_held(a);
    arena_take(a, 1000000);
    arena_defer(a, note, &at);
    arena_defer(a, note, &at);
    arena_rollback(a, here);
    assert_int_equal(strlen(order), 2);
    assert_true(arena_held(a) <= held);
    arena_close(a);
    assert_int_equal(strlen(order), 3);
}

static void rolling_back_an_empty_arena(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    assert_true(ARENA_DOOR(a));
    arena_mark empty = arena_here(a);
    for (int i = 0; i < 100; i++) {
        arena_take(a, 100000);
        arena_rollback(a, empty);
    }
    assert_true(arena_held(a) < 1000000);
    arena_close(a);
}

static void leaving_says_what_and_where(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (ARENA_DOOR(a)) {
        arena_leave_at(a, HS_BAD_INPUT, 7, 9, "not %s at byte %d", "UTF-8", 7);
    } else {
        const failure *f = arena_failure(a);
        assert_int_equal(f->status, HS_BAD_INPUT);
        assert_string_equal(f->what, "not UTF-8 at byte 7");
        assert_true(f->has_at && f->begin == 7 && f->end == 9);
    }
    arena_close(a);
}

static void inner_doors_close_before_outer_ones(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    volatile int outer = 0, inner = 0;
    if (ARENA_DOOR(a)) {
        if (ARENA_DOOR(a)) arena_leave(a, HS_LIMIT, "inner");
        else inner++;
        arena_leave(a, HS_LIMIT, "outer");
    } else {
        outer++;
    }
    assert_int_equal(inner, 1);
    assert_int_equal(outer, 1);
    assert_string_equal(arena_failure(a)->what, "outer");
    arena_close(a);
}

static void a_limit_is_kept(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 100000);
    if (ARENA_DOOR(a)) {
        for (;;) arena_take(a, 1000);
    } else {
        assert_int_equal(arena_failure(a)->status, HS_LIMIT);
    }
    assert_true(arena_held(a) <= 100000);
    arena_close(a);
    a = arena_open(NULL, 0);
    if (ARENA_DOOR(a)) {
        arena_take_array(a, SIZE_MAX / 2, 4);
        fail();
    } else {
        assert_int_equal(arena_failure(a)->status, HS_LIMIT);
    }
    arena_close(a);
}

static void work(arena *a)
{
    buf b = { .a = a };
    for (int i = 0; i < 5000; i++) buf_printf(&b, "%d ", i);
    VEC(int) v = { 0 };
    for (int i = 0; i < 50000; i++) *VEC_ADD(a, &v) = i;
    arena_defer(a, free, NULL);
    arena_take(a, 10 << 20);
}

/* Works with call n failing; true when the work was done without meeting that call. */
static bool done_without(long n, bool for_ever)
{
    faulty f = { .fail_at = n, .for_ever = for_ever };
    arena_source source = { faulty_take, faulty_give, &f };
    arena *a = arena_open(&source, 0);
    volatile bool done = false;
    if (a && ARENA_DOOR(a)) {
        work(a);
        done = true;
    } else if (a) {
        assert_int_equal(arena_failure(a)->status, HS_NO_MEMORY);
    }
    arena_close(a);
    assert_int_equal(f.out, 0);
    return done && f.calls < n;
}

/* Every allocation fails once, and every one from some point on: no leak, no crash, a clean failure. */
static void every_allocation_may_fail(void **state)
{
    (void)state;
    long n = 1, m = 1;
    while (!done_without(n, false)) n++;
    while (!done_without(m, true)) m++;
    assert_true(n > 3 && m > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takings_are_zeroed_and_aligned), cmocka_unit_test(growing_keeps_the_bytes),
        cmocka_unit_test(rolling_back_runs_what_was_deferred_since), cmocka_unit_test(rolling_back_an_empty_arena),
        cmocka_unit_test(leaving_says_what_and_where), cmocka_unit_test(inner_doors_close_before_outer_ones),
        cmocka_unit_test(a_limit_is_kept), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
