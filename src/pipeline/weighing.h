/*
 * weighing.h - from a state to a table of claims, and back: what its answers and sources weigh.
 */
#ifndef PIPELINE_WEIGHING_H
#define PIPELINE_WEIGHING_H
#include "record/state.h"

typedef struct {
    const state *s;      /* claims, answers, items and sources are looked at */
    const date *published; /* of each document */
    const bool *heard;   /* of each claim: whether it counts; NULL: all do */
} weighing_input;

/* Fills in belief, interval, pivot and whether it is too little or split of every answer, and how each source fares
 * (sources may be NULL).  Both arrays are copies of the state's. */
void weighing_run(arena *, const weighing_input *, answer *, case_source *);

#endif
