/*
 * items.c - whose claims they are, which questions they answer, and with what value.
 *
 * A claim with a frame becomes a proposition frame(agent, patient).  Claims of the same proposition answer the same
 * question with the same value:
 *
 *     support(Vanta, the League)  ->  question "who supports the League?", value "Vanta"
 *     collapse(the dam, -)        ->  question "did the dam collapse?",    value "yes"
 *     killed(.., 25 people)       ->  besides, "how many people ...?",     value "25"
 *
 * With both slots filled the agent is the open one.  Values of who-questions do not exclude each other (several may
 * support the League); exact counts do.
 */
#include "base/english.h"
#include "match/events.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    hs_str item_key, value_key;
    item item;
    answer value;
    uint32_t number; /* of the answer, once sorted */
} found;

/* Exact numbers of one question, each once; next: the one noted before, or NOBODY. */
typedef struct {
    double value;
    uint32_t next;
} exact_value;

typedef struct {
    match *m;
    state *out;
    map exact; /* key of a how-many question -> the exact value noted last + 1 */
    VEC(exact_value) exact_values;
    map by_key; /* item key + '\n' + value key -> index into found */
    VEC(found) found;
    map source_by_key;
    map called;        /* form of a name -> actor + 1, or 0 where it names several */
    map outlet_actors; /* keys of actors that publish */
    VEC(case_source) sources;
} finding;

static hs_str filler_key(const finding *f, filler s)
{
    if (s.local != NOBODY) return f->out->actor[f->m->locals.at[s.local].actor].key;
    return s.words.n ? arena_printf(f->m->a, "\"%.*s\"", STR_ARGS(s.words)) : STR("");
}

static hs_str filler_shown(const finding *f, filler s)
{
    if (s.local != NOBODY) return f->out->actor[f->m->locals.at[s.local].actor].name;
    return s.words.n ? s.shown : STR("");
}

static uint32_t filler_actor(const finding *f, filler s)
{
    return s.local == NOBODY ? NOBODY : f->m->locals.at[s.local].actor;
}

/* ---- sources ------------------------------------------------------------------------------------------------ */

static void note_called(finding *f, hs_str form, uint32_t who)
{
    bool is_new;
    if (!form.n) return;
    uint64_t *actor = map_put(&f->called, form, &is_new);
    if (is_new) *actor = who + 1;
    else if (*actor != who + 1) *actor = 0;
}

static uint32_t called(const finding *f, hs_str form)
{
    const uint64_t *actor = form.n ? map_get(&f->called, form) : NULL;
    return actor && *actor ? (uint32_t)*actor - 1 : NOBODY;
}

/* The actor that publishes a document under any of its names, or NOBODY. */
static uint32_t publisher_of(const finding *f, const local_document *d)
{
    return called(f, d->publisher_key);
}

/* An outlet that is quoted is the same source as the outlet that writes, by whatever names. */
static void find_outlets(finding *f)
{
    match *m = f->m;
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (!l->is_named) continue;
        note_called(f, l->key, l->actor);
        for (uint32_t k = 0; k < l->aliases; k++) note_called(f, l->alias[k], l->actor);
    }
    for (size_t i = 0; i < m->documents.n; i++) {
        local_document *d = &m->documents.at[i];
        uint32_t who = publisher_of(f, d);
        d->publisher_actor = who;
        d->author_actor = called(f, match_name_form(m->a, d->author));
        if (who != NOBODY) d->publisher_key = f->out->actor[who].key;
        if (d->publisher_key.n) map_put(&f->outlet_actors, d->publisher_key, NULL);
    }
}

