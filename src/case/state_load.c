/*
 * state_load.c - the state as it was saved, with documents by the numbers they have today.
 */
#include "case/inside.h"

READ_NAME(source_kind, source_kind_name)
READ_NAME(actor_class, actor_class_name)
READ_NAME(copy_class, copy_class_name)
READ_NAME(copy_direction, copy_direction_name)
READ_NAME(open_slot, case_slot_name)
READ_NAME(polarity, polarity_name)
READ_NAME(certainty, certainty_name)

static uint32_t get_document(row *r)
{
    return order_number(r->c, get_i64(r));
}

/* ---- one row -------------------------------------------------------------------------------------------------- */

void read_case_actor(row *r, case_actor *x)
{
    x->name = get_str(r);
    x->key = get_str(r);
    x->code = get_str(r);
    x->class = read_actor_class_name(r);
    x->parent = get_ref(r);
}

void read_case_source(row *r, case_source *x)
{
    x->name = get_str(r);
    x->kind = read_source_kind_name(r);
    x->actor = get_ref(r);
    x->key = get_str(r);
    x->claims = get_u32(r);
    x->origins = get_u32(r);
    double *const reals[] = { &x->sensitivity, &x->sensitivity_low, &x->sensitivity_high,
                              &x->specificity, &x->specificity_low, &x->specificity_high };
    for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) *reals[k] = get_double(r);
}

void read_case_item(row *r, item *x)
{
    x->question = get_str(r);
    x->key = get_str(r);
    x->frame = get_str(r);
    x->open = read_case_slot_name(r);
    x->agent = get_ref(r);
    x->patient = get_ref(r);
    x->several_truths = get_bool(r);
    x->event = get_ref(r);
}

void read_case_answer(row *r, answer *x)
{
    x->item = get_ref(r);
    x->words = get_str(r);
    x->sentence = get_str(r);
    x->key = get_str(r);
    x->actor = get_ref(r);
    x->number = get_double(r);
    x->asserted = get_u32(r);
    x->denied = get_u32(r);
    x->origins_asserted = get_u32(r);
    x->origins_denied = get_u32(r);
    x->belief = get_double(r);
    x->low = get_double(r);
    x->high = get_double(r);
    x->pivot = get_ref(r);
    x->without_pivot = get_double(r);
    x->too_little = get_bool(r);
    x->split = get_bool(r);
}

void read_case_claim(row *r, case_claim *x)
{
    x->document = get_document(r);
    x->local = get_ref(r);
    x->source = get_ref(r);
    x->answer = get_ref(r);
    x->count_answer = get_ref(r);
    x->origin = get_ref(r);
    x->twin = get_ref(r);
    x->polarity = (uint8_t)read_polarity_name(r);
    x->certainty = (uint8_t)read_certainty_name(r);
    uint32_t links = get_u32(r);
    x->links = (uint8_t)(links < LINKS_MOST ? links : LINKS_MOST);
}

void read_case_origin(row *r, origin *x)
{
    x->first_claim = get_ref(r);
    x->claims = get_u32(r);
    x->reason = get_str(r);
}

void read_case_copy(row *r, copy *x)
{
    x->a = get_document(r);
    x->in_a = get_span(r);
    x->b = get_document(r);
    x->in_b = get_span(r);
    x->class = read_copy_class_name(r);
    x->direction = read_copy_direction_name(r);
    x->confidence = get_double(r);
    x->bits = get_double(r);
    x->tokens = get_u32(r);
    x->equal = get_double(r);
}

void read_case_aliases(case_file *c, uint32_t number, case_actor *x)
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

/* The documents that the state numbered, each once; those that came since are not among them. */
static void load_documents(case_file *c)
{
    size_t n = 0;
    int64_t before = 0;
    row r = row_of(c, DB_STATE_DOCUMENTS);
    while (row_next(&r)) {
        get_place(&r, ++n);
        int64_t number = (int64_t)get_document(&r) + 1;
        int32_t first, last;
        bool dated = date_days(c->order.published[number - 1], &first, &last);
        for (int k = 0; k < 2; k++) {
            bool has = sqlite3_column_type(r.s, r.at + 1) != SQLITE_NULL;
            if (!has) r.at++;
            if (has != dated || (has && get_i64(&r) != (k ? last : first)))
                db_damaged(c, "a document of the state has another date");
        }
        if (number <= before) db_damaged(c, "the documents of the state are out of order");
        before = number;
    }
    uint64_t want = 0;
    hs_str said = read_info(c, "state_documents");
    if (said.n && (!str_to_u64(said, &want) || want != n)) db_damaged(c, "a document of the state is missing");
}

