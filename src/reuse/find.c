/*
 * find.c - which pairs of texts to align, and what of the result to keep.
 *
 * Texts are taken in order of rank, each against those before it and itself.  Its fingerprints lead to lists, and the
 * lists to earlier texts; a text met twice, or once through a fingerprint that hardly anyone has, is aligned.  A list
 * longer than WHOLE_LIST is not looked through as a whole: the text is held against the first and the latest of it.
 * So ten thousand reprints cost ten thousand times a few alignments, and each of them is tied to the others.
 *
 * The threshold is an expectation: with T tokens before it, a text of L tokens meets T * L pairs of places, and a
 * passage counts when chance would rarely bring so many bits in that many tries.
 */
#include "reuse/order.h"
#include "reuse/shared.h"

#include <math.h>

enum {
    FEW = 4,   /* hits that are looked at one by one */
    APART = 40 /* tokens by which the distances of two hits may differ */
};
#define SURPLUS 58.0 /* bits beyond log2(T * L); from bench/reuse: the knee of precision over recall */

typedef struct {
    finding finding;
    const body *body;
    const lists *lists;
    uint8_t *hits;     /* by rank: met how often, up to HITS_ENOUGH */
    uint32_t *touched; /* ranks met */
    size_t touches;
    VEC(ordered) hit; /* as find_between wants them */
} finder;

typedef void meet(finder *, const list_place *there, uint32_t at, uint8_t weight);

static void meet_counts(finder *f, const list_place *there, uint32_t at, uint8_t weight)
{
    (void)at;
    uint8_t *h = &f->hits[there->document];
    if (!*h) f->touched[f->touches++] = there->document;
    *h = (uint8_t)(*h + weight > HITS_ENOUGH ? HITS_ENOUGH : *h + weight);
}

static void meet_takes(finder *f, const list_place *there, uint32_t at, uint8_t weight)
{
    if (f->hits[there->document] < HITS_ENOUGH) return;
    *VEC_ADD(f->finding.scratch, &f->hit) = (ordered){ (uint64_t)there->document << 32 | there->at, at, weight };
}

/* Calls fn for the places before `number` in its list, latest first; of a long list for the latest and the first.  One
 * publisher's standing text is held against its latest occurrences only: more would say nothing new. */
static void look_back(finder *f, const list_part *part, uint32_t number, meet *fn)
{
    const list_place *here = &part->place[number];
    uint32_t begin = here->begin, before = number - begin, end = begin;
    while (end < part->n && end - begin <= RARE_LIST && part->place[end].begin == begin) end++;
    uint8_t weight = end - begin <= RARE_LIST ? HITS_ENOUGH : 1;
    uint32_t publisher = f->body->publisher[here->document], same = 0;
    for (uint32_t i = before; i-- > 0;) {
        if (before > WHOLE_LIST && i + LATEST_OF_LIST < before && i >= FIRST_OF_LIST) i = FIRST_OF_LIST - 1;
        const list_place *there = &part->place[begin + i];
        if (publisher && f->body->publisher[there->document] == publisher && there->document != here->document &&
            ++same > SAME_PUBLISHER_MOST)
            continue;
        fn(f, there, here->at, weight);
    }
}

static void look_up(finder *f, uint32_t rank, meet *fn)
{
    enum { AHEAD = 12 }; /* places are all over memory */
    for (uint32_t p = 0; p < f->lists->parts; p++) {
        const list_part *part = &f->lists->part[p];
        for (uint32_t i = part->first[rank]; i < part->first[rank + 1]; i++) {
            if (i + AHEAD < part->first[rank + 1]) __builtin_prefetch(&part->place[part->by_document[i + AHEAD]]);
            look_back(f, part, part->by_document[i], fn);
        }
    }
}

static double threshold(const body *b, uint32_t n)
{
    return SURPLUS + log2((double)b->all_tokens + 2) + log2((double)n + 2);
}

/* What the evidence is worth: less where most of the passage is not shared, for then its pieces were gathered from
 * many possible places. */
