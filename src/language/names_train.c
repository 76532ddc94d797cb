/*
 * names_train.c - learning the sequence model: a linear-chain conditional random field.
 *
 * Lafferty, McCallum, Pereira 2001; gradient steps of one sentence with a step size of its own for each weight
 * (AdaGrad: Duchi, Hazan, Singer 2011).  What makes for names nobody has seen: each text is read twice, as it stands and
 * in small letters; of one token in LEXICAL_DROP the letters are hidden, so that shape and context must carry what the
 * letters would; and of all features a share is left out at each sight, so that none leans on another (Hinton et al.
 * 2012, "Improving neural networks by preventing co-adaptation of feature detectors").
 *
 * Texts marked by other rules teach too: each weight is a sum of what all texts share and what one kind of them has for
 * itself, and only the first kind's sum is kept (Daumé 2007, "Frustratingly easy domain adaptation").
 *
 * After PRUNE_AT epochs the weightiest features stay and learn on alone, for the file has no room for more: what is cut
 * at the very end would be missed.  At the end weights become small whole numbers.
 */
#include "language/names_train.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/random.h"
#include "language/names_model.h"
#include "language/names_profile.h"
#include "language/names_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Chosen on the dev part of UNER EWT; bench/results/language-names.md has the figures. */
/* What being outside of a name is made worse by: the field is too shy of names it has not seen. */
static const float RECALL = .8f;

enum { EPOCHS = 7, PRUNE_AT = 2, SEEN_LEAST = 2, FEATURES_SHIPPED = 130000, ROW = 24, SUMS = 8 };
enum { FILE_MOST = 1 << 30 };
static const double RATE = .1, LEXICAL_DROP = .1, FEATURE_DROP = .4, SHRINK = 1e-4, HIDE_PERSON = .5, HIDE_OTHER = .05;

/* LABELS of ROW are used. */
typedef struct {
    float w[ROW], g[ROW]; /* weights, sums of squared gradients */
} weights;

typedef struct {
    weights all, of[2]; /* what all texts share; what own texts and guests have for themselves, where there are guests */
    float sum[ROW];     /* of the weights for own texts at SUMS places of each epoch */
} row;

typedef struct {
    uint64_t hash;
    uint32_t count, row; /* row + 1 */
} dictionary_entry;

typedef struct {
    const names_text *text;
    names_view *view;
    uint32_t sentence;
} example;

typedef struct {
    arena *a;
    dictionary_entry *entry;
    size_t slots, entries;
    row *row;
    uint32_t rows;
    float follow[LABELS][LABELS], follow_g[LABELS][LABELS], follow_sum[LABELS][LABELS];
    uint32_t sums;
    VEC(example) example;
    bool guests; /* there are texts marked by other rules */
    double lexical_drop;
    rng rng;
} trainer;

/* ---- which features there are ------------------------------------------------------------------------------ */

static dictionary_entry *entry_slot(dictionary_entry *table, size_t slots, uint64_t hash)
{
    size_t at = (size_t)hash & (slots - 1);
    while (table[at].count && table[at].hash != hash) at = (at + 1) & (slots - 1);
    return &table[at];
}

static void dictionary_count(trainer *t, uint64_t hash)
{
    if ((t->entries + 1) * 2 > t->slots) {
        size_t slots = t->slots ? t->slots * 2 : 1 << 16;
        dictionary_entry *table = TAKE(t->a, slots, dictionary_entry);
        for (size_t i = 0; i < t->slots; i++)
            if (t->entry[i].count) *entry_slot(table, slots, t->entry[i].hash) = t->entry[i];
        t->entry = table;
        t->slots = slots;
    }
    /* Only the low half of a hash is kept in the file: two features that share it are one from the start. */
    dictionary_entry *e = entry_slot(t->entry, t->slots, (uint32_t)hash);
    t->entries += !e->count;
    e->hash = (uint32_t)hash;
    e->count++;
}

