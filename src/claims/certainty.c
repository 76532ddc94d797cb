/*
 * certainty.c - certainty and polarity, composed along the path from a predicate up to the clause that is owned.
 *
 *     officials denied that the League [may] have [failed] to [leave]
 *                            possible <-- turned <-- certain, affirmed
 *
 * Each step up asks the head what it does to its dependent: implicative and factive verbs by their signatures
 * (Karttunen 1971; Nairn, Condoravdi, Karttunen 2006), conditions, purposes and plans leave it open, a relative or
 * adverbial clause of time or cause stands on its own whatever happens above it (Sauri, Pustejovsky 2009).
 */
#include "claims/certainty.h"

#include <stdlib.h>

void stance_lower(stance *st, certainty c)
{
    if (c < st->certainty) st->certainty = c;
}

void stance_hedge(arena *a, stance *st, certainty c, span at)
{
    if (c < CERTAINTY_CERTAIN) *VEC_ADD(a, &st->hedge) = at;
    stance_lower(st, c);
}

void stance_evidence(arena *a, stance *st, evidence_kind kind, span at)
{
    if (kind == EVIDENCE_NONE) return;
    if (kind > st->evidence) st->evidence = kind;
    if (!span_is_empty(at)) *VEC_ADD(a, &st->evidence_at) = at;
}

static int by_begin(const void *a, const void *b)
{
    const span *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

/* Ascending and disjoint: what meets the one before it is left out. */
static span_list in_order(arena *a, const span *at, size_t n)
{
    if (!n) return (span_list){ NULL, 0 };
    span *out = TAKE(a, n, span);
    size_t kept = 0;
    memcpy(out, at, n * sizeof *out);
    qsort(out, n, sizeof *out, by_begin);
    for (size_t i = 0; i < n; i++)
        if (!kept || out[i].begin >= out[kept - 1].end) out[kept++] = out[i];
    return (span_list){ out, kept };
}

span_list stance_hedges(arena *a, const stance *st)
{
    return in_order(a, st->hedge.at, st->hedge.n);
}

span_list stance_evidences(arena *a, const stance *st)
{
    return in_order(a, st->evidence_at.at, st->evidence_at.n);
}

/* "too weak", "too early" */
static bool is_too(const syntax *s, uint32_t u)
{
    return s->unit[u].upos == UPOS_ADJ && syntax_child_lemma(s, u, REL(ADVMOD), STR("too")) != NOBODY;
}

/* The line for u, one that wants another word beside it first ("came close to"). */
static const implicative *implicative_of(const syntax *s, uint32_t u)
{
    static const implicative too = { EFFECT_TURN, EFFECT_OPEN, true }; /* "too weak to leave" */
    const implicative *i = NULL;
    bool opens = s->known[u]->opens_implicative;
    if (opens && u + 1 < s->units) i = lexicon_phrasal(s->lexicon, &s->unit[u], &s->unit[u + 1]);
    for (uint32_t c = s->child[u]; opens && !i && c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(ADVMOD))) i = lexicon_phrasal(s->lexicon, &s->unit[u], &s->unit[c]);
        else if (syntax_is_gerund_behind(s, c, STR("from"))) i = lexicon_phrasal(s->lexicon, &s->unit[u], &s->unit[s->low[c]]); /* "kept G from leaving" */
    if (!i && is_too(s, u)) return &too;
    return i ? i : s->known[u]->implicative;
}

/* "It is not true that G left", read as a clause beside: what is or is not true. */
static bool is_extraposed(const syntax *s, uint32_t u)
{
    uint32_t head = syntax_is(s, u, REL(ADVCL)) ? syntax_head(s, u) : NOBODY;
    if (head == NOBODY || head > u || !syntax_is_copular(s, head) || syntax_child_lemma(s, u, REL(MARK), STR("that")) == NOBODY) return false;
    bool is_it = syntax_child(s, head, REL(EXPL)) != NOBODY || syntax_child_lemma(s, head, RELS_SUBJECT, STR("it")) != NOBODY;
    return is_it && syntax_child_lemma(s, u, REL(MARK) | REL(ADVMOD), STR("so")) == NOBODY;
}

