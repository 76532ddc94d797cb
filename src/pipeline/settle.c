/*
 * settle.c - what the documents of a case add up to.
 *
 *     texts    -> reuse -> copies, lineages ─┐
 *     findings -> match -> actors, answers, origins -> weigh -> belief -> saved as the state
 *
 * Everything is computed from the evidence rows in the order of the documents' numbers, so the state depends on the
 * documents alone.
 */
#include "pipeline/library.h"

#include "reuse/reuse.h"
#include "weigh/weigh.h"

#include <math.h>

typedef struct {
    hs_case *c;
    arena *a;       /* lives until the state is saved */
    arena *scratch; /* one document at a time */
    const hs_watch *watch;
    uint32_t documents;
    reuse_document *texts;
    state *s;
    hs_error *err;
} settling;

static hs_status step(settling *x, const char *doing, uint64_t done, uint64_t total)
{
    if (x->watch && x->watch->progress) x->watch->progress(x->watch->ctx, done, total, doing);
    if (x->watch && x->watch->stop && x->watch->stop(x->watch->ctx))
        return fail(x->err, HS_INTERRUPTED, "interrupted while %s; the documents are kept, the same command settles them",
                    doing);
    return HS_OK;
}

/* One pass over the documents: their texts for reuse, their findings for match. */
static hs_status read_documents(settling *x, match *m)
{
    x->texts = TAKE(x->a, x->documents, reuse_document);
    arena_mark empty = arena_here(x->scratch);
    for (uint32_t i = 0; i < x->documents; i++) {
        hs_status status = i % 64 ? HS_OK : step(x, "gathering claims", i, x->documents);
        document d;
        findings f;
        if (status == HS_OK) status = case_document(x->c->file, x->scratch, i, false, &d, x->err);
        if (status == HS_OK) status = case_findings(x->c->file, x->scratch, i, &f, x->err);
        if (status != HS_OK) return status;
        match_add(m, i, &d, &f);
        x->texts[i] = (reuse_document){ .id = arena_str(x->a, d.id), .publisher = arena_str(x->a, d.publisher),
                                        .credit = arena_str(x->a, d.credit), .title = arena_str(x->a, d.title),
                                        .published = d.published, .text = arena_str(x->a, d.text) };
        arena_rollback(x->scratch, empty);
    }
    return HS_OK;
}

/* ---- weighing --------------------------------------------------------------------------------------------------- */

/* Dense numbers for what one run of weigh sees. */
typedef struct {
    uint32_t *number; /* of the state -> of the run, or NOBODY */
    uint32_t *back;
    uint32_t n;
} renumbering;

static renumbering renumber(arena *a, uint32_t most)
{
    renumbering r = { TAKE(a, most, uint32_t), TAKE(a, most, uint32_t), 0 };
    if (most) memset(r.number, 0xff, most * sizeof *r.number);
    return r;
}

static uint32_t number_of(renumbering *r, uint32_t of_state)
{
    if (r->number[of_state] == NOBODY) {
        r->number[of_state] = r->n;
        r->back[r->n++] = of_state;
    }
    return r->number[of_state];
}

typedef struct {
    arena *a;
    const state *s;
    const uint8_t *side, *certainty; /* of each claim */
    renumbering items, sources, origins;
    uint32_t *value; /* of each answer, within its item; NOBODY: not of this run */
    map voices;      /* (answer, side, origin) -> the claim that speaks for it + 1 */
    VEC(weigh_row) rows;
} weighing;

static float days_of(date d)
{
    int32_t first, last;
    return date_days(d, &first, &last) ? (float)first : NAN;
}

/* Which of two claims of an origin was first: by date, then the one whose source says more in the case (within a day
 * the order of documents means nothing). */
static bool is_before(settling *x, const state *s, uint32_t a, uint32_t b)
{
    float day_a = days_of(x->texts[s->claim[a].document].published);
    float day_b = days_of(x->texts[s->claim[b].document].published);
    if (day_a < day_b || day_b < day_a) return day_a < day_b;
    return s->source[s->claim[a].source].claims > s->source[s->claim[b].source].claims;
}

