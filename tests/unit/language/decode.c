/*
 * decode.c - the tree is a tree, and the best one.
 */
#include "language/decode.h"

#include "base/random.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static bool is_tree(const uint32_t *head, uint32_t n)
{
    unit u[DECODE_MOST] = { 0 };
    char why[WHY];
    for (uint32_t i = 0; i < n; i++) u[i].head = head[i];
    return tree_valid((tree){ u, n }, why);
}

static double worth(const float *score, size_t row, uint32_t n, const uint32_t *head)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += score[i * row + (head[i] == UNIT_ROOT ? n : head[i])];
    return sum;
}

/* Every way of giving each unit a head, those that are trees, and whose arcs do not cross where that is asked. */
static double best_of_all(const float *score, size_t row, uint32_t n, bool projective)
{
    uint32_t head[6];
    double best = -INFINITY;
    uint64_t ways = 1;
    for (uint32_t i = 0; i < n; i++) ways *= n + 1;
    for (uint64_t way = 0; way < ways; way++) {
        uint64_t rest = way;
        bool self = false;
        for (uint32_t i = 0; i < n; i++, rest /= n + 1) {
            uint32_t h = (uint32_t)(rest % (n + 1));
            self |= h == i;
            head[i] = h == n ? UNIT_ROOT : h;
        }
        if (self || !is_tree(head, n) || (projective && decode_crosses(head, n))) continue;
        double w = worth(score, row, n, head);
        if (w > best) best = w;
    }
    return best;
}

static void best(void **state)
{
    (void)state;
    rng r = rng_seed(5);
    arena *a = arena_open(NULL, 0);
    for (int round = 0; round < 300; round++) {
        uint32_t n = (uint32_t)rng_below(&r, 5) + 1, head[5];
        float score[5 * 8];
        for (int i = 0; i < 40; i++) score[i] = (float)(rng_unit(&r) * 10 - 5);
        decode_tree(a, score, 8, n, head);
        assert_true(is_tree(head, n));
        assert_true(fabs(worth(score, 8, n, head) - best_of_all(score, 8, n, false)) < 1e-4);
    }
    arena_close(a);
}

static void best_projective(void **state)
{
    (void)state;
    rng r = rng_seed(6);
    arena *a = arena_open(NULL, 0);
    int crossed = 0;
    for (int round = 0; round < 300; round++) {
        uint32_t n = (uint32_t)rng_below(&r, 5) + 1, head[5];
        float score[5 * 8];
        for (int i = 0; i < 40; i++) score[i] = (float)(rng_unit(&r) * 10 - 5);
        decode_tree(a, score, 8, n, head);
        crossed += decode_crosses(head, n);
        decode_projective(a, score, 8, n, head);
        assert_true(is_tree(head, n) && !decode_crosses(head, n));
        assert_true(fabs(worth(score, 8, n, head) - best_of_all(score, 8, n, true)) < 1e-4);
        assert_true(fabs(worth(score, 8, n, head) - decode_worth(score, 8, n, head)) < 1e-4);
    }
    assert_true(crossed > 30);
    arena_close(a);
}

static void crossing(void **state)
{
    (void)state;
    static const uint32_t flat[] = { 1, UNIT_ROOT, 1, 4, 2 }, crossed[] = { 2, UNIT_ROOT, 1, 2, 1 }, under[] = { 2, UNIT_ROOT, 1 };
    assert_false(decode_crosses(flat, 5));
    assert_true(decode_crosses(crossed, 5)); /* 0 <- 2 over the root */
    assert_true(decode_crosses(under, 3));
    assert_false(decode_crosses(flat, 0));
}

static void any_scores(void **state)
{
    (void)state;
    uint64_t seed = 77;
    print_message("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    arena *a = arena_open(NULL, 0);
    static float score[DECODE_MOST * (DECODE_MOST + 8)];
    static const float odd[] = { 0, INFINITY, -INFINITY, NAN, 3e38f, -3e38f, 1, -1 };
    for (int round = 0; round < 120; round++) {
        uint32_t n = (uint32_t)rng_below(&r, round % 10 ? 40 : DECODE_MOST) + 1, head[DECODE_MOST];
        for (size_t i = 0; i < sizeof score / sizeof *score; i++)
            score[i] = round % 3 == 0 ? odd[rng_below(&r, 8)] : round % 3 == 1 ? 0 : (float)rng_unit(&r);
        decode_tree(a, score, DECODE_MOST + 8, n, head);
        assert_true(is_tree(head, n));
        decode_projective(a, score, DECODE_MOST + 8, n, head);
        assert_true(is_tree(head, n) && !decode_crosses(head, n));
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(best), cmocka_unit_test(best_projective), cmocka_unit_test(crossing), cmocka_unit_test(any_scores) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