/* "about to leave", "on the verge of leaving", "came close to leaving": parsers hang the complement in many ways. */
static uint32_t loose_complement(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (is_extraposed(s, c)) return c;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (c > u && syntax_is(s, c, REL(ADVCL) | REL(ACL) | REL(CSUBJ)) && s->unit[c].upos == UPOS_VERB &&
            (syntax_is_infinitive(s, c) || (syntax_is_gerund(s, c) && syntax_case(s, c) != NOBODY)))
            return c;
    return NOBODY;
}

/* What the word of line i says something about, hung below u; NOBODY when nothing is there. */
static uint32_t complement_of(const syntax *s, uint32_t u, const implicative *i)
{
    uint32_t c = syntax_child(s, u, REL(XCOMP) | REL(CCOMP));
    if (c != NOBODY && (s->unit[c].upos == UPOS_VERB || syntax_is_copular(s, c))) return c;
    bool may_hang = syntax_is_copular(s, u) || i != s->known[u]->implicative;
    c = loose_complement(s, u);
    if (may_hang || c == NOBODY || syntax_is_gerund_behind(s, c, STR("from")) || syntax_doer_asked(s, c) != NOBODY) return c;
    /* "agreed on Friday to leave", but not "stopped to rest": what ends in an infinitive is left for its sake */
    bool takes_infinitive = i->affirmed != EFFECT_TURN || i->denied != EFFECT_KEEP || i->is_light;
    bool has_other = syntax_child(s, u, REL(OBJ) | REL(XCOMP) | REL(CCOMP)) != NOBODY || s->unit[u].upos != UPOS_VERB;
    return takes_infinitive && !has_other && syntax_is(s, c, REL(ADVCL)) && syntax_is_infinitive(s, c) ? c : NOBODY;
}

bool stance_is_light(const syntax *s, uint32_t u, uint32_t *complement)
{
    const implicative *i = implicative_of(s, u);
    uint32_t c = i && i->is_light ? complement_of(s, u, i) : NOBODY;
    if (c == NOBODY) return false;
    *complement = c;
    return true;
}

effect stance_when_denied(const syntax *s, uint32_t verb)
{
    const cue *c = syntax_cue(s, verb);
    const implicative *i = implicative_of(s, verb);
    if (!c || !i) return EFFECT_OPEN;
    return i->denied == EFFECT_POSSIBLE || (i->denied == EFFECT_TURN && c->kind == CUE_THINK) ? i->denied : EFFECT_OPEN;
}

/* ---- one unit ------------------------------------------------------------------------------------------------------
 */

/* "no", "nobody": a determiner or pronoun of an argument that denies the whole. */
static bool denies_by_argument(const syntax *s, uint32_t argument)
{
    static const hs_str word[] = { STR_INIT("nobody"), STR_INIT("nothing"), STR_INIT("none"), STR_INIT("neither") };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (syntax_lemma(s, argument, word[i])) return true;
    if (syntax_lemma(s, argument, STR("matter"))) return false; /* "no matter what" */
    return syntax_child_lemma(s, argument, REL(DET), STR("no")) != NOBODY ||
           syntax_child_lemma(s, argument, REL(DET) | REL(CC_PRECONJ), STR("neither")) != NOBODY;
}

/* "no longer", "no more"; "in no way", "at no time", "under no circumstances": denied by a word of an adverbial. */
static bool denies_by_adverbial(const syntax *s, uint32_t c)
{
    static const hs_str where[] = { STR_INIT("in"), STR_INIT("at"), STR_INIT("by"), STR_INIT("under"), STR_INIT("on") };
    static const hs_str what[] = { STR_INIT("way"),  STR_INIT("time"),      STR_INIT("point"), STR_INIT("circumstance"),
                                   STR_INIT("mean"), STR_INIT("condition"), STR_INIT("stage"), STR_INIT("account") };
    if (syntax_is(s, c, REL(ADVMOD))) return s->unit[c].upos == UPOS_ADV && syntax_child_lemma(s, c, ~UINT64_C(0), STR("no")) != NOBODY;
    bool is_longer = syntax_is(s, c, REL(AMOD)) && str_eq(syntax_word(s, c), STR("longer"));
    if (is_longer) return syntax_child_lemma(s, c, ~UINT64_C(0), STR("no")) != NOBODY; /* "is no longer leader" */
    bool is_where = false, is_what = false;
    if (!syntax_is(s, c, RELS_OBLIQUE) || syntax_child_lemma(s, c, REL(DET), STR("no")) == NOBODY) return false;
    for (size_t i = 0; i < sizeof where / sizeof *where; i++)
        is_where |= syntax_child_lemma(s, c, REL(CASE), where[i]) != NOBODY;
    for (size_t i = 0; i < sizeof what / sizeof *what; i++) is_what |= syntax_lemma(s, c, what[i]);
    return is_where && is_what;
}

