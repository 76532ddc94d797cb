/*
 * origins.c - how many voices a statement has, however often it is printed.
 *
 * Claims that give one answer on one side are one origin when
 *   - they stand in the same passage (lineage): a reprint is no second voice;
 *   - they come from the same source: one column repeated, one speaker quoted again (of a how-many question too, whatever
 *     else each says);
 *   - they are one utterance: the same speaker, within a day, in much the same words, whoever reports it;
 *   - their sources cite each other in a circle, none of them on its own word.
 * Everything else begins for itself.  Claims that answer nothing are origins of their own.
 */
#include "match/passages.h"

#include <stdlib.h>

typedef struct {
    match *m;
    state *out;
    uint32_t *up;        /* union-find over claims: the smaller number on top */
    const char **reason; /* why a claim was joined to a smaller one, kept at the top */
} folding;

static uint32_t top(folding *f, uint32_t n)
{
    while (f->up[n] != n) n = f->up[n] = f->up[f->up[n]];
    return n;
}

static void fold(folding *f, uint32_t a, uint32_t b, const char *reason)
{
    a = top(f, a);
    b = top(f, b);
    if (a == b) return;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    f->up[high] = low;
    if (!f->reason[low]) f->reason[low] = f->reason[high] ? f->reason[high] : reason;
}

/* Claims sorted by (answer, side, X, claim) so that equal X stand together. */
typedef struct {
    uint32_t answer, side, x, claim;
} entry;

static int by_entry(const void *p, const void *q)
{
    const entry *a = p, *b = q;
    if (a->answer != b->answer) return a->answer < b->answer ? -1 : 1;
    if (a->side != b->side) return a->side < b->side ? -1 : 1;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

static void fold_entries(folding *f, entry *e, size_t n, const char *reason)
{
    if (n) qsort(e, n, sizeof *e, by_entry);
    for (size_t i = 1; i < n; i++)
        if (e[i].answer == e[i - 1].answer && e[i].side == e[i - 1].side && e[i].x == e[i - 1].x)
            fold(f, e[i - 1].claim, e[i].claim, reason);
}

static entry entry_of(const folding *f, uint32_t claim, uint32_t answer, uint32_t x)
{
    return (entry){ answer, match_side(&f->m->claims.at[claim]), x, claim };
}

static void fold_same_source(folding *f)
{
    arena_mark here = arena_here(f->m->a);
    VEC(entry) e = { 0 };
    for (uint32_t i = 0; i < f->out->claims; i++)
        for (int k = 0; k < 2; k++) {
            uint32_t answer = k ? f->out->claim[i].count_answer : f->out->claim[i].answer;
            if (answer != NOBODY) *VEC_ADD(f->m->a, &e) = entry_of(f, i, answer, f->out->claim[i].source);
        }
    fold_entries(f, e.at, e.n, "one source");
    arena_rollback(f->m->a, here);
}

/* ---- passages ------------------------------------------------------------------------------------------------ */

static void fold_passages(folding *f, const lineage *l, uint32_t lineages)
{
    arena_mark here = arena_here(f->m->a);
    size_t n, first = 0;
    const place *places = match_places(f->m, l, lineages, &n);
    VEC(entry) e = { 0 };
    for (uint32_t i = 0; i < f->out->claims; i++) {
        const case_claim *c = &f->out->claim[i];
        if (c->answer == NOBODY) continue;
        while (first < n && places[first].document < c->document) first++;
        span at = f->m->claims.at[i].at; /* places come by where they begin: behind the claim's end is none */
        for (size_t p = first; p < n && places[p].document == c->document && places[p].at.begin < at.end; p++)
            if (stands_in(at, places[p].at)) *VEC_ADD(f->m->a, &e) = entry_of(f, i, c->answer, places[p].root);
    }
    fold_entries(f, e.at, e.n, "one passage");
    arena_rollback(f->m->a, here);
}

/* ---- circles of citations ------------------------------------------------------------------------------------ */

/* In an answer's claims, an outlet that reports another source leans on it.  Outlets whose only claims lean on each
 * other in a circle have no ground of their own: they are one origin, whose beginning nobody shows. */
typedef struct {
    uint32_t from, to; /* sources: the outlet whose document it is, and the source it cites */
    uint32_t claim;
} lean;

static uint32_t source_named(const state *s, hs_str key)
{
    uint32_t low = 0, high = s->sources;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_cmp(s->source[middle].key, key);
        if (!order) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NOBODY;
}

/* Folds the leans n (all of one answer and side) that lie on a circle of outlets. */
static void fold_circles(folding *f, const lean *l, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t at = l[i].to, steps = 0;
        uint32_t last = l[i].claim;
        while (at != l[i].from && steps++ <= n) {
            size_t next = SIZE_MAX;
            for (size_t k = 0; k < n; k++)
                if (l[k].from == at) {
                    next = k;
                    break;
                }
            if (next == SIZE_MAX) break;
            at = l[next].to;
            last = l[next].claim;
        }
        if (at == l[i].from && l[i].to != l[i].from) fold(f, l[i].claim, last, "circle of citations");
    }
}

enum { LEANS_MOST = 256 }; /* of one answer and side: more outlets citing outlets than that are not searched */

