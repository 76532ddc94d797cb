/*
 * rows_timeline.c - how answers came about: belief day by day, by what was known each day.
 *
 * For each day on which somebody speaks to one of the answers asked for, everything published later is put away and the
 * rest is weighed anew.  Where the case is too large for that, the questions asked are weighed by their own claims alone
 * (sources then have the record they earn in these), and each row says so.  Claims of documents without a date are known
 * from the last row on, which has none.
 */
#include "pipeline/rows.h"
#include "pipeline/weighing.h"

#include <stdlib.h>

enum {
    ANSWERS_MOST = 40,    /* answers followed; more make no picture */
    DAYS_MOST = 200,      /* days weighed; of more, so many evenly chosen ones */
    WEIGHED_MOST = 2000000 /* claims times days up to which the whole case is weighed anew */
};

typedef struct {
    hs_iter *it;
    arena *a;
    state s;            /* of the case, or of the questions asked */
    uint32_t *today;    /* of each answer of s: its number in the case */
    uint32_t *claim;    /* of each claim of s: its number in the case; NULL: the same */
    const date *published;
    uint32_t asked[ANSWERS_MOST]; /* in s */
    uint32_t n;
    int32_t *day;
    uint32_t days;
    bool alone;
} timeline;

static void check(timeline *t, hs_status status, const hs_error *err)
{
    if (status != HS_OK) arena_leave(t->a, status, "%s", err->what);
}

/* ---- what is weighed --------------------------------------------------------------------------------------------- */

static void take_case(timeline *t, const case_list *asked)
{
    hs_error err;
    check(t, case_state(t->it->c->file, t->a, &t->s, NULL, &err), &err);
    t->n = (uint32_t)asked->n;
    for (uint32_t i = 0; i < t->n; i++) t->asked[i] = asked->at[i];
}

static uint32_t dense(map *m, uint32_t number)
{
    bool is_new;
    uint64_t *at = map_put(m, (hs_str){ (const char *)&number, sizeof number }, &is_new);
    if (is_new) *at = m->n - 1;
    return (uint32_t)*at;
}

typedef struct {
    VEC(item) items;
    VEC(answer) answers;
    VEC(uint32_t) today;
    VEC(case_claim) claims;
    VEC(uint32_t) claim;
    VEC(case_source) sources;
    map item_of, answer_of, claim_of, source_of, origin_of;
} small_state;

static void take_claims(timeline *t, small_state *x, uint32_t answer_now, uint32_t in_small)
{
    case_list list = rows_numbers(t->it->c, t->a, CASE_CLAIMS_OF_ANSWER, answer_now);
    for (size_t i = 0; i < list.n; i++) {
        size_t had = x->claim_of.n;
        uint32_t at = dense(&x->claim_of, list.at[i]);
        if (at == had) {
            case_claim c = rows_get_claim(t->it->c, t->a, list.at[i]);
            size_t sources = x->source_of.n;
            uint32_t source = dense(&x->source_of, c.source);
            if (source == sources) *VEC_ADD(t->a, &x->sources) = rows_get_source(t->it->c, t->a, c.source);
            c.source = source;
            c.origin = dense(&x->origin_of, c.origin);
            *VEC_ADD(t->a, &x->claim) = list.at[i];
            *VEC_ADD(t->a, &x->claims) = c;
            x->claims.at[at].count_answer = c.count_answer == answer_now ? in_small : NOBODY;
            x->claims.at[at].answer = c.answer == answer_now ? in_small : NOBODY;
        } else if (x->claims.at[at].answer == NOBODY) {
            x->claims.at[at].answer = in_small;
        } else {
            x->claims.at[at].count_answer = in_small;
        }
    }
}

