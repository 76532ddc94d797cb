/*
 * hostile.c - any valid reading gives valid findings, the same ones twice: random trees over random text, deep chains,
 * wide stars, nothing at all.  The seed is printed.
 */
#include "base/random.h"
#include "claims/claims.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "tables.h"

/* Words that rules look for, so that random trees reach them; a few that no table knows. */
static const char *const WORDS[] = {
    "said",     "say",      "not",       "deny",    "accuse",
    "of",       "that",     "which",     "who",     "attack",
    "support",  "be",       "it",        "I",       "according",
    "to",       "report",   "official",  "alleged", "reportedly",
    "may",      "fail",     "begin",     "if",      "contrary",
    "evidence", "no",       "and",       "but",     "by",
    "in",       "12",       "2015",      "Friday",  "last",
    "at",       "least",    "?",         "\"",      ":",
    ",",        "offshoot", "leader",    "carry",   "out",
    "launch",   "believe",  "there",     "xylo",    "zz",
    "day",      "ago",      "three",     "May",     "\xc3\xa9t\xc3\xa9",
    "end",      "come",     "existence", "promise", "threat",
    "suspect",  "none",     "only",      "regime",  "sinister",
    "meet",     "sign",     "treaty",    "have",    "inform",
};
enum { WORDS_N = sizeof WORDS / sizeof *WORDS };

/* A page of one sentence a paragraph with n words, and quotation marks here and there. */
typedef struct {
    arena *a;
    rng *r;
    buf text;
    VEC(token) token;
    VEC(sentence) sentence;
    VEC(unit) unit;
    VEC(name) name;
    VEC(corefer) corefer;
    VEC(quotation) quotation;
} maker;

static void make_words(maker *m, uint32_t n)
{
    uint32_t first = (uint32_t)m->token.n, s = (uint32_t)m->sentence.n, begin = (uint32_t)m->text.n;
    for (uint32_t i = 0; i < n; i++) {
        hs_str w = str_of(WORDS[rng_below(m->r, WORDS_N)]);
        uint32_t at = (uint32_t)m->text.n;
        buf_add(&m->text, w);
        token *t = VEC_ADD(m->a, &m->token);
        *t = (token){ { at, at + (uint32_t)w.n }, (uint8_t)rng_below(m->r, 4), i > 0, false };
        unit *u = VEC_ADD(m->a, &m->unit);
        *u = (unit){
            t->at, first + i, 1, NOBODY, (uint8_t)rng_below(m->r, UPOS_COUNT), (uint8_t)rng_below(m->r, REL_COUNT),
            0,     { 0 },     w
        };
        if (rng_below(m->r, 8) == 0) {
            u->name = (uint32_t)m->name.n;
            u->upos = UPOS_PROPN;
            *VEC_ADD(m->a, &m->name) = (name){ t->at, s, first + i, 1, (actor_class)rng_below(m->r, 5), NOBODY };
            *VEC_ADD(m->a, &m->corefer) =
                (corefer){ t->at, s, i, (uint32_t)rng_below(m->r, 6), (mention_kind)rng_below(m->r, 9) };
        }
        if (i + 1 < n) buf_byte(&m->text, ' ');
    }
    *VEC_ADD(m->a, &m->sentence) =
        (sentence){ { begin, (uint32_t)m->text.n }, first, n, s / 2, rng_below(m->r, 9) == 0 };
    if (n > 4 && rng_below(m->r, 2)) {
        span in = { m->token.at[first + 1].at.end, m->token.at[first + n - 1].at.begin };
        *VEC_ADD(m->a, &m->quotation) = (quotation){ { in.begin, in.end }, in, false, rng_below(m->r, 2) };
    }
    buf_add(&m->text, STR("\n\n"));
}

