/*
 * look_documents.c - documents: the listing, and one with its text, claims and copied passages.
 */
#include "case/look.h"

enum { TEXT_USUAL = 262144 };

/* What reading found worth saying, by bit; record/document.h. */
#define NOTE(column, bit, words) "SELECT '" words "' AS words, " #bit " AS bit WHERE " column " & " #bit
#define NOTES(column)                                                                                                     \
    "(SELECT json_group_array(words) FROM (" NOTE(column, 1, "byte-order mark") " UNION ALL "                               \
    NOTE(column, 2, "decoded from another encoding") " UNION ALL " NOTE(column, 4, "NUL bytes dropped") " UNION ALL "        \
    NOTE(column, 8, "looks decoded twice") " UNION ALL " NOTE(column, 16, "no sentence boundaries") " UNION ALL "            \
    NOTE(column, 32, "all capitals") " UNION ALL " NOTE(column, 64, "ends too early") " UNION ALL "                          \
    NOTE(column, 128, "some bytes unreadable") "))"
/* In the order of the listing's answers and of docs/openapi.json. */
#define FACTS                                                                                                        \
    "document_number(d.id) AS number, 'sha256:' || d.sha256 AS document, d.publisher, d.author, d.title, d.url, d.language," \
    " d.published, d.media_type, d.encoding, d.credit, " NOTES("(d.notes | d.page_notes)")                              \
    " AS \"notes!\", length(CAST(d.text AS BLOB)) AS bytes"

void look_documents(look *l, json *j)
{
    look_sql(l, "SELECT d.id FROM documents d WHERE 1");
    if (l->asked->publisher.n) look_text(l, " AND d.publisher = ?", l->asked->publisher);
    look_within(l);
    look_sql(l, " ORDER BY document_number(d.id)");
    look_list(l, j,
              "SELECT " FACTS ", (SELECT count(*) FROM sentences t WHERE t.document_id = d.id) AS sentences, (SELECT count(*) FROM"
              " $claims c WHERE c.document_id = d.id) AS claims, coalesce((SELECT json_object('span', json_array(t.begin_byte, t.end_byte),"
              " 'text', t.text) FROM sentences t WHERE t.document_id = d.id ORDER BY t.is_heading, t.number LIMIT 1),"
              " json_object('span', json_array(0, 0), 'text', '')) AS \"opening!\" FROM ids CROSS JOIN documents d ON d.id = ids.id");
}

/* ---- one --------------------------------------------------------------------------------------------------------- */

typedef struct {
    int64_t id;
    uint64_t from, to; /* the window of text that is given */
} window;

/* From the begin of the sentence that holds the byte asked for, to the end of the one that reaches the length. */
static window window_of(look *l)
{
    window w = { .id = order_row(l->c, l->asked->document) };
    uint64_t bytes = l->asked->bytes ? l->asked->bytes : TEXT_USUAL;
    look x = look_of(l->c, l->asked);
    look_number(&x, "", (uint64_t)w.id);
    uint64_t all = (uint64_t)look_count(&x, "SELECT length(CAST(text AS BLOB)) FROM documents WHERE id = ?");
    look_number(&x, "", l->asked->begin);
    if (l->asked->begin)
        w.from = (uint64_t)look_count(&x, "SELECT coalesce(max(begin_byte), 0) FROM sentences WHERE document_id = ? AND begin_byte <= ?");
    x.value[1].number = (int64_t)(w.from + bytes);
    int64_t end = look_count(&x, "SELECT min(end_byte) FROM sentences WHERE document_id = ? AND end_byte >= ?");
    w.to = end && w.from + bytes < all ? (uint64_t)end : all;
    return w;
}

static void put_list(look *l, json *j, const char *key, const char *sql)
{
    json_key(j, key);
    json_open(j, '[');
    look_rows(l, j, sql);
    json_close(j, ']');
}

