/*
 * state_save.c - what the documents add up to, replaced whole in one transaction.
 *
 * All references are checked here before anything is written; SQLite's own checking of foreign keys is put off for
 * the replacement (it would search the evidence for every deleted row), and case_check runs it over the whole file.
 */
#include "case/inside.h"

#include "base/json.h"

#include <stdio.h>

const char *case_slot_name(open_slot s)
{
    static const char *const name[] = { "agent", "patient", "number", "truth" };
    return (size_t)s < sizeof name / sizeof *name ? name[s] : NULL;
}

static bool wrong(char why[WHY], const char *what, uint32_t number)
{
    snprintf(why, WHY, "%s %u points to what is not there", what, number);
    return false;
}

static bool there(uint32_t to, uint32_t n, bool may_be_none)
{
    return to == NOBODY ? may_be_none : to < n;
}

static bool lineages_valid(const state *s, uint32_t documents, char why[WHY])
{
    for (uint32_t i = 0; i < s->copies; i++) {
        const copy *x = &s->copy[i];
        if (x->a >= documents || x->b >= documents || !copy_class_name(x->class) || !copy_direction_name(x->direction))
            return wrong(why, "copy", i);
    }
    for (uint32_t i = 0; i < s->lineages; i++)
        for (uint32_t k = 0; k < s->lineage[i].places; k++) {
            const lineage_place *x = &s->lineage[i].place[k];
            if (x->document >= documents || x->parent >= s->lineage[i].places || !there(x->copy, s->copies, true))
                return wrong(why, "lineage", i);
        }
    return true;
}

static bool claims_valid(const state *s, uint32_t documents, char why[WHY])
{
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *x = &s->claim[i];
        if (x->document >= documents || x->local == NOBODY || x->source >= s->sources ||
            !polarity_name((polarity)x->polarity) || !certainty_name((certainty)x->certainty) ||
            !there(x->answer, s->answers, true) || !there(x->count_answer, s->answers, true) ||
            x->origin >= s->origins || !there(x->twin, s->claims, true))
            return wrong(why, "claim", i);
    }
    for (uint32_t i = 0; i < s->origins; i++)
        if (s->origin[i].first_claim >= s->claims) return wrong(why, "origin", i);
    return true;
}

bool state_valid(const state *s, const case_order *order, char why[WHY])
{
    for (uint32_t i = 0; i < s->actors; i++)
        if (!there(s->actor[i].parent, s->actors, true) || !actor_class_name(s->actor[i].class))
            return wrong(why, "actor", i);
    for (uint32_t i = 0; i < s->joins; i++)
        if (s->join[i].document >= order->n || s->join[i].actor >= s->actors || s->join[i].local == NOBODY)
            return wrong(why, "actor join", i);
    for (uint32_t i = 0; i < s->forms; i++)
        if (s->form[i].actor >= s->actors) return wrong(why, "form of a name", i);
    for (uint32_t i = 0; i < s->sources; i++)
        if (!there(s->source[i].actor, s->actors, true) || !source_kind_name(s->source[i].kind))
            return wrong(why, "source", i);
    for (uint32_t i = 0; i < s->items; i++) {
        const item *x = &s->item[i];
        if (!case_slot_name(x->open) || !there(x->agent, s->actors, true) || !there(x->patient, s->actors, true) ||
            !there(x->event, s->events, true))
            return wrong(why, "item", i);
    }
    for (uint32_t i = 0; i < s->answers; i++) {
        const answer *x = &s->answer[i];
        if (x->item >= s->items || !there(x->actor, s->actors, true) || !there(x->pivot, s->origins, true))
            return wrong(why, "answer", i);
    }
    return claims_valid(s, order->n, why) && lineages_valid(s, order->n, why) && found_valid(s, why);
}

static void put_document(row *r, uint32_t number)
{
    put_i64(r, r->c->order.row[number]);
}

static void save_documents(case_file *c)
{
    for (uint32_t i = 0; i < c->order.n; i++) {
        int32_t first, last;
        bool dated = date_days(c->order.published[i], &first, &last);
        row r = row_numbered(c, DB_STATE_DOCUMENT_ADD, i);
        put_document(&r, i);
        for (int k = 0; k < 2; k++)
            if (dated) put_i64(&r, k ? last : first);
            else put_str(&r, STR(""));
        row_end(&r);
    }
}

