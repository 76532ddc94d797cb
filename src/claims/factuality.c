/*
 * factuality.c - what the tree around an event says about its having happened.
 *
 * Features look at the event's word, the words beside it, its children, and each clause above it with what stands
 * there (auxiliaries, negation, particles that open a clause): where factive and implicative verbs, plans, conditions
 * and hedges are.  A name is one constant: no feature can see whose it is.
 */
#include "claims/factuality.h"

#include "base/hash.h"
#include "claims/certainty.h"
#include "claims/frames.h"

/* Of what is plainly denied ("did not leave") half the judges of the data say that it happened: they took the denial
 * for the event.  Here it did not. */
static const double DENIED_MOST = -1;

enum { ABOVE_MOST = 5, WINDOW = 3, NEAR = 6, AUX_MOST = 6 };

/* Kinds of features; the numbers are part of the model's format. */
enum {
    F_BIAS, F_LEMMA, F_TAG, F_RELATION, F_LEMMA_RELATION, F_ENDING, F_AUXILIARIES, F_AUX_TAG,
    F_WINDOW = 16,         /* + offset + WINDOW */
    F_WINDOW_TAG = 32,     /* + offset + WINDOW */
    F_BEFORE = 48, F_BEHIND, F_CHILD, F_CHILD_LEMMA, F_SUBJECT, F_RULE, F_RULE_TAG, F_RULE_RELATION, F_MOOD, F_PATH,
    F_OPEN, F_OBJECT, F_LEMMA_AUX, F_RULE_LEMMA, F_PATH_AUX,
    F_ABOVE = 64,          /* + step * ABOVE_KINDS */
    ABOVE_KINDS = 8
};

static uint64_t word_hash(const syntax *s, uint32_t u)
{
    return s->unit[u].name != NOBODY ? 1 : hash_bytes(s->unit[u].lemma);
}

static uint64_t tag_hash(const syntax *s, uint32_t u)
{
    return s->unit[u].xpos.n ? hash_bytes(s->unit[u].xpos) : s->unit[u].upos;
}

static bool is_function_word(const syntax *s, uint32_t u)
{
    uint8_t p = s->unit[u].upos;
    return p == UPOS_AUX || p == UPOS_PART || p == UPOS_SCONJ || p == UPOS_ADV || p == UPOS_PRON || p == UPOS_DET ||
           p == UPOS_ADP || p == UPOS_CCONJ;
}

/* What a clause's small words say of it: "will", "not", "to", "if". */
#define RELS_SMALL                                                                                                     \
    (REL(AUX) | REL(AUX_PASS) | REL(COP) | REL(ADVMOD) | REL(MARK) | REL(CASE) | REL(DET) | REL(EXPL) | REL(CC))

/* The auxiliaries and "to", "not" of u in their order, as one: "will have been", "do not". */
static uint64_t auxiliaries(const syntax *s, uint32_t u)
{
    uint64_t h = 7;
    int n = 0;
    for (uint32_t c = s->child[u]; c != NOBODY && c < u && n < AUX_MOST; c = s->sibling[c])
        if (syntax_is(s, c, REL(AUX) | REL(AUX_PASS) | REL(COP) | REL(MARK)) || s->unit[c].upos == UPOS_PART)
            h = hash_u64(h ^ word_hash(s, c)), n++;
    return h;
}

static void around(const syntax *s, uint32_t u, linear_features *f)
{
    for (int k = -WINDOW; k <= WINDOW; k++) {
        int64_t at = (int64_t)u + k;
        bool is_in = at >= 0 && at < s->units;
        if (!k) continue;
        linear_feature(f, (uint32_t)(F_WINDOW + WINDOW + k), is_in ? word_hash(s, (uint32_t)at) : 0, 0);
        linear_feature(f, (uint32_t)(F_WINDOW_TAG + WINDOW + k), is_in ? tag_hash(s, (uint32_t)at) : 0, 0);
    }
    for (uint32_t at = u > NEAR ? u - NEAR : 0; at < s->units && at <= u + NEAR; at++)
        if (at != u && is_function_word(s, at)) linear_feature(f, at < u ? F_BEFORE : F_BEHIND, word_hash(s, at), 0);
}

