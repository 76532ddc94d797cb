/*
 * matrix.c - products and activations are right, and the same bytes on every path.
 */
#include "language/matrix.h"

#include "base/hash.h"
#include "base/random.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static void fill(rng *r, float *p, size_t n)
{
    for (size_t i = 0; i < n; i++) p[i] = (float)(rng_unit(r) * 2 - 1);
}

static void products(void **state)
{
    (void)state;
    rng r = rng_seed(7);
    static float a[23 * 40], b[40 * 64], packed[40 * 64], c[2][23 * 64], want[23 * 64];
    for (int round = 0; round < 200; round++) {
        size_t m = rng_below(&r, 23) + 1, n = (rng_below(&r, 8) + 1) * 8, k = rng_below(&r, 40) + 1;
        bool turned = rng_below(&r, 2);
        fill(&r, a, m * k);
        fill(&r, b, k * n);
        fill(&r, want, m * n);
        memcpy(c[0], want, sizeof want);
        memcpy(c[1], want, sizeof want);
        view va = turned ? view_transposed(a, m) : view_rows(a, k);
        matrix_pack(packed, view_rows(b, n), k, n);
        for (size_t i = 0; i < m; i++)
            for (size_t j = 0; j < n; j++)
                for (size_t x = 0; x < k; x++) want[i * n + j] += va.p[i * va.row + x * va.column] * b[x * n + j];
        matrix_best()->mul(m, n, k, va, packed, c[0], n);
        matrix_plain()->mul(m, n, k, va, packed, c[1], n);
        assert_memory_equal(c[0], want, m * n * sizeof(float));
        assert_memory_equal(c[1], want, m * n * sizeof(float));
    }
}

static void exponentials(void **state)
{
    (void)state;
    float x[800], y[800];
    for (int i = 0; i < 800; i++) x[i] = y[i] = (float)(i - 400) / 4;
    matrix_best()->exp(800, x);
    matrix_plain()->exp(800, y);
    assert_memory_equal(x, y, sizeof x);
    for (int i = 60; i < 740; i++) {
        double want = exp((double)(float)((i - 400) / 4.0));
        assert_true(fabs(x[i] - want) <= 3e-7 * want);
    }
}

static void cells(void **state)
{
    (void)state;
    rng r = rng_seed(9);
    float gates[2][64], before[16], c[2][16], t[2][16], h[2][16];
    for (int round = 0; round < 100; round++) {
        fill(&r, gates[0], 64);
        for (int i = 0; i < 64; i++) gates[0][i] *= 6;
        memcpy(gates[1], gates[0], sizeof gates[0]);
        fill(&r, before, 16);
        double in = 1 / (1 + exp(-gates[0][3])), keep = 1 / (1 + exp(-gates[0][19])), new = tanh(gates[0][51]);
        matrix_best()->cell(16, gates[0], before, c[0], t[0], h[0]);
        matrix_plain()->cell(16, gates[1], before, c[1], t[1], h[1]);
        assert_memory_equal(gates[0], gates[1], sizeof gates[0]);
        assert_memory_equal(h[0], h[1], sizeof h[0]);
        assert_true(fabs(c[0][3] - (in * new + keep * before[3])) < 1e-6);
    }
}

/* One digest of many results: what any compiler must give.  It changes only with the order of operations. */
static void same_everywhere(void **state)
{
    (void)state;
    rng r = rng_seed(11);
    static float a[9 * 33], b[33 * 24], packed[33 * 24], c[9 * 24];
    fill(&r, a, 9 * 33);
    fill(&r, b, 33 * 24);
    matrix_pack(packed, view_rows(b, 24), 33, 24);
    matrix_best()->mul(9, 24, 33, view_rows(a, 33), packed, c, 24);
    matrix_best()->exp(9 * 24, c);
    unsigned long long digest = hash_bytes((hs_str){ (const char *)c, sizeof c });
    print_message("digest %llx\n", digest);
    assert_true(digest == 0xabd503280cc023f4ULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products),
        cmocka_unit_test(exponentials),
        cmocka_unit_test(cells),
        cmocka_unit_test(same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
