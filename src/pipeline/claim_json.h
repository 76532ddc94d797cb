/*
 * claim_json.h - the pieces of a claim that read the same in a listing of a case and in a filter without one.
 */
#ifndef PIPELINE_CLAIM_JSON_H
#define PIPELINE_CLAIM_JSON_H
#include "base/json.h"
#include "record/claim.h"

/* "time": {"from","to","span"} or null; "number": {"low","high","unit","span"} or null (high null: no upper bound). */
void claim_put_time(json *, arena *, const claim *);
void claim_put_number(json *, const claim *);

#endif
