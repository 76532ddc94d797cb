/*
 * db.c - one way of running work that may fail, transactions, and what SQLite's codes mean to us.
 */
#include "case/inside.h"

hs_status db_status(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK: return HS_OK;
    case SQLITE_NOMEM: return HS_NO_MEMORY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return HS_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR:      /* our SQL is right, so a table is not as we made it */
    case SQLITE_CONSTRAINT: /* records are valid before they get here, so a row that was there is not */
    case SQLITE_MISMATCH: return HS_BAD_CASE;
    case SQLITE_TOOBIG: return HS_LIMIT;
    case SQLITE_INTERRUPT: return HS_INTERRUPTED;
    case SQLITE_MISUSE:
    case SQLITE_RANGE: return HS_BUG;
    default: return HS_IO; /* IOERR, FULL, CANTOPEN, READONLY, PERM, PROTOCOL ... */
    }
}

void db_leave(case_file *c, const char *doing)
{
    int code = sqlite3_extended_errcode(c->db);
    hs_status status = db_status(code);
    if (status == HS_BUSY) arena_leave(c->door, status, "%s: another program is changing the case", doing);
    const char *why = sqlite3_errmsg(c->db);
    arena_leave(c->door, status == HS_OK ? HS_BUG : status, "%s: %s", doing, why);
}

void db_damaged(case_file *c, const char *what)
{
    arena_leave(c->door, HS_BAD_CASE, "the case is damaged: %s", what);
}

void db_exec(case_file *c, const char *sql, const char *doing)
{
    if (sqlite3_exec(c->db, sql, NULL, NULL, NULL) != SQLITE_OK) db_leave(c, doing);
}

static void statements_reset(case_file *c)
{
    for (int i = 0; i < DB_STATEMENTS; i++)
        if (c->statement[i]) {
            sqlite3_reset(c->statement[i]);
            sqlite3_clear_bindings(c->statement[i]);
        }
}

hs_status case_run(case_file *c, arena *a, case_work *work, void *args, hs_error *err)
{
    arena *outer = c->door;
    arena_mark before = arena_here(a);
    c->door = a;
    hs_status status;
    if (ARENA_DOOR(a)) {
        work(c, args);
        arena_door_shut(a);
        status = HS_OK;
    } else {
        status = fail_from(err, arena_failure(a), c->path);
        statements_reset(c);
        arena_rollback(a, before);
    }
    c->door = outer;
    return status;
}

static hs_status broken(case_file *c, hs_error *err)
{
    return fail(err, c->broken, "%s: an earlier failure could not be undone; open the case again", c->path);
}

hs_status case_may_read(case_file *c, hs_error *err)
{
    return c->broken ? broken(c, err) : HS_OK;
}

hs_status case_may_write(case_file *c, hs_error *err)
{
    if (c->broken) return broken(c, err);
    if ((c->flags & CASE_WRITE) != CASE_WRITE)
        return fail(err, HS_BAD_ARGUMENT, "%s: the case is open for reading only", c->path);
    return HS_OK;
}

/* Runs one of the statements that begin or end something. */
static hs_status plain(case_file *c, db_statement which, const char *doing, hs_error *err)
{
    sqlite3_stmt *s = c->statement[which];
    sqlite3_step(s);
    int code = sqlite3_reset(s);
    if (code == SQLITE_OK) return HS_OK;
    hs_status status = db_status(sqlite3_extended_errcode(c->db));
    if (status == HS_BUSY) return fail(err, status, "%s: %s: another program is changing the case", c->path, doing);
    return fail(err, status == HS_OK ? HS_BUG : status, "%s: %s: %s", c->path, doing, sqlite3_errmsg(c->db));
}

static void undo(case_file *c, hs_status status)
{
    c->order.is_fresh = c->order.is_saved = false;
    if (c->in_batch && !sqlite3_get_autocommit(c->db)) {
        if (plain(c, DB_ROLLBACK_TO, "undo", NULL) == HS_OK && plain(c, DB_RELEASE, "undo", NULL) == HS_OK) return;
    }
    if (!sqlite3_get_autocommit(c->db)) plain(c, DB_ROLLBACK, "undo", NULL);
    if (!sqlite3_get_autocommit(c->db)) c->broken = status;
}

hs_status case_run_write(case_file *c, case_work *work, void *args, hs_error *err)
{
    hs_status status = case_may_write(c, err);
    if (status != HS_OK) return status;
    if (c->in_batch && sqlite3_get_autocommit(c->db))
        return fail(err, HS_IO, "%s: the batch was lost to an earlier failure", c->path);
    status = plain(c, c->in_batch ? DB_SAVEPOINT : DB_BEGIN, "begin", err);
    if (status != HS_OK) return status;
    status = case_run(c, c->own, work, args, err);
    if (status == HS_OK) status = plain(c, c->in_batch ? DB_RELEASE : DB_COMMIT, "commit", err);
    if (status != HS_OK) undo(c, status);
    arena_reset(c->own);
    return status;
}

hs_status case_run_read(case_file *c, arena *a, case_work *work, void *args, hs_error *err)
{
    hs_status status = case_may_read(c, err);
    if (status != HS_OK) return status;
    bool alone = sqlite3_get_autocommit(c->db);
    if (alone) status = plain(c, DB_READ_BEGIN, "begin", err);
    if (status != HS_OK) return status;
    status = case_run(c, a, work, args, err);
    if (alone && plain(c, DB_ROLLBACK, "end", NULL) != HS_OK && !sqlite3_get_autocommit(c->db)) c->broken = HS_IO;
    if (a == c->own) arena_reset(a);
    return status;
}

hs_status case_read_again(case_file *c, hs_error *err)
{
    hs_status status = case_may_read(c, err);
    if (status != HS_OK) return status;
    if ((c->flags & CASE_WRITE) == CASE_WRITE)
        return fail(err, HS_BAD_ARGUMENT, "%s: a moment is held of a case that is open for reading only", c->path);
    c->order.is_fresh = c->order.is_saved = false;
    if (!sqlite3_get_autocommit(c->db)) status = plain(c, DB_ROLLBACK, "end", err);
    return status == HS_OK ? plain(c, DB_READ_BEGIN, "begin", err) : status;
}

hs_status case_batch_begin(case_file *c, hs_error *err)
{
    hs_status status = case_may_write(c, err);
    if (status != HS_OK) return status;
    if (c->in_batch) return fail(err, HS_BAD_ARGUMENT, "%s: a batch within a batch", c->path);
    status = plain(c, DB_BEGIN, "begin", err);
    c->in_batch = status == HS_OK;
    return status;
}

hs_status case_batch_end(case_file *c, hs_error *err)
{
    if (c->broken) return broken(c, err);
    if (!c->in_batch) return fail(err, HS_BAD_ARGUMENT, "%s: there is no batch to end", c->path);
    c->in_batch = false;
    if (sqlite3_get_autocommit(c->db))
        return fail(err, HS_IO, "%s: the batch was lost to an earlier failure", c->path);
    hs_status status = plain(c, DB_COMMIT, "commit", err);
    if (status != HS_OK) undo(c, status);
    return status;
}

hs_status case_batch_drop(case_file *c, hs_error *err)
{
    if (!c->in_batch) return fail(err, HS_BAD_ARGUMENT, "%s: there is no batch to drop", c->path);
    c->in_batch = false;
    c->order.is_fresh = c->order.is_saved = false;
    return sqlite3_get_autocommit(c->db) ? HS_OK : plain(c, DB_ROLLBACK, "drop", err);
}
