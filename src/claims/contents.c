/*
 * contents.c - where what is said stands: from a cue to the clause, the phrase or the quoted words that it governs.
 *
 *     said [that ...]   denied [attacking]   accused G [of arming H]   [..., witnesses said, ...]   called G [a liar]
 *
 * Parsers hang such clauses in many ways; each rule says which shape it mends.
 */
#include "claims/contents.h"

static const content NOTHING = { NOBODY, false, NOBODY };

/* ---- of a verb ------------------------------------------------------------------------------------------------- */

static bool is_clausal(const syntax *s, uint32_t u)
{
    return syntax_is_clause(s, u) || syntax_child(s, u, RELS_ANY_SUBJECT) != NOBODY;
}

/* A clause with "that" or "whether": content, whatever relation a parser gave it. */
static bool is_that_clause(const syntax *s, uint32_t u)
{
    uint32_t that = syntax_child_lemma(s, u, REL(MARK), STR("that"));
    if (that != NOBODY && that > 0 && syntax_lemma(s, that - 1, STR("now"))) return false; /* "now that priests have been killed" */
    return that != NOBODY || syntax_child_lemma(s, u, REL(MARK), STR("whether")) != NOBODY;
}

/* A that-clause hung on a noun, or on the last of several. */
static uint32_t clause_on(const syntax *s, uint32_t noun)
{
    for (uint32_t c = s->child[noun]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(ACL) | RELS_RELATIVE | REL(CCOMP)) && (is_that_clause(s, c) || syntax_is_content_clause(s, c))) return c;
    for (uint32_t c = s->child[noun]; c != NOBODY; c = s->sibling[c]) /* on the last of several */
        if (syntax_is(s, c, REL(CONJ)))
            for (uint32_t k = s->child[c]; k != NOBODY; k = s->sibling[k])
                if (syntax_is(s, k, REL(ACL) | RELS_RELATIVE | REL(CCOMP)) && is_that_clause(s, k)) return k;
    return NOBODY;
}

/* "told reporters that", "denied on Monday evening that", "considers it likely that", "reports three people dead":
 * the clause hangs on what stands between. */
static uint32_t mishung_clause(const syntax *s, uint32_t u)
{
    const cue *verb = syntax_cue(s, u);
    uint32_t addressee = syntax_child(s, u, REL(OBJ) | REL(IOBJ));
    if (addressee != NOBODY && verb && verb->kind == CUE_SAY && !(verb->content & CONTENT_OBJECT) &&
        clause_on(s, addressee) != NOBODY)
        return clause_on(s, addressee); /* "informed public opinion that" */
    for (uint32_t between = s->child[u]; between != NOBODY; between = s->sibling[between]) {
        bool is_in = syntax_child_lemma(s, between, REL(CASE), STR("in")) != NOBODY; /* "said in a statement that" */
        if (between < u || (s->known[between]->cue && !is_in)) continue;
        if (syntax_is(s, between, REL(XCOMP)) && syntax_child(s, between, RELS_SUBJECT) != NOBODY &&
            s->unit[between].upos == UPOS_VERB)
            return between;
        if (syntax_is(s, between, REL(XCOMP)) && s->unit[between].upos == UPOS_ADJ &&
            syntax_child(s, between, REL(CCOMP)) != NOBODY)
            return syntax_child(s, between, REL(CCOMP));
        if (!syntax_is(s, between, REL(OBJ) | REL(IOBJ) | RELS_OBLIQUE)) continue;
        for (uint32_t c = s->child[between]; c != NOBODY; c = s->sibling[c])
            if (syntax_is(s, c, REL(ACL) | RELS_RELATIVE) && is_that_clause(s, c)) return c;
    }
    return NOBODY;
}

/* A clause as complement; a quotation put beside counts too ("said: 'We go.'"). */
uint32_t contents_clause(const syntax *s, uint32_t u)
{
    uint32_t c = syntax_child(s, u, REL(CCOMP));
    if (c != NOBODY && c < u && syntax_child(s, c, RELS_ANY_SUBJECT) == NOBODY) /* "Asked about it, G answered: ..." */
        for (uint32_t k = s->sibling[c]; k != NOBODY; k = s->sibling[k])
            if (k > u && syntax_is(s, k, REL(CCOMP))) c = k;
    if (c != NOBODY) return c;
    if ((c = mishung_clause(s, u)) != NOBODY) return c;
    for (c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(ADVCL)) && c > u && (is_that_clause(s, c) || syntax_lemma(s, s->low[c], STR("that"))) &&
            syntax_child_lemma(s, c, REL(MARK), STR("so")) == NOBODY)
            return c;
    for (c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(PARATAXIS)) && c > u && is_clausal(s, c) && !s->known[c]->cue)
            return c;
    for (c = s->child[u]; c != NOBODY; c = s->sibling[c]) /* a parse that hangs the quoted words elsewhere */
        if (!syntax_is(s, c, REL(PUNCT) | RELS_SUBJECT) && is_clausal(s, c) && syntax_is_quoted(s, c, NULL) &&
            !syntax_is_quoted(s, u, NULL))
            return c;
    return NOBODY;
}

