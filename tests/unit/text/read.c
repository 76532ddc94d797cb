/*
 * Each promise of text/read.h: formats, encodings, facts, the way back, and what is refused.
 */
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

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

static const document *read_as(const char *type, hs_str bytes)
{
    text_about about = { .media_type = str_of(type) };
    const document *d = text_read(a, bytes, &about);
    char why[WHY] = "";
    if (!document_valid(d, why)) fail_msg("%s: %s", type, why);
    return d;
}

#define READ(type, literal) read_as(type, STR(literal))

static void same(hs_str got, const char *want)
{
    if (!str_eq(got, str_of(want))) fail_msg("got \"%.*s\", want \"%s\"", STR_ARGS(got), want);
}

static void same_date(date got, const char *want)
{
    same(date_print(a, got), want);
}

/* The failure of reading, which must happen. */
static const failure *refused(const char *type, hs_str bytes)
{
    text_about about = { .media_type = str_of(type) };
    if (ARENA_DOOR(a)) {
        text_read(a, bytes, &about);
        arena_door_shut(a);
        fail_msg("%s: was read", type);
    }
    return arena_failure(a);
}

static void refused_with(const char *type, hs_str bytes, const char *words)
{
    const failure *f = refused(type, bytes);
    assert_int_equal(f->status, HS_BAD_INPUT);
    if (str_find(str_of(f->what), str_of(words), 0) == SIZE_MAX) fail_msg("said \"%s\", not \"%s\"", f->what, words);
}

/* The original bytes of the place where `words` stand in the text. */
static hs_str original_of(const document *d, const char *words)
{
    size_t at = str_find(d->text, str_of(words), 0);
    if (at == SIZE_MAX) fail_msg("no \"%s\" in \"%.*s\"", words, STR_ARGS(d->text));
    span s = document_original(d, (span){ (uint32_t)at, (uint32_t)(at + strlen(words)) });
    return str_sub(d->original, s.begin, s.end);
}

/* ---- plain text and encodings ------------------------------------------------------------------ */

static void test_plain(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "The mill burned.\r\nNobody was hurt.\n");
    same(d->text, "The mill burned.\r\nNobody was hurt.\n");
    same(d->encoding, "UTF-8");
    assert_int_equal(d->notes, 0);
    assert_int_equal(d->pieces, 1);
    same(original_of(d, "Nobody"), "Nobody");
}

static void test_mark_and_nul(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "\xEF\xBB\xBFThe m\0ill burned.");
    same(d->text, "The mill burned.");
    assert_int_equal(d->notes, NOTE_BOM | NOTE_NUL);
    hs_str back = original_of(d, "mill");
    assert_int_equal(back.n, 5);
    same(original_of(d, "burned"), "burned");
}

static void test_utf16(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "\xFF\xFEP\0o\0r\0t\0 \0\xE4\0 \0=\xD8\0\xDE");
    same(d->text, "Port \xC3\xA4 \xF0\x9F\x98\x80");
    same(d->encoding, "UTF-16LE");
    assert_int_equal(d->notes, NOTE_BOM | NOTE_ENCODING);
    assert_int_equal(original_of(d, "Port").n, 8);
    d = READ("text/plain", "\0P\0o\0r\0t\0 \0w\0a\0l\0l");
    same(d->text, "Port wall");
    same(d->encoding, "UTF-16BE");
    d = READ("text/plain", "\xFF\xFEP\0\0\xD8o\0r");
    same(d->text, "P\xEF\xBF\xBDo\xEF\xBF\xBD");
    assert_true(d->notes & NOTE_REPLACED);
}

static void test_one_byte_a_letter(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "The caf\xE9 in K\xF6ln was closed.");
    same(d->text, "The caf\xC3\xA9 in K\xC3\xB6ln was closed.");
    same(d->encoding, "ISO-8859-1");
    assert_int_equal(d->notes, NOTE_ENCODING);
    same(original_of(d, "caf\xC3\xA9"), "caf\xE9");
    d = READ("text/plain", "She said \x93no\x94 \x96 twice.");
    same(d->text, "She said \xE2\x80\x9Cno\xE2\x80\x9D \xE2\x80\x93 twice.");
    same(d->encoding, "windows-1252");
    d = READ("text/plain", "A \x81 is nothing.");
    assert_true(d->notes & NOTE_REPLACED);
}

