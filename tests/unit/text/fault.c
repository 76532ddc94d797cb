/*
 * No memory: the first, second, third ... block that reading asks for is refused, once and for ever; reading leaves
 * through the door with HS_NO_MEMORY or is done, and nothing leaks (the sanitizer looks).
 */
#include "text/page.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>

typedef struct {
    unsigned calls, fail_at;
    bool for_ever;
} faulty;

static void *take(void *self, size_t n)
{
    faulty *f = self;
    f->calls++;
    bool fails = f->calls == f->fail_at || (f->for_ever && f->calls > f->fail_at);
    return fails ? NULL : malloc(n);
}

static void give(void *self, void *block)
{
    (void)self;
    free(block);
}

static hs_str sample(hs_str head, hs_str part)
{
    static char bytes[50000];
    size_t n = 0;
    memcpy(bytes, head.p, head.n);
    for (n = head.n; n + part.n < sizeof bytes; n += part.n) memcpy(bytes + n, part.p, part.n);
    return (hs_str){ bytes, n };
}

/* True when reading came through. */
static bool read_with(faulty *f, hs_str bytes, hs_str type)
{
    arena_source source = { take, give, f };
    arena *a = arena_open(&source, 0);
    if (!a) return false;
    volatile bool done = false;
    if (ARENA_DOOR(a)) {
        text_about about = { .media_type = type };
        text_page(a, text_read(a, bytes, &about)->text);
        arena_door_shut(a);
        done = true;
    } else
        assert_int_equal(arena_failure(a)->status, HS_NO_MEMORY);
    arena_close(a);
    return done;
}

static void all_faults(hs_str bytes, const char *type)
{
    for (int for_ever = 0; for_ever < 2; for_ever++) {
        unsigned at = 1;
        for (;; at++) {
            faulty f = { .fail_at = at, .for_ever = for_ever };
            if (read_with(&f, bytes, str_of(type)) && f.calls < at) break;
            assert_true(at < 1000);
        }
        assert_true(at > 3);
    }
}

static void test_plain(void **state)
{
    (void)state;
    all_faults(sample(STR("By Mara Lind\n\n"), STR("caf\xE9 \"closed\". ")), "text/plain");
}

static void test_html(void **state)
{
    (void)state;
    all_faults(sample(STR("<title>x</title>"), STR("<p>One &amp; <b>two</b>.</p>")), "text/html");
}

static void test_markdown(void **state)
{
    (void)state;
    all_faults(sample(STR("# Title\n\n"), STR("One &amp; *two*.\n\n")), "text/markdown");
}

static void test_record(void **state)
{
    (void)state;
    char line[30000] = "{\"text\": \"";
    for (size_t n = strlen(line); n + 16 < sizeof line; n += 12) memcpy(line + n, "One \\\"two\\\". ", 12);
    size_t n = 0;
    while (line[n]) n++;
    memcpy(line + n, "\"}", 2);
    all_faults((hs_str){ line, n + 2 }, "application/x-hearsay-record");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
