/*
 * learnt_train.c - from marked sentences to examples, and from these to a model.
 *
 * A mark's cue becomes a unit, its content the candidate that shares most words with it (F1), its source the unit that
 * its words hang on.  What the rules find without a model is seen as it will be seen later.
 */
#include "claims/learnt_train.h"

#include <stdlib.h>

enum { EPOCHS = 8, FEWEST = 2, FOLDS = 5, BOUNDS = 50 };
static const double RATE = 0.1, DECAY = 0.0002, SHARED_LEAST = 0.4, KEEP_SHARE = 0.6, GIVEN_UP = 0.02;

learnt_learning learnt_learning_of(arena *a, const claims_lexicon *l, const learnt_word *words, size_t n)
{
    return (learnt_learning){ .a = a, .lexicon = l, .words = learnt_words_index(a, words, n) };
}

/* ---- marks in one sentence ------------------------------------------------------------------------------------- */

static bool marked(span_list at, span unit)
{
    for (size_t i = 0; i < at.n; i++)
        if (span_meets(at.at[i], unit)) return true;
    return false;
}

static bool is_word(const syntax *s, uint32_t u)
{
    return s->unit[u].upos != UPOS_PUNCT;
}

/* The unit that stands for a cue: the last one that a table knows, else the one that the others hang on. */
static uint32_t cue_unit(const syntax *s, span_list cue)
{
    uint32_t top = NOBODY, known = NOBODY;
    for (uint32_t u = 0; u < s->units; u++) {
        if (!is_word(s, u) || !marked(cue, s->unit[u].at)) continue;
        uint32_t head = syntax_head(s, u);
        bool is_top = head == NOBODY || !marked(cue, s->unit[head].at);
        if (is_top && (top == NOBODY || s->unit[u].upos == UPOS_VERB)) top = u;
        if (s->known[u]->cue) known = u;
    }
    return known != NOBODY ? known : top;
}

/* The unit of a source's words that the others hang on; of a relative pronoun, what it stands for. */
static uint32_t source_unit(const syntax *s, span_list source)
{
    for (uint32_t u = 0; u < s->units; u++) {
        uint32_t head = syntax_head(s, u);
        if (is_word(s, u) && marked(source, s->unit[u].at) && (head == NOBODY || !marked(source, s->unit[head].at)))
            return syntax_antecedent(s, u);
    }
    return NOBODY;
}

/* F1 of the words of a candidate and those marked as content. */
static double shared(const syntax *s, const learnt_candidate *t, span_list content)
{
    uint32_t both = 0, here = 0, gold = 0;
    for (uint32_t u = 0, r = 0; u < s->units; u++) {
        while (r < t->runs && t->run[r].to <= u) r++;
        bool is_in = r < t->runs && u >= t->run[r].from, is_gold = marked(content, s->unit[u].at);
        if (!is_word(s, u)) continue;
        both += is_in && is_gold;
        here += is_in;
        gold += is_gold;
    }
    return here + gold ? 2.0 * both / (here + gold) : 0;
}

/* ---- examples -------------------------------------------------------------------------------------------------- */

typedef struct {
    linear_examples cue, extent, content, source, accept;
    uint64_t unreached, no_content, no_source; /* cues that cannot be one; contents and sources among no candidates */
} lessons;

static lessons no_lessons(arena *a)
{
    return (lessons){ .cue = { .a = a, .classes = LEARNT_CLASSES },
                      .extent = { .a = a, .classes = 2 },
                      .content = { .a = a, .classes = 1 },
                      .source = { .a = a, .classes = 1 },
                      .accept = { .a = a, .classes = 2 } };
}

static const attribution_mark *mark_of(const learnt_lesson *x, uint32_t u)
{
    return x->of[u] == NOBODY ? NULL : &x->mark[x->of[u]];
}

