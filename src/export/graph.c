/*
 * graph.c - who says what of whom, as GraphML and as GEXF 1.3.
 *
 * Nodes are actors, and sources that are no actors.  Two edges a claim: from the source to each actor that the claim
 * speaks of ("says"), and, where agent and patient are actors, from one to the other ("told"): told, not true; stance and
 * certainty stand on the edge.
 */
#include "export/out.h"

#include "base/file.h"
#include "base/map.h"

typedef struct {
    bool gexf;
    map actor_of; /* name -> actor */
    unsigned long long edges;
} graph;

static const char *const NODE_KEYS[] = { "kind" };
static const char *const EDGE_KEYS[] = { "relation", "frame", "stance", "certainty", "claim", "origin", "document", "published" };
enum { NODE_KEY_COUNT = 1, EDGE_KEY_COUNT = 8 };

static void data(out *o, const char *prefix, int number, hs_str value)
{
    graph *g = o->ctx;
    if (g->gexf) {
        out_printf(o, "<attvalue for=\"%s%d\" value=\"", prefix, number);
        out_xml(o, value);
        fputs("\"/>", o->to);
    } else {
        out_printf(o, "<data key=\"%s%d\">", prefix, number);
        out_xml(o, value);
        fputs("</data>", o->to);
    }
}

static void node(out *o, char letter, hs_id number, hs_str label, hs_str kind)
{
    graph *g = o->ctx;
    if (g->gexf) {
        out_printf(o, "<node id=\"%c%llu\" label=\"", letter, (unsigned long long)number);
        out_xml(o, label);
        fputs("\"><attvalues>", o->to);
        data(o, "n", 0, kind);
        fputs("</attvalues></node>\n", o->to);
    } else {
        out_printf(o, "<node id=\"%c%llu\"><data key=\"label\">", letter, (unsigned long long)number);
        out_xml(o, label);
        fputs("</data>", o->to);
        data(o, "n", 0, kind);
        fputs("</node>\n", o->to);
    }
}

static void actor(out *o, const hs_actor *x)
{
    graph *g = o->ctx;
    *map_put(&g->actor_of, x->name, NULL) = x->actor;
    node(o, 'a', x->actor, x->name, x->class_name);
}

static void source(out *o, const hs_source *s)
{
    if (!s->actor) node(o, 's', s->source, s->name, s->kind == HS_AUTHOR ? STR("author") : STR("unnamed"));
}

static void edge(out *o, const hs_claim *c, char letter, hs_id from, hs_id to, const char *relation)
{
    graph *g = o->ctx;
    out_printf(o, "<edge id=\"e%llu\" source=\"%c%llu\" target=\"a%llu\">%s", ++g->edges, letter, (unsigned long long)from,
               (unsigned long long)to, g->gexf ? "<attvalues>" : "");
    const hs_str values[EDGE_KEY_COUNT] = { str_of(relation), c->frame, str_of(out_verb(c)), str_of(out_certainty(c->certainty)),
                                            arena_printf(o->a, "%llu", (unsigned long long)c->claim),
                                            arena_printf(o->a, "%llu", (unsigned long long)c->origin), c->document_id,
                                            c->published };
    for (int i = 0; i < EDGE_KEY_COUNT; i++)
        if (values[i].n) data(o, "e", i, values[i]);
    fputs(g->gexf ? "</attvalues></edge>\n" : "</edge>\n", o->to);
}

static hs_id named(const graph *g, hs_str name)
{
    const uint64_t *who = name.n ? map_get(&g->actor_of, name) : NULL;
    return who ? *who : 0;
}

static void claim(out *o, const hs_claim *c)
{
    graph *g = o->ctx;
    hs_id agent = named(g, c->agent), patient = named(g, c->patient);
    char letter = c->actor ? 'a' : 's';
    hs_id by = c->actor ? c->actor : c->source_id;
    if (agent) edge(o, c, letter, by, agent, "says");
    if (patient && patient != agent) edge(o, c, letter, by, patient, "says");
    if (agent && patient) edge(o, c, 'a', agent, patient, "told");
}

static void write_graphml(out *o)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
          "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n", o->to);
    for (int i = 0; i < NODE_KEY_COUNT; i++)
        out_printf(o, "<key id=\"n%d\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n", i, NODE_KEYS[i]);
    for (int i = 0; i < EDGE_KEY_COUNT; i++)
        out_printf(o, "<key id=\"e%d\" for=\"edge\" attr.name=\"%s\" attr.type=\"string\"/>\n", i, EDGE_KEYS[i]);
    fputs("<graph id=\"case\" edgedefault=\"directed\">\n", o->to);
    out_actors(o, actor);
    out_sources(o, source);
    out_claims(o, NULL, claim);
    fputs("</graph>\n</graphml>\n", o->to);
}

static void attributes(out *o, const char *class_word, const char *prefix, const char *const *keys, int n)
{
    out_printf(o, "<attributes class=\"%s\">\n", class_word);
    for (int i = 0; i < n; i++)
        out_printf(o, "<attribute id=\"%s%d\" title=\"%s\" type=\"string\"/>\n", prefix, i, keys[i]);
    fputs("</attributes>\n", o->to);
}

static void write_gexf(out *o)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
          "<graph mode=\"static\" defaultedgetype=\"directed\">\n", o->to);
    attributes(o, "node", "n", NODE_KEYS, NODE_KEY_COUNT);
    attributes(o, "edge", "e", EDGE_KEYS, EDGE_KEY_COUNT);
    fputs("<nodes>\n", o->to);
    out_actors(o, actor);
    out_sources(o, source);
    fputs("</nodes>\n<edges>\n", o->to);
    out_claims(o, NULL, claim);
    fputs("</edges>\n</graph>\n</gexf>\n", o->to);
}

static hs_status run(hs_case *c, FILE *to, bool gexf, hs_error *err)
{
    arena *a = arena_open(NULL, 0); /* the names outlive the rows */
    if (!a) return fail(err, HS_NO_MEMORY, "out of memory");
    graph g = { .gexf = gexf, .actor_of = { .a = a } };
    hs_status status;
    if (ARENA_DOOR(a)) {
        status = out_run(c, to, &g, gexf ? write_gexf : write_graphml, err);
        arena_door_shut(a);
    } else {
        status = fail_from(err, arena_failure(a), NULL);
    }
    arena_close(a);
    return status;
}

hs_status export_graphml(hs_case *c, FILE *to, hs_error *err)
{
    return run(c, to, false, err);
}

hs_status export_gexf(hs_case *c, FILE *to, hs_error *err)
{
    return run(c, to, true, err);
}
