/*
 * sink.c - buffered writing with one way out: every failure leaves through the arena's door.
 */
#include "base/sink.h"

#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static void give_up(void *what)
{
    sink *s = what;
    if (s->fd < 0) return;
    close(s->fd);
    s->fd = -1;
    unlink(s->path);
}

sink *sink_open(arena *a, const char *path)
{
    sink *s = TAKE(a, 1, sink);
    *s = (sink){ .a = a, .path = arena_str(a, str_of(path)).p, .fd = -1 };
    s->p = TAKE(a, SINK_STEP, char);
    arena_defer(a, give_up, s);
    s->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (s->fd < 0) arena_leave(a, HS_IO, "%s: cannot be created: %s", path, strerror(errno));
    return s;
}

static void write_out(sink *s)
{
    hs_str rest = { s->p, s->n };
    s->check = hash_with(rest, s->check);
    while (rest.n) {
        ssize_t put = write(s->fd, rest.p, rest.n);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) arena_leave(s->a, HS_IO, "%s: cannot be written: %s", s->path, strerror(errno));
        rest = str_sub(rest, (size_t)put, rest.n);
    }
    s->n = 0;
}

void sink_put(sink *s, const void *bytes, size_t n)
{
    const char *p = bytes;
    s->total += n;
    while (n) {
        size_t take = SINK_STEP - s->n < n ? SINK_STEP - s->n : n;
        memcpy(s->p + s->n, p, take);
        s->n += take;
        p += take;
        n -= take;
        if (s->n == SINK_STEP) write_out(s);
    }
}

void sink_align(sink *s, size_t to)
{
    static const char zero[64];
    size_t over = s->total % to;
    if (over) sink_put(s, zero, to - over);
}

uint64_t sink_check(sink *s)
{
    if (s->n) write_out(s);
    return s->check;
}

uint64_t sink_check_of(hs_str bytes)
{
    uint64_t check = 0;
    for (size_t at = 0; at < bytes.n; at += SINK_STEP)
        check = hash_with(str_sub(bytes, at, bytes.n - at < SINK_STEP ? bytes.n : at + SINK_STEP), check);
    return check;
}

void sink_close(sink *s)
{
    if (s->n) write_out(s);
    if (fsync(s->fd)) arena_leave(s->a, HS_IO, "%s: cannot be synced: %s", s->path, strerror(errno));
    int fd = s->fd;
    s->fd = -1;
    if (!close(fd)) return;
    int why = errno;
    unlink(s->path);
    arena_leave(s->a, HS_IO, "%s: cannot be closed: %s", s->path, strerror(why));
}
