/*
 * small_model.c - writes a model of tags and trees for fuzzing: the format of the great one, a net of eight units a side
 * whose weights are chance.  It reads nothing right, and its trees are wilder than any that were learnt.
 *
 *   small_model FILE TEXT [SEED]
 *
 * The forms of TEXT are its words, so that known and unknown ones both occur.
 */
#include "base/file.h"
#include "base/random.h"
#include "language/trees.h"
#include "text/page.h"

#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 400, ENDS = 600, SCRIPTS = 6, TAGS = 8 };

static const char *const TAG[TAGS] = { "NN", "VBD", "JJ", "IN", "DT", "NNP", "_", "." };
static const lemma_script SCRIPT[SCRIPTS] = { { 0, 0, "", "" }, { 1, 0, "", "" }, { 3, 1, "y", "" }, { LEMMA_ALL, 2, "be", "" }, { 2, 3, "\xc3\xa9" "e", "" }, { 40, 1, "x", "" } };

typedef VEC(key_pair) key_list;

static void add(arena *a, key_list *keys, hs_str key, key_kind kind, uint32_t row)
{
    *VEC_ADD(a, keys) = (key_pair){ key_hash(key, (uint64_t)kind), row };
}

static key_table keys_of(arena *a, const page *p, rng *r)
{
    key_list keys = { 0 };
    for (uint32_t t = 0; t < p->tokens; t++) {
        plain_form f;
        form_plain(span_words(p->text, p->token[t].at), &f);
        if (rng_below(r, 2)) add(a, &keys, (hs_str){ f.key, f.n }, KEY_WORD, (uint32_t)rng_below(r, WORDS + 40));
        for (int kind = KEY_SUFFIX1; kind <= KEY_PREFIX3; kind++)
            add(a, &keys, form_affix(&f, (key_kind)kind), (key_kind)kind, (uint32_t)rng_below(r, ENDS + 40));
        for (int tag = 0; tag < TAGS; tag++)
            if (!rng_below(r, 8))
                *VEC_ADD(a, &keys) = (key_pair){ lemma_key(&f, str_of(TAG[tag]), KEY_LEMMA_XPOS), (uint32_t)rng_below(r, SCRIPTS + 1) };
    }
    return key_build(a, keys.at, keys.n);
}

static hs_str small_model(arena *a, hs_str text, uint64_t seed)
{
    static const net_size SIZE = { WORDS, ENDS, 8, 8, 8, 2, 8, 8, TAGS, SCRIPTS };
    rng r = rng_seed(seed);
    net_plan plan;
    hs_str tags[TAGS];
    if (!net_plan_of(&SIZE, &plan)) arena_leave(a, HS_BUG, "sizes");
    float *p = TAKE(a, plan.floats, float);
    for (size_t i = 0; i < plan.floats; i++) p[i] = (float)(rng_unit(&r) * 4 - 2);
    for (int i = 0; i < TAGS; i++) tags[i] = str_of(TAG[i]);
    return trees_bake(a, &(trees_parts){ &plan, p, keys_of(a, text_page(a, text), &r), SCRIPT, tags, str_of("small, by chance") });
}

int main(int count, char **argument)
{
    arena *a = arena_open(NULL, 0);
    hs_error err = { .status = HS_OK };
    if (!a || count < 3) {
        fprintf(stderr, "usage: %s FILE TEXT [SEED]\n", argument[0]);
        return 2;
    }
    if (!ARENA_DOOR(a)) {
        fprintf(stderr, "%s\n", arena_failure(a)->what);
        return 1;
    }
    hs_str model = small_model(a, file_read(a, argument[2], 1 << 20), count > 3 ? strtoul(argument[3], NULL, 10) : 1);
    if (file_save(argument[1], model, &err) != HS_OK) fprintf(stderr, "%s\n", err.what);
    arena_door_shut(a);
    arena_close(a);
    return err.status != HS_OK;
}
