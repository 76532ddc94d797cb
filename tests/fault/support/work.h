/*
 * work.h - the work that faults are put into, and what must hold after each.
 *
 *     open (new), add, add two in a batch, note a file not read, save the state, close; open for reading, check, close
 *
 * Whatever fails on the way, the same work done again without faults must end well, the case must be whole before and
 * after it, and what was acknowledged must be there.
 */
#ifndef TESTS_FAULT_WORK_H
#define TESTS_FAULT_WORK_H
#include "unit/case/place.h"
#include "unit/case/records.h"

enum { WORK_DOCUMENTS = 3 };

typedef struct {
    arena *a;
    const records *document[WORK_DOCUMENTS];
    const findings *findings[WORK_DOCUMENTS];
    const page *page[WORK_DOCUMENTS];
} work;

typedef struct {
    bool document[WORK_DOCUMENTS], unread, state, all;
} acknowledged;

work *work_make(uint64_t seed);
void work_end(work *);

/* Called after each acknowledgement; may be NULL. */
typedef void work_told(void *ctx, const acknowledged *);

/* Does the work until something fails; tells what was acknowledged.  memory: of the case and of the reading arena. */
hs_status work_do(const work *, const char *path, const arena_source *memory, acknowledged *, work_told *, void *ctx,
                  hs_error *);
/* Without faults: the case is whole, has what was acknowledged and nothing by halves; the work done again ends well.
 * Fails the test with `what` in the message. */
void work_must_hold(const work *, const char *path, const acknowledged *, const char *what);

/* A new folder in memory (or /tmp), without the slash at its end; and all its files gone. */
void folder_make(char path[64]);
void folder_empty(const char *path);
void folder_remove(const char *path);

/* Which of n points to try: all of them, or about `most`, spread evenly from an offset given by the seed. */
typedef struct {
    uint64_t next, step;
} points;
points points_of(uint64_t n, uint64_t most, bool all, rng *);
bool has_argument(int argc, char **argv, const char *word);

#endif