static uint32_t infinitive_content(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(XCOMP) | REL(CCOMP)) && syntax_is_infinitive(s, c)) return c;
    bool may_be_beside = s->unit[u].upos == UPOS_VERB && syntax_child(s, u, REL(OBJ) | REL(IOBJ)) == NOBODY;
    for (uint32_t c = s->child[u]; may_be_beside && c != NOBODY; c = s->sibling[c]) /* "vowed on Friday to leave" */
        if (c > u && syntax_is(s, c, REL(ADVCL)) && syntax_is_infinitive(s, c)) return c;
    return NOBODY;
}

/* "denied attacking the port" */
static uint32_t gerund_content(const syntax *s, uint32_t u)
{
    uint32_t c = syntax_child(s, u, REL(XCOMP));
    return c != NOBODY && c > u && syntax_is_gerund(s, c) ? c : NOBODY;
}

static uint32_t prepositional_content(const syntax *s, uint32_t u, uint32_t allowed)
{
    static const struct {
        uint32_t bit;
        hs_str word;
    } by[] = {
        { CONTENT_OF, STR_INIT("of") }, { CONTENT_FOR, STR_INIT("for") },   { CONTENT_ABOUT, STR_INIT("about") },
        { CONTENT_IN, STR_INIT("in") }, { CONTENT_WITH, STR_INIT("with") }, { CONTENT_AGAINST, STR_INIT("against") },
        { CONTENT_ON, STR_INIT("on") }, { CONTENT_AS, STR_INIT("as") },
    };
    for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
        if (!(allowed & by[i].bit)) continue;
        uint32_t c = syntax_prepositional(s, u, by[i].word), object = syntax_child(s, u, REL(OBJ));
        if (c == NOBODY && object != NOBODY && syntax_cue(s, u)->kind == CUE_ACCUSE)
            c = syntax_prepositional(s, object, by[i].word);
        for (uint32_t k = c == NOBODY && object != NOBODY && syntax_cue(s, u)->kind == CUE_ACCUSE ? s->child[object] : NOBODY;
             c == NOBODY && k != NOBODY; k = s->sibling[k]) /* "blamed G and H for" */
            if (syntax_is(s, k, REL(CONJ))) c = syntax_prepositional(s, k, by[i].word);
        if (c != NOBODY) return c;
    }
    return NOBODY;
}

/* "..., officials said, ...": the cue hangs below what is said; also "as officials said". */
static uint32_t parenthetical_content(const syntax *s, uint32_t u)
{
    uint32_t head = syntax_head(s, u);
    if (head == NOBODY) return NOBODY;
    bool is_as = syntax_is(s, u, REL(ADVCL)) && syntax_child_lemma(s, u, REL(MARK), STR("as")) != NOBODY;
    bool is_beside = syntax_is(s, u, REL(PARATAXIS)) && is_clausal(s, head);
    bool is_outside = syntax_is_quoted(s, head, NULL) && !syntax_is_quoted(s, u, NULL) &&
                      !syntax_is(s, u, REL(CONJ) | RELS_RELATIVE | REL(ACL));
    return is_as || is_beside || is_outside ? head : NOBODY;
}

/* Who can be sent away, but not denied. */
static bool is_somebody(const syntax *s, uint32_t u)
{
    const voice *v = s->known[u]->voice;
    return s->unit[u].name != NOBODY || (v && v->kind != VOICE_DOCUMENT && v->class == CLASS_PERSON);
}

/* The noun as object; when it is itself a cue with content ("denied the claim that P"), that content. */
static uint32_t object_content(const syntax *s, uint32_t u)
{
    uint32_t object = syntax_object(s, u);
    bool is_denial = syntax_cue(s, u)->kind == CUE_DENY; /* "denied it", "denies everything" */
    if (is_denial && object != NOBODY && is_somebody(s, object)) return NOBODY; /* "dismissed the general" */
    if (object == NOBODY || (s->unit[object].upos == UPOS_PRON && !is_denial) ||
        !(syntax_is_passive(s, u) || syntax_is(s, object, REL(OBJ))))
        return NOBODY;
    const cue *c = s->known[object]->cue;
    if (!c) return object;
    uint32_t inner = syntax_child(s, object, REL(CCOMP));
    for (uint32_t k = s->child[object]; inner == NOBODY && k != NOBODY; k = s->sibling[k])
        if (syntax_is(s, k, REL(ACL) | RELS_RELATIVE) && (syntax_is_content_clause(s, k) || syntax_is_infinitive(s, k)))
            inner = k;
    if (inner == NOBODY) inner = prepositional_content(s, object, c->content);
    return inner != NOBODY ? inner : object;
}

