/*
 * rows_answers.c - questions and their answers: all, most contested first, or those that a question asks for.
 */
#include "pipeline/rows.h"

#include <stdlib.h>

typedef struct {
    hs_str frame;
    uint32_t agent, patient, either;
} wanted;

static bool plays(const state *s, const answer *v, uint32_t who, bool as_agent)
{
    const item *i = &s->item[v->item];
    return as_agent ? i->agent == who || (i->open == SLOT_AGENT && v->actor == who)
                    : i->patient == who || (i->open == SLOT_PATIENT && v->actor == who);
}

static bool answers_it(const state *s, const answer *v, const wanted *w)
{
    if (w->frame.n && !str_eq(s->item[v->item].frame, w->frame)) return false;
    if (w->agent != NOBODY && !plays(s, v, w->agent, true)) return false;
    if (w->patient != NOBODY && !plays(s, v, w->patient, false)) return false;
    return w->either == NOBODY || plays(s, v, w->either, true) || plays(s, v, w->either, false);
}

/* Which answers have a claim by the source `by`, and within the time asked for. */
static hs_status claims_allow(hs_iter *it, const hs_query *q, uint32_t by, bool *allowed, hs_error *err)
{
    const state *s = it->c->state;
    row_filter f;
    hs_status status = rows_filter_of(it->c, q, &f, err);
    if (status != HS_OK) return status;
    bool timed = rows_asks_time(&f);
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *c = &s->claim[i];
        if (by != NOBODY && s->source[c->source].actor != by) continue;
        if (f.only != NOBODY && c->document != f.only) continue;
        if (timed && !rows_in_time(&f, rows_document(it, c->document, it->a)->document.published)) continue;
        if (c->answer != NOBODY) allowed[c->answer] = true;
        if (c->count_answer != NOBODY) allowed[c->count_answer] = true;
    }
    return HS_OK;
}

/* ---- order ------------------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t number;
    uint32_t weaker; /* origins on the side that has fewer, or that speak for another value of the item */
    uint32_t origins;
    double belief;
} ranked;

static int most_contested(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    if (a->weaker != b->weaker) return a->weaker > b->weaker ? -1 : 1;
    if (a->origins != b->origins) return a->origins > b->origins ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static int most_believed(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    if (a->origins != b->origins && (!a->origins || !b->origins)) return a->origins ? -1 : 1;
    if (a->belief != b->belief) return a->belief > b->belief ? -1 : 1;
    return most_contested(x, y);
}

static ranked rank_of(const state *s, uint32_t number)
{
    const answer *v = &s->answer[number];
    uint32_t a = v->origins_asserted, d = v->origins_denied;
    return (ranked){ .number = number, .weaker = a < d ? a : d, .origins = a + d, .belief = v->belief };
}

/* What the words of the question ask for; nothing when there are none. */
static hs_status wanted_by_words(hs_iter *it, hs_str words, wanted *w, hs_error *err)
{
    match_question asked;
    *w = (wanted){ .agent = NOBODY, .patient = NOBODY, .either = NOBODY };
    if (!words.n) return HS_OK;
    if (!it->c->models) return fail(err, HS_BAD_ARGUMENT, "a question needs a case opened with models");
    if (!match_ask(it->a, it->c->models->match, it->c->state, words, &asked))
        return fail(err, HS_NOT_FOUND, "\"%.*s\": no actor and no relation of this case is recognised in it",
                    STR_ARGS(words));
    *w = (wanted){ asked.frame, asked.agent, asked.patient, asked.either };
    it->understood = asked.understood;
    return HS_OK;
}

/* Every field narrows: an answer is listed when all that are given let it through. */
static hs_status fill_answers(hs_iter *it, const hs_query *q, hs_error *err)
{
    const state *s = it->c->state;
    wanted w = { .frame = q->frame, .agent = NOBODY }, asked;
    uint32_t by;
    hs_status status = rows_actor(it->c, it->a, q->about, &w.either, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->against, &w.patient, err);
    if (status == HS_OK) status = rows_actor(it->c, it->a, q->by, &by, err);
    if (status == HS_OK) status = wanted_by_words(it, q->words, &asked, err);
    if (status == HS_OK && q->number > s->answers)
        status = fail(err, HS_NOT_FOUND, "no answer %llu; the case has %u", (unsigned long long)q->number, s->answers);
    if (status != HS_OK) return status;
    bool *allowed = TAKE(it->a, s->answers, bool);
    status = claims_allow(it, q, by, allowed, err);
    if (status != HS_OK) return status;
    VEC(ranked) found = { 0 };
    for (uint32_t i = 0; i < s->answers; i++)
        if ((!q->number || q->number == i + 1) && allowed[i] && answers_it(s, &s->answer[i], &w) &&
            answers_it(s, &s->answer[i], &asked))
            *VEC_ADD(it->a, &found) = rank_of(s, i);
    if (found.n) qsort(found.at, found.n, sizeof *found.at, q->words.n ? most_believed : most_contested);
    for (size_t i = 0; i < found.n; i++) *VEC_ADD(it->a, &it->numbers) = found.at[i].number;
    return HS_OK;
}

hs_status hs_answers(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_ANSWERS, q, fill_answers, out, err);
}