static case_source author_of(const finding *f, const local_document *d)
{
    arena *a = f->m->a;
    case_source s = { .kind = SOURCE_AUTHOR, .actor = NOBODY };
    if (!d->author.n && !d->publisher.n) {
        s.key = arena_printf(a, "author:%.*s", STR_ARGS(d->id));
        s.name = arena_printf(a, "author of %.12s", d->id.p);
        return s;
    }
    hs_str outlet = d->publisher_key, author = match_name_form(a, d->author);
    if (!d->author.n) {
        s.key = arena_printf(a, "outlet:%.*s", STR_ARGS(outlet));
        s.name = d->publisher;
    } else {
        s.key = arena_printf(a, "author:%.*s:%.*s", STR_ARGS(outlet), STR_ARGS(author));
        s.name = d->publisher.n ? arena_printf(a, "%.*s (%.*s)", STR_ARGS(d->author), STR_ARGS(d->publisher)) : d->author;
    }
    return s;
}

static case_source source_of(const finding *f, const local_claim *c)
{
    arena *a = f->m->a;
    const local_document *d = &f->m->documents.at[c->document];
    if (c->source == SOURCE_AUTHOR) return author_of(f, d);
    case_source s = { .kind = c->source, .actor = NOBODY };
    if (c->source == SOURCE_ACTOR) {
        s.actor = f->m->locals.at[c->speaker].actor;
        hs_str key = f->out->actor[s.actor].key;
        s.key = arena_printf(a, "%s:%.*s", map_get(&f->outlet_actors, key) ? "outlet" : "actor", STR_ARGS(key));
        s.name = f->out->actor[s.actor].name;
    } else {
        hs_str voice = c->called.n ? c->called : STR("somebody");
        s.key = arena_printf(a, "unnamed:%.*s:%.*s", STR_ARGS(d->id), STR_ARGS(c->voice));
        s.name = d->publisher.n ? arena_printf(a, "%.*s (unnamed, in %.*s)", STR_ARGS(voice), STR_ARGS(d->publisher))
                                : arena_printf(a, "%.*s (unnamed)", STR_ARGS(voice));
    }
    return s;
}

typedef struct {
    hs_str key;
    uint32_t at;
} keyed;

static int by_key(const void *x, const void *y)
{
    return str_cmp(((const keyed *)x)->key, ((const keyed *)y)->key);
}

static uint32_t *sorted_numbers(arena *a, keyed *k, size_t n)
{
    uint32_t *number = TAKE(a, n, uint32_t);
    if (n) qsort(k, n, sizeof *k, by_key);
    for (uint32_t i = 0; i < n; i++) number[k[i].at] = i;
    return number;
}

static void number_sources(finding *f, case_claim *claim)
{
    arena *a = f->m->a;
    size_t n = f->sources.n;
    keyed *k = TAKE(a, n, keyed);
    for (uint32_t i = 0; i < n; i++) k[i] = (keyed){ f->sources.at[i].key, i };
    uint32_t *number = sorted_numbers(a, k, n);
    case_source *source = TAKE(a, n, case_source);
    for (uint32_t i = 0; i < n; i++) source[number[i]] = f->sources.at[i];
    for (size_t i = 0; i < f->m->claims.n; i++) {
        claim[i].source = number[claim[i].source];
        source[claim[i].source].claims++;
    }
    f->out->source = source;
    f->out->sources = (uint32_t)n;
}

/* Of an outlet that both writes and is quoted the actor is shown, else the last in byte order of its names. */
static bool take_better(case_source *known, const case_source *s)
{
    bool better = known->actor == NOBODY && (s->actor != NOBODY || str_cmp(s->name, known->name) > 0);
    if (better) {
        known->kind = s->kind;
        known->actor = s->actor;
        known->name = s->name;
    }
    return better;
}

static void find_sources(finding *f, case_claim *claim)
{
    match *m = f->m;
    find_outlets(f);
    for (size_t i = 0; i < m->claims.n; i++) {
        arena_mark here = arena_here(m->a);
        case_source s = source_of(f, &m->claims.at[i]);
        const uint64_t *known = map_get(&f->source_by_key, s.key);
        if (known) {
            claim[i].source = (uint32_t)*known;
            if (!take_better(&f->sources.at[*known], &s)) arena_rollback(m->a, here);
            continue;
        }
        claim[i].source = (uint32_t)f->sources.n;
        *map_put(&f->source_by_key, s.key, NULL) = f->sources.n;
        *VEC_ADD(m->a, &f->sources) = s;
    }
    number_sources(f, claim);
}

