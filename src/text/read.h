/*
 * read.h - from the bytes of a file to a document: decoded, main content only, facts of the document, and the way
 * back to the original bytes.
 */
#ifndef TEXT_READ_H
#define TEXT_READ_H
#include "record/document.h"

/* One original has at most this many bytes; more is refused with HS_LIMIT. */
enum { TEXT_ORIGINAL_MOST = 64 << 20 };

/* What the caller knows; empty fields are filled from the document itself where it says so.  What the caller gives
 * wins over what the document says, but for the fields of a JSONL record, which speak for that record alone. */
typedef struct {
    hs_str publisher, author, title, url, language;
    hs_str media_type; /* empty: by the ending of `origin`, else by looking at the bytes */
    hs_str origin;     /* the path, for messages and for the ending */
    date published;
} text_about;

/* One document of any supported format (document.h lists the media types).  Always gives the same answer for the
 * same bytes and about.  Leaves with HS_BAD_INPUT (empty, binary, a broken record) or HS_LIMIT, saying where. */
const document *text_read(arena *, hs_str original, const text_about *);

/* The media type that the ending of a path stands for, or empty.  ".jsonl" gives "application/jsonl": a file of
 * records, each line of which is one original of type "application/x-hearsay-record". */
hs_str text_media_type(hs_str path);

#endif
