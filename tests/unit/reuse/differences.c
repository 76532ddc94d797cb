/* What reuse_differences promises: pieces in order, equal ones equal, nothing of either side left out. */
#include "base/random.h"
#include "reuse/reuse.h"
#include "reuse/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

static void check(arena *a, hs_str x, hs_str y, const char *expected)
{
    size_t n;
    const reuse_difference *d =
        reuse_differences(a, x, (span){ 0, (uint32_t)x.n }, y, (span){ 0, (uint32_t)y.n }, &n);
    buf b = { .a = a };
    for (size_t i = 0; i < n; i++) {
        if (d[i].equal) buf_printf(&b, "=%.*s|", STR_ARGS(span_words(x, d[i].in_a)));
        else if (!span_is_empty(d[i].in_a)) buf_printf(&b, "-%.*s|", STR_ARGS(span_words(x, d[i].in_a)));
        else buf_printf(&b, "+%.*s|", STR_ARGS(span_words(y, d[i].in_b)));
    }
    buf_byte(&b, 0);
    assert_string_equal(b.p, expected);
}

static void shows_a_hedge_dropped(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    check(a, STR("The crane may have been unsafe, they said."), STR("The crane was unsafe"),
          "=The crane|-may have been|+was|=unsafe|-they said|");
    check(a, STR("same words"), STR("Same WORDS!"), "=same words|");
    check(a, STR(""), STR("new"), "+new|");
    check(a, STR("gone"), STR("..."), "-gone|");
    check(a, STR(""), STR(""), "");
    arena_close(a);
}

/* The tokens of all pieces of one side, one after the other, are that side's tokens. */
static void check_whole(arena *a, hs_str text, const reuse_difference *d, size_t n, bool left)
{
    tokens_scratch scratch = { 0 };
    tokens all = tokens_read(a, a, &scratch, text, NULL, 0);
    uint32_t at = 0, last = 0;
    for (size_t i = 0; i < n; i++) {
        span s = left ? d[i].in_a : d[i].in_b;
        if (span_is_empty(s)) continue;
        assert_true(s.begin >= last && s.end <= text.n);
        last = s.end;
        tokens piece = tokens_read(a, a, &scratch, span_words(text, s), NULL, 0);
        for (uint32_t k = 0; k < piece.n; k++) assert_int_equal(piece.hash[k], all.hash[at++]);
    }
    assert_int_equal(at, all.n);
}

static hs_str random_text(arena *a, rng *r, size_t words, unsigned letters)
{
    buf b = { .a = a };
    for (size_t i = 0; i < words; i++) buf_printf(&b, "%c ", (int)('a' + rng_below(r, letters)));
    return buf_str(&b);
}

static void leaves_nothing_out(void **state)
{
    (void)state;
    uint64_t seed = 20260311;
    printf("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    for (int round = 0; round < 60; round++) {
        arena *a = arena_open(NULL, 0);
        bool longer = round % 20 == 19; /* past the limit of one search */
        hs_str x = random_text(a, &r, rng_below(&r, longer ? 4000 : 40), longer ? 20 : 3);
        hs_str y = random_text(a, &r, rng_below(&r, longer ? 4000 : 40), longer ? 20 : 3);
        size_t n;
        const reuse_difference *d =
            reuse_differences(a, x, (span){ 0, (uint32_t)x.n }, y, (span){ 0, (uint32_t)y.n }, &n);
        check_whole(a, x, d, n, true);
        check_whole(a, y, d, n, false);
        arena_close(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(shows_a_hedge_dropped), cmocka_unit_test(leaves_nothing_out) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
