/*
 * quotations.c - which quotation marks belong together: typography only, never who speaks.
 *
 *     "We saw it," he said. "The guard told us 'run' and ..."        pairs, nested
 *     "First paragraph.            open_ended
 *     "Second paragraph."          continues
 *
 * Typographic marks say themselves whether they open, unless what stands beside them says the contrary on both sides (a
 * slip of the writer's keyboard: "... is 51 percent.“ at the end); a straight mark opens when white space or
 * an opener stands before it and none behind, closes the other way round, and does what is due where it could be both.
 * So do two single ones ('' for "), for which some archives keep no other sign.  A single mark inside a word is an
 * apostrophe.  One pass, a stack of a fixed depth: a mark too deep is left alone.
 */
#include "base/utf8.h"
#include "text/tokens.h"

enum { DEPTH_MOST = 8 };

typedef enum { KIND_NONE, KIND_DOUBLE, KIND_SINGLE, KIND_GUILLEMET, KIND_LOW, KIND_STRAIGHT, KIND_STRAIGHT_SINGLE } mark_kind;
typedef enum { TURN_OPEN = 1, TURN_CLOSE = 2, TURN_EITHER = 3 } mark_turn;

typedef struct {
    mark_kind kind;
    mark_turn turn;
} mark;

typedef struct {
    mark_kind kind;
    span at;
    uint32_t quotation; /* its place in the list */
} open_mark;

typedef struct {
    arena *a;
    page *p;
    VEC(quotation) list;
    open_mark open[DEPTH_MOST];
    size_t depth;
    mark_kind carried; /* left open by the paragraph before */
} pairing;

static bool white_at(const page *p, uint32_t at)
{
    if (at >= p->text.n) return true;
    size_t i = at;
    return utf8_is_space(utf8_next(p->text, &i));
}

/* How a mark would turn by what stands on its two sides alone. */
static mark_turn turn_of(const page *p, const token *t)
{
    uint32_t i = (uint32_t)(t - p->token);
    bool before = t->space_before || i == 0 || t->at.begin == 0;
    bool after = white_at(p, t->at.end);
    char left = t->at.begin ? p->text.p[t->at.begin - 1] : ' ', right = t->at.end < p->text.n ? p->text.p[t->at.end] : ' ';
    before |= strchr("([{-", left) != NULL && left;
    after |= right && strchr(".,;:!?)]}", right) != NULL;
    if (before && !after) return TURN_OPEN;
    if (after && !before) return TURN_CLOSE;
    return TURN_EITHER;
}

static mark mark_of(const page *p, const token *t)
{
    static const struct {
        const char *form;
        mark mark;
    } known[] = {
        { "\xE2\x80\x9C", { KIND_DOUBLE, TURN_OPEN } },    { "\xE2\x80\x9D", { KIND_DOUBLE, TURN_CLOSE } },
        { "\xE2\x80\x98", { KIND_SINGLE, TURN_OPEN } },    { "\xE2\x80\x99", { KIND_SINGLE, TURN_CLOSE } },
        { "\xC2\xAB", { KIND_GUILLEMET, TURN_OPEN } },     { "\xC2\xBB", { KIND_GUILLEMET, TURN_CLOSE } },
        { "\xE2\x80\x9E", { KIND_LOW, TURN_OPEN } },       { "``", { KIND_STRAIGHT, TURN_OPEN } },
    };
    hs_str w = span_words(p->text, t->at);
    if (str_eq(w, STR("\"")) || str_eq(w, STR("''"))) return (mark){ KIND_STRAIGHT, turn_of(p, t) };
    if (str_eq(w, STR("'"))) return (mark){ KIND_STRAIGHT_SINGLE, turn_of(p, t) };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(w, str_of(known[i].form))) return known[i].mark;
    return (mark){ KIND_NONE, TURN_OPEN };
}