/* ---- questions and answers ---------------------------------------------------------------------------------- */

/* What was worked out since `start` is dropped when the answer is known already.  Of several wordings of one answer the
 * last in byte order is shown ("shots", not "Shots"): within a day, whose document comes first depends on hashes. */
static uint32_t keep(finding *f, const found *x, arena_mark start)
{
    arena *a = f->m->a;
    hs_str key = arena_printf(a, "%.*s\n%.*s", STR_ARGS(x->item_key), STR_ARGS(x->value_key));
    const uint64_t *known = map_get(&f->by_key, key);
    if (known) {
        uint32_t at = (uint32_t)*known;
        if (str_cmp(x->value.sentence, f->found.at[at].value.sentence) > 0) f->found.at[at] = *x;
        else arena_rollback(a, start);
        return at;
    }
    *map_put(&f->by_key, key, NULL) = f->found.n;
    *VEC_ADD(a, &f->found) = *x;
    return (uint32_t)f->found.n - 1;
}

/* A frame without a wording is read by its own name: "A strikes-at B". */
static hs_str plain_sentence(arena *a, hs_str frame, hs_str agent, hs_str patient)
{
    return arena_printf(a, "%.*s %.*s%s%.*s", STR_ARGS(agent.n ? agent : STR("someone")), STR_ARGS(frame),
                        patient.n ? " " : "", STR_ARGS(patient));
}

/* "{agent} is based in", "{agent} carries", "{agent} pushes", "does {agent} lead": the same of several. */
static hs_str of_several(arena *a, hs_str template)
{
    static const struct {
        hs_str one, several;
    } form[] = { { STR_INIT("is"), STR_INIT("are") }, { STR_INIT("has"), STR_INIT("have") }, { STR_INIT("was"), STR_INIT("were") },
                 { STR_INIT("does"), STR_INIT("do") } };
    bool asks = !str_starts(template, STR("{agent} "));
    size_t begin = asks ? 0 : 8, end = str_find(template, STR(" "), begin);
    if (end == SIZE_MAX) end = template.n;
    hs_str verb = str_sub(template, begin, end), before = str_sub(template, 0, begin), behind = str_sub(template, end, template.n);
    for (size_t i = 0; i < sizeof form / sizeof *form; i++)
        if (str_eq(verb, form[i].one))
            return arena_printf(a, "%.*s%.*s%.*s", STR_ARGS(before), STR_ARGS(form[i].several), STR_ARGS(behind));
    if (asks || verb.n < 4 || !str_ends(verb, STR("s")) || str_ends(verb, STR("ss"))) return template;
    bool is_y = str_ends(verb, STR("ies")), is_es = str_ends(verb, STR("shes")) || str_ends(verb, STR("ches")) ||
                                                    str_ends(verb, STR("sses")) || str_ends(verb, STR("xes"));
    verb.n -= is_y ? 3 : is_es ? 2 : 1;
    return arena_printf(a, "%.*s%.*s%s%.*s", STR_ARGS(before), STR_ARGS(verb), is_y ? "y" : "", STR_ARGS(behind));
}

/* Of names only those of a people ("Karrens") are several. */
static bool is_of_several(const finding *f, filler who, hs_str words)
{
    uint32_t actor = filler_actor(f, who);
    return english_is_several(words, actor != NOBODY && f->out->actor[actor].class == CLASS_PEOPLE);
}

static hs_str worded(arena *a, hs_str template, hs_str frame, hs_str agent, hs_str patient)
{
    return template.n ? lexicon_fill(a, template, agent, patient) : plain_sentence(a, frame, agent, patient);
}

