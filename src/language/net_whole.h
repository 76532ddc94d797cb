/*
 * net_whole.h - the net as a model is read with it: forwards only, its matrices in whole numbers.
 *
 * Each column of a matrix has a scale of its own and weights of at most WHOLE_MOST; each row that is multiplied is
 * rounded likewise, the outputs of LSTMs, which lie between -1 and 1, by WHOLE_MOST itself.  Sums of whole numbers
 * are exact, so every machine gives the same.  The small products for arcs and labels stay floats.
 */
#ifndef LANGUAGE_NET_WHOLE_H
#define LANGUAGE_NET_WHOLE_H
#include "language/net.h"

/* Where the parts of each block lie in the three sections of a file: matrices, one scale a column of them, and the
 * floats of blocks of one row. */
typedef struct {
    size_t matrix[NET_BLOCKS], scale[NET_BLOCKS], row[NET_BLOCKS];
    size_t matrices, scales, rows; /* of all */
} whole_plan;
whole_plan whole_plan_of(const net_plan *);

/* The step in which n numbers, `step` apart, are counted up to `most`; no number when one of them is none.  And what a
 * number is in such steps. */
float whole_step(const float *p, size_t n, size_t step, int most);
int whole_number(float x, float step, int most);

/* Rounds the parameters p of a plan. */
void whole_round(const net_plan *, const float *p, int16_t *matrices, float *scales, float *rows);

typedef struct {
    net_plan plan;
    const matrix_ops *ops;
    net_plan top_plan; /* of arcs and labels alone */
    net top;
    const int16_t *packed[NET_BLOCKS];
    const float *scale[NET_BLOCKS], *row[NET_BLOCKS];
} whole_net;
/* Nothing is kept of what is handed in; matrices hold no number beyond WHOLE_MOST. */
const whole_net *whole_net_of(arena *, const net_plan *, const int16_t *matrices, const float *scales, const float *rows);

/* Runs the LSTMs: input, rows of plan.input in order of steps, each to be multiplied by its times; gives 2 * hidden a row
 * in order of sentences, times WHOLE_MOST. */
const int16_t *whole_encode(const whole_net *, const batch *, const int16_t *input, const float *times, arena *);
/* From such rows to heads, before leaky, or to scores of lemma scripts (rows of whole lanes). */
void whole_heads(const whole_net *, uint32_t rows, const int16_t *top, float *heads, arena *);
void whole_scripts(const whole_net *, uint32_t rows, const int16_t *top, float *scores, arena *);

#endif
