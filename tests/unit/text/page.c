/*
 * Each promise of text/page.h: lines, sentences, tokens, quotation marks, and texts that keep no rules.
 */
#include "text/page.h"

#include "base/random.h"
#include "record/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static arena *a;

static int set_up(void **state)
{
    (void)state;
    a = arena_open(NULL, 0);
    return a ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(a);
    return 0;
}

static const page *cut(hs_str text)
{
    const page *p = text_page(a, text);
    char why[WHY] = "";
    if (!page_valid(p, why)) fail_msg("%.*s: %s", (int)(text.n < 60 ? text.n : 60), text.p, why);
    return p;
}

#define CUT(literal) cut(STR(literal))

static void same(hs_str got, const char *want)
{
    if (!str_eq(got, str_of(want))) fail_msg("got  %.*s\nwant %s", STR_ARGS(got), want);
}

/* Tokens divided by blanks, sentences by " / ", a split word by "|". */
static hs_str shown(const page *p)
{
    buf out = { .a = a };
    for (uint32_t i = 0; i < p->sentences; i++) {
        if (i) buf_add(&out, STR(" / "));
        for (uint32_t k = 0; k < p->sentence[i].tokens; k++) {
            const token *t = &p->token[p->sentence[i].first_token + k];
            if (k) buf_byte(&out, t->joined ? '|' : ' ');
            buf_add(&out, span_words(p->text, t->at));
        }
    }
    return buf_str(&out);
}

#define SHOWS(literal, want) same(shown(CUT(literal)), want)

static void test_nothing(void **state)
{
    (void)state;
    assert_int_equal(CUT("")->sentences, 0);
    assert_int_equal(CUT(" \n\n\t \r\n")->tokens, 0);
    assert_int_equal(CUT(".")->sentences, 1);
}

static void test_words(void **state)
{
    (void)state;
    SHOWS("Don't pay the Kings' men.", "Do|n't pay the Kings|' men .");
    SHOWS("She said 'the boys' and left.", "She said ' the boys ' and left .");
    SHOWS("He's sure it isn\xE2\x80\x99t hers.", "He|'s sure it is|n\xE2\x80\x99t hers .");
    SHOWS("They cannot go.", "They can|not go .");
    SHOWS("a well-known anti-tank gun", "a well - known anti-tank gun");
    SHOWS("anti-Vanta men, non-NATO, Pro-Vell", "anti - Vanta men , non - NATO , Pro - Vell");
    SHOWS("a Pre-Trial NON-STOP re-Mail", "a Pre-Trial NON-STOP re-Mail");
    SHOWS("Ask O'Neill about AT&T.", "Ask O'Neill about AT&T .");
}

static void test_numbers(void **state)
{
    (void)state;
    SHOWS("It cost $1,000.50 or 3,5 %.", "It cost $ 1,000.50 or 3,5 % .");
    SHOWS("At 5pm on 11/28/2000, call 713-853-3989.", "At 5 pm on 11/28/2000 , call 713-853-3989 .");
    SHOWS("The 20th of the 1990s, 10-15 men.", "The 20th of the 1990s , 10 - 15 men .");
}

static void test_links_and_faces(void **state)
{
    (void)state;
    SHOWS("See http://a.b/c?d=1, or mail x.y@z.org.", "See http://a.b/c?d=1 , or mail x.y@z.org .");
    SHOWS("It went well :) so thanks!", "It went well :) so thanks !");
    SHOWS("Wait... what?!", "Wait ... what ?!");
}

static void test_sentences(void **state)
{
    (void)state;
    SHOWS("Gen. Ba spoke. He left.", "Gen. Ba spoke . / He left .");
    SHOWS("J. R. Noor of Dorn Inc. agreed.", "J. R. Noor of Dorn Inc. agreed .");
    SHOWS("It opened at 5 p.m. The hall was full.", "It opened at 5 p.m. / The hall was full .");
    SHOWS("\"We left.\" Nobody saw it.", "\" We left . \" / Nobody saw it .");
    SHOWS("\"Go!\" he said.", "\" Go ! \" he said .");
    SHOWS("(It rained.) We left.", "( It rained . ) / We left .");
    SHOWS("It closed in May.[18] Nobody came back.", "It closed in May . [ 18 ] / Nobody came back .");
    SHOWS("Noon is fine. Thanks, Ana Ben Tor 04/26/2001 07:17 AM We agree.",
          "Noon is fine . / Thanks , / Ana Ben Tor / 04/26/2001 07:17 AM / We agree .");
    SHOWS("Version 2.5 is out. So what?", "Version 2.5 is out . / So what ?");
}

static void test_lines(void **state)
{
    (void)state;
    SHOWS("The council met in the old town hall of Karren late on Monday and\nagreed. It rose.",
          "The council met in the old town hall of Karren late on Monday and agreed . / It rose .");
    const page *p = CUT("Harbour closed\n\nIt is shut.\r\n\r\n- one thing\n- another");
    assert_int_equal(p->paragraphs, 3);
    assert_int_equal(p->sentences, 4);
    assert_true(p->sentence[0].is_heading);
    assert_false(p->sentence[1].is_heading);
    assert_int_equal(p->sentence[3].paragraph, 2);
    p = CUT("The council of the port met again on a rainy Tuesday\nThe Karren Mail, 15 March 2024\nBy Mara Lind\n\nIt met.");
    assert_int_equal(p->sentences, 4); /* title, masthead, byline */
    assert_true(p->sentence[0].is_heading && p->sentence[1].is_heading && p->sentence[2].is_heading);
}

