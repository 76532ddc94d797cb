/*
 * names_lexicon.c - the lexicon: what it reads, what it refuses, what it finds, and that size does not matter.
 */
#include "language/lexicon.h"

#include "text/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static const char *const COLUMN[] = { "key", "name", "alias", "class", "code", "parent", "kind", "source", NULL };
#define HEAD "key\tname\talias\tclass\tcode\tparent\tkind\tsource\n"

static const char SMALL[] = HEAD
    "VAN\tVanta\tRepublic of Vanta|Al-Vanta\tplace\tVAN\t\tname\tours\n"
    "VAN/people\tVantan\tVantans\tpeople\tVAN\tVAN\tdemonym\tours\n"
    "hml\tHarbour Masters' League\t\torganisation\t\t\tname\tours\n"
    "hml\tHML\t\torganisation\t\t\tacronym\tours\n"
    "us\tUS\t\tplace\t\t\tacronym\tours\n";

static const lexicon *lexicon_of(arena *a, const char *table)
{
    const tsv *t = tsv_parse(a, str_of(table), "small.tsv", COLUMN);
    return lexicon_build(a, &t, 1);
}

/* The hits as "words=key" with a blank between. */
static hs_str hits_of(arena *a, const lexicon *l, const char *text)
{
    const page *p = text_page(a, str_of(text));
    uint32_t n;
    const lexicon_hit *h = lexicon_match(a, l, p, &n);
    buf out = { .a = a };
    for (uint32_t i = 0; i < n; i++) {
        span at = { p->token[h[i].first_token].at.begin, p->token[h[i].first_token + h[i].tokens - 1].at.end };
        buf_printf(&out, "%s%.*s=%.*s", i ? "; " : "", STR_ARGS(span_words(p->text, at)), STR_ARGS(lexicon_at(l, h[i].entry)->key));
    }
    return out.p ? buf_str(&out) : STR("");
}

static void expect(const char *text, const char *hits)
{
    arena *a = arena_open(NULL, 0);
    hs_str found = hits_of(a, lexicon_of(a, SMALL), text);
    if (!str_eq(found, str_of(hits))) fail_msg("\"%s\": found \"%.*s\", not \"%s\"", text, STR_ARGS(found), hits);
    arena_close(a);
}

static void finds_names(void **state)
{
    (void)state;
    expect("", "");
    expect("Ships left Vanta on Monday.", "Vanta=VAN");
    expect("The Republic of Vanta said so.", "Republic of Vanta=VAN");
    expect("Envoys of Al-Vanta, Al Vanta and al-vanta met.", "Al-Vanta=VAN; Al Vanta=VAN");
    expect("The Harbour Masters' League met Vantans.", "Harbour Masters' League=hml; Vantans=VAN/people");
    expect("Nothing is known of vanta or of Vantage.", "");
}

static void minds_case(void **state)
{
    (void)state;
    expect("They told us that the US and HML agreed.", "US=us; HML=hml");
    expect("THEY SAID THAT VANTA AND THE HML AGREED.", "VANTA=VAN; HML=hml");
    expect("nobody in vanta had ever heard of the republic of vanta at all", "vanta=VAN; republic of vanta=VAN");
}

static void never_crosses_a_sentence(void **state)
{
    (void)state;
    expect("He belonged to the Republic. Of Vanta nothing was said.", "Vanta=VAN");
}

static void ties_parents_and_actors(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    const lexicon *l = lexicon_of(a, SMALL);
    assert_int_equal(lexicon_entries(l), 5);
    assert_int_equal(lexicon_at(l, 1)->parent, 0);
    assert_int_equal(lexicon_at(l, 0)->parent, NOBODY);
    assert_int_equal(lexicon_at(l, 3)->actor, 2);
    arena_close(a);
}

