/*
 * tellings.c - what each claim tells of as having happened: read from its frame or from a noun, dated, and where it
 * stands in a passage taken over, dated as where the passage first stood.
 */
#include "match/tellings.h"

#include "base/utf8.h"
#include "match/passages.h"

enum { DAYS_MOST = 3 /* a stretch of more days is no date for an event */ };

typedef struct {
    match *m;
    arena *a;
    const state *s;
    telling_list tellings;
} reading;

/* ---- reading ------------------------------------------------------------------------------------------------------ */

static bool tells_nobody(const reading *f, hs_str word)
{
    const match_lexicon *l = f->m->lexicon;
    bool digits = word.n && word.p[0] >= '0' && word.p[0] <= '9';
    return digits || word.n < 3 || lexicon_is_function_word(l, word) || happenings_has(&l->happenings.nobody, word) ||
           happenings_noun(&l->happenings, word) || map_get(&l->number_word, word);
}

static void add_token(telling *t, hs_str token)
{
    for (uint32_t i = 0; i < t->tokens; i++)
        if (str_eq(t->token[i], token)) return;
    if (t->tokens < TOKENS_MOST) t->token[t->tokens++] = token;
}

static bool ends_phrase(hs_str word)
{
    static const char *const stops[] = { "in", "at", "by", "which", "who", "that", "on", "carried", "as", "during", "from" };
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (str_eq(word, str_of(stops[i]))) return true;
    return false;
}

/* The words that tell whom a phrase means, up to where it goes on about something else. */
static void add_words(const reading *f, telling *t, hs_str words)
{
    hs_str rest = utf8_fold(f->a, words), word;
    bool ended = false;
    while (rest.n && !ended && str_split(&rest, ' ', &word)) {
        while (word.n && strchr("\"'()[]", word.p[0])) word = str_sub(word, 1, word.n);
        while (word.n && strchr(",.;:\"'()[]", word.p[word.n - 1])) {
            ended |= word.p[word.n - 1] == ';';
            word.n--;
        }
        if (str_ends(word, STR("'s"))) word.n -= 2;
        if (ends_phrase(word)) break;
        if (!tells_nobody(f, word)) add_token(t, happenings_singular(word));
    }
}

/* "six Jesuit priests", "Jesuits": a name that has words of the language in it, or people by a plural. */
static bool is_descriptive(hs_str name)
{
    bool in_word = false;
    for (size_t i = 0; i < name.n; i++) {
        if (!in_word && name.p[i] >= 'a' && name.p[i] <= 'z') return true;
        in_word = name.p[i] != ' ' && name.p[i] != '-';
    }
    return str_find(name, STR(" "), 0) == SIZE_MAX && name.n > 4 && name.p[name.n - 1] == 's';
}

static void add_victim(const reading *f, telling *t, filler who)
{
    t->victim = who;
    if (who.local == NOBODY) {
        if (who.shown.n) add_words(f, t, who.shown);
        return;
    }
    const local_actor *l = &f->m->locals.at[who.local];
    const case_actor *c = &f->s->actor[l->actor];
    if (l->is_named) add_token(t, arena_printf(f->a, "#%.*s", STR_ARGS(c->key)));
    if (!l->is_named || is_descriptive(l->name)) add_words(f, t, l->name);
}

/* The first word of a phrase, up to a comma, that is a noun for an event; *behind: what follows it; *before: how many words
 * stand in front of it.  is_head: only the phrase's own ("an inquiry into the murder" is none). */
static const happening *noun_in(const reading *f, hs_str words, bool is_head, size_t *before, hs_str *behind)
{
    hs_str rest = utf8_fold(f->a, words), word;
    for (*before = 0; rest.n && str_split(&rest, ' ', &word); ++*before) {
        hs_str bare = word;
        while (bare.n && strchr(",.;:\"')", bare.p[bare.n - 1])) bare.n--;
        const happening *what = happenings_noun(&f->m->lexicon->happenings, bare);
        if (!what && (str_ends(word, STR(",")) || (is_head && lexicon_is(f->m->lexicon, bare, WORD_OTHER)))) return NULL;
        if (!what) continue;
        *behind = rest.p ? rest : STR("");
        return what;
    }
    return NULL;
}

