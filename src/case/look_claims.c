/*
 * look_claims.c - claims: one, a listing, those behind an answer, of an actor, of a source.
 */
#include "case/look.h"

/* Who or what stands in a place of the claim: the case's actor, else the words. */
#define NAMED(actor, at)                                                                                       \
    "coalesce((SELECT x.name FROM actor_joins v JOIN actors x ON x.id = v.actor_id WHERE v.document_id = c.document_id" \
    " AND v.document_actor = " actor "), " LOOK_WORDS(at) ")"
#define REFERENCE(actor, at)                                                                                       \
    "json(CASE WHEN c." actor " IS NULL AND c." at " IS NULL THEN 'null' ELSE (SELECT json_object('name', coalesce(x.name, " \
    LOOK_WORDS("c." at) "), 'actor', x.id, 'code', x.code, 'span', " LOOK_SPANS("c." at) ") FROM (SELECT 1) LEFT JOIN"  \
    " actor_joins v ON v.document_id = c.document_id AND v.document_actor = c." actor                                \
    " LEFT JOIN actors x ON x.id = v.actor_id) END)"
#define CHAIN                                                                                                     \
    "json((SELECT json_group_array(name) FROM (SELECT CASE h.kind WHEN 'author' THEN 'author' ELSE "                \
    NAMED("h.actor", "h.words_at") " END AS name FROM claim_chains h WHERE h.document_id = c.document_id AND"       \
    " h.claim = c.number ORDER BY h.number)))"
#define HEDGES                                                                                              \
    "json((SELECT json_group_array(" LOOK_CUT("json_extract(value, '$[0]')", "json_extract(value, '$[1]')") \
    ") FROM json_each(c.hedges_at)))"
/* A bound that is none is stored as infinity, which JSON does not know. */
#define BOUND(x) "CASE WHEN abs(" x ") < 1e300 THEN " x " END"

const char look_claim_object[] =
    "json_object('claim', k.id, 'document', 'sha256:' || d.sha256, 'sentence', c.sentence, 'span',"
    " json_array(c.begin_byte, c.end_byte), 'text', " LOOK_CUT("c.begin_byte", "c.end_byte") ","
    " 'source', json_object('kind', c.source_kind, 'source', s.id, 'name', s.name, 'actor', s.actor_id, 'code',"
    " (SELECT code FROM actors WHERE id = s.actor_id), 'span', " LOOK_SPANS("c.source_at") ", 'chain', " CHAIN "),"
    " 'cue', json(CASE WHEN c.cue_at IS NULL THEN 'null' ELSE json_object('lemma', c.cue, 'span', " LOOK_SPANS("c.cue_at") ")"
    " END), 'content', " LOOK_SPANS("c.content_at") ", 'polarity', c.polarity, 'certainty', c.certainty, 'hedges', " HEDGES ","
    " 'hedge_spans', " LOOK_SPANS("c.hedges_at") ", 'quote', c.quote, 'evidence', json_object('kind', c.evidence, 'span', "
    LOOK_SPANS("c.evidence_at") "), 'predicate', json(CASE WHEN c.predicate_at IS NULL THEN 'null' ELSE"
    " json_object('frame', c.frame, 'cameo', c.cameo, 'plover', c.plover, 'lemma', c.predicate, 'span', "
    LOOK_SPANS("c.predicate_at") ") END), 'agent', " REFERENCE("agent_actor", "agent_at") ", 'patient', "
    REFERENCE("patient_actor", "patient_at") ", 'place', " REFERENCE("place_actor", "place_at") ","
    " 'time', json(CASE WHEN c.time_at IS NULL THEN 'null' ELSE json_object('from', c.time_from, 'to', c.time_to, 'span', "
    LOOK_SPANS("c.time_at") ") END), 'number', json(CASE WHEN c.number_at IS NULL THEN 'null' ELSE json_object('low', "
    BOUND("c.number_low") ", 'high', " BOUND("c.number_high") ", 'unit', c.number_unit, 'span', " LOOK_SPANS("c.number_at") ")"
    " END), 'answer', k.answer_id, 'count_answer', k.count_answer_id, 'origin', k.origin_id, 'same_words_as', k.twin_id, 'links', k.links,"
    " 'origin_reason', o.reason, 'question', i.id, 'question_words', i.question, 'answer_words', a.words,"
    " 'sentence_text', t.text, 'sentence_span', json_array(t.begin_byte, t.end_byte), 'in', " LOOK_PLACE ")";

const char *look_claim_of(look *l, const char *id)
{
    return arena_printf(l->c->door, "json((SELECT %s FROM case_claims k" LOOK_CLAIM_TABLES " WHERE k.id = %s))", look_claim_object, id).p;
}

static void list_claims(look *l, json *j)
{
    look_list(l, j,
              arena_printf(l->c->door, "SELECT %s AS \"!\" FROM ids CROSS JOIN case_claims k ON k.id = ids.id" LOOK_CLAIM_TABLES,
                           look_claim_object).p);
}

void look_claim(look *l, json *j)
{
    look_number(l, "", l->asked->number);
    look_one(l, j,
             arena_printf(l->c->door, "SELECT %s AS \"!\" FROM case_claims k" LOOK_CLAIM_TABLES " WHERE k.id = ?", look_claim_object).p,
             "claim");
}

/* ---- which actor is meant ---------------------------------------------------------------------------------------- */

