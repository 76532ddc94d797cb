/*
 * The promises of pipeline/weighing.h: a source is one, whatever kind of questions it speaks of; repeats of an origin are
 * not heard; fresh voices stay bounded; what came through more mouths moves belief less.
 */
#include "pipeline/weighing.h"

#include "base/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { SOURCES = 400, CLAIMS = 600, EVENTS = 12, COUNTS = 3 };

/* EVENTS yes-or-no answers of one question each, and one how-many question with COUNTS answers behind them. */
typedef struct {
    item item[EVENTS + 1];
    answer answer[EVENTS + COUNTS];
    case_claim claim[CLAIMS];
    case_source source[SOURCES];
    state s;
} made;

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

static made *begin(void)
{
    made *m = TAKE(a, 1, made);
    for (uint32_t i = 0; i <= EVENTS; i++) m->item[i].several_truths = i < EVENTS;
    for (uint32_t i = 0; i < EVENTS + COUNTS; i++) m->answer[i].item = i < EVENTS ? i : EVENTS;
    m->s = (state){ .item = m->item, .items = EVENTS + 1, .answer = m->answer, .answers = EVENTS + COUNTS,
                    .claim = m->claim, .source = m->source, .sources = SOURCES, .origins = CLAIMS };
    return m;
}

/* An independent claim; gives its number. */
static uint32_t say(made *m, uint32_t source, uint32_t answer, bool denies)
{
    uint32_t n = m->s.claims++;
    m->claim[n] = (case_claim){ .source = source, .answer = answer, .count_answer = NOBODY, .origin = n, .twin = NOBODY,
                                .polarity = denies, .certainty = CERTAINTY_CERTAIN };
    m->source[source].claims++;
    return n;
}

static const answer *weigh(const made *m)
{
    static const date published[1] = { { 0 } };
    answer *out = TAKE(a, EVENTS + COUNTS, answer);
    weighing_run(a, &(weighing_input){ .s = &m->s, .published = published }, out, NULL);
    return out;
}

/* Sources 0 .. n-1 speak of all events, those from `liars` on always wrongly. */
static made *with_events(uint32_t n, uint32_t liars)
{
    made *m = begin();
    for (uint32_t s = 0; s < n; s++)
        for (uint32_t e = 0; e < EVENTS; e++) say(m, s, e, (e % 2) ^ (s >= liars));
    return m;
}

static void same(const answer *x, const answer *y, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        assert_memory_equal(&x[i].belief, &y[i].belief, sizeof x[i].belief);
        assert_memory_equal(&x[i].low, &y[i].low, sizeof x[i].low);
        assert_memory_equal(&x[i].high, &y[i].high, sizeof x[i].high);
    }
}

static double nats(double p)
{
    return log(p) - log1p(-p);
}

static void who_speaks_of_events_is_no_stranger_to_counts(void **test)
{
    (void)test;
    made *m = with_events(8, 8), *fresh = with_events(8, 8);
    for (uint32_t s = 0; s < 8; s++) {
        uint32_t count = EVENTS + (s < 6 ? 0 : s - 5);
        say(m, s, count, false);
        say(fresh, 20 + s, count, false);
    }
    const answer *known = weigh(m), *strange = weigh(fresh);
    assert_false(known[EVENTS].too_little);
    assert_true(known[EVENTS].belief > .95 && known[EVENTS].low > .8);
    assert_true(strange[EVENTS].too_little);
    assert_true(strange[EVENTS].belief < .6);
}

static void a_record_in_events_counts_in_counts(void **test)
{
    (void)test;
    made *m = with_events(8, 5); /* 5, 6 and 7 are wrong about every event */
    for (uint32_t s = 3; s < 8; s++) say(m, s, EVENTS + (s >= 5), false);
    const answer *x = weigh(m);
    assert_true(x[EVENTS].belief > x[EVENTS + 1].belief); /* two good ones against three bad ones */
}

