/*
 * statements.c - the SQL of every statement, in one table.
 */
#include "case/inside.h"

#define CLAIM_COLUMNS                                                                                              \
    "sentence, begin_byte, end_byte, source_kind, source_actor, source_at, cue, cue_at, content_at, polarity,"     \
    " certainty, hedges_at, quote, evidence, evidence_at, frame, cameo, plover, predicate, predicate_at,"          \
    " agent_actor, agent_at, patient_actor, patient_at, place_actor, place_at, time_from, time_to, time_at,"       \
    " number_low, number_high, number_unit, number_at"
#define DOCUMENT_COLUMNS                                                                                         \
    "sha256, publisher, author, title, url, language, media_type, encoding, external_id, credit, origin,"        \
    " published, notes, text"
#define SENTENCE_COLUMNS "paragraph, is_heading, begin_byte, end_byte, tokens"
#define SOURCE_COLUMNS                                                                                            \
    "name, kind, actor_id, key, claims, origins, sensitivity, sensitivity_low, sensitivity_high, specificity,"    \
    " specificity_low, specificity_high"
#define ITEM_COLUMNS "question, key, frame, open_slot, agent_id, patient_id, several_truths, event_id"
#define ANSWER_COLUMNS                                                                                            \
    "item_id, words, sentence, key, actor_id, number, asserted, denied, origins_asserted, origins_denied, belief," \
    " low, high, pivot_origin_id, without_pivot, too_little, split"
#define CLAIM_OF_CASE_COLUMNS                                                                                    \
    "document_id, claim, source_id, answer_id, count_answer_id, origin_id, twin_id, polarity, certainty, links"
#define DECISION_COLUMNS                                                                                         \
    "kind, undoes, document, begin_byte, end_byte, words, name, other, other_document, source_kind, source, frame," \
    " agent, patient, polarity, certainty, why"
#define PAST_COLUMNS                                                                                             \
    "sentence, asserted, denied, origins_asserted, origins_denied, belief, low, high, too_little"
#define COPY_COLUMNS                                                                                            \
    "a_document_id, a_begin_byte, a_end_byte, b_document_id, b_begin_byte, b_end_byte, class, direction,"       \
    " confidence, bits, tokens, equal"
#define DOUBT_COLUMNS "name, other, actor_id, other_actor_id, reason"
#define EVENT_COLUMNS "words, kind, from_date, to_date, place_id, place_words, claims, documents, key"
#define DRIFT_COLUMNS "kind, from_claim_id, to_claim_id, lineage_id, was, became"
#define PLACE_COLUMNS "number, document_id, begin_byte, end_byte, parent, copy_id"
#define ADD(table, columns, values) "INSERT INTO " table " (id, " columns ") VALUES (?" values ")"
/* A place in a state table tells its id: a missing row must not pass unseen. */
#define GET_ALL(table, columns) "SELECT id, " columns " FROM " table " ORDER BY id"
#define GET_AT(table, columns) "SELECT id, " columns " FROM " table " WHERE id = ?"
#define ACTOR_COLUMNS "name, key, code, class, parent_id"
#define ORIGIN_COLUMNS "first_claim_id, claims, reason"

