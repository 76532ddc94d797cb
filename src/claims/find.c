/*
 * find.c - a document's claims: every predicate, told by who owns it.
 *
 *     for each sentence:  its predicates  x  who owns each  x  coordinated doers and done-to  ->  claims
 *
 * What nobody else owns, the author owns.  A sentence that only asks or is a heading claims nothing.
 */
#include "claims/answers.h"
#include "claims/dyads.h"
#include "claims/predicates.h"
#include "claims/several.h"
#include "claims/times.h"
#include "claims/utterances.h"
#include "claims/wording.h"

enum {
    CONJUNCTS_MOST = 8, /* coordinated doers, or done-to, of one predicate */
    CHAIN_MOST = 8,     /* "A quotes B quoting C ..." */
    CLAIMS_MOST = 256   /* of one sentence */
};

typedef struct {
    arena *a;
    const claims_lexicon *lexicon;
    const document *about;
    const page *page;
    const attributions *as;
    actors *actors;
    VEC(claim) out;
    VEC(dyad_place) place; /* of each claim */
    VEC(uint32_t) owner;   /* of each claim: attribution or NOBODY */
    VEC(bool) apart;       /* of each claim: taken for granted, whatever is said around it */
    VEC(label) label;
} finder;

/* One predicate being told. */
typedef struct {
    const syntax *s;
    const lent *l;
    predicate p;
    proposition what;
    stance stance;
    uint32_t owner; /* attribution or NOBODY */
    bool turned;    /* the opposite is claimed: "contrary to what G says", "not G but H" */
} telling;

/* ---- parts of a claim
 * ---------------------------------------------------------------------------------------------------- */

static void set_frame(claim *c, const telling *t)
{
    const frame *f = t->what.frame;
    c->is_main = t->p.is_main;
    if (f) {
        c->frame = f->frame;
        c->cameo = f->cameo;
        c->plover = f->plover;
        for (size_t i = 0; i < SLOTS_MOST && f->patient[i].kind; i++) c->is_mutual |= f->patient[i].kind == SLOT_EACH;
    }
    c->predicate_lemma = t->s->unit[t->p.unit].lemma;
}

/* A name of a place, or "the town of" one. */
static bool names_place(const finder *f, const syntax *s, uint32_t u)
{
    static const hs_str kind[] = { STR_INIT("town"), STR_INIT("village"), STR_INIT("city"), STR_INIT("province"), STR_INIT("district"),
                                   STR_INIT("region"), STR_INIT("port"), STR_INIT("island"), STR_INIT("valley"), STR_INIT("state") };
    bool is_kind = false;
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) is_kind |= syntax_lemma(s, u, kind[i]);
    if (is_kind) u = syntax_prepositional(s, u, STR("of"));
    return u != NOBODY && s->unit[u].name != NOBODY && (is_kind || f->as->reading->name[s->unit[u].name].class == CLASS_PLACE);
}

/* A place is a phrase with a preposition of place whose head is a place's name, and neither doer nor done-to. */
static reference place_of(finder *f, const telling *t, uint32_t under)
{
    static const hs_str where[] = { STR_INIT("in"),     STR_INIT("at"),     STR_INIT("near"),   STR_INIT("on"),
                                    STR_INIT("across"), STR_INIT("inside"), STR_INIT("within"), STR_INIT("outside"),
                                    STR_INIT("around"), STR_INIT("from"),   STR_INIT("into") };
    const syntax *s = t->s;
    for (uint32_t c = s->low[under]; c <= s->high[under]; c++) {
        if (!syntax_is(s, c, RELS_OBLIQUE) || c == t->what.agent || c == t->what.patient || !names_place(f, s, c) || !syntax_below(s, c, under))
            continue;
        for (size_t i = 0; i < sizeof where / sizeof *where; i++)
            if (syntax_child_lemma(s, c, REL(CASE), where[i]) != NOBODY) return actors_reference(f->actors, s, c);
    }
    return (reference){ { NULL, 0 }, NOBODY };
}

/* "Up to 50 fighters", "20-30 people": a number begins its phrase, whatever a parser hung its first words on. */
static void keep_count(finder *f, hs_str text, quantity number, reference *r)
{
    if (span_is_empty(number.at) || !r->at.n || number.at.begin >= r->at.at[0].begin) return;
    bool is_next = number.at.end >= r->at.at[0].begin || !str_trim(str_sub(text, number.at.end, r->at.at[0].begin)).n;
    if (!is_next || number.at.end > r->at.at[0].end) return;
    span *at = TAKE(f->a, r->at.n, span);
    memcpy(at, r->at.at, r->at.n * sizeof *at);
    at[0].begin = number.at.begin;
    r->at.at = at;
}

static void set_circumstances(finder *f, claim *c, const telling *t)
{
    const syntax *s = t->s;
    bool is_noun = s->unit[t->p.unit].upos == UPOS_NOUN;
    c->time = times_find(s, t->p.unit, f->about->published);
    if (span_is_empty(c->time.at)) c->time = times_find(s, t->p.clause, f->about->published);
    c->place = place_of(f, t, t->p.unit);
    if (!c->place.at.n) c->place = place_of(f, t, t->p.clause);
    c->number = times_count(f->a, s, t->what.patient);
    keep_count(f, s->page->text, c->number, &c->patient);
    if (span_is_empty(c->number.at)) {
        c->number = times_count(f->a, s, t->what.agent);
        keep_count(f, s->page->text, c->number, &c->agent);
    }
    if (span_is_empty(c->number.at) && !is_noun) c->number = times_count(f->a, s, syntax_object(s, t->p.unit)); /* "sent 3,000 tons" */
    if (span_is_empty(c->number.at) && is_noun) c->number = times_count(f->a, s, t->p.unit);
}

