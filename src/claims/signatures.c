/*
 * signatures.c - who stands beside a quotation without any cue: behind a dash, or before a colon.
 *
 *     "We saw nothing of the money."  - NAME, harbour pilot          NAME: "We saw nothing of the money."
 */
#include "claims/attribution.h"

#include <string.h>

enum { SIGNED_MOST = 14, NAMED_WITHIN = 8, QUOTED_LEAST = 4 }; /* tokens */

static bool is_token(const page *p, uint32_t t, hs_str word)
{
    return str_eq(span_words(p->text, p->token[t].at), word);
}

static bool is_dash(const page *p, uint32_t t)
{
    static const hs_str dash[] = { STR_INIT("-"), STR_INIT("--"), STR_INIT("\xe2\x80\x93"), STR_INIT("\xe2\x80\x94"),
                                   STR_INIT("\xe2\x80\x95") };
    for (size_t i = 0; i < sizeof dash / sizeof *dash; i++)
        if (is_token(p, t, dash[i])) return true;
    return false;
}

/* The first token that begins at or behind a byte, or the number of tokens. */
static uint32_t token_at(const page *p, uint32_t byte)
{
    uint32_t low = 0, high = p->tokens;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (p->token[mid].at.begin < byte) low = mid + 1;
        else high = mid;
    }
    return low;
}

static uint32_t sentence_of(const page *p, uint32_t token)
{
    return attributions_sentence(p, p->token[token].at.begin);
}

/* The first name of the sentence that begins in tokens [from, to), also one that only its tag tells; NOBODY. */
static uint32_t somebody(const syntax *s, uint32_t from, uint32_t to)
{
    uint32_t tagged = NOBODY;
    for (uint32_t u = 0; u < s->units; u++) {
        if (s->unit[u].first_token < from || s->unit[u].first_token >= to) continue;
        bool is_place = s->unit[u].name != NOBODY && s->reading->name[s->unit[u].name].class == CLASS_PLACE;
        if (s->unit[u].name != NOBODY && !is_place) return u;
        if (tagged == NOBODY && s->unit[u].name == NOBODY && s->unit[u].upos == UPOS_PROPN) tagged = u;
    }
    return tagged;
}

/* mark: the token that stands for a cue, the dash or colon. */
static void sign(attributions *as, uint32_t q, uint32_t sentence, uint32_t speaker, uint32_t mark)
{
    const syntax *s = as->sentence[sentence];
    source one;
    if (speaker == NOBODY || actors_speaker(as->actors, s, speaker, true, &one) != SPEAKER_ACTOR) return;
    span_list who = one.who.at.n ? one.who.at : span_one(as->a, s->unit[speaker].at);
    attribution *at = VEC_ADD(as->a, &as->at);
    *at = attributions_apart(sentence, speaker);
    at->speaker = speaker;
    at->sources = 1;
    at->cue_at = span_one(as->a, s->unit[speaker].at);
    at->marked_cue = span_one(as->a, as->page->token[mark].at);
    at->content_at = span_one(as->a, as->page->quotation[q].inside);
    one.who.at = who;
    at->source[0] = one;
    as->quotation[q] = (uint32_t)as->at.n - 1;
}

/* Whether a signature goes on at token t: in its line and paragraph, before the next quotation. */
static bool is_signature(const page *p, uint32_t t, uint32_t q, uint32_t paragraph)
{
    uint32_t here = t < p->tokens ? sentence_of(p, t) : p->sentences;
    if (here >= p->sentences || p->sentence[here].paragraph != paragraph) return false;
    hs_str before = str_sub(p->text, p->token[t - 1].at.end, p->token[t].at.begin);
    return !memchr(before.p, '\n', before.n) &&
           (q + 1 >= p->quotations || p->token[t].at.begin < p->quotation[q + 1].at.begin);
}

/* '"..." - NAME' to the end of the line. */
static bool signed_behind(attributions *as, uint32_t q)
{
    const page *p = as->page;
    uint32_t t = token_at(p, p->quotation[q].at.end);
    if (t + 1 >= p->tokens || !is_dash(p, t)) return false;
    uint32_t here = sentence_of(p, t + 1), end = t + 1;
    if (here >= p->sentences) return false;
    while (end - t <= SIGNED_MOST && is_signature(p, end, q, p->sentence[here].paragraph)) end++;
    if (end - t > SIGNED_MOST) return false;
    uint32_t speaker = somebody(as->sentence[here], t + 1, t + 4);
    if (speaker != NOBODY) sign(as, q, here, speaker, t);
    return speaker != NOBODY;
}

/* 'NAME: "..."' from the beginning of the sentence. */
static void named_before(attributions *as, uint32_t q)
{
    const page *p = as->page;
    uint32_t t = token_at(p, p->quotation[q].at.begin);
    if (!t || !is_token(p, t - 1, STR(":"))) return;
    uint32_t here = sentence_of(p, t - 1);
    if (here >= p->sentences || t - p->sentence[here].first_token > NAMED_WITHIN + 1) return;
    sign(as, q, here, somebody(as->sentence[here], p->sentence[here].first_token, t - 1), t - 1);
}

void signatures_find(attributions *as)
{
    const page *p = as->page;
    for (uint32_t q = 0; q < p->quotations; q++) {
        if (as->quotation[q] != NOBODY) continue;
        uint32_t tokens = token_at(p, p->quotation[q].inside.end) - token_at(p, p->quotation[q].inside.begin);
        if (tokens >= QUOTED_LEAST && !signed_behind(as, q)) named_before(as, q);
    }
}
