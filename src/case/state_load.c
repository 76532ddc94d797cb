/*
 * state_load.c - the state as it was saved, with documents by the numbers they have today.
 */
#include "case/inside.h"

READ_NAME(source_kind, source_kind_name)
READ_NAME(actor_class, actor_class_name)
READ_NAME(copy_class, copy_class_name)
READ_NAME(copy_direction, copy_direction_name)
READ_NAME(open_slot, case_slot_name)

static uint32_t get_document(row *r)
{
    return order_number(r->c, get_i64(r));
}

static void load_aliases(case_file *c, uint32_t number, case_actor *x)
{
    VEC(hs_str) list = { 0 };
    row r = row_of(c, DB_STATE_ALIASES);
    put_ref(&r, number);
    while (row_next(&r)) {
        hs_str *one = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        *one = get_str(&r);
    }
    x->alias = list.at;
    x->aliases = (uint32_t)list.n;
}

static void load_actors(case_file *c, state *s)
{
    VEC(case_actor) actors = { 0 };
    row r = row_of(c, DB_STATE_ACTORS);
    while (row_next(&r)) {
        case_actor *x = VEC_ADD(c->door, &actors);
        get_place(&r, actors.n);
        x->name = get_str(&r);
        x->key = get_str(&r);
        x->code = get_str(&r);
        x->class = read_actor_class_name(&r);
        x->parent = get_ref(&r);
    }
    for (uint32_t i = 0; i < actors.n; i++) load_aliases(c, i, &actors.at[i]);
    VEC(actor_join) joins = { 0 };
    r = row_of(c, DB_STATE_JOINS);
    while (row_next(&r)) {
        actor_join *x = VEC_ADD(c->door, &joins);
        get_place(&r, joins.n);
        x->document = get_document(&r);
        x->local = get_ref(&r);
        x->actor = get_ref(&r);
        x->reason = arena_str(c->door, peek_str(&r)).p;
    }
    s->actor = actors.at;
    s->actors = (uint32_t)actors.n;
    s->join = joins.at;
    s->joins = (uint32_t)joins.n;
}

static void load_sources(case_file *c, state *s)
{
    VEC(case_source) list = { 0 };
    row r = row_of(c, DB_STATE_SOURCES);
    while (row_next(&r)) {
        case_source *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        x->name = get_str(&r);
        x->kind = read_source_kind_name(&r);
        x->actor = get_ref(&r);
        x->key = get_str(&r);
        x->claims = get_u32(&r);
        x->origins = get_u32(&r);
        double *const reals[] = { &x->sensitivity, &x->sensitivity_low, &x->sensitivity_high,
                                  &x->specificity, &x->specificity_low, &x->specificity_high };
        for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) *reals[k] = get_double(&r);
    }
    s->source = list.at;
    s->sources = (uint32_t)list.n;
}

static void load_items(case_file *c, state *s)
{
    VEC(item) list = { 0 };
    row r = row_of(c, DB_STATE_ITEMS);
    while (row_next(&r)) {
        item *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        x->question = get_str(&r);
        x->key = get_str(&r);
        x->frame = get_str(&r);
        x->open = read_case_slot_name(&r);
        x->agent = get_ref(&r);
        x->patient = get_ref(&r);
        x->several_truths = get_bool(&r);
        x->event = get_ref(&r);
    }
    s->item = list.at;
    s->items = (uint32_t)list.n;
}

static void load_answers(case_file *c, state *s)
{
    VEC(answer) list = { 0 };
    row r = row_of(c, DB_STATE_ANSWERS);
    while (row_next(&r)) {
        answer *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        x->item = get_ref(&r);
        x->words = get_str(&r);
        x->sentence = get_str(&r);
        x->key = get_str(&r);
        x->actor = get_ref(&r);
        x->number = get_double(&r);
        x->asserted = get_u32(&r);
        x->denied = get_u32(&r);
        x->origins_asserted = get_u32(&r);
        x->origins_denied = get_u32(&r);
        x->belief = get_double(&r);
        x->low = get_double(&r);
        x->high = get_double(&r);
        x->pivot = get_ref(&r);
        x->without_pivot = get_double(&r);
        x->too_little = get_bool(&r);
        x->split = get_bool(&r);
    }
    s->answer = list.at;
    s->answers = (uint32_t)list.n;
}