static uint32_t outer_of(const finder *f, uint32_t at)
{
    const attribution *one = &f->as->at.at[at];
    if (one->passed_on) return one->passed_on - 1;
    return attributions_owner(f->as, f->as->sentence[one->sentence], one->head);
}

static bool holds_number(const uint32_t *list, uint32_t n, uint32_t one)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == one) return true;
    return false;
}

/* Who spoke to the author: the attributions around this one, outermost first.  "I" and "we" are nobody new. */
static void set_chain(finder *f, claim *c, uint32_t owner)
{
    source chain[CHAIN_MOST];
    uint32_t passed[2 * CHAIN_MOST + 1] = { owner }, steps = 1;
    size_t n = 0;
    for (uint32_t at = owner; n < CHAIN_MOST && steps <= 2 * CHAIN_MOST; steps++) {
        uint32_t outer = outer_of(f, at);
        if (outer == NOBODY || holds_number(passed, steps, outer)) break; /* broken trees let two quote each other */
        passed[steps] = outer;
        const source *inner = &f->as->at.at[at].source[0], *beyond = &f->as->at.at[outer].source[0];
        bool is_same = inner->who.actor != NOBODY && inner->who.actor == beyond->who.actor; /* "she said that she hoped" */
        if (inner->kind != SOURCE_AUTHOR && beyond->kind != SOURCE_AUTHOR && !is_same) chain[n++] = *beyond;
        at = outer;
    }
    source *swapped = TAKE(f->a, n + 1, source);
    for (size_t i = 0; i < n; i++) swapped[i] = chain[n - 1 - i];
    c->chain = swapped;
    c->chain_n = n;
}

/* "I" is the one who is being quoted, or the author; "he said that he believes": the one who says so. */
static source resolved(const finder *f, uint32_t owner, source s)
{
    const attribution *own = &f->as->at.at[owner];
    uint32_t outer = outer_of(f, owner), at = owner;
    if (s.kind != SOURCE_AUTHOR && s.who.actor == NOBODY && outer != NOBODY && f->as->at.at[outer].quote != QUOTE_DIRECT) {
        const source *o = &f->as->at.at[outer].source[0];
        if (actors_may_mean(f->actors, f->as->sentence[own->sentence], own->speaker, o->who.actor)) {
            s.kind = o->kind;
            s.who.actor = o->who.actor;
        }
    }
    for (int i = 0; i < CHAIN_MOST && s.kind == SOURCE_AUTHOR; i++) {
        at = outer_of(f, at);
        if (at == NOBODY) break;
        if (!s.who.at.n) s.who.at = f->as->at.at[at].source[0].who.at;
        s.kind = f->as->at.at[at].source[0].kind;
        s.who.actor = f->as->at.at[at].source[0].who.actor;
    }
    return s;
}

static span_list joined(arena *a, span_list x, span_list y)
{
    stance both = { 0 };
    for (size_t i = 0; i < x.n; i++) *VEC_ADD(a, &both.hedge) = x.at[i];
    for (size_t i = 0; i < y.n; i++) *VEC_ADD(a, &both.hedge) = y.at[i];
    return stance_hedges(a, &both);
}

static bool is_violence(const frame *f)
{
    return f && f->cameo.n >= 2 && (str_starts(f->cameo, STR("18")) || str_starts(f->cameo, STR("19")) || str_starts(f->cameo, STR("20")));
}

/* "Repudiated the murder": violence is deplored, not denied, but by the few words that deny deeds. */
static bool is_deplored(const telling *t, const attribution *at)
{
    return is_violence(t->what.frame) && at->doer == NOBODY && t->p.unit == at->top && !syntax_is_copular(t->s, at->top) && t->s->unit[at->top].upos == UPOS_NOUN && !(at->cue->content & CONTENT_DEED);
}

/* "Rejected violence, now that priests have been killed": a clause within the noun that is denied is not what is denied, nor is what
 * else he is quoted with. */
static bool is_apart_from_denied(const telling *t, const attribution *at)
{
    const syntax *s = t->s;
    if (at->sentence != s->sentence || at->top == NOBODY) return true;
    if (!syntax_below(s, t->p.unit, at->top)) return true;
    return s->unit[at->top].upos == UPOS_NOUN && !syntax_is_clause(s, at->top) && t->p.clause != at->top && syntax_below(s, t->p.clause, at->top) &&
           syntax_is_clause(s, t->p.clause);
}

