/*
 * learnt_cue.c - is this unit a cue, and which words around it belong to it?
 */
#include "claims/learnt.h"

#include "base/hash.h"

/* Kinds of features; the numbers are part of the model's format. */
enum {
    C_BIAS,
    C_LEMMA,
    C_TAG,
    C_RELATION,
    C_WORD,
    C_WORD_RELATION,
    C_OPEN,
    C_FORM,
    C_ROW,
    C_ROW_CONTENT,
    C_RULE,
    C_RULE_LEMMA,
    C_CHILD,
    C_CHILD_WORD,
    C_CHILD_LEMMA,
    C_MARK,
    C_MARK_WORD,
    C_SUBJECT,
    C_SUBJECT_WORD,
    C_OBJECT,
    C_OBJECT_WORD,
    C_CASE,
    C_CASE_LEMMA,
    C_CASE_WORD,
    C_SIGNATURE,
    C_SIGNATURE_WORD,
    C_SIGNATURE_ROW,
    C_HEAD,
    C_HEAD_WORD,
    C_HEAD_LEMMA,
    C_QUOTE,
    C_QUOTE_WORD,
    C_AUX,
    C_PASSIVE,
    C_PLACE,
    C_NEIGHBOUR = 40,
    C_NEIGHBOUR_TAG = 48,
    C_SIGNATURE_LEMMA = 56,
    C_SIGNATURE_OPEN,
    C_OPEN_SUBJECT,
    C_DOMAIN,
    C_SIGNATURE_SUBJECT,
    C_RULE_SIGNATURE,
    C_PARTICLE,
    C_FAMILY,
    C_FAMILY_SIGNATURE,
    C_FAMILY_SUBJECT,
    C_FAMILY_CASE,
    X_BIAS = 64,
    X_PATH,
    X_PATH_LEMMA,
    X_LEMMA,
    X_PAIR,
    X_TAG,
    X_PLACE,
    X_PATH_TAG,
    X_WORD,
    X_BETWEEN,
    X_DOMAIN,
    X_PAIR_PATH,
    X_ROW
};

/* Fields of WordNet of the word with its part of speech. */
static uint64_t word_kind(const learnt_view *v, uint32_t u)
{
    uint8_t p = v->s->unit[u].upos;
    uint64_t field = p == UPOS_VERB ? v->unit[u].of_lemma.verb : p == UPOS_NOUN ? v->unit[u].of_lemma.noun : 0;
    return (uint64_t)p << 8 | field;
}

static uint64_t row_kind(const learnt_view *v, uint32_t u)
{
    const cue *c = v->row[u];
    return c ? 1 + (uint64_t)c->kind : 0;
}

/* ---- what hangs on a unit, as one word ------------------------------------------------------------------------- */

enum {
    HAS_SUBJECT = 1,
    HAS_OBJECT = 2,
    HAS_CLAUSE = 4,
    HAS_THAT = 8,
    HAS_INFINITIVE = 16,
    HAS_XCOMP = 32,
    HAS_BESIDE = 64,
    HAS_QUOTED = 128,
    HAS_OBLIQUE = 256,
    IS_BESIDE = 512,
    IS_QUOTED = 1024,
    HAS_OWNER = 2048,
    HAS_ACL = 4096,
    IS_PASSIVE = 8192,
    QUOTE_BEFORE = 16384,
    QUOTE_BEHIND = 32768,
    IS_AS = 65536,
    HAS_QUESTION = 131072,
    IS_RELATIVE = 262144
};

