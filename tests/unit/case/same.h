/*
 * same.h - are two records the same?  Every field is printed into one string, so that a difference can be read.
 */
#ifndef TESTS_CASE_SAME_H
#define TESTS_CASE_SAME_H
#include "case/case.h"

static inline void print_str(buf *b, const char *name, hs_str s)
{
    buf_printf(b, "%s=%zu:", name, s.n);
    buf_add(b, s);
    buf_byte(b, '\n');
}

static inline void print_spans(buf *b, const char *name, span_list l)
{
    buf_printf(b, "%s=", name);
    for (size_t i = 0; i < l.n; i++) buf_printf(b, "[%u,%u]", l.at[i].begin, l.at[i].end);
    buf_byte(b, '\n');
}

static inline void print_span(buf *b, const char *name, span s)
{
    print_spans(b, name, (span_list){ &s, 1 });
}

static inline void print_u(buf *b, const char *name, uint64_t v)
{
    buf_printf(b, "%s=%llu\n", name, (unsigned long long)v);
}

static inline void print_d(buf *b, const char *name, double v)
{
    buf_printf(b, "%s=%a\n", name, v);
}

static inline void print_reference(buf *b, const char *name, reference r)
{
    print_spans(b, name, r.at);
    print_u(b, name, r.actor);
}

static inline void print_date(buf *b, const char *name, date d)
{
    print_str(b, name, date_print(b->a, d));
    print_u(b, "precision", d.precision);
}

static inline hs_str print_document(arena *a, const document *d, bool with_original)
{
    buf b = { .a = a };
    const hs_str strings[] = { d->id,       d->publisher, d->author, d->title,  d->url, d->language, d->media_type,
                               d->encoding, d->external,  d->credit, d->origin, d->text };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) print_str(&b, "string", strings[i]);
    print_date(&b, "published", d->published);
    print_u(&b, "notes", d->notes);
    if (!with_original) return buf_str(&b);
    print_str(&b, "original", d->original);
    for (size_t i = 0; i < d->pieces; i++) {
        const map_piece *p = &d->piece[i];
        buf_printf(&b, "piece %u %u %u %u %d\n", p->text_begin, p->text_n, p->original_begin, p->original_n, p->same);
    }
    return buf_str(&b);
}

static inline hs_str print_page(arena *a, const page *p)
{
    buf b = { .a = a };
    print_str(&b, "text", p->text);
    print_u(&b, "paragraphs", p->paragraphs);
    print_u(&b, "notes", p->notes);
    for (uint32_t i = 0; i < p->sentences; i++) {
        const sentence *s = &p->sentence[i];
        buf_printf(&b, "sentence %u %u %u %u %u %d\n", s->at.begin, s->at.end, s->first_token, s->tokens, s->paragraph,
                   s->is_heading);
    }
    return buf_str(&b);
}

static inline void print_claim(buf *b, const claim *c)
{
    print_u(b, "sentence", c->sentence);
    print_span(b, "at", c->at);
    print_u(b, "source", c->source.kind);
    print_reference(b, "who", c->source.who);
    for (size_t i = 0; i < c->chain_n; i++) {
        print_u(b, "chain", c->chain[i].kind);
        print_reference(b, "chain", c->chain[i].who);
    }
    const span_list lists[] = { c->cue, c->content, c->hedges, c->evidence_at, c->predicate };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) print_spans(b, "spans", lists[i]);
    const hs_str strings[] = { c->cue_lemma, c->frame, c->cameo, c->plover, c->predicate_lemma, c->number.unit };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) print_str(b, "string", strings[i]);
    buf_printf(b, "%d %d %d %d\n", c->polarity, c->certainty, c->quote, c->evidence);
    print_reference(b, "agent", c->agent);
    print_reference(b, "patient", c->patient);
    print_reference(b, "place", c->place);
    print_date(b, "from", c->time.from);
    print_date(b, "to", c->time.to);
    print_span(b, "time", c->time.at);
    print_d(b, "low", c->number.low);
    print_d(b, "high", c->number.high);
    print_span(b, "number", c->number.at);
}

static inline hs_str print_findings(arena *a, const findings *f)
{
    buf b = { .a = a };
    for (uint32_t i = 0; i < f->actors; i++) {
        const actor *x = &f->actor[i];
        print_str(&b, "name", x->name);
        print_str(&b, "key", x->key);
        print_str(&b, "code", x->code);
        buf_printf(&b, "actor %d %d %u\n", x->class, x->is_named, x->parent);
        for (size_t k = 0; k < x->aliases; k++) print_str(&b, "alias", x->alias[k]);
    }
    for (uint32_t i = 0; i < f->mentions; i++) {
        const mention *m = &f->mention[i];
        buf_printf(&b, "mention %u %u %u %d %u\n", m->at.begin, m->at.end, m->actor, m->kind, m->sentence);
    }
    for (uint32_t i = 0; i < f->claims; i++) print_claim(&b, &f->claim[i]);
    return buf_str(&b);
}

