/*
 * HTML: each file of tests/data/html gives the text beside it, every piece of the map decodes to its words, and
 * hostile pages are read or refused, never a crash.
 */
#include "base/file.h"
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

static const document *read_html(hs_str bytes)
{
    text_about about = { .media_type = STR("text/html") };
    const document *d = text_read(a, bytes, &about);
    char why[WHY] = "";
    if (!document_valid(d, why)) fail_msg("%s", why);
    return d;
}

static const document *read_file(const char *name)
{
    hs_str path = arena_printf(a, "%s/tests/data/html/%s.html", PROJECT_DIR, name);
    return read_html(file_read(a, path.p, 1 << 20));
}

static void same(hs_str got, const char *want)
{
    if (!str_eq(got, str_of(want))) fail_msg("got \"%.*s\", want \"%s\"", STR_ARGS(got), want);
}

/* A piece that is not a copy came from an entity or from bytes of another encoding: reading just those bytes again,
 * with the encoding of the whole, gives its words. */
static void pieces_decode(const char *name, const document *d)
{
    bool is_wide = str_starts(d->encoding, STR("UTF-16"));
    for (size_t i = 0; i < d->pieces && !is_wide; i++) {
        const map_piece *p = &d->piece[i];
        if (p->same) continue;
        hs_str bytes = str_sub(d->original, p->original_begin, p->original_begin + p->original_n);
        hs_str words = str_sub(d->text, p->text_begin, p->text_begin + p->text_n);
        buf one = { .a = a };
        buf_add(&one, STR("<p>x"));
        buf_add(&one, bytes);
        buf_add(&one, STR("</p>"));
        hs_str again = read_html(buf_str(&one))->text;
        if (!str_eq(str_sub(again, 1, again.n), words))
            fail_msg("%s: piece %zu: \"%.*s\" stands for \"%.*s\"", name, i, STR_ARGS(bytes), STR_ARGS(words));
    }
}

static void each_file(void *ctx, const char *path)
{
    int *files = ctx;
    hs_str html = file_read(a, path, 1 << 20), expected = arena_printf(a, "%.*s.txt", (int)strlen(path) - 5, path);
    hs_str want = file_read(a, expected.p, 1 << 20);
    const document *d = read_html(html);
    if (!str_eq(str_trim(d->text), str_trim(want)))
        fail_msg("%s:\n%.*s\n---- want ----\n%.*s", path, STR_ARGS(d->text), STR_ARGS(want));
    pieces_decode(path, d);
    (*files)++;
}

static bool visit(void *ctx, const char *path, uint64_t size, const char *reason)
{
    (void)size;
    assert_null(reason);
    if (str_ends(str_of(path), STR(".html"))) each_file(ctx, path);
    return true;
}

static void test_files(void **state)
{
    (void)state;
    int files = 0;
    file_walk(a, PROJECT_DIR "/tests/data/html", visit, &files);
    assert_true(files >= 20);
}

static void test_facts(void **state)
{
    (void)state;
    const document *d = read_file("article");
    same(d->title, "Ferry strike ends after nine days");
    same(d->author, "Mara Lind, Jon Bel");
    same(d->publisher, "Karren Mail Group");
    same(date_print(a, d->published), "2024-03-14T07:30:00Z");
    same(d->url, "https://mail.example/ferry");
    same(d->language, "en");
    d = read_html(STR("<title> Old\n page </title><meta name=author content='Jo Bell'><meta name=date content='March 14, 2024'>"
                      "<meta property='og:site_name' content='The Mail'><p>Words."));
    same(d->title, "Old page");
    same(d->author, "Jo Bell");
    same(d->publisher, "The Mail");
    same(date_print(a, d->published), "2024-03-14");
    d = read_html(STR("<script type='application/ld+json'>{broken</script><meta name=author content='http://x.y/z'><p>Words."));
    same(d->author, "");
    d = read_html(STR("<script type='application/ld+json'>[{\"@type\":\"Person\",\"name\":\"No\"},"
                      "{\"@type\":[\"Thing\",\"OpinionNewsArticle\"],\"author\":\"Ana Tor\"}]</script><p>Words."));
    same(d->author, "Ana Tor");
}

