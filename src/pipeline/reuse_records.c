/*
 * reuse_records.c - reading the reuse filter's records, with jansson.
 */
#include "pipeline/reuse_records.h"

#include <jansson.h>

static hs_str member(arena *a, const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);
    if (!json_is_string(v)) return (hs_str){ 0 };
    return arena_str(a, (hs_str){ json_string_value(v), json_string_length(v) });
}

static const char *read_members(arena *a, const json_t *o, reuse_document *d)
{
    if (!json_is_object(o)) return "not a JSON object";
    d->id = member(a, o, "id");
    if (!d->id.n) return "no \"id\"";
    if (!json_is_string(json_object_get(o, "text"))) return "no \"text\"";
    d->text = member(a, o, "text");
    if (d->text.n > RECORD_TEXT_MOST) return "\"text\" is too long";
    d->publisher = member(a, o, "source");
    if (!d->publisher.n) d->publisher = member(a, o, "publisher");
    d->credit = member(a, o, "credit");
    d->title = member(a, o, "title");
    if (!date_parse(member(a, o, "date"), &d->published)) d->published = (date){ .precision = DATE_NONE };
    return NULL;
}

/* The arena knows of the object while it is read, in case it is left meanwhile; after that the box is empty. */
static void let_go(void *box)
{
    json_t **o = box;
    json_decref(*o);
    *o = NULL;
}

const char *reuse_record(arena *a, hs_str line, reuse_document *out)
{
    json_error_t e;
    *out = (reuse_document){ 0 };
    json_t **box = TAKE(a, 1, json_t *);
    arena_defer(a, let_go, box);
    *box = json_loadb(line.p, line.n, 0, &e);
    if (!*box) return arena_str(a, str_of(e.text)).p;
    const char *fault = read_members(a, *box, out);
    let_go(box);
    return fault;
}
