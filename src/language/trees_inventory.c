/*
 * trees_inventory.c - which words, ends, tags and lemma scripts a treebank has, and their numbers.
 */
#include "language/trees_data.h"

#include "base/map.h"
#include "base/utf8.h"
#include "language/trees.h"

#include <stdlib.h>

enum { WORD_LEAST = 2, AFFIX_LEAST = 3, SCRIPT_LEAST = 2, RARE_MOST = 3 };

/* Counted things of one kind. */
typedef struct {
    hs_str key;
    uint64_t count;
} counted;

static int by_count(const void *x, const void *y)
{
    const counted *a = x, *b = y;
    if (a->count != b->count) return a->count < b->count ? 1 : -1;
    return str_cmp(a->key, b->key);
}

/* Those of at least `least`, the most frequent first. */
static counted *ranked(arena *a, const map *m, uint64_t least, uint32_t *n)
{
    counted *out = TAKE(a, m->n, counted);
    *n = 0;
    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].value >= least) out[(*n)++] = (counted){ m->at[i].key, m->at[i].value };
    if (*n) qsort(out, *n, sizeof *out, by_count);
    return out;
}

typedef struct {
    arena *a;
    inventory *out;
    VEC(key_pair) keys;
    map words, affix[AFFIX_KINDS], xpos, scripts, lemmas[2];
} counter;

static hs_str script_bytes(const lemma_script *s)
{
    return (hs_str){ (const char *)s, sizeof *s };
}

static bool script_of_word(counter *c, const conllu_word *w, const plain_form *f, lemma_script *out)
{
    if (f->cut || !w->lemma.n) return false;
    arena_mark here = arena_here(c->a);
    bool ok = lemma_script_of((hs_str){ f->lower, f->n }, utf8_lower_str(c->a, w->lemma), out);
    arena_rollback(c->a, here);
    return ok;
}

static void count_word(counter *c, const conllu_word *w)
{
    plain_form f;
    lemma_script script;
    form_plain(w->form, &f);
    ++*map_put(&c->words, (hs_str){ f.key, f.n }, NULL);
    for (int k = 0; k < AFFIX_KINDS; k++) {
        hs_str affix = form_affix(&f, (key_kind)(KEY_SUFFIX1 + k));
        if (affix.n) ++*map_put(&c->affix[k], affix, NULL);
    }
    ++*map_put(&c->xpos, w->xpos.n ? w->xpos : STR("_"), NULL);
    if (script_of_word(c, w, &f, &script)) ++*map_put(&c->scripts, script_bytes(&script), NULL);
}

static void add_key(counter *c, hs_str key, key_kind kind, uint32_t value)
{
    *VEC_ADD(c->a, &c->keys) = (key_pair){ key_hash(key, (uint64_t)kind), value };
}

/* Words that only the vectors know. */
static void number_vectors(counter *c, const vectors *v)
{
    map known = { .a = c->a };
    for (size_t i = 0; i < c->keys.n; i++) map_put(&known, (hs_str){ (const char *)&c->keys.at[i].hash, sizeof(uint64_t) }, NULL);
    for (size_t i = 0; i < v->n; i++)
        if (!map_get(&known, (hs_str){ (const char *)&v->hash[i], sizeof(uint64_t) }))
            *VEC_ADD(c->a, &c->keys) = (key_pair){ v->hash[i], c->out->words++ };
}

static void number_rows(counter *c, const vectors *v)
{
    uint32_t n;
    counted *w = ranked(c->a, &c->words, WORD_LEAST, &n);
    c->out->words = ROW_WORDS + n;
    for (uint32_t i = 0; i < n; i++) add_key(c, w[i].key, KEY_WORD, ROW_WORDS + i);
    c->out->learnt = c->out->words;
    number_vectors(c, v);
    c->out->affixes = SHAPES;
    for (int k = 0; k < AFFIX_KINDS; k++) {
        counted *x = ranked(c->a, &c->affix[k], AFFIX_LEAST, &n);
        for (uint32_t i = 0; i < n; i++) add_key(c, x[i].key, (key_kind)(KEY_SUFFIX1 + k), c->out->affixes++);
    }
}

