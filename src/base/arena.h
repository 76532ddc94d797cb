/*
 * arena.h - memory that is given back all at once, and the one door out.
 *
 * A room borrows an arena, takes from it and gives nothing back.  arena_take never returns NULL: when
 * memory, a limit or a check fails, the room leaves through the arena's door (longjmp) to whoever owns
 * the arena, which rolls back, reports one line and goes on.  So no room has an error branch.
 *
 *     arena *a = arena_open(NULL, 0);
 *     if (ARENA_DOOR(a)) { ... everything that may leave ... }
 *     else report(arena_failure(a));
 *     arena_close(a);
 *
 * The price is one rule: a room holds nothing the arena does not know of.  What a library allocates is
 * handed over with arena_defer, and nobody leaves from inside a library's callback.  Locals that are
 * changed between ARENA_DOOR and the failure and read after it must be volatile (C17, 7.13.2.1).
 * An arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <hearsay/types.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>

typedef struct arena arena;

/* Where an arena gets its blocks; NULL in arena_open means malloc and free.  Tests fail the Nth call here. */
typedef struct {
    void *(*take)(void *self, size_t n);
    void (*give)(void *self, void *block);
    void *self;
} arena_source;

/* A new arena, or NULL without memory.  limit: most bytes it may hold, 0 for no limit. */
arena *arena_open(const arena_source *source, size_t limit);
/* Runs what was deferred, newest first, and frees everything.  NULL is fine. */
void arena_close(arena *);
/* As after arena_open, but keeps one block, so that the next document costs no malloc. */
void arena_reset(arena *);

/* n zeroed bytes aligned for any type; never NULL. */
void *arena_take(arena *, size_t n);
/* count * size zeroed bytes; leaves with HS_LIMIT when that overflows. */
void *arena_take_array(arena *, size_t count, size_t size);
#define TAKE(a, count, type) ((type *)arena_take_array((a), (count), sizeof(type)))

/* The same bytes with room for n: grown in place where it is the newest taking, else copied. */
void *arena_grow(arena *, void *old, size_t old_n, size_t n);
hs_str arena_str(arena *, hs_str); /* a copy, with a NUL after it that does not count */
hs_str arena_printf(arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
hs_str arena_vprintf(arena *, const char *format, va_list) __attribute__((format(printf, 2, 0)));

/* Calls fn(what) when the arena is reset, closed or rolled back past this point; newest first. */
void arena_defer(arena *, void (*fn)(void *), void *what);

/* A place to roll back to: everything taken or deferred since is released. */
typedef struct {
    void *block;
    size_t used;
    void *defers;
} arena_mark;
arena_mark arena_here(const arena *);
void arena_rollback(arena *, arena_mark);
/* Rolls back to the mark but keeps s (taken since), moved down to it: for results that took much to work out.  Where
 * that would mean copying across blocks, nothing is rolled back and s stays where it is. */
hs_str arena_keep(arena *, arena_mark, hs_str s);

size_t arena_held(const arena *); /* bytes of blocks held now */

/* ---- the door ---------------------------------------------------------------------------------- */

typedef struct {
    hs_status status;
    bool has_at;
    uint64_t begin, end; /* where in the text, if has_at */
    char what[360];
} failure;

/* True on first coming; false when somebody left.  Doors nest: the newest wins until arena_door_shut. */
#define ARENA_DOOR(a) (setjmp(*arena_door_open(a)) == 0)
jmp_buf *arena_door_open(arena *);
/* The work behind the newest door is done; an outer door (if any) is the door again. */
void arena_door_shut(arena *);
const failure *arena_failure(const arena *);

_Noreturn void arena_leave(arena *, hs_status, const char *format, ...) __attribute__((format(printf, 3, 4)));
_Noreturn void arena_leave_at(arena *, hs_status, uint64_t begin, uint64_t end, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
