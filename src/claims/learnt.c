/*
 * learnt.c - rules and models together: what the rules of cues.c found is kept, changed or dropped, and what they could
 * not see is added.
 *
 * A cue that no table knows commits as its class does: what "says" is asserted, what "denies" is denied.  An attitude
 * ("wants", "backs") is no speech: the author tells of it, so it owns no words and is only listed.
 */
#include "claims/learnt.h"

static const cue SAYS = { STR_INIT("say"), UPOS_VERB, CUE_SAY, POLARITY_ASSERT, CERTAINTY_CERTAIN, CONTENT_THAT };
static const cue DENIES = { STR_INIT("deny"), UPOS_VERB, CUE_DENY, POLARITY_DENY, CERTAINTY_CERTAIN, CONTENT_THAT };

/* From there on the models know better than the rules what is said and who says it. */
static const double SURE = 0.9;

/* ---- into attributions ----------------------------------------------------------------------------------------- */

typedef struct {
    attributions *as;
    const syntax *s;
    const learnt *m;
    learnt_view *v;
    VEC(attribution) out;
} finder;

static void set_content(const finder *f, attribution *at, const learnt_candidate *t)
{
    at->top = t->top;
    at->is_inside = t->top != at->head && syntax_below(f->s, at->head, t->top);
    at->inside = at->head;
    while (at->is_inside && syntax_head(f->s, at->inside) != t->top)
        at->inside = f->s->unit[at->inside].head; /* its whole branch */
    at->doer = t->doer;
    at->content_at = learnt_content_words(f->as->a, f->s, t);
    at->quote = cues_quoted(f->s, at->content_at);
}

static void set_source(const finder *f, attribution *at, const learnt_candidate *t)
{
    at->sources = 0;
    at->speaker = NOBODY;
    if (t->top == NOBODY || !cues_speakers(f->as, f->s, t->top, true, at)) cues_nobody(at);
    if (t->top != NOBODY && !at->source[0].who.at.n) at->source[0].who.at = syntax_source_words(f->as->a, f->s, t->top);
}

static bool holds_unit(const learnt_candidate *t, uint32_t u)
{
    for (uint32_t r = 0; r < t->runs; r++)
        if (u >= t->run[r].from && u < t->run[r].to) return true;
    return false;
}

static utterance_kind kind_of(learnt_class class)
{
    return class == LEARNT_DENIES ? UTTERANCE_DENIES : class == LEARNT_ATTITUDE ? UTTERANCE_WANTS : UTTERANCE_SAYS;
}

static span_list source_words(const finder *f, const learnt_candidate *who)
{
    return who->top == NOBODY ? (span_list){ NULL, 0 } : syntax_source_words(f->as->a, f->s, who->top);
}

/* As a reader marks it: in a relative clause, its pronoun, which is where the source stands; claims know whom it means. */
static span_list marked_source(const finder *f, const learnt_guess *g)
{
    uint32_t who = g->source.top == NOBODY ? NOBODY : syntax_pronoun(f->s, g->cue.u, g->source.top);
    return who == g->source.top ? source_words(f, &g->source) : span_one(f->as->a, f->s->unit[who].at);
}

/* An attribution of the rules: what it means for claims stays, but for a content that is another one altogether and a
 * source that the models are sure of; for the list, all is as they say. */
static void change(finder *f, const attribution *rule, const learnt_guess *g)
{
    attribution at = *rule;
    arena *a = f->as->a;
    uint32_t top = g->content.top;
    bool is_other = top != NOBODY && !holds_unit(&g->content, rule->top) &&
                    (rule->is_inside || !syntax_below(f->s, top, rule->top));
    bool is_denial = rule->cue->kind == CUE_DENY; /* what he is quoted with beside it, he does not deny */
    if (is_other && !is_denial && g->p >= f->m->add && g->p_content >= SURE) set_content(f, &at, &g->content);
    if (g->content.top != NOBODY) at.marked_content = learnt_content_words(a, f->s, &g->content);
    bool is_sure = g->p_source >= SURE && g->p >= f->m->add && g->source.top != NOBODY;
    if (is_sure && !g->source.is_rules && f->s->unit[g->cue.u].upos == UPOS_VERB) set_source(f, &at, &g->source);
    if (g->source.top != NOBODY) at.marked_source = marked_source(f, g);
    at.marked_cue = learnt_cue_words(a, f->s, &g->cue);
    at.is_unlisted = g->p < f->m->keep;
    at.sure = g->p;
    *VEC_ADD(a, &f->out) = at;
}