static void refused(const char *row, const char *why)
{
    arena *a = arena_open(NULL, 0);
    hs_str table = arena_printf(a, HEAD "%s\n", row);
    if (ARENA_DOOR(a)) {
        const tsv *t = tsv_parse(a, table, "bad.tsv", COLUMN);
        lexicon_build(a, &t, 1);
        arena_door_shut(a);
        fail_msg("\"%s\" was taken", row);
    }
    assert_int_equal(arena_failure(a)->status, HS_BAD_MODEL);
    assert_non_null(strstr(arena_failure(a)->what, why));
    arena_close(a);
}

static void refuses_what_makes_no_sense(void **state)
{
    (void)state;
    refused("x\tX\t\tcity\t\t\tname\tours", "line 2: no class \"city\"");
    refused("x\tX\t\tplace\t\t\tnickname\tours", "no kind \"nickname\"");
    refused("x\tX\t\tplace\t\ty\tname\tours", "parent \"y\" is nobody");
    refused("\tX\t\tplace\t\t\tname\tours", "no key");
}

/* Against a plain search over all names: random names of few letters in random texts. */
static void agrees_with_a_plain_search(void **state)
{
    (void)state;
    static const char *const WORD[] = { "Ab", "Ba", "Ca", "Da" };
    unsigned seed = 20261123;
    print_message("seed %u\n", seed);
    srand(seed);
    for (int round = 0; round < 200; round++) {
        arena *a = arena_open(NULL, 0);
        buf table = { .a = a }, text = { .a = a };
        buf_add(&table, STR(HEAD));
        VEC(hs_str) names = { 0 };
        for (int i = 0; i < 6; i++) {
            buf name = { .a = a };
            for (int w = rand() % 3; w >= 0; w--) buf_printf(&name, "%s%s", WORD[rand() % 4], w ? " " : "");
            *VEC_ADD(a, &names) = buf_str(&name);
            buf_printf(&table, "k%d\t%.*s\t\tother\t\t\tname\tours\n", i, STR_ARGS(buf_str(&name)));
        }
        hs_str word[12];
        buf_add(&text, STR("so"));
        for (int i = 0; i < 12; i++) {
            word[i] = str_of(WORD[rand() % 4]);
            buf_printf(&text, " %.*s", STR_ARGS(word[i]));
        }
        buf_byte(&text, '\0');
        const tsv *t = tsv_parse(a, buf_str(&table), "random.tsv", COLUMN);
        buf want = { .a = a };
        for (size_t i = 0; i < 12;) {
            hs_str rest = str_sub(buf_str(&text), 3 + 3 * i, text.n - 1), best = { 0 };
            for (size_t k = 0; k < names.n; k++)
                if (str_starts(rest, names.at[k]) && names.at[k].n > best.n) best = names.at[k];
            if (best.n) buf_printf(&want, "%s%.*s", want.n ? "; " : "", STR_ARGS(best));
            i += best.n ? (best.n + 1) / 3 : 1;
        }
        hs_str got = hits_of(a, lexicon_build(a, &t, 1), text.p);
        buf bare = { .a = a };
        for (hs_str piece; str_split(&got, ';', &piece);) {
            piece = str_trim(piece);
            buf_printf(&bare, "%s%.*s", bare.n ? "; " : "", STR_ARGS(str_sub(piece, 0, str_find(piece, STR("="), 0))));
        }
        if (want.n || bare.n) assert_true(str_eq(buf_str(&want), buf_str(&bare)));
        arena_close(a);
    }
}

static void reads_the_shipped_tables(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    const lexicon *l = lexicon_read(a, PROJECT_DIR "/data");
    assert_true(lexicon_entries(l) > 1000);
    for (uint32_t i = 0; i < lexicon_entries(l); i++) {
        assert_true(lexicon_at(l, i)->source.n > 0);
        if (lexicon_at(l, i)->kind == LEXICON_DEMONYM) assert_true(lexicon_at(l, i)->parent != NOBODY);
    }
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_names),
        cmocka_unit_test(minds_case),
        cmocka_unit_test(never_crosses_a_sentence),
        cmocka_unit_test(ties_parents_and_actors),
        cmocka_unit_test(refuses_what_makes_no_sense),
        cmocka_unit_test(agrees_with_a_plain_search),
        cmocka_unit_test(reads_the_shipped_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
