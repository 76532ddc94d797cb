/*
 * align.c - from seeds to passages, in three steps.
 *
 *   1. Each seed is grown to the maximal run of equal tokens around it.
 *   2. Longest runs first, a run is extended on both sides over small edits (greedy, with look-ahead, given up when
 *      the score falls GIVE_UP below its best: the X-drop of Altschul et al., "Gapped BLAST", 1997).  The result is
 *      a piece: runs in the same order in both texts.
 *   3. Pieces near each other in both texts, in any order, are one passage: sentences were moved, dropped, put in.
 *      They are joined only while the passage stays of like length on both sides and is well filled by its runs;
 *      otherwise lists of like phrases ("over the next five years ...") would swallow whole texts.
 */
#include "reuse/align.h"
#include "reuse/order.h"

#include <math.h>


enum {
    LOOK = 10,      /* tokens a resynchronisation looks ahead on each side */
    CLOSE = 4,      /* tokens within which a single long one is enough */
    LONG_TOKEN = 6, /* bytes with what follows it: words of content, not "of" and "the" */
    NEAR = 72,      /* tokens between pieces of one passage */
    NEIGHBOURS = 16 /* pieces tried with each, in order of place */
};
#define GIVE_UP  7.0 /* score below the best at which an extension ends; an equal token scores 1 */
#define SKIPPED  0.6 /* off the score for each token passed over, on the side where more are */
#define LOPSIDED 2.0 /* longer side of a passage over the shorter, at most ... */
#define SLACK    40  /* ... unless they differ by fewer tokens than this */
#define FILLED   0.22 /* least share of equal tokens in the longer side */
#define FILLED_ALL .5 /* the same for all pieces of two texts, however far apart */
#define PULL     0.25 /* bits a piece must bring for each token between it and the next */

typedef struct {
    uint32_t a_begin, a_end, b_begin, b_end, equal, longest;
    double bits;
    VEC(run) run;
} piece;

typedef struct {
    arena *a;
    const align_task *task;
    run *runs; /* maximal, ordered by diagonal and place */
    bool *used;
    size_t n;
    VEC(piece) piece;
} aligner;

static bool equal_at(const align_task *t, uint32_t a, uint32_t b)
{
    return t->a->hash[a] == t->b->hash[b];
}

/* ---- 1: maximal runs ---- */

/* In one text, the run at `a` must end before the one at `b` begins. */
static uint32_t run_most(const align_task *t, uint32_t a, uint32_t b)
{
    uint32_t most_a = (t->same ? b : t->a->n) - a, most_b = t->b->n - b;
    return most_a < most_b ? most_a : most_b;
}

/* Grows no further back than token b_floor: there, within one text, ended the run before on the same diagonal. */
static run grow(const align_task *t, seed s, uint32_t b_floor)
{
    uint32_t a = s.a, b = s.b;
    while (a && b > b_floor && equal_at(t, a - 1, b - 1)) a--, b--;
    uint32_t n = 0, most = run_most(t, a, b);
    while (n < most && equal_at(t, a + n, b + n)) n++;
    return (run){ a, b, n };
}

static uint64_t diagonal(uint32_t a, uint32_t b)
{
    return (uint64_t)a + UINT32_MAX - b;
}

/* The maximal runs around the seeds, each once, ordered by diagonal and place. */
static void find_runs(aligner *al, const seed *seeds, size_t n)
{
    ordered *o = TAKE(al->a, n, ordered);
    for (size_t i = 0; i < n; i++) o[i] = (ordered){ diagonal(seeds[i].a, seeds[i].b), seeds[i].b, seeds[i].a };
    order(al->a, o, n);
    al->runs = TAKE(al->a, n, run);
    for (size_t i = 0; i < n; i++) {
        const run *last = al->n ? &al->runs[al->n - 1] : NULL;
        uint32_t b_floor = last && diagonal(last->a, last->b) == o[i].key ? last->b + last->n : 0;
        if (o[i].sub < b_floor) continue;
        run r = grow(al->task, (seed){ o[i].what, o[i].sub }, b_floor);
        if (r.n >= al->task->gram) al->runs[al->n++] = r;
    }
    al->used = TAKE(al->a, al->n, bool);
}

