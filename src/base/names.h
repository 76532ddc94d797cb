/*
 * names.h - numbers for strings that come back again and again, where there are millions of them.
 *
 * As map.h, but a name costs its bytes and ten more, and what is only needed while names are added lies in an arena of its
 * own.  Looking up one name waits for memory twice in turn (slot, bytes); who has several to look up tells of each
 * beforehand, step by step, and the waiting is done at once for all:
 *
 *     for each: hash = names_hash(name), names_expect_slot; for each: names_expect_bytes; for each: names_put
 */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H
#include "base/str.h"

enum { NAMES_LONGEST = 65000 };

/* names x = { .a = a, .scratch = s }.  Names 0 .. n-1 in order of arrival. */
typedef struct {
    arena *a;
    arena *scratch; /* when it goes, names can be read and no longer added; may be a */
    uint32_t *at;   /* of each name: where its bytes lie */
    size_t n, room;
    VEC(char *) blocks;
    size_t used;     /* of the last block */
    uint64_t *slots; /* upper half of the hash, where the bytes lie + 1: open addressing */
    size_t slot_count;
} names;

uint64_t names_hash(hs_str);
void names_expect_slot(const names *, uint64_t hash);
void names_expect_bytes(const names *, uint64_t hash);
/* The number of a name, which is copied if it is new.  Leaves with HS_LIMIT beyond NAMES_LONGEST bytes, 2^31 names or four
 * gigabytes of them. */
uint32_t names_put(names *, hs_str, uint64_t hash);
hs_str names_at(const names *, size_t number);

#endif
