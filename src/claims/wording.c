/*
 * wording.c - judging words for somebody.
 *
 * Which words judge is said in labels.tsv, for all sides alike; whom a word is about is told by its place in the tree.  A
 * judging noun that names nobody ("a regime must answer for it") is about nobody in particular and no observation.
 */
#include "claims/wording.h"

/* A name that the noun stands beside or that belongs to it: "regime of G", "G's regime", "the G regime", "G, a martyr". */
static uint32_t name_beside(const syntax *s, uint32_t noun)
{
    for (uint32_t c = s->child[noun]; c != NOBODY; c = s->sibling[c])
        if (s->unit[c].name != NOBODY &&
            syntax_is(s, c, REL(COMPOUND) | REL(AMOD) | REL(NMOD_POSS) | REL(NMOD) | REL(APPOS) | REL(FLAT) | REL(NMOD_UNMARKED)))
            return c;
    return NOBODY;
}

static uint32_t about_noun(const syntax *s, uint32_t u)
{
    if (syntax_is(s, u, REL(COMPOUND) | REL(AMOD))) return syntax_head(s, u); /* "the terrorist group" */
    if (syntax_is_copular(s, u)) return syntax_antecedent(s, syntax_child(s, u, RELS_SUBJECT));
    if (syntax_is(s, u, REL(APPOS) | REL(XCOMP))) return syntax_is(s, u, REL(APPOS)) ? syntax_head(s, u) : syntax_object(s, syntax_head(s, u));
    return name_beside(s, u) != NOBODY ? u : NOBODY;
}

uint32_t wording_about(const syntax *s, uint32_t u)
{
    if (!s->known[u]->label) return NOBODY;
    if (s->unit[u].upos == UPOS_NOUN) return about_noun(s, u);
    if (syntax_is(s, u, REL(AMOD))) return syntax_head(s, u);
    return syntax_is_copular(s, u) ? syntax_antecedent(s, syntax_child(s, u, RELS_SUBJECT)) : NOBODY;
}
