/*
 * digest.c - one SHA-256 over everything that is stored about a document, or over a state.
 *
 * The entry of the audit log that a write makes holds this digest; case_check reads the rows back, computes it anew
 * and compares.  So one flipped byte in any column shows, although only the log is chained.  Numbers go in as 8
 * bytes, strings behind their length, so that no two records give the same bytes; where the bytes get many, those
 * so far are folded into their hash.
 */
#include "base/hash.h"
#include "case/inside.h"

enum { FOLD = 1 << 20 };

void digest_number(digest *d, uint64_t v)
{
    char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (char)(v >> (56 - 8 * i) & 255);
    buf_add(&d->b, (hs_str){ bytes, 8 });
    if (d->b.n < FOLD) return;
    unsigned char sum[SHA256_BYTES];
    sha256(buf_str(&d->b), sum);
    d->b.n = 0;
    buf_add(&d->b, (hs_str){ (char *)sum, sizeof sum });
}

/* 0 and -0 are one number to SQLite, and all NaNs are NULL. */
static void real(digest *d, double v)
{
    uint64_t bits = 0;
    if (v != v) bits = UINT64_MAX;
    else if (v != 0) memcpy(&bits, &v, sizeof bits);
    digest_number(d, bits);
}

void digest_string(digest *d, hs_str s)
{
    digest_number(d, s.n);
    unsigned char sum[SHA256_BYTES];
    if (s.n >= FOLD) {
        sha256(s, sum);
        s = (hs_str){ (char *)sum, sizeof sum };
    }
    buf_add(&d->b, s);
}

static void place(digest *d, span s)
{
    digest_number(d, (uint64_t)s.begin << 32 | s.end);
}

static void places(digest *d, span_list list)
{
    digest_number(d, list.n);
    for (size_t i = 0; i < list.n; i++) place(d, list.at[i]);
}

void digest_day(digest *d, date x)
{
    digest_number(d, x.precision);
    digest_number(d, (uint64_t)x.year << 40 | (uint64_t)x.month << 32 | (uint64_t)x.day << 24 | (uint64_t)x.hour << 16 |
                  (uint64_t)x.minute << 8 | x.second);
}

static void who(digest *d, reference r)
{
    digest_number(d, r.actor);
    places(d, r.at);
}

static void voice(digest *d, const source *s)
{
    digest_number(d, s->kind);
    who(d, s->who);
}

/* The original is in it by its SHA-256, which is the document's id. */
static void document_in(digest *d, const document *x)
{
    const hs_str strings[] = { x->id,         x->publisher, x->author,   x->title,  x->url,    x->language,
                               x->media_type, x->encoding,  x->external, x->credit, x->origin, x->text };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) digest_string(d, strings[i]);
    digest_day(d, x->published);
    digest_number(d, x->notes);
    digest_number(d, x->pieces);
    for (size_t i = 0; i < x->pieces; i++) {
        const map_piece *p = &x->piece[i];
        digest_number(d, (uint64_t)p->text_begin << 32 | p->text_n);
        digest_number(d, (uint64_t)p->original_begin << 32 | p->original_n);
        digest_number(d, p->same);
    }
}

static void page_in(digest *d, const page *p)
{
    digest_number(d, p->notes);
    digest_number(d, p->paragraphs);
    digest_number(d, p->sentences);
    for (uint32_t i = 0; i < p->sentences; i++) {
        place(d, p->sentence[i].at);
        digest_number(d, p->sentence[i].tokens);
        digest_number(d, p->sentence[i].paragraph);
        digest_number(d, p->sentence[i].is_heading);
    }
}

static void actors_in(digest *d, const findings *f)
{
    digest_number(d, f->actors);
    for (uint32_t i = 0; i < f->actors; i++) {
        const actor *a = &f->actor[i];
        digest_string(d, a->name);
        digest_string(d, a->key);
        digest_string(d, a->code);
        digest_number(d, a->class);
        digest_number(d, a->is_named);
        digest_number(d, a->parent);
        digest_number(d, a->aliases);
        for (size_t k = 0; k < a->aliases; k++) digest_string(d, a->alias[k]);
    }
    digest_number(d, f->mentions);
    for (uint32_t i = 0; i < f->mentions; i++) {
        place(d, f->mention[i].at);
        digest_number(d, f->mention[i].actor);
        digest_number(d, f->mention[i].kind);
        digest_number(d, f->mention[i].sentence);
    }
}

static void claim_in(digest *d, const claim *c)
{
    digest_number(d, c->sentence);
    place(d, c->at);
    voice(d, &c->source);
    digest_number(d, c->chain_n);
    for (size_t i = 0; i < c->chain_n; i++) voice(d, &c->chain[i]);
    const span_list lists[] = { c->cue, c->content, c->hedges, c->evidence_at, c->predicate };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) places(d, lists[i]);
    const hs_str strings[] = { c->cue_lemma, c->frame, c->cameo, c->plover, c->predicate_lemma, c->number.unit };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) digest_string(d, strings[i]);
    digest_number(d, c->polarity);
    digest_number(d, c->certainty);
    digest_number(d, c->quote);
    digest_number(d, c->evidence);
    who(d, c->agent);
    who(d, c->patient);
    who(d, c->place);
    digest_day(d, c->time.from);
    digest_day(d, c->time.to);
    place(d, c->time.at);
    real(d, c->number.low);
    real(d, c->number.high);
    place(d, c->number.at);
}

