/*
 * trees_file.c - the model of tags and trees as a file.
 */
#include "language/trees.h"

#include <math.h>

enum { SIZES = sizeof(net_size) / sizeof(uint32_t) };

static const hs_str *read_xpos(arena *a, const model_file *m, uint32_t count)
{
    hs_str rest = model_bytes(m, "xpos"), piece;
    hs_str *out = TAKE(a, count, hs_str);
    uint32_t n = 0;
    for (; str_split(&rest, '\n', &piece) && rest.p; n++)
        if (n < count) out[n] = piece;
    if (n != count) model_complain(m, "%u finer tags, not %u", n, count);
    return out;
}

static void read_keys(const model_file *m, key_table *out)
{
    size_t slots;
    out->slot = model_list(m, "keys", sizeof(key_slot), &slots);
    if (!slots || slots & (slots - 1)) model_complain(m, "%zu slots of keys are no power of two", slots);
    out->mask = slots - 1;
}

static void check_numbers(const model_file *m, const float *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(p[i])) model_complain(m, "parameter %zu is no number", i);
}

const trees_model *trees_from(arena *a, const model_file *m)
{
    trees_model *t = TAKE(a, 1, trees_model);
    net_size size;
    memcpy(&size, model_array(m, "size", SIZES, sizeof(uint32_t)), sizeof size);
    if (!net_plan_of(&size, &t->plan)) model_complain(m, "its sizes are out of range");
    const float *dense = model_array(m, "dense", t->plan.dense, sizeof *dense);
    const float *scale = model_array(m, "scale", 2, sizeof *scale);
    check_numbers(m, dense, t->plan.dense);
    check_numbers(m, scale, 2);
    t->word = model_array(m, "word", (size_t)size.words * size.word_dim, sizeof *t->word);
    t->affix = model_array(m, "affix", (size_t)size.affixes * size.affix_dim, sizeof *t->affix);
    t->word_scale = scale[0];
    t->affix_scale = scale[1];
    t->script = model_array(m, "scripts", size.scripts, sizeof *t->script);
    for (uint32_t i = 0; i < size.scripts; i++)
        if (!lemma_script_valid(&t->script[i])) model_complain(m, "lemma script %u is broken", i);
    t->xpos = read_xpos(a, m, size.xpos);
    read_keys(m, &t->keys);
    t->net = net_make(a, &t->plan, dense);
    return t;
}

const trees_model *trees_open(arena *a, const char *path)
{
    return trees_from(a, model_open(a, path, TREES_KIND, TREES_VERSION));
}

/* Rows as 16-bit numbers times one scale. */
static const int16_t *quantised(arena *a, const float *p, size_t n, float *scale)
{
    float most = 0;
    for (size_t i = 0; i < n; i++)
        if (fabsf(p[i]) > most) most = fabsf(p[i]);
    *scale = most > 0 ? most / 32767 : 1;
    int16_t *out = TAKE(a, n, int16_t);
    for (size_t i = 0; i < n; i++) out[i] = (int16_t)lrintf(p[i] / *scale);
    return out;
}

hs_str trees_bake(arena *a, const trees_parts *t)
{
    const net_plan *plan = t->plan;
    size_t words = (size_t)plan->size.words * plan->size.word_dim;
    size_t affixes = (size_t)plan->size.affixes * plan->size.affix_dim;
    float *scale = TAKE(a, 2, float);
    buf xpos = { .a = a };
    for (uint32_t i = 0; i < plan->size.xpos; i++) {
        buf_add(&xpos, t->xpos[i]);
        buf_byte(&xpos, '\n');
    }
    model_writer w = { .a = a, .kind = TREES_KIND, .version = TREES_VERSION };
    model_add(&w, "about", t->about.p, t->about.n);
    model_add(&w, "size", &plan->size, sizeof plan->size);
    model_add(&w, "dense", t->p, plan->dense * sizeof(float));
    model_add(&w, "word", quantised(a, t->p + plan->block[NET_WORD].at, words, &scale[0]), words * sizeof(int16_t));
    model_add(&w, "affix", quantised(a, t->p + plan->block[NET_AFFIX].at, affixes, &scale[1]), affixes * sizeof(int16_t));
    model_add(&w, "scale", scale, 2 * sizeof *scale);
    model_add(&w, "keys", t->keys.slot, (t->keys.mask + 1) * sizeof(key_slot));
    model_add(&w, "scripts", t->script, plan->size.scripts * sizeof *t->script);
    model_add(&w, "xpos", xpos.p, xpos.n);
    return model_bake(&w);
}
