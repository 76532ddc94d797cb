/*
 * names_words.c - word classes by exchange.
 *
 * Each word is put into the class in which it makes the sequence of classes most predictable, again and again
 * (Martin, Liermann, Ney 1998: "Algorithms for bigram and trigram word clustering").  With N(c,d) the number of words
 * of class d right behind one of class c, that is the most of
 *
 *     sum N(c,d) log N(c,d)  -  2 sum N(c) log N(c)
 *
 * Taking one word out of its class and trying all others costs as many logarithms as it has neighbour classes, times
 * the number of classes.
 */
#include "language/names_words.h"

#include "base/hash.h"
#include "base/map.h"
#include "language/words.h"

#include <math.h>
#include <stdlib.h>

enum { WORDS = 40000, ROUNDS = 4, WORD_CLASSES = 255, LOGS = 1 << 16, FEW = 8 };

typedef struct {
    uint32_t count, capital, inside; /* capital of those inside sentences */
} seen_word;

typedef struct {
    uint32_t other, count;
} neighbour;

typedef struct {
    uint64_t pair; /* 0: free */
    uint32_t count;
} pair_count;

typedef struct {
    arena *a;
    map ids;
    VEC(seen_word) seen;
    VEC(uint32_t) stream; /* word numbers in order of the text; SENTENCE_END between sentences */
    uint32_t words;       /* kept ones are 0 .. words-1 once ranked */
    uint32_t *rank;       /* word number -> kept number, or NONE */
    neighbour *left, *right;
    uint32_t *left_at, *right_at; /* [words + 1] into the above */
    uint8_t *class;               /* of kept words */
    double *pair;                 /* [WORD_CLASSES][WORD_CLASSES] */
    double total[WORD_CLASSES];
    double *nlogn;
} learner;

#define SENTENCE_END UINT32_MAX
#define NONE UINT32_MAX

/* ---- reading ----------------------------------------------------------------------------------------------- */

static bool ends_sentence(hs_str word)
{
    return word.n == 1 && (word.p[0] == '.' || word.p[0] == '!' || word.p[0] == '?');
}

static void word_seen(learner *l, hs_str word, bool inside)
{
    arena_mark here = arena_here(l->a);
    hs_str low = word_fold(l->a, word);
    if (!map_get(&l->ids, low)) {
        uint64_t number = l->ids.n;
        *map_put(&l->ids, low, NULL) = number;
        *VEC_ADD(l->a, &l->seen) = (seen_word){ 0 };
        here = arena_here(l->a);
    }
    uint32_t id = (uint32_t)*map_get(&l->ids, low);
    arena_rollback(l->a, here);
    seen_word *s = &l->seen.at[id];
    s->count++;
    s->inside += inside;
    s->capital += inside && word_is_capital(word);
    *VEC_ADD(l->a, &l->stream) = id;
}

/* Lines that shout teach nothing about capitals. */
static void line_read(learner *l, hs_str line)
{
    uint32_t small = 0, large = 0;
    for (size_t i = 0; i < line.n; i++) {
        small += line.p[i] >= 'a' && line.p[i] <= 'z';
        large += line.p[i] >= 'A' && line.p[i] <= 'Z';
    }
    bool inside = false, has_case = small > large;
    for (size_t at = 0; at < line.n;) {
        size_t begin = at;
        int32_t c = utf8_next(line, &at);
        if (utf8_is_space(c)) continue;
        for (size_t next = at; word_letter(c) && next < line.n && word_letter(utf8_next(line, &next)); at = next) {}
        hs_str word = str_sub(line, begin, at);
        if (word.n > 40) continue;
        if (ends_sentence(word)) {
            *VEC_ADD(l->a, &l->stream) = SENTENCE_END;
            inside = false;
            continue;
        }
        word_seen(l, word, inside && has_case);
        inside = inside || (word.p[0] >= 'a' && word.p[0] <= 'z');
    }
}

