/*
 * answers.c - what is denied, or admitted, without being told again.
 *
 *     "H accused G of the attack.  G denied [the accusation]."      G denies what H said
 *     "Radio H said that G had left.  G called [this] a lie."       the same
 *     "G burned the mill.  The general denied [it]."                he denies what the author told
 *
 * What was said last is what is answered; in one sentence, what is said of the one who answers comes first, then what
 * accuses.  The author is answered only in the sentence straight before, and by its main claims.
 */
#include "claims/answers.h"

enum { SENTENCES_BACK = 2 };

typedef struct {
    const attributions *as;
    const attribution *at;
    const source *by;
    told_claims told;
} search;

/* "the charge", "this": words that mean what somebody said, with nothing that says what. */
static bool is_bare(const attributions *as, const attribution *at)
{
    const syntax *s = as->sentence[at->sentence];
    uint32_t u = at->top;
    if (!cues_means_words(s, u)) return false;
    if (s->unit[u].upos == UPOS_PRON) return true;
    for (uint32_t n = as->first[at->sentence]; n < as->first[at->sentence + 1]; n++)
        if (as->at.at[n].head == u) return false; /* it has its content */
    return syntax_child(s, u, REL(ACL) | REL(CCOMP) | RELS_RELATIVE) == NOBODY && syntax_prepositional(s, u, STR("of")) == NOBODY;
}

static bool may_answer(const attribution *at)
{
    const cue *c = at->cue;
    if (!c || at->top == NOBODY || at->stance.is_denied) return false;
    return c->kind == CUE_DENY || ((c->kind == CUE_SAY || c->kind == CUE_SHOW) && c->content & CONTENT_OBJECT);
}

static bool is_same(const source *x, const source *y)
{
    return x->kind == y->kind && x->who.actor == y->who.actor && x->kind != SOURCE_UNNAMED;
}

/* Said before, by another, and as a claim. */
static bool may_be_answered(const search *x, const attribution *said)
{
    const cue *c = said->cue;
    if (!c || c->polarity == POLARITY_DENY || said->stance.is_denied || said == x->at || is_same(&said->source[0], x->by)) return false;
    if (said->sentence == x->at->sentence && (said->head >= x->at->head || said->top == x->at->top)) return false;
    return c->kind == CUE_SAY || c->kind == CUE_ACCUSE || c->kind == CUE_SHOW || c->kind == CUE_THINK || c->kind == CUE_ALLEGE;
}

/* How well what attribution n says fits the answer; 0 when it says nothing that was understood. */
static int fit_of(const search *x, uint32_t n, uint32_t sentence)
{
    int fit = 0;
    for (uint32_t i = x->told.n; i-- > 0 && x->told.claim[i].sentence >= sentence;) {
        const claim *c = &x->told.claim[i];
        if (x->told.owner[i] != n || c->sentence != sentence || !c->frame.n) continue;
        if (!fit) fit = 1;
        if (c->agent.actor != NOBODY && c->agent.actor == x->by->who.actor) fit = 4;
    }
    return fit ? fit + 2 * (x->as->at.at[n].cue->kind == CUE_ACCUSE) : 0;
}

static uint32_t best_of(const search *x, uint32_t sentence)
{
    uint32_t best = NOBODY;
    int best_fit = 0;
    for (uint32_t n = x->as->first[sentence]; n < x->as->first[sentence + 1]; n++) {
        int fit = may_be_answered(x, &x->as->at.at[n]) ? fit_of(x, n, sentence) : 0;
        if (fit && fit >= best_fit) best = n, best_fit = fit;
    }
    return best;
}

/* Those of one sentence that one owner tells; of the author's, the main ones that accuse nobody. */
static uint32_t take(const search *x, uint32_t sentence, uint32_t owner, uint32_t *out, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->told.n && n < most; i++) {
        const claim *c = &x->told.claim[i];
        if (c->sentence != sentence || x->told.owner[i] != owner || !c->frame.n) continue;
        bool is_accusing = str_eq(c->frame, STR("accuses")) || str_eq(c->frame, STR("disapproves"));
        if (owner != NOBODY || (c->is_main && !is_accusing && c->agent.at.n)) out[n++] = i;
    }
    return n;
}

uint32_t answers_find(const attributions *as, uint32_t attribution, const source *by, told_claims told, uint32_t *out, uint32_t most)
{
    search x = { as, &as->at.at[attribution], by, told };
    if (!may_answer(x.at) || !is_bare(as, x.at)) return 0;
    uint32_t here = x.at->sentence;
    bool is_open = as->sentence[here]->unit[x.at->top].upos == UPOS_PRON; /* "the charge" is somebody's, "it" may be the author's */
    for (uint32_t back = 0; back <= SENTENCES_BACK && back <= here; back++) {
        uint32_t said = best_of(&x, here - back);
        if (said != NOBODY) return take(&x, here - back, said, out, most);
        uint32_t n = back == 1 && is_open ? take(&x, here - 1, NOBODY, out, most) : 0;
        if (n) return n;
    }
    return 0;
}
