/*
 * learnt_score.c - source, cue and content to the byte, and who says what.
 */
#include "claims/learnt_score.h"

#include "claims/utterances.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    span_list role[3]; /* source, cue, content */
} triple;

typedef struct {
    const triple *at;
    size_t n;
} triples;

static bool same(span_list x, span_list y)
{
    return x.n == y.n && (!x.n || !memcmp(x.at, y.at, x.n * sizeof *x.at));
}

/* Each span once. */
static size_t distinct(const triples *t, int role, span_list *out)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool again = !t->at[i].role[role].n;
        for (size_t k = 0; k < n && !again; k++) again = same(out[k], t->at[i].role[role]);
        if (!again) out[n++] = t->at[i].role[role];
    }
    return n;
}

static void score_role(learnt_scores *sum, arena *a, const triples *here, const triples *gold, int role)
{
    span_list *x = TAKE(a, here->n + 1, span_list), *y = TAKE(a, gold->n + 1, span_list);
    size_t n = distinct(here, role, x), m = distinct(gold, role, y);
    sum->found[role] += n;
    sum->marked[role] += m;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++) sum->right[role] += same(x[i], y[k]);
}

static bool in_list(span_list at, span token)
{
    for (size_t i = 0; i < at.n; i++)
        if (span_meets(at.at[i], token)) return true;
    return false;
}

/* Share of common tokens: 2 |x and y| / (|x| + |y|); two that are empty agree. */
static double dice(const page *p, span_list x, span_list y)
{
    uint32_t both = 0, all = 0;
    if (!x.n || !y.n) return !x.n && !y.n;
    for (uint32_t t = 0; t < p->tokens; t++) {
        bool in_x = in_list(x, p->token[t].at), in_y = in_list(y, p->token[t].at);
        both += in_x && in_y;
        all += in_x + in_y;
    }
    return all ? 2.0 * both / all : 0;
}

typedef struct {
    double like;
    size_t here, gold;
    bool same_source;
} pairing;

static int likest_first(const void *x, const void *y)
{
    const pairing *a = x, *b = y;
    if (a->like != b->like) return a->like > b->like ? -1 : 1;
    if (a->gold != b->gold) return a->gold < b->gold ? -1 : 1;
    return a->here < b->here ? -1 : a->here > b->here;
}

static void score_pairs(learnt_scores *sum, arena *a, const page *p, const triples *here, const triples *gold)
{
    VEC(pairing) pair = { 0 };
    bool *used_here = TAKE(a, here->n + 1, bool), *used_gold = TAKE(a, gold->n + 1, bool);
    for (size_t i = 0; i < here->n; i++)
        for (size_t k = 0; k < gold->n; k++) {
            double d[3];
            for (int r = 0; r < 3; r++) d[r] = dice(p, here->at[i].role[r], gold->at[k].role[r]);
            bool no_cue = !here->at[i].role[SCORE_CUE].n || !gold->at[k].role[SCORE_CUE].n;
            if (d[SCORE_CONTENT] > 0 && (d[SCORE_CUE] > 0 || no_cue))
                *VEC_ADD(a, &pair) = (pairing){ d[0] + d[1] + d[2], i, k, d[SCORE_SOURCE] > 0 };
        }
    if (pair.n) qsort(pair.at, pair.n, sizeof *pair.at, likest_first);
    for (size_t i = 0; i < pair.n; i++) {
        const pairing *one = &pair.at[i];
        if (used_here[one->here] || used_gold[one->gold]) continue;
        used_here[one->here] = used_gold[one->gold] = true;
        sum->right[SCORE_WHO_AND_WHAT] += one->same_source;
    }
    sum->found[SCORE_WHO_AND_WHAT] += here->n;
    sum->marked[SCORE_WHO_AND_WHAT] += gold->n;
}

void learnt_score_page(learnt_scores *sum, arena *a, const claims_lexicon *l, const page *p, const reading *r,
                       const attribution_mark *mark, size_t marks)
{
    findings found = { 0 };
    syntax **sentence = TAKE(a, (size_t)r->trees + 1, syntax *);
    for (uint32_t i = 0; i < r->trees; i++) sentence[i] = syntax_of(a, l, p, r, i);
    actors *who = actors_of(a, l, p, r, sentence);
    utterances_list(attributions_of(a, l, p, r, sentence, who), &found);
    triple *here = TAKE(a, (size_t)found.utterances + 1, triple), *gold = TAKE(a, marks + 1, triple);
    for (uint32_t i = 0; i < found.utterances; i++)
        here[i] = (triple){ { found.utterance[i].source, found.utterance[i].cue, found.utterance[i].content } };
    for (size_t i = 0; i < marks; i++) gold[i] = (triple){ { mark[i].source, mark[i].cue, mark[i].content } };
    triples x = { here, found.utterances }, y = { gold, marks };
    for (int role = 0; role < 3; role++) score_role(sum, a, &x, &y, role);
    score_pairs(sum, a, p, &x, &y);
}

double learnt_f1(const learnt_scores *s, learnt_measure m)
{
    uint64_t all = s->found[m] + s->marked[m];
    return all ? 2.0 * (double)s->right[m] / (double)all : 0;
}
