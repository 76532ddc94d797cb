/*
 * trees_score.c - how well a model reads sentences whose trees are known, on their own tokens.
 */
#include "language/trees_train.h"

#include "base/utf8.h"

/* "nsubj:pass" counts as "nsubj", as in the CoNLL 2018 shared task. */
static hs_str main_relation(uint8_t r)
{
    hs_str rest = str_of(relation_name(r)), main;
    str_split(&rest, ':', &main);
    return main;
}

static void score_sentence(arena *a, const conllu_sentence *told, const train_sentence *s, const masked *m, trees_score *out)
{
    uint32_t *head = TAKE(a, s->words, uint32_t);
    stretch *at = TAKE(a, s->names, stretch);
    uint32_t names = 0;
    for (uint32_t k = 0; k < m->units; k++)
        if (m->unit[k].name != NOBODY)
            at[names++] = (stretch){ m->unit[k].first_token - m->unit[0].first_token, m->unit[k].tokens };
    for (uint32_t w = 0; w < s->words; w++) head[w] = s->word[w].head;
    const units *u = units_cut(a, s->words, at, names);
    const uint32_t *head_word, *heads = units_heads(a, u, head, s->words, &head_word);
    for (uint32_t k = 0; k < m->units; k++) {
        const train_word *gold = &s->word[head_word[k]];
        const unit *is = &m->unit[k];
        hs_str lemma = utf8_lower_str(a, told->word[head_word[k]].lemma);
        bool right = is->head == heads[k];
        out->units++;
        out->upos += is->upos == gold->upos;
        out->xpos += str_eq(is->xpos, told->word[head_word[k]].xpos);
        out->lemmas += is->name != NOBODY || !lemma.n || str_eq(is->lemma, lemma);
        out->heads += right;
        out->labelled += right && str_eq(main_relation(is->relation), main_relation(gold->relation));
    }
}

trees_score trees_test(arena *a, const trees_model *m, const conllu_sentence *gold, const train_sentence *s, uint32_t n,
                       bool with_names)
{
    arena_mark here = arena_here(a);
    const page *p = conllu_page(a, gold, n);
    VEC(name) names = { 0 };
    for (uint32_t i = 0; i < n && with_names; i++)
        for (uint32_t k = 0; k < s[i].names; k++)
            *VEC_ADD(a, &names) = (name){ .sentence = i, .first_token = p->sentence[i].first_token + s[i].at[k].first,
                                          .tokens = s[i].at[k].words, .class = s[i].class[k], .entry = NOBODY };
    masked *m_page = mask_page(a, p, names.at, (uint32_t)names.n);
    trees_read(a, m, p, names.at, m_page, n);
    trees_score out = { 0 };
    for (uint32_t i = 0; i < n; i++) score_sentence(a, &gold[i], &s[i], &m_page[i], &out);
    arena_rollback(a, here);
    return out;
}
