/*
 * map.c - open addressing over a list of entries.  Hashes are seeded by nothing: the same keys in the
 * same order make the same map on every machine.  Linear probing at most half full.
 */
#include "base/map.h"

#include "base/hash.h"

static size_t slot_of(const map *m, hs_str key, uint64_t hash)
{
    size_t mask = m->slot_count - 1, i = (size_t)hash & mask;
    while (m->slots[i]) {
        const map_entry *e = &m->at[m->slots[i] - 1];
        if (e->hash == hash && str_eq(e->key, key)) return i;
        i = (i + 1) & mask;
    }
    return i;
}

static void grow(map *m)
{
    size_t count = m->slot_count ? m->slot_count * 2 : 16;
    if (count > UINT32_MAX / 2) arena_leave(m->a, HS_LIMIT, "a map of %zu keys is too large", m->n);
    m->slots = TAKE(m->a, count, uint32_t);
    m->slot_count = count;
    for (size_t i = 0; i < m->n; i++) {
        size_t s = (size_t)m->at[i].hash & (count - 1);
        while (m->slots[s]) s = (s + 1) & (count - 1);
        m->slots[s] = (uint32_t)i + 1;
    }
}

uint64_t *map_put(map *m, hs_str key, bool *is_new)
{
    if ((m->n + 1) * 2 > m->slot_count) grow(m);
    uint64_t hash = hash_bytes(key);
    size_t s = slot_of(m, key, hash);
    bool fresh = !m->slots[s];
    if (is_new) *is_new = fresh;
    if (!fresh) return &m->at[m->slots[s] - 1].value;
    map_entry *e = VEC_ADD(m->a, m);
    *e = (map_entry){ .key = arena_str(m->a, key), .hash = hash };
    m->slots[s] = (uint32_t)m->n;
    return &e->value;
}

const uint64_t *map_get_hashed(const map *m, hs_str key, uint64_t hash)
{
    if (!m->slot_count) return NULL;
    uint32_t at = m->slots[slot_of(m, key, hash)];
    return at ? &m->at[at - 1].value : NULL;
}

const uint64_t *map_get(const map *m, hs_str key)
{
    return m->slot_count ? map_get_hashed(m, key, hash_bytes(key)) : NULL;
}
