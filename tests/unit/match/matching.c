/*
 * matching.c - the promises of match/match.h: names join by letters and agreed aliases, claims of one proposition
 * answer one question, copies and repeats are one origin, circles ground nothing, order changes nothing.
 */
#include "base/random.h"
#include "base/utf8.h"
#include "match/match.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

/* A little case: each document has one line of text, with actors and claims. */
typedef struct {
    int speaker; /* number of an actor, -1 the author, -2 an unnamed voice */
    int agent, patient;
    const char *frame;
    bool denies;
    double low;
    int via; /* how many passed it on */
} said;

typedef struct {
    const char *publisher, *text;
    const char *name[4], *alias[4]; /* a name that begins with '-' is a description */
    said claim[4];
} sheet;

static arena *a;
static match_lexicon *lexicon;

static int open_all(void **state)
{
    (void)state;
    hs_error err;
    lexicon = match_lexicon_open(PROJECT_DIR "/data", &err);
    return lexicon ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    match_lexicon_close(lexicon);
    return 0;
}

static int open_arena(void **state)
{
    (void)state;
    a = arena_open(NULL, 0);
    return a ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    arena_close(a);
    return 0;
}

static actor actor_of(const char *name, const char *alias)
{
    actor x = { .name = str_of(name), .key = str_of(name), .class = CLASS_ORGANISATION, .is_named = name[0] != '-',
                .parent = NOBODY };
    if (alias) {
        hs_str *one = TAKE(a, 1, hs_str);
        *one = str_of(alias);
        x.alias = one;
        x.aliases = 1;
    }
    return x;
}

static uint32_t number_or_nobody(int n)
{
    return n >= 0 ? (uint32_t)n : NOBODY;
}

static claim claim_of(const said *s, hs_str text)
{
    claim x = { .at = { 0, (uint32_t)text.n }, .frame = str_of(s->frame), .certainty = CERTAINTY_CERTAIN,
                .polarity = s->denies ? POLARITY_DENY : POLARITY_ASSERT, .place = { .actor = NOBODY } };
    x.source.kind = s->speaker == -1 ? SOURCE_AUTHOR : s->speaker == -2 ? SOURCE_UNNAMED : SOURCE_ACTOR;
    x.source.who.actor = number_or_nobody(s->speaker);
    x.agent.actor = number_or_nobody(s->agent);
    x.patient.actor = number_or_nobody(s->patient);
    source *chain = TAKE(a, 4, source);
    for (; x.chain_n < (size_t)s->via; x.chain_n++) chain[x.chain_n] = (source){ .kind = SOURCE_UNNAMED, .who = { .actor = NOBODY } };
    x.chain = chain;
    if (s->low > 0) x.number = (quantity){ s->low, s->low, STR("people"), { 0, 1 } };
    return x;
}

static const findings *findings_of(const sheet *s)
{
    findings *f = TAKE(a, 1, findings);
    actor *who = TAKE(a, 4, actor);
    claim *c = TAKE(a, 4, claim);
    for (; f->actors < 4 && s->name[f->actors]; f->actors++) who[f->actors] = actor_of(s->name[f->actors], s->alias[f->actors]);
    for (; f->claims < 4 && s->claim[f->claims].frame; f->claims++)
        c[f->claims] = claim_of(&s->claim[f->claims], str_of(s->text));
    f->actor = who;
    f->claim = c;
    return f;
}

static state *settle(const sheet *s, uint32_t n, const lineage *lineages, uint32_t lineage_count)
{
    match *m = match_open(a, lexicon);
    for (uint32_t i = 0; i < n; i++) {
        document d = { .id = arena_printf(a, "%064u", i), .publisher = str_of(s[i].publisher), .text = str_of(s[i].text) };
        match_add(m, i, &d, findings_of(&s[i]));
    }
    state *out = TAKE(a, 1, state);
    match_finish(m, lineages, lineage_count, out);
    return out;
}

static const answer *answer_that(const state *x, const char *sentence)
{
    for (uint32_t i = 0; i < x->answers; i++)
        if (str_eq(x->answer[i].sentence, str_of(sentence))) return &x->answer[i];
    fail_msg("no answer \"%s\"", sentence);
    return NULL;
}

/* Names looked up in a state, as the case does it in its tables. */
static uint32_t called(void *ctx, hs_str form)
{
    state *x = ctx;
    uint32_t alias = NOBODY, aliases = 0;
    for (uint32_t i = 0; i < x->forms; i++) {
        if (!str_eq(x->form[i].form, form)) continue;
        if (!x->form[i].is_alias) return x->form[i].actor;
        alias = x->form[i].actor;
        aliases++;
    }
    return aliases == 1 ? alias : NOBODY;
}