/* What the cue adds: its side, its commitment, its own hedges and evidence. */
static void compose(finder *f, claim *c, const telling *t)
{
    const stance *own = &t->stance;
    bool denied = own->is_denied != t->turned;
    c->certainty = own->certainty;
    c->evidence = own->evidence;
    c->hedges = stance_hedges(f->a, own);
    c->evidence_at = stance_evidences(f->a, own);
    if (t->owner != NOBODY) {
        const attribution *at = &f->as->at.at[t->owner];
        certainty committed = at->cue ? at->cue->certainty : CERTAINTY_CERTAIN;
        effect when_denied = at->stance.is_denied ? stance_when_denied(f->as->sentence[at->sentence], at->head) : EFFECT_KEEP;
        if (when_denied == EFFECT_TURN && !own->is_apart) denied = !denied;
        else if (when_denied == EFFECT_POSSIBLE) committed = CERTAINTY_POSSIBLE;
        else if (at->stance.is_denied) committed = CERTAINTY_UNKNOWN;
        else if (at->cue && at->cue->polarity == POLARITY_DENY && !own->is_apart && !is_deplored(t, at) && !is_apart_from_denied(t, at))
            denied = !denied;
        if (at->stance.certainty < committed) committed = at->stance.certainty;
        if (committed < c->certainty) c->certainty = committed;
        if (at->stance.evidence > c->evidence) c->evidence = at->stance.evidence;
        c->hedges = joined(f->a, c->hedges, stance_hedges(f->a, &at->stance));
        c->evidence_at = joined(f->a, c->evidence_at, stance_evidences(f->a, &at->stance));
    }
    c->polarity = denied ? POLARITY_DENY : POLARITY_ASSERT;
}

static bool holds(span_list at, span inner)
{
    for (size_t i = 0; i < at.n; i++)
        if (span_holds(at.at[i], inner)) return true;
    return false;
}

static void set_attribution(finder *f, claim *c, const telling *t)
{
    const attribution *at = &f->as->at.at[t->owner];
    bool is_here = at->sentence == t->s->sentence && at->top != NOBODY;
    span_list clause = is_here ? at->content_at : syntax_words(f->a, t->s, t->p.clause, NOBODY);
    if (!clause.n) clause = span_one(f->a, t->s->unit[t->p.unit].at);
    c->cue = at->cue_at;
    if (at->cue) c->cue_lemma = at->cue->lemma;
    c->content = is_here || !holds(at->content_at, t->s->unit[t->p.unit].at) ? clause : at->content_at;
    c->quote = at->quote;
    c->at = span_hull(clause);
    if (is_here) c->at = span_join(span_join(c->at, span_hull(c->cue)), span_hull(at->source[0].who.at));
    set_chain(f, c, t->owner);
}

static void set_author(finder *f, claim *c, const telling *t)
{
    c->source = (source){ SOURCE_AUTHOR, { { NULL, 0 }, NOBODY } };
    c->content = syntax_words(f->a, t->s, t->p.clause, NOBODY);
    if (!c->content.n) c->content = span_one(f->a, t->s->unit[t->p.unit].at);
    c->at = span_hull(c->content);
}

/* ---- one claim, and its coordinated variants
 * --------------------------------------------------------------------------------- */

/* In his own words, between marks of quotation or behind a colon; not in "the prosecutors said I had lied". */
static bool is_verbatim(const page *p, const attribution *at)
{
    if (at->quote != QUOTE_INDIRECT || !at->content_at.n) return true;
    size_t begin = at->content_at.at[0].begin;
    while (begin && p->text.p[begin - 1] == ' ') begin--;
    return begin && p->text.p[begin - 1] == ':';
}

/* "I" and "we" in what somebody says are the one who says it. */
static void set_self(const finder *f, const telling *t, uint32_t unit, reference *r, const source *speaker)
{
    source unused;
    if (t->owner != NOBODY && !is_verbatim(f->page, &f->as->at.at[t->owner])) return;
    if (unit == NOBODY || r->actor != NOBODY || t->s->unit[unit].upos != UPOS_PRON || speaker->who.actor == NOBODY)
        return;
    if (actors_speaker(f->actors, t->s, unit, false, &unused) == SPEAKER_SELF) r->actor = speaker->who.actor;
}

/* "The minister said that he would leave": a subject that nobody tied to anybody is the one who says it, if it may be. */
static void set_speaker(const finder *f, const telling *t, uint32_t unit, reference *r, const source *speaker)
{
    bool is_indirect = t->owner != NOBODY && f->as->at.at[t->owner].quote != QUOTE_DIRECT;
    if (is_indirect && r->actor == NOBODY && actors_may_mean(f->actors, t->s, unit, speaker->who.actor))
        r->actor = speaker->who.actor;
}

/* "cleared G of the attack": what G is cleared of is none of G's words, though a parser may hang it there. */
static void leave_out_content(finder *f, const telling *t, uint32_t agent, reference *r)
{
    const attribution *at = t->owner == NOBODY ? NULL : &f->as->at.at[t->owner];
    if (!at || agent == NOBODY || at->doer == NOBODY || at->sentence != t->s->sentence || at->top == NOBODY) return;
    if (at->top == agent || !syntax_below(t->s, at->top, agent) || !holds(r->at, t->s->unit[at->top].at)) return;
    bool is_cue_below = at->head != agent && syntax_below(t->s, at->head, agent) && syntax_below(t->s, at->top, at->head);
    uint32_t cut = is_cue_below ? at->head : at->top; /* "found G guilty of the attack" */
    span kept = r->at.at[0];
    if (t->s->low[cut] > agent && t->s->unit[t->s->low[cut] - 1].at.end > kept.begin) kept.end = t->s->unit[t->s->low[cut] - 1].at.end;
    r->at = t->s->low[cut] > agent ? span_one(f->a, kept) : syntax_words(f->a, t->s, agent, cut);
}

