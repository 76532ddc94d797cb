/*
 * trees.c - a page through the net, windows of like length together.
 */
#include "language/trees.h"

#include "base/hash.h"
#include "base/utf8.h"

#define NO_SCRIPT UINT32_MAX
enum { BATCH_WINDOWS = 32, BATCH_ROWS = 1024 };

/* A stretch of units of one sentence. */
typedef struct {
    unit *unit;
    uint32_t units;
    uint32_t *script; /* of each unit, or NO_SCRIPT */
} window;

typedef struct {
    arena *a;
    const trees_model *m;
    const page *page;
    const name *name;
    window *window; /* longest first */
    uint32_t windows;
    float *input; /* of one unit: room for put_input */
} reader;

uint64_t lemma_key(const plain_form *f, hs_str tag, key_kind kind)
{
    char both[FORM_MOST + 1 + 64];
    size_t n = tag.n < 64 ? tag.n : 64;
    memcpy(both, f->lower, f->n);
    both[f->n] = '\t';
    if (n) memcpy(both + f->n + 1, tag.p, n);
    return key_hash((hs_str){ both, f->n + 1 + n }, (uint64_t)kind);
}

static hs_str form_of(const reader *r, const unit *u)
{
    return span_words(r->page->text, u->at);
}

/* ---- windows ------------------------------------------------------------------------------------------------- */

/* Sorted by length, longest first, those of one length in the order of the text: a counting sort. */
static void sort_windows(reader *r)
{
    uint32_t at[TREES_WINDOW + 2] = { 0 };
    window *out = TAKE(r->a, r->windows, window);
    for (uint32_t i = 0; i < r->windows; i++) at[TREES_WINDOW - r->window[i].units + 1]++;
    for (int i = 0; i < TREES_WINDOW; i++) at[i + 1] += at[i];
    for (uint32_t i = 0; i < r->windows; i++) out[at[TREES_WINDOW - r->window[i].units]++] = r->window[i];
    r->window = out;
}

static void cut_windows(reader *r, const masked *s, uint32_t n)
{
    uint32_t units = 0;
    for (uint32_t i = 0; i < n; i++) {
        units += s[i].units;
        r->windows += (s[i].units + TREES_WINDOW - 1) / TREES_WINDOW;
    }
    uint32_t *script = TAKE(r->a, units, uint32_t);
    window *w = r->window = TAKE(r->a, r->windows, window);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t parts = (s[i].units + TREES_WINDOW - 1) / TREES_WINDOW;
        for (uint32_t k = 0; k < parts; k++) { /* parts of (nearly) the same length */
            uint32_t from = (uint32_t)((uint64_t)s[i].units * k / parts);
            uint32_t to = (uint32_t)((uint64_t)s[i].units * (k + 1) / parts);
            *w++ = (window){ s[i].unit + from, to - from, script };
            script += to - from;
        }
    }
    sort_windows(r);
}

/* Heads of windows count from their own first unit: shift them, and hang each window on the one before. */
static void join_windows(const masked *s)
{
    uint32_t parts = (s->units + TREES_WINDOW - 1) / TREES_WINDOW, root = UNIT_ROOT;
    for (uint32_t k = 0; k < parts && parts > 1; k++) {
        uint32_t from = (uint32_t)((uint64_t)s->units * k / parts), to = (uint32_t)((uint64_t)s->units * (k + 1) / parts);
        uint32_t own = from;
        for (uint32_t i = from; i < to; i++) {
            if (s->unit[i].head == UNIT_ROOT) own = i;
            else s->unit[i].head += from;
        }
        s->unit[own].head = root;
        if (root != UNIT_ROOT) s->unit[own].relation = REL_PARATAXIS;
        root = own;
    }
}

/* ---- one batch ----------------------------------------------------------------------------------------------- */

