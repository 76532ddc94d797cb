/*
 * rows_decisions.c - deciding, taking back, and the list of what was decided.
 */
#include "pipeline/decide.h"
#include "pipeline/decisions.h"
#include "pipeline/rows.h"

/* ---- from the caller's words to a decision --------------------------------------------------------------------------- */

typedef struct {
    hs_case *c;
    arena *a;
    const hs_decision *given;
    decision d;
    bool again; /* taken over from elsewhere: what it speaks of need not be here */
    hs_error *err;
} deciding;

static hs_status kind_of(deciding *x)
{
    for (int k = 0; decision_kind_name((decision_kind)k); k++)
        if (str_eq(x->given->kind, str_of(decision_kind_name((decision_kind)k)))) {
            x->d.kind = (decision_kind)k;
            return HS_OK;
        }
    return fail(x->err, HS_BAD_ARGUMENT, "\"%.*s\" is no kind of decision", STR_ARGS(x->given->kind));
}

/* Names are decided on as texts use them: somebody must be called so. */
static hs_status name_is_known(deciding *x, hs_str name)
{
    uint32_t unused;
    return name.n && !x->again ? rows_actor(x->c, x->a, name, &unused, x->err) : HS_OK;
}

static hs_status names(deciding *x)
{
    x->d.name = x->given->name;
    x->d.other = x->given->other;
    hs_status status = name_is_known(x, x->d.name);
    return status == HS_OK && x->d.kind != DECISION_CALLED ? name_is_known(x, x->d.other) : status;
}

static hs_status whole_id(deciding *x, hs_str given, hs_str *out)
{
    uint32_t number;
    document d;
    *out = given;
    if (!given.n || x->again) return HS_OK;
    hs_status status = case_number(x->c->file, given, &number, x->err);
    if (status == HS_OK) status = case_document(x->c->file, x->a, number, false, &d, x->err);
    if (status == HS_OK) *out = d.id;
    return status;
}

static hs_str party_words(const findings *f, hs_str text, reference r)
{
    if (r.actor != NOBODY && r.actor < f->actors) return f->actor[r.actor].name;
    return r.at.n ? span_words(text, span_hull(r.at)) : STR("");
}

/* The claim of a number, by what tells it from others: place, words, frame and parties, as they were found. */
static hs_status anchor_claim(deciding *x)
{
    case_counts n;
    case_claim cc = { 0 };
    document d;
    findings f;
    hs_status status = case_count_state(x->c->file, &n, x->err);
    if (status == HS_OK && x->given->claim > n.claims)
        status = fail(x->err, HS_NOT_FOUND, "no claim %llu; the case has %u", (unsigned long long)x->given->claim, n.claims);
    if (status == HS_OK)
        status = case_get(x->c->file, x->a, CASE_CLAIM, (uint32_t)x->given->claim - 1, &cc, x->err);
    if (status == HS_OK) status = case_document(x->c->file, x->a, cc.document, false, &d, x->err);
    if (status == HS_OK) status = case_findings(x->c->file, x->a, cc.document, &f, x->err);
    if (status != HS_OK) return status;
    if (cc.local >= f.claims)
        return fail(x->err, HS_BAD_ARGUMENT, "claim %llu was added by hand: take that decision back instead",
                    (unsigned long long)x->given->claim);
    const claim *c = &f.claim[cc.local];
    x->d.document = d.id;
    x->d.at = c->at;
    x->d.words = span_words(d.text, c->at);
    if (x->d.kind == DECISION_CLAIM) return HS_OK;
    x->d.frame = c->frame;
    x->d.agent = party_words(&f, d.text, c->agent);
    x->d.patient = party_words(&f, d.text, c->patient);
    return HS_OK;
}

/* A span that the caller gives, with the words that stand there. */
static hs_status anchor_span(deciding *x)
{
    uint32_t number;
    document d;
    char why[WHY];
    hs_status status = case_number(x->c->file, x->given->document, &number, x->err);
    if (status == HS_OK) status = case_document(x->c->file, x->a, number, false, &d, x->err);
    if (status != HS_OK) return status;
    if (x->given->end > d.text.n || x->given->begin >= x->given->end)
        return fail(x->err, HS_BAD_ARGUMENT, "there are no bytes %llu to %llu in a text of %zu",
                    (unsigned long long)x->given->begin, (unsigned long long)x->given->end, d.text.n);
    x->d.document = d.id;
    x->d.at = (span){ (uint32_t)x->given->begin, (uint32_t)x->given->end };
    if (!span_valid(x->d.at, d.text, "span", why)) return fail(x->err, HS_BAD_ARGUMENT, "%s", why);
    x->d.words = span_words(d.text, x->d.at);
    return HS_OK;
}

