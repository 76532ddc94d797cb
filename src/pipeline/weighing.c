/*
 * weighing.c - the claims of a state as a table for the weighing, and what comes of it.
 *
 * Questions with one truth ("how many died?") and those with several ("who supports the League?") are weighed by two
 * models, but a source is one: who speaks often enough in the case is no stranger to either, and what the questions of one
 * kind teach of a source moves its prior in the other.  So the two are weighed in turns.
 *
 * Of the claims of one origin on one side of an answer the first speaks, the others are not heard: who only repeats would
 * still move what is believed of its kind.
 */
#include "pipeline/weighing.h"

#include "base/map.h"
#include "weigh/weigh.h"

#include <math.h>

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

/* The questions of one kind, as a table. */
typedef struct {
    arena *a;
    const weighing_input *in;
    const state *s;
    renumbering items, sources, origins;
    uint32_t *value; /* of each answer, within its item; NOBODY: not of this kind */
    map voices;      /* (answer, side, origin) -> the claim that speaks for it + 1 */
    map spoken;      /* (answer, side, source) */
    VEC(weigh_row) rows;
    weigh_known *known; /* [the table's sources] from the questions of the other kind */
    weigh_known *taught; /* [the state's sources] by these questions */
} weighing;

static float days_of(date d)
{
    int32_t first, last;
    return date_days(d, &first, &last) ? (float)first : NAN;
}

/* Which of two claims of an origin was first: by date, then the one whose source says more in the case (within a day
 * the order of documents means nothing), then the one that came most directly. */
static bool is_before(const weighing_input *in, uint32_t a, uint32_t b)
{
    const state *s = in->s;
    float day_a = days_of(in->published[s->claim[a].document]), day_b = days_of(in->published[s->claim[b].document]);
    if (day_a < day_b || day_b < day_a) return day_a < day_b;
    uint32_t says_a = s->source[s->claim[a].source].claims, says_b = s->source[s->claim[b].source].claims;
    return says_a != says_b ? says_a > says_b : s->claim[a].links < s->claim[b].links;
}

/* The claim that speaks for its origin in an answer, plus one.  Whoever took it over is not heard at all: a source that
 * only repeats would still move what is believed of its kind, and with that every answer. */
static uint64_t *voice(weighing *w, uint32_t claim, uint32_t answer)
{
    uint32_t key[] = { answer, w->s->claim[claim].polarity, w->s->claim[claim].origin };
    return map_put(&w->voices, (hs_str){ (const char *)key, sizeof key }, NULL);
}

/* Whether a claim says something about an answer of this run. */
static bool counts(const weighing *w, uint32_t claim, uint32_t answer)
{
    if (w->in->heard && !w->in->heard[claim]) return false;
    return answer != NOBODY && w->value[answer] != NOBODY && w->s->claim[claim].certainty != CERTAINTY_UNKNOWN;
}

static void choose(weighing *w, uint32_t claim, uint32_t answer)
{
    if (!counts(w, claim, answer)) return;
    uint64_t *chosen = voice(w, claim, answer);
    if (!*chosen || is_before(w->in, claim, (uint32_t)*chosen - 1)) *chosen = claim + 1;
}

