/*
 * lines.h - a stream read line by line, with a limit: a line that is too long is passed over, not swallowed.
 */
#ifndef PIPELINE_LINES_H
#define PIPELINE_LINES_H
#include "base/str.h"

#include <stdio.h>

typedef struct {
    FILE *in;
    size_t limit;
    uint64_t number; /* of the line last read, from 1 */
    char *p;         /* grows up to the limit */
    size_t room;
} lines;

typedef enum { LINE_END, LINE_READ, LINE_TOO_LONG, LINE_FAILED } line_result;

lines lines_of(FILE *in, size_t limit);
/* The next line without its newline; *line lives until the next call.  LINE_FAILED: the stream broke (ferror), or
 * there is no memory. */
line_result lines_next(lines *, hs_str *line);
void lines_close(lines *); /* frees the buffer; the stream stays open */

#endif
