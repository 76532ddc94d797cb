/*
 * matrix.h - the few operations on matrices of floats that the net is made of.
 *
 * Every sum runs over k in ascending order, one addition a step, for each element of the result by itself; vectors
 * only put eight elements side by side.  So a result does not depend on the compiler, on the width of the machine's
 * vectors, or on which rows are computed together.
 *
 * A model that is only read is multiplied in whole numbers: factors of at most WHOLE_MOST, sums that fit 32 bits, so
 * that every order of adding gives the same and one instruction does sixteen products.
 */
#ifndef LANGUAGE_MATRIX_H
#define LANGUAGE_MATRIX_H
#include "base/arena.h"

enum { MATRIX_LANES = 8, MATRIX_PANEL = 16 };
enum { WHOLE_MOST = 1023, WHOLE_TERMS = 2048 }; /* 1023 * 1023 * 2048 < 2^31 */

/* A matrix seen through strides: element (i, j) at p[i * row + j * column]; the transpose only swaps them. */
typedef struct {
    const float *p;
    size_t row, column;
} view;

static inline view view_rows(const float *p, size_t row)
{
    return (view){ p, row, 1 };
}

static inline view view_transposed(const float *p, size_t row)
{
    return (view){ p, 1, row };
}

/* n rounded up to whole lanes. */
static inline size_t matrix_lanes(size_t n)
{
    return (n + MATRIX_LANES - 1) / MATRIX_LANES * MATRIX_LANES;
}

/* n rounded up to whole panels. */
static inline size_t matrix_panels(size_t n)
{
    return (n + MATRIX_PANEL - 1) / MATRIX_PANEL * MATRIX_PANEL;
}

/* The right side of a product, in panels of MATRIX_PANEL columns as mul wants it: k x n floats, n whole lanes. */
void matrix_pack(float *out, view b, size_t k, size_t n);

/* The same for whole numbers: k x n of them, rows one behind the other; k even; k x matrix_panels(n) in out. */
void matrix_pack_whole(int16_t *out, const int16_t *b, size_t k, size_t n);

/* The sums of the gates of one row as an LSTM cell takes them: below * below_times * below_scale + again * again_scale
 * + bias, element by element. */
typedef struct {
    const int32_t *below, *again; /* again: NULL at the first step */
    float below_times;
    const float *below_scale, *again_scale, *bias;
} whole_gates;

typedef struct {
    float rate, correct, by; /* of learning; of the young second moment; of the gradient */
    float beta1, beta2, epsilon;
} adam_step;

/* The operations, for the machine this runs on. */
typedef struct {
    /* c += a * b: a is m x k, b packed k x n, c has rows of c_row floats; n whole lanes. */
    void (*mul)(size_t m, size_t n, size_t k, view a, const float *packed, float *c, size_t c_row);
    /* The same with each product and its addition rounded once, which training does: quicker where the processor has an
     * instruction for it, slow where it has not. */
    void (*mul_fused)(size_t m, size_t n, size_t k, view a, const float *packed, float *c, size_t c_row);
    /* One step of an LSTM cell over n units, n whole lanes.  gates: four stretches of n (input, forget, output, new)
     * of sums, replaced by their activations.  c, h: the new cell and output; tanh_c for the way back. */
    void (*cell)(size_t n, float *gates, const float *c_before, float *c, float *tanh_c, float *h);
    void (*exp)(size_t n, float *x); /* in place; n whole lanes */
    void (*adam)(size_t n, float *p, float *g, float *mean, float *square, const adam_step *); /* n whole lanes */
    void (*add)(size_t n, float *to, const float *what, float times); /* to += times * what; n whole lanes */
    float (*dot)(size_t n, const float *a, const float *b);            /* eight sums, then their sum; n whole lanes */
    void (*leaky)(size_t n, float *x);       /* x < 0: a tenth of it; n whole lanes */
    /* to += times * what; n whole lanes */
    void (*add_bytes)(size_t n, float *to, const int8_t *what, float times);
    /* out = x as whole numbers of at most WHOLE_MOST; x is about out * the result.  n whole lanes. */
    float (*whole)(size_t n, const float *x, int16_t *out);
    /* c = a * b, a m x k in rows of a_row, b packed k x n, c in rows of matrix_panels(n); k even and <= WHOLE_TERMS. */
    void (*whole_mul)(size_t m, size_t n, size_t k, const int16_t *a, size_t a_row, const int16_t *packed, int32_t *c);
    /* out = sum * scale + bias; n whole lanes */
    void (*whole_out)(size_t n, const int32_t *sum, const float *scale, const float *bias, float *out);
    /* As cell, for four stretches of n gates.  c may be c_before; h: the output times WHOLE_MOST. */
    void (*whole_cell)(size_t n, const whole_gates *, const float *c_before, float *c, int16_t *h);
} matrix_ops;

const matrix_ops *matrix_best(void);  /* by what the processor can do */
const matrix_ops *matrix_plain(void); /* the same results, on any processor */

#endif