static double worth(const passage *p)
{
    uint32_t a_n = p->a_end - p->a_begin, b_n = p->b_end - p->b_begin;
    double filled = 1.5 * p->equal / (a_n > b_n ? a_n : b_n) + .1;
    return p->bits * (filled < 1 ? filled : 1);
}

static void keep_passage(finding *f, uint32_t a, uint32_t b, const passage *p, const run *runs)
{
    bool enough = worth(p) >= threshold(f->body, f->body->text[b].n);
    if (!enough && p->longest < f->body->exact_run) return;
    run *kept = TAKE(f->keep, p->runs, run);
    memcpy(kept, runs + p->first_run, p->runs * sizeof *kept);
    *VEC_ADD(f->keep, &f->found) = (shared){ .a = a, .b = b, .at = *p, .run = kept, .enough = enough };
}

static bool lie_alike(const ordered *x, const ordered *y, int64_t apart)
{
    int64_t in_a = (int64_t)(uint32_t)x->key - (uint32_t)y->key, in_b = (int64_t)x->sub - y->sub;
    return in_a - in_b <= apart && in_b - in_a <= apart;
}

bool find_hang_together(const ordered *hit, size_t n, uint32_t blur)
{
    if (n > FEW) return true;
    for (size_t i = 0; i < n; i++) {
        if (hit[i].what >= HITS_ENOUGH) return true;
        for (size_t k = 0; k < i; k++)
            if (lie_alike(&hit[i], &hit[k], (int64_t)APART + blur)) return true;
    }
    return false;
}

finding find_begin(arena *keep, arena *scratch, const body *b)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < b->n; i++)
        if (b->text[i].n > most) most = b->text[i].n;
    return (finding){ .keep = keep, .scratch = scratch, .body = b, .bits = TAKE(scratch, most, double), .bits_of = UINT32_MAX };
}

void find_between(finding *f, uint32_t a, uint32_t b, const ordered *hit, size_t n)
{
    arena_mark here = arena_here(f->scratch);
    seed *seeds = TAKE(f->scratch, n, seed);
    for (size_t i = 0; i < n; i++) seeds[i] = (seed){ (uint32_t)hit[i].key, hit[i].sub };
    for (uint32_t i = 0; f->bits_of != b && i < f->body->text[b].n; i++) f->bits[i] = -1;
    f->bits_of = b;
    align_task task = { &f->body->text[a], &f->body->text[b],   a == b,
                        f->body->rarity,   f->bits,             f->body->profile.n, f->body->exact_run,
                        threshold(f->body, f->body->text[b].n) };
    aligned got = align(f->scratch, &task, seeds, n);
    for (size_t i = 0; i < got.passages; i++) keep_passage(f, a, b, &got.passage[i], got.run);
    arena_rollback(f->scratch, here);
}

static void find_for(finder *f, uint32_t rank)
{
    arena *scratch = f->finding.scratch;
    arena_mark here = arena_here(scratch);
    f->hit.at = NULL;
    f->hit.n = f->hit.room = 0;
    look_up(f, rank, meet_counts);
    look_up(f, rank, meet_takes);
    order(scratch, f->hit.at, f->hit.n);
    for (size_t i = 0, end; i < f->hit.n; i = end) {
        for (end = i + 1; end < f->hit.n && f->hit.at[end].key >> 32 == f->hit.at[i].key >> 32;) end++;
        if (find_hang_together(f->hit.at + i, end - i, 0))
            find_between(&f->finding, (uint32_t)(f->hit.at[i].key >> 32), rank, f->hit.at + i, end - i);
    }
    while (f->touches) f->hits[f->touched[--f->touches]] = 0;
    arena_rollback(scratch, here);
}

shared_list find_shared(arena *keep, arena *scratch, const body *b, const lists *l)
{
    arena_mark here = arena_here(scratch);
    finder f = { .finding = find_begin(keep, scratch, b), .body = b, .lists = l };
    f.hits = TAKE(scratch, (size_t)b->n + 1, uint8_t);
    f.touched = TAKE(scratch, (size_t)b->n + 1, uint32_t);
    for (uint32_t rank = 0; rank < b->n; rank++) find_for(&f, rank);
    arena_rollback(scratch, here);
    return f.finding.found;
}
