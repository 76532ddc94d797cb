/*
 * The promises of weigh.h that hold for any table: copies are one voice, names and order do not matter, a denial is
 * the mirror of an assertion, one more independent voice never lowers, strangers are bounded, little is called little.
 */
#include "weigh/weigh.h"

#include "base/random.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SOURCES = 12, ITEMS = 60, ROWS = SOURCES * ITEMS, VALUES = 4 };

typedef struct {
    weigh_row row[ROWS + 1200];
    size_t n;
} rows;

static weigh_row asserts(uint32_t source, uint32_t item, uint32_t value)
{
    return (
        weigh_row){ .source = source, .item = item, .value = value, .origin = WEIGH_NONE, .certainty = 3, .time = NAN };
}

/* Sources of different quality speak on three quarters of the items; everything from the seed. */
static rows *world(arena *a, uint64_t seed, bool yes_no)
{
    rows *w = TAKE(a, 1, rows);
    rng r = rng_seed(seed);
    for (uint32_t i = 0; i < ITEMS; i++) {
        uint32_t truth = (uint32_t)rng_below(&r, yes_no ? 2 : VALUES);
        for (uint32_t s = 0; s < SOURCES; s++) {
            if (rng_unit(&r) < 0.25) continue;
            bool right = rng_unit(&r) < 0.55 + 0.035 * s;
            weigh_row x = asserts(s, i, 0);
            x.certainty = (uint8_t)rng_below(&r, 4);
            x.time = (float)rng_below(&r, 30);
            if (yes_no) x.polarity = (uint8_t)(right ? truth : !truth);
            else x.value = right ? truth : (uint32_t)rng_below(&r, VALUES);
            w->row[w->n++] = x;
        }
    }
    return w;
}

static const weigh_result *weigh(arena *a, const rows *w, bool yes_no)
{
    return weigh_run(a, w->row, w->n, &(weigh_options){ .several_truths = yes_no });
}

static void same_value(const weigh_value *x, const weigh_value *y)
{
    assert_memory_equal(&x->belief, &y->belief, sizeof x->belief);
    assert_memory_equal(&x->low, &y->low, sizeof x->low);
    assert_memory_equal(&x->high, &y->high, sizeof x->high);
    assert_memory_equal(&x->without_pivot, &y->without_pivot, sizeof x->belief);
    assert_int_equal(x->origins_asserted, y->origins_asserted);
    assert_int_equal(x->origins_denied, y->origins_denied);
}

static void same_beliefs(const weigh_result *x, const weigh_result *y)
{
    assert_int_equal(x->items, y->items);
    for (uint32_t i = 0; i < x->items; i++)
        for (uint32_t v = 0; v < x->values[i]; v++) same_value(&x->value[i][v], &y->value[i][v]);
}

static void in_arena(void (*body)(arena *, bool), bool yes_no)
{
    arena *a = arena_open(NULL, 0);
    assert_non_null(a);
    if (ARENA_DOOR(a)) body(a, yes_no);
    else fail_msg("%s", arena_failure(a)->what);
    arena_close(a);
}

static void with_arena(void (*body)(arena *, bool))
{
    in_arena(body, false);
    in_arena(body, true);
}

static void reprints_move_nothing(arena *a, bool yes_no)
{
    rows *w = world(a, 11, yes_no), *more = TAKE(a, 1, rows);
    w->row[7].origin = 0;
    *more = *w;
    for (uint32_t k = 0; k < 1000; k++) {
        weigh_row x = w->row[7];
        x.source = SOURCES + k;
        x.time += 1 + (float)(k % 3);
        more->row[more->n++] = x;
    }
    same_beliefs(weigh(a, w, yes_no), weigh(a, more, yes_no));
    assert_int_equal(weigh(a, more, yes_no)->value[w->row[7].item][w->row[7].value].asserted +
                             weigh(a, more, yes_no)->value[w->row[7].item][w->row[7].value].denied >=
                         1001,
                     1);
}

static void test_reprints(void **state)
{
    (void)state;
    with_arena(reprints_move_nothing);
}