static uint32_t of_child(const learnt_view *v, uint32_t u, uint32_t c)
{
    const syntax *s = v->s;
    uint32_t has = 0;
    if (syntax_is(s, c, RELS_ANY_SUBJECT)) has |= HAS_SUBJECT;
    if (syntax_is(s, c, REL(OBJ) | REL(IOBJ))) has |= HAS_OBJECT;
    if (syntax_is(s, c, REL(CCOMP))) has |= HAS_CLAUSE;
    if (syntax_is(s, c, REL(XCOMP))) has |= syntax_is_infinitive(s, c) ? HAS_INFINITIVE : HAS_XCOMP;
    if (syntax_is(s, c, REL(PARATAXIS))) has |= HAS_BESIDE;
    if (syntax_is(s, c, RELS_OBLIQUE)) has |= HAS_OBLIQUE;
    if (syntax_is(s, c, REL(NMOD_POSS))) has |= HAS_OWNER;
    if (syntax_is(s, c, REL(ACL) | RELS_RELATIVE)) has |= HAS_ACL;
    if (syntax_is(s, c, REL(CCOMP) | REL(ACL) | REL(ADVCL)) &&
        syntax_child_lemma(s, c, REL(MARK), STR("that")) != NOBODY)
        has |= HAS_THAT;
    if (syntax_is(s, c, REL(CCOMP) | REL(ACL) | REL(ADVCL)) &&
        (syntax_child_lemma(s, c, REL(MARK), STR("whether")) != NOBODY))
        has |= HAS_QUESTION;
    if (v->quotation[c] != NOBODY && v->quotation[u] == NOBODY) has |= HAS_QUOTED;
    return has;
}

/* Quoted words end shortly before the unit, or begin shortly behind it. */
static uint32_t quoted_near(const learnt_view *v, uint32_t u)
{
    uint32_t has = 0;
    if (!v->any_quoted || v->quotation[u] != NOBODY) return 0;
    for (uint32_t k = 1; k <= LEARNT_NEAR + 2; k++) {
        if (u >= k && v->quotation[u - k] != NOBODY) has |= QUOTE_BEFORE;
        if (u + k < v->s->units && v->quotation[u + k] != NOBODY) has |= QUOTE_BEHIND;
    }
    return has;
}

static uint32_t signature_of(const learnt_view *v, uint32_t u)
{
    const syntax *s = v->s;
    uint32_t has = quoted_near(v, u);
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) has |= of_child(v, u, c);
    if (syntax_is(s, u, REL(PARATAXIS))) has |= IS_BESIDE;
    if (syntax_is(s, u, RELS_RELATIVE)) has |= IS_RELATIVE;
    if (v->quotation[u] != NOBODY) has |= IS_QUOTED;
    if (syntax_is(s, u, REL(ADVCL)) && syntax_child_lemma(s, u, REL(MARK), STR("as")) != NOBODY) has |= IS_AS;
    if (syntax_is_passive(s, u)) has |= IS_PASSIVE;
    return has;
}

/* ---- cue or none ----------------------------------------------------------------------------------------------- */

/* Numbers of lexnames(5WN) + 1. */
enum { VERB_COMPETITION = 34, VERB_EMOTION = 38, VERB_SOCIAL = 42, NOUN_FEELING = 13 };

/* A feeling, a fight or a dealing with others that has an object: "resents the toll", "backs him", "overturned it". */
static bool takes_sides(const learnt_view *v, uint32_t u)
{
    uint8_t field = v->unit[u].of_lemma.verb & (LEARNT_COMMUNICATION - 1);
    return (field == VERB_EMOTION || field == VERB_COMPETITION || field == VERB_SOCIAL) &&
           syntax_child(v->s, u, REL(OBJ) | REL(OBL_AGENT) | REL(NSUBJ_PASS)) != NOBODY;
}

/* "The refusal to leave", "the hope that it rains". */
static bool has_clause(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(ACL) | REL(CCOMP)) && syntax_child(s, c, REL(MARK)) != NOBODY) return true;
    return false;
}