static uint32_t holding(void *ctx, hs_str words)
{
    state *x = ctx;
    uint32_t found = NOBODY;
    for (uint32_t i = 0; i < x->actors; i++) {
        hs_str name = arena_printf(a, " %.*s ", STR_ARGS(utf8_fold(a, x->actor[i].name)));
        if (str_find(name, arena_printf(a, " %.*s ", STR_ARGS(words)), 0) == SIZE_MAX) continue;
        if (found != NOBODY) return NOBODY;
        found = i;
    }
    return found;
}

static hs_str name_of(void *ctx, uint32_t actor)
{
    return ((const state *)ctx)->actor[actor].name;
}

static bool is_place(void *ctx, uint32_t actor)
{
    return ((const state *)ctx)->actor[actor].class == CLASS_PLACE;
}

static match_names names_of(state *x)
{
    return (match_names){ called, holding, name_of, is_place, x };
}

static uint32_t named(state *x, const char *name)
{
    match_names names = names_of(x);
    return match_actor_named(a, &names, str_of(name));
}

static void names_join_by_letters_and_agreed_aliases(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "one", { "The Salt League", "Vanta" }, { "SL" }, { { 0 } } },
        { "B", "two", { "Salt-League" }, { NULL }, { { 0 } } },
        { "C", "three", { "SL" }, { NULL }, { { 0 } } },
        { "D", "four", { "Karsa Guard", "Kelp Guild" }, { "KG", "KG" }, { { 0 } } },
        { "E", "five", { "KG", "-a director" }, { NULL }, { { 0 } } },
        { "F", "six", { "-a director" }, { NULL }, { { 0 } } },
    };
    state *x = settle(s, 6, NULL, 0);
    assert_int_equal(named(x, "SL"), named(x, "the salt league"));
    assert_int_equal(named(x, "Salt-League"), named(x, "SL"));
    /* "KG" stands for two names: it joins neither. */
    assert_int_not_equal(named(x, "KG"), named(x, "Karsa Guard"));
    assert_int_not_equal(named(x, "KG"), named(x, "Kelp Guild"));
    /* League, Vanta, Guard, Guild, KG, and two directors who are not each other. */
    assert_int_equal(x->actors, 7);
    for (uint32_t i = 0; i < x->joins; i++) assert_non_null(x->join[i].reason);
}

static void a_short_name_joins_the_one_fuller_name_it_fits(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "one", { "League of the Nine Valleys", "Ministry of Salt" }, { NULL }, { { 0 } } },
        { "B", "two", { "League", "Ministry" }, { NULL }, { { 0 } } },
        { "C", "three", { "Ministry of Tides" }, { NULL }, { { 0 } } },
    };
    state *x = settle(s, 3, NULL, 0);
    assert_int_equal(x->actors, 4);
    assert_int_equal(named(x, "League"), named(x, "League of the Nine Valleys"));
    assert_int_not_equal(named(x, "Ministry"), named(x, "Ministry of Salt"));
    assert_int_not_equal(named(x, "Ministry"), named(x, "Ministry of Tides"));
}

static void spellings_of_one_name_meet(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "1", { "Hezbollah", "al-Qa'ida", "Tehreek-e-Salt", "Ministry of Salt" }, { NULL }, { { 0 } } },
        { "B", "2", { "Hizbullah", "Al Qaeda", "Tehrik-i-Salt", "Ministry of Sand" }, { NULL }, { { 0 } } },
        { "C", "3", { "Salt River Front", "Salt River Front intelligence", "Vantan Salt", "Karsan Salt" }, { NULL }, { { 0 } } },
        { "D", "4", { "SRF", "Salt Front" }, { NULL }, { { 0 } } },
    };
    state *x = settle(s, 4, NULL, 0);
    assert_int_equal(named(x, "Hezbollah"), named(x, "Hizbullah"));
    assert_int_equal(named(x, "al-Qa'ida"), named(x, "Al Qaeda"));
    assert_int_equal(named(x, "Tehreek-e-Salt"), named(x, "Tehrik-i-Salt"));
    assert_int_equal(named(x, "SRF"), named(x, "Salt River Front"));
    assert_int_not_equal(named(x, "Ministry of Salt"), named(x, "Ministry of Sand"));
    assert_int_not_equal(named(x, "Salt River Front"), named(x, "Salt River Front intelligence"));
    assert_int_not_equal(named(x, "Vantan Salt"), named(x, "Karsan Salt"));
    assert_int_not_equal(named(x, "Salt Front"), named(x, "Salt River Front"));
    assert_true(x->doubts > 0); /* what only initials say is for a person to look at */
}

