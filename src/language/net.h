/*
 * net.h - the net behind tags and trees: one LSTM each way over a sentence, and small heads on top of it.
 *
 *     unit: row of its word | sum of the rows of its ends and shape          word_dim + affix_dim
 *         -> LSTM forwards, LSTM backwards, side by side (layers times)      2 * hidden
 *         -> one matrix:  dependent | head | label of dependent | label of head | universal tags | finer tags
 *     arc    d <- h   leaky(dependent d) * U * leaky(head h) + V * leaky(head h)    (Dozat, Manning 2017)
 *     label  d <- h   LABEL * leaky(label of dependent d + label of head h)         (Kiperwasser, Goldberg 2016)
 *     script          of a lemma, for forms never seen
 *
 * Sentences of a batch are sorted by length, longest first, and laid out step by step, so that each step of the
 * LSTM is one product of matrices:
 *
 *     step     0        1        2
 *     rows   0 1 2    3 4 5    6 7        sentence 2 ended after step 1; active = 3, 3, 2
 */
#ifndef LANGUAGE_NET_H
#define LANGUAGE_NET_H
#include "language/features.h"
#include "language/matrix.h"

enum { NET_LAYERS_MOST = 2, NET_UPOS = 24, NET_LABELS = 56 }; /* UPOS_COUNT and REL_COUNT in whole lanes */

typedef struct {
    uint32_t words, affixes;                 /* rows */
    uint32_t word_dim, affix_dim, hidden, layers, arc, label; /* whole lanes; layers 1 or 2 */
    uint32_t xpos, scripts;                  /* how many there are */
} net_size;

/* Blocks of parameters; those of layer l, direction d (0 forwards) are l * 6 + d * 3 further on. */
typedef enum {
    NET_INPUT, NET_AGAIN, NET_BIAS, /* LSTM: from below, from the step before, constant */
    NET_HEADS = 3 * 2 * NET_LAYERS_MOST, NET_HEADS_BIAS, NET_ARC, NET_ARC_HEAD, NET_ROOT_ARC, NET_ROOT_LABEL,
    NET_LABEL, NET_LABEL_BIAS, NET_SCRIPT, NET_SCRIPT_BIAS, NET_WORD, NET_AFFIX, NET_BLOCKS
} net_block_name;

static inline int net_lstm(int block, uint32_t layer, int direction)
{
    return block + (int)layer * 6 + direction * 3;
}

typedef struct {
    size_t at; /* in floats */
    uint32_t rows, columns;
} net_block;

typedef struct {
    net_size size;
    net_block block[NET_BLOCKS]; /* NET_WORD and NET_AFFIX last */
    size_t dense, floats;        /* of all blocks but those two; of all */
    uint32_t input, xpos, heads; /* columns: input of the first layer, finer tags in whole lanes, all heads */
} net_plan;

/* False when a size is out of its range. */
bool net_plan_of(const net_size *, net_plan *out);

/* Where each part of the heads begins. */
typedef struct {
    uint32_t dependent, head, label_dependent, label_head, upos, xpos;
} net_columns;
net_columns net_columns_of(const net_plan *);

/* Dense parameters, with the right sides of products packed. */
typedef struct {
    const net_plan *plan;
    const matrix_ops *ops;
    const float *p;
    float *packed; /* the same offsets as in p; only those blocks that are multiplied with */
    void (*mul)(size_t m, size_t n, size_t k, view a, const float *packed, float *c, size_t c_row);
} net;
net net_make(arena *, const net_plan *, const float *p);
net net_make_top(arena *, const net_plan *, const float *p); /* for arcs and labels alone */
void net_pack(const net *); /* anew, after p changed */
static inline const float *net_at(const net *n, int block)
{
    return n->p + n->plan->block[block].at;
}

/* ---- a batch of sentences -------------------------------------------------------------------------------- */

typedef struct {
    uint32_t sentences, steps, rows;
    const uint32_t *length; /* of each sentence, descending */
    const uint32_t *begin;  /* of each: its first row in the order of sentences */
    const uint32_t *active; /* of each step: sentences that have it */
    const uint32_t *offset; /* of each step: its first row in the order of steps */
} batch;
batch batch_of(arena *, const uint32_t *length, uint32_t sentences);

/* What forward leaves; the way back needs all of it. */
typedef struct {
    float *in[NET_LAYERS_MOST + 1]; /* rows in order of steps; [0]: the input, [layers]: the result */
    float *keep[NET_LAYERS_MOST];   /* of layers above the first: what their input is multiplied with, or NULL */
    float *below[NET_LAYERS_MOST];  /* what each layer saw */
    float *gates[NET_LAYERS_MOST][2], *cell[NET_LAYERS_MOST][2], *tanh[NET_LAYERS_MOST][2];
    float *top;   /* the result in order of sentences */
    float *heads; /* in order of sentences; dependent and head parts after leaky */
} pass;

/* Runs the LSTMs over in[0], which the caller has filled. */
void net_encode(const net *, const batch *, pass *, arena *);
/* Row (sentence s, step t) of one order to that of the other. */
void net_to_sentences(const batch *, uint32_t columns, const float *steps, float *sentences);
void net_to_steps(const batch *, uint32_t columns, const float *sentences, float *steps);
/* From top to heads, before leaky. */
void net_heads(const net *, uint32_t rows, const float *top, float *heads);
void net_leaky(float *x, size_t n);

/* Scores of all arcs of a sentence of n units, whose heads begin at `heads`: n rows of matrix_lanes(n + 1).  The
 * arena gives the room; *u: n x arc, dependents times U plus V; *h: heads and the root, padded. */
typedef struct {
    size_t row;
    float *score, *u, *h, *packed;
} arc_scores;
arc_scores net_arcs(const net *, const float *heads, uint32_t n, arena *);
/* Scores of labels: for each d of n with head[d] (n: root).  hidden: n x label, out: n x NET_LABELS. */
void net_label_hidden(const net *, const float *heads, uint32_t n, const uint32_t *head, float *hidden);
void net_label_scores(const net *, uint32_t n, const float *hidden, float *out);

#endif
