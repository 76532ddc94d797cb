/*
 * find.c - which answers, sources and actors a question means: SQL put together from what it asks.
 *
 * A question has few parts, and each part that is given becomes a condition that an index of tables.c answers.  Values
 * are bound, never written into the text of the SQL.
 */
#include "case/inside.h"

typedef struct {
    enum { VALUE_NUMBER, VALUE_TEXT } kind;
    int64_t number;
    hs_str text;
} value;

enum { VALUES_MOST = 32 };

typedef struct {
    buf sql;
    value value[VALUES_MOST];
    int values;
    bool has_condition;
} query;

static int bind_number(query *q, int64_t n)
{
    q->value[q->values] = (value){ VALUE_NUMBER, n, STR("") };
    return ++q->values;
}

static int bind_text(query *q, hs_str s)
{
    q->value[q->values] = (value){ VALUE_TEXT, 0, s };
    return ++q->values;
}

static void and_where(query *q)
{
    buf_add(&q->sql, q->has_condition ? STR(" AND ") : STR(" WHERE "));
    q->has_condition = true;
}

static void finalize(void *s)
{
    sqlite3_finalize(s);
}

/* Runs the query; the numbers (from 0) of its first column. */
static void run(case_file *c, query *q, case_list *out)
{
    sqlite3_stmt *s = NULL;
    VEC(uint32_t) list = { 0 };
    if (sqlite3_prepare_v2(c->db, q->sql.p, (int)q->sql.n, &s, NULL) != SQLITE_OK) db_leave(c, "prepare a question");
    arena_defer(c->door, finalize, s);
    row r = { c, s, 0 };
    for (int i = 0; i < q->values; i++)
        if (q->value[i].kind == VALUE_NUMBER) put_i64(&r, q->value[i].number);
        else put_text(&r, q->value[i].text);
    while (row_next(&r)) *VEC_ADD(c->door, &list) = get_ref(&r);
    *out = (case_list){ list.at, list.n };
}

/* ---- answers ------------------------------------------------------------------------------------------------------ */

/* The answers in which an actor fills a slot: fixed in the question, as the value, or in another question about the same
 * event.  As a list, so that indexes are asked and not every answer. */
static void ask_part(query *q, uint32_t actor, const char *slot)
{
    int n = bind_number(q, (int64_t)actor + 1);
    and_where(q);
    buf_printf(&q->sql,
               "a.id IN (SELECT y.id FROM items x JOIN answers y ON y.item_id = x.id WHERE x.%s_id = ?%d"
               " UNION SELECT y.id FROM answers y JOIN items x ON x.id = y.item_id WHERE y.actor_id = ?%d"
               " AND x.open_slot = '%s' UNION SELECT z.id FROM answers y JOIN items x ON x.id = y.item_id"
               " JOIN items w ON w.event_id = x.event_id JOIN answers z ON z.item_id = w.id WHERE y.actor_id = ?%d"
               " AND x.open_slot = '%s' AND w.open_slot <> x.open_slot)",
               slot, n, n, slot, n, slot);
}

/* Any part; as a list of answers, for which each of the three indexes is asked once. */
static void ask_either(query *q, uint32_t actor)
{
    int n = bind_number(q, (int64_t)actor + 1);
    and_where(q);
    buf_printf(&q->sql,
               "a.id IN (SELECT id FROM answers WHERE actor_id = ?%d"
               " UNION SELECT y.id FROM items x JOIN answers y ON y.item_id = x.id WHERE x.agent_id = ?%d"
               " UNION SELECT y.id FROM items x JOIN answers y ON y.item_id = x.id WHERE x.patient_id = ?%d)",
               n, n, n);
}

static void ask_days(query *q, const char *first, const char *last, date since, date until)
{
    int32_t from, to, unused;
    if (date_days(since, &from, &unused))
        buf_printf(&q->sql, " AND %s >= ?%d", last, bind_number(q, from));
    if (date_days(until, &unused, &to))
        buf_printf(&q->sql, " AND %s <= ?%d", first, bind_number(q, to));
}

static bool has_day(date d)
{
    return d.precision != DATE_NONE;
}

/* Days since 0001-01-01 of the first or last day that a date column ('2031', '2031-03', '2031-03-05...') may mean. */
#define FIRST_DAY(column)                                                                                          \
    "CAST(julianday(substr(substr(" column ", 1, 10) || substr('-01-01', length(substr(" column                    \
    ", 1, 10)) - 3), 1, 10)) - 1721425.5 AS INTEGER)"