static void features_count(trainer *t, const names_corpus *c, const lexicon *l, word_table words)
{
    uint64_t feature[FEATURES_MOST];
    for (size_t i = 0; i < c->text.n; i++) {
        const page *p = c->text.at[i].page;
        t->guests |= c->text.at[i].guest;
        uint32_t hits;
        const lexicon_hit *hit = lexicon_match(t->a, l, p, &hits);
        names_view *v = names_view_of(t->a, p, hit, hits, l, words);
        for (uint32_t s = 0; s < p->sentences; s++) *VEC_ADD(t->a, &t->example) = (example){ &c->text.at[i], v, s };
        for (uint32_t k = 0; k < p->tokens; k++)
            for (uint32_t n = names_features(v, k, true, feature); n-- > 0;) dictionary_count(t, feature[n]);
    }
}

static void rows_make(trainer *t)
{
    for (size_t i = 0; i < t->slots; i++)
        if (t->entry[i].count >= SEEN_LEAST) t->entry[i].row = ++t->rows;
    t->row = TAKE(t->a, t->rows + 1, row);
}

/* ---- one sentence ------------------------------------------------------------------------------------------ */

typedef struct {
    uint32_t tokens;
    uint32_t (*feature)[FEATURES_MOST]; /* rows */
    uint32_t *features;
    const uint8_t *gold;
    bool guest;
    double (*score)[LABELS], (*ahead)[LABELS], (*behind)[LABELS];
    double (*pair)[LABELS]; /* expected number of b behind a */
} lattice;

/* Some names of the sentence become names nobody has seen: whole names, since a stranger is strange in all words. */
static uint32_t names_hide(trainer *t, const lattice *x, const example *e, uint32_t first, hidden_token *kept, uint32_t *where)
{
    uint32_t n = 0;
    bool hide = false;
    for (uint32_t i = 0; i < x->tokens; i++) {
        if (x->gold[i] == LABEL_OUTSIDE) continue;
        name_part part = label_part(x->gold[i]);
        double share = label_class(x->gold[i]) == CLASS_PERSON ? HIDE_PERSON : HIDE_OTHER;
        if (part == PART_BEGIN || part == PART_SINGLE) hide = rng_unit(&t->rng) < share;
        if (!hide) continue;
        names_view_hide(e->view, first + i, &kept[n]);
        where[n++] = first + i;
    }
    return n;
}

static void lattice_features(trainer *t, lattice *x, const example *e)
{
    uint64_t feature[FEATURES_MOST];
    uint32_t first = e->text->page->sentence[e->sentence].first_token;
    hidden_token *kept = TAKE(t->a, x->tokens, hidden_token);
    uint32_t *where = TAKE(t->a, x->tokens, uint32_t), hidden = names_hide(t, x, e, first, kept, where);
    for (uint32_t i = 0; i < x->tokens; i++) {
        bool lexical = rng_unit(&t->rng) >= t->lexical_drop;
        uint32_t n = names_features(e->view, first + i, lexical, feature);
        for (uint32_t f = 0; f < n; f++) {
            const dictionary_entry *d = entry_slot(t->entry, t->slots, (uint32_t)feature[f]);
            if (d->row && rng_unit(&t->rng) >= FEATURE_DROP) x->feature[i][x->features[i]++] = d->row - 1;
        }
    }
    while (hidden-- > 0) names_view_show(e->view, where[hidden], &kept[hidden]);
}

/* exp of the scores, each token's largest taken off: it cancels in the shares. */
static void lattice_scores(const trainer *t, lattice *x)
{
    for (uint32_t i = 0; i < x->tokens; i++) {
        float sum[ROW] = { 0 };
        for (uint32_t f = 0; f < x->features[i]; f++) {
            const row *r = &t->row[x->feature[i][f]];
            const float *own = r->of[x->guest].w;
            for (int y = 0; y < ROW; y++) sum[y] += r->all.w[y];
            for (int y = 0; t->guests && y < ROW; y++) sum[y] += own[y];
        }
        double most = sum[0];
        for (int y = 1; y < LABELS; y++) most = sum[y] > most ? sum[y] : most;
        for (int y = 0; y < LABELS; y++) x->score[i][y] = exp(sum[y] - most);
    }
}

static void scale(double v[LABELS])
{
    double sum = 0;
    for (int y = 0; y < LABELS; y++) sum += v[y];
    for (int y = 0; y < LABELS; y++) v[y] /= sum;
}

