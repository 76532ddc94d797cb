/*
 * ftm.c - FollowTheMoney entities, one a line: actors, documents, and each claim as a Note on those it speaks of.
 *
 * FollowTheMoney has no schema for a claim that may be false: who says so, and whether he asserts or denies it, stands in
 * the Note's description.  Nothing is stated as a link between actors.
 */
#include "export/out.h"

#include "base/map.h"

typedef struct {
    map actor_of; /* name -> number of the actor */
} names;

static hs_str actor_id(arena *a, hs_id number)
{
    return arena_printf(a, "hearsay-actor-%llu", (unsigned long long)number);
}

static void open_entity(json *j, hs_str id, const char *schema)
{
    json_open(j, '{');
    json_put_string(j, "id", id);
    json_put_string(j, "schema", str_of(schema));
    json_key(j, "properties");
    json_open(j, '{');
}

static void property(json *j, const char *name, hs_str value)
{
    if (!value.n) return;
    json_key(j, name);
    json_open(j, '[');
    json_string(j, value);
    json_close(j, ']');
}

static void close_entity(out *o, json *j, const buf *b)
{
    json_close(j, '}');
    json_close(j, '}');
    out_line(o, b);
}

static const char *schema_of(hs_str class_name)
{
    return str_eq(class_name, STR("person"))         ? "Person"
           : str_eq(class_name, STR("organisation")) ? "Organization"
                                                     : "LegalEntity";
}

static void actor(out *o, const hs_actor *x)
{
    names *n = o->ctx;
    buf b = { .a = o->a };
    json j = json_begin(&b);
    *map_put(&n->actor_of, x->name, NULL) = x->actor;
    open_entity(&j, actor_id(o->a, x->actor), schema_of(x->class_name));
    property(&j, "name", x->name);
    hs_str rest = x->aliases, alias;
    if (rest.n) {
        json_key(&j, "alias");
        json_open(&j, '[');
        while (str_split(&rest, ';', &alias)) json_string(&j, str_trim(alias));
        json_close(&j, ']');
    }
    close_entity(o, &j, &b);
}

static void document(out *o, const hs_document *d)
{
    buf b = { .a = o->a };
    json j = json_begin(&b);
    open_entity(&j, arena_printf(o->a, "hearsay-document-%.*s", STR_ARGS(d->id)), "Article");
    property(&j, "title", d->title.n ? d->title : d->id);
    property(&j, "author", d->author);
    property(&j, "publisher", d->publisher);
    property(&j, "publishedAt", d->published);
    property(&j, "sourceUrl", d->url);
    property(&j, "language", d->language);
    close_entity(o, &j, &b);
}

static void note(out *o, const hs_claim *c)
{
    names *n = o->ctx;
    buf b = { .a = o->a };
    json j = json_begin(&b);
    open_entity(&j, arena_printf(o->a, "hearsay-claim-%s", out_uuid(o->a, arena_printf(o->a, "%.*s %llu", STR_ARGS(c->document_id), (unsigned long long)c->claim)).p), "Note");
    property(&j, "description", arena_printf(o->a, "%.*s %s (%s)%s%.*s: \"%.*s\"", STR_ARGS(c->source_name), out_verb(c),
                                             out_certainty(c->certainty), c->proposition.n ? " that " : "",
                                             STR_ARGS(c->proposition), STR_ARGS(c->sentence)));
    json_key(&j, "entity");
    json_open(&j, '[');
    json_string(&j, arena_printf(o->a, "hearsay-document-%.*s", STR_ARGS(c->document_id)));
    const hs_str parties[] = { c->agent, c->patient };
    for (int i = 0; i < 2; i++) {
        const uint64_t *who = parties[i].n ? map_get(&n->actor_of, parties[i]) : NULL;
        if (who) json_string(&j, actor_id(o->a, *who));
    }
    if (c->actor) json_string(&j, actor_id(o->a, c->actor));
    json_close(&j, ']');
    property(&j, "publisher", c->publisher);
    close_entity(o, &j, &b);
}

static void write(out *o)
{
    out_documents(o, document);
    out_actors(o, actor);
    out_claims(o, NULL, note);
}

hs_status export_ftm(hs_case *c, FILE *to, hs_error *err)
{
    arena *a = arena_open(NULL, 0); /* the names outlive the rows */
    names n = { .actor_of = { .a = a } };
    hs_status status = HS_NO_MEMORY;
    if (a && ARENA_DOOR(a)) {
        status = out_run(c, to, &n, write, err);
        arena_door_shut(a);
    }
    arena_close(a);
    return status;
}
