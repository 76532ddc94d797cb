/*
 * direct.c - who had a passage first: dates and the text itself give evidence, none of it is absolute.
 *
 * Each clue is a difference between the two sides, so that exchanging them turns the sign and nothing else.  Clues
 * are added up in nats (log-odds) over all passages of a pair of texts: it is rare that two texts take from each
 * other.  What the text can show:
 *
 *   surprise     where the sides differ, the words of the copy fit less well into their surroundings (errors of
 *                recognition, careless exchanges), measured by how common their bigrams are in the background;
 *   strange      words that the background does not know at all, on one side only;
 *   marks        punctuation that one side has lost;
 *   credit       one side names the other's publisher or agency beside the passage, or is credited to it;
 *   cohesion     the rarer words of a passage come back in the rest of the text it was written for;
 *   cuts         what only one side has inside the passage.
 */
#include "reuse/direct.h"
#include "reuse/order.h"

#include <math.h>

#define SAID       0.8 /* log-odds from which a direction is said: odds of nine to four */
#define DAY_APART  2.9 /* dates are wrong about once in twenty times */
#define HOUR_APART 2.0 /* within a day clocks and time zones are another cause */
#define TELLING    6.0 /* bits from which a word says what a text is about */

/* ---- dates ---- */

/* Minutes since day 0 of the first and last moment that a date may mean. */
static bool moments(date d, int64_t *first, int64_t *last)
{
    int32_t from, to;
    if (!date_days(d, &from, &to)) return false;
    *first = (int64_t)from * 1440 + d.hour * 60 + d.minute;
    *last = d.precision >= DATE_MINUTE ? *first : (int64_t)to * 1440 + 1439;
    return true;
}

static double from_dates(date a, date b)
{
    int64_t a_first, a_last, b_first, b_last;
    if (!moments(a, &a_first, &a_last) || !moments(b, &b_first, &b_last)) return 0;
    if (a_last < b_first) return b_first - a_last >= 1440 ? DAY_APART : HOUR_APART;
    if (b_last < a_first) return a_first - b_last >= 1440 ? -DAY_APART : -HOUR_APART;
    return 0;
}

/* ---- what the words show ---- */

static double bits(const body *b, uint32_t gram)
{
    return background_bits(b->rarity->background, gram);
}

/* Mean bits of the bigrams from token begin - 1 to token end, of a stretch that differs. */
static double surprise(const body *b, const tokens *t, uint32_t begin, uint32_t end)
{
    double sum = 0;
    uint32_t n = 0;
    for (uint32_t i = begin ? begin - 1 : 0; i < end && i + 1 < t->n; i++, n++) sum += bits(b, bigram(t->blind + i));
    return n ? sum / n : 0;
}

static double strangers(const body *b, const tokens *t, uint32_t begin, uint32_t end)
{
    double n = 0;
    for (uint32_t i = begin; i < end; i++) n += bits(b, unigram(t->blind + i)) >= RARITY_MOST;
    return n;
}

static double clip(double x, double most)
{
    return x > most ? most : x < -most ? -most : x;
}

/* Adds what the stretches between the runs show; b's minus a's. */
static void clues_of_gaps(const body *b, const shared *s, clues *c)
{
    const tokens *ta = &b->text[s->a], *tb = &b->text[s->b];
    double more_in_a = 0, more_in_b = 0;
    for (uint32_t i = 1; i < s->at.runs; i++) {
        run p = s->run[i - 1], q = s->run[i];
        uint32_t a = p.a + p.n, other = p.b + p.n;
        if (q.a < a) continue; /* moved */
        if (q.a - a > GAP_MOST || q.b - other > GAP_MOST) {
            more_in_a += q.a - a;
            more_in_b += q.b - other;
            continue;
        }
        c->clue[CLUE_SURPRISE] += clip(surprise(b, tb, other, q.b) - surprise(b, ta, a, q.a), 6);
        c->clue[CLUE_STRANGE] += strangers(b, tb, other, q.b) - strangers(b, ta, a, q.a);
    }
    c->clue[CLUE_CUTS] += (more_in_a - more_in_b) / (1 + more_in_a + more_in_b);
}

