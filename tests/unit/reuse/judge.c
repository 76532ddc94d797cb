/* What the room says of a shared passage: class, direction, lineage. */
#include "base/model_file.h"
#include "reuse/reuse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

static const char NOTICE[] = "The Straits Gazette was founded by three printers and a pilot in the year of the great "
                             "flood and has been read on both shores ever since, whatever the weather.";
static const char QUOTED[] = "not one lamp on the whole of the eastern mole was burning when the tanker came in";
static const char STORY[] = "Inspectors closed the northern crane after they found cracks in two of its supporting beams. "
                            "Repairs will take at least three weeks, the harbour master told the town council, and fishing "
                            "boats were asked to unload at the old quay until then.";

/* Sentences that no other number has. */
static hs_str own(arena *a, unsigned seed)
{
    return arena_printf(a, "Ledger %u lists item%u beside item%u. Clerk%u counted crate%u, sack%u, barrel%u. "
                           "Nobody%u objected%u to figure%u at desk%u.",
                        seed, seed * 7, seed * 11, seed, seed * 3, seed * 5, seed * 13, seed, seed * 17, seed * 19, seed);
}

static reuse_document doc(arena *a, unsigned n, const char *publisher, const char *day, hs_str text)
{
    reuse_document d = { .id = arena_printf(a, "d%02u", n), .publisher = str_of(publisher), .text = text };
    date_parse(str_of(day), &d.published);
    return d;
}

static const copy *between(const reuse_result *r, uint32_t a, uint32_t b)
{
    const copy *found = NULL;
    for (size_t i = 0; i < r->copies; i++)
        if (r->copy[i].a == a && r->copy[i].b == b) {
            assert_null(found);
            found = &r->copy[i];
        }
    assert_non_null(found);
    return found;
}

static void standing_text_is_boilerplate(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    static const char *const day[] = { "2031-01-04", "2031-02-11", "2031-04-02", "2031-07-19" };
    reuse_document d[4];
    for (unsigned i = 0; i < 4; i++)
        d[i] = doc(a, i, "Straits Gazette", day[i],
                   arena_printf(a, "%s\n%s\n%s", own(a, i + 1).p, own(a, i + 40).p, NOTICE));
    const reuse_result *r = reuse_find(a, d, 4, NULL);
    assert_int_equal(r->copies, 6);
    for (size_t i = 0; i < r->copies; i++) {
        assert_int_equal(r->copy[i].class, COPY_BOILERPLATE);
        assert_int_equal(r->copy[i].direction, DIRECTION_UNSAID);
    }
    assert_int_equal(r->lineages, 0);
    arena_close(a);
}

static void one_speaker_quoted_twice_is_a_quotation(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    reuse_document d[] = {
        doc(a, 0, "Gazette", "2031-03-01", arena_printf(a, "%s The pilot said that \xe2\x80\x9c%s.\xe2\x80\x9d %s",
                                                        own(a, 1).p, QUOTED, own(a, 2).p)),
        doc(a, 1, "Courier", "2031-03-02", arena_printf(a, "%s \"%s,\" according to him. %s", own(a, 3).p, QUOTED,
                                                        own(a, 4).p)),
    };
    assert_int_equal(between(reuse_find(a, d, 2, NULL), 0, 1)->class, COPY_QUOTE);
    arena_close(a);
}