/* A passage of document ?1 that begins in [?2, ?3), as this side sees it: `own` and `other` are a and b, or b and a. */
#define COPIED(own, other, from, to)                                                                                     \
    "SELECT p.id AS copy, p.class AS kind, p.class NOT IN ('boilerplate', 'formula') AS \"one_voice?\", json_array(p." own  \
    "_begin_byte, p." own "_end_byte) AS \"span!\", CASE p.direction WHEN '" from "' THEN 'from' WHEN '" to "' THEN 'to' ELSE" \
    " '?' END AS direction, p.confidence, p.equal, (SELECT coalesce(max(CASE WHEN q.copy_id = p.id THEN lineage_id END), min(lineage_id)) FROM lineage_places q WHERE q.document_id = ?1 AND"   \
    " q.begin_byte < p." own "_end_byte AND q.end_byte > p." own "_begin_byte)" \
    " AS lineage, " LOOK_PLACE " AS \"other!\", json_array(p." other "_begin_byte, p." other "_end_byte) AS \"other_span!\", p." own \
    "_begin_byte AS \"at!\" FROM copies p JOIN documents d ON d.id = p." other "_document_id WHERE p." own "_document_id = ?1"  \
    " AND p." own "_begin_byte < ?3 AND p." own "_end_byte > ?2"

/* Without the column that only orders. */
#define COPIED_COLUMNS "copy, kind, \"one_voice?\", \"span!\", direction, confidence, equal, lineage, \"other!\", \"other_span!\""

static void put_marks(look *l, json *j)
{
    put_list(l, j, "sentences", "SELECT json_array(begin_byte, end_byte) AS \"span!\", is_heading AS \"heading?\", paragraph FROM sentences"
                                " WHERE document_id = ?1 AND begin_byte >= ?2 AND begin_byte < ?3 ORDER BY number");
    put_list(l, j, "claims",
             arena_printf(l->c->door, "SELECT %s AS \"!\" FROM case_claims k" LOOK_CLAIM_TABLES " WHERE k.document_id = ?1 AND"
                                      " c.begin_byte >= ?2 AND c.begin_byte < ?3 ORDER BY c.begin_byte, k.id", look_claim_object).p);
    put_list(l, j, "copied", "SELECT " COPIED_COLUMNS " FROM (" COPIED("a", "b", "ba", "ab") " UNION ALL " COPIED("b", "a", "ab", "ba")
                             ") ORDER BY \"at!\", copy");
    put_list(l, j, "mentions", "SELECT x.id AS actor, coalesce(x.name, y.name) AS name, json_array(m.begin_byte, m.end_byte) AS \"span!\""
                               " FROM mentions m JOIN document_actors y ON y.document_id = m.document_id AND y.number = m.actor LEFT JOIN"
                               " actor_joins v ON v.document_id = m.document_id AND v.document_actor = m.actor LEFT JOIN actors x ON"
                               " x.id = v.actor_id WHERE m.document_id = ?1 AND m.begin_byte >= ?2 AND m.begin_byte < ?3 ORDER BY m.begin_byte, m.number");
}

void look_document(look *l, json *j)
{
    window w = window_of(l);
    look_number(l, "", (uint64_t)w.id);
    look_number(l, "", w.from);
    look_number(l, "", w.to);
    buf head = { .a = l->c->door };
    json h = json_begin(&head);
    look_one(l, &h,
             "SELECT " FACTS ", d.origin, o.length AS original_bytes, g.at AS added_at, g.who AS added_by, d.run_id AS run, ?2 AS text_from,"
             " ?3 AS text_to, CAST(substr(CAST(d.text AS BLOB), ?2 + 1, ?3 - ?2) AS TEXT) AS text FROM documents d JOIN _originals o ON"
             " o.document_id = d.id JOIN audit_log g ON g.seq = d.audit_seq WHERE d.id = ?1",
             "document");
    json_open(j, '{');
    json_raw(j, str_sub(buf_str(&head), 1, head.n - 1));
    put_marks(l, j);
    json_close(j, '}');
}
