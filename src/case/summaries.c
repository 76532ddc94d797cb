/*
 * summaries.c - what pages count over the whole case, counted once when the state is saved: the order of the questions,
 * how often each actor speaks and is spoken of, which outlet took passages from which.
 *
 * Derived from the state and the evidence by the SQL below and by nothing else; no digest covers them, since whoever
 * doubts one can count again.
 */
#include "case/inside.h"

/* An origin counts once for each answer and side.  Contested: the origins on the weaker side of the widest
 * disagreement, which is either about one answer (those who deny it, against those who assert it), or between answers
 * that exclude each other (those for another answer than the most named one). */
static const char questions[] =
    "INSERT INTO question_summaries (place, item_id, contested, origins, documents, claims, denied, first, last)"
    " SELECT row_number() OVER (ORDER BY contested DESC, origins DESC, item_id), * FROM ("
    " WITH said AS (SELECT k.answer_id, k.document_id, k.origin_id, k.polarity = 'deny' AND k.certainty <> 'unknown' AS denies"
    " FROM case_claims k WHERE k.answer_id IS NOT NULL"
    " UNION ALL SELECT k.count_answer_id, k.document_id, k.origin_id, k.polarity = 'deny' AND k.certainty <> 'unknown'"
    " FROM case_claims k WHERE k.count_answer_id IS NOT NULL),"
    " split AS (SELECT i.id, max(max(min(a.origins_asserted, a.origins_denied)), CASE WHEN i.several_truths THEN 0 ELSE"
    " sum(a.origins_asserted) - max(a.origins_asserted) END) AS contested FROM items i JOIN answers a ON a.item_id = i.id GROUP BY i.id)"
    " SELECT i.id AS item_id, max(coalesce(p.contested, 0)) AS contested,"
    " count(DISTINCT s.origin_id) AS origins, count(DISTINCT s.document_id) AS documents, count(s.document_id) AS claims,"
    " coalesce(sum(s.denies), 0) AS denied, min(d.published), max(d.published) FROM items i LEFT JOIN split p ON p.id = i.id LEFT JOIN answers a ON a.item_id = i.id"
    " LEFT JOIN said s ON s.answer_id = a.id LEFT JOIN documents d ON d.id = s.document_id GROUP BY i.id)";

static const char actors[] =
    "INSERT INTO actor_summaries (actor_id, place, documents, said, said_of)"
    " SELECT x.id, row_number() OVER (ORDER BY x.name COLLATE NOCASE, x.id), coalesce(j.documents, 0), coalesce(s.said, 0),"
    " coalesce(o.said_of, 0) FROM actors x"
    " LEFT JOIN (SELECT actor_id, count(DISTINCT document_id) AS documents FROM actor_joins GROUP BY 1) j ON j.actor_id = x.id"
    " LEFT JOIN (SELECT s.actor_id, count(*) AS said FROM case_claims k JOIN sources s ON s.id = k.source_id"
    " WHERE s.actor_id IS NOT NULL GROUP BY 1) s ON s.actor_id = x.id"
    " LEFT JOIN (SELECT v.actor_id, count(DISTINCT k.id) AS said_of FROM case_claims k JOIN $claims c ON c.document_id ="
    " k.document_id AND c.number = k.claim JOIN actor_joins v ON v.document_id = c.document_id AND v.document_actor IN"
    " (c.agent_actor, c.patient_actor) GROUP BY 1) o ON o.actor_id = x.id";

/* Passages that one outlet took from another, where the direction is known. */
static const char takings[] =
    "INSERT INTO publisher_summaries (taker, giver, passages, documents, example_copy_id)"
    " SELECT taker, giver, count(*), count(DISTINCT document), min(id) FROM (SELECT p.id,"
    " CASE p.direction WHEN 'ab' THEN b.publisher ELSE a.publisher END AS taker,"
    " CASE p.direction WHEN 'ab' THEN a.publisher ELSE b.publisher END AS giver,"
    " CASE p.direction WHEN 'ab' THEN b.id ELSE a.id END AS document FROM copies p JOIN documents a ON a.id = p.a_document_id"
    " JOIN documents b ON b.id = p.b_document_id WHERE p.direction <> '?' AND p.class NOT IN ('boilerplate', 'formula'))"
    " WHERE taker <> giver AND taker <> '' AND giver <> '' GROUP BY 1, 2";

static void run(case_file *c, const char *sql, const char *doing)
{
    db_exec(c, shown_sql(c, sql).p, doing);
}

void save_summaries(case_file *c)
{
    db_exec(c, "DELETE FROM question_summaries; DELETE FROM actor_summaries; DELETE FROM publisher_summaries", "replace the summaries");
    run(c, questions, "count for the questions");
    run(c, actors, "count for the actors");
    run(c, takings, "count for the outlets");
}
