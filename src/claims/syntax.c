/*
 * syntax.c - children, membership and the words of subtrees.
 */
#include "claims/syntax.h"

#include "base/hash.h"
#include "claims/clauses.h"
#include "claims/lists.h"
#include "claims/rehung.h"

/* A walk from the root without recursion: down to the first child, else to the next sibling, else up. */
static void number_units(syntax *s)
{
    uint32_t at = s->root, clock = 0;
    s->enter[at] = clock++;
    for (;;) {
        if (s->child[at] != NOBODY) {
            at = s->child[at];
        } else {
            s->leave[at] = clock++;
            while (at != s->root && s->sibling[at] == NOBODY) {
                at = s->unit[at].head;
                s->leave[at] = clock++;
            }
            if (at == s->root) return;
            at = s->sibling[at];
        }
        s->enter[at] = clock++;
    }
}

/* Widens each subtree's bounds from the leaves up: units in the order of leaving.  by_leave: room for two a unit, zeroed. */
static void bound_subtrees(syntax *s, uint32_t *by_leave)
{
    for (uint32_t u = 0; u < s->units; u++) {
        s->low[u] = s->high[u] = u;
        by_leave[s->leave[u]] = u + 1;
    }
    for (uint32_t i = 0; i < 2 * s->units; i++) {
        if (!by_leave[i]) continue;
        uint32_t u = by_leave[i] - 1, head = s->unit[u].head;
        if (head == UNIT_ROOT) continue;
        if (s->low[u] < s->low[head]) s->low[head] = s->low[u];
        if (s->high[u] > s->high[head]) s->high[head] = s->high[u];
    }
}

/* "G is to blame": an infinitive with a copula is an adjective where the lexicon has it as one. */
static bool is_adjective(const claims_lexicon *l, const unit *units, uint32_t u)
{
    bool has_copula = false, has_to = false;
    for (uint32_t c = u > 6 ? u - 6 : 0; c < u; c++) {
        has_copula |= units[c].head == u && units[c].relation == REL_COP;
        has_to |= units[c].head == u && units[c].relation == REL_MARK && str_eq(units[c].lemma, STR("to"));
    }
    unit as_adjective = units[u];
    as_adjective.upos = UPOS_ADJ;
    return has_copula && has_to && lexicon_frame(l, &as_adjective);
}

/* Lemmas as the table of irregular verbs has them, where a model that goes by endings has others ("froze", "fled"). */
static const unit *retagged(arena *a, const claims_lexicon *l, const page *p, const unit *units, uint32_t n)
{
    unit *own = NULL;
    for (uint32_t u = 0; u < n; u++) {
        if (units[u].upos != UPOS_VERB || units[u].name != NOBODY) continue;
        hs_str lemma = lexicon_irregular(l, span_words(p->text, units[u].at));
        bool is_other = lemma.n && !str_eq(lemma, units[u].lemma), becomes_adjective = is_adjective(l, units, u);
        if (!is_other && !becomes_adjective) continue;
        if (!own) own = memcpy(TAKE(a, n, unit), units, n * sizeof *own);
        if (is_other) own[u].lemma = lemma;
        if (becomes_adjective) own[u].upos = UPOS_ADJ;
    }
    return own ? own : units;
}

/* What the tables say of each unit; of those that had the same lemma and tag in `before`, it is known already. */
static void look_up(arena *a, syntax *s, const unit *before)
{
    for (uint32_t u = 0; u < s->units; u++) {
        if (before && before[u].lemma.p == s->unit[u].lemma.p && before[u].upos == s->unit[u].upos) continue;
        s->lemma[u] = hash_bytes(s->unit[u].lemma);
        s->known[u] = known_of(a, s->lexicon, &s->unit[u], s->lemma[u]);
    }
}

/* The tree as it is better read: units hung anew, better lemmas. */
static void mend(arena *a, syntax *s, const tree *t)
{
    look_up(a, s, NULL);
    const unit *mended = rehung_units(a, s->lexicon, t, s->known);
    mended = lists_mended(a, s->page, clauses_mended(a, s->page, mended, t->units), t->units);
    s->unit = retagged(a, s->lexicon, s->page, mended, t->units);
    look_up(a, s, t->unit);
}

static void link_children(syntax *s)
{
    for (uint32_t u = 0; u < s->units; u++) s->child[u] = s->sibling[u] = NOBODY;
    for (uint32_t u = s->units; u-- > 0;) {
        uint32_t head = s->unit[u].head;
        if (head == UNIT_ROOT) {
            s->root = u;
        } else {
            s->sibling[u] = s->child[head];
            s->child[head] = u;
            s->below[head] |= UINT64_C(1) << s->unit[u].relation;
        }
    }
}

