/*
 * verdicts.c - who judges what others said.
 *
 *     the general called [the claim that P] a lie          he denies P
 *     [the reports that P] are false, the mayor said       so does he; without "the mayor said", the author
 *     there is no truth in [the reports that P]            the same
 *     it would be absurd to say that P                     the "say" is nobody's: the author denies P
 *
 * Whoever made the claim goes on making it: the judge's attribution stands beside that of "the claim".  What is judged
 * without its content ("the accusation is a lie") is taken as content itself: answers.c looks for what it means.
 */
#include "claims/attribution.h"

/* One judgement: the word, what it judges, and the verb that lets somebody judge ("called"), or NOBODY. */
typedef struct {
    uint32_t word, judged, verb;
} judgement;

static bool is_judge(const syntax *s, uint32_t u)
{
    const verdict *v = u == NOBODY ? NULL : s->known[u]->verdict;
    return v && v->kind == VERDICT_JUDGE;
}

static uint32_t other_object(const syntax *s, uint32_t verb, uint32_t u)
{
    for (uint32_t c = s->child[verb]; c != NOBODY; c = s->sibling[c])
        if (c != u && syntax_is(s, c, REL(OBJ) | REL(IOBJ))) return c;
    uint32_t done_to = syntax_is_passive(s, verb) ? syntax_object(s, verb) : NOBODY;
    return done_to == u ? NOBODY : done_to;
}

/* "called [it] a lie": beside the verb, or hung by a parser on the last word of what is judged. */
static bool by_verb(const syntax *s, uint32_t u, judgement *out)
{
    uint64_t beside = REL(XCOMP) | REL(CCOMP) | REL(ADVCL) | REL(OBJ) | RELS_OBLIQUE;
    uint32_t head = syntax_head(s, u);
    if (head != NOBODY && is_judge(s, head) && syntax_is(s, u, beside)) {
        *out = (judgement){ u, other_object(s, head, u), head };
        return out->judged != NOBODY;
    }
    for (uint32_t at = head; at != NOBODY && s->high[at] == u; at = syntax_head(s, at))
        if (syntax_is(s, at, REL(OBJ)) && is_judge(s, syntax_head(s, at))) {
            *out = (judgement){ u, at, syntax_head(s, at) };
            return true;
        }
    return false;
}

/* "there is no truth in", "has no basis", "is without foundation". */
static bool by_basis(const syntax *s, uint32_t u, judgement *out)
{
    static const hs_str place[] = { STR_INIT("in"), STR_INIT("to"), STR_INIT("for"), STR_INIT("behind") };
    uint32_t head = syntax_head(s, u), judged = NOBODY;
    for (size_t i = 0; i < sizeof place / sizeof *place && judged == NOBODY; i++) judged = syntax_prepositional(s, u, place[i]);
    bool is_had = head != NOBODY && syntax_is(s, u, REL(OBJ)) && (syntax_lemma(s, head, STR("have")) || syntax_lemma(s, head, STR("lack")));
    if (judged == NOBODY && is_had) judged = syntax_subject(s, head);
    if (judged == NOBODY && syntax_is_copular(s, u)) judged = syntax_child(s, u, RELS_SUBJECT);
    *out = (judgement){ u, judged, NOBODY };
    return judged != NOBODY;
}

static bool by_copula(const syntax *s, uint32_t u, judgement *out)
{
    if (!syntax_is_copular(s, u)) return false;
    uint32_t judged = syntax_child(s, u, RELS_ANY_SUBJECT), head = syntax_head(s, u);
    bool is_hung_on = judged == NOBODY && head != NOBODY && head < u && s->unit[head].upos == UPOS_NOUN && s->known[head]->cue;
    if (judged == NOBODY && syntax_is(s, u, REL(CCOMP))) judged = syntax_spare_subject(s, head); /* "[the reports] are false, G said" */
    if (is_hung_on) judged = head; /* "Reports that P are false", read as the reports' own clause */
    *out = (judgement){ u, judged == NOBODY ? NOBODY : syntax_antecedent(s, judged), NOBODY };
    return out->judged != NOBODY;
}