static void closeness_is_told(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str edited = arena_printf(a, "%s Inspectors shut the northern crane after they saw cracks in two of its supporting "
                                    "beams. Repairs will take at least four weeks, the harbour master told the town council, "
                                    "and boats were asked to unload at the old quay until then. %s", own(a, 5).p, own(a, 6).p);
    reuse_document d[] = {
        doc(a, 0, "Agency", "2031-03-01", str_of(STORY)),
        doc(a, 1, "Courier", "2031-03-02", arena_printf(a, "%s %s", STORY, own(a, 1).p)),
        doc(a, 2, "Herald", "2031-03-03", edited),
        doc(a, 3, "Agency", "2031-03-02", arena_printf(a, "%s Nobody was hurt.", STORY)),
    };
    const reuse_result *r = reuse_find(a, d, 4, NULL);
    assert_int_equal(between(r, 0, 1)->class, COPY_REPRINT);
    assert_int_equal(between(r, 0, 2)->class, COPY_EDIT);
    assert_int_equal(between(r, 0, 3)->class, COPY_VERSION);
    assert_int_equal(between(r, 0, 2)->direction, DIRECTION_A_FIRST);
    assert_int_equal(r->lineages, 1);
    assert_int_equal(r->lineage->origins, 1);
    assert_int_equal(r->lineage->place[0].document, 0);
    arena_close(a);
}

/* Both of one day: the one that names the other beside the passage took it over. */
static void a_credit_gives_the_direction(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    reuse_document d[] = {
        doc(a, 0, "Morning Courier", "2031-03-02",
            arena_printf(a, "%s As the Ilven Agency reports: %s %s", own(a, 1).p, STORY, own(a, 2).p)),
        doc(a, 1, "Ilven Agency", "2031-03-02", arena_printf(a, "%s %s", STORY, own(a, 3).p)),
    };
    const copy *c = between(reuse_find(a, d, 2, NULL), 0, 1);
    assert_int_equal(c->direction, DIRECTION_B_FIRST);
    assert_true(c->confidence > .8 && c->confidence < 1);
    reuse_document silent[] = { doc(a, 0, "Courier", "2031-03-02", str_of(STORY)),
                                doc(a, 1, "Herald", "2031-03-02", str_of(STORY)) };
    c = between(reuse_find(a, silent, 2, NULL), 0, 1);
    assert_int_equal(c->direction, DIRECTION_UNSAID);
    assert_true(c->confidence == .5);
    arena_close(a);
}

/* What B changed stands in C: C took it from B, not from A. */
static void a_chain_is_kept(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    const char *b = "Inspectors closed the southern crane after they found holes in two of its supporting beams. Repairs "
                    "will take at least nine weeks, the harbour master told the town council, and fishing boats were asked "
                    "to unload at the fish quay until then.";
    reuse_document d[] = { doc(a, 0, "A", "2031-03-01", str_of(STORY)), doc(a, 1, "B", "2031-03-03", str_of(b)),
                           doc(a, 2, "C", "2031-03-05", arena_printf(a, "%s %s", own(a, 9).p, b)) };
    const reuse_result *r = reuse_find(a, d, 3, NULL);
    assert_int_equal(r->lineages, 1);
    const lineage *l = r->lineage;
    assert_int_equal(l->places, 3);
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(l->place[i].document, i);
    assert_int_equal(l->place[1].parent, 0);
    assert_int_equal(l->place[2].parent, 1);
    arena_close(a);
}

/* A part that C took stands in A and in B, which printed A whole: that is one origin, not two. */
static void a_part_of_a_reprint_is_no_origin(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    hs_str whole = arena_printf(a, "%s %s %s %s %s", own(a, 3).p, own(a, 5).p, STORY, own(a, 4).p, own(a, 6).p);
    reuse_document d[] = { doc(a, 0, "A", "2031-03-01", whole), doc(a, 1, "B", "2031-03-03", whole),
                           doc(a, 2, "C", "2031-03-05", arena_printf(a, "%s %s %s", own(a, 9).p, STORY, own(a, 10).p)) };
    const reuse_result *r = reuse_find(a, d, 3, NULL);
    bool seen = false;
    for (size_t i = 0; i < r->lineages; i++) {
        const lineage *l = &r->lineage[i];
        assert_int_equal(l->origins, 1);
        for (uint32_t k = 0; k < l->places; k++) seen |= l->place[k].document == 2;
    }
    assert_true(seen);
    arena_close(a);
}

