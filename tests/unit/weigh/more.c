/*
 * A table that grows: a further document's answers are those of the table weighed anew, as near as the records of its
 * sources let them be, and the rest of what is known goes on from there.
 */
#include "weigh/weigh.h"

#include "base/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SOURCES = 30, ITEMS = 600, VALUES = 4, MOST = SOURCES * ITEMS, DOCUMENT = 20, DOCUMENTS = 5 };

typedef struct {
    uint32_t source[MOST], item[MOST], value[MOST], origin[MOST];
    uint8_t polarity[MOST];
    weigh_columns c;
} world;

static weigh_row row_of(rng *r, uint32_t s, uint32_t i, bool yes_no)
{
    uint32_t truth = yes_no ? i % 2 : i % VALUES;
    bool right = rng_unit(r) < 0.55 + 0.4 * s / SOURCES;
    weigh_row x = { .source = s, .item = i, .origin = WEIGH_NONE, .certainty = 3, .time = NAN };
    if (yes_no) x.polarity = (uint8_t)(right ? truth : !truth);
    else x.value = right ? truth : (uint32_t)rng_below(r, VALUES);
    return x;
}

static void put(world *w, weigh_row x)
{
    size_t n = w->c.rows++;
    w->source[n] = x.source, w->item[n] = x.item, w->value[n] = x.value, w->origin[n] = x.origin;
    w->polarity[n] = x.polarity;
}

static world *make(arena *a, rng *r, bool yes_no)
{
    world *w = TAKE(a, 1, world);
    w->c = (weigh_columns){ .source = w->source, .item = w->item, .value = w->value, .origin = w->origin,
                            .polarity = w->polarity };
    for (uint32_t i = 0; i < ITEMS; i++)
        for (uint32_t s = 0; s < SOURCES; s++)
            if (rng_unit(r) < 0.2) put(w, row_of(r, s, i, yes_no));
    return w;
}

typedef struct {
    const weigh_result *anew;
    double most;
    uint32_t answers, other_side;
} comparison;

static void compare(void *ctx, uint32_t item, const weigh_value *v, uint32_t values)
{
    comparison *c = ctx;
    assert_true(item < c->anew->items);
    assert_int_equal(values, c->anew->values[item]);
    for (uint32_t i = 0; i < values; i++) {
        const weigh_value *w = &c->anew->value[item][i];
        double apart = fabs(v[i].belief - w->belief);
        c->answers++;
        c->other_side += apart > 0.01 && (v[i].belief > 0.5) != (w->belief > 0.5);
        if (apart > c->most) c->most = apart;
        assert_int_equal(v[i].asserted, w->asserted);
        assert_int_equal(v[i].denied, w->denied);
        assert_int_equal(v[i].origins_asserted, w->origins_asserted);
        assert_int_equal(v[i].origins_denied, w->origins_denied);
        assert_int_equal(v[i].too_little, w->too_little);
    }
}

/* Each document speaks of known items and of one new one; a source that nobody knew is among its sources. */
static size_t document(rng *r, uint32_t number, bool yes_no, weigh_row *row)
{
    for (uint32_t i = 0; i < DOCUMENT; i++) {
        uint32_t item = i % 4 ? (uint32_t)rng_below(r, ITEMS) : ITEMS + number;
        row[i] = row_of(r, i % 7 ? (uint32_t)rng_below(r, SOURCES) : SOURCES, item, yes_no);
        row[i].source = row[i].source > SOURCES ? SOURCES : row[i].source;
    }
    return DOCUMENT;
}

static void documents_come_in(bool yes_no)
{
    arena *a = arena_open(NULL, 0), *scratch = arena_open(NULL, 0);
    rng r = rng_seed(41);
    world *first = make(a, &r, yes_no), *all = TAKE(a, 1, world);
    weigh_options o = { .several_truths = yes_no, .keep_copies = true };
    memcpy(all, first, sizeof *all);
    all->c = (weigh_columns){ .rows = first->c.rows, .source = all->source, .item = all->item, .value = all->value,
                              .origin = all->origin, .polarity = all->polarity };
    weigh_kept *k = weigh_keep(a, &first->c, &o);
    comparison c = { 0 };
    for (uint32_t d = 0; d < DOCUMENTS; d++) {
        weigh_row row[DOCUMENT];
        size_t n = document(&r, d, yes_no, row);
        for (size_t i = 0; i < n; i++) put(all, row[i]);
        c.anew = weigh_run_columns(a, &all->c, &o);
        weigh_more(k, scratch, row, n, compare, &c);
    }
    print_message("%u answers, the largest difference %.4f, on the other side %u\n", c.answers, c.most, c.other_side);
    assert_true(c.answers >= DOCUMENTS * 10);
    /* what it teaches of the population's quality, which yes-or-no questions lean on most, waits for a whole run */
    assert_true(c.most <= (yes_no ? 0.05 : 0.02));
    assert_int_equal(c.other_side, 0);
    assert_int_equal(arena_held(scratch) < 1 << 20, 1);
    arena_close(scratch);
    arena_close(a);
}

static void test_values(void **state)
{
    (void)state;
    documents_come_in(false);
}

static void test_yes_or_no(void **state)
{
    (void)state;
    documents_come_in(true);
}

static void no_answer(void *ctx, uint32_t item, const weigh_value *v, uint32_t values)
{
    (void)ctx, (void)item, (void)v, (void)values;
    fail_msg("an answer to no question");
}

static void test_nothing_new(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0), *scratch = arena_open(NULL, 0);
    weigh_columns none = { 0 };
    weigh_more(weigh_keep(a, &none, NULL), scratch, NULL, 0, no_answer, NULL);
    if (ARENA_DOOR(a)) {
        weigh_keep(a, &none, &(weigh_options){ .labels = 3 });
        fail_msg("a closed set was kept");
    }
    assert_non_null(strstr(arena_failure(a)->what, "closed set"));
    arena_close(scratch);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_values), cmocka_unit_test(test_yes_or_no),
                                        cmocka_unit_test(test_nothing_new) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