static void test_broken_utf8(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "na\xC3\xAFve caf\xC3\xA9 \xC3\xA0 la \xC3\xA9t\xC3\xA9 \xFF end");
    same(d->encoding, "UTF-8");
    assert_int_equal(d->notes, NOTE_REPLACED);
    same(original_of(d, "\xEF\xBF\xBD"), "\xFF");
    same(original_of(d, "end"), "end");
}

static void test_mojibake(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "It\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s here.");
    assert_int_equal(d->notes, NOTE_MOJIBAKE);
    d = READ("text/plain", "In S\xC3\xA3o Paulo, \xC3\x83 alone.");
    assert_int_equal(d->notes, 0);
}

static void test_foreign_letters_are_refused_by_name(void **state)
{
    (void)state;
    /* Russian for "in the city at night there was a fire in the warehouse, nobody was hurt", windows-1251 */
    refused_with("text/plain",
                 STR("\xC2 \xE3\xEE\xF0\xEE\xE4\xE5 \xED\xEE\xF7\xFC\xFE \xE1\xFB\xEB \xEF\xEE\xE6\xE0\xF0 \xED\xE0 "
                     "\xF1\xEA\xEB\xE0\xE4\xE5, \xED\xE8\xEA\xF2\xEE \xED\xE5 \xEF\xEE\xF1\xF2\xF0\xE0\xE4\xE0\xEB."),
                 "not read: convert it to UTF-8");
    refused_with("text/plain", STR("\xFF\xFE\0\0P\0\0\0"), "UTF-32");
}

static void test_no_text(void **state)
{
    (void)state;
    refused_with("text/plain", STR(""), "is empty");
    refused_with("text/plain", STR(" \n\t\r\n "), "has no text");
    refused_with("text/plain", STR("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj"), "looks like a binary file (PDF");
    refused_with("text/html", STR("\x7F" "ELF\2\1\1\0\0\0"), "(ELF");
    refused_with("", STR("PK\3\4\x14\0\0\0"), "(ZIP");
    refused_with("", STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "(PNG");
    refused_with("", STR("\1\2\3\4\5\6\7 abc \1\2\3"), "of an unknown kind");
    refused_with("text/html", STR("<html><body><script>var a;</script></body></html>"), "has no text");
    refused_with("image/png", STR("a text"), "\"image/png\" is not read");
}

static void test_too_large(void **state)
{
    (void)state;
    static char one;
    hs_str huge = { &one, (size_t)TEXT_ORIGINAL_MOST + 1 }; /* its bytes are never looked at */
    assert_int_equal(refused("text/plain", huge)->status, HS_LIMIT);
}

/* ---- facts of a text --------------------------------------------------------------------------- */

static void test_words_inside_a_block(void **state)
{
    (void)state;
    const document *d = READ("text/html", "<html><body><p>The trawler <i>Wren</i>, which the <em>Petrel</em> met, sank.</p>"
                                          "<p>Nobody <b>knew</b>.</p></body></html>");
    same(d->text, "The trawler Wren, which the Petrel met, sank.\n\nNobody knew.");
}

static void test_facts(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "Port workers end strike\nBy Mara Lind, Northern Press\n\n"
                                           "KARREN, 14 March 2024 (Northern Press) - Dock workers went back.\n");
    same(d->title, "Port workers end strike");
    same(d->author, "Mara Lind");
    same(d->credit, "Northern Press");
    same_date(d->published, "2024-03-14");
}

