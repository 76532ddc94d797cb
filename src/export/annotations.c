/*
 * annotations.c - claims as W3C Web Annotations (Web Annotation Data Model, W3C Recommendation 2017), one a line.
 *
 * The target is the stored text, named by the SHA-256 of its original; a claim stands at a DataPositionSelector, which
 * counts bytes as our spans do, and a TextQuoteSelector with the words, so that either finds it when the other is lost.
 */
#include "export/out.h"

static void selectors(out *o, json *j, const hs_claim *c)
{
    json_key(j, "selector");
    json_open(j, '[');
    json_open(j, '{');
    json_put_string(j, "type", STR("DataPositionSelector"));
    json_put_u64(j, "start", c->at.begin);
    json_put_u64(j, "end", c->at.end);
    json_close(j, '}');
    json_open(j, '{');
    json_put_string(j, "type", STR("TextQuoteSelector"));
    json_put_string(j, "exact", out_words(o, c->at));
    json_close(j, '}');
    json_close(j, ']');
}

static void row(out *o, const hs_claim *c)
{
    buf b = { .a = o->a };
    json j = json_begin(&b);
    hs_str name = arena_printf(o->a, "%.*s %llu %llu %llu", STR_ARGS(c->document_id), (unsigned long long)c->claim,
                               (unsigned long long)c->at.begin, (unsigned long long)c->at.end);
    json_open(&j, '{');
    json_put_string(&j, "@context", STR("http://www.w3.org/ns/anno.jsonld"));
    json_put_string(&j, "id", arena_printf(o->a, "urn:uuid:%s", out_uuid(o->a, name).p));
    json_put_string(&j, "type", STR("Annotation"));
    json_put_string(&j, "motivation", STR("describing"));
    json_key(&j, "body");
    json_open(&j, '{');
    json_put_string(&j, "type", STR("TextualBody"));
    json_put_string(&j, "format", STR("text/plain"));
    json_put_string(&j, "value", arena_printf(o->a, "%.*s %s, %s%s%.*s", STR_ARGS(c->source_name), out_verb(c),
                                              out_certainty(c->certainty), c->proposition.n ? ": " : "",
                                              STR_ARGS(c->proposition)));
    json_close(&j, '}');
    json_key(&j, "target");
    json_open(&j, '{');
    json_put_string(&j, "source", arena_printf(o->a, "urn:sha256:%.*s", STR_ARGS(c->document_id)));
    selectors(o, &j, c);
    json_close(&j, '}');
    json_close(&j, '}');
    out_line(o, &b);
}

static void write(out *o)
{
    out_claims(o, NULL, row);
}

hs_status export_annotations(hs_case *c, FILE *to, hs_error *err)
{
    return out_run(c, to, NULL, write, err);
}
