/*
 * open.c - what is no case is refused in one line; what is one is opened as it promises; readers beside a writer.
 */
#include "unit/case/place.h"
#include "unit/case/records.h"

#include <fcntl.h>

#define SEED 31u
enum { NOBODY_ID = 65534 };

static void add_some(case_file *c, arena *a, uint64_t seed, int n)
{
    rng r = rng_seed(seed);
    hs_error err = { 0 };
    for (int i = 0; i < n; i++) {
        const records *x = any_records(a, &r, 4, 2);
        bool known;
        good(case_add(c, &x->document, &x->page, &x->findings, STR("t"), STR("r"), &known, &err), &err);
    }
}

static void refused(const place *w, unsigned flags, hs_status expected, const char *words)
{
    hs_error err = { 0 };
    case_file *c;
    hs_status status = case_open(w->path, flags, &c, &err);
    if (status != expected || !strstr(err.what, words)) fail_msg("%d: %s (not: %s)", status, err.what, words);
    assert_null(c);
    assert_null(strchr(err.what, '\n'));
    assert_memory_equal(err.what, w->path, strlen(w->path));
}

static void put_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void hostile_files(void **context)
{
    place *w = *context;
    refused(w, CASE_READ, HS_NOT_FOUND, "there is no case");
    refused(w, CASE_WRITE, HS_NOT_FOUND, "there is no case");
    for (unsigned flags = CASE_READ; flags <= CASE_CREATE; flags = flags * 2 + 1) {
        unlink(w->path);
        put_file(w->path, "port", 4);
        refused(w, flags, HS_BAD_CASE, "not a database");
        char noise[9000];
        rng r = rng_seed(SEED);
        for (size_t i = 0; i < sizeof noise; i++) noise[i] = (char)rng_u64(&r);
        put_file(w->path, noise, sizeof noise);
        refused(w, flags, HS_BAD_CASE, "not a database");
        memcpy(noise, "SQLite format 3", 16); /* a head that looks right */
        put_file(w->path, noise, sizeof noise);
        refused(w, flags, HS_BAD_CASE, "");
        unlink(w->path);
        assert_int_equal(tamper(w, "CREATE TABLE bookmarks (url)"), SQLITE_OK);
        refused(w, flags, HS_BAD_CASE, "another program");
        unlink(w->path);
        assert_int_equal(tamper(w, "PRAGMA application_id=7"), SQLITE_OK);
        refused(w, flags, HS_BAD_CASE, "another program");
        unlink(w->path);
        case_close(opened(w, CASE_CREATE));
        assert_int_equal(tamper(w, "PRAGMA user_version=9999"), SQLITE_OK);
        refused(w, flags, HS_BAD_CASE, "newer hearsay");
        assert_int_equal(tamper(w, "PRAGMA user_version=3"), SQLITE_OK);
        refused(w, flags, HS_BAD_CASE, "older hearsay");
        assert_int_equal(tamper(w, "PRAGMA user_version=0"), SQLITE_OK);
        refused(w, flags, HS_BAD_CASE, "not known");
    }
    unlink(w->path);
    put_file(w->path, "", 0);
    refused(w, CASE_READ, HS_BAD_CASE, "empty file");
    refused(w, CASE_WRITE, HS_BAD_CASE, "empty file");
    case_close(opened(w, CASE_CREATE)); /* what a cut during creation may leave */
}

static void other_paths(void **context)
{
    place *w = *context;
    place folder = *w;
    snprintf(folder.path, sizeof folder.path, "%s", w->folder);
    refused(&folder, CASE_CREATE, HS_BAD_CASE, "is a folder");
    snprintf(folder.path, sizeof folder.path, "%.60s/no/such", w->folder);
    refused(&folder, CASE_CREATE, HS_IO, "cannot be opened");
    assert_int_equal(mkfifo(w->path, 0600), 0);
    refused(w, CASE_CREATE, HS_BAD_CASE, "no regular file");
    hs_error err;
    case_file *c;
    assert_int_equal(case_open("", CASE_CREATE, &c, &err), HS_BAD_ARGUMENT);
}

/* Every length of a truncated case is refused or found out; none crashes. */
static void truncated(void **context)
{
    place *w = *context;
    case_file *c = opened(w, CASE_CREATE);
    add_some(c, w->a, SEED, 5);
    case_close(c);
    hs_str whole;
    hs_error err = { 0 };
    good(file_try_read(w->a, w->path, 1 << 26, &whole, &err), &err);
    for (size_t n = whole.n - 1; n > 1000; n -= n > 8192 ? 7919 : 997) {
        put_file(w->path, whole.p, n);
        hs_status status = case_open(w->path, CASE_READ, &c, &err);
        if (status != HS_BAD_CASE) fail_msg("%zu of %zu bytes: status %d: %s", n, whole.n, status, err.what);
        assert_null(c);
    }
}

