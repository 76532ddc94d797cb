/*
 * look_questions.c - the case in numbers, questions, their answers, what stands behind them, and when it was said.
 */
#include "case/look.h"

#include <strings.h>

/* The claims on the answers of a question. */
#define OF(item)                                                                                                     \
    "(SELECT k.id, k.document_id, k.claim, k.origin_id, w.id AS answer_id FROM answers w JOIN case_claims k ON"       \
    " k.answer_id = w.id WHERE w.item_id = " item " UNION ALL SELECT k.id, k.document_id, k.claim, k.origin_id, w.id FROM" \
    " answers w JOIN case_claims k ON k.count_answer_id = w.id WHERE w.item_id = " item ")"
#define OF_ANSWER "case_claims k WHERE (k.answer_id = a.id OR k.count_answer_id = a.id)"
#define CLAIMS_OF(k) "JOIN $claims c ON c.document_id = " k ".document_id AND c.number = " k ".claim"

static const char answer_object[] =
    "json_object('answer', a.id, 'question', a.item_id, 'words', a.words, 'proposition', a.sentence, 'actor', a.actor_id,"
    " 'documents', (SELECT count(DISTINCT k.document_id) FROM case_claims k " CLAIMS_OF("k") " WHERE (k.answer_id = a.id OR"
    " k.count_answer_id = a.id) AND c.polarity = 'assert' AND c.certainty <> 'unknown'), 'asserted', a.asserted, 'denied', a.denied,"
    " 'open', (SELECT count(*) FROM " OF_ANSWER ") - a.asserted - a.denied, 'origins_asserted', a.origins_asserted,"
    " 'origins_denied', a.origins_denied, 'denied_by', json(CASE WHEN a.denied = 0 THEN '[]' ELSE"
    " (SELECT json_group_array(name) FROM (SELECT DISTINCT s.name FROM " "case_claims k " CLAIMS_OF("k")
    " JOIN sources s ON s.id = k.source_id WHERE (k.answer_id = a.id OR k.count_answer_id = a.id) AND c.polarity = 'deny'"
    " AND c.certainty <> 'unknown' ORDER BY 1 COLLATE NOCASE LIMIT 12)) END), 'belief', a.belief, 'low', a.low, 'high', a.high,"
    " 'too_little', json(CASE WHEN a.too_little THEN 'true' ELSE 'false' END), 'split', json(CASE WHEN a.split THEN 'true'"
    " ELSE 'false' END), 'pivot', json(CASE WHEN a.pivot_origin_id IS NULL THEN 'null' ELSE (SELECT json_object('origin', o.id,"
    " 'claim', o.first_claim_id, 'source', s.name, 'without', a.without_pivot, 'flips', json(CASE WHEN (a.belief - .5) *"
    " (a.without_pivot - .5) < 0 THEN 'true' ELSE 'false' END)) FROM origins o JOIN case_claims k ON k.id = o.first_claim_id"
    " JOIN sources s ON s.id = k.source_id WHERE o.id = a.pivot_origin_id) END), 'key', i.key || ' = ' || a.key)";

/* Which are shown where not all are: what is denied first, then what most speak of. */
#define MOST_HEARD " ORDER BY (origins_asserted > 0 AND origins_denied > 0) DESC, origins_asserted + origins_denied DESC, belief DESC, id"

/* Most believed first; those that nobody speaks for or against stand last. */
#define BY_BELIEF " ORDER BY a.origins_asserted + a.origins_denied = 0, a.belief DESC, a.id"

/* The columns of a question i with what is counted in x; `most` answers. */
static const char *question_columns(look *l, const char *most)
{
    return arena_printf(
               l->c->door,
               "i.id AS question, i.question AS words, i.frame, i.open_slot AS asks, i.several_truths AS \"several_truths?\","
               " i.agent_id AS agent, i.patient_id AS patient, x.documents, x.claims, x.origins, x.denied, x.contested,"
               " x.first, x.last, (SELECT json_group_array(json_object('month', month, 'claims', n)) FROM (SELECT * FROM (SELECT"
               " substr(d.published, 1, 7) AS month, count(*) AS n FROM " OF("i.id") " k JOIN documents d ON d.id = k.document_id"
               " WHERE d.published IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT 120) ORDER BY month)) AS \"spread!\","
               " (SELECT json_group_array(json(of_one)) FROM (SELECT %s AS of_one FROM (SELECT * FROM answers WHERE item_id = i.id"
               MOST_HEARD " LIMIT %s) a" BY_BELIEF ")) AS \"answers!\", max(0, (SELECT count(*) FROM answers a WHERE a.item_id = i.id) - %s)"
               " AS answers_left, i.key",
               answer_object, most, most)
        .p;
}

void look_question(look *l, json *j)
{
    look_number(l, "", l->asked->number);
    const char *sql = arena_printf(l->c->door, "SELECT %s FROM items i JOIN question_summaries x ON x.item_id = i.id WHERE i.id = ?",
                                   question_columns(l, "1000")).p;
    look_one(l, j, sql, "question");
}