syntax *syntax_of(arena *a, const claims_lexicon *l, const page *p, const reading *r, uint32_t sentence)
{
    const tree *t = &r->tree[sentence];
    syntax *s = TAKE(a, 1, syntax);
    *s = (syntax){ l, p, r, t->unit, sentence, t->units, NOBODY };
    if (!t->units) return s;
    uint32_t **const column[] = { &s->child, &s->sibling, &s->enter, &s->leave, &s->low, &s->high, &s->subject, &s->object };
    const size_t columns = sizeof column / sizeof *column, n = t->units;
    uint32_t *room = TAKE(a, (columns + 2) * n, uint32_t);
    for (size_t i = 0; i < columns; i++) *column[i] = room + i * n;
    s->below = TAKE(a, 2 * n, uint64_t);
    s->lemma = s->below + n;
    s->known = TAKE(a, n, const word_entries *);
    s->passive = TAKE(a, n, uint8_t);
    mend(a, s, t);
    link_children(s);
    number_units(s);
    bound_subtrees(s, room + columns * n);
    return s;
}

/* ---- children -------------------------------------------------------------------------------------------------- */

uint32_t syntax_case(const syntax *s, uint32_t u)
{
    return syntax_child(s, u, REL(CASE) | REL(MARK));
}

uint32_t syntax_prepositional(const syntax *s, uint32_t u, hs_str preposition)
{
    uint64_t places = RELS_OBLIQUE | REL(ADVCL) | REL(ACL) | REL(XCOMP) | REL(CCOMP);
    if (!(s->below[u] & places)) return NOBODY;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, places) &&
            syntax_child_lemma(s, c, REL(CASE) | REL(MARK), preposition) != NOBODY)
            return c;
    return NOBODY;
}

const cue *syntax_cue(const syntax *s, uint32_t u)
{
    const cue *c = NULL;
    for (uint32_t k = s->known[u]->opens_cue && s->unit[u].upos == UPOS_VERB ? s->child[u] : NOBODY; !c && k != NOBODY; k = s->sibling[k])
        if (syntax_is(s, k, REL(COMPOUND_PRT)) || (syntax_is(s, k, REL(OBJ)) && s->unit[k].upos == UPOS_PRON)) /* "put it" */
            c = lexicon_phrasal_cue(s->lexicon, &s->unit[u], &s->unit[k]);
    return c ? c : s->known[u]->cue;
}

/* ---- kinds of predicates ---------------------------------------------------------------------------------------- */

bool syntax_is_gerund(const syntax *s, uint32_t u)
{
    return s->unit[u].upos == UPOS_VERB && str_ends(syntax_word(s, u), STR("ing")) &&
           syntax_child_lemma(s, u, REL(AUX), STR("be")) == NOBODY;
}

bool syntax_is_infinitive(const syntax *s, uint32_t u)
{
    return syntax_child_lemma(s, u, REL(MARK), STR("to")) != NOBODY;
}

bool syntax_is_gerund_behind(const syntax *s, uint32_t u, hs_str preposition)
{
    return syntax_is(s, u, RELS_ADVERBIAL | REL(XCOMP) | REL(ACL)) && syntax_is_gerund(s, u) &&
           syntax_child_lemma(s, u, REL(MARK) | REL(CASE), preposition) != NOBODY;
}

/* "Having attacked the port, G withdrew" */
static bool is_perfect_participle(const syntax *s, uint32_t u)
{
    uint32_t have = syntax_child_lemma(s, u, REL(AUX), STR("have"));
    return have != NOBODY && str_ends(syntax_word(s, have), STR("ing"));
}

uint32_t syntax_doer_asked(const syntax *s, uint32_t u)
{
    static const hs_str by[] = { STR_INIT("on"), STR_INIT("upon"), STR_INIT("to"), STR_INIT("with"), STR_INIT("for") };
    uint32_t head = syntax_is(s, u, REL(ADVCL)) && syntax_is_infinitive(s, u) ? syntax_head(s, u) : NOBODY;
    if (head == NOBODY || head > u || syntax_child(s, u, RELS_ANY_SUBJECT) != NOBODY || s->unit[head].upos != UPOS_VERB) return NOBODY;
    const cue *c = s->known[head]->cue;
    const implicative *i = s->known[head]->implicative;
    bool demands = c && c->kind == CUE_DEMAND;
    if (!demands && !(i && !i->is_light && !(c && c->kind == CUE_PROMISE))) return NOBODY;
    uint32_t asked = syntax_child(s, head, REL(OBJ) | REL(IOBJ));
    for (size_t k = 0; demands && asked == NOBODY && k < sizeof by / sizeof *by; k++) asked = syntax_prepositional(s, head, by[k]);
    return asked != NOBODY && asked < u && asked != u && s->unit[asked].upos != UPOS_VERB ? asked : NOBODY;
}

