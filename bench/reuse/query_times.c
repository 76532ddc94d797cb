/*
 * query_times.c - how long an index takes to open, and each query after the first: seconds of this process's processor.
 *
 *     query_times INDEX < docs.jsonl          (built and run by bench/reuse/index.sh)
 *
 * Each record is asked about under another id, so that a text that is in the index finds itself.
 */
#include "base/file.h"
#include "pipeline/reuse_records.h"
#include "reuse/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static void run(arena *of_index, arena *records, arena *scratch, const char *folder)
{
    arena *long_lived = of_index;
    const background *b = background_open(long_lived, "data/models/reuse.model");
    double begin = now(CLOCK_MONOTONIC);
    reuse_index *x = reuse_index_open(of_index, scratch, folder, false, NULL);
    double opened = now(CLOCK_MONOTONIC) - begin;
    reuse_options o = { .background = b };
    enum { MOST = 1 << 20 };
    static double took[MOST];
    size_t n = 0, copies = 0, room = 0;
    char *line = NULL;
    for (ssize_t got; n < MOST && (got = getline(&line, &room, stdin)) > 0;) {
        reuse_document d;
        arena_mark here = arena_here(records);
        if (reuse_record(records, (hs_str){ line, (size_t)got }, &d)) continue;
        d.id = arena_printf(records, "asked-%s", d.id.p);
        double from = now(CLOCK_THREAD_CPUTIME_ID);
        copies += reuse_index_query(&x, 1, records, scratch, &d, &o).copies;
        took[n++] = now(CLOCK_THREAD_CPUTIME_ID) - from;
        arena_rollback(records, here);
    }
    free(line);
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += took[i];
    qsort(took, n, sizeof *took, by_size);
    reuse_index_facts f = reuse_index_about(x);
    printf("%llu documents, %llu bytes of text, %.3f bytes of index a byte; opened in %.1f ms\n", (unsigned long long)f.documents,
           (unsigned long long)f.text_bytes, (double)f.index_bytes / (double)f.text_bytes, opened * 1e3);
    if (n)
        printf("%zu queries, %zu passages; mean %.3f ms, median %.3f, 99 %% %.3f, worst %.3f\n", n, copies,
               sum / (double)n * 1e3, took[n / 2] * 1e3, took[n * 99 / 100] * 1e3, took[n - 1] * 1e3);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    arena *a[3] = { arena_open(NULL, 0), arena_open(NULL, 0), arena_open(NULL, 0) };
    for (int i = 0; i < 3; i++)
        if (!ARENA_DOOR(a[i])) {
            fprintf(stderr, "%s\n", arena_failure(a[i])->what);
            return 1;
        }
    run(a[0], a[1], a[2], argv[1]);
    for (int i = 0; i < 3; i++) arena_close(a[i]);
    return 0;
}