static void save_actors(case_file *c, const state *s)
{
    uint32_t *documents = TAKE(c->door, s->actors, uint32_t), *last = TAKE(c->door, s->actors, uint32_t);
    for (uint32_t i = 0; i < s->joins; i++) { /* by document: a text may call one actor several names */
        const actor_join *x = &s->join[i];
        documents[x->actor] += last[x->actor] != x->document + 1;
        last[x->actor] = x->document + 1;
    }
    for (uint32_t i = 0; i < s->actors; i++) {
        const case_actor *x = &s->actor[i];
        row r = row_numbered(c, DB_STATE_ACTOR_ADD, i);
        put_text(&r, x->name);
        put_text(&r, x->key);
        put_str(&r, x->code);
        put_text(&r, str_of(actor_class_name(x->class)));
        put_ref(&r, x->parent);
        put_i64(&r, documents[i]);
        row_end(&r);
        for (uint32_t k = 0; k < x->aliases; k++) {
            r = row_numbered(c, DB_STATE_ALIAS_ADD, i);
            put_ref(&r, k);
            put_text(&r, x->alias[k]);
            row_end(&r);
        }
    }
    for (uint32_t i = 0; i < s->joins; i++) {
        const actor_join *x = &s->join[i];
        row r = row_numbered(c, DB_STATE_JOIN_ADD, i);
        put_document(&r, x->document);
        put_ref(&r, x->local);
        put_ref(&r, x->actor);
        put_str(&r, str_of(x->reason));
        row_end(&r);
    }
}

static void save_sources(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->sources; i++) {
        const case_source *x = &s->source[i];
        row r = row_numbered(c, DB_STATE_SOURCE_ADD, i);
        put_text(&r, x->name);
        put_text(&r, str_of(source_kind_name(x->kind)));
        put_ref(&r, x->actor);
        put_text(&r, x->key);
        put_i64(&r, x->claims);
        put_i64(&r, x->origins);
        const double reals[] = { x->sensitivity, x->sensitivity_low, x->sensitivity_high,
                                 x->specificity, x->specificity_low, x->specificity_high };
        for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) put_double(&r, reals[k]);
        row_end(&r);
    }
}

static void save_items(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->items; i++) {
        const item *x = &s->item[i];
        row r = row_numbered(c, DB_STATE_ITEM_ADD, i);
        put_text(&r, x->question);
        put_text(&r, x->key);
        put_str(&r, x->frame);
        put_text(&r, str_of(case_slot_name(x->open)));
        put_ref(&r, x->agent);
        put_ref(&r, x->patient);
        put_i64(&r, x->several_truths);
        put_ref(&r, x->event);
        row_end(&r);
    }
}

static void save_answers(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->answers; i++) {
        const answer *x = &s->answer[i];
        row r = row_numbered(c, DB_STATE_ANSWER_ADD, i);
        put_ref(&r, x->item);
        put_text(&r, x->words);
        put_text(&r, x->sentence);
        put_text(&r, x->key);
        put_ref(&r, x->actor);
        put_double(&r, x->number);
        put_i64(&r, x->asserted);
        put_i64(&r, x->denied);
        put_i64(&r, x->origins_asserted);
        put_i64(&r, x->origins_denied);
        put_double(&r, x->belief);
        put_double(&r, x->low);
        put_double(&r, x->high);
        put_ref(&r, x->pivot);
        put_double(&r, x->without_pivot);
        put_i64(&r, x->too_little);
        put_i64(&r, x->split);
        row_end(&r);
    }
}

static void save_forms(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->forms; i++) {
        row r = row_of(c, DB_STATE_FORM_ADD);
        put_text(&r, s->form[i].form);
        put_ref(&r, s->form[i].actor);
        put_i64(&r, s->form[i].is_alias);
        row_end(&r);
    }
}

static void save_claims(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *x = &s->claim[i];
        row r = row_numbered(c, DB_STATE_CLAIM_ADD, i);
        put_document(&r, x->document);
        put_ref(&r, x->local);
        put_ref(&r, x->source);
        put_ref(&r, x->answer);
        put_ref(&r, x->count_answer);
        put_ref(&r, x->origin);
        put_ref(&r, x->twin);
        put_text(&r, str_of(polarity_name((polarity)x->polarity)));
        put_text(&r, str_of(certainty_name((certainty)x->certainty)));
        put_i64(&r, x->links);
        row_end(&r);
    }
    for (uint32_t i = 0; i < s->origins; i++) {
        row r = row_numbered(c, DB_STATE_ORIGIN_ADD, i);
        put_ref(&r, s->origin[i].first_claim);
        put_i64(&r, s->origin[i].claims);
        put_str(&r, s->origin[i].reason);
        row_end(&r);
    }
}

static void save_copies(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->copies; i++) {
        const copy *x = &s->copy[i];
        row r = row_numbered(c, DB_STATE_COPY_ADD, i);
        put_document(&r, x->a);
        put_span(&r, x->in_a);
        put_document(&r, x->b);
        put_span(&r, x->in_b);
        put_text(&r, str_of(copy_class_name(x->class)));
        put_text(&r, str_of(copy_direction_name(x->direction)));
        put_double(&r, x->confidence);
        put_double(&r, x->bits);
        put_i64(&r, x->tokens);
        put_double(&r, x->equal);
        row_end(&r);
    }
}

