/*
 * speed.c - how fast a table is weighed, beside what the memory gives: a made table of N claims (default 10^7).
 *
 * One true value an item, 8 false ones (the first has half of the errors, the next half of the rest ...), a tenth as
 * many items as claims, sources of Zipf's sizes with accuracies from .45 to .95.  Printed: seconds to sort and fold, an
 * iteration of the model (claims/s), the whole with copying, intervals and pivots, and in the same run the speed of
 * reading the same number of bytes, as claims/s if memory were the only limit.
 */
#include "base/random.h"
#include "weigh/table.h"
#include "weigh/weigh.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { FALSE_VALUES = 8 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint32_t zipf(rng *r, uint32_t n)
{
    return (uint32_t)(exp(rng_unit(r) * log((double)n + 1)) - 1);
}

static weigh_row *make(arena *a, uint32_t n)
{
    uint32_t items = n / 10, sources = (uint32_t)(sqrt(n) / 2);
    rng r = rng_seed(1);
    weigh_row *row = TAKE(a, n, weigh_row);
    double *accuracy = TAKE(a, sources, double);
    for (uint32_t s = 0; s < sources; s++) accuracy[s] = 0.45 + 0.5 * rng_unit(&r);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t s = zipf(&r, sources), value = 0;
        if (rng_unit(&r) >= accuracy[s])
            for (value = 1; value < FALSE_VALUES && rng_unit(&r) < 0.5; value++) {
            }
        row[i] = (weigh_row){ .source = s,
                              .item = (uint32_t)rng_below(&r, items),
                              .value = value,
                              .origin = WEIGH_NONE,
                              .certainty = 3,
                              .time = NAN };
    }
    return row;
}

/* Claims/s if a claim cost nothing but reading its bytes. */
static double memory_limit(const table *t)
{
    volatile uint64_t sum = 0;
    size_t words = t->voices * sizeof(voice) / sizeof(uint64_t);
    const uint64_t *p = (const uint64_t *)(const void *)t->voice;
    double begin = seconds();
    for (int round = 0; round < 10; round++) {
        uint64_t x = 0;
        for (size_t i = 0; i < words; i++) x += p[i];
        sum += x;
    }
    return 10.0 * t->voices / (seconds() - begin);
}

int main(int n_args, char **args)
{
    uint32_t n = n_args > 1 ? (uint32_t)strtoul(args[1], NULL, 10) : 10000000;
    arena *a = arena_open(NULL, 0);
    weigh_row *row = make(a, n);
    double begin = seconds();
    const table *t = table_make(a, row, n);
    double sorted = seconds() - begin;
    printf("claims %u, voices %u, sources %u, items %u\nsort and fold %.2f s\n", n, t->voices, t->sources, t->items,
           sorted);
    arena *b = arena_open(NULL, 0);
    begin = seconds();
    const weigh_result *r = weigh_run(b, row, n, &(weigh_options){ .keep_copies = true });
    double all = seconds() - begin, each = (all - sorted) / r->iterations, limit = memory_limit(t);
    printf("%u iterations, %.3f s each: %.1f M claims/s; reading alone %.0f M claims/s: %.3f of it\n", r->iterations,
           each, 1e-6 * t->voices / each, 1e-6 * limit, t->voices / each / limit);
    printf("the whole, origins given %.1f s", all);
    arena_reset(b);
    begin = seconds();
    weigh_run(b, row, n, NULL);
    printf("; copying looked for %.1f s\n", seconds() - begin);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("resident %.0f bytes a claim\n", (double)use.ru_maxrss * 1024 / n);
    arena_close(b);
    arena_close(a);
    return 0;
}
