/*
 * csv.c - claims as a table (RFC 4180).
 *
 * A cell that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets an
 * apostrophe in front: text of documents must not run in the reader's office program.
 */
#include "export/out.h"

#include <string.h>

static void cell(out *o, hs_str s, bool last)
{
    bool formula = s.n && strchr("=+-@\t\r", s.p[0]);
    putc('"', o->to);
    if (formula) putc('\'', o->to);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') putc('"', o->to);
        putc(s.p[i], o->to);
    }
    fputs(last ? "\"\r\n" : "\",", o->to);
}

static void row(out *o, const hs_claim *c)
{
    static const char *const kind[] = { "author", "actor", "unnamed" };
    static const char *const evidence[] = { "none", "vague", "named" };
    out_printf(o, "%llu,", (unsigned long long)c->claim);
    const hs_str first[] = { c->document_id, c->publisher, c->published, c->source_name, str_of(kind[c->source]), c->chain,
                             c->cue, str_of(out_verb(c)), str_of(out_certainty(c->certainty)), c->hedges,
                             str_of(evidence[c->evidence]), c->evidence_words, c->frame, c->agent, c->patient, c->proposition };
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) cell(o, first[i], false);
    if (c->answer) out_printf(o, "%llu", (unsigned long long)c->answer);
    out_printf(o, ",%llu,", (unsigned long long)c->origin);
    if (c->twin) out_printf(o, "%llu", (unsigned long long)c->twin);
    out_printf(o, ",%u,%llu,%llu,", c->sentence_number, (unsigned long long)c->at.begin, (unsigned long long)c->at.end);
    cell(o, c->sentence, true);
}

static void write(out *o)
{
    fputs("claim,document,publisher,published,source,source_kind,passed_on_by,cue,stance,certainty,hedges,evidence,"
          "evidence_words,frame,agent,patient,proposition,answer,origin,same_words_as,sentence_number,begin_byte,end_byte,"
          "sentence\r\n", o->to);
    out_claims(o, NULL, row);
}

hs_status export_csv(hs_case *c, FILE *to, hs_error *err)
{
    return out_run(c, to, NULL, write, err);
}