/* "not only": a "not" that denies nothing. */
static bool is_not_only(const syntax *s, uint32_t c)
{
    return (c + 1 < s->units && (syntax_lemma(s, c + 1, STR("only")) || syntax_lemma(s, c + 1, STR("just")))) ||
           syntax_child_lemma(s, c, ~UINT64_C(0), STR("only")) != NOBODY;
}

static bool has_negation(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        const hedge *h = s->known[c]->hedge;
        if (h && h->negative && s->unit[c].upos == UPOS_PART) return true;
    }
    return false;
}

/* "Must have" is a guess and no duty; "cannot" and "could not" leave nothing open. */
static certainty modal(const syntax *s, uint32_t u, uint32_t c, certainty known)
{
    bool has_have = syntax_child_lemma(s, u, REL(AUX), STR("have")) != NOBODY;
    if ((syntax_lemma(s, c, STR("can")) || syntax_lemma(s, c, STR("could"))) && has_negation(s, u))
        return CERTAINTY_CERTAIN;
    return has_have && syntax_lemma(s, c, STR("must")) ? CERTAINTY_PROBABLE : known;
}

static void stance_child(arena *a, const syntax *s, uint32_t u, uint32_t c, stance *st)
{
    const unit *w = &s->unit[c];
    if (syntax_is(s, c, RELS_SUBJECT | REL(OBJ)) && denies_by_argument(s, c)) st->is_denied = !st->is_denied;
    if (denies_by_adverbial(s, c)) st->is_denied = !st->is_denied;
    if (!syntax_is(s, c, REL(ADVMOD) | REL(AUX) | REL(DET) | REL(AMOD) | REL(CC_PRECONJ) | REL(COMPOUND))) return;
    if (syntax_is(s, c, REL(DET)) && syntax_is_clause(s, u) && syntax_lemma(s, c, STR("no"))) {
        st->is_denied = !st->is_denied;
        return;
    }
    const hedge *h = s->known[c]->hedge;
    if (h && h->negative && is_not_only(s, c)) return;
    bool is_before_noun = h && h->negative && syntax_is(s, c, REL(AMOD));
    if (is_before_noun && syntax_child(s, u, REL(DET)) != NOBODY && h->certainty < CERTAINTY_CERTAIN) return; /* "a little" */
    if (is_before_noun && s->known[u]->cue) return; /* "false allegations" were made */
    if (h && h->negative) st->is_denied = !st->is_denied;
    if (h) stance_hedge(a, st, w->upos == UPOS_AUX ? modal(s, u, c, h->certainty) : h->certainty, w->at);
    const evidence_word *e = s->known[c]->evidence;
    if (e && syntax_is(s, c, REL(ADVMOD))) stance_evidence(a, st, e->kind, w->at);
}

void stance_at(arena *a, const syntax *s, uint32_t u, stance *st)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) stance_child(a, s, u, c, st);
    if (!syntax_is(s, u, REL(CONJ)) || syntax_child(s, u, RELS_ANY_SUBJECT) != NOBODY) return;
    /* "did not attack or threaten", "neither confirmed nor denied": a conjunct without auxiliaries of its own shares those of the first */
    if (syntax_child(s, u, REL(AUX) | REL(AUX_PASS) | REL(COP)) != NOBODY) return;
    uint32_t head = s->unit[u].head;
    bool is_or = syntax_child_lemma(s, u, REL(CC), STR("or")) != NOBODY ||
                 syntax_child_lemma(s, u, REL(CC), STR("nor")) != NOBODY;
    for (uint32_t c = s->child[head]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(AUX)) || (is_or && syntax_is(s, c, REL(ADVMOD)) && c < head))
            stance_child(a, s, head, c, st);
}

/* ---- one step up ---------------------------------------------------------------------------------------------------
 */