/* "blamed the attack on G", "was attributed to G": what was done is the object, the preposition says by whom. */
static content deed_and_doer(const syntax *s, uint32_t u, const cue *c)
{
    uint32_t object = syntax_object(s, u), doer = NOBODY;
    if (c->content & CONTENT_DOER_ON) doer = syntax_prepositional(s, u, STR("on"));
    if (c->content & CONTENT_DOER_TO) doer = syntax_prepositional(s, u, STR("to"));
    bool is_deed = object != NOBODY && doer != NOBODY && object != doer && !syntax_below(s, u, object) && s->known[object]->frame;
    return is_deed ? (content){ object, false, doer } : NOTHING;
}

/* "held G responsible for the attack", "is considered guilty": what stands beside the object says it of the object. */
static content beside_object(const syntax *s, uint32_t u)
{
    uint32_t object = syntax_object(s, u);
    for (uint32_t c = s->child[u]; c != NOBODY && object != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(XCOMP)) && c != object && !syntax_below(s, object, c) && s->known[c]->frame &&
            (s->unit[c].upos == UPOS_ADJ || s->unit[c].upos == UPOS_NOUN))
            return (content){ c, false, object };
    for (uint32_t k = object; k != NOBODY; k = k == object ? syntax_child(s, object, REL(CONJ)) : NOBODY) /* hung on the object, or the last of several */
        for (uint32_t c = s->child[k]; c != NOBODY; c = s->sibling[c])
            if (c > k && syntax_is(s, c, REL(AMOD)) && s->unit[c].upos == UPOS_ADJ && s->known[c]->frame) return (content){ c, false, object };
    return NOTHING;
}

/* "Quoted G as saying": what G says, with whoever G quotes. */
static uint32_t quoted_saying(const syntax *s, uint32_t u)
{
    if (syntax_child(s, u, REL(OBJ)) == NOBODY) return NOBODY;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (c > u && syntax_is_gerund_behind(s, c, STR("as")) && s->known[c]->cue) return c;
    return NOBODY;
}

/* "A video shows soldiers burning the village": what a document shows somebody doing. */
static content shown(const syntax *s, uint32_t u, const cue *c)
{
    uint32_t object = c->kind == CUE_SHOW ? syntax_child(s, u, REL(OBJ)) : NOBODY, subject = syntax_child(s, u, RELS_SUBJECT);
    const voice *v = subject == NOBODY ? NULL : s->known[subject]->voice;
    if (object == NOBODY || !v || v->kind != VOICE_DOCUMENT) return NOTHING;
    for (uint32_t k = s->child[object]; k != NOBODY; k = s->sibling[k])
        if (k > object && syntax_is(s, k, REL(ACL)) && syntax_is_gerund(s, k) && syntax_case(s, k) == NOBODY) return (content){ k, false, object };
    return NOTHING;
}

/* "Which G says armed H": the clause that leaves out what the pronoun stands for. */
static uint32_t said_in_relative(const syntax *s, uint32_t u)
{
    uint32_t said = syntax_is(s, u, RELS_RELATIVE) ? syntax_child(s, u, REL(XCOMP)) : NOBODY;
    bool is_finite = said != NOBODY && said > u && s->unit[said].upos == UPOS_VERB && !syntax_is_infinitive(s, said) &&
                     !syntax_is_gerund(s, said) && syntax_child(s, said, REL(OBJ) | RELS_OBLIQUE) != NOBODY;
    return is_finite && syntax_child(s, u, RELS_SUBJECT) != NOBODY ? said : NOBODY;
}

