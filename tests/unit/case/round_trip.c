/*
 * round_trip.c - a case gives back exactly what was saved, in the order of (published, id), and is whole after it.
 */
#include "unit/case/place.h"
#include "unit/case/records.h"
#include "unit/case/same.h"

enum { DOCUMENTS = 40 };
#define SEED 20260117u

static const records **make_records(arena *a, rng *r, uint32_t n)
{
    const records **x = TAKE(a, n, const records *);
    for (uint32_t i = 0; i < n; i++)
        x[i] = any_records(a, r, i % 10 == 3 ? 0 : 1 + (unsigned)rng_below(r, 9), (unsigned)rng_below(r, 6));
    return x;
}

static void add(case_file *c, const records *x, bool expect_known)
{
    hs_error err = { 0 };
    bool known;
    good(case_add(c, &x->document, &x->page, &x->findings, STR("tester"), STR("run 1"), &known, &err), &err);
    assert_int_equal(known, expect_known);
}

static int by_number(const void *x, const void *y)
{
    const document *a = &(*(const records *const *)x)->document, *b = &(*(const records *const *)y)->document;
    int order = date_cmp(a->published, b->published);
    return order ? order : str_cmp(a->id, b->id);
}

static void same(hs_str a, hs_str b)
{
    if (!str_eq(a, b)) fail_msg("saved:\n%.*s\nread:\n%.*s", STR_ARGS(a), STR_ARGS(b));
}

static void check_document(arena *a, case_file *c, uint32_t number, const records *x)
{
    hs_error err = { 0 };
    document d;
    page p;
    findings f;
    good(case_document(c, a, number, true, &d, &err), &err);
    same(print_document(a, &x->document, true), print_document(a, &d, true));
    good(case_document(c, a, number, false, &d, &err), &err);
    same(print_document(a, &x->document, false), print_document(a, &d, false));
    assert_null(d.original.p);
    good(case_page(c, a, number, &p, &err), &err);
    same(print_page(a, &x->page), print_page(a, &p));
    good(case_findings(c, a, number, &f, &err), &err);
    same(print_findings(a, &x->findings), print_findings(a, &f));
}

static void documents_come_back(void **context)
{
    place *w = *context;
    rng r = rng_seed(SEED);
    print_message("seed %u\n", SEED);
    const records **x = make_records(w->a, &r, DOCUMENTS);
    case_file *c = opened(w, CASE_CREATE);
    for (int i = 0; i < DOCUMENTS; i++) add(c, x[i], false);
    for (int i = 0; i < DOCUMENTS; i += 7) add(c, x[i], true);
    qsort(x, DOCUMENTS, sizeof *x, by_number);
    for (int round = 0; round < 2; round++) {
        hs_error err = { 0 };
        uint32_t n, unread, number;
        good(case_count(c, &n, &unread, &err), &err);
        assert_int_equal(n, DOCUMENTS);
        assert_int_equal(unread, 0);
        for (uint32_t i = 0; i < DOCUMENTS; i++) {
            check_document(w->a, c, i, x[i]);
            good(case_number(c, str_sub(x[i]->document.id, 0, 20), &number, &err), &err);
            assert_int_equal(number, i);
        }
        uint64_t spans = 0;
        hs_str faults = faults_of(w->a, c, &spans);
        assert_string_equal(arena_str(w->a, faults).p, "");
        assert_true(spans > DOCUMENTS);
        case_close(c);
        assert_int_equal(place_files(w), 1);
        c = opened(w, CASE_READ);
    }
    case_close(c);
}

static const void **part_of(arena *a, const records **x, uint32_t n, bool pages)
{
    const void **out = TAKE(a, n, const void *);
    for (uint32_t i = 0; i < n; i++) out[i] = pages ? (const void *)&x[i]->page : &x[i]->findings;
    return out;
}

