/*
 * state_found.c - the parts of a state that nothing else in it points into but questions: doubtful joins, events and
 * drift; how they are checked, digested, saved and read.
 */
#include "case/inside.h"

#include <stdio.h>

READ_NAME(drift_kind, drift_kind_name)

bool found_valid(const state *s, char why[WHY])
{
    const char *what = NULL;
    for (uint32_t i = 0; i < s->doubts; i++)
        if (s->doubt[i].actor >= s->actors || s->doubt[i].other_actor >= s->actors) what = "a doubtful join";
    for (uint32_t i = 0; i < s->events; i++)
        if ((s->event[i].place != NOBODY && s->event[i].place >= s->actors) || !date_valid(s->event[i].from) ||
            !date_valid(s->event[i].to))
            what = "an event";
    for (uint32_t i = 0; i < s->drifts; i++) {
        const drift *x = &s->drift[i];
        if (x->from >= s->claims || x->to >= s->claims || !drift_kind_name(x->kind) ||
            (x->lineage != NOBODY && x->lineage >= s->lineages))
            what = "a drift";
    }
    if (what) snprintf(why, WHY, "%s points to what is not there", what);
    return !what;
}

void digest_found(digest *d, const state *s)
{
    digest_number(d, s->doubts);
    for (uint32_t i = 0; i < s->doubts; i++) {
        const join_doubt *x = &s->doubt[i];
        const hs_str strings[] = { x->name, x->other, x->reason };
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) digest_string(d, strings[k]);
        digest_number(d, x->actor);
        digest_number(d, x->other_actor);
    }
    digest_number(d, s->events);
    for (uint32_t i = 0; i < s->events; i++) {
        const case_event *x = &s->event[i];
        const hs_str strings[] = { x->key, x->words, x->kind, x->place_words };
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) digest_string(d, strings[k]);
        digest_day(d, x->from);
        digest_day(d, x->to);
        digest_number(d, x->place);
        digest_number(d, x->claims);
        digest_number(d, x->documents);
    }
    digest_number(d, s->drifts);
    for (uint32_t i = 0; i < s->drifts; i++) {
        const drift *x = &s->drift[i];
        const uint32_t numbers[] = { x->kind, x->from, x->to, x->lineage };
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) digest_number(d, numbers[k]);
        digest_string(d, x->was);
        digest_string(d, x->became);
    }
}

void save_found(case_file *c, const state *s)
{
    for (uint32_t i = 0; i < s->doubts; i++) {
        const join_doubt *x = &s->doubt[i];
        row r = row_numbered(c, DB_STATE_DOUBT_ADD, i);
        put_text(&r, x->name);
        put_text(&r, x->other);
        put_ref(&r, x->actor);
        put_ref(&r, x->other_actor);
        put_text(&r, x->reason);
        row_end(&r);
    }
    for (uint32_t i = 0; i < s->events; i++) {
        const case_event *x = &s->event[i];
        row r = row_numbered(c, DB_STATE_EVENT_ADD, i);
        put_text(&r, x->words);
        put_text(&r, x->kind);
        put_date(&r, x->from);
        put_date(&r, x->to);
        put_ref(&r, x->place);
        put_str(&r, x->place_words);
        put_i64(&r, x->claims);
        put_i64(&r, x->documents);
        put_text(&r, x->key);
        row_end(&r);
    }
    for (uint32_t i = 0; i < s->drifts; i++) {
        const drift *x = &s->drift[i];
        row r = row_numbered(c, DB_STATE_DRIFT_ADD, i);
        put_text(&r, str_of(drift_kind_name(x->kind)));
        put_ref(&r, x->from);
        put_ref(&r, x->to);
        put_ref(&r, x->lineage);
        put_str(&r, x->was);
        put_str(&r, x->became);
        row_end(&r);
    }
}

void read_case_doubt(row *r, join_doubt *x)
{
    x->name = get_str(r);
    x->other = get_str(r);
    x->actor = get_ref(r);
    x->other_actor = get_ref(r);
    x->reason = get_str(r);
}

void read_case_event(row *r, case_event *x)
{
    x->words = get_str(r);
    x->kind = get_str(r);
    x->from = get_date(r);
    x->to = get_date(r);
    x->place = get_ref(r);
    x->place_words = get_str(r);
    x->claims = get_u32(r);
    x->documents = get_u32(r);
    x->key = get_str(r);
}

void read_case_drift(row *r, drift *x)
{
    x->kind = read_drift_kind_name(r);
    x->from = get_ref(r);
    x->to = get_ref(r);
    x->lineage = get_ref(r);
    x->was = get_str(r);
    x->became = get_str(r);
}

static void load_doubts(case_file *c, state *s)
{
    VEC(join_doubt) list = { 0 };
    row r = row_of(c, DB_STATE_DOUBTS);
    while (row_next(&r)) {
        join_doubt *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        read_case_doubt(&r, x);
    }
    s->doubt = list.at;
    s->doubts = (uint32_t)list.n;
}

static void load_events(case_file *c, state *s)
{
    VEC(case_event) list = { 0 };
    row r = row_of(c, DB_STATE_EVENTS);
    while (row_next(&r)) {
        case_event *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        read_case_event(&r, x);
    }
    s->event = list.at;
    s->events = (uint32_t)list.n;
}

static void load_drifts(case_file *c, state *s)
{
    VEC(drift) list = { 0 };
    row r = row_of(c, DB_STATE_DRIFTS);
    while (row_next(&r)) {
        drift *x = VEC_ADD(c->door, &list);
        get_place(&r, list.n);
        read_case_drift(&r, x);
    }
    s->drift = list.at;
    s->drifts = (uint32_t)list.n;
}

void load_found(case_file *c, state *s)
{
    load_doubts(c, s);
    load_events(c, s);
    load_drifts(c, s);
}
