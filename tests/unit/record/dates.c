/*
 * dates.c - dates as exact as they were given, and no other days than the calendar's.
 */
#include "base/random.h"
#include "record/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void comes_back(arena *a, const char *iso)
{
    date d;
    assert_true(date_parse(str_of(iso), &d) && date_valid(d));
    assert_string_equal(arena_str(a, date_print(a, d)).p, iso);
}

static void is_refused(const char *iso)
{
    date d;
    assert_false(date_parse(str_of(iso), &d));
    assert_true(d.precision == DATE_NONE && date_valid(d));
}

static void reads_what_it_prints(void **state)
{
    (void)state;
    static const char *const good[] = { "1989", "1989-11", "1989-11-16", "1989-11-16T14:30Z", "1989-11-16T14:30:05Z",
                                        "2024-02-29" };
    static const char *const bad[] = { "", "89", "1989-13", "1989-00", "1989-02-29", "2031-06-31", "1989-11-16T25:00",
                                       "soon", "1989-11-16x", "0000", "1989-1-1" };
    arena *a = arena_open(NULL, 0);
    assert_true(ARENA_DOOR(a));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) comes_back(a, good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) is_refused(bad[i]);
    date d;
    assert_true(date_parse(STR("2031-03-01T00:30+05:30"), &d));
    assert_string_equal(arena_str(a, date_print(a, d)).p, "2031-02-28T19:00Z");
    arena_close(a);
}

static void other_days_than_the_calendars_are_not_valid(void **state)
{
    (void)state;
    assert_false(date_valid((date){ .year = 2006, .month = 6, .day = 31, .precision = DATE_DAY }));
    assert_false(date_valid((date){ .year = 2006, .month = 6, .day = 3, .precision = DATE_MONTH }));
    assert_false(date_valid((date){ .year = 10000, .precision = DATE_YEAR }));
    assert_false(date_valid((date){ .year = 2006 }));
    rng r = rng_seed(5);
    for (int i = 0; i < 20000; i++) {
        int32_t first, last, day = (int32_t)rng_below(&r, 3652059);
        date d = date_from_days(day);
        assert_true(date_valid(d) && date_days(d, &first, &last) && first == day && last == day);
    }
}

static void days_are_counted(void **state)
{
    (void)state;
    int32_t first, last;
    assert_true(date_days((date){ .year = 2000, .month = 2, .precision = DATE_MONTH }, &first, &last));
    assert_int_equal(last - first, 28);
    date monday;
    assert_true(date_parse(STR("2026-11-23"), &monday) && date_days(monday, &first, &last));
    assert_int_equal(date_weekday(first), 0);
    date later = date_add_days(monday, 9);
    assert_true(later.month == 12 && later.day == 2);
}

static void order_is_by_time_then_precision(void **state)
{
    (void)state;
    static const char *const ascending[] = { "1988", "1989", "1989-01", "1989-01-01", "1989-01-01T00:01Z", "1989-02" };
    for (size_t i = 0; i + 1 < sizeof ascending / sizeof *ascending; i++) {
        date x = { 0 }, y = { 0 };
        assert_true(date_parse(str_of(ascending[i]), &x) && date_parse(str_of(ascending[i + 1]), &y));
        assert_true(date_cmp(x, y) < 0 && date_cmp(y, x) > 0 && date_cmp(x, x) == 0);
        assert_true(date_cmp(x, (date){ 0 }) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_prints),
        cmocka_unit_test(other_days_than_the_calendars_are_not_valid),
        cmocka_unit_test(days_are_counted),
        cmocka_unit_test(order_is_by_time_then_precision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
