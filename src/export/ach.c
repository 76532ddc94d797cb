/*
 * ach.c - questions as matrices of competing hypotheses (Heuer 1999, chapter 8), as CSV.
 *
 *     question,"who carried out the attack on Marigold?"
 *     origin,source,published,sentence,"League ...","Column ..."
 *     12,"Harbour Courier",2031-03-06,"...",C,I
 *
 * A hypothesis is an answer, a piece of evidence an origin: copies are one row.  C consistent (it asserts the answer), I
 * inconsistent (it denies it, or asserts a rival where only one can be true), N says nothing of it, ? leaves it open.
 */
#include "export/out.h"

#include "base/file.h"

typedef struct {
    hs_id number;
    hs_str words;
} hypothesis;

typedef struct {
    hs_id origin;
    hs_str source, published, sentence;
    char *cell; /* of each hypothesis */
} evidence;

typedef struct {
    arena *a; /* of one question */
    arena_mark empty;
    hs_str question;
    VEC(hypothesis) hypotheses;
    VEC(evidence) rows;
    size_t at; /* hypothesis under work */
    const export_options *given;
    hs_id only;
} matrix;

static void cell(out *o, hs_str s)
{
    putc('"', o->to);
    if (s.n && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@')) putc('\'', o->to);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') putc('"', o->to);
        putc(s.p[i], o->to);
    }
    putc('"', o->to);
}

static void take_answer(out *o, const hs_answer *v)
{
    matrix *m = o->ctx;
    m->question = arena_str(m->a, v->question_words);
    *VEC_ADD(m->a, &m->hypotheses) = (hypothesis){ v->answer, arena_str(m->a, v->proposition) };
}

static evidence *row_of(matrix *m, const hs_claim *c)
{
    for (size_t i = 0; i < m->rows.n; i++)
        if (m->rows.at[i].origin == c->origin) return &m->rows.at[i];
    evidence *e = VEC_ADD(m->a, &m->rows);
    *e = (evidence){ c->origin, arena_str(m->a, c->source_name), arena_str(m->a, c->published),
                     arena_str(m->a, c->sentence), TAKE(m->a, m->hypotheses.n, char) };
    for (size_t i = 0; i < m->hypotheses.n; i++) e->cell[i] = 'N';
    return e;
}

static void take_claim(out *o, const hs_claim *c)
{
    matrix *m = o->ctx;
    char *at = &row_of(m, c)->cell[m->at];
    if (c->certainty == HS_UNKNOWN) *at = *at == 'N' ? '?' : *at;
    else *at = c->polarity == HS_DENY ? 'I' : 'C';
}

static void put_matrix(out *o, matrix *m)
{
    fputs("question,", o->to);
    cell(o, m->question);
    fputs("\r\norigin,source,published,sentence", o->to);
    for (size_t i = 0; i < m->hypotheses.n; i++) {
        putc(',', o->to);
        cell(o, m->hypotheses.at[i].words);
    }
    fputs("\r\n", o->to);
    for (size_t r = 0; r < m->rows.n; r++) {
        const evidence *e = &m->rows.at[r];
        out_printf(o, "%llu,", (unsigned long long)e->origin);
        cell(o, e->source);
        out_printf(o, ",%.*s,", STR_ARGS(e->published));
        cell(o, e->sentence);
        for (size_t i = 0; i < m->hypotheses.n; i++) out_printf(o, ",%c", e->cell[i]);
        fputs("\r\n", o->to);
    }
    fputs("\r\n", o->to);
}

/* Questions with one answer that nobody denies have nothing to compare. */
static void one_question(out *o, hs_id question, bool wanted)
{
    matrix *m = o->ctx;
    arena_rollback(m->a, m->empty);
    m->hypotheses.n = m->hypotheses.room = m->rows.n = m->rows.room = 0;
    m->hypotheses.at = NULL;
    m->rows.at = NULL;
    out_answers(o, &(hs_query){ .question = question }, take_answer);
    if (m->hypotheses.n < 2 && !wanted) return;
    for (m->at = 0; m->at < m->hypotheses.n; m->at++) out_why(o, m->hypotheses.at[m->at].number, take_claim);
    put_matrix(o, m);
}

static void find_question(out *o, const hs_answer *v)
{
    matrix *m = o->ctx;
    m->only = v->question;
}

static void write(out *o)
{
    matrix *m = o->ctx;
    hs_overview_row all;
    hs_error err;
    if (m->given && m->given->answer) {
        out_answers(o, &(hs_query){ .number = m->given->answer }, find_question);
        one_question(o, m->only, true);
        return;
    }
    hs_status status = hs_overview(o->c, &all, &err);
    if (status != HS_OK) arena_leave(o->a, status, "%s", err.what);
    for (hs_id q = 1; q <= all.questions; q++) one_question(o, q, false);
}

hs_status export_ach_with(hs_case *c, const export_options *x, FILE *to, hs_error *err)
{
    matrix m = { .a = arena_open(NULL, 0), .given = x };
    if (!m.a) return fail(err, HS_NO_MEMORY, "out of memory");
    hs_status status;
    m.empty = arena_here(m.a);
    if (ARENA_DOOR(m.a)) {
        status = out_run(c, to, &m, write, err);
        arena_door_shut(m.a);
    } else {
        status = fail_from(err, arena_failure(m.a), NULL);
    }
    arena_close(m.a);
    return status;
}

hs_status export_ach(hs_case *c, FILE *to, hs_error *err)
{
    return export_ach_with(c, NULL, to, err);
}
