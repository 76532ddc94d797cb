/*
 * sink.h - a new file written from front to back, synced when it is done and gone when it was not.
 *
 * A sink belongs to an arena: whoever leaves through the door, or rolls back, before sink_close leaves no file behind.
 */
#ifndef BASE_SINK_H
#define BASE_SINK_H
#include "base/str.h"

typedef struct {
    arena *a;
    const char *path;
    int fd;
    char *p; /* what is not written yet */
    size_t n;
    uint64_t total; /* bytes put */
    uint64_t check; /* a hash over what was written, in steps of SINK_STEP bytes */
} sink;

enum { SINK_STEP = 1 << 18 };

/* Creates path, or empties it.  Leaves with HS_IO.  Everything may leave so: the disk is full, the file cannot grow. */
sink *sink_open(arena *, const char *path);
void sink_put(sink *, const void *bytes, size_t n);
void sink_align(sink *, size_t to); /* zero bytes up to a multiple of `to` */
/* Hash of all bytes put so far, as sink_check_of gives it for them; what follows starts another step. */
uint64_t sink_check(sink *);
uint64_t sink_check_of(hs_str bytes);
/* Syncs and closes it; its name may still be lost with the power until file_sync_folder. */
void sink_close(sink *);

#endif
