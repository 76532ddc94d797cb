/*
 * out.c - what the forms share.
 */
#include "export/out.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <errno.h>
#include <string.h>

hs_status out_run(hs_case *c, FILE *to, void *ctx, out_work *work, hs_error *err)
{
    out o = { .c = c, .to = to, .a = arena_open(NULL, 0), .ctx = ctx };
    hs_status status = HS_OK;
    if (!o.a) return fail(err, HS_NO_MEMORY, "out of memory");
    if (ARENA_DOOR(o.a)) {
        work(&o);
        arena_door_shut(o.a);
    } else {
        status = fail_from(err, arena_failure(o.a), NULL);
    }
    arena_close(o.a);
    if (status == HS_OK && ferror(to)) status = fail(err, HS_IO, "cannot be written: %s", strerror(errno));
    return status;
}

static void must(out *o, hs_status status, const hs_error *err)
{
    if (status != HS_OK) arena_leave(o->a, status, "%s", err->what);
}

static void close_iter(void *it)
{
    hs_iter_close(it);
}

static hs_iter *opened(out *o, out_open *open, const hs_query *q)
{
    hs_iter *it;
    hs_error err;
    must(o, open(o->c, q, &it, &err), &err);
    arena_defer(o->a, close_iter, it);
    return it;
}

/* Each listing has rows of its own kind; what is done with them is the same. */
#define EACH(name, open, next, type)                                                        \
    {                                                                                       \
        arena_mark start = arena_here(o->a);                                                \
        hs_iter *it = opened(o, open, q);                                                   \
        hs_error err;                                                                       \
        hs_status status;                                                                   \
        type row;                                                                           \
        while ((status = next(it, &row, &err)) == HS_OK) {                                  \
            arena_mark here = arena_here(o->a);                                             \
            each(o, &row);                                                                  \
            arena_rollback(o->a, here);                                                     \
            if (ferror(o->to)) arena_leave(o->a, HS_IO, "cannot be written: %s", strerror(errno)); \
        }                                                                                   \
        if (status != HS_END) must(o, status, &err);                                        \
        arena_rollback(o->a, start);                                                        \
    }

void out_documents(out *o, out_document *each)
{
    const hs_query *q = NULL;
    EACH(documents, hs_documents, hs_next_document, hs_document)
}

void out_claims(out *o, const hs_query *q, out_claim *each)
{
    EACH(claims, hs_claims, hs_next_claim, hs_claim)
}

void out_answers(out *o, const hs_query *q, out_answer *each)
{
    EACH(answers, hs_answers, hs_next_answer, hs_answer)
}

void out_actors(out *o, out_actor *each)
{
    const hs_query *q = NULL;
    EACH(actors, hs_actors, hs_next_actor, hs_actor)
}

void out_sources(out *o, out_source *each)
{
    const hs_query *q = NULL;
    EACH(sources, hs_sources, hs_next_source, hs_source)
}

static hs_status open_why(hs_case *c, const hs_query *q, hs_iter **it, hs_error *err)
{
    return hs_why(c, q->number, it, err);
}

void out_why(out *o, hs_id answer, out_claim *each)
{
    const hs_query *q = &(hs_query){ .number = answer };
    EACH(why, open_why, hs_next_claim, hs_claim)
}

void out_str(out *o, hs_str s)
{
    fwrite(s.p, 1, s.n, o->to);
}

void out_printf(out *o, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vfprintf(o->to, format, list);
    va_end(list);
}

void out_object(out *o, const buf *b)
{
    fputs(o->comma ? ",\n" : "\n", o->to);
    o->comma = true;
    out_str(o, buf_str(b));
}

void out_line(out *o, const buf *b)
{
    out_str(o, buf_str(b));
    putc('\n', o->to);
}

void out_xml(out *o, hs_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t before = at;
        int32_t c = utf8_next(s, &at);
        bool allowed = c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
        if (!allowed) putc(' ', o->to);
        else if (c == '&') fputs("&amp;", o->to);
        else if (c == '<') fputs("&lt;", o->to);
        else if (c == '>') fputs("&gt;", o->to);
        else if (c == '"') fputs("&quot;", o->to);
        else out_str(o, str_sub(s, before, at));
    }
}

const char *out_verb(const hs_claim *c)
{
    return c->certainty == HS_UNKNOWN ? "leaves open" : c->polarity == HS_DENY ? "denies" : "asserts";
}

const char *out_certainty(hs_certainty c)
{
    static const char *const word[] = { "unknown", "possible", "probable", "certain" };
    return word[c];
}

/* RFC 4122, version 5 in form; the hash is SHA-256, of which as many bits are taken. */
hs_str out_uuid(arena *a, hs_str name)
{
    hs_str h = sha256_hex(a, name);
    static const char variant[] = "89ab";
    return arena_printf(a, "%.8s-%.4s-5%.3s-%c%.3s-%.12s", h.p, h.p + 8, h.p + 13, variant[h.p[16] % 4], h.p + 17, h.p + 20);
}

hs_str out_words(out *o, hs_span at)
{
    hs_str words;
    hs_error err;
    if (!at.document) return STR("");
    must(o, hs_text(o->c, at, &words, &err), &err);
    return arena_str(o->a, words);
}