static bool noun_may_be(const learnt_view *v, uint32_t u)
{
    const syntax *s = v->s;
    uint8_t noun = v->unit[u].of_lemma.noun;
    bool is_of_mind =
        noun & (LEARNT_COMMUNICATION | LEARNT_COGNITION) || (noun & (LEARNT_COMMUNICATION - 1)) == NOUN_FEELING;
    return v->row[u] || has_clause(s, u) ||
           (is_of_mind &&
            syntax_child(s, u, REL(ACL) | RELS_RELATIVE | REL(CCOMP) | REL(NMOD) | REL(NMOD_POSS) | REL(COP)) !=
                NOBODY);
}

/* Of speech or thought by a table or by its field, or with a clause or a quotation that it may govern, or one that takes
 * sides.  What is left is a cue once in a hundred times; without words that WordNet knows, any verb may be. */
static bool verb_may_be(const learnt_view *v, uint32_t u)
{
    const syntax *s = v->s;
    uint8_t field = v->unit[u].of_lemma.verb;
    return !field || takes_sides(v, u) || field & (LEARNT_COMMUNICATION | LEARNT_COGNITION) || v->any_quoted ||
           syntax_is(s, u, REL(PARATAXIS)) || syntax_child(s, u, REL(CCOMP) | REL(XCOMP) | REL(PARATAXIS)) != NOBODY ||
           v->row[u];
}

/* Verbs and other words that a table, a rule, a field of words or what hangs on them gives a chance. */
bool learnt_may_be_cue(const learnt_view *v, uint32_t u)
{
    const syntax *s = v->s;
    const unit *at = &s->unit[u];
    if (at->name != NOBODY) return false;
    if (v->rule[u] != NOBODY) return true;
    switch (at->upos) {
    case UPOS_VERB: return verb_may_be(v, u);
    case UPOS_NOUN: return noun_may_be(v, u);
    case UPOS_ADJ:
        return v->row[u] || (syntax_is(s, u, REL(AMOD)) && lexicon_participle(s->lexicon, at, s->page->text)) ||
               syntax_child(s, u, REL(CCOMP) | REL(XCOMP) | REL(ADVCL) | RELS_OBLIQUE) != NOBODY;
    case UPOS_ADV: return v->row[u] || str_ends(at->lemma, STR("edly"));
    case UPOS_ADP:
    case UPOS_SCONJ: return v->row[u];
    default: return false;
    }
}

static void cue_children(const learnt_view *v, uint32_t u, uint64_t word, uint64_t form, linear_features *f)
{
    const syntax *s = v->s;
    uint64_t lemma = v->unit[u].lemma;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        uint8_t r = s->unit[c].relation;
        if (r == REL_PUNCT || r == REL_CONJ || r == REL_CC) continue;
        linear_put(f, C_CHILD, r, c < u);
        linear_put(f, C_CHILD_WORD, r, word);
        linear_put(f, C_CHILD_LEMMA, r, lemma);
        if (syntax_is(s, c, REL(AUX) | REL(AUX_PASS) | REL(COP) | REL(ADVMOD)))
            linear_put(f, C_AUX, v->unit[c].lemma, r);
        if (syntax_is(s, c, REL(COMPOUND_PRT))) linear_put(f, C_PARTICLE, v->unit[c].lemma, word);
        if (syntax_is(s, c, RELS_ANY_SUBJECT)) {
            uint64_t kind = learnt_phrase_kind(v, c);
            linear_put(f, C_SUBJECT, kind, 0);
            linear_put(f, C_SUBJECT_WORD, kind, word);
            linear_put(f, C_OPEN_SUBJECT, kind, form);
        }
        if (syntax_is(s, c, REL(OBJ) | REL(NMOD) | REL(OBL) | REL(XCOMP))) {
            uint64_t kind = learnt_phrase_kind(v, c);
            linear_put(f, C_OBJECT, kind, r);
            linear_put(f, C_OBJECT_WORD, hash_u64(kind) + r, word);
        }
        uint32_t by = syntax_case(s, c);
        if (by != NOBODY && syntax_is(s, c, RELS_OBLIQUE)) {
            linear_put(f, C_CASE, v->unit[by].lemma, 0);
            linear_put(f, C_CASE_LEMMA, v->unit[by].lemma, lemma);
            linear_put(f, C_CASE_WORD, v->unit[by].lemma, word);
        }
        if (syntax_is(s, c, REL(CCOMP) | REL(XCOMP) | REL(ADVCL) | REL(ACL))) {
            uint32_t mark = syntax_child(s, c, REL(MARK));
            uint64_t how = mark == NOBODY ? 1 : v->unit[mark].lemma;
            linear_put(f, C_MARK, how, r);
            linear_put(f, C_MARK_WORD, hash_u64(how) + r, word);
        }
    }
}