/* "the (Jesuits') murders", "the UCA massacre": in front of the noun names and owners tell whom; "absurd" does not. */
static void add_names_before(const reading *f, telling *t, hs_str words, size_t before)
{
    hs_str rest = words, word;
    for (size_t i = 0; i < before && rest.n && str_split(&rest, ' ', &word); i++) {
        while (word.n && (word.p[0] == '(' || word.p[0] == '"')) word = str_sub(word, 1, word.n);
        bool is_name = i && word.n && word.p[0] >= 'A' && word.p[0] <= 'Z';
        if (is_name || str_ends(word, STR("'")) || str_ends(word, STR("')")) || str_ends(word, STR("'s"))) add_words(f, t, word);
    }
}

static hs_str without_first(hs_str words, size_t n)
{
    hs_str word;
    while (n-- && words.n) str_split(&words, ' ', &word);
    return words;
}

/* "the murder of the Jesuits": what the phrase names, and whom.  False when it names no event. */
static bool read_noun(const reading *f, telling *t, hs_str words, bool is_head)
{
    size_t before;
    hs_str behind;
    t->what = noun_in(f, words, is_head, &before, &behind);
    if (!t->what) return false;
    t->by_noun = true;
    add_names_before(f, t, words, before);
    if (str_starts(behind, STR("of ")) || str_starts(behind, STR("against ")) || str_starts(behind, STR("on "))) {
        t->victim_shown = without_first(words, before + 2); /* the noun, "of" */
        add_words(f, t, t->victim_shown);
    }
    return t->tokens || !happenings_is_any(utf8_fold(f->a, words)); /* "a crime", with no word of whom it struck */
}

/* "it", or nothing: whatever was told of last. */
static bool read_last(const reading *f, telling *t, hs_str words)
{
    static const happening any = { STR_INIT("any"), STR_INIT("") };
    hs_str rest = utf8_fold(f->a, words), word = rest;
    if (rest.n) str_split(&rest, ' ', &word);
    if (rest.n || (word.n && !lexicon_is(f->m->lexicon, word, WORD_PRONOUN))) return false;
    t->what = &any;
    return true;
}

/* "President Vell's message" is a message: what stands behind the last owner. */
static hs_str behind_owner(hs_str words)
{
    hs_str rest = words, word, behind = words;
    while (rest.n && str_split(&rest, ' ', &word))
        if (rest.n && (str_ends(word, STR("'s")) || str_ends(word, STR("\xe2\x80\x99s")))) behind = rest;
    return behind;
}

/* "Uniforms", "this type of violence", "the evidence" did nothing: who does is named, or called by a noun for people or a
 * body of people that tells more than that they were people.  A word in capitals may be a name that nobody knew. */
static bool can_act(const reading *f, filler who)
{
    const match_lexicon *l = f->m->lexicon;
    if (who.local != NOBODY && f->m->locals.at[who.local].is_named) return true;
    hs_str shown = words_of_filler(f->m, who), rest = behind_owner(shown), word;
    for (bool first = rest.p == shown.p; rest.n && str_split(&rest, ' ', &word); first = false) {
        while (word.n && strchr(",.;:\"'()[]", word.p[word.n - 1])) word.n--;
        hs_str folded = utf8_fold(f->a, word);
        if (!first && ends_phrase(folded)) break;
        bool is_name = !first && word.n && word.p[0] >= 'A' && word.p[0] <= 'Z';
        bool is_somebody = happenings_has(&l->somebody, folded) && !happenings_has(&l->happenings.nobody, folded);
        if (is_name || is_somebody || happenings_has(&l->happenings.member, folded) || happenings_has(&l->happenings.force, folded))
            return true;
    }
    return false;
}

static bool read_telling(const reading *f, const local_telling *from, telling *t)
{
    const happenings *h = &f->m->lexicon->happenings;
    const local_claim *c = &f->m->claims.at[from->claim];
    t->doer = c->agent;
    t->kind = PART_DOER;
    t->what = happenings_frame(h, c->frame);
    if (t->what) {
        add_victim(f, t, c->patient);
        return true;
    }
    if (from->blamed.n) {
        hs_str what = str_sub(from->blamed, str_find(from->blamed, STR(" "), 0) + 1, from->blamed.n);
        t->doer = from->doer;
        return read_noun(f, t, what, false) || read_last(f, t, what);
    }
    hs_str what = words_of_filler(f->m, c->patient);
    if (map_get(&h->orderer, c->frame)) t->kind = PART_ORDERER;
    if (map_get(&h->claimer, c->frame)) t->kind = PART_CLAIMER;
    bool may_be_last = str_eq(c->frame, STR("responsible-for")) || t->kind == PART_CLAIMER;
    return read_noun(f, t, what, t->kind == PART_ORDERER) || (may_be_last && read_last(f, t, what));
}

