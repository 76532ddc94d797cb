/*
 * records.h - made-up records for the tests of the case: valid by the record room's validators, different for each
 * seed, with every field used and some of it odd (NULs in texts, quotes, other scripts, endless numbers).
 */
#ifndef TESTS_CASE_RECORDS_H
#define TESTS_CASE_RECORDS_H
#include "base/hash.h"
#include "base/random.h"
#include "case/case.h"

#include <math.h>

typedef struct {
    document document;
    page page;
    findings findings;
} records;

static inline hs_str any_word(rng *r)
{
    static const hs_str words[] = {
        STR_INIT("harbour"),  STR_INIT("Vanta"),    STR_INIT("the"),      STR_INIT("League"),  STR_INIT("said"),
        STR_INIT("denied"),   STR_INIT("crane"),    STR_INIT("it's"),     STR_INIT("\"may\""), STR_INIT("1,200"),
        STR_INIT("caf\xC3\xA9"), STR_INIT("\xD0\x9F\xD0\xBE\xD1\x80\xD1\x82"), STR_INIT("\xE6\xB8\xAF"), STR_INIT("a\tb"),
        STR_INIT("x\0y"),     STR_INIT("%s"),       STR_INIT("'; DROP"),  STR_INIT("\xF0\x9F\x9A\xA2"),
        STR_INIT("minister"), STR_INIT("on"),
    };
    return words[rng_below(r, sizeof words / sizeof *words)];
}

static inline hs_str any_words(arena *a, rng *r, unsigned most)
{
    buf b = { .a = a };
    for (uint64_t n = rng_below(r, most + 1); n; n--) {
        if (b.n) buf_byte(&b, ' ');
        buf_add(&b, any_word(r));
    }
    return b.n ? buf_str(&b) : STR("");
}

static inline date any_date(rng *r)
{
    static const char *const dates[] = { "1989",       "1989-11",           "1989-11-16", "1989-11-16T14:30Z",
                                         "2015-03-17", "2015-03-17T00:00:05Z", "2014",    "0001-01-01" };
    date d = { .precision = DATE_NONE };
    uint64_t i = rng_below(r, sizeof dates / sizeof *dates + 1);
    if (i < sizeof dates / sizeof *dates) date_parse(str_of(dates[i]), &d);
    return d;
}

/* The text word by word, each a token; a sentence every few. */
static inline void any_page(arena *a, rng *r, unsigned sentences, page *p)
{
    buf text = { .a = a };
    VEC(token) tokens = { 0 };
    VEC(sentence) list = { 0 };
    for (unsigned i = 0; i < sentences; i++) {
        if (text.n) buf_byte(&text, rng_below(r, 4) ? ' ' : '\n');
        if (!i || !rng_below(r, 3)) p->paragraphs++;
        sentence *s = VEC_ADD(a, &list);
        s->first_token = (uint32_t)tokens.n;
        s->paragraph = p->paragraphs - 1;
        s->is_heading = !rng_below(r, 8);
        s->at.begin = (uint32_t)text.n;
        for (uint64_t n = 1 + rng_below(r, 12); n; n--) {
            token *t = VEC_ADD(a, &tokens);
            t->at.begin = (uint32_t)text.n;
            buf_add(&text, any_word(r));
            t->at.end = (uint32_t)text.n;
            if (n > 1) buf_byte(&text, ' ');
        }
        s->at.end = (uint32_t)text.n;
        s->tokens = (uint32_t)tokens.n - s->first_token;
    }
    p->text = text.n ? buf_str(&text) : STR("");
    p->token = tokens.at;
    p->tokens = (uint32_t)tokens.n;
    p->sentence = list.at;
    p->sentences = (uint32_t)list.n;
    p->notes = rng_below(r, 2) ? NOTE_CAPITALS : 0;
}

