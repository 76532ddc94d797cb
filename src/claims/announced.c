/*
 * announced.c - what a colon at the end of a paragraph announces: a block of text that somebody says, set off from who
 * says it.
 *
 *     The governor added:                        said, with its colon, is the cue;
 *                                                the next paragraph is the content: the quotation that opens it with
 *     "The bridge was safe in March. ..."        what continues that, or, without marks, the paragraph
 *
 * Inside one sentence the colon is the tree's business; here no tree holds both.  A content that runs up to such a colon
 * ("says that three things are missing:") goes on behind it.
 */
#include "claims/attribution.h"

#include <string.h>

enum { COLON_FAR = 12 }; /* units from the cue to the colon: "said in a letter to the port authority on Monday:" */

static bool is_colon(const syntax *s, uint32_t u)
{
    return str_eq(syntax_word(s, u), STR(":"));
}

/* The sentences [from, to) of the paragraph behind sentence i, when i ends its own. */
static bool block_behind(const page *p, uint32_t i, uint32_t *from, uint32_t *to)
{
    *from = *to = i + 1;
    if (*from >= p->sentences || p->sentence[*from].paragraph == p->sentence[i].paragraph) return false;
    while (*to < p->sentences && p->sentence[*to].paragraph == p->sentence[*from].paragraph) ++*to;
    return true;
}

/* "said:", "made the following comment:": the last word of speech before the colon that nothing of its sentence tells
 * the content of. */
static uint32_t cue_before(const syntax *s)
{
    for (uint32_t u = s->units - 1; u-- > 0 && s->units - 1 - u <= COLON_FAR;) {
        const cue *c = s->unit[u].upos == UPOS_PUNCT ? NULL : syntax_cue(s, u);
        bool is_object = s->unit[u].upos == UPOS_NOUN && syntax_is(s, u, REL(OBJ));
        if (c && c->kind == CUE_SAY && (s->unit[u].upos == UPOS_VERB || is_object) && !syntax_is_quoted(s, u, NULL))
            return u;
    }
    return NOBODY;
}

/* The attribution of this sentence with the cue u, or whose content ends at the colon; NOBODY. */
static uint32_t attribution_at(const attributions *as, const syntax *s, uint32_t u)
{
    uint32_t colon = s->unit[s->units - 1].at.begin;
    for (uint32_t n = as->first[s->sentence]; n < as->first[s->sentence + 1]; n++) {
        const attribution *at = &as->at.at[n];
        if (at->is_unlisted || !at->content_at.n) continue;
        if (at->head == u || at->content_at.at[at->content_at.n - 1].end + 1 >= colon) return n;
    }
    return NOBODY;
}

/* From the verb to the colon, when a noun is its object ("made the following comment:"); else the cue and what follows. */
static uint32_t add_announced(attributions *as, const syntax *s, uint32_t u)
{
    uint32_t verb = s->unit[u].upos == UPOS_VERB ? u : syntax_head(s, u);
    uint32_t speaker = verb == NOBODY ? NOBODY : syntax_subject(s, verb);
    attribution new = attributions_apart(s->sentence, u);
    new.cue = syntax_cue(s, u);
    if (speaker == NOBODY || speaker >= s->units - 1 || !cues_speakers(as, s, speaker, true, &new)) return NOBODY;
    stance_at(as->a, s, verb, &new.stance);
    bool is_next = u + 2 == s->units || verb != u;
    uint32_t end = is_next ? s->units - 1 : u;
    new.cue_at = span_one(as->a, s->unit[u].at);
    new.marked_cue = span_one(as->a, (span){ s->unit[verb].at.begin, s->unit[end].at.end });
    *VEC_ADD(as->a, &as->at) = new;
    return (uint32_t)as->at.n - 1;
}

static void add_content(attributions *as, uint32_t n, span more)
{
    attribution *at = &as->at.at[n];
    span *all = TAKE(as->a, at->content_at.n + 1, span);
    if (at->content_at.n) memcpy(all, at->content_at.at, at->content_at.n * sizeof *all);
    all[at->content_at.n] = more;
    at->content_at = (span_list){ all, at->content_at.n + 1 };
}

static void announce(attributions *as, const syntax *s)
{
    const page *p = as->page;
    uint32_t from, to, u = cue_before(s);
    if (!block_behind(p, s->sentence, &from, &to)) return;
    uint32_t q = attributions_quotation(p, p->sentence[from].at.begin);
    bool is_quoted = q < p->quotations && p->quotation[q].at.begin <= p->sentence[from].at.begin;
    if (is_quoted && as->quotation[q] != NOBODY) return;
    uint32_t n = u == NOBODY ? NOBODY : attribution_at(as, s, u);
    if (n == NOBODY && u != NOBODY) n = add_announced(as, s, u);
    if (n == NOBODY) return;
    if (is_quoted) as->quotation[q] = n;
    add_content(as, n, is_quoted ? p->quotation[q].inside : span_join(p->sentence[from].at, p->sentence[to - 1].at));
    for (uint32_t i = from; i < to && !is_quoted; i++) as->label[i] = n;
}

void announced_find(attributions *as)
{
    for (uint32_t i = 0; i + 1 < as->reading->trees; i++) {
        const syntax *s = as->sentence[i];
        if (s->units > 1 && is_colon(s, s->units - 1) && as->label[i] == NOBODY && as->label[i + 1] == NOBODY)
            announce(as, s);
    }
}
