/*
 * tables.c - the tables of a case.
 *
 * For people with Datasette, DBeaver or pandas: plural names, words instead of codes, ids and numbers that count
 * from 1, helper tables behind an underscore, no STRICT (older SQLites refuse the file), no UNIQUE on a single text
 * column (Datasette would make it the label of the row), FTS content in double quotes (Datasette looks for them).
 *
 *     evidence   documents - _originals, _offset_maps, sentences, document_actors - document_aliases, mentions,
 *                claims - claim_chains; unread; runs.  Written once.
 *     decisions  what people ruled, and what they took back.  Written once, like evidence.
 *     state      case_documents, actors, actor_aliases, actor_forms, actor_joins, join_doubts, events, sources, items,
 *                answers, case_claims, origins, copies, lineages, lineage_places, drifts.  Replaced whole.
 *                ruled_claims: the claims as they are shown, where people ruled on some.
 *     summaries  question_summaries, actor_summaries, publisher_summaries.  Counted with the state, for the pages.
 *     states     state_runs, past_answers: what the states before this one said.  Only ever added to.
 *     the rest   audit_log, case_info, column_help
 *
 * A span is begin_byte and end_byte; a thing that may have several pieces is a column "..._at" holding
 * [[begin,end],...] in ascending order, or NULL.
 */
#include "case/schema.h"

#define PER_DOCUMENT "document_id INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, "
#define PER_DOCUMENT_KEY ", PRIMARY KEY (document_id, number)) WITHOUT ROWID"
#define SPAN "begin_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL"
#define LOCAL_ACTOR(column) "FOREIGN KEY (document_id, " column ") REFERENCES document_actors(document_id, number)"

#define CLAIM_COLUMNS \
    "sentence INTEGER NOT NULL, " SPAN ", source_kind TEXT NOT NULL," \
    " source_actor INTEGER, source_at TEXT, cue TEXT, cue_at TEXT, content_at TEXT, polarity TEXT NOT NULL," \
    " certainty TEXT NOT NULL, hedges_at TEXT, quote TEXT NOT NULL, evidence TEXT NOT NULL, evidence_at TEXT," \
    " frame TEXT, cameo TEXT, plover TEXT, predicate TEXT, predicate_at TEXT, agent_actor INTEGER, agent_at TEXT," \
    " patient_actor INTEGER, patient_at TEXT, place_actor INTEGER, place_at TEXT, time_from TEXT, time_to TEXT," \
    " time_at TEXT, number_low REAL, number_high REAL, number_unit TEXT, number_at TEXT,"