static void cue_around(const learnt_view *v, uint32_t u, linear_features *f)
{
    const syntax *s = v->s;
    for (int k = -2; k <= 2; k++) {
        int64_t at = (int64_t)u + k;
        bool is_in = at >= 0 && at < s->units;
        if (!k) continue;
        linear_put(f, (uint32_t)(C_NEIGHBOUR + 2 + k), is_in ? v->unit[at].lemma : 0, 0);
        linear_put(f, (uint32_t)(C_NEIGHBOUR_TAG + 2 + k), is_in ? v->unit[at].tag : 0, 0);
    }
    uint32_t head = syntax_head(s, u);
    if (head == NOBODY) return;
    linear_put(f, C_HEAD, s->unit[u].relation, word_kind(v, head));
    linear_put(f, C_HEAD_LEMMA, s->unit[u].relation, v->unit[head].lemma);
    linear_put(f, C_HEAD_WORD, s->unit[u].relation, row_kind(v, head));
}

static uint64_t subject_kind(const learnt_view *v, uint32_t u)
{
    uint32_t subject = syntax_subject(v->s, u);
    return subject == NOBODY ? 0 : learnt_phrase_kind(v, subject);
}

/* What the word is, and the shape of what hangs on it. */
static void cue_itself(const learnt_view *v, uint32_t u, linear_features *f)
{
    const syntax *s = v->s;
    uint64_t lemma = v->unit[u].lemma, word = word_kind(v, u), row = row_kind(v, u), tag = v->unit[u].tag;
    uint64_t r = s->unit[u].relation, signature = signature_of(v, u), open = v->unit[u].of_lemma.open,
             form = learnt_form(v, u).open;
    const cue *c = v->row[u];
    uint64_t rule = v->rule[u] == NOBODY
                        ? 0
                        : 1 + (uint64_t)(v->found[v->rule[u]].cue ? v->found[v->rule[u]].cue->kind : CUE_KINDS);
    linear_put(f, C_BIAS, 0, 0);
    linear_put(f, C_LEMMA, lemma, s->unit[u].upos);
    linear_put(f, C_TAG, tag, 0);
    linear_put(f, C_RELATION, r, s->unit[u].upos);
    linear_put(f, C_WORD, word, 0);
    linear_put(f, C_WORD_RELATION, word, r);
    uint64_t family = s->unit[u].upos == UPOS_VERB ? v->unit[u].of_lemma.family : 0;
    if (family) {
        linear_put(f, C_FAMILY, family, 0);
        linear_put(f, C_FAMILY_SIGNATURE, family,
                   signature &
                       (HAS_OBJECT | HAS_CLAUSE | HAS_INFINITIVE | HAS_BESIDE | IS_BESIDE | HAS_QUOTED | HAS_OBLIQUE));
        linear_put(f, C_FAMILY_SUBJECT, family, subject_kind(v, u));
    }
    linear_put(f, C_OPEN, open, s->unit[u].upos);
    linear_put(f, C_FORM, form, tag);
    linear_put(f, C_ROW, row, r);
    linear_put(f, C_ROW_CONTENT, row, c ? c->content & ~(uint32_t)CONTENT_DEED : 0);
    linear_put(f, C_RULE, rule, 0);
    linear_put(f, C_RULE_LEMMA, rule, lemma);
    linear_put(f, C_RULE_SIGNATURE, rule, signature);
    linear_put(f, C_SIGNATURE, signature, s->unit[u].upos);
    linear_put(f, C_SIGNATURE_WORD, signature & ~(uint64_t)(QUOTE_BEFORE | QUOTE_BEHIND), word);
    linear_put(f, C_SIGNATURE_ROW, signature, row);
    linear_put(f, C_SIGNATURE_LEMMA,
               signature & (HAS_OBJECT | HAS_CLAUSE | HAS_INFINITIVE | HAS_BESIDE | IS_BESIDE | HAS_QUOTED), lemma);
    linear_put(f, C_SIGNATURE_OPEN,
               signature &
                   (HAS_OBJECT | HAS_CLAUSE | HAS_INFINITIVE | HAS_BESIDE | IS_BESIDE | HAS_QUOTED | HAS_SUBJECT),
               form);
    linear_put(f, C_SIGNATURE_SUBJECT,
               signature & (HAS_OBJECT | HAS_CLAUSE | HAS_INFINITIVE | HAS_BESIDE | IS_BESIDE | IS_PASSIVE),
               subject_kind(v, u));
    linear_put(f, C_QUOTE, v->any_quoted + 2 * v->before_quoted, signature & (IS_QUOTED | QUOTE_BEFORE | QUOTE_BEHIND));
    linear_put(f, C_QUOTE_WORD, signature & (IS_QUOTED | QUOTE_BEFORE | QUOTE_BEHIND | HAS_QUOTED), word);
    linear_put(f, C_PLACE, u == s->root, u < 3 ? u : 3);
    if (v->domain) linear_put(f, C_DOMAIN, v->domain, s->unit[u].upos), linear_put(f, C_DOMAIN, v->domain + 8, row);
}