#define LAST_DAY(column)                                                                                           \
    "CASE length(" column ") WHEN 4 THEN CAST(julianday(" column " || '-12-31') - 1721425.5 AS INTEGER)"           \
    " WHEN 7 THEN CAST(julianday(" column " || '-01', '+1 month', '-1 day') - 1721425.5 AS INTEGER)"               \
    " ELSE CAST(julianday(substr(" column ", 1, 10)) - 1721425.5 AS INTEGER) END"

/* A claim of the answer for which all holds that is asked of claims. */
static void ask_claim(case_file *c, query *q, const case_answers *f)
{
    bool published = has_day(f->since) || has_day(f->until), told = has_day(f->from) || has_day(f->to);
    if (f->by == NOBODY && f->document == NOBODY && f->place == NOBODY && !published && !told) return;
    and_where(q);
    buf_add(&q->sql, STR("EXISTS (SELECT 1 FROM case_claims k"));
    if (f->by != NOBODY) buf_add(&q->sql, STR(" JOIN sources s ON s.id = k.source_id"));
    if (published || told) buf_add(&q->sql, STR(" JOIN case_documents d ON d.document_id = k.document_id"));
    if (told || f->place != NOBODY)
        buf_add(&q->sql, STR(" LEFT JOIN claims c ON c.document_id = k.document_id AND c.number = k.claim"));
    buf_add(&q->sql, STR(" WHERE (k.answer_id = a.id OR k.count_answer_id = a.id)"));
    if (f->by != NOBODY) buf_printf(&q->sql, " AND s.actor_id = ?%d", bind_number(q, (int64_t)f->by + 1));
    if (f->document != NOBODY)
        buf_printf(&q->sql, " AND k.document_id = ?%d", bind_number(q, order_row(c, f->document)));
    if (f->place != NOBODY)
        buf_printf(&q->sql, " AND EXISTS (SELECT 1 FROM actor_joins j WHERE j.document_id = k.document_id"
                            " AND j.document_actor = c.place_actor AND j.actor_id = ?%d)",
                   bind_number(q, (int64_t)f->place + 1));
    if (published) ask_days(q, "d.first_day", "d.last_day", f->since, f->until);
    if (told) {
        buf_add(&q->sql, STR(" AND CASE WHEN c.time_from IS NULL THEN 1"));
        ask_days(q, "d.first_day", "d.last_day", f->from, f->to);
        buf_add(&q->sql, STR(" ELSE 1"));
        ask_days(q, FIRST_DAY("c.time_from"), LAST_DAY("c.time_to"), f->from, f->to);
        buf_add(&q->sql, STR(" END"));
    }
    buf_byte(&q->sql, ')');
}

static void ask_source(query *q, uint32_t actor)
{
    int n = bind_number(q, (int64_t)actor + 1);
    and_where(q);
    buf_printf(&q->sql,
               "a.id IN (SELECT k.answer_id FROM sources s JOIN case_claims k ON k.source_id = s.id WHERE s.actor_id ="
               " ?%d UNION SELECT k.count_answer_id FROM sources s JOIN case_claims k ON k.source_id = s.id WHERE"
               " s.actor_id = ?%d)", n, n);
}

