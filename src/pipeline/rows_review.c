/*
 * rows_review.c - what a person should look at, and in which order.
 *
 * Three kinds of doubt: names that may be one (matching lists them), claims whose side was read from a negation or a
 * question (the readings that go wrong most), and claims whose source is known by a pronoun or a description alone.
 * What a decision would move most stands first: for names, the claims of the smaller actor; for a claim, whether its
 * side of the answer stands on it alone, and how far belief moves without its origin.  Claims are looked for behind the
 * answers that are at stake: those most contested and those that hang on one origin most.  What a claim could matter is
 * known before its document is opened; documents are opened in that order, until there is more than a person will look at.
 */
#include "pipeline/decisions.h"
#include "pipeline/rows.h"

#include <math.h>
#include <stdlib.h>

enum {
    STAKES_MOST = 300, CLAIMS_MOST = 60, DOUBTS_MOST = 5000,
    ROWS_ENOUGH = 1000, /* of claims */
    LOOKS_MOST = 3000   /* claims whose document is opened, besides those that were decided */
};

/* A claim that may be in doubt. */
typedef struct {
    case_voice voice;
    uint32_t answer;
    double most; /* that it can matter */
} candidate;

typedef struct {
    hs_iter *it;
    arena *a; /* the list's */
    const decision *decided;
    uint32_t decisions;
    map seen; /* claims looked at */
    map weighed; /* actors: place in weights */
    VEC(double) weights;
    VEC(candidate) candidates;
    hs_str only;
} reviewing;

static void check(reviewing *x, hs_status status, const hs_error *err)
{
    if (status != HS_OK) arena_leave(x->a, status, "%s", err->what);
}

static void add(reviewing *x, const hs_review_row *row)
{
    hs_review_row *kept = TAKE(x->a, 1, hs_review_row);
    *kept = *row;
    *VEC_ADD(x->a, &x->it->things) = kept;
}

/* ---- names --------------------------------------------------------------------------------------------------------- */

static bool same_two(const decision *d, hs_str a, hs_str b)
{
    return (str_eq(d->name, a) && str_eq(d->other, b)) || (str_eq(d->name, b) && str_eq(d->other, a));
}

static bool names_were_decided(const reviewing *x, const join_doubt *d)
{
    for (uint32_t i = 0; i < x->decisions; i++) {
        const decision *e = &x->decided[i];
        bool of_names = e->kind == DECISION_SAME || e->kind == DECISION_APART || e->kind == DECISION_ACCEPT;
        if (e->stands && of_names && same_two(e, d->name, d->other)) return true;
    }
    return false;
}

/* Counted once for each actor: many names may be one with the same. */
static double weight_of_actor(reviewing *x, uint32_t actor)
{
    bool is_new;
    uint64_t *place = map_put(&x->weighed, (hs_str){ (const char *)&actor, sizeof actor }, &is_new);
    if (!is_new) return x->weights.at[*place];
    *place = x->weights.n;
    double weight = (double)(rows_numbers(x->it->c, x->a, CASE_CLAIMS_OF_ACTOR, actor).n +
                             rows_numbers(x->it->c, x->a, CASE_CLAIMS_ABOUT_ACTOR, actor).n +
                             rows_numbers(x->it->c, x->a, CASE_DOCUMENTS_OF_ACTOR, actor).n);
    *VEC_ADD(x->a, &x->weights) = weight;
    return weight;
}

static void add_doubt(reviewing *x, const join_doubt *d)
{
    const double HALF_AT = 6; /* as many claims and documents count as much as one side of an answer halved */
    bool joined = d->actor == d->other_actor;
    double a = weight_of_actor(x, d->actor), b = joined ? a / 2 : weight_of_actor(x, d->other_actor);
    double less = a < b ? a : b;
    add(x, &(hs_review_row){
               .kind = STR("join"),
               .question = arena_printf(x->a, joined ? "Are \"%.*s\" and \"%.*s\" really one?"
                                                     : "Are \"%.*s\" and \"%.*s\" one?",
                                        STR_ARGS(d->name), STR_ARGS(d->other)),
               .why = d->reason,
               .name = d->name, .other = d->other, .actor = (hs_id)d->actor + 1,
               .other_actor = (hs_id)d->other_actor + 1, .matters = less / (less + HALF_AT) });
}

static void review_names(reviewing *x)
{
    hs_error err;
    case_counts n;
    check(x, case_count_state(x->it->c->file, &n, &err), &err);
    for (uint32_t i = 0; i < n.doubts && i < DOUBTS_MOST; i++) {
        join_doubt d = { 0 };
        check(x, case_get(x->it->c->file, x->a, CASE_DOUBT, i, &d, &err), &err);
        if (!names_were_decided(x, &d)) add_doubt(x, &d);
    }
}

