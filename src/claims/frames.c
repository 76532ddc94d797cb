/*
 * frames.c - the arguments of verbs, nouns and adjectives.
 *
 * A line of frames.tsv names the places where agent and patient may stand; the first filled place wins, and of several
 * lines for one lemma the one that fills most.  Places are meant as in the active clause: "object" finds the subject
 * of a passive.  A light verb ("launched an attack", "attacks orchestrated by G", "suffered an attack") lends its
 * subject to the noun that carries the event.
 */
#include "claims/frames.h"

/* "The violations by G" are G's, whatever they stand below. */
static bool has_own_doer(const syntax *s, uint32_t u)
{
    for (const frame *f = s->known[u]->frame; f; f = f->next == NOBODY ? NULL : &s->lexicon->frame[f->next])
        for (size_t i = 0; i < SLOTS_MOST && f->agent[i].kind; i++)
            if (f->agent[i].kind == SLOT_PREPOSITION && str_eq(f->agent[i].preposition, STR("by"))) return true;
    return false;
}

/* A person or a body, as far as a name, the lexicon, or a name before the noun tells. */
static bool may_act(const syntax *s, uint32_t u)
{
    if (s->unit[u].name != NOBODY || s->known[u]->voice) return true;
    for (uint32_t c = s->child[u]; c != NOBODY && c < u; c = s->sibling[c])
        if (syntax_is(s, c, REL(COMPOUND) | REL(AMOD)) && (s->unit[c].name != NOBODY || s->unit[c].upos == UPOS_PROPN)) return true;
    return false;
}

/* "An attack on the post in NAME by rebels", with the rebels hung on the post, or on the place. */
static uint32_t agent_further_down(const syntax *s, uint32_t u)
{
    enum { DOWN_MOST = 3 };
    uint32_t at = u, by = NOBODY;
    for (int i = 0; i < DOWN_MOST && by == NOBODY && at != NOBODY; i++) {
        uint32_t next = NOBODY;
        for (uint32_t c = s->child[at]; c != NOBODY; c = s->sibling[c])
            if (c > at && syntax_is(s, c, REL(NMOD)) && s->unit[c].upos != UPOS_VERB && !has_own_doer(s, c)) next = c;
        by = next == NOBODY ? NOBODY : syntax_prepositional(s, next, STR("by"));
        at = next;
    }
    return by != NOBODY && may_act(s, by) ? by : NOBODY;
}

/* "The killing of H by G", also with "by" hung on H. */
static uint32_t noun_agent_by(const syntax *s, uint32_t u)
{
    enum { OF_MOST = 3 }; /* "the arrest of two of its men by G" */
    uint32_t by = syntax_prepositional(s, u, STR("by")), of = u;
    for (int i = 0; i < OF_MOST && by == NOBODY && of != NOBODY; i++) {
        of = syntax_prepositional(s, of, STR("of"));
        if (of != NOBODY) by = syntax_prepositional(s, of, STR("by"));
    }
    if (by == NOBODY) by = agent_further_down(s, u);
    return by != NOBODY && s->unit[by].upos != UPOS_VERB ? by : NOBODY;
}

/* The subject of a predicate noun or adjective: of its copula, or the noun that it is put beside. */
static uint32_t noun_subject(const syntax *s, uint32_t u)
{
    uint32_t own = syntax_child(s, u, RELS_SUBJECT);
    if (own != NOBODY) return syntax_antecedent(s, own);
    if (syntax_is(s, u, REL(APPOS))) return syntax_head(s, u);
    if (syntax_is(s, u, REL(ACL)) && s->unit[u].upos == UPOS_ADJ) return syntax_head(s, u); /* "officers responsible for" */
    if (syntax_is(s, u, RELS_RELATIVE) || syntax_is(s, u, REL(XCOMP))) return syntax_subject(s, u);
    if (syntax_is(s, u, REL(CONJ)) && s->unit[u].head != UNIT_ROOT) {
        uint32_t head = s->unit[u].head;
        if (syntax_is(s, head, REL(APPOS))) return syntax_head(s, head);
        if (syntax_is_copular(s, head)) return syntax_antecedent(s, syntax_child(s, head, RELS_SUBJECT));
    }
    /* "was appointed the first emir": the object of a passive speaks of its subject; "became head" is read as an object, too */
    if (syntax_is(s, u, REL(OBJ)) && syntax_is_passive(s, s->unit[u].head)) return syntax_child(s, s->unit[u].head, REL(NSUBJ_PASS));
    if (syntax_is(s, u, REL(OBJ)) && (syntax_lemma(s, s->unit[u].head, STR("become")) || syntax_lemma(s, s->unit[u].head, STR("remain"))))
        return syntax_subject(s, s->unit[u].head);
    /* "grew as an offshoot", "was appointed (as) leader": beside a verb it speaks of the subject, or of the object */
    if (syntax_is(s, u, REL(OBL)) && syntax_child_lemma(s, u, REL(CASE), STR("as")) != NOBODY) {
        uint32_t head = s->unit[u].head, object = syntax_object(s, head);
        return object != NOBODY ? object : syntax_subject(s, head);
    }
    return NOBODY;
}

