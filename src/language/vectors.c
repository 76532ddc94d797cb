/*
 * vectors.c - vectors of words from open text.
 *
 * The texts are cut into sentences and tokens once and kept as numbers; forms are counted, the VECTORS_WORDS most
 * frequent get a vector, and PASSES passes over the numbers learn them.
 */
#include "language/vectors.h"

#include "base/file.h"
#include "base/map.h"
#include "base/random.h"
#include "language/features.h"
#include "language/matrix.h"
#include "text/page.h"

#include <math.h>
#include <stdlib.h>

enum { TEXT_LIMIT = 1 << 30, CHUNK = 1 << 18, SEEN_LEAST = 8, SIDE = 2, PLACES = 2 * SIDE, NEGATIVES = 4, NOISE = 1 << 20, PASSES = 2 };
static const double RATE = .03, RATE_END = .0003, COMMON = 3e-4;
#define SENTENCE_ENDS UINT32_MAX

typedef struct {
    arena *a;
    const vectors_training *how;
    map forms;              /* key -> number, in order of arrival */
    VEC(uint64_t) seen;     /* how often each */
    VEC(uint32_t) stream;   /* forms in order of arrival, SENTENCE_ENDS between sentences */
    uint32_t words;
    uint64_t *hash, *count; /* of the words kept, most frequent first */
    float *in, *out;        /* out: of each word, a side for each place */
    uint32_t *noise;        /* words as often as count^.75 */
    float *keep;            /* chance of a word's being learnt at one place */
    rng random;
} learner;

/* ---- texts to numbers ------------------------------------------------------------------------------------------ */

static void take_page(learner *l, const page *p)
{
    for (uint32_t s = 0; s < p->sentences; s++) {
        for (uint32_t t = 0; t < p->sentence[s].tokens; t++) {
            plain_form f;
            form_plain(span_words(p->text, p->token[p->sentence[s].first_token + t].at), &f);
            bool is_new;
            uint64_t *number = map_put(&l->forms, (hs_str){ f.key, f.n }, &is_new);
            if (is_new) {
                *number = l->seen.n;
                *VEC_ADD(l->a, &l->seen) = 0;
            }
            l->seen.at[*number]++;
            *VEC_ADD(l->a, &l->stream) = (uint32_t)*number;
        }
        *VEC_ADD(l->a, &l->stream) = SENTENCE_ENDS;
    }
}

static void close_arena(void *what)
{
    arena_close(what);
}

/* Cuts a text into pages of about CHUNK bytes that end at a line; their memory is given back page by page. */
static void take_text(learner *l, const char *path)
{
    hs_str text = file_map(l->a, path);
    if (text.n > TEXT_LIMIT) arena_leave(l->a, HS_LIMIT, "%s: more than %d bytes", path, TEXT_LIMIT);
    arena *pages = arena_open(NULL, 0);
    if (!pages) arena_leave(l->a, HS_NO_MEMORY, "out of memory");
    arena_defer(l->a, close_arena, pages);
    if (!ARENA_DOOR(pages)) arena_leave(l->a, arena_failure(pages)->status, "%s: %s", path, arena_failure(pages)->what);
    for (size_t at = 0; at < text.n;) {
        size_t end = text.n - at > CHUNK ? at + CHUNK : text.n;
        while (end < text.n && text.p[end - 1] != '\n') end++;
        arena_mark here = arena_here(pages);
        take_page(l, text_page(pages, str_sub(text, at, end)));
        arena_rollback(pages, here);
        if (l->how->progress) l->how->progress(l->how->ctx, end, text.n, "reading");
        at = end;
    }
    arena_door_shut(pages);
}

/* ---- the vocabulary -------------------------------------------------------------------------------------------- */

typedef struct {
    uint64_t count;
    uint32_t form;
} ranked;

static int by_count(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    if (a->count != b->count) return a->count < b->count ? 1 : -1;
    return a->form < b->form ? -1 : a->form > b->form;
}

/* Renumbers the stream: words kept by rank, others dropped. */
static void rank_words(learner *l)
{
    ranked *r = TAKE(l->a, l->forms.n, ranked);
    uint32_t *number = TAKE(l->a, l->forms.n, uint32_t);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < l->forms.n; i++) {
        number[i] = SENTENCE_ENDS;
        if (l->seen.at[i] >= SEEN_LEAST) r[n++] = (ranked){ l->seen.at[i], (uint32_t)i };
    }
    if (!n) arena_leave(l->a, HS_BAD_INPUT, "too little text to learn vectors from");
    qsort(r, n, sizeof *r, by_count);
    l->words = n < VECTORS_WORDS ? (uint32_t)n : VECTORS_WORDS;
    l->hash = TAKE(l->a, l->words, uint64_t);
    l->count = TAKE(l->a, l->words, uint64_t);
    for (uint32_t i = 0; i < l->words; i++) {
        number[r[i].form] = i;
        l->hash[i] = key_hash(l->forms.at[r[i].form].key, KEY_WORD);
        l->count[i] = r[i].count;
    }
    for (size_t i = 0; i < l->stream.n; i++) {
        uint32_t form = l->stream.at[i];
        if (form == SENTENCE_ENDS || number[form] != SENTENCE_ENDS)
            l->stream.at[kept++] = form == SENTENCE_ENDS ? form : number[form];
    }
    l->stream.n = kept;
}