/* ---- claims -------------------------------------------------------------------------------------------------------- */

static bool claim_was_decided(const reviewing *x, const kept_document *k, const claim *c)
{
    for (uint32_t i = 0; i < x->decisions; i++) {
        const decision *d = &x->decided[i];
        if (!d->stands || span_is_empty(d->at) || !str_eq(d->document, k->document.id)) continue;
        uint32_t at = decisions_claim(d, k->document.text, &k->findings);
        if (at != NOBODY && &k->findings.claim[at] == c) return true;
    }
    return false;
}

/* How loosely the source is told: a pronoun, a description, or a short form. */
static const char *source_doubt(const kept_document *k, const claim *c)
{
    if (c->source.kind != SOURCE_ACTOR || !c->source.who.at.n) return NULL;
    span at = span_hull(c->source.who.at);
    for (uint32_t i = 0; i < k->findings.mentions; i++) {
        const mention *m = &k->findings.mention[i];
        if (!span_holds(at, m->at) || m->actor != c->source.who.actor) continue;
        if (m->kind == MENTION_PRONOUN) return "the source is a pronoun";
        if (m->kind == MENTION_DESCRIPTION) return "the source is a description";
        if (m->kind == MENTION_METONYM) return "the source is a place that stands for somebody";
        return NULL;
    }
    return NULL;
}

static const char *stance_doubt(uint8_t polarity, uint8_t certainty)
{
    if (certainty == CERTAINTY_UNKNOWN) return "asked, planned or supposed: it counts on no side";
    return polarity == POLARITY_DENY ? "read as a denial" : NULL;
}

/* Alone on its side, or one of few; and what belief does without it. */
static double stake_of(const answer *v, uint8_t polarity, uint8_t certainty, uint32_t origin)
{
    uint32_t side = polarity == POLARITY_DENY ? v->origins_denied : v->origins_asserted;
    double stake = 1. / (1 + (certainty == CERTAINTY_UNKNOWN ? v->origins_asserted + v->origins_denied : side));
    if (v->pivot == origin && isfinite(v->without_pivot)) stake += fabs(v->belief - v->without_pivot);
    return stake;
}

/* False: it was decided. */
static bool review_claim(reviewing *x, const case_voice *voice, uint32_t number)
{
    case_claim cc = rows_get_claim(x->it->c, x->a, voice->claim);
    if (cc.twin != NOBODY || cc.answer == NOBODY) return true;
    const kept_document *k = rows_document(x->it, cc.document, x->a);
    if (cc.local >= k->findings.claims) return true;
    const claim *c = &k->findings.claim[cc.local];
    if (claim_was_decided(x, k, c)) return false;
    const char *stance = stance_doubt((uint8_t)c->polarity, (uint8_t)c->certainty), *source = source_doubt(k, c);
    if (!stance && !source) return true;
    answer v = rows_get_answer(x->it->c, x->a, cc.answer);
    hs_str name = rows_get_source(x->it->c, x->a, cc.source).name;
    double stake = stake_of(&v, cc.polarity, cc.certainty, cc.origin);
    hs_review_row row = { .claim = (hs_id)voice->claim + 1, .answer = (hs_id)number + 1 };
    if (stance && (!x->only.n || str_eq(x->only, STR("stance")))) {
        row.kind = STR("stance");
        row.why = str_of(stance);
        row.matters = stake;
        row.question = arena_printf(x->a, c->certainty == CERTAINTY_UNKNOWN ? "Does %.*s leave open whether %.*s?"
                                                                           : "Does %.*s deny that %.*s?",
                                    STR_ARGS(name), STR_ARGS(v.sentence));
        add(x, &row);
    }
    if (source && (!x->only.n || str_eq(x->only, STR("source")))) {
        row.kind = STR("source");
        row.why = str_of(source);
        row.matters = stake / 2;
        row.question = arena_printf(x->a, "Is it %.*s who says that %.*s?", STR_ARGS(name), STR_ARGS(v.sentence));
        add(x, &row);
    }
    return true;
}

static void add_candidate(reviewing *x, const case_voice *voice, uint32_t number, const answer *v)
{
    bool is_new, stance = stance_doubt(voice->polarity, voice->certainty) && !str_eq(x->only, STR("source"));
    double stake = stake_of(v, voice->polarity, voice->certainty, voice->origin);
    if (!stance && str_eq(x->only, STR("stance"))) return;
    map_put(&x->seen, (hs_str){ (const char *)&voice->claim, sizeof voice->claim }, &is_new);
    if (is_new) *VEC_ADD(x->a, &x->candidates) = (candidate){ *voice, number, stance ? stake : stake / 2 };
}