static void apply(stance *st, effect e)
{
    /* what is open already has no side to turn: "too early to say whether" */
    if (e == EFFECT_TURN && st->certainty > CERTAINTY_UNKNOWN) st->is_denied = !st->is_denied;
    if (e == EFFECT_OPEN) stance_lower(st, CERTAINTY_UNKNOWN);
    if (e == EFFECT_POSSIBLE) stance_lower(st, CERTAINTY_POSSIBLE);
}

/* "No evidence has emerged that": that nothing is there to lean on denies nothing. */
static bool lacks_evidence(const syntax *s, uint32_t verb)
{
    for (uint32_t c = s->child[verb]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, RELS_SUBJECT | REL(OBJ)) && s->known[c]->evidence && denies_by_argument(s, c))
            return true;
    return false;
}

/* What the head's own word does to a complement; false when no table knows it.  The head's negation is used up. */
static bool step_by_word(arena *a, const syntax *s, uint32_t head, stance *st)
{
    const unit *w = &s->unit[head];
    const implicative *i = implicative_of(s, head);
    const hedge *h = s->known[head]->hedge;
    stance own = { .certainty = CERTAINTY_CERTAIN };
    stance_at(a, s, head, &own);
    for (size_t k = 0; k < own.hedge.n; k++) *VEC_ADD(a, &st->hedge) = own.hedge.at[k];
    stance_evidence(a, st, own.evidence, own.evidence_at.n ? own.evidence_at.at[0] : (span){ 0, 0 });
    stance_lower(st, own.certainty);
    if (i) {
        apply(st, own.is_denied ? i->denied : i->affirmed);
        if (i->affirmed == EFFECT_OPEN || i->affirmed == EFFECT_POSSIBLE) *VEC_ADD(a, &st->hedge) = w->at;
        return true;
    }
    if (own.is_denied && lacks_evidence(s, head)) stance_lower(st, CERTAINTY_UNKNOWN);
    else if (own.is_denied) st->is_denied = !st->is_denied;
    if (h) stance_hedge(a, st, h->certainty, w->at);
    if (h && h->negative) st->is_denied = !st->is_denied;
    return h != NULL;
}

static bool has_mark(const syntax *s, uint32_t u, hs_str lemma)
{
    return syntax_child_lemma(s, u, REL(MARK) | REL(ADVMOD), lemma) != NOBODY;
}

/* "Had G left, H would have followed": the auxiliary first, and no question. */
static bool is_inverted_condition(const syntax *s, uint32_t u)
{
    static const char *const first[] = { "Had", "had", "Were", "were", "Should", "should" };
    uint32_t low = s->low[u];
    hs_str w = syntax_word(s, low);
    if (low + 1 >= s->units || s->unit[low + 1].upos == UPOS_VERB || (low && s->unit[low - 1].upos != UPOS_PUNCT)) return false;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (str_eq(w, str_of(first[i]))) return syntax_is(s, low, REL(AUX) | REL(AUX_PASS) | REL(COP)) ? syntax_child(s, u, RELS_ANY_SUBJECT) > low : low == u;
    return false;
}

/* A clause beside the main one: open under a condition or as a purpose, else it stands on its own. */
static void step_adverbial(const syntax *s, uint32_t u, stance *st)
{
    static const hs_str open[] = { STR_INIT("if"), STR_INIT("unless"), STR_INIT("whether"), STR_INIT("lest"),
                                   STR_INIT("so") };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (has_mark(s, u, open[i])) stance_lower(st, CERTAINTY_UNKNOWN);
    if (syntax_is_infinitive(s, u) || is_inverted_condition(s, u)) stance_lower(st, CERTAINTY_UNKNOWN);
    static const hs_str not_done[] = { STR_INIT("without"), STR_INIT("instead"), STR_INIT("rather") };
    for (size_t i = 0; i < sizeof not_done / sizeof *not_done; i++)
        if (syntax_child_lemma(s, u, REL(MARK) | REL(ADVMOD) | REL(CASE) | REL(CC), not_done[i]) != NOBODY) {
            st->is_denied = !st->is_denied;
            break;
        }
}

