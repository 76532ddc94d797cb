/*
 * matrix.h - the few operations on matrices of floats that the net is made of.
 *
 * Every sum runs over k in ascending order, one addition a step, for each element of the result by itself; vectors
 * only put eight elements side by side.  So a result does not depend on the compiler, on the width of the machine's
 * vectors, or on which rows are computed together.
 */
#ifndef LANGUAGE_MATRIX_H
#define LANGUAGE_MATRIX_H
#include "base/arena.h"

enum { MATRIX_LANES = 8, MATRIX_PANEL = 16 };

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

/* The right side of a product, in panels of MATRIX_PANEL columns as mul wants it: k x n floats, n whole lanes. */
void matrix_pack(float *out, view b, size_t k, size_t n);

/* The operations, for the machine this runs on. */
typedef struct {
    /* c += a * b: a is m x k, b packed k x n, c has rows of c_row floats; n whole lanes. */
    void (*mul)(size_t m, size_t n, size_t k, view a, const float *packed, float *c, size_t c_row);
    /* One step of an LSTM cell over n units, n whole lanes.  gates: four stretches of n (input, forget, output, new)
     * of sums, replaced by their activations.  c, h: the new cell and output; tanh_c for the way back. */
    void (*cell)(size_t n, float *gates, const float *c_before, float *c, float *tanh_c, float *h);
    void (*exp)(size_t n, float *x); /* in place; n whole lanes */
    void (*add)(size_t n, float *to, const float *what, float times); /* to += times * what; n whole lanes */
    float (*dot)(size_t n, const float *a, const float *b);            /* eight sums, then their sum; n whole lanes */
} matrix_ops;

const matrix_ops *matrix_best(void);  /* by what the processor can do */
const matrix_ops *matrix_plain(void); /* the same results, on any processor */

#endif
