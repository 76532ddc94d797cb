/*
 * decode.h - from scores of arcs to the best tree (Chu, Liu 1965; Edmonds 1967), or to the best in which no arc crosses
 * another (Eisner 1996).
 */
#ifndef LANGUAGE_DECODE_H
#define LANGUAGE_DECODE_H
#include "language/reading.h"

/* score[d * row + h]: how well unit d hangs on unit h; h == n is the root.  Fills head[0..n) with the tree of the
 * highest sum that has exactly one root (UNIT_ROOT).  n at most DECODE_MOST; time n^2 a cycle that must be broken.
 * Scores that are not finite count as very low.  Ties go to the lower number. */
enum { DECODE_MOST = 256 };
void decode_tree(arena *, const float *score, size_t row, uint32_t n, uint32_t *head);

/* Whether two arcs of a tree cross; time the sum of the lengths of its arcs. */
bool decode_crosses(const uint32_t *head, uint32_t n);
/* As decode_tree, of the trees without crossing arcs; time n^3. */
void decode_projective(arena *, const float *score, size_t row, uint32_t n, uint32_t *head);
/* What a tree is worth: the sum of its scores. */
double decode_worth(const float *score, size_t row, uint32_t n, const uint32_t *head);

#endif
