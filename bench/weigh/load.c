/*
 * load.c - how fast a table is read and its values numbered, beside reading the same file and counting its lines in the
 * same run: load FILE.  CPU seconds; the machine may be busy with other things.
 */
#include "pipeline/weigh_csv.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static unsigned long count_lines(const char *path)
{
    static char piece[1 << 20];
    unsigned long lines = 0;
    int fd = open(path, O_RDONLY);
    for (ssize_t n; fd >= 0 && (n = read(fd, piece, sizeof piece)) > 0;)
        for (ssize_t i = 0; i < n; i++) lines += piece[i] == '\n';
    if (fd >= 0) close(fd);
    return lines;
}

static void tell(void *ctx, const char *what)
{
    (void)ctx;
    puts(what);
}

static void load(arena *a, const char *path)
{
    static const schema none;
    double begin = seconds();
    unsigned long lines = count_lines(path);
    double plain = seconds() - begin;
    FILE *in = fopen(path, "rb");
    if (!in) return;
    begin = seconds();
    const claim_table *t = weigh_csv(a, in, &none, tell, NULL);
    double all = seconds() - begin, rows = (double)t->rows.rows;
    fclose(in);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("%lu lines counted in %.3f s; %.0f rows of %zu sources on %zu items read and numbered in %.3f s: %.2f M rows/s, %.1f "
           "times as long; resident %.1f bytes a row\n",
           lines, plain, rows, t->sources.n, t->items.n, all, 1e-6 * rows / all, all / plain,
           (double)use.ru_maxrss * 1024 / rows);
}

int main(int n_args, char **args)
{
    arena *a = arena_open(NULL, 0);
    if (n_args != 2 || !a) return 2;
    int status = 0;
    if (ARENA_DOOR(a)) {
        load(a, args[1]);
    } else {
        printf("%s\n", arena_failure(a)->what);
        status = 1;
    }
    arena_close(a);
    return status;
}
