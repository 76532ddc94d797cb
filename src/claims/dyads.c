/*
 * dyads.c - putting codes of others beside what was found, when all is found.
 */
#include "claims/dyads.h"

#include "claims/patterns.h"

enum { PARENTS_MOST = 8 };

typedef struct {
    arena *a;
    const claims_lexicon *lexicon;
    date when;
    const hs_str *of_actor;
    const syntax *s; /* the sentence whose phrases are known */
    hs_str *phrase;  /* code of the noun phrase of each unit, empty for none */
    const syntax *worded; /* the sentence whose words are ready for patterns */
    const pattern_words *words;
} coder;

static hs_str code_of(const coder *c, hs_str words, hs_str known)
{
    return dictionary_code(c->a, c->lexicon->dictionary, words, c->when, known);
}

/* The code of an actor by one of its names, or by that of whom it is a part of. */
static hs_str of_name(const coder *c, const findings *out, uint32_t who)
{
    hs_str code = { 0 };
    for (int i = 0; i < PARENTS_MOST && who != NOBODY && !code.n; i++) {
        const actor *one = &out->actor[who];
        code = code_of(c, one->name, (hs_str){ 0 });
        for (size_t k = 0; k < one->aliases && !code.n; k++) code = code_of(c, one->alias[k], (hs_str){ 0 });
        who = one->parent;
    }
    return code;
}

static hs_str words_of_pieces(const coder *c, const syntax *s, span_list at)
{
    buf words = { .a = c->a };
    for (size_t i = 0; i < at.n; i++) {
        if (i) buf_byte(&words, ' ');
        buf_add(&words, span_words(s->page->text, at.at[i]));
    }
    return buf_str(&words);
}

static void code_reference(const coder *c, const syntax *s, reference *r)
{
    r->code = code_of(c, words_of_pieces(c, s, r->at), r->actor == NOBODY ? (hs_str){ 0 } : c->of_actor[r->actor]);
}

static bool names_somebody(hs_str code)
{
    return code.n && !str_starts(code, STR("---"));
}

/* The phrases of a sentence, once for all of its claims. */
static void read_phrases(coder *c, const syntax *s)
{
    uint64_t inner = REL(COMPOUND) | REL(AMOD) | REL(FLAT) | REL(NMOD_POSS) | REL(FIXED);
    if (c->s == s) return;
    c->s = s;
    c->phrase = TAKE(c->a, (size_t)s->units + 1, hs_str);
    for (uint32_t u = 0; u < s->units; u++) {
        upos p = s->unit[u].upos;
        bool is_noun = p == UPOS_NOUN || p == UPOS_PROPN || s->unit[u].name != NOBODY;
        if (is_noun && !syntax_is(s, u, inner))
            c->phrase[u] = code_of(c, words_of_pieces(c, s, syntax_phrase(c->a, s, u)), (hs_str){ 0 });
    }
}

static bool may_stand(const coder *c, const dyad_place *p, uint32_t u, uint32_t other)
{
    if (!names_somebody(c->phrase[u])) return false;
    if (p->speaker != NOBODY && syntax_below(p->s, u, p->speaker)) return false;
    return other == NOBODY || !(syntax_below(p->s, u, other) || syntax_below(p->s, other, u));
}

static hs_str nearest_before(const coder *c, const dyad_place *p)
{
    for (uint32_t u = p->predicate; u-- > 0;)
        if (may_stand(c, p, u, p->patient)) return c->phrase[u];
    return (hs_str){ 0 };
}

static hs_str nearest_behind(const coder *c, const dyad_place *p, uint32_t other)
{
    for (uint32_t u = p->predicate + 1; u < p->s->units; u++)
        if (may_stand(c, p, u, other)) return c->phrase[u];
    return (hs_str){ 0 };
}

/* "Belmoran police and soldiers": what stands before the first noun of a list may be said of a bare one behind it.  The code of u's
 * words with such a name before them; empty when there is none. */
