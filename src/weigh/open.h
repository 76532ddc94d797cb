/*
 * open.h - belief in values that exclude each other and of which there may be any number.
 */
#ifndef WEIGH_OPEN_H
#define WEIGH_OPEN_H
#include "weigh/answer.h"
#include "weigh/fixed.h"
#include "weigh/repeats.h"

/* How often a tracked source is right: a Beta posterior. */
typedef struct {
    double right, wrong;
} record;

typedef struct open_model open_model;

/* What the question of each item is about: [items], below n.  of NULL: all are of one facet, as they are taken to be where
 * there are more than OPEN_FACETS. */
typedef struct {
    const uint32_t *of;
    uint32_t n;
    bool periods; /* they follow on each other in time, and a source's quality drifts from one to the next (drift.h) */
} facets;
enum { OPEN_FACETS = 64 };

open_model *open_start(arena *, const table *, facets); /* from a count of voices */
void open_weigh(open_model *);                  /* again, from the start, of the voices that are no echoes now */
double open_iterate(open_model *);              /* one iteration; the greatest change of a belief */
void open_look_for_split(arena *, open_model *);

/* For a part of a larger table, before open_weigh: what its sources' statements in the rest come to, [tracked], and how
 * often sources are right. */
typedef struct {
    const fixed *right, *said;
    double usual;
} open_rest;
void open_know(open_model *, const open_rest *);
double open_usual(const open_model *);
/* What the voice of an item teaches of its source now: its part of a right statement, and of a statement. */
void open_lesson(const open_model *, uint32_t item, uint32_t at, fixed lesson[2]);

believe_without open_without; /* model: an open_model */
const double *open_beliefs(const open_model *);  /* [values_all], of the voices with a record */
const record *open_records(const open_model *);  /* [tracked] */
const record *open_records_in(const open_model *, uint32_t facet); /* [tracked] */
uint32_t open_iterations(const open_model *);    /* all that were made */
answer_item open_answer;                         /* model: an open_model */

#endif
