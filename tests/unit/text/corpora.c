/*
 * On real text, where the shared data is there: every record of the demonstration corpora is read, valid, cut into a
 * valid page, and the original bytes of random spans decode to the same words.
 */
#include "base/file.h"
#include "base/random.h"
#include "text/page.h"
#include "text/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <unistd.h>

enum { SPANS = 20 };

#define RECORD STR("application/x-hearsay-record")

/* Some tokens in a row: the bytes they came from, read again, give their words. */
static void check_span(arena *a, const document *d, const page *p, rng *r)
{
    uint32_t first = (uint32_t)rng_below(r, p->tokens), n = (uint32_t)rng_below(r, 12);
    uint32_t last = first + n < p->tokens ? first + n : p->tokens - 1;
    span s = { p->token[first].at.begin, p->token[last].at.end };
    span o = document_original(d, s);
    buf again = { .a = a };
    buf_add(&again, STR("{\"text\":\""));
    buf_add(&again, str_sub(d->original, o.begin, o.end));
    buf_add(&again, STR("\"}"));
    text_about about = { .media_type = RECORD };
    const document *e = text_read(a, buf_str(&again), &about);
    if (!str_eq(e->text, span_words(d->text, s))) fail_msg("%.*s: not its words", STR_ARGS(d->external));
}

static void check_record(arena *a, hs_str line, rng *r)
{
    char why[WHY] = "";
    text_about about = { .media_type = RECORD };
    const document *d = text_read(a, line, &about);
    if (!document_valid(d, why)) fail_msg("%.*s: %s", STR_ARGS(d->external), why);
    const page *p = text_page(a, d->text);
    if (!page_valid(p, why)) fail_msg("%.*s: %s", STR_ARGS(d->external), why);
    for (int i = 0; i < SPANS && p->tokens; i++) check_span(a, d, p, r);
}

static void test_records(void **state)
{
    (void)state;
    static const char *const files[] = { PROJECT_DIR "/../shared/data/corpora/demo-ports-2006/docs.jsonl",
                                         PROJECT_DIR "/../shared/data/corpora/demo-san-salvador-1989/docs.jsonl" };
    rng r = rng_seed(1);
    print_message("seed 1\n");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (access(files[i], R_OK)) skip();
        arena *a = arena_open(NULL, 0);
        hs_str rest = file_read(a, files[i], 1 << 26), line;
        while (str_split(&rest, '\n', &line)) {
            arena_mark here = arena_here(a);
            if (line.n) check_record(a, line, &r);
            arena_rollback(a, here);
        }
        arena_close(a);
    }
}

static void test_column(void **state)
{
    (void)state;
    const char *path = PROJECT_DIR "/../shared/data/seed/op-ed.txt";
    if (access(path, R_OK)) skip();
    arena *a = arena_open(NULL, 0);
    text_about about = { .origin = str_of(path) };
    const document *d = text_read(a, file_read(a, path, 1 << 20), &about);
    assert_int_equal(d->author.n, 0); /* "The writer is a freelance columnist" names nobody */
    const page *p = text_page(a, d->text);
    assert_int_equal(p->sentences, 31);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_records), cmocka_unit_test(test_column) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
