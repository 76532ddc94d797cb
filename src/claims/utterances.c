/*
 * utterances.c - from attributions, which serve claims, to what a reader would mark: source, cue, content, and in whose
 * content it stands.
 */
#include "claims/utterances.h"

#include "claims/learnt.h"

#include <stdlib.h>

typedef struct {
    utterance u;
    const attribution *from;
    uint32_t number; /* of the attribution, or NOBODY: one that owns no words */
    uint32_t within; /* attribution, then place in the list */
    uint32_t begin;
} entry;

typedef struct {
    const attributions *as;
    entry *at;
    uint32_t n;
    uint32_t *place; /* of each attribution in the list, or NOBODY */
} lister;

static span_list either(span_list first, span_list second)
{
    return first.n ? first : second;
}

static int by_place(const void *x, const void *y)
{
    const span *a = x, *b = y;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* In order, those that only white space parts as one. */
static span_list joined(const page *p, span *at, size_t n)
{
    size_t out = 0;
    if (n) qsort(at, n, sizeof *at, by_place);
    for (size_t i = 0; i < n; i++) {
        bool meets =
            out && (at[i].begin <= at[out - 1].end || !str_trim(str_sub(p->text, at[out - 1].end, at[i].begin)).n);
        if (meets) at[out - 1] = span_join(at[out - 1], at[i]);
        else at[out++] = at[i];
    }
    return (span_list){ at, out };
}

/* A quotation that content cuts through belongs to it whole, but for one that holds the cue. */
static span_list with_quotations(const lister *l, const attribution *one, span_list content)
{
    const page *p = l->as->page;
    span cue = one->cue_at.at[0];
    span *at = TAKE(l->as->a, content.n + 1, span);
    for (size_t i = 0; i < content.n; i++) {
        span piece = content.at[i];
        for (uint32_t q = attributions_quotation(p, piece.begin);
             q < p->quotations && p->quotation[q].at.begin < content.at[i].end; q++)
            if (span_meets(p->quotation[q].inside, content.at[i]) && !span_holds(p->quotation[q].inside, cue))
                piece = span_join(piece, p->quotation[q].at);
        at[i] = piece;
    }
    return joined(p, at, content.n);
}

/* What was marked in the cue's sentence, with what runs on over others (content_at was widened). */
static span_list content_of(const lister *l, const attribution *one)
{
    arena *a = l->as->a;
    span_list marked = one->marked_content, all = one->content_at;
    span here = l->as->page->sentence[one->sentence].at;
    if (!marked.n) return with_quotations(l, one, attributions_with_marks(a, l->as->page, all));
    span *at = TAKE(a, marked.n + 2 * all.n, span);
    size_t n = marked.n;
    memcpy(at, marked.at, marked.n * sizeof *at);
    for (size_t i = 0; i < all.n; i++) {
        span p = all.at[i];
        if (p.begin < here.begin) at[n++] = (span){ p.begin, p.end < here.begin ? p.end : here.begin };
        if (p.end > here.end) at[n++] = (span){ p.begin > here.end ? p.begin : here.end, p.end };
    }
    return with_quotations(l, one, attributions_with_marks(a, l->as->page, joined(l->as->page, at, n)));
}

static void take(lister *l, const attribution *one, uint32_t number, utterance_kind kind)
{
    if (!one->cue_at.n || !one->content_at.n || one->is_unlisted) return;
    const syntax *s = l->as->sentence[one->sentence];
    entry *e = &l->at[l->n++];
    span_list cue = one->cue ? either(one->marked_cue, one->cue_at) : one->marked_cue; /* a label's is its colon */
    e->u = (utterance){ either(one->marked_source, one->source[0].who.at), cue, content_of(l, one), kind, NOBODY };
    e->from = one;
    e->number = number;
    e->within = one->cue ? attributions_owner(l->as, s, one->head) : NOBODY;
    if (e->within == number) e->within = NOBODY;
    e->begin = one->cue_at.at[0].begin;
}

static int in_text_order(const void *x, const void *y)
{
    const entry *a = x, *b = y;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

static bool holds(span_list at, span word)
{
    for (size_t i = 0; i < at.n; i++)
        if (span_holds(at.at[i], word)) return true;
    return false;
}

/* One of the same sentence that owns no words and whose content holds the cue. */
static uint32_t listed_around(const lister *l, uint32_t i)
{
    const entry *e = &l->at[i];
    uint32_t sentence = e->from->sentence, first = i;
    while (first > 0 && l->at[first - 1].from->sentence == sentence) first--;
    for (uint32_t k = first; k < l->n && l->at[k].from->sentence == sentence; k++)
        if (k != i && l->at[k].number == NOBODY && e->u.cue.n && holds(l->at[k].u.content, e->u.cue.at[0])) return k;
    return NOBODY;
}

static utterance_kind kind_of(const attribution *one)
{
    if (one->kind != UTTERANCE_SAYS) return one->kind;
    return one->cue && one->cue->polarity == POLARITY_DENY ? UTTERANCE_DENIES : UTTERANCE_SAYS;
}

static const double NESTED_SURER = 0.5; /* half way from the bound for all to certainty: best on GUM's development part */

static bool is_sure(const learnt *m, const entry *e)
{
    double bound = m ? m->add + (1 - m->add) * NESTED_SURER : 0;
    return e->u.within == NOBODY || !e->from->cue || e->from->sure >= bound;
}

/* What stands in the words of another is told at second hand: it is listed when the models are surer of it than they need
 * be otherwise.  What stands in one that is left out stands in what that one stands in. */
static void list_sure(const lister *l, findings *out)
{
    const learnt *m = l->as->lexicon->learnt;
    utterance *at = TAKE(l->as->a, l->n + 1, utterance);
    uint32_t *place = TAKE(l->as->a, l->n + 1, uint32_t), n = 0;
    for (uint32_t i = 0; i < l->n; i++) place[i] = is_sure(m, &l->at[i]) ? n++ : NOBODY;
    for (uint32_t i = 0; i < l->n; i++) {
        if (place[i] == NOBODY) continue;
        uint32_t within = l->at[i].u.within;
        for (uint32_t steps = 0; within != NOBODY && place[within] == NOBODY; steps++)
            within = steps < l->n ? l->at[within].u.within : NOBODY;
        at[place[i]] = l->at[i].u;
        at[place[i]].within = within == NOBODY ? NOBODY : place[within];
    }
    out->utterance = at;
    out->utterances = n;
}

void utterances_list(const attributions *as, findings *out)
{
    size_t most = as->at.n + as->listed.n;
    lister l = { as, TAKE(as->a, most + 1, entry), 0, TAKE(as->a, as->at.n + 1, uint32_t) };
    for (uint32_t i = 0; i < as->at.n; i++) take(&l, &as->at.at[i], i, kind_of(&as->at.at[i])), l.place[i] = NOBODY;
    for (uint32_t i = 0; i < as->listed.n; i++) take(&l, &as->listed.at[i], NOBODY, as->listed.at[i].kind);
    if (l.n) qsort(l.at, l.n, sizeof *l.at, in_text_order);
    for (uint32_t i = 0; i < l.n; i++)
        if (l.at[i].number != NOBODY) l.place[l.at[i].number] = i;
    for (uint32_t i = 0; i < l.n; i++)
        l.at[i].u.within = l.at[i].within != NOBODY ? l.place[l.at[i].within] : listed_around(&l, i);
    list_sure(&l, out);
}