static state *settle_ruled(const sheet *s, uint32_t n, const ruling *r, size_t rulings)
{
    match *m = match_open(a, lexicon);
    match_rule(m, r, rulings);
    for (uint32_t i = 0; i < n; i++) {
        document d = { .id = arena_printf(a, "%064u", i), .publisher = str_of(s[i].publisher), .text = str_of(s[i].text) };
        match_add(m, i, &d, findings_of(&s[i]));
    }
    state *out = TAKE(a, 1, state);
    match_finish(m, NULL, 0, out);
    return out;
}

static uint32_t actor_in(const state *x, uint32_t document, uint32_t local)
{
    for (uint32_t i = 0; i < x->joins; i++)
        if (x->join[i].document == document && x->join[i].local == local) return x->join[i].actor;
    return NOBODY;
}

static void people_decide_about_names(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "1", { "The Salt League", "Vanta" }, { "SL" }, { { 0 } } },
        { "B", "2", { "SL", "-the director" }, { NULL }, { { 0 } } },
        { "C", "3", { "SL", "Kelp Guild" }, { NULL }, { { 0 } } },
        { "D", "4", { "Saltleague", "Brown Kelp" }, { NULL }, { { 0 } } },
    };
    const hs_str second = arena_printf(a, "%064u", 1), third = arena_printf(a, "%064u", 2);
    state *x = settle_ruled(s, 4, NULL, 0);
    assert_int_equal(actor_in(x, 2, 0), actor_in(x, 0, 0));
    assert_int_not_equal(named(x, "Kelp Guild"), named(x, "Brown Kelp"));

    /* Merged; shown under a name; "SL" of the third document is somebody else; a described one is somebody. */
    const ruling r[] = { { RULING_SAME, STR("Kelp Guild"), STR("Brown Kelp"), { 0 }, { 0 }, 1 },
                         { RULING_CALLED, STR("kelp guild"), STR("The Kelp People"), { 0 }, { 0 }, 2 },
                         { RULING_APART, STR("SL"), STR("The Salt League"), third, { 0 }, 3 },
                         { RULING_SAME, STR("-the director"), STR("Vanta"), second, { 0 }, 4 } };
    x = settle_ruled(s, 4, r, 4);
    assert_int_equal(actor_in(x, 2, 1), actor_in(x, 3, 1));
    assert_true(str_eq(x->actor[actor_in(x, 2, 1)].name, STR("The Kelp People")));
    assert_int_equal(actor_in(x, 1, 0), actor_in(x, 0, 0));
    assert_int_not_equal(actor_in(x, 2, 0), actor_in(x, 0, 0));
    assert_int_equal(actor_in(x, 1, 1), actor_in(x, 0, 1));
    assert_int_equal(named(x, "Vanta"), actor_in(x, 0, 1));
    bool told = false;
    for (uint32_t i = 0; i < x->joins; i++) told |= strstr(x->join[i].reason, "decision 1") != NULL;
    assert_true(told);

    /* Apart, though the letters are the same but for a blank; the later of two decisions holds. */
    const ruling apart[] = { { RULING_APART, STR("SL"), STR("Salt League"), { 0 }, { 0 }, 1 },
                             { RULING_SAME, STR("Vanta"), STR("Kelp Guild"), { 0 }, { 0 }, 2 },
                             { RULING_APART, STR("Kelp Guild"), STR("Vanta"), { 0 }, { 0 }, 3 } };
    x = settle_ruled(s, 4, apart, 3);
    assert_int_not_equal(actor_in(x, 1, 0), actor_in(x, 0, 0));
    assert_int_not_equal(named(x, "Vanta"), named(x, "Kelp Guild"));
    assert_int_equal(actor_in(x, 3, 0), actor_in(x, 0, 0));
}

static void no_part_lies_in_itself(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    match *m = match_open(a, lexicon);
    for (uint32_t i = 0; i < 3; i++) { /* A in B, B in C, C in A */
        actor who[] = { actor_of(i == 0 ? "A Force" : i == 1 ? "B Force" : "C Force", NULL),
                        actor_of(i == 0 ? "B Force" : i == 1 ? "C Force" : "A Force", NULL) };
        who[0].parent = 1;
        document d = { .id = arena_printf(a, "%064u", i), .text = STR("words") };
        findings f = { .actor = who, .actors = 2 };
        match_add(m, i, &d, &f);
    }
    state *x = TAKE(a, 1, state);
    match_finish(m, NULL, 0, x);
    for (uint32_t i = 0; i < x->actors; i++) {
        uint32_t up = i, steps = 0;
        while (up != NOBODY && ++steps <= x->actors) up = x->actor[up].parent;
        assert_int_equal(up, NOBODY);
    }
}