/* The text stands in the original behind a head, in two pieces of which one is the same bytes. */
static inline void any_document(arena *a, rng *r, hs_str text, document *d)
{
    uint32_t half = (uint32_t)text.n / 2;
    hs_str head = arena_printf(a, "<%llu>", (unsigned long long)rng_u64(r));
    buf original = { .a = a };
    buf_add(&original, head);
    buf_add(&original, text);
    buf_add(&original, STR("\0\xff&tail;"));
    map_piece *piece = TAKE(a, 2, map_piece);
    if (half) piece[d->pieces++] = (map_piece){ 0, half, (uint32_t)head.n, half, true };
    if (text.n > half)
        piece[d->pieces++] = (map_piece){ half, (uint32_t)text.n - half, (uint32_t)head.n + half,
                                          (uint32_t)text.n - half + 3, false };
    d->piece = piece;
    d->original = buf_str(&original);
    d->text = text;
    d->id = sha256_hex(a, d->original);
    hs_str *const strings[] = { &d->publisher, &d->author,     &d->title,    &d->url,    &d->language,
                                &d->encoding,  &d->media_type, &d->external, &d->credit, &d->origin };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = any_words(a, r, 3);
    d->published = any_date(r);
    d->notes = (uint32_t)rng_below(r, 256);
}

static inline span any_span(rng *r, const page *p)
{
    uint32_t i = (uint32_t)rng_below(r, p->tokens), most = p->tokens - i < 3 ? p->tokens - i : 3;
    return (span){ p->token[i].at.begin, p->token[i + rng_below(r, most)].at.end };
}

static inline span_list any_spans(arena *a, rng *r, const page *p, unsigned least)
{
    if (least == 0 && rng_below(r, 2)) return (span_list){ NULL, 0 };
    span first = any_span(r, p), second = any_span(r, p);
    if (first.end > second.begin || rng_below(r, 2)) return span_one(a, first);
    span *two = TAKE(a, 2, span);
    two[0] = first;
    two[1] = second;
    return (span_list){ two, 2 };
}

static inline uint32_t any_actor(rng *r, const findings *f)
{
    return !f->actors || !rng_below(r, 3) ? NOBODY : (uint32_t)rng_below(r, f->actors);
}

static inline source any_source(arena *a, rng *r, const page *p, const findings *f)
{
    uint32_t who = any_actor(r, f);
    source_kind kind = who != NOBODY ? SOURCE_ACTOR : rng_below(r, 2) ? SOURCE_UNNAMED : SOURCE_AUTHOR;
    return (source){ kind, { any_spans(a, r, p, 0), who } };
}

static inline reference any_reference(arena *a, rng *r, const page *p, const findings *f)
{
    return (reference){ any_spans(a, r, p, 0), any_actor(r, f) };
}

static inline void any_claim(arena *a, rng *r, const page *p, const findings *f, claim *c)
{
    source *chain = TAKE(a, 2, source);
    c->chain_n = rng_below(r, 3);
    for (size_t i = 0; i < c->chain_n; i++) chain[i] = any_source(a, r, p, f);
    c->chain = chain;
    c->sentence = (uint32_t)rng_below(r, p->sentences);
    c->at = any_span(r, p);
    c->source = any_source(a, r, p, f);
    c->cue = any_spans(a, r, p, 1);
    c->content = any_spans(a, r, p, 0);
    c->hedges = any_spans(a, r, p, 0);
    c->evidence_at = any_spans(a, r, p, 0);
    c->predicate = any_spans(a, r, p, 0);
    hs_str *const strings[] = { &c->cue_lemma, &c->frame, &c->cameo, &c->plover, &c->predicate_lemma, &c->number.unit };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = any_words(a, r, 2);
    c->polarity = (polarity)rng_below(r, 2);
    c->certainty = (certainty)rng_below(r, 4);
    c->quote = (quote_kind)rng_below(r, 4);
    c->evidence = (evidence_kind)rng_below(r, 3);
    c->agent = any_reference(a, r, p, f);
    c->patient = any_reference(a, r, p, f);
    c->place = any_reference(a, r, p, f);
    c->time = (when){ any_date(r), any_date(r), rng_below(r, 2) ? any_span(r, p) : (span){ 0, 0 } };
    c->number.low = rng_normal(r) * 1e6;
    c->number.high = rng_below(r, 2) ? INFINITY : c->number.low;
    if (!rng_below(r, 3)) c->number.low = c->number.high = 0;
    c->number.at = rng_below(r, 2) ? any_span(r, p) : (span){ 0, 0 };
}