/* ---- 2: extension over edits ---- */

/* A walk along both texts: forward, or backward, where the next token is the one before. */
typedef struct {
    const tokens *text_a;
    const uint32_t *a, *b; /* the next tokens */
    ptrdiff_t step;        /* +1 or -1 */
    uint32_t a_rest, b_rest; /* tokens left to walk on each side */
} walk;

static inline bool walk_equal(const walk *w, uint32_t i, uint32_t j)
{
    return i < w->a_rest && j < w->b_rest && w->a[w->step * (ptrdiff_t)i] == w->b[w->step * (ptrdiff_t)j];
}

static void walk_on(walk *w, uint32_t i, uint32_t j)
{
    w->a += w->step * (ptrdiff_t)i;
    w->b += w->step * (ptrdiff_t)j;
    w->a_rest -= i;
    w->b_rest -= j;
}

static bool is_long(const tokens *t, uint32_t at)
{
    return t->at[at] & TOKEN_NAME || token_place(t, at + 1) - token_place(t, at) > LONG_TOKEN;
}

/* Equal tokens after skipping i and j: two in a row, or a long one near by. */
static inline bool meets_again(const walk *w, uint32_t i, uint32_t j)
{
    if (!walk_equal(w, i, j)) return false;
    if (walk_equal(w, i + 1, j + 1)) return true;
    if (i > CLOSE || j > CLOSE) return false;
    return is_long(w->text_a, (uint32_t)(w->a + w->step * (ptrdiff_t)i - w->text_a->hash));
}

/* How far the walk must jump to find equal tokens again, at most `look`: the cheapest (i, j); false when none is
 * near.  One equal token is enough after an exchange of one. */
static bool resume(const walk *w, uint32_t look, uint32_t *skip_a, uint32_t *skip_b)
{
    if (walk_equal(w, 1, 1)) {
        *skip_a = *skip_b = 1;
        return true;
    }
    for (uint32_t far = 1; far <= look; far++)
        for (uint32_t less = far + 1; less-- > 0;) {
            if (meets_again(w, far, less)) {
                *skip_a = far, *skip_b = less;
                return true;
            }
            if (meets_again(w, less, far)) {
                *skip_a = less, *skip_b = far;
                return true;
            }
        }
    return false;
}

/* The n tokens just walked over. */
static run note_run(aligner *al, piece *p, const walk *w, uint32_t n)
{
    uint32_t a = (uint32_t)(w->a - al->task->a->hash), b = (uint32_t)(w->b - al->task->b->hash);
    return *VEC_ADD(al->a, &p->run) = w->step > 0 ? (run){ a - n, b - n, n } : (run){ a + 1, b + 1, n };
}

/* A passage does not end in an "of" or a "to the" that any two texts have in common there. */
static bool may_end(const tokens *t, run r)
{
    for (uint32_t i = 0; i < r.n && r.n < 3; i++)
        if (is_long(t, r.a + i)) return true;
    return r.n >= 3;
}

/* From a run of `begun` tokens on.  Runs behind the walk's best point are kept in the piece; the more is equal, the
 * further the walk looks ahead. */
static void extend(aligner *al, piece *p, walk w, uint32_t begun)
{
    double score = 0, best = 0;
    size_t best_runs = p->run.n;
    while (score > best - GIVE_UP) {
        uint32_t n = 0, skip_a, skip_b, look = 2 + (uint32_t)((begun + best) / 2);
        while (walk_equal(&w, n, n)) n++;
        if (n) {
            walk_on(&w, n, n);
            run r = note_run(al, p, &w, n);
            score += n;
            if (score > best && may_end(w.text_a, r)) best = score, best_runs = p->run.n;
        }
        if (!resume(&w, look < LOOK ? look : LOOK, &skip_a, &skip_b)) break;
        walk_on(&w, skip_a, skip_b);
        score -= SKIPPED * (skip_a > skip_b ? skip_a : skip_b);
    }
    p->run.n = best_runs;
}

