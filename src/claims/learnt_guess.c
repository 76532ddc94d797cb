/*
 * learnt_guess.c - the models at work on one unit: is it a cue, which words are the cue's, what is said, who says it,
 * and how sure all of that together is.
 *
 * The last one is learnt from guesses on texts that the other models did not learn from (jackknife), else it would
 * trust them too much.
 */
#include "claims/learnt.h"

#include "base/hash.h"

#include <math.h>

const learnt *learnt_read(arena *a, const model_file *f)
{
    learnt *m = TAKE(a, 1, learnt);
    size_t n;
    m->cue = linear_read_part(a, f, "cue-", LEARNT_CLASSES);
    m->extent = linear_read_part(a, f, "extent-", 2);
    m->content = linear_read_part(a, f, "content-", 1);
    m->source = linear_read_part(a, f, "source-", 1);
    m->accept = linear_read_part(a, f, "accept-", 2);
    const learnt_word *word = model_list(f, "words", sizeof *word, &n);
    if (n > UINT32_MAX / 4) model_complain(f, "too many words");
    for (size_t i = 1; i < n; i++)
        if (word[i].word <= word[i - 1].word) model_complain(f, "words out of order");
    m->words = learnt_words_index(a, word, n);
    const double *bound = model_array(f, "bounds", 2, sizeof *bound);
    m->keep = bound[0];
    m->add = bound[1];
    if (!(m->keep >= 0 && m->keep <= 1 && m->add >= 0 && m->add <= 1)) model_complain(f, "bounds that are none");
    return m;
}

static const double CUE_LEAST = 0.3, CUE_HOPELESS = 0.05, OUT = -1e9;
enum { CONTENTS_TRIED = 4, SOURCES_TRIED = 4 };
/* of the candidates, by what the first features say */ /* what is less likely a cue is none, whatever hangs on it
                                                         */

/* ---- choosing -------------------------------------------------------------------------------------------------- */

static void find_extent(const learnt *m, const learnt_view *v, learnt_cue *c)
{
    uint32_t low = c->u > LEARNT_NEAR ? c->u - LEARNT_NEAR : 0;
    for (uint32_t k = low; k < v->s->units && k <= c->u + LEARNT_NEAR; k++) {
        double p[LINEAR_CLASSES_MOST];
        if (!learnt_may_be_extent(v, c->u, k)) continue;
        learnt_extent_features(v, c, k, learnt_none_yet(v, m->extent));
        linear_choose(m->extent, v->feature, p);
        c->extent[k] = p[1] > 0.5;
    }
}

static uint32_t best_of(double *score, uint32_t n)
{
    uint32_t best = 0;
    linear_normalise(score, n);
    for (uint32_t i = 1; i < n; i++)
        if (score[i] > score[best]) best = i;
    return best;
}

/* Which candidate is the n-th best by now; what is worse is out of the race. */
static double worst_of_best(const double *score, uint32_t n, uint32_t best)
{
    double at[LEARNT_CANDIDATES_MOST];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) { /* the best, falling */
        uint32_t k = kept < best ? kept++ : kept;
        if (k == best && score[i] <= at[best - 1]) continue;
        for (k = k == best ? best - 1 : k; k > 0 && at[k - 1] < score[i]; k--) at[k] = at[k - 1];
        at[k] = score[i];
    }
    return kept ? at[kept - 1] : 0;
}

static uint32_t choose_content(const learnt *m, const learnt_view *v, const learnt_cue *c, const learnt_candidates *all,
                               double *score)
{
    for (uint32_t i = 0; i < all->n; i++) {
        learnt_content_features(v, c, all, i, LEARNT_FIRST, learnt_none_yet(v, m->content));
        score[i] = linear_score(v->feature);
    }
    double least = worst_of_best(score, all->n, CONTENTS_TRIED);
    for (uint32_t i = 0; i < all->n; i++) {
        if (score[i] < least) {
            score[i] = OUT;
            continue;
        }
        learnt_content_features(v, c, all, i, LEARNT_SECOND, learnt_none_yet(v, m->content));
        score[i] += linear_score(v->feature);
    }
    return best_of(score, all->n);
}

static uint32_t choose_source(const learnt *m, const learnt_view *v, const learnt_cue *c,
                              const learnt_candidate *content, const learnt_candidates *all, double *score)
{
    for (uint32_t i = 0; i < all->n; i++) {
        learnt_source_features(v, c, content, all, i, LEARNT_FIRST, learnt_none_yet(v, m->source));
        score[i] = linear_score(v->feature);
    }
    double least = worst_of_best(score, all->n, SOURCES_TRIED);
    for (uint32_t i = 0; i < all->n; i++) {
        if (score[i] < least) {
            score[i] = OUT;
            continue;
        }
        learnt_source_features(v, c, content, all, i, LEARNT_SECOND, learnt_none_yet(v, m->source));
        score[i] += linear_score(v->feature);
    }
    return best_of(score, all->n);
}

/* ---- all together ---------------------------------------------------------------------------------------------- */

