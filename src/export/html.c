/*
 * html.c - a report to read and print: one file, no script, nothing loaded from anywhere.
 *
 * First how far the case reaches, then what is contested, then every answer with more than one origin, each with the
 * sentences behind it, by side and origin; then the documents.  An answer of one origin is in the other forms.
 */
#include "export/out.h"

#include "base/chance.h"

static const char HEAD[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>hearsay: report</title>\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<style>\nbody{font:16px/1.45 Charter,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\n"
    "h1,h2,h3{font-family:Helvetica,Arial,sans-serif;line-height:1.2}h3{margin:1.8rem 0 .3rem}\n"
    ".n{color:#666;font-weight:normal}.f{margin:.1rem 0 .6rem}.o{border-left:3px solid #3b6ea5;margin:.5rem 0;padding:.1rem .8rem}\n"
    ".o.deny{border-color:#8a3b8f}.o.open{border-color:#b07d12}.w{color:#555;font-size:.85rem}\n"
    "blockquote{margin:.2rem 0}table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{border-bottom:1px solid #ddd;"
    "padding:.25rem .4rem;text-align:left;vertical-align:top}\n"
    "@media print{body{font-size:10.5pt;max-width:none;margin:0}.o,h3,tr{break-inside:avoid}h3{break-after:avoid}}\n"
    "</style></head><body>\n";

static void tag(out *o, const char *before, hs_str words, const char *after)
{
    fputs(before, o->to);
    out_xml(o, words);
    fputs(after, o->to);
}

static void claim(out *o, const hs_claim *c)
{
    static const char *const side[] = { "", " deny", " open" };
    int at = c->certainty == HS_UNKNOWN ? 2 : c->polarity == HS_DENY;
    out_printf(o, "<div class=\"o%s\"><blockquote>", side[at]);
    out_xml(o, c->sentence);
    fputs("</blockquote><div class=\"w\">", o->to);
    out_xml(o, c->source_name);
    out_printf(o, " %s%s%s", out_verb(c), c->certainty == HS_UNKNOWN ? "" : " as ",
               c->certainty == HS_UNKNOWN ? "" : out_certainty(c->certainty));
    if (c->hedges.n) tag(o, " (&quot;", c->hedges, "&quot;)");
    if (c->chain.n) tag(o, ", passed on by ", c->chain, "");
    tag(o, "; ", c->publisher.n ? c->publisher : STR("unnamed outlet"), "");
    if (c->published.n) tag(o, ", ", c->published, "");
    out_printf(o, "; origin %llu, claim %llu, bytes %llu-%llu of sha256:%.12s</div></div>\n", (unsigned long long)c->origin,
               (unsigned long long)c->claim, (unsigned long long)c->at.begin, (unsigned long long)c->at.end, c->document_id.p);
}

static void figures(out *o, const hs_answer *v)
{
    char belief[CHANCE_ROOM], interval[CHANCE_ROOM];
    out_printf(o, "<p class=\"f\">Said by %u independent origin%s (%u claim%s), denied by %u (%u claim%s). ", v->origins_asserted,
               v->origins_asserted == 1 ? "" : "s", v->asserted, v->asserted == 1 ? "" : "s", v->origins_denied, v->denied,
               v->denied == 1 ? "" : "s");
    if (v->split) fputs("Two readings fit the evidence about equally well.</p>\n", o->to);
    else if (v->too_little)
        out_printf(o, "Not enough to say (90 %% interval %s).</p>\n", chance_print_interval(v->low, v->high, interval));
    else
        out_printf(o, "Belief %s, 90 %% interval %s.</p>\n", chance_print(v->belief, belief),
                   chance_print_interval(v->low, v->high, interval));
}

static void answer(out *o, const hs_answer *v)
{
    if (v->origins_asserted + v->origins_denied < 2) return;
    out_printf(o, "<h3><span class=\"n\">%llu</span> ", (unsigned long long)v->answer);
    tag(o, "", v->proposition, "</h3>\n");
    tag(o, "<p class=\"w\">", v->question_words, "</p>\n");
    figures(o, v);
    out_why(o, v->answer, claim);
}

static void document(out *o, const hs_document *d)
{
    out_printf(o, "<tr><td>%llu</td><td>", (unsigned long long)d->document);
    tag(o, "", d->published, "</td><td>");
    tag(o, "", d->publisher, "</td><td>");
    tag(o, "", d->title.n ? d->title : STR("(no title)"), "");
    out_printf(o, "<div class=\"w\">sha256:%.*s; %u claim%s</div></td></tr>\n", STR_ARGS(d->id), d->claims, d->claims == 1 ? "" : "s");
}

static void write(out *o)
{
    hs_overview_row n;
    hs_error err;
    hs_status status = hs_overview(o->c, &n, &err);
    if (status != HS_OK) arena_leave(o->a, status, "%s", err.what);
    fputs(HEAD, o->to);
    out_printf(o, "<h1>Who says so, who denies it</h1>\n<p>%u documents of %u publishers, %u claims, %u independent origins, %u"
                  " denials; %u files not read.%s</p>\n<p class=\"w\">A sentence quoted here is somebody's claim, not a statement of"
                  " fact. Copies count once. Belief is a probability, given these documents, with its interval.</p>\n",
               n.documents, n.publishers, n.claims, n.origins, n.denials, n.unread,
               n.settled ? "" : " Documents or decisions came since the case was settled.");
    fputs("<h2>Answers of more than one origin, most contested first</h2>\n", o->to);
    out_answers(o, NULL, answer);
    fputs("<h2>Documents</h2>\n<table><thead><tr><th>No.</th><th>Published</th><th>Outlet</th><th>Title</th></tr></thead><tbody>\n", o->to);
    out_documents(o, document);
    fputs("</tbody></table>\n</body></html>\n", o->to);
}

hs_status export_html(hs_case *c, FILE *to, hs_error *err)
{
    return out_run(c, to, NULL, write, err);
}