/* The maximal run that r is, if it came from a seed: marks it used. */
static void mark_used(aligner *al, run r)
{
    uint64_t d = diagonal(r.a, r.b);
    size_t low = 0, high = al->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const run *m = &al->runs[middle];
        uint64_t md = diagonal(m->a, m->b);
        if (md < d || (md == d && m->b < r.b)) low = middle + 1;
        else high = middle;
    }
    if (low < al->n && al->runs[low].a == r.a && al->runs[low].b == r.b && al->runs[low].n <= r.n) al->used[low] = true;
}

static double trigram_bits(const align_task *t, uint32_t b)
{
    const uint32_t *at = t->b->at + b;
    if ((at[0] | at[1] | at[2]) & TOKEN_DULL) return 0;
    return -log2(rarity_share(t->rarity, trigram(t->b->blind + b)));
}

/* The evidence in a run: the bits of its trigrams. */
static double run_bits(const align_task *t, run r)
{
    enum { AHEAD = 8 }; /* counts are all over memory */
    double sum = 0;
    for (uint32_t i = r.b; i + 3 <= r.b + r.n; i++) {
        uint32_t soon = i + AHEAD;
        if (soon + 3 <= r.b + r.n && t->bits[soon] < 0) rarity_expect(t->rarity, trigram(t->b->blind + soon));
        if (t->bits[i] < 0) t->bits[i] = trigram_bits(t, i);
        sum += t->bits[i];
    }
    return sum;
}

/* Adds up what the runs of a piece amount to. */
static void measure(aligner *al, piece *p)
{
    p->a_begin = p->b_begin = UINT32_MAX;
    for (size_t i = 0; i < p->run.n; i++) {
        run r = p->run.at[i];
        if (r.a < p->a_begin) p->a_begin = r.a;
        if (r.b < p->b_begin) p->b_begin = r.b;
        if (r.a + r.n > p->a_end) p->a_end = r.a + r.n;
        if (r.b + r.n > p->b_end) p->b_end = r.b + r.n;
        if (r.n > p->longest) p->longest = r.n;
        p->equal += r.n;
        if (r.n >= al->task->gram) mark_used(al, r);
    }
}

/* Whether the pieces could matter at best: a long enough run, or evidence enough if every trigram were rare.  Most
 * pairs of texts share a phrase or two and end here. */
static bool may_matter(const aligner *al)
{
    double most = 0;
    for (size_t i = 0; i < al->piece.n; i++) {
        const piece *p = &al->piece.at[i];
        if (p->longest >= al->task->exact_run) return true;
        for (size_t k = 0; k < p->run.n; k++)
            if (p->run.at[k].n > 2) most += RARITY_MOST * (p->run.at[k].n - 2);
    }
    return most >= al->task->enough;
}

static void weigh_pieces(aligner *al)
{
    for (size_t i = 0; i < al->piece.n; i++)
        for (size_t k = 0; k < al->piece.at[i].run.n; k++)
            al->piece.at[i].bits += run_bits(al->task, al->piece.at[i].run.at[k]);
}

static walk walk_from(const align_task *t, ptrdiff_t step, run r, uint32_t a_rest, uint32_t b_rest)
{
    if (step > 0) return (walk){ t->a, t->a->hash + r.a + r.n, t->b->hash + r.b + r.n, step, a_rest, b_rest };
    return (walk){ t->a, t->a->hash + r.a - 1, t->b->hash + r.b - 1, step, a_rest, b_rest };
}

