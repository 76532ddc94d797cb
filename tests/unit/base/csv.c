/*
 * csv.h: rows and fields as RFC 4180 has them, each fault with its line and column, and writing what reads back.
 */
#include "base/csv.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void row_is(csv *c, uint64_t line, size_t n, const char *const *fields)
{
    hs_str f[8];
    assert_int_equal(csv_row(c, f, 8), n);
    assert_null(c->fault);
    assert_int_equal(c->line, line);
    for (size_t i = 0; i < n; i++) assert_true(str_eq(f[i], str_of(fields[i])));
}

static void fault_is(csv *c, uint64_t line, size_t column, const char *why)
{
    hs_str f[8];
    assert_true(csv_row(c, f, 8) > 0);
    assert_non_null(c->fault);
    assert_string_equal(c->fault, why);
    assert_int_equal(c->line, line);
    assert_int_equal(c->column, column);
}

static void test_rows(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    csv c = csv_begin(a, STR("\xEF\xBB\xBFone,two\r\n\n\"a, \"\"b\"\"\nc\",\n,x"));
    row_is(&c, 1, 2, (const char *[]){ "one", "two" });
    row_is(&c, 3, 2, (const char *[]){ "a, \"b\"\nc", "" });
    row_is(&c, 5, 2, (const char *[]){ "", "x" });
    assert_int_equal(csv_row(&c, NULL, 0), 0);
    c = csv_begin(a, STR(""));
    assert_int_equal(csv_row(&c, NULL, 0), 0);
    c = csv_begin(a, STR("a,b,c"));
    assert_int_equal(csv_row(&c, NULL, 0), 3);
    arena_close(a);
}

static void test_faults_are_named_and_the_rest_is_read(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    csv c = csv_begin(a, STR("a,b\"c\nd,\"e\"f,g\nh,\xFF\ni,j\nk,\"l"));
    fault_is(&c, 1, 2, "a quote inside a field that is not quoted");
    fault_is(&c, 2, 2, "text after the closing quote");
    fault_is(&c, 3, 2, "bytes that are not UTF-8");
    row_is(&c, 4, 2, (const char *[]){ "i", "j" });
    fault_is(&c, 5, 2, "a quote that never closes");
    assert_true(c.unclosed);
    assert_int_equal(csv_row(&c, NULL, 0), 0);
    c = csv_begin(a, (hs_str){ "a\0b", 3 });
    fault_is(&c, 1, 1, "a NUL byte");
    arena_close(a);
}

/* The first line of a row whose quote never closes is lost, no more; and rows of every length end where they should. */
static void test_behind_an_open_quote(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    csv c = csv_begin(a, STR("a,b\n\"c,d\ne,f\n"));
    row_is(&c, 1, 2, (const char *[]){ "a", "b" });
    fault_is(&c, 2, 1, "a quote that never closes");
    row_is(&c, 3, 2, (const char *[]){ "e", "f" });
    assert_int_equal(csv_row(&c, NULL, 0), 0);
    arena_close(a);
}

static void test_rows_of_every_length(void **state)
{
    (void)state;
    static const char *const end[] = { "\n", "\r\n", "" };
    arena *a = arena_open(NULL, 0);
    for (size_t n = 1; n < 70; n++)
        for (size_t comma = 0; comma < n; comma++)
            for (int e = 0; e < 3; e++) {
                buf b = { .a = a };
                for (size_t i = 0; i < n; i++) buf_byte(&b, i == comma ? ',' : i % 7 ? 'x' : '\t');
                buf_add(&b, str_of(end[e]));
                hs_str f[2];
                csv c = csv_begin(a, buf_str(&b));
                assert_int_equal(csv_row(&c, f, 2), 2);
                assert_true(f[0].n == comma && f[1].n == n - comma - 1 && f[1].p == b.p + comma + 1);
                if (comma > 0 || n > 7) assert_true(c.controls);
                assert_int_equal(csv_row(&c, f, 2), 0);
            }
    arena_close(a);
}

static void test_what_is_written_reads_back(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    const char *fields[] = { "plain", "a,b", "say \"it\"", "two\nlines", "\r", "" };
    buf b = { .a = a };
    for (size_t i = 0; i < 6; i++) {
        if (i) buf_byte(&b, ',');
        csv_put(&b, str_of(fields[i]));
    }
    csv c = csv_begin(a, buf_str(&b));
    row_is(&c, 1, 6, fields);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_behind_an_open_quote),
        cmocka_unit_test(test_rows_of_every_length),
        cmocka_unit_test(test_faults_are_named_and_the_rest_is_read),
        cmocka_unit_test(test_what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
