/*
 * stix.c - STIX 2.1 (OASIS Standard, 10 June 2021): identities, notes, opinions, reports.
 *
 * An answer is a note on the identities it speaks of; each claim on it is an opinion on that note, by the identity whose
 * claim it is (an unnamed voice is named in `authors` alone); each document with such claims is a report of them.  The
 * confidence of a note follows the Admiralty credibility scale of STIX 2.1, appendix A; where it "cannot be judged" the
 * property is left out, as the standard asks.  Nobody is made a threat actor: that is for a person to say.
 */
#include "export/out.h"

#include "base/file.h"

typedef VEC(hs_str) str_list;

typedef struct {
    arena *a;
    hs_str created; /* of what has no date of its own: the first date of the case */
    hs_id document; /* whose report is being gathered */
    hs_document about;
    str_list refs;
} stix;

static hs_str stamp(arena *a, hs_str date)
{
    if (date.n < 4) return STR("1970-01-01T00:00:00.000Z");
    return arena_printf(a, "%.4s-%.2s-%.2sT00:00:00.000Z", date.p, date.n >= 7 ? date.p + 5 : "01",
                        date.n >= 10 ? date.p + 8 : "01");
}

static hs_str id_of(arena *a, const char *type, hs_str name)
{
    return arena_printf(a, "%s--%s", type, out_uuid(a, arena_printf(a, "%s %.*s", type, STR_ARGS(name))).p);
}

static void begin(json *j, const char *type, hs_str id, hs_str when)
{
    json_open(j, '{');
    json_put_string(j, "type", str_of(type));
    json_put_string(j, "spec_version", STR("2.1"));
    json_put_string(j, "id", id);
    json_put_string(j, "created", when);
    json_put_string(j, "modified", when);
}

static void end(out *o, json *j, const buf *b)
{
    json_close(j, '}');
    out_object(o, b);
}

static hs_str actor_id(arena *a, hs_id actor)
{
    return id_of(a, "identity", arena_printf(a, "actor %llu", (unsigned long long)actor));
}

static hs_str source_id(arena *a, hs_id source)
{
    return id_of(a, "identity", arena_printf(a, "source %llu", (unsigned long long)source));
}

static const char *identity_class(hs_str c)
{
    return str_eq(c, STR("person"))         ? "individual"
           : str_eq(c, STR("organisation")) ? "organization"
           : str_eq(c, STR("people"))       ? "class"
                                            : "unknown";
}

static void identity(out *o, hs_str id, hs_str name, const char *class_word)
{
    stix *x = o->ctx;
    buf b = { .a = o->a };
    json j = json_begin(&b);
    begin(&j, "identity", id, x->created);
    json_put_string(&j, "name", name);
    json_put_string(&j, "identity_class", str_of(class_word));
    end(o, &j, &b);
}

static void actor(out *o, const hs_actor *who)
{
    identity(o, actor_id(o->a, who->actor), who->name, identity_class(who->class_name));
}

/* Outlets and authors; actors that are quoted are identities already, unnamed voices are nobody. */
static void source(out *o, const hs_source *s)
{
    if (s->kind == HS_AUTHOR && !s->actor) identity(o, source_id(o->a, s->source), s->name, "organization");
}

/* Appendix A, "Admiralty Credibility": 1 confirmed by other sources 90, 2 probably true 70, 3 possibly true 50,
 * 4 doubtful 30, 5 improbable 10; 6, truth cannot be judged: no value. */
static int credibility(const hs_answer *v)
{
    if (v->too_little || v->split) return -1;
    if (v->belief >= .8 && v->origins_asserted >= 2) return 90;
    return v->belief >= .6 ? 70 : v->belief >= .4 ? 50 : v->belief >= .2 ? 30 : 10;
}

static hs_str note_id(arena *a, hs_id answer)
{
    return id_of(a, "note", arena_printf(a, "answer %llu", (unsigned long long)answer));
}

static void note(out *o, const hs_answer *v)
{
    stix *x = o->ctx;
    buf b = { .a = o->a };
    json j = json_begin(&b);
    int confidence = credibility(v);
    begin(&j, "note", note_id(o->a, v->answer), x->created);
    json_put_string(&j, "abstract", v->question_words);
    json_put_string(&j, "content", v->proposition);
    json_key(&j, "object_refs");
    json_open(&j, '[');
    json_string(&j, v->actor ? actor_id(o->a, v->actor) : id_of(o->a, "identity", STR("case")));
    json_close(&j, ']');
    if (confidence >= 0) json_put_u64(&j, "confidence", (uint64_t)confidence);
    end(o, &j, &b);
}

static const char *opinion_word(const hs_claim *c)
{
    if (c->certainty == HS_UNKNOWN) return "neutral";
    if (c->polarity == HS_DENY) return c->certainty == HS_CERTAIN ? "strongly-disagree" : "disagree";
    return c->certainty == HS_CERTAIN ? "strongly-agree" : "agree";
}

