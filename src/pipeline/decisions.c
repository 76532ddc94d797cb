/*
 * decisions.c - what people ruled, laid over what was found.
 *
 * A decision names a claim by the bytes it stands at, their words and, since one sentence may carry several claims, its
 * frame and parties.  The claim that fits best is meant: it must share half of its stretch, and of those that do the one
 * with the same frame and agent.  So a decision outlives another reading of the same text; where nothing fits, it has no
 * effect and is listed as an orphan.
 */
#include "pipeline/decisions.h"

#include "base/utf8.h"

hs_status decisions_of(hs_case *c, const decision **list, uint32_t *n, hs_error *err)
{
    hs_status status = HS_OK;
    if (!c->has_decisions) {
        arena_reset(c->of_decisions);
        status = case_decisions(c->file, c->of_decisions, &c->decision, &c->decisions, err);
        c->has_decisions = status == HS_OK;
    }
    *list = c->decision;
    *n = c->decisions;
    return status;
}

static bool is_of_claim(const decision *d)
{
    return d->stands && !span_is_empty(d->at) && d->kind >= DECISION_REJECT && d->kind <= DECISION_CLAIM;
}

/* ---- where a decision points ------------------------------------------------------------------------------------- */

/* Its bytes, if its words stand there; else the nearest place where they do; an empty span when nowhere. */
static span place_of(const decision *d, hs_str text)
{
    span best = { 0, 0 };
    if (d->at.end <= text.n && str_eq(span_words(text, d->at), d->words)) return d->at;
    for (size_t at = str_find(text, d->words, 0); at != SIZE_MAX; at = str_find(text, d->words, at + 1)) {
        span here = { (uint32_t)at, (uint32_t)(at + d->words.n) };
        uint32_t far = here.begin > d->at.begin ? here.begin - d->at.begin : d->at.begin - here.begin;
        uint32_t was = best.begin > d->at.begin ? best.begin - d->at.begin : d->at.begin - best.begin;
        if (span_is_empty(best) || far < was) best = here;
    }
    return best;
}

static double overlap(span a, span b)
{
    uint32_t begin = a.begin > b.begin ? a.begin : b.begin, end = a.end < b.end ? a.end : b.end;
    uint32_t low = a.begin < b.begin ? a.begin : b.begin, high = a.end > b.end ? a.end : b.end;
    return end > begin ? (double)(end - begin) / (high - low) : 0;
}

static bool is_called(const findings *f, hs_str text, reference r, hs_str name)
{
    hs_str words = r.actor != NOBODY && r.actor < f->actors ? f->actor[r.actor].name
                   : r.at.n                                 ? span_words(text, span_hull(r.at))
                                                            : STR("");
    return str_eq(words, name);
}

uint32_t decisions_claim(const decision *d, hs_str text, const findings *f)
{
    enum { SAME_FRAME = 4, SAME_PARTY = 2 };
    const double HALF = .5;
    span at = place_of(d, text);
    uint32_t best = NOBODY;
    double most = 0;
    for (uint32_t i = 0; i < f->claims && !span_is_empty(at); i++) {
        const claim *c = &f->claim[i];
        double fit = overlap(c->at, at);
        if (fit < HALF) continue;
        if (str_eq(c->frame, d->frame)) fit += SAME_FRAME;
        if (is_called(f, text, c->agent, d->agent)) fit += SAME_PARTY;
        if (is_called(f, text, c->patient, d->patient)) fit += SAME_PARTY;
        if (best != NOBODY && fit <= most) continue;
        best = i;
        most = fit;
    }
    return best;
}

/* ---- laying them over --------------------------------------------------------------------------------------------- */

typedef struct {
    hs_case *c;
    arena *a;
    uint32_t number;
    const document *d;
    findings *f;
    VEC(actor) actors;
    VEC(claim) claims;
    bool copied;
} laying;

static void copy_findings(laying *x)
{
    if (x->copied) return;
    x->copied = true;
    for (uint32_t i = 0; i < x->f->actors; i++) *VEC_ADD(x->a, &x->actors) = x->f->actor[i];
    for (uint32_t i = 0; i < x->f->claims; i++) *VEC_ADD(x->a, &x->claims) = x->f->claim[i];
}

static bool goes_by(arena *a, const actor *who, hs_str form)
{
    if (str_eq(match_name_form(a, who->name), form) || str_eq(match_name_form(a, who->key), form)) return true;
    for (size_t k = 0; k < who->aliases; k++)
        if (str_eq(match_name_form(a, who->alias[k]), form)) return true;
    return false;
}

/* The document's actor of a name, a new one where it has none. */
static uint32_t actor_named(laying *x, hs_str name)
{
    hs_str form = match_name_form(x->a, name);
    for (uint32_t i = 0; i < x->actors.n; i++)
        if (x->actors.at[i].is_named && goes_by(x->a, &x->actors.at[i], form)) return i;
    *VEC_ADD(x->a, &x->actors) = (actor){ .name = arena_str(x->a, name), .key = utf8_fold(x->a, name), .code = STR(""),
                                          .class = CLASS_OTHER, .is_named = true, .parent = NOBODY };
    return (uint32_t)x->actors.n - 1;
}

/* Where the words stand nearest before or in the claim; none when the text has them nowhere. */
static span_list words_near(laying *x, hs_str words, span claim_at)
{
    decision probe = { .at = { claim_at.begin, claim_at.begin }, .words = words };
    return words.n ? span_one(x->a, place_of(&probe, x->d->text)) : (span_list){ 0 };
}

