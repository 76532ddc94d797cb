/*
 * state.c - the words for what a state tells.
 */
#include "record/state.h"

const char *drift_kind_name(drift_kind k)
{
    static const char *const name[] = { "hedge lost",    "hedge gained",     "source lost",
                                        "source gained", "became assertion", "number changed" };
    return (size_t)k < sizeof name / sizeof *name ? name[k] : NULL;
}
