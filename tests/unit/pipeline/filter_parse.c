/*
 * filter_parse.c - hearsay parse: what goes in comes out whole, in each format, and what cannot be read is named.
 */
#include "language/conllu.h"

#include <hearsay/hearsay.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct {
    char *out;
    size_t n;
    hs_status status;
    unsigned unread;
    char where[40];
} result;

static void on_unread(void *ctx, const char *path, const hs_error *why)
{
    result *r = ctx;
    assert_true(why->what[0]);
    r->unread++;
    snprintf(r->where, sizeof r->where, "%s", path);
}

static result parse_on(unsigned threads, const char *from, const char *to, const char *text)
{
    hs_models *models;
    hs_error err;
    result r = { 0 };
    if (hs_models_open(PROJECT_DIR "/data", "en", &models, &err) != HS_OK) fail_msg("%s", err.what);
    FILE *in = tmpfile(), *out = open_memstream(&r.out, &r.n);
    assert_true(in && out && fputs(text, in) >= 0);
    rewind(in);
    hs_parse_options o = { .from = from, .to = to, .threads = threads };
    hs_watch w = { .unread = on_unread, .ctx = &r };
    r.status = hs_parse(models, in, out, &o, &w, &err);
    fclose(in);
    fclose(out);
    hs_models_close(models);
    return r;
}

static result parse(const char *from, const char *to, const char *text)
{
    return parse_on(1, from, to, text);
}

/* The output read back: words in all. */
static uint32_t words_of(const result *r, uint32_t *sentences)
{
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    conllu_reader from = { .rest = { r->out, r->n }, .path = "out" };
    const conllu_sentence *s = conllu_all(a, &from, sentences);
    uint32_t words = 0;
    for (uint32_t i = 0; i < *sentences; i++) {
        assert_true(conllu_is_tree(a, &s[i]));
        words += s[i].words;
    }
    arena_door_shut(a);
    arena_close(a);
    return words;
}

static void text_to_conllu(void **state)
{
    (void)state;
    result r = parse(NULL, NULL, "It rained. They didn't leave.\n\nOrla Vann said so.\n");
    uint32_t sentences;
    assert_int_equal(r.status, HS_OK);
    assert_int_equal(words_of(&r, &sentences), 3 + 5 + 5);
    assert_int_equal(sentences, 3);
    assert_non_null(strstr(r.out, "# text = They didn't leave.\n"));
    assert_non_null(strstr(r.out, "2-3\tdidn't\t_"));
    free(r.out);
}

static void forms_are_kept(void **state)
{
    (void)state;
#define ROW(id, form) id "\t" form "\t_\t_\t_\t_\t_\t_\t_\t_\n"
    result r = parse("conllu", "conllu", "# newdoc id = d\n# sent_id = one\n" ROW("1", "It") ROW("2", "rained") "\n"
                                         "# sent_id = two\n" ROW("1-2", "duh") ROW("1", "d") ROW("2", "uhh") "\n");
    uint32_t sentences;
    assert_int_equal(r.status, HS_OK);
    assert_int_equal(words_of(&r, &sentences), 4);
    assert_int_equal(sentences, 2);
    assert_non_null(strstr(r.out, "# newdoc id = d\n"));
    assert_non_null(strstr(r.out, "# sent_id = two\n"));
    assert_non_null(strstr(r.out, "1-2\tduh\t_"));
    free(r.out);
}

static void broken_is_named(void **state)
{
    (void)state;
    result r = parse("conllu", NULL, "# newdoc\n" ROW("1", "It") "\n# newdoc\n" ROW("2", "x") "\n# newdoc\n" ROW("1", "Yes") "\n");
    uint32_t sentences;
    assert_int_equal(r.status, HS_BAD_INPUT);
    assert_int_equal(r.unread, 1);
    assert_string_equal(r.where, "in:4");
    assert_int_equal(words_of(&r, &sentences), 2);
    free(r.out);
}

static void records_to_json(void **state)
{
    (void)state;
    result r = parse("jsonl", "json", "{\"id\":\"a\",\"text\":\"It rained.\"}\nnot json\n{\"id\":\"b\",\"text\":\"Why?\"}\n");
    assert_int_equal(r.status, HS_BAD_INPUT);
    assert_int_equal(r.unread, 1);
    assert_non_null(strstr(r.out, "{\"document\":\"a\",\"sentence\":1,\"span\":[0,10],\"units\":[{\"words\":\"It\",\"span\":[0,2]"));
    assert_non_null(strstr(r.out, "{\"document\":\"b\",\"sentence\":2,\"span\":[0,4]"));
    free(r.out);
}

/* Several pieces, some in lines longer than a piece: nothing is lost between them, spans count from the beginning, and
 * three threads write what one writes. */
static void many_pieces(void **state)
{
    (void)state;
    static const char LINE[] = "It rained \xC3\xA9t\xC3\xA9 again. ";
    enum { LINES = 9000, BYTES = sizeof LINE - 1 };
    char *text = malloc(LINES * BYTES + 1);
    for (size_t i = 0; i < LINES; i++) {
        memcpy(text + i * BYTES, LINE, BYTES);
        if (i > LINES / 2) text[(i + 1) * BYTES - 1] = '\n';
    }
    text[LINES * BYTES] = 0;
    result one = parse_on(1, "text", "json", text), three = parse_on(3, "text", "json", text);
    assert_int_equal(one.status, HS_OK);
    assert_int_equal(one.n, three.n);
    assert_memory_equal(one.out, three.out, one.n);
    size_t sentences = 0;
    for (size_t i = 0; i < one.n; i++) sentences += one.out[i] == '\n';
    assert_int_equal(sentences, LINES);
    char last[40];
    snprintf(last, sizeof last, "\"words\":\".\",\"span\":[%d,%d]", LINES * BYTES - 2, LINES * BYTES - 1);
    assert_non_null(strstr(one.out, last));
    free(one.out);
    free(three.out);
    free(text);
}

static void nothing(void **state)
{
    (void)state;
    static const char *const from[] = { "text", "jsonl", "conllu" };
    for (int i = 0; i < 3; i++) {
        result r = parse(from[i], NULL, "");
        assert_int_equal(r.status, HS_OK);
        assert_int_equal(r.n, 0);
        free(r.out);
    }
    result r = parse("morse", NULL, "");
    assert_int_equal(r.status, HS_BAD_ARGUMENT);
    free(r.out);
    r = parse(NULL, "morse", "");
    assert_int_equal(r.status, HS_BAD_ARGUMENT);
    free(r.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(text_to_conllu), cmocka_unit_test(forms_are_kept),
                                        cmocka_unit_test(broken_is_named), cmocka_unit_test(records_to_json),
                                        cmocka_unit_test(many_pieces),
        cmocka_unit_test(nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