static void learn_cues(lessons *to, const learnt_lesson *x)
{
    for (uint32_t u = 0; u < x->v->s->units; u++) {
        const attribution_mark *m = mark_of(x, u);
        double share[LINEAR_CLASSES_MOST] = { 0 };
        if (!learnt_may_be_cue(x->v, u)) {
            to->unreached += m != NULL;
            continue;
        }
        linear_features f = { .a = x->v->a };
        learnt_cue_features(x->v, u, LEARNT_BOTH, &f);
        share[m ? LEARNT_SAYS + m->kind : LEARNT_NONE] = 1;
        linear_example_add(&to->cue, &f, share);
    }
}

static void learn_extent(lessons *to, const learnt_lesson *x, learnt_cue *c, const attribution_mark *m)
{
    const syntax *s = x->v->s;
    uint32_t low = c->u > LEARNT_NEAR ? c->u - LEARNT_NEAR : 0;
    for (uint32_t k = low; k < s->units && k <= c->u + LEARNT_NEAR; k++) {
        double share[LINEAR_CLASSES_MOST] = { 0 };
        if (!learnt_may_be_extent(x->v, c->u, k)) continue;
        linear_features f = { .a = x->v->a };
        learnt_extent_features(x->v, c, k, &f);
        bool is_in = marked(m->cue, s->unit[k].at);
        share[is_in] = 1;
        linear_example_add(&to->extent, &f, share);
        c->extent[k] = is_in;
    }
}

/* One group of candidates of which one is right. */
static void add_candidate(linear_examples *es, const linear_features *f, bool is_right, bool is_first)
{
    double share[LINEAR_CLASSES_MOST] = { is_right };
    if (is_first) *VEC_ADD(es->a, &es->group) = (linear_group){ .first = es->at.n };
    es->group.at[es->group.n - 1].n++;
    linear_example_add(es, f, share);
}

/* The right candidate, or the last ("nowhere") when the sentence has none of the content; NOBODY: none fits. */
static uint32_t right_content(const syntax *s, const learnt_candidates *all, span_list content)
{
    double most = 0;
    uint32_t best = all->n - 1;
    bool any = false;
    for (uint32_t i = 0; i + 1 < all->n; i++) {
        double f = shared(s, &all->at[i], content);
        if (f > most) most = f, best = i;
    }
    for (uint32_t u = 0; u < s->units; u++) any |= is_word(s, u) && marked(content, s->unit[u].at);
    return any && most < SHARED_LEAST ? NOBODY : best;
}

static void learn_candidates(lessons *to, const learnt_lesson *x, const learnt_cue *c, const attribution_mark *m)
{
    learnt_candidates contents, sources;
    const syntax *s = x->v->s;
    learnt_contents(x->v, c, &contents);
    uint32_t right = right_content(s, &contents, m->content), who = NOBODY;
    if (right == NOBODY) {
        to->no_content++;
        return;
    }
    for (uint32_t i = 0; i < contents.n; i++) {
        linear_features f = { .a = x->v->a };
        learnt_content_features(x->v, c, &contents, i, LEARNT_BOTH, &f);
        add_candidate(&to->content, &f, i == right, i == 0);
    }
    uint32_t speaker = source_unit(s, m->source);
    if (m->source.n && speaker == NOBODY) return;
    learnt_sources(x->v, c, &contents.at[right], &sources);
    for (uint32_t i = 0; i < sources.n; i++)
        if (sources.at[i].top == speaker) who = i;
    if (who == NOBODY) {
        to->no_source++;
        return;
    }
    for (uint32_t i = 0; i < sources.n; i++) {
        linear_features f = { .a = x->v->a };
        learnt_source_features(x->v, c, &contents.at[right], &sources, i, LEARNT_BOTH, &f);
        add_candidate(&to->source, &f, i == who, i == 0);
    }
}

static void learn_lesson(lessons *to, const learnt_lesson *x)
{
    learn_cues(to, x);
    for (uint32_t u = 0; u < x->v->s->units; u++) {
        const attribution_mark *m = mark_of(x, u);
        if (!m) continue;
        learnt_cue c = learnt_cue_of(x->v, u);
        learn_extent(to, x, &c, m);
        learn_candidates(to, x, &c, m);
    }
}

