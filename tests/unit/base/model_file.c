/*
 * model_file.c - a model file that was written opens; one that was damaged anywhere does not.
 */
#include "base/model_file.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/random.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

enum { KIND = 40, VERSION = 56, SECTIONS = 60, LENGTH = 64, TABLE = 72, ENTRY = 40 };

static hs_str sample(arena *a)
{
    static const float weight[5] = { 1, 2, 3, 4, 5 };
    model_writer w = { .a = a, .kind = "sample", .version = 3 };
    model_add(&w, "weight", weight, sizeof weight);
    model_add(&w, "empty", "", 0);
    model_add(&w, "words", "one\ntwo\n", 8);
    return model_bake(&w);
}

/* NULL when the bytes open, else what was said. */
static const char *refusal(arena *a, hs_str bytes)
{
    if (ARENA_DOOR(a)) {
        model_check(a, bytes, "x.model", "sample", 3);
        arena_door_shut(a);
        return NULL;
    }
    assert_int_equal(arena_failure(a)->status, HS_BAD_MODEL);
    assert_true(!strncmp(arena_failure(a)->what, "x.model: ", 9));
    return arena_failure(a)->what;
}

static void opens(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    hs_str bytes = sample(a);
    const model_file *m = model_check(a, bytes, "x.model", "sample", 3);
    const float *weight = model_array(m, "weight", 5, sizeof *weight);
    assert_true(weight[0] == 1 && weight[4] == 5);
    assert_true((uintptr_t)((const char *)weight - bytes.p) % MODEL_ALIGN == 0);
    assert_int_equal(model_bytes(m, "empty").n, 0);
    assert_true(str_eq(model_bytes(m, "words"), str_of("one\ntwo\n")));
    assert_true(model_has(m, "words") && !model_has(m, "word"));
    assert_true(str_eq(bytes, sample(a))); /* the same bytes from the same sections */
    arena_door_shut(a);
    arena_close(a);
}

static void nothing_inside(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    model_writer w = { .a = a, .kind = "sample", .version = 3 };
    assert_null(refusal(a, model_bake(&w)));
    arena_close(a);
}

static void saved_and_mapped(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    char path[64];
    snprintf(path, sizeof path, "/tmp/hearsay-model-%ld", (long)getpid());
    model_writer w = { .a = a, .kind = "sample", .version = 3 };
    model_add(&w, "words", "one\n", 4);
    hs_error err;
    assert_int_equal(model_save(&w, path, &err), HS_OK);
    const model_file *m = model_open(a, path, "sample", 3);
    assert_true(str_eq(model_bytes(m, "words"), str_of("one\n")));
    unlink(path);
    arena_door_shut(a);
    arena_close(a);
}

static void every_flipped_bit(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str good = sample(a);
    char *p = arena_take(a, good.n);
    memcpy(p, good.p, good.n);
    for (size_t bit = 0; bit < good.n * 8; bit++) {
        p[bit / 8] = (char)(p[bit / 8] ^ (1 << bit % 8));
        arena_mark here = arena_here(a);
        if (!refusal(a, (hs_str){ p, good.n })) fail_msg("bit %zu flipped, and it opened", bit);
        arena_rollback(a, here);
        p[bit / 8] = (char)(p[bit / 8] ^ (1 << bit % 8));
    }
    assert_null(refusal(a, (hs_str){ p, good.n }));
    arena_close(a);
}

static void every_length(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str good = sample(a);
    for (size_t n = 0; n < good.n; n++)
        if (!refusal(a, str_sub(good, 0, n))) fail_msg("cut to %zu bytes, and it opened", n);
    char *longer = arena_take(a, good.n + 1);
    memcpy(longer, good.p, good.n);
    assert_non_null(refusal(a, (hs_str){ longer, good.n + 1 }));
    arena_close(a);
}

