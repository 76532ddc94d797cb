/*
 * cmd_lists.c - hearsay sources, who, documents and unread: the plain listings.
 */
#include "cli/say.h"

#include <stdio.h>
#include <string.h>

static const option NO_OPTIONS[] = { { NULL, 0, NULL, NULL } };
static const option DOCUMENT_OPTIONS[] = { { "since", 0, "DATE", "published on this date or later" },
                                           { "until", 0, "DATE", "published on this date or earlier" },
                                           { NULL, 0, NULL, NULL } };

/* ---- sources ----------------------------------------------------------------------------------------------------- */

static const char *kind_word(hs_source_kind k)
{
    return k == HS_AUTHOR ? "writes" : k == HS_ACTOR ? "is quoted" : "is unnamed";
}

static void say_record(const cli *c, const hs_source *row)
{
    char line[300];
    int n = snprintf(line, sizeof line, "%s; %u claim%s; ", kind_word(row->kind), row->claims, layout_s(row->claims));
    if (row->sensitivity_high > 0 && row->sensitivity_high - row->sensitivity_low < 1)
        snprintf(line + n, sizeof line - (size_t)n,
                 "affirms what holds %.0f-%.0f %%, denies what does not %.0f-%.0f %%", 100 * row->sensitivity_low,
                 100 * row->sensitivity_high, 100 * row->specificity_low, 100 * row->specificity_high);
    else snprintf(line + n, sizeof line - (size_t)n, "no record: too little of it meets what others say");
    printf("     ");
    layout_words(c, str_of(line), 5, 5, STYLE_PLAIN);
}

static hs_status show_sources(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_source row;
    hs_status status;
    while ((status = hs_next_source(it, &row, err)) == HS_OK) {
        int at = layout_put(c, STYLE_DIM, "%4llu ", (unsigned long long)row.source);
        layout_words(c, row.name, at, 5, STYLE_BOLD);
        say_record(c, &row);
        ++*rows;
    }
    return status;
}

static int run_sources(cli *c)
{
    return cli_list(c, &(hs_query){ .by = c->operand_count ? str_of(c->operands[0]) : STR("") }, hs_sources,
                    show_sources);
}

/* ---- who --------------------------------------------------------------------------------------------------------- */

static void say_if(const cli *c, const char *label, hs_str words)
{
    if (!words.n) return;
    int at = printf("     %s:", label);
    layout_words(c, words, at, 7, STYLE_PLAIN);
}

static hs_status show_actors(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_actor row;
    hs_status status;
    while ((status = hs_next_actor(it, &row, err)) == HS_OK) {
        int at = layout_put(c, STYLE_DIM, "%4llu ", (unsigned long long)row.actor);
        layout_words(c, row.name, at, 5, STYLE_BOLD);
        printf("     %.*s, in %u document%s; %u claim%s of its own, %u about it\n", STR_ARGS(row.class_name),
               row.mentions_in, layout_s(row.mentions_in), row.said, layout_s(row.said), row.said_about);
        say_if(c, "also called", row.aliases);
        say_if(c, "part of", row.part_of);
        say_if(c, "joined by", row.reasons);
        ++*rows;
    }
    return status;
}

/* What one actor has said, and what is said about it, behind its entry. */
static int show_dossier(const cli *c, hs_case *cs, const char *label, const hs_query *q, uint64_t most)
{
    hs_iter *it;
    hs_error err;
    hs_claim row;
    uint64_t shown = 0, left = 0;
    hs_status status = hs_claims(cs, q, &it, &err);
    if (status != HS_OK) return cli_complain(c, &err);
    while ((status = hs_next_claim(it, &row, &err)) == HS_OK) {
        if (shown == most) {
            left++;
            continue;
        }
        if (!shown++) {
            printf("\n  ");
            layout_put(c, STYLE_BOLD, "%s", label);
            printf("\n");
        }
        say_claim(c, &row, false, 2);
        printf("%9s", "");
        say_sentence(c, &row, 9, STYLE_DIM);
    }
    hs_iter_close(it);
    if (left) printf("  ... and %llu more; hearsay claims lists them.\n", (unsigned long long)left);
    return status == HS_END ? EXIT_DONE : cli_complain(c, &err);
}

enum { DOSSIER_CLAIMS = 12 };