/* ---- pages ----------------------------------------------------------------------------------------------------- */

static void add_lesson(learnt_learning *g, const attributions *as, const syntax *s, const attribution_mark *mark,
                       size_t marks, uint32_t domain)
{
    uint32_t first = as->first[s->sentence], end = as->first[s->sentence + 1];
    if (!s->units || s->units > LEARNT_UNITS_MOST) return;
    learnt_lesson *x = VEC_ADD(g->a, &g->lesson);
    *x = (learnt_lesson){ learnt_view_of(g->a, &g->words, s, NULL, as->at.at + first, end - first, domain), mark,
                          TAKE(g->a, s->units, uint32_t), g->pages };
    for (uint32_t u = 0; u < s->units; u++) x->of[u] = NOBODY;
    for (size_t i = 0; i < marks; i++) {
        uint32_t u = cue_unit(s, mark[i].cue);
        if (u != NOBODY) x->of[u] = (uint32_t)i, g->marks++;
    }
}

void learnt_learn_page(learnt_learning *g, const page *p, const reading *r, const attribution_mark *mark, size_t marks,
                       uint32_t domain)
{
    claims_lexicon *rules = TAKE(g->a, 1, claims_lexicon);
    *rules = *g->lexicon;
    rules->learnt = NULL;
    syntax **sentence = TAKE(g->a, (size_t)r->trees + 1, syntax *);
    for (uint32_t i = 0; i < r->trees; i++) sentence[i] = syntax_of(g->a, rules, p, r, i);
    actors *who = actors_of(g->a, rules, p, r, sentence);
    const attributions *as = attributions_of(g->a, rules, p, r, sentence, who);
    for (uint32_t i = 0; i < r->trees; i++) add_lesson(g, as, sentence[i], mark, marks, domain);
    g->pages++;
}

/* ---- the models ------------------------------------------------------------------------------------------------ */

static void learn_models(lessons *x, const linear_options *with, model_writer *w, learnt *m)
{
    linear_options o = *with;
    o.part = "cue-";
    m->cue = linear_learn(&x->cue, &o, w);
    o.part = "extent-";
    m->extent = linear_learn(&x->extent, &o, w);
    o.part = "content-";
    m->content = linear_learn(&x->content, &o, w);
    o.part = "source-";
    m->source = linear_learn(&x->source, &o, w);
}

/* Who speaks is right, and some of what is said. */
static bool is_right(const learnt_lesson *x, const learnt_guess *g)
{
    const attribution_mark *m = mark_of(x, g->cue.u);
    if (!m || g->content.top == NOBODY || shared(x->v->s, &g->content, m->content) <= 0) return false;
    return source_unit(x->v->s, m->source) == g->source.top;
}

typedef struct {
    double p;
    bool is_right;
} outcome;

typedef struct {
    VEC(learnt_guess) guess;
    VEC(const learnt_lesson *) lesson;
} guesses;

/* Guesses on every fold by models that did not see it. */
static void cross_guess(learnt_learning *g, const linear_options *o, guesses *out)
{
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        lessons x = no_lessons(g->a);
        learnt m = { .words = g->words };
        model_writer unused = { .a = g->a, .kind = LEARNT_KIND, .version = LEARNT_VERSION };
        for (size_t i = 0; i < g->lesson.n; i++)
            if (g->lesson.at[i].page % FOLDS != fold) learn_lesson(&x, &g->lesson.at[i]);
        learn_models(&x, o, &unused, &m);
        for (size_t i = 0; i < g->lesson.n; i++) {
            const learnt_lesson *l = &g->lesson.at[i];
            for (uint32_t u = 0; l->page % FOLDS == fold && u < l->v->s->units; u++) {
                learnt_guess guess;
                if (!learnt_may_be_cue(l->v, u) || !learnt_guess_at(&m, l->v, u, &guess)) continue;
                *VEC_ADD(g->a, &out->guess) = guess;
                *VEC_ADD(g->a, &out->lesson) = l;
            }
        }
    }
}

