/*
 * several.c - who "the two sides", "both countries" and "these groups" are.
 *
 *     G and H signed a treaty.  [The two sides] agreed to ...      G agreed, and H agreed
 *
 * Nouns of the class `side` in noun-classes.tsv may stand for several that were named.  Coreference knows chains of one actor
 * only, so it leaves such a phrase alone.
 */
#include "claims/several.h"

enum { SENTENCES_BACK = 3, MEMBERS_MOST = 8 };

/* How many the phrase says there are: 0 for any number from two on, NOBODY when it is no such phrase. */
static uint32_t how_many(const syntax *s, uint32_t u)
{
    if (u == NOBODY || s->unit[u].upos != UPOS_NOUN || !(s->known[u]->classes & lexicon_class(s->lexicon, STR("side"))) ||
        str_eq(s->unit[u].lemma, syntax_word(s, u)) || syntax_child(s, u, REL(NMOD) | REL(NMOD_POSS) | REL(AMOD)) != NOBODY)
        return NOBODY;
    uint64_t any = REL(DET) | REL(DET_PREDET) | REL(CC_PRECONJ) | REL(NUMMOD);
    if (syntax_child_lemma(s, u, any, STR("both")) != NOBODY) return 2;
    uint32_t count = syntax_child(s, u, REL(NUMMOD));
    const number_word *n = count == NOBODY ? NULL : s->known[count]->number;
    bool is_these = syntax_child_lemma(s, u, REL(DET), STR("these")) != NOBODY || syntax_child_lemma(s, u, REL(DET), STR("this")) != NOBODY;
    if (count == NOBODY) return is_these ? 0 : NOBODY;
    bool is_plain = n && !n->is_multiplier && !n->is_vague && !n->is_bound_low && !n->is_bound_high;
    return is_plain && n->value >= 2 && n->value <= MEMBERS_MOST && syntax_is_definite(s, u) ? (uint32_t)n->value : NOBODY;
}

/* What can be one of several sides: a name that is no person's, found or not, a body, or a plural ("the rebels"). */
static bool is_body(const syntax *s, uint32_t u)
{
    if (s->unit[u].name != NOBODY) return s->reading->name[s->unit[u].name].class != CLASS_PERSON;
    if (s->unit[u].upos == UPOS_PROPN) return !s->known[u]->time;
    const voice *v = s->unit[u].upos == UPOS_NOUN ? s->known[u]->voice : NULL;
    bool is_plural = v && !str_eq(s->unit[u].lemma, syntax_word(s, u));
    return v && v->kind == VOICE_ACTOR && (v->class != CLASS_PERSON || is_plural);
}

static uint32_t add_actor(actors *as, const syntax *s, uint32_t u, uint32_t *out, uint32_t n, uint32_t most)
{
    uint32_t who = actors_reference(as, s, u).actor;
    for (uint32_t i = 0; i < n; i++)
        if (out[i] == who) return n;
    if (who == NOBODY || n == most) return n;
    out[n] = who;
    return n + 1;
}

/* "G and H": a name and those coordinated with it; *bodies: how many they are, those that no actor is known for too. */
static uint32_t coordinated(actors *as, const syntax *s, uint32_t u, uint32_t *out, uint32_t most, uint32_t *bodies)
{
    bool is_first = is_body(s, u) && syntax_child(s, u, REL(CONJ)) != NOBODY;
    uint32_t n = is_first ? add_actor(as, s, u, out, 0, most) : 0;
    *bodies = is_first;
    for (uint32_t c = is_first ? s->child[u] : NOBODY; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(CONJ)) && is_body(s, c)) {
            n = add_actor(as, s, c, out, n, most);
            ++*bodies;
        }
    return n;
}

static bool fits(uint32_t n, uint32_t wanted)
{
    return wanted ? n == wanted : n >= 2;
}

/* Not "PORT LORROW, 8 April (Meridian Wire) -". */
static bool tells_something(const syntax *s)
{
    for (uint32_t u = 0; u < s->units; u++)
        if (s->unit[u].upos == UPOS_VERB || s->unit[u].upos == UPOS_AUX) return true;
    return false;
}

uint32_t several_mean(actors *as, syntax *const *sentence, const syntax *s, uint32_t unit, uint32_t *out, uint32_t most)
{
    uint32_t wanted = how_many(s, unit), n, bodies;
    if (wanted == NOBODY || wanted > most) return 0;
    for (uint32_t back = 0; back <= SENTENCES_BACK && back <= s->sentence; back++) {
        const syntax *at = sentence[s->sentence - back];
        if (!tells_something(at)) continue;
        for (uint32_t u = back ? at->units : s->low[unit]; u-- > 0;)
            if (n = coordinated(as, at, u, out, most, &bodies), fits(bodies, wanted)) return fits(n, wanted) ? n : 0;
        n = 0;
        for (uint32_t u = 0; back == 1 && wanted && u < at->units; u++)
            if (at->unit[u].name != NOBODY && is_body(at, u)) n = add_actor(as, at, u, out, n, most);
        if (back == 1 && wanted && n == wanted) return n;
    }
    return 0;
}
