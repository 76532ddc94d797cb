/*
 * closed.h - belief in questions whose possible answers are known: holds or not, or one of a closed set.
 */
#ifndef WEIGH_CLOSED_H
#define WEIGH_CLOSED_H
#include "weigh/answer.h"
#include "weigh/quality.h"

typedef struct closed_model closed_model;

/* labels 0: each value of each item is a yes-or-no question with this prior, and an item has one answer a value.
 * Else values 0 .. labels-1 exclude each other and mean the same everywhere, and an item has `labels`.
 * Of yes-or-no questions a second reading is looked for too.  *iterations grows by those it took. */
const closed_model *closed_weigh(arena *, const table *, uint32_t labels, double prior, uint32_t *iterations);
/* What is believed of the values of a closed set, [values_all], with a row an answer for each source. */
void closed_first_beliefs(arena *, const table *, uint32_t labels, double *belief, uint32_t *iterations);
/* Yes-or-no questions of a part of a larger table: see quality_know.  No second reading is looked for. */
const closed_model *closed_weigh_part(arena *, const table *, double prior, const closed_model *whole,
                                      const fixed *rest);
/* What a voice of an item teaches of its source now, [state][said]; yes-or-no questions only. */
void closed_lesson(const closed_model *, uint32_t item, uint32_t at, fixed lesson[4]);
const quality *closed_quality(const closed_model *);
answer_item closed_answer; /* model: a closed_model */

#endif
