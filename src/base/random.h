/*
 * random.h - seeded random numbers: xoshiro256** (Blackman, Vigna 2021), the same on every machine.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H
#include <stdint.h>

typedef struct {
    uint64_t s[4];
} rng;

rng rng_seed(uint64_t seed);
uint64_t rng_u64(rng *);
uint64_t rng_below(rng *, uint64_t n); /* 0 .. n-1, unbiased; n > 0 */
double rng_unit(rng *);                /* [0, 1) */
double rng_normal(rng *);              /* mean 0, variance 1 */

#endif