/* A clause on a noun: "the plan to attack" is open, "evidence that" leans on something, a relative clause stands. */
static void step_on_noun(arena *a, const syntax *s, uint32_t u, uint32_t head, stance *st)
{
    const cue *c = s->known[head]->cue;
    const evidence_word *e = s->known[head]->evidence;
    bool is_content = syntax_is_content_clause(s, u) || syntax_case(s, u) != NOBODY || syntax_doer_of_noun(s, u) != NOBODY;
    stance own = { .certainty = CERTAINTY_CERTAIN };
    stance_at(a, s, head, &own);
    if (is_content && e && own.is_denied) stance_hedge(a, st, CERTAINTY_UNKNOWN, s->unit[head].at);
    else if (is_content && s->known[head]->implicative && !syntax_is_infinitive(s, u)) step_by_word(a, s, head, st);
    else if (is_content && e) stance_evidence(a, st, e->kind, span_hull(syntax_words(a, s, head, u)));
    if (is_content && c && c->kind != CUE_EVIDENCE) stance_lower(st, c->certainty);
    if (syntax_is_infinitive(s, u) && !step_by_word(a, s, head, st)) stance_lower(st, CERTAINTY_UNKNOWN);
}

/* A complement of a verb or predicate adjective. */
static void step_complement(arena *a, const syntax *s, uint32_t u, uint32_t head, stance *st)
{
    const cue *c = s->known[head]->cue;
    if (step_by_word(a, s, head, st) && !(c && c->kind == CUE_THINK)) return;
    if (c && c->kind != CUE_KNOW) {
        stance_lower(st, c->certainty);
        if (c->certainty < CERTAINTY_CERTAIN) *VEC_ADD(a, &st->hedge) = s->unit[head].at;
        return;
    }
    if (syntax_is(s, u, REL(XCOMP)) && syntax_is_infinitive(s, u) && !c && !syntax_is_copular(s, head))
        stance_lower(st, CERTAINTY_UNKNOWN);
}

/* A noun that tells of an event, as argument of a verb: "prevented the attack", "carried out no attack".  False when the
 * verb says nothing of whether it happened. */
static bool step_argument(arena *a, const syntax *s, uint32_t u, uint32_t head, stance *st)
{
    const implicative *i = implicative_of(s, head);
    bool is_done_to = !syntax_is(s, u, RELS_SUBJECT) || syntax_is_passive(s, head);
    bool is_judged = s->known[head]->has_light || (i && i->affirmed != EFFECT_KEEP && is_done_to);
    if (is_judged) step_by_word(a, s, head, st);
    return is_judged;
}

/* Whoever speaks of "the murder" of somebody takes it for granted, whatever is denied, asked or hedged around it: unless
 * the word it hangs on says something of whether it happened ("prevented the attack", "rumours of the attack"). */
static bool is_granted(const syntax *s, uint32_t u, uint32_t head)
{
    return s->unit[u].upos == UPOS_NOUN && syntax_is_definite(s, u) && !s->known[head]->cue &&
           !s->known[head]->hedge && !s->known[head]->evidence &&
           !implicative_of(s, head);
}

/* "Ordered the arrest of officers involved in the murder": a participle tells of its noun what is so anyway, like a relative
 * clause; not one that says what the noun is about ("evidence linking G to H", "a plan made to"). */
static bool tells_apart(const syntax *s, uint32_t u, uint32_t head)
{
    return s->unit[u].upos == UPOS_VERB && !syntax_is_infinitive(s, u) && !syntax_is_content_clause(s, u) && syntax_case(s, u) == NOBODY &&
           !s->known[head]->cue && !s->known[head]->hedge && !s->known[head]->frame && !s->known[head]->evidence &&
           !implicative_of(s, head);
}

/* "It is important to note that ...": whoever says so has noted it. */
static bool is_noted(const syntax *s, uint32_t u, uint32_t head)
{
    const cue *c = s->known[head]->cue;
    uint32_t above = syntax_head(s, head);
    if (above != NOBODY && (s->known[above]->hedge || s->known[above]->verdict || is_too(s, above))) return false; /* "rash to say" */
    if (!c || (c->kind != CUE_SAY && c->kind != CUE_KNOW) || above == NOBODY || !syntax_is(s, u, REL(CCOMP)) ||
        !syntax_is_infinitive(s, head) || s->unit[above].upos != UPOS_ADJ || has_mark(s, u, STR("whether")))
        return false;
    return syntax_child(s, above, REL(EXPL)) != NOBODY || syntax_child_lemma(s, above, RELS_SUBJECT, STR("it")) != NOBODY;
}

