/*
 * views.c - what people read with any SQLite tool: words instead of numbers, and the words of a span beside it.
 *
 * Texts are cut in bytes, as spans count; the pieces of a discontinuous one are joined by " ... ".
 */
#include "case/schema.h"

#define CUT(text, begin, end) \
    "CAST(substr(CAST(" text " AS BLOB), " begin " + 1, " end " - " begin ") AS TEXT)"
#define WORDS(text, at)                                                                                       \
    "(SELECT group_concat(" CUT(text, "json_extract(value, '$[0]')", "json_extract(value, '$[1]')")           \
    ", ' ... ') FROM json_each(" at "))"
#define LOCAL_NAME(column) \
    "(SELECT name FROM document_actors x WHERE x.document_id = c.document_id AND x.number = c." column ")"
/* The actor's name and the words as they stand there: 'Vanta' for "Vanta", 'Vanta (it)' is left to the reader. */
#define WHO(column, at) "coalesce(" LOCAL_NAME(column) ", " WORDS("d.text", "c." at) ")"

const char *const case_views[] = {
    "CREATE VIEW v_claims AS SELECT k.id AS claim_id, d.published, d.publisher, d.title, c.sentence, c.source_kind,"
    " CASE c.source_kind WHEN 'author' THEN coalesce(d.author, d.publisher, 'the author')"
    " ELSE " WHO("source_actor", "source_at") " END AS source,"
    " c.cue, " WORDS("d.text", "c.content_at") " AS content, c.polarity, c.certainty, "
    WORDS("d.text", "c.hedges_at") " AS hedges, c.quote, c.evidence, " WORDS("d.text", "c.evidence_at")
    " AS evidence_words, c.frame, " WHO("agent_actor", "agent_at") " AS agent, c.predicate, "
    WHO("patient_actor", "patient_at") " AS patient, " WHO("place_actor", "place_at") " AS place,"
    " c.time_from, c.time_to, c.number_low, c.number_high, c.number_unit, k.answer_id, k.count_answer_id,"
    " k.origin_id, k.twin_id, k.links,"
    " c.document_id, c.number AS document_claim, c.begin_byte, c.end_byte, d.sha256"
    " FROM claims c JOIN documents d ON d.id = c.document_id"
    " LEFT JOIN case_claims k ON k.document_id = c.document_id AND k.claim = c.number",

    "CREATE VIEW v_answers AS SELECT a.id AS answer_id, i.question, a.words AS answer, a.sentence, a.asserted,"
    " a.denied,"
    " a.origins_asserted, a.origins_denied, a.belief, a.low, a.high,"
    " CASE WHEN a.too_little THEN 'too little to say' WHEN a.split THEN 'the sources are split' ELSE '' END AS remark,"
    " a.pivot_origin_id, a.without_pivot, i.frame, i.several_truths, a.item_id"
    " FROM answers a JOIN items i ON i.id = a.item_id",

    "CREATE VIEW v_copies AS SELECT p.id AS copy_id, p.class,"
    " CASE p.direction WHEN 'ab' THEN 'a first' WHEN 'ba' THEN 'b first' ELSE 'not known' END AS direction,"
    " p.confidence, a.publisher AS a_publisher, a.published AS a_published, a.title AS a_title, "
    CUT("a.text", "p.a_begin_byte", "p.a_end_byte") " AS a_words, b.publisher AS b_publisher,"
    " b.published AS b_published, b.title AS b_title, " CUT("b.text", "p.b_begin_byte", "p.b_end_byte")
    " AS b_words, p.tokens, p.equal, p.bits, p.a_document_id, p.b_document_id"
    " FROM copies p JOIN documents a ON a.id = p.a_document_id JOIN documents b ON b.id = p.b_document_id",

    "CREATE VIEW v_sources AS SELECT s.id AS source_id, s.name AS source, s.kind, s.claims, s.origins, s.sensitivity,"
    " s.sensitivity_low, s.sensitivity_high, s.specificity, s.specificity_low, s.specificity_high, s.actor_id"
    " FROM sources s",

    "CREATE VIEW v_not_read AS SELECT u.origin, u.reason, NULL AS document_id FROM unread u"
    " WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.origin = u.origin)"
    " UNION ALL SELECT d.origin, 'no sentence was found in it', d.id FROM documents d"
    " WHERE NOT EXISTS (SELECT 1 FROM sentences s WHERE s.document_id = d.id)",

    "CREATE VIEW v_why AS SELECT a.id AS answer_id, i.question, a.words AS answer, c.polarity, c.certainty,"
    " s.name AS source, s.kind AS source_kind, d.publisher, d.published, d.title, t.text AS sentence, k.origin_id,"
    " o.reason AS one_voice_because, k.twin_id AS says_again, k.id AS claim_id, c.document_id, c.begin_byte,"
    " c.end_byte,"
    " d.sha256"
    " FROM answers a JOIN case_claims k ON k.answer_id = a.id OR k.count_answer_id = a.id JOIN items i ON i.id"
    " = a.item_id"
    " JOIN claims c ON c.document_id = k.document_id AND c.number = k.claim JOIN documents d ON d.id = k.document_id"
    " JOIN sources s ON s.id = k.source_id JOIN origins o ON o.id = k.origin_id"
    " JOIN sentences t ON t.document_id = c.document_id AND t.number = c.sentence",

    "CREATE VIEW v_custody AS SELECT d.id AS document_id, d.title, d.publisher, d.origin, d.url, d.sha256,"
    " o.length AS original_bytes, l.at AS added_at, l.who AS added_by, r.description AS run, l.detail AS digest,"
    " l.seq AS audit_seq, l.hash AS audit_hash"
    " FROM documents d JOIN _originals o ON o.document_id = d.id JOIN audit_log l ON l.seq = d.audit_seq"
    " JOIN runs r ON r.id = d.run_id",
    NULL
};