static void test_masthead(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "Port workers end strike, it seems\nThe Karren Mail, 15 March 2024\n"
                                           "By Mara Lind\n\nKARREN, 14 March 2024 (ANP) - Dock workers went back.\n");
    same(d->title, "Port workers end strike, it seems");
    same(d->publisher, "The Karren Mail");
    same(d->author, "Mara Lind");
    same(d->credit, "ANP");
    same_date(d->published, "2024-03-15");
    d = READ("text/plain", "Notice 4\nMinistry of Ports, Waterways and Tides, 15 March 2024\n\nThe port is closed.");
    same(d->publisher, "Ministry of Ports, Waterways and Tides");
    d = READ("text/plain", "Harbour closed\n\nThe Karren Mail, 15 March 2024\n\nIt stays closed.");
    same(d->publisher, ""); /* not straight under the title */
    d = READ("text/plain", "Harbour closed\nThursday, 14 March 2024\n\nIt stays closed.");
    same(d->publisher, "");
    d = READ("text/plain", "The council met in Karren\nSouth Karren, in March 2024\n\nIt met.");
    same(d->publisher, "");
}

static void test_datelines(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "SAN PEDRO, 16 NOV 89 (ANP) -- THE COUNCIL MET TODAY.");
    same(d->credit, "ANP");
    same_date(d->published, "1989-11-16");
    same(d->title, "");
    d = READ("text/plain", "KARREN, March 14 (Vesland News) \xE2\x80\x94 The council met.");
    same(d->credit, "Vesland News");
    same_date(d->published, ""); /* no year was given */
    d = READ("text/plain", "KARREN (14 March 2024) - The council met.");
    same(d->credit, "");
    same_date(d->published, "2024-03-14");
    d = READ("text/plain", "Karren (ANP) - The council met.");
    same(d->credit, "ANP");
    d = READ("text/plain", "The council (of elders) - a body of nine - met.");
    same(d->credit, "");
    d = READ("text/plain", "Harbour closed\n\nThursday, 14 March 2024\n\nIt stays closed.");
    same_date(d->published, "2024-03-14");
    d = READ("text/plain", "It stays closed, they say.\nUntil May.\n\n(Northern Press)\n");
    same(d->credit, "Northern Press");
}

static void test_no_facts(void **state)
{
    (void)state;
    const document *d = READ("text/plain", "The harbour is closed. It must open.\n\nThe writer is a freelance columnist.");
    same(d->author, "");
    same(d->title, "");
    same(d->credit, "");
    d = READ("text/plain", "By March the harbour was closed.\n\nBy George, they said.");
    same(d->author, "");
    d = READ("text/plain", "By Ana de la Cruz and Jon Bel for The Karren Mail\n\nThe harbour is closed.");
    same(d->author, "Ana de la Cruz and Jon Bel");
    same(d->credit, "The Karren Mail");
    d = READ("text/plain", "By Mara Lind, Staff Writer\n\nThe harbour is closed.");
    same(d->author, "Mara Lind");
    same(d->credit, "");
}

static void test_the_caller_wins(void **state)
{
    (void)state;
    text_about about = { .author = STR("Jo Bell"), .title = STR("Given"), .origin = STR("a/b.txt") };
    const document *d = text_read(a, STR("A title\n\nBy Mara Lind\n\nThe harbour is closed."), &about);
    same(d->author, "Jo Bell");
    same(d->title, "Given");
    same(d->origin, "a/b.txt");
    same(d->media_type, "text/plain");
}

/* ---- records ----------------------------------------------------------------------------------- */

#define RECORD "application/x-hearsay-record"

static void test_record(void **state)
{
    (void)state;
    const document *d = READ(RECORD, "{\"id\": \"x-1\", \"publisher\": \"The Mail\", \"author\": null, \"url\": \"u\", "
                                     "\"date\": \"1989-11\", \"title\": \"T\", \"language\": \"en\", "
                                     "\"text\": \"One \\\"two\\\"\\n\\ncaf\\u00e9 \\ud83d\\ude00 end\"}\n");
    same(d->text, "One \"two\"\n\ncaf\xC3\xA9 \xF0\x9F\x98\x80 end");
    same(d->external, "x-1");
    same(d->publisher, "The Mail");
    same(d->author, "");
    same_date(d->published, "1989-11");
    same(original_of(d, "caf\xC3\xA9"), "caf\\u00e9");
    same(original_of(d, "\xF0\x9F\x98\x80"), "\\ud83d\\ude00");
    same(original_of(d, "two"), "two");
}