static void states_come_back(void **context)
{
    place *w = *context;
    rng r = rng_seed(SEED + 1);
    hs_error err = { 0 };
    const records **x = make_records(w->a, &r, DOCUMENTS);
    case_file *c = opened(w, CASE_CREATE);
    state back;
    bool fresh = true;
    good(case_state(c, w->a, &back, &fresh, &err), &err);
    assert_false(fresh);
    assert_int_equal(back.claims, 0);
    for (int i = 0; i < DOCUMENTS - 1; i++) add(c, x[i], false);
    qsort(x, DOCUMENTS - 1, sizeof *x, by_number);
    for (int round = 0; round < 3; round++) {
        const state *s = any_state(w->a, &r, DOCUMENTS - 1,
                                   (const findings *const *)part_of(w->a, x, DOCUMENTS - 1, false),
                                   (const page *const *)part_of(w->a, x, DOCUMENTS - 1, true));
        good(case_save_state(c, s, STR("tester"), STR("run 2"), &err), &err);
        good(case_state(c, w->a, &back, &fresh, &err), &err);
        assert_true(fresh);
        same(print_state(w->a, s), print_state(w->a, &back));
        assert_whole(w->a, c);
    }
    /* The state stays with its documents when another one gets a number before them. */
    hs_str before = print_state(w->a, &back);
    hs_str id = x[back.claim[back.claims - 1].document]->document.id;
    add(c, x[DOCUMENTS - 1], false);
    good(case_state(c, w->a, &back, &fresh, &err), &err);
    assert_false(fresh);
    uint32_t number;
    good(case_number(c, id, &number, &err), &err);
    assert_int_equal(back.claim[back.claims - 1].document, number);
    assert_true(before.n > 0);
    assert_whole(w->a, c);
    case_close(c);
}

static void a_broken_record_is_refused(void **context)
{
    place *w = *context;
    rng r = rng_seed(SEED + 2);
    hs_error err = { 0 };
    bool known;
    case_file *c = opened(w, CASE_CREATE);
    for (int what = 0; what < 6; what++) {
        records x = *any_records(w->a, &r, 5, 4);
        claim one = x.findings.claim[0];
        x.findings.claims = 1;
        x.findings.claim = &one;
        if (what == 0) x.document.id = STR("00");
        if (what == 1) x.page.text = STR("another text");
        if (what == 2) x.page.paragraphs = 0;
        if (what == 3) one.at.end = (uint32_t)x.document.text.n + 1;
        if (what == 4) one.time.from = (date){ 2015, 2, 31, 0, 0, 0, DATE_DAY };
        if (what == 5) one.sentence = 99;
        hs_status status = case_add(c, &x.document, &x.page, &x.findings, STR("t"), STR("r"), &known, &err);
        assert_int_equal(status, HS_BUG);
        assert_non_null(strstr(err.what, "not kept: "));
    }
    state wrong = { .claims = 1, .claim = &(case_claim){ .document = 3 } };
    assert_int_equal(case_save_state(c, &wrong, STR("t"), STR("r"), &err), HS_BUG);
    uint32_t n;
    good(case_count(c, &n, NULL, &err), &err);
    assert_int_equal(n, 0);
    assert_whole(w->a, c);
    case_close(c);
}

static void empty_case(void **context)
{
    place *w = *context;
    hs_error err = { 0 };
    case_close(NULL);
    case_file *c = opened(w, CASE_CREATE);
    uint32_t n = 9, unread = 9, number;
    good(case_count(c, &n, &unread, &err), &err);
    assert_int_equal(n + unread, 0);
    document d;
    assert_int_equal(case_document(c, w->a, 0, false, &d, &err), HS_BAD_ARGUMENT);
    assert_int_equal(case_number(c, STR("ab"), &number, &err), HS_NOT_FOUND);
    assert_int_equal(case_number(c, STR("xyz"), &number, &err), HS_BAD_ARGUMENT);
    assert_int_equal(case_number(c, STR(""), &number, &err), HS_BAD_ARGUMENT);
    assert_whole(w->a, c);
    case_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(documents_come_back, place_make, place_remove),
        cmocka_unit_test_setup_teardown(states_come_back, place_make, place_remove),
        cmocka_unit_test_setup_teardown(a_broken_record_is_refused, place_make, place_remove),
        cmocka_unit_test_setup_teardown(empty_case, place_make, place_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
