/*
 * queries.c - what a listing can be asked by narrows it, what it cannot is refused; an iterator that the case has left
 * behind says so.
 */
#include <hearsay/hearsay.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define WORDS(literal) ((hs_str){ (literal), sizeof(literal) - 1 })
#define TEXT                                                                                                           \
    "The dam\nThe Courier, 2 March 2031\n\nThe Salt League attacked the port, the Harbour Guard said. The Salt "       \
    "League "                                                                                                          \
    "supports the dockers, the minister said.\n"

typedef struct {
    char path[64];
    hs_models *models;
    hs_case *open;
} fixture;

static void add(fixture *f, hs_str bytes)
{
    hs_error e;
    hs_added added;
    if (hs_add(f->open, bytes, NULL, &added, &e) || hs_settle(f->open, NULL, &e)) fail_msg("%s", e.what);
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    hs_error e;
    snprintf(f->path, sizeof f->path, "/tmp/hearsay-queries-%ld.hearsay", (long)getpid());
    unlink(f->path);
    assert_int_equal(hs_models_open(PROJECT_DIR "/data", "en", &f->models, &e), HS_OK);
    assert_int_equal(hs_case_open(f->path, HS_CREATE, f->models, &f->open, &e), HS_OK);
    add(f, WORDS(TEXT));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    hs_case_close(f->open);
    hs_models_close(f->models);
    unlink(f->path);
    free(f);
    return 0;
}

typedef hs_status listing(hs_case *, const hs_query *, hs_iter **, hs_error *);
static listing *const LISTINGS[] = { hs_documents, hs_claims, hs_answers, hs_copies, hs_sources, hs_actors };
enum { KINDS = sizeof LISTINGS / sizeof *LISTINGS };

/* How many rows a query gives, or minus its status. */
static int rows(fixture *f, listing *list, hs_query q)
{
    hs_iter *it;
    hs_str line;
    hs_error e = { 0 };
    int n = 0;
    hs_status status = list(f->open, &q, &it, &e);
    if (status) {
        assert_null(it);
        assert_true(e.status == status && e.what[0]);
        return -(int)status;
    }
    while ((status = hs_next_json(it, &line, &e)) == HS_OK) n++;
    assert_int_equal(status, HS_END);
    hs_iter_close(it);
    return n;
}

static void a_field_that_is_not_known_is_refused(void **state)
{
    const hs_query field[] = { { .document = WORDS("1") },
                               { .about = WORDS("League") },
                               { .by = WORDS("minister") },
                               { .against = WORDS("port") },
                               { .frame = WORDS("attack") },
                               { .since = WORDS("2031") },
                               { .words = WORDS("who supports the dockers") } };
    static const char *const known[] = { "1111..", ".11.11", ".11.1.", ".11...", ".11...", "1111..", "..1..." };
    for (size_t i = 0; i < sizeof field / sizeof *field; i++)
        for (size_t k = 0; k < KINDS; k++) {
            int n = rows(*state, LISTINGS[k], field[i]);
            if ((n != -HS_BAD_ARGUMENT) != (known[i][k] == '1')) fail_msg("field %zu, listing %zu: %d", i, k, n);
        }
    assert_int_equal(rows(*state, hs_sources, (hs_query){ .by = WORDS("a"), .about = WORDS("b") }), -HS_BAD_ARGUMENT);
}

static void fields_narrow_together(void **state)
{
    for (size_t k = 0; k < KINDS; k++) {
        if (LISTINGS[k] == hs_copies) continue;
        assert_true(rows(*state, LISTINGS[k], (hs_query){ 0 }) >= 1);
        assert_int_equal(rows(*state, LISTINGS[k], (hs_query){ .number = 1 }), 1);
        assert_int_equal(rows(*state, LISTINGS[k], (hs_query){ .number = UINT64_MAX }), -HS_NOT_FOUND);
    }
    assert_int_equal(rows(*state, hs_claims, (hs_query){ .number = 1, .until = WORDS("2030") }), 0);
    assert_int_equal(rows(*state, hs_answers, (hs_query){ .number = 1, .frame = WORDS("no such frame") }), 0);
    assert_int_equal(
        rows(*state, hs_answers, (hs_query){ .words = WORDS("who supports the dockers"), .until = WORDS("2030") }), 0);
    assert_int_equal(
        rows(*state, hs_answers, (hs_query){ .words = WORDS("what of the Salt League"), .frame = WORDS("none") }), 0);
    assert_int_equal(rows(*state, hs_claims, (hs_query){ .since = WORDS("soon") }), -HS_BAD_ARGUMENT);
}

static void an_iterator_that_is_out_of_date_says_so(void **state)
{
    fixture *f = *state;
    hs_error e;
    hs_str line;
    for (size_t k = 0; k < KINDS; k++) {
        hs_iter *it;
        char more[200];
        assert_int_equal(LISTINGS[k](f->open, NULL, &it, &e), HS_OK);
        int n = snprintf(more, sizeof more, "The dam number %zu held, the engineer said.\n", k);
        add(f, (hs_str){ more, (size_t)n });
        assert_int_equal(hs_next_json(it, &line, &e), HS_BAD_ARGUMENT);
        assert_non_null(strstr(e.what, "changed"));
        hs_iter_close(it);
    }
}

static void rows_of_another_kind_are_refused(void **state)
{
    fixture *f = *state;
    hs_error e;
    hs_iter *it;
    hs_claim claim;
    hs_fault fault;
    assert_int_equal(hs_sources(f->open, NULL, &it, &e), HS_OK);
    assert_int_equal(hs_next_claim(it, &claim, &e), HS_BAD_ARGUMENT);
    assert_int_equal(hs_next_fault(it, &fault, &e), HS_BAD_ARGUMENT);
    hs_iter_close(it);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_field_that_is_not_known_is_refused),
                                        cmocka_unit_test(fields_narrow_together),
                                        cmocka_unit_test(rows_of_another_kind_are_refused),
                                        cmocka_unit_test(an_iterator_that_is_out_of_date_says_so) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
