/*
 * cited.c - who passed it on.
 *
 *     Citing [the minister], the radio said that P.      P is the minister's, and the radio passes it on
 *     The radio, quoting [a report], said that P.        P is the radio's, and the report is what it leans on
 */
#include "claims/attribution.h"

/* The clause with which the speaker of a verb names his own source: on the verb, or on the speaker. */
static uint32_t citing(const syntax *s, uint32_t verb, uint32_t speaker)
{
    uint32_t on[] = { verb, speaker };
    for (size_t i = 0; i < sizeof on / sizeof *on; i++)
        for (uint32_t c = on[i] == NOBODY ? NOBODY : s->child[on[i]]; c != NOBODY; c = s->sibling[c]) {
            const cue *k = syntax_is(s, c, REL(ADVCL) | REL(ACL)) && syntax_is_gerund(s, c) ? s->known[c]->cue : NULL;
            if (k && k->content & CONTENT_SOURCE && syntax_case(s, c) == NOBODY && syntax_child(s, c, REL(OBJ)) != NOBODY) return c;
        }
    return NOBODY;
}

/* The same content, by whoever is cited; false when it is no one who speaks: a document is leaned on instead. */
static bool cite(attributions *as, const syntax *s, uint32_t clause, attribution *passes, attribution *out)
{
    uint32_t who = syntax_child(s, clause, REL(OBJ));
    const voice *v = s->known[who]->voice;
    const evidence_word *e = s->known[who]->evidence;
    if (e || (v && v->kind == VOICE_DOCUMENT)) {
        stance_evidence(as->a, &passes->stance, e ? e->kind : EVIDENCE_VAGUE, span_hull(syntax_source_words(as->a, s, who)));
        return false;
    }
    *out = *passes;
    out->sources = 0;
    out->stance = (stance){ .certainty = CERTAINTY_CERTAIN };
    if (!cues_speakers(as, s, who, true, out)) return false;
    out->head = clause;
    out->cue = s->known[clause]->cue;
    out->cue_at = span_one(as->a, s->unit[clause].at);
    out->kind = UTTERANCE_SAYS;
    out->is_unlisted = true;
    out->marked_source = out->marked_cue = out->marked_content = (span_list){ NULL, 0 };
    return true;
}

static bool is_of(const attribution *at, const syntax *s, uint32_t clause)
{
    return at->head == clause && at->sentence == s->sentence;
}

void cited_find(attributions *as, const syntax *s, size_t first)
{
    size_t n = as->at.n - first, kept = 0;
    attribution *list = TAKE(as->a, 2 * n + 1, attribution);
    uint32_t *clause = TAKE(as->a, n + 1, uint32_t);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        const attribution *at = &as->at.at[first + i];
        bool may_pass = at->cue->kind == CUE_SAY && at->top != NOBODY && at->sources && s->unit[at->head].upos == UPOS_VERB;
        clause[i] = may_pass ? citing(s, at->head, at->speaker) : NOBODY;
        any |= clause[i] != NOBODY;
    }
    if (!any) return;
    for (size_t i = 0; i < n; i++) {
        attribution at = as->at.at[first + i], by;
        bool is_cited = false;
        for (size_t k = 0; k < n; k++) is_cited |= clause[k] != NOBODY && is_of(&at, s, clause[k]);
        if (is_cited) continue; /* "citing" with what is said as its content: told below, by whoever is cited */
        if (clause[i] != NOBODY) at.source[0].who.at = syntax_phrase(as->a, s, syntax_antecedent(s, at.speaker == NOBODY ? at.head : at.speaker));
        if (clause[i] != NOBODY && cite(as, s, clause[i], &at, &by)) {
            by.passed_on = (uint32_t)(first + kept + 2);
            list[kept++] = by;
            at.only_passes = true;
        }
        list[kept++] = at;
    }
    cues_replace(as, s, first, list, kept);
}