uint32_t syntax_perfect(const syntax *s, uint32_t u)
{
    uint32_t noun = syntax_is(s, u, REL(AMOD)) ? syntax_head(s, u) : NOBODY;
    if (noun == NOBODY || u == 0 || !syntax_is(s, noun, REL(OBJ))) return NOBODY;
    uint32_t have = syntax_head(s, noun);
    return have + 1 == u && syntax_lemma(s, have, STR("have")) ? have : NOBODY;
}

uint32_t syntax_completed(const syntax *s, uint32_t u)
{
    uint32_t noun = syntax_is(s, u, REL(AMOD)) && syntax_is_gerund(s, u) ? syntax_head(s, u) : NOBODY;
    if (noun == NOBODY || u == 0 || !syntax_is(s, noun, REL(OBJ))) return NOBODY;
    uint32_t verb = syntax_head(s, noun);
    return verb + 1 == u && s->known[verb]->implicative ? verb : NOBODY;
}

/* "had fired", with a subject read as one of a passive: nothing passive is there. */
static bool is_plain_perfect(const syntax *s, uint32_t u)
{
    return syntax_child(s, u, REL(AUX_PASS)) == NOBODY && syntax_child_lemma(s, u, REL(AUX), STR("have")) != NOBODY &&
           syntax_child_lemma(s, u, REL(AUX), STR("be")) == NOBODY;
}

/* "was attacked", "attacks orchestrated by": said by the tree, or a participle on a noun or beside a clause. */
bool syntax_is_definite(const syntax *s, uint32_t u)
{
    static const hs_str definite[] = { STR_INIT("the"), STR_INIT("this"), STR_INIT("that"), STR_INIT("these"),
                                       STR_INIT("those") };
    for (size_t i = 0; i < sizeof definite / sizeof *definite; i++)
        if (syntax_child_lemma(s, u, REL(DET), definite[i]) != NOBODY) return true;
    return syntax_child(s, u, REL(NMOD_POSS)) != NOBODY;
}

static bool is_passive(const syntax *s, uint32_t u)
{
    if (s->unit[u].upos != UPOS_VERB && s->unit[u].upos != UPOS_ADJ) return false;
    if (syntax_perfect(s, u) != NOBODY || syntax_completed(s, u) != NOBODY || is_plain_perfect(s, u)) return false;
    if (syntax_child(s, u, REL(AUX_PASS) | REL(NSUBJ_PASS) | REL(CSUBJ_PASS)) != NOBODY) return true;
    if (syntax_is(s, u, REL(CONJ)) && syntax_child(s, u, RELS_ANY_SUBJECT | REL(AUX)) == NOBODY &&
        syntax_child(s, s->unit[u].head, REL(AUX_PASS)) != NOBODY && str_ends(syntax_word(s, u), STR("ed")))
        return true;
    if (syntax_is(s, u, REL(XCOMP))) /* "stands accused", "had the port closed" */
        return s->unit[u].upos == UPOS_VERB && str_ends(syntax_word(s, u), STR("ed")) &&
               syntax_child(s, u, REL(AUX) | REL(COP) | REL(MARK) | REL(OBJ) | REL(CCOMP) | RELS_ANY_SUBJECT) == NOBODY;
    return syntax_is(s, u, REL(ACL) | REL(ADVCL) | REL(AMOD)) && !syntax_is_infinitive(s, u) &&
           !syntax_is_gerund(s, u) && syntax_child(s, u, RELS_ANY_SUBJECT | REL(AUX) | REL(COP)) == NOBODY;
}

bool syntax_is_passive(const syntax *s, uint32_t u)
{
    if (!s->passive[u]) s->passive[u] = is_passive(s, u) ? 2 : 1;
    return s->passive[u] == 2;
}

bool syntax_is_copular(const syntax *s, uint32_t u)
{
    return syntax_child(s, u, REL(COP)) != NOBODY;
}

bool syntax_is_clause(const syntax *s, uint32_t u)
{
    return s->unit[u].upos == UPOS_VERB || syntax_is_copular(s, u);
}