/* "Accused G of the attack", told as the accusation itself: the same of the one accused. */
static void leave_out_told(finder *f, const telling *t, uint32_t patient, reference *r)
{
    for (uint32_t i = f->as->first[t->s->sentence]; patient != NOBODY && i < f->as->first[t->s->sentence + 1]; i++) {
        const attribution *at = &f->as->at.at[i];
        if (at->head != t->p.unit || at->doer != patient || at->top == NOBODY || at->top == patient) continue;
        if (!syntax_below(t->s, at->top, patient)) continue;
        span_list words = syntax_words(f->a, t->s, patient, at->top);
        if (words.n) r->at = words;
    }
}

/* "The involvement of G in H", with "in H" hung on G: G's words are his own. */
static void leave_out_other(finder *f, const syntax *s, uint32_t one, uint32_t other, reference *r)
{
    if (one == NOBODY || other == NOBODY || one == other || !syntax_below(s, other, one)) return;
    uint32_t top = other;
    while (syntax_head(s, top) != one) top = s->unit[top].head;
    if (!syntax_is(s, top, REL(NMOD)) || top < one || s->low[top] <= one) return;
    span *kept = TAKE(f->a, r->at.n + 1, span);
    size_t n = 0;
    uint32_t cut = s->unit[s->low[top]].at.begin, last = s->unit[s->low[top] - 1].at.end;
    for (size_t i = 0; i < r->at.n && r->at.at[i].begin < cut; i++) {
        kept[n] = r->at.at[i];
        if (kept[n].end > last) kept[n].end = last;
        n += !span_is_empty(kept[n]) && kept[n].begin < kept[n].end;
    }
    if (n) r->at = (span_list){ kept, n };
}

/* "Is thought to be behind the attack": what somebody is behind begins there. */
static void leave_out_copula(finder *f, const telling *t, reference *r)
{
    const syntax *s = t->s;
    if (s->unit[t->p.unit].upos != UPOS_ADP || t->p.unit + 1 >= s->units || !r->at.n) return;
    uint32_t from = s->unit[t->p.unit + 1].at.begin, end = r->at.at[r->at.n - 1].end;
    if (r->at.at[0].begin < from && from < end) r->at = span_one(f->a, (span){ from, end });
}

/* "Wants to leave", "pledged not to leave": what is wanted is said with its "to", and with its "not". */
static void keep_to(finder *f, const syntax *s, uint32_t patient, reference *r)
{
    uint32_t to = patient == NOBODY ? NOBODY : syntax_child_lemma(s, patient, REL(MARK), STR("to"));
    if (to == NOBODY || !r->at.n || !syntax_is_infinitive(s, patient) || s->unit[to].at.begin > r->at.at[0].begin) return;
    span *at = TAKE(f->a, r->at.n, span);
    memcpy(at, r->at.at, r->at.n * sizeof *at);
    uint32_t first = to;
    for (uint32_t c = s->child[patient]; c != NOBODY && c < to; c = s->sibling[c])
        if (c + 1 == to && s->known[c]->hedge && s->known[c]->hedge->negative) first = c;
    at[0].begin = s->unit[first].at.begin;
    r->at.at = at;
}

/* One attribution, or two of the same words by the same speaker. */
static bool is_same_owner(const finder *f, uint32_t a, uint32_t b)
{
    if (a == b || a == NOBODY || b == NOBODY) return a == b;
    const attribution *x = &f->as->at.at[a], *y = &f->as->at.at[b];
    return x->speaker == y->speaker && x->cue_at.n && y->cue_at.n && x->cue_at.at[0].begin == y->cue_at.at[0].begin;
}

/* Told before in this sentence, by another line of the same: "the crime was committed by G". */
static bool is_told(const finder *f, const claim *c, const dyad_place *place, uint32_t owner)
{
    for (size_t i = f->out.n; i-- > 0 && f->out.at[i].sentence == c->sentence;) {
        const claim *o = &f->out.at[i];
        const dyad_place *p = &f->place.at[i];
        if (is_same_owner(f, f->owner.at[i], owner) && p->agent == place->agent && p->patient == place->patient && str_eq(o->frame, c->frame) &&
            o->polarity == c->polarity && o->certainty == c->certainty && o->predicate.n == c->predicate.n && c->predicate.n &&
            !memcmp(o->predicate.at, c->predicate.at, c->predicate.n * sizeof *c->predicate.at))
            return true;
    }
    return false;
}

/* By value: growing moves what is kept already. */
static claim *keep(finder *f, claim c, dyad_place place, uint32_t owner, bool is_apart)
{
    *VEC_ADD(f->a, &f->place) = place;
    *VEC_ADD(f->a, &f->owner) = owner;
    *VEC_ADD(f->a, &f->apart) = is_apart;
    claim *one = VEC_ADD(f->a, &f->out);
    *one = c;
    return one;
}

