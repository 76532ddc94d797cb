/*
 * document.h - one published text, immutable, named by the SHA-256 of its bytes.
 *
 *     original bytes (evidence)  --decode-->  text (UTF-8; what every span counts in)
 *                                <--pieces--
 *
 * A piece says which original bytes a stretch of text came from.  Pieces ascend in both and never overlap; text
 * between two pieces (a blank line put between paragraphs, say) came from nowhere and maps to the gap.
 */
#ifndef RECORD_DOCUMENT_H
#define RECORD_DOCUMENT_H
#include "record/date.h"
#include "record/span.h"

typedef struct {
    uint32_t text_begin, text_n;
    uint32_t original_begin, original_n; /* the same bytes when original_n == text_n and same is set */
    bool same;                           /* byte for byte: positions inside map one to one */
} map_piece;

/* What reading found worth saying; each is a fact about the text, none is an error. */
typedef enum {
    NOTE_BOM = 1,
    NOTE_ENCODING = 2,        /* decoded from something other than UTF-8; document.encoding says from what */
    NOTE_NUL = 4,             /* NUL bytes were dropped */
    NOTE_MOJIBAKE = 8,        /* looks like text decoded twice; left as it is */
    NOTE_NO_PUNCTUATION = 16, /* no sentence punctuation: sentence boundaries are paragraphs only */
    NOTE_CAPITALS = 32,       /* all capitals */
    NOTE_TRUNCATED = 64,      /* the file ends inside a tag or a structure */
    NOTE_REPLACED = 128       /* bytes that belong to no encoding became U+FFFD */
} document_note;

typedef struct {
    hs_str id; /* 64 lower-case hex digits: SHA-256 of `original` */
    hs_str publisher, author, title, url, language;
    hs_str media_type; /* "text/plain", "text/html", "text/markdown", "application/x-hearsay-record" (a JSONL line) */
    hs_str encoding;   /* of the original, e.g. "UTF-8", "windows-1252" */
    hs_str external;   /* the id a JSONL record gave itself */
    hs_str credit;     /* agency credited in byline or dateline, e.g. "Reuters" */
    hs_str origin;     /* the path it was read from, with ":LINE" for a record; not part of its identity */
    date published;
    uint32_t notes; /* document_note bits */
    hs_str original, text;
    const map_piece *piece;
    size_t pieces;
} document;

/* The original bytes that a span of the text came from: from the first byte of its first piece to the last of its
 * last.  Inside a `same` piece the answer is exact to the byte, elsewhere it is the whole piece. */
span document_original(const document *, span in_text);

bool document_valid(const document *, char why[WHY]);

#endif