static void ask_conditions(case_file *c, query *q, const case_answers *f)
{
    if (f->number != NOBODY) {
        and_where(q);
        buf_printf(&q->sql, "a.id = ?%d", bind_number(q, (int64_t)f->number + 1));
    }
    if (f->item != NOBODY) {
        and_where(q);
        buf_printf(&q->sql, "a.item_id = ?%d", bind_number(q, (int64_t)f->item + 1));
    }
    if (f->frame.n) {
        /* Beside an actor the frame narrows least: "+" keeps its index out of the plan. */
        bool by_actor = f->agent != NOBODY || f->patient != NOBODY || f->either != NOBODY || f->by != NOBODY;
        and_where(q);
        buf_printf(&q->sql, "%si.frame = ?%d", by_actor ? "+" : "", bind_text(q, f->frame));
    }
    if (f->part.n) {
        and_where(q);
        buf_printf(&q->sql, "i.key LIKE '%%|' || ?%d", bind_text(q, f->part));
    }
    if (f->asks_number) {
        and_where(q);
        buf_add(&q->sql, STR("i.open_slot = 'number'"));
    }
    if (f->asks_who) {
        and_where(q);
        buf_add(&q->sql, STR("(i.open_slot = 'agent' OR (i.open_slot = 'truth' AND i.agent_id IS NOT NULL))"));
    }
    if (f->agent != NOBODY) ask_part(q, f->agent, "agent");
    if (f->patient != NOBODY) ask_part(q, f->patient, "patient");
    if (f->either != NOBODY) ask_either(q, f->either);
    if (f->another != NOBODY) ask_either(q, f->another);
    if (f->by != NOBODY) ask_source(q, f->by);
    if (f->disputed) {
        and_where(q);
        buf_add(&q->sql, STR("((a.origins_asserted > 0 AND a.origins_denied > 0) OR (NOT i.several_truths AND"
                             " a.origins_asserted > 0 AND EXISTS (SELECT 1 FROM answers z WHERE z.item_id = a.item_id"
                             " AND z.id <> a.id AND z.origins_asserted > 0)))"));
    }
    ask_claim(c, q, f);
}

#define CONTESTED                                                                                      \
    "min(a.origins_asserted, a.origins_denied) DESC, a.origins_asserted + a.origins_denied DESC, a.id"

typedef struct {
    const case_answers *filter;
    uint64_t skip, most;
    case_list *out;
    uint64_t count;
} answers_args;

static const char *from_answers(const case_answers *f)
{
    bool needs_items = f->frame.n || f->part.n || f->disputed || f->agents_first || f->asks_who || f->asks_number;
    return needs_items ? " FROM answers a JOIN items i ON i.id = a.item_id" : " FROM answers a";
}

static void answers_work(case_file *c, void *args)
{
    answers_args *a = args;
    query q = { .sql = { .a = c->door } };
    order_glance(c, false);
    buf_printf(&q.sql, "SELECT a.id%s", from_answers(a->filter));
    ask_conditions(c, &q, a->filter);
    buf_add(&q.sql, a->filter->agents_first ? STR(" ORDER BY i.open_slot = 'patient', ") : STR(" ORDER BY "));
    if (a->filter->by_belief)
        buf_add(&q.sql, STR("a.origins_asserted + a.origins_denied = 0, a.belief DESC, " CONTESTED));
    else buf_add(&q.sql, STR(CONTESTED));
    buf_printf(&q.sql, " LIMIT ?%d", bind_number(&q, a->most ? (int64_t)a->most : -1));
    buf_printf(&q.sql, " OFFSET ?%d", bind_number(&q, (int64_t)a->skip));
    run(c, &q, a->out);
}

hs_status case_find_answers(case_file *c, arena *a, const case_answers *f, uint64_t skip, uint64_t most,
                            case_list *out, hs_error *err)
{
    *out = (case_list){ 0 };
    return case_run_read(c, a, answers_work, &(answers_args){ .filter = f, .skip = skip, .most = most, .out = out },
                         err);
}

static void count_answers_work(case_file *c, void *args)
{
    answers_args *a = args;
    case_list one;
    query q = { .sql = { .a = c->door } };
    order_glance(c, false);
    buf_printf(&q.sql, "SELECT count(*) + 1%s", from_answers(a->filter));
    ask_conditions(c, &q, a->filter);
    run(c, &q, &one);
    a->count = one.n ? one.at[0] : 0;
}

hs_status case_count_answers(case_file *c, const case_answers *f, uint64_t *out, hs_error *err)
{
    answers_args a = { .filter = f };
    hs_status status = case_run_read(c, c->own, count_answers_work, &a, err);
    *out = a.count;
    return status;
}

/* ---- names -------------------------------------------------------------------------------------------------------- */

/* A part of a name for LIKE, its own signs escaped. */
static hs_str like_part(arena *a, hs_str part)
{
    buf out = { .a = a };
    buf_byte(&out, '%');
    for (size_t i = 0; i < part.n; i++) {
        if (strchr("%_\\", part.p[i]) && part.p[i]) buf_byte(&out, '\\');
        if (part.p[i]) buf_byte(&out, part.p[i]);
    }
    buf_byte(&out, '%');
    return buf_str(&out);
}

typedef struct {
    hs_str part;
    uint64_t skip, most;
    bool actors;
    case_list *out;
} names_args;

