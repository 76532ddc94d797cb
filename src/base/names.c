/*
 * names.c - the bytes of all names in blocks, each behind its length; a table of where each begins; slots by hash.
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

hs_str names_at(const names *x, size_t number)
{
    const char *p = x->blocks.at[x->at[number] >> BLOCK_BITS] + (x->at[number] & (BLOCK - 1));
    uint16_t n;
    memcpy(&n, p, sizeof n);
    return (hs_str){ p + sizeof n, n };
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

void names_expect_number(const names *x, uint64_t hash)
{
    if (is_small(x)) return;
    uint32_t number = (uint32_t)x->slots[place_of(x, hash)];
    if (number) __builtin_prefetch(&x->at[number - 1]);
}

void names_expect_bytes(const names *x, uint64_t hash)
{
    if (is_small(x)) return;
    uint32_t number = (uint32_t)x->slots[place_of(x, hash)];
    if (number) __builtin_prefetch(names_at(x, number - 1).p);
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
        x->slots[s] = hash >> 32 << 32 | (i + 1);
    }
}

static void add(names *x, hs_str name)
{
    uint16_t n = (uint16_t)name.n;
    if (name.n > NAMES_LONGEST) arena_leave(x->a, HS_LIMIT, "a name of %zu bytes is too long", name.n);
    if (x->n >= NAMES_MOST) arena_leave(x->a, HS_LIMIT, "more than 2^31 names");
    if (!x->blocks.n || BLOCK - x->used < sizeof n + name.n) {
        if (x->blocks.n == BLOCKS_MOST) arena_leave(x->a, HS_LIMIT, "four gigabytes of names");
        *VEC_ADD(x->a, &x->blocks) = TAKE(x->a, BLOCK, char);
        x->used = 0;
    }
    char *p = x->blocks.at[x->blocks.n - 1] + x->used;
    memcpy(p, &n, sizeof n);
    if (n) memcpy(p + sizeof n, name.p, n);
    *VEC_ADD(x->a, x) = (uint32_t)((x->blocks.n - 1) << BLOCK_BITS | x->used);
    x->used += sizeof n + n;
}

uint32_t names_put(names *x, hs_str name, uint64_t hash)
{
    if (x->n >= x->slot_count / 4 * 3) grow(x);
    size_t mask = x->slot_count - 1, s = place_of(x, hash);
    while (x->slots[s]) {
        uint32_t number = (uint32_t)x->slots[s] - 1;
        if (x->slots[s] >> 32 == hash >> 32 && str_eq(names_at(x, number), name)) return number;
        s = (s + 1) & mask;
    }
    add(x, name);
    x->slots[s] = hash >> 32 << 32 | x->n;
    return (uint32_t)x->n - 1;
}
