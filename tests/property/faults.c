/*
 * faults.c - the disk fails while documents are added and settled through the public header: the caller gets an error in
 * one line, the case is whole, what was reported as added is there, and the same calls without faults end well with the
 * export of an undisturbed run.
 */
#include "fault/support/vfs.h"
#include "property/support.h"

#include "base/hash.h"
#include "base/random.h"

enum { DOCUMENTS = 5, POINTS = 24, SEED = 21 };

static bool all_points;

static const char *const TEXT[DOCUMENTS] = {
    "Guard fired first, ministry says\nThe Harbour Courier, 14 March 2031\nBy Nela Orsk\n\nThe interior ministry said on "
    "Monday that the Karsa Guard attacked the harbour. The Karsa Guard denied the claim.\n",
    "Union speaks\nThe Lantern Post, 15 March 2031\n\nOfficials may have supported the Karsa Guard, the union said. Four "
    "people died in the fire.\n",
    "Second report\nThe Morning Ledger, 15 March 2031\n\nThe Karsa Guard attacked the harbour, a witness said. It was dark.\n",
    "Guard fired first, ministry says\nThe Weekly Compass, 16 March 2031\n\nThe interior ministry said on Monday that the "
    "Karsa Guard attacked the harbour. The Karsa Guard denied the claim.\n",
    "Harbour open\nRadio Lorrow News, 17 March 2031\n\nThe harbour master denied that the Karsa Guard attacked the harbour.\n",
};

typedef struct {
    place p;
    char file[DOCUMENTS][112];
    const char *path[DOCUMENTS];
    uint64_t expected; /* hash of the export of an undisturbed run */
} world;

typedef struct {
    char id[DOCUMENTS][65];
    size_t n;
} told;

static void world_make(world *w)
{
    place_make(&w->p);
    place p = w->p;
    for (int i = 0; i < DOCUMENTS; i++) {
        snprintf(w->file[i], sizeof w->file[i], "%s/%d.txt", p.folder, i);
        FILE *f = fopen(w->file[i], "wb");
        assert_non_null(f);
        fputs(TEXT[i], f);
        assert_int_equal(fclose(f), 0);
        w->path[i] = w->file[i];
    }
}

static void world_end(world *w)
{
    for (int i = 0; i < DOCUMENTS; i++) unlink(w->file[i]);
    place_end(&w->p);
}

static void keep_told(void *ctx, const char *path, const hs_added *added)
{
    told *t = ctx;
    (void)path;
    assert_true(t->n < DOCUMENTS && added->document.n == 64);
    memcpy(t->id[t->n], added->document.p, 64);
    t->id[t->n++][64] = 0;
}

/* Opens, adds (two goes, so that a batch is not all), settles; the first failure ends it. */
static hs_status do_it(const world *w, told *t, hs_error *err)
{
    hs_case *c;
    hs_add_counts counts;
    hs_watch watch = { .added = keep_told, .ctx = t };
    hs_add_options options = { .threads = 1, .who = "tester" };
    hs_status status = hs_case_open(w->p.path, HS_CREATE, w->p.models, &c, err);
    if (status != HS_OK) return status;
    status = hs_add_paths(c, w->path, 2, &options, &watch, &counts, err);
    if (status == HS_OK) status = hs_add_paths(c, w->path + 2, DOCUMENTS - 2, &options, &watch, &counts, err);
    if (status == HS_OK) status = hs_settle(c, NULL, err);
    hs_case_close(c);
    return status;
}

typedef hs_status opener(hs_case *, const hs_query *, hs_iter **, hs_error *);

/* A hash of everything that is shown. */
static uint64_t shown(hs_case *c)
{
    static opener *const list[] = { hs_documents, hs_actors, hs_sources, hs_claims, hs_answers, hs_copies };
    hs_error err;
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        hs_iter *it;
        hs_str line;
        GOOD(list[i](c, NULL, &it, &err));
        while (hs_next_json(it, &line, &err) == HS_OK) hash = hash * 31 + hash_with(line, i);
        hs_iter_close(it);
    }
    return hash;
}

