/*
 * rows_answers.c - questions and their answers: all, most contested first, or those that a question asks for.
 *
 * The database finds and orders them, some at a time: a case of a million answers gives its first twenty at once.
 */
#include "pipeline/rows.h"

enum { BATCH = 256 };

typedef struct {
    case_answers which;
    uint64_t found;
} answers_found;

static void find_answers(hs_iter *it)
{
    answers_found *f = it->finding;
    case_list list;
    hs_error err;
    hs_status status = case_find_answers(it->c->file, it->a, &f->which, f->found, f->found + BATCH, &list, &err);
    if (status != HS_OK) arena_leave(it->a, status, "%s", err.what);
    f->found += list.n;
    for (size_t i = 0; i < list.n; i++) *VEC_ADD(it->a, &it->numbers) = list.at[i];
}

/* Two wishes for one part: where they are not the same, nobody can fill both. */
static bool both(uint32_t *part, uint32_t other)
{
    if (other == NOBODY || *part == other) return true;
    if (*part != NOBODY) return false;
    *part = other;
    return true;
}

/* The words of the question, into what is asked for; empty words ask for nothing. */
static hs_status ask_words(hs_iter *it, hs_str words, case_answers *w, hs_error *err)
{
    match_question asked;
    if (!words.n) return HS_OK;
    hs_status status = rows_ask(it->c, it->a, words, &asked, err);
    if (status != HS_OK) return status;
    it->understood = asked.understood;
    it->left_out = asked.left_out;
    bool fits = (!w->frame.n || !asked.frame.n || str_eq(w->frame, asked.frame)) && both(&w->agent, asked.agent) &&
                both(&w->patient, asked.patient);
    if (asked.frame.n) w->frame = asked.frame;
    uint32_t open[] = { asked.either, asked.another };
    for (int i = 0; i < 2 && fits; i++)
        if (!both(&w->either, open[i])) fits = both(&w->another, open[i]);
    if (!fits) return fail(err, HS_NOT_FOUND, "the question and the options ask for different things");
    w->agents_first = w->frame.n && w->patient != NOBODY && w->agent == NOBODY;
    w->part = asked.part;
    w->asks_who = asked.asks_who && w->agent == NOBODY;
    w->asks_number = asked.asks_number;
    w->place = asked.place;
    w->from = asked.from;
    w->to = asked.to;
    return HS_OK;
}

static hs_status ask_options(hs_iter *it, const hs_query *q, case_answers *w, hs_error *err)
{
    row_filter f;
    case_counts n;
    hs_status status = rows_actor(it->c, it->a, q->about, &w->either, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->against, &w->patient, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->by, &w->by, err);
    if (status == HS_OK) status = rows_filter_of(it->c, q, &f, err);
    if (status == HS_OK) status = case_count_state(it->c->file, &n, err);
    if (status == HS_OK && q->number > n.answers)
        status = fail(err, HS_NOT_FOUND, "no answer %llu; the case has %u", (unsigned long long)q->number, n.answers);
    if (status != HS_OK) return status;
    w->frame = q->frame;
    if (q->question > n.items)
        return fail(err, HS_NOT_FOUND, "no question %llu; the case has %u", (unsigned long long)q->question, n.items);
    if (q->question) w->item = (uint32_t)q->question - 1;
    if (q->number) w->number = (uint32_t)q->number - 1;
    w->document = f.only;
    w->since = f.since;
    w->until = f.until;
    w->by_belief = q->words.n > 0;
    return HS_OK;
}

static bool asks_for_all(const hs_query *q)
{
    const hs_str given[] = { q->document, q->about, q->by, q->against, q->frame, q->since, q->until, q->words };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (given[i].n) return false;
    return !q->number && !q->question;
}

/* A place that no claim of the answers names would hide them all: then it is left out, and that is said. */
static hs_status try_place(hs_iter *it, case_answers *w, hs_error *err)
{
    uint64_t n;
    if (w->place == NOBODY) return HS_OK;
    hs_status status = case_count_answers(it->c->file, w, &n, err);
    if (status != HS_OK || n) return status;
    w->place = NOBODY;
    it->understood = arena_printf(it->a, "%.*s (no claim says where: the place is left out)", STR_ARGS(it->understood));
    return HS_OK;
}

