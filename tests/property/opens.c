/*
 * opens.c - promise 4, every number opens: the counts of every answer are those of the claims behind it, every span of
 * every claim gives its words back, and the original bytes that it leads to hold those words.
 */
#include "property/support.h"

#include "base/map.h"
#include "base/utf8.h"

/* The spans of a claim, in the order of hearsay.h. */
enum { SPANS_OF_CLAIM = 10 };
static const char *const SPAN_NAME[SPANS_OF_CLAIM] = { "claim",  "sentence", "source",    "cue",   "content",
                                                       "hedge", "evidence", "predicate", "agent", "patient" };

typedef struct {
    uint64_t spans, letters, found, answers, claims;
} opened;

/* A letter of the words that is plain ASCII: it stands in the original too, whatever its encoding or format. */
static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* How many of the plain letters of `words` stand in `bytes`, in this order. */
static void count_letters(hs_str words, hs_str bytes, opened *o)
{
    size_t at = 0;
    for (size_t i = 0; i < words.n; i++) {
        if (!is_plain(words.p[i])) continue;
        o->letters++;
        size_t k = at;
        while (k < bytes.n && bytes.p[k] != words.p[i]) k++;
        if (k == bytes.n) continue;
        o->found++;
        at = k + 1;
    }
}

static void open_span(hs_case *c, hs_span at, const char *what, uint64_t number, opened *o)
{
    hs_error err;
    hs_str words, bytes;
    if (at.begin == at.end) return;
    o->spans++;
    GOOD(hs_text(c, at, &words, &err));
    if (words.n != at.end - at.begin || utf8_bad(words) != SIZE_MAX)
        fail_msg("%s %llu: a span of %zu bytes gives %zu", what, (unsigned long long)number, (size_t)(at.end - at.begin), words.n);
    char *kept = malloc(words.n);
    assert_non_null(kept);
    memcpy(kept, words.p, words.n);
    hs_status status = hs_original(c, at, &bytes, &err);
    if (status == HS_OK) count_letters((hs_str){ kept, words.n }, bytes, o);
    free(kept);
    good(status, &err, what);
}

static void open_claim(hs_case *c, const hs_claim *r, opened *o)
{
    const hs_span list[SPANS_OF_CLAIM] = { r->at,      r->sentence_at, r->source_at,    r->cue_at,   r->content_at,
                                           r->hedge_at, r->evidence_at, r->predicate_at, r->agent_at, r->patient_at };
    for (size_t i = 0; i < SPANS_OF_CLAIM; i++) open_span(c, list[i], SPAN_NAME[i], r->claim, o);
    o->claims++;
}

static void open_claims(hs_case *c, opened *o)
{
    hs_error err;
    hs_iter *it;
    hs_claim r;
    GOOD(hs_claims(c, NULL, &it, &err));
    while (hs_next_claim(it, &r, &err) == HS_OK) open_claim(c, &r, o);
    hs_iter_close(it);
}

static void open_copies(hs_case *c, opened *o)
{
    hs_error err;
    hs_iter *it;
    hs_copy r;
    GOOD(hs_copies(c, NULL, &it, &err));
    while (hs_next_copy(it, &r, &err) == HS_OK) {
        open_span(c, r.a, "copy, first", r.copy, o);
        open_span(c, r.b, "copy, second", r.copy, o);
    }
    hs_iter_close(it);
}

typedef struct {
    uint32_t claims, asserted, denied, origins_asserted, origins_denied;
} counts;

