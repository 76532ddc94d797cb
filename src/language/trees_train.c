/*
 * trees_train.c - the epochs: sentences dealt out anew each time, the held-out score, the state kept.
 *
 * Sentences are shuffled, sorted by length in pools, cut into batches; the batches of a pool are shuffled again.  The
 * rate of learning rises over the first steps and falls in a straight line to the end.  The model is the mean of what
 * stood at many places of the last epochs: single steps jump about, their mean does not (Polyak, Juditsky 1992).
 */
#include "language/trees_train.h"

#include "base/file.h"
#include "base/hash.h"
#include "language/trees_step.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { POOL = 768, BATCH_WORDS = 360, BATCH_SENTENCES = 48, WORDS_MOST = 160, RISE = 200, STATE_VERSION = 3 };
enum { MEAN_EVERY = 50, STEPS_LEAST = 4000 }; /* steps */
static const double RATE = 2e-3, RATE_END = 3e-4, MEAN_FROM = .5; /* of all steps */

typedef struct {
    arena *a;
    const char *path;
    const trees_training *how;
    treebank *bank, *held_out;
    inventory *what;
    trainer t;
    unsigned epochs, done;
    uint64_t fingerprint; /* of data and settings: a state that fits another one is not taken up */
    uint64_t steps_all;   /* estimate of all steps, for the rate */
    uint32_t *order;
    float *sum; /* of the parameters at `sums` places */
    uint64_t sums;
} training;

static const net_size SIZE = { .word_dim = VECTORS_DIM, .affix_dim = 64, .hidden = 128, .layers = 2, .arc = 128, .label = 64 };

/* ---- the state between epochs --------------------------------------------------------------------------------- */

typedef struct {
    uint64_t fingerprint, done, steps, sums;
    rng random;
} state_head;

static const char *part_path(const training *r)
{
    return arena_printf(r->a, "%s.part", r->path).p;
}

static void save_state(training *r)
{
    arena_mark here = arena_here(r->a);
    state_head h = { r->fingerprint, r->done, r->t.steps, r->sums, r->t.random };
    size_t n = r->t.plan.floats * sizeof(float);
    model_writer w = { .a = r->a, .kind = "trees-part", .version = STATE_VERSION };
    model_add(&w, "head", &h, sizeof h);
    model_add(&w, "order", r->order, r->bank->sentences * sizeof *r->order);
    model_add(&w, "p", r->t.p, n);
    model_add(&w, "mean", r->t.mean, n);
    model_add(&w, "square", r->t.square, n);
    model_add(&w, "sum", r->sum, n);
    hs_error err;
    if (model_save(&w, part_path(r), &err) != HS_OK) arena_leave(r->a, err.status, "%s", err.what);
    arena_rollback(r->a, here);
}

static void load_state(training *r)
{
    if (!r->how->resume || access(part_path(r), F_OK)) return;
    const model_file *m = model_open(r->a, part_path(r), "trees-part", STATE_VERSION);
    state_head h;
    size_t n = r->t.plan.floats;
    memcpy(&h, model_array(m, "head", 1, sizeof h), sizeof h);
    if (h.fingerprint != r->fingerprint) model_complain(m, "is of other data or settings: remove it, or train without resume");
    memcpy(r->order, model_array(m, "order", r->bank->sentences, sizeof *r->order), r->bank->sentences * sizeof *r->order);
    memcpy(r->t.p, model_array(m, "p", n, sizeof(float)), n * sizeof(float));
    memcpy(r->t.mean, model_array(m, "mean", n, sizeof(float)), n * sizeof(float));
    memcpy(r->t.square, model_array(m, "square", n, sizeof(float)), n * sizeof(float));
    memcpy(r->sum, model_array(m, "sum", n, sizeof(float)), n * sizeof(float));
    r->t.steps = h.steps;
    r->sums = h.sums;
    r->t.random = h.random;
    r->done = (unsigned)h.done;
    net_pack(&r->t.net);
}

/* ---- one epoch ------------------------------------------------------------------------------------------------ */

typedef struct {
    uint32_t words, place;
} sized;

static int longest_first(const void *x, const void *y)
{
    const sized *a = x, *b = y;
    if (a->words != b->words) return a->words < b->words ? 1 : -1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static void shuffle(rng *r, uint32_t *x, uint32_t n)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = (uint32_t)rng_below(r, i), keep = x[i - 1];
        x[i - 1] = x[j];
        x[j] = keep;
    }
}

static double rate_of(const training *r)
{
    double done = (double)r->t.steps / (double)r->steps_all;
    double rate = RATE + (RATE_END - RATE) * (done < 1 ? done : 1);
    double rise = r->steps_all / 20 < RISE ? (double)(r->steps_all / 20 + 1) : RISE;
    return (double)r->t.steps < rise ? rate * (double)(r->t.steps + 1) / rise : rate;
}

