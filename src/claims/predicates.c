/*
 * predicates.c - what a sentence says: its main clauses, the contents of attributions, and every verb, noun or
 * adjective whose frame is known and has somebody in it.
 */
#include "claims/predicates.h"

enum { CORE_STEPS = 16 }; /* "was said to have begun to try to ...": enough for any sentence people write */

static bool is_there(const syntax *s, uint32_t u)
{
    return syntax_lemma(s, u, STR("be")) && syntax_child_lemma(s, u, REL(EXPL), STR("there")) != NOBODY;
}

/* Content of a noun that is evidence: "there is evidence of H joining G". */
static uint32_t evidence_content(const syntax *s, uint32_t noun)
{
    const cue *c = s->known[noun]->cue;
    if (!c || c->kind != CUE_EVIDENCE) return NOBODY;
    for (uint32_t k = s->child[noun]; k != NOBODY; k = s->sibling[k])
        if (k > noun && (syntax_is(s, k, REL(ACL) | REL(CCOMP)) ||
                         syntax_child_lemma(s, k, REL(MARK), STR("that")) != NOBODY || syntax_is_content_clause(s, k) ||
                         (syntax_is(s, k, REL(NMOD)) && syntax_child_lemma(s, k, REL(CASE), STR("of")) != NOBODY)))
            return k;
    return NOBODY;
}

/* The noun that a light verb or "there is" puts forward, if its frame is known. */
static uint32_t carried(const syntax *s, const lent *l, uint32_t u)
{
    if (is_there(s, u)) {
        uint32_t noun = syntax_child(s, u, RELS_SUBJECT);
        if (noun == NOBODY) return NOBODY;
        uint32_t content = evidence_content(s, noun);
        if (content != NOBODY) return content;
        return frames_knows(s, noun) ? noun : NOBODY;
    }
    for (uint32_t c = s->low[u]; c <= s->high[u]; c++)
        if (l->verb[c] == u && frames_knows(s, c) && frames_read(s, l, c).frame) return c;
    return NOBODY;
}

/* "is known to have left": the author says that it left. */
static bool is_known_to(const syntax *s, uint32_t u)
{
    const cue *c = s->known[u]->cue;
    return c && c->kind == CUE_KNOW && syntax_is_passive(s, u) && syntax_child(s, u, REL(XCOMP)) != NOBODY;
}

uint32_t predicates_core(const syntax *s, const lent *l, uint32_t u)
{
    for (int i = 0; i < CORE_STEPS; i++) {
        uint32_t next = NOBODY;
        if (!stance_is_light(s, u, &next)) next = is_known_to(s, u) ? syntax_child(s, u, REL(XCOMP)) : carried(s, l, u);
        if (next == NOBODY || next == u) return u;
        u = next;
    }
    return u;
}

uint32_t predicates_clause(const syntax *s, uint32_t u)
{
    uint64_t tops = REL(CCOMP) | REL(ADVCL) | REL(ADVCL_RELCL) | REL(ACL) | REL(ACL_RELCL) | REL(PARATAXIS) |
                    REL(CSUBJ) | REL(CSUBJ_PASS);
    uint32_t at = u;
    while (syntax_head(s, at) != NOBODY && !syntax_is(s, at, tops) &&
           !(syntax_is(s, at, REL(CONJ)) && syntax_is_clause(s, at)))
        at = s->unit[at].head;
    return at;
}

bool predicates_is_relative(const syntax *s, uint32_t u)
{
    return syntax_lemma(s, u, STR("which")) || syntax_lemma(s, u, STR("who")) || syntax_lemma(s, u, STR("that"));
}

/* "It is a lie that G left" puts nobody forward: the noun says something of a whole clause. */
static bool is_of_clause(const syntax *s, uint32_t noun, uint32_t clause)
{
    const word_entries *w = s->known[noun];
    return (w->verdict || w->implicative || w->cue) && syntax_is_content_clause(s, clause);
}

uint32_t predicates_cleft(const syntax *s, uint32_t u)
{
    uint32_t first = syntax_is(s, u, REL(CONJ)) ? syntax_head(s, u) : u;
    if (first == NOBODY || !syntax_is_copular(s, first)) return NOBODY;
    if (syntax_child_lemma(s, first, REL(EXPL) | RELS_SUBJECT, STR("it")) == NOBODY) return NOBODY;
    uint32_t clause = syntax_child(s, first, RELS_RELATIVE);
    for (uint32_t c = s->child[first]; clause == NOBODY && c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(CONJ))) clause = syntax_child(s, c, RELS_RELATIVE);
    for (uint32_t c = s->sibling[first]; clause == NOBODY && c != NOBODY;
         c = s->sibling[c]) /* a parser that hangs it higher */
        if (s->unit[c].upos == UPOS_VERB && predicates_is_relative(s, syntax_child(s, c, RELS_SUBJECT))) clause = c;
    return clause != NOBODY && is_of_clause(s, first, clause) ? NOBODY : clause;
}

/* ---- gathering
 * --------------------------------------------------------------------------------------------------------- */

typedef struct {
    const attributions *as;
    const syntax *s;
    const lent *l;
    predicate *at;
    uint32_t n;
    bool *taken;
} gathering;

