/*
 * The classical methods: each settles where its paper's equations say, on a worked table small enough to follow by
 * hand.
 *
 *     item    0  1  2  3        sources 0, 1 and 2 agree but for item 3; source 3 is wrong alone on 0 and 1
 *     s0      A  A  A  A        and agrees with them on 2; on item 3 two of them stand against one
 *     s1      A  A  A  A
 *     s2      A  A  A  B
 *     s3      B  B  A  B
 */
#include "weigh/classic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ITEMS = 4, SOURCES = 4, VALUES = 2 };
static const char SAID[SOURCES][ITEMS + 1] = { "AAAA", "AAAA", "AAAB", "BBAB" };

typedef struct {
    arena *a;
    facts f;
    scores s;
} worked;

static worked work(const char *method)
{
    worked w = { .a = arena_open(NULL, 0) };
    uint32_t *value_first = TAKE(w.a, ITEMS + 1, uint32_t);
    facts f = { .items = ITEMS, .sources = SOURCES, .values = ITEMS * VALUES, .labels = VALUES, .seed = 1 };
    f.first = TAKE(w.a, ITEMS + 1, uint32_t);
    f.source = TAKE(w.a, ITEMS * SOURCES, uint32_t);
    f.value = TAKE(w.a, ITEMS * SOURCES, uint32_t);
    f.said = TAKE(w.a, f.values, uint32_t);
    f.spoken = TAKE(w.a, SOURCES, uint32_t);
    for (uint32_t i = 0; i < ITEMS; i++) {
        for (uint32_t s = 0; s < SOURCES; s++) {
            f.source[f.voices] = s;
            f.value[f.voices] = i * VALUES + (SAID[s][i] == 'B');
            f.said[f.value[f.voices++]]++;
            f.spoken[s]++;
        }
        f.first[i + 1] = f.voices;
        value_first[i + 1] = (i + 1) * VALUES;
    }
    f.value_first = value_first;
    w.f = f;
    w.s = (scores){ TAKE(w.a, f.values, double), TAKE(w.a, SOURCES, double) };
    assert_non_null(classic_find(method));
    classic_find(method)(w.a, &w.f, w.s);
    return w;
}

static double of(const worked *w, uint32_t item, char value)
{
    return w->s.value[item * VALUES + (value == 'B')];
}

static void near(double got, double want, double within)
{
    if (!(fabs(got - want) <= within)) fail_msg("got %.9f, want %.9f", got, want);
}

static double alike(void *likeness, uint32_t item, uint32_t value, uint32_t other)
{
    const double *how = likeness;
    assert_true(item < ITEMS && value < VALUES && other < VALUES && value != other);
    return *how;
}

/* The probability of A on item 3, where two stand against two. */
static double accu_sim(double how, double *of_b)
{
    weigh_row row[ITEMS * SOURCES];
    size_t n = 0;
    for (uint32_t i = 0; i < ITEMS; i++)
        for (uint32_t s = 0; s < SOURCES; s++)
            row[n++] = (weigh_row){ .source = s, .item = i, .value = SAID[s][i] == 'B', .origin = WEIGH_NONE,
                                    .certainty = 3, .time = NAN };
    arena *a = arena_open(NULL, 0);
    const weigh_result *r = weigh_run(
        a, row, n, &(weigh_options){ .method = how < 0 ? "accu" : "accu-sim", .alike = alike, .likeness = &how });
    double p = r->value[3][0].belief;
    *of_b = r->value[3][1].belief;
    arena_close(a);
    return p;
}

/* Votes for a value help those alike: the two come closer, and values that are not alike are as if nobody had asked. */
static void test_accu_sim_helps_values_alike(void **state)
{
    (void)state;
    double plain_b, none_b, some_b, plain = accu_sim(-1, &plain_b), none = accu_sim(0, &none_b), some = accu_sim(.5, &some_b);
    assert_true(plain > plain_b);
    assert_true(none == plain && none_b == plain_b);
    assert_true(some < plain && some_b > plain_b && some > some_b);
}

static void test_majority_counts(void **state)
{
    (void)state;
    worked w = work("majority");
    near(of(&w, 0, 'A'), 3, 0);
    near(of(&w, 0, 'B'), 1, 0);
    near(of(&w, 3, 'A'), of(&w, 3, 'B'), 0);
    arena_close(w.a);
}

static void test_truthfinder_settles(void **state)
{
    (void)state;
    worked w = work("truthfinder");
    double tau[SOURCES];
    for (int s = 0; s < SOURCES; s++) tau[s] = -log(1 - w.s.source[s]);
    near(of(&w, 0, 'A'), 1 / (1 + exp(-0.3 * (tau[0] + tau[1] + tau[2]))), 0.02); /* within a round's change */
    near(w.s.source[3], (of(&w, 0, 'B') + of(&w, 1, 'B') + of(&w, 2, 'A') + of(&w, 3, 'B')) / 4, 1e-9);
    arena_close(w.a);
}

static void test_sums_are_hubs_and_authorities(void **state)
{
    (void)state;
    worked w = work("sums");
    double most = w.s.source[0] + w.s.source[1] + w.s.source[2] + w.s.source[3]; /* all agree on item 2 */
    near(of(&w, 2, 'A'), 1, 1e-12);
    near(of(&w, 0, 'B'), w.s.source[3] / most, 1e-9);
    near(of(&w, 3, 'A'), (w.s.source[0] + w.s.source[1]) / most, 1e-9);
    w = (arena_close(w.a), work("average-log"));
    assert_true(w.s.source[0] > w.s.source[2] && w.s.source[2] > w.s.source[3]);
    arena_close(w.a);
}