/* The input of a unit in whole numbers; gives what to multiply it by. */
static float put_input(const reader *r, const unit *u, int16_t *out)
{
    const trees_model *m = r->m;
    const net_size *size = &m->plan.size;
    features f;
    if (u->name != NOBODY) features_of_mask(r->name[u->name].class, &f);
    else features_of(&m->keys, form_of(r, u), size->words, size->affixes, &f);
    float *x = memset(r->input, 0, m->plan.input * sizeof *x);
    m->net->ops->add_bytes(size->word_dim, x, m->word + (size_t)f.word * size->word_dim, m->word_scale[f.word]);
    for (uint32_t i = 0; i < f.affixes; i++)
        m->net->ops->add_bytes(size->affix_dim, x + size->word_dim, m->affix + (size_t)f.affix[i] * size->affix_dim,
                               m->affix_scale[f.affix[i]]);
    return m->net->ops->whole(m->plan.input, x, out);
}

static uint32_t best_of(const float *x, uint32_t n, uint32_t but)
{
    uint32_t best = but ? 0 : 1;
    for (uint32_t i = 0; i < n; i++)
        if (i != but && x[i] > x[best]) best = i;
    return best;
}

static bool is_function_word(uint8_t relation)
{
    return relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP || relation == REL_CASE ||
           relation == REL_MARK || relation == REL_DET || relation == REL_CC || relation == REL_PUNCT;
}

/* What function words carry no dependents of, by the guidelines of Universal Dependencies. */
static bool is_of_content(uint8_t relation)
{
    return relation == REL_NSUBJ || relation == REL_NSUBJ_PASS || relation == REL_OBJ || relation == REL_IOBJ || relation == REL_OBL ||
           relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP || relation == REL_MARK ||
           relation == REL_CCOMP || relation == REL_XCOMP || relation == REL_ADVCL;
}

/* Heads go up, so no cycle comes of it. */
static void lift_from_function_words(const window *w)
{
    for (uint32_t i = 0; i < w->units; i++) {
        unit *u = &w->unit[i];
        while (u->head != UNIT_ROOT && is_of_content(u->relation) && is_function_word(w->unit[u->head].relation)) u->head = w->unit[u->head].head;
    }
}

/* The best tree; but arcs that cross are rare in any language and more often a mistake than not, so it must be worth more
 * than the best tree without them by some margin. */
static void best_tree(arena *a, const arc_scores *s, uint32_t n, uint32_t *head)
{
    static const double MARGIN = 2; /* natural logarithm of a ratio of chances, about */
    decode_tree(a, s->score, s->row, n, head);
    if (!decode_crosses(head, n)) return;
    uint32_t *flat = TAKE(a, n, uint32_t);
    decode_projective(a, s->score, s->row, n, flat);
    if (decode_worth(s->score, s->row, n, head) - decode_worth(s->score, s->row, n, flat) < MARGIN) memcpy(head, flat, n * sizeof *head);
}

/* What no word of a class can be to its head, by the guidelines of Universal Dependencies. */
static bool is_barred(uint8_t tag, uint32_t relation)
{
    if ((tag == UPOS_PUNCT) != (relation == REL_PUNCT)) return true;
    bool names_things = tag == UPOS_NOUN || tag == UPOS_PROPN || tag == UPOS_NUM;
    return (names_things || tag == UPOS_ADJ) && (relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP || relation == REL_CC || relation == REL_MARK);
}

static uint8_t best_relation(const float *score, uint8_t tag)
{
    uint32_t best = NOBODY;
    for (uint32_t i = 0; i < REL_COUNT; i++)
        if (i != REL_ROOT && !is_barred(tag, i) && (best == NOBODY || score[i] > score[best])) best = i;
    return (uint8_t)best;
}