/* Without faults: whole, nothing told is lost, and the same again gives what it gives undisturbed. */
static void must_hold(const world *w, const told *t, const char *what)
{
    hs_error err;
    hs_case *c;
    if (t->n) {
        hs_status status = hs_case_open(w->p.path, HS_WRITE, w->p.models, &c, &err);
        good(status, &err, what);
        whole(c, what);
        for (size_t i = 0; i < t->n; i++) {
            hs_iter *it;
            hs_document row;
            hs_query q = { .document = { t->id[i], 64 } };
            GOOD(hs_documents(c, &q, &it, &err));
            if (hs_next_document(it, &row, &err) != HS_OK) fail_msg("%s: %s was told and is lost", what, t->id[i]);
            hs_iter_close(it);
        }
        hs_case_close(c);
    }
    told again = { .n = 0 };
    good(do_it(w, &again, &err), &err, what);
    GOOD(hs_case_open(w->p.path, HS_READ, NULL, &c, &err));
    whole(c, what);
    uint64_t hash = shown(c);
    hs_case_close(c);
    if (hash != w->expected) fail_msg("%s: the export is not that of an undisturbed run", what);
}

static void one_run(const world *w, shim *s, uint64_t at, bool for_ever)
{
    char what[96];
    snprintf(what, sizeof what, "operation %llu fails %s", (unsigned long long)at, for_ever ? "for ever" : "once");
    place_empty(&w->p);
    told t = { .n = 0 };
    hs_error err = { 0 };
    s->calls = s->hits = 0;
    s->fail_at = at;
    s->for_ever = for_ever;
    hs_status status = do_it(w, &t, &err);
    s->fail_at = 0;
    bool expected = status == HS_OK || status == HS_IO || status == HS_NO_MEMORY || status == HS_BAD_CASE;
    if (!expected || (status != HS_OK && !err.what[0])) fail_msg("%s: status %d: %s", what, status, err.what);
    if (status != HS_OK && strchr(err.what, '\n')) fail_msg("%s: more than a line: %s", what, err.what);
    if (for_ever && s->hits && status == HS_OK && t.n < DOCUMENTS) fail_msg("%s: no error, and not all is told", what);
    must_hold(w, &t, what);
}

static void every_point(unsigned ops, bool full, const char *name)
{
    world w;
    hs_error err;
    hs_case *c;
    sqlite3_vfs mine;
    shim s = { .ops = ops, .full = full };
    told t = { .n = 0 };
    rng r = rng_seed(SEED);
    world_make(&w);
    shim_in(&s, &mine);
    GOOD(do_it(&w, &t, &err));
    uint64_t n = s.calls, runs = 0;
    assert_int_equal(t.n, DOCUMENTS);
    GOOD(hs_case_open(w.p.path, HS_READ, NULL, &c, &err));
    w.expected = shown(c);
    hs_case_close(c);
    uint64_t step = all_points || n <= POINTS ? 1 : n / POINTS;
    for (int for_ever = full; for_ever < 2; for_ever++)
        for (uint64_t at = 1 + rng_below(&r, step); at <= n; at += step, runs++) one_run(&w, &s, at, for_ever);
    print_message("seed %d: %s: %llu operations, %llu runs\n", SEED, name, (unsigned long long)n, (unsigned long long)runs);
    shim_out(&mine);
    world_end(&w);
}

static void changes_fail(void **state)
{
    (void)state;
    every_point(OP_OPEN | OP_WRITE | OP_SYNC | OP_TRUNCATE | OP_DELETE, false, "changes");
}

static void reading_fails(void **state)
{
    (void)state;
    every_point(OP_READ, false, "reads");
}

static void the_disk_fills(void **state)
{
    (void)state;
    every_point(OP_WRITE, true, "full");
}

int main(int argc, char **argv)
{
    all_points = argc > 1 && !strcmp(argv[1], "all");
    const struct CMUnitTest tests[] = { cmocka_unit_test(changes_fail), cmocka_unit_test(reading_fails),
                                        cmocka_unit_test(the_disk_fills) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
