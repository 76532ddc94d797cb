/*
 * names.c - the names in a page.
 *
 *     lexicon (firm hits) --+
 *                           +--> proposals of one sentence --> the document as a whole (names_document)
 *     sequence model -------+
 *
 * Where both speak, the longer one holds; where they agree on the words, the lexicon says the class: a person who adds
 * a name to a table gets it.  Where case tells nothing, the lexicon is only one voice among those the model hears.
 */
#include "language/names.h"

#include "base/map.h"
#include "base/tsv.h"
#include "language/names_document.h"
#include "language/names_model.h"
#include "language/names_tails.h"
#include "language/words.h"

#include <unistd.h>

struct names_model {
    const lexicon *lexicon;
    const titles *titles;
    map bodies; /* folded nouns that organisations are called by: descriptions.tsv */
    const names_weights *weights; /* NULL: nobody trained this language */
};

static void bodies_read(arena *a, map *out, const char *folder)
{
    static const char *const COLUMN[] = { "noun", "class", "person", "ties", "source", NULL };
    const char *path = arena_printf(a, "%s/lexicon/descriptions.tsv", folder).p;
    out->a = a;
    if (access(path, F_OK)) return;
    const tsv *t = tsv_read(a, path, COLUMN);
    for (size_t i = 0; i < t->rows; i++)
        if (str_eq(t->row[i].field[1], STR("organisation"))) map_put(out, word_fold(a, t->row[i].field[0]), NULL);
}

const names_model *names_open(arena *a, const char *folder, const char *code)
{
    names_model *m = TAKE(a, 1, names_model);
    m->lexicon = lexicon_read(a, folder);
    m->titles = titles_read(a, folder);
    bodies_read(a, &m->bodies, folder);
    const char *path = arena_printf(a, "%s/models/%s-names.model", folder, code).p;
    if (access(path, F_OK) == 0)
        m->weights = names_weights_read(a, model_open(a, path, NAMES_MODEL_KIND, NAMES_MODEL_VERSION));
    return m;
}

const lexicon *names_lexicon(const names_model *m)
{
    return m->lexicon;
}

/* ---- without a model --------------------------------------------------------------------------------------- */

static bool is_capital_word(const page *p, uint32_t t)
{
    hs_str word = span_words(p->text, p->token[t].at);
    return p->token[t].kind == TOKEN_WORD && word.n > 1 && word_is_capital(word);
}

/* A run of capitalised words that does not begin the sentence is a name of nobody knows what. */
static void label_by_shape(const page *p, const sentence *s, bool has_case, uint8_t *label)
{
    for (uint32_t i = 1; has_case && i < s->tokens;) {
        uint32_t end = i;
        while (end < s->tokens && is_capital_word(p, s->first_token + end)) end++;
        for (uint32_t k = i; k < end; k++)
            label[k] = label_of(CLASS_OTHER, end == i + 1 ? PART_SINGLE : k == i ? PART_BEGIN : k + 1 == end ? PART_END : PART_INSIDE);
        i = end + 1;
    }
}

/* ---- one sentence ------------------------------------------------------------------------------------------ */

/* The name that label says begins at i: its tokens, 0 for none. */
static uint32_t labelled(const uint8_t *label, uint32_t n, uint32_t i)
{
    if (label[i] == LABEL_OUTSIDE) return 0;
    uint32_t end = i + 1;
    if (label_part(label[i]) != PART_SINGLE)
        while (end < n && label_part(label[end - 1]) != PART_END) end++;
    return end - i;
}

typedef struct {
    const lexicon *lexicon;
    const lexicon_hit *hit;
    uint32_t hits, next;
} hit_reader;

static const lexicon_hit *hit_at(hit_reader *r, uint32_t t)
{
    while (r->next < r->hits && r->hit[r->next].first_token < t) r->next++;
    return r->next < r->hits && r->hit[r->next].first_token == t ? &r->hit[r->next] : NULL;
}

/* Does a firm hit of the lexicon begin inside these tokens and reach beyond their end? */
static bool cut_by_hit(const hit_reader *r, uint32_t first, uint32_t tokens)
{
    for (uint32_t i = r->next; i < r->hits && r->hit[i].first_token < first + tokens; i++)
        if (r->hit[i].firm && r->hit[i].first_token > first && r->hit[i].first_token + r->hit[i].tokens > first + tokens)
            return true;
    return false;
}

/* Where case tells nothing, a known name is still firm when all its words are ones that open text writes large:
 * "moscow", never "us" or "turkey". */
static const lexicon_hit *hits_firmer(arena *a, const names_view *v, const lexicon_hit *hit, uint32_t hits)
{
    lexicon_hit *out = TAKE(a, hits, lexicon_hit);
    for (uint32_t h = 0; h < hits; h++) {
        bool large = true;
        for (uint32_t i = 0; i < hit[h].tokens; i++) large &= names_view_capital(v, hit[h].first_token + i);
        out[h] = hit[h];
        out[h].firm |= large;
    }
    return out;
}

/* "Neither Vell nor ...": the name begins behind the word that opens the sentence. */
static void label_opener(arena *a, const lexicon *l, const page *p, const sentence *s, uint8_t *label)
{
    if (!s->tokens || label[0] == LABEL_OUTSIDE) return;
    if (lexicon_particle(a, l, span_words(p->text, p->token[s->first_token].at)) != PARTICLE_OPENER) return;
    if (label_part(label[0]) == PART_BEGIN) label[1] = label_of(label_class(label[0]), label_part(label[1]) == PART_END ? PART_SINGLE : PART_BEGIN);
    label[0] = LABEL_OUTSIDE;
}

