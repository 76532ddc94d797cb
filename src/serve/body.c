/*
 * body.c - JSON that a client sends, read by jansson.
 */
#include "serve/body.h"

#include <jansson.h>

static bool copied(arena *a, const json_t *value, hs_str *out)
{
    if (!json_is_string(value) || !ARENA_DOOR(a)) return false;
    *out = arena_str(a, (hs_str){ json_string_value(value), json_string_length(value) });
    arena_door_shut(a);
    return true;
}

bool body_string(arena *a, hs_str body, const char *key, hs_str *out)
{
    *out = (hs_str){ NULL, 0 };
    json_t *root = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, NULL);
    bool good = root && copied(a, json_object_get(root, key), out);
    json_decref(root);
    return good;
}

/* ---- decisions --------------------------------------------------------------------------------------------------- */

static bool take_word(const json_t *value, const char *const *known, int n, int *which)
{
    for (*which = 0; json_is_string(value) && *which < n; ++*which)
        if (!strcmp(json_string_value(value), known[*which])) return true;
    return false;
}

/* One member; NULL, or what is wrong with it. */
static const char *take_member(arena *a, const char *key, const json_t *value, hs_decision *d)
{
    static const char *const sources[] = { "author", "actor", "unnamed" }, *const polarities[] = { "assert", "deny" },
                             *const certainties[] = { "unknown", "possible", "probable", "certain" };
    const struct {
        const char *name;
        hs_str *to;
    } text[] = { { "kind", &d->kind },     { "why", &d->why },     { "who", &d->who },       { "name", &d->name },
                 { "other", &d->other },   { "words", &d->words }, { "document", &d->document }, { "other_document", &d->other_document },
                 { "source", &d->source }, { "frame", &d->frame }, { "agent", &d->agent },   { "patient", &d->patient } };
    int word;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (!strcmp(key, text[i].name)) {
            if (!json_is_string(value)) return "a text is wanted there";
            *text[i].to = arena_str(a, (hs_str){ json_string_value(value), json_string_length(value) });
            return NULL;
        }
    if (!strcmp(key, "claim")) {
        d->claim = json_integer_value(value) > 0 ? (hs_id)json_integer_value(value) : 0;
        return d->claim ? NULL : "\"claim\" is the number of a claim";
    }
    if (!strcmp(key, "span")) {
        const json_t *begin = json_array_get(value, 0), *end = json_array_get(value, 1);
        if (json_array_size(value) != 2 || json_integer_value(begin) < 0 || json_integer_value(end) <= json_integer_value(begin))
            return "\"span\" is [begin, end]";
        d->begin = (uint64_t)json_integer_value(begin);
        d->end = (uint64_t)json_integer_value(end);
        return NULL;
    }
    if (!strcmp(key, "source_kind") && take_word(value, sources, 3, &word)) return d->source_kind = (hs_source_kind)word, NULL;
    if (!strcmp(key, "polarity") && take_word(value, polarities, 2, &word)) return d->polarity = (hs_polarity)word, NULL;
    if (!strcmp(key, "certainty") && take_word(value, certainties, 4, &word)) return d->certainty = (hs_certainty)word, NULL;
    return "a field of the decision is not known, or is none of its words; /api/openapi.json lists them";
}

static const char *take_decision(arena *a, json_t *root, hs_decision *d)
{
    const char *key, *fault = NULL;
    json_t *value;
    if (!json_is_object(root)) return "the body must be a JSON object";
    json_object_foreach(root, key, value) if (!fault) fault = take_member(a, key, value, d);
    return fault ? fault : d->kind.n ? NULL : "\"kind\" is missing";
}

bool body_decision(arena *a, hs_str body, hs_decision *out, const char **why)
{
    *out = (hs_decision){ .certainty = HS_CERTAIN };
    *why = "out of memory";
    json_t *root = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, NULL);
    if (ARENA_DOOR(a)) {
        *why = take_decision(a, root, out);
        arena_door_shut(a);
    }
    json_decref(root);
    return !*why;
}
