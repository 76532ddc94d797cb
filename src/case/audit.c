/*
 * audit.c - who did what when, each entry sealed with the one before.
 *
 *     hash(n) = SHA-256( seq at who action object detail hash(n-1) ), each as 8 bytes of length and its bytes
 *
 * Changing an entry breaks the chain from there on.  Whoever can write the file can also recompute all of it: only a
 * head kept elsewhere shows that (docs/case.md).
 */
#include "base/hash.h"
#include "case/inside.h"

#include <stdio.h>

#define BEFORE_THE_FIRST STR("0000000000000000000000000000000000000000000000000000000000000000")
enum { FIELDS = 7 };

static hs_str seal(arena *a, const hs_str field[FIELDS])
{
    buf b = { .a = a };
    for (int i = 0; i < FIELDS; i++) {
        for (int shift = 56; shift >= 0; shift -= 8) buf_byte(&b, (char)(field[i].n >> shift & 255));
        buf_add(&b, field[i]);
    }
    return sha256_hex(a, buf_str(&b));
}

static void last_entry(case_file *c, int64_t *seq, hs_str *hash)
{
    *seq = 0;
    *hash = BEFORE_THE_FIRST;
    row r = row_of(c, DB_AUDIT_LAST);
    while (row_next(&r)) {
        *seq = get_i64(&r);
        *hash = get_str(&r);
    }
}

static hs_str now(case_file *c)
{
    hs_str at = STR("");
    row r = row_of(c, DB_NOW);
    while (row_next(&r)) at = get_str(&r);
    return at;
}

void audit_add(case_file *c, hs_str who, const char *action, hs_str object, hs_str detail, int64_t *seq)
{
    hs_str before;
    last_entry(c, seq, &before);
    ++*seq;
    hs_str field[FIELDS] = { arena_printf(c->door, "%lld", (long long)*seq), now(c), who, str_of(action), object,
                             detail, before };
    row r = row_of(c, DB_AUDIT_ADD);
    put_i64(&r, *seq);
    for (int i = 1; i < FIELDS; i++) put_text(&r, field[i]);
    put_text(&r, seal(c->door, field));
    row_end(&r);
}

static hs_str digest_in(hs_str detail)
{
    size_t at = str_find(detail, STR("\"digest\":\""), 0);
    if (at == SIZE_MAX || detail.n - at < 10 + 64) return STR("");
    return str_sub(detail, at + 10, at + 10 + 64);
}

hs_str audit_digest_of(case_file *c, int64_t seq)
{
    hs_str digest = STR("");
    row r = row_of(c, DB_AUDIT_ROW);
    put_i64(&r, seq);
    while (row_next(&r)) {
        peek_str(&r);
        peek_str(&r);
        digest = digest_in(get_str(&r));
    }
    return digest;
}

bool audit_chain(case_file *c, uint64_t *rows, hs_str *head, char why[WHY])
{
    hs_str before = BEFORE_THE_FIRST;
    *rows = 0;
    bool good = true;
    row r = row_of(c, DB_AUDIT_ALL);
    while (row_next(&r)) {
        arena_mark mark = arena_here(c->door);
        int64_t seq = get_i64(&r);
        hs_str field[FIELDS] = { arena_printf(c->door, "%lld", (long long)seq) };
        for (int i = 1; i < FIELDS; i++) field[i] = get_str(&r);
        hs_str hash = get_str(&r), sealed = seal(c->door, field);
        const char *fault = NULL;
        if ((uint64_t)seq != *rows + 1) fault = "is out of its place: entries are missing";
        else if (!str_eq(field[FIELDS - 1], before)) fault = "does not follow the one before";
        else if (!str_eq(hash, sealed)) fault = "was changed";
        if (fault && good) snprintf(why, WHY, "audit log: entry %lld %s", (long long)seq, fault);
        good = good && !fault;
        ++*rows;
        char keep[2 * SHA256_BYTES] = { 0 };
        memcpy(keep, hash.p, hash.n < sizeof keep ? hash.n : sizeof keep);
        arena_rollback(c->door, mark);
        before = arena_str(c->door, (hs_str){ keep, sizeof keep });
    }
    *head = before;
    return good;
}

typedef struct {
    uint64_t *rows;
    hs_str *hash;
} head_args;

static void head_work(case_file *c, void *args)
{
    head_args *h = args;
    int64_t seq;
    last_entry(c, &seq, h->hash);
    *h->rows = (uint64_t)seq;
}

hs_status case_head(case_file *c, arena *a, uint64_t *rows, hs_str *hash, hs_error *err)
{
    return case_run_read(c, a, head_work, &(head_args){ rows, hash }, err);
}

/* ---- one moment -------------------------------------------------------------------------------------------------- */

static void now_work(case_file *c, void *args)
{
    case_moment *m = args;
    int64_t last;
    hs_str hash;
    last_entry(c, &last, &hash);
    *m = (case_moment){ .entries = (uint64_t)last, .settled_hash = STR("") };
    row r = row_of(c, DB_AUDIT_SETTLED);
    while (row_next(&r)) {
        m->settled_at = get_u64(&r);
        m->settled_hash = get_str(&r);
    }
}

hs_status case_now(case_file *c, arena *a, case_moment *out, hs_error *err)
{
    return case_run_read(c, a, now_work, out, err);
}

hs_status case_hold(case_file *c, arena *a, case_moment *out, hs_error *err)
{
    hs_status status = case_read_again(c, err);
    return status == HS_OK ? case_run_read(c, a, now_work, out, err) : status;
}