/* Counts what hs_why lists, from nothing but its rows. */
static counts count_why(hs_case *c, hs_id answer)
{
    hs_error err;
    hs_iter *it;
    hs_claim r;
    counts n = { 0 };
    arena *a = arena_open(NULL, 0);
    assert_true(a && ARENA_DOOR(a));
    map seen[2] = { { .a = a }, { .a = a } };
    GOOD(hs_why(c, answer, &it, &err));
    while (hs_next_claim(it, &r, &err) == HS_OK) {
        char key[24];
        snprintf(key, sizeof key, "%llu", (unsigned long long)r.origin);
        n.claims++;
        if (r.certainty == HS_UNKNOWN) continue; /* leaves it open: on neither side */
        bool is_new = false;
        bool denies = r.polarity == HS_DENY;
        map_put(&seen[denies], arena_str(a, str_of(key)), &is_new);
        *(denies ? &n.denied : &n.asserted) += 1;
        *(denies ? &n.origins_denied : &n.origins_asserted) += is_new;
        if (!r.sentence.n || !r.claim) fail_msg("a claim of answer %llu has no sentence", (unsigned long long)answer);
    }
    hs_iter_close(it);
    arena_door_shut(a);
    arena_close(a);
    return n;
}

static void open_answers(hs_case *c, opened *o)
{
    hs_error err;
    hs_iter *it;
    hs_answer r;
    GOOD(hs_answers(c, NULL, &it, &err));
    while (hs_next_answer(it, &r, &err) == HS_OK) {
        counts n = count_why(c, r.answer);
        o->answers++;
        if (n.asserted != r.asserted || n.denied != r.denied || n.origins_asserted != r.origins_asserted ||
            n.origins_denied != r.origins_denied)
            fail_msg("answer %llu shows %u+%u-, origins %u+%u-; behind it stand %u+%u-, origins %u+%u-",
                     (unsigned long long)r.answer, r.asserted, r.denied, r.origins_asserted, r.origins_denied, n.asserted,
                     n.denied, n.origins_asserted, n.origins_denied);
        assert_true(n.claims > 0);
        assert_true(0 <= r.low && r.low <= r.belief && r.belief <= r.high && r.high <= 1);
    }
    hs_iter_close(it);
}

/* least: of the plain letters of all words, the part that must stand in the original bytes; 1 where no format makes
 * other letters of them (entities of HTML, escapes of JSON). */
static void open_all(const char *const *paths, size_t n, double least)
{
    place p;
    hs_error err;
    hs_case *c;
    opened o = { 0 };
    for (size_t i = 0; i < n; i++)
        if (access(paths[i], R_OK)) {
            print_message("skipped: no %s\n", paths[i]);
            skip();
        }
    place_make(&p);
    GOOD(hs_case_open(p.path, HS_CREATE, p.models, &c, &err));
    GOOD(hs_add_paths(c, paths, n, NULL, NULL, NULL, &err));
    GOOD(hs_settle(c, NULL, &err));
    open_claims(c, &o);
    open_copies(c, &o);
    open_answers(c, &o);
    whole(c, paths[0]);
    hs_case_close(c);
    place_end(&p);
    print_message("%s: %llu claims, %llu answers, %llu spans; %llu of %llu letters stand in the original bytes\n", paths[0],
                  (unsigned long long)o.claims, (unsigned long long)o.answers, (unsigned long long)o.spans,
                  (unsigned long long)o.found, (unsigned long long)o.letters);
    assert_true(o.claims > 0 && (double)o.found >= least * (double)o.letters);
}

static void sample_case(void **state)
{
    (void)state;
    open_all((const char *const[]){ SAMPLE }, 1, 1);
}

static void seed_text(void **state)
{
    (void)state;
    open_all((const char *const[]){ SEED_TEXT }, 1, 1);
}

static void demo_ports(void **state)
{
    (void)state;
    open_all((const char *const[]){ CORPORA "/demo-ports-2006" }, 1, 0.99);
}

static void demo_san_salvador(void **state)
{
    (void)state;
    open_all((const char *const[]){ CORPORA "/demo-san-salvador-1989" }, 1, 0.99);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest few[] = { cmocka_unit_test(sample_case), cmocka_unit_test(seed_text) };
    const struct CMUnitTest all[] = { cmocka_unit_test(demo_ports), cmocka_unit_test(demo_san_salvador) };
    bool is_long = argc > 1 && !strcmp(argv[1], "all");
    return is_long ? cmocka_run_group_tests_name("every number opens, demo corpora", all, NULL, NULL)
                   : cmocka_run_group_tests_name("every number opens", few, NULL, NULL);
}
