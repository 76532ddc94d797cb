/* What reuse_find promises: every long enough run of equal words is found, edits are bridged, order does not matter. */
#include "base/random.h"
#include "reuse/reuse.h"
#include "reuse/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static const char STORY[] =
    "The harbour master of Port Ilven said on Tuesday that the northern crane had been closed after inspectors found "
    "cracks in two of its supporting beams. Repairs would take at least three weeks, he told the town council, and "
    "fishing boats were asked to unload at the old quay. \"Nobody was in danger at any time,\" the harbour master said.";

static reuse_document doc(const char *id, const char *publisher, const char *day, const char *text)
{
    reuse_document d = { .id = str_of(id), .publisher = str_of(publisher), .text = str_of(text) };
    date_parse(str_of(day), &d.published);
    return d;
}

static const reuse_result *find_valid(arena *a, const reuse_document *d, uint32_t n)
{
    const reuse_result *r = reuse_find(a, d, n, NULL);
    char why[WHY];
    for (size_t i = 0; i < r->copies; i++) {
        const copy *c = &r->copy[i];
        assert_true(c->a < n && c->b < n);
        if (!copy_valid(c, d[c->a].text, d[c->b].text, why)) fail_msg("%s", why);
    }
    for (size_t i = 0; i < r->lineages; i++) {
        const lineage *l = &r->lineage[i];
        uint32_t roots = 0;
        for (uint32_t k = 0; k < l->places; k++) {
            assert_true(l->place[k].parent <= k);
            assert_true((l->place[k].parent == k) == (l->place[k].copy == UINT32_MAX));
            roots += l->place[k].parent == k;
        }
        assert_int_equal(roots, l->origins);
    }
    return r;
}

static void empty_and_odd_texts_share_nothing(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    assert_int_equal(find_valid(a, NULL, 0)->copies, 0);
    reuse_document d[] = { doc("1", "", "", ""), doc("2", "", "", "... --- !!! ((( \"\" ,,,"),
                           doc("3", "", "", "\xff\xfe\x80 \xc3 ok \xed\xa0\x80"), doc("4", "", "", "one word") };
    assert_int_equal(find_valid(a, d, 4)->copies, 0);
    arena_close(a);
}

static void a_reprint_is_found_whole_and_dated(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str longer = arena_printf(a, "ILVEN - Readers of the Courier know the place. %s Our reporter adds nothing.", STORY);
    reuse_document d[] = { doc("copy", "Courier", "2031-05-04", longer.p), doc("first", "Gazette", "2031-05-02", STORY) };
    const reuse_result *r = find_valid(a, d, 2);
    assert_int_equal(r->copies, 1);
    const copy *c = r->copy;
    assert_int_equal(c->a, 0);
    assert_int_equal(c->direction, DIRECTION_B_FIRST);
    assert_int_equal(c->class, COPY_REPRINT);
    assert_true(str_starts(span_words(d[0].text, c->in_a), STR("The harbour master of")));
    assert_true(str_ends(span_words(d[0].text, c->in_a), STR("the harbour master said")));
    assert_int_equal(r->lineages, 1);
    assert_int_equal(r->lineage->origins, 1);
    assert_int_equal(r->lineage->place[0].document, 1);
    arena_close(a);
}

static void a_sentence_twice_in_one_text_is_found(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    static const char twice[] = "Prices rose. The ferry to the southern islands has not sailed since the first storm of "
                                "October. Some blame the company. The ferry to the southern islands has not sailed since "
                                "the first storm of October. Others do not.";
    reuse_document d[] = { doc("1", "Gazette", "", twice) };
    const reuse_result *r = find_valid(a, d, 1);
    assert_int_equal(r->copies, 1);
    assert_true(str_eq(span_words(d->text, r->copy->in_a), span_words(d->text, r->copy->in_b)));
    assert_int_equal(r->copy->tokens, 15);
    arena_close(a);
}

/* ---- every run is found: against the plain way to look for them ---- */

enum { TEXTS = 6, WORDS = 260 };

typedef struct {
    hs_str text[TEXTS];
    uint32_t word[TEXTS][WORDS], n[TEXTS];
} corpus;

static void write_text(arena *a, corpus *c, int d)
{
    buf b = { .a = a };
    for (uint32_t i = 0; i < c->n[d]; i++) buf_printf(&b, "%sw%u", i % 9 ? " " : ". ", c->word[d][i]);
    buf_byte(&b, 0);
    c->text[d] = (hs_str){ b.p, b.n - 1 };
}

/* Random words; each text takes stretches of earlier ones, some with words changed. */
static void make_corpus(arena *a, rng *r, corpus *c, uint32_t vocabulary)
{
    for (int d = 0; d < TEXTS; d++) {
        c->n[d] = (uint32_t)(60 + rng_below(r, WORDS - 60));
        for (uint32_t i = 0; i < c->n[d]; i++) c->word[d][i] = (uint32_t)rng_below(r, vocabulary);
        for (int k = 0; k < 3; k++) {
            int from = (int)rng_below(r, (uint64_t)d + 1);
            uint32_t n = (uint32_t)(5 + rng_below(r, 40)), at = (uint32_t)rng_below(r, c->n[d]);
            uint32_t src = (uint32_t)rng_below(r, c->n[from]);
            for (uint32_t i = 0; i < n && at + i < c->n[d] && src + i < c->n[from]; i++)
                if (rng_below(r, 20)) c->word[d][at + i] = c->word[from][src + i];
        }
        write_text(a, c, d);
    }
}

