/* What the index promises: a query finds what comparing all texts finds, however they came in; damage is noticed. */
#include "base/file.h"
#include "base/random.h"
#include "reuse/index.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SEED = 23, DOCUMENTS = 60 };

typedef struct {
    arena *index, *other, *records, *scratch;
    char folder[2][64];
    reuse_document d[DOCUMENTS];
} world;

static void empty(const char *folder)
{
    DIR *d = opendir(folder);
    char path[400];
    for (struct dirent *e; d && (e = readdir(d));) {
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        unlink(path);
    }
    if (d) closedir(d);
}

static hs_str words(arena *a, rng *r, int n)
{
    buf b = { .a = a };
    for (int i = 0; i < n; i++) buf_printf(&b, "w%u ", (unsigned)rng_below(r, 3000));
    return buf_str(&b);
}

/* Texts by chance; every third has a piece of the one two before it, every tenth standing text. */
static int setup(void **state)
{
    world *w = calloc(1, sizeof *w);
    rng r = rng_seed(SEED);
    w->index = arena_open(NULL, 0), w->other = arena_open(NULL, 0);
    w->records = arena_open(NULL, 0), w->scratch = arena_open(NULL, 0);
    hs_str standing = words(w->records, &r, 40);
    for (int i = 0; i < DOCUMENTS; i++) {
        buf b = { .a = w->records };
        buf_add(&b, words(w->records, &r, 60));
        if (i % 3 == 2) buf_add(&b, str_sub(w->d[i - 2].text, 20, 260));
        if (i % 10 == 3) buf_add(&b, standing);
        buf_add(&b, words(w->records, &r, 20));
        w->d[i].text = buf_str(&b);
        w->d[i].id = arena_printf(w->records, "d%02d", i * 37 % DOCUMENTS);
        w->d[i].publisher = arena_printf(w->records, "paper %d", i % 7);
        date_parse(arena_printf(w->records, "2031-%02d-%02d", i / 20 + 1, i % 20 + 1), &w->d[i].published);
    }
    for (int i = 0; i < 2; i++) {
        snprintf(w->folder[i], sizeof w->folder[i], "/tmp/hearsay-index-XXXXXX");
        assert_non_null(mkdtemp(w->folder[i]));
    }
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    world *w = *state;
    arena_close(w->scratch), arena_close(w->records), arena_close(w->other), arena_close(w->index);
    for (int i = 0; i < 2; i++) {
        empty(w->folder[i]);
        rmdir(w->folder[i]);
    }
    free(w);
    return 0;
}

static void add(reuse_index *x, const reuse_document *d)
{
    const char *why;
    assert_int_equal(reuse_index_add(x, d, &why), INDEX_ADDED);
}

/* The index of documents [0, n), taken in `step` at a time. */
static reuse_index *fill(world *w, arena *a, const char *folder, int n, int step, const reuse_index_options *o)
{
    empty(folder);
    reuse_index *x = reuse_index_open(a, w->scratch, folder, true, o);
    for (int i = 0; i < n; i++) {
        add(x, &w->d[i]);
        if (i % step == step - 1) reuse_index_keep(x);
    }
    reuse_index_keep(x);
    return x;
}

/* One line a copy between document `asked` and another, sorted by their text. */
static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static const char *sorted(world *w, const char **line, size_t n)
{
    if (n) qsort(line, n, sizeof *line, by_text);
    buf b = { .a = w->records };
    for (size_t i = 0; i < n; i++) buf_printf(&b, "%s\n", line[i]);
    buf_byte(&b, 0);
    return b.p;
}

static const char *line_of(world *w, const copy *c, hs_str id_a, hs_str id_b)
{
    bool turned = str_cmp(id_a, id_b) > 0;
    span first = turned ? c->in_b : c->in_a, second = turned ? c->in_a : c->in_b;
    int way = c->direction == DIRECTION_UNSAID ? 0 : (c->direction == DIRECTION_A_FIRST) != turned ? 1 : 2;
    hs_str from = turned ? id_b : id_a, to = turned ? id_a : id_b;
    return arena_printf(w->records, "%.*s %llu %llu %.*s %llu %llu %s %d %u", STR_ARGS(from),
                                (unsigned long long)first.begin, (unsigned long long)first.end, STR_ARGS(to),
                                (unsigned long long)second.begin, (unsigned long long)second.end,
                                c->class == COPY_BOILERPLATE || c->class == COPY_FORMULA ? "not" : "copy", way, c->tokens)
        .p;
}

