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

typedef struct {
    buf b;
} digest;

static void number(digest *d, uint64_t v)
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
    number(d, bits);
}

static void string(digest *d, hs_str s)
{
    number(d, s.n);
    unsigned char sum[SHA256_BYTES];
    if (s.n >= FOLD) {
        sha256(s, sum);
        s = (hs_str){ (char *)sum, sizeof sum };
    }
    buf_add(&d->b, s);
}

static void place(digest *d, span s)
{
    number(d, (uint64_t)s.begin << 32 | s.end);
}

static void places(digest *d, span_list list)
{
    number(d, list.n);
    for (size_t i = 0; i < list.n; i++) place(d, list.at[i]);
}

static void day(digest *d, date x)
{
    number(d, x.precision);
    number(d, (uint64_t)x.year << 40 | (uint64_t)x.month << 32 | (uint64_t)x.day << 24 | (uint64_t)x.hour << 16 |
                  (uint64_t)x.minute << 8 | x.second);
}

static void who(digest *d, reference r)
{
    number(d, r.actor);
    places(d, r.at);
}

static void voice(digest *d, const source *s)
{
    number(d, s->kind);
    who(d, s->who);
}

/* The original is in it by its SHA-256, which is the document's id. */
static void document_in(digest *d, const document *x)
{
    const hs_str strings[] = { x->id,         x->publisher, x->author,   x->title,  x->url,    x->language,
                               x->media_type, x->encoding,  x->external, x->credit, x->origin, x->text };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) string(d, strings[i]);
    day(d, x->published);
    number(d, x->notes);
    number(d, x->pieces);
    for (size_t i = 0; i < x->pieces; i++) {
        const map_piece *p = &x->piece[i];
        number(d, (uint64_t)p->text_begin << 32 | p->text_n);
        number(d, (uint64_t)p->original_begin << 32 | p->original_n);
        number(d, p->same);
    }
}

static void page_in(digest *d, const page *p)
{
    number(d, p->notes);
    number(d, p->paragraphs);
    number(d, p->sentences);
    for (uint32_t i = 0; i < p->sentences; i++) {
        place(d, p->sentence[i].at);
        number(d, p->sentence[i].tokens);
        number(d, p->sentence[i].paragraph);
        number(d, p->sentence[i].is_heading);
    }
}

static void actors_in(digest *d, const findings *f)
{
    number(d, f->actors);
    for (uint32_t i = 0; i < f->actors; i++) {
        const actor *a = &f->actor[i];
        string(d, a->name);
        string(d, a->key);
        string(d, a->code);
        number(d, a->class);
        number(d, a->is_named);
        number(d, a->parent);
        number(d, a->aliases);
        for (size_t k = 0; k < a->aliases; k++) string(d, a->alias[k]);
    }
    number(d, f->mentions);
    for (uint32_t i = 0; i < f->mentions; i++) {
        place(d, f->mention[i].at);
        number(d, f->mention[i].actor);
        number(d, f->mention[i].kind);
        number(d, f->mention[i].sentence);
    }
}

static void claim_in(digest *d, const claim *c)
{
    number(d, c->sentence);
    place(d, c->at);
    voice(d, &c->source);
    number(d, c->chain_n);
    for (size_t i = 0; i < c->chain_n; i++) voice(d, &c->chain[i]);
    const span_list lists[] = { c->cue, c->content, c->hedges, c->evidence_at, c->predicate };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) places(d, lists[i]);
    const hs_str strings[] = { c->cue_lemma, c->frame, c->cameo, c->plover, c->predicate_lemma, c->number.unit };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) string(d, strings[i]);
    number(d, c->polarity);
    number(d, c->certainty);
    number(d, c->quote);
    number(d, c->evidence);
    who(d, c->agent);
    who(d, c->patient);
    who(d, c->place);
    day(d, c->time.from);
    day(d, c->time.to);
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
    number(&d, f->claims);
    for (uint32_t i = 0; i < f->claims; i++) claim_in(&d, &f->claim[i]);
    string(&d, run);
    return sha256_hex(a, buf_str(&d.b));
}