/* What the word says of what it judges: that it does not hold. */
static bool is_denied(arena *a, const syntax *s, const judgement *j, stance *st)
{
    bool is_false = s->known[j->word]->verdict->kind == VERDICT_FALSE;
    uint32_t head = syntax_head(s, j->word);
    *st = (stance){ .certainty = CERTAINTY_CERTAIN };
    stance_at(a, s, j->word, st);
    stance above = { .certainty = CERTAINTY_CERTAIN };
    if (head != NOBODY && j->verb == NOBODY && !syntax_is_copular(s, j->word)) stance_at(a, s, head, &above);
    bool is_turned = st->is_denied || above.is_denied || (head != NOBODY && syntax_lemma(s, head, STR("lack"))) ||
                     syntax_child_lemma(s, j->word, REL(CASE), STR("without")) != NOBODY;
    st->is_denied = false;
    return is_false != is_turned;
}

/* The attribution of this sentence whose cue is u, or NOBODY. */
static uint32_t with_head(const attributions *as, size_t first, uint32_t u)
{
    for (size_t n = first; n < as->at.n; n++)
        if (as->at.at[n].head == u && as->at.at[n].top != NOBODY && as->at.at[n].cue->kind != CUE_ALLEGE) return (uint32_t)n;
    return NOBODY;
}

/* "absurd to say that P": the saying that hangs on the word, or is what it judges. */
static uint32_t saying(const attributions *as, const syntax *s, size_t first, const judgement *j)
{
    uint32_t around[] = { j->word, j->verb, j->judged };
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        if (around[i] == NOBODY) continue;
        bool is_it = i == 2 && s->unit[around[i]].upos == UPOS_VERB;
        if (is_it && with_head(as, first, around[i]) != NOBODY) return with_head(as, first, around[i]);
        for (uint32_t c = s->child[around[i]]; c != NOBODY && i < 2; c = s->sibling[c])
            if (c > around[i] && s->unit[c].upos == UPOS_VERB && syntax_is_infinitive(s, c) && with_head(as, first, c) != NOBODY)
                return with_head(as, first, c);
    }
    return NOBODY;
}

static bool is_denied_already(const attributions *as, const syntax *s, uint32_t top)
{
    for (uint32_t n = as->top[s->sentence][top]; n != NOBODY; n = as->at.at[n].next)
        if (as->at.at[n].cue->polarity == POLARITY_DENY) return true;
    return false;
}

/* The judge is the subject of the verb; without a verb, whoever is speaking anyway. */
static void set_judge(attributions *as, const syntax *s, const judgement *j, attribution *at)
{
    uint32_t who = j->verb == NOBODY ? NOBODY : syntax_is_passive(s, j->verb) ? syntax_prepositional(s, j->verb, STR("by")) : syntax_subject(s, j->verb);
    at->sources = 0;
    at->speaker = NOBODY;
    if (who != NOBODY && who != j->judged && cues_speakers(as, s, who, true, at)) return;
    cues_nobody(at);
    if (j->verb == NOBODY || !syntax_is_passive(s, j->verb)) at->source[0].kind = SOURCE_AUTHOR;
}

static void add_verdict(attributions *as, const syntax *s, const judgement *j, uint32_t top, uint32_t doer, const span_list *words)
{
    const verdict *v = s->known[j->word]->verdict;
    attribution at = { .sentence = s->sentence, .head = j->word, .top = top, .inside = j->word, .doer = doer, .next = NOBODY };
    at.is_inside = top != j->word && syntax_below(s, j->word, top);
    at.cue = is_denied(as->a, s, j, &at.stance) ? &v->deny : &v->affirm;
    at.cue_at = span_one(as->a, s->unit[j->word].at);
    at.content_at = words ? *words : syntax_words(as->a, s, top, NOBODY);
    at.quote = cues_quoted(s, at.content_at);
    at.is_unlisted = true;
    set_judge(as, s, j, &at);
    if (at.content_at.n) cues_append(as, &at);
}