static int run_who(cli *c)
{
    hs_query q = { .about = c->operand_count ? str_of(c->operands[0]) : STR("") };
    int result = cli_list(c, &q, hs_actors, show_actors);
    if (result != EXIT_DONE || c->json || !c->operand_count) return result;
    hs_models *models;
    hs_case *cs;
    hs_iter *it;
    hs_error err;
    hs_actor row;
    result = cli_open_to_read(c, HS_READ, &models, &cs);
    if (result != EXIT_DONE) return result;
    hs_status status = hs_actors(cs, &q, &it, &err);
    if (status == HS_OK && hs_next_actor(it, &row, &err) == HS_OK) {
        hs_str name = row.name;
        result = show_dossier(c, cs, "Says", &(hs_query){ .by = name }, DOSSIER_CLAIMS);
        if (result == EXIT_DONE)
            result = show_dossier(c, cs, "Is spoken of", &(hs_query){ .about = name }, DOSSIER_CLAIMS);
    }
    hs_iter_close(it);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

/* ---- documents --------------------------------------------------------------------------------------------------- */

static void say_document_facts(const cli *c, const hs_document *row)
{
    char line[600];
    snprintf(line, sizeof line, "%.*s%s%.*s; %u sentence%s, %u claim%s; sha256:%.12s",
             STR_ARGS(row->publisher.n ? row->publisher : STR("unnamed outlet")), row->published.n ? ", " : "",
             STR_ARGS(row->published), row->sentences, layout_s(row->sentences), row->claims, layout_s(row->claims),
             row->id.p);
    printf("     ");
    layout_words(c, str_of(line), 5, 5, STYLE_PLAIN);
}

static hs_status show_documents(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_document row;
    hs_status status;
    while ((status = hs_next_document(it, &row, err)) == HS_OK) {
        int at = layout_put(c, STYLE_DIM, "%4llu ", (unsigned long long)row.document);
        layout_words(c, row.title.n ? row.title : row.origin, at, 5, STYLE_BOLD);
        say_document_facts(c, &row);
        say_if(c, "by", row.author);
        say_if(c, "credit", row.credit);
        say_if(c, "noted", row.notes);
        ++*rows;
    }
    return status;
}

static int run_documents(cli *c)
{
    return cli_list(c, &(hs_query){ .since = cli_str(c, "since"), .until = cli_str(c, "until") }, hs_documents,
                    show_documents);
}

/* ---- unread ------------------------------------------------------------------------------------------------------ */

static hs_status open_unread(hs_case *cs, const hs_query *q, hs_iter **out, hs_error *err)
{
    (void)q;
    return hs_unread(cs, out, err);
}

static hs_status show_unread(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_fault row;
    hs_status status;
    while ((status = hs_next_fault(it, &row, err)) == HS_OK) {
        layout_put(c, STYLE_BOLD, "%.*s", STR_ARGS(row.document_id));
        printf(": %.*s\n", STR_ARGS(row.what));
        ++*rows;
    }
    return status;
}

static int run_unread(cli *c)
{
    return cli_list(c, NULL, open_unread, show_unread);
}

const command command_sources = {
    .name = "sources",
    .operands = "[NAME]",
    .most = 1,
    .summary = "how each source has fared",
    .description =
        "Everybody whose claims the case holds: outlets and authors, actors that are quoted, unnamed voices; how many\n"
        "claims, and the two-sided record that the weighing has learnt, where there is enough to learn from.",
    .options = NO_OPTIONS,
    .example = "hearsay sources \"Lantern\"",
    .run = run_sources
};

const command command_who = {
    .name = "who",
    .operands = "[NAME]",
    .most = 1,
    .summary = "dossier of an actor: names, what it says, what is said of it",
    .description =
        "Who goes by a name in the case: other names and why they were joined, what it is part of, its own claims and\n"
        "the claims about it.  Without a name, everybody.",
    .options = NO_OPTIONS,
    .example = "hearsay who \"Salt League\"",
    .run = run_who
};

const command command_documents = {
    .name = "documents",
    .operands = "",
    .most = 0,
    .summary = "the documents of the case",
    .description = "Each document with its number, title, publisher, date, and what reading it found worth noting.",
    .options = DOCUMENT_OPTIONS,
    .example = "hearsay documents --since 2031-03",
    .run = run_documents
};

const command command_unread = {
    .name = "unread",
    .operands = "",
    .most = 0,
    .summary = "files and records that could not be read, and why",
    .description = "What add could not read, each with the reason; one that was read later is not listed any more.",
    .options = NO_OPTIONS,
    .example = "hearsay unread",
    .run = run_unread
};
