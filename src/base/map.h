/*
 * map.h - from strings to numbers, in an arena; walking it gives the keys in the order they came.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include "base/str.h"

typedef struct {
    hs_str key;
    uint64_t hash;
    uint64_t value;
} map_entry;

/* Zero-initialise with the arena: map m = { .a = a }.  Entries 0..n-1 in order of arrival. */
typedef struct {
    arena *a;
    map_entry *at;
    size_t n, room;
    uint32_t *slots; /* entry number + 1, open addressing */
    size_t slot_count;
} map;

/* The value of key, for reading and writing; a new key gets 0 (is_new may be NULL).  Keys are copied. */
uint64_t *map_put(map *, hs_str key, bool *is_new);
/* The value of key, or NULL. */
const uint64_t *map_get(const map *, hs_str key);
/* The same for who knows the key's hash already: hash_bytes(key). */
const uint64_t *map_get_hashed(const map *, hs_str key, uint64_t hash);

#endif
