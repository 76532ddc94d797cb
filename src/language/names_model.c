/*
 * names_model.c - the sequence model at work.
 */
#include "language/names_model.h"

#include <limits.h>

const names_weights *names_weights_read(arena *a, const model_file *f)
{
    names_weights *w = TAKE(a, 1, names_weights);
    w->hash = model_list(f, "hash", sizeof *w->hash, &w->features);
    w->weight = model_array(f, "weight", w->features, LABELS);
    w->follow = model_array(f, "follow", LABELS * LABELS, sizeof *w->follow);
    w->words.fact = model_list(f, "words", sizeof *w->words.fact, &w->words.facts);
    if (w->features > UINT32_MAX / 4) model_complain(f, "too many features");
    for (w->slots = 16; w->slots < w->features * 2;) w->slots *= 2;
    w->slot = TAKE(a, w->slots, uint32_t);
    for (size_t i = 0; i < w->features; i++) {
        if (i && w->hash[i] <= w->hash[i - 1]) model_complain(f, "features out of order");
        size_t at = w->hash[i] & (w->slots - 1);
        while (w->slot[at]) at = (at + 1) & (w->slots - 1);
        w->slot[at] = (uint32_t)i + 1;
    }
    return w;
}

static const int8_t *row_of(const names_weights *w, uint32_t hash)
{
    for (size_t at = hash & (w->slots - 1); w->slot[at]; at = (at + 1) & (w->slots - 1))
        if (w->hash[w->slot[at] - 1] == hash) return w->weight + (size_t)(w->slot[at] - 1) * LABELS;
    return NULL;
}

/* What a stranger loses of its score for no name, in units of a weight (24 are 1.0); by the dev part of UNER EWT and
 * bench/language/names_origin.py. */
static const int32_t PULL[] = { [NO_STRANGER] = 0, [LONE_STRANGER] = 8, [STRANGER] = 40, [STRANGER_WITHOUT_CASE] = 80 };

static void score_token(const names_weights *w, const names_view *v, uint32_t t, bool lexical, int32_t score[LABELS])
{
    uint64_t feature[FEATURES_MOST];
    uint32_t n = names_features(v, t, lexical, feature);
    for (int y = 0; y < LABELS; y++) score[y] = 0;
    score[LABEL_OUTSIDE] = lexical ? -PULL[names_view_stranger(v, t)] : 0;
    for (uint32_t i = 0; i < n; i++) {
        const int8_t *row = row_of(w, (uint32_t)feature[i]);
        for (int y = 0; row && y < LABELS; y++) score[y] += row[y];
    }
}

/* One step: for each label the best one before it. */
static void step(const names_weights *w, const int64_t *before, const int32_t *score, int64_t *now, uint8_t *from)
{
    for (uint8_t y = 0; y < LABELS; y++) {
        int64_t best = INT64_MIN / 2;
        for (uint8_t x = 0; x < LABELS; x++) {
            if (!label_follows(x, y) || before[x] + w->follow[x * LABELS + y] <= best) continue;
            best = before[x] + w->follow[x * LABELS + y];
            from[y] = x;
        }
        now[y] = best + score[y];
    }
}

void names_label_sentence(arena *a, const names_weights *w, const names_view *v, const sentence *s, bool lexical, uint8_t *label)
{
    if (!s->tokens) return;
    arena_mark here = arena_here(a);
    uint8_t *from = TAKE(a, (size_t)s->tokens * LABELS, uint8_t);
    int64_t row[2][LABELS];
    for (int y = 0; y < LABELS; y++) row[0][y] = y == LABEL_OUTSIDE ? 0 : INT64_MIN / 2;
    for (uint32_t t = 0; t < s->tokens; t++) {
        int32_t score[LABELS];
        score_token(w, v, s->first_token + t, lexical, score);
        step(w, row[t & 1], score, row[(t + 1) & 1], from + (size_t)t * LABELS);
    }
    const int64_t *last = row[s->tokens & 1];
    uint8_t best = LABEL_OUTSIDE;
    for (uint8_t y = 0; y < LABELS; y++)
        if (label_follows(y, LABEL_OUTSIDE) && last[y] > last[best]) best = y;
    for (uint32_t t = s->tokens; t-- > 0;) {
        label[t] = best;
        best = from[(size_t)t * LABELS + best];
    }
    arena_rollback(a, here);
}