static void test_joined_and_space(void **state)
{
    (void)state;
    const page *p = CUT("I don't.");
    assert_int_equal(p->tokens, 4);
    assert_false(p->token[0].space_before);
    assert_true(p->token[1].space_before);
    assert_true(p->token[2].joined);
    assert_false(p->token[2].space_before);
    assert_int_equal(p->token[3].kind, TOKEN_PUNCT);
}

static void test_no_punctuation(void **state)
{
    (void)state;
    buf b = { .a = a };
    for (int i = 0; i < 20; i++) buf_add(&b, STR("we saw the boat leave "));
    buf_add(&b, STR("\n\nand it came back"));
    const page *p = cut(buf_str(&b));
    assert_true(p->notes & NOTE_NO_PUNCTUATION);
    assert_int_equal(p->sentences, 2);
    p = CUT("Minister resigns over harbour deal");
    assert_int_equal(p->notes, 0);
}

static void test_capitals(void **state)
{
    (void)state;
    const page *p = CUT("THE COUNCIL MET TODAY. IT AGREED TO PAY.");
    assert_int_equal(p->notes, NOTE_CAPITALS);
    assert_int_equal(p->sentences, 2);
}

/* ---- quotation marks --------------------------------------------------------------------------- */

static void quoted(const page *p, uint32_t i, const char *inside)
{
    assert_true(i < p->quotations);
    same(span_words(p->text, p->quotation[i].inside), inside);
}

static void test_quotations(void **state)
{
    (void)state;
    const page *p = CUT("\"We left,\" she said. \"It burned.\"");
    assert_int_equal(p->quotations, 2);
    quoted(p, 0, "We left,");
    quoted(p, 1, "It burned.");
    same(span_words(p->text, p->quotation[0].at), "\"We left,\"");
    p = CUT("\xE2\x80\x9CHe told us \xE2\x80\x98run\xE2\x80\x99 and we didn\xE2\x80\x99t,\xE2\x80\x9D she said.");
    assert_int_equal(p->quotations, 2);
    quoted(p, 1, "run");
    p = CUT("\xC2\xABNo\xC2\xBB, \xE2\x80\x9Eyes\xE2\x80\x9C.");
    assert_int_equal(p->quotations, 2);
    assert_int_equal(CUT("The boys' boat isn't the Kings'.")->quotations, 0);
}

/* Two single marks for a double one; typographic marks of which one is turned the wrong way. */
static void test_quotations_typed_otherwise(void **state)
{
    (void)state;
    const page *p = CUT("''We left,'' she said of the boys' boat. ''It burned.''");
    assert_int_equal(p->quotations, 2);
    quoted(p, 0, "We left,");
    quoted(p, 1, "It burned.");
    assert_int_equal(p->sentences, 2);
    p = CUT("He said `` no '' and left.");
    assert_int_equal(p->quotations, 1);
    p = CUT("\xE2\x80\x9DWe left.\xE2\x80\x9D Then: \xE2\x80\x9CIt burned.\xE2\x80\x9C");
    assert_int_equal(p->quotations, 2);
    quoted(p, 0, "We left.");
    quoted(p, 1, "It burned.");
}

static void test_quotations_over_paragraphs(void **state)
{
    (void)state;
    const page *p = CUT("\"We left at dawn.\n\n\"It burned,\" she said.\n\nNo more.");
    assert_int_equal(p->quotations, 2);
    assert_true(p->quotation[0].open_ended);
    quoted(p, 0, "We left at dawn.");
    assert_true(p->quotation[1].continues);
    assert_false(p->quotation[1].open_ended);
    p = CUT("He said \"no to us. Then \"yes\" came.");
    assert_int_equal(p->quotations, 1);
    quoted(p, 0, "yes");
}

/* ---- texts that keep no rules ------------------------------------------------------------------ */

/* Every byte that is not white space is in one token. */
static void covered(const page *p)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= p->tokens; i++) {
        uint32_t end = i < p->tokens ? p->token[i].at.begin : (uint32_t)p->text.n;
        for (; at < end; at++)
            if (p->text.p[at] > ' ' && p->text.p[at] < 0x7F) fail_msg("byte %u is in no token", at);
        if (i < p->tokens) at = p->token[i].at.end;
    }
}

static void test_random_bytes(void **state)
{
    (void)state;
    static const char *const part[] = { "a", "B", ".", "\"", "'", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D", " ", "\n", "\n\n", "-", "1", ",",
                                        "\xFF", "\xC3", "\xC2\xA0", "\xF0\x9F\x98\x80", "\xE2\x80\x8B", "(", ")", ":", "/", "@",
                                        "www.", "n't", "cannot", "U.S.", "...", "$", "\xE2\x80\xAE", "\r", "\t", "&", "\x1B" };
    uint64_t seed = 20261123;
    print_message("seed %llu\n", (unsigned long long)seed);
    rng r = rng_seed(seed);
    for (int i = 0; i < 3000; i++) {
        arena_mark here = arena_here(a);
        buf b = { .a = a };
        for (uint64_t n = rng_below(&r, 60); n; n--) buf_add(&b, str_of(part[rng_below(&r, sizeof part / sizeof *part)]));
        /* spans must lie on character boundaries only in text that is UTF-8: check the rest by covering */
        const page *p = text_page(a, buf_str(&b));
        covered(p);
        arena_rollback(a, here);
    }
}

static void test_many_tokens(void **state)
{
    (void)state;
    enum { N = 300000 };
    char *bytes = arena_take(a, 2 * N);
    for (size_t i = 0; i < N; i++) memcpy(bytes + 2 * i, i % 3 ? "a " : "\" ", 2);
    const page *p = cut((hs_str){ bytes, 2 * N });
    assert_int_equal(p->tokens, N);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_links_and_faces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sentences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_joined_and_space, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_punctuation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_capitals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quotations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quotations_typed_otherwise, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quotations_over_paragraphs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_random_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_tokens, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