/* "attacks by G and H from their bases": the owners are those, several, who do it in the clause that the noun is in. */
static uint32_t owners_in_clause(const syntax *s, uint32_t u)
{
    uint32_t verb = s->unit[u].head;
    if (!syntax_is(s, u, RELS_OBLIQUE | REL(OBJ)) || verb == UNIT_ROOT) return NOBODY;
    uint32_t by = syntax_prepositional(s, verb, STR("by")), doer = by != NOBODY ? by : syntax_subject(s, verb);
    return doer != NOBODY && doer < u && syntax_child(s, doer, REL(CONJ)) != NOBODY ? doer : NOBODY;
}

static uint32_t noun_owner(const syntax *s, uint32_t u)
{
    uint32_t c = syntax_child(s, u, REL(NMOD_POSS));
    uint32_t several = c != NOBODY && syntax_lemma(s, c, STR("their")) ? owners_in_clause(s, u) : NOBODY;
    return several != NOBODY ? several : c;
}

/* A name or noun before the noun: "League attack", "Vantan strike". */
static uint32_t noun_compound(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY && c < u; c = s->sibling[c])
        if (syntax_is(s, c, REL(COMPOUND) | REL(AMOD) | REL(NMOD) | REL(NMOD_UNMARKED)) &&
            (s->unit[c].name != NOBODY || (syntax_is(s, c, REL(COMPOUND)) && s->known[c]->voice)))
            return c;
    return NOBODY;
}

/* "Sent up to 400 men to H": the preposition that is no part of the number. */
static uint32_t behind_counted(const syntax *s, uint32_t counted, hs_str preposition)
{
    for (uint32_t c = s->sibling[counted]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, RELS_OBLIQUE) && syntax_child_lemma(s, c, REL(CASE), preposition) != NOBODY) return c;
    return syntax_prepositional(s, counted, preposition);
}

static uint32_t verb_preposition(const syntax *s, uint32_t u, hs_str preposition)
{
    uint32_t c = syntax_prepositional(s, u, preposition);
    if (c != NOBODY && c == syntax_object(s, u)) c = behind_counted(s, c, preposition);
    if (c != NOBODY) return c;
    uint32_t object = syntax_child(s, u, REL(OBJ));
    return object == NOBODY ? NOBODY : syntax_prepositional(s, object, preposition);
}

/* "Launched an attack against G", "spur reconciliation between G and H", with the phrase hung on the verb. */
static uint32_t beside_object(const syntax *s, uint32_t u, hs_str preposition)
{
    bool may_be = str_eq(preposition, STR("between")) || str_eq(preposition, STR("against")) || str_eq(preposition, STR("with")) ||
                  str_eq(preposition, STR("on"));
    if (!may_be || !syntax_is(s, u, REL(OBJ))) return NOBODY;
    uint32_t c = syntax_prepositional(s, s->unit[u].head, preposition);
    return c != NOBODY && c > u && s->low[c] == s->high[u] + 1 && syntax_is(s, c, RELS_OBLIQUE) ? c : NOBODY;
}

/* "The presence of G in H", with "in H" hung on G; "the attack by G on H". */
static uint32_t noun_preposition(const syntax *s, uint32_t u, hs_str preposition)
{
    uint32_t c = syntax_prepositional(s, u, preposition), of = syntax_prepositional(s, u, STR("of")), by = syntax_prepositional(s, u, STR("by"));
    bool is_whom = str_eq(preposition, STR("on")) || str_eq(preposition, STR("against"));
    if (c == NOBODY && of != NOBODY && str_eq(preposition, STR("in"))) return syntax_prepositional(s, of, preposition);
    if (c == NOBODY && by != NOBODY && is_whom) c = syntax_prepositional(s, by, preposition);
    return c == NOBODY ? beside_object(s, u, preposition) : c;
}

/* An infinitive as complement. */
static uint32_t clause_below(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (c > u && syntax_is(s, c, REL(XCOMP) | REL(CCOMP) | REL(ADVCL) | REL(ACL)) && syntax_is_infinitive(s, c)) return c;
    return NOBODY;
}

/* "Asked whether H left", "told why": open, nothing is asked of H. */
static bool is_question(const syntax *s, uint32_t clause)
{
    static const hs_str asking[] = { STR_INIT("whether"), STR_INIT("if"),    STR_INIT("why"),  STR_INIT("how"),  STR_INIT("what"),
                                     STR_INIT("who"),     STR_INIT("where"), STR_INIT("when"), STR_INIT("which") };
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        if (syntax_lemma(s, s->low[clause], asking[i])) return true;
    return false;
}

/* "Insisted that H had left", of what is so, beside "insisted that H leave". */
static bool is_of_fact(const syntax *s, uint32_t clause)
{
    static const char *const form[] = { "is", "are", "was", "were", "has", "have", "had", "does", "did", "will", "would" };
    for (uint32_t c = s->child[clause]; c != NOBODY; c = s->sibling[c])
        for (size_t i = 0; syntax_is(s, c, REL(AUX) | REL(AUX_PASS) | REL(COP)) && i < sizeof form / sizeof *form; i++)
            if (str_eq(syntax_word(s, c), str_of(form[i]))) return true;
    return false;
}