content contents_of_verb(const syntax *s, uint32_t u, const cue *c)
{
    bool passive = syntax_is_passive(s, u);
    content deed = c->content & (CONTENT_DOER_ON | CONTENT_DOER_TO) ? deed_and_doer(s, u, c) : NOTHING;
    if (deed.top != NOBODY) return deed;
    uint32_t top = c->content & CONTENT_SOURCE ? quoted_saying(s, u) : NOBODY;
    if (top != NOBODY) return (content){ top, false, NOBODY };
    if (shown(s, u, c).top != NOBODY) return shown(s, u, c);
    top = c->content & CONTENT_THAT ? contents_clause(s, u) : NOBODY;
    if (top == NOBODY && c->content & CONTENT_THAT) top = said_in_relative(s, u);
    if (top != NOBODY)
        return (content){ top, false,
                          syntax_child(s, top, RELS_SUBJECT) == NOBODY ? syntax_spare_subject(s, u) : NOBODY };
    uint32_t object = passive ? syntax_object(s, u) : syntax_child(s, u, REL(OBJ));
    if (c->content & CONTENT_TO && (top = infinitive_content(s, u)) != NOBODY)
        return (content){ top, false, passive ? object : NOBODY };
    if (c->content & (CONTENT_THAT | CONTENT_OBJECT) && (top = gerund_content(s, u)) != NOBODY)
        return (content){ top, false, NOBODY };
    top = prepositional_content(s, u, c->content);
    if (top != NOBODY &&
        (c->kind == CUE_ACCUSE || !(c->content & CONTENT_OBJECT) || object == NOBODY || c->content & CONTENT_AS))
        return (content){ top, false, c->kind == CUE_ACCUSE || c->content & CONTENT_AS ? object : NOBODY };
    if (c->content & CONTENT_THAT && (top = parenthetical_content(s, u)) != NOBODY)
        return (content){ top, true, NOBODY };
    if (c->content & CONTENT_OBJECT && (top = object_content(s, u)) != NOBODY)
        return (content){ top, syntax_below(s, u, top), NOBODY };
    return c->content & CONTENT_BESIDE ? beside_object(s, u) : NOTHING;
}

/* "Called G a liar": what G is called is said of G, by whoever calls him that. */
content contents_called(const syntax *s, uint32_t u)
{
    uint32_t object = syntax_child(s, u, REL(OBJ)), name = NOBODY;
    for (uint32_t c = object == NOBODY ? NOBODY : s->sibling[object]; name == NOBODY && c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(OBJ) | REL(XCOMP)) && (s->unit[c].upos == UPOS_NOUN || s->unit[c].upos == UPOS_ADJ)) name = c;
    for (uint32_t c = object == NOBODY ? NOBODY : s->child[object]; name == NOBODY && c != NOBODY; c = s->sibling[c])
        if (c > object && syntax_is(s, c, REL(APPOS)) && syntax_is_quoted(s, c, NULL) && !syntax_is_quoted(s, object, NULL)) name = c;
    return name == NOBODY || object < u ? NOTHING : (content){ name, false, object };
}

/* The line of a verb that names ("call as"), when something is called something, or NULL. */
const cue *contents_naming(const syntax *s, uint32_t u)
{
    const unit as = { .lemma = STR_INIT("as"), .name = NOBODY };
    const cue *c = s->unit[u].upos == UPOS_VERB ? lexicon_phrasal_cue(s->lexicon, &s->unit[u], &as) : NULL;
    return c && c->content & CONTENT_NAME && !syntax_is_passive(s, u) && contents_called(s, u).top != NOBODY ? c : NULL;
}

/* ---- of a noun or a phrase ------------------------------------------------------------------------------------ */

content contents_of_noun(const syntax *s, uint32_t u, const cue *c)
{
    for (uint32_t k = s->child[u]; k != NOBODY; k = s->sibling[k]) {
        bool is_that = syntax_is(s, k, REL(CCOMP)) || (syntax_is(s, k, REL(ACL) | RELS_RELATIVE) &&
                                                       (is_that_clause(s, k) || syntax_is_content_clause(s, k)));
        if (c->content & CONTENT_THAT && is_that) return (content){ k, false, NOBODY };
        if (c->content & CONTENT_TO && syntax_is(s, k, REL(ACL)) && syntax_is_infinitive(s, k))
            return (content){ k, false, NOBODY };
    }
    uint32_t top = prepositional_content(s, u, c->content & ~(uint32_t)CONTENT_THAT);
    if (top == NOBODY) return NOTHING;
    bool lacks_doer = c->kind == CUE_ACCUSE || syntax_is_gerund(s, top); /* "accusations against G of arming H" */
    uint32_t accused = lacks_doer ? syntax_prepositional(s, u, STR("against")) : NOBODY;
    return (content){ top, false, accused == top ? NOBODY : accused };
}

/* The clause (or, in a heading, the phrase) that a phrase with "according to" speaks of. */
uint32_t contents_above(const syntax *s, uint32_t u)
{
    uint32_t at = syntax_head(s, u);
    while (at != NOBODY && !is_clausal(s, at) && s->unit[at].head != UNIT_ROOT && !syntax_is(s, at, REL(APPOS)))
        at = s->unit[at].head;
    return at;
}

/* "In the view of G, H left": the clause that the phrase stands in. */
content contents_seen(const syntax *s, uint32_t u, const cue *c)
{
    uint32_t in = syntax_child(s, u, REL(CASE));
    bool is_phrase = c->content & CONTENT_CLAUSE && syntax_is(s, u, REL(OBL)) && in != NOBODY &&
                     (syntax_lemma(s, in, STR("in")) || syntax_lemma(s, in, STR("by")));
    uint32_t top = is_phrase ? contents_above(s, u) : NOBODY;
    return top == NOBODY || top == u ? NOTHING : (content){ top, true, NOBODY };
}
