/*
 * look_others.c - copied passages and their families, search, the log, and what the case was read with.
 */
#include "case/look.h"

/* ---- copies ------------------------------------------------------------------------------------------------------ */

#define SIDE(x)                                                                                                          \
    "json_object('number', document_number(" x ".id), 'document', 'sha256:' || " x ".sha256, 'publisher', " x ".publisher,"  \
    " 'published', " x ".published, 'title', " x ".title, 'span', json_array(p." x "_begin_byte, p." x "_end_byte), 'text',"  \
    " CAST(substr(CAST(" x ".text AS BLOB), p." x "_begin_byte + 1, p." x "_end_byte - p." x "_begin_byte) AS TEXT))"
#define COPY_FACTS                                                                                                       \
    "p.id AS copy, p.class AS kind, p.class NOT IN ('boilerplate', 'formula') AS \"one_voice?\", p.direction, p.confidence,"  \
    " p.bits, p.equal, p.tokens, (SELECT coalesce(max(CASE WHEN q.copy_id = p.id THEN lineage_id END), min(lineage_id)) FROM lineage_places q WHERE q.document_id = p.a_document_id AND"        \
    " q.begin_byte < p.a_end_byte AND q.end_byte > p.a_begin_byte) AS lineage," \
    SIDE("a") " AS \"a!\", " SIDE("b") " AS \"b!\""

void look_copies(look *l, json *j)
{
    const case_asked *q = l->asked;
    look_sql(l, "SELECT p.id FROM copies p JOIN documents d ON d.id = p.b_document_id JOIN documents e ON e.id = p.a_document_id WHERE 1");
    if (q->number) look_number(l, " AND p.id = ?", q->number);
    if (q->document != NOBODY) {
        int at = l->values + 1;
        look_number(l, arena_printf(l->c->door, " AND ?%d IN (p.a_document_id, p.b_document_id)", at).p, (uint64_t)order_row(l->c, q->document));
    }
    if (q->from.n) look_text(l, " AND CASE p.direction WHEN 'ab' THEN e.publisher WHEN 'ba' THEN d.publisher END = ?", q->from);
    if (q->by.n) look_text(l, " AND CASE p.direction WHEN 'ab' THEN d.publisher WHEN 'ba' THEN e.publisher END = ?", q->by);
    if (q->from.n || q->by.n) look_sql(l, " AND p.class NOT IN ('boilerplate', 'formula')");
    look_within(l);
    look_sql(l, " ORDER BY p.id");
    look_list(l, j, "SELECT " COPY_FACTS " FROM ids CROSS JOIN copies p ON p.id = ids.id JOIN documents a ON a.id = p.a_document_id JOIN documents b"
                    " ON b.id = p.b_document_id");
}

void look_lineages(look *l, json *j)
{
    look_sql(l, "SELECT g.id FROM lineages g WHERE 1");
    if (l->asked->document != NOBODY)
        look_number(l, " AND g.id IN (SELECT lineage_id FROM lineage_places WHERE document_id = ?)", (uint64_t)order_row(l->c, l->asked->document));
    look_sql(l, " ORDER BY g.places DESC, g.id");
    look_list(l, j, "SELECT g.id AS lineage, g.places, g.origins, " LOOK_PLACE " AS \"first!\", json_array(q.begin_byte,"
                    " q.end_byte) AS \"span!\", (SELECT max(e.published) FROM lineage_places z JOIN"
                    " documents e ON e.id = z.document_id WHERE z.lineage_id = g.id) AS last, CAST(substr(CAST(d.text AS BLOB), q.begin_byte + 1,"
                    " min(240, q.end_byte - q.begin_byte)) AS TEXT) AS text FROM ids CROSS JOIN lineages g ON g.id = ids.id JOIN lineage_places q ON"
                    " q.lineage_id = g.id AND q.number = 1 JOIN documents d ON d.id = q.document_id");
}

/* ---- search ------------------------------------------------------------------------------------------------------ */