/* "The two sides agreed": the claim told last, once for each of those that are meant. */
static void tell_each(finder *f, const telling *t, uint32_t agent, uint32_t patient)
{
    uint32_t who[CONJUNCTS_MOST], n = several_mean(f->actors, f->as->sentence, t->s, agent, who, CONJUNCTS_MOST);
    bool is_agent = n > 0;
    if (!is_agent) n = several_mean(f->actors, f->as->sentence, t->s, patient, who, CONJUNCTS_MOST);
    for (uint32_t i = 0; i < n; i++) {
        size_t last = f->out.n - 1;
        if (i) {
            keep(f, f->out.at[last], f->place.at[last], f->owner.at[last], f->apart.at[last]);
            last++;
        }
        reference *r = is_agent ? &f->out.at[last].agent : &f->out.at[last].patient;
        r->actor = who[i];
    }
}

/* "Supported itself", "killed himself": done to nobody else. */
static bool is_reflexive(const syntax *s, uint32_t u)
{
    if (u == NOBODY || s->unit[u].upos != UPOS_PRON) return false;
    hs_str word = syntax_word(s, u);
    return str_ends(word, STR("self")) || str_ends(word, STR("selves"));
}

static void add_claim(finder *f, const telling *t, uint32_t agent, uint32_t patient)
{
    if (is_reflexive(t->s, patient)) patient = NOBODY;
    claim c = { .sentence = t->s->sentence };
    if (t->owner == NOBODY) set_author(f, &c, t);
    else set_attribution(f, &c, t);
    compose(f, &c, t);
    set_frame(&c, t);
    c.predicate = frames_words(f->a, t->s, &t->what);
    if (!c.predicate.n) c.predicate = span_one(f->a, t->s->unit[t->p.unit].at);
    c.agent = actors_reference(f->actors, t->s, agent);
    c.patient = actors_reference(f->actors, t->s, patient);
    keep_to(f, t->s, patient, &c.patient);
    leave_out_copula(f, t, &c.patient);
    leave_out_content(f, t, agent, &c.agent);
    leave_out_other(f, t->s, agent, patient, &c.agent);
    leave_out_other(f, t->s, patient, agent, &c.patient);
    leave_out_told(f, t, patient, &c.patient);
    set_circumstances(f, &c, t);
    uint32_t sources = t->owner == NOBODY ? 1 : f->as->at.at[t->owner].sources;
    const attribution *owner = t->owner == NOBODY ? NULL : &f->as->at.at[t->owner];
    bool speaks_here = owner && owner->sentence == t->s->sentence;
    dyad_place place = { t->s, t->p.unit, agent, patient, speaks_here ? owner->speaker : NOBODY, t->what.light };
    if (is_told(f, &c, &place, t->owner)) return;
    for (uint32_t i = 0; i < sources; i++) {
        if (t->owner != NOBODY) c.source = resolved(f, t->owner, f->as->at.at[t->owner].source[i]);
        claim *one = keep(f, c, place, t->owner, t->stance.is_apart);
        set_self(f, t, agent, &one->agent, &one->source);
        set_self(f, t, patient, &one->patient, &one->source);
        set_speaker(f, t, agent, &one->agent, &one->source);
        tell_each(f, t, agent, patient);
    }
}

static bool is_denied_focus(const syntax *s, uint32_t focus)
{
    for (uint32_t c = s->child[focus]; c != NOBODY && c < focus; c = s->sibling[c]) {
        const hedge *h = s->known[c]->hedge;
        if (h && h->negative) return true;
    }
    return false;
}

static bool are_same_words(const syntax *s, uint32_t u, uint32_t v)
{
    return str_eq(syntax_word(s, u), syntax_word(s, v));
}

/* The attribution by a word before the doer that makes open who did it ("suspected rebels"), or NOBODY. */
static uint32_t doubts_doer(const finder *f, const telling *t, uint32_t doer)
{
    for (uint32_t n = f->as->top[t->s->sentence][doer]; n != NOBODY; n = f->as->at.at[n].next)
        if (f->as->at.at[n].cue->kind == CUE_ALLEGE && f->as->at.at[n].cue->content & CONTENT_DOER && n != t->owner) return n;
    return NOBODY;
}

/* "Kidnapped, apparently by G": an adverb beside the doer. */
static const unit *hedges_doer(const syntax *s, uint32_t doer)
{
    for (uint32_t c = s->child[doer]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(ADVMOD)) && s->known[c]->hedge && !s->known[c]->hedge->negative && s->known[c]->hedge->certainty < CERTAINTY_CERTAIN)
            return &s->unit[c];
    return NULL;
}

/* Who did it is open, that it was done is not: "suspected rebels killed the mayor" is somebody's suspicion of rebels, and the
 * mayor was killed.  False when nothing makes it open. */
