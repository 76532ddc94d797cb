/*
 * uploads.c - documents that come over HTTP (--edit): one thread reads them, one after the other, and settles the case.
 */
#include "base/file.h"
#include "serve/inside.h"
#include <stdlib.h>

struct uploads { server *s; };
uploads *uploads_open(server *s, hs_error *err)
{
    uploads *u = calloc(1, sizeof *u);
    if (!u) fail(err, HS_NO_MEMORY, "out of memory");
    else u->s = s;
    return u;
}
void uploads_close(uploads *u) { free(u); }
void uploads_take(uploads *u, exchange *x) { (void)u; reply_problem(x, 404, "documents are not taken here"); }
void uploads_answer(uploads *u, exchange *x) { (void)u; reply_problem(x, 404, "documents are not taken here"); }