static void read_window(const reader *r, const window *w, float *heads)
{
    const trees_model *m = r->m;
    uint32_t wide = m->plan.heads, n = w->units;
    net_columns at = net_columns_of(&m->plan);
    for (uint32_t i = 0; i < n; i++) {
        float *row = heads + (size_t)i * wide;
        w->unit[i].upos = (uint8_t)best_of(row + at.upos, UPOS_COUNT, NOBODY);
        w->unit[i].xpos = m->xpos[best_of(row + at.xpos, m->plan.size.xpos, NOBODY)];
        m->net->ops->leaky(2 * m->plan.size.arc, row);
    }
    arc_scores arcs = net_arcs(&m->net->top, heads, n, r->a);
    uint32_t *head = TAKE(r->a, n, uint32_t);
    best_tree(r->a, &arcs, n, head);
    float *hidden = TAKE(r->a, (size_t)n * m->plan.size.label, float), *label = TAKE(r->a, (size_t)n * NET_LABELS, float);
    net_label_hidden(&m->net->top, heads, n, head, hidden);
    net_label_scores(&m->net->top, n, hidden, label);
    for (uint32_t i = 0; i < n; i++) {
        w->unit[i].head = head[i];
        bool root = head[i] == UNIT_ROOT;
        w->unit[i].relation = root ? REL_ROOT : best_relation(label + (size_t)i * NET_LABELS, w->unit[i].upos);
    }
    lift_from_function_words(w);
}

/* The script of a form that was seen with this tag in training. */
static bool known_script(const trees_model *m, const unit *u, const plain_form *f, uint32_t *script)
{
    if (f->cut) return false;
    uint32_t by_upos;
    bool known = key_find(&m->keys, lemma_key(f, str_of(upos_name(u->upos)), KEY_LEMMA_UPOS), &by_upos);
    bool finer = key_find(&m->keys, lemma_key(f, u->xpos, KEY_LEMMA_XPOS), script);
    bool tags_part = u->upos == UPOS_VERB && str_starts(u->xpos, STR("JJ")); /* a verb to one, an adjective to the other */
    if (known && (!finer || tags_part)) *script = by_upos;
    return (known || finer) &&
           *script < m->plan.size.scripts;
}

/* Whether what a script makes of a form is a word that the model knows. */
static bool makes_word(const reader *r, uint32_t script, const plain_form *f)
{
    arena_mark here = arena_here(r->a);
    plain_form made;
    uint32_t row;
    form_plain(lemma_apply(r->a, &r->m->script[script], (hs_str){ f->lower, f->n }), &made);
    arena_rollback(r->a, here);
    return key_find(&r->m->keys, key_hash((hs_str){ made.key, made.n }, KEY_WORD), &row);
}

static uint32_t best_script(const reader *r, const float *score, const plain_form *f, const float *least)
{
    uint32_t best = NO_SCRIPT;
    for (uint32_t i = 0; i < r->m->plan.size.scripts; i++) {
        if (least && (score[i] < *least || !makes_word(r, i, f))) continue;
        if ((best == NO_SCRIPT || score[i] > score[best]) && lemma_fits(&r->m->script[i], (hs_str){ f->lower, f->n })) best = i;
    }
    return best;
}

/* "arming" is of "arm", which is known, rather than of "arme", unless the net is sure. */
static uint32_t likely_script(const reader *r, const float *score, const plain_form *f)
{
    static const float SURE = 1.5f; /* natural logarithm of a ratio of chances */
    uint32_t best = best_script(r, score, f, NULL);
    if (best == NO_SCRIPT || makes_word(r, best, f)) return best;
    float below = score[best] - SURE;
    uint32_t known = best_script(r, score, f, &below);
    return known == NO_SCRIPT ? best : known;
}

/* Scripts of the units of a window: by the lexicon, and by the net for what it does not know. */
static void read_scripts(const reader *r, const window *w, const int16_t *top)
{
    const trees_model *m = r->m;
    uint32_t wide = 2 * m->plan.size.hidden, columns = m->plan.block[NET_SCRIPT].columns, asked = 0;
    uint32_t *which = TAKE(r->a, w->units, uint32_t);
    int16_t *row = TAKE(r->a, (size_t)w->units * wide, int16_t);
    for (uint32_t i = 0; i < w->units; i++) {
        plain_form f;
        w->script[i] = NO_SCRIPT;
        if (w->unit[i].name != NOBODY) continue;
        form_plain(form_of(r, &w->unit[i]), &f);
        if (known_script(m, &w->unit[i], &f, &w->script[i]) || f.cut) continue;
        memcpy(row + (size_t)asked * wide, top + (size_t)i * wide, wide * sizeof *row);
        which[asked++] = i;
    }
    float *score = TAKE(r->a, (size_t)asked * columns, float);
    whole_scripts(m->net, asked, row, score, r->a);
    for (uint32_t k = 0; k < asked; k++) {
        plain_form f;
        form_plain(form_of(r, &w->unit[which[k]]), &f);
        w->script[which[k]] = likely_script(r, score + (size_t)k * columns, &f);
    }
}

