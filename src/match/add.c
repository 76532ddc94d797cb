/*
 * add.c - takes from one document what matching needs, normalised for comparison.
 */
#include "base/hash.h"
#include "base/utf8.h"
#include "match/events.h"

#include <stdlib.h>

enum {
    WORDS_MOST = 160,   /* bytes of a slot's words that are compared; longer slots are whole clauses */
    TOKENS_MOST = 24,   /* words of a claim that are compared */
    TOKEN_LETTERS = 5,  /* of each; endings differ from report to report */
    REPEAT_TOKENS = 8   /* words that a repeated claim must have to be called word for word the same */
};

hs_str match_name_form(arena *a, hs_str s)
{
    arena_mark here = arena_here(a);
    hs_str folded = utf8_fold(a, s);
    if (str_starts(folded, STR("the ")) && folded.n > 4) folded = str_sub(folded, 4, folded.n);
    buf out = { .a = a };
    for (size_t at = 0; at < folded.n;) {
        size_t before = at;
        int32_t c = utf8_next(folded, &at);
        if (utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c)) buf_add(&out, str_sub(folded, before, at));
    }
    return arena_keep(a, here, out.n ? buf_str(&out) : folded);
}

match *match_open(arena *a, const match_lexicon *lexicon)
{
    match *m = TAKE(a, 1, match);
    m->a = a;
    m->lexicon = lexicon;
    m->once.a = a;
    return m;
}

static void add_actors(match *m, uint32_t number, const findings *f)
{
    size_t first = m->locals.n;
    for (uint32_t i = 0; i < f->actors; i++) {
        const actor *from = &f->actor[i];
        local_actor *to = VEC_ADD(m->a, &m->locals);
        *to = (local_actor){ .document = number, .local = i, .parent = from->parent, .class = from->class,
                             .is_named = from->is_named, .at = NOBODY, .actor = NOBODY };
        to->name = arena_str(m->a, from->name);
        to->code = from->code.n ? arena_str(m->a, from->code) : STR("");
        to->key = from->is_named ? match_name_form(m->a, from->key) : arena_str(m->a, from->key);
        hs_str *alias = TAKE(m->a, from->aliases, hs_str), *shown = TAKE(m->a, from->aliases, hs_str);
        for (size_t k = 0; k < from->aliases; k++) {
            alias[k] = match_name_form(m->a, from->alias[k]);
            shown[k] = arena_str(m->a, from->alias[k]);
        }
        to->alias = alias;
        to->alias_shown = shown;
        to->aliases = (uint32_t)from->aliases;
    }
    for (uint32_t i = 0; i < f->mentions; i++) {
        local_actor *who = &m->locals.at[first + f->mention[i].actor];
        if (f->mention[i].at.begin < who->at) who->at = f->mention[i].at.begin;
    }
}

/* "the port's old crane" -> "port's old crane"; "they", "which" -> nothing: an unresolved pronoun means nobody. */
static hs_str content_words(match *m, hs_str shown)
{
    if (shown.n > 2 * WORDS_MOST) return STR("");
    hs_str folded = utf8_fold(m->a, shown), rest = folded, word, out = folded;
    while (str_split(&rest, ' ', &word)) {
        if (!lexicon_is(m->lexicon, word, WORD_DETERMINER)) break;
        out = rest.p ? rest : STR("");
    }
    if (lexicon_is(m->lexicon, out, WORD_PRONOUN) || lexicon_is(m->lexicon, out, WORD_QUESTION)) return STR("");
    while (out.n && strchr(".,;:!?\"'", out.p[out.n - 1])) out.n--;
    return out.n <= WORDS_MOST ? out : STR("");
}

static hs_str words_of(match *m, hs_str text, span_list at)
{
    arena_mark here = arena_here(m->a);
    buf out = { .a = m->a };
    for (size_t i = 0; i < at.n; i++) {
        if (i) buf_byte(&out, ' ');
        buf_add(&out, span_words(text, at.at[i]));
    }
    return out.n ? arena_keep(m->a, here, buf_str(&out)) : STR("");
}

/* "The Doha agreement" is remembered; "these provisions", "the agreement" and "the agreement's terms" are its. */
static filler of_pact(match *m, filler f)
{
    hs_str rest = f.words, word, last = STR("");
    bool only = true;
    while (rest.n && str_split(&rest, ' ', &word)) {
        if (str_ends(word, STR("'s"))) word.n -= 2;
        only &= happenings_has(&m->lexicon->happenings.pact, word) || lexicon_is_function_word(m->lexicon, word);
        last = word;
    }
    if (!happenings_has(&m->lexicon->happenings.pact, last)) return f;
    if (!only) {
        m->pact_words = f.words;
        m->pact_shown = f.shown;
    } else if (m->pact_words.n) {
        return (filler){ .local = NOBODY, .words = m->pact_words, .shown = m->pact_shown };
    }
    return f;
}