/* The questions of the answers asked for, with all their answers and claims. */
static void take_questions(timeline *t, const case_list *asked)
{
    small_state x = { .item_of = { .a = t->a }, .answer_of = { .a = t->a }, .claim_of = { .a = t->a },
                      .source_of = { .a = t->a }, .origin_of = { .a = t->a } };
    t->alone = true;
    for (size_t i = 0; i < asked->n; i++) {
        uint32_t item = rows_get_answer(t->it->c, t->a, asked->at[i]).item;
        size_t had = x.item_of.n;
        uint32_t to = dense(&x.item_of, item);
        if (to != had) continue;
        *VEC_ADD(t->a, &x.items) = rows_get_item(t->it->c, t->a, item);
        case_list rivals = rows_numbers(t->it->c, t->a, CASE_ANSWERS_OF_ITEM, item);
        for (size_t k = 0; k < rivals.n; k++) {
            answer v = rows_get_answer(t->it->c, t->a, rivals.at[k]);
            v.item = to;
            v.pivot = NOBODY;
            dense(&x.answer_of, rivals.at[k]);
            *VEC_ADD(t->a, &x.today) = rivals.at[k];
            *VEC_ADD(t->a, &x.answers) = v;
            take_claims(t, &x, rivals.at[k], (uint32_t)x.answers.n - 1);
        }
    }
    t->s = (state){ .item = x.items.at, .items = (uint32_t)x.items.n, .answer = x.answers.at,
                    .answers = (uint32_t)x.answers.n, .claim = x.claims.at, .claims = (uint32_t)x.claims.n,
                    .source = x.sources.at, .sources = (uint32_t)x.sources.n, .origins = (uint32_t)x.origin_of.n };
    t->today = x.today.at;
    t->claim = x.claim.at;
    t->n = (uint32_t)asked->n;
    for (uint32_t i = 0; i < t->n; i++) t->asked[i] = dense(&x.answer_of, asked->at[i]);
}

/* ---- days --------------------------------------------------------------------------------------------------------- */

static int32_t day_of(const timeline *t, uint32_t claim)
{
    int32_t first, last;
    return date_days(t->published[t->s.claim[claim].document], &first, &last) ? first : INT32_MAX;
}

static bool speaks_to(const case_claim *c, uint32_t answer)
{
    return c->answer == answer || c->count_answer == answer;
}

static int ascending(const void *x, const void *y)
{
    int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;
    return (a > b) - (a < b);
}

static void find_days(timeline *t)
{
    VEC(int32_t) days = { 0 };
    bool *is_asked = TAKE(t->a, t->s.answers, bool);
    for (uint32_t i = 0; i < t->n; i++) is_asked[t->asked[i]] = true;
    for (uint32_t i = 0; i < t->s.claims; i++) {
        const case_claim *c = &t->s.claim[i];
        if ((c->answer != NOBODY && is_asked[c->answer]) || (c->count_answer != NOBODY && is_asked[c->count_answer]))
            *VEC_ADD(t->a, &days) = day_of(t, i);
    }
    if (days.n) qsort(days.at, days.n, sizeof *days.at, ascending);
    size_t n = 0;
    for (size_t i = 0; i < days.n; i++)
        if (!n || days.at[n - 1] != days.at[i]) days.at[n++] = days.at[i];
    t->day = days.at;
    t->days = (uint32_t)n;
    if (n <= DAYS_MOST) return;
    for (uint32_t i = 0; i < DAYS_MOST; i++) t->day[i] = t->day[(uint64_t)(i + 1) * n / DAYS_MOST - 1];
    t->days = DAYS_MOST;
}

/* ---- rows --------------------------------------------------------------------------------------------------------- */

/* Claims of the day and origins until then, on each side. */
static void count_sides(timeline *t, uint32_t asked, int32_t after, int32_t day, hs_timeline_row *m)
{
    arena_mark here = arena_here(t->a);
    map seen = { .a = t->a };
    for (uint32_t i = 0; i < t->s.claims; i++) {
        const case_claim *c = &t->s.claim[i];
        int32_t its = day_of(t, i);
        if (!speaks_to(c, asked) || its > day) continue;
        if (its > after && !m->claim) m->claim = (t->claim ? t->claim[i] : i) + 1;
        if (c->certainty == CERTAINTY_UNKNOWN) continue;
        bool denies = c->polarity == POLARITY_DENY, is_new;
        if (its > after) ++*(denies ? &m->denied : &m->asserted);
        uint32_t key[] = { c->origin, denies };
        map_put(&seen, (hs_str){ (const char *)key, sizeof key }, &is_new);
        if (is_new) ++*(denies ? &m->origins_denied : &m->origins_asserted);
    }
    arena_rollback(t->a, here);
}

static void add_moment(timeline *t, uint32_t asked, uint32_t at, const answer *weighed)
{
    hs_timeline_row *m = TAKE(t->it->a, 1, hs_timeline_row);
    uint32_t now = t->today ? t->today[asked] : asked;
    int32_t day = t->day[at], after = at ? t->day[at - 1] : INT32_MIN;
    *m = (hs_timeline_row){ .answer = now + 1, .belief = weighed->belief, .low = weighed->low, .high = weighed->high,
                      .too_little = weighed->too_little, .alone = t->alone };
    count_sides(t, asked, after, day, m);
    if (!m->origins_asserted && !m->origins_denied && !m->claim) return;
    const answer *v = &t->s.answer[asked];
    m->question = (t->today ? rows_get_answer(t->it->c, t->a, now).item : v->item) + 1;
    m->proposition = arena_str(t->it->a, v->sentence);
    m->question_words = arena_str(t->it->a, t->s.item[v->item].question);
    m->date = day == INT32_MAX ? STR("") : date_print(t->it->a, date_from_days(day));
    *VEC_ADD(t->it->a, &t->it->things) = m;
}