hs_str digest_evidence(arena *a, const document *x, const page *p, const findings *f, hs_str run)
{
    digest d = { { .a = a } };
    document_in(&d, x);
    page_in(&d, p);
    actors_in(&d, f);
    digest_number(&d, f->claims);
    for (uint32_t i = 0; i < f->claims; i++) claim_in(&d, &f->claim[i]);
    digest_string(&d, run);
    return sha256_hex(a, buf_str(&d.b));
}

/* ---- the state --------------------------------------------------------------------------------------------- */

static void case_actors_in(digest *d, const state *s, const hs_str *id)
{
    digest_number(d, s->actors);
    for (uint32_t i = 0; i < s->actors; i++) {
        digest_string(d, s->actor[i].name);
        digest_string(d, s->actor[i].key);
        digest_string(d, s->actor[i].code);
        digest_number(d, s->actor[i].class);
        digest_number(d, s->actor[i].parent);
        digest_number(d, s->actor[i].aliases);
        for (uint32_t k = 0; k < s->actor[i].aliases; k++) digest_string(d, s->actor[i].alias[k]);
    }
    digest_number(d, s->forms);
    for (uint32_t i = 0; i < s->forms; i++) {
        digest_string(d, s->form[i].form);
        digest_number(d, s->form[i].actor);
        digest_number(d, s->form[i].is_alias);
    }
    digest_number(d, s->joins);
    for (uint32_t i = 0; i < s->joins; i++) {
        digest_string(d, id[s->join[i].document]);
        digest_number(d, s->join[i].local);
        digest_number(d, s->join[i].actor);
        digest_string(d, str_of(s->join[i].reason));
    }
}

static void sources_in(digest *d, const state *s)
{
    digest_number(d, s->sources);
    for (uint32_t i = 0; i < s->sources; i++) {
        const case_source *x = &s->source[i];
        digest_number(d, x->kind);
        digest_number(d, x->actor);
        digest_string(d, x->name);
        digest_string(d, x->key);
        digest_number(d, x->claims);
        digest_number(d, x->origins);
        const double reals[] = { x->sensitivity, x->sensitivity_low, x->sensitivity_high,
                                 x->specificity, x->specificity_low, x->specificity_high };
        for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) real(d, reals[k]);
    }
}

static void answers_in(digest *d, const state *s)
{
    digest_number(d, s->items);
    for (uint32_t i = 0; i < s->items; i++) {
        const item *x = &s->item[i];
        digest_string(d, x->key);
        digest_string(d, x->question);
        digest_string(d, x->frame);
        digest_number(d, x->open);
        digest_number(d, x->agent);
        digest_number(d, x->patient);
        digest_number(d, x->several_truths);
        digest_number(d, x->event);
    }
    digest_number(d, s->answers);
    for (uint32_t i = 0; i < s->answers; i++) {
        const answer *x = &s->answer[i];
        const hs_str strings[] = { x->key, x->words, x->sentence };
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) digest_string(d, strings[k]);
        const uint32_t numbers[] = { x->item,  x->actor,      x->asserted, x->denied, x->origins_asserted,
                                     x->origins_denied, x->pivot, x->too_little, x->split };
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) digest_number(d, numbers[k]);
        const double reals[] = { x->number, x->belief, x->low, x->high, x->without_pivot };
        for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) real(d, reals[k]);
    }
}

static void case_claims_in(digest *d, const state *s, const hs_str *id)
{
    digest_number(d, s->claims);
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *x = &s->claim[i];
        digest_string(d, id[x->document]);
        const uint32_t numbers[] = { x->local, x->source, x->answer, x->count_answer, x->origin, x->twin,
                                     x->polarity, x->certainty, x->links };
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) digest_number(d, numbers[k]);
    }
    digest_number(d, s->origins);
    for (uint32_t i = 0; i < s->origins; i++) {
        digest_number(d, s->origin[i].first_claim);
        digest_number(d, s->origin[i].claims);
        digest_string(d, s->origin[i].reason);
    }
}

static void copies_in(digest *d, const state *s, const hs_str *id)
{
    digest_number(d, s->copies);
    for (uint32_t i = 0; i < s->copies; i++) {
        const copy *x = &s->copy[i];
        digest_string(d, id[x->a]);
        place(d, x->in_a);
        digest_string(d, id[x->b]);
        place(d, x->in_b);
        digest_number(d, x->class);
        digest_number(d, x->direction);
        digest_number(d, x->tokens);
        real(d, x->confidence);
        real(d, x->bits);
        real(d, x->equal);
    }
    digest_number(d, s->lineages);
    for (uint32_t i = 0; i < s->lineages; i++) {
        digest_number(d, s->lineage[i].origins);
        digest_number(d, s->lineage[i].places);
        for (uint32_t k = 0; k < s->lineage[i].places; k++) {
            const lineage_place *x = &s->lineage[i].place[k];
            digest_string(d, id[x->document]);
            place(d, x->at);
            digest_number(d, x->parent);
            digest_number(d, x->copy);
        }
    }
}

hs_str digest_state(case_file *c, const state *s)
{
    digest d = { { .a = c->door } };
    case_actors_in(&d, s, c->order.id);
    sources_in(&d, s);
    answers_in(&d, s);
    case_claims_in(&d, s, c->order.id);
    copies_in(&d, s, c->order.id);
    digest_found(&d, s);
    return sha256_hex(c->door, buf_str(&d.b));
}