static filler fill(match *m, uint32_t first_local, const document *d, reference r)
{
    if (r.actor != NOBODY) return (filler){ .local = first_local + r.actor };
    arena_mark here = arena_here(m->a);
    filler f = { .local = NOBODY, .shown = words_of(m, d->text, r.at) };
    f.words = content_words(m, f.shown);
    if (f.words.n) return of_pact(m, f);
    arena_rollback(m->a, here);
    return (filler){ .local = NOBODY };
}

static uint64_t repeat_hash(match *m, hs_str words)
{
    arena_mark here = arena_here(m->a);
    hs_str folded = utf8_fold(m->a, words), rest = folded, word;
    size_t n = 0;
    while (str_split(&rest, ' ', &word)) n++;
    uint64_t hash = n >= REPEAT_TOKENS ? hash_bytes(folded) | 1 : 0;
    arena_rollback(m->a, here);
    return hash;
}

/* "blamed the army for the crime": nothing is said but who is blamed, and what for. */
static bool is_blame(const match *m, const document *d, const claim *c)
{
    if (c->frame.n || c->agent.actor == NOBODY || !map_get(&m->lexicon->happenings.blame, c->cue_lemma)) return false;
    hs_str content = span_words(d->text, span_hull(c->content)), word;
    if (!str_starts(content, STR("for ")) && !str_starts(content, STR("of "))) return false;
    str_split(&content, ' ', &word);
    str_split(&content, ' ', &word);
    return !str_ends(word, STR("ing")) || happenings_noun(&m->lexicon->happenings, word); /* "of having bribed the witness of the crime" */
}

/* "Committed a crime", "had no part in any attack": one that nobody has told of. */
static bool is_any_of_them(const document *d, const claim *c)
{
    for (size_t i = 1; i < c->predicate.n; i++) {
        span gap = { c->predicate.at[i - 1].end, c->predicate.at[i].begin };
        if (gap.begin < gap.end && happenings_is_any(str_trim(span_words(d->text, gap)))) return true;
    }
    return false;
}

static void add_telling(match *m, uint32_t first_local, const document *d, const claim *c)
{
    const happenings *h = &m->lexicon->happenings;
    bool tells = happenings_frame(h, c->frame) || (c->frame.n && (map_get(&h->doer, c->frame) ||
                 map_get(&h->orderer, c->frame) || map_get(&h->claimer, c->frame)));
    bool blames = is_blame(m, d, c);
    if ((!tells && !blames) || (!happenings_frame(h, c->frame) && !c->patient.at.n && is_any_of_them(d, c))) return;
    local_telling *t = VEC_ADD(m->a, &m->tellings);
    *t = (local_telling){ .claim = (uint32_t)m->claims.n - 1, .from = c->time.from, .to = c->time.to,
                          .place = fill(m, first_local, d, c->place), .doer = { .local = NOBODY } };
    if (!blames) return;
    t->doer = fill(m, first_local, d, c->agent);
    hs_str what = span_words(d->text, span_hull(c->content));
    t->blamed = what.n <= 2 * WORDS_MOST ? arena_str(m->a, what) : STR("");
}

