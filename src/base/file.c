/*
 * file.c - reading whole files, saving them safely, walking folders in a fixed order.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

hs_status fail(hs_error *err, hs_status status, const char *format, ...)
{
    if (!err) return status;
    *err = (hs_error){ .status = status };
    va_list list;
    va_start(list, format);
    vsnprintf(err->what, sizeof err->what, format, list);
    va_end(list);
    return status;
}

hs_status fail_from(hs_error *err, const failure *f, const char *prefix)
{
    fail(err, f->status, "%s%s%s", prefix ? prefix : "", prefix ? ": " : "", f->what);
    if (err && f->has_at) err->at = (hs_span){ 0, f->begin, f->end };
    return f->status;
}

/* Reads all of fd in steps, so that a pipe works as a file does. */
static hs_status read_all(arena *a, int fd, const char *path, size_t limit, hs_str *out, hs_error *err)
{
    struct stat st;
    size_t room = !fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size >= 0 ? (size_t)st.st_size + 1 : 65536;
    if (room > limit) room = limit + 1;
    char *p = arena_take(a, room);
    size_t n = 0;
    for (;;) {
        if (n == room) {
            if (n > limit) return fail(err, HS_LIMIT, "%s: larger than the limit of %zu bytes", path, limit);
            size_t more = room > limit / 2 ? limit + 1 : room * 2;
            p = arena_grow(a, p, room, more);
            room = more;
        }
        ssize_t got = read(fd, p + n, room - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(err, HS_IO, "%s: cannot be read: %s", path, strerror(errno));
        if (got == 0) break;
        n += (size_t)got;
    }
    if (n > limit) return fail(err, HS_LIMIT, "%s: larger than the limit of %zu bytes", path, limit);
    *out = (hs_str){ p, n };
    return HS_OK;
}

hs_status file_try_read(arena *a, const char *path, size_t limit, hs_str *out, hs_error *err)
{
    *out = (hs_str){ NULL, 0 };
    bool is_stdin = !strcmp(path, "-");
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail(err, HS_IO, "%s: cannot be opened: %s", path, strerror(errno));
    struct stat st;
    hs_status status;
    if (!fstat(fd, &st) && S_ISDIR(st.st_mode)) {
        status = fail(err, HS_IO, "%s: is a folder, not a file", path);
    } else if (!fstat(fd, &st) && S_ISREG(st.st_mode) && (uint64_t)st.st_size > limit) {
        status = fail(err, HS_LIMIT, "%s: %lld bytes, larger than the limit of %zu", path, (long long)st.st_size, limit);
    } else if (ARENA_DOOR(a)) {
        status = read_all(a, fd, path, limit, out, err);
        arena_door_shut(a);
    } else {
        status = fail_from(err, arena_failure(a), path);
    }
    if (!is_stdin) close(fd);
    return status;
}

hs_str file_read(arena *a, const char *path, size_t limit)
{
    hs_error err;
    hs_str out;
    hs_status status = file_try_read(a, path, limit, &out, &err);
    if (status != HS_OK) arena_leave(a, status, "%s", err.what);
    return out;
}

typedef struct {
    void *p;
    size_t n;
} mapping;

static void unmap(void *what)
{
    mapping *m = what;
    if (m->n) munmap(m->p, m->n);
}

hs_str file_map(arena *a, const char *path)
{
    mapping *m = TAKE(a, 1, mapping);
    arena_defer(a, unmap, m);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) arena_leave(a, HS_IO, "%s: cannot be opened: %s", path, strerror(errno));
    struct stat st;
    int why = 0;
    if (fstat(fd, &st)) why = errno;
    else if (!S_ISREG(st.st_mode)) why = EINVAL;
    else if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) why = errno;
        else *m = (mapping){ p, (size_t)st.st_size };
    }
    close(fd);
    if (why) arena_leave(a, HS_IO, "%s: cannot be mapped: %s", path, strerror(why));
    return (hs_str){ m->p, m->n };
}