static const char *asked_of_index(world *w, reuse_index *const *x, uint32_t parts, int asked)
{
    reuse_index_answer r = reuse_index_query(x, parts, w->records, w->scratch, &w->d[asked], NULL);
    const char **line = TAKE(w->records, r.copies + 1, const char *);
    for (size_t i = 0; i < r.copies; i++) line[i] = line_of(w, &r.copy[i], r.document[r.copy[i].a].id, r.document[r.copy[i].b].id);
    return sorted(w, line, r.copies);
}

static const char *asked_of_all(world *w, int n, int asked)
{
    const reuse_result *r = reuse_find(w->records, w->d, (uint32_t)n, NULL);
    const char **line = TAKE(w->records, r->copies + 1, const char *);
    size_t lines = 0;
    for (size_t i = 0; i < r->copies; i++) {
        const copy *c = &r->copy[i];
        if (c->a != c->b && (c->a == (uint32_t)asked || c->b == (uint32_t)asked))
            line[lines++] = line_of(w, c, w->d[c->a].id, w->d[c->b].id);
    }
    return sorted(w, line, lines);
}

static void must_agree(world *w, reuse_index *const *x, uint32_t parts)
{
    size_t found = 0;
    for (int i = 0; i < DOCUMENTS; i += 3) {
        const char *want = asked_of_all(w, DOCUMENTS, i);
        assert_string_equal(asked_of_index(w, x, parts, i), want);
        found += strlen(want);
    }
    assert_true(found > 500); /* there was something to agree on */
}

static void finds_what_comparing_all_finds(void **state)
{
    world *w = *state;
    for (int step = 1; step <= DOCUMENTS; step = step == 1 ? 7 : step == 7 ? DOCUMENTS : DOCUMENTS + 1) {
        arena_mark here = arena_here(w->index);
        reuse_index *x = fill(w, w->index, w->folder[0], DOCUMENTS, step, NULL);
        must_agree(w, &x, 1);
        reuse_index_check(x);
        reuse_index_compact(x);
        assert_int_equal(reuse_index_about(x).segments, 1);
        must_agree(w, &x, 1);
        reuse_index_check(x);
        arena_rollback(w->index, here);
    }
}

static void parts_are_as_good_as_the_whole(void **state)
{
    world *w = *state;
    reuse_index *x[2] = { fill(w, w->index, w->folder[0], DOCUMENTS, 9, &(reuse_index_options){ .part = 0, .parts = 2 }),
                          fill(w, w->other, w->folder[1], DOCUMENTS, 25, &(reuse_index_options){ .part = 1, .parts = 2 }) };
    must_agree(w, x, 2);
    reuse_index_facts a = reuse_index_about(x[0]), b = reuse_index_about(x[1]);
    assert_int_equal(a.documents, DOCUMENTS);
    assert_true(a.text_bytes && b.text_bytes && a.postings && b.postings);
    assert_true(a.postings < 2 * b.postings && b.postings < 2 * a.postings);
}

static void what_was_taken_out_is_not_found(void **state)
{
    world *w = *state;
    reuse_index *x = fill(w, w->index, w->folder[0], DOCUMENTS, 11, NULL);
    assert_true(reuse_index_delete(x, w->d[0].id));
    assert_false(reuse_index_delete(x, w->d[0].id));
    assert_false(reuse_index_delete(x, STR("nobody")));
    assert_null(strstr(asked_of_index(w, &x, 1, 2), arena_printf(w->records, "%.*s ", STR_ARGS(w->d[0].id)).p));
    assert_int_equal(reuse_index_about(x).gone, 1);
    reuse_index_compact(x);
    assert_int_equal(reuse_index_about(x).gone, 0);
    assert_int_equal(reuse_index_about(x).documents, DOCUMENTS - 1);
    reuse_index_check(x);
    add(x, &w->d[0]);
    reuse_index_keep(x);
    must_agree(w, &x, 1);
}