/* So many sentences are looked at: a word that stands in more is no word to search by. */
#define FOUND_MOST "5000"
#define HAS_CLAIM "EXISTS (SELECT 1 FROM $claims c WHERE c.document_id = t.document_id AND c.sentence = t.number)"

static void narrow_found(look *l)
{
    const case_asked *q = l->asked;
    if (q->publisher.n) look_text(l, " AND d.publisher = ?", q->publisher);
    if (q->language.n) look_text(l, " AND d.language = ?", q->language);
    if (q->year.n) look_text(l, " AND substr(d.published, 1, 4) = ?", q->year);
    if (q->says.n) look_sql(l, str_eq(q->says, STR("claim")) ? " AND " HAS_CLAIM : " AND NOT " HAS_CLAIM);
    look_within(l);
}

static void put_facet(look *l, json *j, const char *key, const char *value, hs_str found)
{
    json_key(j, key);
    json_open(j, '[');
    look_rows(l, j,
              arena_printf(l->c->door, "SELECT value, count(*) AS \"rows\" FROM (SELECT %s AS value FROM (%.*s) f JOIN sentences t ON t.id = f.id JOIN"
                                       " documents d ON d.id = t.document_id) WHERE value IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
                           value, STR_ARGS(found)).p);
    json_close(j, ']');
}

void look_search(look *l, json *j)
{
    hs_str words = search_query(l->c->door, l->asked->words);
    if (!words.n) arena_leave(l->c->door, HS_BAD_ARGUMENT, "there is no word to search for");
    look_text(l, "SELECT t.id FROM (SELECT rowid, rank AS place FROM sentences_fts WHERE sentences_fts MATCH ?1 LIMIT " FOUND_MOST ") f JOIN"
                 " sentences t ON t.id = f.rowid JOIN documents d ON d.id = t.document_id WHERE 1", words);
    narrow_found(l);
    hs_str found = arena_str(l->c->door, buf_str(&l->ids));
    look_sql(l, " ORDER BY f.place, document_number(d.id), t.number");
    /* The marks: the index says where the words stand by putting a character around each; its offsets are counted here. */
    look_list_open(l, j, "SELECT " LOOK_HIT ", (SELECT highlight(sentences_fts, 0, char(1), char(2)) FROM sentences_fts WHERE sentences_fts MATCH ?1"
                         " AND rowid = t.id) AS \"marks\x01\"" LOOK_HIT_TABLES);
    json_key(j, "facets");
    json_open(j, '{');
    put_facet(l, j, "publisher", "d.publisher", found);
    put_facet(l, j, "year", "substr(d.published, 1, 4)", found);
    put_facet(l, j, "language", "d.language", found);
    put_facet(l, j, "says", "CASE WHEN " HAS_CLAIM " THEN 'claim' ELSE 'none' END", found);
    json_close(j, '}');
    json_close(j, '}');
}

/* ---- custody ----------------------------------------------------------------------------------------------------- */

void look_custody(look *l, json *j)
{
    look_sql(l, "SELECT seq AS id FROM audit_log ORDER BY seq DESC");
    look_list_open(l, j, "SELECT g.seq, g.at, g.who, g.action, g.object, g.detail, g.prev_hash, g.hash FROM ids CROSS JOIN audit_log g ON g.seq = ids.id");
    json_put_u64(j, "entries", (uint64_t)look_count(l, "SELECT max(seq) FROM audit_log"));
    buf head = { .a = l->c->door };
    json h = json_begin(&head);
    look_one(l, &h, "SELECT hash AS head FROM audit_log ORDER BY seq DESC LIMIT 1", "entry");
    json_raw(j, str_sub(buf_str(&head), 1, head.n - 1));
    json_close(j, '}');
}

void look_run(look *l, json *j)
{
    json_open(j, '{');
    json_key(j, "runs");
    json_open(j, '[');
    look_rows(l, j, "SELECT r.id AS run, r.description, (SELECT count(*) FROM documents d WHERE d.run_id = r.id) AS documents FROM runs r ORDER BY r.id");
    json_close(j, ']');
    json_close(j, '}');
}