const char *const case_tables[] = {
    "CREATE TABLE case_info (name TEXT PRIMARY KEY, value TEXT)",
    "CREATE TABLE audit_log (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,"
    " object TEXT NOT NULL, detail TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL)",
    "CREATE TABLE runs (id INTEGER PRIMARY KEY, description TEXT NOT NULL)",

    /* ---- evidence */
    "CREATE TABLE documents (id INTEGER PRIMARY KEY, title TEXT, publisher TEXT, author TEXT, published TEXT, url TEXT,"
    " language TEXT, sha256 TEXT NOT NULL, media_type TEXT, encoding TEXT, external_id TEXT, credit TEXT, origin TEXT,"
    " notes INTEGER NOT NULL, page_notes INTEGER NOT NULL, paragraphs INTEGER NOT NULL, text TEXT NOT NULL,"
    " run_id INTEGER NOT NULL REFERENCES runs(id), audit_seq INTEGER NOT NULL REFERENCES audit_log(seq))",
    "CREATE INDEX documents_sha256 ON documents (sha256, id)",
    "CREATE INDEX documents_order ON documents (published, sha256, id)",
    "CREATE INDEX documents_origin ON documents (origin, id)",
    "CREATE TABLE _originals (document_id INTEGER PRIMARY KEY REFERENCES documents(id), length INTEGER NOT NULL,"
    " zlib BLOB NOT NULL)",
    "CREATE TABLE _offset_maps (" PER_DOCUMENT "text_begin INTEGER NOT NULL, text_n INTEGER NOT NULL,"
    " original_begin INTEGER NOT NULL, original_n INTEGER NOT NULL, same INTEGER NOT NULL" PER_DOCUMENT_KEY,
    "CREATE TABLE sentences (id INTEGER PRIMARY KEY, " PER_DOCUMENT "paragraph INTEGER NOT NULL,"
    " is_heading INTEGER NOT NULL, " SPAN ", tokens INTEGER NOT NULL, text TEXT NOT NULL)",
    "CREATE INDEX sentences_document ON sentences (document_id, number)",
    "CREATE VIRTUAL TABLE sentences_fts USING fts5(text, content=\"sentences\", content_rowid=\"id\","
    " tokenize=\"unicode61 remove_diacritics 2\")",
    "CREATE TABLE document_actors (" PER_DOCUMENT "name TEXT NOT NULL, key TEXT NOT NULL, code TEXT, class TEXT"
    " NOT NULL,"
    " is_named INTEGER NOT NULL, parent INTEGER" PER_DOCUMENT_KEY,
    "CREATE INDEX document_actors_key ON document_actors (key)",
    "CREATE TABLE document_aliases (document_id INTEGER NOT NULL, actor INTEGER NOT NULL, number INTEGER NOT NULL,"
    " alias TEXT NOT NULL, PRIMARY KEY (document_id, actor, number), " LOCAL_ACTOR("actor") ") WITHOUT ROWID",
    "CREATE TABLE mentions (" PER_DOCUMENT "actor INTEGER NOT NULL, kind TEXT NOT NULL, sentence INTEGER NOT"
    " NULL, " SPAN
    ", PRIMARY KEY (document_id, number), " LOCAL_ACTOR("actor") ") WITHOUT ROWID",
    "CREATE TABLE claims (" PER_DOCUMENT CLAIM_COLUMNS " PRIMARY KEY (document_id, number), " LOCAL_ACTOR("source_actor") ", " LOCAL_ACTOR("agent_actor") ", "
    LOCAL_ACTOR("patient_actor") ", " LOCAL_ACTOR("place_actor") ") WITHOUT ROWID",
    "CREATE TABLE claim_chains (document_id INTEGER NOT NULL, claim INTEGER NOT NULL, number INTEGER NOT NULL,"
    " kind TEXT NOT NULL, actor INTEGER, words_at TEXT, PRIMARY KEY (document_id, claim, number),"
    " FOREIGN KEY (document_id, claim) REFERENCES claims(document_id, number), " LOCAL_ACTOR("actor") ") WITHOUT ROWID",
    "CREATE TABLE unread (id INTEGER PRIMARY KEY, origin TEXT NOT NULL, reason TEXT NOT NULL,"
    " audit_seq INTEGER NOT NULL REFERENCES audit_log(seq))",
    "CREATE INDEX unread_origin ON unread (origin, reason)",

    "CREATE TABLE decisions (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, undoes INTEGER REFERENCES decisions(id),"
    " document TEXT, begin_byte INTEGER, end_byte INTEGER, words TEXT, name TEXT, other TEXT, other_document TEXT,"
    " source_kind TEXT, source TEXT, frame TEXT, agent TEXT, patient TEXT, polarity TEXT, certainty TEXT,"
    " why TEXT NOT NULL, audit_seq INTEGER NOT NULL REFERENCES audit_log(seq))",
    "CREATE INDEX decisions_document ON decisions (document)",

    /* ---- the states so far: values as they stood before a run replaced them; NULLs: there was no such answer */
    "CREATE TABLE state_runs (id INTEGER PRIMARY KEY, audit_seq INTEGER NOT NULL REFERENCES audit_log(seq),"
    " run TEXT NOT NULL, documents INTEGER NOT NULL, decisions INTEGER NOT NULL, claims INTEGER NOT NULL,"
    " answers INTEGER NOT NULL)",
    "CREATE TABLE past_answers (item_key TEXT NOT NULL, answer_key TEXT NOT NULL, until_run_id INTEGER NOT NULL"
    " REFERENCES state_runs(id), sentence TEXT, asserted INTEGER, denied INTEGER, origins_asserted INTEGER,"
    " origins_denied INTEGER, belief REAL, low REAL, high REAL, too_little INTEGER,"
    " PRIMARY KEY (item_key, answer_key, until_run_id)) WITHOUT ROWID",
    "CREATE INDEX past_answers_run ON past_answers (until_run_id)",

    /* ---- state: each row's id is its place + 1 */
    "CREATE TABLE case_documents (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents(id),"
    " first_day INTEGER, last_day INTEGER)",
    "CREATE INDEX case_documents_document ON case_documents (document_id)",
    "CREATE TABLE actors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, code TEXT, class TEXT"
    " NOT NULL,"
    " parent_id INTEGER REFERENCES actors(id), documents INTEGER NOT NULL)",
    "CREATE INDEX actors_documents ON actors (documents DESC, id)",
    "CREATE VIRTUAL TABLE actors_fts USING fts5(name, content=\"actors\", content_rowid=\"id\","
    " tokenize=\"unicode61 remove_diacritics 2\")",
    "CREATE TABLE actor_forms (form TEXT NOT NULL, actor_id INTEGER NOT NULL REFERENCES actors(id),"
    " is_alias INTEGER NOT NULL, PRIMARY KEY (form, actor_id)) WITHOUT ROWID",
    "CREATE TABLE actor_aliases (actor_id INTEGER NOT NULL REFERENCES actors(id), number INTEGER NOT NULL,"
    " alias TEXT NOT NULL, PRIMARY KEY (actor_id, number)) WITHOUT ROWID",
    "CREATE TABLE actor_joins (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL, document_actor INTEGER NOT NULL,"
    " actor_id INTEGER NOT NULL REFERENCES actors(id), reason TEXT)",
    "CREATE INDEX actor_joins_document ON actor_joins (document_id, document_actor)",
    "CREATE INDEX actor_joins_actor ON actor_joins (actor_id)",
    "CREATE TABLE join_doubts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, other TEXT NOT NULL,"
    " actor_id INTEGER NOT NULL REFERENCES actors(id), other_actor_id INTEGER NOT NULL REFERENCES actors(id),"
    " reason TEXT NOT NULL)",
    "CREATE TABLE events (id INTEGER PRIMARY KEY, words TEXT NOT NULL, kind TEXT NOT NULL, from_date TEXT, to_date TEXT,"
    " place_id INTEGER REFERENCES actors(id), place_words TEXT, claims INTEGER NOT NULL, documents INTEGER NOT NULL,"
    " key TEXT NOT NULL)",
    "CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,"
    " actor_id INTEGER REFERENCES actors(id), key TEXT NOT NULL, claims INTEGER NOT NULL, origins INTEGER NOT NULL,"
    " sensitivity REAL, sensitivity_low REAL, sensitivity_high REAL, specificity REAL, specificity_low REAL,"
    " specificity_high REAL)",
    "CREATE INDEX sources_actor ON sources (actor_id)",
    "CREATE INDEX sources_claims ON sources (claims DESC, id)",
    "CREATE TABLE items (id INTEGER PRIMARY KEY, question TEXT NOT NULL, key TEXT NOT NULL, frame TEXT,"
    " open_slot TEXT NOT NULL, agent_id INTEGER REFERENCES actors(id), patient_id INTEGER REFERENCES actors(id),"
    " several_truths INTEGER NOT NULL, event_id INTEGER REFERENCES events(id))",
    "CREATE INDEX items_event ON items (event_id)",
    "CREATE INDEX items_agent ON items (agent_id)",
    "CREATE INDEX items_patient ON items (patient_id)",
    "CREATE INDEX items_frame ON items (frame)",
    "CREATE INDEX items_key ON items (key)",
    "CREATE TABLE answers (id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES items(id), words TEXT NOT NULL,"
    " sentence TEXT NOT NULL, key TEXT NOT NULL, actor_id INTEGER REFERENCES actors(id), number REAL,"
    " asserted INTEGER NOT NULL, denied INTEGER NOT NULL, origins_asserted INTEGER NOT NULL,"
    " origins_denied INTEGER NOT NULL, belief REAL, low REAL, high REAL, pivot_origin_id INTEGER REFERENCES"
    " origins(id),"
    " without_pivot REAL, too_little INTEGER NOT NULL, split INTEGER NOT NULL)",
    "CREATE INDEX answers_item ON answers (item_id)",
    "CREATE INDEX answers_actor ON answers (actor_id)",
    "CREATE INDEX answers_contested ON answers (min(origins_asserted, origins_denied) DESC,"
    " origins_asserted + origins_denied DESC, id)",
    "CREATE TABLE case_claims (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL, claim INTEGER NOT NULL,"
    " source_id INTEGER NOT NULL REFERENCES sources(id), answer_id INTEGER REFERENCES answers(id),"
    " count_answer_id INTEGER REFERENCES answers(id), origin_id INTEGER NOT NULL REFERENCES origins(id),"
    " twin_id INTEGER REFERENCES case_claims(id), polarity TEXT NOT NULL, certainty TEXT NOT NULL,"
    " links INTEGER NOT NULL)",
    "CREATE INDEX case_claims_document ON case_claims (document_id, claim)",
    "CREATE INDEX case_claims_answer ON case_claims (answer_id)",
    "CREATE INDEX case_claims_count_answer ON case_claims (count_answer_id)",
    "CREATE INDEX case_claims_source ON case_claims (source_id)",
    "CREATE INDEX case_claims_origin ON case_claims (origin_id)",
    "CREATE TABLE origins (id INTEGER PRIMARY KEY, first_claim_id INTEGER NOT NULL REFERENCES case_claims(id),"
    " claims INTEGER NOT NULL, reason TEXT)",
    "CREATE TABLE copies (id INTEGER PRIMARY KEY, a_document_id INTEGER NOT NULL REFERENCES documents(id),"
    " a_begin_byte INTEGER NOT NULL, a_end_byte INTEGER NOT NULL,"
    " b_document_id INTEGER NOT NULL REFERENCES documents(id), b_begin_byte INTEGER NOT NULL,"
    " b_end_byte INTEGER NOT NULL, class TEXT NOT NULL, direction TEXT NOT NULL, confidence REAL NOT NULL,"
    " bits REAL NOT NULL, tokens INTEGER NOT NULL, equal REAL NOT NULL)",
    "CREATE INDEX copies_a ON copies (a_document_id)",
    "CREATE INDEX copies_b ON copies (b_document_id)",
    "CREATE TABLE lineages (id INTEGER PRIMARY KEY, places INTEGER NOT NULL, origins INTEGER NOT NULL)",
    "CREATE TABLE lineage_places (lineage_id INTEGER NOT NULL REFERENCES lineages(id),"
    " number INTEGER NOT NULL, document_id INTEGER NOT NULL REFERENCES documents(id), " SPAN ","
    " parent INTEGER NOT NULL, copy_id INTEGER REFERENCES copies(id), PRIMARY KEY (lineage_id, number)) WITHOUT ROWID",
    "CREATE INDEX lineage_places_document ON lineage_places (document_id)",
    "CREATE TABLE drifts (id INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
    " from_claim_id INTEGER NOT NULL REFERENCES case_claims(id), to_claim_id INTEGER NOT NULL REFERENCES case_claims(id),"
    " lineage_id INTEGER REFERENCES lineages(id), was TEXT, became TEXT)",

    "CREATE INDEX drifts_to ON drifts (to_claim_id)",
    "CREATE INDEX drifts_from ON drifts (from_claim_id)",
    /* all claims with people's decisions laid over them; empty when none is about a claim */
    "CREATE TABLE ruled_claims (" PER_DOCUMENT CLAIM_COLUMNS " PRIMARY KEY (document_id, number)) WITHOUT ROWID",

    /* counted from the above when it is saved */
    "CREATE TABLE question_summaries (place INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES items(id),"
    " contested INTEGER NOT NULL, origins INTEGER NOT NULL, documents INTEGER NOT NULL, claims INTEGER NOT NULL,"
    " denied INTEGER NOT NULL, first TEXT, last TEXT)",
    "CREATE INDEX question_summaries_item ON question_summaries (item_id)",
    "CREATE TABLE actor_summaries (actor_id INTEGER PRIMARY KEY REFERENCES actors(id), place INTEGER NOT NULL,"
    " documents INTEGER NOT NULL, said INTEGER NOT NULL, said_of INTEGER NOT NULL)",
    "CREATE INDEX actor_summaries_place ON actor_summaries (place)",
    "CREATE TABLE publisher_summaries (taker TEXT NOT NULL, giver TEXT NOT NULL, passages INTEGER NOT NULL,"
    " documents INTEGER NOT NULL, example_copy_id INTEGER NOT NULL REFERENCES copies(id), PRIMARY KEY (taker, giver))"
    " WITHOUT ROWID",
    "CREATE INDEX publisher_summaries_giver ON publisher_summaries (giver)",

    "CREATE TABLE column_help (table_name TEXT NOT NULL, column_name TEXT NOT NULL, words TEXT NOT NULL,"
    " PRIMARY KEY (table_name, column_name)) WITHOUT ROWID",
    NULL
};

