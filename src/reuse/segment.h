/*
 * segment.h - a file of the index: some documents, their texts and the lists of their fingerprints; never changed.
 *
 *     texts      the documents' bytes, one behind the other
 *     names      id, publisher, credit and title of each
 *     document   segment_document each, by (published, id): in a list, too, the earliest stands first
 *     by_id      segment_id each, by hash of the id
 *     posting    buckets of lists, bit by bit
 *     directory  where each bucket begins: it holds the keys that begin with its number
 *     count      surroundings of trigrams that this segment was the first to bring (rarity.h): COUNT_SLOTS bytes, or
 *                where that is shorter, slot << 8 | byte of those that are not 0, in 32 bits, ascending
 *     footer     what it is and where all that stands, with a hash of itself
 *
 *     bucket:  gamma(lists + 1)  list...          in order of key
 *     list:    rest of the key | 1 if more than one | gamma(places - 1) if so | (document, place)...
 *
 * A key is KEY_BITS of a fingerprint's hash, a place the token's number, coarsened to PLACE_BITS.  Widths are fixed
 * within a segment, so a list is passed over, or looked at in its middle, without reading it.  Numbers are
 * little-endian.  A damaged footer is refused at open; damage elsewhere is found by segment_check, and until then no
 * damaged number leads out of the file.
 */
#ifndef REUSE_SEGMENT_H
#define REUSE_SEGMENT_H
#include "reuse/bits.h"
#include "reuse/reuse.h"

enum {
    KEY_BITS = 38,
    PLACE_BITS = 8,
    COUNT_BITS = 22, /* beyond that, strangers that fall on one slot make up less than RARITY_LEAST */
    COUNT_SLOTS = 1 << COUNT_BITS,
    SEGMENT_VERSION = 1,
    NAME_MOST = 65535, /* bytes of an id, a publisher, a credit, a title */
    LIST_MOST = 1 << 28
};
#define SEGMENT_ELSEWHERE UINT64_MAX /* text_at: another part of the index keeps the text */

typedef struct {
    uint64_t text_at, names_at;
    uint64_t id_hash, text_hash;
    uint32_t text_n, tokens;
    uint32_t publisher; /* hash of its name, 0 without one */
    uint16_t id_n, publisher_n, credit_n, title_n;
    date published;
    uint32_t zero;
} segment_document;

typedef struct {
    uint64_t hash;
    uint32_t document, zero;
} segment_id;

typedef struct {
    uint64_t at, n; /* bytes */
} segment_part;

typedef struct {
    char magic[8];
    uint32_t version, documents;
    uint32_t gram, window; /* the profile */
    uint32_t part, parts;  /* this one holds the keys of part `part` of `parts` */
    uint32_t bucket_bits, document_bits;
    uint64_t tokens, lists, postings;
    segment_part texts, names, document, by_id, posting, directory, count;
    uint64_t body_check, check; /* of all before the footer, and of the footer before this */
} segment_footer;

typedef struct {
    segment_footer foot;
    hs_str file;
    const char *path;
    const segment_document *document;
    const segment_id *by_id;
    const uint32_t *directory;
    const uint8_t *count;    /* all slots, or NULL and */
    const uint32_t *counted; /* those that are not 0 */
    uint32_t counts;
} segment;

/* Maps the file; leaves with HS_IO or HS_BAD_CASE when it is not what it says. */
segment segment_open(arena *, const char *path);
/* Reads all of it: the hash of its bytes, that every list can be read and every number is in range. */
void segment_check(arena *, const segment *);

/* Where one document stands, all members borrowed from the map; text.p is NULL when it is elsewhere. */
reuse_document segment_read(arena *, const segment *, uint32_t document);
/* The number of the document with this id, or UINT32_MAX. */
uint32_t segment_number(const segment *, hs_str id);

/* Surroundings of a trigram that this segment was the first to bring. */
uint32_t segment_count(const segment *, uint32_t tri);
/* Counts being made: pages of slots, each there from its first count on. */
enum { COUNT_PAGE = 256 };
typedef struct {
    arena *a;
    uint32_t *page[COUNT_SLOTS / COUNT_PAGE];
} segment_counts;
static inline void segment_count_add(segment_counts *c, uint32_t tri, uint32_t n)
{
    uint32_t slot = tri & (COUNT_SLOTS - 1), **page = &c->page[slot / COUNT_PAGE];
    if (!*page) *page = TAKE(c->a, COUNT_PAGE, uint32_t);
    (*page)[slot % COUNT_PAGE] += n;
}
/* Adds those of a segment. */
void segment_add_counts(const segment *, segment_counts *sum);

/* ---- lists ---- */

static inline uint64_t segment_key(uint64_t gram_key)
{
    return gram_key >> (64 - KEY_BITS);
}

/* Which part of so many a key, or a document's id, belongs to. */
static inline uint32_t segment_part_of(uint64_t hash, uint32_t parts)
{
    return (uint32_t)((hash & UINT32_MAX) * parts >> 32);
}

/* By how many bits the places of a text of so many tokens are coarsened. */
static inline unsigned segment_coarse(uint32_t tokens)
{
    unsigned by = 0;
    while (tokens >> by >= 1u << PLACE_BITS) by++;
    return by;
}

typedef struct {
    uint64_t bit; /* of its first (document, place) */
    uint32_t n;
} segment_list;

typedef struct {
    uint32_t document, place; /* place: as kept, coarse */
} segment_posting;

/* Goes through the lists in order of key. */
typedef struct {
    const segment *s;
    uint64_t bucket, left; /* the next bucket; lists left in this one */
    bit_reader bits;
    uint64_t key;
    segment_list list;
} segment_walk;

/* False when the lists are through.  Leaves with HS_BAD_CASE when they cannot be read. */
bool segment_next(arena *, segment_walk *);
/* The list of a key; false when there is none. */
bool segment_find(arena *, const segment *, uint64_t key, segment_list *);
segment_posting segment_at(arena *, const segment *, const segment_list *, uint32_t i);

#endif