static source source_of(laying *x, const decision *d, span at)
{
    source s = { .kind = d->source_kind, .who = { .actor = NOBODY } };
    if (d->source_kind == SOURCE_ACTOR) s.who.actor = actor_named(x, d->source);
    if (d->source_kind != SOURCE_AUTHOR) s.who.at = words_near(x, d->source, at);
    return s;
}

static reference party(laying *x, hs_str name, span at)
{
    reference r = { .actor = NOBODY };
    if (!name.n) return r;
    r.actor = actor_named(x, name);
    r.at = words_near(x, name, at);
    return r;
}

static uint32_t sentence_at(laying *x, span at)
{
    page p;
    hs_error err;
    hs_status status = case_page(x->c->file, x->a, x->number, &p, &err);
    if (status != HS_OK) arena_leave(x->a, status, "%s", err.what);
    for (uint32_t i = 0; i < p.sentences; i++)
        if (span_meets(p.sentence[i].at, at)) return i;
    return 0;
}

static void add_claim(laying *x, const decision *d)
{
    span at = place_of(d, x->d->text);
    if (span_is_empty(at)) return;
    claim c = { .sentence = sentence_at(x, at), .at = at, .content = span_one(x->a, at), .cue_lemma = STR(""),
                .polarity = d->polarity, .certainty = d->certainty, .frame = d->frame, .cameo = STR(""),
                .plover = STR(""), .predicate_lemma = STR(""), .place = { .actor = NOBODY }, .number = { .unit = STR("") } };
    c.source = source_of(x, d, at);
    c.agent = party(x, d->agent, at);
    c.patient = party(x, d->patient, at);
    *VEC_ADD(x->a, &x->claims) = c;
}

static void lay_one(laying *x, const decision *d)
{
    uint32_t at = d->kind == DECISION_CLAIM ? NOBODY : decisions_claim(d, x->d->text, x->f);
    if (d->kind != DECISION_CLAIM && at == NOBODY) return;
    copy_findings(x);
    claim *c = at == NOBODY ? NULL : &x->claims.at[at];
    switch (d->kind) {
    case DECISION_CLAIM: add_claim(x, d); break;
    case DECISION_REJECT: c->rejected = true; break;
    case DECISION_SPEAKER:
        c->source = source_of(x, d, c->at);
        c->chain_n = 0;
        break;
    case DECISION_STANCE:
        c->polarity = d->polarity;
        c->certainty = d->certainty;
        break;
    default: break;
    }
}

static void lay_all(laying *x, const decision *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (is_of_claim(&list[i]) && str_eq(list[i].document, x->d->id)) lay_one(x, &list[i]);
    if (!x->copied) return;
    x->f->actor = x->actors.at;
    x->f->actors = (uint32_t)x->actors.n;
    x->f->claim = x->claims.at;
    x->f->claims = (uint32_t)x->claims.n;
}

hs_status decisions_lay(hs_case *c, arena *a, uint32_t number, const document *d, findings *f, hs_error *err)
{
    const decision *list;
    uint32_t n;
    hs_status status = decisions_of(c, &list, &n, err);
    if (status != HS_OK || !n) return status;
    laying x = { .c = c, .a = a, .number = number, .d = d, .f = f };
    if (!ARENA_DOOR(a)) return fail_from(err, arena_failure(a), "decisions");
    lay_all(&x, list, n);
    arena_door_shut(a);
    return HS_OK;
}

hs_status decisions_rulings(hs_case *c, arena *a, const ruling **out, size_t *n, hs_error *err)
{
    const decision *list;
    uint32_t count;
    VEC(ruling) rulings = { 0 };
    hs_status status = decisions_of(c, &list, &count, err);
    for (uint32_t i = 0; status == HS_OK && i < count; i++) {
        const decision *d = &list[i];
        if (!d->stands || d->kind > DECISION_CALLED) continue;
        *VEC_ADD(a, &rulings) = (ruling){ .kind = d->kind == DECISION_SAME    ? RULING_SAME
                                                  : d->kind == DECISION_APART ? RULING_APART
                                                                              : RULING_CALLED,
                                          .name = d->name, .other = d->other, .document = d->document,
                                          .other_document = d->other_document, .number = d->number };
    }
    *out = rulings.at;
    *n = rulings.n;
    return status;
}

static hs_status take_ruled(hs_case *c, arena *a, hs_str id, ruled_document *out, bool *found, hs_error *err)
{
    document d;
    findings f;
    hs_status status = case_number(c->file, id, &out->document, err);
    *found = status == HS_OK;
    if (status == HS_NOT_FOUND) return HS_OK; /* an orphan */
    if (status == HS_OK) status = case_document(c->file, a, out->document, false, &d, err);
    if (status == HS_OK) status = case_findings(c->file, a, out->document, &f, err);
    if (status == HS_OK) status = decisions_lay(c, a, out->document, &d, &f, err);
    out->claim = f.claim;
    out->claims = f.claims;
    return status;
}

hs_status decisions_ruled(hs_case *c, arena *a, const ruled_document **out, uint32_t *n, hs_error *err)
{
    const decision *list;
    uint32_t count;
    VEC(ruled_document) ruled = { 0 };
    map seen = { .a = a };
    hs_status status = decisions_of(c, &list, &count, err);
    for (uint32_t i = 0; status == HS_OK && i < count; i++) {
        bool is_new, found;
        ruled_document d;
        if (!is_of_claim(&list[i])) continue;
        map_put(&seen, list[i].document, &is_new);
        if (!is_new) continue;
        status = take_ruled(c, a, list[i].document, &d, &found, err);
        if (status == HS_OK && found) *VEC_ADD(a, &ruled) = d;
    }
    *out = ruled.at;
    *n = (uint32_t)ruled.n;
    return status;
}
