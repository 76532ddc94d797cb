/*
 * open.c - opening, closing and copying a case.
 *
 * A writer sets synchronous=EXTRA before journal_mode=WAL, in this order, and reads both back: only so does a power
 * cut lose nothing that was acknowledged (docs/case.md has the figures).  Closing takes the journal back to DELETE, so
 * that one file is left that can be mailed.
 */
#include "case/inside.h"
#include "case/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a writer waits for another one, in ms; and SQLite's cache, in KiB (negative is KiB to it). */
enum { WAIT = 2000, CACHE = 32768 };

static void *plain_take(void *self, size_t n)
{
    (void)self;
    return malloc(n);
}

static void plain_give(void *self, void *p)
{
    (void)self;
    free(p);
}

static void give_back(case_file *c)
{
    for (int i = 0; i < DB_STATEMENTS; i++) sqlite3_finalize(c->statement[i]);
    for (int i = 0; i < PAGE_STATEMENTS; i++) sqlite3_finalize(c->page[i]);
    sqlite3_close(c->db);
    arena_close(c->own);
    arena_close(c->ordered);
    arena_source memory = c->memory;
    if (c->path) memory.give(memory.self, c->path);
    memory.give(memory.self, c);
}

static case_file *blank(const char *path, unsigned flags, const arena_source *from)
{
    arena_source memory = from ? *from : (arena_source){ plain_take, plain_give, NULL };
    case_file *c = memory.take(memory.self, sizeof *c);
    if (!c) return NULL;
    *c = (case_file){ .memory = memory, .flags = flags };
    size_t n = strlen(path) + 1;
    c->path = memory.take(memory.self, n);
    c->own = arena_open(&c->memory, 0);
    c->ordered = arena_open(&c->memory, 0);
    if (c->path && c->own && c->ordered) {
        memcpy(c->path, path, n);
        return c;
    }
    give_back(c);
    return NULL;
}

