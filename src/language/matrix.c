/*
 * matrix.c - matrix products and activations with the compilers' vector types.
 */
#include "language/matrix.h"

#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef float lanes __attribute__((vector_size(32)));
typedef int32_t int_lanes __attribute__((vector_size(32)));
typedef float loose_lanes __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t loose_int_lanes __attribute__((vector_size(32), aligned(4), may_alias));
typedef int16_t loose_short_lanes __attribute__((vector_size(16), aligned(2), may_alias));
typedef int8_t loose_byte_lanes __attribute__((vector_size(8), aligned(1), may_alias));

/* Macros and pointers, for a function that passes such vectors would have two calling conventions. */
#define lanes_inline inline __attribute__((always_inline))
#define load(p) ((lanes)*(const loose_lanes *)(p))
#define store(p, x) (*(loose_lanes *)(p) = (loose_lanes)(x))
#define load_whole(p) (__builtin_convertvector((int_lanes)*(const loose_int_lanes *)(p), lanes))
#define lanes_all(x) ((lanes){ (x), (x), (x), (x), (x), (x), (x), (x) })
#define lanes_pick(mask, x, y) ((lanes)(((mask) & (int_lanes)(x)) | (~(mask) & (int_lanes)(y))))
/* The second where either is no number, as the processors' own instructions have it. */
#define plain_min8(x, y) lanes_pick((x) < (y), (x), (y))
#define plain_max8(x, y) lanes_pick((x) > (y), (x), (y))
#define avx2_min8(x, y) ((lanes)_mm256_min_ps((__m256)(x), (__m256)(y)))
#define avx2_max8(x, y) ((lanes)_mm256_max_ps((__m256)(x), (__m256)(y)))

/* ---- whole numbers: sixteen columns of one row, or of four, over `pairs` pairs of terms ------------------------- */

/* Two neighbours of a row as one number, as the instruction for pairs wants them. */
static inline int32_t pair_at(const int16_t *a, size_t i)
{
    int32_t both;
    memcpy(&both, a + 2 * i, sizeof both);
    return both;
}

#if defined(__x86_64__)
static void plain_whole_1(size_t pairs, const int16_t *a, size_t a_row, const int16_t *panel, int32_t *c, size_t c_row)
{
    (void)a_row, (void)c_row;
    const __m128i *b = (const void *)panel;
    __m128i s0 = _mm_setzero_si128(), s1 = s0, s2 = s0, s3 = s0, *to = (void *)c;
    for (size_t i = 0; i < pairs; i++, b += 4) {
        __m128i x = _mm_set1_epi32(pair_at(a, i));
        s0 = _mm_add_epi32(s0, _mm_madd_epi16(x, _mm_loadu_si128(b)));
        s1 = _mm_add_epi32(s1, _mm_madd_epi16(x, _mm_loadu_si128(b + 1)));
        s2 = _mm_add_epi32(s2, _mm_madd_epi16(x, _mm_loadu_si128(b + 2)));
        s3 = _mm_add_epi32(s3, _mm_madd_epi16(x, _mm_loadu_si128(b + 3)));
    }
    _mm_storeu_si128(to, s0), _mm_storeu_si128(to + 1, s1), _mm_storeu_si128(to + 2, s2), _mm_storeu_si128(to + 3, s3);
}
#else
static void plain_whole_1(size_t pairs, const int16_t *a, size_t a_row, const int16_t *panel, int32_t *c, size_t c_row)
{
    (void)a_row, (void)c_row;
    memset(c, 0, MATRIX_PANEL * sizeof *c);
    for (size_t i = 0; i < pairs; i++, panel += 2 * MATRIX_PANEL)
        for (size_t j = 0; j < MATRIX_PANEL; j++) c[j] += a[2 * i] * panel[2 * j] + a[2 * i + 1] * panel[2 * j + 1];
}
#endif

static void plain_whole_4(size_t pairs, const int16_t *a, size_t a_row, const int16_t *panel, int32_t *c, size_t c_row)
{
    for (size_t r = 0; r < 4; r++) plain_whole_1(pairs, a + r * a_row, a_row, panel, c + r * c_row, c_row);
}

static lanes_inline void plain_root8(lanes *x)
{
    for (int i = 0; i < MATRIX_LANES; i++) (*x)[i] = sqrtf((*x)[i]);
}

#define MORE(sum, x, y) sum += (x) * (y)
#define MUL(name) plain_##name
#define OP(name) plain_##name
#define TARGET
#include "language/matrix_mul.h"
#include "language/matrix_body.h"
#undef MUL
#undef OP
#undef TARGET

static void plain_mul_fused(size_t m, size_t n, size_t k, view a, const float *packed, float *c, size_t c_row)
{
    for (size_t j = 0; j < n; j += MATRIX_PANEL) {
        size_t wide = n - j >= MATRIX_PANEL ? MATRIX_PANEL : n - j;
        for (size_t i = 0; i < m; i++)
            for (size_t x = 0; x < k; x++)
                for (size_t w = 0; w < wide; w++) {
                    float *sum = &c[i * c_row + j + w];
                    *sum = fmaf(a.p[i * a.row + x * a.column], packed[j * k + x * wide + w], *sum);
                }
    }
}

#define OPS(kind, mul_fused)                                                                                              \
    {                                                                                                                     \
        kind##_mul, mul_fused, kind##_cell, kind##_exp, kind##_adam, kind##_add, kind##_dot, kind##_leaky, kind##_add_bytes, \
            kind##_whole, kind##_whole_mul, kind##_whole_out, kind##_whole_cell                                           \
    }