static bool add_doubted(finder *f, const telling *t, uint32_t agent, uint32_t patient)
{
    uint32_t doubt = t->owner != NOBODY && f->as->at.at[t->owner].doer == agent ? NOBODY : doubts_doer(f, t, agent);
    const unit *adverb = t->what.frame ? hedges_doer(t->s, agent) : NULL;
    if (doubt == NOBODY && !adverb) return false;
    telling open = *t;
    if (doubt != NOBODY) open.owner = doubt;
    else stance_hedge(f->a, &open.stance, lexicon_hedge(f->lexicon, adverb)->certainty, adverb->at);
    size_t first = f->out.n;
    add_claim(f, &open, agent, patient);
    for (size_t i = first; i < f->out.n && doubt != NOBODY; i++) f->out.at[i].content = syntax_words(f->a, t->s, t->p.clause, NOBODY);
    if (patient != NOBODY) add_claim(f, t, NOBODY, patient);
    return true;
}

/* One claim for each pair of coordinated doer and done-to. */
static void add_claims(finder *f, const telling *t)
{
    uint32_t agents[CONJUNCTS_MOST], patients[CONJUNCTS_MOST];
    uint32_t n = frames_conjuncts(t->s, t->what.agent, agents, CONJUNCTS_MOST);
    uint32_t m = frames_conjuncts(t->s, t->what.patient, patients, CONJUNCTS_MOST);
    bool each_other = n && t->what.agent == t->what.patient;
    for (uint32_t i = 0; i < (n ? n : 1); i++) {
        telling one = *t;
        if (n > 1 && is_denied_focus(t->s, agents[i])) one.turned = !one.turned; /* "G and not H did it" */
        for (uint32_t k = 0; k < (m ? m : 1); k++)
            if (!(each_other && (i == k || are_same_words(t->s, agents[i], patients[k]))) &&
                !(n && add_doubted(f, &one, agents[i], m ? patients[k] : NOBODY)))
                add_claim(f, &one, n ? agents[i] : NOBODY, m ? patients[k] : NOBODY);
    }
}

/* For every attribution with this content: "acknowledged by G and confirmed by H", "denied reports that". */
static void tell(finder *f, telling *t)
{
    add_claims(f, t);
    if (t->owner == NOBODY) return;
    for (uint32_t n = f->as->at.at[t->owner].next; n != NOBODY; n = f->as->at.at[n].next) {
        if (f->as->at.at[n].cue->kind == CUE_CONTRARY || f->as->at.at[n].only_passes) continue;
        t->owner = n;
        add_claims(f, t);
    }
}

/* ---- contrast
 * ------------------------------------------------------------------------------------------------------------------ */

/* The attribution by "contrary to" that stands over u's clause, or NOBODY. */
static uint32_t contrary(const finder *f, const syntax *s, uint32_t u)
{
    for (uint32_t at = u; at != NOBODY; at = syntax_head(s, at))
        for (uint32_t n = f->as->top[s->sentence][at]; n != NOBODY; n = f->as->at.at[n].next)
            if (f->as->at.at[n].cue->kind == CUE_CONTRARY &&
                !(f->as->at.at[n].is_inside && syntax_below(s, u, f->as->at.at[n].inside)))
                return n;
    return NOBODY;
}

/* The other side of a contrast: it says the opposite of what t says. */
static void tell_opposite(finder *f, const telling *t, uint32_t speaker)
{
    telling other = *t;
    other.owner = speaker;
    other.turned = true;
    add_claims(f, &other);
}

/* "It is not G but H who did it": one claim for each focus. */
static void tell_cleft(finder *f, telling *t, uint32_t focus, uint32_t clause)
{
    const syntax *s = t->s;
    uint32_t list[CONJUNCTS_MOST], n = frames_conjuncts(s, focus, list, CONJUNCTS_MOST);
    uint32_t other = contrary(f, s, focus), gap = s->unit[clause].head;
    telling one = *t;
    one.p.unit = predicates_core(s, t->l, clause);
    one.p.clause = focus;
    one.what = frames_read(s, t->l, one.p.unit);
    stance st = stance_of(f->a, s, one.p.unit, clause);
    bool any_denied = false;
    for (uint32_t i = 0; i < n; i++) any_denied |= is_denied_focus(s, list[i]);
    for (uint32_t i = 0; i < n; i++) {
        telling here = one;
        bool denied = is_denied_focus(s, list[i]);
        here.stance = st;
        here.stance.is_denied = st.is_denied != denied;
        bool is_open = here.what.agent == gap || here.what.agent == NOBODY || predicates_is_relative(s, here.what.agent);
        for (uint32_t k = 0; k < n; k++) is_open |= here.what.agent == list[k];
        if (is_open)
            here.what.agent = list[i];
        else if (here.what.patient == gap) here.what.patient = list[i];
        here.owner = attributions_owner(f->as, s, focus);
        /* Coordination is unfolded here: each focus alone. */
        add_claim(f, &here, here.what.agent, here.what.patient);
        if (other == NOBODY || (any_denied && !denied)) continue;
        here.owner = other;
        here.turned = true;
        add_claim(f, &here, here.what.agent, here.what.patient);
    }
}

/* ---- sentences
 * ------------------------------------------------------------------------------------------------------------------ */