static void a_record_in_counts_counts_in_events(void **test)
{
    (void)test;
    double with[2];
    for (int good = 0; good < 2; good++) {
        made *m = begin();
        for (uint32_t s = 0; s < 8; s++)
            for (uint32_t e = 0; e < 3; e++) say(m, s, e, false);
        for (uint32_t s = 0; s < 6; s++) say(m, s, EVENTS, false);
        say(m, 6, EVENTS + (good ? 0 : 1), false);
        say(m, 6, EVENTS - 1, false);
        say(m, 7, EVENTS - 1, true);
        with[good] = weigh(m)[EVENTS - 1].belief;
    }
    assert_true(with[1] > with[0]);
}

/* Disclosed: the repeats have the origin of what they repeat, and sources of their own or of others. */
static void repeats_move_nothing(void **test)
{
    (void)test;
    made *m = with_events(6, 5), *more = TAKE(a, 1, made);
    for (uint32_t s = 0; s < 6; s++) say(m, s, EVENTS + s % 2, false);
    const answer *before = weigh(m);
    *more = *m;
    more->s.claim = more->claim, more->s.answer = more->answer, more->s.item = more->item, more->s.source = more->source;
    for (uint32_t k = 0; k < 200; k++) {
        uint32_t n = say(more, 20 + k % 40, k % 2 ? EVENTS + 1 : 3, false);
        more->claim[n].origin = k % 2 ? 6 * EVENTS + 1 : 3;
        more->claim[n].polarity = more->claim[more->claim[n].origin].polarity;
        more->claim[n].links = 3;
    }
    same(before, weigh(more), 0, EVENTS + COUNTS);
}

static void fresh_voices_are_bounded(void **test)
{
    (void)test;
    for (uint32_t of = 0; of < 2; of++) {
        uint32_t answer = of ? EVENTS + 1 : 3;
        made *m = with_events(6, 5);
        for (uint32_t s = 0; s < 6; s++) say(m, s, EVENTS + s % 2, false);
        double first = weigh(m)[answer].belief, last = first;
        for (uint32_t k = 0; k < 300; k++) {
            say(m, 20 + k, answer, false);
            if (k > 3 && k % 100 != 99) continue;
            double now = weigh(m)[answer].belief;
            assert_true(now >= last);
            assert_true(nats(now) - nats(first) <= 1.2 + 1e-9);
            last = now;
        }
        assert_true(last > first);
    }
}

/* Random cases: one more firm asserter with no record of his own lifts what he asserts and moves no other question. */
static void one_more_voice_never_lowers(void **test)
{
    (void)test;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        made *m = begin();
        rng r = rng_seed(seed);
        for (int i = 0; i < 90; i++) {
            uint32_t n = say(m, (uint32_t)rng_below(&r, 9), (uint32_t)rng_below(&r, EVENTS + COUNTS), rng_below(&r, 4) == 0);
            m->claim[n].links = (uint8_t)rng_below(&r, 4);
            m->claim[n].certainty = (uint8_t)(1 + rng_below(&r, 3));
        }
        uint32_t at = (uint32_t)rng_below(&r, EVENTS + COUNTS);
        say(m, 10, at, false); /* so that the answer is there already */
        const answer *before = weigh(m);
        say(m, 11, at, false);
        const answer *after = weigh(m);
        if (after[at].belief < before[at].belief) fail_msg("seed %llu", (unsigned long long)seed);
        if (at >= EVENTS) same(before, after, 0, EVENTS);
        else same(before, after, EVENTS, COUNTS);
    }
}

static void mouths_soften(void **test)
{
    (void)test;
    double last = 1;
    for (uint8_t links = 0; links < 3; links++) {
        made *m = with_events(4, 4);
        m->claim[say(m, 0, EVENTS, false)].links = links;
        say(m, 1, EVENTS + 1, false);
        double now = weigh(m)[EVENTS].belief;
        assert_true(now < last);
        last = now;
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(who_speaks_of_events_is_no_stranger_to_counts),
        TEST(a_record_in_events_counts_in_counts),
        TEST(a_record_in_counts_counts_in_events),
        TEST(repeats_move_nothing),
        TEST(fresh_voices_are_bounded),
        TEST(one_more_voice_never_lowers),
        TEST(mouths_soften),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