/* When nothing is said of an actor in the part that was asked for, what is said of the rest is better than nothing. */
static hs_status try_parts(hs_iter *it, case_answers *w, hs_error *err)
{
    uint64_t n;
    if (!w->frame.n || w->patient == NOBODY || w->agent == NOBODY) return HS_OK;
    hs_status status = case_count_answers(it->c->file, w, &n, err);
    if (status != HS_OK || n) return status;
    w->patient = NOBODY;
    it->understood = arena_printf(it->a, "%.*s (nothing is said of the two together: shown is what the first is said to have done)",
                                  STR_ARGS(it->understood));
    return HS_OK;
}

hs_status rows_asked(hs_iter *it, const hs_query *q, case_answers *w, hs_error *err)
{
    *w = (case_answers){ .number = NOBODY, .item = NOBODY, .agent = NOBODY, .patient = NOBODY, .either = NOBODY,
                         .another = NOBODY, .by = NOBODY, .document = NOBODY, .place = NOBODY };
    const hs_query *kept = rows_keep_query(it, q);
    hs_status status = ask_options(it, kept, w, err);
    if (status == HS_OK) status = ask_words(it, kept->words, w, err);
    if (status == HS_OK) status = try_place(it, w, err);
    return status == HS_OK ? try_parts(it, w, err) : status;
}

static hs_status fill(hs_iter *it, const hs_query *q, bool disputed, hs_error *err)
{
    answers_found *f = TAKE(it->a, 1, answers_found);
    hs_status status = rows_asked(it, q, &f->which, err);
    f->which.disputed = disputed;
    it->whole = !disputed && asks_for_all(q);
    it->asked = &f->which;
    it->finding = f;
    it->more = find_answers;
    return status;
}

static hs_status fill_answers(hs_iter *it, const hs_query *q, hs_error *err)
{
    return fill(it, q, false, err);
}

static hs_status fill_contested(hs_iter *it, const hs_query *q, hs_error *err)
{
    return fill(it, q, true, err);
}

hs_status hs_answers(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_ANSWERS, q, fill_answers, out, err);
}

hs_status hs_contested(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_ANSWERS, q, fill_contested, out, err);
}

hs_status hs_total(hs_iter *it, uint64_t *out, hs_error *err)
{
    *out = 0;
    if (!it->asked) return fail(err, HS_BAD_ARGUMENT, "only rows of answers are counted");
    hs_status status = rows_current(it, it->kind, err);
    return status == HS_OK ? case_count_answers(it->c->file, it->asked, out, err) : status;
}

/* ---- what stands behind them -------------------------------------------------------------------------------------- */

enum { REACH_MOST = 400 }; /* answers whose claims are counted one by one; more, and the figures are the case's */

static void count_voices(const case_voice *v, uint32_t n, map *documents, map *origins, map *claims, hs_reach_row *out)
{
    for (uint32_t i = 0; i < n; i++) {
        bool is_new;
        map_put(documents, (hs_str){ (const char *)&v[i].document, sizeof v[i].document }, &is_new);
        out->documents += is_new;
        map_put(origins, (hs_str){ (const char *)&v[i].origin, sizeof v[i].origin }, &is_new);
        out->origins += is_new;
        map_put(claims, (hs_str){ (const char *)&v[i].claim, sizeof v[i].claim }, &is_new);
        out->denials += is_new && v[i].polarity == POLARITY_DENY && v[i].certainty != CERTAINTY_UNKNOWN;
    }
}

static hs_status reach_of(hs_iter *it, arena *a, const case_list *answers, hs_reach_row *out, hs_error *err)
{
    map documents = { .a = a }, origins = { .a = a }, claims = { .a = a };
    hs_status status = HS_OK;
    for (size_t i = 0; i < answers->n && status == HS_OK; i++) {
        const case_voice *v;
        uint32_t n;
        status = case_voices(it->c->file, a, answers->at[i], &v, &n, err);
        if (status == HS_OK) count_voices(v, n, &documents, &origins, &claims, out);
    }
    return status;
}

