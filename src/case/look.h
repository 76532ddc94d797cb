/*
 * look.h - what the files that make pages share: a statement put together from fixed pieces, and its rows as JSON.
 *
 * A page is a SELECT.  Its columns become members of an object, named and typed by their aliases: "name" as SQLite
 * holds it (NULL is null), "name\x01" as the spans between its characters 1 and 2, "name?" as true or false, "name!" as JSON that the column holds, "!" as an object whose
 * members stand in this one.  Nothing a user typed becomes SQL: pieces are constants, values are bound.
 *
 * "$claims" stands for the table of claims as they are shown: as found, or with people's decisions laid over them.
 *
 * A listing is two SELECTs: `ids`, which finds and orders the rows (one column, id), and what is told about each one.
 */
#ifndef CASE_LOOK_H
#define CASE_LOOK_H
#include "base/json.h"
#include "case/inside.h"

/* A SELECT may be longer than the 4095 bytes that every C compiler must take in one literal; ours take any. */
#pragma GCC diagnostic ignored "-Woverlength-strings"

enum { LOOK_VALUES = 16 };

typedef struct {
    bool is_text;
    int64_t number;
    hs_str text;
} look_value;

typedef struct {
    case_file *c;
    const case_asked *asked;
    buf ids; /* SELECT ... of the ids */
    look_value value[LOOK_VALUES];
    int values;
    const char *count; /* a SELECT of how many ids there are, where it is known without finding them */
} look;

look look_of(case_file *, const case_asked *);
void look_sql(look *, const char *piece);           /* adds to ids */
void look_number(look *, const char *piece, uint64_t); /* with one "?" in it */
void look_text(look *, const char *piece, hs_str);

/* The rows of `sql` as objects, one after the other, without brackets; how many. */
uint64_t look_rows(look *, json *, const char *sql);
/* The one row of `sql` as an object; leaves with HS_NOT_FOUND when there is none. */
void look_one(look *, json *, const char *sql, const char *what);
int64_t look_count(look *, const char *sql);
/* A whole listing, {"rows":[...],"next":...,"total":...}; `told`: "SELECT ... FROM ids CROSS JOIN ...".  Open: the
 * object is left open for more members. */
void look_list(look *, json *, const char *told);
void look_list_open(look *, json *, const char *told);

/* ---- pieces of SQL that several pages have --------------------------------------------------------------------- */

/* Of documents d. */
#define LOOK_PLACE                                                                                                  \
    "json_object('number', document_number(d.id), 'document', 'sha256:' || d.sha256, 'title', d.title, 'publisher',"  \
    " d.publisher, 'author', d.author, 'published', d.published)"
/* null, [b,e] or [[b,e],...] */
#define LOOK_SPANS(at)                                                                                        \
    "json(CASE WHEN " at " IS NULL THEN 'null' WHEN json_array_length(" at ") = 1 THEN json_extract(" at ", '$[0]')" \
    " ELSE " at " END)"
/* Words of documents d; out of the sentence t where they stand in it (the text of a document may be long). */
#define LOOK_CUT(begin, end)                                                                                      \
    "CASE WHEN " begin " >= t.begin_byte AND " end " <= t.end_byte THEN CAST(substr(CAST(t.text AS BLOB), " begin " -" \
    " t.begin_byte + 1, " end " - " begin ") AS TEXT) ELSE CAST(substr(CAST(d.text AS BLOB), " begin " + 1, " end   \
    " - " begin ") AS TEXT) END"
#define LOOK_WORDS(at)                                                                                      \
    "(SELECT group_concat(" LOOK_CUT("json_extract(value, '$[0]')", "json_extract(value, '$[1]')") ", ' ')" \
    " FROM json_each(" at "))"
/* Of claims c. */
#define LOOK_SIDE "CASE WHEN c.certainty = 'unknown' THEN 'open' WHEN c.polarity = 'deny' THEN 'deny' ELSE 'assert' END"
/* A claim of the case, as one object: its columns, and the tables they come from with case_claims k in front. */
extern const char look_claim_object[];
#define LOOK_CLAIM_TABLES                                                                                         \
    " JOIN $claims c ON c.document_id = k.document_id AND c.number = k.claim JOIN documents d ON d.id = k.document_id" \
    " JOIN sentences t ON t.document_id = c.document_id AND t.number = c.sentence JOIN sources s ON s.id = k.source_id" \
    " JOIN origins o ON o.id = k.origin_id LEFT JOIN answers a ON a.id = k.answer_id LEFT JOIN items i ON i.id = a.item_id"
/* The claims in which actor ? plays a part. */
#define LOOK_SAID_OF                                                                                              \
    "SELECT DISTINCT k.id FROM actor_joins v CROSS JOIN $claims c ON c.document_id = v.document_id AND v.document_actor" \
    " IN (c.agent_actor, c.patient_actor) JOIN case_claims k ON k.document_id = c.document_id AND k.claim = c.number"  \
    " WHERE v.actor_id = ?"
/* A sentence t of ids with the claims in it; what it is marked for is put behind. */
#define LOOK_HIT                                                                                                    \
    "'sha256:' || d.sha256 AS document, t.number AS sentence, json_array(t.begin_byte, t.end_byte) AS \"span!\", t.text," \
    " (SELECT json_group_array(k.id) FROM $claims c JOIN case_claims k ON k.document_id = c.document_id AND k.claim ="  \
    " c.number WHERE c.document_id = t.document_id AND c.sentence = t.number) AS \"claims!\", " LOOK_PLACE " AS \"in!\""
#define LOOK_HIT_TABLES " FROM ids CROSS JOIN sentences t ON t.id = ids.id JOIN documents d ON d.id = t.document_id"
/* The actor of that number or name; leaves with HS_NOT_FOUND. */
uint64_t look_actor_named(look *, hs_str);
/* Narrows documents d to since and until. */
void look_within(look *);
/* One claim, by case_claims.id, inside another object. */
const char *look_claim_of(look *, const char *id);

typedef void look_page(look *, json *);
look_page look_case, look_unread, look_questions, look_question, look_origins, look_timeline, look_drift, look_answer,
    look_answer_claims, look_claims, look_claim, look_documents, look_document, look_actors, look_actor, look_says,
    look_said_of, look_mentions, look_sources, look_source, look_source_claims, look_copies, look_lineages, look_search,
    look_custody, look_run;

#endif