static void below(const syntax *s, uint32_t u, linear_features *f)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        uint8_t r = s->unit[c].relation;
        if (r == REL_PUNCT) continue;
        linear_feature(f, F_CHILD, r, c < u);
        linear_feature(f, F_CHILD_LEMMA, r, word_hash(s, c));
        if (!syntax_is(s, c, RELS_SUBJECT | REL(OBJ))) continue;
        bool is_subject = syntax_is(s, c, RELS_SUBJECT);
        linear_feature(f, is_subject ? F_SUBJECT : F_OBJECT, tag_hash(s, c), 0);
        for (uint32_t d = s->child[c]; d != NOBODY; d = s->sibling[d]) /* "no one", "any troops" */
            if (syntax_is(s, d, REL(DET) | REL(NMOD_POSS)))
                linear_feature(f, is_subject ? F_SUBJECT : F_OBJECT, 1, word_hash(s, d));
    }
}

/* Each head above: its word with the relation that leads to it, its tense, its small words. */
static void above(const syntax *s, uint32_t u, linear_features *f)
{
    uint64_t path = 11;
    uint32_t at = u;
    for (uint32_t k = 0; k < ABOVE_MOST; k++) {
        uint32_t head = syntax_head(s, at), kind = F_ABOVE + (k < 2 ? k : 2) * ABOVE_KINDS;
        path = hash_u64(path + s->unit[at].relation);
        linear_feature(f, F_PATH, path, k);
        linear_feature(f, F_PATH_AUX, path, auxiliaries(s, u));
        if (head == NOBODY) break;
        linear_feature(f, kind, s->unit[at].relation, word_hash(s, head));
        linear_feature(f, kind + 1, s->unit[at].relation, tag_hash(s, head));
        linear_feature(f, kind + 2, auxiliaries(s, head), s->unit[at].relation);
        linear_feature(f, kind + 3, path, word_hash(s, head));
        linear_feature(f, kind + 6, auxiliaries(s, u), hash_u64(word_hash(s, head) + s->unit[at].relation));
        for (uint32_t c = s->child[head]; c != NOBODY; c = s->sibling[c]) {
            if (c == at) continue;
            if (syntax_is(s, c, RELS_SMALL)) {
                linear_feature(f, kind + 4, s->unit[at].relation, word_hash(s, c));
                linear_feature(f, F_OPEN, word_hash(s, c), 0);
            }
            if (syntax_is(s, c, RELS_SUBJECT)) linear_feature(f, kind + 5, word_hash(s, c), word_hash(s, head));
        }
        at = head;
    }
}

static bool asks(const syntax *s)
{
    return s->units && str_eq(syntax_word(s, s->units - 1), STR("?"));
}

static void by_rule(arena *a, const syntax *s, uint32_t u, linear_features *f)
{
    stance st = stance_of(a, s, u, s->root);
    uint64_t value = (uint64_t)st.certainty * 2 + st.is_denied;
    linear_feature(f, F_RULE, value, 0);
    linear_feature(f, F_RULE_TAG, value, tag_hash(s, u));
    linear_feature(f, F_RULE_RELATION, value, s->unit[u].relation);
    linear_feature(f, F_RULE_LEMMA, value, word_hash(s, u));
}

void factuality_features(arena *a, const syntax *s, uint32_t u, linear_features *f)
{
    hs_str lemma = s->unit[u].lemma;
    bool is_name = s->unit[u].name != NOBODY;
    linear_feature(f, F_BIAS, 0, 0);
    linear_feature(f, F_LEMMA, word_hash(s, u), 0);
    linear_feature(f, F_TAG, tag_hash(s, u), s->unit[u].upos);
    linear_feature(f, F_RELATION, s->unit[u].relation, tag_hash(s, u));
    linear_feature(f, F_LEMMA_RELATION, word_hash(s, u), s->unit[u].relation);
    linear_feature(f, F_ENDING, is_name || lemma.n < 4 ? 0 : hash_bytes(str_sub(lemma, lemma.n - 3, lemma.n)), 0);
    linear_feature(f, F_AUXILIARIES, auxiliaries(s, u), 0);
    linear_feature(f, F_AUX_TAG, auxiliaries(s, u), tag_hash(s, u));
    linear_feature(f, F_LEMMA_AUX, auxiliaries(s, u), word_hash(s, u));
    linear_feature(f, F_MOOD, asks(s), s->unit[u].relation);
    linear_feature(f, F_MOOD, 2 + (syntax_subject(s, u) != NOBODY), tag_hash(s, s->root));
    around(s, u, f);
    below(s, u, f);
    above(s, u, f);
    by_rule(a, s, u, f);
}