static void piece_around(aligner *al, run r)
{
    const align_task *t = al->task;
    piece *p = VEC_ADD(al->a, &al->piece);
    *VEC_ADD(al->a, &p->run) = r;
    uint32_t a_limit = t->same ? r.b : t->a->n, b_floor = t->same ? r.a + r.n : 0;
    extend(al, p, walk_from(t, +1, r, a_limit - r.a - r.n, t->b->n - r.b - r.n), r.n);
    for (size_t i = 0; t->same && i < p->run.n; i++) /* what went forward in a may not be met going back in b */
        if (p->run.at[i].a + p->run.at[i].n > b_floor) b_floor = p->run.at[i].a + p->run.at[i].n;
    extend(al, p, walk_from(t, -1, r, r.a, r.b - b_floor), r.n);
    measure(al, p);
}

static void find_pieces(aligner *al)
{
    ordered *o = TAKE(al->a, al->n, ordered);
    for (size_t i = 0; i < al->n; i++)
        o[i] = (ordered){ (uint64_t)(UINT32_MAX - al->runs[i].n) << 32 | al->runs[i].b, al->runs[i].a, (uint32_t)i };
    order(al->a, o, al->n);
    for (size_t i = 0; i < al->n; i++)
        if (!al->used[o[i].what]) piece_around(al, al->runs[o[i].what]);
}

/* ---- 3: joining ---- */

static uint32_t gap(uint32_t begin, uint32_t end, uint32_t other_begin, uint32_t other_end)
{
    if (other_begin > end) return other_begin - end;
    return begin > other_end ? begin - other_end : 0;
}

static bool alike(uint32_t n, uint32_t m)
{
    uint32_t more = n > m ? n : m, less = n > m ? m : n;
    return more - less < SLACK || more <= less * LOPSIDED;
}

static bool joins(const align_task *t, const piece *p, const piece *q)
{
    uint32_t gap_a = gap(p->a_begin, p->a_end, q->a_begin, q->a_end);
    uint32_t gap_b = gap(p->b_begin, p->b_end, q->b_begin, q->b_end);
    uint32_t far = gap_a > gap_b ? gap_a : gap_b;
    if (far > NEAR || (p->bits < q->bits ? p->bits : q->bits) < far * PULL) return false;
    uint32_t a_begin = p->a_begin < q->a_begin ? p->a_begin : q->a_begin;
    uint32_t b_begin = p->b_begin < q->b_begin ? p->b_begin : q->b_begin;
    uint32_t a_end = p->a_end > q->a_end ? p->a_end : q->a_end, b_end = p->b_end > q->b_end ? p->b_end : q->b_end;
    uint32_t a_n = a_end - a_begin, b_n = b_end - b_begin, equal = p->equal + q->equal;
    if (t->same && a_end > b_begin) return false;
    return alike(a_n, b_n) && equal >= FILLED * (a_n > b_n ? a_n : b_n);
}

static void join(aligner *al, piece *p, piece *q)
{
    for (size_t i = 0; i < q->run.n; i++) *VEC_ADD(al->a, &p->run) = q->run.at[i];
    if (q->a_begin < p->a_begin) p->a_begin = q->a_begin;
    if (q->b_begin < p->b_begin) p->b_begin = q->b_begin;
    if (q->a_end > p->a_end) p->a_end = q->a_end;
    if (q->b_end > p->b_end) p->b_end = q->b_end;
    if (q->longest > p->longest) p->longest = q->longest;
    p->equal += q->equal;
    p->bits += q->bits;
}

/* One round over the pieces in order of place in b; true when any were joined. */
static bool join_round(aligner *al)
{
    size_t n = al->piece.n, left = 0;
    piece *p = al->piece.at;
    bool joined = false;
    ordered *o = TAKE(al->a, n, ordered);
    for (size_t i = 0; i < n; i++) o[i] = (ordered){ (uint64_t)p[i].b_begin << 32 | p[i].b_end, p[i].a_begin, (uint32_t)i };
    order(al->a, o, n);
    piece *sorted = TAKE(al->a, n, piece);
    for (size_t i = 0; i < n; i++) {
        piece *q = &p[o[i].what];
        size_t from = left > NEIGHBOURS ? left - NEIGHBOURS : 0, k = left;
        while (k > from && !joins(al->task, &sorted[k - 1], q)) k--;
        if (k > from) {
            join(al, &sorted[k - 1], q);
            joined = true;
        } else sorted[left++] = *q;
    }
    al->piece.at = sorted;
    al->piece.n = al->piece.room = left;
    return joined;
}