/* The proposition of a claim; NOBODY when it has no frame or says nothing of anybody. */
static uint32_t proposition(finding *f, const local_claim *c)
{
    arena *a = f->m->a;
    arena_mark start = arena_here(a);
    hs_str agent = filler_key(f, c->agent), patient = filler_key(f, c->patient);
    if (!c->frame.n || (!agent.n && !patient.n)) return NOBODY;
    const wording *w = lexicon_wording(f->m->lexicon, c->frame);
    hs_str agent_name = filler_shown(f, c->agent), patient_name = filler_shown(f, c->patient);
    bool both = agent.n && patient.n;
    found x = { .value = { .actor = NOBODY, .number = NAN, .pivot = NOBODY } };
    x.item = (item){ .frame = c->frame, .open = both ? SLOT_AGENT : SLOT_TRUTH, .several_truths = true, .event = NOBODY,
                     .agent = both ? NOBODY : filler_actor(f, c->agent), .patient = filler_actor(f, c->patient) };
    x.item_key = arena_printf(a, "%.*s|%s|%.*s|%.*s", STR_ARGS(c->frame), both ? "agent" : "truth",
                              both ? 0 : (int)agent.n, agent.p, STR_ARGS(patient));
    x.value_key = both ? agent : STR("yes");
    bool several = w && is_of_several(f, c->agent, agent_name);
    hs_str sentence = worded(a, !w ? STR("") : several ? of_several(a, w->sentence) : w->sentence, c->frame, agent_name, patient_name);
    x.value.sentence = sentence;
    if (both) {
        x.item.question = w && w->who_agent.n
                              ? lexicon_fill(a, w->who_agent, agent_name, patient_name)
                              : arena_printf(a, "%.*s?", STR_ARGS(plain_sentence(a, c->frame, STR("who"), patient_name)));
        x.value.words = agent_name;
        x.value.actor = filler_actor(f, c->agent);
    } else {
        x.item.question = w && w->whether.n && agent.n
                              ? lexicon_fill(a, several ? of_several(a, w->whether) : w->whether, agent_name, patient_name)
                                                       : arena_printf(a, "%.*s?", STR_ARGS(sentence));
        x.value.words = STR("yes");
    }
    return keep(f, &x, start);
}

/* What is asked of an event: who did it, who ordered it, who says that it was his doing, whom it struck. */
typedef struct {
    const char *key, *question, *sentence; /* templates, filled with who did or suffered it, and with what it was */
} event_question;

static const event_question questions[] = {
    [PART_DOER] = { "doer", "who carried out {patient}?", "{agent} carried out {patient}" },
    [PART_ORDERER] = { "orderer", "who ordered {patient}?", "{agent} ordered {patient}" },
    [PART_CLAIMER] = { "claimer", "who claims responsibility for {patient}?", "{agent} claims responsibility for {patient}" },
    [PART_VICTIM] = { "victim", "whom did {patient} strike?", "{patient} struck {agent}" },
};

static uint32_t event_answer(finding *f, const event_part *part, uint32_t victim)
{
    arena *a = f->m->a;
    arena_mark start = arena_here(a);
    const case_event *e = &f->out->event[part->event];
    const event_question *q = &questions[part->kind];
    found x = { .value = { .actor = part->actor, .number = NAN, .pivot = NOBODY, .words = part->shown } };
    x.item = (item){ .frame = e->kind, .open = part->kind == PART_VICTIM ? SLOT_PATIENT : SLOT_AGENT, .several_truths = true,
                     .agent = NOBODY, .patient = part->kind == PART_VICTIM ? NOBODY : victim, .event = part->event };
    x.item_key = arena_printf(a, "event|%.*s|%s", STR_ARGS(e->key), q->key);
    x.value_key = part->key;
    x.item.question = lexicon_fill(a, str_of(q->question), part->shown, e->words);
    x.value.sentence = lexicon_fill(a, str_of(q->sentence), part->shown, e->words);
    return keep(f, &x, start);
}

