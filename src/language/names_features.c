/*
 * names_features.c - what the sequence model sees of a token.
 *
 * In a sentence whose case tells nothing all letters are read as small and the shape knows only letters, digits and
 * signs; its features are marked, so that both kinds of text may share one training but never a weight.
 */
#include "language/names_features.h"

#include "base/hash.h"
#include "language/words.h"

enum { AFFIX_MOST = 4 };

typedef struct {
    uint64_t word, shape, prefix[AFFIX_MOST], suffix[AFFIX_MOST];
    uint8_t class, capital, profile; /* word_fact */
    uint8_t lexicon;        /* 0, or class and place in the longest known name */
    uint8_t document;       /* how the same letters stand elsewhere in the document */
    bool capitalised;
    uint8_t stranger; /* a stranger */
} token_view;

struct names_view {
    const page *page;
    const casing *casing;
    const uint32_t *sentence_of;
    token_view *token;
};

/* ---- one token --------------------------------------------------------------------------------------------- */

/* "McKay-7" -> "XxX-d": runs are cut to one letter, so that length says little. */
static uint64_t shape_of(hs_str s, bool cased)
{
    uint64_t shape = 17;
    int last = 0;
    for (size_t at = 0; at < s.n;) {
        int32_t c = utf8_next(s, &at);
        int kind = utf8_is_upper(c) ? 'X' : utf8_is_letter(c) ? 'x' : utf8_is_digit(c) ? 'd' : c < 0x80 && c > 0 ? c : '#';
        if (!cased && kind == 'X') kind = 'x';
        if (kind != last || (kind != 'x' && kind != 'd' && kind != 'X')) shape = hash_u64(shape * 31 + (uint64_t)kind);
        else if (kind == 'X') shape |= 1; /* two capitals and more in a run */
        last = kind;
    }
    return shape;
}

static void affixes_of(hs_str low, token_view *v)
{
    size_t begin = 0, end = low.n;
    for (int i = 0; i < AFFIX_MOST && begin < low.n; i++) {
        utf8_next(low, &begin);
        v->prefix[i] = hash_with(str_sub(low, 0, begin), 101);
        do end--;
        while (end > 0 && !utf8_boundary(low, end));
        v->suffix[i] = hash_with(str_sub(low, end, low.n), 103);
    }
}

uint64_t word_key(arena *a, hs_str s)
{
    return hash_bytes(word_fold(a, s));
}

const word_fact *word_table_find(word_table t, uint64_t key)
{
    uint32_t word = (uint32_t)key;
    size_t low = 0, high = t.facts;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (t.fact[mid].word < word) low = mid + 1;
        else high = mid;
    }
    return low < t.facts && t.fact[low].word == word ? &t.fact[low] : NULL;
}

enum { LONG_TOKEN = 64 }; /* bytes; what is longer is no name */

static void token_view_of(arena *a, hs_str s, bool cased, word_table t, token_view *v)
{
    if (s.n > LONG_TOKEN) s = (hs_str){ s.p, 0 };
    arena_mark here = arena_here(a);
    hs_str low = word_fold(a, s);
    v->word = hash_bytes(low);
    v->shape = shape_of(s, cased);
    v->capitalised = word_is_capital(s);
    affixes_of(low, v);
    const word_fact *f = word_table_find(t, v->word);
    if (f) {
        v->class = f->class;
        v->capital = f->capital;
        v->profile = f->profile;
    }
    arena_rollback(a, here);
}

/* ---- the document ------------------------------------------------------------------------------------------ */

typedef struct {
    uint64_t word;
    uint32_t capital, small;
} word_count;

static word_count *count_of(word_count *table, size_t slots, uint64_t word)
{
    size_t at = (size_t)word & (slots - 1);
    while ((table[at].capital || table[at].small) && table[at].word != word) at = (at + 1) & (slots - 1);
    table[at].word = word;
    return &table[at];
}

/* Bit 0: the word stands with a capital where no sentence begins; bit 1: it stands small. */
static void document_view(arena *a, names_view *v)
{
    const page *p = v->page;
    size_t slots = 16;
    while (slots < (size_t)p->tokens * 2) slots *= 2;
    word_count *table = TAKE(a, slots, word_count);
    for (uint32_t t = 0; t < p->tokens; t++) {
        uint32_t s = v->sentence_of[t];
        if (v->casing[s] != CASING_USED) continue;
        word_count *c = count_of(table, slots, v->token[t].word);
        if (!v->token[t].capitalised) c->small++;
        else if (t > p->sentence[s].first_token) c->capital++;
    }
    for (uint32_t t = 0; t < p->tokens; t++) {
        if (!v->token[t].capitalised || v->casing[v->sentence_of[t]] != CASING_USED) continue;
        const word_count *c = count_of(table, slots, v->token[t].word);
        uint32_t own = t > p->sentence[v->sentence_of[t]].first_token;
        v->token[t].document = (uint8_t)((c->capital > own) | (c->small > 0) << 1);
    }
}