static void order_moves_nothing(arena *a, bool yes_no)
{
    rows *w = world(a, 12, yes_no), *mixed = TAKE(a, 1, rows);
    *mixed = *w;
    rng r = rng_seed(5);
    for (size_t i = mixed->n; i > 1; i--) {
        size_t j = rng_below(&r, i);
        weigh_row x = mixed->row[i - 1];
        mixed->row[i - 1] = mixed->row[j];
        mixed->row[j] = x;
    }
    same_beliefs(weigh(a, w, yes_no), weigh(a, mixed, yes_no));
}

static void test_order(void **state)
{
    (void)state;
    with_arena(order_moves_nothing);
}

/* Sources, items and values get new numbers; the answers follow. */
static void names_move_nothing(arena *a, bool yes_no)
{
    rows *w = world(a, 13, yes_no), *renamed = TAKE(a, 1, rows);
    *renamed = *w;
    for (size_t i = 0; i < w->n; i++) {
        renamed->row[i].source = SOURCES - 1 - w->row[i].source;
        renamed->row[i].item = ITEMS - 1 - w->row[i].item;
        if (!yes_no) renamed->row[i].value = VALUES - 1 - w->row[i].value;
    }
    const weigh_result *x = weigh(a, w, yes_no), *y = weigh(a, renamed, yes_no);
    for (size_t i = 0; i < w->n; i++)
        same_value(&x->value[w->row[i].item][w->row[i].value], &y->value[renamed->row[i].item][renamed->row[i].value]);
    for (uint32_t s = 0; s < SOURCES; s++)
        assert_memory_equal(&x->source[s], &y->source[SOURCES - 1 - s], sizeof *x->source);
}

static void test_names(void **state)
{
    (void)state;
    with_arena(names_move_nothing);
}

static void test_denial_is_the_mirror(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = world(a, 14, true), *mirror = TAKE(a, 1, rows);
    *mirror = *w;
    for (size_t i = 0; i < w->n; i++) mirror->row[i].polarity = !w->row[i].polarity;
    const weigh_result *x = weigh(a, w, true), *y = weigh(a, mirror, true);
    for (uint32_t i = 0; i < x->items; i++) {
        assert_true(fabs(x->value[i][0].belief + y->value[i][0].belief - 1) < 1e-12);
        assert_true(fabs(x->value[i][0].low + y->value[i][0].high - 1) < 1e-9);
    }
    arena_close(a);
}

/* A stranger leaves what is known of the others alone; so it shows the effect of one more voice by itself. */
static void one_more_never_lowers(arena *a, bool yes_no)
{
    for (uint32_t item = 0; item < ITEMS; item += 7) {
        rows *w = world(a, 15, yes_no);
        double before = weigh(a, w, yes_no)->value[item][0].belief, first = before;
        for (uint32_t k = 0; k < 1000; k = k * 3 + 1) {
            while (w->n < ROWS && w->row[w->n - 1].source < SOURCES + k) {
                w->row[w->n] =
                    asserts(w->row[w->n - 1].source < SOURCES ? SOURCES : w->row[w->n - 1].source + 1, item, 0);
                w->n++;
            }
            double now = weigh(a, w, yes_no)->value[item][0].belief;
            assert_true(now >= before);
            if (first > 0) assert_true(log(now / (1 - now)) - log(first / (1 - first)) <= 1.2 + 1e-6);
            before = now;
        }
    }
}

static void test_strangers(void **state)
{
    (void)state;
    with_arena(one_more_never_lowers);
}

static void belief_lies_in_its_interval(arena *a, bool yes_no)
{
    const weigh_result *x = weigh(a, world(a, 16, yes_no), yes_no);
    for (uint32_t i = 0; i < x->items; i++) {
        double all = 0;
        for (uint32_t v = 0; v < x->values[i]; v++) {
            const weigh_value *b = &x->value[i][v];
            assert_true(b->low >= 0 && b->low <= b->belief && b->belief <= b->high && b->high <= 1);
            assert_false(b->too_little);
            assert_int_equal(b->pivot_row != WEIGH_NONE, b->origins_asserted + b->origins_denied > 0 && !b->split);
            all += b->belief;
        }
        if (!yes_no) assert_true(all <= 1 + 1e-9);
    }
    for (uint32_t s = 0; s < x->sources; s++) assert_true(x->source[s].sensitivity > 0.5);
}

static void test_intervals(void **state)
{
    (void)state;
    with_arena(belief_lies_in_its_interval);
}

