/*
 * replay.c - runs a fuzz target over the files of a folder, one after another; for compilers without libFuzzer.
 */
#include "base/file.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool visit(void *ctx, const char *path, uint64_t size, const char *reason)
{
    unsigned *files = ctx;
    arena *a = arena_open(NULL, 0);
    (void)size;
    if (!a) return false;
    if (reason) fprintf(stderr, "%s: %s\n", path, reason);
    else if (ARENA_DOOR(a)) {
        hs_str bytes = file_read(a, path, 1 << 24);
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
        arena_door_shut(a);
        (*files)++;
    }
    arena_close(a);
    return true;
}

int main(int count, char **argument)
{
    unsigned files = 0;
    arena *a = arena_open(NULL, 0);
    if (!a || count != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argument[0]);
        return 2;
    }
    if (ARENA_DOOR(a)) {
        file_walk(a, argument[1], visit, &files);
        arena_door_shut(a);
    }
    arena_close(a);
    printf("%u inputs replayed\n", files);
    return files ? 0 : 1;
}
