/*
 * vfs.h - a shim over SQLite's file system that fails, fills up, or loses its power.
 *
 *     SQLite -> shim -> the ordinary one -> real files, which are what a program sees while it runs
 *                  \-> disk: what a power cut would leave
 *
 * The disk keeps, for each file, the bytes that were synced and the list of writes and truncations since, and for the
 * folder the names that were synced and the list of creations and removals since.  At a cut each item of those lists
 * may have reached the disk or not, writes also in part: disk_image puts one such outcome into another folder.
 * A sync of a journal or write-ahead log that was just created syncs the folder too, and so does a removal with that
 * flag, as SQLite's unix file system does.
 */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H
#include "base/random.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

enum { OP_OPEN = 1, OP_WRITE = 2, OP_SYNC = 4, OP_TRUNCATE = 8, OP_DELETE = 16, OP_READ = 32, OP_ALL = 63 };

typedef struct disk disk;

typedef struct {
    unsigned ops;        /* which operations count */
    uint64_t calls;      /* of those so far */
    uint64_t fail_at;    /* the number of the one that fails; 0: none */
    bool for_ever;       /* and all after it */
    bool full;           /* what fails is a write, and it says that the disk is full */
    bool dead;           /* the power is gone: nothing does anything any more */
    uint64_t cut_at;     /* the operation in whose place the power goes; 0: never */
    uint64_t hits;
    disk *disk;          /* NULL: no power cut is played */
    sqlite3_vfs *real;
} shim;

/* Makes the shim the file system that SQLite uses; shim_out puts the ordinary one back. */
void shim_in(shim *, sqlite3_vfs *mine);
void shim_out(sqlite3_vfs *mine);

disk *disk_open(void);
void disk_close(disk *);
/* One outcome of a cut, chosen by `way`: 0 nothing unsynced arrived, 1 all of it, 2 all bytes but no name, 3 all names
 * but no bytes, else each item by chance, writes also torn.  Files go into `folder` by their last names. */
void disk_image(const disk *, unsigned way, rng *, const char *folder);

#endif
