/*
 * make.c - an empty file becomes a case; and is a case still what we made.
 */
#include "case/inside.h"
#include "case/schema.h"

static void run_all(case_file *c, const char *const *sql)
{
    for (; *sql; sql++) db_exec(c, *sql, "make the case");
}

static void add_help(case_file *c)
{
    for (size_t i = 0; i < case_help_rows; i++) {
        row r = row_of(c, DB_HELP_ADD);
        put_text(&r, str_of(case_help[i].table));
        put_text(&r, str_of(case_help[i].column));
        put_text(&r, str_of(case_help[i].words));
        row_end(&r);
    }
}

void case_make(case_file *c)
{
    db_exec(c, arena_printf(c->door, "PRAGMA application_id=%d", CASE_APPLICATION_ID).p, "make the case");
    run_all(c, case_tables);
    run_all(c, case_triggers);
    run_all(c, case_views);
    add_help(c);
    row r = row_of(c, DB_INFO_SET);
    put_text(&r, STR("format"));
    put_text(&r, arena_printf(c->door, "hearsay case, version %d; columns are explained in column_help", CASE_VERSION));
    row_end(&r);
    int64_t seq;
    audit_add(c, STR("hearsay"), "create", STR("case"), arena_printf(c->door, "{\"version\":%d}", CASE_VERSION), &seq);
    db_exec(c, arena_printf(c->door, "PRAGMA user_version=%d", CASE_VERSION).p, "make the case");
}

/* The name in "CREATE TABLE name (", "CREATE VIEW name AS", "CREATE VIRTUAL TABLE name USING" ... */
static hs_str name_in(const char *sql)
{
    hs_str rest = str_of(sql), word;
    bool next = false;
    while (str_split(&rest, ' ', &word)) {
        if (next) return word;
        next = str_eq(word, STR("TABLE")) || str_eq(word, STR("INDEX")) || str_eq(word, STR("VIEW")) ||
               str_eq(word, STR("TRIGGER"));
    }
    return STR("");
}

static bool compare_list(case_file *c, const char *const *sql, schema_say *say, void *ctx, map *ours)
{
    bool good = true;
    for (; *sql; sql++) {
        hs_str name = name_in(*sql), has = STR("");
        map_put(ours, name, NULL);
        row r = row_of(c, DB_SCHEMA_SQL);
        put_text(&r, name);
        while (row_next(&r)) has = get_str(&r);
        if (str_eq(has, str_of(*sql))) continue;
        good = false;
        say(c, ctx, arena_printf(c->door, "%.*s is %s", STR_ARGS(name), has.n ? "not as hearsay makes it" : "missing"));
    }
    return good;
}

bool schema_compare(case_file *c, schema_say *say, void *ctx)
{
    map ours = { .a = c->door };
    bool tables = compare_list(c, case_tables, say, ctx, &ours);
    bool triggers = compare_list(c, case_triggers, say, ctx, &ours);
    bool views = compare_list(c, case_views, say, ctx, &ours);
    bool foreign = false;
    row r = row_of(c, DB_SCHEMA_TRIGGERS);
    while (row_next(&r)) {
        hs_str name = get_str(&r);
        if (map_get(&ours, name)) continue;
        foreign = true;
        say(c, ctx, arena_printf(c->door, "trigger %.*s is none of hearsay's", STR_ARGS(name)));
    }
    return tables && triggers && views && !foreign;
}
