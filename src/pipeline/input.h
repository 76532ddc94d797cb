/*
 * input.h - a stream read line by line, with a limit: a line that is too long is passed over, not swallowed.
 */
#ifndef PIPELINE_INPUT_H
#define PIPELINE_INPUT_H
#include "base/str.h"

#include <hearsay/hearsay.h>

#include <stdio.h>

typedef struct {
    FILE *in;
    size_t limit;
    uint64_t number; /* of the line last read, from 1 */
    char *p;         /* grows up to the limit */
    size_t room;
} input;

typedef enum { LINE_END, LINE_READ, LINE_TOO_LONG, LINE_FAILED } line_result;

input input_of(FILE *in, size_t limit);
/* The next line without its newline; *line lives until the next call.  LINE_FAILED: the stream broke (ferror), or
 * there is no memory. */
line_result input_next(input *, hs_str *line);
/* Tells the watch (which may be NULL) what was wrong with a line, as "in:LINE", HS_BAD_INPUT. */
void input_unread(const hs_watch *, uint64_t line, const char *why);
/* Whether the watch (which may be NULL) wants the work to end. */
bool input_stopped(const hs_watch *);
void input_close(input *); /* frees the buffer; the stream stays open */

#endif
