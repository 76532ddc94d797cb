/*
 * segment_make.h - writing a segment: all documents first, in their order, then all lists in order of key.
 */
#ifndef REUSE_SEGMENT_MAKE_H
#define REUSE_SEGMENT_MAKE_H
#include "base/sink.h"
#include "reuse/segment.h"

#define SEGMENT_MAGIC "hsreuse\n"
uint64_t segment_footer_check(const segment_footer *);

typedef struct {
    arena *a;
    sink *out;
    segment_footer foot;
    VEC(segment_document) document;
    buf names;
    uint32_t *directory;
    buf bucket, lists; /* the bucket being filled: its lists, and them with their number */
    bit_writer bits;
    uint64_t filling;
    uint32_t in_bucket;
    uint64_t posting_bytes;
} segment_maker;

/* shape: documents, profile, part, and about how many postings there will be. */
segment_maker *segment_begin(arena *, const char *path, const segment_footer *shape);
/* In order of (published, id), as many as the shape says.  tokens: of its text. */
void segment_document_put(segment_maker *, const reuse_document *, uint32_t tokens, uint64_t text_hash, bool with_text);
/* Keys ascending, documents ascending within a list. */
void segment_list_put(segment_maker *, uint64_t key, const segment_posting *, uint32_t n);
/* Syncs and closes the file. */
void segment_end(segment_maker *, const segment_counts *);

/* Counts in a byte: exact below 192, then in steps of a sixth of a doubling. */
uint8_t segment_count_code(uint32_t count);
uint32_t segment_count_of(uint8_t code);

#endif
