/*
 * look_actors.c - actors and their dossiers; sources and their records.
 */
#include "case/look.h"

enum { NEIGHBOURS_MOST = 300, ROLES_MOST = 100, JOINS_MOST = 200 };

#define ALIASES "(SELECT json_group_array(alias) FROM (SELECT alias FROM actor_aliases WHERE actor_id = x.id ORDER BY number)) AS \"aliases!\""

void look_actors(look *l, json *j)
{
    look_sql(l, "SELECT x.id FROM actor_summaries y JOIN actors x ON x.id = y.actor_id WHERE 1");
    if (l->asked->about.n) {
        int at = l->values + 1;
        look_text(l, arena_printf(l->c->door, " AND (instr(lower(x.name), lower(?%d)) OR EXISTS (SELECT 1 FROM actor_aliases z WHERE z.actor_id ="
                                              " x.id AND instr(lower(z.alias), lower(?%d))))", at, at).p, l->asked->about);
    }
    look_sql(l, " ORDER BY y.place");
    look_list(l, j, "SELECT x.id AS actor, x.name, x.class, x.code, " ALIASES ", y.documents, y.said, y.said_of AS said_about FROM ids"
                    " CROSS JOIN actors x ON x.id = ids.id JOIN actor_summaries y ON y.actor_id = x.id");
}

static void put_list(look *l, json *j, const char *key, const char *sql)
{
    json_key(j, key);
    json_open(j, '[');
    look_rows(l, j, sql);
    json_close(j, ']');
}

/* Names that documents use for actor ?, and why they were taken for it. */
#define JOINS                                                                                                    \
    "SELECT z.name, z.reason, z.documents, " LOOK_PLACE " AS \"first!\" FROM (SELECT y.name, v.reason, count(DISTINCT"  \
    " v.document_id) AS documents, min(document_number(v.document_id)) AS first, v.document_id AS id FROM actor_joins v JOIN" \
    " document_actors y ON y.document_id = v.document_id AND y.number = v.document_actor WHERE v.actor_id = ? GROUP BY 1, 2)" \
    " z JOIN documents d ON d.id = z.id ORDER BY z.documents DESC, z.name LIMIT "

/* The others in claims in which actor ?1 plays a part. */
#define NEIGHBOURS                                                                                                \
    "(SELECT u.actor_id AS actor, k.id AS claim, c.frame FROM actor_joins v CROSS JOIN $claims c ON c.document_id ="  \
    " v.document_id AND v.document_actor IN (c.agent_actor, c.patient_actor) JOIN case_claims k ON k.document_id = c.document_id" \
    " AND k.claim = c.number JOIN actor_joins u ON u.document_id = c.document_id AND u.document_actor IN (c.agent_actor," \
    " c.patient_actor) WHERE v.actor_id = ?1 AND u.actor_id <> ?1)"

static void put_neighbours(look *l, json *j)
{
    put_list(l, j, "neighbours",
             arena_printf(l->c->door, "SELECT n.actor, x.name, count(DISTINCT n.claim) AS claims, (SELECT json_group_array(frame) FROM (SELECT"
                                      " DISTINCT frame FROM " NEIGHBOURS " m WHERE m.actor = n.actor AND frame IS NOT NULL ORDER BY 1 LIMIT 12))"
                                      " AS \"frames!\" FROM " NEIGHBOURS " n JOIN actors x ON x.id = n.actor GROUP BY n.actor ORDER BY 3 DESC,"
                                      " x.name COLLATE NOCASE, n.actor LIMIT %d", NEIGHBOURS_MOST).p);
    int64_t all = look_count(l, "SELECT count(DISTINCT actor) FROM " NEIGHBOURS);
    json_put_u64(j, "neighbours_left", all > NEIGHBOURS_MOST ? (uint64_t)(all - NEIGHBOURS_MOST) : 0);
}

/* Claims that give actor ? a part in a relation: relations are what may have several answers at a time, events are not. */
static void put_roles(look *l, json *j)
{
    put_list(l, j, "roles",
             arena_printf(l->c->door, "SELECT %s AS \"!\" FROM (SELECT DISTINCT id FROM (" LOOK_SAID_OF ")) p CROSS JOIN case_claims k ON k.id = p.id"
                                      LOOK_CLAIM_TABLES " WHERE i.several_truths AND c.certainty <> 'unknown' ORDER BY coalesce(c.time_from, d.published), k.id"
                                      " LIMIT %d", look_claim_object, ROLES_MOST).p);
}

