/*
 * Who repeats the last word: a planted repeater is found and nobody else, what it repeats no longer counts beside what it
 * was repeated from, and without times nobody is suspected.
 */
#include "weigh/weigh.h"

#include "base/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { GOOD = 6, CARELESS = 3, REPEATER = GOOD + CARELESS, SOURCES = REPEATER + 1, ITEMS = 600, FALSE_VALUES = 8, SEED = 11 };

typedef struct {
    weigh_row row[ITEMS * 4];
    size_t n;
} rows;

static void say(rows *w, uint32_t source, uint32_t item, uint32_t value, int day)
{
    w->row[w->n++] = (weigh_row){ .source = source, .item = item, .value = value, .origin = WEIGH_NONE, .certainty = 3,
                                  .time = (float)day };
}

/* Of each item two good ones speak; of every third a careless one afterwards; then the repeater says whatever was said
 * last. */
static rows *world(arena *a)
{
    rows *w = TAKE(a, 1, rows);
    rng r = rng_seed(SEED);
    for (uint32_t i = 0; i < ITEMS; i++) {
        uint32_t first = (uint32_t)rng_below(&r, GOOD), last = 0;
        say(w, first, i, 0, 1);
        if (i % 2) say(w, (first + 1) % GOOD, i, 0, 2);
        if (i % 3 == 0) {
            last = rng_unit(&r) < 0.2 ? 0 : 1 + (uint32_t)rng_below(&r, FALSE_VALUES);
            say(w, GOOD + (uint32_t)rng_below(&r, CARELESS), i, last, 3);
        }
        say(w, REPEATER, i, last, 4);
    }
    return w;
}

static void test_the_repeater_is_found_and_nobody_else(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    const weigh_result *r = weigh_run(a, w->row, w->n, NULL);
    for (uint32_t s = 0; s < SOURCES; s++) assert_int_equal(r->source[s].repeats, s == REPEATER);
    arena_close(a);
}

/* Where a good one was contradicted by a careless one whom the repeater followed, the good one is believed. */
static void test_what_it_repeats_counts_once(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    const weigh_result *r = weigh_run(a, w->row, w->n, NULL);
    for (uint32_t i = 0; i < ITEMS; i += 3) assert_true(r->value[i][0].belief > 0.5);
    arena_close(a);
}

static void test_without_times_nobody_repeats(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    for (size_t i = 0; i < w->n; i++) w->row[i].time = NAN;
    const weigh_result *r = weigh_run(a, w->row, w->n, NULL);
    for (uint32_t s = 0; s < SOURCES; s++) assert_false(r->source[s].repeats);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_repeater_is_found_and_nobody_else),
        cmocka_unit_test(test_what_it_repeats_counts_once),
        cmocka_unit_test(test_without_times_nobody_repeats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