static bool covered(const reuse_result *r, uint32_t x, span in_x, uint32_t y, span in_y)
{
    for (size_t i = 0; i < r->copies; i++) {
        const copy *c = &r->copy[i];
        if (c->a == x && c->b == y && span_holds(c->in_a, in_x) && span_holds(c->in_b, in_y)) return true;
    }
    return false;
}

/* The same few words over and over, which repeat at every shift: within one text that is told once. */
static bool said_over_and_over(const uint32_t *word, uint32_t n)
{
    for (uint32_t period = 1; period <= n / 2; period++) {
        uint32_t i = period;
        while (i < n && word[i] == word[i - period]) i++;
        if (i == n) return true;
    }
    return false;
}

static void check_runs(const corpus *c, const reuse_result *r, const tokens *t, int x, int y)
{
    for (uint32_t i = 0; i < c->n[x]; i++)
        for (uint32_t j = x == y ? i + 1 : 0; j < c->n[y]; j++) {
            if (i && j && c->word[x][i - 1] == c->word[y][j - 1]) continue;
            uint32_t n = 0;
            while (i + n < c->n[x] && j + n < c->n[y] && c->word[x][i + n] == c->word[y][j + n]) n++;
            if (n < 12 || (x == y && (i + n > j || said_over_and_over(c->word[x] + i, n)))) continue;
            span in_x = tokens_span(&t[x], c->text[x], i, i + n), in_y = tokens_span(&t[y], c->text[y], j, j + n);
            if (!covered(r, (uint32_t)x, in_x, (uint32_t)y, in_y))
                fail_msg("texts %d and %d: a run of %u words at %u and %u was missed", x, y, n, i, j);
        }
}

static void every_run_is_found(void **state)
{
    (void)state;
    uint64_t seed = 20260410;
    printf("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    for (int round = 0; round < 80; round++) {
        arena *a = arena_open(NULL, 0);
        corpus *c = TAKE(a, 1, corpus);
        make_corpus(a, &r, c, round % 3 ? 3000 : 60);
        reuse_document d[TEXTS];
        tokens t[TEXTS];
        tokens_scratch scratch = { 0 };
        for (int i = 0; i < TEXTS; i++) {
            d[i] = (reuse_document){ .id = arena_printf(a, "t%d", i), .text = c->text[i] };
            t[i] = tokens_read(a, a, &scratch, c->text[i], NULL, 0);
        }
        const reuse_result *got = find_valid(a, d, TEXTS);
        for (int x = 0; x < TEXTS; x++)
            for (int y = x; y < TEXTS; y++) check_runs(c, got, t, x, y);
        arena_close(a);
    }
}

/* ---- any order of the documents, the same answer ---- */

static hs_str print_result(arena *a, const reuse_document *d, const reuse_result *r)
{
    buf b = { .a = a };
    for (size_t i = 0; i < r->copies; i++) {
        copy c = r->copy[i];
        const char *dir = copy_direction_name(c.direction);
        if (str_cmp(d[c.a].id, d[c.b].id) > 0) {
            copy t = c;
            c.a = t.b, c.b = t.a, c.in_a = t.in_b, c.in_b = t.in_a;
            dir = t.direction == DIRECTION_UNSAID ? "?" : t.direction == DIRECTION_A_FIRST ? "ba" : "ab";
        }
        buf_printf(&b, "%.*s %u-%u %.*s %u-%u %s %s %.17g %.17g %u\n", STR_ARGS(d[c.a].id), c.in_a.begin, c.in_a.end,
                   STR_ARGS(d[c.b].id), c.in_b.begin, c.in_b.end, copy_class_name(c.class), dir, c.confidence, c.bits,
                   c.tokens);
    }
    for (size_t i = 0; i < r->lineages; i++)
        for (uint32_t k = 0; k < r->lineage[i].places; k++) {
            lineage_place p = r->lineage[i].place[k];
            buf_printf(&b, "%zu %.*s %u-%u %u %u\n", i, STR_ARGS(d[p.document].id), p.at.begin, p.at.end, p.parent, p.copy);
        }
    return buf_str(&b);
}

static void order_does_not_matter(void **state)
{
    (void)state;
    rng r = rng_seed(7);
    arena *a = arena_open(NULL, 0);
    hs_str first = { 0 };
    corpus *c = TAKE(a, 1, corpus);
    make_corpus(a, &r, c, 3000);
    reuse_document d[TEXTS + 2];
    for (int i = 0; i < TEXTS; i++) d[i] = (reuse_document){ .id = arena_printf(a, "t%d", i), .text = c->text[i] };
    d[TEXTS] = doc("u0", "Gazette", "2031-05-02", STORY);
    d[TEXTS + 1] = doc("u1", "Courier", "2031-05-01", STORY);
    for (int round = 0; round < 12; round++) {
        hs_str now = print_result(a, d, find_valid(a, d, TEXTS + 2));
        if (!round) first = now;
        assert_true(first.n && str_eq(first, now));
        for (size_t i = TEXTS + 2; i > 1; i--) {
            size_t k = rng_below(&r, i);
            reuse_document swap = d[i - 1];
            d[i - 1] = d[k];
            d[k] = swap;
        }
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_and_odd_texts_share_nothing), cmocka_unit_test(a_reprint_is_found_whole_and_dated),
        cmocka_unit_test(a_sentence_twice_in_one_text_is_found), cmocka_unit_test(every_run_is_found),
        cmocka_unit_test(order_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
