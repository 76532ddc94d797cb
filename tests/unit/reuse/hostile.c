/* Ten thousand reprints, one word for ever, everybody's boilerplate: the right answer, in bounded work. */
#include "reuse/reuse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

static hs_str words(arena *a, uint32_t from, uint32_t n)
{
    buf b = { .a = a };
    for (uint32_t i = 0; i < n; i++) buf_printf(&b, "w%u%s", from + i, i % 12 == 11 ? ". " : " ");
    buf_byte(&b, 0);
    return (hs_str){ b.p, b.n - 1 };
}

static void check_valid(const reuse_document *d, const reuse_result *r)
{
    char why[WHY];
    for (size_t i = 0; i < r->copies; i++)
        if (!copy_valid(&r->copy[i], d[r->copy[i].a].text, d[r->copy[i].b].text, why)) fail_msg("%s", why);
}

/* Each reprint is tied to others, all of them make one lineage with one root, and pairs do not grow as the square. */
static void many_reprints_are_one_lineage(void **state)
{
    (void)state;
    enum { REPRINTS = 1000 };
    arena *a = arena_open(NULL, 0);
    hs_str story = words(a, 0, 120);
    reuse_document *d = TAKE(a, REPRINTS, reuse_document);
    for (uint32_t i = 0; i < REPRINTS; i++) {
        d[i] = (reuse_document){ .id = arena_printf(a, "d%05u", i), .publisher = arena_printf(a, "outlet %u", i) };
        hs_str own = words(a, 1000 + i * 20, 20);
        d[i].text = arena_printf(a, "%.*s %.*s", STR_ARGS(own), STR_ARGS(story));
        date_parse(arena_printf(a, "2031-05-%02u", 1 + i % 3), &d[i].published);
    }
    const reuse_result *r = reuse_find(a, d, REPRINTS, NULL);
    check_valid(d, r);
    assert_true(r->copies >= REPRINTS - 1 && r->copies < REPRINTS * 300u);
    assert_int_equal(r->lineages, 1);
    assert_int_equal(r->lineage->places, REPRINTS);
    assert_int_equal(r->lineage->origins, 1);
    arena_close(a);
}

static void one_word_for_ever(void **state)
{
    (void)state;
    enum { TIMES = 60000 };
    arena *a = arena_open(NULL, 0);
    char *same = TAKE(a, TIMES * 5, char);
    for (uint32_t i = 0; i < TIMES; i++) memcpy(same + 5 * (size_t)i, "echo ", 5);
    reuse_document d[2] = { { .id = STR("a"), .text = { same, TIMES * 5 } }, { .id = STR("b"), .text = { same, TIMES * 5 } } };
    const reuse_result *r = reuse_find(a, d, 2, NULL);
    check_valid(d, r);
    bool whole = false;
    for (size_t i = 0; i < r->copies; i++)
        whole |= r->copy[i].a != r->copy[i].b && r->copy[i].in_a.end - r->copy[i].in_a.begin > TIMES * 4;
    assert_true(whole);
    assert_true(r->copies < 100);
    arena_close(a);
}

/* Standing text of 5,000 words in every text; two of the texts share a passage of their own besides. */
static void shared_boilerplate_hides_nothing(void **state)
{
    (void)state;
    enum { TEXTS = 36 };
    arena *a = arena_open(NULL, 0);
    hs_str standing = words(a, 0, 5000), passage = words(a, 900000, 60);
    reuse_document d[TEXTS];
    for (uint32_t i = 0; i < TEXTS; i++) {
        hs_str own = words(a, 10000 + i * 6000, 5500);
        d[i] = (reuse_document){ .id = arena_printf(a, "d%02u", i), .publisher = arena_printf(a, "outlet %u", i) };
        hs_str more = i == 7 || i == 31 ? passage : STR("");
        d[i].text = arena_printf(a, "%.*s %.*s %.*s", STR_ARGS(more), STR_ARGS(own), STR_ARGS(standing));
        date_parse(arena_printf(a, "20%02u-05-01", 10 + i % 20), &d[i].published);
    }
    const reuse_result *r = reuse_find(a, d, TEXTS, NULL);
    check_valid(d, r);
    uint32_t boilerplate = 0, found = 0;
    for (size_t i = 0; i < r->copies; i++) {
        const copy *c = &r->copy[i];
        boilerplate += c->class == COPY_BOILERPLATE;
        found += c->a == 7 && c->b == 31 && c->in_a.begin == 0 && copy_is_one_voice(c->class);
    }
    assert_int_equal(boilerplate, TEXTS * (TEXTS - 1) / 2);
    assert_int_equal(found, 1);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_reprints_are_one_lineage),
        cmocka_unit_test(one_word_for_ever),
        cmocka_unit_test(shared_boilerplate_hides_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