/* "Insisted that H leave", "that H should leave"; not "insisted that H left". */
static bool is_wished(const syntax *s, uint32_t clause)
{
    uint32_t first = syntax_child(s, clause, REL(AUX) | REL(AUX_PASS) | REL(COP)), finite = first == NOBODY || first > clause ? clause : first;
    if (syntax_is_infinitive(s, clause) || syntax_lemma(s, first, STR("should")) || syntax_lemma(s, first, STR("must"))) return true;
    return str_eq(syntax_word(s, finite), s->unit[finite].lemma);
}

/* "demanded that H leave", "demanded H to leave", "asked H to leave": who is to do it. */
static uint32_t doer_below(const syntax *s, uint32_t u)
{
    uint32_t clause = syntax_child(s, u, REL(CCOMP) | REL(XCOMP)), object = syntax_child(s, u, REL(OBJ) | REL(IOBJ));
    if (clause != NOBODY && clause > u && is_question(s, clause)) return NOBODY;
    bool is_controlled = clause != NOBODY && object != NOBODY && syntax_is_infinitive(s, clause) && clause > object;
    if (is_controlled && syntax_child(s, clause, RELS_ANY_SUBJECT) == NOBODY) return syntax_antecedent(s, object);
    for (uint32_t c = s->child[u]; clause == NOBODY && c != NOBODY; c = s->sibling[c])
        if (c > u && syntax_is(s, c, REL(ACL) | RELS_RELATIVE) && syntax_is_content_clause(s, c)) clause = c;
    const cue *c = s->known[u]->cue;
    bool is_told = clause == NOBODY || is_of_fact(s, clause) || (c && c->kind == CUE_SAY && !is_wished(s, clause));
    return is_told ? NOBODY : syntax_antecedent(s, syntax_child(s, clause, RELS_SUBJECT));
}

/* A subject that is a person, a body or a people, as far as its name or the lexicon tells. */
static uint32_t somebody(const syntax *s, uint32_t u)
{
    uint32_t who = s->unit[u].upos == UPOS_VERB ? syntax_subject(s, u) : noun_subject(s, u);
    if (who == NOBODY) return NOBODY;
    if (s->unit[who].name != NOBODY) return s->reading->name[s->unit[who].name].class == CLASS_PLACE ? NOBODY : who;
    bool is_pronoun = s->unit[who].upos == UPOS_PRON && !syntax_lemma(s, who, STR("it"));
    return is_pronoun || s->known[who]->voice ? who : NOBODY;
}

static bool tells_of_event(const syntax *s, uint32_t u)
{
    for (const frame *f = s->known[u]->frame; f; f = f->next == NOBODY ? NULL : &s->lexicon->frame[f->next])
        if (f->cameo.n) return true;
    return false;
}

/* "G is behind the attack", "the men behind it": what somebody has to do with an event; "behind the hill" is where. */
static uint32_t fill_around(const syntax *s, uint32_t u, slot place)
{
    uint32_t other = syntax_is(s, u, REL(CASE)) ? syntax_head(s, u) : NOBODY;
    if (other == NOBODY || !tells_of_event(s, other)) return NOBODY;
    if (place.kind == SLOT_OBJECT) return other;
    if (place.kind != SLOT_SUBJECT) return NOBODY;
    if (syntax_is_copular(s, other)) return noun_subject(s, other);
    return syntax_is(s, other, REL(NMOD)) ? syntax_head(s, other) : NOBODY;
}

/* "Told H that G had left", "insisted that it had": nobody is to do anything. */
static bool is_told_as_fact(const syntax *s, uint32_t u, bool by_tag)
{
    uint32_t clause = syntax_child(s, u, REL(CCOMP));
    if (clause == NOBODY || syntax_is_infinitive(s, clause)) return false;
    uint32_t first = syntax_child(s, clause, REL(AUX) | REL(AUX_PASS) | REL(COP));
    if (first == NOBODY && !by_tag) return false; /* "demanded that H withdraw": the tag may be wrong */
    hs_str tag = s->unit[first == NOBODY ? clause : first].xpos;
    return syntax_child(s, clause, REL(EXPL)) != NOBODY || str_eq(tag, STR("VBD")) || str_eq(tag, STR("VBZ"));
}

static uint32_t fill_place(const syntax *s, uint32_t u, slot place)
{
    bool is_verb = s->unit[u].upos == UPOS_VERB;
    if (s->unit[u].upos == UPOS_ADP) return fill_around(s, u, place);
    switch (place.kind) {
    case SLOT_SOMEBODY: return somebody(s, u);
    case SLOT_SUBJECT: return is_verb ? syntax_subject(s, u) : noun_subject(s, u);
    case SLOT_OBJECT: return is_verb ? syntax_object(s, u) : NOBODY;
    case SLOT_INDIRECT: return syntax_child(s, u, REL(IOBJ));
    case SLOT_OWNER: return noun_owner(s, u);
    case SLOT_COMPOUND: return noun_compound(s, u);
    case SLOT_CLAUSE: return clause_below(s, u);
    case SLOT_DOER: return is_told_as_fact(s, u, place.needed) ? NOBODY : doer_below(s, u);
    case SLOT_PREPOSITION:
        if (is_verb) return verb_preposition(s, u, place.preposition);
        return str_eq(place.preposition, STR("by")) ? noun_agent_by(s, u) : noun_preposition(s, u, place.preposition);
    default: return NOBODY;
    }
}

