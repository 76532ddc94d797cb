/*
 * work.c - the work that faults are put into, and what must hold after each.
 */
#include "fault/support/work.h"

work *work_make(uint64_t seed)
{
    arena *a = arena_open(NULL, 0);
    work *w = TAKE(a, 1, work);
    rng r = rng_seed(seed);
    w->a = a;
    for (int i = 0; i < WORK_DOCUMENTS; i++) {
        w->document[i] = any_records(a, &r, 6, 3);
        w->findings[i] = &w->document[i]->findings;
        w->page[i] = &w->document[i]->page;
    }
    return w;
}

void work_end(work *w)
{
    arena_close(w->a);
}

static hs_status add(const work *w, case_file *c, int i, hs_error *err)
{
    const records *x = w->document[i];
    bool known;
    return case_add(c, &x->document, &x->page, &x->findings, STR("tester"), STR("run"), &known, err);
}

static bool no_fault(void *ctx, hs_str id, hs_str what)
{
    hs_error *err = ctx;
    fail(err, HS_BAD_CASE, "%.*s: %.*s", STR_ARGS(id), STR_ARGS(what));
    return false;
}

/* Numbers go by date and id; a state needs them. */
static hs_status save(const work *w, case_file *c, hs_error *err)
{
    const findings *f[WORK_DOCUMENTS];
    const page *p[WORK_DOCUMENTS];
    for (int i = 0; i < WORK_DOCUMENTS; i++) {
        uint32_t number;
        hs_status status = case_number(c, w->document[i]->document.id, &number, err);
        if (status != HS_OK) return status;
        f[number] = w->findings[i];
        p[number] = w->page[i];
    }
    arena *a = arena_open(NULL, 0);
    rng r = rng_seed(7);
    hs_status status = case_save_state(c, any_state(a, &r, WORK_DOCUMENTS, f, p), STR("tester"), STR("run"), err);
    arena_close(a);
    return status;
}

static hs_status write_all(const work *w, case_file *c, acknowledged *k, work_told *told, void *ctx, hs_error *err)
{
    hs_status status = add(w, c, 0, err);
    k->document[0] = status == HS_OK;
    if (told) told(ctx, k);
    if (status == HS_OK) status = case_batch_begin(c, err);
    if (status == HS_OK) status = add(w, c, 1, err);
    if (status == HS_OK) status = add(w, c, 2, err);
    if (status == HS_OK) status = case_batch_end(c, err);
    k->document[1] = k->document[2] = status == HS_OK;
    if (told) told(ctx, k);
    if (status == HS_OK) status = case_add_unread(c, STR("x.pdf"), STR("no text"), STR("tester"), err);
    k->unread = status == HS_OK;
    if (status == HS_OK) status = save(w, c, err);
    k->state = status == HS_OK;
    if (told) told(ctx, k);
    return status;
}

static hs_status read_all(case_file *c, const arena_source *memory, hs_error *err)
{
    arena *a = arena_open(memory, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "out of memory");
    document d;
    page p;
    findings f;
    state s;
    bool fresh;
    hs_error found = { 0 };
    hs_status status = HS_OK;
    for (uint32_t i = 0; status == HS_OK && i < WORK_DOCUMENTS; i++) {
        status = case_document(c, a, i, true, &d, err);
        if (status == HS_OK) status = case_page(c, a, i, &p, err);
        if (status == HS_OK) status = case_findings(c, a, i, &f, err);
    }
    if (status == HS_OK) status = case_state(c, a, &s, &fresh, err);
    if (status == HS_OK) status = case_check(c, no_fault, &found, NULL, err);
    if (status == HS_OK && found.status) fail_msg("check: %s", found.what);
    arena_close(a);
    return status;
}

hs_status work_do(const work *w, const char *path, const arena_source *memory, acknowledged *k, work_told *told, void *ctx,
                  hs_error *err)
{
    case_file *c;
    *k = (acknowledged){ 0 };
    hs_status status = case_open_in(path, CASE_CREATE, memory, &c, err);
    assert_true(status == HS_OK ? c != NULL : c == NULL);
    if (status == HS_OK) status = write_all(w, c, k, told, ctx, err);
    case_close(c);
    if (status != HS_OK) return status;
    status = case_open_in(path, CASE_READ, memory, &c, err);
    if (status == HS_OK) status = read_all(c, memory, err);
    case_close(c);
    k->all = status == HS_OK;
    return status;
}

static void must_have(const work *w, case_file *c, const acknowledged *k, const char *what)
{
    hs_error err = { 0 };
    bool has;
    int there = 0;
    for (int i = 0; i < WORK_DOCUMENTS; i++) {
        good(case_has(c, w->document[i]->document.id, &has, &err), &err);
        if (k->document[i] && !has) fail_msg("%s: acknowledged document %d was lost", what, i);
        there += has;
    }
    uint32_t documents, unread;
    good(case_count(c, &documents, &unread, &err), &err);
    assert_int_equal(documents, there);
    if (k->unread && !unread) fail_msg("%s: an acknowledged entry was lost", what);
    arena *a = arena_open(NULL, 0);
    state s;
    bool fresh;
    good(case_state(c, a, &s, &fresh, &err), &err);
    if (k->state && !s.claims) fail_msg("%s: the acknowledged state was lost", what);
    arena_close(a);
}

static void must_be_whole(case_file *c, const char *what)
{
    hs_error err = { 0 }, found = { 0 };
    hs_status status = case_check(c, no_fault, &found, NULL, &err);
    if (status != HS_OK || found.status) fail_msg("%s: %s", what, found.status ? found.what : err.what);
}

void work_must_hold(const work *w, const char *path, const acknowledged *k, const char *what)
{
    hs_error err = { 0 };
    case_file *c;
    hs_status status = case_open(path, CASE_CREATE, &c, &err);
    if (status != HS_OK) fail_msg("%s: cannot be opened again: %s", what, err.what);
    must_be_whole(c, what);
    must_have(w, c, k, what);
    acknowledged again = { 0 };
    status = write_all(w, c, &again, NULL, NULL, &err);
    if (status != HS_OK) fail_msg("%s: cannot be finished: %s", what, err.what);
    must_be_whole(c, what);
    must_have(w, c, &again, what);
    case_close(c);
}

void folder_make(char path[64])
{
    snprintf(path, 64, "/dev/shm/hearsay-fault-XXXXXX");
    if (mkdtemp(path)) return;
    snprintf(path, 64, "/tmp/hearsay-fault-XXXXXX");
    if (!mkdtemp(path)) fail_msg("no temporary folder");
}

void folder_empty(const char *path)
{
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));) {
        char file[400];
        snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        unlink(file);
    }
    if (d) closedir(d);
}

void folder_remove(const char *path)
{
    folder_empty(path);
    rmdir(path);
}

points points_of(uint64_t n, uint64_t most, bool all, rng *r)
{
    uint64_t step = all || n <= most ? 1 : (n + most - 1) / most;
    return (points){ 1 + rng_below(r, step), step };
}

bool has_argument(int argc, char **argv, const char *word)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], word)) return true;
    return false;
}