enum {
    G_BIAS = 1,
    G_CUE,
    G_CUE_TAG,
    G_CUE_RULE,
    G_CONTENT,
    G_CONTENT_HOW,
    G_SOURCE,
    G_SOURCE_HOW,
    G_ALL,
    G_TOP,
    G_SIZE,
    G_CLASS,
    G_QUOTED,
    G_KIND,
    G_HOLDS,
    G_CUE_CONTENT,
    G_CUE_SOURCE,
    G_DOMAIN,
    G_TOP_CUE,
    G_CLASS_CUE
};

/* A probability as one of a few steps of its odds. */
static uint64_t steps(double p, double width)
{
    double odds = log((p + 1e-4) / (1 - p + 1e-4)) / width;
    return (uint64_t)(int64_t)lround(odds);
}

void learnt_accept_features(const learnt_view *v, const learnt_guess *g, linear_features *f)
{
    const syntax *s = v->s;
    uint32_t u = g->cue.u, top = g->content.top, who = g->source.top, words = 0;
    bool is_rules = v->rule[u] != NOBODY;
    uint64_t cue = steps(g->p_cue, 0.5), content = steps(g->p_content, 0.7), source = steps(g->p_source, 0.7);
    uint64_t what = top == NOBODY ? 0
                                  : 1 + (uint64_t)s->unit[top].upos * 4 + syntax_is_clause(s, top) * 2 +
                                        (s->unit[top].name != NOBODY);
    uint64_t whom = who == NOBODY ? 0 : 1 + learnt_phrase_kind(v, who);
    for (uint32_t r = 0; r < g->content.runs; r++) words += g->content.run[r].to - g->content.run[r].from;
    uint64_t size = words < 4 ? words : words < 8 ? 4 : words < 16 ? 5 : 6;
    linear_put(f, G_BIAS, 0, 0);
    linear_put(f, G_CUE, cue, 0);
    linear_put(f, G_CUE_TAG, cue, s->unit[u].upos);
    linear_put(f, G_CUE_RULE, cue, is_rules);
    linear_put(f, G_CONTENT, content, 0);
    linear_put(f, G_CONTENT_HOW, g->content.how, g->content.is_rules);
    linear_put(f, G_SOURCE, source, 0);
    linear_put(f, G_SOURCE_HOW, g->source.how, g->source.is_rules);
    linear_put(f, G_ALL, steps(g->p_cue * g->p_content * g->p_source, 0.4), 0);
    linear_put(f, G_CUE_CONTENT, steps(g->p_cue, 1), steps(g->p_content, 1));
    linear_put(f, G_CUE_SOURCE, steps(g->p_cue, 1), steps(g->p_source, 1));
    linear_put(f, G_TOP, what, size);
    linear_put(f, G_TOP_CUE, what, g->cue.word);
    linear_put(f, G_SIZE, size, is_rules);
    linear_put(f, G_CLASS, g->class, s->unit[u].upos);
    linear_put(f, G_CLASS_CUE, g->class, cue);
    linear_put(f, G_QUOTED, v->quotation[u] != NOBODY, top != NOBODY && v->quotation[top] != NOBODY);
    linear_put(f, G_KIND, whom, s->unit[u].upos);
    if (v->domain) linear_put(f, G_DOMAIN, v->domain, s->unit[u].upos), linear_put(f, G_DOMAIN, v->domain + 8, cue);
}

bool learnt_guess_at(const learnt *m, const learnt_view *v, uint32_t u, learnt_guess *g)
{
    double p[LINEAR_CLASSES_MOST], score[LEARNT_CANDIDATES_MOST];
    learnt_candidates all;
    learnt_cue_features(v, u, LEARNT_FIRST, learnt_none_yet(v, m->cue));
    if (!linear_may_be(v->feature, CUE_HOPELESS)) return false;
    linear_choose(m->cue, v->feature, p);
    if (1 - p[LEARNT_NONE] < CUE_HOPELESS) return false;
    learnt_cue_features(v, u, LEARNT_SECOND, v->feature);
    linear_choose(m->cue, v->feature, p);
    g->p_cue = 1 - p[LEARNT_NONE];
    if (g->p_cue < CUE_LEAST) return false;
    g->class = LEARNT_SAYS;
    for (uint32_t k = LEARNT_SAYS; k < LEARNT_CLASSES; k++)
        if (p[k] > p[g->class]) g->class = (learnt_class)k;
    g->cue = learnt_cue_of(v, u);
    find_extent(m, v, &g->cue);
    learnt_contents(v, &g->cue, &all);
    uint32_t best = choose_content(m, v, &g->cue, &all, score);
    g->content = all.at[best];
    g->p_content = score[best];
    learnt_sources(v, &g->cue, &g->content, &all);
    best = choose_source(m, v, &g->cue, &g->content, &all, score);
    g->source = all.at[best];
    g->p_source = score[best];
    g->p = g->p_cue;
    if (!m->accept) return true;
    learnt_accept_features(v, g, learnt_none_yet(v, m->accept));
    linear_choose(m->accept, v->feature, p);
    g->p = p[1];
    return true;
}
