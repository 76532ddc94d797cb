/*
 * bibtex.c - the documents as a bibliography; a key is made of the outlet, the year and the number.
 */
#include "export/out.h"

#include <ctype.h>
#include <string.h>

/* BibTeX's own signs escaped; unmatched braces would end an entry, so there are none. */
static void field(out *o, const char *name, hs_str s)
{
    if (!s.n) return;
    out_printf(o, ",\n  %s = {", name);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\\') fputs("\\textbackslash ", o->to);
        else if (c == '{' || c == '}') putc(c == '{' ? '(' : ')', o->to);
        else if (strchr("%&#_$", c) && c) out_printf(o, "\\%c", c);
        else if (c == '~' || c == '^') out_printf(o, "\\%c ", c);
        else putc((unsigned char)c < 0x20 ? ' ' : c, o->to);
    }
    putc('}', o->to);
}

static void row(out *o, const hs_document *d)
{
    static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
    fputs("@misc{", o->to);
    for (size_t i = 0; i < d->publisher.n; i++)
        if (isalnum((unsigned char)d->publisher.p[i]) && (unsigned char)d->publisher.p[i] < 0x80) putc(d->publisher.p[i], o->to);
    uint64_t month = 0;
    if (d->published.n >= 4) out_printf(o, "%.4s", d->published.p);
    out_printf(o, "-%llu", (unsigned long long)d->document);
    field(o, "title", d->title);
    field(o, "author", d->author);
    field(o, "howpublished", d->publisher);
    if (d->published.n >= 4) field(o, "year", str_sub(d->published, 0, 4));
    if (d->published.n >= 7 && str_to_u64(str_sub(d->published, 5, 7), &month) && month >= 1 && month <= 12)
        out_printf(o, ",\n  month = %s", months[month - 1]);
    if (d->published.n >= 10) field(o, "date", str_sub(d->published, 0, 10));
    field(o, "url", d->url);
    field(o, "note", arena_printf(o->a, "sha256:%.*s", STR_ARGS(d->id)));
    fputs("\n}\n\n", o->to);
}

static void write(out *o)
{
    out_documents(o, row);
}

hs_status export_bibtex(hs_case *c, FILE *to, hs_error *err)
{
    return out_run(c, to, NULL, write, err);
}
