/*
 * index_inside.h - the index as its own files see it.
 */
#ifndef REUSE_INDEX_INSIDE_H
#define REUSE_INDEX_INSIDE_H
#include "base/map.h"
#include "reuse/index.h"
#include "reuse/segment_make.h"

typedef struct {
    uint64_t number; /* its file's */
    segment file;
    uint64_t *gone; /* a bit a document, or NULL */
    uint32_t gone_n;
    uint32_t base; /* number of its first document among all */
} index_segment;

typedef struct {
    uint32_t gram, window, part, parts;
    uint64_t next; /* number of the next segment's file */
} index_head;

typedef struct {
    reuse_document document;
    uint64_t text_hash;
} index_waiting;

struct reuse_index {
    arena *a, *scratch;
    const char *folder;
    bool write;
    arena_mark empty; /* what follows is remade after each change */
    index_head head;
    index_segment *segment;
    uint32_t segments;
    uint32_t all; /* documents, those gone too */
    uint64_t tokens; /* of those not gone */
    uint8_t *hits; /* of a query, by number among all; zero between queries */
    VEC(index_waiting) waiting;
    uint64_t waiting_bytes;
    map waiting_ids;
};

static inline bool index_is_gone(const index_segment *s, uint32_t document)
{
    return s->gone && s->gone[document / 64] >> document % 64 & 1;
}

static inline gram_profile index_profile(const reuse_index *x)
{
    return (gram_profile){ x->head.gram, x->head.window };
}

const char *index_path(reuse_index *, const char *name);
const char *index_segment_path(reuse_index *, uint64_t number);
/* Replaces the manifest by one that names the segments with keep[i] (NULL: all) and, if it is not 0, the new one of that
 * number; then sees the index as it says. */
void index_commit(reuse_index *, const bool *keep, uint64_t added);
/* Where the document of this id is, if not gone. */
bool index_lookup(const reuse_index *, hs_str id, uint32_t *segment, uint32_t *document);
/* Merges the segments with take[i] into a new one and commits that.  recount: trigrams are counted anew from the texts,
 * which must be all segments then. */
void index_merge(reuse_index *, const bool *take, bool recount);

#endif