/* ---- counting ---------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t id, count;
} ranked;

static int by_count(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    if (a->count != b->count) return a->count < b->count ? 1 : -1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static uint32_t *words_rank(learner *l, uint32_t most)
{
    ranked *r = TAKE(l->a, l->seen.n, ranked);
    for (uint32_t i = 0; i < l->seen.n; i++) r[i] = (ranked){ i, l->seen.at[i].count };
    qsort(r, l->seen.n, sizeof *r, by_count);
    l->rank = TAKE(l->a, l->seen.n, uint32_t);
    for (uint32_t i = 0; i < l->seen.n; i++) l->rank[i] = NONE;
    while (l->words < l->seen.n && l->words < most && r[l->words].count >= FEW) l->words++;
    uint32_t *id = TAKE(l->a, l->words, uint32_t);
    for (uint32_t i = 0; i < l->words; i++) l->rank[id[i] = r[i].id] = i;
    return id;
}

static pair_count *pair_slot(pair_count *table, size_t slots, uint64_t pair)
{
    size_t at = (size_t)hash_u64(pair) & (slots - 1);
    while (table[at].pair && table[at].pair != pair) at = (at + 1) & (slots - 1);
    return &table[at];
}

static pair_count *pairs_count(learner *l, size_t *slots)
{
    size_t used = 0;
    *slots = 1 << 20;
    pair_count *table = TAKE(l->a, *slots, pair_count);
    for (size_t i = 1; i < l->stream.n; i++) {
        uint32_t x = l->stream.at[i - 1], y = l->stream.at[i];
        if (x == SENTENCE_END || y == SENTENCE_END || l->rank[x] == NONE || l->rank[y] == NONE) continue;
        uint64_t pair = ((uint64_t)(l->rank[x] + 1) << 32) | l->rank[y];
        pair_count *p = pair_slot(table, *slots, pair);
        used += !p->pair;
        p->pair = pair;
        p->count++;
        if (used * 2 < *slots) continue;
        pair_count *larger = TAKE(l->a, *slots * 2, pair_count);
        for (size_t k = 0; k < *slots; k++)
            if (table[k].pair) *pair_slot(larger, *slots * 2, table[k].pair) = table[k];
        table = larger;
        *slots *= 2;
    }
    return table;
}

/* Both lists of neighbours of each word, from the table of pairs. */
static void neighbours_list(learner *l, const pair_count *table, size_t slots)
{
    uint32_t *left = TAKE(l->a, l->words + 2, uint32_t), *right = TAKE(l->a, l->words + 2, uint32_t);
    size_t pairs = 0;
    for (size_t i = 0; i < slots; i++) {
        if (!table[i].pair) continue;
        right[(table[i].pair >> 32) + 1]++; /* counted one place on, then summed: right[w + 1] is where w begins */
        left[(uint32_t)table[i].pair + 2]++;
        pairs++;
    }
    for (uint32_t w = 2; w < l->words + 2; w++) {
        right[w] += right[w - 1];
        left[w] += left[w - 1];
    }
    l->left = TAKE(l->a, pairs, neighbour);
    l->right = TAKE(l->a, pairs, neighbour);
    for (size_t i = 0; i < slots; i++) {
        if (!table[i].pair) continue;
        uint32_t x = (uint32_t)(table[i].pair >> 32) - 1, y = (uint32_t)table[i].pair;
        l->right[right[x + 1]++] = (neighbour){ y, table[i].count };
        l->left[left[y + 1]++] = (neighbour){ x, table[i].count };
    }
    l->right_at = right; /* filling moved each beginning to its end: right[w] is again where w begins */
    l->left_at = left;
}

/* ---- exchange ---------------------------------------------------------------------------------------------- */

static double nlogn(const learner *l, double n)
{
    return n < LOGS ? l->nlogn[(uint32_t)n] : n * log(n);
}

typedef struct {
    double left[WORD_CLASSES], right[WORD_CLASSES], self, all;
    uint8_t lefts[WORD_CLASSES], rights[WORD_CLASSES]; /* the classes that are not 0 */
    uint32_t left_n, right_n;
} around;

static void look_around(const learner *l, uint32_t w, around *x)
{
    *x = (around){ 0 };
    for (uint32_t i = l->left_at[w]; i < l->left_at[w + 1]; i++) {
        if (l->left[i].other == w) {
            x->self += l->left[i].count;
            continue;
        }
        uint8_t c = l->class[l->left[i].other];
        if (x->left[c] == 0) x->lefts[x->left_n++] = c;
        x->left[c] += l->left[i].count;
    }
    for (uint32_t i = l->right_at[w]; i < l->right_at[w + 1]; i++) {
        if (l->right[i].other == w) continue;
        uint8_t c = l->class[l->right[i].other];
        if (x->right[c] == 0) x->rights[x->right_n++] = c;
        x->right[c] += l->right[i].count;
    }
}

static void word_move(learner *l, const around *x, uint8_t c, double sign)
{
    for (uint32_t i = 0; i < x->left_n; i++) l->pair[x->lefts[i] * WORD_CLASSES + c] += sign * x->left[x->lefts[i]];
    for (uint32_t i = 0; i < x->right_n; i++) l->pair[c * WORD_CLASSES + x->rights[i]] += sign * x->right[x->rights[i]];
    l->pair[c * WORD_CLASSES + c] += sign * x->self;
    l->total[c] += sign * x->all;
}