static void fold_citations(folding *f)
{
    const state *s = f->out;
    arena *a = f->m->a;
    arena_mark here = arena_here(a);
    uint32_t *outlet = TAKE(a, f->m->documents.n, uint32_t);
    for (size_t d = 0; d < f->m->documents.n; d++) {
        hs_str key = arena_printf(a, "outlet:%.*s", STR_ARGS(f->m->documents.at[d].publisher_key));
        outlet[d] = source_named(s, key);
    }
    VEC(entry) e = { 0 };
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *c = &s->claim[i];
        bool cites = c->answer != NOBODY && f->m->claims.at[i].source == SOURCE_ACTOR &&
                     outlet[c->document] != NOBODY && str_starts(s->source[c->source].key, STR("outlet:")) &&
                     c->source != outlet[c->document];
        if (cites) *VEC_ADD(a, &e) = entry_of(f, i, c->answer, c->source);
    }
    if (e.n) qsort(e.at, e.n, sizeof *e.at, by_entry);
    lean *l = TAKE(a, LEANS_MOST, lean);
    for (size_t i = 0; i < e.n;) {
        size_t end = i, n = 0;
        for (; end < e.n && e.at[end].answer == e.at[i].answer && e.at[end].side == e.at[i].side; end++)
            if (n < LEANS_MOST)
                l[n++] = (lean){ outlet[s->claim[e.at[end].claim].document], e.at[end].x, e.at[end].claim };
        fold_circles(f, l, n);
        i = end;
    }
    arena_rollback(a, here);
}

/* ---- together ------------------------------------------------------------------------------------------------ */

/* The first claim that stands in the same words. */
static void find_twins(folding *f, case_claim *claim)
{
    arena_mark here = arena_here(f->m->a);
    map first = { .a = f->m->a };
    for (uint32_t i = 0; i < f->out->claims; i++) {
        const local_claim *l = &f->m->claims.at[i];
        if (!l->words_hash) continue;
        struct {
            uint64_t words;
            uint32_t answer, source;
        } same = { l->words_hash, claim[i].answer, (uint32_t)l->source };
        uint64_t *at = map_put(&first, (hs_str){ (const char *)&same, sizeof same }, NULL);
        if (*at) claim[i].twin = (uint32_t)*at - 1;
        else *at = i + 1;
    }
    arena_rollback(f->m->a, here);
}

/* Counts the origins of each answer by side, and of each source. */
static void count_origins(folding *f, const case_claim *claim, answer *answers, case_source *sources)
{
    arena_mark here = arena_here(f->m->a);
    VEC(entry) e = { 0 };
    for (uint32_t i = 0; i < f->out->claims; i++) {
        if (claim[i].answer != NOBODY) *VEC_ADD(f->m->a, &e) = entry_of(f, i, claim[i].answer, claim[i].origin);
        if (claim[i].count_answer != NOBODY)
            *VEC_ADD(f->m->a, &e) = entry_of(f, i, claim[i].count_answer, claim[i].origin);
        if (top(f, i) == i) sources[claim[i].source].origins++;
    }
    if (e.n) qsort(e.at, e.n, sizeof *e.at, by_entry);
    for (size_t i = 0; i < e.n; i++) {
        bool again =
            i && e.at[i].answer == e.at[i - 1].answer && e.at[i].side == e.at[i - 1].side && e.at[i].x == e.at[i - 1].x;
        if (again) continue;
        if (e.at[i].side == SIDE_DENIES) answers[e.at[i].answer].origins_denied++;
        else if (e.at[i].side == SIDE_ASSERTS) answers[e.at[i].answer].origins_asserted++;
    }
    arena_rollback(f->m->a, here);
}

static void fold_utterance(void *ctx, uint32_t a, uint32_t b)
{
    folding *f = ctx;
    if (match_side(&f->m->claims.at[a]) == match_side(&f->m->claims.at[b])) fold(f, a, b, "one utterance");
}

void match_find_origins(match *m, const lineage *lineages, uint32_t n, state *out)
{
    folding f = { m, out, TAKE(m->a, out->claims, uint32_t), TAKE(m->a, out->claims, const char *) };
    for (uint32_t i = 0; i < out->claims; i++) f.up[i] = i;
    fold_passages(&f, lineages, n);
    uint32_t *passage = TAKE(m->a, out->claims, uint32_t);
    for (uint32_t i = 0; i < out->claims; i++) passage[i] = top(&f, i);
    fold_same_source(&f);
    match_find_utterances(m, fold_utterance, &f);
    fold_citations(&f);

    case_claim *claim = TAKE(m->a, out->claims, case_claim);
    if (out->claims) memcpy(claim, out->claim, out->claims * sizeof *claim);
    origin *origins = TAKE(m->a, out->claims, origin);
    for (uint32_t i = 0; i < out->claims; i++) {
        uint32_t t = top(&f, i);
        if (t == i) {
            claim[i].origin = out->origins;
            origins[out->origins++] = (origin){ .first_claim = i, .reason = str_of(f.reason[i] ? f.reason[i] : "") };
        } else {
            claim[i].origin = claim[t].origin;
        }
        origins[claim[i].origin].claims++;
    }
    find_twins(&f, claim);
    match_count_links(m, out, passage, claim);
    answer *answers = TAKE(m->a, out->answers, answer);
    case_source *sources = TAKE(m->a, out->sources, case_source);
    if (out->answers) memcpy(answers, out->answer, out->answers * sizeof *answers);
    if (out->sources) memcpy(sources, out->source, out->sources * sizeof *sources);
    count_origins(&f, claim, answers, sources);
    out->claim = claim;
    out->origin = origins;
    out->answer = answers;
    out->source = sources;
}
