/*
 * mcp_read.c - a message of the protocol, and what a page quotes, read by jansson.
 */
#include "serve/mcp_read.h"

#include <jansson.h>

static hs_str text_of(arena *a, const json_t *value)
{
    if (json_is_string(value)) return arena_str(a, (hs_str){ json_string_value(value), json_string_length(value) });
    return STR("");
}

/* An id is a string or a whole number; what is neither is answered under null. */
static hs_str id_of(arena *a, const json_t *id)
{
    if (!id) return STR("");
    if (json_is_integer(id)) return arena_printf(a, "%lld", (long long)json_integer_value(id));
    char *text = json_is_string(id) ? json_dumps(id, JSON_ENCODE_ANY) : NULL;
    if (!text) return STR("null");
    hs_str copy = arena_str(a, str_of(text));
    free(text);
    return copy;
}

static mcp_reading take_arguments(arena *a, json_t *all, mcp_message *out)
{
    const char *key;
    json_t *value;
    if (!all) return MCP_GOOD;
    if (!json_is_object(all)) return MCP_BAD_ARGUMENTS;
    json_object_foreach(all, key, value)
    {
        if (out->arguments == MCP_ARGUMENTS_MOST) return MCP_BAD_ARGUMENTS;
        mcp_argument *x = &out->argument[out->arguments++];
        x->name = arena_str(a, str_of(key));
        x->is_number = json_is_integer(value) && json_integer_value(value) >= 0;
        if (x->is_number) x->text = arena_printf(a, "%lld", (long long)json_integer_value(value));
        else if (json_is_string(value)) x->text = text_of(a, value);
        else return MCP_BAD_ARGUMENTS;
    }
    return MCP_GOOD;
}

static mcp_reading take(arena *a, json_t *root, mcp_message *out)
{
    if (!json_is_object(root)) return MCP_NO_REQUEST;
    out->id = id_of(a, json_object_get(root, "id"));
    const json_t *version = json_object_get(root, "jsonrpc"), *method = json_object_get(root, "method");
    if (!json_is_string(version) || strcmp(json_string_value(version), "2.0") || !json_is_string(method)) return MCP_NO_REQUEST;
    out->method = text_of(a, method);
    json_t *params = json_object_get(root, "params");
    out->tool = text_of(a, json_object_get(params, "name"));
    out->version = text_of(a, json_object_get(params, "protocolVersion"));
    return take_arguments(a, json_object_get(params, "arguments"), out);
}

mcp_reading mcp_read(arena *a, hs_str line, mcp_message *out)
{
    *out = (mcp_message){ 0 };
    json_t *root = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
    if (!root) return MCP_NO_JSON;
    mcp_reading result;
    if (ARENA_DOOR(a)) {
        result = take(a, root, out);
        arena_door_shut(a);
    } else {
        result = MCP_NO_REQUEST;
    }
    json_decref(root);
    return result;
}

/* ---- what a page quotes ------------------------------------------------------------------------------------------ */

typedef struct {
    arena *a;
    size_t most;
    mcp_quotes *to;
} taking;

static bool is_there(const mcp_quotes *all, const mcp_quote *q)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].begin == q->begin && all->at[i].end == q->end && str_eq(all->at[i].document, q->document)) return true;
    return false;
}

static void take_quote(taking *t, const json_t *document, const json_t *span, const json_t *text)
{
    const json_t *begin = json_array_get(span, 0), *end = json_array_get(span, 1);
    if (!json_is_string(document) || !json_is_string(text) || !json_is_integer(begin) || !json_is_integer(end)) return;
    mcp_quote q = { .document = text_of(t->a, document), .begin = (uint64_t)json_integer_value(begin), .end = (uint64_t)json_integer_value(end) };
    if (t->to->n == t->most || is_there(t->to, &q)) return;
    q.text = text_of(t->a, text);
    *VEC_ADD(t->a, t->to) = q;
}

/* As deep as a page is, and pages are ours. */
static void walk(taking *t, json_t *value)
{
    const char *key;
    json_t *member;
    size_t i;
    take_quote(t, json_object_get(value, "document"), json_object_get(value, "span"), json_object_get(value, "text"));
    take_quote(t, json_object_get(value, "document"), json_object_get(value, "sentence_span"), json_object_get(value, "sentence_text"));
    json_object_foreach(value, key, member) if (json_is_object(member) || json_is_array(member)) walk(t, member);
    json_array_foreach(value, i, member) if (json_is_object(member)) walk(t, member);
}

static void end(void *root)
{
    json_decref(root);
}

void mcp_take_quotes(arena *a, hs_str page, size_t most, mcp_quotes *out)
{
    json_t *root = json_loadb(page.p, page.n, 0, NULL);
    if (!root) return;
    arena_defer(a, end, root);
    walk(&(taking){ a, most, out }, root);
}

size_t mcp_take_numbers(hs_str page, const char *key, uint64_t *out, size_t most)
{
    size_t n = 0, i;
    json_t *row, *root = json_loadb(page.p, page.n, 0, NULL), *rows = json_object_get(root, "rows"), *one = json_object_get(root, key);
    if (!rows && json_is_integer(one) && most) out[n++] = (uint64_t)json_integer_value(one);
    json_array_foreach(rows, i, row)
    {
        one = json_object_get(row, key);
        if (n < most && json_is_integer(one)) out[n++] = (uint64_t)json_integer_value(one);
    }
    json_decref(root);
    return n;
}
