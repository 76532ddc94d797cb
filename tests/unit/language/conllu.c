/*
 * conllu.c - CoNLL-U is read as it is written, and refused with its line when it is not CoNLL-U.
 */
#include "language/conllu.h"

#include "base/file.h"
#include "base/random.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const char SAMPLE[] =
    "# newdoc id = one\n"
    "# sent_id = one-1\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
    "2\tharbour\tharbour\tNOUN\tNN\t_\t5\tnsubj\t_\t_\n"
    "3-4\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tdoes\tdo\tAUX\tVBZ\t_\t5\taux\t_\t_\n"
    "4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_\n"
    "5\tplease\tplease\tVERB\tVB\t_\t0\troot\t_\t_\n"
    "5.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "6\tOrla\tOrla\tPROPN\tNNP\t_\t5\tobj\t_\tNE=B-PER\n"
    "7\tVann\tVann\tPROPN\tNNP\t_\t6\tflat\t_\tSpaceAfter=No|NE=I-PER\n"
    "8\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_\n"
    "\n";

static void reads(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const page *p;
    char why[WHY];
    const reading *r = reading_from_conllu(a, str_of(SAMPLE), "sample", &p);
    assert_true(page_valid(p, why));
    assert_true(reading_valid(r, p, why));
    assert_true(str_eq(p->text, str_of("The harbour doesn't please Orla Vann.\n\nRain")));
    assert_int_equal(r->trees, 2);
    assert_int_equal(r->tree[0].units, 7);
    const unit *u = r->tree[0].unit;
    assert_int_equal(u[5].tokens, 2);
    assert_int_equal(u[5].head, 4);
    assert_int_equal(u[5].relation, REL_OBJ);
    assert_int_equal(u[4].head, UNIT_ROOT);
    assert_true(str_eq(u[5].lemma, str_of("Orla Vann")));
    assert_int_equal(r->names, 1);
    assert_int_equal(r->name[0].class, CLASS_PERSON);
    assert_int_equal(p->sentence[1].paragraph, 1);
    assert_true(p->token[3].joined && !p->token[3].space_before && p->token[4].space_before);
    arena_door_shut(a);
    arena_close(a);
}

static void round_trip(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const page *p, *q;
    const reading *r = reading_from_conllu(a, str_of(SAMPLE), "sample", &p);
    buf out = { .a = a }, again = { .a = a };
    for (uint32_t s = 0; s < r->trees; s++) conllu_put(&out, p, r, NULL, s, NULL);
    const reading *r2 = reading_from_conllu(a, buf_str(&out), "again", &q);
    for (uint32_t s = 0; s < r2->trees; s++) conllu_put(&again, q, r2, NULL, s, NULL);
    assert_int_equal(out.n, again.n);
    assert_memory_equal(out.p, again.p, out.n);
    assert_true(str_find(buf_str(&out), str_of("3-4\tdoesn't\t_"), 0) != SIZE_MAX);
    assert_true(str_find(buf_str(&out), str_of("7\tVann\tVann\tPROPN\tNNP\t_\t6\tflat\t_\tSpaceAfter=No|NE=I-PER\n"), 0) != SIZE_MAX);
    arena_door_shut(a);
    arena_close(a);
}

static void guesses_names(void **state)
{
    (void)state;
    static const char text[] = "1\tOrla\t_\tPROPN\tNNP\t_\t3\tnsubj\t_\t_\n2\tVann\t_\tPROPN\tNNP\t_\t1\tflat\t_\t_\n"
                               "3\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n4\tLow\t_\tPROPN\tNNP\t_\t5\tcompound\t_\t_\n"
                               "5\tLeague\t_\tPROPN\tNNP\t_\t3\tobj\t_\t_\n6\tMonday\t_\tPROPN\tNNP\t_\t3\tobl\t_\t_\n";
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const page *p;
    const reading *r = reading_from_conllu(a, str_of(text), "sample", &p);
    assert_int_equal(r->names, 3);
    assert_int_equal(r->tree[0].units, 4);
    assert_int_equal(r->tree[0].unit[2].relation, REL_OBJ);
    arena_door_shut(a);
    arena_close(a);
}