/* The claim that speaks for its origin in an answer, plus one.  Whoever took it over is not heard at all: a source that
 * only repeats would still move what is believed of its kind, and with that every answer. */
static uint64_t *voice(weighing *w, uint32_t claim, uint32_t answer)
{
    uint32_t key[] = { answer, w->side[claim], w->s->claim[claim].origin };
    return map_put(&w->voices, (hs_str){ (const char *)key, sizeof key }, NULL);
}

/* Whether a claim says something about an answer of this run. */
static bool counts(const weighing *w, uint32_t claim, uint32_t answer)
{
    return answer != NOBODY && w->value[answer] != NOBODY && w->certainty[claim] != CERTAINTY_UNKNOWN;
}

static void choose(settling *x, weighing *w, uint32_t claim, uint32_t answer)
{
    if (!counts(w, claim, answer)) return;
    uint64_t *chosen = voice(w, claim, answer);
    if (!*chosen || is_before(x, w->s, claim, (uint32_t)*chosen - 1)) *chosen = claim + 1;
}

static void add_row(settling *x, weighing *w, uint32_t claim, uint32_t answer)
{
    const case_claim *c = &w->s->claim[claim];
    if (!counts(w, claim, answer) || *voice(w, claim, answer) != claim + 1) return;
    weigh_row *r = VEC_ADD(w->a, &w->rows);
    *r = (weigh_row){ .source = number_of(&w->sources, c->source), .item = number_of(&w->items, w->s->answer[answer].item),
                      .value = w->value[answer], .origin = number_of(&w->origins, c->origin),
                      .polarity = w->side[claim], .certainty = w->certainty[claim],
                      .time = days_of(x->texts[c->document].published) };
}

/* An answer that every claim leaves open keeps what it began with: nothing is known of it. */
static void take_over(weighing *w, const weigh_result *r, answer *answers)
{
    for (uint32_t i = 0; i < w->s->answers; i++) {
        if (w->value[i] == NOBODY) continue;
        const weigh_value *v = &r->value[w->items.number[w->s->answer[i].item]][w->value[i]];
        answers[i].belief = v->belief;
        answers[i].low = v->low;
        answers[i].high = v->high;
        answers[i].pivot = v->pivot == WEIGH_NONE ? NOBODY : w->origins.back[v->pivot];
        answers[i].without_pivot = v->without_pivot;
        answers[i].too_little = v->too_little;
        answers[i].split = v->split;
    }
}

static void take_over_sources(weighing *w, const weigh_result *r, case_source *sources)
{
    for (uint32_t i = 0; i < w->sources.n; i++) {
        const weigh_source *from = &r->source[i];
        case_source *to = &sources[w->sources.back[i]];
        to->sensitivity = from->sensitivity;
        to->sensitivity_low = from->sensitivity_low;
        to->sensitivity_high = from->sensitivity_high;
        to->specificity = from->specificity;
        to->specificity_low = from->specificity_low;
        to->specificity_high = from->specificity_high;
    }
}

/* Numbers the answers within their items, those that somebody asserts or denies and that this run is about; a claim
 * of unknown certainty leaves its answer open and is no evidence either way. */
static uint32_t *number_values(settling *x, const weighing *w, bool several)
{
    const state *s = w->s;
    uint32_t *value = TAKE(x->a, s->answers, uint32_t), *next = TAKE(x->a, s->items, uint32_t);
    if (s->answers) memset(value, 0xff, s->answers * sizeof *value);
    for (uint32_t i = 0; i < s->answers; i++) {
        const answer *v = &s->answer[i];
        if (v->asserted + v->denied && s->item[v->item].several_truths == several) value[i] = next[v->item]++;
    }
    return value;
}