static hs_str print_count(arena *a, double low, double high)
{
    if (low == high) return arena_printf(a, "%.15g", low);
    if (isinf(high)) return arena_printf(a, "at least %.15g", low);
    if (low <= 0) return arena_printf(a, "at most %.15g", high);
    return arena_printf(a, "%.15g to %.15g", low, high);
}

/* What a count is asked of: an event, else a frame and its agent; the unit besides.  False when it is of nothing. */
static bool counted(const finding *f, const local_claim *c, const event_part *part, found *x)
{
    arena *a = f->m->a;
    bool is_unit = c->unit.n && !map_get(&f->m->lexicon->number_word, c->unit); /* "eleven hurt": of what? */
    if (!is_unit || !c->frame.n || !isfinite(c->low)) return false;
    hs_str agent = part ? STR("") : filler_key(f, c->agent);
    if (!part && !agent.n) return false;
    hs_str of = part ? f->out->event[part->event].words : plain_sentence(a, c->frame, filler_shown(f, c->agent), STR(""));
    hs_str key = part ? arena_printf(a, "event|%.*s", STR_ARGS(f->out->event[part->event].key))
                      : arena_printf(a, "%.*s|%.*s", STR_ARGS(c->frame), STR_ARGS(agent));
    *x = (found){ .value = { .actor = NOBODY, .number = c->low, .pivot = NOBODY } };
    x->item = (item){ .frame = c->frame, .open = SLOT_NUMBER, .agent = part ? NOBODY : filler_actor(f, c->agent),
                      .patient = NOBODY, .event = part ? part->event : NOBODY };
    x->item_key = arena_printf(a, "%.*s|number|%.*s", STR_ARGS(key), STR_ARGS(c->unit));
    x->item.question = arena_printf(a, "how many (%.*s) in: %.*s?", STR_ARGS(english_plural(a, c->unit)), STR_ARGS(of));
    x->value.sentence = of;
    return true;
}

static void note_exact(finding *f, const local_claim *c, const event_part *part)
{
    arena_mark start = arena_here(f->m->a);
    found x;
    if (c->low != c->high || !counted(f, c, part, &x)) {
        arena_rollback(f->m->a, start);
        return;
    }
    uint64_t *last = map_put(&f->exact, x.item_key, NULL);
    uint32_t first = (uint32_t)*last - 1, at = first; /* 0 - 1: NOBODY */
    while (at != NOBODY && f->exact_values.at[at].value != c->low) at = f->exact_values.at[at].next;
    if (at != NOBODY) return;
    *VEC_ADD(f->m->a, &f->exact_values) = (exact_value){ c->low, first };
    *last = f->exact_values.n;
}

/* The one exact value that a bound allows; NAN when it allows several, or none. */
static double only_value_within(const finding *f, hs_str item_key, double low, double high)
{
    const uint64_t *last = map_get(&f->exact, item_key);
    double only = NAN;
    for (uint32_t at = last ? (uint32_t)*last - 1 : NOBODY; at != NOBODY; at = f->exact_values.at[at].next) {
        double v = f->exact_values.at[at].value;
        if (v < low || v > high) continue;
        if (!isnan(only)) return NAN;
        only = v;
    }
    return only;
}

/* A count answers "how many UNIT".  Exact numbers exclude each other.  A bound ("at least 25") says the same as the one
 * exact number that it allows; where it allows several, or none, it is an answer of its own, to how many at least. */
static uint32_t count(finding *f, const local_claim *c, const event_part *part)
{
    arena *a = f->m->a;
    arena_mark start = arena_here(a);
    found x;
    if (!counted(f, c, part, &x)) {
        arena_rollback(a, start);
        return NOBODY;
    }
    double low = c->low, high = c->high, only = low == high ? low : only_value_within(f, x.item_key, low, high);
    if (!isnan(only)) {
        low = high = only;
    } else {
        x.item_key = arena_printf(a, "%.*s|bounds", STR_ARGS(x.item_key));
        x.item.question = arena_printf(a, "within what bounds, %.*s", STR_ARGS(x.item.question));
        x.item.several_truths = true;
    }
    x.value.number = low;
    x.value_key = print_count(a, low, high);
    x.value.words = x.value_key;
    hs_str unit = low == 1 && high == 1 ? c->unit : english_plural(a, c->unit);
    x.value.sentence = arena_printf(a, "%.*s: %.*s %.*s", STR_ARGS(x.value.sentence), STR_ARGS(x.value_key), STR_ARGS(unit));
    return keep(f, &x, start);
}