static void load_claims(case_file *c, state *s)
{
    VEC(case_claim) claims = { 0 };
    row r = row_of(c, DB_STATE_CLAIMS);
    while (row_next(&r)) {
        case_claim *x = VEC_ADD(c->door, &claims);
        get_place(&r, claims.n);
        x->document = get_document(&r);
        x->local = get_ref(&r);
        x->source = get_ref(&r);
        x->answer = get_ref(&r);
        x->count_answer = get_ref(&r);
        x->origin = get_ref(&r);
        x->twin = get_ref(&r);
    }
    VEC(origin) origins = { 0 };
    r = row_of(c, DB_STATE_ORIGINS);
    while (row_next(&r)) {
        origin *x = VEC_ADD(c->door, &origins);
        get_place(&r, origins.n);
        x->first_claim = get_ref(&r);
        x->claims = get_u32(&r);
        x->reason = get_str(&r);
    }
    s->claim = claims.at;
    s->claims = (uint32_t)claims.n;
    s->origin = origins.at;
    s->origins = (uint32_t)origins.n;
}

static void load_copies(case_file *c, state *s)
{
    VEC(copy) list = { 0 };
    row r = row_of(c, DB_STATE_COPIES);
    while (row_next(&r)) {
        copy *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        x->a = get_document(&r);
        x->in_a = get_span(&r);
        x->b = get_document(&r);
        x->in_b = get_span(&r);
        x->class = read_copy_class_name(&r);
        x->direction = read_copy_direction_name(&r);
        x->confidence = get_double(&r);
        x->bits = get_double(&r);
        x->tokens = get_u32(&r);
        x->equal = get_double(&r);
    }
    s->copy = list.at;
    s->copies = (uint32_t)list.n;
}

static void load_places(case_file *c, uint32_t number, lineage *x)
{
    VEC(lineage_place) list = { 0 };
    row r = row_of(c, DB_STATE_PLACES);
    put_ref(&r, number);
    while (row_next(&r)) {
        lineage_place *p = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        p->document = get_document(&r);
        p->at = get_span(&r);
        p->parent = get_ref(&r);
        p->copy = get_ref(&r);
    }
    if (list.n != x->places) db_damaged(c, "a place of a lineage is missing");
    x->place = list.at;
}

static void load_lineages(case_file *c, state *s)
{
    VEC(lineage) list = { 0 };
    row r = row_of(c, DB_STATE_LINEAGES);
    while (row_next(&r)) {
        lineage *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        x->places = get_u32(&r);
        x->origins = get_u32(&r);
    }
    for (uint32_t i = 0; i < list.n; i++) load_places(c, i, &list.at[i]);
    s->lineage = list.at;
    s->lineages = (uint32_t)list.n;
}

void read_state(case_file *c, state *s)
{
    *s = (state){ 0 };
    load_actors(c, s);
    load_sources(c, s);
    load_items(c, s);
    load_answers(c, s);
    load_claims(c, s);
    load_copies(c, s);
    load_lineages(c, s);
    load_found(c, s);
    char why[WHY];
    if (!state_valid(s, &c->order, why)) arena_leave(c->door, HS_BAD_CASE, "the case is damaged: state: %s", why);
}

typedef struct {
    state *state;
    bool fresh;
} load_args;

static void load_work(case_file *c, void *args)
{
    load_args *a = args;
    order_refresh(c, true);
    hs_str documents = STR("");
    row r = row_of(c, DB_INFO_GET);
    put_text(&r, STR("state_documents"));
    while (row_next(&r)) documents = get_str(&r);
    uint64_t n;
    a->fresh = str_to_u64(documents, &n) && n == c->order.n;
    read_state(c, a->state);
}

hs_status case_state(case_file *c, arena *a, state *out, bool *fresh, hs_error *err)
{
    load_args args = { out, false };
    *out = (state){ 0 };
    hs_status status = case_run_read(c, a, load_work, &args, err);
    if (fresh) *fresh = status == HS_OK && args.fresh;
    if (status != HS_OK) *out = (state){ 0 };
    return status;
}