/* What the cue commits to: its row of cues.tsv, else what its class does; what is to be done is open. */
static const cue *row_of(const finder *f, const learnt_guess *g)
{
    const unit *at = &f->s->unit[g->cue.u];
    const cue *row = f->v->row[g->cue.u];
    if (row) return row;
    cue *own = TAKE(f->as->a, 1, cue);
    *own = g->class == LEARNT_DENIES ? DENIES : SAYS;
    own->lemma = at->lemma;
    if (syntax_is_infinitive(f->s, g->content.top) || syntax_is_gerund(f->s, g->content.top))
        own->certainty = CERTAINTY_UNKNOWN;
    return own;
}

/* A thing that no table calls a voice and that WordNet files under neither people nor words ("attempts", "the
 * violation"). */
static bool is_mute(const finder *f, uint32_t who)
{
    enum { COMMUNICATION = 11, GROUP = 15, LOCATION = 16, PERSON = 19 }; /* numbers of lexnames(5WN) + 1 */
    uint8_t field = who == NOBODY ? 0 : f->v->unit[who].of_lemma.noun & (LEARNT_COMMUNICATION - 1);
    if (!field || f->s->unit[who].upos != UPOS_NOUN || f->s->known[who]->voice) return false;
    return field != COMMUNICATION && field != GROUP && field != LOCATION && field != PERSON;
}

/* "It is important to note that ...", "too early to say whether ...": nobody but the author does. */
static bool is_empty(const finder *f, uint32_t cue, uint32_t who)
{
    bool is_predicate = f->s->unit[cue].upos != UPOS_VERB;
    if (who == NOBODY && !is_predicate) return syntax_is_infinitive(f->s, cue) && !syntax_is_passive(f->s, cue);
    if (who == NOBODY) return !f->v->row[cue];
    uint32_t above = syntax_head(f->s, cue);
    bool is_said_so = above != NOBODY && f->s->unit[above].upos == UPOS_ADJ && syntax_is_infinitive(f->s, cue); /* "too early to say" */
    return syntax_is(f->s, who, REL(EXPL)) || ((is_predicate || is_said_so) && syntax_lemma(f->s, who, STR("it")));
}

/* A verb that no table calls a cue and whose first sense is a fight, a feeling or a dealing ("attacked", "resents"). */
static bool is_deed(const finder *f, uint32_t cue)
{
    enum { COMPETITION = 34, EMOTION = 38, SOCIAL = 42 }; /* numbers of lexnames(5WN) + 1 */
    uint8_t verb = f->v->unit[cue].of_lemma.verb & (LEARNT_COMMUNICATION - 1);
    return (verb == COMPETITION || verb == EMOTION || verb == SOCIAL) && !f->v->row[cue];
}

/* Claims take the author's voice away only for what is said in a clause or between quotation marks, by a verb that does
 * not settle its complement itself ("refused to"). */
static bool lends_voice(const finder *f, const learnt_guess *g)
{
    uint32_t top = g->content.top;
    if (g->class == LEARNT_ATTITUDE || f->s->known[g->cue.u]->implicative) return false;
    if (is_mute(f, g->source.top) || is_empty(f, g->cue.u, g->source.top)) return false;
    bool is_quoted = f->v->quotation[top] != NOBODY && f->v->quotation[g->cue.u] == NOBODY;
    return is_quoted || (syntax_is_clause(f->s, top) && !is_deed(f, g->cue.u));
}

