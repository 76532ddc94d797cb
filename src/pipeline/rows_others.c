/*
 * rows_others.c - the listings of documents, sources and actors, and the door to JSON for every listing.
 */
#include "pipeline/rows.h"

/* ---- documents --------------------------------------------------------------------------------------------------- */

static hs_status fill_documents(hs_iter *it, const hs_query *q, hs_error *err)
{
    row_filter f;
    uint32_t documents, unread;
    hs_status status = rows_filter_of(it->c, q, &f, err);
    if (status == HS_OK) status = case_count(it->c->file, &documents, &unread, err);
    if (status == HS_OK && q->number > documents)
        status = fail(err, HS_NOT_FOUND, "no document %llu; the case has %u", (unsigned long long)q->number, documents);
    if (status != HS_OK) return status;
    bool timed = rows_asks_time(&f);
    for (uint32_t i = 0; i < documents; i++)
        if ((f.only == NOBODY || f.only == i) && (!q->number || q->number == i + 1) &&
            (!timed || rows_in_time(&f, rows_document(it, i, it->a)->document.published)))
            *VEC_ADD(it->a, &it->numbers) = i;
    return HS_OK;
}

hs_status hs_documents(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_DOCUMENTS, q, fill_documents, out, err);
}

static hs_str notes_words(arena *a, const document *d)
{
    static const struct {
        uint32_t bit;
        const char *words;
    } note[] = { { NOTE_BOM, "byte-order mark" },
                 { NOTE_ENCODING, "decoded from another encoding" },
                 { NOTE_NUL, "NUL bytes dropped" },
                 { NOTE_MOJIBAKE, "looks decoded twice" },
                 { NOTE_NO_PUNCTUATION, "no sentence boundaries" },
                 { NOTE_CAPITALS, "all capitals" },
                 { NOTE_TRUNCATED, "ends too early" },
                 { NOTE_REPLACED, "some bytes unreadable" } };
    buf out = { .a = a };
    for (size_t i = 0; i < sizeof note / sizeof *note; i++) {
        if (!(d->notes & note[i].bit)) continue;
        if (out.n) buf_add(&out, STR(", "));
        buf_add(&out, str_of(note[i].words));
    }
    return out.n ? buf_str(&out) : STR("");
}

static void fill_document_row(hs_iter *it, uint32_t number, hs_document *row)
{
    const kept_document *k = rows_document(it, number, it->row);
    const document *d = &k->document;
    *row = (hs_document){ .document = number + 1,
                          .id = d->id,
                          .publisher = d->publisher,
                          .author = d->author,
                          .title = d->title,
                          .url = d->url,
                          .language = d->language,
                          .media_type = d->media_type,
                          .encoding = d->encoding,
                          .credit = d->credit,
                          .origin = d->origin,
                          .sentences = k->page.sentences,
                          .claims = k->findings.claims,
                          .bytes = (uint32_t)d->text.n };
    row->published = date_print(it->row, d->published);
    row->notes = notes_words(it->row, d);
}

hs_status hs_next_document(hs_iter *it, hs_document *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_DOCUMENTS, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    fill_document_row(it, number, row);
    arena_door_shut(it->row);
    return HS_OK;
}

/* Where a file lay is no part of the answer: the same documents give the same lines on any machine. */
hs_str rows_document_json(hs_iter *it, uint32_t number)
{
    hs_document d;
    fill_document_row(it, number, &d);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "number", number + 1);
    json_put_string(&j, "document", arena_printf(it->row, "sha256:%.*s", STR_ARGS(d.id)));
    json_put_string(&j, "publisher", d.publisher);
    json_put_string(&j, "author", d.author);
    json_put_string(&j, "title", d.title);
    json_put_string(&j, "url", d.url);
    json_put_string(&j, "language", d.language);
    json_put_string(&j, "published", d.published);
    json_put_string(&j, "media_type", d.media_type);
    json_put_string(&j, "encoding", d.encoding);
    json_put_string(&j, "credit", d.credit);
    json_put_string(&j, "notes", d.notes);
    json_put_u64(&j, "bytes", d.bytes);
    json_put_u64(&j, "sentences", d.sentences);
    json_put_u64(&j, "claims", d.claims);
    json_close(&j, '}');
    return buf_str(&out);
}

/* ---- sources ----------------------------------------------------------------------------------------------------- */

typedef struct {
    hs_str part;
    bool actors;
    uint64_t found;
} names_found;

static void find_names(hs_iter *it)
{
    enum { BATCH = 256 };
    names_found *f = it->finding;
    case_list list;
    hs_error err;
    hs_status status = (f->actors ? case_find_actors : case_find_sources)(it->c->file, it->a, f->part, f->found,
                                                                           f->found + BATCH, &list, &err);
    if (status != HS_OK) arena_leave(it->a, status, "%s", err.what);
    f->found += list.n;
    for (size_t i = 0; i < list.n; i++) *VEC_ADD(it->a, &it->numbers) = list.at[i];
}