/* Ranked keys back into a map from key to number + 1. */
static counted *renumber(counter *c, map *m, uint64_t least, uint32_t *n)
{
    counted *x = ranked(c->a, m, least, n);
    map numbers = { .a = c->a };
    for (uint32_t i = 0; i < *n; i++) *map_put(&numbers, x[i].key, NULL) = i + 1;
    *m = numbers;
    return x;
}

static void number_tags(counter *c)
{
    uint32_t n;
    counted *x = renumber(c, &c->xpos, 1, &n);
    if (n > 512) n = 512;
    c->out->xpos = TAKE(c->a, n, hs_str);
    c->out->xposes = n;
    for (uint32_t i = 0; i < n; i++) c->out->xpos[i] = x[i].key;
    x = renumber(c, &c->scripts, SCRIPT_LEAST, &n);
    if (n > LEMMA_SCRIPTS_MOST) n = LEMMA_SCRIPTS_MOST;
    c->out->scripts = n ? n : 1;
    c->out->script = TAKE(c->a, c->out->scripts, lemma_script);
    for (uint32_t i = 0; i < n; i++) memcpy(&c->out->script[i], x[i].key.p, sizeof(lemma_script));
}

static uint16_t number_in(const map *m, hs_str key, uint32_t most)
{
    const uint64_t *v = map_get(m, key);
    return v && *v && *v <= most ? (uint16_t)(*v - 1) : NO_TARGET;
}

/* Targets of a word, and a vote for the script of its form with its tags. */
static void target_word(counter *c, const conllu_word *w, train_word *out)
{
    plain_form f;
    lemma_script script;
    form_plain(w->form, &f);
    const uint64_t *seen = map_get(&c->words, (hs_str){ f.key, f.n });
    out->rare = !seen || *seen <= RARE_MOST;
    out->xpos = number_in(&c->xpos, w->xpos.n ? w->xpos : STR("_"), c->out->xposes);
    if (script_of_word(c, w, &f, &script)) out->script = number_in(&c->scripts, script_bytes(&script), c->out->scripts);
    if (out->script == NO_TARGET) return;
    hs_str tag[2] = { w->xpos.n ? w->xpos : STR("_"), w->upos };
    for (int k = 0; k < 2; k++) {
        uint64_t vote[2] = { lemma_key(&f, tag[k], KEY_LEMMA_XPOS + k), out->script };
        ++*map_put(&c->lemmas[k], (hs_str){ (const char *)vote, sizeof vote }, NULL);
    }
}

/* Of each form and tag, the script with most votes; key_build keeps the first of a hash. */
static void number_lemmas(counter *c)
{
    for (int k = 0; k < 2; k++) {
        uint32_t n;
        counted *x = ranked(c->a, &c->lemmas[k], 1, &n);
        for (uint32_t i = 0; i < n; i++) {
            uint64_t vote[2];
            memcpy(vote, x[i].key.p, sizeof vote);
            *VEC_ADD(c->a, &c->keys) = (key_pair){ vote[0], (uint32_t)vote[1] };
        }
    }
}

inventory *treebank_inventory(arena *a, treebank *b, const vectors *v)
{
    counter c = { .a = a, .out = TAKE(a, 1, inventory), .words = { .a = a }, .xpos = { .a = a },
                  .scripts = { .a = a }, .lemmas = { { .a = a }, { .a = a } } };
    for (int k = 0; k < AFFIX_KINDS; k++) c.affix[k] = (map){ .a = a };
    for (uint32_t i = 0; i < b->sentences; i++)
        for (uint32_t w = 0; w < b->source[i].words; w++) count_word(&c, &b->source[i].word[w]);
    number_rows(&c, v);
    number_tags(&c);
    for (uint32_t i = 0; i < b->sentences; i++) {
        train_word *w = TAKE(a, b->sentence[i].words, train_word);
        memcpy(w, b->sentence[i].word, b->sentence[i].words * sizeof *w);
        b->sentence[i].word = w;
        for (uint32_t k = 0; k < b->source[i].words; k++) target_word(&c, &b->source[i].word[k], &w[k]);
    }
    number_lemmas(&c);
    c.out->keys = key_build(a, c.keys.at, c.keys.n);
    return c.out;
}
