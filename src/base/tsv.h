/*
 * tsv.h - tables of judgement: tab-separated lines that people read, dispute and change.
 *
 * The first line that is neither empty nor a comment ('#') names the columns.  Fields have no quoting and hold no
 * tabs; white space around them is dropped.  A file is read whole and each fault names file and line.
 */
#ifndef BASE_TSV_H
#define BASE_TSV_H
#include "base/str.h"

typedef struct {
    hs_str *field; /* one a column */
    size_t line;   /* in the file, from 1 */
} tsv_row;

typedef struct {
    const char *path;
    hs_str *column;
    size_t columns;
    tsv_row *row;
    size_t rows;
} tsv;

/* Reads path; leaves with HS_IO or HS_BAD_MODEL.  `columns` lists the names that must be there, NULL at the end;
 * they come out in that order, other columns behind them. */
const tsv *tsv_read(arena *, const char *path, const char *const *columns);
/* The same from memory; path is used for messages only. */
const tsv *tsv_parse(arena *, hs_str bytes, const char *path, const char *const *columns);
_Noreturn void tsv_complain(arena *, const tsv *, const tsv_row *, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