static inline void print_state_actors(buf *b, const state *s)
{
    for (uint32_t i = 0; i < s->actors; i++) {
        print_str(b, "actor", s->actor[i].name);
        print_str(b, "key", s->actor[i].key);
        print_str(b, "code", s->actor[i].code);
        buf_printf(b, "%d %u\n", s->actor[i].class, s->actor[i].parent);
        for (uint32_t k = 0; k < s->actor[i].aliases; k++) print_str(b, "alias", s->actor[i].alias[k]);
    }
    for (uint32_t i = 0; i < s->joins; i++)
        buf_printf(b, "join %u %u %u %s\n", s->join[i].document, s->join[i].local, s->join[i].actor, s->join[i].reason);
    for (uint32_t i = 0; i < s->sources; i++) {
        const case_source *x = &s->source[i];
        print_str(b, "source", x->name);
        print_str(b, "key", x->key);
        buf_printf(b, "%d %u %u %u %a %a %a %a %a %a\n", x->kind, x->actor, x->claims, x->origins, x->sensitivity,
                   x->sensitivity_low, x->sensitivity_high, x->specificity, x->specificity_low, x->specificity_high);
    }
}

static inline void print_state_answers(buf *b, const state *s)
{
    for (uint32_t i = 0; i < s->items; i++) {
        const item *x = &s->item[i];
        print_str(b, "item", x->key);
        print_str(b, "question", x->question);
        print_str(b, "frame", x->frame);
        buf_printf(b, "%d %u %u %d\n", x->open, x->agent, x->patient, x->several_truths);
        buf_printf(b, "event %u\n", x->event);
    }
    for (uint32_t i = 0; i < s->answers; i++) {
        const answer *x = &s->answer[i];
        print_str(b, "answer", x->key);
        print_str(b, "words", x->words);
        print_str(b, "sentence", x->sentence);
        buf_printf(b, "%u %u %a %u %u %u %u %a %a %a %u %a %d %d\n", x->item, x->actor, x->number == x->number ? x->number : 0,
                   x->asserted, x->denied, x->origins_asserted, x->origins_denied, x->belief, x->low, x->high, x->pivot,
                   x->without_pivot, x->too_little, x->split);
    }
}

static inline hs_str print_state(arena *a, const state *s)
{
    buf b = { .a = a };
    print_state_actors(&b, s);
    print_state_answers(&b, s);
    for (uint32_t i = 0; i < s->claims; i++) {
        const case_claim *x = &s->claim[i];
        buf_printf(&b, "claim %u %u %u %u %u %u %u %u %u %u\n", x->document, x->local, x->source, x->answer,
                   x->count_answer, x->origin, x->twin, x->polarity, x->certainty, x->links);
    }
    for (uint32_t i = 0; i < s->forms; i++) {
        print_str(&b, "form", s->form[i].form);
        buf_printf(&b, "%u %u\n", s->form[i].actor, s->form[i].is_alias);
    }
    for (uint32_t i = 0; i < s->origins; i++) {
        buf_printf(&b, "origin %u %u ", s->origin[i].first_claim, s->origin[i].claims);
        print_str(&b, "reason", s->origin[i].reason);
    }
    for (uint32_t i = 0; i < s->copies; i++) {
        const copy *x = &s->copy[i];
        buf_printf(&b, "copy %u %u %u %u %u %u %d %d %a %a %u %a\n", x->a, x->b, x->in_a.begin, x->in_a.end, x->in_b.begin,
                   x->in_b.end, x->class, x->direction, x->confidence, x->bits, x->tokens, x->equal);
    }
    for (uint32_t i = 0; i < s->lineages; i++)
        for (uint32_t k = 0; k < s->lineage[i].places; k++) {
            const lineage_place *x = &s->lineage[i].place[k];
            buf_printf(&b, "place %u/%u %u %u %u %u %u\n", i, s->lineage[i].origins, x->document, x->at.begin, x->at.end,
                       x->parent, x->copy);
        }
    for (uint32_t i = 0; i < s->doubts; i++) {
        print_str(&b, "doubt", s->doubt[i].name);
        print_str(&b, "other", s->doubt[i].other);
        print_str(&b, "reason", s->doubt[i].reason);
        buf_printf(&b, "%u %u\n", s->doubt[i].actor, s->doubt[i].other_actor);
    }
    for (uint32_t i = 0; i < s->events; i++) {
        const case_event *x = &s->event[i];
        const hs_str strings[] = { x->key, x->words, x->kind, x->place_words };
        for (size_t k = 0; k < 4; k++) print_str(&b, "event", strings[k]);
        print_date(&b, "from", x->from);
        print_date(&b, "to", x->to);
        buf_printf(&b, "%u %u %u\n", x->place, x->claims, x->documents);
    }
    for (uint32_t i = 0; i < s->drifts; i++) {
        const drift *x = &s->drift[i];
        buf_printf(&b, "drift %d %u %u %u\n", x->kind, x->from, x->to, x->lineage);
        print_str(&b, "was", x->was);
        print_str(&b, "became", x->became);
    }
    return buf_str(&b);
}

#endif