/* "on Monday", "last week": when, nobody. */
static bool is_time(const syntax *s, uint32_t u)
{
    const time_word *t = s->unit[u].name == NOBODY ? s->known[u]->time : NULL;
    hs_str w = syntax_word(s, u);
    uint64_t year;
    if (!t && s->unit[u].upos == UPOS_NUM && w.n == 4 && str_to_u64(w, &year) && syntax_child(s, u, REL(CASE)) != NOBODY) return true; /* "in 2029" */
    if (t && t->kind == TIME_UNIT && syntax_is(s, u, REL(OBJ))) return syntax_child(s, u, REL(NUMMOD)) == NOBODY; /* "attacked the day after" */
    return t && (t->kind == TIME_WEEKDAY || t->kind == TIME_DAY || t->kind == TIME_PART ||
                 (t->kind == TIME_MONTH && s->unit[u].upos == UPOS_PROPN));
}

/* "Old foe G and H": the name beside the noun, which the others are coordinated with. */
static uint32_t named_of_several(const syntax *s, uint32_t u)
{
    uint32_t c = s->unit[u].name == NOBODY ? syntax_child(s, u, REL(APPOS)) : NOBODY;
    return c == u + 1 && s->unit[c].name != NOBODY && syntax_child(s, c, REL(CONJ)) != NOBODY ? c : u;
}

/* A noun of a class, or what it is measured by: "most of the city". */
static bool is_of_class(const syntax *s, uint32_t u, uint64_t class)
{
    bool is_measure = s->known[u]->classes & s->lexicon->measures;
    uint32_t of = is_measure ? syntax_prepositional(s, u, STR("of")) : NOBODY;
    return (s->known[u]->classes & class) || (of != NOBODY && (s->known[of]->classes & class));
}

/* What a place may be filled with: "who" is a name, a pronoun or a noun that can speak; "body" an organisation, "where" a
 * place; a class of nouns also a name that is neither a person nor a place, for names hide their nouns ("signed the Accord"). */
static bool is_kind(const syntax *s, uint32_t u, hs_str kind, uint64_t noun)
{
    const unit *at = &s->unit[u];
    bool is_name = at->name != NOBODY, is_pronoun = !is_name && at->upos == UPOS_PRON;
    actor_class class = is_name ? s->reading->name[at->name].class : CLASS_OTHER;
    const voice *v = is_name ? NULL : s->known[u]->voice;
    if (!kind.n) return true;
    if (str_eq(kind, STR("who"))) return is_name || (is_pronoun && !syntax_lemma(s, u, STR("it"))) || (v && v->kind != VOICE_DOCUMENT);
    if (str_eq(kind, STR("where"))) return is_name || is_pronoun || is_of_class(s, u, s->lexicon->places);
    if (is_name) return class == CLASS_ORGANISATION || class == CLASS_OTHER;
    if (str_eq(kind, STR("body"))) return is_pronoun || (v && v->class == CLASS_ORGANISATION);
    return is_pronoun || is_of_class(s, u, noun);
}

/* "Was opened by hand", "went off by itself": how, nobody. */
static bool is_manner(const syntax *s, uint32_t u)
{
    if (syntax_child_lemma(s, u, REL(CASE), STR("by")) == NOBODY || s->unit[u].name != NOBODY) return false;
    if (s->unit[u].upos == UPOS_PRON) return str_ends(s->unit[u].lemma, STR("self")) || str_ends(s->unit[u].lemma, STR("selves"));
    return s->low[u] + 1 == u && s->high[u] == u && (s->known[u]->classes & s->lexicon->manners);
}

static uint32_t fill(const syntax *s, uint32_t u, slot place)
{
    uint32_t at = fill_place(s, u, place);
    if (at == NOBODY || is_time(s, at)) return NOBODY;
    at = named_of_several(s, at);
    if (!is_kind(s, at, place.kind_of, place.class) || (place.kind == SLOT_SUBJECT && is_manner(s, at))) return NOBODY;
    /* "threatened to leave": an infinitive is no "to" somebody */
    bool is_to = place.kind == SLOT_PREPOSITION && str_eq(place.preposition, STR("to"));
    return is_to && s->unit[at].upos == UPOS_VERB && syntax_is_infinitive(s, at) ? NOBODY : at;
}

/* "G and H met": who does it has it done to him by the others. */
static bool is_each(const syntax *s, slot place, uint32_t doer)
{
    return place.kind == SLOT_EACH && doer != NOBODY && syntax_child(s, doer, REL(CONJ)) != NOBODY;
}

/* Put to the noun that the line wants, or to the deed beside it: "resumption of ties with H", "nothing to do with H". */
static uint32_t beyond_noun(const syntax *s, uint32_t noun, hs_str preposition)
{
    uint32_t c = syntax_prepositional(s, noun, preposition);
    for (uint32_t k = s->child[noun]; c == NOBODY && k != NOBODY; k = s->sibling[k])
        if (syntax_is(s, k, REL(ACL)) && syntax_lemma(s, k, STR("do"))) c = syntax_prepositional(s, k, preposition);
    return c;
}

/* A place of the noun that a verb's line wants: "resumption of ties with H", "rejected H's offer". */
static uint32_t fill_on_noun(const syntax *s, uint32_t u, uint32_t noun, slot place)
{
    if (noun == NOBODY) return NOBODY;
    if (place.kind == SLOT_PREPOSITION) return beyond_noun(s, noun, place.preposition);
    if (s->unit[u].upos != UPOS_VERB) return NOBODY;
    return place.kind == SLOT_OWNER ? noun_owner(s, noun) : place.kind == SLOT_COMPOUND ? noun_compound(s, noun) : NOBODY;
}