static hs_status anchor(deciding *x)
{
    const hs_decision *g = x->given;
    x->d.frame = g->frame;
    x->d.agent = g->agent;
    x->d.patient = g->patient;
    if (x->again) {
        x->d.document = g->document;
        x->d.words = g->words;
        if (g->end <= RECORD_TEXT_MOST) x->d.at = (span){ (uint32_t)g->begin, (uint32_t)g->end };
        return HS_OK;
    }
    if (g->claim) return anchor_claim(x);
    if (g->document.n) return anchor_span(x);
    return fail(x->err, HS_BAD_ARGUMENT, "a claim is wanted: its number, or a document and a span");
}

static hs_status build(deciding *x)
{
    const hs_decision *g = x->given;
    hs_status status = kind_of(x);
    if (status != HS_OK) return status;
    decision_kind k = x->d.kind;
    bool of_names = k <= DECISION_CALLED || (k == DECISION_ACCEPT && g->name.n);
    x->d.why = g->why;
    if (k == DECISION_UNDO) x->d.undoes = g->undoes <= UINT32_MAX ? (uint32_t)g->undoes : UINT32_MAX;
    else if (of_names) status = names(x);
    else status = anchor(x);
    if (of_names && status == HS_OK) status = whole_id(x, g->document, &x->d.document);
    if (of_names && status == HS_OK) status = whole_id(x, g->other_document, &x->d.other_document);
    if (k == DECISION_SPEAKER || k == DECISION_CLAIM) {
        x->d.source_kind = (source_kind)(g->source_kind == HS_ACTOR     ? SOURCE_ACTOR
                                         : g->source_kind == HS_UNNAMED ? SOURCE_UNNAMED
                                                                        : SOURCE_AUTHOR);
        x->d.source = g->source;
    }
    x->d.polarity = g->polarity == HS_DENY ? POLARITY_DENY : POLARITY_ASSERT;
    x->d.certainty = (certainty)g->certainty;
    return status;
}

static hs_status decide_in(deciding *x, const char *who, hs_id *number)
{
    char why[WHY];
    uint32_t n = 0;
    hs_status status = build(x);
    if (status == HS_OK && !decision_valid(&x->d, why)) status = fail(x->err, HS_BAD_ARGUMENT, "%s", why);
    if (status == HS_OK) status = case_decide(x->c->file, &x->d, library_who(x->a, who), &n, x->err);
    if (status == HS_OK) library_forget_state(x->c);
    *number = n;
    return status;
}

hs_status decisions_add(hs_case *c, const hs_decision *what, bool again, const char *who, hs_id *number, hs_error *err)
{
    *number = 0;
    deciding x = { .c = c, .a = arena_open(NULL, 0), .given = what, .again = again, .err = err };
    if (!x.a) return fail(err, HS_NO_MEMORY, "out of memory");
    hs_status status;
    if (ARENA_DOOR(x.a)) {
        status = decide_in(&x, who, number);
        arena_door_shut(x.a);
    } else {
        status = fail_from(err, arena_failure(x.a), NULL);
    }
    arena_close(x.a);
    return status;
}

hs_status decisions_begin(hs_case *c, hs_error *err)
{
    return case_batch_begin(c->file, err);
}

hs_status decisions_end(hs_case *c, bool keep, hs_error *err)
{
    library_forget_state(c);
    return keep ? case_batch_end(c->file, err) : case_batch_drop(c->file, err);
}

hs_status hs_decide(hs_case *c, const hs_decision *what, const char *who, hs_id *number, hs_error *err)
{
    return decisions_add(c, what, false, who, number, err);
}

hs_status hs_undo(hs_case *c, hs_id which, const char *who, const char *why, hs_id *number, hs_error *err)
{
    hs_decision undo = { .kind = STR("undo"), .undoes = which, .why = str_of(why ? why : "") };
    *number = 0;
    if (!which) return fail(err, HS_BAD_ARGUMENT, "the number of a decision is wanted");
    return decisions_add(c, &undo, false, who, number, err);
}

/* ---- the list ------------------------------------------------------------------------------------------------------ */

static bool names_are_known(hs_iter *it, const decision *d)
{
    uint32_t actor;
    if (rows_actor(it->c, it->a, d->name, &actor, NULL) != HS_OK) return false;
    return d->kind == DECISION_CALLED || rows_actor(it->c, it->a, d->other, &actor, NULL) == HS_OK;
}

