/*
 * decision.c - which decisions are well formed, and which of them stand.
 */
#include "record/decision.h"

#include <stdio.h>

const char *decision_kind_name(decision_kind k)
{
    static const char *const name[] = { "same",    "apart",  "called", "accept", "not a claim",
                                        "speaker", "stance", "claim",  "undo" };
    return (size_t)k < sizeof name / sizeof *name ? name[k] : NULL;
}

static bool is_about_claim(const decision *d)
{
    return d->kind >= DECISION_REJECT && d->kind <= DECISION_CLAIM;
}

static const char *what_is_wrong(const decision *d)
{
    bool has_span = d->document.n && !span_is_empty(d->at) && d->words.n;
    if (!decision_kind_name(d->kind)) return "no kind that is known";
    if ((d->kind == DECISION_UNDO) != (d->undoes != 0)) return "undo, and only undo, names another decision";
    if (d->number && d->undoes >= d->number) return "only an earlier decision can be undone";
    if (is_about_claim(d) && !has_span) return "a claim is named by document, span and words";
    if (d->kind <= DECISION_CALLED && (!d->name.n || !d->other.n)) return "two names are wanted";
    if (d->kind == DECISION_ACCEPT && !has_span && (!d->name.n || !d->other.n))
        return "a claim or two names are wanted";
    if (d->kind == DECISION_CALLED && (d->document.n || d->other_document.n)) return "a new name holds everywhere";
    if ((d->kind == DECISION_SPEAKER || d->kind == DECISION_CLAIM) && d->source_kind != SOURCE_AUTHOR && !d->source.n)
        return "a speaker needs a name";
    if (d->kind == DECISION_CLAIM && d->frame.n && !d->agent.n && !d->patient.n)
        return "a relation needs an agent or a patient";
    return NULL;
}

bool decision_valid(const decision *d, char why[WHY])
{
    const char *wrong = what_is_wrong(d);
    if (wrong) snprintf(why, WHY, "decision: %s", wrong);
    return !wrong;
}

void decisions_stand(decision *d, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) d[i].stands = true;
    for (uint32_t i = n; i-- > 0;)
        if (d[i].stands && d[i].kind == DECISION_UNDO && d[i].undoes) d[d[i].undoes - 1].stands = false;
}