bool syntax_asks(const syntax *s)
{
    for (uint32_t u = s->units; u-- > 0 && s->unit[u].upos == UPOS_PUNCT;)
        if (str_eq(syntax_word(s, u), STR("?"))) return true;
    return false;
}

/* Quotations ascend and do not overlap: binary search for the last that begins at or before u. */
bool syntax_is_quoted(const syntax *s, uint32_t u, uint32_t *quotation)
{
    span at = s->unit[u].at;
    uint32_t low = 0, high = s->page->quotations;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s->page->quotation[mid].inside.begin <= at.begin) low = mid + 1;
        else high = mid;
    }
    if (!low || !span_holds(s->page->quotation[low - 1].inside, at)) return false;
    if (quotation) *quotation = low - 1;
    return true;
}

/* ---- arguments --------------------------------------------------------------------------------------------------- */

/* Where the parser lost the relative clause: the noun or name right in front of the pronoun, or of its comma. */
static uint32_t stands_before(const syntax *s, uint32_t u)
{
    uint32_t at = u;
    if (at > 0 && s->unit[at - 1].upos == UPOS_PUNCT) at--;
    if (at == 0) return u;
    upos pos = s->unit[at - 1].upos;
    return pos == UPOS_NOUN || pos == UPOS_PROPN || s->unit[at - 1].name != NOBODY ? at - 1 : u;
}

uint32_t syntax_antecedent(const syntax *s, uint32_t u)
{
    static const hs_str relative[] = { STR_INIT("who"), STR_INIT("which"), STR_INIT("that"), STR_INIT("whom"),
                                       STR_INIT("whose") };
    if (u == NOBODY || (s->unit[u].upos != UPOS_PRON && s->unit[u].upos != UPOS_DET)) return u;
    bool is_relative = false;
    for (size_t i = 0; i < sizeof relative / sizeof *relative; i++) is_relative |= syntax_lemma(s, u, relative[i]);
    if (!is_relative) return u;
    if (u > 0 && str_eq(syntax_word(s, u - 1), STR(":"))) return u; /* "Q: Who left?", "NAME: That is not so" */
    /* It opens its clause; a relative clause that began before it is another's. */
    for (uint32_t at = syntax_head(s, u); at != NOBODY; at = syntax_head(s, at))
        if (syntax_is(s, at, RELS_RELATIVE) && u < at) return s->unit[at].head;
    return stands_before(s, u);
}

uint32_t syntax_pronoun(const syntax *s, uint32_t u, uint32_t antecedent)
{
    for (uint32_t at = u; at != NOBODY && at != antecedent; at = syntax_head(s, at))
        for (uint32_t c = s->child[at]; c != NOBODY; c = s->sibling[c])
            if (syntax_is(s, c, RELS_SUBJECT) && c < u && syntax_antecedent(s, c) == antecedent) return c;
    return antecedent;
}

/* A phrase that begins with a bound of a number: "at least 12", "up to 50", "between 20 and 30". */
static bool opens_count(const syntax *s, uint32_t u, uint32_t phrase)
{
    uint32_t low = s->low[phrase];
    if (low + 1 >= s->units || syntax_child(s, phrase, REL(NUMMOD)) == NOBODY) return false;
    if (syntax_case(s, phrase) == NOBODY) return !s->known[phrase]->time;
    if (syntax_lemma(s, low, STR("at"))) return syntax_lemma(s, low + 1, STR("least")) || syntax_lemma(s, low + 1, STR("most"));
    if (syntax_lemma(s, low, STR("between"))) return s->unit[low + 1].upos == UPOS_NUM;
    return (low == u + 1 && syntax_lemma(s, low, STR("up"))) ||
           (low == u + 2 && syntax_lemma(s, low, STR("to")) && syntax_lemma(s, u + 1, STR("up")));
}

/* "killed at least 12 people" read as if "at" governed the people: the object all the same. */
static uint32_t counted_object(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(OBL)) && c > u && opens_count(s, u, c)) return c;
    return NOBODY;
}

/* The object of u other than a "that" which a parser took for one. */
static uint32_t object_but_that(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(OBJ)) && !syntax_lemma(s, c, STR("that"))) return c;
    return NOBODY;
}

/* Whom somebody tells something: "told the newspaper that ...". */
static bool is_told(const syntax *s, uint32_t noun)
{
    uint32_t verb = syntax_is(s, noun, REL(OBJ) | REL(IOBJ)) ? syntax_head(s, noun) : NOBODY;
    const cue *c = verb == NOBODY ? NULL : s->known[verb]->cue;
    return c && c->kind == CUE_SAY && !(c->content & CONTENT_OBJECT);
}