/* ---- the state --------------------------------------------------------------------------------------------- */

static void case_actors_in(digest *d, const state *s, const hs_str *id)
{
    number(d, s->actors);
    for (uint32_t i = 0; i < s->actors; i++) {
        string(d, s->actor[i].name);
        string(d, s->actor[i].key);
        string(d, s->actor[i].code);
        number(d, s->actor[i].class);
        number(d, s->actor[i].parent);
        number(d, s->actor[i].aliases);
        for (uint32_t k = 0; k < s->actor[i].aliases; k++) string(d, s->actor[i].alias[k]);
    }
    number(d, s->joins);
    for (uint32_t i = 0; i < s->joins; i++) {
        string(d, id[s->join[i].document]);
        number(d, s->join[i].local);
        number(d, s->join[i].actor);
        string(d, str_of(s->join[i].reason));
    }
}

static void sources_in(digest *d, const state *s)
{
    number(d, s->sources);
    for (uint32_t i = 0; i < s->sources; i++) {
        const case_source *x = &s->source[i];
        number(d, x->kind);
        number(d, x->actor);
        string(d, x->name);
        string(d, x->key);
        number(d, x->claims);
        number(d, x->origins);
        const double reals[] = { x->sensitivity, x->sensitivity_low, x->sensitivity_high,
                                 x->specificity, x->specificity_low, x->specificity_high };
        for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) real(d, reals[k]);
    }
}

static void answers_in(digest *d, const state *s)
{
    number(d, s->items);
    for (uint32_t i = 0; i < s->items; i++) {
        const item *x = &s->item[i];
        string(d, x->key);
        string(d, x->question);
        string(d, x->frame);
        number(d, x->open);
        number(d, x->agent);
        number(d, x->patient);
        number(d, x->several_truths);
    }
    number(d, s->answers);
    for (uint32_t i = 0; i < s->answers; i++) {
        const answer *x = &s->answer[i];
        const hs_str strings[] = { x->key, x->words, x->sentence };
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) string(d, strings[k]);
        const uint32_t numbers[] = { x->item,  x->actor,      x->asserted, x->denied, x->origins_asserted,
                                     x->origins_denied, x->pivot, x->too_little, x->split };
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) number(d, numbers[k]);
        const double reals[] = { x->number, x->belief, x->low, x->high, x->without_pivot };
        for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) real(d, reals[k]);
    }
}

static void case_claims_in(digest *d, const state *s, const hs_str *id)
{
    number(d, s->claims);
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *x = &s->claim[i];
        string(d, id[x->document]);
        const uint32_t numbers[] = { x->local, x->source, x->answer, x->count_answer, x->origin, x->twin };
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) number(d, numbers[k]);
    }
    number(d, s->origins);
    for (uint32_t i = 0; i < s->origins; i++) {
        number(d, s->origin[i].first_claim);
        number(d, s->origin[i].claims);
        string(d, s->origin[i].reason);
    }
}

static void copies_in(digest *d, const state *s, const hs_str *id)
{
    number(d, s->copies);
    for (uint32_t i = 0; i < s->copies; i++) {
        const copy *x = &s->copy[i];
        string(d, id[x->a]);
        place(d, x->in_a);
        string(d, id[x->b]);
        place(d, x->in_b);
        number(d, x->class);
        number(d, x->direction);
        number(d, x->tokens);
        real(d, x->confidence);
        real(d, x->bits);
        real(d, x->equal);
    }
    number(d, s->lineages);
    for (uint32_t i = 0; i < s->lineages; i++) {
        number(d, s->lineage[i].origins);
        number(d, s->lineage[i].places);
        for (uint32_t k = 0; k < s->lineage[i].places; k++) {
            const lineage_place *x = &s->lineage[i].place[k];
            string(d, id[x->document]);
            place(d, x->at);
            number(d, x->parent);
            number(d, x->copy);
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
    return sha256_hex(c->door, buf_str(&d.b));
}
