/*
 * mutate.c - runs a fuzz target over changed copies of the files of a folder: for compilers without libFuzzer, and for a
 * count of texts that may be named in a report.
 *
 *   mutate FOLDER COUNT [SEED [LONGEST]]
 *
 * Each text is a stretch of one file, of at most LONGEST bytes (400), in which some bytes were flipped, cut, doubled or
 * replaced by what breaks readers: halves of letters, control bytes, marks of direction, letters of no width, emoji,
 * quotes and brackets that never close.
 */
#include "base/file.h"
#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { STRETCH = 400 };

typedef struct {
    arena *a;
    VEC(hs_str) file;
} folder;

static bool visit(void *ctx, const char *path, uint64_t size, const char *reason)
{
    folder *f = ctx;
    if (!reason && size) *VEC_ADD(f->a, &f->file) = file_read(f->a, path, 1 << 24);
    return true;
}

static const char *const NASTY[] = { "\xff", "\xe2\x80", "\xf0\x9f\x98\x80", "\xe2\x80\x8f", "\xe2\x80\xae", "\xe2\x80\x8b", "\xef\xbb\xbf", "\x01",
                                     "\x1b[0m", "\r", "\n\n", "\t", "\"", "\xe2\x80\x9c", "(", ")", "[", "'s ", ". ", "...", "-", "U.S. ", "A.B.C. ",
                                     "he ", "the group ", "\xc3", "\xcc\x81", "\xf4\x90\x80\x80", "\xed\xa0\x80", "@x ", "http://x/", "#1 ", "0" };

static void mutate_once(arena *a, rng *r, buf *b)
{
    size_t at = (size_t)rng_below(r, b->n + 1), n = 1 + (size_t)rng_below(r, 12);
    hs_str all = buf_str(b), head = str_sub(all, 0, at), tail = str_sub(all, at, all.n);
    buf out = { .a = a };
    buf_add(&out, head);
    switch (rng_below(r, 5)) {
    case 0: buf_byte(&out, (char)rng_below(r, 256)); break;
    case 1: tail = str_sub(tail, n < tail.n ? n : tail.n, tail.n); break;
    case 2: buf_add(&out, str_sub(tail, 0, n < tail.n ? n : tail.n)); break;
    default: buf_add(&out, str_of(NASTY[rng_below(r, sizeof NASTY / sizeof *NASTY)]));
    }
    buf_add(&out, tail);
    *b = out;
}

static void one(arena *a, rng *r, const folder *f, uint64_t longest)
{
    enum { CHANGES = 12 };
    hs_str file = f->file.at[rng_below(r, f->file.n)];
    size_t begin = (size_t)rng_below(r, file.n), n = 1 + (size_t)rng_below(r, longest);
    buf b = { .a = a };
    buf_add(&b, str_sub(file, begin, begin + n < file.n ? begin + n : file.n));
    for (uint64_t i = rng_below(r, CHANGES); i > 0; i--) mutate_once(a, r, &b);
    LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
}

static void run(arena *a, const char *path, unsigned long count, uint64_t seed, uint64_t longest)
{
    folder f = { .a = a };
    rng r = rng_seed(seed);
    file_walk(a, path, visit, &f);
    if (!f.file.n) arena_leave(a, HS_BAD_INPUT, "%s: no file to change", path);
    for (unsigned long i = 0; i < count; i++) {
        arena_mark here = arena_here(a);
        one(a, &r, &f, longest);
        arena_rollback(a, here);
    }
}

int main(int count, char **argument)
{
    arena *a = arena_open(NULL, 0);
    if (!a || count < 3) {
        fprintf(stderr, "usage: %s FOLDER COUNT [SEED [LONGEST]]\n", argument[0]);
        return 2;
    }
    unsigned long texts = strtoul(argument[2], NULL, 10), seed = count > 3 ? strtoul(argument[3], NULL, 10) : 1,
                  longest = count > 4 ? strtoul(argument[4], NULL, 10) : STRETCH;
    printf("%lu texts, seed %lu\n", texts, seed);
    fflush(stdout);
    if (!ARENA_DOOR(a)) {
        fprintf(stderr, "%s\n", arena_failure(a)->what);
        return 1;
    }
    run(a, argument[1], texts, seed, longest ? longest : STRETCH);
    arena_door_shut(a);
    arena_close(a);
    puts("no promise broken");
    return 0;
}
