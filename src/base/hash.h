/*
 * hash.h - XXH3 for tables, SHA-256 for evidence.  Both are the libraries'; this is their door.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H
#include "base/str.h"

uint64_t hash_bytes(hs_str);                       /* XXH3, 64 bits, no seed */
uint64_t hash_with(hs_str, uint64_t seed);         /* XXH3, 64 bits */
uint64_t hash_u64(uint64_t);                       /* a mix of the bits, one to one */

enum { SHA256_BYTES = 32 };
void sha256(hs_str, unsigned char out[SHA256_BYTES]);
hs_str sha256_hex(arena *, hs_str bytes);          /* 64 lower-case hex digits */

#endif