static void known_and_refused(void **state)
{
    world *w = *state;
    const char *why;
    reuse_index *x = fill(w, w->index, w->folder[0], 3, 2, NULL);
    reuse_document other = w->d[1], none = w->d[1];
    other.text = STR("quite another text");
    none.id = STR("");
    assert_int_equal(reuse_index_add(x, &w->d[1], &why), INDEX_KNOWN);
    assert_int_equal(reuse_index_add(x, &other, &why), INDEX_REFUSED);
    assert_int_equal(reuse_index_add(x, &none, &why), INDEX_REFUSED);
    add(x, &w->d[5]);
    assert_int_equal(reuse_index_add(x, &w->d[5], &why), INDEX_KNOWN); /* not yet kept */
    reuse_index_keep(x);
    assert_int_equal(reuse_index_about(x).documents, 4);
    reuse_document odd[] = { { .id = STR("e1"), .text = STR("") }, { .id = STR("e2"), .text = STR("\xff\xfe ... \xc3") } };
    for (int i = 0; i < 2; i++) add(x, &odd[i]);
    reuse_index_keep(x);
    reuse_index_check(x);
    assert_int_equal(reuse_index_query(&x, 1, w->records, w->scratch, &odd[0], NULL).copies, 0);
}

/* Locks and maps are given back with the arena. */
static hs_status try_open(world *w, bool write, bool *whole)
{
    arena *a = arena_open(NULL, 0), *scratch = arena_open(NULL, 0);
    hs_status status;
    if (!ARENA_DOOR(a)) status = arena_failure(a)->status;
    else if (!ARENA_DOOR(scratch)) status = arena_failure(scratch)->status;
    else {
        reuse_index *x = reuse_index_open(a, scratch, w->folder[0], write, NULL);
        for (int i = 0; whole && i < 12; i++) reuse_index_query(&x, 1, w->records, scratch, &w->d[i], NULL);
        if (whole) reuse_index_check(x);
        if (whole) *whole = true;
        status = HS_OK;
    }
    arena_close(scratch);
    arena_close(a);
    return status;
}

static void one_writes_many_read(void **state)
{
    world *w = *state;
    reuse_index *x = fill(w, w->index, w->folder[0], 20, 5, NULL);
    assert_int_equal(try_open(w, true, NULL), HS_BUSY);
    bool whole = false;
    assert_int_equal(try_open(w, false, &whole), HS_OK);
    reuse_index *reader = reuse_index_open(w->other, w->scratch, w->folder[0], false, NULL);
    reuse_index_compact(x); /* the files that the reader sees go away under it */
    assert_int_equal(reuse_index_about(reader).documents, 20);
    reuse_index_check(reader);
}

static void damage_is_noticed(void **state)
{
    world *w = *state;
    rng r = rng_seed(SEED);
    fill(w, w->index, w->folder[0], 20, 20, NULL);
    char path[100];
    snprintf(path, sizeof path, "%s/1.segment", w->folder[0]);
    hs_str good = file_read(w->records, path, SIZE_MAX);
    char *bad = memcpy(arena_take(w->records, good.n), good.p, good.n);
    int silent = 0;
    for (int i = 0; i < 300; i++) {
        size_t at = i < 100 ? good.n - 1 - rng_below(&r, 300) : rng_below(&r, good.n);
        bad[at] = (char)(bad[at] ^ (1 << rng_below(&r, 8)));
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(bad, 1, good.n, f), good.n);
        assert_int_equal(fclose(f), 0);
        bool whole = false;
        hs_status status = try_open(w, false, &whole);
        if (status != HS_BAD_CASE) silent++;
        bad[at] = good.p[at];
    }
    assert_int_equal(silent, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_what_comparing_all_finds, setup, teardown),
        cmocka_unit_test_setup_teardown(parts_are_as_good_as_the_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_taken_out_is_not_found, setup, teardown),
        cmocka_unit_test_setup_teardown(known_and_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(one_writes_many_read, setup, teardown),
        cmocka_unit_test_setup_teardown(damage_is_noticed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