void learnt_cue_features(const learnt_view *v, uint32_t u, learnt_part part, linear_features *f)
{
    if (part & LEARNT_FIRST) cue_itself(v, u, f);
    if (!(part & LEARNT_SECOND)) return;
    cue_children(v, u, word_kind(v, u), learnt_form(v, u).open, f);
    cue_around(v, u, f);
}

/* ---- a cue's words --------------------------------------------------------------------------------------------- */

learnt_cue learnt_cue_of(const learnt_view *v, uint32_t u)
{
    const syntax *s = v->s;
    const cue *c = v->row[u];
    learnt_cue out = { .u = u,
                       .subject = syntax_subject(s, u),
                       .lemma = v->unit[u].lemma,
                       .word = word_kind(v, u),
                       .row = row_kind(v, u),
                       .signature = signature_of(v, u),
                       .content = c ? c->content & ~(uint32_t)CONTENT_DEED : 0, /* of what is said, not of where */
                       .is_passive = syntax_is_passive(s, u),
                       .extent = TAKE(v->a, (size_t)s->units + 1, bool) };
    out.extent[u] = true;
    return out;
}

bool learnt_may_be_extent(const learnt_view *v, uint32_t u, uint32_t other)
{
    const syntax *s = v->s;
    if (other == u || other + LEARNT_NEAR < u || u + LEARNT_NEAR < other || s->unit[other].name != NOBODY) return false;
    if (s->unit[other].upos == UPOS_PUNCT) return false;
    uint32_t head = syntax_head(s, other), above = head == NOBODY ? NOBODY : syntax_head(s, head),
             over = syntax_head(s, u);
    if (over == other) return true;
    return head == u || above == u || (over != NOBODY && (head == over || above == over));
}