static void lexicon_view(names_view *v, const lexicon_hit *hit, uint32_t hits, const lexicon *l)
{
    for (uint32_t h = 0; h < hits; h++)
        for (uint32_t i = 0; i < hit[h].tokens; i++) {
            const lexicon_entry *e = lexicon_at(l, hit[h].entry);
            uint8_t part = hit[h].tokens == 1 ? 3 : i == 0 ? 0 : i + 1 == hit[h].tokens ? 2 : 1;
            v->token[hit[h].first_token + i].lexicon = (uint8_t)(1 + e->class * 4 + part);
        }
}

enum { MOSTLY = 7, WORD_LEAST = 3 }; /* from six eighths on: word_fact.capital */

bool names_view_capital(const names_view *v, uint32_t token)
{
    return v->token[token].capital >= MOSTLY;
}

static bool may_be_stranger(const names_view *v, uint32_t t, bool cased)
{
    const token_view *x = &v->token[t];
    if (v->page->token[t].kind != TOKEN_WORD || (x->class && x->capital < MOSTLY)) return false;
    return cased ? x->capitalised : v->page->token[t].at.end - v->page->token[t].at.begin >= WORD_LEAST;
}

/* The first word of a cased sentence has its capital from there; in a headline all words have one. */
/* The stranger behind token t, over particles ("Sophie van Dijk"); 0: none. */
static uint32_t next_stranger(arena *a, const names_view *v, const lexicon *l, uint32_t t, uint32_t end, bool cased)
{
    enum { PARTICLES_MOST = 2 };
    for (uint32_t at = t + 1; at < end && at <= t + 1 + PARTICLES_MOST; at++) {
        if (may_be_stranger(v, at, cased)) return at;
        if (lexicon_particle(a, l, span_words(v->page->text, v->page->token[at].at)) != PARTICLE_INNER) return 0;
    }
    return 0;
}

static void strangers_view(arena *a, names_view *v, const lexicon *l, uint32_t s)
{
    uint32_t first = v->page->sentence[s].first_token, end = first + v->page->sentence[s].tokens, words = 0, strange = 0;
    bool cased = v->casing[s] == CASING_USED;
    for (uint32_t t = first; t < end; t++) {
        words += v->page->token[t].kind == TOKEN_WORD;
        strange += may_be_stranger(v, t, cased);
    }
    if (cased && strange * 2 > words) return;
    for (uint32_t t = first + 1; cased && t < end; t++)
        if (may_be_stranger(v, t, cased)) v->token[t].stranger = LONE_STRANGER;
    for (uint32_t t = first + cased; t + 1 < end; t++) {
        uint32_t other = may_be_stranger(v, t, cased) ? next_stranger(a, v, l, t, end, cased) : 0;
        for (uint32_t i = t; other && i <= other; i++) v->token[i].stranger = cased ? STRANGER : STRANGER_WITHOUT_CASE;
    }
}

names_view *names_view_of(arena *a, const page *p, const lexicon_hit *hit, uint32_t hits, const lexicon *l, word_table t)
{
    names_view *v = TAKE(a, 1, names_view);
    v->page = p;
    v->casing = casing_of(a, p);
    v->token = TAKE(a, p->tokens, token_view);
    uint32_t *of = TAKE(a, p->tokens, uint32_t);
    for (uint32_t s = 0; s < p->sentences; s++)
        for (uint32_t i = 0; i < p->sentence[s].tokens; i++) {
            uint32_t at = p->sentence[s].first_token + i;
            of[at] = s;
            token_view_of(a, span_words(p->text, p->token[at].at), v->casing[s] == CASING_USED, t, &v->token[at]);
        }
    v->sentence_of = of;
    document_view(a, v);
    lexicon_view(v, hit, hits, l);
    for (uint32_t s = 0; s < p->sentences; s++) strangers_view(a, v, l, s);
    return v;
}

const casing *names_view_casing(const names_view *v)
{
    return v->casing;
}

bool names_view_knows(const names_view *v, uint32_t token)
{
    return v->token[token].class != 0;
}

stranger names_view_stranger(const names_view *v, uint32_t token)
{
    return (stranger)v->token[token].stranger;
}

enum { UNSEEN = 7 }; /* no hash of letters; features made of it are in no dictionary */

void names_view_hide(names_view *v, uint32_t token, hidden_token *kept)
{
    token_view *x = &v->token[token];
    *kept = (hidden_token){ .class = x->class, .capital = x->capital, .profile = x->profile, .lexicon = x->lexicon };
    kept->lexical[0] = x->word;
    for (int i = 0; i < AFFIX_MOST; i++) {
        kept->lexical[2 + i] = x->prefix[i];
        kept->lexical[2 + AFFIX_MOST + i] = x->suffix[i];
        x->prefix[i] = x->suffix[i] = UNSEEN;
    }
    x->word = UNSEEN;
    x->class = x->capital = x->profile = x->lexicon = 0;
}

