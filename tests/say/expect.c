/*
 * expect.c - comparing a claim with a line of words, and printing one as such a line.
 */
#include "expect.h"

#include <math.h>

static hs_str joined(arena *a, hs_str text, span_list at)
{
    buf b = { .a = a };
    for (size_t i = 0; i < at.n; i++) {
        if (i) buf_add(&b, STR(" ... "));
        buf_add(&b, span_words(text, at.at[i]));
    }
    return b.n ? buf_str(&b) : STR("");
}

static hs_str number_of(arena *a, const claim *c)
{
    if (span_is_empty(c->number.at)) return STR("none");
    if (isinf(c->number.high)) return arena_printf(a, "%g..", c->number.low);
    return c->number.low < c->number.high ? arena_printf(a, "%g..%g", c->number.low, c->number.high)
                                          : arena_printf(a, "%g", c->number.low);
}

static hs_str time_of(arena *a, const claim *c)
{
    hs_str from = date_print(a, c->time.from), to = date_print(a, c->time.to);
    return str_eq(from, to) ? from : arena_printf(a, "%.*s..%.*s", STR_ARGS(from), STR_ARGS(to));
}

/* The words that a key of the line stands for, or {NULL} for a key that is none. */
static hs_str words_of(arena *a, const heard *h, const claim *c, hs_str key, size_t nth)
{
    const actor *actors = h->found->actor;
    if (str_eq(key, STR("source"))) return joined(a, h->text, c->source.who.at);
    if (str_eq(key, STR("cue"))) return joined(a, h->text, c->cue);
    if (str_eq(key, STR("content"))) return joined(a, h->text, c->content);
    if (str_eq(key, STR("hedge"))) return nth < c->hedges.n ? span_words(h->text, c->hedges.at[nth]) : STR("(none)");
    if (str_eq(key, STR("evidence"))) return joined(a, h->text, c->evidence_at);
    if (str_eq(key, STR("agent"))) return joined(a, h->text, c->agent.at);
    if (str_eq(key, STR("patient"))) return joined(a, h->text, c->patient.at);
    if (str_eq(key, STR("place"))) return joined(a, h->text, c->place.at);
    if (str_eq(key, STR("time"))) return span_words(h->text, c->time.at);
    if (str_eq(key, STR("predicate"))) return joined(a, h->text, c->predicate);
    if (str_eq(key, STR("chain"))) return nth < c->chain_n ? joined(a, h->text, c->chain[nth].who.at) : STR("(none)");
    if (str_eq(key, STR("actor")))
        return c->source.who.actor == NOBODY ? STR("(none)") : actors[c->source.who.actor].name;
    if (str_eq(key, STR("agent-actor"))) return c->agent.actor == NOBODY ? STR("(none)") : actors[c->agent.actor].name;
    if (str_eq(key, STR("patient-actor")))
        return c->patient.actor == NOBODY ? STR("(none)") : actors[c->patient.actor].name;
    return (hs_str){ 0 };
}

/* The value that "key=" stands for, or {NULL}. */
static hs_str value_of(arena *a, const claim *c, hs_str key)
{
    if (str_eq(key, STR("source"))) return str_of(source_kind_name(c->source.kind));
    if (str_eq(key, STR("frame"))) return c->frame.n ? c->frame : STR("none");
    if (str_eq(key, STR("cameo"))) return c->cameo.n ? c->cameo : STR("none");
    if (str_eq(key, STR("quote"))) return str_of(quote_name(c->quote));
    if (str_eq(key, STR("evidence"))) return str_of(evidence_name(c->evidence));
    if (str_eq(key, STR("number"))) return number_of(a, c);
    if (str_eq(key, STR("time"))) return time_of(a, c);
    if (str_eq(key, STR("sentence"))) return arena_printf(a, "%u", c->sentence + 1);
    return (hs_str){ 0 };
}

static bool is_word(hs_str piece, const claim *c, bool *fits)
{
    static const char *const certainties[] = { "unknown", "possible", "probable", "certain" };
    if (str_eq(piece, STR("assert")) || str_eq(piece, STR("deny")))
        return *fits = str_eq(piece, str_of(polarity_name(c->polarity))), true;
    for (size_t i = 0; i < 4; i++)
        if (str_eq(piece, str_of(certainties[i]))) return *fits = c->certainty == (certainty)i, true;
    return false;
}