/* Evidence and log are written once.  An INSERT that would replace a row (INSERT OR REPLACE runs no delete trigger)
 * is refused where a row has an id of its own; where it has not, the digest in the log tells. */
#define ONCE(table)                                                                                              \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table                                                 \
    " BEGIN SELECT RAISE(ABORT, '" table " is evidence: rows are written once'); END",                           \
        "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table                                             \
        " BEGIN SELECT RAISE(ABORT, '" table " is evidence: rows are never removed'); END"
#define NO_REPLACE(table, key)                                                                                   \
    "CREATE TRIGGER " table "_no_replace BEFORE INSERT ON " table                                                \
    " WHEN EXISTS (SELECT 1 FROM " table " WHERE " key " = NEW." key ")"                                         \
    " BEGIN SELECT RAISE(ABORT, '" table " is evidence: rows are written once'); END"

const char *const case_triggers[] = {
    ONCE("audit_log"),       NO_REPLACE("audit_log", "seq"),
    ONCE("documents"),       NO_REPLACE("documents", "id"),
    ONCE("_originals"),      NO_REPLACE("_originals", "document_id"),
    ONCE("_offset_maps"),    ONCE("sentences"),
    ONCE("document_actors"), ONCE("document_aliases"),
    ONCE("mentions"),        ONCE("claims"),
    ONCE("claim_chains"),    ONCE("runs"),
    ONCE("unread"),          ONCE("decisions"),
    NO_REPLACE("decisions", "id"), ONCE("state_runs"),
    NO_REPLACE("state_runs", "id"), ONCE("past_answers"), NULL
};
