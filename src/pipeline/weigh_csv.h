/*
 * weigh_csv.h - a claim table in CSV as rows for weigh, and the names behind the numbers.
 *
 * Columns, in any order, by their header: source, object, attribute, value; and if there, time (days, or a date),
 * polarity (assert, deny), certainty (certain, probable, possible, unknown), origin (any name), via (through whom it
 * came from its source, names parted by semicolons).  An item is one (object, attribute).  Other columns are passed
 * over.
 */
#ifndef PIPELINE_WEIGH_CSV_H
#define PIPELINE_WEIGH_CSV_H
#include "base/names.h"
#include "pipeline/weigh_schema.h"
#include "weigh/weigh.h"

#include <stdio.h>

typedef struct {
    names sources, items; /* item keys: object, 0x1F, attribute */
    names texts;          /* of values, as written */
    weigh_columns rows;
    arena *sorting;        /* rows.item and rows.value lie in it: whoever needs them no longer may reset it */
    uint32_t *value;       /* [rows.rows] the same as rows.value, for numbering */
    uint32_t values_all;
    uint32_t *value_first; /* [items + 1] */
    uint32_t *value_text;  /* [values_all] number in texts; of a closed set [labels] */
    uint32_t labels;       /* the values are a closed set of so many, numbered alike in every item; else 0 */
    uint64_t bad;          /* rows that were told to `complain` and left out */
} claim_table;

/* Called for each row that cannot be read: "line 7, column 3 (value): ...". */
typedef void csv_complain(void *ctx, const char *what);

/* Leaves with HS_BAD_INPUT when the header is not one of a claim table. */
claim_table *weigh_csv(arena *, FILE *in, const schema *, csv_complain *, void *ctx);

hs_str item_object(hs_str key);
hs_str item_attribute(hs_str key);
hs_str claim_value(const claim_table *, uint32_t item, uint32_t value);

#endif