/* Forward and backward passes, scaled at each token.  follow: exp of the weights, 0 where b may not follow a. */
static void lattice_passes(lattice *x, double follow[LABELS][LABELS])
{
    for (uint32_t i = 0; i < x->tokens; i++) {
        for (int b = 0; b < LABELS; b++) {
            double sum = i ? 0 : follow[LABEL_OUTSIDE][b];
            for (int a = 0; i && a < LABELS; a++) sum += x->ahead[i - 1][a] * follow[a][b];
            x->ahead[i][b] = sum * x->score[i][b];
        }
        scale(x->ahead[i]);
    }
    for (uint32_t i = x->tokens; i-- > 0;) {
        for (int a = 0; a < LABELS; a++) {
            double sum = i + 1 < x->tokens ? 0 : label_follows((uint8_t)a, LABEL_OUTSIDE) ? follow[a][LABEL_OUTSIDE] : 0;
            for (int b = 0; i + 1 < x->tokens && b < LABELS; b++)
                sum += follow[a][b] * x->score[i + 1][b] * x->behind[i + 1][b];
            x->behind[i][a] = sum;
        }
        scale(x->behind[i]);
    }
}

static void adagrad(float *w, float *g, double gradient)
{
    *g += (float)(gradient * gradient);
    *w += (float)(RATE * gradient / (sqrt((double)*g) + 1e-6) - SHRINK * *w);
}

/* A whole row at once, in single precision: this is where training spends its time. */
static void adagrad_row(weights *x, const float gradient[ROW], const float shrink[ROW])
{
    float *restrict w = x->w, *restrict g = x->g;
    for (int y = 0; y < ROW; y++) {
        g[y] += gradient[y] * gradient[y];
        w[y] += (float)RATE * gradient[y] / (sqrtf(g[y]) + 1e-6f) - shrink[y] * w[y];
    }
}

/* How far each label of token i is from what it should be; false: nowhere far enough to matter. */
static bool gradient_of(const lattice *x, uint32_t i, float gradient[ROW], float shrink[ROW])
{
    double share[LABELS];
    bool any = false;
    for (int y = 0; y < LABELS; y++) share[y] = x->ahead[i][y] * x->behind[i][y];
    scale(share);
    for (int y = 0; y < LABELS; y++) {
        double g = (y == x->gold[i]) - share[y];
        if (fabs(g) < 1e-4) continue;
        gradient[y] = (float)g;
        shrink[y] = (float)SHRINK;
        any = true;
    }
    return any;
}

static void step_tokens(trainer *t, const lattice *x)
{
    for (uint32_t i = 0; i < x->tokens; i++) {
        float gradient[ROW] = { 0 }, shrink[ROW] = { 0 };
        if (!gradient_of(x, i, gradient, shrink)) continue;
        for (uint32_t f = 0; f < x->features[i]; f++) {
            row *r = &t->row[x->feature[i][f]];
            adagrad_row(&r->all, gradient, shrink);
            if (t->guests) adagrad_row(&r->of[x->guest], gradient, shrink);
        }
    }
}

static void step_pairs(trainer *t, const lattice *x, double follow[LABELS][LABELS])
{
    double want[LABELS][LABELS] = { 0 };
    for (uint32_t i = 0; i <= x->tokens; i++) {
        uint8_t before = i ? x->gold[i - 1] : LABEL_OUTSIDE, now = i < x->tokens ? x->gold[i] : LABEL_OUTSIDE;
        want[before][now]++;
        if (!i || i == x->tokens) continue;
        double share[LABELS][LABELS], sum = 0;
        for (int a = 0; a < LABELS; a++)
            for (int b = 0; b < LABELS; b++)
                sum += share[a][b] = x->ahead[i - 1][a] * follow[a][b] * x->score[i][b] * x->behind[i][b];
        for (int a = 0; a < LABELS; a++)
            for (int b = 0; b < LABELS; b++) want[a][b] -= share[a][b] / sum;
    }
    want[LABEL_OUTSIDE][x->gold[0]]--; /* the ends of a sentence teach nothing */
    want[x->gold[x->tokens - 1]][LABEL_OUTSIDE]--;
    for (uint8_t a = 0; a < LABELS; a++)
        for (uint8_t b = 0; b < LABELS; b++)
            if (label_follows(a, b) && want[a][b] != 0) adagrad(&t->follow[a][b], &t->follow_g[a][b], want[a][b]);
}