/* The first filled place of a list other than `taken`, also on the noun that the line wants; *missing when a needed one is empty. */
static uint32_t fill_first(const syntax *s, uint32_t u, const slot list[SLOTS_MOST], uint32_t noun, uint32_t taken, bool *missing)
{
    uint32_t found = NOBODY;
    for (size_t i = 0; i < SLOTS_MOST && list[i].kind; i++) {
        bool each = is_each(s, list[i], taken);
        uint32_t at = each ? taken : fill(s, u, list[i]);
        if (at == NOBODY) at = fill_on_noun(s, u, noun, list[i]);
        if (each && found == NOBODY) found = taken;
        bool says_only = at == NOBODY && found == NOBODY && list[i].kind == SLOT_DOER && is_told_as_fact(s, u, list[i].needed);
        if (says_only || (at == NOBODY && list[i].needed)) *missing = true;
        if (at != NOBODY && at != taken && at != u && found == NOBODY) found = at;
    }
    return found;
}

/* Right behind the verb it is one, whatever a parser hung it on ("cordoned off the roads"). */
static bool has_particle(const syntax *s, uint32_t u, hs_str particle)
{
    if (u + 1 < s->units && syntax_lemma(s, u + 1, particle)) return true;
    uint32_t object = syntax_object(s, u), behind = object == NOBODY || object < u ? 0 : s->high[object] + 1;
    if (behind && behind < s->units && syntax_lemma(s, behind, particle) && s->unit[behind].upos != UPOS_PUNCT)
        return true; /* "handed the pilot over to H" */
    return syntax_child_lemma(s, u, REL(COMPOUND_PRT) | REL(ADVMOD) | REL(CASE) | REL(MARK), particle) != NOBODY;
}

static bool is_wanted(const syntax *s, uint32_t u, const frame *f)
{
    return f->dependent_class ? s->known[u]->classes & f->dependent_class : syntax_lemma(s, u, f->dependent);
}

/* The noun itself, or what it measures or moves: "tons of food", "millions of dollars of aid", "mediation efforts". */
static uint32_t wanted_at(const syntax *s, uint32_t u, const frame *f)
{
    enum { OF_MOST = 4 };
    for (int i = 0; i < OF_MOST && u != NOBODY; i++) {
        if (is_wanted(s, u, f)) return u;
        bool is_measure = s->known[u]->classes & s->lexicon->measures;
        uint32_t before = s->known[u]->classes & s->lexicon->carriers ? syntax_child(s, u, REL(COMPOUND) | REL(AMOD)) : NOBODY;
        if (before != NOBODY && before < u && is_wanted(s, before, f)) return before;
        u = is_measure ? syntax_prepositional(s, u, STR("of")) : NOBODY;
    }
    return NOBODY;
}

static uint32_t child_wanted(const syntax *s, uint32_t u, uint64_t places, const frame *f)
{
    uint32_t found = NOBODY;
    for (uint32_t c = u == NOBODY ? NOBODY : s->child[u]; c != NOBODY && found == NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, places) && !(syntax_is(s, c, RELS_OBLIQUE) && s->known[c]->time)) found = wanted_at(s, c, f); /* not "in March" */
    return found;
}

/* The noun that a line of the lexicon wants below u, or (of a participle) above it; NOBODY when it is not there. */
static uint32_t dependent_of(const syntax *s, uint32_t u, const frame *f)
{
    uint64_t places = REL(OBJ) | RELS_OBLIQUE | REL(XCOMP) | REL(AMOD) | REL(NSUBJ_PASS) | REL(COMPOUND);
    uint32_t c = child_wanted(s, u, places, f);
    if (c != NOBODY) return c;
    uint32_t object = s->unit[u].upos == UPOS_VERB ? syntax_object(s, u) : NOBODY; /* "left 14 people dead" */
    if (object != NOBODY && syntax_is(s, object, RELS_OBLIQUE) && wanted_at(s, object, f) != NOBODY) return object; /* "up to 400 tons" */
    if (object != NOBODY && object > u) c = child_wanted(s, object, REL(AMOD) | REL(ACL), f);
    if (c != NOBODY && c > object) return c;
    uint32_t last = object != NOBODY && object > u ? syntax_child(s, object, REL(CONJ)) : NOBODY; /* "hold G and H responsible" */
    c = last == NOBODY ? NOBODY : child_wanted(s, last, REL(AMOD), f);
    if (c != NOBODY && c > last) return c;
    bool is_on = syntax_is(s, u, REL(ACL)) || syntax_perfect(s, u) != NOBODY;
    return is_on && is_wanted(s, syntax_head(s, u), f) ? syntax_head(s, u) : NOBODY;
}

static bool words_fit(const syntax *s, uint32_t u, const frame *f)
{
    return (!f->particle.n || has_particle(s, u, f->particle)) &&
           (!f->dependent.n || dependent_of(s, u, f) != NOBODY);
}

static const frame *next_line(const syntax *s, const frame *f)
{
    return f->next == NOBODY ? NULL : &s->lexicon->frame[f->next];
}

