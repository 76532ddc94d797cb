/*
 * classes.c - what a shared passage is: a copy and how close a one, a version, a third text both used, a quotation,
 * standing text, a phrase.
 *
 * Decided from where the passage's family stands: in how many texts, of how many publishers, over which span of
 * time, how much of each text it makes up, and whether it stands between quotation marks on both sides.  Standing
 * text recurs for months at the edge of texts about other things; a story that everybody prints is over in days.
 */
#include "reuse/order.h"
#include "reuse/shared.h"

enum {
    STANDING_TEXTS = 5,       /* texts in a family of standing text, at least */
    STANDING_DAYS = 45,       /* between the quartiles of their dates */
    MONTH = 31,               /* days: a date less exact than that does not count */
    STANDING_OF_ONE = 3,      /* texts, when all are of one publisher */
    STANDING_DAYS_OF_ONE = 2, /* between the first and last of them */
    VERSION_DAYS = 4,         /* between versions of one article */
    SMALL = 3,                /* tokens of a gap that is an edit */
    COMMON_CHAIN = 26,        /* equal tokens without a larger gap: more is copied from one another */
    QUOTE_MOST = 60           /* equal tokens: who prints more of it had the same text before him */
};
#define QUOTED   .70 /* of the equal tokens, on both sides */
#define MOST_OF  .50 /* of a text */
#define ALL_OF   .80 /* of a text */
#define UNCHANGED .93 /* equal tokens of the longer side */
#define EDITED    .70
#define COMMON_FILLED .65 /* equal tokens of the longer side, less than */
#define COMMON_EDITS  .14 /* small gaps an equal token, less than */

typedef struct {
    uint32_t texts, dated;
    bool one_publisher;
    int32_t quartiles, days; /* between the quartiles of the dates, and between the first and last */
    uint32_t major;          /* texts of which the passage is most */
} spread;

static bool same_publisher(const body *b, uint32_t x, uint32_t y)
{
    return b->publisher[x] && b->publisher[x] == b->publisher[y];
}

/* How a family is spread over texts, publishers and days. */
static spread spread_of(arena *scratch, const body *b, const families *f, uint32_t family)
{
    arena_mark here = arena_here(scratch);
    uint32_t n = f->first[family + 1] - f->first[family];
    const uint32_t *member = f->member + f->first[family];
    ordered *day = TAKE(scratch, n, ordered);
    spread s = { .one_publisher = true };
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) { /* members ascend by document */
        const place *p = &f->place[member[i]];
        if (p->end - p->begin >= MOST_OF * b->text[p->document].n && p->document != last) s.major++;
        if (p->document == last) continue;
        last = p->document;
        s.texts++;
        if (!same_publisher(b, f->place[member[0]].document, last)) s.one_publisher = false;
        int32_t from, to;
        bool known = date_days(b->document[last]->published, &from, &to) && to - from < MONTH;
        if (known) day[s.dated++].key = (uint64_t)(uint32_t)from;
    }
    order(scratch, day, s.dated);
    if (s.dated) {
        s.quartiles = (int32_t)(day[s.dated * 3 / 4].key - day[s.dated / 4].key);
        s.days = (int32_t)(day[s.dated - 1].key - day[0].key);
    }
    arena_rollback(scratch, here);
    return s;
}

/* One side of a passage as a quotation. */
typedef struct {
    uint32_t quoted, stretches; /* equal tokens between quotation marks, and in how many stretches they stand */
    bool whole;                 /* the quotation ends where the passage does, on both ends */
} quotation;

static bool is_quoted(const tokens *t, uint32_t i)
{
    return i < t->n && t->at[i] & TOKEN_QUOTED;
}

static quotation quotation_of(const tokens *t, const shared *s, bool in_a)
{
    quotation q = { 0 };
    bool before = false;
    uint32_t first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < s->at.runs; i++)
        for (uint32_t k = 0; k < s->run[i].n; k++) {
            uint32_t at = (in_a ? s->run[i].a : s->run[i].b) + k;
            bool now = is_quoted(t, at);
            q.quoted += now;
            q.stretches += now && !before;
            before = now;
            if (now && at < first) first = at;
            if (now && at > last) last = at;
        }
    q.whole = q.quoted && (first < 2 || !is_quoted(t, first - 2)) && !is_quoted(t, last + 2);
    return q;
}