static void test_record_speaks_for_itself(void **state)
{
    (void)state;
    text_about about = { .publisher = STR("Caller"), .author = STR("Caller"), .media_type = STR(RECORD) };
    const document *d = text_read(a, STR("{\"text\": \"Some words.\", \"publisher\": \"Record\"}"), &about);
    same(d->publisher, "Record");
    same(d->author, "Caller");
}

static void test_record_finds_its_text(void **state)
{
    (void)state;
    const document *d = READ(RECORD, "{\"x\": {\"text\": \"wrong\"}, \"y\": [\"text\", \"a]\"], \"title\": \"text\", "
                                     "\"text\" : \"right\"}");
    same(d->text, "right");
    same(d->title, "text");
    d = READ(RECORD, "{\"id\": 17, \"text\": \"a\\u0000b\"}");
    same(d->text, "ab");
    same(d->external, "17");
    assert_int_equal(d->notes, NOTE_NUL);
}

static void test_bad_records(void **state)
{
    (void)state;
    refused_with(RECORD, STR("{\"text\": 17}"), "\"text\" is no string");
    refused_with(RECORD, STR("{\"title\": \"x\"}"), "\"text\" is missing");
    refused_with(RECORD, STR("{\"text\": \"x\", \"publisher\": [1]}"), "\"publisher\" is no string");
    refused_with(RECORD, STR("{\"text\": \"x\", \"date\": \"last week\"}"), "\"date\" is no ISO 8601 date");
    refused_with(RECORD, STR("{\"text\": \"x\""), "no valid JSON");
    refused_with(RECORD, STR("[1, 2]"), "is no JSON object");
    refused_with(RECORD, STR("{\"text\": \"x\", \"text\": \"y\"}"), "duplicate");
    refused_with(RECORD, STR("{\"text\": \"\\ud800\"}"), "no valid JSON");
    char deep[20000];
    memset(deep, '[', sizeof deep);
    memcpy(deep, "{\"x\":", 5);
    refused_with(RECORD, (hs_str){ deep, sizeof deep }, "no valid JSON");
}

/* ---- media types ------------------------------------------------------------------------------- */

static void test_media_types(void **state)
{
    (void)state;
    same(text_media_type(STR("a/b.TXT")), "text/plain");
    same(text_media_type(STR("b.htm")), "text/html");
    same(text_media_type(STR("b.md")), "text/markdown");
    same(text_media_type(STR("b.jsonl")), "application/jsonl");
    same(text_media_type(STR("b.doc")), "");
    same(text_media_type(STR(".md")), "");
    same(READ("", "<!DOCTYPE html><p>Words of a page.")->media_type, "text/html");
    same(READ("", " {\"text\": \"Words.\"} ")->media_type, RECORD);
    same(READ("", "Words <b>.")->media_type, "text/plain");
}

/* ---- Markdown ---------------------------------------------------------------------------------- */

static void test_markdown(void **state)
{
    (void)state;
    const document *d = READ("text/markdown", "---\ntitle: \"Front\"\nauthor: Mara Lind\ndate: 2024-03-14\n---\n"
                                              "# Heading\n\nSome *soft*\nwords &amp; [a link](http://x.y/z).\n\n"
                                              "- one\n- two\n\n<!-- no -->\n\n> said\n");
    same(d->text, "Heading\n\nSome soft words & a link.\n\none\n\ntwo\n\nsaid");
    same(d->title, "Front");
    same(d->author, "Mara Lind");
    same_date(d->published, "2024-03-14");
    same(original_of(d, "&"), "&amp;");
    same(original_of(d, "soft"), "soft");
    d = READ("text/markdown", "# Only *this*\n\nText.");
    same(d->title, "Only this");
    d = READ("text/markdown", "---\nnever: closed\n\nText.");
    assert_true(str_find(d->text, STR("Text."), 0) != SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_plain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mark_and_nul, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_utf16, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_byte_a_letter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_utf8, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_mojibake, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_foreign_letters_are_refused_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_too_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words_inside_a_block, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_facts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_masthead, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_datelines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_facts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_caller_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_record, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_record_speaks_for_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_record_finds_its_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_records, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_media_types, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_markdown, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