static void add_candidates(reviewing *x, const case_list *answers)
{
    for (size_t i = 0; i < answers->n; i++) {
        const case_voice *voice;
        uint32_t n;
        hs_error err;
        answer v = rows_get_answer(x->it->c, x->a, answers->at[i]);
        check(x, case_voices(x->it->c->file, x->a, answers->at[i], &voice, &n, &err), &err);
        for (uint32_t k = 0; k < n && k < CLAIMS_MOST; k++) add_candidate(x, &voice[k], answers->at[i], &v);
    }
}

/* What matters alike: document by document. */
static int most_promising(const void *p, const void *q)
{
    const candidate *a = p, *b = q;
    if (a->most != b->most) return a->most > b->most ? -1 : 1;
    if (a->voice.document != b->voice.document) return a->voice.document < b->voice.document ? -1 : 1;
    return (a->voice.claim > b->voice.claim) - (a->voice.claim < b->voice.claim);
}

static void review_claims(reviewing *x)
{
    hs_error err;
    case_list contested, at_stake = rows_numbers(x->it->c, x->a, CASE_ANSWERS_AT_STAKE, STAKES_MOST - 1);
    case_answers disputed = { .number = NOBODY, .item = NOBODY, .agent = NOBODY, .patient = NOBODY, .either = NOBODY,
                              .another = NOBODY, .by = NOBODY, .document = NOBODY, .place = NOBODY, .disputed = true };
    check(x, case_find_answers(x->it->c->file, x->a, &disputed, 0, STAKES_MOST, &contested, &err), &err);
    add_candidates(x, &contested);
    add_candidates(x, &at_stake);
    if (x->candidates.n) qsort(x->candidates.at, x->candidates.n, sizeof *x->candidates.at, most_promising);
    size_t had = x->it->things.n, looks = 0;
    for (size_t i = 0; i < x->candidates.n && looks < LOOKS_MOST && x->it->things.n - had < ROWS_ENOUGH; i++)
        looks += review_claim(x, &x->candidates.at[i].voice, x->candidates.at[i].answer);
}

/* ---- order --------------------------------------------------------------------------------------------------------- */

static int most_telling(const void *p, const void *q)
{
    const hs_review_row *a = *(const hs_review_row *const *)p, *b = *(const hs_review_row *const *)q;
    if (a->matters != b->matters) return a->matters > b->matters ? -1 : 1;
    int order = str_cmp(a->kind, b->kind);
    if (order) return order;
    if (a->claim != b->claim) return a->claim < b->claim ? -1 : 1;
    order = str_cmp(a->name, b->name);
    return order ? order : str_cmp(a->other, b->other);
}

static hs_status fill_review(hs_iter *it, const hs_query *q, hs_error *err)
{
    reviewing x = { .it = it, .a = it->a, .seen = { .a = it->a }, .weighed = { .a = it->a }, .only = q->frame };
    bool known = !q->frame.n || str_eq(q->frame, STR("join")) || str_eq(q->frame, STR("stance")) ||
                 str_eq(q->frame, STR("source"));
    if (!known) return fail(err, HS_BAD_ARGUMENT, "what is reviewed is \"join\", \"stance\" or \"source\"");
    hs_status status = decisions_of(it->c, &x.decided, &x.decisions, err);
    if (status != HS_OK) return status;
    if (!q->frame.n || str_eq(q->frame, STR("join"))) review_names(&x);
    if (!str_eq(q->frame, STR("join"))) review_claims(&x);
    if (it->things.n) qsort(it->things.at, it->things.n, sizeof *it->things.at, most_telling);
    for (uint32_t i = 0; i < it->things.n; i++) *VEC_ADD(it->a, &it->numbers) = i;
    return HS_OK;
}

hs_status hs_review(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_REVIEW, q, fill_review, out, err);
}

hs_status hs_next_review(hs_iter *it, hs_review_row *row, hs_error *err)
{
    const void *thing;
    hs_status status = rows_next_thing(it, ROWS_REVIEW, &thing, err);
    if (status == HS_OK) *row = *(const hs_review_row *)thing;
    return status;
}

void rows_review_json(json *j, const void *thing)
{
    const hs_review_row *r = thing;
    json_put_string(j, "kind", r->kind);
    json_put_string(j, "question", r->question);
    json_put_string(j, "why", r->why);
    json_put_double(j, "matters", r->matters);
    if (r->name.n) json_put_string(j, "name", r->name);
    if (r->name.n) json_put_string(j, "other", r->other);
    rows_put_id(j, "actor", r->actor);
    rows_put_id(j, "other_actor", r->other_actor);
    rows_put_id(j, "claim", r->claim);
    rows_put_id(j, "answer", r->answer);
}
