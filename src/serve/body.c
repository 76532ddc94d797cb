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