bool frames_is_told_by_noun(const syntax *s, const lent *l, const proposition *p)
{
    uint32_t noun = p->frame && p->frame->dependent.n ? dependent_of(s, p->predicate, p->frame) : NOBODY;
    if (noun == NOBODY || noun == p->predicate || s->unit[p->predicate].upos != UPOS_VERB || l->verb[noun] != p->predicate)
        return false;
    proposition of_noun = frames_read(s, l, noun);
    return of_noun.frame && str_eq(of_noun.frame->frame, p->frame->frame);
}

/* A preposition tells something where it makes a predicate of its noun: "was behind the attack". */
static bool is_predicate(const syntax *s, uint32_t u)
{
    return s->unit[u].upos != UPOS_ADP || (syntax_is(s, u, REL(CASE)) && syntax_is_copular(s, syntax_head(s, u)));
}

bool frames_knows(const syntax *s, uint32_t u)
{
    if (!is_predicate(s, u)) return false;
    for (const frame *f = s->known[u]->frame; f; f = next_line(s, f))
        if (!f->is_light && words_fit(s, u, f)) return true;
    return false;
}

/* ---- light verbs ----------------------------------------------------------------------------------------------------
 */

/* "light:object", "light:of": where the noun of the event stands. */
static uint32_t light_noun(const syntax *s, uint32_t u, const frame *f)
{
    hs_str where = str_sub(f->frame, str_find(f->frame, STR(":"), 0) + 1, f->frame.n);
    if (str_eq(where, STR("object"))) return s->unit[u].upos == UPOS_ADP ? syntax_head(s, u) : syntax_object(s, u);
    if (str_eq(where, STR("subject"))) return fill(s, u, (slot){ .kind = SLOT_SUBJECT });
    return syntax_prepositional(s, u, where);
}

static void lend(const syntax *s, uint32_t u, const frame *f, lent *l)
{
    uint32_t noun = light_noun(s, u, f), list[8];
    if (noun == NOBODY) return;
    bool missing = false;
    uint32_t agent = fill_first(s, u, f->agent, NOBODY, noun, &missing);
    uint32_t patient = fill_first(s, u, f->patient, NOBODY, noun, &missing);
    if (missing) return;
    uint32_t n = frames_conjuncts(s, noun, list, 8);
    for (uint32_t i = 0; i < n; i++) {
        if (agent != NOBODY && l->agent[list[i]] == NOBODY) l->agent[list[i]] = agent;
        if (patient != NOBODY && l->patient[list[i]] == NOBODY) l->patient[list[i]] = patient;
        if (l->verb[list[i]] == NOBODY) l->verb[list[i]] = u;
    }
}

lent frames_lent(arena *a, const syntax *s)
{
    lent l = { TAKE(a, (size_t)s->units + 1, uint32_t), TAKE(a, (size_t)s->units + 1, uint32_t),
               TAKE(a, (size_t)s->units + 1, uint32_t) };
    for (uint32_t u = 0; u < s->units; u++) l.agent[u] = l.patient[u] = l.verb[u] = NOBODY;
    for (uint32_t u = 0; u < s->units; u++)
        for (const frame *f = s->known[u]->has_light ? s->known[u]->frame : NULL; f; f = next_line(s, f))
            if (f->is_light && is_predicate(s, u) && words_fit(s, u, f)) lend(s, u, f, &l);
    return l;
}

/* ---- propositions
 * ----------------------------------------------------------------------------------------------------- */

static uint32_t filled(const proposition *p)
{
    return (p->agent != NOBODY) + (p->patient != NOBODY);
}

/* "Defected officers from G": a participle of a verb that nobody has done to him is done by the noun behind it, whatever a
 * parser took it for. */
static uint32_t intransitive_doer(const syntax *s, uint32_t u, const frame *f)
{
    bool has_object = s->unit[u].upos != UPOS_VERB || f->cameo.n;
    for (size_t i = 0; i < SLOTS_MOST && f->patient[i].kind; i++) has_object |= f->patient[i].kind == SLOT_OBJECT;
    for (size_t i = 0; i < SLOTS_MOST && f->agent[i].kind; i++) has_object |= f->agent[i].kind == SLOT_OBJECT;
    if (has_object || f->dependent.n || syntax_child(s, u, RELS_ANY_SUBJECT | REL(AUX) | REL(AUX_PASS)) != NOBODY) return NOBODY;
    if (syntax_is(s, u, REL(AMOD)) && syntax_head(s, u) > u) return syntax_head(s, u);
    uint32_t noun = syntax_child(s, u, REL(OBJ));
    return noun != NOBODY && noun > u && syntax_child(s, noun, REL(DET)) == NOBODY && !syntax_is_gerund(s, u) ? noun : NOBODY;
}

static bool has_place(const slot list[SLOTS_MOST], slot_kind kind)
{
    for (size_t i = 0; i < SLOTS_MOST && list[i].kind; i++)
        if (list[i].kind == kind) return true;
    return false;
}

/* A deed that is done to somebody or something: it begins with one of these codes. */
static bool is_of_codes(const frame *f, const char *const codes[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(f->cameo, str_of(codes[i]))) return true;
    return false;
}