static void test_truth_is_found(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = TAKE(a, 1, rows);
    for (uint32_t i = 0; i < 40; i++) /* three agree; two that err together on every fourth item are outweighed */
        for (uint32_t s = 0; s < 5; s++) w->row[w->n++] = asserts(s, i, s < 3 || i % 4 ? 0 : 1);
    const weigh_result *x = weigh(a, w, false);
    for (uint32_t i = 0; i < 40; i++) assert_true(x->value[i][0].belief > 0.9);
    assert_true(x->source[0].sensitivity > x->source[4].sensitivity);
    arena_close(a);
}

/* Two camps of equal size, alike in everything, read half of the items in two ways. */
static rows *camps(arena *a, uint64_t seed, bool yes_no, bool planted)
{
    rows *w = TAKE(a, 1, rows);
    rng r = rng_seed(seed);
    for (uint32_t i = 0; i < ITEMS; i++) {
        uint32_t one = yes_no ? i % 4 < 2 : 0, two = planted && i % 2 ? !one : one;
        for (uint32_t s = 0; s < SOURCES; s++) {
            uint32_t said = s < SOURCES / 2 ? one : two;
            if (rng_unit(&r) < 0.1) said = (uint32_t)rng_below(&r, yes_no ? 2 : VALUES);
            weigh_row x = asserts(s, i, yes_no ? 0 : said);
            if (yes_no) x.polarity = (uint8_t)!said;
            w->row[w->n++] = x;
        }
    }
    return w;
}

static void two_worlds_are_told(arena *a, bool yes_no)
{
    uint32_t worlds = 20, planted = 0, told = 0, plain = 0, alarms = 0;
    for (uint64_t seed = 1; seed <= worlds; seed++) {
        const weigh_result *x = weigh(a, camps(a, seed, yes_no, true), yes_no);
        const weigh_result *y = weigh(a, camps(a, seed, yes_no, false), yes_no);
        for (uint32_t i = 0; i < ITEMS; i++) {
            bool odd = i % 2;
            planted += odd;
            told += odd && x->value[i][0].split;
            plain += 1 + !odd;
            alarms += y->value[i][0].split + (!odd && x->value[i][0].split);
            if (odd && x->value[i][0].split) assert_true(x->value[i][0].low < 0.5 && x->value[i][0].high > 0.5);
        }
    }
    print_message("split told on %u of %u planted, on %u of %u others\n", told, planted, alarms, plain);
    assert_true(told >= 0.9 * planted);
    assert_true(alarms <= 0.02 * plain);
}

static void test_two_worlds(void **state)
{
    (void)state;
    with_arena(two_worlds_are_told);
}

static void test_little_is_called_little(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    weigh_row one = asserts(0, 0, 0), denial = asserts(1, 0, 0);
    denial.polarity = 1;
    weigh_row both[] = { one, denial };
    const weigh_options yes_no = { .several_truths = true };
    const weigh_result *empty = weigh_run(a, NULL, 0, NULL);
    assert_int_equal(empty->items, 0);
    const weigh_value *x = weigh_run(a, &one, 1, &yes_no)->value[0];
    assert_true(x->too_little && x->belief > 0.5 && x->low < 0.5);
    assert_int_equal(x->origins_asserted, 1);
    x = weigh_run(a, both, 2, &yes_no)->value[0];
    assert_true(x->too_little && x->belief == 0.5 && x->low < 0.3 && x->high > 0.7);
    assert_int_equal(x->origins_denied, 1);
    arena_close(a);
}

static void test_a_source_that_repeats_itself_is_one_voice(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    weigh_row again[] = { asserts(0, 0, 0), asserts(0, 0, 0), asserts(0, 0, 0), asserts(0, 0, 0) };
    const weigh_value *x = weigh_run(a, again, 4, &(weigh_options){ .several_truths = true })->value[0];
    assert_int_equal(x->asserted, 4);
    assert_int_equal(x->origins_asserted, 1);
    assert_true(x->too_little);
    arena_close(a);
}

/* Belief without the pivot is nearly what a table without its voice gives: the sign of the change always, the size within
 * .02. */