/* The next piece of a line: a bare word, key=value, or "words" (then *quoted). */
static bool next_piece(hs_str *rest, hs_str *piece, bool *quoted)
{
    *rest = str_trim(*rest);
    if (!rest->n) return false;
    *quoted = *rest->p == '"';
    size_t end = *quoted ? str_find(*rest, STR("\""), 1) : 0;
    if (*quoted) {
        if (end == SIZE_MAX) end = rest->n;
        *piece = str_sub(*rest, 1, end);
        *rest = str_sub(*rest, end < rest->n ? end + 1 : end, rest->n);
        return true;
    }
    while (end < rest->n && rest->p[end] != ' ' && rest->p[end] != '\t') end++;
    *piece = str_sub(*rest, 0, end);
    *rest = str_sub(*rest, end, rest->n);
    return true;
}

const char *expect_differs(arena *a, hs_str line, const heard *h, uint32_t i, bool *bad)
{
    const claim *c = &h->found->claim[i];
    hs_str piece, key = { 0 };
    bool quoted, fits = true;
    size_t nth = 0;
    while (next_piece(&line, &piece, &quoted)) {
        size_t equals = quoted ? SIZE_MAX : str_find(piece, STR("="), 0);
        if (quoted) {
            hs_str have = words_of(a, h, c, key, nth++);
            if (!have.p) return *bad = true, "a key that is none";
            if (!str_eq(have, piece)) return arena_printf(a, "%.*s is \"%.*s\"", STR_ARGS(key), STR_ARGS(have)).p;
        } else if (equals != SIZE_MAX) {
            key = str_sub(piece, 0, equals);
            nth = 0;
            hs_str have = value_of(a, c, key);
            if (!have.p) return *bad = true, "a key that is none";
            if (!str_eq(have, str_sub(piece, equals + 1, piece.n)))
                return arena_printf(a, "%.*s=%.*s", STR_ARGS(key), STR_ARGS(have)).p;
        } else if (is_word(piece, c, &fits)) {
            if (!fits) return arena_printf(a, "%s %s", polarity_name(c->polarity), certainty_name(c->certainty)).p;
        } else {
            key = piece;
            nth = 0;
        }
    }
    return NULL;
}

static void put(buf *b, arena *a, const heard *h, const claim *c, const char *key)
{
    hs_str words = words_of(a, h, c, str_of(key), 0);
    if (words.n && !str_eq(words, STR("(none)"))) buf_printf(b, "  %s \"%.*s\"", key, STR_ARGS(words));
}

hs_str expect_print(arena *a, const heard *h, uint32_t i)
{
    const claim *c = &h->found->claim[i];
    buf b = { .a = a };
    buf_printf(&b, "claim  source=%s", source_kind_name(c->source.kind));
    if (c->source.who.at.n) buf_printf(&b, " \"%.*s\"", STR_ARGS(joined(a, h->text, c->source.who.at)));
    put(&b, a, h, c, "cue");
    put(&b, a, h, c, "chain");
    buf_printf(&b, "  %s %s", polarity_name(c->polarity), certainty_name(c->certainty));
    put(&b, a, h, c, "content");
    put(&b, a, h, c, "hedge");
    buf_printf(&b, "  frame=%.*s", STR_ARGS(value_of(a, c, STR("frame"))));
    put(&b, a, h, c, "predicate");
    put(&b, a, h, c, "agent");
    put(&b, a, h, c, "patient");
    put(&b, a, h, c, "place");
    if (c->evidence)
        buf_printf(&b, "  evidence=%s \"%.*s\"", evidence_name(c->evidence),
                   STR_ARGS(joined(a, h->text, c->evidence_at)));
    if (!span_is_empty(c->time.at))
        buf_printf(&b, "  time=%.*s \"%.*s\"", STR_ARGS(time_of(a, c)), STR_ARGS(span_words(h->text, c->time.at)));
    if (!span_is_empty(c->number.at)) buf_printf(&b, "  number=%.*s", STR_ARGS(number_of(a, c)));
    if (c->quote) buf_printf(&b, "  quote=%s", quote_name(c->quote));
    return buf_str(&b);
}