void look_actor(look *l, json *j)
{
    look_number(l, "", l->asked->number);
    buf head = { .a = l->c->door };
    json h = json_begin(&head);
    look_one(l, &h, "SELECT x.id AS actor, x.name, x.class, x.code, " ALIASES ", y.documents, y.said, y.said_of AS said_about,"
                    " (SELECT min(s.id) FROM sources s WHERE s.actor_id = x.id) AS source, (SELECT json_object('actor', p.id, 'name', p.name)"
                    " FROM actors p WHERE p.id = x.parent_id) AS \"part_of!\" FROM actors x JOIN actor_summaries y ON y.actor_id = x.id"
                    " WHERE x.id = ?", "actor");
    json_open(j, '{');
    json_raw(j, str_sub(buf_str(&head), 1, head.n - 1));
    put_list(l, j, "parts", "SELECT id AS actor, name FROM actors WHERE parent_id = ? ORDER BY name COLLATE NOCASE, id LIMIT 300");
    put_list(l, j, "joins", arena_printf(l->c->door, JOINS "%d", JOINS_MOST).p);
    put_roles(l, j);
    put_neighbours(l, j);
    json_close(j, '}');
}

void look_mentions(look *l, json *j)
{
    look_number(l, "SELECT DISTINCT t.id FROM actor_joins v JOIN mentions m ON m.document_id = v.document_id AND m.actor = v.document_actor JOIN"
                   " sentences t ON t.document_id = m.document_id AND t.number = m.sentence WHERE v.actor_id = ? ORDER BY"
                   " document_number(t.document_id), t.number", l->asked->number);
    const char *marks = arena_printf(l->c->door, "(SELECT json_group_array(json_array(m.begin_byte - t.begin_byte, m.end_byte - t.begin_byte)) FROM mentions m JOIN"
                                  " actor_joins v ON v.document_id = m.document_id AND v.document_actor = m.actor WHERE m.document_id = t.document_id"
                                  " AND m.sentence = t.number AND v.actor_id = %llu)", (unsigned long long)l->asked->number).p;
    look_list(l, j, arena_printf(l->c->door, "SELECT " LOOK_HIT ", %s AS \"marks!\"" LOOK_HIT_TABLES, marks).p);
}

/* ---- sources ----------------------------------------------------------------------------------------------------- */

/* A source of whom nothing was weighed has zeros throughout: it has no record. */
#define FIGURE(x) "CASE WHEN s.sensitivity_high > 0 OR s.specificity_high > 0 THEN s." x " END AS " x
#define RECORD                                                                                                      \
    "s.id AS source, s.kind, s.name, s.actor_id AS actor, s.claims, s.origins, " FIGURE("sensitivity") ", " FIGURE("sensitivity_low") \
    ", " FIGURE("sensitivity_high") ", " FIGURE("specificity") ", " FIGURE("specificity_low") ", " FIGURE("specificity_high")

void look_sources(look *l, json *j)
{
    look_sql(l, "SELECT s.id FROM sources s WHERE 1");
    if (l->asked->about.n) look_text(l, " AND instr(lower(s.name), lower(?))", l->asked->about);
    look_sql(l, " ORDER BY s.claims DESC, s.name COLLATE NOCASE, s.id");
    look_list(l, j, "SELECT " RECORD ", (SELECT json_object('document', 'sha256:' || d.sha256, 'span', json_array(t.begin_byte, t.end_byte),"
                    " 'text', t.text) FROM case_claims k JOIN $claims c ON c.document_id = k.document_id AND c.number = k.claim JOIN documents d"
                    " ON d.id = k.document_id JOIN sentences t ON t.document_id = c.document_id AND t.number = c.sentence WHERE k.id ="
                    " (SELECT min(k.id) FROM case_claims k WHERE k.source_id = s.id)) AS \"example!\" FROM ids CROSS JOIN sources s ON s.id = ids.id");
}

/* The outlets whose own voice source ? is. */
#define OUTLETS "SELECT DISTINCT d.publisher FROM case_claims k JOIN documents d ON d.id = k.document_id WHERE k.source_id = ? AND d.publisher <> ''"
#define TAKEN(own, other)                                                                                             \
    "SELECT " other " AS publisher, sum(passages) AS passages, sum(documents) AS documents, min(example_copy_id) AS example FROM" \
    " publisher_summaries WHERE " own " IN (" OUTLETS ") AND (SELECT kind FROM sources WHERE id = ?1) = 'author' GROUP BY 1 ORDER BY 2 DESC, 1"

void look_source(look *l, json *j)
{
    look_number(l, "", l->asked->number);
    buf head = { .a = l->c->door };
    json h = json_begin(&head);
    look_one(l, &h, "SELECT " RECORD ", (SELECT count(DISTINCT k.document_id) FROM case_claims k WHERE k.source_id = s.id) AS documents FROM sources s"
                    " WHERE s.id = ?", "source");
    json_open(j, '{');
    json_raw(j, str_sub(buf_str(&head), 1, head.n - 1));
    json_key(j, "publishers");
    buf names = { .a = l->c->door };
    json n = json_begin(&names);
    look_one(l, &n, "SELECT (SELECT json_group_array(publisher) FROM (" OUTLETS " ORDER BY 1 COLLATE NOCASE LIMIT 100)) AS \"p!\"", "source");
    json_raw(j, str_sub(buf_str(&names), 5, names.n - 1)); /* {"p":[...]} */
    put_list(l, j, "copies_from", TAKEN("taker", "giver"));
    put_list(l, j, "copied_by", TAKEN("giver", "taker"));
    json_close(j, '}');
}
