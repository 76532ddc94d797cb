/*
 * learnt_who.c - who says what, learnt: the same lesson gives the same bytes, which read back; what is learnt is found
 * again and scored; with the shipped model a verb that no table knows is a cue, whoever speaks; damaged models are
 * refused.
 */
#include "claims/learnt_score.h"
#include "claims/learnt_train.h"
#include "language/conllu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "tables.h"

/* "NAME VERB that the bridge fell early." with a verb that no table knows. */
static const char *conllu(arena *a, const char *name, const char *verb)
{
    return arena_printf(a,
                        "1\t%s\t%s\tPROPN\tNNP\t_\t2\tnsubj\t_\tNE=B-PER\n2\t%sed\t%s\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                        "3\tthat\tthat\tSCONJ\tIN\t_\t6\tmark\t_\t_\n4\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\t_\n"
                        "5\tbridge\tbridge\tNOUN\tNN\t_\t6\tnsubj\t_\t_\n6\tfell\tfall\tVERB\tVBD\t_\t2\tccomp\t_\t_\n"
                        "7\tearly\tearly\tADV\tRB\t_\t6\tadvmod\t_\t_\n8\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n",
                        name, name, verb, verb)
        .p;
}

static span words(const page *p, const char *what)
{
    size_t at = str_find(p->text, str_of(what), 0);
    assert_true(at != SIZE_MAX);
    return (span){ (uint32_t)at, (uint32_t)(at + strlen(what)) };
}

static const char *const VERBS[] = { "blort", "frimp", "glank", "vorn" };
enum { LESSONS = 40, VERBS_MOST = 4 };

/* Every sentence with its mark: NAME, the verb, "that the bridge fell early". */
static const attribution_mark *marked(arena *a, const page *p, const char *name, const char *verb)
{
    attribution_mark *m = TAKE(a, 1, attribution_mark);
    m->source = span_one(a, words(p, name));
    m->cue = span_one(a, words(p, arena_printf(a, "%sed", verb).p));
    m->content = span_one(a, words(p, "that the bridge fell early"));
    return m;
}

static hs_str lesson(arena *a, learnt_learning *g)
{
    *g = learnt_learning_of(a, tables, NULL, 0);
    for (int i = 0; i < LESSONS; i++) {
        const page *p;
        const char *verb = VERBS[i % VERBS_MOST];
        const reading *r = reading_from_conllu(a, str_of(conllu(a, "Orla", verb)), "test", &p);
        learnt_learn_page(g, p, r, marked(a, p, "Orla", verb), 1, 0);
    }
    return learnt_learn(g, 3, 0);
}

static void learns_the_same_twice(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    learnt_learning g, h;
    hs_str bytes = lesson(a, &g), again = lesson(a, &h);
    assert_true(str_eq(bytes, again));
    const learnt *m = learnt_read(a, model_check(a, bytes, "test", LEARNT_KIND, LEARNT_VERSION));
    assert_true(m->keep <= m->add && m->add <= 1);
    claims_lexicon with = *tables;
    with.learnt = m;
    learnt_scores s = { { 0 }, { 0 }, { 0 } };
    const page *p;
    const reading *r =
        reading_from_conllu(a, str_of(conllu(a, "Bettina", VERBS[1])), "test", &p); /* a name not met before */
    learnt_score_page(&s, a, &with, p, r, marked(a, p, "Bettina", VERBS[1]), 1);
    for (int k = 0; k < SCORES; k++) assert_float_equal(learnt_f1(&s, k), 1, 1e-9);
    s = (learnt_scores){ { 0 }, { 0 }, { 0 } };
    with.learnt = NULL;
    learnt_score_page(&s, a, &with, p, r, marked(a, p, "Bettina", VERBS[1]), 1);
    assert_float_equal(learnt_f1(&s, SCORE_WHO_AND_WHAT), 0, 1e-9);
    arena_close(a);
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    volatile bool refused = false;
    if (ARENA_DOOR(a)) {
        model_writer w = { .a = a, .kind = LEARNT_KIND, .version = LEARNT_VERSION };
        model_add(&w, "words", "abc", 3);
        learnt_read(a, model_check(a, model_bake(&w), "test", LEARNT_KIND, LEARNT_VERSION));
        arena_door_shut(a);
    } else {
        refused = arena_failure(a)->status == HS_BAD_MODEL;
    }
    assert_true(refused);
    arena_close(a);
}

static size_t claims_of(const char *name, const char *verb, char out[200])
{
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const page *p;
    const reading *r = reading_from_conllu(a, str_of(conllu(a, name, verb)), "test", &p);
    document d = { .language = STR("en") };
    const findings *f = claims_find(a, tables, &d, p, r);
    size_t n = f->utterances;
    out[0] = 0;
    if (n && f->utterance[0].source.n)
        snprintf(out, 200, "%d %.*s", f->utterance[0].kind,
                 STR_ARGS(span_words(p->text, f->utterance[0].content.at[0])));
    assert_true(!n || str_eq(span_words(p->text, f->utterance[0].source.at[0]), str_of(name)));
    arena_close(a);
    return n;
}

/* The shipped model: most verbs of speech that no table knows are cues with a that-clause; names play no part. */
static void finds_what_no_table_knows(void **state)
{
    (void)state;
    static const char *const verb[] = { "trumpet", "blurt", "gush", "grumble", "bellow", "chorus", "prattle" };
    size_t tried = sizeof verb / sizeof *verb, found = 0;
    if (!tables->learnt) skip();
    for (size_t i = 0; i < tried; i++) {
        char one[200], other[200];
        size_t n = claims_of("Orla", verb[i], one);
        assert_int_equal(claims_of("Qorridanvex", verb[i], other), n);
        assert_string_equal(one, other);
        if (n) assert_string_equal(one, "0 that the bridge fell early");
        found += n;
    }
    print_message("%zu of %zu verbs\n", found, tried);
    assert_true(2 * found > tried);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(learns_the_same_twice),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(finds_what_no_table_knows),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