static void learn(trainer *t, const example *e)
{
    const sentence *s = &e->text->page->sentence[e->sentence];
    if (!s->tokens) return;
    arena_mark here = arena_here(t->a);
    lattice x = { .tokens = s->tokens, .gold = e->text->label + s->first_token, .guest = e->text->guest };
    x.feature = arena_take_array(t->a, x.tokens, sizeof *x.feature);
    x.features = TAKE(t->a, x.tokens, uint32_t);
    x.score = arena_take_array(t->a, x.tokens, sizeof *x.score);
    x.ahead = arena_take_array(t->a, x.tokens, sizeof *x.ahead);
    x.behind = arena_take_array(t->a, x.tokens, sizeof *x.behind);
    double follow[LABELS][LABELS];
    for (uint8_t a = 0; a < LABELS; a++)
        for (uint8_t b = 0; b < LABELS; b++) follow[a][b] = label_follows(a, b) ? exp((double)t->follow[a][b]) : 0;
    lattice_features(t, &x, e);
    lattice_scores(t, &x);
    lattice_passes(&x, follow);
    step_tokens(t, &x);
    step_pairs(t, &x, follow);
    arena_rollback(t->a, here);
}

/* The model is the mean of what stood at SUMS places of each epoch but the first ones: single steps jump about, their mean does not. */
static void sum_up(trainer *t)
{
    for (uint32_t r = 0; r < t->rows; r++)
        for (int y = 0; y < LABELS; y++) t->row[r].sum[y] += t->row[r].all.w[y] + t->row[r].of[0].w[y];
    for (int a = 0; a < LABELS; a++)
        for (int b = 0; b < LABELS; b++) t->follow_sum[a][b] += t->follow[a][b];
    t->sums++;
}

/* ---- the file ---------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t hash, row;
    float weight;
} ranked;

static int by_weight(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    if (a->weight != b->weight) return a->weight < b->weight ? 1 : -1;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static int by_hash(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* The weightiest features, by the spread of their weights; in order of hash. */
static ranked *rank(trainer *t, size_t *n)
{
    VEC(ranked) v = { 0 };
    for (size_t i = 0; i < t->slots; i++) {
        if (!t->entry[i].row) continue;
        const float *w = t->row[t->entry[i].row - 1].sum;
        float low = w[0], high = w[0];
        for (int y = 1; y < LABELS; y++) {
            low = w[y] < low ? w[y] : low;
            high = w[y] > high ? w[y] : high;
        }
        if (high > low) *VEC_ADD(t->a, &v) = (ranked){ (uint32_t)t->entry[i].hash, t->entry[i].row - 1, high - low };
    }
    qsort(v.at, v.n, sizeof *v.at, by_weight);
    if (v.n > *n) v.n = *n;
    qsort(v.at, v.n, sizeof *v.at, by_hash);
    *n = v.n;
    return v.at;
}

static size_t features_most(const names_options *o)
{
    return o->most_features ? o->most_features : FEATURES_SHIPPED;
}

/* From here on only the weightiest features learn, and their sums begin anew. */
static void prune(trainer *t, size_t most)
{
    for (uint32_t r = 0; r < t->rows; r++)
        for (int y = 0; y < LABELS; y++) t->row[r].sum[y] = t->row[r].all.w[y] + t->row[r].of[0].w[y];
    const ranked *kept = rank(t, &most);
    for (t->slots = 16; t->slots < most * 4;) t->slots *= 2;
    t->entry = TAKE(t->a, t->slots, dictionary_entry);
    row *rows = TAKE(t->a, most + 1, row);
    for (size_t i = 0; i < most; i++) {
        *entry_slot(t->entry, t->slots, kept[i].hash) = (dictionary_entry){ kept[i].hash, 1, (uint32_t)i + 1 };
        rows[i] = t->row[kept[i].row];
        memset(rows[i].sum, 0, sizeof rows[i].sum);
    }
    t->entries = most;
    t->row = rows;
    t->rows = (uint32_t)most;
}

