/*
 * names_tails.c - names that go on behind where the sequence model ended them: what follows is in capitals, and nothing
 * else would explain the words between.
 */
#include "language/names_tails.h"

#include "language/names_label.h"
#include "language/words.h"

enum {
    TAIL_MOST = 6, /* words in capitals behind "of the" */
    PERSON_MOST = 5 /* words of two names that are one person's */
};

typedef struct {
    arena *a;
    const lexicon *l;
    const map *bodies;
    const titles *titles;
    const page *p;
    uint32_t first, end; /* tokens of the sentence */
    uint8_t *label;      /* of its first token */
} sentence_names;

static hs_str word_at(const sentence_names *n, uint32_t t)
{
    return span_words(n->p->text, n->p->token[t].at);
}

static bool is_free_capital(const sentence_names *n, uint32_t t)
{
    return t < n->end && n->label[t - n->first] == LABEL_OUTSIDE && n->p->token[t].kind == TOKEN_WORD && word_at(n, t).n > 1 &&
           word_is_capital(word_at(n, t));
}

static bool is_free(const sentence_names *n, uint32_t t, const char *word)
{
    return t < n->end && n->label[t - n->first] == LABEL_OUTSIDE && str_eq(word_at(n, t), str_of(word));
}

/* The token behind "of the Nine Valleys", or t when nothing of the kind stands there. */
static uint32_t body_tail(const sentence_names *n, uint32_t t)
{
    uint32_t at = t;
    if (!is_free(n, at, "of") && !is_free(n, at, "for")) return t;
    at += is_free(n, at + 1, "the") ? 2 : 1;
    uint32_t words = 0;
    while (words < TAIL_MOST && is_free_capital(n, at + words)) words++;
    return words ? at + words : t;
}

static uint32_t person_tail(const sentence_names *n, uint32_t t)
{
    bool joins = t < n->end && n->label[t - n->first] == LABEL_OUTSIDE && lexicon_particle(n->a, n->l, word_at(n, t)) == PARTICLE_JOINER;
    return joins && is_free_capital(n, t + 1) ? t + 2 : t;
}

/* "General Mauro | Colorado": one word behind a title, and straight behind it one word that is called by a place. */
static bool is_surname(const sentence_names *n, uint32_t t)
{
    const uint8_t *label = n->label - n->first;
    title unused;
    return label_part(label[t]) == PART_SINGLE && label_part(label[t + 1]) == PART_SINGLE && label_class(label[t + 1]) == CLASS_PLACE &&
           titles_before(n->a, n->titles, n->p, t, n->first, &unused);
}

/* "Jose Manuel | Pacas Castro": two persons are never named one straight behind the other. */
static uint32_t second_half(const sentence_names *n, uint32_t t)
{
    const uint8_t *label = n->label - n->first;
    uint32_t from = t, end = t + 1;
    if (end >= n->end || label[end] == LABEL_OUTSIDE || n->p->token[end].at.begin != n->p->token[t].at.end + 1) return end;
    if (is_surname(n, t)) return end + 1;
    if (label_class(label[end]) != CLASS_PERSON || word_at(n, t).n < 2) return end;
    if (label_part(label[end]) != PART_BEGIN && label_part(label[end]) != PART_SINGLE) return end;
    while (from > n->first && label_part(label[from]) != PART_BEGIN && label_part(label[from]) != PART_SINGLE) from--;
    while (end < n->end && label_part(label[end]) != PART_END && label_part(label[end]) != PART_SINGLE) end++;
    return end < n->end && end + 1 - from <= PERSON_MOST ? end + 1 : t + 1;
}

static bool is_body(const sentence_names *n, uint32_t t)
{
    arena_mark here = arena_here(n->a);
    bool is = map_get(n->bodies, word_fold(n->a, word_at(n, t))) != NULL;
    arena_rollback(n->a, here);
    return is;
}

static void lengthen(sentence_names *n, uint32_t last, uint32_t end)
{
    uint8_t *label = n->label - n->first;
    actor_class class = label_class(label[last]);
    label[last] = label_of(class, label_part(label[last]) == PART_SINGLE ? PART_BEGIN : PART_INSIDE);
    for (uint32_t t = last + 1; t < end; t++) label[t] = label_of(class, t + 1 < end ? PART_INSIDE : PART_END);
}

void names_tails(arena *a, const lexicon *l, const map *bodies, const titles *titles, const page *p, const sentence *s, uint8_t *label)
{
    sentence_names n = { a, l, bodies, titles, p, s->first_token, s->first_token + s->tokens, label };
    for (uint32_t t = n.first; t + 1 < n.end; t++) {
        uint8_t at = label[t - n.first];
        bool ends = at != LABEL_OUTSIDE && (label_part(at) == PART_END || label_part(at) == PART_SINGLE);
        if (!ends) continue;
        uint32_t end = t + 1;
        if (label_class(at) == CLASS_PERSON) end = person_tail(&n, t + 1);
        if (label_class(at) == CLASS_PERSON && end == t + 1) end = second_half(&n, t);
        else if (label_class(at) == CLASS_ORGANISATION && is_body(&n, t)) end = body_tail(&n, t + 1);
        if (end > t + 1) lengthen(&n, t, end);
    }
}