/* One run over the items whose values exclude each other, one over those whose values do not. */
static void weigh_items(settling *x, const uint8_t *side, const uint8_t *certainty, bool several, answer *answers,
                        case_source *sources)
{
    const state *s = x->s;
    weighing w = { .a = x->a, .s = s, .side = side, .certainty = certainty, .items = renumber(x->a, s->items),
                   .sources = renumber(x->a, s->sources), .origins = renumber(x->a, s->origins),
                   .voices = { .a = x->a } };
    w.value = number_values(x, &w, several);
    for (uint32_t i = 0; i < s->claims; i++) {
        choose(x, &w, i, s->claim[i].answer);
        choose(x, &w, i, s->claim[i].count_answer);
    }
    for (uint32_t i = 0; i < s->claims; i++) {
        add_row(x, &w, i, s->claim[i].answer);
        add_row(x, &w, i, s->claim[i].count_answer);
    }
    if (!w.rows.n) return;
    weigh_options options = { .several_truths = several, .seed = 1 };
    const weigh_result *r = weigh_run(x->a, w.rows.at, w.rows.n, &options);
    take_over(&w, r, answers);
    if (several) take_over_sources(&w, r, sources);
}

static hs_status weigh_state(settling *x, const uint8_t *side, const uint8_t *certainty)
{
    state *s = x->s;
    answer *answers = TAKE(x->a, s->answers, answer);
    case_source *sources = TAKE(x->a, s->sources, case_source);
    if (s->answers) memcpy(answers, s->answer, s->answers * sizeof *answers);
    if (s->sources) memcpy(sources, s->source, s->sources * sizeof *sources);
    for (uint32_t i = 0; i < s->answers; i++) {
        answers[i].belief = .5;
        answers[i].high = 1;
        answers[i].too_little = true;
    }
    hs_status status = step(x, "weighing", 0, 0);
    if (status != HS_OK) return status;
    weigh_items(x, side, certainty, true, answers, sources);
    weigh_items(x, side, certainty, false, answers, sources);
    s->answer = answers;
    s->source = sources;
    return HS_OK;
}

/* ---- together --------------------------------------------------------------------------------------------------- */

static hs_status compute(settling *x)
{
    x->s = TAKE(x->a, 1, state);
    match *m = match_open(x->a, x->c->models->match);
    hs_status status = read_documents(x, m);
    if (status == HS_OK) status = step(x, "finding copies", 0, 0);
    if (status != HS_OK) return status;
    reuse_options o = { .background = x->c->models->background };
    const reuse_result *r = reuse_find(x->a, x->texts, x->documents, &o);
    status = step(x, "matching", 0, 0);
    if (status != HS_OK) return status;
    match_finish(m, r->lineage, (uint32_t)r->lineages, x->s);
    x->s->copy = r->copy;
    x->s->copies = (uint32_t)r->copies;
    x->s->lineage = r->lineage;
    x->s->lineages = (uint32_t)r->lineages;
    const uint8_t *side, *certainty;
    match_stances(m, &side, &certainty);
    return weigh_state(x, side, certainty);
}

static hs_status settle_in(settling *x)
{
    hs_case *c = x->c;
    if (!ARENA_DOOR(x->scratch)) return fail_from(x->err, arena_failure(x->scratch), "settling");
    hs_status status;
    if (ARENA_DOOR(x->a)) {
        status = compute(x);
        if (status == HS_OK)
            status = case_save_state(c->file, x->s, library_who(x->a, NULL), c->models->run, x->err);
        arena_door_shut(x->a);
    } else {
        status = fail_from(x->err, arena_failure(x->a), "settling");
    }
    return status;
}

hs_status hs_settle(hs_case *c, const hs_watch *watch, hs_error *err)
{
    hs_status status = library_state(c, err);
    if (status != HS_OK || c->settled) return status;
    if (!c->models) return fail(err, HS_BAD_ARGUMENT, "this case was opened without models; it cannot be settled");
    uint32_t documents, unread;
    status = case_count(c->file, &documents, &unread, err);
    if (status != HS_OK) return status;
    settling x = { .c = c, .a = arena_open(NULL, 0), .scratch = arena_open(NULL, 0), .watch = watch,
                   .documents = documents, .err = err };
    status = x.a && x.scratch ? settle_in(&x) : fail(err, HS_NO_MEMORY, "out of memory");
    arena_close(x.scratch);
    arena_close(x.a);
    library_forget_state(c);
    return status;
}
