/*
 * audit.c - evidence and log are written once; whoever changes them all the same is found out by case_check.
 */
#include "unit/case/place.h"
#include "unit/case/records.h"

#define SEED 41u
enum { DOCUMENTS = 4 };

/* A case with every table filled. */
static void fill(place *w)
{
    rng r = rng_seed(SEED);
    hs_error err = { 0 };
    case_file *c = opened(w, CASE_CREATE);
    const findings *f[DOCUMENTS];
    const page *p[DOCUMENTS];
    const records *x[DOCUMENTS];
    bool known;
    for (int i = 0; i < DOCUMENTS; i++) {
        x[i] = any_records(w->a, &r, 8, 8);
        good(case_add(c, &x[i]->document, &x[i]->page, &x[i]->findings, STR("tester"), STR("run"), &known, &err), &err);
    }
    for (int i = 0; i < DOCUMENTS; i++) {
        uint32_t number;
        good(case_number(c, x[i]->document.id, &number, &err), &err);
        f[number] = &x[i]->findings;
        p[number] = &x[i]->page;
    }
    good(case_add_unread(c, STR("x.pdf"), STR("no text"), STR("tester"), &err), &err);
    const decision ruled = { .kind = DECISION_CLAIM, .document = x[0]->document.id, .at = { 0, 4 }, .words = STR("some"),
                             .source_kind = SOURCE_ACTOR, .source = STR("Vanta"), .frame = STR("supports"),
                             .agent = STR("Vanta"), .patient = STR("League"), .certainty = CERTAINTY_CERTAIN,
                             .why = STR("read it") };
    const decision same = { .kind = DECISION_SAME, .name = STR("Vanta"), .other = STR("V."), .why = STR("") };
    const decision undo = { .kind = DECISION_UNDO, .undoes = 1, .why = STR("misread") };
    const decision *const all[] = { &ruled, &same, &undo };
    for (uint32_t i = 0, number; i < 3; i++) {
        good(case_decide(c, all[i], STR("tester"), &number, &err), &err);
        assert_int_equal(number, i + 1);
    }
    for (int i = 0; i < 2; i++) /* the second replaces the first */
        good(case_save_state(c, any_state(w->a, &r, DOCUMENTS, f, p), STR("tester"), STR("run"), &err), &err);
    assert_whole(w->a, c);
    case_close(c);
}

static hs_str faults_now(place *w)
{
    case_file *c;
    hs_error err = { 0 };
    if (case_open(w->path, CASE_READ, &c, &err) != HS_OK) return arena_str(w->a, str_of(err.what));
    hs_str faults = faults_of(w->a, c, NULL);
    case_close(c);
    return faults;
}

static const char *const evidence[] = { "documents", "_originals",   "_offset_maps", "sentences", "document_actors",
                                        "document_aliases", "mentions", "claims",    "claim_chains", "runs", "unread",
                                        "audit_log", "decisions", "state_runs", "past_answers" };
static const char *const of_state[] = { "actors",  "actor_aliases", "actor_joins", "sources", "items", "answers",
                                        "case_claims", "origins",   "copies",      "lineages", "lineage_places",
                                        "case_documents", "actor_forms", "events", "drifts", "join_doubts" };

static void triggers_refuse(void **context)
{
    place *w = *context;
    fill(w);
    for (size_t i = 0; i < sizeof evidence / sizeof *evidence; i++) {
        char sql[200];
        snprintf(sql, sizeof sql, "DELETE FROM %s", evidence[i]);
        assert_int_equal(tamper(w, sql), SQLITE_CONSTRAINT);
        const char *column = !strcmp(evidence[i], "audit_log") ? "who" : !strcmp(evidence[i], "runs") ? "description"
                             : !strcmp(evidence[i], "documents") ? "title" : !strcmp(evidence[i], "unread") ? "reason"
                             : !strcmp(evidence[i], "decisions") ? "kind" : !strcmp(evidence[i], "state_runs") ? "run"
                             : !strcmp(evidence[i], "past_answers") ? "belief"
                             : "document_id";
        snprintf(sql, sizeof sql, "UPDATE %s SET %s = %s", evidence[i], column, column);
        assert_int_equal(tamper(w, sql), SQLITE_CONSTRAINT);
    }
    assert_int_equal(tamper(w, "INSERT OR REPLACE INTO documents SELECT * FROM documents"), SQLITE_CONSTRAINT);
    assert_int_equal(tamper(w, "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log"), SQLITE_CONSTRAINT);
    assert_int_equal(tamper(w, "INSERT OR REPLACE INTO _originals SELECT * FROM _originals"), SQLITE_CONSTRAINT);
    assert_string_equal(faults_now(w).p, "");
}