static bool has_preposition(const syntax *s, uint32_t u, hs_str lemma)
{
    return syntax_is(s, u, RELS_OBLIQUE) && syntax_child_lemma(s, u, REL(CASE), lemma) != NOBODY;
}

/* What the head does to u; false when u stands on its own and nothing further up matters. */
static bool step(arena *a, const syntax *s, uint32_t u, uint32_t head, stance *st)
{
    uint8_t r = s->unit[u].relation;
    const implicative *i = implicative_of(s, head);
    if (has_mark(s, u, STR("whether")) || (r == REL_CCOMP && has_mark(s, u, STR("if")))) stance_lower(st, CERTAINTY_UNKNOWN);
    if (is_noted(s, u, head)) return false;
    if (has_preposition(s, u, STR("regardless")) || has_preposition(s, u, STR("irrespective"))) return stance_lower(st, CERTAINTY_UNKNOWN), false;
    if (is_too(s, head) && s->known[u]->cue && syntax_is_infinitive(s, u)) { /* "too early to say": it is left open */
        stance_hedge(a, st, CERTAINTY_UNKNOWN, s->unit[head].at);
        return true;
    }
    if (i && u == complement_of(s, head, i)) return step_complement(a, s, u, head, st), true;
    if (r == REL_CCOMP || r == REL_XCOMP || r == REL_CSUBJ || r == REL_CSUBJ_PASS || is_extraposed(s, u))
        return step_complement(a, s, u, head, st), true;
    if (r == REL_ADVCL || r == REL_ADVCL_RELCL) return step_adverbial(s, u, st), false;
    if (r == REL_ACL) return step_on_noun(a, s, u, head, st), !tells_apart(s, u, head);
    if (r == REL_ACL_RELCL && syntax_is_content_clause(s, u)) return step_on_noun(a, s, u, head, st), true;
    if (r == REL_ACL_RELCL || r == REL_APPOS || r == REL_PARATAXIS) return false;
    if (r == REL_NMOD && syntax_child_lemma(s, u, REL(CASE), STR("of")) != NOBODY)
        return step_on_noun(a, s, u, head, st), !is_granted(s, u, head);
    if (syntax_is(s, u, RELS_SUBJECT | REL(OBJ) | RELS_OBLIQUE))
        return step_argument(a, s, u, head, st) || !is_granted(s, u, head);
    return true;
}

/* A main clause that has an open condition beside it. */
static bool is_conditional(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(ADVCL)) && (has_mark(s, c, STR("if")) || has_mark(s, c, STR("unless")))) return true;
    return false;
}

/* "INTERVIEWER: Did G leave?": what is put behind a colon at the root is what is asked. */
static bool is_last_beside(const syntax *s, uint32_t u)
{
    while (syntax_head(s, u) != NOBODY && syntax_head(s, u) != s->root) u = s->unit[u].head;
    return syntax_is(s, u, REL(PARATAXIS) | RELS_RELATIVE) && u > s->root && s->root < s->low[u] &&
           str_eq(syntax_word(s, s->low[u] > s->root + 1 ? s->low[u] - 1 : s->low[u]), STR(":"));
}

stance stance_of(arena *a, const syntax *s, uint32_t u, uint32_t top)
{
    stance st = { .certainty = CERTAINTY_CERTAIN };
    stance_at(a, s, u, &st);
    uint32_t at = u;
    bool is_bound = true;
    while (at != top && is_bound) {
        uint32_t head = syntax_head(s, at);
        if (head == NOBODY) break;
        is_bound = step(a, s, at, head, &st);
        at = head;
    }
    st.is_apart = !is_bound;
    if (!is_bound && at == s->root && syntax_asks(s) && is_last_beside(s, u)) stance_lower(&st, CERTAINTY_UNKNOWN);
    if (!is_bound) return st;
    if (is_conditional(s, at)) stance_lower(&st, CERTAINTY_POSSIBLE);
    if (has_mark(s, at, STR("whether")) || (has_mark(s, at, STR("if")) && syntax_is(s, at, REL(CCOMP))))
        stance_lower(&st, CERTAINTY_UNKNOWN);
    if (at == s->root && syntax_asks(s)) stance_lower(&st, CERTAINTY_UNKNOWN);
    return st;
}