hs_status hs_next_answer(hs_iter *it, hs_answer *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_ANSWERS, &number, err);
    if (status != HS_OK) return status;
    const state *s = it->c->state;
    const answer *v = &s->answer[number];
    const item *i = &s->item[v->item];
    *row = (hs_answer){ .answer = number + 1,
                        .question = v->item + 1,
                        .question_words = i->question,
                        .words = v->words,
                        .proposition = v->sentence,
                        .frame = i->frame,
                        .actor = v->actor == NOBODY ? 0 : v->actor + 1,
                        .asserted = v->asserted,
                        .denied = v->denied,
                        .origins_asserted = v->origins_asserted,
                        .origins_denied = v->origins_denied,
                        .belief = v->belief,
                        .low = v->low,
                        .high = v->high,
                        .too_little = v->too_little,
                        .split = v->split,
                        .without_pivot = v->without_pivot };
    row->pivot_claim = v->pivot == NOBODY ? 0 : s->origin[v->pivot].first_claim + 1;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    row->key = arena_printf(it->row, "%.*s = %.*s", STR_ARGS(i->key), STR_ARGS(v->key));
    arena_door_shut(it->row);
    return HS_OK;
}

hs_str rows_answer_json(hs_iter *it, uint32_t number)
{
    const state *s = it->c->state;
    const answer *v = &s->answer[number];
    const item *i = &s->item[v->item];
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "answer", number + 1);
    json_put_u64(&j, "question", v->item + 1);
    json_put_string(&j, "question_words", i->question);
    json_put_string(&j, "words", v->words);
    json_put_string(&j, "proposition", v->sentence);
    json_put_string(&j, "frame", i->frame);
    json_key(&j, "actor");
    if (v->actor == NOBODY) json_null(&j);
    else json_u64(&j, v->actor + 1);
    json_put_u64(&j, "asserted", v->asserted);
    json_put_u64(&j, "denied", v->denied);
    json_put_u64(&j, "origins_asserted", v->origins_asserted);
    json_put_u64(&j, "origins_denied", v->origins_denied);
    json_put_double(&j, "belief", v->belief);
    json_put_double(&j, "low", v->low);
    json_put_double(&j, "high", v->high);
    json_put_bool(&j, "too_little", v->too_little);
    json_put_bool(&j, "split", v->split);
    json_key(&j, "pivot_claim");
    if (v->pivot == NOBODY) json_null(&j);
    else json_u64(&j, s->origin[v->pivot].first_claim + 1);
    json_put_double(&j, "without_pivot", v->without_pivot);
    json_put_string(&j, "key", arena_printf(it->row, "%.*s = %.*s", STR_ARGS(i->key), STR_ARGS(v->key)));
    json_close(&j, '}');
    return buf_str(&out);
}
