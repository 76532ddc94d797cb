/*
 * index.c - the index of reuse on a bad disk: each system call that changes something fails once or for ever, the disk is
 * full, the process is killed there, the power goes there.
 *
 * Whatever happens: the index opens, every byte of it is as it was written, what was reported as kept is there, nothing is
 * there that nobody put in, and the same work done again without faults ends as if nothing had happened.
 */
#include "fault/support/disk.h"
#include "fault/support/work.h"
#include "reuse/index.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SEED 16u
enum { POINTS = 60, CUTS = 30, ALL_CUTS = 1000, DOCUMENTS = 7, DELETED = 2, FDS = 1024 };

static bool all_points;

/* ---- the calls ---------------------------------------------------------------------------------------------------- */

static struct {
    const char *folder; /* calls elsewhere do not count; NULL: none does */
    uint64_t calls, fail_at, kill_at, cut_at;
    bool for_ever, dead;
    int why;
    disk *disk;
    inode *of[FDS];
    uint64_t end[FDS];
    bool is_folder[FDS];
} world;

int __real_open(const char *, int, ...);
ssize_t __real_write(int, const void *, size_t);
int __real_fsync(int);
int __real_rename(const char *, const char *);
int __real_unlink(const char *);
int __real_mkdir(const char *, mode_t);
int __wrap_open(const char *, int, ...);
ssize_t __wrap_write(int, const void *, size_t);
int __wrap_fsync(int);
int __wrap_rename(const char *, const char *);
int __wrap_unlink(const char *);
int __wrap_mkdir(const char *, mode_t);

static bool is_ours(const char *path)
{
    return world.folder && !strncmp(path, world.folder, strlen(world.folder));
}

static bool has(int fd)
{
    return world.folder && fd >= 0 && fd < FDS && (world.of[fd] || world.is_folder[fd]);
}

/* One more call that changes something: true when it must fail. */
static bool fails(void)
{
    world.calls++;
    if (world.calls == world.kill_at) kill(getpid(), SIGKILL);
    if (world.calls == world.cut_at) world.dead = true;
    bool hit = world.fail_at && (world.calls == world.fail_at || (world.for_ever && world.calls > world.fail_at));
    if (hit || world.dead) errno = world.dead ? EIO : world.why;
    return hit || world.dead;
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    int mode = flags & O_CREAT ? va_arg(list, int) : 0;
    va_end(list);
    if (!is_ours(path)) return __real_open(path, flags, mode);
    if (flags & O_CREAT && fails()) return -1;
    int fd = __real_open(path, flags, mode);
    if (fd < 0 || fd >= FDS) return fd;
    world.is_folder[fd] = flags & O_DIRECTORY;
    world.of[fd] = NULL;
    world.end[fd] = 0;
    if (world.disk && flags & O_CREAT) {
        world.of[fd] = disk_create(world.disk, path);
        if (flags & O_TRUNC) disk_truncate(world.of[fd], 0);
    }
    return fd;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t n)
{
    struct stat st;
    bool ours = has(fd) || (world.folder && !world.disk && !fstat(fd, &st) && S_ISREG(st.st_mode));
    if (!ours) return __real_write(fd, bytes, n);
    if (fails()) return -1;
    if (has(fd)) disk_write(world.of[fd], bytes, n, world.end[fd]);
    world.end[fd] += n;
    return __real_write(fd, bytes, n);
}

int __wrap_fsync(int fd)
{
    if (!world.folder) return __real_fsync(fd);
    if (fails()) return -1;
    if (has(fd) && world.disk) {
        if (world.is_folder[fd]) disk_sync_names(world.disk);
        else disk_sync(world.of[fd]);
    }
    return 0; /* the machine goes on: what it has in memory is what programs see */
}

int __wrap_rename(const char *from, const char *to)
{
    if (!is_ours(from)) return __real_rename(from, to);
    if (fails()) return -1;
    if (world.disk) disk_rename(world.disk, from, to);
    return __real_rename(from, to);
}

int __wrap_unlink(const char *path)
{
    if (!is_ours(path)) return __real_unlink(path);
    if (fails()) return -1;
    if (world.disk) disk_remove(world.disk, path);
    return __real_unlink(path);
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    if (is_ours(path) && fails()) return -1;
    return __real_mkdir(path, mode);
}

/* ---- the work ------------------------------------------------------------------------------------------------------ */