/* A phrase that the background knows is no evidence. */
static void the_background_is_read(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    uint16_t cells[4 * BACKGROUND_CELLS] = { 0 };
    uint32_t gram = 0x12345678;
    cells[background_bucket(gram, 4) * BACKGROUND_CELLS] = (uint16_t)(background_mark(gram) << 4 | 3);
    model_writer w = { .a = a, .kind = BACKGROUND_KIND, .version = BACKGROUND_VERSION };
    model_add(&w, "grams", cells, sizeof cells);
    hs_str file = model_bake(&w);
    const background *b = background_check(a, file);
    assert_true(background_share(b, gram) > 1 / 16.0 && background_share(b, gram) < 1 / 8.0);
    assert_true(background_share(b, gram ^ 0x00f0f000) < 1 / 10000.0);
    assert_true(background_share(NULL, gram) == 0);
    arena_close(a);
}

/* Writes text with {0} and {1} as the two names, and where they stand. */
static reuse_document with_names(arena *a, unsigned n, const char *publisher, const char *day, const char *text,
                                 const char *const name[2])
{
    buf b = { .a = a };
    VEC(span) at = { 0 };
    for (const char *p = text; *p; p++) {
        if (*p != '{') {
            buf_byte(&b, *p);
            continue;
        }
        span s = { (uint32_t)b.n, 0 };
        buf_add(&b, str_of(name[p[1] - '0']));
        s.end = (uint32_t)b.n;
        *VEC_ADD(a, &at) = s;
        p += 2;
    }
    reuse_document d = doc(a, n, publisher, day, buf_str(&b));
    d.name = at.at;
    d.names = at.n;
    return d;
}

/* Whose names stand in a text, and how many words they have, changes no number of what is found. */
static void names_decide_nothing(void **state)
{
    (void)state;
    static const char *const pairs[][2] = { { "Orsk", "Wenna Pike" }, { "Wenna Pike", "Orsk" }, { "A.-B. o'Dell", "The Old-Harbour League of St. Ives" },
                                            { "\xc3\x89lan", "Zz" } };
    static const char *const text[] = {
        "Yesterday {0} closed the crane after {1} found cracks in two beams. {0} told the council that {1} would pay for it.",
        "Editors write: {0} closed the crane after {1} found cracks in two beams, and {0} told our council {1} would pay. So be it.",
        "On Friday {1} closed the crane after {0} found cracks in two beams. Nobody else was there, said {0}, and {1} left."
    };
    arena *a = arena_open(NULL, 0);
    const reuse_result *first = NULL;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        reuse_document d[3];
        for (unsigned k = 0; k < 3; k++)
            d[k] = with_names(a, k, k ? "Post" : "Straits Gazette", k == 1 ? "2031-03-04" : "2031-03-09", text[k], pairs[i]);
        const reuse_result *r = reuse_find(a, d, 3, NULL);
        char why[WHY];
        if (!first) first = r;
        assert_true(r->copies > 0);
        assert_int_equal(r->copies, first->copies);
        for (size_t k = 0; k < r->copies; k++) {
            const copy *c = &r->copy[k], *f = &first->copy[k];
            if (!copy_valid(c, d[c->a].text, d[c->b].text, why)) fail_msg("%s", why);
            assert_true(c->a == f->a && c->b == f->b && c->class == f->class && c->direction == f->direction);
            assert_true(c->bits == f->bits && c->tokens == f->tokens && c->equal == f->equal && c->confidence == f->confidence);
        }
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_text_is_boilerplate), cmocka_unit_test(one_speaker_quoted_twice_is_a_quotation),
        cmocka_unit_test(closeness_is_told),            cmocka_unit_test(a_credit_gives_the_direction),
        cmocka_unit_test(a_chain_is_kept),              cmocka_unit_test(the_background_is_read),
        cmocka_unit_test(names_decide_nothing),         cmocka_unit_test(a_part_of_a_reprint_is_no_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
