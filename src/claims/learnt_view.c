/*
 * learnt_view.c - a sentence as the learnt models see it: hashes of lemmas, fields of words, who is quoted, paths.
 */
#include "claims/learnt.h"

#include "base/hash.h"

enum { FORM_MOST = 40, UP_MOST = 5 };

learnt_words learnt_words_index(arena *a, const learnt_word *at, size_t n)
{
    learnt_words w = { .at = at, .n = n };
    for (w.slots = 16; w.slots < n * 2;) w.slots *= 2;
    w.slot = TAKE(a, w.slots, uint32_t);
    for (size_t i = 0; i < n; i++) {
        size_t slot = at[i].word & (w.slots - 1);
        while (w.slot[slot]) slot = (slot + 1) & (w.slots - 1);
        w.slot[slot] = (uint32_t)i + 1;
    }
    return w;
}

static learnt_word word_of(const learnt_words *w, uint32_t word)
{
    if (!w->n) return (learnt_word){ 0 };
    for (size_t at = word & (w->slots - 1); w->slot[at]; at = (at + 1) & (w->slots - 1))
        if (w->at[w->slot[at] - 1].word == word) return w->at[w->slot[at] - 1];
    return (learnt_word){ 0 };
}

/* The hash of a word with A-Z made small. */
static uint32_t form_hash(hs_str form)
{
    char low[FORM_MOST];
    if (form.n > FORM_MOST) return 0;
    for (size_t i = 0; i < form.n; i++)
        low[i] = form.p[i] >= 'A' && form.p[i] <= 'Z' ? (char)(form.p[i] - 'A' + 'a') : form.p[i];
    return (uint32_t)hash_bytes((hs_str){ low, form.n });
}

static bool is_small(hs_str form)
{
    for (size_t i = 0; i < form.n; i++)
        if (form.p[i] >= 'A' && form.p[i] <= 'Z') return false;
    return form.n <= FORM_MOST;
}

learnt_word learnt_form(const learnt_view *v, uint32_t u)
{
    const unit *at = &v->s->unit[u];
    hs_str form = span_words(v->s->page->text, at->at);
    if (at->name != NOBODY) return (learnt_word){ 0 };
    return word_of(v->words, is_small(form) && str_eq(form, at->lemma) ? (uint32_t)v->s->lemma[u] : form_hash(form));
}

static learnt_unit unit_of(const learnt_words *w, const syntax *s, uint32_t u)
{
    const unit *at = &s->unit[u];
    learnt_unit out = { .lemma = s->lemma[u], .tag = at->xpos.n ? hash_bytes(at->xpos) : at->upos };
    if (at->name != NOBODY) {
        out.lemma = 1 + s->reading->name[at->name].class;
        return out;
    }
    if (at->upos == UPOS_VERB || at->upos == UPOS_NOUN || at->upos == UPOS_ADJ)
        out.of_lemma = word_of(w, (uint32_t)out.lemma);
    return out;
}

/* The sentence before, in its paragraph or the one before, ends in a quotation. */
static bool ends_quoted_before(const syntax *s)
{
    const page *p = s->page;
    if (!s->sentence) return false;
    span before = p->sentence[s->sentence - 1].at;
    uint32_t q = attributions_quotation(p, before.end ? before.end - 1 : 0);
    return q < p->quotations && p->quotation[q].at.begin < before.end;
}

static void find_quoted(learnt_view *v)
{
    const syntax *s = v->s;
    const page *p = s->page;
    uint32_t q = s->units ? attributions_quotation(p, s->unit[0].at.begin) : p->quotations;
    for (uint32_t u = 0; u < s->units; u++) {
        v->quotation[u] = NOBODY;
        while (q < p->quotations && p->quotation[q].at.end <= s->unit[u].at.begin) q++;
        if (q < p->quotations && span_holds(p->quotation[q].inside, s->unit[u].at))
            v->quotation[u] = q, v->any_quoted = true;
    }
    v->before_quoted = ends_quoted_before(s);
}