bool syntax_is_content_clause(const syntax *s, uint32_t u)
{
    if (!syntax_is(s, u, REL(ACL) | RELS_RELATIVE)) return false;
    if (syntax_child_lemma(s, u, REL(MARK), STR("that")) != NOBODY) return true;
    uint32_t subject = syntax_child(s, u, RELS_SUBJECT);
    if (!syntax_lemma(s, s->low[u], STR("that")) || subject == NOBODY || syntax_lemma(s, subject, STR("that"))) return false;
    return object_but_that(s, u) != NOBODY || is_told(s, syntax_head(s, u));
}

bool syntax_is_list_of(const syntax *s, uint32_t first, uint32_t other)
{
    bool has_and = false, others = syntax_child(s, first, REL(CONJ)) != NOBODY;
    if (first >= other || s->unit[first].head != s->unit[other].head) return false;
    for (uint32_t u = first + 1; u < other; u++) {
        has_and |= s->unit[u].upos == UPOS_CCONJ;
        if (s->unit[u].upos == UPOS_VERB && !syntax_is(s, u, REL(AMOD))) return false;
    }
    return has_and && (others || s->unit[first].name != NOBODY || s->unit[first].upos == UPOS_PROPN);
}

/* The subject of u among its children.  Of two ("the ferry, witnesses said, sank") the nearer one is its own, unless they are
 * a list that a parser did not see ("G, H and the good J welcomed"): then the first, which the others belong to. */
static uint32_t nearest_subject(const syntax *s, uint32_t u)
{
    uint32_t found = NOBODY;
    for (uint32_t c = s->child[u]; c != NOBODY && (c < u || found == NOBODY); c = s->sibling[c])
        if (syntax_is(s, c, RELS_SUBJECT) && (found == NOBODY || !syntax_is_list_of(s, found, c))) found = c;
    return found;
}

uint32_t syntax_spare_subject(const syntax *s, uint32_t u)
{
    uint32_t first = syntax_child(s, u, RELS_SUBJECT), own = nearest_subject(s, u);
    return first != own ? first : NOBODY;
}

/* "Were given to the rebels by G", with G hung on the rebels: somebody, or a name, is by nobody. */
static uint32_t agent_of_receiver(const syntax *s, uint32_t u)
{
    uint32_t to = syntax_prepositional(s, u, STR("to"));
    if (to == NOBODY || to < u || s->unit[to].upos == UPOS_VERB) return NOBODY;
    const voice *v = s->known[to]->voice;
    bool is_somebody = s->unit[to].name != NOBODY || (v && v->kind != VOICE_DOCUMENT);
    return is_somebody ? syntax_prepositional(s, to, STR("by")) : NOBODY;
}

/* The subject that stands at u itself: of an active verb its nsubj, of a passive one the agent. */
static uint32_t own_subject(const syntax *s, uint32_t u)
{
    if (!syntax_is_passive(s, u)) return nearest_subject(s, u);
    uint32_t by = syntax_child(s, u, REL(OBL_AGENT)), object = syntax_child(s, u, REL(OBJ));
    if (by == NOBODY) by = syntax_prepositional(s, u, STR("by"));
    if (by == NOBODY && object == NOBODY) object = syntax_child(s, u, REL(XCOMP)); /* "was shot dead by G" */
    if (by == NOBODY) by = syntax_child(s, object, REL(OBL_AGENT));
    if (by == NOBODY && object != NOBODY) by = syntax_prepositional(s, object, STR("by")); /* "were given rifles by G" */
    return by == NOBODY ? agent_of_receiver(s, u) : by;
}

/* "The plan to leave", "on the verge of leaving", "the inability to leave": the noun does not do what it is about. */
static bool is_deed_of_noun(const syntax *s, uint32_t u)
{
    uint32_t noun = syntax_is(s, u, REL(ACL)) ? syntax_head(s, u) : NOBODY;
    if (noun == NOBODY || s->unit[noun].upos != UPOS_NOUN) return false;
    if (syntax_is_gerund(s, u)) return syntax_case(s, u) != NOBODY;
    return syntax_is_infinitive(s, u) && (s->known[noun]->implicative || s->known[noun]->cue);
}

