/*
 * trees.c - any net gives trees, the same on every run; a model whose parts do not fit together is refused.
 */
#include "language/trees.h"

#include "base/random.h"
#include "text/page.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

typedef struct {
    net_plan plan;
    float *p;
    lemma_script script[3];
    hs_str xpos[3];
    key_table keys;
} parts;

static parts random_parts(arena *a, uint64_t seed, double by)
{
    parts x = { .script = { { 0, 0, "", "" }, { 1, 1, "y", "" }, { LEMMA_ALL, 2, "be", "" } } };
    rng r = rng_seed(seed);
    assert_true(net_plan_of(&(net_size){ 12, 40, 8, 8, 8, 1, 8, 8, 3, 3 }, &x.plan));
    x.p = TAKE(a, x.plan.floats, float);
    for (size_t i = 0; i < x.plan.floats; i++) x.p[i] = (float)((rng_unit(&r) * 2 - 1) * by);
    x.xpos[0] = str_of("A");
    x.xpos[1] = str_of("B");
    x.xpos[2] = str_of("_");
    key_pair keys[] = { { key_hash(str_of("the"), KEY_WORD), 7 }, { key_hash(str_of("dog"), KEY_WORD), 4000000 },
                        { key_hash(str_of("s"), KEY_SUFFIX1), 33 }, { key_hash(str_of("g"), KEY_SUFFIX1), 1 << 30 } };
    x.keys = key_build(a, keys, 4);
    return x;
}

static hs_str bake(arena *a, const parts *x)
{
    return trees_bake(a, &(trees_parts){ &x->plan, x->p, x->keys, x->script, x->xpos, str_of("test") });
}

static hs_str some_text(arena *a, rng *r)
{
    static const char *const word[] = { "the ", "dog ", "dogs ", "Orla ", ". ", "x", "\n\n", "1,5 ", "\"", "\xc3\xa9" };
    buf text = { .a = a };
    buf_add(&text, str_of("So "));
    for (uint64_t n = rng_below(r, 900); n; n--) buf_add(&text, str_of(word[rng_below(r, 10)]));
    return buf_str(&text);
}

static void one_net(arena *a, rng *r, double by)
{
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    parts x = random_parts(a, rng_u64(r), by);
    const trees_model *m = trees_from(a, model_check(a, bake(a, &x), "test", TREES_KIND, TREES_VERSION));
    const page *p = text_page(a, some_text(a, r));
    name *n = TAKE(a, p->sentences, name);
    for (uint32_t s = 0; s < p->sentences; s++)
        n[s] = (name){ .sentence = s, .first_token = p->sentence[s].first_token,
                       .tokens = 1 + (uint32_t)rng_below(r, p->sentence[s].tokens), .class = (actor_class)(s % 5) };
    masked *s = mask_page(a, p, n, p->sentences), *again = mask_page(a, p, n, p->sentences);
    trees_read(a, m, p, n, s, p->sentences);
    trees_read(a, m, p, n, again, p->sentences);
    char why[WHY] = "";
    for (uint32_t i = 0; i < p->sentences; i++) {
        tree t = { s[i].unit, s[i].units };
        if (!tree_valid(t, why)) fail_msg("%s", why);
        for (uint32_t k = 0; k < t.units; k++) {
            assert_true(t.unit[k].lemma.n && t.unit[k].upos < UPOS_COUNT && t.unit[k].relation < REL_COUNT);
            assert_true((t.unit[k].head == UNIT_ROOT) == (t.unit[k].relation == REL_ROOT));
            assert_true(t.unit[k].head == again[i].unit[k].head && t.unit[k].relation == again[i].unit[k].relation);
        }
    }
    const tree *inside = trees_inside(a, m, p, n, p->sentences);
    for (uint32_t i = 0; i < p->sentences; i++) assert_true(inside[i].units == n[i].tokens && tree_valid(inside[i], why));
    arena_door_shut(a);
}

static void any_net(void **state)
{
    (void)state;
    uint64_t seed = 31;
    print_message("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    arena *a = arena_open(NULL, 0);
    static const double by[] = { .5, 50, 1e30, 0 };
    for (int i = 0; i < 12; i++) {
        one_net(a, &r, by[i % 4]);
        arena_reset(a);
    }
    arena_close(a);
}

static bool refused(arena *a, const parts *x)
{
    if (ARENA_DOOR(a)) {
        trees_from(a, model_check(a, bake(a, x), "test", TREES_KIND, TREES_VERSION));
        arena_door_shut(a);
        return false;
    }
    return arena_failure(a)->status == HS_BAD_MODEL;
}

static void parts_that_do_not_fit(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    parts good = random_parts(a, 1, 1), x = good;
    assert_false(refused(a, &good));
    x.plan.size.hidden = 7;
    assert_true(refused(a, &x));
    x = good;
    x.plan.size.hidden = 16;
    assert_true(refused(a, &x));
    x = good;
    x.plan.block[NET_SCRIPT].rows -= 2;
    assert_true(refused(a, &x));
    x = good;
    x.xpos[1] = str_of("B\nC");
    assert_true(refused(a, &x));
    x = good;
    x.script[1].n = LEMMA_TAIL_MOST + 1;
    assert_true(refused(a, &x));
    x = good;
    x.script[1].tail[0] = '\xff';
    assert_true(refused(a, &x));
    x = good;
    x.keys.mask -= 1;
    assert_true(refused(a, &x));
    static const int blocks[] = { NET_AGAIN, NET_BIAS, NET_WORD, NET_AFFIX };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        float *p = &good.p[good.plan.block[blocks[i]].at + 5], keep = *p;
        *p = i % 2 ? INFINITY : NAN;
        assert_true(refused(a, &good));
        *p = keep;
    }
    assert_false(refused(a, &good));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(any_net), cmocka_unit_test(parts_that_do_not_fit) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
