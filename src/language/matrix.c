/*
 * matrix.c - matrix products and activations with the compilers' vector types.
 */
#include "language/matrix.h"

#include <string.h>

typedef float lanes __attribute__((vector_size(32)));
typedef int32_t int_lanes __attribute__((vector_size(32)));
typedef float loose_lanes __attribute__((vector_size(32), aligned(4), may_alias));

/* Macros and pointers, for a function that passes such vectors would have two calling conventions. */
#define lanes_inline inline __attribute__((always_inline))
#define load(p) ((lanes)*(const loose_lanes *)(p))
#define store(p, x) (*(loose_lanes *)(p) = (loose_lanes)(x))
#define lanes_all(x) ((lanes){ (x), (x), (x), (x), (x), (x), (x), (x) })
#define lanes_pick(mask, x, y) ((lanes)(((mask) & (int_lanes)(x)) | (~(mask) & (int_lanes)(y))))
#define lanes_min(x, y) lanes_pick((x) < (y), (x), (y))
#define lanes_max(x, y) lanes_pick((x) > (y), (x), (y))

#define OP(name) plain_##name
#define TARGET
#include "language/matrix_body.h"
#undef OP
#undef TARGET

static const matrix_ops PLAIN = { plain_mul, plain_cell, plain_exp, plain_add, plain_dot };

#if defined(__x86_64__)
#define OP(name) avx2_##name
#define TARGET __attribute__((target("avx2")))
#include "language/matrix_body.h"
#undef OP
#undef TARGET

static const matrix_ops AVX2 = { avx2_mul, avx2_cell, avx2_exp, avx2_add, avx2_dot };

const matrix_ops *matrix_best(void)
{
    return __builtin_cpu_supports("avx2") ? &AVX2 : &PLAIN;
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
        for (size_t i = 0; i < k && b.column != 1; i++)
            for (size_t c = 0; c < wide; c++) *out++ = b.p[i * b.row + (j + c) * b.column];
    }
}