uint32_t syntax_doer_of_noun(const syntax *s, uint32_t u)
{
    uint32_t noun = syntax_is(s, u, REL(ACL)) && syntax_is_gerund(s, u) ? syntax_head(s, u) : NOBODY;
    for (uint32_t c = noun == NOBODY ? NOBODY : s->child[noun]; c != NOBODY && c < u; c = s->sibling[c])
        if (syntax_is(s, c, REL(NMOD)) && s->high[c] + 1 == s->low[u] && syntax_child_lemma(s, c, REL(CASE), STR("of")) != NOBODY)
            return c;
    return NOBODY;
}

/* "Underscores the challenges in leaving", hung on the verb: nobody is said to leave. */
static bool is_deed_of_object(const syntax *s, uint32_t u, uint32_t head)
{
    if (!syntax_is_gerund(s, u) || syntax_child_lemma(s, u, REL(MARK), STR("in")) == NOBODY) return false;
    uint32_t object = syntax_child(s, head, REL(OBJ));
    return object != NOBODY && s->high[object] + 1 == s->low[u];
}

/* "G shelled the town, killing ten, officials said": a clause beside that a parser hung on the saying is of what is said. */
static uint32_t said_before(const syntax *s, uint32_t u, uint32_t head)
{
    if (u > head || !s->known[head]->cue) return NOBODY;
    uint32_t said = syntax_child(s, head, REL(CCOMP) | REL(PARATAXIS));
    return said != NOBODY && said < u ? said : NOBODY;
}

/* The clause whose (surface) subject u shares, or NOBODY: coordination, control, participles. */
static uint32_t shares_with(const syntax *s, uint32_t u)
{
    uint32_t head = syntax_head(s, u);
    if (head == NOBODY || syntax_child(s, u, RELS_ANY_SUBJECT) != NOBODY) return NOBODY;
    if (syntax_is(s, u, REL(CONJ) | REL(XCOMP))) return head;
    if (syntax_perfect(s, u) != NOBODY) return syntax_perfect(s, u);
    if (syntax_completed(s, u) != NOBODY) return syntax_completed(s, u);
    if (syntax_is(s, u, REL(CSUBJ)) && u > head && syntax_is_infinitive(s, u) && syntax_child(s, head, RELS_SUBJECT) != NOBODY)
        return head; /* "is about to leave" */
    if (is_deed_of_noun(s, u) && syntax_is_copular(s, head)) return head;
    if (is_deed_of_noun(s, u)) /* "made an attempt to leave", not "the challenges in leaving" */
        return syntax_is(s, head, REL(OBJ)) && s->known[head]->implicative ? s->unit[head].head : NOBODY;
    if (syntax_is(s, u, REL(ADVCL)) && is_deed_of_object(s, u, head)) return NOBODY;
    if (syntax_is(s, u, REL(ADVCL)) &&
        (syntax_is_gerund(s, u) || syntax_is_infinitive(s, u) || syntax_is_passive(s, u) || is_perfect_participle(s, u)))
        return said_before(s, u, head) != NOBODY ? said_before(s, u, head) : head;
    return NOBODY;
}

/* The noun that a clause on a noun leaves out as its subject, or NOBODY. */
static uint32_t modified(const syntax *s, uint32_t u)
{
    if (syntax_child(s, u, RELS_ANY_SUBJECT) != NOBODY) return NOBODY;
    if (is_deed_of_noun(s, u)) return syntax_child(s, syntax_head(s, u), REL(NMOD_POSS));
    if (syntax_doer_of_noun(s, u) != NOBODY) return syntax_doer_of_noun(s, u);
    if (syntax_is(s, u, REL(ACL) | RELS_RELATIVE) && !syntax_is_content_clause(s, u)) return syntax_head(s, u);
    return NOBODY;
}

/* "When angry rebels from the delta | joined forces", read as another verb of the main clause: who did it is the noun that ends
 * straight before.  NOBODY where the verb is coordinated by a word, or a mark parts the two. */
static uint32_t noun_straight_before(const syntax *s, uint32_t u)
{
    if (!u || !syntax_is(s, u, REL(CONJ)) || s->unit[u].upos != UPOS_VERB || syntax_child(s, u, REL(CC)) != NOBODY) return NOBODY;
    for (uint32_t k = u; k-- > s->unit[u].head + 1;)
        if (syntax_is(s, k, REL(OBJ)) && s->high[k] == u - 1 && syntax_head(s, k) != syntax_head(s, u) && s->low[u] == u) return k;
    return NOBODY;
}