static hs_status write_all(int fd, hs_str bytes, const char *path, hs_error *err)
{
    while (bytes.n) {
        ssize_t put = write(fd, bytes.p, bytes.n);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return fail(err, HS_IO, "%s: cannot be written: %s", path, strerror(errno));
        bytes = str_sub(bytes, (size_t)put, bytes.n);
    }
    return HS_OK;
}

hs_status file_sync_folder(const char *path, hs_error *err)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n >= sizeof folder) return fail(err, HS_LIMIT, "%s: path too long", path);
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(n ? n : 1) : 1, slash ? path : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd)) {
        hs_status status = fail(err, HS_IO, "%s: folder cannot be synced: %s", path, strerror(errno));
        if (fd >= 0) close(fd);
        return status;
    }
    close(fd);
    return HS_OK;
}

hs_status file_save(const char *path, hs_str bytes, hs_error *err)
{
    char beside[4096];
    int n = snprintf(beside, sizeof beside, "%s.new-%ld", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof beside) return fail(err, HS_LIMIT, "%s: path too long", path);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return fail(err, HS_IO, "%s: cannot be created: %s", beside, strerror(errno));
    hs_status status = write_all(fd, bytes, beside, err);
    if (status == HS_OK && fsync(fd)) status = fail(err, HS_IO, "%s: cannot be synced: %s", beside, strerror(errno));
    if (close(fd) && status == HS_OK) status = fail(err, HS_IO, "%s: cannot be closed: %s", beside, strerror(errno));
    if (status == HS_OK && rename(beside, path))
        status = fail(err, HS_IO, "%s: cannot be renamed: %s", beside, strerror(errno));
    if (status == HS_OK) status = file_sync_folder(path, err);
    else unlink(beside);
    return status;
}

static int by_bytes(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Entry names of a folder, sorted; NULL with errno when it cannot be read.  Arena memory. */
static char **names_of(arena *a, const char *path, size_t *count)
{
    DIR *d = opendir(path);
    if (!d) return NULL;
    VEC(char *) names = { 0 };
    if (!ARENA_DOOR(a)) {
        closedir(d);
        arena_leave(a, arena_failure(a)->status, "%s: out of memory while listing", path);
    }
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.') continue;
        size_t n = strlen(e->d_name) + 1;
        *VEC_ADD(a, &names) = memcpy(arena_take(a, n), e->d_name, n);
    }
    arena_door_shut(a);
    closedir(d);
    *count = names.n;
    if (names.n) qsort(names.at, names.n, sizeof *names.at, by_bytes);
    return names.at ? names.at : TAKE(a, 1, char *);
}

static bool walk(arena *a, const char *path, int depth, file_visit *visit, void *ctx)
{
    struct stat st;
    if (stat(path, &st)) return visit(ctx, path, 0, strerror(errno));
    if (!S_ISDIR(st.st_mode)) {
        bool regular = S_ISREG(st.st_mode);
        return visit(ctx, path, regular ? (uint64_t)st.st_size : 0, regular || depth == 0 ? NULL : "not a regular file");
    }
    if (depth >= FILE_WALK_DEPTH) return visit(ctx, path, 0, "folders nested too deep");
    size_t n = 0;
    char **names = names_of(a, path, &n);
    if (!names) return visit(ctx, path, 0, strerror(errno));
    for (size_t i = 0; i < n; i++) {
        size_t have = strlen(path);
        hs_str child = arena_printf(a, "%s%s%s", path, have && path[have - 1] == '/' ? "" : "/", names[i]);
        struct stat link;
        if (!lstat(child.p, &link) && S_ISLNK(link.st_mode) && !stat(child.p, &st) && S_ISDIR(st.st_mode)) {
            if (!visit(ctx, child.p, 0, "a link to a folder, not followed")) return false;
            continue;
        }
        if (!walk(a, child.p, depth + 1, visit, ctx)) return false;
    }
    return true;
}

void file_walk(arena *a, const char *path, file_visit *visit, void *ctx)
{
    if (!strcmp(path, "-")) {
        visit(ctx, path, 0, NULL);
        return;
    }
    walk(a, path, 0, visit, ctx);
}