static hs_status fill_names(hs_iter *it, hs_id number, uint32_t of, const char *what, bool actors, hs_str part,
                            hs_error *err)
{
    if (number > of)
        return fail(err, HS_NOT_FOUND, "no %s %llu; the case has %u", what, (unsigned long long)number, of);
    if (number) {
        *VEC_ADD(it->a, &it->numbers) = (uint32_t)number - 1;
        return HS_OK;
    }
    names_found *f = TAKE(it->a, 1, names_found);
    *f = (names_found){ .part = part, .actors = actors };
    it->finding = f;
    it->more = find_names;
    return HS_OK;
}

static hs_status fill_sources(hs_iter *it, const hs_query *q, hs_error *err)
{
    case_counts n;
    hs_status status = case_count_state(it->c->file, &n, err);
    hs_str part = arena_str(it->a, q->by.n ? q->by : q->about);
    return status == HS_OK ? fill_names(it, q->number, n.sources, "source", false, part, err) : status;
}

hs_status hs_sources(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_SOURCES, q, fill_sources, out, err);
}

hs_status hs_next_source(hs_iter *it, hs_source *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_SOURCES, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    case_source found = rows_get_source(it->c, it->row, number);
    arena_door_shut(it->row);
    const case_source *x = &found;
    *row = (hs_source){ .source = number + 1,
                        .kind = (hs_source_kind)x->kind,
                        .actor = x->actor == NOBODY ? 0 : x->actor + 1,
                        .name = x->name,
                        .claims = x->claims,
                        .origins = x->origins,
                        .sensitivity = x->sensitivity,
                        .sensitivity_low = x->sensitivity_low,
                        .sensitivity_high = x->sensitivity_high,
                        .specificity = x->specificity,
                        .specificity_low = x->specificity_low,
                        .specificity_high = x->specificity_high };
    return HS_OK;
}

hs_str rows_source_json(hs_iter *it, uint32_t number)
{
    case_source found = rows_get_source(it->c, it->row, number);
    const case_source *x = &found;
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "source", number + 1);
    json_put_string(&j, "kind", str_of(source_kind_name(x->kind)));
    json_put_string(&j, "name", x->name);
    json_key(&j, "actor");
    if (x->actor == NOBODY) json_null(&j);
    else json_u64(&j, x->actor + 1);
    json_put_u64(&j, "claims", x->claims);
    json_put_u64(&j, "origins", x->origins);
    json_put_double(&j, "sensitivity", x->sensitivity);
    json_put_double(&j, "sensitivity_low", x->sensitivity_low);
    json_put_double(&j, "sensitivity_high", x->sensitivity_high);
    json_put_double(&j, "specificity", x->specificity);
    json_put_double(&j, "specificity_low", x->specificity_low);
    json_put_double(&j, "specificity_high", x->specificity_high);
    json_close(&j, '}');
    return buf_str(&out);
}

/* ---- actors ------------------------------------------------------------------------------------------------------ */

static hs_status fill_actors(hs_iter *it, const hs_query *q, hs_error *err)
{
    case_counts n;
    uint32_t one = NOBODY;
    hs_status status = case_count_state(it->c->file, &n, err);
    if (status != HS_OK) return status;
    if (q->about.n && !q->number && rows_actor(it->c, it->a, q->about, &one, NULL) == HS_OK) {
        *VEC_ADD(it->a, &it->numbers) = one;
        return HS_OK;
    }
    hs_str part = q->about.n ? match_name_form(it->a, q->about) : STR("");
    return fill_names(it, q->number, n.actors, "actor", true, part, err);
}

hs_status hs_actors(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_ACTORS, q, fill_actors, out, err);
}

static void count_for_actor(hs_iter *it, uint32_t who, hs_actor *row)
{
    row->mentions_in = (uint32_t)rows_numbers(it->c, it->row, CASE_DOCUMENTS_OF_ACTOR, who).n;
    row->said = (uint32_t)rows_numbers(it->c, it->row, CASE_CLAIMS_OF_ACTOR, who).n;
    row->said_about = (uint32_t)rows_numbers(it->c, it->row, CASE_CLAIMS_ABOUT_ACTOR, who).n;
}

/* The distinct reasons why names were joined to this actor. */
static hs_str reasons_of(hs_iter *it, uint32_t who)
{
    buf out = { .a = it->row };
    case_list joins = rows_numbers(it->c, it->row, CASE_REASONS_OF_ACTOR, who);
    for (size_t i = 0; i < joins.n; i++) {
        hs_str reason;
        hs_error err;
        hs_status status = case_reason(it->c->file, it->row, joins.at[i], &reason, &err);
        if (status != HS_OK) arena_leave(it->row, status, "%s", err.what);
        if (out.n) buf_add(&out, STR("; "));
        buf_add(&out, reason);
    }
    return out.n ? buf_str(&out) : STR("");
}

