/*
 * differences.c - what changed between two passages, word by word.
 *
 * The shortest edit script (Myers, "An O(ND) difference algorithm and its variations", 1986) over folded tokens.  Its
 * cost grows with the square of the differences, so the search is given up at EDITS_MOST of them: what was matched
 * on the way to the furthest point is kept, and the search starts again from there.
 */
#include "reuse/reuse.h"
#include "reuse/tokens.h"

enum { EDITS_MOST = 600 };

typedef struct {
    const uint32_t *a, *b;
    int64_t a_n, b_n;
} sides;

typedef struct {
    arena *a;
    VEC(reuse_difference) out;
    hs_str text_a, text_b;
    uint32_t base_a, base_b; /* where the passages begin in their texts */
    tokens in_a, in_b;
} writer;

static span bytes_of(const tokens *t, hs_str text, uint32_t base, uint32_t begin, uint32_t end)
{
    if (begin == end) return (span){ base, base };
    span s = tokens_span(t, text, begin, end);
    return (span){ s.begin + base, s.end + base };
}

/* Tokens [a, a + n) of a and [b, b + m) of b: equal, or one side empty.  Joins the piece before where it can. */
static void put(writer *w, uint32_t a, uint32_t n, uint32_t b, uint32_t m)
{
    if (!n && !m) return;
    reuse_difference d = { bytes_of(&w->in_a, w->text_a, w->base_a, a, a + n),
                           bytes_of(&w->in_b, w->text_b, w->base_b, b, b + m), n && m };
    reuse_difference *last = w->out.n ? &w->out.at[w->out.n - 1] : NULL;
    if (last && last->equal == d.equal && span_is_empty(last->in_a) == !n && span_is_empty(last->in_b) == !m) {
        if (n) last->in_a.end = d.in_a.end;
        if (m) last->in_b.end = d.in_b.end;
    } else *VEC_ADD(w->a, &w->out) = d;
}

/* Between two matches: first what only a has, then what only b has. */
static void put_gap(writer *w, uint32_t a, uint32_t a_to, uint32_t b, uint32_t b_to)
{
    put(w, a, a_to - a, b, 0);
    put(w, a_to, 0, b, b_to - b);
}

typedef struct {
    int64_t *v;   /* a row for each number of edits: the furthest place in a on each diagonal (place in a - in b) */
    int64_t d;    /* edits made */
    int64_t x, y; /* the point reached */
} search;

static int64_t *row(const search *s, int64_t d)
{
    return s->v + d * d + d; /* row d has 2d + 1 cells; its middle is diagonal 0 */
}

/* Whether the best way to diagonal k with d edits comes from the diagonal above: a token only b has. */
static bool from_above(const search *s, int64_t d, int64_t k)
{
    const int64_t *before = row(s, d - 1);
    return k == -d || (k != d && before[k - 1] < before[k + 1]);
}

/* Where that way enters diagonal k, before it runs along equal tokens. */
static int64_t step(const search *s, int64_t d, int64_t k)
{
    if (!d) return 0;
    return from_above(s, d, k) ? row(s, d - 1)[k + 1] : row(s, d - 1)[k - 1] + 1;
}

/* Runs the search to the ends of both sides or to EDITS_MOST; leaves the furthest point in s. */
static void run_search(search *s, sides t)
{
    for (int64_t d = 0; d <= EDITS_MOST; d++) {
        int64_t *now = row(s, d), furthest = -1;
        for (int64_t k = -d; k <= d; k++) {
            now[k] = -1;
            if ((k + d) & 1) continue;
            int64_t x = step(s, d, k), y = x - k;
            while (x < t.a_n && y < t.b_n && x >= 0 && y >= 0 && t.a[x] == t.b[y]) x++, y++;
            now[k] = x;
            if (x > t.a_n || y > t.b_n || y < 0) continue;
            if (x + y > furthest) {
                furthest = x + y;
                s->d = d, s->x = x, s->y = y;
            }
            if (x == t.a_n && y == t.b_n) return;
        }
    }
}

/* Walks back from the point reached and writes the matches in order.  `from`: tokens before these sides. */
static void write_back(writer *w, search *s, uint32_t from_a, uint32_t from_b)
{
    typedef struct {
        uint32_t a, b, n;
    } match;
    match *m = TAKE(w->a, (size_t)s->d + 1, match);
    int64_t n = 0, x = s->x, y = s->y;
    for (int64_t d = s->d; d >= 0; d--) {
        int64_t k = x - y, begin = step(s, d, k), begin_y = begin - k;
        if (x > begin) m[n++] = (match){ (uint32_t)begin, (uint32_t)begin_y, (uint32_t)(x - begin) };
        if (!d) break;
        bool above = from_above(s, d, k);
        x = row(s, d - 1)[above ? k + 1 : k - 1];
        y = x - (above ? k + 1 : k - 1);
    }
    uint32_t a = 0, b = 0;
    while (n--) {
        put_gap(w, from_a + a, from_a + m[n].a, from_b + b, from_b + m[n].b);
        put(w, from_a + m[n].a, m[n].n, from_b + m[n].b, m[n].n);
        a = m[n].a + m[n].n, b = m[n].b + m[n].n;
    }
    put_gap(w, from_a + a, from_a + (uint32_t)s->x, from_b + b, from_b + (uint32_t)s->y);
}

static void compare(writer *w)
{
    size_t cells = (size_t)(EDITS_MOST + 1) * (EDITS_MOST + 1) + EDITS_MOST;
    search s = { .v = TAKE(w->a, cells, int64_t) };
    uint32_t a = 0, b = 0;
    while (a < w->in_a.n || b < w->in_b.n) {
        sides t = { w->in_a.hash + a, w->in_b.hash + b, w->in_a.n - a, w->in_b.n - b };
        run_search(&s, t);
        write_back(w, &s, a, b);
        a += (uint32_t)s.x;
        b += (uint32_t)s.y;
    }
}

const reuse_difference *reuse_differences(arena *a, hs_str text_a, span in_a, hs_str text_b, span in_b, size_t *n)
{
    writer w = { .a = a, .base_a = in_a.begin, .base_b = in_b.begin };
    w.text_a = span_words(text_a, in_a);
    w.text_b = span_words(text_b, in_b);
    tokens_scratch scratch = { 0 };
    w.in_a = tokens_read(a, a, &scratch, w.text_a, NULL, 0);
    w.in_b = tokens_read(a, a, &scratch, w.text_b, NULL, 0);
    compare(&w);
    *n = w.out.n;
    return w.out.at;
}