static const double UNITS = 24; /* of a whole-number weight in 1.0; weights beyond 127 / 24 = 5.3 are cut */

static int rounded(float w, int most)
{
    double u = floor((double)w * UNITS + .5);
    return u > most ? most : u < -most ? -most : (int)u;
}

static hs_str bake(trainer *t, size_t most, word_table words)
{
    ranked *r = rank(t, &most);
    uint32_t *hash = TAKE(t->a, most, uint32_t);
    int8_t *weight = TAKE(t->a, most * LABELS, int8_t);
    int16_t *follow = TAKE(t->a, LABELS * LABELS, int16_t);
    for (size_t i = 0; i < most; i++) {
        hash[i] = r[i].hash;
        for (int y = 0; y < LABELS; y++) weight[i * LABELS + (size_t)y] = (int8_t)rounded(t->row[r[i].row].sum[y] / (float)t->sums, INT8_MAX);
    }
    for (int i = 0; i < LABELS * LABELS; i++)
        follow[i] = (int16_t)rounded(t->follow_sum[i / LABELS][i % LABELS] / (float)t->sums - (i % LABELS == LABEL_OUTSIDE ? RECALL : 0),
                                     INT16_MAX);
    model_writer w = { .a = t->a, .kind = NAMES_MODEL_KIND, .version = NAMES_MODEL_VERSION };
    model_add(&w, "hash", hash, most * sizeof *hash);
    model_add(&w, "weight", weight, most * LABELS);
    model_add(&w, "follow", follow, LABELS * LABELS * sizeof *follow);
    model_add(&w, "words", words.fact, words.facts * sizeof *words.fact);
    return model_bake(&w);
}

/* ---- how good it is ---------------------------------------------------------------------------------------- */

double names_f1(names_score s)
{
    return s.right ? 2.0 * (double)s.right / (double)(s.found + s.there) : 0;
}

/* The end of the name that begins at i, or i when none does or it is of a class that is not counted. */
static uint32_t span_end(const uint8_t *label, uint32_t n, uint32_t i)
{
    if (label[i] == LABEL_OUTSIDE || label_class(label[i]) > CLASS_PLACE) return i;
    if (label_part(label[i]) == PART_SINGLE) return i + 1;
    if (label_part(label[i]) != PART_BEGIN) return i;
    uint32_t end = i + 1;
    while (end < n && label_part(label[end]) != PART_END) end++;
    return end < n ? end + 1 : n;
}

static void compare(names_score *s, const uint8_t *gold, const uint8_t *ours, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t g = span_end(gold, n, i), o = span_end(ours, n, i);
        s->there += g > i;
        s->found += o > i;
        s->right += g > i && g == o && label_class(gold[i]) == label_class(ours[i]);
    }
}

static names_score score_of(arena *a, hs_str model, const names_corpus *c, const lexicon *l)
{
    names_score score = { 0 };
    const names_weights *w = names_weights_read(a, model_check(a, model, "new model", NAMES_MODEL_KIND, NAMES_MODEL_VERSION));
    for (size_t i = 0; c && i < c->text.n; i++) {
        const page *p = c->text.at[i].page;
        uint32_t hits;
        const lexicon_hit *hit = lexicon_match(a, l, p, &hits);
        const names_view *v = names_view_of(a, p, hit, hits, l, w->words);
        uint8_t *label = TAKE(a, p->tokens, uint8_t);
        for (uint32_t s = 0; s < p->sentences; s++)
            names_label_sentence(a, w, v, &p->sentence[s], true, label + p->sentence[s].first_token);
        compare(&score, c->text.at[i].label, label, p->tokens);
    }
    return score;
}

