/*
 * cmd_claims.c - hearsay claims: sentence by sentence, whose claim each is, how firm, on what evidence.
 */
#include "cli/say.h"

#include <stdio.h>
#include <string.h>

static const option OPTIONS[] = { { "about", 0, "NAME", "claims that speak of this actor" },
                                  { "by", 0, "NAME", "claims of this actor" },
                                  { "against", 0, "NAME", "claims in which something is done to this actor" },
                                  { "frame", 0, "FRAME", "claims of this kind of event or relation (\"support\")" },
                                  { "document", 0, "ID",
                                    "claims of one document: its number, or the start of its sha256" },
                                  { "since", 0, "DATE", "published on this date or later" },
                                  { "until", 0, "DATE", "published on this date or earlier" },
                                  { "number", 'n', "N", "this claim alone" },
                                  { NULL, 0, NULL, NULL } };

static bool query_of(const cli *c, hs_query *q)
{
    uint64_t number;
    if (!cli_number(c, "number", 0, &number)) return false;
    *q = (hs_query){ .number = number,
                     .document = cli_str(c, "document"),
                     .about = cli_str(c, "about"),
                     .by = cli_str(c, "by"),
                     .against = cli_str(c, "against"),
                     .frame = cli_str(c, "frame"),
                     .since = cli_str(c, "since"),
                     .until = cli_str(c, "until") };
    return true;
}

static void say_document(const cli *c, const hs_claim *row)
{
    layout_put(c, STYLE_BOLD, "%.*s", STR_ARGS(row->publisher.n ? row->publisher : STR("Unnamed outlet")));
    if (row->published.n) printf(", %.*s", STR_ARGS(row->published));
    printf("  ");
    layout_put(c, STYLE_DIM, "document %llu, sha256:%.12s", (unsigned long long)row->document, row->document_id.p);
    printf("\n\n");
}

static hs_status show(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_claim row;
    hs_status status;
    hs_id document = 0;
    uint32_t sentence = 0;
    while ((status = hs_next_claim(it, &row, err)) == HS_OK) {
        if (row.document != document) {
            if (document) printf("\n");
            say_document(c, &row);
            sentence = 0;
        }
        if (row.sentence_number != sentence) {
            int at = layout_put(c, STYLE_DIM, "%4u  ", row.sentence_number);
            layout_words(c, row.sentence, at, 6, STYLE_PLAIN);
        }
        say_claim(c, &row, true, 4);
        document = row.document;
        sentence = row.sentence_number;
        ++*rows;
    }
    return status == HS_END ? HS_OK : status;
}

static int run_claims(cli *c)
{
    hs_query q;
    return query_of(c, &q) ? cli_list(c, &q, hs_claims, show) : EXIT_WRONG_USE;
}

const command command_claims = {
    .name = "claims",
    .operands = "",
    .most = 0,
    .summary = "who says what, how firmly, on what evidence",
    .description =
        "Lists claims by document and sentence: whose each is (the author, a named actor, an unnamed voice), whether\n"
        "it asserts or denies, how firmly, with the words that soften it, and the evidence it cites.",
    .options = OPTIONS,
    .example = "hearsay claims --about \"Harbour Guard\" --since 2031-03",
    .run = run_claims
};