/* Punctuation marks among the bytes. */
static uint32_t marks_in(hs_str words)
{
    /* . , ; : " ' ( ) * + - : bits of the bytes below 64, so that no byte takes a branch */
    static const uint64_t MARKS = UINT64_C(0x0C007F8400000000);
    uint32_t count = 0;
    for (size_t i = 0; i < words.n; i++) {
        unsigned char c = (unsigned char)words.p[i];
        count += (uint32_t)(c < 64) & (uint32_t)(MARKS >> (c & 63));
    }
    return count;
}

/* Marks a token, those inside names left out. */
static double marks(const tokens *t, hs_str text, uint32_t begin, uint32_t end)
{
    uint32_t count = marks_in(span_words(text, tokens_span(t, text, begin, end)));
    for (uint32_t i = begin; t->names && i < end; i++)
        if (t->at[i] & TOKEN_NAME) count -= marks_in(str_sub(text, token_place(t, i), token_end(t, text, i)));
    return (double)count / (end - begin);
}

static void clue_of_marks(const body *b, const shared *s, clues *c)
{
    double a = marks(&b->text[s->a], b->document[s->a]->text, s->at.a_begin, s->at.a_end);
    double other = marks(&b->text[s->b], b->document[s->b]->text, s->at.b_begin, s->at.b_end);
    if (a > .06 && other < a / 8) c->clue[CLUE_MARKS] += 1;
    if (other > .06 && a < other / 8) c->clue[CLUE_MARKS] -= 1;
}

/* ---- credit ---- */

static bool names(hs_str text, size_t from, size_t to, hs_str name)
{
    if (name.n < 3 || to > text.n) return false;
    for (size_t i = from; i + name.n <= to; i++)
        if (str_eq_ascii(str_sub(text, i, i + name.n), name)) return true;
    return false;
}

/* Does the text name `who` within reach of the passage, outside it? */
static bool credits(const reuse_document *d, const tokens *t, uint32_t begin, uint32_t end, const reuse_document *who)
{
    size_t from = begin > CREDIT_REACH ? token_place(t, begin - CREDIT_REACH) : 0;
    size_t to = t->n - end > CREDIT_REACH ? token_place(t, end + CREDIT_REACH) : d->text.n;
    if (d->credit.n && str_eq_ascii(d->credit, who->publisher)) return true;
    return names(d->text, from, token_place(t, begin), who->publisher) ||
           names(d->text, token_end(t, d->text, end - 1), to, who->publisher);
}

static void clue_of_credit(const body *b, const shared *s, clues *c)
{
    const reuse_document *da = b->document[s->a], *db = b->document[s->b];
    if (str_eq_ascii(da->publisher, db->publisher)) return;
    c->clue[CLUE_CREDIT] += credits(db, &b->text[s->b], s->at.b_begin, s->at.b_end, da) -
                            credits(da, &b->text[s->a], s->at.a_begin, s->at.a_end, db);
}

/* ---- where the passage belongs ---- */

/* The telling words of the passage, each once, ordered by hash. */
static size_t telling_words(arena *scratch, const body *b, const shared *s, ordered **out)
{
    ordered *o = TAKE(scratch, s->at.equal, ordered);
    size_t n = 0, kept = 0;
    for (uint32_t i = 0; i < s->at.runs; i++)
        for (uint32_t k = 0; k < s->run[i].n && n < WORDS_MOST; k++) {
            const tokens *t = &b->text[s->b];
            uint32_t at = s->run[i].b + k;
            if (bits(b, unigram(t->blind + at)) >= TELLING) o[n++] = (ordered){ t->hash[at], 0, 0 };
        }
    order(scratch, o, n);
    for (size_t i = 0; i < n; i++)
        if (!kept || o[kept - 1].key != o[i].key) o[kept++] = o[i];
    *out = o;
    return kept;
}

static bool mark_word(ordered *o, size_t n, uint32_t hash)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (o[middle].key < hash) low = middle + 1;
        else high = middle;
    }
    if (low == n || o[low].key != hash || o[low].sub) return false;
    o[low].sub = 1;
    return true;
}

