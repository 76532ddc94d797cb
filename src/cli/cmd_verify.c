/*
 * cmd_verify.c - hearsay verify: every hash, span and the audit chain.
 */
#include "cli/say.h"

#include <stdio.h>

static const option OPTIONS[] = { { NULL, 0, NULL, NULL } };

static int run_verify(cli *c)
{
    hs_models *models;
    hs_case *cs;
    hs_iter *it;
    hs_error err;
    hs_fault row;
    hs_overview_row o;
    uint64_t checked, faults = 0;
    int result = cli_open(c, HS_READ, false, &models, &cs);
    if (result != EXIT_DONE) return result;
    hs_status status = hs_verify(cs, &it, &checked, &err);
    if (status == HS_OK) {
        if (c->json) {
            status = cli_json_rows(it, 0, &faults, &err);
        } else {
            while ((status = hs_next_fault(it, &row, &err)) == HS_OK) {
                printf("%s%.*s%s%.*s\n", row.document_id.n ? "sha256:" : "", STR_ARGS(row.document_id),
                       row.document_id.n ? ": " : "", STR_ARGS(row.what));
                faults++;
            }
        }
        hs_iter_close(it);
    }
    if (status != HS_OK && status != HS_END) result = cli_complain(c, &err);
    else if (hs_overview(cs, &o, &err) != HS_OK) result = cli_complain(c, &err);
    else {
        if (!c->json && !cli_option(c, "quiet"))
            printf("%u document%s, %llu span%s checked: %llu fault%s.\n", o.documents, layout_s(o.documents),
                   (unsigned long long)checked, layout_s(checked), (unsigned long long)faults, layout_s(faults));
        result = faults ? EXIT_NOTHING_OR_PARTLY : EXIT_DONE;
    }
    hs_case_close(cs);
    return result;
}

const command command_verify = {
    .name = "verify",
    .operands = "",
    .most = 0,
    .summary = "check every hash, every span and the audit chain",
    .description =
        "Reads every original anew and compares it with the stored text and the way back; checks each span against\n"
        "its text, the file itself, and the chain of the audit log.  Exit status 1 when anything is wrong.",
    .options = OPTIONS,
    .example = "hearsay verify",
    .run = run_verify
};