/* One document's report of an attack: who did it to whom, and on which day. */
static void add_report(match *m, uint32_t number, const char *text, const char *doer, const char *frame, const char *whom,
                       date day)
{
    hs_str words = str_of(text);
    claim c = { .at = { 0, (uint32_t)words.n }, .frame = str_of(frame), .certainty = CERTAINTY_CERTAIN,
                .place = { .actor = NOBODY }, .time = { day, day, { 0, 1 } } };
    c.source.who.actor = NOBODY;
    c.agent.actor = c.patient.actor = NOBODY;
    size_t d = str_find(words, str_of(doer), 0), v = str_find(words, str_of(whom), 0);
    assert_true(d != SIZE_MAX && v != SIZE_MAX);
    c.agent.at = span_one(a, (span){ (uint32_t)d, (uint32_t)(d + strlen(doer)) });
    c.patient.at = span_one(a, (span){ (uint32_t)v, (uint32_t)(v + strlen(whom)) });
    actor who = actor_of("Vantan Army", NULL);
    document doc = { .id = arena_printf(a, "%064u", number), .text = words,
                     .published = { .year = 2031, .month = 4, .day = (uint8_t)(1 + number), .precision = DATE_DAY } };
    findings f = { .actor = &who, .actors = 1, .claim = &c, .claims = 1 };
    match_add(m, number, &doc, &f);
}

static void one_event_told_by_many_is_one(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    match *m = match_open(a, lexicon);
    const date march = { .year = 2031, .month = 3, .day = 25, .precision = DATE_DAY }, none = { 0 };
    const date may = { .year = 2030, .month = 5, .day = 2, .precision = DATE_DAY };
    add_report(m, 0, "two soldiers of the Vantan Army killed the ferrymen", "two soldiers of the Vantan Army", "kills",
               "the ferrymen", march);
    add_report(m, 1, "gunmen killed six ferrymen", "gunmen", "kills", "six ferrymen", march);
    add_report(m, 2, "army troops are responsible for the murder of the ferrymen", "army troops", "responsible-for",
               "the murder of the ferrymen", none);
    add_report(m, 3, "brigands killed ferrymen", "brigands", "kills", "ferrymen", may);
    add_report(m, 4, "the murderers killed six ferrymen", "the murderers", "kills", "six ferrymen", march); /* tells nobody */
    add_report(m, 5, "the mayor's letter is responsible for the murder of the ferrymen", "the mayor's letter", "responsible-for",
               "the murder of the ferrymen", march); /* a letter did nothing */
    add_report(m, 6, "the judge demanded an inquiry into the murder of the ferrymen", "the judge", "demands",
               "an inquiry into the murder of the ferrymen", march); /* he did not order the murder */
    state *x = TAKE(a, 1, state);
    match_finish(m, NULL, 0, x);
    assert_int_equal(x->events, 2); /* of last year's the dates are too far away */
    const item *asked = NULL;
    for (uint32_t i = 0; i < x->items; i++)
        if (str_eq(x->item[i].question, STR("who carried out the killing of six ferrymen on 25 March 2031?")) ||
            str_eq(x->item[i].question, STR("who carried out the killing of the ferrymen on 25 March 2031?")))
            asked = &x->item[i];
    assert_non_null(asked);
    uint32_t army = 0, values = 0;
    for (uint32_t i = 0; i < x->answers; i++) {
        if (&x->item[x->answer[i].item] != asked) continue;
        values++;
        if (x->answer[i].asserted == 2) army++; /* "soldiers of the army" and "army troops" */
    }
    assert_int_equal(values, 2);
    assert_int_equal(army, 1);
    assert_int_equal(x->event[asked->event].documents, 5);
    for (uint32_t i = 0; i < x->items; i++) assert_false(str_starts(x->item[i].question, STR("who ordered")));
}