/* What it speaks of is not in the case: no such document, no such words, no such name. */
static bool is_orphan(hs_iter *it, const decision *d)
{
    uint32_t number;
    if (d->kind == DECISION_UNDO) return false;
    if (d->document.n && case_number(it->c->file, d->document, &number, NULL) != HS_OK) return true;
    if (span_is_empty(d->at)) return !names_are_known(it, d);
    document text;
    findings f;
    hs_error err;
    hs_status status = case_document(it->c->file, it->a, number, false, &text, &err);
    if (status == HS_OK) status = case_findings(it->c->file, it->a, number, &f, &err);
    if (status != HS_OK) arena_leave(it->a, status, "%s", err.what);
    if (d->kind == DECISION_CLAIM) return str_find(text.text, d->words, 0) == SIZE_MAX;
    return decisions_claim(d, text.text, &f) == NOBODY;
}

static hs_str shortened(arena *a, hs_str words)
{
    enum { SHOWN = 120 };
    if (words.n <= SHOWN) return words;
    size_t n = SHOWN;
    while (n && ((unsigned char)words.p[n] & 0xc0) == 0x80) n--;
    return arena_printf(a, "%.*s...", (int)n, words.p);
}

static hs_str words_of(arena *a, const decision *d)
{
    hs_str here = shortened(a, d->words);
    switch (d->kind) {
    case DECISION_SAME: return arena_printf(a, "\"%.*s\" and \"%.*s\" are one", STR_ARGS(d->name), STR_ARGS(d->other));
    case DECISION_APART:
        return arena_printf(a, "\"%.*s\" and \"%.*s\" are not one", STR_ARGS(d->name), STR_ARGS(d->other));
    case DECISION_CALLED: return arena_printf(a, "\"%.*s\" is shown as \"%.*s\"", STR_ARGS(d->name), STR_ARGS(d->other));
    case DECISION_ACCEPT:
        if (d->name.n)
            return arena_printf(a, "right as it is: \"%.*s\" and \"%.*s\"", STR_ARGS(d->name), STR_ARGS(d->other));
        return arena_printf(a, "right as it is: \"%.*s\"", STR_ARGS(here));
    case DECISION_REJECT: return arena_printf(a, "no claim: \"%.*s\"", STR_ARGS(here));
    case DECISION_SPEAKER:
        return arena_printf(a, "said by %.*s: \"%.*s\"",
                            STR_ARGS(d->source_kind == SOURCE_AUTHOR ? STR("the author") : d->source), STR_ARGS(here));
    case DECISION_STANCE:
        return arena_printf(a, "%s, %s: \"%.*s\"", polarity_name(d->polarity), certainty_name(d->certainty), STR_ARGS(here));
    case DECISION_CLAIM:
        return arena_printf(a, "a claim of %.*s: %.*s%s%.*s%s%.*s; %s, %s: \"%.*s\"",
                            STR_ARGS(d->source_kind == SOURCE_AUTHOR ? STR("the author") : d->source),
                            STR_ARGS(d->agent), d->agent.n ? " " : "", STR_ARGS(d->frame), d->patient.n ? " " : "",
                            STR_ARGS(d->patient), polarity_name(d->polarity), certainty_name(d->certainty), STR_ARGS(here));
    case DECISION_UNDO: return arena_printf(a, "decision %u is taken back", d->undoes);
    }
    return STR("");
}

/* Today's number of the claim that it speaks of, or 0. */
static hs_id claim_now(hs_iter *it, const decision *d)
{
    uint32_t number, local;
    document text;
    findings f;
    hs_error err;
    if (span_is_empty(d->at) || case_number(it->c->file, d->document, &number, NULL) != HS_OK) return 0;
    hs_status status = case_document(it->c->file, it->a, number, false, &text, &err);
    if (status == HS_OK) status = case_findings(it->c->file, it->a, number, &f, &err);
    if (status != HS_OK) arena_leave(it->a, status, "%s", err.what);
    local = d->kind == DECISION_CLAIM ? NOBODY : decisions_claim(d, text.text, &f);
    if (local == NOBODY) return 0;
    case_list claims = rows_numbers(it->c, it->a, CASE_CLAIMS_OF_DOCUMENT, number);
    for (size_t i = 0; i < claims.n; i++)
        if (rows_get_claim(it->c, it->a, claims.at[i]).local == local) return (hs_id)claims.at[i] + 1;
    return 0;
}

