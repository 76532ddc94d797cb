/*
 * Drift: a source that gets worse is trusted first and not last; without a step all periods are one; order changes no byte;
 * a table without times is refused.
 */
#include "weigh/drift.h"

#include "base/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SOURCES = 5, TURNING = 0, ITEMS = 1200, DAYS = 300, ROWS = SOURCES * ITEMS, FALSE_VALUES = 6, SEED = 3 };

typedef struct {
    weigh_row row[ROWS];
    size_t n;
} rows;

/* Four sources are right eight times in ten; one goes from always to one in ten. */
static rows *world(arena *a)
{
    rows *w = TAKE(a, 1, rows);
    rng r = rng_seed(SEED);
    for (uint32_t i = 0; i < ITEMS; i++) {
        double day = rng_unit(&r) * DAYS;
        for (uint32_t s = 0; s < SOURCES; s++) {
            double accuracy = s == TURNING ? 1 - 0.9 * day / DAYS : 0.8;
            uint32_t value = rng_unit(&r) < accuracy ? 0 : 1 + (uint32_t)rng_below(&r, FALSE_VALUES);
            w->row[w->n++] = (weigh_row){ .source = s, .item = i, .value = value, .origin = WEIGH_NONE, .certainty = 3,
                                          .time = (float)day };
        }
    }
    return w;
}

static void test_a_source_that_turns_is_seen_to_turn(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    const weigh_result *r = weigh_run(a, w->row, w->n, &(weigh_options){ .drift = DAYS / 10.0, .keep_copies = true });
    print_message("seed %d: from %.3f to %.3f\n", SEED, r->source[TURNING].first, r->source[TURNING].last);
    assert_true(r->source[TURNING].first > 0.85);
    assert_true(r->source[TURNING].last < 0.3);
    for (uint32_t s = TURNING + 1; s < SOURCES; s++) assert_true(fabs(r->source[s].first - r->source[s].last) < 0.15);
    const weigh_result *plain = weigh_run(a, w->row, w->n, NULL);
    assert_true(isnan(plain->source[TURNING].first));
    arena_close(a);
}

static void test_without_a_step_all_periods_are_one(void **state)
{
    (void)state;
    drift_period p[3] = { { 40, 30, 0, 0 }, { 0, 0, 0, 0 }, { 10, 7, 0, 0 } };
    drift_smooth(p, 3, 0, 0.7, 6);
    for (int i = 0; i < 3; i++) {
        double share = p[i].out_right / (p[i].out_right + p[i].out_wrong);
        assert_true(fabs(share - p[0].out_right / (p[0].out_right + p[0].out_wrong)) < 1e-12);
        assert_true(fabs(share - (37 + 4.2) / 56) < 0.01);
    }
    drift_smooth(p, 3, 1, 0.7, 6); /* what lies between is known less, and from both sides */
    assert_true(p[1].out_right + p[1].out_wrong < p[0].out_right + p[0].out_wrong);
}

static void test_order_changes_no_byte(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a), *turned = TAKE(a, 1, rows);
    turned->n = w->n;
    for (size_t i = 0; i < w->n; i++) {
        turned->row[i] = w->row[w->n - 1 - i];
        turned->row[i].source = SOURCES - 1 - turned->row[i].source;
        turned->row[i].item = ITEMS - 1 - turned->row[i].item;
    }
    weigh_options o = { .drift = 20 };
    const weigh_result *x = weigh_run(a, w->row, w->n, &o), *y = weigh_run(a, turned->row, turned->n, &o);
    for (uint32_t i = 0; i < ITEMS; i++) {
        assert_memory_equal(&x->value[i][0].belief, &y->value[ITEMS - 1 - i][0].belief, sizeof(double));
        assert_memory_equal(&x->value[i][0].low, &y->value[ITEMS - 1 - i][0].low, sizeof(double));
    }
    arena_close(a);
}

static void refused(const rows *w, double days, const char *why)
{
    arena *a = arena_open(NULL, 0);
    if (ARENA_DOOR(a)) {
        weigh_run(a, w->row, w->n, &(weigh_options){ .drift = days });
        fail_msg("accepted: %s", why);
    }
    assert_non_null(strstr(arena_failure(a)->what, why));
    arena_close(a);
}

static void test_what_cannot_drift_is_refused(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a);
    refused(w, 1, "more than 64 periods"); /* it would be three hundred */
    refused(w, -1, "more than 0");
    for (size_t i = 0; i < w->n; i++) w->row[i].time = NAN;
    refused(w, 30, "no row has one");
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_source_that_turns_is_seen_to_turn),
        cmocka_unit_test(test_without_a_step_all_periods_are_one),
        cmocka_unit_test(test_order_changes_no_byte),
        cmocka_unit_test(test_what_cannot_drift_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
