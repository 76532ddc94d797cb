/*
 * speakers.c - who "she" is in "she said", where coreference left it open, or tied it to somebody who has not been named since
 * another spoke.
 *
 * Whoever speaks in a pronoun is most often who spoke, or was the subject, just before:
 *
 *     Harbour master NAME said that ...   She declined to ...   "I have a list," she said.
 *                    ^ speaker            ^ same pronoun: look further back
 *
 * We look back sentence by sentence for speakers and subjects that the pronoun may mean by number and kind.  The
 * nearest sentence that has one decides; two different ones there, or a voice that is not known ("a sergeant"), leave
 * the pronoun as it is: a wrong speaker is worse than none.
 */
#include "claims/attribution.h"

enum { PERSON_BACK = 3, OTHER_BACK = 1 }; /* sentences looked back: "he" and "she" can mean fewer than "it" and "they" */

typedef struct {
    const attributions *as;
    const syntax *s; /* of the pronoun */
    uint32_t pronoun, who;
    bool is_person; /* "he", "she" */
    bool is_open;   /* somebody who may be meant is not known, or two may be */
    bool has_spoken; /* `who` was found as a speaker, not as a mere subject */
} search;

static bool is_speaking_pronoun(const syntax *s, uint32_t u)
{
    return s->unit[u].upos == UPOS_PRON && (syntax_lemma(s, u, STR("he")) || syntax_lemma(s, u, STR("she")) ||
                                            syntax_lemma(s, u, STR("it")) || syntax_lemma(s, u, STR("they")));
}

static void take(search *x, uint32_t who)
{
    if (!actors_may_mean(x->as->actors, x->s, x->pronoun, who)) return;
    if (x->who != NOBODY && x->who != who) x->is_open = true;
    x->who = who;
}

static void consider(search *x, const syntax *s, uint32_t u)
{
    source one;
    uint32_t quotation;
    if (u == NOBODY || syntax_is_quoted(s, u, &quotation)) return;
    if (syntax_lemma(s, u, x->s->unit[x->pronoun].lemma)) return; /* "she declined": the same, unless it is known */
    speaker_kind kind = actors_speaker(x->as->actors, s, u, false, &one);
    if (kind == SPEAKER_ACTOR) take(x, one.who.actor);
    else if (kind == SPEAKER_UNNAMED || (kind != SPEAKER_SELF && !x->is_person)) x->is_open = true;
}

static void look_into(search *x, const syntax *s)
{
    if (!s->units) return;
    consider(x, s, syntax_child(s, s->root, RELS_SUBJECT));
    for (uint32_t n = x->as->first[s->sentence]; n < x->as->at.n && x->as->at.at[n].sentence == s->sentence; n++) {
        const attribution *at = &x->as->at.at[n];
        uint32_t quotation;
        if (at->speaker == NOBODY || syntax_is_quoted(s, at->speaker, &quotation)) continue;
        if (at->sources == 1 && at->source[0].who.actor != NOBODY) {
            take(x, at->source[0].who.actor);
            x->has_spoken |= x->who == at->source[0].who.actor;
        }
        else if (at->sources > 1) x->is_open = true;
        else consider(x, s, at->speaker);
    }
}

static bool is_content(const attribution *at, span word)
{
    for (size_t i = 0; i < at->content_at.n; i++)
        if (span_holds(at->content_at.at[i], word)) return true;
    return false;
}

/* Another subject before the pronoun, and not in what is said, may be meant as well: "A shepherd heard it, he says". */
static bool has_rival(const syntax *s, const attribution *at)
{
    for (uint32_t u = 0; u < at->speaker; u++) {
        bool is_somebody = s->unit[u].name != NOBODY || s->unit[u].upos == UPOS_NOUN || s->unit[u].upos == UPOS_PROPN;
        if (is_somebody && syntax_is(s, u, RELS_SUBJECT) && !is_content(at, s->unit[u].at)) return true;
    }
    return false;
}

/* The subject of a speech verb that the sentence hangs on, and a pronoun. */
static bool is_speaker(const syntax *s, const attribution *at)
{
    if (at->sources != 1 || at->speaker == NOBODY || at->source[0].kind == SOURCE_AUTHOR || !is_speaking_pronoun(s, at->speaker)) return false;
    uint32_t quotation;
    return syntax_is(s, at->speaker, REL(NSUBJ)) && !syntax_is_passive(s, at->head) && s->unit[at->speaker].head == at->head &&
           (at->head == s->root || syntax_is(s, at->head, REL(PARATAXIS))) &&
           !syntax_is_quoted(s, at->speaker, &quotation) && !has_rival(s, at);
}

/* "He stressed", tied by coreference to somebody named before the one who spoke last: he who is speaking goes on. */
static bool is_outspoken(const search *x, uint32_t tied, uint32_t spoke_in)
{
    return x->has_spoken && x->is_person && !actors_named_since(x->as->actors, tied, x->as->page->sentence[spoke_in].at.begin, x->s->unit[x->pronoun].at.begin);
}

uint32_t speakers_before(const attributions *as, const attribution *at)
{
    const syntax *s = as->sentence[at->sentence];
    if (!is_speaker(s, at)) return NOBODY;
    bool is_person = syntax_lemma(s, at->speaker, STR("he")) || syntax_lemma(s, at->speaker, STR("she"));
    search x = { as, s, at->speaker, NOBODY, is_person, false, false };
    uint32_t most = is_person ? PERSON_BACK : OTHER_BACK, spoke_in = at->sentence, tied = at->source[0].who.actor;
    for (uint32_t i = at->sentence; i-- > 0 && at->sentence - i <= most && x.who == NOBODY && !x.is_open;) {
        if (as->page->sentence[i].is_heading) break;
        look_into(&x, as->sentence[i]);
        spoke_in = i;
    }
    if (x.is_open || x.who == NOBODY || x.who == tied || actors_is_otherwise(as->actors, x.who, s, at->speaker)) return NOBODY;
    return tied == NOBODY || is_outspoken(&x, tied, spoke_in) ? x.who : NOBODY;
}