static void empty_and_blank(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    static const char *const text[] = { "", "\n\n\n", "# only a comment", "#\n#\n\n" };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        const page *p;
        char why[WHY];
        const reading *r = reading_from_conllu(a, str_of(text[i]), "sample", &p);
        assert_int_equal(r->trees, 0);
        assert_true(page_valid(p, why) && reading_valid(r, p, why));
    }
    arena_door_shut(a);
    arena_close(a);
}

#define W(id, form, head) id "\t" form "\t_\tX\t_\t_\t" head "\tdep\t_\t_\n"
static const char *const BROKEN[] = {
    "1\tone\n",
    "one\n",
    "1\ta\tb\tc\td\te\t0\tg\th\ti\tj\n",
    W("2", "x", "0"),
    W("1", "x", "0") W("1", "y", "1"),
    W("1", "x", "0") W("3", "y", "1"),
    W("x", "x", "0"),
    W("-1", "x", "0"),
    W("1-", "x", "0"),
    W("99999999999999999999", "x", "0"),
    W("1", "", "0"),
    W("1", " ", "0"),
    W("1", "\377", "0"),
    W("1", "x", "1"),
    W("1", "x", "2"),
    W("1", "x", "-1"),
    W("1", "x", "4294967295"),
    W("1", "x", "4294967294"),
    W("1", "x", "_"),
    W("1", "x", "2") W("2", "y", "1"),
    W("1", "x", "0") W("2", "y", "0"),
    W("1-2", "xy", "_") W("1", "x", "0"),
    W("2-3", "xy", "_") W("1", "x", "0"),
    W("1-1", "xy", "_") W("1", "x", "0"),
    W("2-1", "xy", "_") W("1", "x", "0"),
    W("1-2", "xy", "_") W("1-2", "xy", "_") W("1", "x", "0"),
    W("1-4294967297", "xy", "_") W("1", "x", "0"),
};

static void refuses(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        if (ARENA_DOOR(a)) {
            const page *p;
            reading_from_conllu(a, str_of(BROKEN[i]), "bad", &p);
            fail_msg("taken: %s", BROKEN[i]);
        }
        assert_int_equal(arena_failure(a)->status, HS_BAD_INPUT);
    }
    arena_close(a);
}

static void whole_or_refused(arena *a, hs_str text)
{
    if (ARENA_DOOR(a)) {
        const page *q;
        char why[WHY];
        const reading *got = reading_from_conllu(a, text, "bad", &q);
        assert_true(page_valid(q, why));
        assert_true(reading_valid(got, q, why));
        arena_door_shut(a);
    } else {
        assert_int_equal(arena_failure(a)->status, HS_BAD_INPUT);
    }
}

/* Damage at random: an answer that is whole, or a refusal; never anything else. */
static void mutated(void **state)
{
    (void)state;
    uint64_t seed = 411;
    print_message("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    arena *a = arena_open(NULL, 0);
    static const char bits[] = "\t\n#-_.0123456789\377xNE=B|";
    for (int i = 0; i < 3000; i++) {
        char *p = arena_take(a, sizeof SAMPLE);
        memcpy(p, SAMPLE, sizeof SAMPLE);
        for (uint64_t k = rng_below(&r, 6) + 1; k; k--) p[rng_below(&r, sizeof SAMPLE)] = bits[rng_below(&r, sizeof bits)];
        whole_or_refused(a, (hs_str){ p, sizeof SAMPLE });
        arena_reset(a);
    }
    arena_close(a);
}

/* A chain to the right of many words: linear, or this test would not end. */
static void long_chain(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    buf text = { .a = a };
    uint32_t n = 200000;
    for (uint32_t i = 1; i <= n; i++) buf_printf(&text, "%u\tx\tx\tPROPN\t_\t_\t%u\tflat\t_\t_\n", i, i == n ? 0 : i + 1);
    conllu_reader from = { .rest = buf_str(&text), .path = "long" };
    uint32_t sentences, names;
    const conllu_sentence *s = conllu_all(a, &from, &sentences);
    assert_int_equal(sentences, 1);
    assert_true(conllu_is_tree(a, s));
    assert_non_null(conllu_guess_names(a, s, &names));
    arena_door_shut(a);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),   cmocka_unit_test(round_trip), cmocka_unit_test(guesses_names),
        cmocka_unit_test(empty_and_blank), cmocka_unit_test(refuses), cmocka_unit_test(mutated),
        cmocka_unit_test(long_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
