/*
 * learnt_source.c - who may be the one who says it: subjects, agents, owners, whoever stands near, or nobody.
 */
#include "claims/learnt.h"

#include "base/hash.h"

/* Kinds of candidates and of features; the numbers are part of the model's format. */
enum { BY_NOBODY, BY_RULE, BY_SUBJECT, BY_CHILD, BY_GRANDCHILD, BY_HEAD, BY_ABOVE, BY_NEAR };
enum {
    S_HOW = 1,
    S_PATH,
    S_PATH_LEMMA,
    S_PATH_WORD,
    S_PATH_ROW,
    S_PATH_SIGNATURE,
    S_KIND,
    S_KIND_PATH,
    S_KIND_WORD,
    S_CASE,
    S_CASE_PATH,
    S_CASE_LEMMA,
    S_RULE,
    S_PLACE,
    S_CONTENT,
    S_CONTENT_PATH,
    S_BETWEEN,
    S_TAG,
    S_NOBODY,
    S_NOBODY_LEMMA,
    S_NOBODY_SIGNATURE,
    S_NOBODY_WORD,
    S_DOMAIN,
    S_PASSIVE,
    S_NOUN,
    S_DET,
    S_SUBJECT,
    S_KIND_LEMMA,
    S_QUOTED,
    S_NOBODY_SUBJECT,
    S_OPEN
};

enum { ABOVE_MOST = 5, NEAR_MOST = 3 };

typedef struct {
    const learnt_view *v;
    const learnt_cue *c;
    learnt_candidates *out;
} finder;

static bool can_speak(const syntax *s, uint32_t u)
{
    uint8_t p = s->unit[u].upos;
    return s->unit[u].name != NOBODY || p == UPOS_NOUN || p == UPOS_PROPN || p == UPOS_PRON || p == UPOS_NUM ||
           p == UPOS_DET || p == UPOS_ADJ || p == UPOS_X;
}

static void take(finder *f, uint32_t how, uint32_t u)
{
    if (u == NOBODY || u == f->c->u || !can_speak(f->v->s, u) || f->out->n + 1 >= LEARNT_CANDIDATES_MOST) return;
    if (how != BY_RULE && f->c->extent[u]) return;
    for (uint32_t i = 0; i < f->out->n; i++)
        if (f->out->at[i].top == u) return;
    f->out->at[f->out->n++] = (learnt_candidate){ .how = how, .top = u, .doer = NOBODY, .is_rules = how == BY_RULE };
}

static void children(finder *f, uint32_t u, uint32_t how)
{
    const syntax *s = f->v->s;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c,
                      RELS_SUBJECT | RELS_OBLIQUE | REL(NMOD_POSS) | REL(COMPOUND) | REL(AMOD) | REL(OBJ) | REL(DEP) |
                          REL(FLAT) | REL(APPOS)))
            take(f, how, c);
}

/* Subjects of what the cue hangs on, and whom a clause on a noun is about. */
static void above(finder *f)
{
    const syntax *s = f->v->s;
    uint32_t at = f->c->u;
    for (uint32_t k = 0; k < ABOVE_MOST; k++) {
        uint32_t head = syntax_head(s, at);
        if (head == NOBODY) break;
        take(f, BY_HEAD, head);
        for (uint32_t c = s->child[head]; c != NOBODY; c = s->sibling[c])
            if (syntax_is(s, c, RELS_SUBJECT | REL(OBL_AGENT) | REL(NMOD_POSS)) ||
                (k == 0 && syntax_is(s, c, REL(OBJ) | REL(OBL))))
                take(f, BY_ABOVE, c);
        at = head;
    }
}

/* The nearest heads of phrases on both sides, whatever the tree says. */
static void near(finder *f)
{
    const syntax *s = f->v->s;
    uint32_t u = f->c->u, n = 0;
    for (uint32_t k = u; k-- > 0 && n < NEAR_MOST && u - k < 16;) {
        bool is_head =
            can_speak(s, k) && !syntax_is(s, k, REL(COMPOUND) | REL(AMOD) | REL(FLAT) | REL(DET) | REL(NUMMOD));
        if (is_head) take(f, BY_NEAR, k), n++;
    }
    n = 0;
    for (uint32_t k = u + 1; k < s->units && n < NEAR_MOST && k - u < 12; k++) {
        bool is_head =
            can_speak(s, k) && !syntax_is(s, k, REL(COMPOUND) | REL(AMOD) | REL(FLAT) | REL(DET) | REL(NUMMOD));
        if (is_head) take(f, BY_NEAR, k), n++;
    }
}

void learnt_sources(const learnt_view *v, const learnt_cue *c, const learnt_candidate *content, learnt_candidates *out)
{
    finder f = { v, c, out };
    (void)content;
    out->n = 0;
    uint32_t rule = v->rule[c->u];
    if (rule != NOBODY && v->found[rule].speaker != NOBODY && v->found[rule].speaker < v->s->units)
        take(&f, BY_RULE, syntax_antecedent(v->s, v->found[rule].speaker));
    take(&f, BY_SUBJECT, c->subject);
    children(&f, c->u, BY_CHILD);
    for (uint32_t k = 0; k < v->s->units; k++)
        if (c->extent[k] && k != c->u) children(&f, k, BY_GRANDCHILD);
    above(&f);
    near(&f);
    out->at[out->n++] = (learnt_candidate){ .how = BY_NOBODY, .top = NOBODY, .doer = NOBODY };
}

/* ---- features -------------------------------------------------------------------------------------------------- */

static bool holds_unit(const learnt_candidate *t, uint32_t u)
{
    for (uint32_t r = 0; t && r < t->runs; r++)
        if (u >= t->run[r].from && u < t->run[r].to) return true;
    return false;
}