/* "16 November", told in January, was last year's: what has happened did so before it was published. */
static date before(date d, date published)
{
    int32_t first, unused, last;
    if (!date_days(d, &first, &unused) || !date_days(published, &unused, &last) || first <= last) return d;
    d.year--;
    return date_valid(d) ? d : (date){ .precision = DATE_NONE };
}

static void set_days(const local_telling *from, date published, telling *t)
{
    int32_t first, last, unused;
    t->first = 1;
    if (!date_days(before(from->from, published), &first, &unused)) return;
    if (!date_days(before(from->to, published), &unused, &last)) date_days(before(from->from, published), &unused, &last);
    if (last < first || last - first >= DAYS_MOST) return;
    t->first = first;
    t->last = last;
}

/* The day a document came out. */
static int32_t day_of(const reading *f, uint32_t document)
{
    int32_t first, last;
    return date_days(f->m->documents.at[document].published, &first, &last) ? first : INT32_MAX;
}

static void read_tellings(reading *f)
{
    for (uint32_t i = 0; i < f->m->tellings.n; i++) {
        const local_telling *from = &f->m->tellings.at[i];
        telling t = { .telling = i, .claim = from->claim, .document = f->m->claims.at[from->claim].document,
                      .doer = { .local = NOBODY }, .victim = { .local = NOBODY }, .node = NOBODY };
        if (!read_telling(f, from, &t)) continue;
        if (has_doer(&t) && !can_act(f, t.doer)) t.doer = (filler){ .local = NOBODY };
        if (t.kind == PART_DOER && !has_doer(&t)) t.kind = PART_VICTIM;
        if (!has_doer(&t) && t.kind != PART_VICTIM) continue;
        set_days(from, f->m->documents.at[t.document].published, &t);
        t.published = day_of(f, t.document);
        *VEC_ADD(f->a, &f->tellings) = t;
    }
}

/* ---- told elsewhere first ------------------------------------------------------------------------------------------ */

static int by_document(const telling *t, const place *p)
{
    return (t->document > p->document) - (t->document < p->document);
}

/* The n-th telling of this kind in this occurrence of the passage; n is counted here. */
static hs_str name_in_passage(reading *f, map *count, const telling *t, const place *p)
{
    hs_str what = arena_printf(f->a, "%u|%.*s|%d", p->root, STR_ARGS(t->what->family), (int)t->kind);
    uint64_t *n = map_put(count, arena_printf(f->a, "%u|%.*s", t->document, STR_ARGS(what)), NULL);
    return arena_printf(f->a, "%.*s|%llu", STR_ARGS(what), (unsigned long long)++*n);
}

typedef struct {
    telling *t;
    const place *at;
    hs_str name;
} stand;

typedef VEC(stand) stand_list;

/* Every telling that stands in a passage, once: in the first that holds it. */
static stand_list stands(reading *f, const place *places, size_t n)
{
    stand_list all = { 0 };
    map count = { .a = f->a };
    size_t first = 0;
    for (size_t i = 0; i < f->tellings.n; i++) {
        telling *t = &f->tellings.at[i];
        span at = f->m->claims.at[t->claim].at;
        while (first < n && by_document(t, &places[first]) > 0) first++;
        for (size_t p = first; p < n && !by_document(t, &places[p]) && places[p].at.begin < at.end; p++) {
            if (!stands_in(at, places[p].at)) continue;
            *VEC_ADD(f->a, &all) = (stand){ t, &places[p], name_in_passage(f, &count, t, &places[p]) };
            break;
        }
    }
    return all;
}

/* Gives what is told in copies the days and the publication of the passage's first telling. */
static void date_copies(reading *f, const place *places, size_t n)
{
    stand_list all = stands(f, places, n);
    map first = { .a = f->a };
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].at->root_document == all.at[i].t->document)
            *map_put(&first, all.at[i].name, NULL) = (uint64_t)(all.at[i].t - f->tellings.at);
    for (size_t i = 0; i < all.n; i++) {
        telling *t = all.at[i].t;
        if (all.at[i].at->root_document == t->document) continue;
        t->copied = true;
        t->published = day_of(f, all.at[i].at->root_document);
        const uint64_t *known = map_get(&first, all.at[i].name);
        if (!known) continue;
        t->first = f->tellings.at[*known].first;
        t->last = f->tellings.at[*known].last;
    }
}

telling_list match_read_tellings(match *m, const state *s, const lineage *lineages, uint32_t n)
{
    reading r = { .m = m, .a = m->a, .s = s };
    size_t places;
    const place *place = match_places(m, lineages, n, &places);
    read_tellings(&r);
    date_copies(&r, place, places);
    return r.tellings;
}