static hs_decision *row_of_decision(hs_iter *it, const decision *d)
{
    hs_decision *row = TAKE(it->a, 1, hs_decision);
    *row = (hs_decision){ .decision = d->number,
                          .kind = str_of(decision_kind_name(d->kind)),
                          .undoes = d->undoes,
                          .name = d->name,
                          .other = d->other,
                          .document = d->document,
                          .other_document = d->other_document,
                          .begin = d->at.begin,
                          .end = d->at.end,
                          .words = d->words,
                          .source_kind = d->source_kind == SOURCE_ACTOR     ? HS_ACTOR
                                         : d->source_kind == SOURCE_UNNAMED ? HS_UNNAMED
                                                                            : HS_AUTHOR,
                          .source = d->source,
                          .frame = d->frame,
                          .agent = d->agent,
                          .patient = d->patient,
                          .polarity = d->polarity == POLARITY_DENY ? HS_DENY : HS_ASSERT,
                          .certainty = (hs_certainty)d->certainty,
                          .why = d->why,
                          .at = d->when,
                          .who = d->who,
                          .stands = d->stands };
    row->orphan = d->stands && is_orphan(it, d);
    row->claim = claim_now(it, d);
    row->text = words_of(it->a, d);
    return row;
}

static hs_status fill_decisions(hs_iter *it, const hs_query *q, hs_error *err)
{
    const decision *list;
    uint32_t n;
    hs_status status = case_decisions(it->c->file, it->a, &list, &n, err);
    if (status == HS_OK && q->number > n)
        status = fail(err, HS_NOT_FOUND, "no decision %llu; there are %u", (unsigned long long)q->number, n);
    if (status != HS_OK) return status;
    hs_id *undone_by = TAKE(it->a, n + 1, hs_id);
    for (uint32_t i = 0; i < n; i++)
        if (list[i].stands && list[i].kind == DECISION_UNDO) undone_by[list[i].undoes] = list[i].number;
    for (uint32_t i = 0; i < n; i++) {
        if (q->number && q->number != i + 1) continue;
        hs_decision *row = row_of_decision(it, &list[i]);
        row->undone_by = undone_by[i + 1];
        *VEC_ADD(it->a, &it->numbers) = (uint32_t)it->things.n;
        *VEC_ADD(it->a, &it->things) = row;
    }
    return HS_OK;
}

hs_status hs_decisions(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_DECISIONS, q, fill_decisions, out, err);
}

hs_status hs_next_decision(hs_iter *it, hs_decision *row, hs_error *err)
{
    const void *thing;
    hs_status status = rows_next_thing(it, ROWS_DECISIONS, &thing, err);
    if (status == HS_OK) *row = *(const hs_decision *)thing;
    return status;
}

static void put_if(json *j, const char *key, hs_str words)
{
    if (words.n) json_put_string(j, key, words);
}

void rows_decision_json(json *j, const void *thing)
{
    const hs_decision *d = thing;
    static const char *const kinds[] = { "author", "actor", "unnamed" };
    bool has_source = str_eq(d->kind, STR("speaker")) || str_eq(d->kind, STR("claim"));
    bool has_stance = str_eq(d->kind, STR("stance")) || str_eq(d->kind, STR("claim"));
    json_put_u64(j, "decision", d->decision);
    json_put_string(j, "kind", d->kind);
    json_put_string(j, "text", d->text);
    json_put_string(j, "at", d->at);
    json_put_string(j, "who", d->who);
    json_put_string(j, "why", d->why);
    json_put_bool(j, "stands", d->stands);
    json_put_bool(j, "orphan", d->orphan);
    rows_put_id(j, "undone_by", d->undone_by);
    rows_put_id(j, "undoes", d->undoes);
    rows_put_id(j, "claim", d->claim);
    put_if(j, "name", d->name);
    put_if(j, "other", d->other);
    put_if(j, "document", d->document);
    put_if(j, "other_document", d->other_document);
    if (d->end) json_put_span(j, "span", d->begin, d->end);
    put_if(j, "words", d->words);
    if (has_source) json_put_string(j, "source_kind", str_of(kinds[d->source_kind]));
    put_if(j, "source", d->source);
    put_if(j, "frame", d->frame);
    put_if(j, "agent", d->agent);
    put_if(j, "patient", d->patient);
    if (has_stance) json_put_string(j, "polarity", str_of(polarity_name(d->polarity == HS_DENY)));
    if (has_stance) json_put_string(j, "certainty", str_of(certainty_name((certainty)d->certainty)));
}