static void prepare(learner *l)
{
    double sum = 0, at = 0, all = 0;
    l->noise = TAKE(l->a, NOISE, uint32_t);
    l->keep = TAKE(l->a, l->words, float);
    for (uint32_t i = 0; i < l->words; i++) {
        sum += pow((double)l->count[i], .75);
        all += (double)l->count[i];
    }
    uint32_t slot = 0;
    for (uint32_t i = 0; i < l->words; i++) {
        at += pow((double)l->count[i], .75) / sum;
        while (slot < NOISE && slot < at * NOISE) l->noise[slot++] = i;
        double often = (double)l->count[i] / all;
        l->keep[i] = often > COMMON ? (float)sqrt(COMMON / often) : 1;
    }
    l->in = TAKE(l->a, (size_t)l->words * VECTORS_DIM, float);
    l->out = TAKE(l->a, (size_t)l->words * PLACES * VECTORS_DIM, float);
    for (size_t i = 0; i < (size_t)l->words * VECTORS_DIM; i++) l->in[i] = (float)((rng_unit(&l->random) - .5) / VECTORS_DIM);
}

/* ---- learning -------------------------------------------------------------------------------------------------- */

static float *side_of(const learner *l, uint32_t word, int place)
{
    return l->out + ((size_t)word * PLACES + (size_t)place) * VECTORS_DIM;
}

/* The word has `context` at this place and, by chance, not the noise. */
static void learn(learner *l, const matrix_ops *ops, uint32_t word, uint32_t context, const uint32_t *noise, int place, float rate)
{
    float *in = l->in + (size_t)word * VECTORS_DIM, *side[NEGATIVES + 1], odds[MATRIX_LANES] = { 0 };
    float turn[VECTORS_DIM] = { 0 };
    for (int k = 0; k <= NEGATIVES; k++) {
        side[k] = side_of(l, k ? noise[k - 1] : context, place);
        odds[k] = -ops->dot(VECTORS_DIM, in, side[k]);
    }
    ops->exp(MATRIX_LANES, odds);
    for (int k = 0; k <= NEGATIVES; k++) {
        float step = rate * ((k ? 0.0f : 1.0f) - 1 / (1 + odds[k]));
        ops->add(VECTORS_DIM, turn, side[k], step);
        ops->add(VECTORS_DIM, side[k], in, step);
    }
    ops->add(VECTORS_DIM, in, turn, 1);
}

/* Draws the noise of a later word, and asks for its memory: most of the time of learning is waiting for that. */
static void draw_noise(learner *l, uint32_t *noise)
{
    for (int k = 0; k < NEGATIVES; k++) {
        noise[k] = l->noise[rng_u64(&l->random) % NOISE];
        for (size_t i = 0; i < PLACES * VECTORS_DIM; i += 16) __builtin_prefetch(side_of(l, noise[k], 0) + i, 1);
    }
}

/* One pass over the stream; the rate falls in a straight line over all passes.  Noise is drawn a word ahead, the same for
 * all places around a word. */
static void learn_pass(learner *l, const matrix_ops *ops, int pass)
{
    const uint32_t *s = l->stream.at;
    size_t n = l->stream.n, before = n * (size_t)pass, all = n * PASSES;
    uint32_t noise[2][NEGATIVES];
    unsigned turn = 0;
    draw_noise(l, noise[0]);
    for (size_t i = 0; i < n; i++) {
        if (i % (1 << 20) == 0 && l->how->progress) l->how->progress(l->how->ctx, before + i, all, "learning vectors");
        if (s[i] == SENTENCE_ENDS || rng_unit(&l->random) > l->keep[s[i]]) continue;
        float rate = (float)(RATE + (RATE_END - RATE) * (double)(before + i) / (double)all);
        draw_noise(l, noise[++turn % 2]);
        for (int side = -1; side <= 1; side += 2)
            for (int k = 1; k <= SIDE; k++) {
                size_t at = i + (size_t)(side * k); /* wraps below 0 to beyond n */
                if (at >= n || s[at] == SENTENCE_ENDS) break;
                learn(l, ops, s[i], s[at], noise[(turn + 1) % 2], side < 0 ? SIDE - k : SIDE + k - 1, rate);
            }
    }
}

void vectors_train(arena *a, const char *path, const vectors_training *how)
{
    learner l = { .a = a, .how = how, .forms = { .a = a }, .random = rng_seed(how->seed) };
    for (size_t i = 0; how->texts && how->texts[i]; i++) take_text(&l, how->texts[i]);
    rank_words(&l);
    prepare(&l);
    for (int pass = 0; pass < PASSES; pass++) learn_pass(&l, matrix_best(), pass);
    model_writer w = { .a = a, .kind = VECTORS_KIND, .version = VECTORS_VERSION };
    model_add(&w, "hash", l.hash, l.words * sizeof *l.hash);
    model_add(&w, "vector", l.in, (size_t)l.words * VECTORS_DIM * sizeof(float));
    hs_error err;
    if (model_save(&w, path, &err) != HS_OK) arena_leave(a, err.status, "%s", err.what);
}

vectors vectors_open(arena *a, const char *path)
{
    const model_file *m = model_open(a, path, VECTORS_KIND, VECTORS_VERSION);
    vectors v = { .hash = NULL };
    v.hash = model_list(m, "hash", sizeof *v.hash, &v.n);
    v.vector = model_array(m, "vector", v.n * VECTORS_DIM, sizeof(float));
    for (size_t i = 0; i < v.n * VECTORS_DIM; i++)
        if (!isfinite(v.vector[i])) model_complain(m, "vector %zu is no number", i / VECTORS_DIM);
    return v;
}
