/*
 * rehung.c - units of a tree that a parser often hangs in the wrong place, hung where they belong.
 *
 * Each mend looks at one place of the tree as it came and moves one unit to where the words leave no doubt; it never hangs
 * a unit below itself, so a tree stays a tree.
 */
#include "claims/rehung.h"

static bool takes(const claims_lexicon *l, const frame *f, hs_str preposition)
{
    for (; f; f = f->next == NOBODY ? NULL : &l->frame[f->next])
        if (f->patient[0].kind == SLOT_PREPOSITION && str_eq(f->patient[0].preposition, preposition)) return true;
    return false;
}

/* "Blamed the attack | on G": a verb that needs the preposition keeps it. */
static bool needs(const claims_lexicon *l, const frame *f, hs_str preposition)
{
    for (; f; f = f->next == NOBODY ? NULL : &l->frame[f->next])
        for (size_t i = 0; !f->dependent.n && i < SLOTS_MOST && f->patient[i].kind; i++)
            if (f->patient[i].needed && f->patient[i].kind == SLOT_PREPOSITION && str_eq(f->patient[i].preposition, preposition)) return true;
    return false;
}

/* The unit that one which a parser hung elsewhere hangs on, or NOBODY.  "Prevented an attack | on the station": what the
 * lexicon says an object takes, and stands right behind it, is its own ("with" aside, which says as often with whom it was
 * done).  "Suspect the Front | of killing": a name takes no clause, the verb above it does. */
static uint32_t better_head(const claims_lexicon *l, const tree *t, const word_entries *const *known, uint32_t marker)
{
    const unit *m = &t->unit[marker], *noun = m - 1, *of = &t->unit[m->head];
    if (m->relation == REL_CASE && of->relation == REL_OBL && of->head == noun->head)
        return known[m->head]->time || str_eq(m->lemma, STR("with")) || needs(l, known[of->head]->frame, m->lemma) ||
                       !takes(l, known[marker - 1]->frame, m->lemma)
                   ? NOBODY
                   : marker - 1;
    if (m->relation == REL_MARK && of->relation == REL_ACL && of->head == marker - 1 && str_eq(m->lemma, STR("of")))
        return noun->upos == UPOS_PROPN ? noun->head : NOBODY;
    return NOBODY;
}

/* "Was attacked, according to H, | by G": who did it is none of H's words.  The verb's unit, or NOBODY. */
static uint32_t doer_behind_source(const tree *t, uint32_t marker)
{
    const unit *m = &t->unit[marker], *of = m->head == UNIT_ROOT ? NULL : &t->unit[m->head];
    if (m->relation != REL_CASE || !str_eq(m->lemma, STR("by")) || !of || of->relation != REL_NMOD || of->head == UNIT_ROOT) return NOBODY;
    uint32_t source = of->head, verb = t->unit[source].head;
    if (t->unit[marker - 1].upos != UPOS_PUNCT || t->unit[source].relation != REL_OBL || verb == UNIT_ROOT || source > marker) return NOBODY;
    for (uint32_t k = verb < source ? verb : source; k < source; k++)
        if (t->unit[k].head == source && str_eq(t->unit[k].lemma, STR("accord"))) return verb;
    return NOBODY;
}

/* "H states | that G, who left, is guilty", with G read as the one who states, behind his own verb: G belongs to the clause that
 * "that" opens.  The clause's head, or NOBODY. */
static uint32_t clause_behind_that(const tree *t, uint32_t u)
{
    uint32_t verb = t->unit[u].head;
    if (t->unit[u].relation != REL_NSUBJ || verb == UNIT_ROOT || verb > u || t->unit[verb].upos != UPOS_VERB) return NOBODY;
    uint32_t clause = NOBODY;
    for (uint32_t k = u + 1; k < t->units && clause == NOBODY; k++)
        if (t->unit[k].head == verb && t->unit[k].relation == REL_CCOMP) clause = k;
    bool is_marked = false, has_subject = false;
    for (uint32_t k = verb + 1; clause != NOBODY && k < t->units; k++) {
        if (t->unit[k].head != clause) continue;
        is_marked |= k < u && t->unit[k].relation == REL_MARK && str_eq(t->unit[k].lemma, STR("that"));
        has_subject |= t->unit[k].relation == REL_NSUBJ || t->unit[k].relation == REL_NSUBJ_PASS;
    }
    return is_marked && !has_subject ? clause : NOBODY;
}