static void save_lineages(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->lineages; i++) {
        const lineage *x = &s->lineage[i];
        row r = row_numbered(c, DB_STATE_LINEAGE_ADD, i);
        put_i64(&r, x->places);
        put_i64(&r, x->origins);
        row_end(&r);
        for (uint32_t k = 0; k < x->places; k++) {
            r = row_numbered(c, DB_STATE_PLACE_ADD, i);
            put_ref(&r, k);
            put_document(&r, x->place[k].document);
            put_span(&r, x->place[k].at);
            put_ref(&r, x->place[k].parent);
            put_ref(&r, x->place[k].copy);
            row_end(&r);
        }
    }
}

static hs_str save_detail(case_file *c, const state *s, hs_str run, int64_t decisions, hs_str past)
{
    buf b = { .a = c->door };
    json j = json_begin(&b);
    json_open(&j, '{');
    json_put_string(&j, "digest", digest_state(c, s));
    json_put_string(&j, "past", past);
    json_put_u64(&j, "documents", c->order.n);
    json_put_u64(&j, "decisions", (uint64_t)decisions);
    json_put_u64(&j, "claims", s->claims);
    json_put_u64(&j, "items", s->items);
    json_put_u64(&j, "answers", s->answers);
    json_put_string(&j, "run", run);
    json_close(&j, '}');
    return buf_str(&b);
}

static void info_set(case_file *c, const char *name, int64_t value)
{
    row r = row_of(c, DB_INFO_SET);
    put_text(&r, str_of(name));
    put_text(&r, arena_printf(c->door, "%lld", (long long)value));
    row_end(&r);
}

typedef struct {
    const state *state;
    hs_str who, run;
} save_args;

/* The claims as they are shown: a copy of all, for nothing but a table reads as fast. */
static void save_ruled(case_file *c, const state *s)
{
    if (!s->ruleds) return;
    db_exec(c, "INSERT INTO ruled_claims SELECT * FROM claims", "lay decisions over claims");
    for (uint32_t i = 0; i < s->ruleds; i++) {
        const ruled_document *d = &s->ruled[i];
        for (uint32_t k = 0; k < d->claims; k++) {
            row r = row_of(c, DB_RULED_ADD);
            put_claim(&r, order_row(c, d->document), k, &d->claim[k]);
            row_end(&r);
        }
    }
}

static void save_work(case_file *c, void *args)
{
    const save_args *a = args;
    const state *s = a->state;
    char why[WHY];
    order_refresh(c, true);
    if (!state_valid(s, &c->order, why)) arena_leave(c->door, HS_BUG, "a state is not kept: %s", why);
    int64_t audit, decided = 0;
    row last = row_of(c, DB_DECISION_LAST);
    while (row_next(&last)) decided = get_i64(&last);
    hs_str past = past_keep(c, s);
    audit_add(c, a->who, "state", STR("case"), save_detail(c, s, a->run, decided, past), &audit);
    past_add_run(c, s, a->run, audit);
    db_exec(c,
            "DELETE FROM ruled_claims; DELETE FROM drifts; DELETE FROM events; DELETE FROM join_doubts; DELETE FROM lineage_places; DELETE FROM lineages; DELETE FROM copies; DELETE FROM origins;"
            "DELETE FROM case_claims; DELETE FROM answers; DELETE FROM items; DELETE FROM sources;"
            "DELETE FROM actor_joins; DELETE FROM actor_aliases; DELETE FROM actor_forms; DELETE FROM actors;"
            "DELETE FROM case_documents",
            "replace the state");
    save_documents(c);
    save_actors(c, s);
    save_forms(c, s);
    save_sources(c, s);
    save_items(c, s);
    save_answers(c, s);
    save_claims(c, s);
    save_copies(c, s);
    save_lineages(c, s);
    save_found(c, s);
    save_ruled(c, s);
    save_summaries(c);
    db_exec(c, "INSERT INTO actors_fts(actors_fts) VALUES ('rebuild')", "index the names");
    int64_t understood = 0, denials = 0;
    for (uint32_t i = 0; i < s->claims; i++) {
        understood += s->claim[i].answer != NOBODY;
        denials += s->claim[i].polarity == POLARITY_DENY && s->claim[i].certainty != CERTAINTY_UNKNOWN;
    }
    info_set(c, "state_documents", c->order.n);
    info_set(c, "state_decisions", decided);
    info_set(c, "state_understood", understood);
    info_set(c, "state_denials", denials);
    info_set(c, "state_audit_seq", audit);
}

hs_status case_save_state(case_file *c, const state *s, hs_str who, hs_str run, hs_error *err)
{
    if (c->in_batch) return fail(err, HS_BAD_ARGUMENT, "%s: the state is saved between batches, not in one", c->path);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    hs_status status = case_run_write(c, save_work, &(save_args){ s, who, run }, err);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return status;
}
