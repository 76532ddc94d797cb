/* The reuse filter: records in any order give the same lines; what cannot be read is told and loses nothing else. */
#include <hearsay/hearsay.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SENTENCE "The ferry to the southern islands has not sailed since the first storm of October broke the outer pier."
static const char FIRST[] = "{\"id\":\"x\",\"source\":\"Gazette\",\"date\":\"2031-10-09\",\"text\":\"" SENTENCE "\"}\n";
static const char LATER[] = "{\"id\":\"w\",\"publisher\":\"Courier\",\"date\":\"2031-10-11\",\"text\":\"Reprinted: " SENTENCE "\"}\n";

typedef struct {
    int count;
    char path[40];
} told;

static void unread(void *ctx, const char *path, const hs_error *why)
{
    told *t = ctx;
    assert_int_equal(why->status, HS_BAD_INPUT);
    t->count++;
    snprintf(t->path, sizeof t->path, "%s", path);
}

/* The filter's output for two pieces of input; the caller frees it. */
static char *filter(const char *one, const char *two, hs_status expected, told *t)
{
    char input[2000], *out = NULL;
    size_t n = 0;
    snprintf(input, sizeof input, "%s%s", one, two);
    FILE *in = fmemopen(input, strlen(input), "r"), *to = open_memstream(&out, &n);
    hs_watch watch = { .unread = unread, .ctx = t };
    hs_error e;
    assert_int_equal(hs_reuse(in, to, NULL, &watch, &e), expected);
    fclose(in);
    fclose(to);
    return out;
}

static void any_order_gives_the_same_lines(void **state)
{
    (void)state;
    told t = { 0 };
    char *one = filter(FIRST, LATER, HS_OK, &t), *two = filter(LATER, FIRST, HS_OK, &t);
    assert_string_equal(one, two);
    assert_int_equal(t.count, 0);
    assert_non_null(strstr(one, "\"a\":\"x\",\"a_start\":0,"));
    assert_non_null(strstr(one, "\"dir\":\"ab\",\"class\":\"copy\",\"kind\":\"reprint\""));
    free(one);
    free(two);
}

static void a_broken_record_is_told_and_passed_over(void **state)
{
    (void)state;
    static const char *const broken[] = { "{\"id\":\"z\"}\n", "[1]\n", "not JSON\n", "{\"text\":\"no id\"}\n", "{\"id\":7,\"text\":\"\"}\n" };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        told t = { 0 };
        char input[600];
        snprintf(input, sizeof input, "%s%s", FIRST, broken[i]);
        char *out = filter(input, LATER, HS_BAD_INPUT, &t);
        assert_int_equal(t.count, 1);
        assert_string_equal(t.path, "in:2");
        assert_non_null(strstr(out, "\"b\":\"w\""));
        free(out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(any_order_gives_the_same_lines),
                                        cmocka_unit_test(a_broken_record_is_told_and_passed_over) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