/* "Officers, who | it accused": of two subjects before a verb the first, a relative pronoun, is its object. */
static bool is_object_before(const tree *t, uint32_t u)
{
    const unit *w = &t->unit[u];
    bool is_relative = w->upos == UPOS_PRON && (str_eq(w->lemma, STR("who")) || str_eq(w->lemma, STR("which")) || str_eq(w->lemma, STR("that")));
    if (!is_relative || w->relation != REL_NSUBJ || w->head == UNIT_ROOT || t->unit[w->head].relation != REL_ACL_RELCL) return false;
    for (uint32_t k = u + 1; k < w->head; k++)
        if (t->unit[k].head == w->head && t->unit[k].relation == REL_NSUBJ) return true;
    return false;
}

/* "Blame the attack on G", with G hung on the attack: the verb that needs the preposition, or NOBODY. */
static uint32_t verb_in_need(const claims_lexicon *l, const tree *t, const word_entries *const *known, uint32_t marker)
{
    const unit *m = &t->unit[marker], *of = m->head == UNIT_ROOT ? NULL : &t->unit[m->head];
    if (m->relation != REL_CASE || !of || of->relation != REL_NMOD || of->head == UNIT_ROOT || m->head < marker) return NOBODY;
    const unit *noun = &t->unit[of->head];
    if (noun->relation != REL_OBJ || noun->head == UNIT_ROOT || of->head > marker || !needs(l, known[noun->head]->frame, m->lemma)) return NOBODY;
    for (uint32_t k = marker + 1; k < t->units; k++) /* it has another: "the attack on the mill on G" */
        if (t->unit[k].relation == REL_CASE && str_eq(t->unit[k].lemma, m->lemma) && t->unit[k].head != UNIT_ROOT && t->unit[t->unit[k].head].head == noun->head)
            return NOBODY;
    return noun->head;
}

/* The unit of the tree to change, and how; `unit` NOBODY: nothing. */
typedef struct {
    uint32_t unit, head;
    uint8_t relation;
} change;

/* What is wrong where unit k stands. */
static change change_at(const claims_lexicon *l, const tree *t, const word_entries *const *known, uint32_t k)
{
    uint32_t u = t->unit[k].head, verb = doer_behind_source(t, k), clause = clause_behind_that(t, k);
    if (is_object_before(t, k)) return (change){ k, u, REL_OBJ };
    if (clause != NOBODY) return (change){ k, clause, REL_NSUBJ };
    if (verb != NOBODY) return (change){ u, verb, REL_OBL_AGENT };
    if (verb_in_need(l, t, known, k) != NOBODY) return (change){ u, verb_in_need(l, t, known, k), REL_OBL };
    bool is_behind_object = u != UNIT_ROOT && t->unit[u].head != UNIT_ROOT && t->unit[k - 1].relation == REL_OBJ && t->unit[k - 1].head != UNIT_ROOT;
    uint32_t head = is_behind_object ? better_head(l, t, known, k) : NOBODY;
    if (head == NOBODY) return (change){ NOBODY, 0, 0 };
    return (change){ u, head, t->unit[u].relation == REL_ACL ? REL_ADVCL : REL_NMOD };
}

const unit *rehung_units(arena *a, const claims_lexicon *l, const tree *t, const word_entries *const *known)
{
    unit *own = NULL;
    for (uint32_t k = 1; k < t->units; k++) {
        change c = change_at(l, t, known, k);
        if (c.unit == NOBODY) continue;
        if (!own) own = memcpy(TAKE(a, t->units, unit), t->unit, t->units * sizeof *own);
        own[c.unit].head = c.head;
        own[c.unit].relation = c.relation;
    }
    return own ? own : t->unit;
}