static void judge(attributions *as, const syntax *s, size_t first, const judgement *j)
{
    uint32_t n = saying(as, s, first, j), said = with_head(as, first, j->judged);
    if (n != NOBODY) { /* "absurd to say": nobody says it */
        attribution *at = &as->at.at[n];
        const verdict *v = s->known[j->word]->verdict;
        at->cue = is_denied(as->a, s, j, &at->stance) ? &v->deny : &v->affirm;
        set_judge(as, s, j, at);
    } else if (said != NOBODY) {
        if (!is_denied_already(as, s, as->at.at[said].top)) add_verdict(as, s, j, as->at.at[said].top, as->at.at[said].doer, &as->at.at[said].content_at);
    } else if (cues_means_words(s, j->judged) && as->top[s->sentence][j->judged] == NOBODY) {
        add_verdict(as, s, j, j->judged, NOBODY, NULL);
    }
}

/* "the charges", "versions", "a communique": words that say something. */
static bool says_something(const syntax *s, uint32_t u)
{
    const cue *c = s->known[u]->cue;
    const voice *v = s->unit[u].upos == UPOS_NOUN ? s->known[u]->voice : NULL;
    return s->unit[u].upos == UPOS_NOUN && ((c && (c->kind == CUE_SAY || c->kind == CUE_ACCUSE)) || (v && v->kind == VOICE_DOCUMENT));
}

/* "Rejected versions [that claim P]", "denied charges by H, who accused G of P": P is denied with them. */
static void deny_told(attributions *as, const syntax *s, size_t first)
{
    size_t n = as->at.n;
    for (size_t d = first; d < n; d++) {
        uint32_t top = as->at.at[d].top;
        if (as->at.at[d].cue->polarity != POLARITY_DENY || as->at.at[d].stance.is_denied || top == NOBODY || !says_something(s, top)) continue;
        for (size_t a = first; a < n; a++) {
            const attribution *told = &as->at.at[a];
            bool is_beside = told->head > top && syntax_is(s, told->head, RELS_RELATIVE | REL(ACL)) && syntax_below(s, told->head, as->at.at[d].head);
            bool is_told = a != d && told->head != top && told->top != NOBODY && (syntax_below(s, told->head, top) || is_beside) && told->cue->polarity == POLARITY_ASSERT &&
                           !told->stance.is_denied && (told->cue->kind == CUE_SAY || told->cue->kind == CUE_ACCUSE || told->cue->kind == CUE_SHOW);
            if (!is_told || is_denied_already(as, s, told->top)) continue;
            attribution denial = as->at.at[d];
            denial.top = told->top;
            denial.doer = told->doer;
            denial.is_inside = syntax_below(s, denial.head, denial.top);
            denial.content_at = told->content_at;
            denial.is_unlisted = true;
            cues_append(as, &denial);
        }
    }
}

void verdicts_find(attributions *as, const syntax *s, size_t first)
{
    deny_told(as, s, first);
    size_t most = as->at.n + s->units;
    for (uint32_t u = 0; u < s->units && as->at.n < most; u++) {
        const verdict *v = s->known[u]->verdict;
        judgement j = { u, NOBODY, NOBODY };
        if (!v || v->kind == VERDICT_JUDGE || syntax_is(s, u, REL(AMOD) | REL(COMPOUND))) continue;
        bool is_found = v->kind == VERDICT_BASIS ? by_basis(s, u, &j) : by_verb(s, u, &j) || by_copula(s, u, &j);
        if (is_found && j.judged != u) judge(as, s, first, &j);
    }
}