/* ---- which questions --------------------------------------------------------------------------------------------- */

/* Narrows to questions that have a claim which passes: by the source, the dates, the document. */
static void narrow_by_claims(look *l)
{
    const case_asked *q = l->asked;
    if (!q->by.n && !q->since.n && !q->until.n && q->document == NOBODY) return;
    look_sql(l, " AND EXISTS (SELECT 1 FROM " OF("i.id") " y JOIN case_claims k ON k.id = y.id JOIN documents d ON d.id = k.document_id WHERE 1");
    if (q->by.n) look_number(l, " AND k.source_id IN (SELECT id FROM sources WHERE actor_id = ?)", look_actor_named(l, q->by));
    if (q->document != NOBODY) look_number(l, " AND k.document_id = ?", (uint64_t)order_row(l->c, q->document));
    look_within(l);
    look_sql(l, ")");
}

static void narrow_by_actor(look *l, hs_str name, bool only_patient)
{
    if (!name.n) return;
    uint64_t who = look_actor_named(l, name);
    int at = l->values + 1;
    const char *either = arena_printf(l->c->door, " AND (i.agent_id = ?%d OR i.patient_id = ?%d OR EXISTS (SELECT 1 FROM answers a"
                                                  " WHERE a.item_id = i.id AND a.actor_id = ?%d))", at, at, at).p;
    const char *patient = arena_printf(l->c->door, " AND (i.patient_id = ?%d OR (i.open_slot = 'patient' AND EXISTS (SELECT 1 FROM"
                                                   " answers a WHERE a.item_id = i.id AND a.actor_id = ?%d)))", at, at).p;
    look_number(l, only_patient ? patient : either, who);
}

/* What of a word is looked for: without marks and English endings ("attacked?" finds "attacks"); nothing of those that
 * only ask. */
static hs_str asked_word(hs_str w)
{
    static const char *const small[] = { "who", "whom", "what", "which", "where", "when", "did", "does", "do", "is", "was", "are", "were",
                                         "the", "a", "an", "of", "by", "to", "in", "on", "that", NULL };
    static const char *const endings[] = { "ing", "ed", "es", "s", NULL };
    while (w.n && strchr("?!.,;:\"'()", w.p[w.n - 1])) w.n--;
    while (w.n && strchr("?!.,;:\"'()", *w.p)) w = str_sub(w, 1, w.n);
    for (const char *const *s = small; *s; s++)
        if (strlen(*s) == w.n && !strncasecmp(*s, w.p, w.n)) return STR("");
    for (const char *const *e = endings; *e; e++)
        if (w.n >= strlen(*e) + 4 && str_ends(w, str_of(*e))) return str_sub(w, 0, w.n - strlen(*e));
    return w;
}

/* The questions that hold all these words, in the question or in one of its answers. */
static void narrow_by_words(look *l, hs_str words)
{
    hs_str one;
    int most = 16;
    while (most-- && str_split(&words, ' ', &one))
        if ((one = asked_word(one)).n) {
            int at = l->values + 1;
            look_text(l, arena_printf(l->c->door, " AND (instr(lower(i.question), lower(?%d)) OR EXISTS (SELECT 1 FROM answers a WHERE"
                                                  " a.item_id = i.id AND instr(lower(a.sentence), lower(?%d))))", at, at).p, one);
        }
}

void look_questions(look *l, json *j)
{
    const case_asked *q = l->asked;
    look_sql(l, "SELECT x.item_id AS id FROM question_summaries x JOIN items i ON i.id = x.item_id WHERE 1");
    narrow_by_actor(l, q->about, false);
    narrow_by_actor(l, q->against, true);
    if (q->frame.n) look_text(l, " AND i.frame = ?", q->frame);
    narrow_by_words(l, q->words);
    narrow_by_claims(l);
    look_sql(l, " ORDER BY x.place");
    look_list(l, j,
              arena_printf(l->c->door, "SELECT %s FROM ids CROSS JOIN question_summaries x ON x.item_id = ids.id JOIN items i ON i.id = ids.id",
                           question_columns(l, "4")).p);
}

/* ---- an answer, origins, time, drift ----------------------------------------------------------------------------- */

void look_answer(look *l, json *j)
{
    look_number(l, "", l->asked->number);
    look_one(l, j,
             arena_printf(l->c->door, "SELECT %s AS \"!\" FROM answers a JOIN items i ON i.id = a.item_id WHERE a.id = ?", answer_object).p,
             "answer");
}

static void must_be_question(look *l)
{
    look x = look_of(l->c, l->asked);
    look_number(&x, "", l->asked->number);
    if (!look_count(&x, "SELECT id FROM items WHERE id = ?"))
        arena_leave(l->c->door, HS_NOT_FOUND, "no question %llu", (unsigned long long)l->asked->number);
}