static int most_units_first(const void *x, const void *y)
{
    const example *a = x, *b = y;
    return a->units < b->units ? 1 : a->units > b->units ? -1 : 0;
}

static void sum_up(training *r)
{
    if ((double)r->t.steps < MEAN_FROM * (double)r->steps_all || r->t.steps % MEAN_EVERY) return;
    for (size_t i = 0; i < r->t.plan.floats; i++) r->sum[i] += r->t.p[i];
    r->sums++;
}

static double run_batch(training *r, const sized *s, uint32_t n)
{
    arena_mark here = arena_here(r->a);
    example *e = TAKE(r->a, n, example);
    for (uint32_t i = 0; i < n; i++) e[i] = example_of(r->a, &r->t, &r->bank->sentence[s[i].place]);
    for (uint32_t i = 1; i < n; i++) /* masking has shortened some: sorted anew, in place and stable */
        for (uint32_t k = i; k && most_units_first(&e[k - 1], &e[k]) > 0; k--) {
            example keep = e[k];
            e[k] = e[k - 1];
            e[k - 1] = keep;
        }
    double loss = trainer_step(r->a, &r->t, e, n, rate_of(r));
    sum_up(r);
    arena_rollback(r->a, here);
    return loss;
}

/* Batches of one pool; their loss is added to *loss, their number to *batches. */
static void run_pool(training *r, const uint32_t *order, uint32_t n, double *loss, uint32_t *batches)
{
    arena_mark here = arena_here(r->a);
    sized *s = TAKE(r->a, n, sized);
    uint32_t *begin = TAKE(r->a, n + 1, uint32_t), *turn = TAKE(r->a, n, uint32_t), count = 0, kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t words = r->bank->sentence[order[i]].words;
        if (words <= WORDS_MOST) s[kept++] = (sized){ words, order[i] };
    }
    if (kept) qsort(s, kept, sizeof *s, longest_first);
    for (uint32_t i = 0, words = 0; i < kept; i++) {
        if (!i || words + s[i].words > BATCH_WORDS || i - begin[count - 1] == BATCH_SENTENCES) {
            turn[count] = count;
            begin[count++] = i;
            words = 0;
        }
        words += s[i].words;
    }
    begin[count] = kept;
    shuffle(&r->t.random, turn, count);
    for (uint32_t i = 0; i < count; i++) *loss += run_batch(r, s + begin[turn[i]], begin[turn[i] + 1] - begin[turn[i]]);
    *batches += count;
    arena_rollback(r->a, here);
}

static double run_epoch(training *r)
{
    double loss = 0;
    uint32_t batches = 0, n = r->bank->sentences;
    shuffle(&r->t.random, r->order, n);
    for (uint32_t at = 0; at < n; at += POOL) {
        run_pool(r, r->order + at, n - at < POOL ? n - at : POOL, &loss, &batches);
        if (r->how->progress)
            r->how->progress(r->how->ctx, (uint64_t)r->done * n + at, (uint64_t)r->epochs * n, "training");
    }
    return batches ? loss / batches : 0;
}

/* ---- from the files to the model ------------------------------------------------------------------------------ */

static const float *mean_of(const training *r)
{
    float *mean = TAKE(r->a, r->t.plan.floats, float);
    for (size_t i = 0; i < r->t.plan.floats; i++) mean[i] = r->sums ? r->sum[i] / (float)r->sums : r->t.p[i];
    for (size_t i = 0, at = r->t.plan.block[NET_WORD].at; i < (size_t)r->what->words * VECTORS_DIM; i++)
        mean[at + i] += r->t.fixed[i];
    return mean;
}

static hs_str bake(const training *r)
{
    hs_str about = arena_printf(r->a, "made by hearsay train, seed %llu, %u of %u epochs, %llu words, data %016llx\n",
                                (unsigned long long)r->how->seed, r->done, r->epochs, (unsigned long long)r->bank->words,
                                (unsigned long long)r->fingerprint);
    return trees_bake(r->a, &(trees_parts){ &r->t.plan, mean_of(r), r->what->keys, r->what->script, r->what->xpos, about });
}

static double percent(uint64_t part, uint64_t all)
{
    return all ? 100.0 * (double)part / (double)all : 0;
}