static void nobody_features(const learnt_view *v, const learnt_cue *c, const learnt_candidate *content,
                            linear_features *f)
{
    uint32_t subject = syntax_child(v->s, c->u, RELS_ANY_SUBJECT | REL(EXPL));
    linear_put(f, S_NOBODY, 0, 0);
    linear_put(f, S_NOBODY_LEMMA, c->lemma, 0);
    linear_put(f, S_NOBODY_SIGNATURE, c->signature, v->s->unit[c->u].upos);
    linear_put(f, S_NOBODY_WORD, c->word, v->s->unit[c->u].relation);
    linear_put(f, S_NOBODY_SUBJECT, subject == NOBODY ? 0 : 1 + learnt_phrase_kind(v, subject),
               content ? holds_unit(content, subject) : 2);
    linear_put(f, S_PASSIVE, c->is_passive, 100);
    if (v->rule[c->u] != NOBODY) linear_put(f, S_RULE, 2 + (v->found[v->rule[c->u]].speaker == NOBODY), c->row);
    if (v->domain) linear_put(f, S_DOMAIN, v->domain, 0);
}

/* What stands between the cue and the phrase: a comma, a verb, quotation marks. */
static uint64_t between(const learnt_view *v, uint32_t u, uint32_t t)
{
    uint32_t from = u < t ? u + 1 : t + 1, to = u < t ? t : u, commas = 0, verbs = 0, words = 0;
    for (uint32_t k = from; k < to; k++) {
        commas += str_eq(syntax_word(v->s, k), STR(","));
        verbs += v->s->unit[k].upos == UPOS_VERB;
        words++;
    }
    return (commas > 2 ? 2 : commas) + 3 * (verbs > 2 ? 2 : verbs) +
           9 * (uint64_t)(words > 5   ? 4
                          : words > 2 ? 3
                                      : words);
}

static uint64_t tree_of(const learnt_view *v, const learnt_cue *c, const learnt_candidate *t)
{
    uint64_t path = learnt_path(v->s, c->u, t->top);
    return path ? path : 100 + t->how;
}

static void first_features(const learnt_view *v, const learnt_cue *c, const learnt_candidate *content,
                           const learnt_candidate *t, linear_features *f)
{
    uint64_t kind = learnt_phrase_kind(v, t->top), side = t->top < c->u, tree = tree_of(v, c, t);
    linear_put(f, S_HOW, t->how, side);
    linear_put(f, S_PATH, tree, side);
    linear_put(f, S_PATH_ROW, tree, c->row);
    linear_put(f, S_PATH_SIGNATURE, tree, c->signature);
    linear_put(f, S_KIND, kind, t->how);
    linear_put(f, S_RULE, t->is_rules, c->row);
    linear_put(f, S_SUBJECT, t->top == c->subject, v->s->unit[c->u].upos);
    linear_put(f, S_CONTENT, holds_unit(content, t->top) + 2 * side, t->how);
}

static void second_features(const learnt_view *v, const learnt_cue *c, const learnt_candidate *content,
                            const learnt_candidate *t, linear_features *f)
{
    const syntax *s = v->s;
    uint32_t by = syntax_case(s, t->top), det = syntax_child(s, t->top, REL(DET));
    uint64_t kind = learnt_phrase_kind(v, t->top), side = t->top < c->u, tree = tree_of(v, c, t);
    uint64_t where =
        holds_unit(content, t->top) + 2 * side + 4 * (content && content->runs ? (t->top < content->run[0].from) : 2);
    linear_put(f, S_PATH_LEMMA, tree, c->lemma);
    linear_put(f, S_PATH_WORD, tree, c->word);
    linear_put(f, S_PASSIVE, c->is_passive, tree);
    linear_put(f, S_KIND_PATH, kind, tree);
    linear_put(f, S_KIND_WORD, kind, c->word);
    linear_put(f, S_KIND_LEMMA, kind, c->lemma);
    linear_put(f, S_TAG, s->unit[t->top].upos, tree);
    linear_put(f, S_SUBJECT, 2 + (t->top == c->subject), kind);
    linear_put(f, S_CONTENT_PATH, where, tree);
    linear_put(f, S_BETWEEN, between(v, c->u, t->top), side);
    linear_put(f, S_QUOTED, v->quotation[t->top] != NOBODY, v->quotation[c->u] != NOBODY);
    linear_put(f, S_NOUN, v->unit[t->top].of_lemma.noun, s->unit[c->u].upos);
    linear_put(f, S_OPEN, v->unit[t->top].of_lemma.open, tree);
    if (by != NOBODY) {
        linear_put(f, S_CASE, v->unit[by].lemma, c->word);
        linear_put(f, S_CASE_PATH, v->unit[by].lemma, tree);
        linear_put(f, S_CASE_LEMMA, v->unit[by].lemma, c->lemma);
    }
    if (det != NOBODY) linear_put(f, S_DET, v->unit[det].lemma, tree);
    if (v->domain) linear_put(f, S_DOMAIN, v->domain, tree);
}

void learnt_source_features(const learnt_view *v, const learnt_cue *c, const learnt_candidate *content,
                            const learnt_candidates *all, uint32_t i, learnt_part part, linear_features *f)
{
    const learnt_candidate *t = &all->at[i];
    if (t->top == NOBODY) {
        if (part & LEARNT_FIRST) nobody_features(v, c, content, f);
        return;
    }
    if (part & LEARNT_FIRST) first_features(v, c, content, t, f);
    if (part & LEARNT_SECOND) second_features(v, c, content, t, f);
}
