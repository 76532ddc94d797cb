/*
 * learnt.c - linear models: what is learnt is chosen again, the same twice; factuality of sentences whose trees were
 * made by hand, with the shipped model: what happened stands above what is open and what did not; names play no part.
 */
#include "claims/factuality_train.h"
#include "language/conllu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tables.h"

/* Class 1 when feature 1 is there without feature 2, class 2 with it, else class 0. */
static void example_of(arena *a, unsigned bits, linear_features *f, double *share)
{
    *f = (linear_features){ .a = a };
    linear_feature(f, 0, 0, 0);
    if (bits & 1) linear_feature(f, 1, 7, 7);
    if (bits & 2) linear_feature(f, 2, 7, 7);
    if ((bits & 3) == 3) linear_feature(f, 3, 7, 7);
    linear_feature(f, 9, bits, 0);
    for (int k = 0; k < 3; k++) share[k] = 0;
    share[bits & 1 ? 1 + (bits >> 1 & 1) : 0] = 1;
}

static hs_str learn(arena *a)
{
    linear_examples es = { .a = a, .classes = 3 };
    linear_features f;
    double share[LINEAR_CLASSES_MOST];
    for (unsigned i = 0; i < 400; i++) {
        example_of(a, i % 16, &f, share);
        linear_example_add(&es, &f, share);
    }
    model_writer w = { .a = a, .kind = "test", .version = 1 };
    linear_learn(&es, &(linear_options){ 1, 8, 0.1, 0, 2 }, &w);
    return model_bake(&w);
}

static void learns_and_chooses(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    hs_str bytes = learn(a), again = learn(a);
    assert_true(str_eq(bytes, again));
    const linear *l = linear_read(a, model_check(a, bytes, "test", "test", 1), 3);
    for (unsigned bits = 0; bits < 16; bits++) {
        linear_features f;
        double share[LINEAR_CLASSES_MOST], p[LINEAR_CLASSES_MOST], sum = 0;
        example_of(a, bits, &f, share);
        linear_choose(l, &f, p);
        for (int k = 0; k < 3; k++) sum += p[k];
        assert_float_equal(sum, 1, 1e-9);
        for (int k = 0; k < 3; k++) assert_int_equal(p[k] > 0.5, share[k] > 0.5);
    }
    arena_close(a);
}

/* Weights for other classes than were learnt, or none at all, are refused. */
static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    volatile bool refused = false;
    if (ARENA_DOOR(a)) {
        linear_read(a, model_check(a, learn(a), "test", "test", 1), 4);
        arena_door_shut(a);
    } else {
        refused = arena_failure(a)->status == HS_BAD_MODEL;
    }
    assert_true(refused);
    arena_close(a);
}

static double factuality_in(const char *conllu, uint32_t unit)
{
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const page *p;
    const reading *r = reading_from_conllu(a, str_of(conllu), "test", &p);
    double value = factuality_of(a, syntax_of(a, tables, p, r, 0), unit);
    arena_close(a);
    return value;
}

#define VANTA(name) "1\t" name "\t" name "\tPROPN\tNNP\t_\t"
static const char LEFT[] = VANTA("Vanta") "2\tnsubj\t_\tNE=B-LOC\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                                          "3\tearly\tearly\tADV\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
static const char OTHER_LEFT[] = VANTA("Qorridan") "2\tnsubj\t_\tNE=B-LOC\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                                                   "3\tearly\tearly\tADV\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
static const char MAY_LEAVE[] = VANTA("Vanta") "3\tnsubj\t_\tNE=B-LOC\n2\tmay\tmay\tAUX\tMD\t_\t3\taux\t_\t_\n"
                                               "3\tleave\tleave\tVERB\tVB\t_\t0\troot\t_\t_\n4\tearly\tearly\tADV\tRB\t_\t3\tadvmod\t_\t_\n\n";
static const char NOT_LEFT[] = VANTA("Vanta") "4\tnsubj\t_\tNE=B-LOC\n2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n"
                                              "3\tnot\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n4\tleave\tleave\tVERB\tVB\t_\t0\troot\t_\t_\n\n";

static void order_of_factuality(void **state)
{
    (void)state;
    double left = factuality_in(LEFT, 1), may = factuality_in(MAY_LEAVE, 2), denied = factuality_in(NOT_LEFT, 3);
    assert_true(left > 1.5);
    assert_true(may < 0.5);
    assert_true(denied <= -1);
    assert_true(factuality_in(OTHER_LEFT, 1) == left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(learns_and_chooses),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(order_of_factuality),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