/* What `speaker` (an actor by name) says in a document of `publisher`; hedged ones are possible. */
static void add_saying(match *m, uint32_t number, const char *publisher, const char *text, const char *speaker, certainty how,
                       double count)
{
    hs_str words = str_of(text);
    actor who[] = { actor_of(speaker ? speaker : "Vanta", NULL), actor_of("Salt League", NULL) };
    claim c = { .at = { 0, (uint32_t)words.n }, .frame = STR("supports"), .certainty = how, .place = { .actor = NOBODY } };
    who[0].class = CLASS_PERSON;
    c.source.kind = speaker ? SOURCE_ACTOR : SOURCE_AUTHOR;
    c.source.who.actor = speaker ? 0 : NOBODY;
    c.agent.actor = 0;
    c.patient.actor = 1;
    if (count > 0) c.number = (quantity){ count, count, STR("rifle"), { 0, 1 } };
    document d = { .id = arena_printf(a, "%064u", number), .publisher = str_of(speaker ? publisher : "Commission"),
                   .author = str_of(speaker ? "" : publisher), .text = words,
                   .published = { .year = 2031, .month = 4, .day = (uint8_t)(1 + number), .precision = DATE_DAY } };
    findings f = { .actor = who, .actors = 2, .claim = &c, .claims = 1 };
    match_add(m, number, &d, &f);
}

static void one_utterance_is_one_origin(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    match *m = match_open(a, lexicon);
    /* A commission's own report, and a paper's account of it the day after; then somebody else in the same words. */
    add_saying(m, 0, "Runa Halse", "six officers accepted payments from smugglers", NULL, CERTAINTY_CERTAIN, 0);
    add_saying(m, 1, "Courier", "six officers had taken smugglers payments", "Runa Halse", CERTAINTY_CERTAIN, 0);
    add_saying(m, 2, "Herald", "six officers accepted payments from smugglers", "Brannoc Tell", CERTAINTY_CERTAIN, 0);
    state *x = TAKE(a, 1, state);
    match_finish(m, NULL, 0, x);
    assert_int_equal(x->claim[0].origin, x->claim[1].origin);
    assert_true(str_eq(x->origin[x->claim[0].origin].reason, STR("one utterance")));
    assert_int_not_equal(x->claim[2].origin, x->claim[0].origin);
}

static void what_drifts_is_told(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    match *m = match_open(a, lexicon);
    add_saying(m, 0, "A", "the ministry said four crates may have gone to the League", "Ministry", CERTAINTY_POSSIBLE, 4);
    add_saying(m, 1, "B", "nine crates have gone to the League from the ministry", NULL, CERTAINTY_CERTAIN, 9);
    lineage_place place[] = { { 0, { 0, 57 }, 0, UINT32_MAX }, { 1, { 0, 53 }, 0, 0 } };
    lineage l = { place, 2, 1 };
    state *x = TAKE(a, 1, state);
    match_finish(m, &l, 1, x);
    bool seen[DRIFT_NUMBER + 1] = { false };
    for (uint32_t i = 0; i < x->drifts; i++) {
        assert_true(x->drift[i].from == 0 && x->drift[i].to == 1 && x->drift[i].lineage == 0);
        seen[x->drift[i].kind] = true;
    }
    assert_true(seen[DRIFT_HEDGE_LOST] && seen[DRIFT_BECAME_ASSERTION] && seen[DRIFT_NUMBER]);
    assert_int_equal(x->drifts, 3);
}

/* A described actor at the start of a text, and perhaps a person behind an office. */
static void add_office(match *m, uint32_t number, const char *text, const char *person, const char *described)
{
    hs_str words = str_of(text);
    actor *who = TAKE(a, 2, actor);
    mention at[1];
    findings f = { .actor = who, .mention = at };
    if (person) {
        size_t p = str_find(words, str_of(person), 0);
        who[f.actors] = actor_of(person, NULL);
        who[f.actors].class = CLASS_PERSON;
        at[f.mentions++] = (mention){ { (uint32_t)p, (uint32_t)(p + strlen(person)) }, f.actors++, MENTION_NAME, 0 };
    }
    if (described) {
        who[f.actors] = actor_of(described, NULL);
        who[f.actors].is_named = false;
        who[f.actors++].class = CLASS_PERSON;
    }
    document d = { .id = arena_printf(a, "%u%063u", number, 0), .text = words,
                   .published = { .year = 2031, .month = 4, .day = (uint8_t)(1 + number), .precision = DATE_DAY } };
    match_add(m, number, &d, &f);
}

static void an_office_is_whoever_holds_it(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    match *m = match_open(a, lexicon);
    add_office(m, 0, "Interior Minister Brannoc Tell spoke", "Brannoc Tell", NULL);
    add_office(m, 1, "the interior minister spoke", NULL, "the interior minister");
    add_office(m, 2, "the former interior minister spoke", NULL, "the former interior minister");
    add_office(m, 3, "the fishery minister spoke", NULL, "the fishery minister");
    state *x = TAKE(a, 1, state);
    match_finish(m, NULL, 0, x);
    assert_int_equal(actor_in(x, 1, 0), actor_in(x, 0, 0));
    assert_int_not_equal(actor_in(x, 2, 0), actor_in(x, 0, 0));
    assert_int_not_equal(actor_in(x, 3, 0), actor_in(x, 0, 0));
}

