/*
 * export.h - a case written out for other programs.  Sees the public header only: whatever it lacks, the library
 * lacks.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H
#include <hearsay/hearsay.h>

#include <stdio.h>

/* Writes one case to a stream, row by row, without a limit on size. */
typedef hs_status export_write(hs_case *, FILE *, hs_error *);

typedef struct {
    const char *name, *summary;
    export_write *write;
} export_format;

extern const export_format EXPORT_FORMATS[]; /* name NULL at the end */

#endif