/* The share of the telling words that stand in the rest of a text too; -1 when there is hardly a rest. */
static double cohesion(const tokens *t, uint32_t begin, uint32_t end, ordered *o, size_t n)
{
    if (t->n - (end - begin) < REST_LEAST || n < TELLING_LEAST) return -1;
    double found = 0;
    uint64_t may[16] = { 0 }; /* a bit for each of the words: most others are known by theirs */
    for (size_t i = 0; i < n; i++) {
        o[i].sub = 0;
        may[o[i].key >> 6 & 15] |= UINT64_C(1) << (o[i].key & 63);
    }
    uint32_t from = begin > REACH ? begin - REACH : 0, to = end + REACH < t->n ? end + REACH : t->n;
    for (uint32_t i = from; i < to; i++)
        if ((i < begin || i >= end) && may[t->hash[i] >> 6 & 15] >> (t->hash[i] & 63) & 1) found += mark_word(o, n, t->hash[i]);
    return found / (double)n;
}

static void clue_of_cohesion(arena *scratch, const body *b, const shared *s, clues *c)
{
    arena_mark here = arena_here(scratch);
    const tokens *ta = &b->text[s->a], *tb = &b->text[s->b];
    ordered *o;
    size_t n = telling_words(scratch, b, s, &o);
    double a = cohesion(ta, s->at.a_begin, s->at.a_end, o, n), other = cohesion(tb, s->at.b_begin, s->at.b_end, o, n);
    if (a >= 0 && other >= 0) c->clue[CLUE_COHESION] += a - other;
    arena_rollback(scratch, here);
}

/* ---- together ---- */

static double weigh_clues(const clues *c)
{
    /* Weights and limits in nats: rounded down from a logistic regression on planted copies (bench/reuse), because
     * planted changes are easier to read than an editor's. */
    static const struct {
        double weight, most;
    } say[CLUES] = { [CLUE_SURPRISE] = { .22, 4 }, [CLUE_STRANGE] = { .05, 1 },  [CLUE_MARKS] = { 2.5, 2.5 },
                     [CLUE_CREDIT] = { 3, 3 },     [CLUE_COHESION] = { 5, 4 }, [CLUE_CUTS] = { .3, .6 } };
    double sum = 0;
    for (int i = 0; i < CLUES; i++) sum += clip(say[i].weight * c->clue[i], say[i].most);
    return clip(sum, 6);
}

static void add_clues(arena *scratch, const body *b, const shared *s, clues *c)
{
    clues_of_gaps(b, s, c);
    clue_of_marks(b, s, c);
    clue_of_credit(b, s, c);
    clue_of_cohesion(scratch, b, s, c);
}

/* Classes whose passages run from one text to the other. */
static bool has_direction(const shared *s)
{
    return s->a != s->b && s->enough && s->class != COPY_BOILERPLATE && s->class != COPY_FORMULA;
}

/* All passages of one pair of texts: one direction. */
static void direct_pair(arena *scratch, const body *b, shared *s, size_t n)
{
    clues c = { 0 };
    bool any = false;
    for (size_t i = 0; i < n; i++)
        if (has_direction(&s[i])) {
            add_clues(scratch, b, &s[i], &c);
            any = true;
        }
    if (!any) return;
    double lead = from_dates(b->document[s->a]->published, b->document[s->b]->published) + weigh_clues(&c);
    for (size_t i = 0; i < n; i++)
        if (has_direction(&s[i])) {
            s[i].lead = lead;
            if (s[i].class == COPY_COMMON && c.clue[CLUE_CREDIT] != 0) s[i].class = closeness(b, &s[i]);
            s[i].direction = fabs(lead) < SAID ? DIRECTION_UNSAID : lead > 0 ? DIRECTION_A_FIRST : DIRECTION_B_FIRST;
        }
}

void direct(arena *scratch, const body *b, shared_list *l)
{
    /* In order of a, then place: gather the pairs. */
    arena_mark here = arena_here(scratch);
    ordered *o = TAKE(scratch, l->n, ordered);
    for (size_t i = 0; i < l->n; i++) o[i] = (ordered){ (uint64_t)l->at[i].a << 32 | l->at[i].b, (uint32_t)i, (uint32_t)i };
    order(scratch, o, l->n);
    for (size_t i = 0, end; i < l->n; i = end) {
        for (end = i + 1; end < l->n && o[end].key == o[i].key;) end++;
        shared *pair = TAKE(scratch, end - i, shared);
        for (size_t k = i; k < end; k++) pair[k - i] = l->at[o[k].what];
        direct_pair(scratch, b, pair, end - i);
        for (size_t k = i; k < end; k++) l->at[o[k].what] = pair[k - i];
    }
    arena_rollback(scratch, here);
}
