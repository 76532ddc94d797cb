/*
 * english.c - base/english.h: plurals, and which phrases speak of several.
 */
#include "base/english.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void plurals(void **state)
{
    (void)state;
    static const char *const pair[][2] = { { "priest", "priests" }, { "body", "bodies" }, { "day", "days" }, { "bus", "buses" },
                                           { "man", "men" },        { "gunman", "gunmen" }, { "child", "children" },
                                           { "person", "people" },  { "people", "people" }, { "church", "churches" }, { "y", "ys" } };
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail();
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        assert_true(str_eq(english_plural(a, str_of(pair[i][0])), str_of(pair[i][1])));
    arena_door_shut(a);
    arena_close(a);
}

static void several(void **state)
{
    (void)state;
    static const char *const yes[] = { "officials", "groups in Karren", "people", "two officers of the port", "officials (unnamed)",
                                      "Seven men of the Column", "gunmen" };
    static const char *const no[] = { "", "s", "a spokesman for the guards", "Nine Valleys", "the press", "specimen", "somebody (unnamed, in The Lights)" };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) assert_true(english_is_several(str_of(yes[i]), false));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) assert_false(english_is_several(str_of(no[i]), false));
    assert_true(english_is_several(STR("Karrens"), true));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(plurals), cmocka_unit_test(several) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