static void weigh_days(timeline *t)
{
    answer **weighed = TAKE(t->a, t->days, answer *);
    bool *heard = TAKE(t->a, t->s.claims, bool);
    for (uint32_t d = 0; d < t->days; d++) {
        weighed[d] = TAKE(t->a, t->n, answer);
        arena_mark here = arena_here(t->a);
        answer *all = TAKE(t->a, t->s.answers, answer);
        memcpy(all, t->s.answer, t->s.answers * sizeof *all);
        for (uint32_t i = 0; i < t->s.claims; i++) heard[i] = day_of(t, i) <= t->day[d];
        weighing_run(t->a, &(weighing_input){ .s = &t->s, .published = t->published, .heard = heard }, all, NULL);
        for (uint32_t i = 0; i < t->n; i++) weighed[d][i] = all[t->asked[i]];
        arena_rollback(t->a, here);
    }
    for (uint32_t i = 0; i < t->n; i++)
        for (uint32_t d = 0; d < t->days; d++) add_moment(t, t->asked[i], d, &weighed[d][i]);
    for (uint32_t i = 0; i < t->it->things.n; i++) *VEC_ADD(t->it->a, &t->it->numbers) = i;
}

static void follow(timeline *t, const case_answers *which)
{
    hs_error err;
    case_counts n;
    case_list asked;
    uint32_t documents;
    check(t, case_count_state(t->it->c->file, &n, &err), &err);
    check(t, case_dates(t->it->c->file, t->a, &t->published, &documents, &err), &err);
    check(t, case_find_answers(t->it->c->file, t->a, which, 0, ANSWERS_MOST, &asked, &err), &err);
    if (!asked.n) return;
    take_questions(t, &asked);
    find_days(t);
    if ((uint64_t)n.claims * t->days <= WEIGHED_MOST) {
        t->alone = false;
        t->today = t->claim = NULL;
        take_case(t, &asked);
    }
    weigh_days(t);
}

static hs_status fill_timeline(hs_iter *it, const hs_query *q, hs_error *err)
{
    case_answers *which = TAKE(it->a, 1, case_answers);
    hs_status status = rows_asked(it, q, which, err);
    if (status != HS_OK) return status;
    it->asked = which;
    timeline t = { .it = it, .a = arena_open(NULL, 0) };
    if (!t.a) return fail(err, HS_NO_MEMORY, "out of memory");
    if (ARENA_DOOR(t.a)) {
        follow(&t, which);
        arena_door_shut(t.a);
    } else {
        status = fail_from(err, arena_failure(t.a), NULL);
    }
    arena_close(t.a);
    return status;
}

hs_status hs_timeline(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_TIMELINE, q, fill_timeline, out, err);
}

hs_status hs_next_timeline(hs_iter *it, hs_timeline_row *row, hs_error *err)
{
    const void *thing;
    hs_status status = rows_next_thing(it, ROWS_TIMELINE, &thing, err);
    if (status == HS_OK) *row = *(const hs_timeline_row *)thing;
    return status;
}

void rows_timeline_json(json *j, const void *thing)
{
    const hs_timeline_row *m = thing;
    json_put_string(j, "date", m->date.n ? m->date : (hs_str){ NULL, 0 });
    json_put_u64(j, "answer", m->answer);
    json_put_u64(j, "question", m->question);
    json_put_string(j, "question_words", m->question_words);
    json_put_string(j, "proposition", m->proposition);
    json_put_u64(j, "asserted", m->asserted);
    json_put_u64(j, "denied", m->denied);
    json_put_u64(j, "origins_asserted", m->origins_asserted);
    json_put_u64(j, "origins_denied", m->origins_denied);
    json_put_double(j, "belief", m->belief);
    json_put_double(j, "low", m->low);
    json_put_double(j, "high", m->high);
    json_put_bool(j, "too_little", m->too_little);
    json_put_bool(j, "alone", m->alone);
    json_key(j, "claim");
    if (m->claim) json_u64(j, m->claim);
    else json_null(j);
}