static void test_notes(void **state)
{
    (void)state;
    assert_int_equal(read_file("article")->notes, 0);
    assert_int_equal(read_file("truncated")->notes, NOTE_TRUNCATED);
    assert_int_equal(read_file("truncated_block")->notes, NOTE_TRUNCATED);
    assert_int_equal(read_file("latin1")->notes, NOTE_ENCODING);
    same(read_file("latin1")->encoding, "ISO-8859-1");
    same(read_file("cp1252")->encoding, "windows-1252");
    same(read_file("utf16")->encoding, "UTF-16LE");
    same(read_file("wrong_meta")->encoding, "UTF-8");
    assert_int_equal(read_html(STR("<p>Some words.<!-- and then"))->notes, NOTE_TRUNCATED);
}

/* The original bytes of a quotation, tags and entities between included. */
static void test_way_back(void **state)
{
    (void)state;
    const document *d = read_file("article");
    size_t at = str_find(d->text, STR("Ana Tor"), 0);
    span s = document_original(d, (span){ (uint32_t)at, (uint32_t)at + 7 });
    same(str_sub(d->original, s.begin, s.end), "Ana Tor");
    at = str_find(d->text, STR("\xE2\x80\x9CWe have"), 0);
    s = document_original(d, (span){ (uint32_t)at, (uint32_t)at + 10 });
    same(str_sub(d->original, s.begin, s.end), "&ldquo;We have");
}

/* ---- hostile pages ----------------------------------------------------------------------------- */

static void refused(hs_str html, const char *words)
{
    text_about about = { .media_type = STR("text/html") };
    if (ARENA_DOOR(a)) {
        text_read(a, html, &about);
        arena_door_shut(a);
        fail_msg("was read, should be refused: %s", words);
    }
    assert_int_equal(arena_failure(a)->status, HS_BAD_INPUT);
    assert_true(str_find(str_of(arena_failure(a)->what), str_of(words), 0) != SIZE_MAX);
}

static hs_str repeated(const char *part, size_t times)
{
    buf b = { .a = a };
    for (size_t i = 0; i < times; i++) buf_add(&b, str_of(part));
    return buf_str(&b);
}

static void test_depth(void **state)
{
    (void)state;
    refused(repeated("<div>", 100000), "deeper than 512");
    refused(repeated("<b><p>", 100000), "deeper than 512");
    refused(repeated("<svg>", 100000), "deeper than 512");
    refused(repeated("<table><tr><td>", 100000), "deeper than 512");
    refused(repeated("<font color=a>x</p>", 100000), "deeper than 512");
    buf fonts = { .a = a };
    for (int i = 0; i < 500; i++) buf_printf(&fonts, "<font size=%d>", i);
    buf_add(&fonts, repeated("<p>x", 5000));
    refused(buf_str(&fonts), "too much formatting");
    refused(repeated("<a b c d e f g h ", 1000), "attributes");
}

static void test_numbers_too_large(void **state)
{
    (void)state;
    const document *d = read_html(STR("<title>a&#x88888888888888888888;b</title><p>x&#x88888888888888888888;y &#99999999999999;z"));
    assert_true(str_starts(d->text, STR("x")) && str_ends(d->text, STR("z")));
}

static void test_wide_pages_are_read(void **state)
{
    (void)state;
    static const char *const parts[] = { "<p>x", "<li>x", "<br>x", "<b>x</b>", "<i></p>x</i>", "x &amp; ", "<!---->x", "</x>x",
                                         "<td>x", "<option>x", "<p><a>x</a>" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        arena_mark here = arena_here(a);
        read_html(repeated(parts[i], 20000));
        arena_rollback(a, here);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_facts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_notes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_way_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_numbers_too_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wide_pages_are_read, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