static void add(finder *f, const learnt_guess *g)
{
    uint32_t u = g->cue.u;
    attribution at = { .sentence = f->s->sentence,
                       .head = u,
                       .speaker = NOBODY,
                       .next = NOBODY,
                       .kind = kind_of(g->class),
                       .sure = g->p,
                       .stance = { .certainty = CERTAINTY_CERTAIN } };
    if (g->content.top == NOBODY || g->content.top == g->source.top) return; /* nobody says himself */
    at.cue = row_of(f, g);
    stance_at(f->as->a, f->s, u, &at.stance);
    at.cue_at = learnt_cue_words(f->as->a, f->s, &g->cue);
    set_content(f, &at, &g->content);
    if (!at.cue_at.n || !at.content_at.n) return;
    at.source[0].who.at = source_words(f, &g->source);
    at.marked_source = marked_source(f, g);
    if (!lends_voice(f, g)) {
        *VEC_ADD(f->as->a, &f->as->listed) = at;
        return;
    }
    set_source(f, &at, &g->source);
    *VEC_ADD(f->as->a, &f->out) = at;
}

/* These have their own idea of content, which no marked sentence shows. */
static bool is_rules_own(const attribution *at)
{
    return at->cue->kind == CUE_CONTRARY || at->cue->kind == CUE_ALLEGE;
}

/* "Contrary to what G says": the rules have read what stands in that phrase. */
static bool is_in_contrary(const finder *f, uint32_t u, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (f->v->found[i].cue->kind == CUE_CONTRARY && syntax_below(f->s, u, f->v->found[i].head)) return true;
    return false;
}

/* What the rules found and the models do not see serves claims, but is not listed. */
static void keep(finder *f, const attribution *rule)
{
    attribution *at = VEC_ADD(f->as->a, &f->out);
    *at = *rule;
    at->is_unlisted = true;
}

/* The attribution that rules found at u: by its head, or (of "according to G", headed by G) by its cue; NOBODY. */
static uint32_t rule_at(const finder *f, uint32_t u, size_t n)
{
    if (f->v->rule[u] != NOBODY) return f->v->rule[u];
    for (uint32_t i = 0; i < n; i++) {
        span cue = span_hull(f->v->found[i].cue_at);
        if (span_holds(cue, f->s->unit[u].at) && !span_meets(cue, f->s->unit[f->v->found[i].head].at)) return i;
    }
    return NOBODY;
}

static void decide(finder *f, uint32_t u, uint32_t rule)
{
    learnt_guess g;
    bool is_guessed = learnt_guess_at(f->m, f->v, u, &g);
    if (rule != NOBODY && is_guessed) change(f, &f->v->found[rule], &g);
    else if (rule != NOBODY) keep(f, &f->v->found[rule]);
    else if (is_guessed && g.p >= f->m->add) add(f, &g);
}

void learnt_find(attributions *as, const syntax *s, size_t first)
{
    const learnt *m = as->lexicon->learnt;
    if (!m || !s->units || s->units > LEARNT_UNITS_MOST) return;
    size_t n = as->at.n - first;
    attribution *found = TAKE(as->a, n + 1, attribution);
    if (n) memcpy(found, as->at.at + first, n * sizeof *found);
    finder f = { .as = as, .s = s, .m = m, .v = learnt_view_of(as->a, &m->words, s, as->row, found, n, 0) };
    for (size_t i = 0; i < n; i++)
        if (is_rules_own(&found[i])) *VEC_ADD(as->a, &f.out) = found[i];
    bool *is_decided = TAKE(as->a, n + 1, bool);
    for (uint32_t u = 0; u < s->units; u++) {
        if (!learnt_may_be_cue(f.v, u) || is_in_contrary(&f, u, n) || cues_is_conceded(s, u)) continue;
        uint32_t rule = rule_at(&f, u, n);
        if (rule != NOBODY && (is_decided[rule] || is_rules_own(&found[rule]))) continue;
        if (rule != NOBODY) is_decided[rule] = true;
        decide(&f, u, rule);
    }
    for (size_t i = 0; i < n; i++) /* a name heads what is according to it, and no name is a cue */
        if (!is_decided[i] && s->unit[found[i].head].name != NOBODY && !is_rules_own(&found[i]) && !is_in_contrary(&f, found[i].head, n)) keep(&f, &found[i]);
    cues_replace(as, s, first, f.out.at, f.out.n);
}
