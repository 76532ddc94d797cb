/*
 * names.c - the bytes of all names in blocks, each behind its number and length; a table of where each begins; slots by
 * hash that lead there too.
 *
 * A slot holds half of the hash, so that another name's bytes are hardly ever looked at.  Linear probing at most three
 * quarters full.  Hashes are seeded by nothing: the same names in the same order make the same table on every machine.
 */
#include "base/names.h"

#include "base/hash.h"

enum { BLOCK_BITS = 16, BLOCK = 1 << BLOCK_BITS, BLOCKS_MOST = 1 << (32 - BLOCK_BITS), SLOTS_FIRST = 64, SMALL = 1 << 13 };
#define NAMES_MOST ((size_t)1 << 31)

uint64_t names_hash(hs_str s)
{
    return hash_bytes(s);
}

/* What stands before the bytes of a name. */
typedef struct {
    uint32_t number;
    uint16_t n;
} head;
enum { HEAD = sizeof(uint32_t) + sizeof(uint16_t) };

static const char *place_at(const names *x, uint32_t at)
{
    return x->blocks.at[at >> BLOCK_BITS] + (at & (BLOCK - 1));
}

static head head_at(const char *p)
{
    head h;
    memcpy(&h.number, p, sizeof h.number);
    memcpy(&h.n, p + sizeof h.number, sizeof h.n);
    return h;
}

hs_str names_at(const names *x, size_t number)
{
    const char *p = place_at(x, x->at[number]);
    return (hs_str){ p + HEAD, head_at(p).n };
}

/* The first place for this hash that is free or may hold its name. */
static size_t place_of(const names *x, uint64_t hash)
{
    size_t mask = x->slot_count - 1, i = (size_t)hash & mask;
    while (x->slots[i] && x->slots[i] >> 32 != hash >> 32) i = (i + 1) & mask;
    return i;
}

/* A small table is near anyway. */
static bool is_small(const names *x)
{
    return x->slot_count < SMALL;
}

void names_expect_slot(const names *x, uint64_t hash)
{
    if (!is_small(x)) __builtin_prefetch(&x->slots[(size_t)hash & (x->slot_count - 1)]);
}

void names_expect_bytes(const names *x, uint64_t hash)
{
    if (is_small(x)) return;
    uint32_t at = (uint32_t)x->slots[place_of(x, hash)];
    if (at) __builtin_prefetch(place_at(x, at - 1));
}

/* A slot keeps but half of the hash, so each name is hashed anew. */
static void grow(names *x)
{
    size_t count = x->slot_count ? x->slot_count * 2 : SLOTS_FIRST;
    x->slots = TAKE(x->scratch, count, uint64_t);
    x->slot_count = count;
    for (size_t i = 0; i < x->n; i++) {
        uint64_t hash = hash_bytes(names_at(x, i));
        size_t s = (size_t)hash & (count - 1);
        while (x->slots[s]) s = (s + 1) & (count - 1);
        x->slots[s] = hash >> 32 << 32 | (x->at[i] + 1);
    }
}

static void add(names *x, hs_str name)
{
    if (name.n > NAMES_LONGEST) arena_leave(x->a, HS_LIMIT, "a name of %zu bytes is too long", name.n);
    if (x->n >= NAMES_MOST) arena_leave(x->a, HS_LIMIT, "more than 2^31 names");
    if (!x->blocks.n || BLOCK - x->used < HEAD + name.n) {
        if (x->blocks.n == BLOCKS_MOST - 1) arena_leave(x->a, HS_LIMIT, "four gigabytes of names");
        *VEC_ADD(x->a, &x->blocks) = TAKE(x->a, BLOCK, char);
        x->used = 0;
    }
    head h = { (uint32_t)x->n, (uint16_t)name.n };
    char *p = x->blocks.at[x->blocks.n - 1] + x->used;
    memcpy(p, &h.number, sizeof h.number);
    memcpy(p + sizeof h.number, &h.n, sizeof h.n);
    if (name.n) memcpy(p + HEAD, name.p, name.n);
    *VEC_ADD(x->a, x) = (uint32_t)((x->blocks.n - 1) << BLOCK_BITS | x->used);
    x->used += HEAD + name.n;
}

uint32_t names_put(names *x, hs_str name, uint64_t hash)
{
    if (x->n >= x->slot_count / 4 * 3) grow(x);
    size_t mask = x->slot_count - 1, s = place_of(x, hash);
    while (x->slots[s]) {
        const char *p = place_at(x, (uint32_t)x->slots[s] - 1);
        head h = head_at(p);
        if (x->slots[s] >> 32 == hash >> 32 && str_eq((hs_str){ p + HEAD, h.n }, name)) return h.number;
        s = (s + 1) & mask;
    }
    add(x, name);
    x->slots[s] = hash >> 32 << 32 | (x->at[x->n - 1] + 1);
    return (uint32_t)x->n - 1;
}
