/*
 * speed.c - how fast a table is weighed, beside what the memory gives: a made table of N claims (default 10^7).
 *
 * One true value an item, 8 false ones (the first has half of the errors, the next half of the rest ...), a tenth as
 * many items as claims, sources of Zipf's sizes with accuracies from .45 to .95.  Printed: seconds to sort and fold, an
 * iteration of the model (claims/s), the whole with copying, intervals and pivots, and in the same run the speed of
 * reading the same number of bytes, as claims/s if memory were the only limit.  speed N table prints the table instead.
 */
#include "base/random.h"
#include "weigh/open.h"
#include "weigh/weigh.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { FALSE_VALUES = 8, ROUNDS = 10 };

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

static weigh_columns make(arena *a, uint32_t n)
{
    uint32_t items = n / 10, sources = (uint32_t)(sqrt(n) / 2);
    rng r = rng_seed(1);
    uint32_t *source = TAKE(a, n, uint32_t), *item = TAKE(a, n, uint32_t), *value = TAKE(a, n, uint32_t);
    double *accuracy = TAKE(a, sources, double);
    for (uint32_t s = 0; s < sources; s++) accuracy[s] = 0.45 + 0.5 * rng_unit(&r);
    for (uint32_t i = 0; i < n; i++) {
        source[i] = zipf(&r, sources);
        if (rng_unit(&r) >= accuracy[source[i]])
            for (value[i] = 1; value[i] < FALSE_VALUES && rng_unit(&r) < 0.5; value[i]++) {
            }
        item[i] = (uint32_t)rng_below(&r, items);
    }
    return (weigh_columns){ .rows = n, .source = source, .item = item, .value = value };
}

/* Claims/s if a claim cost nothing but reading its bytes. */
static double memory_limit(const table *t)
{
    volatile uint64_t sum; /* keeps the reading from being left out */
    size_t words = t->voices * sizeof(voice) / sizeof(uint64_t);
    const uint64_t *p = (const uint64_t *)(const void *)t->voice;
    double begin = seconds();
    for (int round = 0; round < 10; round++) {
        uint64_t x = 0;
        for (size_t i = 0; i < words; i++) x += p[i];
        sum = x;
        (void)sum;
    }
    return 10.0 * t->voices / (seconds() - begin);
}

/* Takes the answers, as a program that writes them would. */
static void take(void *ctx, uint32_t item, const weigh_value *v, uint32_t n)
{
    double *sum = ctx;
    (void)item;
    for (uint32_t i = 0; i < n; i++) *sum += v[i].belief;
}

static void iterations(arena *a, const weigh_columns *c)
{
    double begin = seconds();
    const table *t = table_make(a, c, true);
    printf("claims %zu, voices %u, sources %u, items %u, values %u\nsort and fold %.2f s\n", c->rows, t->voices,
           t->sources, t->items, t->values_all, seconds() - begin);
    open_model *m = open_start(a, t, (facets){ 0 });
    open_iterate(m);
    begin = seconds();
    for (int i = 0; i < ROUNDS; i++) open_iterate(m);
    double each = (seconds() - begin) / ROUNDS, limit = memory_limit(t);
    printf("an iteration %.3f s: %.1f M claims/s; reading alone %.0f M claims/s: %.3f of it\n", each,
           1e-6 * t->voices / each, 1e-6 * limit, t->voices / each / limit);
}

static void whole(arena *a, const weigh_columns *c, bool keep_copies)
{
    double sum = 0, begin = seconds();
    const weigh_result *r =
        weigh_run_columns(a, c, &(weigh_options){ .keep_copies = keep_copies, .each = take, .ctx = &sum });
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("the whole%s %.1f s, %u iterations, sum of beliefs %.3f; resident %.0f bytes a claim\n",
           keep_copies ? "" : ", copying looked for", seconds() - begin, r->iterations, sum,
           (double)use.ru_maxrss * 1024 / (double)c->rows);
}

/* A document of 20 claims, on known and new items, into the table. */
static void one_more(arena *a, const weigh_columns *c)
{
    enum { TIMES = 50, CLAIMS = 20 };
    arena *scratch = arena_open(NULL, 0);
    rng r = rng_seed(2);
    double sum = 0, begin = seconds();
    weigh_kept *k = weigh_keep(a, c, &(weigh_options){ .keep_copies = true });
    printf("kept for more in %.1f s\n", seconds() - begin);
    begin = seconds();
    for (int t = 0; t < TIMES; t++) {
        weigh_row row[CLAIMS];
        for (int i = 0; i < CLAIMS; i++)
            row[i] = (weigh_row){ .source = c->source[rng_below(&r, c->rows)], .item = c->item[rng_below(&r, c->rows)],
                                  .value = (uint32_t)rng_below(&r, FALSE_VALUES), .origin = WEIGH_NONE, .certainty = 3,
                                  .time = NAN };
        weigh_more(k, scratch, row, CLAIMS, take, &sum);
    }
    printf("a document of %d claims: %.3f ms (mean of %d)\n", CLAIMS, 1e3 * (seconds() - begin) / TIMES, TIMES);
    arena_close(scratch);
}

/* The same table as CSV, for hearsay weigh. */
static void print_table(const weigh_columns *c)
{
    puts("source,object,attribute,value");
    for (size_t i = 0; i < c->rows; i++)
        printf("source%u,item%u,state,%u\n", c->source[i], c->item[i], (c->item[i] * 31 + c->value[i]) % 1000);
}

int main(int n_args, char **args)
{
    uint32_t n = n_args > 1 ? (uint32_t)strtoul(args[1], NULL, 10) : 10000000;
    arena *a = arena_open(NULL, 0), *b = arena_open(NULL, 0);
    weigh_columns c = make(a, n);
    if (n_args > 2) {
        print_table(&c);
        return 0;
    }
    for (int part = 0; part < 4; part++) {
        if (!part) iterations(b, &c);
        else if (part < 3) whole(b, &c, part == 1);
        else one_more(b, &c);
        arena_reset(b);
    }
    arena_close(b);
    arena_close(a);
    return 0;
}
