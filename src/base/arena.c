/*
 * arena.c - blocks in a chain, takings by bumping a pointer, a stack of doors.
 *
 *     newest block -> older -> oldest          defers: newest -> ... (they live in the blocks)
 *     [head | used bytes | free ...]
 *
 * After PostgreSQL's memory contexts (src/backend/utils/mmgr/README): palloc never returns NULL.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 64 * 1024, BIGGEST_STEP = 8 * 1024 * 1024, DOORS = 8 };

typedef struct block {
    struct block *older;
    size_t size, used; /* of bytes[] */
    _Alignas(ALIGN) unsigned char bytes[];
} block;

typedef struct defer {
    struct defer *older;
    void (*fn)(void *);
    void *what;
} defer;

struct arena {
    arena_source source;
    block *newest;
    defer *defers;
    size_t limit, held;
    int doors;
    jmp_buf door[DOORS];
    failure failed;
};

static void *source_malloc(void *self, size_t n)
{
    (void)self;
    return malloc(n);
}

static void source_free(void *self, void *p)
{
    (void)self;
    free(p);
}

arena *arena_open(const arena_source *source, size_t limit)
{
    arena_source from = source ? *source : (arena_source){ source_malloc, source_free, NULL };
    arena *a = from.take(from.self, sizeof *a);
    if (!a) return NULL;
    memset(a, 0, sizeof *a);
    a->source = from;
    a->limit = limit ? limit : SIZE_MAX;
    return a;
}

static void run_defers(arena *a, const defer *until)
{
    while (a->defers != until) {
        defer *d = a->defers;
        a->defers = d->older;
        d->fn(d->what);
    }
}

static void drop_newest(arena *a)
{
    block *b = a->newest;
    a->newest = b->older;
    a->held -= b->size;
    a->source.give(a->source.self, b);
}

void arena_close(arena *a)
{
    if (!a) return;
    run_defers(a, NULL);
    while (a->newest) drop_newest(a);
    arena_source source = a->source;
    source.give(source.self, a);
}

void arena_reset(arena *a)
{
    run_defers(a, NULL);
    while (a->newest && a->newest->older) drop_newest(a);
    if (a->newest && a->newest->size > BIGGEST_STEP) drop_newest(a);
    if (a->newest) a->newest->used = 0;
    a->doors = 0;
    a->failed = (failure){ .status = HS_OK };
}

/* Blocks double up to BIGGEST_STEP, so a document of any size costs few of them. */
static block *add_block(arena *a, size_t need)
{
    size_t size = a->newest ? a->newest->size * 2 : FIRST_BLOCK;
    if (size > BIGGEST_STEP) size = BIGGEST_STEP;
    if (size < need) size = need;
    if (size > a->limit || a->held > a->limit - size) {
        size = need;
        if (size > a->limit || a->held > a->limit - size)
            arena_leave(a, HS_LIMIT, "needs more memory than the limit of %zu bytes", a->limit);
    }
    if (size > SIZE_MAX - sizeof(block)) arena_leave(a, HS_NO_MEMORY, "out of memory");
    block *b = a->source.take(a->source.self, sizeof *b + size);
    if (!b) arena_leave(a, HS_NO_MEMORY, "out of memory (%zu bytes)", size);
    *b = (block){ .older = a->newest, .size = size, .used = 0 };
    a->newest = b;
    a->held += size;
    return b;
}

static size_t round_up(arena *a, size_t n)
{
    if (n > SIZE_MAX - ALIGN) arena_leave(a, HS_LIMIT, "a size of %zu bytes is out of range", n);
    return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static void *take_raw(arena *a, size_t n)
{
    n = round_up(a, n ? n : 1);
    block *b = a->newest;
    if (!b || b->size - b->used < n) b = add_block(a, n);
    void *p = b->bytes + b->used;
    b->used += n;
    return p;
}

void *arena_take(arena *a, size_t n)
{
    return memset(take_raw(a, n), 0, n);
}

void *arena_take_array(arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) arena_leave(a, HS_LIMIT, "%zu things of %zu bytes are too many", count, size);
    return arena_take(a, count * size);
}

