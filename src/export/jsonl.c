/*
 * jsonl.c - everything that is shown, one JSON object a line: {"row":"claim","value":{...}}.
 *
 * Rows come in the order of their numbers, so the same documents give the same bytes, in whatever order they were
 * added.
 */
#include "export/out.h"

#include "base/file.h"

#include <errno.h>
#include <string.h>

typedef hs_status open_rows(hs_case *, const hs_query *, hs_iter **, hs_error *);

static hs_status write_rows(hs_case *c, FILE *to, const char *row, open_rows *open, hs_error *err)
{
    hs_iter *it;
    hs_str line;
    hs_status status = open(c, NULL, &it, err);
    if (status != HS_OK) return status;
    while ((status = hs_next_json(it, &line, err)) == HS_OK) {
        fprintf(to, "{\"row\":\"%s\",\"value\":", row);
        fwrite(line.p, 1, line.n, to);
        fputs("}\n", to);
        if (ferror(to)) {
            status = fail(err, HS_IO, "cannot be written: %s", strerror(errno));
            break;
        }
    }
    hs_iter_close(it);
    return status == HS_END ? HS_OK : status;
}

hs_status export_jsonl(hs_case *c, FILE *to, hs_error *err)
{
    static const struct {
        const char *row;
        open_rows *open;
    } list[] = { { "document", hs_documents }, { "actor", hs_actors }, { "source", hs_sources },
                 { "claim", hs_claims },       { "answer", hs_answers }, { "copy", hs_copies } };
    hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < sizeof list / sizeof *list; i++)
        status = write_rows(c, to, list[i].row, list[i].open, err);
    return status;
}