static void read_batch(const reader *r, const window *w, uint32_t n)
{
    const trees_model *m = r->m;
    uint32_t length[BATCH_WINDOWS], in = m->plan.input, wide = m->plan.heads;
    for (uint32_t i = 0; i < n; i++) length[i] = w[i].units;
    batch b = batch_of(r->a, length, n);
    int16_t *input = TAKE(r->a, (size_t)b.rows * in, int16_t);
    float *times = TAKE(r->a, b.rows, float), *heads = TAKE(r->a, (size_t)b.rows * wide, float);
    for (uint32_t t = 0; t < b.steps; t++)
        for (uint32_t s = 0; s < b.active[t]; s++)
            times[b.offset[t] + s] = put_input(r, &w[s].unit[t], input + (size_t)(b.offset[t] + s) * in);
    const int16_t *top = whole_encode(m->net, &b, input, times, r->a);
    whole_heads(m->net, b.rows, top, heads, r->a);
    for (uint32_t s = 0; s < n; s++) {
        arena_mark here = arena_here(r->a);
        read_window(r, &w[s], heads + (size_t)b.begin[s] * wide);
        read_scripts(r, &w[s], top + (size_t)b.begin[s] * 2 * m->plan.size.hidden);
        arena_rollback(r->a, here);
    }
}

static hs_str lemma_of(const reader *r, const unit *u, uint32_t script)
{
    hs_str form = form_of(r, u);
    if (u->name != NOBODY) return form;
    plain_form f;
    form_plain(form, &f);
    if (f.cut || script == NO_SCRIPT) return utf8_lower_str(r->a, form);
    hs_str lower = arena_str(r->a, (hs_str){ f.lower, f.n });
    return lemma_apply(r->a, &r->m->script[script], lower);
}

void trees_read(arena *a, const trees_model *m, const page *p, const name *names, masked *s, uint32_t n)
{
    reader r = { .a = a, .m = m, .page = p, .name = names, .input = TAKE(a, m->plan.input, float) };
    cut_windows(&r, s, n);
    for (uint32_t from = 0; from < r.windows;) {
        arena_mark here = arena_here(a);
        uint32_t count = 0, rows = 0;
        while (from + count < r.windows && count < BATCH_WINDOWS &&
               (!count || rows + r.window[from + count].units <= BATCH_ROWS))
            rows += r.window[from + count++].units;
        read_batch(&r, r.window + from, count);
        arena_rollback(a, here);
        from += count;
    }
    for (uint32_t i = 0; i < n; i++) join_windows(&s[i]);
    for (uint32_t i = 0; i < r.windows; i++)
        for (uint32_t k = 0; k < r.window[i].units; k++) {
            unit *u = &r.window[i].unit[k];
            u->lemma = lemma_of(&r, u, r.window[i].script[k]);
            if (str_eq(u->xpos, STR("_"))) u->xpos = STR("");
        }
}

const tree *trees_inside(arena *a, const trees_model *m, const page *p, const name *names, uint32_t n)
{
    masked *s = TAKE(a, n, masked);
    tree *out = TAKE(a, n, tree);
    for (uint32_t i = 0; i < n; i++) {
        s[i] = (masked){ TAKE(a, names[i].tokens, unit), names[i].tokens };
        for (uint32_t k = 0; k < names[i].tokens; k++) {
            uint32_t t = names[i].first_token + k;
            s[i].unit[k] = (unit){ .at = p->token[t].at, .first_token = t, .tokens = 1, .name = NOBODY };
        }
    }
    trees_read(a, m, p, names, s, n);
    for (uint32_t i = 0; i < n; i++) out[i] = (tree){ s[i].unit, s[i].units };
    return out;
}
