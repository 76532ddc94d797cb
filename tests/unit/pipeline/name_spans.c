/*
 * A name stands the same in every text of a case, however much of it was recognised there.
 */
#include "pipeline/name_spans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static reuse_document text(arena *a, const char *words, span name)
{
    span *s = TAKE(a, 1, span);
    *s = name;
    return (reuse_document){ .text = str_of(words), .name = s, .names = 1 };
}

static void test_the_longest_known(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    reuse_document d[] = { text(a, "The League of the Nine Valleys met.", (span){ 4, 30 }),
                           text(a, "the League of the Nine Valleys met", (span){ 4, 10 }),
                           text(a, "the League of the Nine", (span){ 4, 10 }),
                           text(a, "the League of the Nine Valleysmen", (span){ 4, 10 }) };
    name_spans_agree(a, d, 4);
    assert_int_equal(d[0].name[0].end, 30);
    assert_int_equal(d[1].name[0].end, 30);
    assert_int_equal(d[2].name[0].end, 10);
    assert_int_equal(d[3].name[0].end, 10);
    arena_close(a);
}

static void test_what_the_longer_one_swallows(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    reuse_document d[] = { text(a, "Bank of Aldmoor", (span){ 0, 15 }), text(a, "Bank of Aldmoor and Aldmoor", (span){ 0, 4 }) };
    d[1].name = (span[]){ { 0, 4 }, { 8, 15 }, { 20, 27 } };
    d[1].names = 3;
    name_spans_agree(a, d, 2);
    assert_int_equal(d[1].names, 2);
    assert_int_equal(d[1].name[0].end, 15);
    assert_int_equal(d[1].name[1].begin, 20);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_longest_known),
        cmocka_unit_test(test_what_the_longer_one_swallows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