typedef struct {
    bool there[DOCUMENTS], gone[DOCUMENTS]; /* reported as kept, as taken out */
    int steps;
} told;

static const char WORDS[] =
    "The harbour master of Port Ilven said on Tuesday that the northern crane had been closed after inspectors found "
    "cracks in two of its supporting beams. Repairs would take at least three weeks, he told the town council.";

static reuse_document document_of(arena *a, int i)
{
    reuse_document d = { .id = arena_printf(a, "doc-%d", i), .publisher = arena_printf(a, "Paper %d", i) };
    d.text = arena_printf(a, "Opening %d of paper %d in the year %d. %s Closing words of number %d.", i * 7, i, i + 2030, WORDS, i * 11);
    date_parse(arena_printf(a, "2031-05-%02d", i + 1), &d.published);
    return d;
}

static void put_in(reuse_index *x, arena *records, int from, int to, told *t)
{
    const char *why;
    for (int i = from; i < to; i++) {
        reuse_document d = document_of(records, i);
        if (reuse_index_add(x, &d, &why) == INDEX_REFUSED) arena_leave(records, HS_BUG, "refused: %s", why);
    }
    reuse_index_keep(x);
    for (int i = from; i < to; i++) t->there[i] = true;
    t->steps++;
}

static void all_work(arena *a, arena *scratch, arena *records, const char *folder, told *t)
{
    reuse_index *x = reuse_index_open(a, scratch, folder, true, NULL);
    put_in(x, records, 0, 3, t);
    put_in(x, records, 3, 4, t);
    t->there[DELETED] = false; /* from here on it may be gone */
    reuse_index_delete(x, document_of(records, DELETED).id);
    t->gone[DELETED] = true;
    t->steps++;
    put_in(x, records, 4, 5, t);
    put_in(x, records, 5, DOCUMENTS, t); /* the fourth segment: they are merged */
    reuse_index_compact(x);
    t->steps++;
}

static hs_status with_arenas(const char *folder, told *t, void (*fn)(arena *, arena *, arena *, const char *, told *), char why[400])
{
    arena *a[3] = { arena_open(NULL, 0), arena_open(NULL, 0), arena_open(NULL, 0) };
    hs_status status = HS_OK;
    const failure *f = NULL;
    if (!ARENA_DOOR(a[0])) f = arena_failure(a[0]);
    else if (!ARENA_DOOR(a[1])) f = arena_failure(a[1]);
    else if (!ARENA_DOOR(a[2])) f = arena_failure(a[2]);
    else fn(a[0], a[1], a[2], folder, t);
    if (f) {
        status = f->status;
        snprintf(why, 400, "%s", f->what);
    }
    for (int i = 2; i >= 0; i--) arena_close(a[i]);
    return status;
}

/* ---- what must hold ------------------------------------------------------------------------------------------------ */

static void look_at(arena *a, arena *scratch, arena *records, const char *folder, told *t)
{
    reuse_index *x = reuse_index_open(a, scratch, folder, false, NULL);
    reuse_index_check(x);
    bool there[DOCUMENTS] = { false };
    reuse_document d;
    for (uint64_t i = 0; reuse_index_next(x, &i, &d);) {
        int number = d.id.n > 4 ? atoi(d.id.p + 4) : -1;
        if (number < 0 || number >= DOCUMENTS || there[number] || !str_eq(d.text, document_of(records, number).text))
            arena_leave(records, HS_BUG, "%.*s: nobody put that in", STR_ARGS(d.id));
        there[number] = true;
    }
    uint32_t n = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
        if ((t->there[i] && !there[i]) || (t->gone[i] && there[i])) arena_leave(records, HS_BUG, "document %d: lost, or come back", i);
        n += there[i];
    }
    reuse_document asked = document_of(records, 20);
    reuse_index_answer r = reuse_index_query(&x, 1, records, scratch, &asked, NULL);
    if (r.copies != n) arena_leave(records, HS_BUG, "%zu copies in %u documents", r.copies, n);
}

static void must_hold(const char *folder, told *t, const char *what)
{
    char why[400] = "", manifest[100];
    told again = { .steps = 0 };
    world.folder = NULL;
    snprintf(manifest, sizeof manifest, "%s/manifest", folder);
    if (!access(manifest, F_OK) || t->steps) {
        if (with_arenas(folder, t, look_at, why) != HS_OK) fail_msg("%s: %s", what, why);
    }
    if (with_arenas(folder, &again, all_work, why) != HS_OK) fail_msg("%s: again: %s", what, why);
    if (with_arenas(folder, &again, look_at, why) != HS_OK) fail_msg("%s: after doing it again: %s", what, why);
}

