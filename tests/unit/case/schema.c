/*
 * schema.c - the file as people with other tools find it: every column explained, nothing in the way of Datasette,
 * DBeaver and pandas, views that can be read; and search.
 */
#include "unit/case/place.h"
#include "unit/case/records.h"

static hs_str ask(const place *w, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    buf b = { .a = w->a };
    assert_int_equal(sqlite3_open_v2(w->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            const char *text = (const char *)sqlite3_column_text(s, i);
            buf_printf(&b, "%s%s", text ? text : "-", i + 1 < sqlite3_column_count(s) ? "|" : "\n");
        }
    if (code != SQLITE_DONE) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_finalize(s);
    sqlite3_close(db);
    buf_byte(&b, 0);
    return (hs_str){ b.p, b.n - 1 };
}

static void says(const place *w, const char *sql, const char *answer)
{
    hs_str got = ask(w, sql);
    if (strcmp(got.p, answer)) fail_msg("%s\nsays:\n%snot:\n%s", sql, got.p, answer);
}

/* "The port said the crane broke. It was not the port." and one claim of each kind, added as a person would see it. */
static void small_case(place *w)
{
    rng r = rng_seed(5);
    hs_error err = { 0 };
    document d = { 0 };
    hs_str text = STR("The port said the crane broke. It was not caf\xC3\xA9 staff.");
    any_document(w->a, &r, text, &d);
    d.title = STR("The crane");
    d.publisher = STR("The Daily");
    d.author = STR("A. Writer");
    date_parse(STR("2015-03-17"), &d.published);
    token t[11] = { { .at = { 0, 3 } },   { .at = { 4, 8 } },   { .at = { 9, 13 } },  { .at = { 14, 17 } },
                    { .at = { 18, 23 } }, { .at = { 24, 30 } }, { .at = { 31, 33 } }, { .at = { 34, 37 } },
                    { .at = { 38, 41 } }, { .at = { 42, 47 } }, { .at = { 48, 54 } } };
    sentence s[2] = { { { 0, 30 }, 0, 6, 0, false }, { { 31, 54 }, 6, 5, 0, false } };
    page p = { .text = text, .token = t, .tokens = 11, .sentence = s, .sentences = 2, .paragraphs = 1 };
    actor port = { .name = STR("the port"), .key = STR("port"), .class = CLASS_ORGANISATION, .is_named = true,
                   .parent = NOBODY };
    reference none = { { NULL, 0 }, NOBODY };
    span two[2] = { { 31, 33 }, { 42, 47 } };
    claim c[2] = {
        { .at = { 0, 30 }, .source = { SOURCE_ACTOR, { span_one(w->a, (span){ 4, 8 }), 0 } }, .cue_lemma = STR("say"),
          .cue = span_one(w->a, (span){ 9, 13 }), .content = span_one(w->a, (span){ 14, 29 }),
          .certainty = CERTAINTY_CERTAIN, .agent = none, .patient = none, .place = none },
        { .sentence = 1, .at = { 31, 53 }, .source = { SOURCE_AUTHOR, none }, .content = { two, 2 },
          .polarity = POLARITY_DENY, .agent = none, .patient = none, .place = none },
    };
    findings f = { .actor = &port, .actors = 1, .claim = c, .claims = 2 };
    bool known;
    case_file *file = opened(w, CASE_CREATE);
    good(case_add(file, &d, &p, &f, STR("t"), STR("r"), &known, &err), &err);
    case_close(file);
}

static void every_column_is_explained(void **context)
{
    place *w = *context;
    case_close(opened(w, CASE_CREATE));
    says(w, "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type IN ('table', 'view')"
            " AND m.name NOT LIKE '%_fts_%' AND NOT EXISTS (SELECT 1 FROM column_help h"
            " WHERE h.table_name = m.name AND h.column_name = c.name AND length(h.words) > 3)", "");
    says(w, "SELECT table_name, column_name FROM column_help h WHERE NOT EXISTS (SELECT 1 FROM"
            " pragma_table_info(h.table_name) c WHERE c.name = h.column_name)", "");
}

/* Datasette 0.64, utils.detect_fts_sql: tables whose DDL names the content table in double quotes or brackets. */
static void other_tools_find_their_way(void **context)
{
    place *w = *context;
    case_close(opened(w, CASE_CREATE));
    says(w, "SELECT name FROM sqlite_master WHERE rootpage = 0 AND (sql LIKE '%VIRTUAL TABLE%USING FTS%content=\"sentences\"%'"
            " OR sql LIKE '%VIRTUAL TABLE%USING FTS%content=[sentences]%')", "sentences_fts\n");
    says(w, "SELECT name FROM sqlite_master WHERE sql LIKE '%STRICT%'", "");
    says(w, "SELECT m.name, i.name FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND"
            " i.\"unique\" AND i.origin <> 'pk' AND (SELECT count(*) FROM pragma_index_info(i.name)) = 1", "");
    says(w, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING%' AND sql NOT LIKE '%fts5%'", "");
    says(w, "SELECT count(*) > 20 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'", "1\n");
}

static void views_can_be_read(void **context)
{
    place *w = *context;
    small_case(w);
    says(w, "SELECT published, publisher, source_kind, source, cue, content, polarity, certainty FROM v_claims",
         "2015-03-17|The Daily|actor|the port|say|the crane broke|assert|certain\n"
         "2015-03-17|The Daily|author|A. Writer|-|It ... caf\xC3\xA9|deny|unknown\n");
    says(w, "SELECT title, added_by, run FROM v_custody", "The crane|t|r\n");
    static const char *const views[] = { "v_answers", "v_copies", "v_sources", "v_not_read", "v_why" };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        says(w, arena_printf(w->a, "SELECT count(*) FROM %s", views[i]).p, "0\n");
    says(w, "SELECT s.number, snippet(sentences_fts, 0, '<', '>', '', 9) FROM sentences_fts JOIN sentences s"
            " ON s.id = sentences_fts.rowid WHERE sentences_fts MATCH 'cafe'", "2|It was not <caf\xC3\xA9> staff.\n");
}

typedef struct {
    uint32_t n, first, most;
    span at;
} hits;

static bool count_hit(void *ctx, uint32_t number, uint32_t in_sentence, span at)
{
    hits *h = ctx;
    assert_int_equal(number, 0);
    if (!h->n++) h->first = in_sentence, h->at = at;
    return h->n < h->most;
}

static hits search(case_file *c, const char *words)
{
    hs_error err = { 0 };
    hits h = { .most = 99 };
    good(case_search(c, str_of(words), 10, count_hit, &h, &err), &err);
    return h;
}

static void search_takes_any_words(void **context)
{
    place *w = *context;
    small_case(w);
    case_file *c = opened(w, CASE_READ);
    hs_error err = { 0 };
    assert_int_equal(search(c, "crane").n, 1);
    assert_int_equal(search(c, "CRANE port").n, 1);
    assert_int_equal(search(c, "crane staff").n, 0); /* not in one sentence */
    assert_int_equal(search(c, "cafe").first, 1);
    assert_int_equal(search(c, "cafe").at.end, 54);
    static const char *const hostile[] = { "\"", "crane\"", "crane OR staff", "crane*", "NEAR(crane)", "text : crane",
                                           "-crane", "^crane", "'; DROP TABLE claims; --", "crane AND (", "{crane}" };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        hits h = { .most = 99 };
        hs_status status = case_search(c, str_of(hostile[i]), 10, count_hit, &h, &err);
        assert_true(status == HS_OK || status == HS_BAD_ARGUMENT);
    }
    assert_int_equal(search(c, "crane*").n, 1);
    assert_int_equal(search(c, "crane - !").n, 1);
    assert_int_equal(case_search(c, STR(" - "), 10, count_hit, &(hits){ .most = 9 }, &err), HS_BAD_ARGUMENT);
    assert_int_equal(case_search(c, STR(""), 10, count_hit, &(hits){ .most = 9 }, &err), HS_BAD_ARGUMENT);
    hs_str many = STR("");
    for (int i = 0; i < 100; i++) many = arena_printf(w->a, "%.*s a%d", STR_ARGS(many), i);
    assert_int_equal(case_search(c, many, 10, count_hit, &(hits){ .most = 9 }, &err), HS_LIMIT);
    case_close(c);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, place_make, place_remove)
    const struct CMUnitTest tests[] = { TEST(every_column_is_explained), TEST(other_tools_find_their_way),
                                        TEST(views_can_be_read), TEST(search_takes_any_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