/* "Four were killed and eleven hurt": counted, with the passive of the deed before. */
static bool shares_passive(const syntax *s, uint32_t u, const frame *f)
{
    static const char *const deeds[] = { "17", "18", "19", "20" };
    if (!syntax_is(s, u, REL(CONJ)) || s->unit[u].upos != UPOS_VERB || !is_of_codes(f, deeds, 4) || !has_place(f->patient, SLOT_OBJECT)) return false;
    uint32_t subject = syntax_child(s, u, RELS_SUBJECT);
    if (subject == NOBODY || s->unit[subject].name != NOBODY || syntax_is_passive(s, u)) return false;
    bool is_counted = s->unit[subject].upos == UPOS_NUM || syntax_child(s, subject, REL(NUMMOD)) != NOBODY;
    bool is_bare = syntax_child(s, u, REL(AUX) | REL(AUX_PASS) | REL(OBJ)) == NOBODY;
    return is_counted && is_bare && syntax_is_passive(s, syntax_head(s, u)) && syntax_object(s, u) == NOBODY;
}

/* "Established that the bridge was closed", "recalls that": what is said in a clause is no deed, but where the deed is done by
 * saying it (to demand, accuse, reject, promise, threaten). */
static bool is_only_said(const syntax *s, uint32_t u, const frame *f)
{
    static const char *const by_saying[] = { "02", "03", "10", "11", "12", "13" };
    if (s->unit[u].upos != UPOS_VERB || has_place(f->patient, SLOT_CLAUSE) || is_of_codes(f, by_saying, 6)) return false;
    const cue *c = s->known[u]->cue;
    if (!c || (c->kind != CUE_SAY && c->kind != CUE_THINK && c->kind != CUE_KNOW && c->kind != CUE_SHOW)) return false;
    uint32_t clause = syntax_child(s, u, REL(CCOMP) | REL(PARATAXIS));
    return clause != NOBODY && !syntax_is_infinitive(s, clause);
}

/* "The lighter burned", "the bomb struck": what a thing does to nobody is no attack. */
static bool is_deed_of_thing(const syntax *s, const proposition *p)
{
    static const char *const deeds[] = { "17", "18", "19", "20" };
    const frame *f = p->frame;
    if (s->unit[p->predicate].upos != UPOS_VERB || p->patient != NOBODY || p->agent == NOBODY || p->light != NOBODY) return false;
    bool is_deed = is_of_codes(f, deeds, 4) && !f->dependent.n && has_place(f->patient, SLOT_OBJECT);
    return is_deed && !is_kind(s, p->agent, STR("who"), 0);
}

/* "The bill demands", "an extension will allow": only somebody asks, agrees, visits, yields, forbids. */
static bool is_done_by_thing(const syntax *s, const proposition *p)
{
    static const char *const by_somebody[] = { "02", "03", "04", "05", "06", "08", "09", "1" };
    static const char *const by_anything[] = { "18", "19" }; /* bombs kill, too */
    if (s->unit[p->predicate].upos != UPOS_VERB || p->agent == NOBODY || s->unit[p->agent].upos != UPOS_NOUN) return false;
    bool wants_somebody = is_of_codes(p->frame, by_somebody, 8) && !is_of_codes(p->frame, by_anything, 2);
    bool is_of_somebody = noun_compound(s, p->agent) != NOBODY; /* "the government move" */
    return wants_somebody && !is_of_somebody && (s->known[p->agent]->classes & s->lexicon->things);
}

/* A line whose places are filled does not apply all the same. */
static bool is_no_deed(const syntax *s, const proposition *p)
{
    if (p->frame->wants_patient && p->patient == NOBODY) return true;
    return is_deed_of_thing(s, p) || is_done_by_thing(s, p) || (p->patient == NOBODY && is_only_said(s, p->predicate, p->frame));
}

/* How well a line fits: filled places count most, then its own words; 0 when it does not fit at all. */
static uint32_t try_line(const syntax *s, const lent *l, uint32_t u, const frame *f, proposition *out)
{
    bool missing = false;
    if (f->is_light || !words_fit(s, u, f)) return 0;
    *out = (proposition){ u, f, NOBODY, NOBODY, l->verb[u] };
    uint32_t noun = f->dependent.n ? dependent_of(s, u, f) : NOBODY;
    uint32_t participle = intransitive_doer(s, u, f);
    out->agent = l->agent[u] != NOBODY ? l->agent[u] : participle != NOBODY ? participle : fill_first(s, u, f->agent, NOBODY, NOBODY, &missing);
    out->patient = fill_first(s, u, f->patient, noun, out->agent, &missing);
    if (out->patient == NOBODY) out->patient = l->patient[u];
    if (shares_passive(s, u, f)) out->patient = out->agent, out->agent = syntax_antecedent(s, syntax_prepositional(s, u, STR("by")));
    if (is_no_deed(s, out)) return 0;
    bool wants_object = noun != NOBODY && f->patient[0].kind == SLOT_OBJECT && f->patient[0].needed; /* the noun itself: "claimed the attack" */
    if (missing || (wants_object && out->patient != noun)) return 0;
    uint32_t places = filled(out);
    if (out->patient != NOBODY && out->patient == noun && !f->patient[0].needed && !s->known[out->patient]->voice)
        out->patient = NOBODY; /* "opened fire": the fire has nothing done to it; "kept its promise" needs the promise */
    return 1 + 4 * places + 5 * (f->dependent.n != 0) + 2 * (f->particle.n != 0);
}