static void claims_of_one_proposition_answer_one_question(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "Vanta supports the League, the ministry said.", { "Vanta", "League", "ministry" }, { NULL },
          { { 2, 0, 1, "supports", false, 0 } } },
        { "B", "Vanta denied it.", { "Vanta", "League" }, { NULL }, { { 0, 0, 1, "supports", true, 0 } } },
        { "C", "Karsa supports the League.", { "Karsa", "League" }, { NULL }, { { -1, 0, 1, "supports", false, 0 } } },
    };
    state *x = settle(s, 3, NULL, 0);
    assert_int_equal(x->items, 1);
    assert_int_equal(x->answers, 2);
    assert_true(str_eq(x->item[0].question, STR("who supports League?")));
    const answer *v = answer_that(x, "Vanta supports League");
    assert_int_equal(v->asserted, 1);
    assert_int_equal(v->denied, 1);
    assert_int_equal(v->origins_asserted, 1);
    assert_int_equal(v->origins_denied, 1);
}

static void one_source_is_one_origin_however_many_quote_it(void **test)
{
    (void)test;
    static const char *const outlet[] = { "A", "B", "C", "D", "E" };
    assert_true(ARENA_DOOR(a));
    sheet s[6];
    for (int i = 0; i < 5; i++)
        s[i] = (sheet){ outlet[i], "words", { "Vanta", "League", "Ministry" }, { NULL }, { { 2, 0, 1, "supports", false, 0 } } };
    s[5] = (sheet){ "F", "own words", { "Vanta", "League" }, { NULL }, { { -1, 0, 1, "supports", false, 0 } } };
    const answer *v = answer_that(settle(s, 5, NULL, 0), "Vanta supports League");
    assert_int_equal(v->asserted, 5);
    assert_int_equal(v->origins_asserted, 1);
    assert_int_equal(answer_that(settle(s, 6, NULL, 0), "Vanta supports League")->origins_asserted, 2);
}

static void a_reprint_is_no_second_voice(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    sheet s[40];
    lineage_place place[40];
    for (uint32_t i = 0; i < 40; i++) {
        s[i] = (sheet){ arena_printf(a, "P%u", i).p, "Vanta supports the League.", { "Vanta", "League" }, { NULL },
                        { { -1, 0, 1, "supports", false, 0 } } };
        place[i] = (lineage_place){ i, { 0, 26 }, 0, i ? i - 1 : UINT32_MAX };
    }
    for (uint32_t k = 2; k <= 40; k++) {
        lineage l = { place, k, 1 };
        const answer *v = answer_that(settle(s, k, &l, 1), "Vanta supports League");
        assert_int_equal(v->asserted, k);
        assert_int_equal(v->origins_asserted, 1);
    }
    lineage l = { place, 39, 1 };
    assert_int_equal(answer_that(settle(s, 40, &l, 1), "Vanta supports League")->origins_asserted, 2);
}

static void a_circle_of_citations_is_one_origin(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "Courier", "The Herald reports it.", { "Vanta", "League", "Herald" }, { NULL }, { { 2, 0, 1, "supports", false, 0 } } },
        { "Herald", "The Courier reports it.", { "Vanta", "League", "Courier" }, { NULL }, { { 2, 0, 1, "supports", false, 0 } } },
    };
    state *x = settle(s, 2, NULL, 0);
    const answer *v = answer_that(x, "Vanta supports League");
    assert_int_equal(v->asserted, 2);
    assert_int_equal(v->origins_asserted, 1);
    assert_true(str_eq(x->origin[x->claim[0].origin].reason, STR("circle of citations")));
}

/* "six priests" said of the killing and of who did it: the same voice of the same number. */
static void a_source_counts_once_whatever_else_it_says(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "x", { "Vanta", "League" }, { NULL }, { { -1, 0, -1, "attacks", false, 6 }, { -1, 1, -1, "attacks", false, 6 } } },
        { "B", "y", { "Vanta", "League" }, { NULL }, { { -1, 0, -1, "attacks", false, 6 } } },
    };
    state *x = settle(s, 2, NULL, 0);
    for (uint32_t i = 0; i < x->claims; i++)
        for (uint32_t k = 0; k < i; k++) {
            const case_claim *one = &x->claim[i], *other = &x->claim[k];
            if (one->source != other->source || one->count_answer == NOBODY) continue;
            if (one->count_answer == other->count_answer) assert_int_equal(one->origin, other->origin);
        }
}