static int surest_first(const void *x, const void *y)
{
    const outcome *a = x, *b = y;
    if (a->p != b->p) return a->p > b->p ? -1 : 1;
    return (int)b->is_right - (int)a->is_right;
}

/* The bound with the best F1 over guesses on marks of ours, a little of it given up for fewer wrong ones. */
static double best_bound(arena *a, learnt_learning *g, const guesses *all, const linear *accept)
{
    outcome *at = TAKE(a, all->guess.n + 1, outcome);
    double *f1 = TAKE(a, all->guess.n + 1, double);
    size_t n = 0, right = 0, marks = 0;
    double best = 0, bound = 0.5;
    for (size_t i = 0; i < all->guess.n; i++) {
        double p[LINEAR_CLASSES_MOST];
        linear_features f = { .a = a };
        if (all->lesson.at[i]->v->domain || all->guess.at[i].content.top == NOBODY) continue;
        learnt_accept_features(all->lesson.at[i]->v, &all->guess.at[i], &f);
        linear_choose(accept, &f, p);
        at[n++] = (outcome){ p[1], is_right(all->lesson.at[i], &all->guess.at[i]) };
    }
    for (size_t i = 0; i < g->lesson.n; i++)
        for (uint32_t u = 0; u < g->lesson.at[i].v->s->units; u++)
            marks += !g->lesson.at[i].v->domain && g->lesson.at[i].of[u] != NOBODY;
    if (n) qsort(at, n, sizeof *at, surest_first);
    for (size_t i = 0; i < n; i++) {
        right += at[i].is_right;
        f1[i] = 2.0 * (double)right / (double)(i + 1 + marks);
        if (f1[i] > best) best = f1[i];
    }
    for (size_t i = n; i-- > 0;)
        if (f1[i] >= best - GIVEN_UP) bound = at[i].p;
    g->f1 = best;
    return bound;
}

static void learn_accept(learnt_learning *g, const linear_options *with, model_writer *w, learnt *m)
{
    guesses all = { { 0 }, { 0 } };
    lessons x = no_lessons(g->a);
    linear_options o = *with;
    o.part = "accept-";
    cross_guess(g, with, &all);
    for (size_t i = 0; i < all.guess.n; i++) {
        linear_features f = { .a = g->a };
        double share[LINEAR_CLASSES_MOST] = { 0 };
        learnt_accept_features(all.lesson.at[i]->v, &all.guess.at[i], &f);
        share[is_right(all.lesson.at[i], &all.guess.at[i])] = 1;
        linear_example_add(&x.accept, &f, share);
    }
    m->accept = linear_learn(&x.accept, &o, w);
    m->add = best_bound(g->a, g, &all, m->accept);
    m->keep = m->add * KEEP_SHARE;
}

hs_str learnt_learn(learnt_learning *g, uint64_t seed, unsigned epochs)
{
    linear_options o = { seed, epochs ? epochs : EPOCHS, RATE, DECAY, FEWEST, NULL };
    model_writer w = { .a = g->a, .kind = LEARNT_KIND, .version = LEARNT_VERSION };
    learnt *m = TAKE(g->a, 1, learnt);
    double *bound = TAKE(g->a, 2, double);
    lessons x = no_lessons(g->a);
    m->words = g->words;
    for (size_t i = 0; i < g->lesson.n; i++) learn_lesson(&x, &g->lesson.at[i]);
    learn_models(&x, &o, &w, m);
    learn_accept(g, &o, &w, m);
    bound[0] = m->keep;
    bound[1] = m->add;
    model_add(&w, "words", g->words.at, g->words.n * sizeof *g->words.at);
    model_add(&w, "bounds", bound, 2 * sizeof *bound);
    g->model = m;
    g->unreached = x.unreached;
    g->no_content = x.no_content;
    g->no_source = x.no_source;
    return model_bake(&w);
}