static void test_the_pivot_is_what_a_refit_says(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    double most = 0, sum = 0;
    uint32_t n = 0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        rows *w = world(a, seed, true), *less = TAKE(a, 1, rows);
        const weigh_result *r = weigh(a, w, true);
        for (uint32_t item = 0; item < ITEMS; item += 5) {
            const weigh_value *x = &r->value[item][0];
            if (x->split || x->pivot_row == WEIGH_NONE) continue;
            *less = *w;
            less->row[x->pivot_row] = less->row[--less->n];
            double refit = weigh(a, less, true)->value[item][0].belief;
            assert_true((refit - x->belief) * (x->without_pivot - x->belief) > 0);
            most = fmax(most, fabs(refit - x->without_pivot));
            sum += fabs(refit - x->without_pivot);
            n++;
        }
    }
    print_message("mean error %.4f, greatest %.4f\n", sum / n, most);
    assert_true(most < 0.02);
    arena_close(a);
}

static void refused(const weigh_row *row, size_t n, const weigh_options *o, const char *why)
{
    arena *a = arena_open(NULL, 0);
    if (ARENA_DOOR(a)) {
        weigh_run(a, row, n, o);
        fail_msg("accepted: %s", why);
    }
    assert_non_null(strstr(arena_failure(a)->what, why));
    arena_close(a);
}

static void test_bad_rows_are_named(void **state)
{
    (void)state;
    weigh_row row[2] = { asserts(0, 0, 0), asserts(1, 0, 0) };
    row[1].item = 5;
    refused(row, 2, NULL, "row 1: item");
    row[1] = asserts(7, 0, 0);
    refused(row, 2, NULL, "row 1: source");
    row[1] = asserts(1, 0, 9);
    refused(row, 2, NULL, "row 1: value");
    row[1] = asserts(1, 0, 0);
    row[1].polarity = 2;
    refused(row, 2, NULL, "row 1: polarity");
    row[1].polarity = 0;
    row[1].time = INFINITY;
    refused(row, 2, NULL, "row 1: time");
    row[1].time = NAN;
    row[1].links = WEIGH_LINKS_MOST + 1;
    refused(row, 2, NULL, "row 1: links");
    refused(row, 1, &(weigh_options){ .method = "oracle" }, "oracle");
    refused(row, 1, &(weigh_options){ .prior = NAN }, "prior");
    refused(row, 1, &(weigh_options){ .labels = 1 }, "labels");
}

/* What came through more mouths moves belief less, in either direction, and never the other way. */
static void links_soften(arena *a, bool yes_no)
{
    double before = 1;
    for (uint8_t links = 0; links <= WEIGH_LINKS_MOST; links++) {
        rows *w = world(a, 17, yes_no);
        for (size_t i = 0; i < w->n; i++) w->row[i].certainty = 3;
        weigh_row x = asserts(SOURCES, 0, 0);
        double without = weigh(a, w, yes_no)->value[0][0].belief;
        x.links = links;
        w->row[w->n++] = x;
        double moved = fabs(weigh(a, w, yes_no)->value[0][0].belief - without);
        assert_true(moved > 0 && moved < before);
        before = moved;
    }
}

static void test_links(void **state)
{
    (void)state;
    with_arena(links_soften);
}

/* The better a source's record elsewhere, the more it moves belief; its voices there make it no stranger; and what one
 * table teaches can be told to another. */
static void known_sources(arena *a, bool yes_no)
{
    rows *w = world(a, 23, yes_no);
    w->row[w->n++] = asserts(SOURCES, 0, 0);
    weigh_known *known = TAKE(a, SOURCES + 1, weigh_known);
    const weigh_options o = { .several_truths = yes_no, .known = known };
    double before = weigh_run(a, w->row, w->n, &o)->value[0][0].belief;
    for (int right = 2; right <= 10; right += 4) {
        known[SOURCES] = (weigh_known){ .voices = 10, .statements = 10, .right = right, .usual = 6 };
        double now = weigh_run(a, w->row, w->n, &o)->value[0][0].belief;
        if (right > 2) assert_true(now > before);
        before = now;
    }
    const weigh_result *r = weigh_run(a, w->row, w->n, &o);
    for (uint32_t s = 0; s < SOURCES; s++) {
        weigh_known k = r->source[s].record;
        assert_int_equal(k.voices, r->source[s].origins);
        assert_true(k.statements > 0 && k.right >= 0 && k.right <= k.statements && k.statements <= k.voices + 1e-6);
        assert_true(k.usual > 0 && k.usual < k.statements);
    }
    assert_int_equal(r->source[SOURCES].record.voices, 1);
    assert_true(r->source[SOURCES - 1].record.right / r->source[SOURCES - 1].record.statements >
                r->source[0].record.right / r->source[0].record.statements);
}

