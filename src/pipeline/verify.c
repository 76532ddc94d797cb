/*
 * verify.c - what was not read, and every promise checked again from the bytes up.
 *
 * The case room checks what the file itself can show (hashes, spans, the audit chain).  Here each document is read
 * anew from its original bytes: the text and the way back must come out as they were stored.
 */
#include "pipeline/rows.h"

/* ---- spans ------------------------------------------------------------------------------------------------------- */

static hs_status document_in(hs_case *c, hs_span at, document *d, hs_error *err)
{
    uint32_t documents, unread;
    hs_status status = case_count(c->file, &documents, &unread, err);
    if (status != HS_OK) return status;
    if (!at.document || at.document > documents)
        return fail(err, HS_NOT_FOUND, "no document %llu", (unsigned long long)at.document);
    arena_reset(c->lent);
    status = case_document(c->file, c->lent, (uint32_t)at.document - 1, true, d, err);
    char why[WHY];
    if (status == HS_OK &&
        (at.end > d->text.n || !span_valid((span){ (uint32_t)at.begin, (uint32_t)at.end }, d->text, "span", why)))
        return fail(err, HS_BAD_ARGUMENT, "document %llu has no span [%llu, %llu)", (unsigned long long)at.document,
                    (unsigned long long)at.begin, (unsigned long long)at.end);
    return status;
}

hs_status hs_text(hs_case *c, hs_span at, hs_str *words, hs_error *err)
{
    document d;
    hs_status status = document_in(c, at, &d, err);
    *words = status == HS_OK ? str_sub(d.text, at.begin, at.end) : (hs_str){ NULL, 0 };
    return status;
}

hs_status hs_original(hs_case *c, hs_span at, hs_str *bytes, hs_error *err)
{
    document d;
    hs_status status = document_in(c, at, &d, err);
    if (status != HS_OK) {
        *bytes = (hs_str){ NULL, 0 };
        return status;
    }
    span in = document_original(&d, (span){ (uint32_t)at.begin, (uint32_t)at.end });
    *bytes = str_sub(d.original, in.begin, in.end);
    return HS_OK;
}

/* ---- what was not read ------------------------------------------------------------------------------------------- */

static void add_fault(hs_iter *it, hs_str document_id, hs_str what)
{
    hs_fault f = { arena_str(it->a, document_id), arena_str(it->a, what) };
    *VEC_ADD(it->a, &it->faults) = f;
}

/* Nobody may leave from inside the case's callback: what finds no memory is noted, and said afterwards. */
typedef struct {
    hs_iter *it;
    bool no_memory;
} collecting;

static bool keep_fault(void *ctx, hs_str where, hs_str what)
{
    collecting *x = ctx;
    if (!ARENA_DOOR(x->it->a)) return !(x->no_memory = true);
    add_fault(x->it, where, what);
    arena_door_shut(x->it->a);
    return true;
}

static hs_status fill_unread(hs_iter *it, const hs_query *q, hs_error *err)
{
    (void)q;
    collecting x = { .it = it };
    hs_status status = case_unread(it->c->file, keep_fault, &x, err);
    return status == HS_OK && x.no_memory ? fail(err, HS_NO_MEMORY, "out of memory") : status;
}

hs_status hs_unread(hs_case *c, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_FAULTS, NULL, fill_unread, out, err);
}

/* ---- verify -------------------------------------------------------------------------------------------------------
 */

static bool same_map(const document *x, const document *y)
{
    if (x->pieces != y->pieces) return false;
    for (size_t i = 0; i < x->pieces; i++) {
        const map_piece *p = &x->piece[i], *q = &y->piece[i];
        if (p->text_begin != q->text_begin || p->text_n != q->text_n || p->original_begin != q->original_begin ||
            p->original_n != q->original_n || p->same != q->same)
            return false;
    }
    return true;
}

/* Reads the original again and compares; leaves by scratch's door when the original cannot be read any more. */
static const char *reread(arena *scratch, const document *stored)
{
    text_about about = { .media_type = stored->media_type };
    const document *again = text_read(scratch, stored->original, &about);
    if (!str_eq(again->text, stored->text)) return "the original does not decode to the stored text";
    return same_map(again, stored) ? NULL : "the way back to the original has changed";
}

/* A document that the case cannot give back: told, unless the case room has named it so already. */
static void add_unreadable(hs_iter *it, uint32_t number, hs_str what)
{
    for (size_t i = 0; i < it->faults.n; i++)
        if (it->faults.at[i].what.n && str_ends(what, it->faults.at[i].what)) return;
    add_fault(it, STR(""), arena_printf(it->a, "document %u cannot be read: %.*s", number + 1, STR_ARGS(what)));
}

static hs_status check_document(hs_iter *it, arena *scratch, uint32_t number, hs_error *err)
{
    document d;
    arena_reset(scratch);
    hs_error why_not;
    hs_status status = case_document(it->c->file, scratch, number, true, &d, &why_not);
    if (status == HS_BAD_CASE) {
        add_unreadable(it, number, str_of(why_not.what));
        return HS_OK;
    }
    if (status != HS_OK) return fail(err, status, "%s", why_not.what);
    hs_str id = arena_str(it->a, d.id);
    char why[WHY];
    if (!document_valid(&d, why)) {
        add_fault(it, id, str_of(why));
        return HS_OK;
    }
    const char *fault;
    if (ARENA_DOOR(scratch)) {
        fault = reread(scratch, &d);
        arena_door_shut(scratch);
    } else {
        fault = arena_failure(scratch)->what;
    }
    if (fault) add_fault(it, id, str_of(fault));
    return HS_OK;
}

static hs_status check_documents(hs_iter *it, arena *scratch, hs_error *err)
{
    uint32_t documents, unread;
    hs_status status = case_count(it->c->file, &documents, &unread, err);
    for (uint32_t i = 0; status == HS_OK && i < documents; i++) status = check_document(it, scratch, i, err);
    return status;
}

hs_status hs_verify(hs_case *c, hs_iter **out, uint64_t *checked, hs_error *err)
{
    *checked = 0;
    hs_status status = rows_open(c, ROWS_FAULTS, NULL, fill_unread, out, err);
    if (status != HS_OK) return status;
    hs_iter *it = *out;
    it->faults.n = 0; /* what was not read is no broken promise */
    collecting x = { .it = it };
    status = case_check(c->file, keep_fault, &x, checked, err);
    if (status == HS_OK && x.no_memory) status = fail(err, HS_NO_MEMORY, "out of memory");
    arena *scratch = arena_open(NULL, 0);
    if (!scratch && status == HS_OK) status = fail(err, HS_NO_MEMORY, "out of memory");
    if (status == HS_OK && ARENA_DOOR(it->a)) {
        status = check_documents(it, scratch, err);
        arena_door_shut(it->a);
    } else if (status == HS_OK) {
        status = fail_from(err, arena_failure(it->a), "verifying");
    }
    arena_close(scratch);
    if (status != HS_OK) {
        hs_iter_close(it);
        *out = NULL;
    }
    return status;
}