/* Files that somebody sealed with wrong contents: `n` bytes at `at` are replaced, then sealed anew. */
static const struct {
    const char *what;
    size_t at;
    const char *bytes;
    size_t n;
} FORGED[] = {
    { "another kind", KIND, "simple", 6 },
    { "no kind", KIND, "\0\0\0\0\0\0", 6 },
    { "kind that never ends", KIND, "samplesamplesamp", 16 },
    { "bytes behind the kind", KIND + 10, "x", 1 },
    { "older version", VERSION, "\2", 1 },
    { "newer version", VERSION, "\4", 1 },
    { "no sections but bytes", SECTIONS, "\0", 1 },
    { "a section fewer", SECTIONS, "\2", 1 },
    { "a section more", SECTIONS, "\4", 1 },
    { "sections without end", SECTIONS, "\377\377\377\377", 4 },
    { "more sections than fit", SECTIONS, "\377\3", 2 },
    { "length too short", LENGTH, "\1", 1 },
    { "length without end", LENGTH, "\377\377\377\377\377\377\377\377", 8 },
    { "section without name", TABLE, "\0\0\0\0\0\0", 6 },
    { "name that never ends", TABLE, "abcdefghijklmnopqrstuvwx", 24 },
    { "bytes behind the name", TABLE + 20, "x", 1 },
    { "offset into the table", TABLE + 24, "\100\0", 2 },
    { "offset not aligned", TABLE + 24, "\301\0", 2 },
    { "offset outside", TABLE + 24, "\0\0\1", 3 },
    { "offset without end", TABLE + 24, "\300\377\377\377\377\377\377\377", 8 },
    { "section too long", TABLE + 32, "\377\0", 2 },
    { "length that wraps", TABLE + 32, "\377\377\377\377\377\377\377\377", 8 },
    { "two of one name", TABLE + 2 * ENTRY, "empty", 6 },
    { "across the one before", TABLE + 2 * ENTRY + 24, "\300\0", 2 },
    { "bytes behind the last", TABLE + 2 * ENTRY + 32, "\7", 1 },
};

static void forged(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str good = sample(a);
    for (size_t i = 0; i < sizeof FORGED / sizeof *FORGED; i++) {
        char *p = arena_take(a, good.n);
        memcpy(p, good.p, good.n);
        memcpy(p + FORGED[i].at, FORGED[i].bytes, FORGED[i].n);
        sha256((hs_str){ p + KIND, good.n - KIND }, (unsigned char *)p + 8);
        if (!refusal(a, (hs_str){ p, good.n })) fail_msg("%s, and it opened", FORGED[i].what);
    }
    arena_close(a);
}

static void noise(void **state)
{
    (void)state;
    uint64_t seed = 20260311;
    print_message("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    arena *a = arena_open(NULL, 0);
    for (int i = 0; i < 2000; i++) {
        arena_mark here = arena_here(a);
        size_t n = rng_below(&r, 400);
        char *p = arena_take(a, n);
        for (size_t k = 0; k < n; k++) p[k] = (char)rng_u64(&r);
        if (n >= 8 && i % 2) memcpy(p, "hsmodel\n", 8);
        assert_non_null(refusal(a, (hs_str){ p, n }));
        arena_rollback(a, here);
    }
    arena_close(a);
}

static void wrong_expectations(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str bytes = sample(a);
    for (int i = 0; i < 4; i++) {
        const model_file *m = model_check(a, bytes, "x.model", "sample", 3);
        size_t n;
        if (ARENA_DOOR(a)) {
            if (i == 0) model_bytes(m, "missing");
            if (i == 1) model_array(m, "weight", 6, sizeof(float));
            if (i == 2) model_list(m, "weight", 8, &n);
            if (i == 3) model_complain(m, "word %d is empty", 7);
            fail_msg("case %d passed", i);
        }
        assert_int_equal(arena_failure(a)->status, HS_BAD_MODEL);
    }
    assert_string_equal(arena_failure(a)->what, "x.model: word 7 is empty");
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens),        cmocka_unit_test(nothing_inside), cmocka_unit_test(saved_and_mapped),
        cmocka_unit_test(every_flipped_bit), cmocka_unit_test(every_length), cmocka_unit_test(forged),
        cmocka_unit_test(noise),        cmocka_unit_test(wrong_expectations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
