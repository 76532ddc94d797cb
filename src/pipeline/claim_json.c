/*
 * claim_json.c - the pieces of a claim that read the same everywhere.
 */
#include "pipeline/claim_json.h"

void claim_put_time(json *j, arena *a, const claim *c)
{
    json_key(j, "time");
    if (span_is_empty(c->time.at)) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_put_string(j, "from", date_print(a, c->time.from));
    json_put_string(j, "to", date_print(a, c->time.to));
    json_put_span(j, "span", c->time.at.begin, c->time.at.end);
    json_close(j, '}');
}

void claim_put_number(json *j, const claim *c)
{
    json_key(j, "number");
    if (span_is_empty(c->number.at)) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_put_double(j, "low", c->number.low);
    json_put_double(j, "high", c->number.high);
    json_put_string(j, "unit", c->number.unit);
    json_put_span(j, "span", c->number.at.begin, c->number.at.end);
    json_close(j, '}');
}
