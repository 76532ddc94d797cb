/*
 * support.h - what the property tests in C share: a case in a folder of its own, filled and settled.
 */
#ifndef TESTS_PROPERTY_SUPPORT_H
#define TESTS_PROPERTY_SUPPORT_H
/* clang-format off: cmocka wants these first, in this order */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */
#include "base/str.h"

#include <hearsay/hearsay.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SAMPLE PROJECT_DIR "/examples/karsa"
#define CORPORA PROJECT_DIR "/../shared/data/corpora"
#define SEED_TEXT PROJECT_DIR "/../shared/data/seed/op-ed.txt"

#define GOOD(call) good(call, &err, #call)

static inline void good(hs_status status, const hs_error *err, const char *what)
{
    if (status != HS_OK) fail_msg("%s: %s: %s", what, hs_status_name(status), err->what);
}

typedef struct {
    char folder[64], path[96];
    hs_models *models;
} place;

/* A new folder in memory (or /tmp) and the models of the project. */
static inline void place_make(place *p)
{
    hs_error err;
    for (int i = 0; i < 2; i++) {
        snprintf(p->folder, sizeof p->folder, "%s/hearsay-property-XXXXXX", i ? "/tmp" : "/dev/shm");
        if (mkdtemp(p->folder)) break;
        assert_int_equal(i, 0);
    }
    snprintf(p->path, sizeof p->path, "%s/case.hearsay", p->folder);
    GOOD(hs_models_open(PROJECT_DIR "/data", "en", &p->models, &err));
}

static inline void place_empty(const place *p)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    char name[128];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", p->path, ends[i]);
        unlink(name);
    }
}

static inline void place_end(place *p)
{
    place_empty(p);
    assert_int_equal(rmdir(p->folder), 0);
    hs_models_close(p->models);
}

/* No promise of the case is broken. */
static inline void whole(hs_case *c, const char *what)
{
    hs_error err;
    hs_iter *it;
    hs_fault fault;
    uint64_t checked;
    GOOD(hs_verify(c, &it, &checked, &err));
    while (hs_next_fault(it, &fault, &err) == HS_OK)
        fail_msg("%s: %.*s: %.*s", what, STR_ARGS(fault.document_id), STR_ARGS(fault.what));
    hs_iter_close(it);
}

#endif
