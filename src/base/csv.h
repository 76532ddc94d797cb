/*
 * csv.h - comma-separated values (RFC 4180), row by row, without copying what needs no copying.
 *
 * Lines end in LF or CRLF; a field in double quotes may hold commas, line ends and doubled quotes; empty lines are
 * passed over.  Nothing is guessed: a quote in the middle of a bare field, text after a closing quote, a quote that
 * never closes, a NUL byte and bytes that are not UTF-8 are faults, named with line and column.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H
#include "base/str.h"

typedef struct {
    arena *a;
    hs_str text;
    size_t at;         /* the next byte to be read */
    uint64_t line;     /* of the row read last, from 1 */
    uint64_t lines;    /* read so far */
    const char *fault; /* of the row read last, or NULL */
    size_t column;     /* of the fault, from 1 */
    bool unclosed;     /* the fault is a quote that never closes: the row is its first line, the next begins behind that */
    bool controls;     /* the row read last may hold a control character; else it has none */
} csv;

csv csv_begin(arena *, hs_str text); /* a byte order mark at the start is passed over */

/* Reads a row; gives the number of its fields, of which the first `room` are stored, or 0 when there is none left.
 * After a fault (see csv.fault) the fields are not to be used, and the next row is read as usual. */
size_t csv_row(csv *, hs_str *field, size_t room);

/* A field as it is written in a file: in quotes where it must be. */
void csv_put(buf *, hs_str field);

#endif