static void propose(arena *a, const page *p, uint32_t number, const uint8_t *label, hit_reader *r, name_list *out)
{
    const sentence *s = &p->sentence[number];
    for (uint32_t i = 0; i < s->tokens;) {
        uint32_t t = s->first_token + i, tokens = labelled(label, s->tokens, i), entry = NOBODY;
        const lexicon_hit *h = hit_at(r, t);
        actor_class class = tokens ? label_class(label[i]) : CLASS_OTHER;
        if (tokens && cut_by_hit(r, t, tokens)) tokens = 0;
        if (h && h->tokens >= tokens && (h->firm || h->tokens == tokens)) {
            entry = h->entry;
            if (h->firm) class = lexicon_at(r->lexicon, entry)->class;
            tokens = h->tokens;
        }
        if (tokens)
            *VEC_ADD(a, out) = (name){ { p->token[t].at.begin, p->token[t + tokens - 1].at.end }, number, t, tokens, class, entry };
        i += tokens ? tokens : 1;
    }
}

/* Three to six capitals that open text does not know for a word. */
static bool is_strange_acronym(const page *p, const names_view *v, uint32_t t)
{
    hs_str s = span_words(p->text, p->token[t].at);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
    return s.n >= 3 && s.n <= 6 && !names_view_knows(v, t);
}

#define BEHIND_THE ((uint64_t)1 << 32) /* one count for places, above it one for places behind "the" */

static bool behind_the(const page *p, uint32_t t, const sentence *s)
{
    return t > s->first_token && str_eq_ascii(span_words(p->text, p->token[t - 1].at), STR("the"));
}

/* "the IAG": an acronym that nobody knows, used twice and at least once behind "the", is an organisation's. */
static void label_acronyms(arena *a, const page *p, const names_view *v, uint8_t *label)
{
    const casing *cased = names_view_casing(v);
    map times = { .a = a };
    for (int round = 0; round < 2; round++)
        for (uint32_t s = 0; s < p->sentences; s++)
            for (uint32_t i = 0; cased[s] == CASING_USED && i < p->sentence[s].tokens; i++) {
                uint32_t t = p->sentence[s].first_token + i;
                if (label[t] != LABEL_OUTSIDE || !is_strange_acronym(p, v, t)) continue;
                uint64_t *n = map_put(&times, span_words(p->text, p->token[t].at), NULL);
                if (!round) *n += 1 + (behind_the(p, t, &p->sentence[s]) ? BEHIND_THE : 0);
                else if (*n >= BEHIND_THE + 2) label[t] = label_of(CLASS_ORGANISATION, PART_SINGLE);
            }
}

static bool is_short_name(arena *a, const names_model *m, const page *p, const sentence *s, uint32_t t)
{
    uint32_t end = s->first_token + s->tokens;
    hs_str word = span_words(p->text, p->token[t].at);
    if (!is_capital_word(p, t) || (t + 1 < end && is_capital_word(p, t + 1)) || !behind_the(p, t, s)) return false;
    arena_mark here = arena_here(a);
    bool is = map_get(&m->bodies, word_fold(a, word));
    arena_rollback(a, here);
    return is;
}

/* "they armed the League": a noun that organisations are called by, with a capital of its own behind "the", is the short
 * name of one. */
static void label_short_names(arena *a, const names_model *m, const page *p, const casing *cased, uint8_t *label)
{
    for (uint32_t s = 0; s < p->sentences; s++)
        for (uint32_t i = 1; cased[s] == CASING_USED && !p->sentence[s].is_heading && i < p->sentence[s].tokens; i++) {
            uint32_t t = p->sentence[s].first_token + i;
            if (label[t] == LABEL_OUTSIDE && is_short_name(a, m, p, &p->sentence[s], t))
                label[t] = label_of(CLASS_ORGANISATION, PART_SINGLE);
        }
}

const name *names_find(arena *a, const names_model *m, const page *p, uint32_t *n)
{
    hit_reader r = { .lexicon = m->lexicon };
    r.hit = lexicon_match(a, m->lexicon, p, &r.hits);
    const names_view *v = names_view_of(a, p, r.hit, r.hits, m->lexicon, m->weights ? m->weights->words : (word_table){ 0 });
    const casing *cased = names_view_casing(v);
    uint8_t *label = TAKE(a, p->tokens, uint8_t);
    r.hit = hits_firmer(a, v, r.hit, r.hits);
    name_list names = { 0 };
    for (uint32_t s = 0; s < p->sentences; s++) {
        uint8_t *of = label + p->sentence[s].first_token;
        if (m->weights) names_label_sentence(a, m->weights, v, &p->sentence[s], true, of);
        else label_by_shape(p, &p->sentence[s], cased[s] == CASING_USED, of);
        if (cased[s] == CASING_USED) label_opener(a, m->lexicon, p, &p->sentence[s], of);
    }
    label_acronyms(a, p, v, label);
    label_short_names(a, m, p, cased, label);
    for (uint32_t s = 0; s < p->sentences; s++)
        if (cased[s] == CASING_USED) names_tails(a, m->lexicon, &m->bodies, m->titles, p, &p->sentence[s], label + p->sentence[s].first_token);
    for (uint32_t s = 0; s < p->sentences; s++) propose(a, p, s, label + p->sentence[s].first_token, &r, &names);
    names_document(a, m->titles, p, cased, &names);
    *n = (uint32_t)names.n;
    return names.at;
}
