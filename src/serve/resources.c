/*
 * resources.c - what each path answers with, on a reader's thread.
 */
#include "base/file.h"
#include "base/json.h"
#include "serve/inside.h"

enum { ROWS_USUAL = 100, ROWS_MOST = 1000 };

const parameter *exchange_parameter(exchange *x, const char *name)
{
    for (size_t i = 0; i < x->parameters; i++)
        if (str_eq(x->parameter[i].name, str_of(name))) {
            x->parameter[i].used = true;
            return &x->parameter[i];
        }
    return NULL;
}

void resource_answer(hs_case *c, const serve_options *options, const char *state, exchange *x)
{
    hs_str line;
    hs_error err;
    (void)options;
    if (!str_eq(x->path, STR("/api/1/case"))) {
        reply_problem(x, 404, "no such resource; /api/openapi.json lists them");
    } else if (hs_overview_json(c, &line, &err) != HS_OK) {
        reply_status(x, &err);
    } else if (ARENA_DOOR(x->a)) {
        x->out = arena_str(x->a, line);
        x->code = 200;
        x->type = "application/json";
        snprintf(x->state, sizeof x->state, "%s", state);
        arena_door_shut(x->a);
    } else {
        reply_status(x, &(hs_error){ .status = arena_failure(x->a)->status });
    }
}