/* A closing mark ends the newest open one of its kind; U+201C also ends what U+201E opened. */
static bool closes(mark_kind open, mark m)
{
    return open == m.kind && (m.turn & TURN_CLOSE);
}

static void push(pairing *q, mark_kind kind, span at, bool continues)
{
    if (q->depth == DEPTH_MOST) return;
    q->open[q->depth++] = (open_mark){ kind, at, (uint32_t)q->list.n };
    *VEC_ADD(q->a, &q->list) = (quotation){ at, { at.end, at.end }, false, continues };
}

/* Marks opened and never closed inside what now closes were none: their places are emptied. */
static void drop_above(pairing *q, size_t keep)
{
    while (q->depth > keep) q->list.at[q->open[--q->depth].quotation].at.end = 0;
}

static bool close(pairing *q, mark m, span at)
{
    size_t i = q->depth;
    while (i && !closes(q->open[i - 1].kind, m)) i--;
    if (!i) return false;
    drop_above(q, i);
    quotation *done = &q->list.at[q->open[--q->depth].quotation];
    done->inside.end = at.begin;
    done->at.end = at.end;
    return true;
}

static void take_mark(pairing *q, const token *t, bool is_first)
{
    mark m = mark_of(q->p, t);
    if (m.kind == KIND_NONE) return;
    bool low_ends = m.kind == KIND_DOUBLE && m.turn == TURN_OPEN && q->depth && q->open[q->depth - 1].kind == KIND_LOW;
    if (low_ends) m = (mark){ KIND_LOW, TURN_CLOSE };
    mark_turn beside = turn_of(q->p, t);
    if (m.kind == KIND_DOUBLE && beside != TURN_EITHER) m.turn = beside;
    bool is_open = false;
    for (size_t i = 0; i < q->depth; i++) is_open |= q->open[i].kind == m.kind;
    if (m.turn == TURN_CLOSE || (m.turn == TURN_EITHER && is_open)) {
        close(q, m, t->at);
        return;
    }
    bool straight = m.kind == KIND_STRAIGHT || m.kind == KIND_STRAIGHT_SINGLE;
    if (straight && is_open) { /* it opens again: the one before was none */
        size_t i = q->depth;
        while (q->open[i - 1].kind != m.kind) i--;
        drop_above(q, i - 1);
    }
    push(q, m.kind, t->at, is_first && q->carried == m.kind);
}

/* What is open at the end of a paragraph runs to its end: the outermost only, for the others are most likely no
 * quotations, and a single mark never (it is an apostrophe). */
static void end_paragraph(pairing *q, uint32_t end)
{
    q->carried = KIND_NONE;
    if (q->depth && q->open[0].kind != KIND_STRAIGHT_SINGLE && q->open[0].kind != KIND_SINGLE) {
        drop_above(q, 1);
        quotation *one = &q->list.at[q->open[0].quotation];
        one->at.end = one->inside.end = end;
        one->open_ended = true;
        q->carried = q->open[0].kind;
        q->depth = 0;
    }
    drop_above(q, 0);
}

static void keep_whole(pairing *q)
{
    size_t n = 0;
    for (size_t i = 0; i < q->list.n; i++) {
        quotation one = q->list.at[i];
        if (one.at.end && one.inside.begin < one.inside.end) q->list.at[n++] = one;
    }
    q->p->quotation = q->list.at;
    q->p->quotations = (uint32_t)n;
}

void quotations_find(arena *a, page *p)
{
    pairing q = { .a = a, .p = p };
    for (uint32_t i = 0; i < p->sentences; i++) {
        const sentence *s = &p->sentence[i];
        bool starts = !i || s[-1].paragraph != s->paragraph, ends = i + 1 == p->sentences || s[1].paragraph != s->paragraph;
        for (uint32_t k = 0; k < s->tokens; k++) take_mark(&q, &p->token[s->first_token + k], starts && !k);
        if (ends) end_paragraph(&q, s->at.end);
    }
    keep_whole(&q);
}