static void report(const training *r, double loss)
{
    char line[240];
    int n = snprintf(line, sizeof line, "epoch %u of %u: loss %.3f", r->done, r->epochs, loss);
    if (r->held_out->sentences) {
        arena_mark here = arena_here(r->a);
        const trees_model *m = trees_from(r->a, model_check(r->a, bake(r), "new model", TREES_KIND, TREES_VERSION));
        for (int names = 0; names < 2; names++) {
            trees_score s = trees_test(r->a, m, r->held_out->source, r->held_out->sentence, r->held_out->sentences, names);
            n += snprintf(line + n, sizeof line - (size_t)n, "; %s: tags %.2f %.2f lemmas %.2f heads %.2f labelled %.2f",
                          names ? "names masked" : "held out", percent(s.upos, s.units), percent(s.xpos, s.units),
                          percent(s.lemmas, s.units), percent(s.heads, s.units), percent(s.labelled, s.units));
        }
        arena_rollback(r->a, here);
    }
    if (r->how->progress)
        r->how->progress(r->how->ctx, (uint64_t)r->done * r->bank->sentences, (uint64_t)r->epochs * r->bank->sentences, line);
}

static uint64_t fingerprint_of(const training *r)
{
    uint64_t h = hash_u64(r->how->seed + ((uint64_t)r->epochs << 32));
    for (uint32_t i = 0; i < r->bank->sentences; i++) {
        const train_sentence *s = &r->bank->sentence[i];
        for (uint32_t w = 0; w < s->words; w++) h = hash_with(s->word[w].form, h + s->word[w].head);
        for (uint32_t k = 0; k < s->names; k++) h = hash_u64(h + s->at[k].first + ((uint64_t)s->class[k] << 32));
    }
    h = hash_with((hs_str){ (const char *)r->t.p, r->t.plan.floats * sizeof(float) }, h);
    h = hash_with((hs_str){ (const char *)r->t.fixed, (size_t)r->what->words * VECTORS_DIM * sizeof(float) }, h);
    return hash_with((hs_str){ (const char *)&r->t.plan.size, sizeof(net_size) }, h);
}

/* Words that have a vector keep it, scaled to the length other rows have; what is learnt beside it begins at nothing. */
static void take_vectors(training *r, const vectors *v)
{
    static const double LENGTH = .25;
    double sum = 0;
    float *learnt = r->t.p + r->t.plan.block[NET_WORD].at;
    for (size_t i = 0; i < v->n * VECTORS_DIM; i++) sum += (double)v->vector[i] * v->vector[i];
    float scale = sum > 0 ? (float)(LENGTH / sqrt(sum / (double)(v->n * VECTORS_DIM))) : 1;
    for (size_t i = 0; i < v->n; i++) {
        uint32_t row;
        if (!key_find(&r->what->keys, v->hash[i], &row)) continue;
        for (size_t k = 0; k < VECTORS_DIM; k++) {
            r->t.fixed[row * VECTORS_DIM + k] = scale * v->vector[i * VECTORS_DIM + k];
            learnt[row * VECTORS_DIM + k] = 0;
        }
    }
}

static unsigned epochs_of(uint64_t steps)
{
    uint64_t n = STEPS_LEAST / steps;
    return n < TRAIN_EPOCHS ? TRAIN_EPOCHS : n > TRAIN_EPOCHS_MOST ? TRAIN_EPOCHS_MOST : (unsigned)n;
}

static void prepare(training *r)
{
    const trees_training *how = r->how;
    vectors v = { .n = 0 };
    if (how->vectors) v = vectors_open(r->a, how->vectors);
    r->bank = treebank_read(r->a, how->treebanks, how->names);
    if (!r->bank->sentences) arena_leave(r->a, HS_BAD_INPUT, "no sentence with a tree to learn from");
    r->held_out = treebank_read(r->a, how->held_out, how->names);
    r->what = treebank_inventory(r->a, r->bank, &v);
    treebank_add_names(r->bank);
    net_size size = SIZE;
    size.words = r->what->words;
    size.affixes = r->what->affixes;
    size.xpos = r->what->xposes;
    size.scripts = r->what->scripts;
    r->t.what = r->what;
    trainer_begin(r->a, &r->t, &size, how->seed);
    take_vectors(r, &v);
    uint64_t steps = r->bank->words / (uint64_t)(BATCH_WORDS * .9) + 1;
    r->epochs = how->epochs ? how->epochs : epochs_of(steps);
    r->steps_all = r->epochs * steps;
    r->fingerprint = fingerprint_of(r);
    r->sum = TAKE(r->a, r->t.plan.floats, float);
    r->order = TAKE(r->a, r->bank->sentences, uint32_t);
    for (uint32_t i = 0; i < r->bank->sentences; i++) r->order[i] = i;
}

void trees_train(arena *a, const char *path, const trees_training *how)
{
    training r = { .a = a, .path = path, .how = how };
    prepare(&r);
    load_state(&r);
    while (r.done < r.epochs) {
        if (how->stop && how->stop(how->ctx)) arena_leave(a, HS_INTERRUPTED, "stopped after %u epochs", r.done);
        double loss = run_epoch(&r);
        r.done++;
        report(&r, loss);
        save_state(&r);
    }
    hs_error err;
    if (file_save(path, bake(&r), &err) != HS_OK) arena_leave(a, err.status, "%s", err.what);
    unlink(part_path(&r));
}