const char *const db_sql[DB_STATEMENTS] = {
    [DB_BEGIN] = "BEGIN IMMEDIATE",
    [DB_COMMIT] = "COMMIT",
    [DB_ROLLBACK] = "ROLLBACK",
    [DB_SAVEPOINT] = "SAVEPOINT one",
    [DB_RELEASE] = "RELEASE one",
    [DB_ROLLBACK_TO] = "ROLLBACK TO one",
    [DB_READ_BEGIN] = "BEGIN",

    [DB_DATA_VERSION] = "PRAGMA data_version",
    [DB_NOW] = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    [DB_AUDIT_LAST] = "SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1",
    [DB_AUDIT_SETTLED] = "SELECT seq, hash FROM audit_log WHERE action = 'state' ORDER BY seq DESC LIMIT 1",
    [DB_AUDIT_ADD] = "INSERT INTO audit_log VALUES (?,?,?,?,?,?,?,?)",
    [DB_AUDIT_ALL] = "SELECT seq, at, who, action, object, detail, prev_hash, hash FROM audit_log ORDER BY seq",
    [DB_AUDIT_ROW] = "SELECT action, object, detail FROM audit_log WHERE seq = ?",
    [DB_INFO_SET] = "INSERT OR REPLACE INTO case_info VALUES (?,?)",
    [DB_INFO_GET] = "SELECT value FROM case_info WHERE name = ?",
    [DB_HELP_ADD] = "INSERT INTO column_help VALUES (?,?,?)",
    [DB_RUN_FIND] = "SELECT id FROM runs WHERE description = ? ORDER BY id LIMIT 1",
    [DB_RUN_ADD] = "INSERT INTO runs (description) VALUES (?)",
    [DB_RUN_GET] = "SELECT description FROM runs WHERE id = ?",

    [DB_DOCUMENT_HAS] = "SELECT id FROM documents WHERE sha256 = ? LIMIT 1",
    [DB_DOCUMENT_ADD] = "INSERT INTO documents (" DOCUMENT_COLUMNS ", page_notes, paragraphs, run_id, audit_seq)"
                        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [DB_DOCUMENT_GET] = "SELECT " DOCUMENT_COLUMNS ", run_id, page_notes, paragraphs FROM documents WHERE id = ?",
    [DB_DOCUMENT_ORDER] = "SELECT id, sha256, published FROM documents INDEXED BY documents_order",
    [DB_DOCUMENT_PREFIX] = "SELECT id FROM documents WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' LIMIT 2",
    [DB_ORIGINAL_ADD] = "INSERT INTO _originals VALUES (?,?,?)",
    [DB_ORIGINAL_GET] = "SELECT length, zlib FROM _originals WHERE document_id = ?",
    [DB_PIECE_ADD] = "INSERT INTO _offset_maps VALUES (?,?,?,?,?,?,?)",
    [DB_PIECE_GET] = "SELECT number, text_begin, text_n, original_begin, original_n, same FROM _offset_maps"
                     " WHERE document_id = ? ORDER BY number",

    [DB_SENTENCE_ADD] = "INSERT INTO sentences (document_id, number, " SENTENCE_COLUMNS ", text)"
                        " VALUES (?,?,?,?,?,?,?,?)",
    [DB_SENTENCE_FTS] = "INSERT INTO sentences_fts (rowid, text) VALUES (?,?)",
    [DB_SENTENCE_GET] = "SELECT number, " SENTENCE_COLUMNS " FROM sentences WHERE document_id = ? ORDER BY number",
    [DB_SENTENCE_TEXTS] = "SELECT begin_byte, end_byte, text FROM sentences WHERE document_id = ? ORDER BY number",

    [DB_ACTOR_ADD] = "INSERT INTO document_actors VALUES (?,?,?,?,?,?,?,?)",
    [DB_ACTOR_GET] = "SELECT number, name, key, code, class, is_named, parent FROM document_actors"
                     " WHERE document_id = ? ORDER BY number",
    [DB_ALIAS_ADD] = "INSERT INTO document_aliases VALUES (?,?,?,?)",
    [DB_ALIAS_GET] = "SELECT number, alias FROM document_aliases WHERE document_id = ? AND actor = ? ORDER BY number",
    [DB_MENTION_ADD] = "INSERT INTO mentions VALUES (?,?,?,?,?,?,?)",
    [DB_MENTION_GET] = "SELECT number, actor, kind, sentence, begin_byte, end_byte FROM mentions"
                       " WHERE document_id = ? ORDER BY number",
    [DB_CLAIM_ADD] = "INSERT INTO claims (document_id, number, " CLAIM_COLUMNS ") VALUES"
    " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
                     "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [DB_CLAIM_GET] = "SELECT number, " CLAIM_COLUMNS " FROM claims WHERE document_id = ? ORDER BY number",
    [DB_RULED_ADD] = "INSERT OR REPLACE INTO ruled_claims (document_id, number, " CLAIM_COLUMNS ") VALUES"
                     " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [DB_CHAIN_ADD] = "INSERT INTO claim_chains VALUES (?,?,?,?,?,?)",
    [DB_CHAIN_GET] = "SELECT number, kind, actor, words_at FROM claim_chains WHERE document_id = ? AND claim = ?"
                     " ORDER BY number",

    [DB_UNREAD_HAS] = "SELECT 1 FROM unread WHERE origin = ? AND reason = ?",
    [DB_UNREAD_ADD] = "INSERT INTO unread (origin, reason, audit_seq) VALUES (?,?,?)",
    [DB_UNREAD_LIST] = "SELECT origin, reason FROM unread u WHERE NOT EXISTS (SELECT 1 FROM documents d"
                       " WHERE d.origin = u.origin) ORDER BY origin, reason",
    [DB_PUBLISHER_COUNT] = "SELECT count(DISTINCT publisher) FROM documents WHERE publisher <> ''",
    [DB_UNREAD_COUNT] = "SELECT count(*) FROM unread u WHERE NOT EXISTS (SELECT 1 FROM documents d"
                        " WHERE d.origin = u.origin)",

    [DB_STATE_ACTOR_ADD] = ADD("actors", ACTOR_COLUMNS ", documents", ",?,?,?,?,?,?"),
    [DB_STATE_ALIAS_ADD] = "INSERT INTO actor_aliases VALUES (?,?,?)",
    [DB_STATE_JOIN_ADD] = ADD("actor_joins", "document_id, document_actor, actor_id, reason", ",?,?,?,?"),
    [DB_STATE_SOURCE_ADD] = ADD("sources", SOURCE_COLUMNS, ",?,?,?,?,?,?,?,?,?,?,?,?"),
    [DB_STATE_ITEM_ADD] = ADD("items", ITEM_COLUMNS, ",?,?,?,?,?,?,?,?"),
    [DB_STATE_ANSWER_ADD] = ADD("answers", ANSWER_COLUMNS, ",?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"),
    [DB_STATE_CLAIM_ADD] = ADD("case_claims", CLAIM_OF_CASE_COLUMNS, ",?,?,?,?,?,?,?,?,?,?"),
    [DB_STATE_ORIGIN_ADD] = ADD("origins", ORIGIN_COLUMNS, ",?,?,?"),
    [DB_STATE_COPY_ADD] = ADD("copies", COPY_COLUMNS, ",?,?,?,?,?,?,?,?,?,?,?,?"),
    [DB_STATE_LINEAGE_ADD] = ADD("lineages", "places, origins", ",?,?"),
    [DB_STATE_PLACE_ADD] = "INSERT INTO lineage_places (lineage_id, " PLACE_COLUMNS ") VALUES (?,?,?,?,?,?,?)",
    [DB_STATE_DOUBT_ADD] = ADD("join_doubts", DOUBT_COLUMNS, ",?,?,?,?,?"),
    [DB_STATE_EVENT_ADD] = ADD("events", EVENT_COLUMNS, ",?,?,?,?,?,?,?,?,?"),
    [DB_STATE_DRIFT_ADD] = ADD("drifts", DRIFT_COLUMNS, ",?,?,?,?,?,?"),
    [DB_STATE_ACTORS] = GET_ALL("actors", ACTOR_COLUMNS ", documents"),
    [DB_STATE_ALIASES] = "SELECT number, alias FROM actor_aliases WHERE actor_id = ? ORDER BY number",
    [DB_STATE_JOINS] = GET_ALL("actor_joins", "document_id, document_actor, actor_id, reason"),
    [DB_STATE_SOURCES] = GET_ALL("sources", SOURCE_COLUMNS),
    [DB_STATE_ITEMS] = GET_ALL("items", ITEM_COLUMNS),
    [DB_STATE_ANSWERS] = GET_ALL("answers", ANSWER_COLUMNS),
    [DB_STATE_CLAIMS] = GET_ALL("case_claims", CLAIM_OF_CASE_COLUMNS),
    [DB_STATE_ORIGINS] = GET_ALL("origins", ORIGIN_COLUMNS),
    [DB_STATE_COPIES] = GET_ALL("copies", COPY_COLUMNS),
    [DB_STATE_LINEAGES] = GET_ALL("lineages", "places, origins"),
    [DB_STATE_FORMS] = "SELECT form, actor_id, is_alias FROM actor_forms ORDER BY form, actor_id",
    [DB_STATE_DOCUMENTS] = GET_ALL("case_documents", "document_id, first_day, last_day"),
    [DB_STATE_DOCUMENT_ADD] = ADD("case_documents", "document_id, first_day, last_day", ",?,?,?"),
    [DB_STATE_FORM_ADD] = "INSERT INTO actor_forms VALUES (?,?,?)",
    [DB_STATE_ACTOR_AT] = GET_AT("actors", ACTOR_COLUMNS),
    [DB_STATE_SOURCE_AT] = GET_AT("sources", SOURCE_COLUMNS),
    [DB_STATE_ITEM_AT] = GET_AT("items", ITEM_COLUMNS),
    [DB_STATE_ANSWER_AT] = GET_AT("answers", ANSWER_COLUMNS),
    [DB_STATE_CLAIM_AT] = GET_AT("case_claims", CLAIM_OF_CASE_COLUMNS),
    [DB_STATE_ORIGIN_AT] = GET_AT("origins", ORIGIN_COLUMNS),
    [DB_STATE_COPY_AT] = GET_AT("copies", COPY_COLUMNS),
    [DB_STATE_LINEAGE_AT] = GET_AT("lineages", "places, origins"),
    [DB_STATE_DOUBT_AT] = GET_AT("join_doubts", DOUBT_COLUMNS),
    [DB_STATE_EVENT_AT] = GET_AT("events", EVENT_COLUMNS),
    [DB_STATE_DRIFT_AT] = GET_AT("drifts", DRIFT_COLUMNS),
    [DB_STATE_DOCUMENT_ROW] = "SELECT document_id FROM case_documents WHERE id = ?",
    [DB_STATE_DOCUMENT_NUMBER] = "SELECT id FROM case_documents WHERE document_id = ?",
    [DB_STATE_JOINS_OF] = "SELECT document_actor, actor_id FROM actor_joins WHERE document_id = ?",
    [DB_STATE_COUNTS] = "SELECT (SELECT coalesce(max(id),0) FROM actors), (SELECT coalesce(max(id),0) FROM sources),"
                        " (SELECT coalesce(max(id),0) FROM items), (SELECT coalesce(max(id),0) FROM answers),"
                        " (SELECT coalesce(max(id),0) FROM case_claims), (SELECT coalesce(max(id),0) FROM origins),"
                        " (SELECT coalesce(max(id),0) FROM copies), (SELECT coalesce(max(id),0) FROM lineages),"
                        " (SELECT coalesce(max(id),0) FROM join_doubts), (SELECT coalesce(max(id),0) FROM events),"
                        " (SELECT coalesce(max(id),0) FROM drifts)",
    [DB_DOCUMENTS_LAST] = "SELECT coalesce(max(id), 0) FROM documents",
    [DB_FORM_EXACT] = "SELECT f.actor_id, f.is_alias, a.key LIKE '#%' FROM actor_forms f JOIN actors a ON a.id = f.actor_id"
                      " WHERE f.form = ? ORDER BY 3, f.is_alias, f.actor_id LIMIT 3",
    [DB_ACTOR_WORDS] = "SELECT a.id, a.documents FROM actors_fts f JOIN actors a ON a.id = f.rowid WHERE actors_fts MATCH ?"
                       " AND a.key NOT LIKE '#%' ORDER BY a.documents DESC, a.id LIMIT 2",

    /* NULL stands for no limit: a claim is of an answer, or gives a count that is one. */
    [DB_LIST + CASE_CLAIMS_OF_ANSWER] = "SELECT id FROM case_claims WHERE answer_id = ?1 UNION"
                                        " SELECT id FROM case_claims WHERE count_answer_id = ?1 ORDER BY 1",
    [DB_LIST + CASE_CLAIMS_OF_DOCUMENT] = "SELECT id FROM case_claims WHERE document_id = ?1 ORDER BY id",
    [DB_LIST + CASE_CLAIMS_OF_ORIGIN] = "SELECT id FROM case_claims WHERE origin_id = ?1 ORDER BY id",
    [DB_LIST + CASE_CLAIMS_OF_ACTOR] = "SELECT k.id FROM sources s JOIN case_claims k ON k.source_id = s.id"
                                       " WHERE s.actor_id = ?1 ORDER BY 1",
    [DB_LIST + CASE_CLAIMS_ABOUT_ACTOR] =
        "SELECT id FROM case_claims WHERE answer_id IN (SELECT id FROM answers WHERE actor_id = ?1"
        " UNION SELECT a.id FROM items i JOIN answers a ON a.item_id = i.id WHERE i.agent_id = ?1"
        " UNION SELECT a.id FROM items i JOIN answers a ON a.item_id = i.id WHERE i.patient_id = ?1) ORDER BY id",
    [DB_LIST + CASE_ANSWERS_OF_ITEM] = "SELECT id FROM answers WHERE item_id = ?1 ORDER BY id",
    [DB_LIST + CASE_ANSWERS_OF_ACTOR] =
        "SELECT id FROM answers WHERE actor_id = ?1"
        " UNION SELECT a.id FROM items i JOIN answers a ON a.item_id = i.id WHERE i.agent_id = ?1"
        " UNION SELECT a.id FROM items i JOIN answers a ON a.item_id = i.id WHERE i.patient_id = ?1 ORDER BY 1",
    [DB_LIST + CASE_DOCUMENTS_OF_ACTOR] = "SELECT DISTINCT document_id FROM actor_joins WHERE actor_id = ?1",
    [DB_LIST + CASE_DOCUMENTS_BY_ACTOR] = "SELECT DISTINCT k.document_id FROM sources s JOIN case_claims k"
                                          " ON k.source_id = s.id WHERE s.actor_id = ?1",
    [DB_LIST + CASE_COPIES_OF_DOCUMENT] = "SELECT id FROM copies WHERE a_document_id = ?1"
                                          " UNION SELECT id FROM copies WHERE b_document_id = ?1 ORDER BY 1",
    [DB_LIST + CASE_LINEAGES_OF_DOCUMENT] = "SELECT DISTINCT lineage_id FROM lineage_places WHERE document_id = ?1"
                                            " ORDER BY 1",
    [DB_LIST + CASE_REASONS_OF_ACTOR] = "SELECT min(id) FROM actor_joins WHERE actor_id = ?1 AND reason <> ''"
                                        " GROUP BY reason ORDER BY 1",
    [DB_LIST + CASE_DRIFTS_OF_ANSWER] = "SELECT d.id FROM case_claims k JOIN drifts d ON d.to_claim_id = k.id"
                                        " WHERE k.answer_id = ?1 ORDER BY 1",
    [DB_LIST + CASE_DRIFTS_OF_DOCUMENT] =
        "SELECT d.id FROM case_claims k JOIN drifts d ON d.to_claim_id = k.id WHERE k.document_id = ?1"
        " UNION SELECT d.id FROM case_claims k JOIN drifts d ON d.from_claim_id = k.id WHERE k.document_id = ?1"
        " ORDER BY 1",
    [DB_LIST + CASE_ANSWERS_AT_STAKE] =
        "SELECT id FROM answers WHERE pivot_origin_id IS NOT NULL AND NOT too_little"
        " ORDER BY abs(belief - without_pivot) DESC, id LIMIT ?1",
    [DB_JOIN_REASON] = "SELECT reason FROM actor_joins WHERE id = ?",
    [DB_VOICES] = "SELECT k.document_id, k.origin_id, k.id, k.polarity, k.certainty, d.first_day FROM case_claims k"
                  " LEFT JOIN case_documents d ON d.document_id = k.document_id WHERE k.id IN (SELECT id FROM"
                  " case_claims WHERE answer_id = ?1 UNION SELECT id FROM case_claims WHERE count_answer_id = ?1)"
                  " ORDER BY k.id",
    [DB_DOCUMENT_SEQ] = "SELECT audit_seq FROM documents WHERE id = ?",

    [DB_DECISION_ADD] = ADD("decisions", DECISION_COLUMNS ", audit_seq", ",?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"),
    [DB_DECISIONS] = "SELECT d.id, " DECISION_COLUMNS ", l.at, l.who, l.seq FROM decisions d JOIN audit_log l"
                     " ON l.seq = d.audit_seq ORDER BY d.id",
    [DB_DECISION_LAST] = "SELECT coalesce(max(id), 0) FROM decisions",
    [DB_RUN_STATE_ADD] = "INSERT INTO state_runs (audit_seq, run, documents, decisions, claims, answers)"
                         " VALUES (?,?,?,?,?,?)",
    [DB_RUN_STATE_LAST] = "SELECT coalesce(max(id), 0) FROM state_runs",
    [DB_RUN_STATES] = "SELECT r.id, l.at, l.who, r.run, r.documents, r.decisions, r.claims, r.answers, r.audit_seq"
                      " FROM state_runs r JOIN audit_log l ON l.seq = r.audit_seq ORDER BY r.id",
    [DB_PAST_NOW] = "SELECT i.key, a.key, " PAST_COLUMNS " FROM answers a JOIN items i ON i.id = a.item_id",
    [DB_PAST_ADD] = "INSERT OR IGNORE INTO past_answers (item_key, answer_key, until_run_id, " PAST_COLUMNS ")"
                    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    /* Of each answer that changed between two runs, how it stood at the first: the oldest row kept since. */
    [DB_PAST_CHANGED] = "SELECT item_key, answer_key, min(until_run_id), " PAST_COLUMNS " FROM past_answers"
                        " WHERE until_run_id > ?1 AND until_run_id <= ?2 GROUP BY item_key, answer_key"
                        " ORDER BY item_key, answer_key",
    [DB_PAST_OF_RUN] = "SELECT item_key, answer_key, " PAST_COLUMNS " FROM past_answers WHERE until_run_id = ?"
                       " ORDER BY item_key, answer_key",
    /* What the log says of each run, and how many answers it changed. */
    [DB_RUNS_LOGGED] = "SELECT r.id, r.documents IS json_extract(l.detail, '$.documents') AND r.decisions IS"
                       " json_extract(l.detail, '$.decisions') AND r.claims IS json_extract(l.detail, '$.claims')"
                       " AND r.answers IS json_extract(l.detail, '$.answers') AND r.run IS json_extract(l.detail,"
                       " '$.run') AND l.action = 'state', json_extract(l.detail, '$.past') FROM state_runs r"
                       " LEFT JOIN audit_log l ON l.seq = r.audit_seq ORDER BY r.id",
    [DB_PAST_AT] = "SELECT until_run_id, " PAST_COLUMNS " FROM past_answers WHERE item_key = ?1 AND answer_key = ?2"
                   " AND until_run_id > ?3 ORDER BY until_run_id LIMIT 1",
    [DB_ANSWER_KEYED] = "SELECT a.id, " PAST_COLUMNS " FROM items i JOIN answers a ON a.item_id = i.id"
                        " WHERE i.key = ?1 AND a.key = ?2 LIMIT 1",
    [DB_STATE_PLACES] = "SELECT " PLACE_COLUMNS " FROM lineage_places WHERE lineage_id = ? ORDER BY number",

    [DB_STATE_DOUBTS] = GET_ALL("join_doubts", DOUBT_COLUMNS),
    [DB_STATE_EVENTS] = GET_ALL("events", EVENT_COLUMNS),
    [DB_STATE_DRIFTS] = GET_ALL("drifts", DRIFT_COLUMNS),

    /* Ties go by what a document is, not by when it came. */
    [DB_SEARCH] = "SELECT s.document_id, s.number, s.begin_byte, s.end_byte FROM sentences_fts f"
                  " JOIN sentences s ON s.id = f.rowid JOIN documents d ON d.id = s.document_id"
                  " WHERE sentences_fts MATCH ? ORDER BY bm25(sentences_fts), d.published, d.sha256, s.number LIMIT ?",

    [DB_SCHEMA_SQL] = "SELECT sql FROM sqlite_master WHERE name = ?",
    [DB_SCHEMA_TRIGGERS] = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    [DB_INTEGRITY] = "PRAGMA integrity_check(20)",
    [DB_FOREIGN_KEYS] = "PRAGMA foreign_key_check",
    [DB_SEARCH_ROWS] = "SELECT (SELECT count(*) FROM sentences WHERE id NOT IN (SELECT id FROM sentences_fts_docsize))"
                       " + (SELECT count(*) FROM sentences_fts_docsize WHERE id NOT IN (SELECT id FROM sentences))",
    /* An entry without its row, and a row without its entry. */
    [DB_UNLOGGED] = "SELECT 'entry ' || seq || ': no document ' || object FROM audit_log l WHERE action = 'add'"
                    " AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = l.object AND d.audit_seq = l.seq)"
                    " UNION ALL SELECT 'entry ' || seq || ': no row in unread for ' || object FROM audit_log l"
                    " WHERE action = 'unread' AND NOT EXISTS (SELECT 1 FROM unread u WHERE u.origin = l.object"
                    " AND u.reason = l.detail AND u.audit_seq = l.seq)"
                    " UNION ALL SELECT 'no entry for the unread ' || origin FROM unread u WHERE NOT EXISTS (SELECT 1"
                    " FROM audit_log l WHERE l.seq = u.audit_seq AND l.action = 'unread' AND l.object = u.origin"
                    " AND l.detail = u.reason)"
                    " UNION ALL SELECT 'entry ' || seq || ': no ' || object FROM audit_log l WHERE action = 'decide'"
                    " AND NOT EXISTS (SELECT 1 FROM decisions d WHERE 'decision ' || d.id = l.object"
                    " AND d.audit_seq = l.seq)"
                    " UNION ALL SELECT 'entry ' || seq || ': no run of the state' FROM audit_log l WHERE action = 'state'"
                    " AND NOT EXISTS (SELECT 1 FROM state_runs r WHERE r.audit_seq = l.seq)"
                    " UNION ALL SELECT 'a row of unread is missing' WHERE (SELECT count(*) FROM unread)"
                    " <> (SELECT coalesce(max(id), 0) FROM unread)",
    [DB_DOCUMENT_AUDIT] = "SELECT d.audit_seq, l.action, l.object FROM documents d JOIN audit_log l"
                          " ON l.seq = d.audit_seq WHERE d.id = ?",
    [DB_STATE_LAST] = "SELECT CAST(max(seq) AS TEXT) FROM audit_log WHERE action = 'state'",
};