proposition frames_read(const syntax *s, const lent *l, uint32_t u)
{
    proposition best = { u, NULL, NOBODY, NOBODY, NOBODY }, one;
    uint32_t best_fit = 0;
    for (const frame *f = s->known[u]->frame; f; f = next_line(s, f)) {
        uint32_t fit = try_line(s, l, u, f, &one);
        /* Later lines of the file come first in the list: an equal fit further down stands earlier in the file. */
        if (fit && fit >= best_fit) best = one, best_fit = fit;
    }
    if (best.frame) return best;
    bool is_verb = s->unit[u].upos == UPOS_VERB;
    best.agent = is_verb ? syntax_subject(s, u) : noun_subject(s, u);
    if (is_verb) best.patient = syntax_object(s, u);
    return best;
}

/* "Demanded the removal of G": the object that leads to the one done to, a noun. */
static uint32_t between(const syntax *s, const proposition *p)
{
    uint32_t noun = p->patient == NOBODY ? NOBODY : syntax_head(s, p->patient);
    bool leads = noun != NOBODY && syntax_is(s, noun, REL(OBJ)) && syntax_head(s, noun) == p->predicate && syntax_is(s, p->patient, REL(NMOD));
    return leads && s->unit[noun].upos == UPOS_NOUN && s->unit[noun].name == NOBODY ? noun : NOBODY;
}

span_list frames_words(arena *a, const syntax *s, const proposition *p)
{
    bool *marked = TAKE(a, (size_t)s->units + 1, bool);
    uint32_t u = p->predicate, part[] = { u, syntax_child(s, u, REL(COMPOUND_PRT)), p->light, between(s, p), NOBODY }, low = u, high = u;
    if (p->frame && p->frame->dependent.n) part[4] = dependent_of(s, u, p->frame);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i] == NOBODY) continue;
        marked[part[i]] = true;
        if (part[i] < low) low = part[i];
        if (part[i] > high) high = part[i];
    }
    return syntax_spans(a, s, marked, low, high);
}

/* "groups such as G, H and I", "outlets including G and H": the first of those that are named, or NOBODY. */
static uint32_t exemplified(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (c > u && syntax_is(s, c, REL(NMOD)) && s->unit[c].name != NOBODY &&
            (syntax_child_lemma(s, c, REL(CASE), STR("such")) != NOBODY ||
             syntax_child_lemma(s, c, REL(CASE) | REL(MARK), STR("include")) != NOBODY))
            return c;
    return NOBODY;
}

/* "G, H and J", with H read as another name of G. */
static bool is_listed_beside(const syntax *s, uint32_t u, uint32_t c)
{
    if (!syntax_is(s, c, REL(APPOS)) || s->unit[u].name == NOBODY || s->unit[c].name == NOBODY) return false;
    uint32_t behind = syntax_child(s, u, REL(CONJ));
    bool is_next = c == u + 2 && s->unit[u + 1].upos == UPOS_PUNCT && behind != NOBODY && behind > c && behind - c <= 3;
    return is_next && syntax_child(s, behind, REL(CC)) != NOBODY;
}

/* "G, not H, did it": the one beside is no other name of the first. */
static bool is_denied_beside(const syntax *s, uint32_t u, uint32_t c)
{
    if (!syntax_is(s, c, REL(APPOS)) || c < u) return false;
    for (uint32_t k = s->child[c]; k != NOBODY && k < c; k = s->sibling[k])
        if (s->known[k]->hedge && s->known[k]->hedge->negative && s->unit[k].upos == UPOS_PART) return true;
    return false;
}

/* Parts of the list that u opens, behind those that are there already; what is coordinated with a part is a part. */
static uint32_t add_parts(const syntax *s, uint32_t u, uint32_t *out, uint32_t n, uint32_t most)
{
    bool is_nominal = s->unit[u].upos != UPOS_VERB;
    for (uint32_t c = s->child[u]; c != NOBODY && n < most; c = s->sibling[c]) {
        if (is_denied_beside(s, u, c)) out[n++] = c;
        /* a verb, or "G and its failure to leave", beside a name is a parser's coordination */
        bool is_other = is_nominal && (s->unit[c].upos == UPOS_VERB ||
                                       (s->unit[u].name != NOBODY && (s->known[c]->implicative || s->unit[c].upos == UPOS_ADJ)));
        if (n < most && ((syntax_is(s, c, REL(CONJ)) && !is_other) || is_listed_beside(s, u, c))) out[n++] = c;
    }
    return n;
}

uint32_t frames_conjuncts(const syntax *s, uint32_t u, uint32_t *out, uint32_t most)
{
    uint32_t n = 0;
    if (u == NOBODY || !most) return 0;
    if (exemplified(s, u) != NOBODY) u = exemplified(s, u);
    out[n++] = u;
    for (uint32_t i = 0; i < n; i++)
        if (i == 0 || s->unit[out[i]].name != NOBODY) n = add_parts(s, out[i], out, n, most);
    for (uint32_t c = s->sibling[u]; syntax_is(s, u, RELS_SUBJECT) && c != NOBODY && n < most; c = s->sibling[c])
        if (syntax_is(s, c, RELS_SUBJECT) && s->unit[c].upos != UPOS_ADJ && syntax_is_list_of(s, u, c)) out[n++] = c;
    return n;
}