/* Bytes changed anywhere: no crash, and no answer that hides it for long. */
static void flipped(void **context)
{
    place *w = *context;
    case_file *c = opened(w, CASE_CREATE);
    add_some(c, w->a, SEED, 3);
    case_close(c);
    hs_str whole;
    hs_error err = { 0 };
    good(file_try_read(w->a, w->path, 1 << 26, &whole, &err), &err);
    rng r = rng_seed(SEED);
    print_message("seed %u\n", SEED);
    for (int i = 0; i < 60; i++) {
        char *bytes = arena_take(w->a, whole.n);
        memcpy(bytes, whole.p, whole.n);
        for (int k = 0; k < 8; k++) bytes[100 + rng_below(&r, whole.n - 100)] ^= (char)(1 << rng_below(&r, 8));
        put_file(w->path, bytes, whole.n);
        if (case_open(w->path, CASE_READ, &c, &err) != HS_OK) continue;
        document d;
        findings f;
        buf b = { .a = w->a };
        for (uint32_t n = 0; n < 3; n++) {
            case_document(c, w->a, n, true, &d, &err);
            case_findings(c, w->a, n, &f, &err);
        }
        case_check(c, say_fault, &b, NULL, &err);
        case_close(c);
    }
}

static void read_only_places(void **context)
{
    place *w = *context;
    case_file *c = opened(w, CASE_CREATE);
    add_some(c, w->a, SEED, 2);
    case_close(c);
    bool is_root = !geteuid(); /* root may write anywhere: be nobody for a while */
    if (is_root) {
        assert_int_equal(chown(w->folder, NOBODY_ID, NOBODY_ID) | chown(w->path, NOBODY_ID, NOBODY_ID), 0);
        assert_int_equal(seteuid(NOBODY_ID), 0);
    }
    chmod(w->path, 0400);
    chmod(w->folder, 0500);
    refused(w, CASE_WRITE, HS_IO, "cannot be");
    c = opened(w, CASE_READ);
    assert_whole(w->a, c);
    case_close(c);
    place other = *w;
    snprintf(other.path, sizeof other.path, "%s/new.hearsay", w->folder);
    refused(&other, CASE_CREATE, HS_IO, "cannot be opened");
    chmod(w->path, 0);
    refused(w, CASE_READ, HS_IO, "cannot be opened");
    if (is_root) assert_int_equal(seteuid(0), 0);
}