static void report(out *o)
{
    stix *x = o->ctx;
    if (!x->refs.n) return;
    arena_mark here = arena_here(o->a);
    buf b = { .a = o->a };
    json j = json_begin(&b);
    hs_str when = stamp(o->a, x->about.published);
    begin(&j, "report", id_of(o->a, "report", x->about.id), when);
    json_put_string(&j, "name", x->about.title.n ? x->about.title : x->about.id);
    json_put_string(&j, "published", when);
    json_key(&j, "report_types");
    json_open(&j, '[');
    json_string(&j, STR("observed-data"));
    json_close(&j, ']');
    json_key(&j, "external_references");
    json_open(&j, '[');
    json_open(&j, '{');
    json_put_string(&j, "source_name", x->about.publisher.n ? x->about.publisher : STR("document"));
    json_put_string(&j, "external_id", arena_printf(o->a, "sha256:%.*s", STR_ARGS(x->about.id)));
    if (x->about.url.n) json_put_string(&j, "url", x->about.url);
    json_close(&j, '}');
    json_close(&j, ']');
    json_key(&j, "object_refs");
    json_open(&j, '[');
    for (size_t i = 0; i < x->refs.n; i++) json_string(&j, x->refs.at[i]);
    json_close(&j, ']');
    end(o, &j, &b);
    arena_rollback(o->a, here);
    x->refs.n = 0;
}

static void next_document(out *o, const hs_claim *c)
{
    stix *x = o->ctx;
    hs_iter *it;
    hs_error err;
    report(o);
    arena_reset(x->a);
    x->refs = (str_list){ 0 };
    x->document = c->document;
    x->about = (hs_document){ 0 };
    hs_status status = hs_documents(o->c, &(hs_query){ .number = c->document }, &it, &err);
    if (status == HS_OK) status = hs_next_document(it, &x->about, &err);
    hs_str *const strings[] = { &x->about.id, &x->about.title, &x->about.publisher, &x->about.published, &x->about.url };
    for (size_t i = 0; status == HS_OK && i < sizeof strings / sizeof *strings; i++)
        *strings[i] = arena_str(x->a, *strings[i]);
    hs_iter_close(it);
    if (status != HS_OK) arena_leave(o->a, status, "%s", err.what);
}

static void opinion(out *o, const hs_claim *c)
{
    stix *x = o->ctx;
    if (!c->answer) return;
    if (c->document != x->document) next_document(o, c);
    buf b = { .a = o->a };
    json j = json_begin(&b);
    hs_str name = arena_printf(o->a, "%.*s %llu", STR_ARGS(c->document_id), (unsigned long long)c->claim);
    hs_str id = id_of(o->a, "opinion", name);
    begin(&j, "opinion", id, stamp(o->a, c->published));
    if (c->actor) json_put_string(&j, "created_by_ref", actor_id(o->a, c->actor));
    else if (c->source == HS_AUTHOR) json_put_string(&j, "created_by_ref", source_id(o->a, c->source_id));
    json_key(&j, "authors");
    json_open(&j, '[');
    json_string(&j, c->source_name);
    json_close(&j, ']');
    json_put_string(&j, "opinion", str_of(opinion_word(c)));
    json_put_string(&j, "explanation", c->sentence);
    json_key(&j, "object_refs");
    json_open(&j, '[');
    json_string(&j, note_id(o->a, c->answer));
    json_close(&j, ']');
    end(o, &j, &b);
    *VEC_ADD(x->a, &x->refs) = arena_str(x->a, id);
}

static void first_date(out *o, const hs_document *d)
{
    stix *x = o->ctx;
    if (d->published.n && !x->created.n) x->created = stamp(x->a, d->published);
}

static void write(out *o)
{
    out_printf(o, "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[", out_uuid(o->a, STR("hearsay case")).p);
    identity(o, id_of(o->a, "identity", STR("case")), STR("the case"), "unknown");
    out_actors(o, actor);
    out_sources(o, source);
    out_answers(o, NULL, note);
    out_claims(o, NULL, opinion);
    report(o);
    fputs("\n]}\n", o->to);
}

static void find_first(out *o)
{
    out_documents(o, first_date);
}

hs_status export_stix(hs_case *c, FILE *to, hs_error *err)
{
    arena *a = arena_open(NULL, 0), *names = arena_open(NULL, 0); /* of the report under work; of the whole export */
    stix x = { .a = names };
    hs_status status = a && names ? HS_OK : fail(err, HS_NO_MEMORY, "out of memory");
    if (status == HS_OK) status = out_run(c, to, &x, find_first, err);
    if (status == HS_OK && !x.created.n) x.created = STR("1970-01-01T00:00:00.000Z");
    x.a = a;
    if (status == HS_OK) status = out_run(c, to, &x, write, err);
    arena_close(names);
    arena_close(a);
    return status;
}
