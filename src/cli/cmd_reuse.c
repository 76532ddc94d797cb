/*
 * cmd_reuse.c - hearsay reuse: what documents share, among themselves or with an index on disk; without a case.
 */
#include "cli/say.h"

#include <stdio.h>
#include <string.h>

static const option OPTIONS[] = {
    { "noisy", 0, NULL, "text with recognition errors: a looser profile" },
    { "exact", 0, "N", "list every run of N equal words (default 12)" },
    { "index", 0, "DIR", "the index to work with; query takes the parts of one, comma-separated" },
    { "part", 0, "K/N", "with add, when the index is made: it holds part K of N" },
    { NULL, 0, NULL, NULL }
};

int cli_filter_result(const cli *c, cli_watch *w, hs_status status, const hs_error *err)
{
    cli_watch_done(w);
    if (status == HS_OK) return EXIT_DONE;
    if (status == HS_BAD_INPUT && w->unread) return EXIT_NOTHING_OR_PARTLY;
    return cli_complain(c, err);
}

/* "2/4" */
static bool read_part(const cli *c, uint32_t *part, uint32_t *parts)
{
    hs_str rest = cli_str(c, "part"), k;
    uint64_t first, all;
    if (!rest.n) return true;
    if (!str_split(&rest, '/', &k) || !str_to_u64(k, &first) || !str_to_u64(rest, &all) || !first || first > all || all > 256)
        return false;
    *part = (uint32_t)first;
    *parts = (uint32_t)all;
    return true;
}

static void say_counts(const hs_index_counts *n)
{
    fprintf(stderr, "%llu added, %llu known, %llu not read\n", (unsigned long long)n->added, (unsigned long long)n->known,
            (unsigned long long)n->unread);
}

static void say_facts(const cli *c, const hs_index_facts *f)
{
    double of_text = f->text_bytes ? (double)f->index_bytes / (double)f->text_bytes : 0;
    printf(c->json ? "{\"documents\":%llu,\"deleted\":%llu,\"segments\":%llu,\"text_bytes\":%llu,\"index_bytes\":%llu}\n"
                   : "whole: %llu documents, %llu deleted but not yet compacted, in %llu segments; %llu bytes of text, %llu of index",
           (unsigned long long)f->documents, (unsigned long long)f->gone, (unsigned long long)f->segments,
           (unsigned long long)f->text_bytes, (unsigned long long)f->index_bytes);
    if (!c->json) printf(" (%.2f bytes a byte of text)\n", of_text);
}

/* Which action, and how many operands it takes at least and at most. */
typedef struct {
    const char *name;
    int fewest, most;
} action;
enum { ADD, QUERY, DELETE, MERGE, COMPACT, CHECK };
static const action ACTIONS[] = { { "add", 0, 0 },   { "query", 0, 0 },   { "delete", 1, -1 },
                                  { "merge", 1, 1 }, { "compact", 0, 0 }, { "check", 0, 0 } };

static int find_action(const cli *c)
{
    int n = (int)(sizeof ACTIONS / sizeof *ACTIONS), i = 0;
    while (c->operand_count && i < n && strcmp(ACTIONS[i].name, c->operands[0])) i++;
    if (!c->operand_count || i == n) return -1;
    int operands = c->operand_count - 1;
    return operands < ACTIONS[i].fewest || (ACTIONS[i].most >= 0 && operands > ACTIONS[i].most) ? -1 : i;
}

static int run_index(cli *c)
{
    hs_error err;
    hs_index index = { .folder = cli_option(c, "index"), .noisy = cli_option(c, "noisy") != NULL };
    hs_index_counts counts = { 0 };
    hs_index_facts facts;
    hs_status status = HS_OK;
    cli_watch w = { .c = c };
    hs_watch watch = cli_watching(&w);
    int what = find_action(c);
    if (what < 0) return cli_wrong_use(c, "--index goes with add, query, delete ID..., merge OTHER, compact or check");
    if (!read_part(c, &index.part, &index.parts)) return cli_wrong_use(c, "--part is K/N: part K of N, at most 256");
    switch (what) {
    case ADD: status = hs_index_add(&index, stdin, &counts, &watch, &err); break;
    case QUERY: status = hs_index_query(&index, stdin, stdout, &watch, &err); break;
    case DELETE: status = hs_index_delete(&index, (const char *const *)c->operands + 1, (size_t)c->operand_count - 1, &err); break;
    case MERGE: status = hs_index_merge(&index, c->operands[1], &counts, &watch, &err); break;
    case COMPACT: status = hs_index_compact(&index, &err); break;
    default: status = hs_index_check(&index, &facts, &err);
    }
    int result = cli_filter_result(c, &w, status, &err);
    if (what == ADD || what == MERGE) say_counts(&counts);
    if (what == CHECK && result == EXIT_DONE) say_facts(c, &facts);
    return result;
}

static int run_reuse(cli *c)
{
    hs_error err;
    uint64_t exact;
    if (!cli_number(c, "exact", 0, &exact)) return EXIT_WRONG_USE;
    if (exact && (exact < 5 || exact > 1000)) return cli_wrong_use(c, "--exact is from 5 to 1000");
    if (cli_option(c, "index") && exact) return cli_wrong_use(c, "--exact and --index do not go together");
    if (cli_option(c, "index")) return run_index(c);
    if (c->operand_count) return cli_wrong_use(c, "\"%s\" wants --index DIR", c->operands[0]);
    cli_watch w = { .c = c };
    hs_watch watch = cli_watching(&w);
    hs_reuse_options options = { .noisy = cli_option(c, "noisy") != NULL, .exact = (uint32_t)exact };
    hs_status status = hs_reuse(stdin, stdout, &options, &watch, &err);
    return cli_filter_result(c, &w, status, &err);
}

const command command_reuse = {
    .name = "reuse",
    .operands = "[add | query | delete ID... | merge OTHER | compact | check]",
    .most = -1,
    .summary = "filter: documents in (JSONL), shared passages out",
    .description =
        "Reads records from standard input, writes aligned passages with class, direction and evidence.\n"
        "With --index DIR: add keeps records on disk, query holds records against those kept, delete takes out, merge\n"
        "adds all of another index, compact makes one file of it, check reads every byte.",
    .options = OPTIONS,
    .example = "hearsay reuse < docs.jsonl > copies.jsonl",
    .run = run_reuse
};
