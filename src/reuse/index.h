/*
 * index.h - texts and their fingerprints on disk: a new text is held against all earlier ones in a millisecond.
 *
 *     FOLDER/manifest    which segments make up the index, which of their documents are gone; replaced as a whole
 *     FOLDER/N.segment   some documents with texts, names and lists (segment.h); never changed
 *     FOLDER/lock        held by the one who writes
 *
 * What is added goes into a new segment; when it is on disk, the manifest is replaced.  Segments of like size are merged
 * (a log-structured merge tree: O'Neil et al., Acta Informatica 33, 1996), also by writing a new one first.  So at any
 * moment the manifest names whole files: a program that is killed, a disk that is full, a power cut lose what was not
 * reported as kept, and nothing else.  Readers need no lock: they see the index as it was when they opened it.
 */
#ifndef REUSE_INDEX_H
#define REUSE_INDEX_H
#include "reuse/grams.h"
#include "reuse/reuse.h"

typedef struct reuse_index reuse_index;

typedef struct {
    bool noisy;           /* the looser profile, for text with recognition errors; kept in the index */
    uint32_t part, parts; /* holds the fingerprints of part `part` (from 0) of `parts`; {0, 0} is {0, 1} */
} reuse_index_options;

typedef struct {
    uint64_t documents, gone, tokens, postings;
    uint64_t text_bytes;  /* of the texts kept here */
    uint64_t index_bytes; /* of all else */
    uint32_t segments, part, parts;
    gram_profile profile;
} reuse_index_facts;

/* Opens an index for reading, or for writing; then it is made where there is none, which takes options.  The two arenas
 * are the index's own until it is closed by closing them; doors of both must be open in all calls below.  Leaves with
 * HS_IO, HS_BAD_CASE (damaged), HS_BUSY (another program writes), HS_BAD_ARGUMENT (made with other options). */
reuse_index *reuse_index_open(arena *, arena *scratch, const char *folder, bool write, const reuse_index_options *);
reuse_index_facts reuse_index_about(const reuse_index *);

typedef enum { INDEX_ADDED, INDEX_KNOWN, INDEX_REFUSED } reuse_index_taken;
/* Takes a document in; it is on disk after the next reuse_index_keep.  One that is there already, with the same id and
 * text, is known.  INDEX_REFUSED: *why says what is wrong with it. */
reuse_index_taken reuse_index_add(reuse_index *, const reuse_document *, const char **why);
/* Whether so much is waiting that it should be kept now. */
bool reuse_index_full(const reuse_index *);
/* Puts what was taken in on disk, and merges segments where they have become many. */
void reuse_index_keep(reuse_index *);
/* Takes a document out; false when there is none of that id. */
bool reuse_index_delete(reuse_index *, hs_str id);
/* Makes one segment of all, without what was taken out, as if that had never been there. */
void reuse_index_compact(reuse_index *);
/* Reads everything; leaves with HS_BAD_CASE where something is not as it was written. */
void reuse_index_check(reuse_index *);
/* Document number `i` of all that were ever added, from 0 on, in no promised order: false at the end; skips what is gone.
 * *i moves on.  The text is NULL where another part keeps it. */
bool reuse_index_next(reuse_index *, uint64_t *i, reuse_document *out);

typedef struct {
    const reuse_document *document; /* [0]: the one asked about; borrowed from the index */
    uint32_t documents;
    const copy *copy; /* between [0] and another; documents are numbers in `document` */
    size_t copies;
} reuse_index_answer;

/* What a document shares with those in the index (itself, by id, left out).  parts: all parts of the index, or the one.
 * keep, scratch: the caller's; the answer is taken from keep. */
reuse_index_answer reuse_index_query(reuse_index *const *parts, uint32_t n, arena *keep, arena *scratch,
                                     const reuse_document *, const reuse_options *);

#endif
