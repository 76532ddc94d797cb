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

/* What a person adds to the forms that need one. */
typedef struct {
    hs_id answer;         /* claimreview: the answer that is rated; ach: the answer whose question is laid out */
    const char *rated_by; /* claimreview: the person's name */
    const char *url;      /* claimreview: where the review stands; may be NULL */
    int rating;           /* claimreview: 1 (false) to 5 (true); 0: none */
} export_options;
typedef hs_status export_write_with(hs_case *, const export_options *, FILE *, hs_error *);

typedef struct {
    const char *name, *summary;
    export_write *write;
    export_write_with *write_with; /* NULL: takes no options */
} export_format;

extern const export_format EXPORT_FORMATS[]; /* name NULL at the end */

#endif
