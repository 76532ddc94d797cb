/*
 * claim.c - what makes findings whole, and the words for their kinds.
 */
#include "record/claim.h"

#include <math.h>
#include <stdio.h>

#define NAMES(function, type, ...)                                                           \
    const char *function(type v)                                                             \
    {                                                                                        \
        static const char *const name[] = { __VA_ARGS__ };                                   \
        return (size_t)v < sizeof name / sizeof *name ? name[v] : NULL;                      \
    }

NAMES(source_kind_name, source_kind, "author", "actor", "unnamed")
NAMES(polarity_name, polarity, "assert", "deny")
NAMES(certainty_name, certainty, "unknown", "possible", "probable", "certain")
NAMES(evidence_name, evidence_kind, "none", "vague", "named")
NAMES(quote_name, quote_kind, "none", "indirect", "direct", "mixed")
NAMES(actor_class_name, actor_class, "person", "organisation", "place", "people", "other")
NAMES(mention_kind_name, mention_kind, "name", "acronym", "alias", "short", "metonym", "demonym", "role", "description",
      "pronoun")

static bool wrong(char why[WHY], const char *what, uint32_t number, const char *fault)
{
    snprintf(why, WHY, "%s %u %s", what, number, fault);
    return false;
}

static bool actors_valid(const findings *f, char why[WHY])
{
    for (uint32_t i = 0; i < f->actors; i++) {
        const actor *a = &f->actor[i];
        if (!a->name.n || !a->key.n) return wrong(why, "actor", i, "has no name");
        if (!actor_class_name(a->class)) return wrong(why, "actor", i, "has no class");
        if (a->parent != NOBODY && (a->parent >= f->actors || a->parent == i))
            return wrong(why, "actor", i, "has a parent that is not there");
    }
    return true;
}

static bool mentions_valid(const findings *f, hs_str text, uint32_t sentences, char why[WHY])
{
    for (uint32_t i = 0; i < f->mentions; i++) {
        const mention *m = &f->mention[i];
        if (!span_valid(m->at, text, "mention", why)) return false;
        if (m->actor >= f->actors) return wrong(why, "mention", i, "means nobody");
        if (m->sentence >= sentences) return wrong(why, "mention", i, "is in no sentence");
        if (!mention_kind_name(m->kind)) return wrong(why, "mention", i, "has no kind");
    }
    return true;
}

static bool reference_valid(reference r, const findings *f, hs_str text, const char *what, char why[WHY])
{
    if (r.actor != NOBODY && r.actor >= f->actors) {
        snprintf(why, WHY, "%s means an actor that is not there", what);
        return false;
    }
    return span_list_valid(r.at, text, what, why);
}

static bool source_valid(const source *s, const findings *f, hs_str text, char why[WHY])
{
    if (!source_kind_name(s->kind) || (s->kind == SOURCE_ACTOR) != (s->who.actor != NOBODY)) {
        snprintf(why, WHY, "source of kind %d %s an actor", (int)s->kind, s->who.actor == NOBODY ? "without" : "with");
        return false;
    }
    return reference_valid(s->who, f, text, "source", why);
}

static bool claim_valid(const claim *c, uint32_t number, const findings *f, hs_str text, uint32_t sentences,
                        char why[WHY])
{
    if (c->sentence >= sentences) return wrong(why, "claim", number, "is in no sentence");
    if (!span_valid(c->at, text, "claim", why)) return false;
    if (!polarity_name(c->polarity) || !certainty_name(c->certainty) || !evidence_name(c->evidence) ||
        !quote_name(c->quote))
        return wrong(why, "claim", number, "has a kind that does not exist");
    if (c->source.kind != SOURCE_AUTHOR && !c->cue.n) return wrong(why, "claim", number, "is attributed without a cue");
    if (!source_valid(&c->source, f, text, why)) return false;
    for (size_t i = 0; i < c->chain_n; i++)
        if (!source_valid(&c->chain[i], f, text, why)) return false;
    if (isnan(c->number.low) || isnan(c->number.high) || c->number.low > c->number.high)
        return wrong(why, "claim", number, "has an impossible number");
    if (!date_valid(c->time.from) || !date_valid(c->time.to)) return wrong(why, "claim", number, "is on no day of the calendar");
    return span_list_valid(c->cue, text, "cue", why) && span_list_valid(c->content, text, "content", why) &&
           span_list_valid(c->hedges, text, "hedge", why) && span_list_valid(c->evidence_at, text, "evidence", why) &&
           span_list_valid(c->predicate, text, "predicate", why) &&
           reference_valid(c->agent, f, text, "agent", why) && reference_valid(c->patient, f, text, "patient", why) &&
           reference_valid(c->place, f, text, "place", why) &&
           (span_is_empty(c->time.at) || span_valid(c->time.at, text, "time", why)) &&
           (span_is_empty(c->number.at) || span_valid(c->number.at, text, "number", why));
}

bool findings_valid(const findings *f, hs_str text, uint32_t sentences, char why[WHY])
{
    if (!actors_valid(f, why) || !mentions_valid(f, text, sentences, why)) return false;
    for (uint32_t i = 0; i < f->claims; i++)
        if (!claim_valid(&f->claim[i], i, f, text, sentences, why)) return false;
    return true;
}