/* Where the half of a distribution over the bins lies, as a value: the guess with the least absolute error. */
static double middle_of(const double *p)
{
    double sum = 0;
    for (int k = 0; k < FACTUALITY_CLASSES; k++) {
        if (sum + p[k] >= 0.5) return k - 3 - 0.5 + (0.5 - sum) / p[k];
        sum += p[k];
    }
    return 3;
}

static double mean_of(const double *p)
{
    double sum = 0;
    for (int k = 0; k < FACTUALITY_CLASSES; k++) sum += p[k] * (k - 3);
    return sum;
}

/* What the rules alone would say: means over the training part of the data named in factuality.h. */
static double by_rules_alone(const stance *st)
{
    static const double value[2][4] = { { -0.3, 0.6, 1.2, 2.2 }, { -0.8, -1.0, -1.2, -2.2 } };
    return value[st->is_denied][st->certainty];
}

double factuality_of(arena *a, const syntax *s, uint32_t u)
{
    double p[LINEAR_CLASSES_MOST];
    stance st = stance_of(a, s, u, s->root);
    if (!s->lexicon->factuality) return by_rules_alone(&st);
    linear_features f = { .a = a };
    factuality_features(a, s, u, &f);
    linear_choose(s->lexicon->factuality, &f, p);
    double v = (middle_of(p) + mean_of(p)) / 2;
    if (st.is_denied && st.certainty >= CERTAINTY_PROBABLE && v > DENIED_MOST) v = DENIED_MOST;
    return v < -3 ? -3 : v > 3 ? 3 : v;
}

/* A participle by its form, whatever its tag: "the closing price", "grilled meat". */
static bool is_participle(const syntax *s, uint32_t u)
{
    hs_str w = syntax_word(s, u);
    return w.n > 4 && (str_ends(w, STR("ing")) || str_ends(w, STR("ed")));
}

bool factuality_is_event(const syntax *s, uint32_t u)
{
    uint64_t clauses = REL(ROOT) | REL(CCOMP) | REL(XCOMP) | RELS_ADVERBIAL | REL(ACL) | REL(ACL_RELCL) | REL(PARATAXIS) |
                       REL(CSUBJ) | REL(CSUBJ_PASS);
    uint8_t p = s->unit[u].upos;
    if (s->unit[u].name != NOBODY) return false;
    if (p == UPOS_VERB || syntax_is_copular(s, u)) return true;
    if (p == UPOS_AUX) return !syntax_is(s, u, REL(AUX) | REL(AUX_PASS) | REL(COP));
    if (p != UPOS_NOUN && p != UPOS_ADJ && p != UPOS_PROPN) return false;
    return frames_knows(s, u) || is_participle(s, u) || (p != UPOS_PROPN && syntax_is(s, u, clauses));
}

static event_mention mention_of(arena *a, const syntax *s, uint32_t u)
{
    stance st = stance_of(a, s, u, s->root);
    return (event_mention){ s->sentence, s->unit[u].at, s->unit[u].lemma,
                            st.is_denied ? POLARITY_DENY : POLARITY_ASSERT, st.certainty, factuality_of(a, s, u) };
}

event_mentions claims_events(arena *a, const claims_lexicon *l, const page *p, const reading *r)
{
    VEC(event_mention) out = { 0 };
    for (uint32_t i = 0; i < r->trees; i++) {
        const syntax *s = syntax_of(a, l, p, r, i);
        for (uint32_t u = 0; u < s->units; u++)
            if (factuality_is_event(s, u)) *VEC_ADD(a, &out) = mention_of(a, s, u);
    }
    return (event_mentions){ out.at, out.n };
}

uint32_t factuality_unit(const reading *r, span at, uint32_t *tree)
{
    for (uint32_t i = 0; i < r->trees; i++)
        for (uint32_t u = 0; u < r->tree[i].units; u++) {
            if (!span_meets(r->tree[i].unit[u].at, at)) continue;
            *tree = i;
            return u;
        }
    return NOBODY;
}

event_mentions claims_events_at(arena *a, const claims_lexicon *l, const page *p, const reading *r, span_list at)
{
    event_mention *out = TAKE(a, at.n + 1, event_mention);
    size_t n = 0;
    for (size_t i = 0; i < at.n; i++) {
        uint32_t tree, u = factuality_unit(r, at.at[i], &tree);
        if (u == NOBODY) continue;
        out[n] = mention_of(a, syntax_of(a, l, p, r, tree), u);
        out[n++].at = at.at[i];
    }
    return (event_mentions){ out, n };
}
