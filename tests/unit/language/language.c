/*
 * language.c - the shipped model reads whatever comes: whole trees, spans inside, the same twice, names blind.
 */
#include "language/language.h"

#include "base/random.h"
#include "language/mask.h"
#include "language/trees.h"
#include "text/page.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static language *opened(void)
{
    hs_error err;
    language *l = language_open(PROJECT_DIR "/data", "en", &err);
    if (!l) fail_msg("%s", err.what);
    return l;
}

static const reading *whole(arena *a, const language *l, hs_str text, const page **out)
{
    char why[WHY] = "";
    const page *p = text_page(a, text);
    const reading *r = language_read(a, l, p);
    if (!reading_valid(r, p, why)) fail_msg("%s", why);
    for (uint32_t s = 0; s < r->trees; s++)
        for (uint32_t i = 0; i < r->tree[s].units; i++) assert_true(r->tree[s].unit[i].lemma.p != NULL);
    *out = p;
    return r;
}

static bool same_units(tree x, tree y)
{
    if (x.units != y.units) return false;
    for (uint32_t i = 0; i < x.units; i++) {
        const unit *a = &x.unit[i], *b = &y.unit[i];
        if (a->upos != b->upos || a->relation != b->relation || a->head != b->head || !str_eq(a->xpos, b->xpos)) return false;
        if (a->name == NOBODY && !str_eq(a->lemma, b->lemma)) return false;
    }
    return true;
}

static bool same_masked(const masked *x, const masked *y)
{
    return same_units((tree){ x->unit, x->units }, (tree){ y->unit, y->units });
}

static void plain_sentence(void **state)
{
    (void)state;
    language *l = opened();
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const page *p;
    const reading *r = whole(a, l, str_of("The officials said that the new crane was not safe."), &p);
    assert_int_equal(r->trees, 1);
    const unit *u = r->tree[0].unit;
    assert_int_equal(u[2].upos, UPOS_VERB);
    assert_true(str_eq(u[2].lemma, str_of("say")));
    assert_int_equal(u[2].head, UNIT_ROOT);
    assert_int_equal(u[1].relation, REL_NSUBJ);
    assert_int_equal(u[1].head, 2);
    assert_true(str_eq(u[1].lemma, str_of("official")));
    assert_int_equal(u[9].head, 2);
    assert_int_equal(u[9].relation, REL_CCOMP);
    arena_door_shut(a);
    arena_close(a);
    language_close(l);
}

/* Names put where recognition found them: what is read must not depend on which name it was. */
static tree with_name(arena *a, const trees_model *m, const char *before, const char *who, const char *after, uint32_t tokens)
{
    const page *p = text_page(a, arena_printf(a, "%s%s%s", before, who, after));
    uint32_t first = text_page(a, str_of(before))->tokens;
    const name n = { .first_token = first, .tokens = tokens, .class = CLASS_PERSON, .entry = NOBODY };
    assert_int_equal(p->sentences, 1);
    masked *s = mask_page(a, p, &n, 1);
    trees_read(a, m, p, &n, s, 1);
    return (tree){ s[0].unit, s[0].units };
}

static void names_are_blind(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        uint32_t tokens;
    } who[] = { { "Orla", 1 }, { "Orla Vann", 2 }, { "Abu Yusuf Hamid Khan Durrani", 5 }, { "Nguyen", 1 }, { "Ama Mensah", 2 },
                { "ZHANG WEI", 2 }, { "the", 1 }, { "Vladimir Vladimirovich Petrov", 3 } };
    static const char *const around[][2] = { { "On Monday ", " told reporters that the port was closed." },
                                             { "The report accuses ", " of hiding two ships." },
                                             { "They say ", " may have been paid by the owners, but he denied it." } };
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const trees_model *m = trees_open(a, PROJECT_DIR "/data/models/en-trees.model");
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        tree first = with_name(a, m, around[i][0], who[0].words, around[i][1], who[0].tokens);
        for (size_t k = 1; k < sizeof who / sizeof *who; k++)
            assert_true(same_units(first, with_name(a, m, around[i][0], who[k].words, around[i][1], who[k].tokens)));
    }
    arena_door_shut(a);
    arena_close(a);
}

/* A sentence is read the same alone and among others, whatever their lengths. */
static void neighbours_do_not_matter(void **state)
{
    (void)state;
    static const char *const text[] = { "It rained.", "The owners of the two ships denied that they had been paid.", "Why?",
                                        "Harbour workers, who have been on strike since May, want more money." };
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const trees_model *m = trees_open(a, PROJECT_DIR "/data/models/en-trees.model");
    const page *p = text_page(a, arena_printf(a, "%s\n\n%s\n\n%s\n\n%s", text[0], text[1], text[2], text[3]));
    assert_int_equal(p->sentences, 4);
    masked *all = mask_page(a, p, NULL, 0);
    trees_read(a, m, p, NULL, all, 4);
    for (int i = 0; i < 4; i++) {
        const page *one = text_page(a, str_of(text[i]));
        masked *alone = mask_page(a, one, NULL, 0);
        trees_read(a, m, one, NULL, alone, 1);
        assert_true(same_masked(&all[i], alone));
    }
    arena_door_shut(a);
    arena_close(a);
}

static void read_noise(arena *a, const language *l, rng *r)
{
    static const char *const piece[] = { "the ", "Orla Vann ", ". ", "\n\n", "\xff", "\xe2\x80\xae", "\xf0\x9f\x98\x80", "\x01", "don't ",
                                         "\"", "(", "\xc3\xa9", "https://x.example/?a=b ", "1,000 ", "said ", "\xe2\x80\x8b", "A" };
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    buf text = { .a = a };
    const page *p;
    buf_add(&text, str_of("\n"));
    for (uint64_t n = rng_below(r, 60); n; n--) buf_add(&text, str_of(piece[rng_below(r, sizeof piece / sizeof *piece)]));
    whole(a, l, buf_str(&text), &p);
    arena_door_shut(a);
}

static void hostile_text(void **state)
{
    (void)state;
    uint64_t seed = 20261123;
    print_message("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    language *l = opened();
    arena *a = arena_open(NULL, 0);
    for (int i = 0; i < 60; i++) {
        read_noise(a, l, &r);
        arena_reset(a);
    }
    arena_close(a);
    language_close(l);
}

/* One sentence of very many words, and one word of very many letters. */
static void very_long(void **state)
{
    (void)state;
    language *l = opened();
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    buf text = { .a = a }, word = { .a = a };
    const page *p;
    for (int i = 0; i < 1500; i++) buf_add(&text, str_of("and the dog "));
    const reading *r = whole(a, l, buf_str(&text), &p);
    assert_true(r->tree[0].units > TREES_WINDOW);
    for (int i = 0; i < 100000; i++) buf_add(&word, str_of("ab\xc3\xa9"));
    whole(a, l, buf_str(&word), &p);
    arena_door_shut(a);
    arena_close(a);
    language_close(l);
}

static void missing_folder(void **state)
{
    (void)state;
    hs_error err;
    assert_null(language_open("/nowhere", "en", &err));
    assert_true(err.status != HS_OK && err.what[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_sentence), cmocka_unit_test(names_are_blind), cmocka_unit_test(neighbours_do_not_matter),
        cmocka_unit_test(hostile_text),   cmocka_unit_test(very_long),       cmocka_unit_test(missing_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