static void take(gathering *g, uint32_t u, bool is_main)
{
    if (g->taken[u] || g->n >= PREDICATES_MOST) return;
    g->taken[u] = true;
    g->at[g->n++] = (predicate){ u, predicates_clause(g->s, u), is_main };
}

static bool is_cue_here(const gathering *g, uint32_t u)
{
    for (uint32_t i = g->as->first[g->s->sentence]; i < g->as->first[g->s->sentence + 1]; i++)
        if (g->as->at.at[i].head == u) return true;
    return false;
}

/* "Recognised as coming from G": a cue that gives somebody's view, and with nobody named as who has it tells of no deed. */
static bool is_view_here(const gathering *g, uint32_t u)
{
    for (uint32_t i = g->as->first[g->s->sentence]; i < g->as->first[g->s->sentence + 1]; i++) {
        const cue *c = g->as->at.at[i].head == u ? g->as->at.at[i].cue : NULL;
        if (c && (c->kind == CUE_SAY || c->kind == CUE_THINK || c->kind == CUE_KNOW || c->kind == CUE_SHOW)) return true;
    }
    return false;
}

/* A clause says something when it has a subject, is a content, or stands under a cue; an order or a heading does not.
 */
static bool says_something(const syntax *s, uint32_t u)
{
    return syntax_child(s, u, RELS_ANY_SUBJECT | REL(EXPL)) != NOBODY || syntax_subject(s, u) != NOBODY ||
           syntax_is_passive(s, u);
}

/* A main clause: its core, and the clauses coordinated with it. */
static void take_clause(gathering *g, uint32_t u, bool is_content)
{
    const syntax *s = g->s;
    uint32_t core = predicates_core(s, g->l, u);
    bool is_clause = syntax_is_clause(s, u) || syntax_child(s, u, RELS_ANY_SUBJECT) != NOBODY;
    if (g->taken[u] && core == u) return;
    if (!is_cue_here(g, u) && predicates_cleft(s, u) == NOBODY && (is_content || (is_clause && says_something(s, u))))
        take(g, core, true);
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(CONJ) | REL(PARATAXIS)) &&
            (syntax_is_clause(s, c) || (is_content && s->unit[c].upos == s->unit[u].upos && frames_knows(s, c))) &&
            !is_cue_here(g, c))
            take(g, predicates_core(s, g->l, c), true);
}

/* A noun tells of an event when somebody does it or has it done to him; a relation needs both ends. */
static bool noun_counts(const gathering *g, uint32_t u, const proposition *p)
{
    const syntax *s = g->s;
    if (!p->frame || syntax_is(s, u, REL(COMPOUND))) return false;
    if (p->agent != NOBODY && p->patient != NOBODY) return true;
    if (syntax_is_copular(s, u)) return p->agent != NOBODY || p->patient != NOBODY;
    return p->frame->cameo.n && (p->agent != NOBODY || p->patient != NOBODY);
}

/* "Mounted an invasion", "were engaged in fighting": the noun tells it. */
static bool is_told_by_noun(const syntax *s, const lent *l, const proposition *p)
{
    if (p->frame->dependent.n) return frames_is_told_by_noun(s, l, p);
    uint32_t noun = carried(s, l, p->predicate);
    return noun != NOBODY && frames_read(s, l, noun).agent != NOBODY;
}

/* "G's demand that H leave": what is said is done to somebody by saying so. */
static bool is_between_two(const syntax *s, const proposition *p)
{
    if (!p->frame || !p->frame->cameo.n || p->agent == NOBODY || p->patient == NOBODY) return false;
    return s->unit[p->patient].name != NOBODY || s->unit[p->patient].upos == UPOS_VERB || s->known[p->patient]->voice;
}

static void take_framed(gathering *g)
{
    const syntax *s = g->s;
    for (uint32_t u = 0; u < s->units; u++) {
        upos pos = s->unit[u].upos;
        bool may_tell = pos == UPOS_VERB || pos == UPOS_NOUN || pos == UPOS_ADJ || pos == UPOS_ADP;
        if (s->unit[u].name != NOBODY || !may_tell || !frames_knows(s, u)) continue;
        proposition p = frames_read(s, g->l, u);
        bool counts = pos == UPOS_VERB ? p.frame && (p.agent != NOBODY || p.patient != NOBODY) : noun_counts(g, u, &p);
        if (pos == UPOS_NOUN && is_cue_here(g, u) && !is_between_two(s, &p)) counts = false;
        if (counts && p.agent == NOBODY && is_view_here(g, u)) counts = false;
        if (counts && pos == UPOS_VERB && is_told_by_noun(s, g->l, &p)) counts = false;
        if (counts) take(g, u, false);
    }
}

predicates predicates_of(arena *a, const attributions *as, const syntax *s, const lent *l)
{
    gathering g = { as, s, l, TAKE(a, PREDICATES_MOST, predicate), 0, TAKE(a, (size_t)s->units + 1, bool) };
    if (!s->units) return (predicates){ g.at, 0 };
    take_clause(&g, s->root, false);
    for (uint32_t i = as->first[s->sentence]; i < as->first[s->sentence + 1]; i++)
        if (as->at.at[i].cue->kind != CUE_CONTRARY) take_clause(&g, as->at.at[i].top, true);
    take_framed(&g);
    return (predicates){ g.at, g.n };
}