/* The surface subject of u: nsubj or nsubj:pass, its own or shared.  Bounded by the depth of the tree. */
static uint32_t surface_subject(const syntax *s, uint32_t u)
{
    for (uint32_t at = u; at != NOBODY;) {
        uint32_t subject = nearest_subject(s, at);
        if (subject != NOBODY) return syntax_antecedent(s, subject);
        if (syntax_is(s, at, REL(CCOMP)) && syntax_head(s, at) != NOBODY)
            return syntax_antecedent(s, syntax_spare_subject(s, s->unit[at].head));
        if (modified(s, at) != NOBODY) return modified(s, at);
        if (noun_straight_before(s, at) != NOBODY) return noun_straight_before(s, at);
        uint32_t head = shares_with(s, at), object = head == NOBODY ? NOBODY : syntax_child(s, head, REL(OBJ) | REL(IOBJ));
        /* "urged G to withdraw", "kept G from leaving", "quoted G as saying": the object of the head does it. */
        bool is_of_object = syntax_is(s, at, REL(XCOMP)) || syntax_is_gerund_behind(s, at, STR("from")) || syntax_is_gerund_behind(s, at, STR("as"));
        if (object != NOBODY && object < at && is_of_object) return syntax_antecedent(s, object);
        if (syntax_doer_asked(s, at) != NOBODY) return syntax_antecedent(s, syntax_doer_asked(s, at));
        at = head;
    }
    return NOBODY;
}

uint32_t syntax_subject(const syntax *s, uint32_t u)
{
    if (!s->subject[u]) s->subject[u] = 2 + (syntax_is_passive(s, u) ? syntax_antecedent(s, own_subject(s, u)) : surface_subject(s, u));
    return s->subject[u] - 2; /* NOBODY + 2 is 1 */
}

static uint32_t find_object(const syntax *s, uint32_t u)
{
    if (syntax_is_passive(s, u)) return surface_subject(s, u);
    if (syntax_perfect(s, u) != NOBODY || syntax_completed(s, u) != NOBODY) return syntax_head(s, u);
    if (syntax_is_content_clause(s, u)) return object_but_that(s, u);
    uint32_t object = syntax_child(s, u, REL(OBJ));
    if (object != NOBODY) return syntax_antecedent(s, object);
    if (counted_object(s, u) != NOBODY) return counted_object(s, u);
    /* "the port that the League attacked": a relative clause with a subject of its own leaves out its object */
    if (syntax_is(s, u, RELS_RELATIVE) && syntax_child(s, u, RELS_SUBJECT) != NOBODY &&
        syntax_antecedent(s, syntax_child(s, u, RELS_SUBJECT)) == syntax_child(s, u, RELS_SUBJECT))
        return syntax_head(s, u);
    return NOBODY;
}

