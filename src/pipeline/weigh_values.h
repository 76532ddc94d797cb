/*
 * weigh_values.h - which written values are one value, and their numbers.
 */
#ifndef PIPELINE_WEIGH_VALUES_H
#define PIPELINE_WEIGH_VALUES_H
#include "pipeline/weigh_csv.h"

typedef struct {
    hs_str text;
    uint32_t item, rows;
    uint32_t number; /* within the item */
    double measure;
} raw_value;

/* All distinct (item, text); a row's value is its place here until they are numbered. */
typedef struct {
    raw_value *at;
    size_t n, room;
} raw_values;

void weigh_number_values(arena *, claim_table *, raw_values *, const schema *);

#endif