static void mouths_are_counted(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "own words of the author", { "Vanta", "League" }, { NULL }, { { -1, 0, 1, "supports", false, 0, 0 } } },
        { "B", "what the ministry says", { "Vanta", "League", "Ministry" }, { NULL }, { { 2, 0, 1, "supports", false, 0, 0 } } },
        { "C", "what officials say that others say", { "Vanta", "League" }, { NULL }, { { -2, 0, 1, "supports", false, 0, 1 } } },
        { "Office", "its own statement", { "Vanta", "League", "Office" }, { NULL }, { { 2, 0, 1, "supports", false, 0, 0 } } },
    };
    state *x = settle(s, 4, NULL, 0);
    static const uint8_t links[] = { 0, 1, 2, 0 };
    for (uint32_t i = 0; i < 4; i++) assert_int_equal(x->claim[i].links, links[i]);
}

/* A second publisher bears out the first; a reprint of it, or its own next edition, does not. */
static void independent_reports_firm_up_the_link(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet one = { "A", "The ministry said on Monday that Vanta supports it.", { "Vanta", "League", "Ministry" }, { NULL },
                        { { 2, 0, 1, "supports", false, 0, 1 } } };
    sheet s[] = { one, one };
    s[1].publisher = "B";
    assert_int_equal(settle(s, 2, NULL, 0)->claim[0].links, 2); /* the same words */
    s[1].text = "Vanta is behind the League, the ministry says.";
    state *x = settle(s, 2, NULL, 0);
    assert_int_equal(x->claim[0].links, 1);
    assert_int_equal(x->claim[1].links, 1);
    assert_int_equal(x->origins, 1);
    lineage_place place[] = { { 0, { 0, 51 }, 0, UINT32_MAX }, { 1, { 0, 46 }, 0, 0 } };
    assert_int_equal(settle(s, 2, &(lineage){ place, 2, 1 }, 1)->claim[0].links, 2);
    s[1].publisher = "A";
    assert_int_equal(settle(s, 2, NULL, 0)->claim[0].links, 2);
    sheet three[] = { s[0], s[1], s[1] }; /* a reprint of what its first publisher says elsewhere */
    three[2].publisher = "C";
    lineage_place again[] = { { 1, { 0, 46 }, 0, UINT32_MAX }, { 2, { 0, 46 }, 0, 0 } };
    x = settle(three, 3, &(lineage){ again, 2, 1 }, 1);
    for (uint32_t i = 0; i < 3; i++) assert_int_equal(x->claim[i].links, 2);
}

static void counts_exclude_each_other(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = {
        { "A", "twelve", { "Blast" }, { NULL }, { { -1, 0, -1, "kills", false, 12 } } },
        { "B", "thirty", { "Blast" }, { NULL }, { { -1, 0, -1, "kills", false, 30 } } },
    };
    state *x = settle(s, 2, NULL, 0);
    uint32_t counted = 0;
    for (uint32_t i = 0; i < x->answers; i++) {
        const item *q = &x->item[x->answer[i].item];
        counted += q->open == SLOT_NUMBER && !q->several_truths;
    }
    assert_int_equal(counted, 2);
    assert_int_not_equal(x->claim[0].count_answer, x->claim[1].count_answer);
}

static void questions_are_read_back(void **test)
{
    (void)test;
    assert_true(ARENA_DOOR(a));
    const sheet s[] = { { "A", "x", { "Vanta", "Salt League", "Karsa" }, { NULL, "SL" }, { { -1, 0, 1, "supports", false, 0 } } } };
    state *x = settle(s, 1, NULL, 0);
    match_names names = names_of(x);
    match_question q;
    assert_true(match_ask(a, lexicon, &names, STR("Who supports the Salt League?"), &q));
    assert_true(str_eq(q.frame, STR("supports")) && q.agent == NOBODY && q.patient == named(x, "SL"));
    assert_true(str_eq(q.understood, STR("who supports Salt League?")));
    assert_true(match_ask(a, lexicon, &names, STR("does Vanta support SL"), &q));
    assert_true(q.agent == named(x, "vanta") && q.patient != NOBODY);
    assert_true(match_ask(a, lexicon, &names, STR("who was attacked by Karsa"), &q));
    assert_true(str_eq(q.frame, STR("attacks")) && q.agent == named(x, "Karsa"));
    assert_true(match_ask(a, lexicon, &names, STR("Karsa"), &q) && q.either != NOBODY && !q.frame.n);
    assert_false(match_ask(a, lexicon, &names, STR("what is the weather like"), &q));
    assert_false(match_ask(a, lexicon, &names, STR(""), &q));
    assert_int_equal(named(x, "nobody here"), NOBODY);

    assert_true(match_ask(a, lexicon, &names, STR("Was Vanta attacked since March 2031?"), &q));
    assert_true(str_eq(q.frame, STR("attacks")) && q.patient == named(x, "Vanta") && q.agent == NOBODY);
    assert_true(q.from.year == 2031 && q.from.month == 3 && q.to.precision == DATE_NONE);
    assert_true(match_ask(a, lexicon, &names, STR("who attacked Vanta between 6 March 2031 and 2031-03-09"), &q));
    assert_true(q.from.day == 6 && q.to.day == 9 && q.patient == named(x, "Vanta") && !q.left_out.n);
    assert_true(match_ask(a, lexicon, &names, STR("who attacked Vanta with zeppelins in 2031"), &q));
    assert_true(q.from.year == 2031 && q.to.year == 2031 && str_eq(q.left_out, STR("zeppelins")));

    assert_true(match_ask(a, lexicon, &names, STR("who ordered the attack on Vanta"), &q));
    assert_true(str_eq(q.part, STR("orderer")) && str_eq(q.frame, STR("attacks")) && q.patient == named(x, "Vanta") && !q.left_out.n);
}

