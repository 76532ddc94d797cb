/*
 * hash.c - XXH3 and SHA-256 from their libraries.
 */
#include "base/hash.h"

#include <openssl/sha.h>
#include <xxhash.h>

uint64_t hash_bytes(hs_str s)
{
    return XXH3_64bits(s.p, s.n);
}

uint64_t hash_with(hs_str s, uint64_t seed)
{
    return XXH3_64bits_withSeed(s.p, s.n, seed);
}

/* The finalizer of SplitMix64 (Steele, Lea, Flood 2014, figure 16). */
uint64_t hash_u64(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

void sha256(hs_str bytes, unsigned char out[SHA256_BYTES])
{
    SHA256((const unsigned char *)bytes.p, bytes.n, out);
}

hs_str sha256_hex(arena *a, hs_str bytes)
{
    static const char digit[] = "0123456789abcdef";
    unsigned char raw[SHA256_BYTES];
    sha256(bytes, raw);
    char *hex = arena_take(a, SHA256_BYTES * 2 + 1);
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        hex[2 * i] = digit[raw[i] >> 4];
        hex[2 * i + 1] = digit[raw[i] & 15];
    }
    return (hs_str){ hex, SHA256_BYTES * 2 };
}