static const matrix_ops PLAIN = OPS(plain, plain_mul_fused);

#if defined(__x86_64__)
#define AVX2_TARGET __attribute__((target("avx2")))
#define avx2_pairs(b) _mm256_loadu_si256(b)
#define avx2_more(sum, x, b) sum = _mm256_add_epi32(sum, _mm256_madd_epi16(x, b))

AVX2_TARGET static void avx2_whole_1(size_t pairs, const int16_t *a, size_t a_row, const int16_t *panel, int32_t *c, size_t c_row)
{
    (void)a_row, (void)c_row;
    const __m256i *b = (const void *)panel;
    __m256i s0 = _mm256_setzero_si256(), s1 = s0, *to = (void *)c;
    for (size_t i = 0; i < pairs; i++, b += 2) {
        __m256i x = _mm256_set1_epi32(pair_at(a, i));
        avx2_more(s0, x, avx2_pairs(b));
        avx2_more(s1, x, avx2_pairs(b + 1));
    }
    _mm256_storeu_si256(to, s0), _mm256_storeu_si256(to + 1, s1);
}

AVX2_TARGET static void avx2_whole_4(size_t pairs, const int16_t *a, size_t a_row, const int16_t *panel, int32_t *c, size_t c_row)
{
    const int16_t *a0 = a, *a1 = a + a_row, *a2 = a + 2 * a_row, *a3 = a + 3 * a_row;
    const __m256i *b = (const void *)panel;
    __m256i zero = _mm256_setzero_si256(), s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero, s30 = zero,
            s31 = zero, *to = (void *)c, *to1 = (void *)(c + c_row), *to2 = (void *)(c + 2 * c_row), *to3 = (void *)(c + 3 * c_row);
    for (size_t i = 0; i < pairs; i++, b += 2) {
        __m256i b0 = avx2_pairs(b), b1 = avx2_pairs(b + 1);
        __m256i x0 = _mm256_set1_epi32(pair_at(a0, i)), x1 = _mm256_set1_epi32(pair_at(a1, i));
        __m256i x2 = _mm256_set1_epi32(pair_at(a2, i)), x3 = _mm256_set1_epi32(pair_at(a3, i));
        avx2_more(s00, x0, b0), avx2_more(s01, x0, b1), avx2_more(s10, x1, b0), avx2_more(s11, x1, b1);
        avx2_more(s20, x2, b0), avx2_more(s21, x2, b1), avx2_more(s30, x3, b0), avx2_more(s31, x3, b1);
    }
    _mm256_storeu_si256(to, s00), _mm256_storeu_si256(to + 1, s01), _mm256_storeu_si256(to1, s10), _mm256_storeu_si256(to1 + 1, s11);
    _mm256_storeu_si256(to2, s20), _mm256_storeu_si256(to2 + 1, s21), _mm256_storeu_si256(to3, s30), _mm256_storeu_si256(to3 + 1, s31);
}

AVX2_TARGET static lanes_inline void avx2_root8(lanes *x)
{
    *x = (lanes)_mm256_sqrt_ps((__m256)*x);
}

#define MUL(name) avx2_##name
#define OP(name) avx2_##name
#define TARGET AVX2_TARGET
#include "language/matrix_mul.h"
#include "language/matrix_body.h"
#undef MUL
#undef OP
#undef TARGET
#undef MORE

#define MORE(sum, x, y) sum = (lanes)_mm256_fmadd_ps(_mm256_set1_ps(x), (__m256)(y), (__m256)(sum))
#define MUL(name) fused_##name
#define TARGET __attribute__((target("avx2,fma")))
#include "language/matrix_mul.h"
#undef MUL
#undef TARGET
#undef MORE

static const matrix_ops AVX2 = OPS(avx2, plain_mul_fused), FUSED = OPS(avx2, fused_mul);

const matrix_ops *matrix_best(void)
{
    if (!__builtin_cpu_supports("avx2")) return &PLAIN;
    return __builtin_cpu_supports("fma") ? &FUSED : &AVX2;
}
#else
const matrix_ops *matrix_best(void)
{
    return &PLAIN;
}
#endif

const matrix_ops *matrix_plain(void)
{
    return &PLAIN;
}

void matrix_pack(float *out, view b, size_t k, size_t n)
{
    for (size_t j = 0; j < n; j += MATRIX_PANEL) {
        size_t wide = n - j >= MATRIX_PANEL ? MATRIX_PANEL : n - j;
        for (size_t i = 0; i < k && b.column == 1; i++, out += wide) memcpy(out, b.p + i * b.row + j, wide * sizeof *out);
        if (b.column == 1) continue;
        for (size_t from = 0; from < k; from += 8) /* along the rows of what is turned, a few lines of out at a time */
            for (size_t c = 0; c < wide; c++)
                for (size_t i = from; i < k && i < from + 8; i++) out[i * wide + c] = b.p[i * b.row + (j + c) * b.column];
        out += k * wide;
    }
}

void matrix_pack_whole(int16_t *out, const int16_t *b, size_t k, size_t n)
{
    for (size_t j = 0; j < n; j += MATRIX_PANEL)
        for (size_t i = 0; i < k; i += 2)
            for (size_t c = 0; c < MATRIX_PANEL; c++, out += 2) {
                out[0] = j + c < n ? b[i * n + j + c] : 0;
                out[1] = j + c < n ? b[(i + 1) * n + j + c] : 0;
            }
}
