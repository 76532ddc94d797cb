/*
 * names_profile.c - what the places where a word stands take it for.
 */
#include "language/names_profile.h"

#include "language/words.h"

enum { LINE_LEAST = 20, LINE_MOST = 100000, SENTENCE_LEAST = 4, INITIAL = 3, SEEN_LEAST = 4 };

typedef struct {
    uint32_t label[LABELS];
} tally;

typedef struct {
    arena *a;
    const names_weights *weights;
    const lexicon *lexicon;
    word_table words;
    tally *tally; /* one a fact */
} profiler;

/* ---- a line as a page --------------------------------------------------------------------------------------- */

typedef struct {
    arena *a;
    hs_str line;
    VEC(token) token;
    VEC(sentence) sentence;
    bool open; /* the last sentence goes on */
} cutter;

static void token_put(cutter *c, size_t begin, size_t end, token_kind kind)
{
    if (!c->open) *VEC_ADD(c->a, &c->sentence) = (sentence){ .at.begin = (uint32_t)begin, .first_token = (uint32_t)c->token.n };
    *VEC_ADD(c->a, &c->token) = (token){ { (uint32_t)begin, (uint32_t)end }, (uint8_t)kind, true, false };
    sentence *s = &c->sentence.at[c->sentence.n - 1];
    s->tokens++;
    s->at.end = (uint32_t)end;
    c->open = true;
}

/* "J." and "Gov." end no sentence: a short word with a capital stands before the stop. */
static bool stands_behind_initial(const cutter *c)
{
    if (c->token.n < 2) return false;
    hs_str before = span_words(c->line, c->token.at[c->token.n - 2].at);
    return before.n <= INITIAL && word_is_capital(before);
}

/* Words, single signs, sentences that end with a stop: enough for counting. */
static const page *line_cut(arena *a, hs_str line)
{
    cutter c = { .a = a, .line = line };
    for (size_t at = 0; at < line.n;) {
        size_t begin = at;
        int32_t first = utf8_next(line, &at);
        if (utf8_is_space(first)) continue;
        bool wordy = word_letter(first);
        for (size_t next = at; wordy && next < line.n && word_letter(utf8_next(line, &next)); at = next) {}
        token_put(&c, begin, at, !wordy ? TOKEN_PUNCT : utf8_is_digit(first) ? TOKEN_NUMBER : TOKEN_WORD);
        if (first == '!' || first == '?' || (first == '.' && !stands_behind_initial(&c))) c.open = false;
    }
    page *p = TAKE(a, 1, page);
    *p = (page){ .text = line, .token = c.token.at, .tokens = (uint32_t)c.token.n,
                 .sentence = c.sentence.at, .sentences = (uint32_t)c.sentence.n, .paragraphs = 1 };
    return p;
}

/* ---- counting ----------------------------------------------------------------------------------------------- */

static void sentence_count(profiler *r, const page *p, const names_view *v, const sentence *s)
{
    uint8_t *label = TAKE(r->a, s->tokens, uint8_t);
    names_label_sentence(r->a, r->weights, v, s, false, label);
    for (uint32_t i = 0; i < s->tokens; i++) {
        const token *t = &p->token[s->first_token + i];
        const word_fact *f = t->kind == TOKEN_WORD ? word_table_find(r->words, word_key(r->a, span_words(p->text, t->at))) : NULL;
        if (f) r->tally[f - r->words.fact].label[label[i]]++;
    }
}

/* Text without case would judge a word by too little. */
static void line_count(profiler *r, hs_str line)
{
    const page *p = line_cut(r->a, line);
    uint32_t hits;
    const lexicon_hit *hit = lexicon_match(r->a, r->lexicon, p, &hits);
    const names_view *v = names_view_of(r->a, p, hit, hits, r->lexicon, r->words);
    for (uint32_t s = 0; s < p->sentences; s++)
        if (names_view_casing(v)[s] == CASING_USED && p->sentence[s].tokens >= SENTENCE_LEAST)
            sentence_count(r, p, v, &p->sentence[s]);
}

enum { NO_NAME = 1, SELDOM_NAME = 2, PROFILES = 3, GRADES = 3 };

/* The class it was given oftenest and its commonest part, in three grades of how sure; or that it is mostly no name. */
static uint8_t profile_of(const tally *t)
{
    uint32_t all = t->label[LABEL_OUTSIDE], class[CLASSES] = { 0 }, top = 0;
    for (uint8_t y = 1; y < LABELS; y++) {
        all += t->label[y];
        class[label_class(y)] += t->label[y];
    }
    uint32_t names = all - t->label[LABEL_OUTSIDE];
    if (all < SEEN_LEAST) return 0;
    if (names * 4 < all) return names * 20 < all ? NO_NAME : SELDOM_NAME;
    for (uint32_t c = 1; c < CLASSES; c++)
        if (class[c] > class[top]) top = c;
    uint8_t best = label_of((actor_class)top, PART_BEGIN);
    for (uint8_t y = best; y <= label_of((actor_class)top, PART_SINGLE); y++)
        if (t->label[y] > t->label[best]) best = y;
    uint32_t sure = (class[top] * 4 > all * 3) + (class[top] * 2 > all);
    return (uint8_t)(PROFILES + (best - 1) * GRADES + sure);
}

word_table names_profile_learn(arena *a, const names_weights *w, const lexicon *l, word_table words, const hs_str *text, size_t texts)
{
    profiler r = { a, w, l, words, TAKE(a, words.facts, tally) };
    size_t lines = 0;
    for (size_t i = 0; i < texts; i++) {
        hs_str rest = text[i], line;
        while (str_split(&rest, '\n', &line)) {
            if (line.n < LINE_LEAST || line.n > LINE_MOST || lines++ % PROFILE_LINES) continue;
            arena_mark here = arena_here(a);
            line_count(&r, line);
            arena_rollback(a, here);
        }
    }
    word_fact *out = TAKE(a, words.facts, word_fact);
    for (size_t i = 0; i < words.facts; i++) {
        out[i] = words.fact[i];
        out[i].profile = profile_of(&r.tally[i]);
    }
    return (word_table){ out, words.facts };
}