uint64_t look_actor_named(look *l, hs_str name)
{
    uint64_t number;
    look x = look_of(l->c, l->asked);
    bool is_number = str_to_u64(name, &number);
    if (is_number) look_number(&x, "", number);
    else look_text(&x, "", name);
    int64_t id = is_number ? look_count(&x, "SELECT id FROM actors WHERE id = ?")
                           : look_count(&x, "SELECT id FROM (SELECT id, 0 AS rank FROM actors WHERE name = ?1 COLLATE NOCASE"
                                            " UNION ALL SELECT actor_id, 1 FROM actor_aliases WHERE alias = ?1 COLLATE NOCASE)"
                                            " ORDER BY rank, id LIMIT 1");
    if (!id) arena_leave(l->c->door, HS_NOT_FOUND, "nobody in the case is called \"%.*s\"", STR_ARGS(name));
    return (uint64_t)id;
}

/* ---- the listing ------------------------------------------------------------------------------------------------- */

/* The claims of documents in which actor ? occurs, that pass: driven by the actor, for most documents know nothing of it. */
#define OF_ACTOR(passes)                                                                                            \
    " AND k.id IN (SELECT y.id FROM actor_joins v CROSS JOIN $claims c ON c.document_id = v.document_id JOIN case_claims y" \
    " ON y.document_id = c.document_id AND y.claim = c.number WHERE v.actor_id = ? AND " passes ")"
#define PLAYS "v.document_actor IN (c.agent_actor, c.patient_actor)"
/* Spoken of: plays a part, or is mentioned in the content. */
#define SPOKEN_OF                                                                                                   \
    "(" PLAYS " OR EXISTS (SELECT 1 FROM mentions m, json_each(c.content_at) p WHERE m.document_id = c.document_id AND m.actor =" \
    " v.document_actor AND m.sentence >= c.sentence AND m.begin_byte >= json_extract(p.value, '$[0]') AND m.end_byte <="       \
    " json_extract(p.value, '$[1]')))"

static void narrow_by_actor(look *l, hs_str name, const char *piece)
{
    if (name.n) look_number(l, piece, look_actor_named(l, name));
}

/* "since 2031-03" and "until 2031-03" hold all of that month: dates are compared as far as both are known. */
void look_within(look *l)
{
    if (l->asked->since.n) look_text(l, " AND substr(d.published || '-99-99', 1, 10) >= ?", l->asked->since);
    if (l->asked->until.n) look_text(l, " AND substr(d.published, 1, length(?)) <= ", l->asked->until), look_text(l, "?", l->asked->until);
}

void look_claims(look *l, json *j)
{
    const case_asked *q = l->asked;
    look_sql(l, "SELECT k.id FROM case_claims k");
    if (q->frame.n) look_sql(l, " JOIN $claims c ON c.document_id = k.document_id AND c.number = k.claim");
    if (q->since.n || q->until.n) look_sql(l, " JOIN documents d ON d.id = k.document_id");
    look_sql(l, " WHERE 1");
    if (q->document != NOBODY) look_number(l, " AND k.document_id = ?", (uint64_t)order_row(l->c, q->document));
    narrow_by_actor(l, q->about, OF_ACTOR(SPOKEN_OF));
    narrow_by_actor(l, q->with, OF_ACTOR(PLAYS));
    narrow_by_actor(l, q->by, " AND k.source_id IN (SELECT id FROM sources WHERE actor_id = ?)");
    narrow_by_actor(l, q->against, OF_ACTOR("v.document_actor = c.patient_actor"));
    if (q->frame.n) look_text(l, " AND c.frame = ?", q->frame);
    look_within(l);
    bool all = str_eq(buf_str(&l->ids), STR("SELECT k.id FROM case_claims k WHERE 1"));
    if (all) l->count = "SELECT coalesce(max(id), 0) FROM case_claims"; /* they are numbered from 1 without a gap */
    look_sql(l, " ORDER BY k.id");
    list_claims(l, j);
}

void look_answer_claims(look *l, json *j)
{
    const case_asked *q = l->asked;
    look_number(l, "SELECT k.id FROM case_claims k JOIN $claims c ON c.document_id = k.document_id AND c.number = k.claim"
                   " WHERE (k.answer_id = ?1 OR k.count_answer_id = ?1)", q->number);
    if (!look_count(l, "SELECT id FROM answers WHERE id = ?")) arena_leave(l->c->door, HS_NOT_FOUND, "no answer %llu", (unsigned long long)q->number);
    if (q->side.n) look_text(l, " AND " LOOK_SIDE " = ?", q->side);
    if (q->origin) look_number(l, " AND k.origin_id = ?", q->origin);
    look_sql(l, " ORDER BY CASE " LOOK_SIDE " WHEN 'assert' THEN 0 WHEN 'deny' THEN 1 ELSE 2 END, k.origin_id, k.id");
    list_claims(l, j);
}

void look_says(look *l, json *j)
{
    look_number(l, "SELECT k.id FROM sources s CROSS JOIN case_claims k ON k.source_id = s.id WHERE s.actor_id = ? ORDER BY k.id", l->asked->number);
    list_claims(l, j);
}

void look_said_of(look *l, json *j)
{
    look_number(l, LOOK_SAID_OF " ORDER BY 1", l->asked->number);
    list_claims(l, j);
}

void look_source_claims(look *l, json *j)
{
    look_number(l, "SELECT k.id FROM case_claims k WHERE k.source_id = ? ORDER BY k.id", l->asked->number);
    list_claims(l, j);
}