static hs_status reach_of_case(hs_iter *it, hs_reach_row *out, hs_error *err)
{
    case_counts n;
    hs_status status = case_count_state(it->c->file, &n, err);
    out->documents = out->of_documents;
    out->origins = n.origins;
    out->denials = n.denials;
    out->whole = true;
    return status;
}

static hs_status reach(hs_iter *it, arena *a, hs_reach_row *out, hs_error *err)
{
    case_list answers = { 0 };
    hs_status status = case_count(it->c->file, &out->of_documents, &out->unread, err);
    if (status == HS_OK) status = library_settled(it->c, &out->settled, err);
    if (status != HS_OK) return status;
    if (!it->asked || it->whole) return reach_of_case(it, out, err);
    status = case_find_answers(it->c->file, a, it->asked, 0, REACH_MOST + 1, &answers, err);
    if (status != HS_OK) return status;
    return answers.n > REACH_MOST ? reach_of_case(it, out, err) : reach_of(it, a, &answers, out, err);
}

hs_status hs_reach(hs_iter *it, hs_reach_row *out, hs_error *err)
{
    *out = (hs_reach_row){ 0 };
    hs_status status = rows_current(it, it->kind, err);
    arena *a = status == HS_OK ? arena_open(NULL, 0) : NULL;
    if (status == HS_OK && !a) status = fail(err, HS_NO_MEMORY, "out of memory");
    if (a && ARENA_DOOR(a)) {
        status = reach(it, a, out, err);
        arena_door_shut(a);
    } else if (a) {
        status = fail_from(err, arena_failure(a), NULL);
    }
    arena_close(a);
    return status;
}

/* ---- rows ---------------------------------------------------------------------------------------------------------- */

static void fill_answer(hs_iter *it, uint32_t number, hs_answer *row)
{
    answer v = rows_get_answer(it->c, it->row, number);
    item i = rows_get_item(it->c, it->row, v.item);
    *row = (hs_answer){ .answer = number + 1,
                        .question = v.item + 1,
                        .question_words = i.question,
                        .words = v.words,
                        .proposition = v.sentence,
                        .frame = i.frame,
                        .actor = v.actor == NOBODY ? 0 : v.actor + 1,
                        .asserted = v.asserted,
                        .denied = v.denied,
                        .origins_asserted = v.origins_asserted,
                        .origins_denied = v.origins_denied,
                        .belief = v.belief,
                        .low = v.low,
                        .high = v.high,
                        .too_little = v.too_little,
                        .split = v.split,
                        .without_pivot = v.without_pivot };
    if (v.pivot != NOBODY) row->pivot_claim = rows_get_origin(it->c, it->row, v.pivot).first_claim + 1;
    row->key = arena_printf(it->row, "%.*s = %.*s", STR_ARGS(i.key), STR_ARGS(v.key));
}

hs_status hs_next_answer(hs_iter *it, hs_answer *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_ANSWERS, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    fill_answer(it, number, row);
    arena_door_shut(it->row);
    return HS_OK;
}

hs_str rows_answer_json(hs_iter *it, uint32_t number)
{
    hs_answer v;
    fill_answer(it, number, &v);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "answer", v.answer);
    json_put_u64(&j, "question", v.question);
    json_put_string(&j, "question_words", v.question_words);
    json_put_string(&j, "words", v.words);
    json_put_string(&j, "proposition", v.proposition);
    json_put_string(&j, "frame", v.frame);
    rows_put_id(&j, "actor", v.actor);
    json_put_u64(&j, "asserted", v.asserted);
    json_put_u64(&j, "denied", v.denied);
    json_put_u64(&j, "origins_asserted", v.origins_asserted);
    json_put_u64(&j, "origins_denied", v.origins_denied);
    json_put_double(&j, "belief", v.belief);
    json_put_double(&j, "low", v.low);
    json_put_double(&j, "high", v.high);
    json_put_bool(&j, "too_little", v.too_little);
    json_put_bool(&j, "split", v.split);
    rows_put_id(&j, "pivot_claim", v.pivot_claim);
    json_put_double(&j, "without_pivot", v.without_pivot);
    json_put_string(&j, "key", v.key);
    json_close(&j, '}');
    return buf_str(&out);
}
