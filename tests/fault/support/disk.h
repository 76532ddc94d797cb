/*
 * disk.h - the inside of a disk (vfs.h says what it is), for the shim that tells it what happens.
 */
#ifndef TESTS_FAULT_DISK_H
#define TESTS_FAULT_DISK_H
#include "fault/support/vfs.h"

typedef struct inode inode;

inode *disk_create(disk *, const char *path); /* or the file that has this name already */
void disk_remove(disk *, const char *path);
void disk_rename(disk *, const char *from, const char *to);
void disk_write(inode *, const void *bytes, uint64_t n, uint64_t at);
void disk_truncate(inode *, uint64_t n);
void disk_sync(inode *);
void disk_sync_names(disk *);

#endif
