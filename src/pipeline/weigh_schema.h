/*
 * weigh_schema.h - when two values are the same answer: the types of a claim table's attributes.
 *
 * A schema is a CSV of attribute,type,tolerance; the attribute "*" stands for all others, and what no line names is
 * cat.
 */
#ifndef PIPELINE_WEIGH_SCHEMA_H
#define PIPELINE_WEIGH_SCHEMA_H
#include "base/str.h"

typedef enum {
    KIND_CAT,     /* the same bytes */
    KIND_AUTHORS, /* sets of names, parted by semicolons, in any order */
    KIND_NUM,     /* equal within tolerance times the size */
    KIND_ABS,     /* equal within tolerance */
    KIND_TOD,     /* HH:MM, equal within tolerance minutes, round midnight */
    KIND_PATH     /* the most specific first: "town, province, country"; an answer may be any of them */
} value_kind;

typedef struct {
    hs_str attribute;
    value_kind kind;
    double tolerance;
} schema_line;

typedef struct {
    schema_line *at;
    size_t n, room;
} schema;

/* path NULL: all are cat.  Leaves with HS_BAD_INPUT, naming line and column. */
schema weigh_schema(arena *, const char *path);
schema_line weigh_schema_of(const schema *, hs_str attribute);

/* Measured values (num, abs, tod) as a number. */
bool schema_measure(value_kind, hs_str value, double *out);
/* How alike two values are, 0 .. 1: numbers by the part of the larger that they share (absolute ones by tolerances),
 * times by the hour, sets and paths by their parts, all else by its pairs of letters (Dice 1945). */
double schema_alike(schema_line, hs_str, hs_str);
/* The answer given is right if `truth` is. */
bool schema_same(schema_line, hs_str given, hs_str truth);

#endif