/* The triggers taken out of the way and put back, as a forger would. */
static int forge(place *w, const char *table, const char *change)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    VEC(hs_str) sql = { 0 };
    assert_int_equal(sqlite3_open(w->path, &db), SQLITE_OK);
    const char *query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?";
    assert_int_equal(sqlite3_prepare_v2(db, query, -1, &s, NULL), SQLITE_OK);
    sqlite3_bind_text(s, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(s) == SQLITE_ROW) {
        *VEC_ADD(w->a, &sql) = arena_printf(w->a, "DROP TRIGGER %s", sqlite3_column_text(s, 0));
        *VEC_ADD(w->a, &sql) = arena_printf(w->a, "%s", sqlite3_column_text(s, 1));
    }
    sqlite3_finalize(s);
    for (size_t i = 0; i < sql.n; i += 2) assert_int_equal(sqlite3_exec(db, sql.at[i].p, NULL, NULL, NULL), SQLITE_OK);
    int code = sqlite3_exec(db, change, NULL, NULL, NULL);
    int changes = sqlite3_changes(db);
    for (size_t i = 1; i < sql.n; i += 2) assert_int_equal(sqlite3_exec(db, sql.at[i].p, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    return code == SQLITE_OK ? changes : -1;
}

/* Another value of the same kind for one row: what a careful forger would write. */
#define ANOTHER                                                                                                       \
    "CASE typeof(%s) WHEN 'integer' THEN %s + 1 WHEN 'real' THEN 0.123 WHEN 'blob' THEN zeroblob(length(%s))" \
    " WHEN 'text' THEN %s || 'x' ELSE 'y' END"

static void every_column_of(place *w, hs_str whole, const char *table, int *columns)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    VEC(hs_str) names = { 0 };
    assert_int_equal(sqlite3_open(w->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT name FROM pragma_table_info(?)", -1, &s, NULL), SQLITE_OK);
    sqlite3_bind_text(s, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(s) == SQLITE_ROW) *VEC_ADD(w->a, &names) = arena_printf(w->a, "%s", sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    sqlite3_close(db);
    for (size_t i = 0; i < names.n; i++) {
        const char *n = names.at[i].p;
        hs_error err = { 0 };
        good(file_save(w->path, whole, &err), &err);
        /* of a table without rowid the one row is the first */
        hs_str first = arena_printf(w->a, "UPDATE %s SET %s = " ANOTHER " WHERE (%s) IS (SELECT %s FROM %s ORDER BY %s DESC"
                                          " LIMIT 1)", table, n, n, n, n, n, n, n, table, n);
        int changed = forge(w, table, first.p);
        if (changed < 1) continue; /* SQLite itself refuses it: a key */
        ++*columns;
        if (!faults_now(w).n) fail_msg("%s.%s was changed (%d rows) and nobody noticed", table, n, changed);
    }
}

static void every_change_is_found(void **context)
{
    place *w = *context;
    fill(w);
    hs_error err = { 0 };
    hs_str whole;
    int columns = 0;
    good(file_try_read(w->a, w->path, 1 << 26, &whole, &err), &err);
    for (size_t i = 0; i < sizeof evidence / sizeof *evidence; i++) every_column_of(w, whole, evidence[i], &columns);
    for (size_t i = 0; i < sizeof of_state / sizeof *of_state; i++) every_column_of(w, whole, of_state[i], &columns);
    print_message("%d columns\n", columns);
    assert_true(columns > 140);
}

static const char *key_of(const char *table)
{
    static const char *const without_rowid[] = { "_offset_maps", "document_actors", "document_aliases",
                                                 "mentions",     "claims",          "claim_chains" };
    for (size_t i = 0; i < sizeof without_rowid / sizeof *without_rowid; i++)
        if (!strcmp(table, without_rowid[i])) return "document_id, number";
    if (!strcmp(table, "lineage_places")) return "lineage_id, number";
    if (!strcmp(table, "past_answers")) return "item_key, answer_key, until_run_id";
    if (!strcmp(table, "actor_forms")) return "form, actor_id";
    return strcmp(table, "actor_aliases") ? "rowid" : "actor_id, number";
}

static void every_missing_row_is_found(void **context)
{
    place *w = *context;
    fill(w);
    hs_error err = { 0 };
    hs_str whole;
    good(file_try_read(w->a, w->path, 1 << 26, &whole, &err), &err);
    for (size_t i = 0; i < sizeof evidence / sizeof *evidence + sizeof of_state / sizeof *of_state; i++) {
        bool is_evidence = i < sizeof evidence / sizeof *evidence;
        const char *table = is_evidence ? evidence[i] : of_state[i - sizeof evidence / sizeof *evidence];
        for (int last = 0; last < 2; last++) {
            const char *key = key_of(table);
            hs_str sql = arena_printf(w->a, "DELETE FROM %s WHERE (%s) = (SELECT %s FROM %s ORDER BY 1 %s LIMIT 1)", table,
                                      key, key, table, last ? "DESC" : "");
            good(file_save(w->path, whole, &err), &err);
            if (forge(w, table, sql.p) < 1) fail_msg("%s", sql.p);
            if (!faults_now(w).n) fail_msg("a row of %s was removed and nobody noticed", table);
        }
    }
}

static void it_is_named(void **context)
{
    place *w = *context;
    fill(w);
    hs_error err = { 0 };
    hs_str whole;
    good(file_try_read(w->a, w->path, 1 << 26, &whole, &err), &err);
    static const char *const change[][3] = {
        { "audit_log", "UPDATE audit_log SET who = 'nobody' WHERE seq = 3", "audit log: entry 3 was changed" },
        { "audit_log", "DELETE FROM audit_log WHERE seq = 3", "entries are missing" },
        { "claims", "UPDATE claims SET certainty = CASE certainty WHEN 'certain' THEN 'unknown' ELSE 'certain' END"
                    " WHERE document_id = 2 AND number = 1", "its rows are not what the audit log says was added (entry 3)" },
        { "documents", "UPDATE documents SET text = 'X' || substr(text, 2) WHERE id = 1", "" },
        { "_originals", "UPDATE _originals SET zlib = substr(zlib, 1, 20) WHERE document_id = 1", "does not unpack" },
        { "_originals", "UPDATE _originals SET length = 899999999 WHERE document_id = 1", "another length" },
        { "answers", "UPDATE answers SET belief = 0.99 WHERE id = 1", "the state's rows are not what the audit log says" },
        { "unread", "DELETE FROM unread", "no row in unread for x.pdf" },
        { "case_info", "DELETE FROM case_info", "the state is not the one the audit log tells of last" },
        { "sentences", "INSERT INTO sentences_fts(sentences_fts) VALUES ('delete-all')", "the search index" },
        { "sentences", "DROP TRIGGER mentions_no_update", "mentions_no_update is missing" },
        { "sentences", "CREATE TRIGGER t AFTER INSERT ON claims BEGIN DELETE FROM items; END", "none of hearsay's" },
        { "sentences", "DROP VIEW v_why; CREATE VIEW v_why AS SELECT 1 AS answer", "v_why is not as hearsay makes it" },
    };
    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        good(file_save(w->path, whole, &err), &err);
        assert_true(forge(w, change[i][0], change[i][1]) >= 0);
        hs_str faults = faults_now(w);
        if (!faults.n || !strstr(faults.p, change[i][2])) fail_msg("%s: %s", change[i][1], faults.p);
    }
    /* an index of one's own is nobody's harm */
    good(file_save(w->path, whole, &err), &err);
    assert_int_equal(tamper(w, "CREATE INDEX mine ON claims (frame)"), SQLITE_OK);
    assert_string_equal(faults_now(w).p, "");
    /* a case altered so is not written to */
    assert_int_equal(tamper(w, "CREATE TRIGGER t AFTER INSERT ON claims BEGIN DELETE FROM items; END"), SQLITE_OK);
    case_file *c;
    assert_int_equal(case_open(w->path, CASE_WRITE, &c, &err), HS_BAD_CASE);
    assert_non_null(strstr(err.what, "the case was altered: trigger t is none of hearsay's"));
}

/* The chain as anybody can compute it with the file and docs/case.md alone is the one that is stored. */
static void the_head_moves(void **context)
{
    place *w = *context;
    fill(w);
    hs_error err = { 0 };
    uint64_t rows, after;
    hs_str head, next;
    case_file *c = opened(w, CASE_WRITE);
    good(case_head(c, w->a, &rows, &head, &err), &err);
    assert_int_equal(rows, 1 + DOCUMENTS + 1 + 3 + 2); /* made, documents, one unread, decisions, states */
    assert_int_equal(head.n, 64);
    good(case_add_unread(c, STR("y.pdf"), STR("no text"), STR("tester"), &err), &err);
    good(case_head(c, w->a, &after, &next, &err), &err);
    assert_int_equal(after, rows + 1);
    assert_false(str_eq(head, next));
    case_close(c);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, place_make, place_remove)
    const struct CMUnitTest tests[] = { TEST(triggers_refuse), TEST(every_change_is_found),
                                        TEST(every_missing_row_is_found), TEST(it_is_named), TEST(the_head_moves) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