/* Heads by random attachment to any unit already in the tree: every shape can come, crossing arcs too. */
static void make_heads(maker *m, uint32_t first, uint32_t n, int shape)
{
    uint32_t *order = TAKE(m->a, (size_t)n + 1, uint32_t);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (uint32_t i = n; shape != 1 && i > 1; i--) {
        uint32_t k = (uint32_t)rng_below(m->r, i), swap = order[k];
        order[k] = order[i - 1];
        order[i - 1] = swap;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t parent = shape == 1 ? i - 1 : shape == 2 ? 0 : i ? (uint32_t)rng_below(m->r, i) : 0;
        m->unit.at[first + order[i]].head = i ? order[parent] : UNIT_ROOT;
    }
}

static void check(maker *m, const uint32_t *sizes, uint32_t trees)
{
    tree *t = TAKE(m->a, (size_t)trees + 1, tree);
    for (uint32_t i = 0, at = 0; i < trees; at += sizes[i++]) t[i] = (tree){ m->unit.at + at, sizes[i] };
    page p = { buf_str(&m->text),
               m->token.at,
               (uint32_t)m->token.n,
               m->sentence.at,
               (uint32_t)m->sentence.n,
               trees,
               m->quotation.at,
               (uint32_t)m->quotation.n,
               0 };
    reading r = { t, trees, m->name.at, (uint32_t)m->name.n, m->corefer.at, (uint32_t)m->corefer.n, 6 };
    document d = { .published = { 2031, 5, 20, 0, 0, 0, DATE_DAY } };
    char why[WHY] = "";
    for (uint32_t i = 0; i < trees; i++)
        if (!tree_valid(t[i], why)) fail_msg("the test made a broken tree: %s", why);
    const findings *f = claims_find(m->a, tables, &d, &p, &r), *again = claims_find(m->a, tables, &d, &p, &r);
    if (!findings_valid(f, p.text, p.sentences, why)) fail_msg("%s", why);
    event_mentions events = claims_events(m->a, tables, &p, &r);
    for (size_t i = 0; i < events.n; i++) assert_in_range((int)(events.at[i].factuality + 3), 0, 6);
    for (uint32_t i = 0; i < f->labels; i++) assert_true(f->label[i].of.actor < f->actors);
    assert_int_equal(f->claims, again->claims);
    assert_int_equal(f->actors, again->actors);
    assert_int_equal(f->mentions, again->mentions);
    for (uint32_t i = 0; i < f->claims; i++) {
        assert_memory_equal(&f->claim[i].at, &again->claim[i].at, sizeof(span));
        assert_int_equal(f->claim[i].certainty, again->claim[i].certainty);
        assert_int_equal(f->claim[i].source.who.actor, again->claim[i].source.who.actor);
    }
}

static void run(uint64_t seed, uint32_t trees, uint32_t words, int shape)
{
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("seed %llu: %s", (unsigned long long)seed, arena_failure(a)->what);
    rng r = rng_seed(seed);
    maker m = { .a = a, .r = &r, .text = { .a = a } };
    uint32_t *sizes = TAKE(a, (size_t)trees + 1, uint32_t);
    for (uint32_t i = 0; i < trees; i++) {
        uint32_t first = (uint32_t)m.unit.n;
        sizes[i] = words > 100 ? words : 1 + (uint32_t)rng_below(&r, words);
        make_words(&m, sizes[i]);
        make_heads(&m, first, sizes[i], shape);
    }
    check(&m, sizes, trees);
    arena_door_shut(a);
    arena_close(a);
}

static void random_trees(void **state)
{
    (void)state;
    const char *given = getenv("HEARSAY_SEED"), *times = getenv("HEARSAY_TIMES");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 20310520, n = times ? strtoull(times, NULL, 10) : 400;
    print_message("seed %llu, %llu documents\n", (unsigned long long)seed, (unsigned long long)n);
    for (uint64_t i = 0; i < n; i++) run(seed + i, 1 + (uint32_t)(i % 5), 3 + (uint32_t)(i % 40), 0);
}

static void deep_and_wide(void **state)
{
    (void)state;
    run(1, 1, 20000, 1);
    run(2, 1, 20000, 2);
    run(3, 1, 5000, 0);
}

static void nothing(void **state)
{
    (void)state;
    run(4, 0, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(nothing), cmocka_unit_test(random_trees),
                                        cmocka_unit_test(deep_and_wide) };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