static void load_actors(case_file *c, state *s)
{
    VEC(case_actor) actors = { 0 };
    VEC(uint32_t) documents = { 0 };
    row r = row_of(c, DB_STATE_ACTORS);
    while (row_next(&r)) {
        case_actor *x = VEC_ADD(c->door, &actors);
        get_place(&r, actors.n);
        read_case_actor(&r, x);
        *VEC_ADD(c->door, &documents) = get_u32(&r);
    }
    for (uint32_t i = 0; i < actors.n; i++) read_case_aliases(c, i, &actors.at[i]);
    VEC(actor_join) joins = { 0 };
    uint32_t *last = TAKE(c->door, documents.n, uint32_t);
    r = row_of(c, DB_STATE_JOINS);
    while (row_next(&r)) {
        actor_join *x = VEC_ADD(c->door, &joins);
        get_place(&r, joins.n);
        x->document = get_document(&r);
        x->local = get_ref(&r);
        x->actor = get_ref(&r);
        x->reason = arena_str(c->door, peek_str(&r)).p;
        if (x->actor >= documents.n) continue;
        documents.at[x->actor] -= last[x->actor] != x->document + 1; /* a text may call one actor several names */
        last[x->actor] = x->document + 1;
    }
    for (size_t i = 0; i < documents.n; i++)
        if (documents.at[i]) db_damaged(c, "an actor is in more or fewer documents than it says");
    VEC(actor_form) forms = { 0 };
    r = row_of(c, DB_STATE_FORMS);
    while (row_next(&r)) {
        actor_form *x = VEC_ADD(c->door, &forms);
        x->form = get_str(&r);
        x->actor = get_ref(&r);
        x->is_alias = get_bool(&r);
    }
    s->form = forms.at;
    s->forms = (uint32_t)forms.n;
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
        read_case_source(&r, x);
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
        read_case_item(&r, x);
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
        read_case_answer(&r, x);
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
        read_case_claim(&r, x);
    }
    VEC(origin) origins = { 0 };
    r = row_of(c, DB_STATE_ORIGINS);
    while (row_next(&r)) {
        origin *x = VEC_ADD(c->door, &origins);
        get_place(&r, origins.n);
        read_case_origin(&r, x);
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
        read_case_copy(&r, x);
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

void read_lineage(case_file *c, uint32_t number, lineage *x)
{
    bool found = false;
    row r = row_numbered(c, DB_STATE_LINEAGE_AT, number);
    while (row_next(&r)) {
        get_u32(&r);
        x->places = get_u32(&r);
        x->origins = get_u32(&r);
        found = true;
    }
    if (!found) db_damaged(c, "a lineage is missing");
    load_places(c, number, x);
}

void read_state(case_file *c, state *s)
{
    *s = (state){ 0 };
    load_documents(c);
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

hs_str read_info(case_file *c, const char *name)
{
    hs_str value = STR("");
    row r = row_of(c, DB_INFO_GET);
    put_text(&r, str_of(name));
    while (row_next(&r)) value = get_str(&r);
    return value;
}

static bool info_is(case_file *c, const char *name, uint64_t want)
{
    uint64_t n;
    return str_to_u64(read_info(c, name), &n) && n == want;
}

static bool is_fresh(case_file *c)
{
    int64_t last = 0;
    row r = row_of(c, DB_DECISION_LAST);
    while (row_next(&r)) last = get_i64(&r);
    return info_is(c, "state_documents", c->order.n) && info_is(c, "state_decisions", (uint64_t)last);
}

static void load_work(case_file *c, void *args)
{
    load_args *a = args;
    order_refresh(c, true);
    a->fresh = is_fresh(c);
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

static void fresh_work(case_file *c, void *args)
{
    order_glance(c, true);
    *(bool *)args = is_fresh(c);
}

hs_status case_state_fresh(case_file *c, bool *fresh, hs_error *err)
{
    *fresh = false;
    return case_run_read(c, c->own, fresh_work, fresh, err);
}