void learnt_extent_features(const learnt_view *v, const learnt_cue *c, uint32_t other, linear_features *f)
{
    const syntax *s = v->s;
    uint64_t path = learnt_path(s, c->u, other), lemma = v->unit[other].lemma, tag = v->unit[other].tag;
    int64_t apart = (int64_t)other - c->u;
    uint64_t place = (uint64_t)(apart < -4 ? -4 : apart > 4 ? 4 : apart);
    bool blank = true;
    for (uint32_t k = other < c->u ? other + 1 : c->u + 1; k < (other < c->u ? c->u : other); k++)
        blank &= s->unit[k].upos == UPOS_AUX || s->unit[k].upos == UPOS_PART || s->unit[k].upos == UPOS_ADV;
    linear_put(f, X_BIAS, s->unit[c->u].upos, 0);
    linear_put(f, X_PATH, path, apart < 0);
    linear_put(f, X_PATH_LEMMA, path, lemma);
    linear_put(f, X_PATH_TAG, path, tag);
    linear_put(f, X_LEMMA, lemma, s->unit[c->u].upos);
    linear_put(f, X_PAIR, lemma, c->lemma);
    linear_put(f, X_PAIR_PATH, path, c->lemma);
    linear_put(f, X_TAG, tag, place);
    linear_put(f, X_PLACE, place, blank);
    linear_put(f, X_WORD, path, c->word);
    linear_put(f, X_ROW, path, c->row);
    linear_put(f, X_BETWEEN, blank, path);
    linear_put(f, X_WORD, path, hash_u64(lemma) ^ (c->signature & (HAS_OBJECT | HAS_CLAUSE | HAS_INFINITIVE)));
    if (v->domain) linear_put(f, X_DOMAIN, v->domain, tag);
}

/* An adverb that says how or when it is said, and asks nothing. */
static bool is_adverb_of(const syntax *s, uint32_t u, const learnt_cue *c)
{
    uint32_t head = syntax_head(s, u);
    return s->unit[u].upos == UPOS_ADV && syntax_is(s, u, REL(ADVMOD)) && !str_eq(s->unit[u].xpos, STR("WRB")) &&
           s->unit[c->u].upos == UPOS_VERB && head != NOBODY && c->extent[head];
}

/* "was" of "was just beginning", when the adverb came between. */
static bool is_auxiliary_of(const syntax *s, uint32_t u, const learnt_cue *c)
{
    uint32_t head = syntax_head(s, u);
    return syntax_is(s, u, REL(AUX) | REL(AUX_PASS)) && head != NOBODY && c->extent[head];
}

/* "said:" */
static span_list with_colon(arena *a, const syntax *s, span_list words)
{
    hs_str text = s->page->text;
    uint32_t end = words.n ? words.at[words.n - 1].end : (uint32_t)text.n;
    if (end >= text.n || text.p[end] != ':' || end >= s->page->sentence[s->sentence].at.end) return words;
    span *at = TAKE(a, words.n, span);
    memcpy(at, words.at, words.n * sizeof *at);
    at[words.n - 1].end++;
    return (span_list){ at, words.n };
}

span_list learnt_cue_words(arena *a, const syntax *s, const learnt_cue *c)
{
    uint32_t low = c->u, high = c->u;
    while (low > 0 && c->u - low < 2 * LEARNT_NEAR) low--;
    while (high + 1 < s->units && high - c->u < 2 * LEARNT_NEAR) high++;
    bool *marked = TAKE(a, (size_t)s->units + 1, bool);
    for (uint32_t k = low; k <= high; k++) marked[k] = c->extent[k];
    for (uint32_t k = low + 1; k + 1 <= high; k++) /* "are also accused" is one piece */
        if (!marked[k] && s->unit[k].upos == UPOS_ADV && marked[k - 1] && marked[k + 1]) marked[k] = true;
    while (low <= high && !marked[low]) low++;
    while (low > 0 && (is_adverb_of(s, low - 1, c) || is_auxiliary_of(s, low - 1, c))) marked[--low] = true;
    span_list words = syntax_spans(a, s, marked, low, high);
    return with_colon(a, s, words);
}
