/*
 * weigh_values.h - which written values are one value, and their numbers.
 */
#ifndef PIPELINE_WEIGH_VALUES_H
#define PIPELINE_WEIGH_VALUES_H
#include "pipeline/weigh_csv.h"

/* In: a row's value is the number of its text.  Out: its number within the item.  Nothing stays in scratch. */
void weigh_number_values(arena *, arena *scratch, claim_table *, const schema *);

#endif
