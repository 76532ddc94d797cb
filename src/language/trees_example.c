/*
 * trees_example.c - sentences varied: what the model must read whether names were recognised or not, and in any case.
 *
 * Of ten sentences five are learnt with all names masked, two and a half with each name masked or not by chance (as
 * recognition misses some), two and a half with none.  One class in twenty is told wrong.  One sentence in twelve is
 * shouted, one in twenty-five whispered.
 */
#include "language/trees_step.h"

#include "base/utf8.h"

enum { AS_IT_IS, SHOUTED, WHISPERED };
static const double ALL_MASKED = .5, SOME_MASKED = .25, WRONG_CLASS = .05, SHOUT = .08, WHISPER = .04;

static hs_str recased(arena *a, hs_str form, int how)
{
    if (how == AS_IT_IS) return form;
    if (how == WHISPERED) return utf8_lower_str(a, form);
    char *p = arena_take(a, form.n * 4);
    size_t n = 0;
    for (size_t at = 0; at < form.n;) {
        int32_t c = utf8_next(form, &at);
        if (c >= 0) n += utf8_put(utf8_upper(c), p + n);
    }
    return (hs_str){ p, n };
}

static uint32_t choose_names(arena *a, rng *r, const train_sentence *s, const stretch **at, actor_class **class)
{
    double how = rng_unit(r);
    stretch *out = TAKE(a, s->names, stretch);
    actor_class *c = TAKE(a, s->names, actor_class);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->names; i++) {
        if (how >= ALL_MASKED && (how >= ALL_MASKED + SOME_MASKED || rng_unit(r) < .5)) continue;
        out[n] = s->at[i];
        c[n++] = rng_unit(r) < WRONG_CLASS ? (actor_class)rng_below(r, 5) : s->class[i];
    }
    *at = out;
    *class = c;
    return n;
}

example example_of(arena *a, trainer *t, const train_sentence *s)
{
    const stretch *at;
    actor_class *class;
    uint32_t names = choose_names(a, &t->random, s, &at, &class), *head = TAKE(a, s->words, uint32_t);
    double x = rng_unit(&t->random);
    int how = x < SHOUT ? SHOUTED : x < SHOUT + WHISPER ? WHISPERED : AS_IT_IS;
    for (uint32_t w = 0; w < s->words; w++) head[w] = s->word[w].head;
    const units *u = units_cut(a, s->words, at, names);
    const uint32_t *head_word, *heads = units_heads(a, u, head, s->words, &head_word);
    features *f = TAKE(a, u->units, features);
    const train_word **target = TAKE(a, u->units, const train_word *);
    uint32_t *out = TAKE(a, u->units, uint32_t);
    for (uint32_t k = 0; k < u->units; k++) {
        target[k] = &s->word[head_word[k]];
        out[k] = heads[k] == UNIT_ROOT ? u->units : heads[k];
        if (u->name[k] != NOBODY) features_of_mask(class[u->name[k]], &f[k]);
        else features_of(&t->what->keys, recased(a, target[k]->form, how), t->what->words, t->what->affixes, &f[k]);
    }
    return (example){ u->units, f, out, target };
}