/* "Denied any involvement in the attack", "admitted the killing of H": his own, unless it says whose. */
static void lend_speaker(const finder *f, telling *t)
{
    static const hs_str share[] = { STR_INIT("responsible-for"), STR_INIT("claims-responsibility"), STR_INIT("linked-to") };
    const attribution *at = &f->as->at.at[t->owner];
    if (!at->cue || at->top != t->p.unit || at->sentence != t->s->sentence || t->what.agent != NOBODY || !t->what.frame) return;
    bool is_own = at->cue->content & CONTENT_DEED && is_violence(t->what.frame);
    for (size_t i = 0; i < sizeof share / sizeof *share; i++)
        is_own |= at->cue->kind == CUE_DENY && str_eq(t->what.frame->frame, share[i]);
    if (is_own && at->speaker != t->what.patient && t->s->unit[at->top].upos == UPOS_NOUN) t->what.agent = at->speaker;
}

/* "accused G of plotting": G plots, unless the content says who does. */
static void lend_doer(const finder *f, telling *t)
{
    if (t->owner == NOBODY) return;
    lend_speaker(f, t);
    const attribution *at = &f->as->at.at[t->owner];
    const syntax *s = t->s;
    if (at->doer == NOBODY || at->sentence != s->sentence || at->top == NOBODY) return;
    bool is_core = predicates_core(s, t->l, at->top) == t->p.unit ||
                   (syntax_is(s, t->p.unit, REL(CONJ)) && s->unit[t->p.unit].head == at->top);
    if (is_core && syntax_child(s, t->p.unit, RELS_SUBJECT) == NOBODY && at->doer != t->p.unit) {
        if (t->what.patient == at->doer) t->what.patient = NOBODY;
        t->what.agent = syntax_antecedent(s, at->doer);
    }
}

/* "Blamed G for it", "suspects G of the affair": what the words mean stands elsewhere, but that G did it is said here. */
static void charge(const finder *f, telling *t)
{
    static const unit responsible = { .lemma = STR_INIT("responsible"), .upos = UPOS_ADJ, .name = NOBODY };
    const attribution *at = t->owner == NOBODY ? NULL : &f->as->at.at[t->owner];
    const syntax *s = t->s;
    uint32_t u = t->p.unit;
    bool is_charge = at && at->cue && at->cue->kind == CUE_ACCUSE && at->cue->content & ~(uint32_t)CONTENT_FOR && at->doer != NOBODY && at->top == u;
    if (!is_charge || t->what.frame || at->sentence != s->sentence) return;
    if (s->unit[u].upos != UPOS_PRON && !(s->unit[u].upos == UPOS_NOUN && syntax_is_definite(s, u))) return;
    const frame *line = lexicon_frame(f->lexicon, &responsible);
    while (line && str_starts(line->frame, STR("light"))) line = line->next == NOBODY ? NULL : &f->lexicon->frame[line->next];
    t->what.frame = line;
    if (line) t->what.patient = u;
}

/* "G was implicated in the attack", told as what it says of G: that is the accuser's, not of whoever tells of the accusing. */
static uint32_t accuser(const finder *f, const telling *t)
{
    const syntax *s = t->s;
    for (uint32_t i = f->as->first[s->sentence]; t->what.agent != NOBODY && i < f->as->first[s->sentence + 1]; i++) {
        const attribution *at = &f->as->at.at[i];
        if (at->head == t->p.unit && at->doer == t->what.agent) return i;
    }
    return NOBODY;
}

static void tell_predicate(finder *f, const syntax *s, const lent *l, predicate p)
{
    telling t = { .s = s, .l = l, .p = p };
    t.owner = attributions_owner(f->as, s, p.unit);
    t.what = frames_read(s, l, p.unit);
    uint32_t top = s->root, by = accuser(f, &t);
    if (by != NOBODY) t.owner = by;
    if (t.owner != NOBODY && f->as->at.at[t.owner].sentence == s->sentence && f->as->at.at[t.owner].top != NOBODY)
        top = f->as->at.at[t.owner].top;
    bool is_behind = s->unit[p.unit].upos == UPOS_ADP && p.unit != s->root; /* "was not behind the attack": the clause is its noun's */
    t.stance = stance_of(f->a, s, is_behind ? syntax_head(s, p.unit) : p.unit, top);
    if (t.owner == NOBODY && syntax_asks(s) && t.stance.certainty == CERTAINTY_UNKNOWN) return;
    lend_doer(f, &t);
    charge(f, &t);
    tell(f, &t);
    uint32_t other = p.is_main ? contrary(f, s, p.unit) : NOBODY;
    if (other != NOBODY) tell_opposite(f, &t, other);
}

/* The relative clause of a cleft is told with its foci, not on its own. */
static bool is_cleft_clause(const syntax *s, const lent *l, uint32_t focus, uint32_t unit)
{
    uint32_t clause = focus == NOBODY ? NOBODY : predicates_cleft(s, focus);
    return clause != NOBODY && predicates_core(s, l, clause) == unit;
}

/* The first focus of a cleft sentence, or NOBODY. */
static uint32_t cleft_focus(const syntax *s)
{
    for (uint32_t u = 0; u < s->units; u++)
        if (syntax_is_copular(s, u) && predicates_cleft(s, u) != NOBODY) return u;
    return NOBODY;
}

/* A clause with a subject stands somewhere in the sentence: it says something. */
static bool has_clause(const syntax *s)
{
    for (uint32_t u = 0; u < s->units; u++)
        if (syntax_is_clause(s, u) && syntax_child(s, u, RELS_ANY_SUBJECT | REL(EXPL)) != NOBODY) return true;
    return false;
}

