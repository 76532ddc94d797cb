/*
 * drift.c - what a statement lost or gained on its way.
 *
 * Two claims are compared when the one was taken from the other: they stand in a passage and in the place that it was
 * taken from, and say much the same in words; or when they carry one proposition on one side, the later printed by the
 * same outlet, or belonging to the same origin, as the one before it.  Noted are hedges lost or gained, a named source
 * that became nobody (or the other way), an attribution that became the author's own assertion, and other numbers.
 */
#include "match/internal.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    match *m;
    const state *s;
    VEC(drift) found;
    map known; /* pairs that were compared */
    map shown; /* kinds between two sentences: each is shown once */
} drifting;

static void add(drifting *d, drift_kind kind, uint32_t from, uint32_t to, uint32_t along, hs_str was, hs_str became)
{
    const local_claim *a = &d->m->claims.at[from], *b = &d->m->claims.at[to];
    uint32_t sentences[] = { kind, a->document, a->sentence, b->document, b->sentence };
    bool is_new;
    map_put(&d->shown, (hs_str){ (const char *)sentences, sizeof sentences }, &is_new);
    if (is_new) *VEC_ADD(d->m->a, &d->found) = (drift){ kind, from, to, along, was, became };
}

static hs_str certainty_words(const local_claim *c)
{
    return c->hedge.n ? c->hedge : c->certainty == CERTAINTY_CERTAIN ? STR("") : str_of(certainty_name(c->certainty));
}

static hs_str number_words(arena *a, const local_claim *c)
{
    if (c->low == c->high) return arena_printf(a, "%.15g %.*s", c->low, STR_ARGS(c->unit));
    if (isinf(c->high)) return arena_printf(a, "at least %.15g %.*s", c->low, STR_ARGS(c->unit));
    if (c->low <= 0) return arena_printf(a, "at most %.15g %.*s", c->high, STR_ARGS(c->unit));
    return arena_printf(a, "%.15g to %.15g %.*s", c->low, c->high, STR_ARGS(c->unit));
}

static void compare_sources(drifting *d, uint32_t from, uint32_t to, uint32_t along)
{
    const local_claim *a = &d->m->claims.at[from], *b = &d->m->claims.at[to];
    hs_str was = d->s->source[d->s->claim[from].source].name, is = d->s->source[d->s->claim[to].source].name;
    if (a->source == b->source) return;
    if (b->source == SOURCE_AUTHOR) add(d, DRIFT_BECAME_ASSERTION, from, to, along, was, is);
    else if (a->source == SOURCE_ACTOR) add(d, DRIFT_SOURCE_LOST, from, to, along, was, is);
    else if (b->source == SOURCE_ACTOR) add(d, DRIFT_SOURCE_GAINED, from, to, along, was, is);
}

/* Each pair once, along the first passage it is found in. */
static void compare(drifting *d, uint32_t from, uint32_t to, uint32_t along)
{
    const local_claim *a = &d->m->claims.at[from], *b = &d->m->claims.at[to];
    uint32_t pair[] = { from, to };
    bool is_new;
    map_put(&d->known, (hs_str){ (const char *)pair, sizeof pair }, &is_new);
    if (!is_new || a->polarity != b->polarity) return;
    if (a->certainty != b->certainty)
        add(d, a->certainty < b->certainty ? DRIFT_HEDGE_LOST : DRIFT_HEDGE_GAINED, from, to, along, certainty_words(a),
            certainty_words(b));
    compare_sources(d, from, to, along);
    if (a->unit.n && str_eq(a->unit, b->unit) && (a->low != b->low || a->high != b->high))
        add(d, DRIFT_NUMBER, from, to, along, number_words(d->m->a, a), number_words(d->m->a, b));
}

/* ---- along passages -------------------------------------------------------------------------------------------------- */

static uint32_t first_claim_of(const state *s, uint32_t document)
{
    uint32_t low = 0, high = s->claims;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->claim[middle].document < document) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool touches(const match *m, uint32_t claim, const lineage_place *p)
{
    const local_claim *c = &m->claims.at[claim];
    return c->document == p->document && c->at.begin < p->at.end && p->at.begin < c->at.end;
}