static void names_work(case_file *c, void *args)
{
    const names_args *a = args;
    query q = { .sql = { .a = c->door } };
    buf_add(&q.sql, a->actors ? STR("SELECT id FROM actors") : STR("SELECT id FROM sources"));
    if (a->part.n && a->actors)
        buf_printf(&q.sql, " WHERE id IN (SELECT actor_id FROM actor_forms WHERE form LIKE ?%d ESCAPE '\\')",
                   bind_text(&q, like_part(c->door, a->part)));
    else if (a->part.n)
        buf_printf(&q.sql, " WHERE name LIKE ?%d ESCAPE '\\'", bind_text(&q, like_part(c->door, a->part)));
    buf_add(&q.sql, a->actors ? STR(" ORDER BY documents DESC, id") : STR(" ORDER BY claims DESC, id"));
    buf_printf(&q.sql, " LIMIT ?%d", bind_number(&q, a->most ? (int64_t)a->most : -1));
    buf_printf(&q.sql, " OFFSET ?%d", bind_number(&q, (int64_t)a->skip));
    run(c, &q, a->out);
}

hs_status case_find_sources(case_file *c, arena *a, hs_str part, uint64_t skip, uint64_t most, case_list *out,
                            hs_error *err)
{
    *out = (case_list){ 0 };
    return case_run_read(c, a, names_work, &(names_args){ part, skip, most, false, out }, err);
}

hs_status case_find_actors(case_file *c, arena *a, hs_str part, uint64_t skip, uint64_t most, case_list *out,
                           hs_error *err)
{
    *out = (case_list){ 0 };
    return case_run_read(c, a, names_work, &(names_args){ part, skip, most, true, out }, err);
}

typedef struct {
    hs_str words;
    uint32_t actor;
} name_args;

/* The named actor whose name holds these words: the only one, or one that far more documents name than any other. */
static uint32_t holding(case_file *c, hs_str words)
{
    enum { FAR_MORE = 3 };
    buf phrase = { .a = c->door };
    buf_byte(&phrase, '"');
    for (size_t i = 0; i < words.n; i++)
        if (words.p[i] && words.p[i] != '"') buf_byte(&phrase, words.p[i]);
    buf_byte(&phrase, '"');
    row r = row_of(c, DB_ACTOR_WORDS);
    put_text(&r, buf_str(&phrase));
    uint32_t actor[2] = { NOBODY, NOBODY }, documents[2] = { 0, 0 }, found = 0;
    while (row_next(&r)) { /* two at most */
        actor[found] = get_ref(&r);
        documents[found++] = (uint32_t)get_u64(&r);
    }
    return found < 2 || documents[0] >= FAR_MORE * documents[1] ? actor[0] : NOBODY;
}

/* Names and keys come first; an alias that several actors go by names none of them.  Somebody whom one text only describes
 * ("the army") gives way to the one named actor that the word mostly means. */
static void called_work(case_file *c, void *args)
{
    name_args *n = args;
    uint32_t found = 0, first = NOBODY, aliases = 0;
    row r = row_of(c, DB_FORM_EXACT);
    put_text(&r, n->words);
    bool first_is_alias = false, is_described = false;
    while (row_next(&r)) {
        uint32_t actor = get_ref(&r);
        bool is_alias = get_bool(&r), described = get_bool(&r);
        if (!found++) {
            first = actor;
            first_is_alias = is_alias;
            is_described = described;
        }
        aliases += is_alias;
    }
    n->actor = first_is_alias && aliases > 1 && !is_described ? NOBODY : first;
    uint32_t meant = is_described ? holding(c, n->words) : NOBODY;
    if (meant != NOBODY) n->actor = meant;
}

hs_status case_actor_called(case_file *c, hs_str form, uint32_t *actor, hs_error *err)
{
    name_args n = { form, NOBODY };
    hs_status status = case_run_read(c, c->own, called_work, &n, err);
    *actor = n.actor;
    return status;
}

static void holding_work(case_file *c, void *args)
{
    name_args *n = args;
    n->actor = holding(c, n->words);
}

hs_status case_actor_holding(case_file *c, hs_str words, uint32_t *actor, hs_error *err)
{
    name_args n = { words, NOBODY };
    hs_status status = words.n ? case_run_read(c, c->own, holding_work, &n, err) : HS_OK;
    *actor = n.actor;
    return status;
}
