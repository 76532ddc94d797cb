/*
 * names.h: numbers in the order of arrival, the same name the same number, bytes kept, however many there are.
 */
#include "base/names.h"

#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static uint32_t put(names *x, hs_str name)
{
    uint64_t hash = names_hash(name);
    names_expect_slot(x, hash);
    names_expect_bytes(x, hash);
    return names_put(x, name, hash);
}

static hs_str name_of(char room[32], uint32_t i)
{
    return (hs_str){ room, (size_t)snprintf(room, 32, i % 3 ? "name %u" : "%u", i) };
}

static void test_many(void **state)
{
    (void)state;
    enum { MANY = 40000 };
    arena *a = arena_open(NULL, 0), *scratch = arena_open(NULL, 0);
    names x = { .a = a, .scratch = scratch };
    rng r = rng_seed(3);
    char room[32];
    for (uint32_t i = 0; i < MANY; i++) {
        assert_int_equal(put(&x, name_of(room, i)), i);
        uint32_t old = (uint32_t)rng_below(&r, i + 1);
        assert_int_equal(put(&x, name_of(room, old)), old);
    }
    assert_int_equal(x.n, MANY);
    arena_close(scratch); /* what there is can be read */
    for (uint32_t i = 0; i < MANY; i++) assert_true(str_eq(names_at(&x, i), name_of(room, i)));
    arena_close(a);
}

static void test_any_bytes(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    names x = { .a = a, .scratch = a };
    static char longest[NAMES_LONGEST + 1];
    assert_int_equal(put(&x, STR("")), 0);
    assert_int_equal(put(&x, (hs_str){ "\0", 1 }), 1);
    assert_int_equal(put(&x, (hs_str){ longest, NAMES_LONGEST }), 2);
    assert_int_equal(put(&x, (hs_str){ longest, NAMES_LONGEST - 1 }), 3);
    assert_int_equal(put(&x, (hs_str){ longest, NAMES_LONGEST }), 2);
    assert_int_equal(put(&x, STR("")), 0);
    assert_int_equal(names_at(&x, 2).n, NAMES_LONGEST);
    if (ARENA_DOOR(a)) {
        put(&x, (hs_str){ longest, NAMES_LONGEST + 1 });
        fail();
    }
    assert_int_equal(arena_failure(a)->status, HS_LIMIT);
    arena_close(a);
}

/* Another name of the same hash is another name. */
static void test_equal_hashes(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    names x = { .a = a, .scratch = a };
    assert_int_equal(names_put(&x, STR("one"), 7), 0);
    assert_int_equal(names_put(&x, STR("two"), 7), 1);
    assert_int_equal(names_put(&x, STR("one"), 7), 0);
    assert_int_equal(names_put(&x, STR("two"), 7), 1);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_equal_hashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