static hs_str said(const place *w, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    hs_str out = STR("");
    assert_int_equal(sqlite3_open(w->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    if (sqlite3_step(s) == SQLITE_ROW) out = arena_str(w->a, str_of((const char *)sqlite3_column_text(s, 0)));
    sqlite3_finalize(s);
    sqlite3_close(db);
    return out;
}

static void one_file_is_left(void **context)
{
    place *w = *context;
    case_file *c = opened(w, CASE_CREATE);
    add_some(c, w->a, SEED, 2);
    assert_string_equal(said(w, "PRAGMA journal_mode").p, "wal");
    case_close(c);
    assert_int_equal(place_files(w), 1);
    assert_string_equal(said(w, "PRAGMA journal_mode").p, "delete");
    assert_string_equal(said(w, "PRAGMA application_id").p, "1752331129"); /* 'hrsy' */
    assert_string_equal(said(w, "PRAGMA user_version").p, "4");
    assert_int_equal(place_files(w), 1);
}

static void readers_beside_a_writer(void **context)
{
    place *w = *context;
    hs_error err = { 0 };
    uint32_t n;
    case_file *writer = opened(w, CASE_CREATE);
    add_some(writer, w->a, SEED, 3);
    case_file *reader = opened(w, CASE_READ);
    good(case_count(reader, &n, NULL, &err), &err);
    assert_int_equal(n, 3);
    good(case_batch_begin(writer, &err), &err);
    add_some(writer, w->a, SEED + 1, 3);
    good(case_count(reader, &n, NULL, &err), &err);
    assert_int_equal(n, 3); /* not committed */
    document d;
    good(case_document(reader, w->a, 2, true, &d, &err), &err);
    good(case_batch_end(writer, &err), &err);
    assert_int_equal(case_document(reader, w->a, 3, true, &d, &err), HS_BAD_ARGUMENT); /* numbers hold */
    good(case_count(reader, &n, NULL, &err), &err);
    assert_int_equal(n, 6);
    good(case_document(reader, w->a, 5, true, &d, &err), &err);
    const records *x = any_records(w->a, &(rng){ { 1, 2, 3, 4 } }, 1, 0);
    bool known;
    hs_status status = case_add(reader, &x->document, &x->page, &x->findings, STR("t"), STR("r"), &known, &err);
    assert_int_equal(status, HS_BAD_ARGUMENT);
    case_close(writer);
    assert_whole(w->a, reader);
    case_close(reader);
}

static void two_writers(void **context)
{
    place *w = *context;
    hs_error err = { 0 };
    uint32_t n;
    case_file *one = opened(w, CASE_CREATE), *two = opened(w, CASE_WRITE);
    add_some(one, w->a, SEED, 2);
    add_some(two, w->a, SEED + 1, 2);
    good(case_batch_begin(one, &err), &err);
    hs_status status = case_add_unread(two, STR("x"), STR("y"), STR("t"), &err);
    assert_int_equal(status, HS_BUSY);
    assert_non_null(strstr(err.what, "another program is changing the case"));
    good(case_batch_end(one, &err), &err);
    good(case_add_unread(two, STR("x"), STR("y"), STR("t"), &err), &err);
    case_close(one);
    good(case_count(two, &n, NULL, &err), &err);
    assert_int_equal(n, 4);
    assert_whole(w->a, two);
    case_close(two);
    assert_int_equal(place_files(w), 1);
}

static void batches(void **context)
{
    place *w = *context;
    hs_error err = { 0 };
    uint32_t n;
    case_file *c = opened(w, CASE_CREATE);
    assert_int_equal(case_batch_end(c, &err), HS_BAD_ARGUMENT);
    good(case_batch_begin(c, &err), &err);
    assert_int_equal(case_batch_begin(c, &err), HS_BAD_ARGUMENT);
    add_some(c, w->a, SEED, 3);
    rng r = rng_seed(SEED + 2);
    records bad = *any_records(w->a, &r, 3, 1);
    bad.document.id = STR("0");
    bool known;
    hs_status status = case_add(c, &bad.document, &bad.page, &bad.findings, STR("t"), STR("r"), &known, &err);
    assert_int_equal(status, HS_BUG); /* alone: the others stay */
    add_some(c, w->a, SEED + 1, 3);
    good(case_batch_end(c, &err), &err);
    good(case_count(c, &n, NULL, &err), &err);
    assert_int_equal(n, 6);
    good(case_batch_begin(c, &err), &err);
    add_some(c, w->a, SEED + 3, 3);
    case_close(c); /* not ended: dropped */
    c = opened(w, CASE_WRITE);
    good(case_count(c, &n, NULL, &err), &err);
    assert_int_equal(n, 6);
    assert_whole(w->a, c);
    case_close(c);
}

static bool keep_line(void *ctx, hs_str from, hs_str reason)
{
    buf_printf(ctx, "%.*s: %.*s\n", STR_ARGS(from), STR_ARGS(reason));
    return true;
}

static void what_was_not_read(void **context)
{
    place *w = *context;
    hs_error err = { 0 };
    uint32_t n;
    buf b = { .a = w->a };
    case_file *c = opened(w, CASE_CREATE);
    good(case_add_unread(c, STR("b.pdf"), STR("no text"), STR("t"), &err), &err);
    good(case_add_unread(c, STR("a.pdf"), STR("no text"), STR("t"), &err), &err);
    good(case_add_unread(c, STR("b.pdf"), STR("no text"), STR("t"), &err), &err);
    rng r = rng_seed(SEED);
    records x = *any_records(w->a, &r, 3, 1);
    x.document.origin = STR("c.txt");
    good(case_add_unread(c, STR("c.txt"), STR("was being written"), STR("t"), &err), &err);
    bool known;
    good(case_add(c, &x.document, &x.page, &x.findings, STR("t"), STR("r"), &known, &err), &err);
    good(case_count(c, NULL, &n, &err), &err);
    assert_int_equal(n, 2);
    good(case_unread(c, keep_line, &b, &err), &err);
    buf_byte(&b, 0);
    assert_string_equal(b.p, "a.pdf: no text\nb.pdf: no text\n");
    assert_whole(w->a, c);
    case_close(c);
}

static void copies(void **context)
{
    place *w = *context;
    hs_error err = { 0 };
    place other = *w;
    snprintf(other.path, sizeof other.path, "%s/it's a copy.hearsay", w->folder);
    for (unsigned flags = CASE_READ; flags <= CASE_WRITE; flags += CASE_WRITE - CASE_READ) {
        case_file *c = opened(w, CASE_CREATE);
        add_some(c, w->a, SEED, 3);
        uint64_t rows, rows_again;
        hs_str head, head_again;
        good(case_head(c, w->a, &rows, &head, &err), &err);
        case_close(c);
        c = opened(w, flags);
        good(case_copy(c, other.path, &err), &err);
        assert_int_equal(case_copy(c, other.path, &err), HS_IO);
        assert_non_null(strstr(err.what, "is there already"));
        case_close(c);
        c = opened(&other, CASE_READ);
        good(case_head(c, w->a, &rows_again, &head_again, &err), &err);
        assert_int_equal(rows, rows_again);
        assert_true(str_eq(head, head_again));
        assert_whole(w->a, c);
        case_close(c);
        unlink(other.path);
    }
    assert_int_equal(place_files(w), 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, place_make, place_remove)
    const struct CMUnitTest tests[] = {
        TEST(hostile_files),    TEST(other_paths),             TEST(truncated),   TEST(flipped), TEST(read_only_places),
        TEST(one_file_is_left), TEST(readers_beside_a_writer), TEST(two_writers), TEST(batches), TEST(what_was_not_read),
        TEST(copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
