/*
 * open.h - belief in values that exclude each other and of which there may be any number.
 */
#ifndef WEIGH_OPEN_H
#define WEIGH_OPEN_H
#include "weigh/answer.h"

/* How often a tracked source is right: its Beta posterior. */
typedef struct {
    double right, wrong;
} record;

typedef struct open_model open_model;

open_model *open_start(arena *, const table *); /* from a count of voices */
void open_weigh(open_model *);                  /* again, from the start, of the voices that are no echoes now */
double open_iterate(open_model *);              /* one iteration; the greatest change of a belief */
void open_look_for_split(arena *, open_model *);

const double *open_beliefs(const open_model *);  /* [values_all], of the voices with a record */
const record *open_records(const open_model *);  /* [tracked] */
uint32_t open_iterations(const open_model *);    /* all that were made */
answer_item open_answer;                         /* model: an open_model */

#endif
