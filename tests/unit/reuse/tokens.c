/* Tokens: what is alike after folding is equal, places lead back, quotations and addresses are marked. */
#include "reuse/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static tokens read_text(arena *a, const char *text)
{
    tokens_scratch scratch = { 0 };
    return tokens_read(a, a, &scratch, str_of(text), NULL, 0);
}

static void alike(arena *a, const char *x, const char *y)
{
    tokens s = read_text(a, x), t = read_text(a, y);
    assert_int_equal(s.n, t.n);
    for (uint32_t i = 0; i < s.n; i++) assert_int_equal(s.hash[i], t.hash[i]);
}

static void folded_alike(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    alike(a, "The nation's \xe2\x80\x9c" "CRANE\xe2\x80\x9d", "the NATION s crane");
    alike(a, "\xef\xac\x81re o\xef\xac\x83" "ce", "FIRE office");                  /* ligatures */
    alike(a, "\xef\xbc\xa1\xef\xbc\x92", "a2");                                    /* full width */
    alike(a, "e\xcc\x81tude", "etude");                                           /* an accent that stands apart */
    alike(a, "\xd0\x93\xd0\x90\xd0\x92\xd0\x90\xd0\x9d\xd0\xac", "\xd0\xb3\xd0\xb0\xd0\xb2\xd0\xb0\xd0\xbd\xd1\x8c");
    assert_int_equal(read_text(a, "\xe6\xb8\xaf\xe5\x8f\xa3\xe8\xb5\xb7\xe9\x87\x8d").n, 4); /* no spaces: a token each */
    assert_int_equal(read_text(a, "").n, 0);
    assert_int_equal(read_text(a, "-- ... \xff\xfe !").n, 0);
    assert_int_equal(read_text(a, "a\xff" "b").n, 2);
    assert_int_equal(read_text(a, "a\xe6\xb8\xaf" "b").n, 3); /* as many tokens as fit */
    assert_int_equal(read_text(a, "a b c").n, 3);
    arena_close(a);
}

static void places_lead_back(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str text = STR("  Port Ilven, \xc3\x89tale 9.");
    tokens t = read_text(a, text.p);
    assert_int_equal(t.n, 4);
    assert_true(str_eq(span_words(text, tokens_span(&t, text, 0, 2)), STR("Port Ilven")));
    assert_true(str_eq(span_words(text, tokens_span(&t, text, 2, 3)), STR("\xc3\x89tale")));
    assert_true(str_eq(span_words(text, tokens_span(&t, text, 2, 4)), STR("\xc3\x89tale 9")));
    arena_close(a);
}

static void marked(arena *a, const char *text, uint32_t flag, const char *expected)
{
    tokens t = read_text(a, text);
    assert_int_equal(t.n, strlen(expected));
    for (uint32_t i = 0; i < t.n; i++) assert_int_equal((t.at[i] & flag) != 0, expected[i] == 'x');
}

static void quotations_and_addresses_are_marked(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    marked(a, "He said \"one two\" and left", TOKEN_QUOTED, "..xx..");
    marked(a, "He said \xe2\x80\x9cone two,\xe2\x80\x9d and left", TOKEN_QUOTED, "..xx..");
    marked(a, "\"open and never closed\nnext line", TOKEN_QUOTED, "xxxx..");
    marked(a, "\"first part. \"second one\" end", TOKEN_QUOTED, "xxxx.");
    marked(a, "see www.port.example/a-b now", TOKEN_DULL, ".xxxxx.");
    marked(a, "write pilot@port.example today", TOKEN_DULL, ".xxx.");
    arena_close(a);
}

static void numbers_of_lines_are_dropped(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    alike(a, "1 the pilot shall\n2 report to the\n3 harbour master", "the pilot shall report to the harbour master");
    alike(a, "the pilot shall 14\nreport to the 15\nharbour 16\n", "the pilot shall report to the harbour");
    assert_int_equal(read_text(a, "in 2031\nthe 7 ships").n, 5);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folded_alike),
        cmocka_unit_test(places_lead_back),
        cmocka_unit_test(quotations_and_addresses_are_marked),
        cmocka_unit_test(numbers_of_lines_are_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