static void report(trainer *t, const names_options *o, uint32_t epoch, const names_corpus *dev, const lexicon *l, word_table words)
{
    if (!o->watch.progress) return;
    char line[120];
    snprintf(line, sizeof line, "names: epoch %u", epoch);
    arena_mark here = arena_here(t->a);
    if (dev && t->sums) {
        hs_str model = bake(t, features_most(o), words);
        double cased = names_f1(score_of(t->a, model, dev, l));
        double small = names_f1(score_of(t->a, model, names_corpus_small(t->a, dev), l));
        snprintf(line, sizeof line, "names: epoch %u: F1 %.2f, in small letters %.2f", epoch, 100 * cased, 100 * small);
    }
    o->watch.progress(o->watch.ctx, epoch, o->epochs ? o->epochs : EPOCHS, line);
    arena_rollback(t->a, here);
}

hs_str names_learn(arena *a, const names_corpus *train, const names_corpus *dev, const lexicon *l, word_table words,
                   const names_options *o)
{
    trainer t = { .a = a, .rng = rng_seed(o->seed), .lexical_drop = o->context_only ? 1 : LEXICAL_DROP };
    features_count(&t, train, l, words);
    features_count(&t, names_corpus_small(a, train), l, words);
    if (!t.example.n) arena_leave(a, HS_BAD_INPUT, "names: no sentence to learn from");
    rows_make(&t);
    uint32_t epochs = o->epochs ? o->epochs : EPOCHS, prune_at = epochs > PRUNE_AT ? PRUNE_AT : 0;
    for (uint32_t epoch = 1; epoch <= epochs; epoch++) {
        if (o->watch.stop && o->watch.stop(o->watch.ctx)) arena_leave(a, HS_INTERRUPTED, "names: stopped");
        for (size_t i = t.example.n; i > 1; i--) {
            size_t other = (size_t)rng_below(&t.rng, i);
            example x = t.example.at[i - 1];
            t.example.at[i - 1] = t.example.at[other];
            t.example.at[other] = x;
        }
        for (size_t i = 0; i < t.example.n; i++) {
            learn(&t, &t.example.at[i]);
            if (epoch > prune_at && (i % (t.example.n / SUMS + 1) == 0 || i + 1 == t.example.n)) sum_up(&t);
        }
        if (epoch == prune_at) prune(&t, features_most(o));
        report(&t, o, epoch, dev, l, words);
    }
    return bake(&t, features_most(o), words);
}

static const names_corpus *corpus_read(arena *a, const char *const *paths, const lexicon *l)
{
    names_corpus *c = TAKE(a, 1, names_corpus);
    for (size_t i = 0; paths && paths[i]; i++) names_corpus_add(a, c, l, file_read(a, paths[i], FILE_MOST), paths[i], i > 0);
    return c;
}

/* Classes of words, then their profiles by a model that sees no word itself. */
static word_table words_learn(arena *a, const names_training *t, const names_corpus *train, const lexicon *l)
{
    VEC(hs_str) text = { 0 };
    for (size_t i = 0; t->texts && t->texts[i]; i++) *VEC_ADD(a, &text) = file_read(a, t->texts[i], FILE_MOST);
    if (!text.n) return (word_table){ 0 };
    words_options w = { .progress = t->watch.progress, .ctx = t->watch.ctx };
    word_table words = names_words_learn(a, text.at, text.n, &w);
    names_options o = { .seed = t->seed, .epochs = t->epochs, .context_only = true, .watch = t->watch };
    hs_str context = names_learn(a, train, NULL, l, words, &o);
    const model_file *f = model_check(a, context, "model of contexts", NAMES_MODEL_KIND, NAMES_MODEL_VERSION);
    return names_profile_learn(a, names_weights_read(a, f), l, words, text.at, text.n);
}

void names_train(arena *a, const char *path, const names_training *t)
{
    const lexicon *l = lexicon_read(a, t->folder);
    const names_corpus *train = corpus_read(a, t->names, l), *dev = corpus_read(a, t->held_out, l);
    word_table words = words_learn(a, t, train, l);
    names_options o = { .seed = t->seed, .epochs = t->epochs, .watch = t->watch };
    hs_str model = names_learn(a, train, dev->text.n ? dev : NULL, l, words, &o);
    hs_error err;
    if (file_save(path, model, &err)) arena_leave(a, err.status, "%s", err.what);
}
