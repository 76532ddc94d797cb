/*
 * draft.c - a document's text while it is put together from its decoded bytes.
 *
 * Two maps are joined here: draft to decoded text (known as we go) and decoded text to original (decode.h).  Where
 * both copy bytes, so does their product; elsewhere a whole piece stands for a whole piece.
 */
#include "text/draft.h"

/* The last piece that begins at or before `at`, or the first. */
static size_t piece_at(const decoded *d, size_t at)
{
    size_t low = 0, high = d->pieces;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (d->piece[middle].text_begin <= at) low = middle;
        else high = middle;
    }
    return low;
}

static void add_piece(draft *d, map_piece p)
{
    map_piece *last = d->map.n ? &d->map.at[d->map.n - 1] : NULL;
    if (last && last->same && p.same && last->text_begin + last->text_n == p.text_begin &&
        last->original_begin + last->original_n == p.original_begin) {
        last->text_n += p.text_n;
        last->original_n += p.original_n;
    } else
        *VEC_ADD(d->a, &d->map) = p;
}

void draft_same(draft *d, size_t begin, size_t end)
{
    if (begin >= end) return;
    const decoded *from = d->from;
    for (size_t i = piece_at(from, begin); i < from->pieces && from->piece[i].text_begin < end; i++) {
        map_piece p = from->piece[i];
        size_t b = p.text_begin < begin ? begin : p.text_begin, e = (size_t)p.text_begin + p.text_n;
        if (e > end) e = end;
        if (b >= e) continue;
        if (p.same) {
            p.original_begin += (uint32_t)(b - p.text_begin);
            p.original_n = (uint32_t)(e - b);
        }
        p.text_begin = (uint32_t)(d->text.n + (b - begin));
        p.text_n = (uint32_t)(e - b);
        add_piece(d, p);
    }
    buf_add(&d->text, str_sub(from->text, begin, end));
    d->used = end;
}

void draft_as(draft *d, hs_str words, size_t begin, size_t end)
{
    const decoded *from = d->from;
    if (!words.n || begin >= end || !from->pieces) return;
    const map_piece *first = &from->piece[piece_at(from, begin)], *last = &from->piece[piece_at(from, end - 1)];
    uint32_t b = first->original_begin + (first->same ? (uint32_t)begin - first->text_begin : 0);
    uint32_t e = last->original_begin + (last->same ? (uint32_t)end - last->text_begin : last->original_n);
    add_piece(d, (map_piece){ (uint32_t)d->text.n, (uint32_t)words.n, b, e - b, false });
    buf_add(&d->text, words);
    d->used = end;
}

void draft_gap(draft *d, hs_str words)
{
    buf_add(&d->text, words);
}

/* ---- flow -------------------------------------------------------------------------------------- */

void flow_break(flow *f, flow_break_kind kind)
{
    if (!f->to.text.n) return;
    if (kind == FLOW_LINE && f->pending == FLOW_LINE) kind = FLOW_BLOCK;
    if (kind > f->pending) f->pending = kind;
}

static void settle(flow *f)
{
    static const hs_str white[] = { STR_INIT(""), STR_INIT(" "), STR_INIT("\n"), STR_INIT("\n\n") };
    draft_gap(&f->to, white[f->pending]);
    f->pending = FLOW_NOTHING;
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* One blank that stands alone is copied, so that a line of plain words stays one piece. */
static void word_same(flow *f, size_t begin, size_t end)
{
    bool joins = f->pending == FLOW_BLANK && begin && f->to.used + 1 == begin && f->to.from->text.p[begin - 1] == ' ';
    if (joins) {
        f->pending = FLOW_NOTHING;
        draft_same(&f->to, begin - 1, end);
        return;
    }
    settle(f);
    draft_same(&f->to, begin, end);
}

void flow_same(flow *f, size_t begin, size_t end, bool verbatim)
{
    const char *p = f->to.from->text.p;
    if (verbatim) {
        if (begin == end) return;
        settle(f);
        draft_same(&f->to, begin, end);
        return;
    }
    while (begin < end) {
        if (is_white(p[begin])) {
            flow_break(f, FLOW_BLANK);
            begin++;
            continue;
        }
        size_t stop = begin;
        while (stop < end && !is_white(p[stop])) stop++;
        word_same(f, begin, stop);
        begin = stop;
    }
}

void flow_as(flow *f, hs_str words, size_t begin, size_t end)
{
    if (words.n == 1 && is_white(words.p[0])) {
        flow_break(f, FLOW_BLANK);
        return;
    }
    settle(f);
    draft_as(&f->to, words, begin, end);
}