void *arena_grow(arena *a, void *old, size_t old_n, size_t n)
{
    assert(n >= old_n);
    size_t had = round_up(a, old_n ? old_n : 1), want = round_up(a, n ? n : 1);
    block *b = a->newest;
    bool is_newest = old && b && (unsigned char *)old + had == b->bytes + b->used && (unsigned char *)old >= b->bytes;
    if (is_newest && b->size - b->used >= want - had) {
        b->used += want - had;
        memset((unsigned char *)old + old_n, 0, n - old_n);
        return old;
    }
    unsigned char *p = take_raw(a, n);
    if (old_n) memcpy(p, old, old_n);
    memset(p + old_n, 0, n - old_n);
    return p;
}

hs_str arena_str(arena *a, hs_str s)
{
    char *p = take_raw(a, s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return (hs_str){ p, s.n };
}

hs_str arena_vprintf(arena *a, const char *format, va_list list)
{
    va_list again;
    va_copy(again, list);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0) arena_leave(a, HS_BUG, "bad format: %s", format);
    char *p = take_raw(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, list);
    return (hs_str){ p, (size_t)n };
}

hs_str arena_printf(arena *a, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    hs_str s = arena_vprintf(a, format, list);
    va_end(list);
    return s;
}

void arena_defer(arena *a, void (*fn)(void *), void *what)
{
    /* If there is no memory for the note, what it is about must still not leak. */
    size_t n = round_up(a, sizeof(defer));
    if (!a->newest || a->newest->size - a->newest->used < n) {
        block *b = a->held <= a->limit - FIRST_BLOCK || a->limit == SIZE_MAX
                       ? a->source.take(a->source.self, sizeof *b + FIRST_BLOCK)
                       : NULL;
        if (!b) {
            fn(what);
            arena_leave(a, HS_NO_MEMORY, "out of memory");
        }
        *b = (block){ .older = a->newest, .size = FIRST_BLOCK };
        a->newest = b;
        a->held += FIRST_BLOCK;
    }
    defer *d = take_raw(a, sizeof *d);
    *d = (defer){ a->defers, fn, what };
    a->defers = d;
}

arena_mark arena_here(const arena *a)
{
    return (arena_mark){ a->newest, a->newest ? a->newest->used : 0, a->defers };
}

void arena_rollback(arena *a, arena_mark to)
{
    run_defers(a, to.defers);
    while (a->newest != to.block) {
        /* The first block ever taken has no block to roll back to: keep it, empty. */
        if (!to.block && !a->newest->older) break;
        drop_newest(a);
    }
    if (a->newest) a->newest->used = to.block ? to.used : 0;
}

hs_str arena_keep(arena *a, arena_mark to, hs_str s)
{
    block *b = to.block;
    bool inside = b && a->defers == to.defers && (const unsigned char *)s.p >= b->bytes + to.used &&
                  (const unsigned char *)s.p + s.n <= b->bytes + b->used;
    if (!inside) return s;
    arena_rollback(a, to);
    char *p = take_raw(a, s.n + 1);
    memmove(p, s.p, s.n);
    p[s.n] = 0;
    return (hs_str){ p, s.n };
}

size_t arena_held(const arena *a)
{
    return a->held;
}

jmp_buf *arena_door_open(arena *a)
{
    assert(a->doors < DOORS);
    return &a->door[a->doors++];
}

void arena_door_shut(arena *a)
{
    assert(a->doors > 0);
    a->doors--;
}

const failure *arena_failure(const arena *a)
{
    return &a->failed;
}

static _Noreturn void leave(arena *a)
{
    if (!a->doors) {
        fprintf(stderr, "hearsay: bug: left an arena without a door: %s\n", a->failed.what);
        abort();
    }
    a->doors--;
    longjmp(a->door[a->doors], 1);
}

void arena_leave(arena *a, hs_status status, const char *format, ...)
{
    a->failed = (failure){ .status = status };
    va_list list;
    va_start(list, format);
    vsnprintf(a->failed.what, sizeof a->failed.what, format, list);
    va_end(list);
    leave(a);
}

void arena_leave_at(arena *a, hs_status status, uint64_t begin, uint64_t end, const char *format, ...)
{
    a->failed = (failure){ .status = status, .has_at = true, .begin = begin, .end = end };
    va_list list;
    va_start(list, format);
    vsnprintf(a->failed.what, sizeof a->failed.what, format, list);
    va_end(list);
    leave(a);
}
