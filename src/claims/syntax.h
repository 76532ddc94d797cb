/*
 * syntax.h - one sentence's tree, made ready for walking: children in order, membership in O(1), spans of subtrees.
 *
 *     said ──┬─ officials   children of a unit are linked in the order of the text;
 *            └─ supported   enter/leave number a walk from the root, so that "is u below top?" is two comparisons
 */
#ifndef CLAIMS_SYNTAX_H
#define CLAIMS_SYNTAX_H
#include "claims/lexicon.h"

/* A set of relations. */
#define REL(r) (UINT64_C(1) << (REL_##r))
_Static_assert(REL_COUNT <= 64, "a set of relations is one word");
#define RELS_SUBJECT     (REL(NSUBJ) | REL(NSUBJ_PASS))
#define RELS_ANY_SUBJECT (RELS_SUBJECT | REL(CSUBJ) | REL(CSUBJ_PASS))
#define RELS_OBLIQUE     (REL(OBL) | REL(OBL_AGENT) | REL(NMOD) | REL(OBL_UNMARKED) | REL(NMOD_UNMARKED))
#define RELS_RELATIVE    (REL(ACL_RELCL) | REL(ADVCL_RELCL))
#define RELS_ADVERBIAL   (REL(ADVCL) | REL(ADVCL_RELCL))

typedef struct {
    const claims_lexicon *lexicon;
    const page *page;
    const reading *reading;
    const unit *unit;
    uint32_t sentence, units, root;
    uint32_t *child, *sibling; /* first child, next sibling; NOBODY ends */
    uint32_t *enter, *leave;   /* numbers of a walk from the root */
    uint32_t *low, *high;      /* first and last unit of the subtree */
    uint64_t *below;           /* relations of the children, as a set */
    uint64_t *lemma;           /* hash_bytes of each unit's lemma */
    const word_entries **known; /* what the tables say of each unit */
    uint32_t *subject, *object; /* answers of syntax_subject and syntax_object + 2 (NOBODY: 1), once asked; 0: not yet */
    uint8_t *passive;           /* the same of syntax_is_passive: 1 no, 2 yes */
} syntax;

/* Makes a sentence ready.  Linear in its units. */
syntax *syntax_of(arena *, const claims_lexicon *, const page *, const reading *, uint32_t sentence);

/* True when the subtree of u has no gap. */
static inline bool syntax_is_whole(const syntax *s, uint32_t u)
{
    return (s->leave[u] - s->enter[u] + 1) / 2 == s->high[u] - s->low[u] + 1;
}
/* True when u is top or hangs below it. */
static inline bool syntax_below(const syntax *s, uint32_t u, uint32_t top)
{
    return s->enter[top] <= s->enter[u] && s->leave[u] <= s->leave[top];
}
/* A root has the relation root, whatever its tree calls it: so a unit with any other relation has a head. */
static inline bool syntax_is(const syntax *s, uint32_t u, uint64_t relations)
{
    return u != NOBODY && (relations >> (u == s->root ? REL_ROOT : s->unit[u].relation) & 1);
}
/* The unit's words as they stand in the text. */
static inline hs_str syntax_word(const syntax *s, uint32_t u)
{
    return span_words(s->page->text, s->unit[u].at);
}

static inline bool syntax_lemma(const syntax *s, uint32_t u, hs_str lemma)
{
    return u != NOBODY && s->unit[u].name == NOBODY && str_eq(s->unit[u].lemma, lemma);
}
static inline uint32_t syntax_head(const syntax *s, uint32_t u)
{
    return s->unit[u].head == UNIT_ROOT ? NOBODY : s->unit[u].head;
}

/* First child of u with one of the relations, or NOBODY. */
static inline uint32_t syntax_child(const syntax *s, uint32_t u, uint64_t relations)
{
    if (u == NOBODY || !(s->below[u] & relations)) return NOBODY;
    uint32_t c = s->child[u];
    while (!(relations >> s->unit[c].relation & 1)) c = s->sibling[c];
    return c;
}
static inline uint32_t syntax_child_lemma(const syntax *s, uint32_t u, uint64_t relations, hs_str lemma)
{
    if (u == NOBODY || !(s->below[u] & relations)) return NOBODY;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if ((relations >> s->unit[c].relation & 1) && syntax_lemma(s, c, lemma)) return c;
    return NOBODY;
}
/* The preposition of a phrase: first word of its case (or mark); NOBODY without one. */
uint32_t syntax_case(const syntax *, uint32_t u);
/* Child of u (a phrase or a clause) that is put to it by the preposition, or NOBODY. */
uint32_t syntax_prepositional(const syntax *, uint32_t u, hs_str preposition);