/* The claim of the parent's place that says most nearly what the child's does; claims of a place are few. */
static void compare_place(drifting *d, const lineage_place *parent, const lineage_place *child, uint32_t along)
{
    const state *s = d->s;
    uint32_t begin = first_claim_of(s, parent->document);
    for (uint32_t i = first_claim_of(s, child->document); i < s->claims && s->claim[i].document == child->document; i++) {
        if (!touches(d->m, i, child)) continue;
        uint32_t best = NOBODY;
        for (uint32_t k = begin; k < s->claims && s->claim[k].document == parent->document; k++) {
            const local_claim *a = &d->m->claims.at[k], *b = &d->m->claims.at[i];
            if (!touches(d->m, k, parent) || !str_eq(a->frame, b->frame) || !match_says_alike(d->m, a, b)) continue;
            bool same_answer = s->claim[k].answer == s->claim[i].answer;
            if (best == NOBODY || (same_answer && s->claim[best].answer != s->claim[i].answer)) best = k;
        }
        if (best != NOBODY) compare(d, best, i, along);
    }
}

static void along_passages(drifting *d, const lineage *l, uint32_t lineages)
{
    for (uint32_t i = 0; i < lineages; i++)
        for (uint32_t p = 0; p < l[i].places; p++) {
            const lineage_place *child = &l[i].place[p], *parent = &l[i].place[child->parent];
            if (child->parent != p && child->document != parent->document) compare_place(d, parent, child, i);
        }
}

/* ---- along propositions ----------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t item, answer, side, whose, claim;
    int32_t day;
} step;

/* Numbers of one question follow each other; everything else follows within an answer. */
static int by_step(const void *p, const void *q)
{
    const step *a = p, *b = q;
    const uint32_t x[] = { a->item, a->answer, a->side, a->whose }, y[] = { b->item, b->answer, b->side, b->whose };
    for (size_t k = 0; k < sizeof x / sizeof *x; k++)
        if (x[k] != y[k]) return x[k] < y[k] ? -1 : 1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

static bool one_way(const step *a, const step *b)
{
    return a->item == b->item && a->answer == b->answer && a->side == b->side && a->whose == b->whose;
}

static void follow(drifting *d, step *s, size_t n)
{
    if (n) qsort(s, n, sizeof *s, by_step);
    for (size_t i = 1; i < n; i++)
        if (one_way(&s[i - 1], &s[i]) && s[i - 1].day < s[i].day) compare(d, s[i - 1].claim, s[i].claim, NOBODY);
}

/* Of one outlet from day to day, or of one origin. */
static void along_propositions(drifting *d, bool by_outlet)
{
    const match *m = d->m;
    VEC(step) steps = { 0 };
    map outlets = { .a = m->a };
    for (uint32_t i = 0; i < d->s->claims; i++) {
        const case_claim *c = &d->s->claim[i];
        const local_document *doc = &m->documents.at[c->document];
        int32_t day, last;
        if (!date_days(doc->published, &day, &last) || (by_outlet && !doc->publisher_key.n)) continue;
        uint64_t *number = map_put(&outlets, doc->publisher_key, NULL);
        if (!*number) *number = outlets.n;
        uint32_t whose = by_outlet ? (uint32_t)*number : c->origin, side = match_side(&m->claims.at[i]) == SIDE_DENIES;
        if (c->answer != NOBODY)
            *VEC_ADD(m->a, &steps) = (step){ d->s->answer[c->answer].item, c->answer, side, whose, i, day };
        if (c->count_answer != NOBODY)
            *VEC_ADD(m->a, &steps) = (step){ d->s->answer[c->count_answer].item, NOBODY, side, whose, i, day };
    }
    follow(d, steps.at, steps.n);
}

static int by_claims(const void *p, const void *q)
{
    const drift *a = p, *b = q;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    return (a->kind > b->kind) - (a->kind < b->kind);
}

void match_find_drift(match *m, const lineage *l, uint32_t lineages, state *out)
{
    drifting d = { .m = m, .s = out, .known = { .a = m->a }, .shown = { .a = m->a } };
    along_passages(&d, l, lineages);
    along_propositions(&d, true);
    along_propositions(&d, false);
    if (d.found.n) qsort(d.found.at, d.found.n, sizeof *d.found.at, by_claims);
    out->drift = d.found.at;
    out->drifts = (uint32_t)d.found.n;
}
