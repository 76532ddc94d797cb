/*
 * Facets: who is right about other matters decides a matter in which most sources share one misreading; names, the
 * numbers of facets and the order of rows change no byte.
 */
#include "weigh/weigh.h"

#include "base/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { GOOD = 3, CAMP = 5, SOURCES = GOOD + CAMP, FACETS = 3, ITEMS = 600, ROWS = SOURCES * ITEMS, FALSE_VALUES = 6, SEED = 5 };

typedef struct {
    weigh_row row[ROWS];
    uint32_t facet[ITEMS];
    size_t n;
} rows;

/* Value 0 is right everywhere.  The good ones are right nearly always, the camp seven times in ten; but in the last facet
 * all of the camp say 1. */
static rows *world(arena *a)
{
    rows *w = TAKE(a, 1, rows);
    rng r = rng_seed(SEED);
    for (uint32_t i = 0; i < ITEMS; i++) {
        w->facet[i] = i % 4 < FACETS - 1 ? i % 4 : FACETS - 1;
        for (uint32_t s = 0; s < SOURCES; s++) {
            bool right = rng_unit(&r) < (s < GOOD ? 0.97 : 0.7);
            uint32_t value = right ? 0 : 1 + (uint32_t)rng_below(&r, FALSE_VALUES);
            if (s >= GOOD && w->facet[i] == FACETS - 1) value = 1;
            w->row[w->n++] = (weigh_row){ .source = s, .item = i, .value = value, .origin = WEIGH_NONE, .certainty = 3,
                                          .time = NAN };
        }
    }
    return w;
}

/* The share of the items of the last facet whose first value is believed. */
static double read_rightly(const rows *w, const weigh_result *r)
{
    uint32_t right = 0, n = 0;
    for (uint32_t i = 0; i < ITEMS; i++) {
        if (w->facet[i] != FACETS - 1) continue;
        right += r->value[i][0].belief > 0.5;
        n++;
    }
    return right / (double)n;
}

static void test_a_shared_misreading_is_seen_from_elsewhere(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    weigh_options o = { .facet = w->facet, .facets = FACETS, .keep_copies = true };
    double with = read_rightly(w, weigh_run(a, w->row, w->n, &o));
    double without = read_rightly(w, weigh_run(a, w->row, w->n, &(weigh_options){ .keep_copies = true }));
    print_message("seed %d: read rightly %.3f with facets, %.3f without\n", SEED, with, without);
    assert_true(with > 0.95);
    assert_true(with > without);
    arena_close(a);
}

static void test_one_facet_is_none(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    memset(w->facet, 0, sizeof w->facet);
    const weigh_result *x = weigh_run(a, w->row, w->n, &(weigh_options){ .facet = w->facet, .facets = 1 });
    const weigh_result *y = weigh_run(a, w->row, w->n, NULL);
    for (uint32_t i = 0; i < ITEMS; i++)
        assert_memory_equal(&x->value[i][0].belief, &y->value[i][0].belief, sizeof(double));
    arena_close(a);
}

static void test_order_and_numbers_change_no_byte(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a), *turned = TAKE(a, 1, rows);
    turned->n = w->n;
    for (uint32_t i = 0; i < ITEMS; i++) turned->facet[i] = (w->facet[i] + 1) % FACETS;
    for (size_t i = 0; i < w->n; i++) {
        turned->row[i] = w->row[w->n - 1 - i];
        turned->row[i].source = SOURCES - 1 - turned->row[i].source;
    }
    weigh_options o = { .facet = w->facet, .facets = FACETS };
    const weigh_result *x = weigh_run(a, w->row, w->n, &o);
    o.facet = turned->facet;
    const weigh_result *y = weigh_run(a, turned->row, turned->n, &o);
    for (uint32_t i = 0; i < ITEMS; i++) {
        assert_memory_equal(&x->value[i][0].belief, &y->value[i][0].belief, sizeof(double));
        assert_memory_equal(&x->value[i][0].high, &y->value[i][0].high, sizeof(double));
    }
    for (uint32_t s = 0; s < SOURCES; s++)
        assert_memory_equal(&x->source[s].sensitivity, &y->source[SOURCES - 1 - s].sensitivity, sizeof(double));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_shared_misreading_is_seen_from_elsewhere),
        cmocka_unit_test(test_one_facet_is_none),
        cmocka_unit_test(test_order_and_numbers_change_no_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
