/*
 * marks.c - the form of marked sentences: what is read, what is refused with its line, any bytes; and that all files of
 * data/training/attribution have it.
 */
#include "claims/marks.h"

#include "base/file.h"
#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *at(arena *a, hs_str text, span_list s, size_t i)
{
    assert_true(i < s.n);
    return arena_str(a, span_words(text, s.at[i])).p;
}

static void reads_pieces_and_numbers(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const char *file = "# a remark\n{t1 \"The port is safe,\"} {s1,2 the mayor}\n {c1 said. } {t1 \"Go.\"}\n\n"
                       "He {c2- denied} {t2 that {s3 one} {c3~ wants} {t3 to go}}.\n==\nNothing here.\n==\n";
    marked_texts all = marks_read(a, str_of(file), "test.say");
    assert_int_equal(all.n, 2);
    const marked_text *t = &all.at[0];
    assert_string_equal(t->text.p, "\"The port is safe,\" the mayor said. \"Go.\"\n\nHe denied that one wants to go.");
    assert_int_equal(t->marks, 3);
    assert_int_equal(t->mark[0].content.n, 2);
    assert_string_equal(at(a, t->text, t->mark[0].content, 0), "\"The port is safe,\"");
    assert_string_equal(at(a, t->text, t->mark[0].content, 1), "\"Go.\"");
    assert_string_equal(at(a, t->text, t->mark[0].cue, 0), "said.");
    assert_string_equal(at(a, t->text, t->mark[1].source, 0), "the mayor");
    assert_int_equal(t->mark[1].kind, MARK_DENIES);
    assert_string_equal(at(a, t->text, t->mark[1].content, 0), "that one wants to go");
    assert_int_equal(t->mark[2].kind, MARK_ATTITUDE);
    assert_string_equal(at(a, t->text, t->mark[2].content, 0), "to go");
    assert_int_equal(all.at[1].marks, 0);
    arena_close(a);
}

static void refuses(const char *file, const char *what)
{
    arena *a = arena_open(NULL, 0);
    volatile bool refused = false;
    if (ARENA_DOOR(a)) {
        marks_read(a, str_of(file), "test.say");
        arena_door_shut(a);
    } else {
        refused = arena_failure(a)->status == HS_BAD_INPUT;
        if (!strstr(arena_failure(a)->what, what)) fail_msg("\"%s\" is said of \"%s\"", arena_failure(a)->what, file);
    }
    if (!refused) fail_msg("read all the same: %s", file);
    arena_close(a);
}

static void refuses_with_the_line(void **state)
{
    (void)state;
    refuses("One.\n==\n{s1 She} {c1 said {t1 no}.", "line 3: a brace that is not closed");
    refuses("She said} no.", "line 1: a closing brace too many");
    refuses("{x1 She}", "no s, c or t");
    refuses("{s She}", "a mark without a number");
    refuses("{s0 She}", "a mark without a number");
    refuses("{s1000 She}", "from 1 to 999");
    refuses("{s1- She} {t1 x}", "belong to a cue");
    refuses("{c1x said} {t1 x}", "no blank");
    refuses("{c1 } {t1 x}", "around nothing");
    refuses("\n{s1 She} {c1 said} no.", "line 2: an attribution without content");
    refuses("{t1 No}.", "neither source nor cue");
    refuses("{s1,1,1,1,1,1,1,1,1 She} {t1 x}", "too many numbers");
    refuses("{s1 \xff}", "not UTF-8");
    refuses("{", "no s, c or t");
    refuses("{{{", "no s, c or t");
}

/* Any bytes are read or refused; what is read lies in its text. */
static void any_bytes(void **state)
{
    (void)state;
    static const char *const piece[] = { "{s1 ", "{c1 ", "{t1 ", "{c2- ", "}", "} ", "she",      " ", "\n",
                                         "\n\n", "==\n", "#",    ",",     "2", "{",  "\xc3\xa9", "\"" };
    const char *asked = getenv("HEARSAY_SEED"), *times = getenv("HEARSAY_TIMES");
    rng r = rng_seed(asked ? strtoull(asked, NULL, 10) : 7);
    unsigned long read = 0;
    for (unsigned long i = 0, n = times ? strtoul(times, NULL, 10) : 20000; i < n; i++) {
        arena *a = arena_open(NULL, 0);
        char why[WHY];
        if (ARENA_DOOR(a)) {
            buf b = { .a = a };
            for (uint64_t k = rng_below(&r, 40); k-- > 0;)
                buf_add(&b, str_of(piece[rng_below(&r, sizeof piece / sizeof *piece)]));
            marked_texts all = marks_read(a, arena_str(a, buf_str(&b)), "random");
            for (size_t t = 0; t < all.n; t++)
                for (size_t m = 0; m < all.at[t].marks; m++) {
                    const attribution_mark *one = &all.at[t].mark[m];
                    assert_true(span_list_valid(one->source, all.at[t].text, "source", why));
                    assert_true(span_list_valid(one->cue, all.at[t].text, "cue", why));
                    assert_true(one->content.n && span_list_valid(one->content, all.at[t].text, "content", why));
                    read++;
                }
            arena_door_shut(a);
        } else {
            assert_int_equal(arena_failure(a)->status, HS_BAD_INPUT);
        }
        arena_close(a);
    }
    assert_true(read > 0);
}

typedef struct {
    arena *a;
    size_t files, texts, marks;
} counting;

static bool read_one(void *ctx, const char *path, uint64_t size, const char *reason)
{
    counting *c = ctx;
    (void)size;
    assert_null(reason);
    if (!str_ends(str_of(path), STR(".say"))) return true;
    marked_texts all = marks_read(c->a, file_read(c->a, path, 16 << 20), path);
    c->files++;
    c->texts += all.n;
    for (size_t t = 0; t < all.n; t++) c->marks += all.at[t].marks;
    return true;
}

static void our_files_have_the_form(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    counting c = { .a = a };
    file_walk(a, PROJECT_DIR "/data/training/attribution", read_one, &c);
    print_message("%zu files, %zu texts, %zu attributions\n", c.files, c.texts, c.marks);
    assert_true(c.files > 0 && c.texts > c.files && c.marks > c.texts);
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_pieces_and_numbers),
        cmocka_unit_test(refuses_with_the_line),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(our_files_have_the_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
