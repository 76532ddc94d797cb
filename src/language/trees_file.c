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

static const float *read_floats(const model_file *m, const char *section, size_t n)
{
    const float *p = model_array(m, section, n, sizeof *p);
    check_numbers(m, p, n);
    return p;
}

static const int16_t *read_matrices(const model_file *m, size_t n)
{
    const int16_t *p = model_array(m, "matrices", n, sizeof *p);
    int most = 0;
    for (size_t i = 0; i < n; i++) {
        int size = p[i] < 0 ? -p[i] : p[i];
        most = size > most ? size : most;
    }
    if (most > WHOLE_MOST) model_complain(m, "a weight of %d", most);
    return p;
}

const trees_model *trees_from(arena *a, const model_file *m)
{
    trees_model *t = TAKE(a, 1, trees_model);
    net_size size;
    memcpy(&size, model_array(m, "size", SIZES, sizeof(uint32_t)), sizeof size);
    if (!net_plan_of(&size, &t->plan)) model_complain(m, "its sizes are out of range");
    whole_plan w = whole_plan_of(&t->plan);
    const float *scales = read_floats(m, "scales", w.scales), *rows = read_floats(m, "rows", w.rows);
    t->word = model_array(m, "word", (size_t)size.words * size.word_dim, sizeof *t->word);
    t->affix = model_array(m, "affix", (size_t)size.affixes * size.affix_dim, sizeof *t->affix);
    t->word_scale = read_floats(m, "word_scale", size.words);
    t->affix_scale = read_floats(m, "affix_scale", size.affixes);
    t->script = model_array(m, "scripts", size.scripts, sizeof *t->script);
    for (uint32_t i = 0; i < size.scripts; i++)
        if (!lemma_script_valid(&t->script[i])) model_complain(m, "lemma script %u is broken", i);
    t->xpos = read_xpos(a, m, size.xpos);
    read_keys(m, &t->keys);
    t->net = whole_net_of(a, &t->plan, read_matrices(m, w.matrices), scales, rows);
    return t;
}

const trees_model *trees_open(arena *a, const char *path)
{
    return trees_from(a, model_open(a, path, TREES_KIND, TREES_VERSION));
}

/* Rows of n 8-bit numbers, each row times a scale of its own. */
static const int8_t *rounded(arena *a, const float *p, size_t rows, size_t n, float *scale)
{
    int8_t *out = TAKE(a, rows * n, int8_t);
    for (size_t r = 0; r < rows; r++, p += n) {
        scale[r] = whole_step(p, n, 1, INT8_MAX);
        for (size_t i = 0; i < n; i++) out[r * n + i] = (int8_t)whole_number(p[i], scale[r], INT8_MAX);
    }
    return out;
}

static hs_str lines_of(arena *a, const hs_str *line, uint32_t n)
{
    buf b = { .a = a };
    for (uint32_t i = 0; i < n; i++) {
        buf_add(&b, line[i]);
        buf_byte(&b, '\n');
    }
    return buf_str(&b);
}

hs_str trees_bake(arena *a, const trees_parts *t)
{
    const net_size *z = &t->plan->size;
    const float *word = t->p + t->plan->block[NET_WORD].at, *affix = t->p + t->plan->block[NET_AFFIX].at;
    whole_plan w = whole_plan_of(t->plan);
    int16_t *matrices = TAKE(a, w.matrices, int16_t);
    float *scales = TAKE(a, w.scales, float), *rows = TAKE(a, w.rows, float);
    float *word_scale = TAKE(a, z->words, float), *affix_scale = TAKE(a, z->affixes, float);
    whole_round(t->plan, t->p, matrices, scales, rows);
    hs_str xpos = lines_of(a, t->xpos, z->xpos);
    model_writer m = { .a = a, .kind = TREES_KIND, .version = TREES_VERSION };
    model_add(&m, "about", t->about.p, t->about.n);
    model_add(&m, "size", z, sizeof *z);
    model_add(&m, "matrices", matrices, w.matrices * sizeof *matrices);
    model_add(&m, "scales", scales, w.scales * sizeof *scales);
    model_add(&m, "rows", rows, w.rows * sizeof *rows);
    model_add(&m, "word", rounded(a, word, z->words, z->word_dim, word_scale), (size_t)z->words * z->word_dim);
    model_add(&m, "word_scale", word_scale, z->words * sizeof *word_scale);
    model_add(&m, "affix", rounded(a, affix, z->affixes, z->affix_dim, affix_scale), (size_t)z->affixes * z->affix_dim);
    model_add(&m, "affix_scale", affix_scale, z->affixes * sizeof *affix_scale);
    model_add(&m, "keys", t->keys.slot, (t->keys.mask + 1) * sizeof(key_slot));
    model_add(&m, "scripts", t->script, z->scripts * sizeof *t->script);
    model_add(&m, "xpos", xpos.p, xpos.n);
    return model_bake(&m);
}