static void test_investment_pays_out(void **state)
{
    (void)state;
    worked w = work("investment");
    double share[SOURCES], top = 0;
    for (int s = 0; s < SOURCES; s++) share[s] = w.s.source[s] / 4;
    for (int s = 0; s < SOURCES; s++) top += share[s];
    near(of(&w, 0, 'A'), pow((share[0] + share[1] + share[2]) / top, 1.2), 1e-9);
    arena_close(w.a);
    w = work("pooled-investment");
    double all = share[0] + share[1] + share[2], alone = w.s.source[3] / 4;
    all = (w.s.source[0] + w.s.source[1] + w.s.source[2]) / 4;
    near(of(&w, 0, 'A'), all * pow(all, 1.4) / (pow(all, 1.4) + pow(alone, 1.4)), 1e-9);
    arena_close(w.a);
}

static void test_estimates(void **state)
{
    (void)state;
    const char *both[] = { "two-estimates", "three-estimates" };
    for (int i = 0; i < 2; i++) {
        worked w = work(both[i]);
        assert_true(of(&w, 2, 'A') > 0.5); /* nobody denies it */
        assert_true(of(&w, 0, 'A') > of(&w, 0, 'B'));
        assert_true(of(&w, 3, 'A') > of(&w, 3, 'B')); /* two good sources against a good and a bad one */
        assert_true(w.s.source[0] > w.s.source[3]);
        arena_close(w.a);
    }
}

static void test_losses(void **state)
{
    (void)state;
    /* CRH: truths AAAA; losses 0, 0, 1, 3 of 4; 0 counts as .001: weights -ln(share of all loss). */
    worked w = work("crh");
    double all = 0.00025 + 0.00025 + 0.25 + 0.75;
    near(w.s.source[0], -log(0.00025 / all), 1e-12);
    near(w.s.source[2], -log(0.25 / all), 1e-12);
    near(w.s.source[3], -log(0.75 / all), 1e-12);
    near(of(&w, 3, 'B'), w.s.source[2] + w.s.source[3], 1e-12);
    arena_close(w.a);
    /* CATD: equal numbers of claims, so weights are as 1 / loss. */
    w = work("catd");
    near(w.s.source[2] / w.s.source[3], 3, 1e-12);
    near(w.s.source[0], 1, 1e-12);
    arena_close(w.a);
}

static void test_ltm_samples_the_same_each_time(void **state)
{
    (void)state;
    worked w = work("ltm"), again = work("ltm");
    assert_memory_equal(w.s.value, again.s.value, w.f.values * sizeof(double));
    assert_true(of(&w, 0, 'A') > of(&w, 0, 'B'));
    arena_close(w.a);
    arena_close(again.a);
}

/* ACCU's two equations, with 10 false values; POPACCU's, where the others' popularity is all there is. */
static void test_accu(void **state)
{
    (void)state;
    worked w = work("accu");
    double lift[SOURCES], a, b;
    for (int s = 0; s < SOURCES; s++) {
        double right = 0;
        for (uint32_t i = 0; i < ITEMS; i++) right += of(&w, i, SAID[s][i]) / ITEMS;
        near(w.s.source[s], fmin(fmax(right, 0.01), 0.99), 1e-3);
        lift[s] = 10 * w.s.source[s] / (1 - w.s.source[s]);
    }
    a = lift[0] * lift[1], b = lift[2] * lift[3];
    near(of(&w, 3, 'A'), a / (a + b + 9), 0.01);
    arena_close(w.a);
    w = work("popaccu");
    for (int s = 0; s < SOURCES; s++) lift[s] = w.s.source[s] / (1 - w.s.source[s]);
    a = lift[0] * lift[1], b = lift[2] * lift[3];
    near(of(&w, 3, 'A'), a / (a + b), 0.01);
    arena_close(w.a);
}

static void test_accu_copy_discounts_shared_errors(void **state)
{
    (void)state;
    worked plain = work("accu"), w = work("accu-copy");
    assert_true(of(&w, 0, 'A') > 0.5);
    assert_true(of(&w, 2, 'A') <= of(&plain, 2, 'A'));
    arena_close(plain.a);
    arena_close(w.a);
}

static void test_dawid_skene(void **state)
{
    (void)state;
    worked w = work("dawid-skene");
    for (uint32_t i = 0; i < ITEMS; i++) near(of(&w, i, 'A') + of(&w, i, 'B'), 1, 1e-12);
    assert_true(w.s.source[0] > w.s.source[3]);
    arena_close(w.a);
}

static void test_every_name_has_its_method(void **state)
{
    (void)state;
    const char *const *names = weigh_methods();
    assert_string_equal(names[0], WEIGH_OURS);
    size_t n = 1;
    for (; names[n]; n++) assert_non_null(classic_find(names[n]));
    assert_int_equal(n, 17);
    assert_null(classic_find("oracle"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_majority_counts),
        cmocka_unit_test(test_accu_sim_helps_values_alike),
        cmocka_unit_test(test_truthfinder_settles),
        cmocka_unit_test(test_sums_are_hubs_and_authorities),
        cmocka_unit_test(test_investment_pays_out),
        cmocka_unit_test(test_estimates),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_ltm_samples_the_same_each_time),
        cmocka_unit_test(test_accu),
        cmocka_unit_test(test_accu_copy_discounts_shared_errors),
        cmocka_unit_test(test_dawid_skene),
        cmocka_unit_test(test_every_name_has_its_method),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