static inline void any_findings(arena *a, rng *r, const page *p, unsigned claims, findings *f)
{
    f->actors = (uint32_t)(1 + rng_below(r, 5));
    actor *actors = TAKE(a, f->actors, actor);
    for (uint32_t i = 0; i < f->actors; i++) {
        hs_str *alias = TAKE(a, 2, hs_str);
        alias[0] = any_word(r);
        alias[1] = any_word(r);
        actors[i] = (actor){ any_word(r), any_word(r), any_words(a, r, 1), (actor_class)rng_below(r, 5),
                             rng_below(r, 2), i ? (uint32_t)rng_below(r, i) : NOBODY, alias, rng_below(r, 3) };
    }
    f->actor = actors;
    f->mentions = (uint32_t)rng_below(r, 9);
    mention *mentions = TAKE(a, f->mentions, mention);
    for (uint32_t i = 0; i < f->mentions; i++)
        mentions[i] = (mention){ any_span(r, p), (uint32_t)rng_below(r, f->actors), (mention_kind)rng_below(r, 9),
                                 (uint32_t)rng_below(r, p->sentences) };
    f->mention = mentions;
    claim *list = TAKE(a, claims, claim);
    for (uint32_t i = 0; i < claims; i++) any_claim(a, r, p, f, &list[i]);
    f->claim = list;
    f->claims = claims;
}

/* Zero sentences give a document in which nothing was found. */
static inline records *any_records(arena *a, rng *r, unsigned sentences, unsigned claims)
{
    records *x = TAKE(a, 1, records);
    any_page(a, r, sentences, &x->page);
    any_document(a, r, x->page.text, &x->document);
    if (sentences) any_findings(a, r, &x->page, claims, &x->findings);
    return x;
}

/* ---- a state over documents 0 .. n-1, whose findings are f[] ------------------------------------------------- */

static inline uint32_t any_of(rng *r, uint32_t n, bool may_be_none)
{
    return !n || (may_be_none && !rng_below(r, 3)) ? NOBODY : (uint32_t)rng_below(r, n);
}

static inline void any_answers(arena *a, rng *r, state *s)
{
    item *items = TAKE(a, s->items, item);
    for (uint32_t i = 0; i < s->items; i++)
        items[i] = (item){ any_words(a, r, 3), any_words(a, r, 5), any_words(a, r, 1), (open_slot)rng_below(r, 4),
                           any_of(r, s->actors, true), any_of(r, s->actors, true), rng_below(r, 2),
                           any_of(r, s->events, true) };
    s->item = items;
    answer *answers = TAKE(a, s->answers, answer);
    for (uint32_t i = 0; i < s->answers; i++)
        answers[i] = (answer){ .item = any_of(r, s->items, false), .key = any_words(a, r, 2),
                               .words = any_words(a, r, 2), .sentence = any_words(a, r, 6),
                               .actor = any_of(r, s->actors, true), .number = rng_below(r, 2) ? NAN : rng_normal(r),
                               .asserted = 7, .denied = i, .origins_asserted = 3, .origins_denied = 1,
                               .belief = rng_unit(r), .low = rng_unit(r), .high = rng_unit(r),
                               .pivot = any_of(r, s->origins, true), .without_pivot = rng_unit(r),
                               .too_little = rng_below(r, 2), .split = rng_below(r, 2) };
    s->answer = answers;
}

static inline void any_actors(arena *a, rng *r, uint32_t documents, const findings *const *f, state *s)
{
    case_actor *actors = TAKE(a, s->actors, case_actor);
    for (uint32_t i = 0; i < s->actors; i++) {
        hs_str *alias = TAKE(a, 2, hs_str);
        alias[0] = any_word(r);
        alias[1] = any_word(r);
        actors[i] = (case_actor){ any_word(r), any_word(r), any_words(a, r, 1), (actor_class)rng_below(r, 5),
                                  any_of(r, i, true), alias, (uint32_t)rng_below(r, 3) };
    }
    s->actor = actors;
    actor_join *joins = TAKE(a, documents, actor_join);
    for (uint32_t i = 0; i < documents; i++)
        if (f[i]->actors)
            joins[s->joins++] = (actor_join){ i, any_of(r, f[i]->actors, false), any_of(r, s->actors, false),
                                              rng_below(r, 2) ? "same name" : "acronym" };
    s->join = joins;
    actor_form *forms = TAKE(a, s->actors, actor_form);
    for (uint32_t i = 0; i < s->actors; i++)
        forms[i] = (actor_form){ arena_printf(a, "form%08u", i), any_of(r, s->actors, false), rng_below(r, 2) };
    s->form = forms;
    s->forms = s->actors;
    case_source *sources = TAKE(a, s->sources, case_source);
    for (uint32_t i = 0; i < s->sources; i++)
        sources[i] = (case_source){ (source_kind)rng_below(r, 3), any_of(r, s->actors, true), any_words(a, r, 3),
                                    any_words(a, r, 3), i, i + 1, .1, .2, .3, rng_unit(r), NAN, 1 };
    s->source = sources;
}