static void test_known_sources(void **state)
{
    (void)state;
    with_arena(known_sources);
}

/* Many strangers are as one in width, too. */
static void test_strangers_do_not_widen(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    rows *w = TAKE(a, 1, rows);
    for (uint32_t s = 0; s < 40; s++) w->row[w->n++] = asserts(s, 0, s < 38 ? 0 : s - 37);
    const weigh_value *v = weigh(a, w, false)->value[0];
    assert_true(v[0].belief > v[1].belief);
    assert_true(v[0].low > .03 && v[0].high < .97);
    arena_close(a);
}

/* Labels that some sources confuse: the table is large enough to show how, and each depth is right about its own kind.
 * With one good source among guessers a count of voices is wrong where all others are. */
static void test_closed_sets_learn_confusions(void **state)
{
    (void)state;
    enum { LABELS = 3, QUESTIONS = 200, VOICES = 5 };
    arena *a = arena_open(NULL, 0);
    weigh_row *row = TAKE(a, QUESTIONS * VOICES, weigh_row);
    rng r = rng_seed(31);
    size_t n = 0;
    for (uint32_t i = 0; i < QUESTIONS; i++) {
        uint32_t truth = i % LABELS;
        for (uint32_t s = 0; s < VOICES; s++) {
            /* three take label 2 for 1 half of the time, and for the rest are nearly always right */
            uint32_t said = s < 3 && truth == 2 && rng_unit(&r) < .5 ? 1 : truth;
            if (rng_unit(&r) < .05) said = (uint32_t)rng_below(&r, LABELS);
            row[n++] = asserts(s, i, said);
        }
    }
    const weigh_result *x = weigh_run(a, row, n, &(weigh_options){ .labels = LABELS });
    uint32_t right = 0, counted = 0;
    for (uint32_t i = 0; i < QUESTIONS; i++) {
        uint32_t votes[LABELS] = { 0 }, best = 0, most = 0;
        for (uint32_t s = 0; s < VOICES; s++) votes[row[i * VOICES + s].value]++;
        for (uint32_t l = 1; l < LABELS; l++) {
            if (x->value[i][l].belief > x->value[i][best].belief) best = l;
            if (votes[l] > votes[most]) most = l;
        }
        right += best == i % LABELS;
        counted += most == i % LABELS;
    }
    print_message("right on %u of %u, by a count of voices on %u\n", right, QUESTIONS, counted);
    assert_true(right >= counted);
    assert_true(right >= QUESTIONS * 98 / 100);
    assert_true(x->source[4].sensitivity > x->source[0].sensitivity);
    arena_close(a);
}

/* Answers that are taken one by one are those of the result. */
static void compare_item(void *ctx, uint32_t item, const weigh_value *v, uint32_t values)
{
    const weigh_result *r = ctx;
    assert_int_equal(values, r->values[item]);
    for (uint32_t i = 0; i < values; i++) same_value(&v[i], &r->value[item][i]);
}

static void each_gets_the_same(arena *a, bool yes_no)
{
    rows *w = world(a, 18, yes_no);
    weigh_result all = *weigh(a, w, yes_no);
    const weigh_result *none = weigh_run(
        a, w->row, w->n, &(weigh_options){ .several_truths = yes_no, .each = compare_item, .ctx = &all });
    assert_null(none->value);
    assert_int_equal(none->items, all.items);
}

static void test_each(void **state)
{
    (void)state;
    with_arena(each_gets_the_same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reprints),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_denial_is_the_mirror),
        cmocka_unit_test(test_strangers),
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_truth_is_found),
        cmocka_unit_test(test_two_worlds),
        cmocka_unit_test(test_little_is_called_little),
        cmocka_unit_test(test_a_source_that_repeats_itself_is_one_voice),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_known_sources),
        cmocka_unit_test(test_strangers_do_not_widen),
        cmocka_unit_test(test_closed_sets_learn_confusions),
        cmocka_unit_test(test_each),
        cmocka_unit_test(test_the_pivot_is_what_a_refit_says),
        cmocka_unit_test(test_bad_rows_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
