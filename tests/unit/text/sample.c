/*
 * The sample case read as a whole: who published each document and when, and the way back from every planted claim
 * to the very bytes of its file.  What is right stands in examples/karsa.truth.jsonl, which knows nothing of us.
 */
#include "base/file.h"
#include "text/read.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define EXAMPLES PROJECT_DIR "/examples/"
enum { FILE_MOST = 1 << 20, LEAST_CLAIMS = 150, LEAST_DOCUMENTS = 45 };

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

static hs_str member(const json_t *record, const char *name)
{
    const json_t *value = json_object_get(record, name);
    return (hs_str){ json_string_value(value), json_string_length(value) };
}

/* "FILE" or "FILE:LINE" of the sample case. */
static const document *sample_document(hs_str name)
{
    size_t colon = str_find(name, STR(":"), 0);
    hs_str file = str_sub(name, 0, colon == SIZE_MAX ? name.n : colon), line = { 0 };
    const char *path = arena_printf(a, EXAMPLES "karsa/%.*s", STR_ARGS(file)).p;
    hs_str bytes = file_read(a, path, FILE_MOST);
    text_about about = { .origin = str_of(path) };
    if (colon != SIZE_MAX) {
        uint64_t number = 0;
        assert_true(str_to_u64(str_sub(name, colon + 1, name.n), &number));
        for (uint64_t i = 0; i < number; i++) assert_true(str_split(&bytes, '\n', &line));
        bytes = line;
        about.media_type = STR("application/x-hearsay-record");
    }
    return text_read(a, bytes, &about);
}

/* Calls `test` with every record of a kind; gives their number. */
static size_t each_record(const char *kind, void test(const json_t *))
{
    hs_str truth = file_read(a, EXAMPLES "karsa.truth.jsonl", FILE_MOST), line;
    size_t n = 0;
    while (str_split(&truth, '\n', &line)) {
        if (!line.n) continue;
        json_t *record = json_loadb(line.p, line.n, 0, NULL);
        assert_non_null(record);
        if (str_eq(member(record, "kind"), str_of(kind))) {
            test(record);
            n++;
        }
        json_decref(record);
    }
    return n;
}

static void same(hs_str name, const char *what, hs_str got, hs_str want)
{
    if (!str_eq(got, want))
        fail_msg("%.*s: %s is \"%.*s\", not \"%.*s\"", STR_ARGS(name), what, STR_ARGS(got), STR_ARGS(want));
}

static void facts_are_right(const json_t *record)
{
    hs_str name = member(record, "document"), title = member(record, "title");
    const document *d = sample_document(name);
    same(name, "publisher", d->publisher, member(record, "publisher"));
    same(name, "author", d->author, member(record, "author"));
    same(name, "date", str_sub(date_print(a, d->published), 0, 10), member(record, "date"));
    same(name, "title", str_sub(d->title, 0, title.n), title); /* a page may add its own name */
}

static void test_facts(void **state)
{
    (void)state;
    assert_true(each_record("document", facts_are_right) >= LEAST_DOCUMENTS);
}

/* The end of `words` in the text when they stand at `at`, else 0; a blank stands for any white space. */
static size_t words_stand(hs_str text, size_t at, hs_str words)
{
    for (size_t i = 0; i < words.n; i++) {
        if (at >= text.n) return 0;
        bool white = text.p[at] == ' ' || (text.p[at] >= '\t' && text.p[at] <= '\r');
        if (words.p[i] != ' ' && words.p[i] != text.p[at]) return 0;
        if (words.p[i] == ' ' && !white) return 0;
        at++;
        while (words.p[i] == ' ' && at < text.n && (text.p[at] == ' ' || (text.p[at] >= '\t' && text.p[at] <= '\r'))) at++;
    }
    return at;
}

static void leads_back(const json_t *record)
{
    const json_t *want = json_object_get(record, "span");
    hs_str name = member(record, "document"), words = member(record, "words");
    uint32_t begin = (uint32_t)json_integer_value(json_array_get(want, 0));
    uint32_t end = (uint32_t)json_integer_value(json_array_get(want, 1));
    const document *d = sample_document(name);
    bool in_record = str_find(name, STR(":"), 0) != SIZE_MAX; /* there, spans count in the text */
    for (size_t at = 0; at < d->text.n; at++) {
        size_t stop = words_stand(d->text, at, words);
        if (!stop) continue;
        span here = { (uint32_t)at, (uint32_t)stop };
        span there = in_record ? here : document_original(d, here);
        if (there.begin == begin && there.end == end) return;
    }
    fail_msg("%.*s: no way back to bytes %u to %u: %.*s", STR_ARGS(name), begin, end, STR_ARGS(words));
}

static void test_every_claim_leads_back(void **state)
{
    (void)state;
    assert_true(each_record("claim", leads_back) >= LEAST_CLAIMS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_facts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_claim_leads_back, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