static hs_str of_shared(const coder *c, const syntax *s, uint32_t u)
{
    uint64_t before = REL(AMOD) | REL(COMPOUND);
    uint32_t first = u != NOBODY && syntax_is(s, u, REL(CONJ)) && s->unit[u].name == NOBODY ? syntax_head(s, u) : NOBODY;
    if (first == NOBODY || first > u || syntax_child(s, u, before | REL(DET) | REL(NMOD) | REL(NMOD_POSS)) != NOBODY) return (hs_str){ 0 };
    for (uint32_t m = s->child[first]; m != NOBODY && m < first; m = s->sibling[m]) {
        if (!syntax_is(s, m, before) || (s->unit[m].name == NOBODY && s->unit[m].upos != UPOS_PROPN && s->unit[m].upos != UPOS_ADJ)) continue;
        hs_str shared = syntax_word(s, m), own = words_of_pieces(c, s, syntax_phrase(c->a, s, u));
        hs_str code = code_of(c, arena_printf(c->a, "%.*s %.*s", STR_ARGS(shared), STR_ARGS(own)), (hs_str){ 0 });
        if (names_somebody(code)) return code;
    }
    return (hs_str){ 0 };
}

/* "G said that they would leave": a pronoun whose actor nobody knows is by its code the one who speaks. */
static hs_str of_pronoun(const claim *one, const dyad_place *p)
{
    bool is_pronoun = p->agent != NOBODY && p->s->unit[p->agent].upos == UPOS_PRON;
    return is_pronoun && names_somebody(one->source.who.code) ? one->source.who.code : one->agent.code;
}

static void code_dyad(coder *c, claim *one, const dyad_place *p)
{
    hs_str doer = names_somebody(one->agent.code) ? one->agent.code : of_pronoun(one, p), target = one->patient.code;
    read_phrases(c, p->s);
    hs_str shared_doer = names_somebody(doer) ? doer : of_shared(c, p->s, p->agent);
    hs_str shared_target = names_somebody(target) ? target : of_shared(c, p->s, p->patient);
    if (shared_doer.n) doer = shared_doer;
    if (shared_target.n) target = shared_target;
    if (!names_somebody(doer)) {
        bool passive = syntax_is_passive(p->s, p->predicate);
        hs_str other = passive ? nearest_behind(c, p, p->patient) : nearest_before(c, p);
        if (other.n) doer = other;
    }
    if (!names_somebody(target)) {
        hs_str other = nearest_behind(c, p, p->agent);
        if (other.n) target = other;
    }
    /* "the ministers of G and H met": what one phrase names does it to each other */
    if (one->is_mutual && !names_somebody(target) && str_find(doer, STR("/"), 0) != SIZE_MAX) target = doer;
    one->doer_code = doer;
    one->target_code = target;
}

/* The code of the verb, or of the light verb that the noun of the event stands below ("launched an attack"). */
static void code_event(coder *c, claim *one, const dyad_place *p)
{
    uint32_t verb = p->s->unit[p->predicate].upos == UPOS_VERB || p->light == NOBODY ? p->predicate : p->light;
    if (c->worded != p->s) c->words = patterns_words(c->a, c->lexicon->patterns, p->s);
    c->worded = p->s;
    one->event_code = patterns_code(c->lexicon->patterns, c->words, p->s, verb, p->agent, p->patient);
}

static void code_ends(arena *a, const claims_lexicon *l, date when, const findings *out, claim *claims, const dyad_place *place)
{
    coder c = { .a = a, .lexicon = l, .when = when };
    hs_str *of_actor = TAKE(a, (size_t)out->actors + 1, hs_str);
    for (uint32_t i = 0; i < out->actors; i++) of_actor[i] = of_name(&c, out, i);
    c.of_actor = of_actor;
    for (uint32_t i = 0; i < out->claims; i++) {
        code_reference(&c, place[i].s, &claims[i].agent);
        code_reference(&c, place[i].s, &claims[i].patient);
        code_reference(&c, place[i].s, &claims[i].source.who);
        if (claims[i].cameo.n || claims[i].event_code.n) code_dyad(&c, &claims[i], &place[i]);
    }
}

void dyads_code(arena *a, const claims_lexicon *l, date when, const findings *out, claim *claims, const dyad_place *place)
{
    coder c = { .a = a, .lexicon = l, .when = when };
    for (uint32_t i = 0; l->patterns && i < out->claims; i++) code_event(&c, &claims[i], &place[i]);
    if (l->dictionary) code_ends(a, l, when, out, claims, place);
}