learnt_view *learnt_view_of(arena *a, const learnt_words *w, const syntax *s, const cue **row, const attribution *found,
                            size_t n, uint32_t domain)
{
    learnt_view *v = TAKE(a, 1, learnt_view);
    uint32_t *rule = TAKE(a, (size_t)s->units + 1, uint32_t);
    *v = (learnt_view){ .a = a, .s = s, .words = w, .found = found, .rule = rule, .domain = domain };
    v->unit = TAKE(a, (size_t)s->units + 1, learnt_unit);
    v->quotation = TAKE(a, (size_t)s->units + 1, uint32_t);
    v->row = row;
    if (!row) {
        v->row = TAKE(a, (size_t)s->units + 1, const cue *);
        for (uint32_t u = 0; u < s->units; u++) v->row[u] = s->unit[u].upos == UPOS_PUNCT ? NULL : syntax_cue(s, u);
    }
    v->feature = TAKE(a, 1, linear_features);
    v->feature->a = a;
    for (uint32_t u = 0; u < s->units; u++) {
        if (s->unit[u].upos == UPOS_PUNCT) learnt_mark(&v->punctuation, u, u + 1, true);
        v->unit[u] = unit_of(w, s, u);
        rule[u] = NOBODY;
    }
    for (size_t i = n; i-- > 0;)
        if (found[i].head < s->units) rule[found[i].head] = (uint32_t)i;
    find_quoted(v);
    return v;
}

/* ---- sets of units --------------------------------------------------------------------------------------------- */

/* The bits of [from, to) that lie in word k; the two ends reach into it. */
static uint64_t bits_in(uint32_t k, uint32_t from, uint32_t to)
{
    uint64_t low = from > k * 64 ? ~UINT64_C(0) << (from - k * 64) : ~UINT64_C(0);
    return to < (k + 1) * 64 ? low & ~(~UINT64_C(0) << (to - k * 64)) : low;
}

void learnt_mark(learnt_set *in, uint32_t from, uint32_t to, bool is_in)
{
    for (uint32_t k = from / 64; from < to && k <= (to - 1) / 64; k++) {
        uint64_t bits = bits_in(k, from, to);
        in->word[k] = is_in ? in->word[k] | bits : in->word[k] & ~bits;
    }
}

void learnt_leave_out(learnt_set *in, const learnt_set *what, uint32_t n)
{
    for (uint32_t k = 0; k * 64 < n; k++) in->word[k] &= ~what->word[k];
}

void learnt_bridge(learnt_set *in, const learnt_set *between, uint32_t n)
{
    uint64_t before = 0; /* the word before as it was */
    for (uint32_t k = 0; k * 64 < n; k++) {
        uint64_t here = in->word[k], behind = (k + 1) * 64 < n ? in->word[k + 1] : 0;
        in->word[k] |= between->word[k] & (here << 1 | before >> 63) & (here >> 1 | behind << 63);
        before = here;
    }
}

/* ---- paths ----------------------------------------------------------------------------------------------------- */

uint64_t learnt_path(const syntax *s, uint32_t from, uint32_t to)
{
    uint64_t up = 17, down = 19;
    uint32_t at = from, steps = 0;
    while (!syntax_below(s, to, at)) {
        if (++steps > UP_MOST) return 0;
        up = hash_u64(up + s->unit[at].relation);
        at = s->unit[at].head; /* all are below the root, so there is one */
    }
    for (uint32_t k = to; k != at; k = s->unit[k].head) {
        if (++steps > 2 * UP_MOST) return 0;
        down = hash_u64(down + s->unit[k].relation);
    }
    return hash_u64(up ^ (down << 1));
}

/* ---- phrases --------------------------------------------------------------------------------------------------- */

static uint64_t kind_of(const learnt_view *v, uint32_t u)
{
    const syntax *s = v->s;
    const unit *at = &s->unit[u];
    if (at->name != NOBODY) return 8 + s->reading->name[at->name].class;
    if (at->upos == UPOS_PRON || at->upos == UPOS_DET) return v->unit[u].lemma;
    if (s->known[u]->time) return 30 + (at->upos == UPOS_PROPN); /* "said Friday": never what is said */
    const voice *w = s->known[u]->voice;
    if (w) return 32 + (uint64_t)w->kind * 8 + w->class;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(APPOS) | REL(FLAT)) && s->unit[c].name != NOBODY)
            return 64 + s->reading->name[s->unit[c].name].class;
    if (at->upos == UPOS_NOUN) return 128 + (v->unit[u].of_lemma.noun & 63);
    return 256 + at->upos;
}

uint64_t learnt_phrase_kind(const learnt_view *v, uint32_t u)
{
    if (!v->unit[u].kind) v->unit[u].kind = 1 + kind_of(v, u);
    return v->unit[u].kind - 1;
}