/* What the sum gains when the word goes into class c. */
static double gain(const learner *l, const around *x, uint8_t c)
{
    double sum = 0;
    for (uint32_t i = 0; i < x->left_n; i++) {
        uint8_t d = x->lefts[i];
        double n = l->pair[d * WORD_CLASSES + c];
        if (d != c) sum += nlogn(l, n + x->left[d]) - nlogn(l, n);
    }
    for (uint32_t i = 0; i < x->right_n; i++) {
        uint8_t d = x->rights[i];
        double n = l->pair[c * WORD_CLASSES + d];
        if (d != c) sum += nlogn(l, n + x->right[d]) - nlogn(l, n);
    }
    double own = l->pair[c * WORD_CLASSES + c];
    sum += nlogn(l, own + x->left[c] + x->right[c] + x->self) - nlogn(l, own);
    return sum - 2 * (nlogn(l, l->total[c] + x->all) - nlogn(l, l->total[c]));
}

static void exchange_round(learner *l, const uint32_t *id)
{
    around x;
    for (uint32_t w = 0; w < l->words; w++) {
        look_around(l, w, &x);
        x.all = l->seen.at[id[w]].count;
        word_move(l, &x, l->class[w], -1);
        uint8_t best = l->class[w];
        double most = gain(l, &x, best);
        for (uint8_t c = 0; c < WORD_CLASSES; c++) {
            double g = gain(l, &x, c);
            if (g > most + 1e-9) {
                most = g;
                best = c;
            }
        }
        l->class[w] = best;
        word_move(l, &x, best, 1);
    }
}

/* The commonest words begin in a class of their own, the others go round. */
static void classes_begin(learner *l, const uint32_t *id)
{
    l->class = TAKE(l->a, l->words, uint8_t);
    l->pair = TAKE(l->a, WORD_CLASSES * WORD_CLASSES, double);
    l->nlogn = TAKE(l->a, LOGS, double);
    for (uint32_t i = 2; i < LOGS; i++) l->nlogn[i] = i * log(i);
    for (uint32_t w = 0; w < l->words; w++) {
        l->class[w] = (uint8_t)(w % WORD_CLASSES);
        l->total[l->class[w]] += l->seen.at[id[w]].count;
    }
    for (uint32_t w = 0; w < l->words; w++)
        for (uint32_t i = l->right_at[w]; i < l->right_at[w + 1]; i++)
            l->pair[l->class[w] * WORD_CLASSES + l->class[l->right[i].other]] += l->right[i].count;
}

static int by_word(const void *x, const void *y)
{
    const word_fact *a = x, *b = y;
    return a->word < b->word ? -1 : a->word > b->word;
}

static word_table table_of(learner *l, const uint32_t *id)
{
    word_fact *f = TAKE(l->a, l->words, word_fact);
    for (uint32_t w = 0; w < l->words; w++) {
        const seen_word *s = &l->seen.at[id[w]];
        f[w].word = (uint32_t)l->ids.at[id[w]].hash;
        f[w].class = (uint8_t)(l->class[w] + 1);
        f[w].capital = s->inside < FEW ? 0 : (uint8_t)(1 + (uint64_t)s->capital * 8 / s->inside);
    }
    qsort(f, l->words, sizeof *f, by_word);
    size_t n = 0; /* of two words with one half hash the commoner is not told from the other: the first stays */
    for (uint32_t w = 0; w < l->words; w++)
        if (!n || f[n - 1].word != f[w].word) f[n++] = f[w];
    return (word_table){ f, n };
}

word_table names_words_learn(arena *a, const hs_str *text, size_t texts, const words_options *o)
{
    learner *l = TAKE(a, 1, learner);
    l->a = l->ids.a = a;
    for (size_t i = 0; i < texts; i++) {
        hs_str rest = text[i], line;
        while (str_split(&rest, '\n', &line)) line_read(l, line);
    }
    uint32_t *id = words_rank(l, o->most_words ? o->most_words : WORDS);
    size_t slots;
    pair_count *pairs = pairs_count(l, &slots);
    neighbours_list(l, pairs, slots);
    classes_begin(l, id);
    uint32_t rounds = o->rounds ? o->rounds : ROUNDS;
    for (uint32_t round = 1; round <= rounds; round++) {
        exchange_round(l, id);
        if (o->progress) o->progress(o->ctx, round, rounds, "names: classes of words");
    }
    return table_of(l, id);
}