void names_view_show(names_view *v, uint32_t token, const hidden_token *kept)
{
    token_view *x = &v->token[token];
    x->word = kept->lexical[0];
    for (int i = 0; i < AFFIX_MOST; i++) {
        x->prefix[i] = kept->lexical[2 + i];
        x->suffix[i] = kept->lexical[2 + AFFIX_MOST + i];
    }
    x->class = kept->class;
    x->capital = kept->capital;
    x->profile = kept->profile;
    x->lexicon = kept->lexicon;
}

/* ---- features ---------------------------------------------------------------------------------------------- */

typedef struct {
    uint64_t *out;
    uint32_t n;
    uint64_t mark; /* parts the features of cased text from those of text without case */
} sink;

static void put(sink *s, uint64_t kind, uint64_t x)
{
    s->out[s->n++] = hash_u64(hash_u64(x + kind * 0x9E3779B97F4A7C15u) ^ s->mark);
}

static void put2(sink *s, uint64_t kind, uint64_t x, uint64_t y)
{
    put(s, kind, hash_u64(x) * 31 + y);
}

static const token_view EDGE = { .word = 1, .shape = 1 };

/* What the words themselves are, and who stands beside them. */
static void put_words(sink *s, const token_view *w[5])
{
    put(s, 1, w[2]->word);
    put2(s, 2, w[1]->word, w[2]->word);
    put2(s, 3, w[2]->word, w[3]->word);
    for (int i = 0; i < AFFIX_MOST; i++) {
        put(s, 10 + (unsigned)i, w[2]->prefix[i]);
        put(s, 20 + (unsigned)i, w[2]->suffix[i]);
    }
    put(s, 4, w[2]->class);
    put(s, 5, w[2]->capital);
    put2(s, 6, w[2]->class, w[2]->shape);
    put2(s, 7, w[1]->class, w[2]->class);
    put2(s, 8, w[2]->class, w[3]->class);
    put2(s, 9, w[2]->capital, w[2]->shape);
    put2(s, 14, w[2]->capital, w[2]->class);
    put2(s, 15, w[2]->suffix[2], w[2]->shape);
    put(s, 16, w[2]->profile);
    put2(s, 17, w[2]->profile, w[2]->shape);
    put2(s, 18, w[1]->profile, w[2]->profile);
    put2(s, 19, w[2]->profile, w[3]->profile);
    put2(s, 24, w[2]->profile, w[2]->capital);
}

static void put_context(sink *s, const token_view *w[5])
{
    for (unsigned i = 0; i < 5; i++) {
        if (i != 2) put(s, 30 + i, w[i]->word);
        if (i != 2) put(s, 40 + i, w[i]->class);
        put(s, 50 + i, w[i]->shape);
        put(s, 60 + i, w[i]->lexicon);
        if (i != 2) put2(s, 70 + i, w[i]->class, w[2]->shape);
        if (i == 1 || i == 3) {
            put2(s, 80 + i, w[i]->word, w[2]->shape);
            put2(s, 90 + i, w[i]->suffix[2], w[2]->shape);
            put2(s, 95 + i, w[i]->capital, w[2]->capital);
            put(s, 120 + i, w[i]->profile);
            put2(s, 124 + i, w[i]->profile, w[2]->shape);
        }
    }
    put2(s, 100, w[0]->word, w[1]->word);
    put2(s, 101, w[3]->word, w[4]->word);
    put2(s, 102, w[1]->word, w[3]->word);
    put2(s, 103, w[1]->class, w[3]->class);
    put2(s, 104, w[0]->class, w[1]->class);
    put2(s, 105, w[3]->class, w[4]->class);
    put2(s, 106, w[1]->shape, w[2]->shape);
    put2(s, 107, w[2]->shape, w[3]->shape);
    put2(s, 108, hash_u64(w[1]->shape) + w[2]->shape, w[3]->shape);
    put2(s, 109, w[2]->lexicon, w[2]->shape);
    put2(s, 110, w[2]->document, w[2]->shape);
}

uint32_t names_features(const names_view *v, uint32_t t, bool lexical, uint64_t out[FEATURES_MOST])
{
    const sentence *x = &v->page->sentence[v->sentence_of[t]];
    const token_view *w[5];
    for (int i = 0; i < 5; i++) {
        int64_t at = (int64_t)t + i - 2;
        bool inside = at >= x->first_token && at < (int64_t)x->first_token + x->tokens;
        w[i] = inside ? &v->token[at] : &EDGE;
    }
    bool cased = v->casing[v->sentence_of[t]] == CASING_USED;
    sink s = { out, 0, cased ? 0 : 0xCA5E };
    put(&s, 0, 0);
    put_context(&s, w);
    if (lexical) put_words(&s, w);
    put2(&s, 111, t == x->first_token, w[2]->shape);
    put2(&s, 112, t == x->first_token, w[2]->document);
    return s.n;
}
