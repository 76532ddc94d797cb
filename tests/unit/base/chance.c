/* No belief is written as nought or as a hundred. */
#include "base/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void test_off_the_ends(void **state)
{
    (void)state;
    char text[CHANCE_ROOM];
    assert_string_equal(chance_print(0, text), "under 1 %");
    assert_string_equal(chance_print(0.004, text), "under 1 %");
    assert_string_equal(chance_print(0.66, text), "66 %");
    assert_string_equal(chance_print(0.9951, text), "over 99 %");
    assert_string_equal(chance_print_interval(0.001, 0.93, text), "0-93 %");
    assert_string_equal(chance_print_interval(0.996, 1, text), "over 99 %");
    assert_string_equal(chance_print_interval(0, 0.001, text), "under 1 %");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_off_the_ends) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