/* One row for each answer, side and origin of question ?1; id is of the origin's first claim there. */
#define GROUPS                                                                                                    \
    "SELECT min(k.id) AS id, k.origin_id AS origin, k.answer_id AS answer, " LOOK_SIDE " AS side, count(*) AS claims," \
    " count(DISTINCT k.document_id) AS documents FROM " OF("?1") " k " CLAIMS_OF("k")       \
    " GROUP BY 3, 4, 2 ORDER BY answer, CASE side WHEN 'assert' THEN 0 WHEN 'deny' THEN 1 ELSE 2 END, 1"

void look_origins(look *l, json *j)
{
    must_be_question(l);
    look_number(l, GROUPS, l->asked->number);
    look_list(l, j,
              arena_printf(l->c->door, "SELECT ids.origin, ids.answer, (SELECT reason FROM origins WHERE id = ids.origin) AS reason, ids.side,"
                                       " ids.claims, ids.documents, %s AS \"first_claim!\" FROM ids", look_claim_of(l, "ids.id")).p);
}

void look_timeline(look *l, json *j)
{
    must_be_question(l);
    look_number(l, "SELECT k.id, k.answer_id AS answer, " LOOK_SIDE " AS side, c.certainty, row_number() OVER (PARTITION BY k.answer_id, "
                   LOOK_SIDE ", k.origin_id ORDER BY d.published IS NULL, d.published, k.id) = 1 AS is_new FROM " OF("?1") " k "
                   CLAIMS_OF("k") " JOIN documents d ON d.id = k.document_id"
                   " ORDER BY d.published IS NULL, d.published, k.id, k.answer_id", l->asked->number);
    look_list(l, j, "SELECT d.published AS date, k.id AS claim, ids.answer, (SELECT words FROM answers WHERE id = ids.answer) AS answer_words,"
                    " ids.side, ids.certainty, k.origin_id AS origin, ids.is_new AS \"new_origin?\", s.name AS source,"
                    " document_number(d.id) AS number, d.publisher, d.title FROM ids CROSS JOIN case_claims k ON k.id = ids.id JOIN documents d"
                    " ON d.id = k.document_id JOIN sources s ON s.id = k.source_id");
}

void look_drift(look *l, json *j)
{
    must_be_question(l);
    look_number(l, "SELECT f.id FROM drifts f WHERE EXISTS (SELECT 1 FROM case_claims k JOIN answers a ON a.id IN (k.answer_id,"
                   " k.count_answer_id) WHERE k.id IN (f.from_claim_id, f.to_claim_id) AND a.item_id = ?) ORDER BY f.id", l->asked->number);
    const char *from = look_claim_of(l, "f.from_claim_id"), *to = look_claim_of(l, "f.to_claim_id");
    look_list(l, j,
              arena_printf(l->c->door, "SELECT f.kind, coalesce('\"' || f.was || '\"', 'nothing') || ' became ' || coalesce('\"' || f.became ||"
                                       " '\"', 'nothing') AS words, %s AS \"from!\", %s AS \"to!\" FROM ids CROSS JOIN drifts f ON f.id = ids.id",
                           from, to).p);
}

/* ---- the case ---------------------------------------------------------------------------------------------------- */

/* The rows of a table of the state are numbered from 1 without gaps. */
#define ROWS_OF(table) "(SELECT coalesce(max(id), 0) FROM " table ") AS " table

void look_case(look *l, json *j)
{
    look_one(l, j,
             "SELECT (SELECT value FROM case_info WHERE name = 'state_documents') = (SELECT CAST(max(id) AS TEXT) FROM documents)"
             " AS \"settled?\", " ROWS_OF("documents") ", (SELECT count(*) FROM unread u WHERE NOT EXISTS (SELECT 1 FROM documents d"
             " WHERE d.origin = u.origin)) AS unread, (SELECT count(DISTINCT publisher) FROM documents WHERE publisher <> '')"
             " AS publishers, (SELECT coalesce(max(id), 0) FROM case_claims) AS claims, (SELECT count(*) FROM case_claims WHERE"
             " answer_id IS NOT NULL) AS understood, " ROWS_OF("actors") ", " ROWS_OF("sources") ", (SELECT coalesce(max(id), 0)"
             " FROM items) AS questions, " ROWS_OF("answers") ", " ROWS_OF("origins") ", " ROWS_OF("copies") ", " ROWS_OF("lineages")
             ", (SELECT min(published) FROM documents) AS first, (SELECT max(published) FROM documents) AS last",
             "case");
}

void look_unread(look *l, json *j)
{
    look_sql(l, "SELECT u.id FROM unread u WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.origin = u.origin) ORDER BY u.origin, u.reason");
    look_list(l, j, "SELECT u.origin AS \"where\", u.reason AS what FROM ids CROSS JOIN unread u ON u.id = ids.id");
}