static hs_status do_it(const char *folder, told *t, char why[400])
{
    world.folder = folder;
    world.calls = 0;
    world.dead = false;
    hs_status status = with_arenas(folder, t, all_work, why);
    world.folder = NULL;
    return status;
}

static uint64_t calls_of(const char *folder)
{
    char why[400] = "";
    told t = { .steps = 0 };
    folder_empty(folder);
    if (do_it(folder, &t, why) != HS_OK) fail_msg("%s", why);
    must_hold(folder, &t, "no fault");
    return world.calls;
}

static void one_fault(const char *folder, uint64_t at, bool for_ever, int with)
{
    char why[400] = "", what[80];
    told t = { .steps = 0 };
    snprintf(what, sizeof what, "call %llu fails %s: %s", (unsigned long long)at, for_ever ? "for ever" : "once", strerror(with));
    folder_empty(folder);
    world.fail_at = at, world.for_ever = for_ever, world.why = with;
    hs_status status = do_it(folder, &t, why);
    world.fail_at = 0;
    if (status != HS_OK && (status != HS_IO || strchr(why, '\n'))) fail_msg("%s: status %d: %s", what, status, why);
    must_hold(folder, &t, what);
}

static void calls_fail(void **context)
{
    (void)context;
    char folder[64];
    folder_make(folder);
    rng r = rng_seed(SEED);
    uint64_t n = calls_of(folder), runs = 0;
    for (points p = points_of(n, POINTS, all_points, &r); p.next <= n; p.next += p.step, runs += 3) {
        one_fault(folder, p.next, false, EIO);
        one_fault(folder, p.next, true, EIO);
        one_fault(folder, p.next, true, ENOSPC);
    }
    print_message("seed %u: %llu calls, %llu runs\n", SEED, (unsigned long long)n, (unsigned long long)runs);
    folder_remove(folder);
}

static void killed(void **context)
{
    (void)context;
    char folder[64], what[64];
    folder_make(folder);
    uint64_t n = calls_of(folder);
    rng r = rng_seed(SEED);
    for (points p = points_of(n, POINTS, all_points, &r); p.next <= n; p.next += p.step) {
        told *t = test_malloc(sizeof *t);
        int way[2], status;
        folder_empty(folder);
        assert_int_equal(pipe(way), 0);
        pid_t pid = fork();
        if (!pid) {
            char why[400];
            *t = (told){ .steps = 0 };
            world.kill_at = p.next;
            do_it(folder, t, why);
            _exit(0);
        }
        close(way[0]);
        close(way[1]);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
        snprintf(what, sizeof what, "killed at call %llu", (unsigned long long)p.next);
        *t = (told){ .steps = 0 }; /* what it would have told is what stands before the call; the next work shows it */
        must_hold(folder, t, what);
        test_free(t);
    }
    folder_remove(folder);
}

static void the_power_goes(void **context)
{
    (void)context;
    char folder[64], image[64], why[400], what[80];
    folder_make(folder);
    uint64_t n = calls_of(folder);
    rng r = rng_seed(SEED);
    for (points p = points_of(n, CUTS, all_points, &r); p.next <= n; p.next += p.step) {
        told t = { .steps = 0 };
        folder_empty(folder);
        world.disk = disk_open();
        world.cut_at = p.next;
        do_it(folder, &t, why);
        world.cut_at = 0;
        disk *d = world.disk;
        world.disk = NULL;
        for (unsigned way = 0; way < (all_points ? 12 : 6); way++) {
            told seen = t;
            folder_make(image);
            disk_image(d, way, &r, image);
            snprintf(what, sizeof what, "power cut at call %llu, way %u", (unsigned long long)p.next, way);
            must_hold(image, &seen, what);
            folder_remove(image);
        }
        disk_close(d);
    }
    folder_remove(folder);
}

int main(int argc, char **argv)
{
    all_points = has_argument(argc, argv, "all");
    const struct CMUnitTest tests[] = { cmocka_unit_test(calls_fail), cmocka_unit_test(killed), cmocka_unit_test(the_power_goes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