static void add_row(weighing *w, uint32_t claim, uint32_t answer)
{
    const case_claim *c = &w->s->claim[claim];
    if (!counts(w, claim, answer) || *voice(w, claim, answer) != claim + 1) return;
    weigh_row *r = VEC_ADD(w->a, &w->rows);
    *r = (weigh_row){ .source = number_of(&w->sources, c->source), .item = number_of(&w->items, w->s->answer[answer].item),
                      .value = w->value[answer], .origin = number_of(&w->origins, c->origin),
                      .polarity = c->polarity, .certainty = c->certainty,
                      .links = c->links < WEIGH_LINKS_MOST ? c->links : WEIGH_LINKS_MOST,
                      .time = days_of(w->in->published[c->document]) };
    uint32_t key[] = { answer, c->polarity, c->source };
    bool is_new;
    map_put(&w->spoken, (hs_str){ (const char *)key, sizeof key }, &is_new);
    w->taught[c->source].voices += is_new;
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
static uint32_t *number_values(const weighing *w, bool several)
{
    const state *s = w->s;
    uint32_t *value = TAKE(w->a, s->answers, uint32_t), *next = TAKE(w->a, s->items, uint32_t);
    bool *spoken = TAKE(w->a, s->answers, bool);
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *c = &s->claim[i];
        if ((w->in->heard && !w->in->heard[i]) || c->certainty == CERTAINTY_UNKNOWN) continue;
        if (c->answer != NOBODY) spoken[c->answer] = true;
        if (c->count_answer != NOBODY) spoken[c->count_answer] = true;
    }
    for (uint32_t i = 0; i < s->answers; i++) {
        uint32_t item = s->answer[i].item;
        value[i] = spoken[i] && s->item[item].several_truths == several ? next[item]++ : NOBODY;
    }
    return value;
}

static weighing gather(arena *a, const weighing_input *in, bool several)
{
    const state *s = in->s;
    weighing w = { .a = a, .in = in, .s = s, .items = renumber(a, s->items), .sources = renumber(a, s->sources),
                   .origins = renumber(a, s->origins), .voices = { .a = a }, .spoken = { .a = a },
                   .taught = TAKE(a, s->sources, weigh_known) };
    w.value = number_values(&w, several);
    for (uint32_t i = 0; i < s->claims; i++) {
        choose(&w, i, s->claim[i].answer);
        choose(&w, i, s->claim[i].count_answer);
    }
    for (uint32_t i = 0; i < s->claims; i++) {
        add_row(&w, i, s->claim[i].answer);
        add_row(&w, i, s->claim[i].count_answer);
    }
    w.known = TAKE(a, w.sources.n, weigh_known);
    return w;
}

/* Weighs the questions of one kind in the light of the other's; what they teach is noted. */
static const weigh_result *weigh(weighing *w, bool several, const weigh_known *taught_by_others)
{
    for (uint32_t i = 0; i < w->sources.n; i++) w->known[i] = taught_by_others[w->sources.back[i]];
    weigh_options options = { .several_truths = several, .known = w->known, .seed = 1 };
    const weigh_result *r = weigh_run(w->a, w->rows.at, w->rows.n, &options);
    for (uint32_t i = 0; i < w->sources.n; i++) {
        weigh_known *to = &w->taught[w->sources.back[i]], from = r->source[i].record;
        to->statements = from.statements, to->right = from.right, to->usual = from.usual;
    }
    return r;
}

/* Some source speaks in questions of both kinds. */
static bool they_meet(const weighing *one, const weighing *other)
{
    for (uint32_t i = 0; i < one->s->sources; i++)
        if (one->taught[i].voices && other->taught[i].voices) return true;
    return false;
}

enum { TURNS = 3 }; /* after which beliefs of the cases at hand move by less than 1e-7 */

void weighing_run(arena *a, const weighing_input *in, answer *answers, case_source *sources)
{
    for (uint32_t i = 0; i < in->s->answers; i++) {
        answers[i].belief = .5;
        answers[i].low = 0;
        answers[i].high = 1;
        answers[i].too_little = true;
        answers[i].split = false;
        answers[i].pivot = NOBODY;
    }
    weighing several = gather(a, in, true), one = gather(a, in, false);
    int turns = they_meet(&several, &one) ? TURNS : 1;
    for (int turn = 1; turn <= turns; turn++) {
        arena_mark here = arena_here(a);
        const weigh_result *r = several.rows.n ? weigh(&several, true, one.taught) : NULL;
        if (r && turn == turns) take_over(&several, r, answers);
        if (r && turn == turns && sources) take_over_sources(&several, r, sources);
        r = one.rows.n ? weigh(&one, false, several.taught) : NULL;
        if (r && turn == turns) take_over(&one, r, answers);
        arena_rollback(a, here);
    }
}
