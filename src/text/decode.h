/*
 * decode.h - bytes in some encoding to UTF-8, with the way back.
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H
#include "record/document.h"

/* UTF-8 text and, in document.h's pieces, which original bytes each stretch of it came from. */
typedef struct {
    hs_str text;
    const map_piece *piece;
    size_t pieces;
    hs_str encoding; /* its usual name */
    uint32_t notes;  /* document_note bits */
} decoded;

/* Decodes UTF-8, UTF-16 (by its mark or a clear pattern of NULs), ISO-8859-1 and windows-1252.  `declared` is what
 * the document says of itself (may be empty); it is believed only where the bytes agree.  Anything but UTF-8 sets
 * NOTE_ENCODING.  Leaves with HS_BAD_INPUT for an encoding that is named but not read. */
decoded decode_bytes(arena *, hs_str bytes, hs_str declared);

/* What the bytes are when they are no text ("PDF", "ELF", "unknown kind"), or empty. */
hs_str decode_binary(hs_str bytes);

#endif