static inline void any_claims_of_case(arena *a, rng *r, uint32_t documents, const findings *const *f, state *s)
{
    VEC(case_claim) claims = { 0 };
    for (uint32_t i = 0; i < documents; i++)
        for (uint32_t k = 0; k < f[i]->claims; k++)
            *VEC_ADD(a, &claims) = (case_claim){ .document = i, .local = k, .source = any_of(r, s->sources, false),
                                                 .answer = any_of(r, s->answers, true),
                                                 .count_answer = any_of(r, s->answers, true),
                                                 .origin = any_of(r, s->origins, false),
                                                 .polarity = (uint8_t)rng_below(r, 2),
                                                 .certainty = (uint8_t)rng_below(r, 4),
                                                 .links = (uint8_t)rng_below(r, 5) };
    for (size_t i = 0; i < claims.n; i++) claims.at[i].twin = any_of(r, (uint32_t)claims.n, true);
    s->claim = claims.at;
    s->claims = (uint32_t)claims.n;
    if (!s->claims) s->origins = 0;
    origin *origins = TAKE(a, s->origins, origin);
    for (uint32_t i = 0; i < s->origins; i++)
        origins[i] = (origin){ any_of(r, s->claims, false), i, any_words(a, r, 2) };
    s->origin = origins;
}

static inline void any_copies(arena *a, rng *r, uint32_t documents, const page *const *p, state *s)
{
    VEC(copy) copies = { 0 };
    for (uint32_t i = 0; i + 1 < documents; i++) {
        if (!p[i]->tokens || !p[i + 1]->tokens) continue;
        *VEC_ADD(a, &copies) = (copy){ i, i + 1, any_span(r, p[i]), any_span(r, p[i + 1]), (copy_class)rng_below(r, 10),
                                       (copy_direction)rng_below(r, 3), .75, 12.5, 9, 1. / 3 };
    }
    s->copy = copies.at;
    s->copies = (uint32_t)copies.n;
    lineage *lineages = TAKE(a, s->copies, lineage);
    for (uint32_t i = 0; i < s->copies; i++) {
        lineage_place *places = TAKE(a, 2, lineage_place);
        places[0] = (lineage_place){ s->copy[i].a, s->copy[i].in_a, 0, UINT32_MAX };
        places[1] = (lineage_place){ s->copy[i].b, s->copy[i].in_b, 0, i };
        lineages[i] = (lineage){ places, 2, 1 };
    }
    s->lineage = lineages;
    s->lineages = s->copies;
}

static inline void any_found(arena *a, rng *r, state *s)
{
    join_doubt *doubts = TAKE(a, 2, join_doubt);
    for (uint32_t i = 0; i < 2; i++)
        doubts[i] = (join_doubt){ any_word(r), any_word(r), any_of(r, s->actors, false), any_of(r, s->actors, false),
                                  any_words(a, r, 3) };
    s->doubt = doubts;
    s->doubts = 2;
    case_event *events = TAKE(a, s->events, case_event);
    for (uint32_t i = 0; i < s->events; i++)
        events[i] = (case_event){ any_word(r), any_word(r), any_word(r), any_date(r), any_date(r),
                                  any_of(r, s->actors, true), any_words(a, r, 1), i, i + 1 };
    s->event = events;
    drift *drifts = TAKE(a, 3, drift);
    for (uint32_t i = 0; s->claims && i < 3; i++)
        drifts[s->drifts++] = (drift){ (drift_kind)rng_below(r, 6), any_of(r, s->claims, false),
                                       any_of(r, s->claims, false), any_of(r, s->lineages, true), any_words(a, r, 1),
                                       any_words(a, r, 1) };
    s->drift = drifts;
}

static inline state *any_state(arena *a, rng *r, uint32_t documents, const findings *const *f, const page *const *p)
{
    state *s = TAKE(a, 1, state);
    s->actors = 4;
    s->sources = 3;
    s->items = 3;
    s->answers = 5;
    s->origins = 4;
    s->events = 3;
    any_actors(a, r, documents, f, s);
    any_claims_of_case(a, r, documents, f, s);
    any_answers(a, r, s);
    any_copies(a, r, documents, p, s);
    any_found(a, r, s);
    return s;
}

#endif