/* The same string for the same bytes: a few frames and units stand in all claims. */
static hs_str once(match *m, hs_str s)
{
    bool is_new;
    if (!s.n) return STR("");
    uint64_t *at = map_put(&m->once, s, &is_new);
    if (is_new) *at = m->once.n - 1;
    return m->once.at[*at].key;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* What is said, as a set of words without endings: the first TOKEN_LETTERS bytes of each that means something. */
static void add_tokens(match *m, hs_str words, local_claim *to)
{
    uint32_t list[TOKENS_MOST], n = 0;
    arena_mark here = arena_here(m->a);
    hs_str rest = utf8_fold(m->a, words.n > 4 * WORDS_MOST ? STR("") : words), word;
    while (rest.n && n < TOKENS_MOST && str_split(&rest, ' ', &word)) {
        while (word.n && strchr(",.;:!?\"'()[]-", word.p[0])) word = str_sub(word, 1, word.n);
        while (word.n && strchr(",.;:!?\"'()[]-", word.p[word.n - 1])) word.n--;
        if (word.n < 3 || lexicon_is_function_word(m->lexicon, word)) continue;
        list[n++] = (uint32_t)hash_bytes(str_sub(word, 0, word.n < TOKEN_LETTERS ? word.n : TOKEN_LETTERS));
    }
    arena_rollback(m->a, here);
    if (n) qsort(list, n, sizeof *list, by_number);
    to->first_token = (uint32_t)m->tokens.n;
    for (uint32_t i = 0; i < n; i++)
        if (!i || list[i] != list[i - 1]) *VEC_ADD(m->a, &m->tokens) = list[i];
    to->tokens = (uint32_t)m->tokens.n - to->first_token;
}

/* "A doctor" and "Officials" begin a sentence; "Kestrian port officials" have a name. */
static void add_voice(match *m, hs_str words, local_claim *to)
{
    hs_str rest = to->voice = utf8_fold(m->a, words), first = rest;
    to->called = words;
    if (words.n < 2) return; /* "I" */
    str_split(&rest, ' ', &first);
    bool is_common = lexicon_is_function_word(m->lexicon, first) || happenings_has(&m->lexicon->somebody, first) ||
                     map_get(&m->lexicon->number_word, first);
    if (is_common && words.p[0] >= 'A' && words.p[0] <= 'Z')
        to->called = arena_printf(m->a, "%c%.*s", words.p[0] - 'A' + 'a', STR_ARGS(str_sub(words, 1, words.n)));
}

static void add_claim(match *m, uint32_t number, uint32_t first_local, const document *d, const claim *from,
                      uint32_t local)
{
    local_claim *to = VEC_ADD(m->a, &m->claims);
    *to = (local_claim){ .document = number, .local = local, .sentence = from->sentence, .at = from->at,
                         .source = from->source.kind, .speaker = NOBODY, .polarity = from->polarity,
                         .certainty = from->certainty,
                         .passed_on = (uint8_t)(from->chain_n < LINKS_MOST ? from->chain_n : LINKS_MOST) };
    if (from->source.kind == SOURCE_ACTOR) to->speaker = first_local + from->source.who.actor;
    if (from->source.kind == SOURCE_UNNAMED) add_voice(m, words_of(m, d->text, from->source.who.at), to);
    to->frame = once(m, from->frame);
    to->agent = fill(m, first_local, d, from->agent);
    to->patient = fill(m, first_local, d, from->patient);
    if (!span_is_empty(from->number.at) && from->number.unit.n) {
        to->unit = once(m, happenings_singular(utf8_fold(m->a, from->number.unit)));
        to->low = from->number.low;
        to->high = from->number.high;
    }
    to->hedge = words_of(m, d->text, from->hedges);
    add_tokens(m, span_words(d->text, from->content.n ? span_hull(from->content) : from->at), to);
    add_telling(m, first_local, d, from);
    to->words_hash = repeat_hash(m, span_words(d->text, from->at));
}

void match_add(match *m, uint32_t number, const document *d, const findings *f)
{
    local_document *to = VEC_ADD(m->a, &m->documents);
    uint32_t first_local = (uint32_t)m->locals.n;
    *to = (local_document){ .id = arena_str(m->a, d->id), .published = d->published, .first_local = first_local };
    to->publisher = arena_str(m->a, d->publisher);
    to->author = arena_str(m->a, d->author);
    to->publisher_key = d->publisher.n ? match_name_form(m->a, d->publisher) : STR("");
    m->pact_words = m->pact_shown = STR("");
    add_actors(m, number, f);
    match_add_offices(m, d, f, first_local);
    for (uint32_t i = 0; i < f->claims; i++)
        if (!f->claim[i].rejected) add_claim(m, number, first_local, d, &f->claim[i], i);
}

void match_rule(match *m, const ruling *r, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ruling *to = VEC_ADD(m->a, &m->rulings);
        *to = (ruling){ .kind = r[i].kind, .number = r[i].number };
        to->name = arena_str(m->a, r[i].name);
        to->other = arena_str(m->a, r[i].other);
        to->document = arena_str(m->a, r[i].document);
        to->other_document = arena_str(m->a, r[i].other_document);
    }
}

void match_finish(match *m, const lineage *lineages, uint32_t n, state *out)
{
    match_join_actors(m, lineages, n, out);
    event_parts events = match_find_events(m, lineages, n, out);
    match_find_items(m, &events, out);
    match_find_origins(m, lineages, n, out);
    match_find_drift(m, lineages, n, out);
    match_list_forms(m, out);
}
