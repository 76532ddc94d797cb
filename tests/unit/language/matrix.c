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

/* A product of random sizes: a, seen straight or turned, times b, added to c of both paths and to want. */
typedef struct {
    size_t m, n, k;
    view a;
    float left[23 * 40], b[40 * 64], packed[40 * 64], c[2][23 * 64], want[23 * 64];
} product;

static product *draw(rng *r)
{
    static product p;
    p.m = rng_below(r, 23) + 1, p.n = (rng_below(r, 8) + 1) * 8, p.k = rng_below(r, 40) + 1;
    p.a = rng_below(r, 2) ? view_transposed(p.left, p.m) : view_rows(p.left, p.k);
    fill(r, p.left, p.m * p.k);
    fill(r, p.b, p.k * p.n);
    fill(r, p.want, p.m * p.n);
    memcpy(p.c[0], p.want, sizeof p.want);
    memcpy(p.c[1], p.want, sizeof p.want);
    matrix_pack(p.packed, view_rows(p.b, p.n), p.k, p.n);
    return &p;
}

static float left_at(const product *p, size_t i, size_t x)
{
    return p->a.p[i * p->a.row + x * p->a.column];
}

static void products(void **state)
{
    (void)state;
    rng r = rng_seed(7);
    for (int round = 0; round < 200; round++) {
        product *p = draw(&r);
        for (size_t i = 0; i < p->m; i++)
            for (size_t j = 0; j < p->n; j++)
                for (size_t x = 0; x < p->k; x++) p->want[i * p->n + j] += left_at(p, i, x) * p->b[x * p->n + j];
        matrix_best()->mul(p->m, p->n, p->k, p->a, p->packed, p->c[0], p->n);
        matrix_plain()->mul(p->m, p->n, p->k, p->a, p->packed, p->c[1], p->n);
        for (int path = 0; path < 2; path++) assert_memory_equal(p->c[path], p->want, p->m * p->n * sizeof(float));
    }
}

static void fused_products(void **state)
{
    (void)state;
    rng r = rng_seed(8);
    for (int round = 0; round < 50; round++) {
        product *p = draw(&r);
        for (size_t i = 0; i < p->m; i++)
            for (size_t j = 0; j < p->n; j++)
                for (size_t x = 0; x < p->k; x++) {
                    float *sum = &p->want[i * p->n + j];
                    *sum = fmaf(left_at(p, i, x), p->b[x * p->n + j], *sum);
                }
        matrix_best()->mul_fused(p->m, p->n, p->k, p->a, p->packed, p->c[0], p->n);
        matrix_plain()->mul_fused(p->m, p->n, p->k, p->a, p->packed, p->c[1], p->n);
        for (int path = 0; path < 2; path++) assert_memory_equal(p->c[path], p->want, p->m * p->n * sizeof(float));
    }
}

/* A panel of the turned view of a matrix is that of the matrix turned. */
static void packing(void **state)
{
    (void)state;
    rng r = rng_seed(10);
    static float a[37 * 40], turned[37 * 40], one[37 * 40], two[37 * 40];
    fill(&r, a, 37 * 40);
    for (size_t i = 0; i < 37; i++)
        for (size_t j = 0; j < 40; j++) turned[j * 37 + i] = a[i * 40 + j];
    matrix_pack(one, view_rows(a, 40), 37, 40);
    matrix_pack(two, view_transposed(turned, 37), 37, 40);
    assert_memory_equal(one, two, sizeof one);
}

static void whole_products(void **state)
{
    (void)state;
    rng r = rng_seed(12);
    static int16_t a[11 * 48], b[48 * 40], packed[48 * 48];
    static int32_t c[2][11 * 48];
    for (int round = 0; round < 100; round++) {
        size_t m = rng_below(&r, 11) + 1, n = (rng_below(&r, 5) + 1) * 8, k = (rng_below(&r, 24) + 1) * 2, row = matrix_panels(n);
        for (size_t i = 0; i < m * k; i++) a[i] = (int16_t)((int)rng_below(&r, 2 * WHOLE_MOST + 1) - WHOLE_MOST);
        for (size_t i = 0; i < k * n; i++) b[i] = (int16_t)((int)rng_below(&r, 2 * WHOLE_MOST + 1) - WHOLE_MOST);
        matrix_pack_whole(packed, b, k, n);
        matrix_best()->whole_mul(m, n, k, a, k, packed, c[0]);
        matrix_plain()->whole_mul(m, n, k, a, k, packed, c[1]);
        for (size_t i = 0; i < m; i++)
            for (size_t j = 0; j < n; j++) {
                int32_t want = 0;
                for (size_t x = 0; x < k; x++) want += a[i * k + x] * b[x * n + j];
                assert_int_equal(c[0][i * row + j], want);
                assert_int_equal(c[1][i * row + j], want);
            }
    }
}

/* Rounding keeps what is largest, errs by half a step at most, and gives something for what is no number. */
static void rounding(void **state)
{
    (void)state;
    rng r = rng_seed(13);
    float x[24];
    int16_t out[2][24];
    for (int round = 0; round < 100; round++) {
        fill(&r, x, 24);
        for (int i = 0; i < 24; i++) x[i] *= (float)round;
        float times = matrix_best()->whole(24, x, out[0]);
        assert_true(times == matrix_plain()->whole(24, x, out[1]));
        assert_memory_equal(out[0], out[1], sizeof out[0]);
        for (int i = 0; i < 24; i++) assert_true(fabsf((float)out[0][i] * times - x[i]) <= times * .501f);
    }
    x[3] = NAN;
    x[4] = INFINITY;
    matrix_best()->whole(24, x, out[0]);
    matrix_plain()->whole(24, x, out[1]);
    assert_memory_equal(out[0], out[1], sizeof out[0]);
    for (int i = 0; i < 24; i++) assert_true(out[0][i] >= -WHOLE_MOST && out[0][i] <= WHOLE_MOST);
}

static void small_operations(void **state)
{
    (void)state;
    rng r = rng_seed(14);
    float x[2][16], g[2][16], m[2][16] = { { 0 } }, q[2][16] = { { 0 } };
    int8_t bytes[16];
    adam_step s = { .01f, 1.5f, .5f, .9f, .98f, 1e-8f };
    fill(&r, x[0], 16);
    fill(&r, g[0], 16);
    memcpy(x[1], x[0], sizeof x[0]);
    memcpy(g[1], g[0], sizeof g[0]);
    for (int i = 0; i < 16; i++) bytes[i] = (int8_t)(i * 16 - 128);
    const matrix_ops *ops[] = { matrix_best(), matrix_plain() };
    for (int k = 0; k < 2; k++) {
        ops[k]->add_bytes(16, x[k], bytes, .25f);
        ops[k]->adam(16, x[k], g[k], m[k], q[k], &s);
        ops[k]->leaky(16, x[k]);
    }
    assert_memory_equal(x[0], x[1], sizeof x[0]);
    assert_memory_equal(q[0], q[1], sizeof q[0]);
    for (int i = 0; i < 16; i++) assert_true(g[0][i] == 0 && (i < 6 ? x[0][i] < 0 && x[0][i] > -4 : i < 10 || x[0][i] > 2));
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
        cmocka_unit_test(fused_products),
        cmocka_unit_test(packing),
        cmocka_unit_test(whole_products),
        cmocka_unit_test(rounding),
        cmocka_unit_test(small_operations),
        cmocka_unit_test(exponentials),
        cmocka_unit_test(cells),
        cmocka_unit_test(same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