/* "Denied the accusation": what the accusation said, turned. */
static void answer(finder *f, uint32_t n)
{
    enum { ANSWERED_MOST = 16 };
    uint32_t which[ANSWERED_MOST];
    const attribution *at = &f->as->at.at[n];
    source by = at->sources ? resolved(f, n, at->source[0]) : (source){ SOURCE_UNNAMED, { { NULL, 0 }, NOBODY } };
    uint32_t found = answers_find(f->as, n, &by, (told_claims){ f->out.at, f->owner.at, (uint32_t)f->out.n }, which, ANSWERED_MOST);
    for (uint32_t i = 0; i < found; i++) {
        claim c = f->out.at[which[i]];
        dyad_place place = f->place.at[which[i]];
        bool turns = at->cue->polarity == POLARITY_DENY;
        if (turns && f->apart.at[which[i]]) continue; /* "the murder" in "the investigation of the murder": nobody spoke of that */
        if (turns) c.polarity = c.polarity == POLARITY_DENY ? POLARITY_ASSERT : POLARITY_DENY;
        c.sentence = at->sentence;
        c.source = by;
        c.cue = at->cue_at;
        c.cue_lemma = at->cue->lemma;
        c.content = at->content_at;
        c.at = span_join(span_join(span_hull(c.cue), span_hull(c.content)), span_hull(by.who.at));
        c.quote = at->quote;
        c.certainty = at->stance.certainty < at->cue->certainty ? at->stance.certainty : at->cue->certainty;
        c.hedges = stance_hedges(f->a, &at->stance);
        c.evidence = at->stance.evidence;
        c.evidence_at = stance_evidences(f->a, &at->stance);
        set_chain(f, &c, n);
        place.speaker = NOBODY;
        keep(f, c, place, n, false);
    }
}

static void read_sentence(finder *f, const syntax *s)
{
    if (!s->units || f->page->sentence[s->sentence].is_heading) return;
    lent l = frames_lent(f->a, s);
    predicates ps = predicates_of(f->a, f->as, s, &l);
    uint32_t focus = cleft_focus(s);
    size_t first = f->out.n;
    if (focus != NOBODY) tell_cleft(f, &(telling){ .s = s, .l = &l }, focus, predicates_cleft(s, focus));
    for (uint32_t i = 0; i < ps.n && f->out.n - first < CLAIMS_MOST; i++)
        if (!is_cleft_clause(s, &l, focus, ps.at[i].unit)) tell_predicate(f, s, &l, ps.at[i]);
    for (uint32_t n = f->as->first[s->sentence]; n < f->as->first[s->sentence + 1] && f->out.n - first < CLAIMS_MOST; n++)
        answer(f, n);
    /* Nothing was understood, but something is said: whoever owns the root says it. */
    if (f->out.n == first && !syntax_asks(s) && has_clause(s)) tell_predicate(f, s, &l, (predicate){ s->root, s->root, true });
}

/* ---- wording
 * ------------------------------------------------------------------------------------------------------------------ */

/* Judging words for somebody who is known, with who uses them. */
static void read_wording(finder *f, const syntax *s)
{
    for (uint32_t u = 0; u < s->units; u++) {
        uint32_t about = wording_about(s, u);
        if (about == NOBODY) continue;
        reference of = actors_reference(f->actors, s, about);
        if (of.actor == NOBODY) continue;
        uint32_t owner = attributions_owner(f->as, s, u);
        source speaker = { SOURCE_AUTHOR, { { NULL, 0 }, NOBODY, { 0 } } };
        if (owner != NOBODY) speaker = resolved(f, owner, f->as->at.at[owner].source[0]);
        *VEC_ADD(f->a, &f->label) = (label){ s->unit[u].at, s->sentence, s->unit[u].lemma,
                                             s->known[u]->label->is_for, of, speaker };
    }
}

/* Of those, the words about somebody with a name: a "terrorist group" that is none in particular is nobody's label. */
static void set_labels(finder *f, findings *out)
{
    for (size_t i = 0; i < f->label.n; i++) {
        const actor *of = &out->actor[f->label.at[i].of.actor];
        if (of->is_named || of->parent != NOBODY) f->label.at[out->labels++] = f->label.at[i];
    }
    out->label = f->label.at;
}

const findings *claims_find(arena *a, const claims_lexicon *l, const document *about, const page *p, const reading *r)
{
    syntax **sentence = TAKE(a, (size_t)r->trees + 1, syntax *);
    for (uint32_t i = 0; i < r->trees; i++) sentence[i] = syntax_of(a, l, p, r, i);
    actors *who = actors_of(a, l, p, r, sentence);
    finder f = { a, l, about, p, attributions_of(a, l, p, r, sentence, who), who, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };
    for (uint32_t i = 0; i < r->trees; i++) {
        read_sentence(&f, sentence[i]);
        read_wording(&f, sentence[i]);
    }
    findings *out = TAKE(a, 1, findings);
    out->claim = f.out.at;
    out->claims = (uint32_t)f.out.n;
    utterances_list(f.as, out);
    actors_finish(who, out);
    set_labels(&f, out);
    dyads_code(a, l, about->published, out, f.out.at, f.place.at);
    return out;
}
