/*
 * types.h - the few plain types that everything in hearsay speaks of.
 *
 * They stand apart from hearsay.h because the rooms inside the library use them too.
 */
#ifndef HEARSAY_TYPES_H
#define HEARSAY_TYPES_H
#include <stddef.h>
#include <stdint.h>

typedef uint64_t hs_id; /* a number within one state of a case, from 1; 0 means none */

/* UTF-8, no NUL at the end.  An hs_str that is handed out is borrowed from the object it came from. */
typedef struct {
    const char *p;
    size_t n;
} hs_str;

/* Bytes [begin, end) of the stored text of a document. */
typedef struct {
    hs_id document;
    uint64_t begin, end;
} hs_span;

typedef enum {
    HS_OK = 0,
    HS_END,          /* the iterator has no further row; not an error */
    HS_BAD_ARGUMENT, /* the caller broke a rule of the header */
    HS_BAD_INPUT,    /* this document or table cannot be read; the message says where */
    HS_BAD_MODEL,    /* a model or lexicon is damaged, or made for another version */
    HS_BAD_CASE,     /* the case is damaged, or is no case, or is from a newer version */
    HS_NOT_FOUND,
    HS_LIMIT,       /* a documented limit was reached */
    HS_NO_MEMORY,
    HS_IO,          /* disk or database */
    HS_BUSY,        /* another writer holds the case; try again */
    HS_INTERRUPTED, /* the caller asked to stop; what was finished is kept */
    HS_BUG          /* our fault: a check inside hearsay failed */
} hs_status;

/* What went wrong, in one line, outermost first: "column.txt: decode: not UTF-8 at byte 1423". */
typedef struct {
    hs_status status;
    hs_span at; /* where in the input, when there is a where */
    char what[400];
} hs_error;

#endif