static case_actor whole_actor(hs_iter *it, uint32_t number)
{
    hs_error err;
    case_actor x = rows_get_actor(it->c, it->row, number);
    hs_status status = case_aliases(it->c->file, it->row, number, &x, &err);
    if (status != HS_OK) arena_leave(it->row, status, "%s", err.what);
    return x;
}

static void fill_actor(hs_iter *it, uint32_t number, const case_actor *x, hs_actor *row)
{
    *row = (hs_actor){ .actor = number + 1,
                       .name = x->name,
                       .class_name = str_of(actor_class_name(x->class)),
                       .code = x->code,
                       .part_of = x->parent == NOBODY ? STR("") : rows_get_actor(it->c, it->row, x->parent).name };
    buf aliases = { .a = it->row };
    for (uint32_t i = 0; i < x->aliases; i++) {
        if (i) buf_add(&aliases, STR("; "));
        buf_add(&aliases, x->alias[i]);
    }
    row->aliases = aliases.n ? buf_str(&aliases) : STR("");
    row->reasons = reasons_of(it, number);
    count_for_actor(it, number, row);
}

hs_status hs_next_actor(hs_iter *it, hs_actor *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_ACTORS, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    case_actor x = whole_actor(it, number);
    fill_actor(it, number, &x, row);
    arena_door_shut(it->row);
    return HS_OK;
}

hs_str rows_actor_json(hs_iter *it, uint32_t number)
{
    case_actor found = whole_actor(it, number);
    const case_actor *x = &found;
    hs_actor row;
    fill_actor(it, number, x, &row);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "actor", number + 1);
    json_put_string(&j, "name", row.name);
    json_put_string(&j, "class", row.class_name);
    json_put_string(&j, "code", row.code.n ? row.code : (hs_str){ NULL, 0 });
    json_key(&j, "aliases");
    json_open(&j, '[');
    for (uint32_t i = 0; i < x->aliases; i++) json_string(&j, x->alias[i]);
    json_close(&j, ']');
    json_key(&j, "part_of");
    if (x->parent == NOBODY) json_null(&j);
    else json_u64(&j, x->parent + 1);
    json_put_u64(&j, "documents", row.mentions_in);
    json_put_u64(&j, "said", row.said);
    json_put_u64(&j, "said_about", row.said_about);
    json_put_string(&j, "joined_by", row.reasons);
    json_close(&j, '}');
    return buf_str(&out);
}

/* ---- faults, and JSON for all -------------------------------------------------------------------------------------
 */

hs_status hs_next_fault(hs_iter *it, hs_fault *row, hs_error *err)
{
    hs_status status = rows_current(it, ROWS_FAULTS, err);
    if (status != HS_OK) return status;
    if (it->at >= it->faults.n) return HS_END;
    *row = it->faults.at[it->at++];
    return HS_OK;
}

static hs_str fault_json(hs_iter *it, const hs_fault *f)
{
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_string(&j, "where", f->document_id);
    json_put_string(&j, "what", f->what);
    json_close(&j, '}');
    return buf_str(&out);
}

static hs_str thing_json(hs_iter *it, uint32_t number)
{
    static void (*const writer[])(json *, const void *) = {
        [ROWS_TIMELINE] = rows_timeline_json, [ROWS_REVIEW] = rows_review_json,  [ROWS_DECISIONS] = rows_decision_json, [ROWS_RUNS] = rows_run_json,
        [ROWS_CHANGES] = rows_change_json
    };
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    writer[it->kind](&j, it->things.at[number]);
    json_close(&j, '}');
    return buf_str(&out);
}

hs_status hs_next_json(hs_iter *it, hs_str *line, hs_error *err)
{
    static hs_str (*const writer[])(hs_iter *, uint32_t) = {
        [ROWS_DOCUMENTS] = rows_document_json, [ROWS_CLAIMS] = rows_claim_json,   [ROWS_ANSWERS] = rows_answer_json,
        [ROWS_COPIES] = rows_copy_json,        [ROWS_SOURCES] = rows_source_json, [ROWS_ACTORS] = rows_actor_json,
        [ROWS_TIMELINE] = thing_json,           [ROWS_DRIFTS] = rows_drift_json,   [ROWS_HITS] = rows_hit_json,
        [ROWS_REVIEW] = thing_json,            [ROWS_DECISIONS] = thing_json,     [ROWS_RUNS] = thing_json,
        [ROWS_CHANGES] = thing_json
    };
    uint32_t number = 0;
    hs_fault fault = { 0 };
    bool is_fault = it->kind == ROWS_FAULTS;
    hs_status status = is_fault ? hs_next_fault(it, &fault, err) : rows_next(it, it->kind, &number, err);
    if (status != HS_OK) return status;
    if (is_fault) arena_reset(it->row);
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    *line = is_fault ? fault_json(it, &fault) : writer[it->kind](it, number);
    arena_door_shut(it->row);
    return HS_OK;
}