static int by_item_then_value(const void *x, const void *y)
{
    const found *a = *(const found *const *)x, *b = *(const found *const *)y;
    int order = str_cmp(a->item_key, b->item_key);
    return order ? order : str_cmp(a->value_key, b->value_key);
}

static void number_answers(finding *f, case_claim *claim)
{
    arena *a = f->m->a;
    size_t n = f->found.n;
    found **sorted = TAKE(a, n, found *);
    for (size_t i = 0; i < n; i++) sorted[i] = &f->found.at[i];
    if (n) qsort(sorted, n, sizeof *sorted, by_item_then_value);
    item *items = TAKE(a, n, item);
    answer *answers = TAKE(a, n, answer);
    uint32_t count_items = 0;
    for (uint32_t i = 0; i < n; i++) {
        found *x = sorted[i];
        if (!i || !str_eq(x->item_key, sorted[i - 1]->item_key)) {
            items[count_items] = x->item;
            items[count_items++].key = x->item_key;
        } else if (str_cmp(x->item.question, items[count_items - 1].question) > 0) {
            items[count_items - 1].question = x->item.question;
        }
        x->number = i;
        answers[i] = x->value;
        answers[i].item = count_items - 1;
        answers[i].key = x->value_key;
    }
    f->out->item = items;
    f->out->items = count_items;
    f->out->answer = answers;
    f->out->answers = (uint32_t)n;
    for (size_t i = 0; i < f->m->claims.n; i++) {
        case_claim *c = &claim[i];
        const local_claim *l = &f->m->claims.at[i];
        if (c->answer != NOBODY) {
            c->answer = f->found.at[c->answer].number;
            answer *v = &answers[c->answer];
            if (match_side(l) == SIDE_DENIES) v->denied++;
            else if (match_side(l) == SIDE_ASSERTS) v->asserted++;
        }
        if (c->count_answer != NOBODY) {
            c->count_answer = f->found.at[c->count_answer].number;
            answers[c->count_answer].asserted += match_side(l) == SIDE_ASSERTS;
        }
    }
}

static const event_part *part_of(const event_parts *events, size_t claim)
{
    uint32_t part = events->of_claim[claim];
    return part == NOBODY ? NULL : &events->part[part];
}

void match_find_items(match *m, const event_parts *events, state *out)
{
    finding f = { .m = m, .out = out, .exact = { .a = m->a }, .by_key = { .a = m->a }, .source_by_key = { .a = m->a },
                  .called = { .a = m->a }, .outlet_actors = { .a = m->a } };
    case_claim *claim = TAKE(m->a, m->claims.n, case_claim);
    for (size_t i = 0; i < m->claims.n; i++)
        if (m->claims.at[i].polarity == POLARITY_ASSERT) note_exact(&f, &m->claims.at[i], part_of(events, i));
    for (size_t i = 0; i < m->claims.n; i++) {
        const local_claim *l = &m->claims.at[i];
        claim[i] = (case_claim){ .document = l->document, .local = l->local, .origin = NOBODY, .twin = NOBODY,
                                 .polarity = (uint8_t)l->polarity, .certainty = (uint8_t)l->certainty };
        const event_part *part = part_of(events, i);
        claim[i].answer = part ? event_answer(&f, part, events->victim[part->event]) : proposition(&f, l);
        claim[i].count_answer = l->polarity == POLARITY_ASSERT ? count(&f, l, part) : NOBODY;
    }
    out->claim = claim;
    out->claims = (uint32_t)m->claims.n;
    find_sources(&f, claim);
    number_answers(&f, claim);
}
