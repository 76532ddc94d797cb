/*
 * net_back.h - the net, backwards: from gradients of what came out to gradients of every parameter.
 *
 * g is laid out as the parameters are; everything is added to it.
 */
#ifndef LANGUAGE_NET_BACK_H
#define LANGUAGE_NET_BACK_H
#include "language/net.h"

/* d_top: of pass.top, in order of sentences.  Gives the gradient of in[0], in order of steps. */
float *net_encode_back(const net *, const batch *, pass *, const float *d_top, float *g, arena *);
/* d_heads: rows x heads; adds to d_top. */
void net_heads_back(const net *, uint32_t rows, const float *top, const float *d_heads, float *d_top, float *g, arena *);
/* The same for scores of scripts of some rows of top, gathered. */
void net_script_back(const net *, uint32_t rows, const float *top, const float *d_scores, float *d_top, float *g, arena *);

/* d_score: as arc_scores.score; adds to d_heads (of leaky dependents and heads, before net_leaky_back). */
void net_arcs_back(const net *, const arc_scores *, const float *heads, uint32_t n, const float *d_score, float *d_heads,
                   float *g, arena *);
/* d_out: n x NET_LABELS; hidden as used forwards. */
void net_labels_back(const net *, const uint32_t *head, uint32_t n, const float *hidden, const float *keep,
                     const float *d_out, float *d_heads, float *g, arena *);
/* x: after leaky. */
void net_leaky_back(const float *x, float *d, size_t n);

#endif