/* Both print what one speaker said, and little else: one quotation on each side, whole on one of them at least. */
static bool is_quotation(const body *b, const shared *s)
{
    if (s->at.equal > QUOTE_MOST) return false;
    quotation a = quotation_of(&b->text[s->a], s, true), other = quotation_of(&b->text[s->b], s, false);
    uint32_t least = a.quoted < other.quoted ? a.quoted : other.quoted;
    return least >= QUOTED * s->at.equal && a.stretches == 1 && other.stretches == 1 && (a.whole || other.whole);
}

/* How the runs of a passage follow one another. */
typedef struct {
    uint32_t longest; /* equal tokens in runs with at most SMALL tokens between them */
    uint32_t small;   /* gaps of that kind */
} texture;

static texture texture_of(const shared *s)
{
    texture t = { 0 };
    uint32_t chain = 0;
    for (uint32_t i = 0; i < s->at.runs; i++) {
        const run *r = &s->run[i], *p = i ? r - 1 : NULL;
        bool near = p && r->a >= p->a + p->n && r->a - p->a - p->n <= SMALL && r->b - p->b - p->n <= SMALL;
        t.small += near;
        chain = near ? chain + r->n : r->n;
        if (chain > t.longest) t.longest = chain;
    }
    return t;
}

/* Both worked from a third text, each in its own way: like sentences in pieces, with much between them.  A copy that
 * was changed throughout has many small gaps instead.  Where a date is missing or only a year, a
 * rewrite of a rewrite looks the same: then nothing is said of a third text. */
static bool is_common(const body *b, const shared *s)
{
    if (b->document[s->a]->published.precision < DATE_MONTH || b->document[s->b]->published.precision < DATE_MONTH)
        return false;
    uint32_t a_n = s->at.a_end - s->at.a_begin, b_n = s->at.b_end - s->at.b_begin;
    if (s->at.equal >= COMMON_FILLED * (a_n > b_n ? a_n : b_n)) return false;
    texture t = texture_of(s);
    return t.longest < COMMON_CHAIN && t.small < COMMON_EDITS * s->at.equal;
}

static double share_of_text(const body *b, uint32_t document, uint32_t begin, uint32_t end)
{
    return (double)(end - begin) / b->text[document].n;
}

static bool is_standing(const spread *s)
{
    if (s->major * 2 > s->texts) return false;
    if (s->one_publisher) return s->texts >= STANDING_OF_ONE && s->days >= STANDING_DAYS_OF_ONE;
    return s->texts >= STANDING_TEXTS && s->dated * 2 >= s->texts && s->quartiles > STANDING_DAYS;
}

static bool days_near(const body *b, const shared *s)
{
    int32_t a, b_day, end;
    if (!date_days(b->document[s->a]->published, &a, &end) || !date_days(b->document[s->b]->published, &b_day, &end))
        return true;
    return b_day - a <= VERSION_DAYS && a - b_day <= VERSION_DAYS;
}

copy_class closeness(const body *b, const shared *s)
{
    uint32_t a_n = s->at.a_end - s->at.a_begin, b_n = s->at.b_end - s->at.b_begin;
    double equal = (double)s->at.equal / (a_n > b_n ? a_n : b_n);
    double of_a = share_of_text(b, s->a, s->at.a_begin, s->at.a_end);
    double of_b = share_of_text(b, s->b, s->at.b_begin, s->at.b_end);
    if (s->a != s->b && same_publisher(b, s->a, s->b))
        return of_a >= MOST_OF && of_b >= MOST_OF && days_near(b, s) ? COPY_VERSION : COPY_SELF;
    if (equal >= UNCHANGED) return of_a >= ALL_OF ? COPY_REPRINT : COPY_CUT;
    return equal >= EDITED ? COPY_EDIT : COPY_REWRITE;
}

static copy_class class_of(const body *b, const shared *s, const spread *spread_of_family)
{
    if (!s->enough) return COPY_FORMULA;
    if (s->a == s->b) return COPY_SELF;
    if (is_standing(spread_of_family)) return COPY_BOILERPLATE;
    if (is_quotation(b, s)) return COPY_QUOTE;
    return !same_publisher(b, s->a, s->b) && is_common(b, s) ? COPY_COMMON : closeness(b, s);
}

void classify(arena *scratch, const body *b, shared_list *l, const families *f)
{
    arena_mark here = arena_here(scratch);
    spread *of = TAKE(scratch, f->families, spread);
    for (uint32_t i = 0; i < f->families; i++) of[i] = spread_of(scratch, b, f, i);
    for (size_t i = 0; i < l->n; i++) l->at[i].class = class_of(b, &l->at[i], &of[f->place[l->at[i].place_a].family]);
    arena_rollback(scratch, here);
}