/* Drops from `r` what lies before `until` on the side in question; false when nothing is left. */
static bool cut_front(run *r, uint32_t begin, uint32_t until)
{
    uint32_t over = begin < until ? until - begin : 0;
    if (over >= r->n) return false;
    *r = (run){ r->a + over, r->b + over, r->n - over };
    return true;
}

/* Sorts runs by place on one side and makes them disjoint there. */
static size_t make_disjoint(arena *a, run *r, size_t n, bool in_a)
{
    ordered *o = TAKE(a, n, ordered);
    run *sorted = TAKE(a, n, run);
    for (size_t i = 0; i < n; i++)
        o[i] = (ordered){ (uint64_t)(in_a ? r[i].a : r[i].b) << 32 | (UINT32_MAX - r[i].n), in_a ? r[i].b : r[i].a,
                          (uint32_t)i };
    order(a, o, n);
    for (size_t i = 0; i < n; i++) sorted[i] = r[o[i].what];
    size_t kept = 0;
    uint32_t until = 0;
    for (size_t i = 0; i < n; i++) {
        run x = sorted[i];
        if (!cut_front(&x, in_a ? x.a : x.b, until)) continue;
        r[kept++] = x;
        until = (in_a ? x.a : x.b) + x.n;
    }
    return kept;
}

/* A token of either side counts once, however many runs of the joined pieces hold it. */
static void settle(aligner *al, piece *p)
{
    p->run.n = make_disjoint(al->a, p->run.at, p->run.n, true);
    p->run.n = make_disjoint(al->a, p->run.at, p->run.n, false);
    p->equal = 0;
    p->bits = 0;
    for (size_t i = 0; i < p->run.n; i++) {
        p->equal += p->run.at[i].n;
        p->bits += run_bits(al->task, p->run.at[i]);
    }
}

/* Texts that are one another in another order: when the pieces together fill what lies between the first and last of
 * them on both sides, they are one passage however far each was moved. */
static void join_all(aligner *al)
{
    if (al->piece.n < 2) return;
    piece all = { .a_begin = UINT32_MAX, .b_begin = UINT32_MAX };
    for (size_t i = 0; i < al->piece.n; i++) join(al, &all, &al->piece.at[i]);
    settle(al, &all);
    uint32_t a_n = all.a_end - all.a_begin, b_n = all.b_end - all.b_begin;
    if (al->task->same || !alike(a_n, b_n) || all.equal < FILLED_ALL * (a_n > b_n ? a_n : b_n)) return;
    al->piece.at[0] = all;
    al->piece.n = 1;
}

static aligned answer(aligner *al)
{
    size_t all = 0, n = 0;
    for (size_t i = 0; i < al->piece.n; i++) {
        if (al->piece.at[i].run.n > 1) settle(al, &al->piece.at[i]);
        all += al->piece.at[i].run.n;
    }
    run *runs = TAKE(al->a, all, run);
    passage *out = TAKE(al->a, al->piece.n, passage);
    for (size_t i = 0; i < al->piece.n; i++) {
        const piece *p = &al->piece.at[i];
        out[i] = (passage){ p->a_begin, p->a_end, p->b_begin,  p->b_end,        p->equal,
                            p->longest, p->bits,  (uint32_t)n, (uint32_t)p->run.n };
        memcpy(runs + n, p->run.at, p->run.n * sizeof *runs);
        n += p->run.n;
    }
    return (aligned){ runs, out, al->piece.n };
}

aligned align(arena *a, const align_task *task, const seed *seeds, size_t n)
{
    aligner al = { .a = a, .task = task };
    find_runs(&al, seeds, n);
    find_pieces(&al);
    if (!may_matter(&al)) return (aligned){ 0 };
    weigh_pieces(&al);
    while (al.piece.n > 1 && join_round(&al)) {}
    join_all(&al);
    return answer(&al);
}
