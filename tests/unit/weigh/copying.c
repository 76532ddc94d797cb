/*
 * Copying found in shared errors: a planted copier is found and nobody else, its voice no longer counts beside its
 * original's, and a table that names origins is not searched.
 */
#include "weigh/weigh.h"

#include "base/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SOURCES = 10, COPIER = SOURCES, ITEMS = 400, FALSE_VALUES = 6, SEED = 21 };

typedef struct {
    weigh_row row[(SOURCES + 1) * ITEMS];
    size_t n;
} rows;

/* Ten sources right seven times in ten, on two thirds of the items; the copier takes over nine in ten of what source 0
 * says, errors included. */
static rows *world(arena *a)
{
    rows *w = TAKE(a, 1, rows);
    rng r = rng_seed(SEED);
    for (uint32_t i = 0; i < ITEMS; i++) {
        for (uint32_t s = 0; s < SOURCES; s++) {
            uint32_t value = 0;
            if (rng_unit(&r) < 0.33) continue;
            if (rng_unit(&r) > 0.7) value = 1 + (uint32_t)rng_below(&r, FALSE_VALUES);
            weigh_row x = { .source = s, .item = i, .value = value, .origin = WEIGH_NONE, .certainty = 3, .time = NAN };
            w->row[w->n++] = x;
            x.source = COPIER;
            if (s == 0 && rng_unit(&r) < 0.9) w->row[w->n++] = x;
        }
    }
    return w;
}

static void test_a_copier_is_found_and_nobody_else(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    const weigh_result *r = weigh_run(a, w->row, w->n, NULL);
    bool found = false;
    print_message("seed %d, %u pairs\n", SEED, r->pairs);
    for (uint32_t i = 0; i < r->pairs; i++) {
        const weigh_pair *p = &r->pair[i];
        if (p->probability < 0.95) continue;
        assert_int_equal(p->a, 0);
        assert_int_equal(p->b, COPIER);
        assert_true(p->a_from_b < 0.5); /* all the copier says is shared, not all that source 0 says */
        found = true;
    }
    assert_true(found);
    arena_close(a);
}

/* On items where source 0 and the copier say the same there is one origin less than rows. */
static void test_a_copy_is_an_echo(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    const weigh_result *r = weigh_run(a, w->row, w->n, NULL);
    const weigh_result *kept = weigh_run(a, w->row, w->n, &(weigh_options){ .keep_copies = true });
    uint32_t echoes = 0, copies = 0;
    for (size_t i = 0; i < w->n; i++) copies += w->row[i].source == COPIER;
    for (uint32_t i = 0; i < r->items; i++)
        for (uint32_t v = 0; v < r->values[i]; v++) {
            echoes += r->value[i][v].asserted - r->value[i][v].origins_asserted;
            assert_int_equal(kept->value[i][v].asserted, kept->value[i][v].origins_asserted);
        }
    assert_int_equal(echoes, copies);
    assert_int_equal(kept->pairs, 0);
    arena_close(a);
}

static void test_origins_are_all_there_is_to_know(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    w->row[0].origin = 0;
    assert_int_equal(weigh_run(a, w->row, w->n, NULL)->pairs, 0);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_copier_is_found_and_nobody_else),
        cmocka_unit_test(test_a_copy_is_an_echo),
        cmocka_unit_test(test_origins_are_all_there_is_to_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
