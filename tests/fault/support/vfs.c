/*
 * vfs.c - a shim over SQLite's file system that fails, fills up, or loses its power.
 */
#include "fault/support/vfs.h"

#include "fault/support/disk.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    sqlite3_file base;
    shim *s;
    inode *inode;      /* NULL: not on the disk (or no disk) */
    bool syncs_folder; /* with its next sync */
    sqlite3_file *real;
} shim_file;

static shim_file *of(sqlite3_file *f)
{
    return (shim_file *)f;
}

/* What the operation answers with before it is done: SQLITE_OK, or its failure. */
static int before(shim *s, unsigned op, int failure)
{
    if (s->dead) return failure;
    if (!(s->ops & op)) return SQLITE_OK;
    s->calls++;
    if (s->cut_at && s->calls >= s->cut_at) {
        s->dead = true;
        s->hits++;
        return failure;
    }
    if (!s->fail_at || s->calls < s->fail_at || (s->calls > s->fail_at && !s->for_ever)) return SQLITE_OK;
    s->hits++;
    return s->full ? SQLITE_FULL : failure;
}

static int shim_close(sqlite3_file *f)
{
    shim_file *x = of(f);
    int code = x->real->pMethods ? x->real->pMethods->xClose(x->real) : SQLITE_OK;
    free(x->real);
    return code;
}

static int shim_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    int code = before(of(f)->s, OP_READ, SQLITE_IOERR_READ);
    return code ? code : of(f)->real->pMethods->xRead(of(f)->real, to, n, at);
}

static int shim_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    shim_file *x = of(f);
    int code = before(x->s, OP_WRITE, SQLITE_IOERR_WRITE);
    if (code) return code;
    if (x->inode) disk_write(x->inode, from, (uint64_t)n, (uint64_t)at);
    return x->real->pMethods->xWrite(x->real, from, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    shim_file *x = of(f);
    int code = before(x->s, OP_TRUNCATE, SQLITE_IOERR_TRUNCATE);
    if (code) return code;
    if (x->inode) disk_truncate(x->inode, (uint64_t)n);
    return x->real->pMethods->xTruncate(x->real, n);
}

/* The real files need no sync: nobody cuts their power. */
static int shim_sync(sqlite3_file *f, int flags)
{
    (void)flags;
    shim_file *x = of(f);
    int code = before(x->s, OP_SYNC, SQLITE_IOERR_FSYNC);
    if (code) return code;
    if (x->inode) disk_sync(x->inode);
    if (x->inode && x->syncs_folder) disk_sync_names(x->s->disk);
    x->syncs_folder = false;
    return SQLITE_OK;
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return of(f)->real->pMethods->xFileSize(of(f)->real, n);
}

static int shim_lock(sqlite3_file *f, int level)
{
    return of(f)->real->pMethods->xLock(of(f)->real, level);
}

static int shim_unlock(sqlite3_file *f, int level)
{
    return of(f)->real->pMethods->xUnlock(of(f)->real, level);
}

static int shim_reserved(sqlite3_file *f, int *out)
{
    return of(f)->real->pMethods->xCheckReservedLock(of(f)->real, out);
}

static int shim_control(sqlite3_file *f, int op, void *arg)
{
    return of(f)->real->pMethods->xFileControl(of(f)->real, op, arg);
}

static int shim_sector(sqlite3_file *f)
{
    return of(f)->real->pMethods->xSectorSize(of(f)->real);
}

/* Nothing is promised about what a cut does to bytes near those being written. */
static int shim_device(sqlite3_file *f)
{
    (void)f;
    return 0;
}

static int shim_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return of(f)->real->pMethods->xShmMap(of(f)->real, page, size, extend, out);
}

static int shim_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return of(f)->real->pMethods->xShmLock(of(f)->real, offset, n, flags);
}

static void shim_barrier(sqlite3_file *f)
{
    of(f)->real->pMethods->xShmBarrier(of(f)->real);
}

static int shim_unmap(sqlite3_file *f, int remove)
{
    return of(f)->real->pMethods->xShmUnmap(of(f)->real, remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_device,
    .xShmMap = shim_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_barrier,
    .xShmUnmap = shim_unmap,
};

static int shim_open(sqlite3_vfs *v, const char *path, sqlite3_file *f, int flags, int *out_flags)
{
    shim *s = v->pAppData;
    shim_file *x = of(f);
    *x = (shim_file){ .s = s };
    int code = before(s, OP_OPEN, SQLITE_CANTOPEN);
    if (code) return code;
    x->real = calloc(1, (size_t)s->real->szOsFile);
    if (!x->real) return SQLITE_NOMEM;
    code = s->real->xOpen(s->real, path, x->real, flags, out_flags);
    if (code) {
        free(x->real);
        return code;
    }
    bool is_log = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
    bool is_kept = is_log || (flags & SQLITE_OPEN_MAIN_DB);
    if (s->disk && path && is_kept && (flags & SQLITE_OPEN_READWRITE)) x->inode = disk_create(s->disk, path);
    x->syncs_folder = is_log && (flags & SQLITE_OPEN_CREATE);
    x->base.pMethods = &methods;
    return SQLITE_OK;
}

static int shim_delete(sqlite3_vfs *v, const char *path, int syncs_folder)
{
    shim *s = v->pAppData;
    int code = before(s, OP_DELETE, SQLITE_IOERR_DELETE);
    if (code) return code;
    if (s->disk) disk_remove(s->disk, path);
    if (s->disk && syncs_folder) disk_sync_names(s->disk);
    return s->real->xDelete(s->real, path, 0);
}

static int shim_access(sqlite3_vfs *v, const char *path, int flags, int *out)
{
    shim *s = v->pAppData;
    return s->real->xAccess(s->real, path, flags, out);
}

static int shim_full_path(sqlite3_vfs *v, const char *path, int n, char *out)
{
    shim *s = v->pAppData;
    return s->real->xFullPathname(s->real, path, n, out);
}

void shim_in(shim *s, sqlite3_vfs *mine)
{
    s->real = sqlite3_vfs_find("unix");
    *mine = *s->real; /* what touches no file stays as it is */
    mine->pNext = NULL;
    mine->zName = "shim";
    mine->szOsFile = sizeof(shim_file);
    mine->pAppData = s;
    mine->xOpen = shim_open;
    mine->xDelete = shim_delete;
    mine->xAccess = shim_access;
    mine->xFullPathname = shim_full_path;
    sqlite3_vfs_register(mine, 1);
}

void shim_out(sqlite3_vfs *mine)
{
    sqlite3_vfs_unregister(mine);
}
