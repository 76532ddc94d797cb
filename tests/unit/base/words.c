/*
 * words.c - strings, maps, JSON writing, tables, UTF-8, random numbers.
 */
#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "base/random.h"
#include "base/tsv.h"
#include "base/utf8.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static arena *a;

static int open_arena(void **state)
{
    (void)state;
    a = arena_open(NULL, 0);
    return a ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(a);
    return 0;
}

#define assert_str(got, want) assert_string_equal(arena_str(a, got).p, want)

static void strings(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    assert_true(str_eq(str_trim(STR(" \t a b \n")), STR("a b")));
    assert_true(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("b"), STR("ab")) > 0 && !str_cmp(STR(""), STR("")));
    assert_true(str_eq_ascii(STR("AbC"), STR("aBc")));
    assert_int_equal(str_find(STR("aab"), STR("ab"), 0), 1);
    assert_true(str_find(STR("aab"), STR("ac"), 0) == SIZE_MAX);
    assert_int_equal(str_find(STR("aaaa"), STR("aa"), 3), SIZE_MAX);
    hs_str rest = STR("x,,y"), piece;
    assert_true(str_split(&rest, ',', &piece) && str_eq(piece, STR("x")));
    assert_true(str_split(&rest, ',', &piece) && piece.n == 0);
    assert_true(str_split(&rest, ',', &piece) && str_eq(piece, STR("y")));
    assert_false(str_split(&rest, ',', &piece));
    uint64_t u;
    assert_true(str_to_u64(STR("18446744073709551615"), &u) && u == UINT64_MAX);
    assert_false(str_to_u64(STR("18446744073709551616"), &u));
    assert_false(str_to_u64(STR(""), &u) || str_to_u64(STR("-1"), &u) || str_to_u64(STR("1 "), &u));
    double d;
    assert_true(str_to_double(STR("-1.5e3"), &d) && d == -1500);
    assert_false(str_to_double(STR("nan"), &d) || str_to_double(STR("1e999"), &d) || str_to_double(STR("1x"), &d));
}

/* Against a plain list: the same keys, the same values, in the order they came. */
static void maps(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    map m = { .a = a };
    rng r = rng_seed(7);
    static uint64_t value[5000];
    static bool there[5000];
    for (int i = 0; i < 20000; i++) {
        unsigned k = (unsigned)rng_below(&r, 5000);
        hs_str key = arena_printf(a, "key-%u", k);
        bool is_new;
        uint64_t *v = map_put(&m, key, &is_new);
        assert_int_equal(is_new, !there[k]);
        if (there[k]) assert_int_equal(*v, value[k]);
        there[k] = true;
        *v = value[k] = rng_u64(&r);
    }
    for (unsigned k = 0; k < 5000; k++) {
        const uint64_t *v = map_get(&m, arena_printf(a, "key-%u", k));
        assert_int_equal(v != NULL, there[k]);
        if (v) assert_int_equal(*v, value[k]);
    }
    map empty = { .a = a };
    assert_null(map_get(&empty, STR("x")));
}

static void json_is_escaped_and_numbers_come_back(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    buf out = { .a = a };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_string(&j, "s", STR("a\"\\\n\x01\xff\xe2\x80\xa8z"));
    json_put_double(&j, "d", 0.1);
    json_put_double(&j, "n", NAN);
    json_put_span(&j, "at", 3, 9);
    json_key(&j, "l");
    json_open(&j, '[');
    json_close(&j, ']');
    json_put_bool(&j, "b", true);
    json_close(&j, '}');
    assert_str(buf_str(&out), "{\"s\":\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBD\\u2028z\",\"d\":0.1,\"n\":null,\"at\":[3,9],\"l\":[],\"b\":true}");
    rng r = rng_seed(11);
    for (int i = 0; i < 2000; i++) {
        double x = rng_normal(&r) * exp(20 * rng_normal(&r));
        buf one = { .a = a };
        json k = json_begin(&one);
        json_double(&k, x);
        assert_true(strtod(arena_str(a, buf_str(&one)).p, NULL) == x);
    }
}

static const char *const COLUMNS[] = { "word", "kind", NULL };

static void refuses(const char *text, const char *fault)
{
    if (ARENA_DOOR(a)) {
        tsv_parse(a, str_of(text), "t.tsv", COLUMNS);
        fail();
    } else {
        assert_string_equal(arena_failure(a)->what, fault);
    }
}

static void tables_name_file_and_line(void **state)
{
    (void)state;
    if (ARENA_DOOR(a)) {
        const tsv *t = tsv_parse(a, STR("# a comment\n\nkind\tnote\tword\n noun \t\tport\nverb\tx\tsail\n"), "t.tsv", COLUMNS);
        assert_int_equal(t->rows, 2);
        assert_true(str_eq(t->row[0].field[0], STR("port")) && str_eq(t->row[0].field[1], STR("noun")));
        assert_int_equal(t->row[1].line, 5);
        arena_door_shut(a);
    }
    refuses("", "t.tsv: no line that names the columns");
    refuses("word\n", "t.tsv: no column \"kind\"");
    refuses("word\tkind\na\tb\tc\n", "t.tsv: line 2: 3 fields, but 2 columns");
    refuses("word\tkind\n\xff\n", "t.tsv: not UTF-8 at byte 10");
}

static void unicode(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    assert_str(utf8_fold(a, STR("  The  \xC3\x89" "cole\xC2\xA0 de ")), "the ecole de");
    assert_str(utf8_fold(a, STR("ABC d")), "abc d");
    assert_str(utf8_fold(a, STR("")), "");
    assert_str(utf8_lower_str(a, STR("\xC3\x89T\xC3\x89 \xff")), "\xC3\xA9t\xC3\xA9 \xff");
    assert_int_equal(utf8_bad(STR("ab\xC3")), 2);
    assert_true(utf8_bad(STR("\xED\xA0\x80")) == 0); /* a surrogate */
    assert_true(utf8_boundary(STR("\xC3\xA9"), 0) && !utf8_boundary(STR("\xC3\xA9"), 1) && utf8_boundary(STR("\xC3\xA9"), 2));
}

/* Any bytes: decoding ends, never runs past, and folding gives valid UTF-8 where the input was valid. */
static void random_bytes(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    rng r = rng_seed(3);
    for (int i = 0; i < 3000; i++) {
        char text[40];
        size_t n = rng_below(&r, sizeof text);
        for (size_t k = 0; k < n; k++) text[k] = (char)(rng_below(&r, 3) ? rng_below(&r, 256) : 'a');
        hs_str s = { text, n };
        size_t at = 0, steps = 0;
        while (at < n) {
            utf8_next(s, &at);
            steps++;
        }
        assert_true(at == n && steps <= n);
        if (utf8_bad(s) == SIZE_MAX) assert_true(utf8_bad(utf8_fold(a, s)) == SIZE_MAX);
    }
}

static void hashes(void **state)
{
    (void)state;
    assert_true(ARENA_DOOR(a));
    /* FIPS 180-4, the example "abc". */
    assert_str(sha256_hex(a, STR("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(hash_bytes(STR("")) == 0x2d06800538d394c2u); /* XXH3's own test vector for no input */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(strings, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(maps, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(json_is_escaped_and_numbers_come_back, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(tables_name_file_and_line, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(unicode, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(random_bytes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(hashes, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