static int64_t pragma(case_file *c, const char *sql, const char *doing)
{
    sqlite3_stmt *s = NULL;
    int64_t v = -1;
    int code = sqlite3_prepare_v2(c->db, sql, -1, &s, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(s);
    if (code == SQLITE_ROW) v = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    if (code != SQLITE_ROW && code != SQLITE_DONE) db_leave(c, doing);
    return v;
}

/* The word a pragma answers with. */
static bool pragma_says(case_file *c, const char *sql, const char *word, const char *doing)
{
    sqlite3_stmt *s = NULL;
    bool same = false;
    int code = sqlite3_prepare_v2(c->db, sql, -1, &s, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(s);
    if (code == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(s, 0);
        same = said && !strcmp(said, word);
    }
    sqlite3_finalize(s);
    if (code != SQLITE_ROW && code != SQLITE_DONE) db_leave(c, doing);
    return same;
}

/* document_number(documents.id), from 1: the number that people see. */
static void document_number(sqlite3_context *to, int n, sqlite3_value **value)
{
    const case_file *c = sqlite3_user_data(to);
    sqlite3_int64 id = sqlite3_value_int64(value[0]);
    if (n == 1 && id >= 1 && id <= (sqlite3_int64)c->order.n) sqlite3_result_int64(to, (sqlite3_int64)c->order.number[id - 1] + 1);
}

/* Nothing in a file from elsewhere may run code or reach beyond it. */
static void harden(case_file *c)
{
    sqlite3_extended_result_codes(c->db, 1);
    sqlite3_busy_timeout(c->db, WAIT);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    db_exec(c, "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON", "open");
    db_exec(c, arena_printf(c->door, "PRAGMA cache_size=-%d", CACHE).p, "open");
    if (sqlite3_create_function(c->db, "document_number", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, c, document_number, NULL, NULL))
        db_leave(c, "open");
}

static bool is_empty(case_file *c)
{
    return !pragma(c, "PRAGMA application_id", "open") && !pragma(c, "PRAGMA user_version", "open") &&
           !pragma(c, "SELECT count(*) FROM sqlite_master", "open");
}

static void refuse_others(case_file *c)
{
    if (pragma(c, "PRAGMA application_id", "open") != CASE_APPLICATION_ID)
        arena_leave(c->door, HS_BAD_CASE, is_empty(c) ? "an empty file, no hearsay case"
                                                      : "a database of another program, no hearsay case");
    int64_t version = pragma(c, "PRAGMA user_version", "open");
    if (version > CASE_VERSION)
        arena_leave(c->door, HS_BAD_CASE, "a case from a newer hearsay (format %lld, this one knows %d)",
                    (long long)version, CASE_VERSION);
    if (version > 0 && version < CASE_VERSION)
        arena_leave(c->door, HS_BAD_CASE,
                    "a case from an older hearsay (format %lld, this one reads %d): make it anew from its documents",
                    (long long)version, CASE_VERSION);
    if (version != CASE_VERSION) arena_leave(c->door, HS_BAD_CASE, "a case whose format is not known");
}

/* SQLite reads what is missing of the last page as zeros; only a log beside it may hold the rest. */
static void refuse_truncated(case_file *c)
{
    struct stat st, log;
    int64_t need = pragma(c, "PRAGMA page_count", "open") * pragma(c, "PRAGMA page_size", "open");
    hs_str wal = arena_printf(c->door, "%s-wal", c->path);
    if (!stat(c->path, &st) && st.st_size < need && stat(wal.p, &log))
        arena_leave(c->door, HS_BAD_CASE, "the case is damaged: %lld bytes are missing at its end",
                    (long long)(need - st.st_size));
}

static void no_other_schema(case_file *c, void *ctx, hs_str what)
{
    (void)ctx;
    arena_leave(c->door, HS_BAD_CASE, "the case was altered: %.*s", STR_ARGS(what));
}

/* The order of the two decides; see the head of the file. */
static void make_safe(case_file *c)
{
    db_exec(c, "PRAGMA synchronous=EXTRA", "open");
    if (!pragma_says(c, "PRAGMA journal_mode=WAL", "wal", "open"))
        arena_leave(c->door, HS_IO, "cannot be written safely here: this file system has no write-ahead log");
    bool wal = pragma_says(c, "PRAGMA journal_mode", "wal", "open");
    if (!wal || pragma(c, "PRAGMA synchronous", "open") != 3 || pragma(c, "PRAGMA foreign_keys", "open") != 1)
        arena_leave(c->door, HS_BUG, "synchronous, journal mode or foreign keys are not as they were set");
}

static void make_new(case_file *c)
{
    db_exec(c, "PRAGMA encoding='UTF-8'; PRAGMA synchronous=EXTRA; BEGIN IMMEDIATE", "make the case");
    if (is_empty(c)) case_make(c); /* another program may have been first */
    db_exec(c, "COMMIT", "make the case");
}

static void open_work(case_file *c, void *args)
{
    (void)args;
    harden(c);
    bool create = (c->flags & CASE_CREATE) == CASE_CREATE;
    if (create && is_empty(c)) make_new(c);
    refuse_others(c);
    refuse_truncated(c);
    for (db_statement s = DB_BEGIN; s <= DB_READ_BEGIN; s++) row_of(c, s);
    if ((c->flags & CASE_WRITE) != CASE_WRITE) return;
    if (!sqlite3_db_readonly(c->db, "main")) make_safe(c);
    else arena_leave(c->door, HS_IO, "cannot be written: the file or its folder is read-only");
    schema_compare(c, no_other_schema, NULL);
}

/* Files created or removed in the folder of path are on disk after this. */
static hs_status sync_folder(const char *path, hs_error *err)
{
    const char *slash = strrchr(path, '/');
    char folder[4096] = ".";
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n >= sizeof folder) return fail(err, HS_LIMIT, "%s: path too long", path);
    if (slash) snprintf(folder, sizeof folder, "%.*s", n ? (int)n : 1, n ? path : "/");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    hs_status status = HS_OK;
    if (fd < 0 || fsync(fd)) status = fail(err, HS_IO, "%s: its folder cannot be synced: %s", path, strerror(errno));
    if (fd >= 0) close(fd);
    return status;
}

static hs_status connect(case_file *c, int how, hs_error *err)
{
    int code = sqlite3_open_v2(c->path, &c->db, how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) return case_run(c, c->own, open_work, NULL, err);
    hs_status status = db_status(code);
    int why = c->db ? sqlite3_system_errno(c->db) : 0;
    return fail(err, status == HS_OK ? HS_IO : status, "%s: cannot be opened: %s", c->path,
                why ? strerror(why) : sqlite3_errstr(code));
}

static void disconnect(case_file *c)
{
    for (int i = 0; i < DB_STATEMENTS; i++) {
        sqlite3_finalize(c->statement[i]);
        c->statement[i] = NULL;
    }
    sqlite3_close(c->db);
    c->db = NULL;
    arena_reset(c->own);
}

/* What a crash left beside the file can only be put in order by one who may write. */
static hs_status connect_reader(case_file *c, hs_error *err)
{
    hs_status status = connect(c, SQLITE_OPEN_READONLY, err);
    int code = c->db ? sqlite3_extended_errcode(c->db) : SQLITE_OK;
    bool left_over = status == HS_IO && ((code & 0xff) == SQLITE_READONLY || (code & 0xff) == SQLITE_CANTOPEN);
    if (!left_over) return status;
    disconnect(c);
    return connect(c, SQLITE_OPEN_READWRITE, err);
}

/* Plain words for the plain cases, before SQLite sees the path. */
static hs_status look(const char *path, unsigned flags, bool *is_new, hs_error *err)
{
    struct stat st;
    *is_new = false;
    if (!*path) return fail(err, HS_BAD_ARGUMENT, "a case needs a path");
    if (!stat(path, &st)) {
        if (S_ISDIR(st.st_mode)) return fail(err, HS_BAD_CASE, "%s: is a folder, no hearsay case", path);
        if (!S_ISREG(st.st_mode)) return fail(err, HS_BAD_CASE, "%s: is no regular file", path);
        *is_new = !st.st_size;
        return HS_OK;
    }
    *is_new = true;
    if (errno != ENOENT) return fail(err, HS_IO, "%s: cannot be opened: %s", path, strerror(errno));
    if ((flags & CASE_CREATE) != CASE_CREATE) return fail(err, HS_NOT_FOUND, "%s: there is no case", path);
    return HS_OK;
}

hs_status case_open_in(const char *path, unsigned flags, const arena_source *from, case_file **out, hs_error *err)
{
    *out = NULL;
    bool is_new;
    hs_status status = look(path, flags, &is_new, err);
    if (status != HS_OK) return status;
    case_file *c = blank(path, flags, from);
    if (!c) return fail(err, HS_NO_MEMORY, "%s: out of memory", path);
    bool write = (flags & CASE_WRITE) == CASE_WRITE, create = (flags & CASE_CREATE) == CASE_CREATE;
    if (!write) status = connect_reader(c, err);
    else status = connect(c, SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0), err);
    if (status == HS_OK && is_new) status = sync_folder(path, err);
    arena_reset(c->own);
    if (status == HS_OK) *out = c;
    else give_back(c);
    return status;
}

