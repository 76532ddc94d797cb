/*
 * disk.c - what is on the disk, and what is only on its way to it.
 */
#include "fault/support/disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A change that is not synced: `bytes` at `at`, or a truncation to `at`. */
typedef struct change {
    struct change *next;
    bool is_truncation;
    uint64_t at, n;
    unsigned char bytes[];
} change;

struct inode {
    inode *next; /* of all ever made */
    unsigned char *bytes;
    uint64_t n;
    change *first, **last;
};

typedef struct name_change {
    struct name_change *next;
    char *name;
    inode *to; /* NULL: removed */
} name_change;

typedef struct name {
    struct name *next;
    char *name;
    inode *now, *synced; /* NULL: there is none */
} name;

struct disk {
    inode *inodes;
    name *names;
    name_change *first, **last;
};

static void *need(void *p)
{
    if (p) return p;
    fprintf(stderr, "out of memory in a test\n");
    abort();
}

disk *disk_open(void)
{
    disk *d = need(calloc(1, sizeof *d));
    d->last = &d->first;
    return d;
}

static void drop_changes(inode *i)
{
    while (i->first) {
        change *c = i->first;
        i->first = c->next;
        free(c);
    }
    i->last = &i->first;
}

static void drop_name_changes(disk *d)
{
    while (d->first) {
        name_change *c = d->first;
        d->first = c->next;
        free(c->name);
        free(c);
    }
    d->last = &d->first;
}

void disk_close(disk *d)
{
    drop_name_changes(d);
    while (d->names) {
        name *n = d->names;
        d->names = n->next;
        free(n->name);
        free(n);
    }
    while (d->inodes) {
        inode *i = d->inodes;
        d->inodes = i->next;
        drop_changes(i);
        free(i->bytes);
        free(i);
    }
    free(d);
}

static name *name_of_file(disk *d, const char *path)
{
    for (name *n = d->names; n; n = n->next)
        if (!strcmp(n->name, path)) return n;
    name *n = need(calloc(1, sizeof *n));
    *n = (name){ .next = d->names, .name = need(strdup(path)) };
    return d->names = n;
}

static void add_name_change(disk *d, const char *path, inode *to)
{
    name_change *c = need(calloc(1, sizeof *c));
    *c = (name_change){ .name = need(strdup(path)), .to = to };
    *d->last = c;
    d->last = &c->next;
}

inode *disk_create(disk *d, const char *path)
{
    name *n = name_of_file(d, path);
    if (n->now) return n->now;
    inode *i = need(calloc(1, sizeof *i));
    i->last = &i->first;
    i->next = d->inodes;
    d->inodes = i;
    n->now = i;
    add_name_change(d, path, i);
    return i;
}

void disk_remove(disk *d, const char *path)
{
    name *n = name_of_file(d, path);
    if (!n->now) return;
    n->now = NULL;
    add_name_change(d, path, NULL);
}

void disk_rename(disk *d, const char *from, const char *to)
{
    inode *i = name_of_file(d, from)->now;
    if (!i) return;
    name_of_file(d, to)->now = i;
    add_name_change(d, to, i);
    disk_remove(d, from);
}

static void add_change(inode *i, bool is_truncation, const void *bytes, uint64_t n, uint64_t at)
{
    change *c = need(calloc(1, sizeof *c + n));
    *c = (change){ .is_truncation = is_truncation, .at = at, .n = n };
    if (n) memcpy(c->bytes, bytes, n);
    *i->last = c;
    i->last = &c->next;
}

void disk_write(inode *i, const void *bytes, uint64_t n, uint64_t at)
{
    add_change(i, false, bytes, n, at);
}

void disk_truncate(inode *i, uint64_t n)
{
    add_change(i, true, NULL, 0, n);
}

static void resize(inode *i, uint64_t n)
{
    i->bytes = need(realloc(i->bytes, n ? n : 1));
    if (n > i->n) memset(i->bytes + i->n, 0, n - i->n);
    i->n = n;
}

static void put(inode *i, const unsigned char *bytes, uint64_t n, uint64_t at)
{
    if (at + n > i->n) resize(i, at + n);
    if (n) memcpy(i->bytes + at, bytes, n);
}

void disk_sync(inode *i)
{
    for (change *c = i->first; c; c = c->next) {
        if (!c->is_truncation) put(i, c->bytes, c->n, c->at);
        else if (c->at < i->n) resize(i, c->at);
    }
    drop_changes(i);
}

void disk_sync_names(disk *d)
{
    for (name_change *c = d->first; c; c = c->next) name_of_file(d, c->name)->synced = c->to;
    drop_name_changes(d);
}

/* ---- outcomes of a cut --------------------------------------------------------------------------------------- */

enum { SECTOR = 512 };

static bool arrives(unsigned way, bool is_name, rng *r)
{
    switch (way) {
    case 0: return false;
    case 1: return true;
    case 2: return !is_name;
    case 3: return is_name;
    default: return rng_below(r, 2);
    }
}

/* By chance only some sectors of a write arrive. */
static void put_part(inode *to, const change *c, unsigned way, rng *r)
{
    bool torn = way > 3 && !rng_below(r, 3);
    for (uint64_t from = 0; from < c->n; from += SECTOR) {
        uint64_t n = c->n - from < SECTOR ? c->n - from : SECTOR;
        if (!torn || rng_below(r, 2)) put(to, c->bytes + from, n, c->at + from);
    }
}

static void write_image(const inode *i, unsigned way, rng *r, const char *path)
{
    inode copy = { 0 };
    put(&copy, i->bytes, i->n, 0);
    for (const change *c = i->first; c; c = c->next) {
        if (!arrives(way, false, r)) continue;
        if (!c->is_truncation) put_part(&copy, c, way, r);
        else if (c->at < copy.n) resize(&copy, c->at);
    }
    FILE *f = need(fopen(path, "wb"));
    if (copy.n && fwrite(copy.bytes, 1, copy.n, f) != copy.n) abort();
    if (fclose(f)) abort();
    free(copy.bytes);
}

void disk_image(const disk *d, unsigned way, rng *r, const char *folder)
{
    for (const name *n = d->names; n; n = n->next) {
        const inode *i = n->synced;
        for (const name_change *c = d->first; c; c = c->next)
            if (!strcmp(c->name, n->name) && arrives(way, true, r)) i = c->to;
        if (!i) continue;
        char path[400];
        const char *slash = strrchr(n->name, '/');
        snprintf(path, sizeof path, "%s/%s", folder, slash ? slash + 1 : n->name);
        write_image(i, way, r, path);
    }
}