/* The cue that u is, with its particle or pronoun if a line of the lexicon has the two ("ruled out", "put it"), or NULL. */
const cue *syntax_cue(const syntax *, uint32_t u);

bool syntax_is_definite(const syntax *, uint32_t u); /* a noun with "the", "this" or an owner: what it names is taken as known */
bool syntax_is_passive(const syntax *, uint32_t u);
bool syntax_is_copular(const syntax *, uint32_t u); /* has a copula: "is an offshoot" */
bool syntax_is_infinitive(const syntax *, uint32_t u);
bool syntax_is_gerund(const syntax *, uint32_t u);
/* "Kept G from leaving", "quoted G as saying": a gerund behind the preposition, with the object before it as its doer. */
bool syntax_is_gerund_behind(const syntax *, uint32_t u, hs_str preposition);
/* Who is to do what the infinitive u says, of a verb that asks or makes somebody: "called on G to leave"; or NOBODY. */
uint32_t syntax_doer_asked(const syntax *, uint32_t u);
bool syntax_asks(const syntax *);                                       /* its last marks have a question mark */
bool syntax_is_clause(const syntax *, uint32_t u);                      /* a verb, or a predicate with a copula */
bool syntax_is_quoted(const syntax *, uint32_t u, uint32_t *quotation); /* stands inside a pair of quotation marks */

/* The doer of u, looked for at u, then by relative clause, coordination, control and participles; NOBODY if none. */
uint32_t syntax_subject(const syntax *, uint32_t u);
/* "Evidence of several G joining H": of a gerund on a noun, the one behind "of" that stands right before it; or NOBODY. */
uint32_t syntax_doer_of_noun(const syntax *, uint32_t u);
/* The one done to; for a participle on a noun, the noun. */
uint32_t syntax_object(const syntax *, uint32_t u);
/* "G, H and the good J": two units with one head that are parts of a list, though not coordinated in the tree. */
bool syntax_is_list_of(const syntax *, uint32_t first, uint32_t other);
/* The first of two subjects that stand before u: it belongs to the clause below ("the ferry, witnesses said, sank"). */
uint32_t syntax_spare_subject(const syntax *, uint32_t u);
/* "Has broken relations", read as if what is had were broken relations: the "has" of such a participle, else NOBODY. */
uint32_t syntax_perfect(const syntax *, uint32_t u);
/* "Stopped attacking convoys", read as if the convoys attacked: the verb that such a gerund completes, else NOBODY. */
uint32_t syntax_completed(const syntax *, uint32_t u);
/* A clause that tells what a noun says ("the claim that G armed H") leaves nothing out; a relative clause does. */
bool syntax_is_content_clause(const syntax *, uint32_t u);
/* A relative pronoun stands for its antecedent; anything else for itself. */
uint32_t syntax_antecedent(const syntax *, uint32_t u);
/* The other way round: the relative pronoun that stands for `antecedent` as subject in the clause that holds u ("G, who
 * denied it": of "denied" and G, "who"); else `antecedent`. */
uint32_t syntax_pronoun(const syntax *, uint32_t u, uint32_t antecedent);

/* The words of the units marked true in [low, high]: one span for each unbroken run, quotation marks and punctuation
 * at the ends of a run taken off. */
span_list syntax_spans(arena *, const syntax *, const bool *marked, uint32_t low, uint32_t high);
/* The words of units from `from` up to, not with, `to`, as one span; none when they are punctuation only. */
span_list syntax_span_of(arena *, const syntax *, uint32_t from, uint32_t to);
/* The words of u's subtree without the subtrees of `without` (NOBODY: all of it). */
span_list syntax_words(arena *, const syntax *, uint32_t u, uint32_t without);
/* The words of a noun phrase as an argument: the subtree without clauses on it, appositions, coordinated
 * phrases, parataxis and its own case. */
span_list syntax_phrase(arena *, const syntax *, uint32_t u);
/* The words that name a source: as syntax_phrase, but with coordinated phrases and identifying appositions. */
span_list syntax_source_words(arena *, const syntax *, uint32_t u);

#endif