uint32_t syntax_object(const syntax *s, uint32_t u)
{
    if (!s->object[u]) s->object[u] = 2 + find_object(s, u);
    return s->object[u] - 2;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static bool is_edge(const syntax *s, uint32_t u)
{
    return s->unit[u].upos == UPOS_PUNCT;
}

static bool is_opening(const syntax *s, uint32_t u)
{
    hs_str w = syntax_word(s, u);
    return w.n == 1 && (*w.p == '(' || *w.p == '[');
}

/* The run of units [from, to) without the punctuation at its ends; a closing bracket stays with its opener. */
static span run_span(const syntax *s, uint32_t from, uint32_t to)
{
    bool has_bracket = false;
    while (from < to && is_edge(s, from)) from++;
    for (uint32_t u = from; u < to; u++) has_bracket |= is_edge(s, u) && is_opening(s, u);
    while (to > from && is_edge(s, to - 1)) {
        hs_str w = syntax_word(s, to - 1);
        if (has_bracket && w.n == 1 && (*w.p == ')' || *w.p == ']')) break;
        to--;
    }
    return from < to ? (span){ s->unit[from].at.begin, s->unit[to - 1].at.end } : (span){ 0, 0 };
}

span_list syntax_span_of(arena *a, const syntax *s, uint32_t from, uint32_t to)
{
    return span_one(a, run_span(s, from, to));
}

span_list syntax_spans(arena *a, const syntax *s, const bool *marked, uint32_t low, uint32_t high)
{
    size_t runs = 0, n = 0;
    for (uint32_t u = low; u <= high; u++) runs += marked[u] && (u == low || !marked[u - 1]);
    span *at = TAKE(a, runs + 1, span);
    for (uint32_t u = low; u <= high;) {
        uint32_t end = u;
        while (end <= high && marked[end]) end++;
        span run = run_span(s, u, end);
        if (!span_is_empty(run)) at[n++] = run;
        u = end + 1;
    }
    return (span_list){ at, n };
}

static void unmark(const syntax *s, bool *marked, uint32_t top)
{
    if (syntax_is_whole(s, top)) {
        memset(marked + s->low[top], 0, s->high[top] - s->low[top] + 1);
        return;
    }
    for (uint32_t u = s->low[top]; u <= s->high[top]; u++)
        if (syntax_below(s, u, top)) marked[u] = false;
}

enum { MARKS_MOST = 256 }; /* units; of longer sentences the marks are the arena's */

/* Only those between the ends of the subtree are set. */
static bool *mark_subtree(arena *a, const syntax *s, uint32_t top, bool room[MARKS_MOST])
{
    bool *marked = s->units <= MARKS_MOST ? room : TAKE(a, s->units, bool);
    if (syntax_is_whole(s, top)) memset(marked + s->low[top], 1, s->high[top] - s->low[top] + 1);
    else
        for (uint32_t u = s->low[top]; u <= s->high[top]; u++) marked[u] = syntax_below(s, u, top);
    return marked;
}

/* Commas and brackets between marked words belong to the run; without this each comma would break it. */
static void fill_punctuation(const syntax *s, bool *marked, uint32_t low, uint32_t high)
{
    for (uint32_t u = low; u <= high; u++)
        if (!marked[u] && is_edge(s, u) && u > low && u < high && marked[u - 1] && marked[u + 1]) marked[u] = true;
}

span_list syntax_words(arena *a, const syntax *s, uint32_t u, uint32_t without)
{
    if (without == NOBODY && syntax_is_whole(s, u)) return syntax_span_of(a, s, s->low[u], s->high[u] + 1);
    bool room[MARKS_MOST], *marked = mark_subtree(a, s, u, room);
    if (without != NOBODY) unmark(s, marked, without);
    fill_punctuation(s, marked, s->low[u], s->high[u]);
    return syntax_spans(a, s, marked, s->low[u], s->high[u]);
}

static span_list phrase(arena *a, const syntax *s, uint32_t u, uint64_t dropped)
{
    bool room[MARKS_MOST], *marked = mark_subtree(a, s, u, room);
    if (syntax_is_copular(s, u)) { /* what stands before the copula belongs to the clause, not to the noun */
        dropped |= REL(ADVMOD) | REL(OBL);
        for (uint32_t k = s->low[u], cop = syntax_child(s, u, REL(COP)); k <= cop && k < u; k++) marked[k] = false;
    }
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        const time_word *t =
            syntax_is(s, c, REL(NMOD) | REL(NMOD_UNMARKED)) ? s->known[c]->time : NULL;
        bool is_reason = syntax_is(s, c, REL(ACL)) && c > u && syntax_is_gerund(s, c) && /* "expelled two envoys for spying" */
                         syntax_child_lemma(s, c, REL(MARK) | REL(CASE), STR("for")) != NOBODY;
        const hedge *h = c < u && syntax_is(s, c, REL(ADVMOD)) ? s->known[c]->hedge : NULL; /* "not H" */
        if (syntax_is(s, c, dropped) || is_reason || (h && h->negative) || (t && t->kind != TIME_PART) || syntax_completed(s, c) != NOBODY) unmark(s, marked, c);
    }
    fill_punctuation(s, marked, s->low[u], s->high[u]);
    return syntax_spans(a, s, marked, s->low[u], s->high[u]);
}

/* What never belongs to the words of an argument: its preposition, what it is predicated with, what is put beside. */
#define RELS_OUTSIDE                                                                                                   \
    (REL(CASE) | REL(ACL_RELCL) | REL(ADVCL_RELCL) | REL(PARATAXIS) | REL(COP) | RELS_ANY_SUBJECT | REL(MARK) |        \
     REL(AUX) | REL(DISCOURSE) | REL(ADVCL) | REL(CC_PRECONJ))

span_list syntax_phrase(arena *a, const syntax *s, uint32_t u)
{
    return phrase(a, s, u, RELS_OUTSIDE | REL(APPOS) | REL(CONJ) | REL(CC) | REL(ACL));
}

span_list syntax_source_words(arena *a, const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) /* a clause cannot be coordinated with a speaker */
        if (syntax_is(s, c, REL(CONJ)) && s->unit[c].upos == UPOS_VERB)
            return phrase(a, s, u, RELS_OUTSIDE | REL(CONJ));
    return phrase(a, s, u, RELS_OUTSIDE);
}