hs_status case_open(const char *path, unsigned flags, case_file **out, hs_error *err)
{
    return case_open_in(path, flags, NULL, out, err);
}

void case_close(case_file *c)
{
    if (!c) return;
    if (!sqlite3_get_autocommit(c->db)) sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
    for (int i = 0; i < DB_STATEMENTS; i++) sqlite3_reset(c->statement[i]);
    for (int i = 0; i < PAGE_STATEMENTS; i++) sqlite3_reset(c->page[i]);
    /* Fails while somebody else has the case open; whoever writes and closes last does it then. */
    sqlite3_busy_timeout(c->db, 0);
    if ((c->flags & CASE_WRITE) == CASE_WRITE) sqlite3_exec(c->db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    give_back(c);
}

/* ---- a copy ------------------------------------------------------------------------------------------------ */

static void copy_work(case_file *c, void *args)
{
    hs_str quoted = { sqlite3_mprintf("VACUUM INTO %Q", (const char *)args), 0 };
    if (!quoted.p) arena_leave(c->door, HS_NO_MEMORY, "out of memory");
    int code = sqlite3_exec(c->db, quoted.p, NULL, NULL, NULL);
    sqlite3_free((void *)(uintptr_t)quoted.p);
    if (code != SQLITE_OK) db_leave(c, "copy");
}

static hs_status sync_file(const char *path, hs_error *err)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    hs_status status = HS_OK;
    if (fd < 0 || fsync(fd)) status = fail(err, HS_IO, "%s: cannot be synced: %s", path, strerror(errno));
    if (fd >= 0) close(fd);
    return status;
}

/* Into its place, which must be free; file systems that cannot promise that are asked before. */
static hs_status into_place(const char *beside, const char *path, hs_error *err)
{
    int failed = renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE);
    if (failed && (errno == EINVAL || errno == ENOSYS)) failed = rename(beside, path);
    return failed ? fail(err, HS_IO, "%s: cannot be made: %s", path, strerror(errno)) : HS_OK;
}

hs_status case_copy(case_file *c, const char *path, hs_error *err)
{
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.part", path) >= (int)sizeof beside)
        return fail(err, HS_LIMIT, "%s: path too long", path);
    hs_status status = case_may_read(c, err);
    if (status != HS_OK) return status;
    if (c->in_batch) return fail(err, HS_BAD_ARGUMENT, "%s: a copy is made between batches, not in one", c->path);
    if (!access(path, F_OK)) return fail(err, HS_IO, "%s: is there already", path);
    unlink(beside);
    status = case_run(c, c->own, copy_work, beside, err);
    arena_reset(c->own);
    if (status == HS_OK) status = sync_file(beside, err);
    if (status == HS_OK) status = into_place(beside, path, err);
    if (status == HS_OK) return sync_folder(path, err);
    unlink(beside);
    return status;
}