static sheet *random_sheets(rng *r, int n)
{
    static const char *const names[] = { "Vanta", "League", "Karsa", "Guild", "Harbour Board", "-someone" };
    static const char *const frames[] = { "supports", "kills", "no-such-frame", "" };
    sheet *s = TAKE(a, (size_t)n, sheet);
    for (int i = 0; i < n; i++) {
        s[i].publisher = names[rng_below(r, 5)];
        s[i].text = "some words";
        for (int k = 0; k < 4; k++) {
            s[i].name[k] = names[rng_below(r, 6)];
            s[i].alias[k] = rng_below(r, 4) ? NULL : names[rng_below(r, 5)];
            s[i].claim[k] = (said){ (int)rng_below(r, 6) - 2, (int)rng_below(r, 5) - 1, (int)rng_below(r, 5) - 1,
                                    frames[rng_below(r, 4)], rng_below(r, 3) == 0, (double)rng_below(r, 4) };
        }
    }
    return s;
}

/* Random claims: every number in range, every claim in an origin that stands before it, counts that add up. */
static void any_claims_give_a_sound_state(void **test)
{
    (void)test;
    enum { N = 60, SEED = 20310305 };
    assert_true(ARENA_DOOR(a));
    printf("SEED=%d\n", SEED);
    rng r = rng_seed(SEED);
    const sheet *s = random_sheets(&r, N);
    state *x = settle(s, N, NULL, 0);
    assert_int_equal(x->claims, N * 4);
    uint32_t stances = 0, answered = 0;
    for (uint32_t i = 0; i < x->claims; i++) {
        const case_claim *c = &x->claim[i];
        assert_true(c->source < x->sources && c->origin < x->origins && x->origin[c->origin].first_claim <= i);
        assert_true(c->answer == NOBODY || c->answer < x->answers);
        answered += (c->answer != NOBODY) + (c->count_answer != NOBODY);
    }
    for (uint32_t i = 0; i < x->answers; i++) {
        const answer *v = &x->answer[i];
        assert_true(v->origins_asserted <= v->asserted && v->origins_denied <= v->denied);
        assert_true(i == 0 || v->item >= x->answer[i - 1].item);
        stances += v->asserted + v->denied;
    }
    assert_int_equal(stances, answered);
    const state *again = settle(s, N, NULL, 0);
    assert_int_equal(again->origins, x->origins);
    assert_int_equal(again->answers, x->answers);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(names_join_by_letters_and_agreed_aliases),
        TEST(a_short_name_joins_the_one_fuller_name_it_fits),
        TEST(spellings_of_one_name_meet),
        TEST(people_decide_about_names),
        TEST(no_part_lies_in_itself),
        TEST(one_event_told_by_many_is_one),
        TEST(one_utterance_is_one_origin),
        TEST(what_drifts_is_told),
        TEST(an_office_is_whoever_holds_it),
        TEST(claims_of_one_proposition_answer_one_question),
        TEST(one_source_is_one_origin_however_many_quote_it),
        TEST(a_reprint_is_no_second_voice),
        TEST(a_circle_of_citations_is_one_origin),
        TEST(a_source_counts_once_whatever_else_it_says),
        TEST(mouths_are_counted),
        TEST(independent_reports_firm_up_the_link),
        TEST(counts_exclude_each_other),
        TEST(questions_are_read_back),
        TEST(any_claims_give_a_sound_state),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
