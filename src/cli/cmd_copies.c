/*
 * cmd_copies.c - hearsay copies: passages that stand in two places, from whom, and how alike they are.
 */
#include "cli/say.h"

#include <stdio.h>
#include <string.h>

static const option OPTIONS[] = { { "of", 0, "ID", "copies of one document: its number, or the start of its sha256" },
                                  { "since", 0, "DATE", "with a side published on this date or later" },
                                  { "until", 0, "DATE", "with a side published on this date or earlier" },
                                  { "number", 'n', "N", "this copy alone, with all its words" },
                                  { "tree", 0, NULL, "family trees instead: who printed it first, who took it from whom" },
                                  { NULL, 0, NULL, NULL } };

enum { WORDS_SHOWN = 180, CHANGES_SHOWN = 5, CHANGE_COLUMNS = 60, TREE_WORDS = 70 };

static void say_passage(const cli *c, arena *a, const char *side, hs_str id, hs_span at, hs_str words, bool whole)
{
    printf("      ");
    layout_put(c, STYLE_DIM, "%s document %llu, bytes %llu-%llu of sha256:%.12s", side, (unsigned long long)at.document,
               (unsigned long long)at.begin, (unsigned long long)at.end, id.p);
    printf("\n        ");
    layout_words(c, whole ? words : layout_cut(a, words, WORDS_SHOWN), 8, 8, STYLE_PLAIN);
}

/* What changed from a to b: "-words +words; ...", the first few; whole: the passage with all of it in its place. */
static int say_changes(const cli *c, arena *a, const hs_difference *d, size_t n, bool whole)
{
    int at = printf("      changed ") , shown = 0, left = 0;
    for (size_t i = 0; i < n; i++) {
        if (d[i].side == '=' && !whole) continue;
        bool follows = i && d[i - 1].side == 'a' && d[i].side == 'b';
        if (!whole && !follows && ++shown > CHANGES_SHOWN) {
            left++;
            continue;
        }
        if (!whole && follows && left) continue;
        hs_str words = whole ? d[i].words : layout_cut(a, d[i].words, CHANGE_COLUMNS);
        if (!whole && shown > 1 && !follows) at = layout_flow(c, STR("/"), at, 8, STYLE_DIM);
        if (d[i].side == '=') at = layout_flow(c, words, at, 8, STYLE_PLAIN);
        else if (d[i].side == 'a') at = layout_flow(c, arena_printf(a, "[-%.*s-]", STR_ARGS(words)), at, 8, STYLE_DENY);
        else at = layout_flow(c, arena_printf(a, "{+%.*s+}", STR_ARGS(words)), at, 8, STYLE_ASSERT);
    }
    if (left) layout_flow(c, arena_printf(a, "/ and %d more", left), at, 8, STYLE_DIM);
    printf("\n");
    return shown;
}

static void say_copy(const cli *c, arena *a, hs_case *cs, const hs_copy *row, bool whole)
{
    const hs_difference *d;
    size_t n;
    hs_error err;
    layout_put(c, STYLE_DIM, "%4llu  ", (unsigned long long)row->copy);
    say_copy_line(c, row, 6);
    say_passage(c, a, "a", row->id_a, row->a, row->words_a, whole);
    if (whole || row->equal < 1) say_passage(c, a, "b", row->id_b, row->b, row->words_b, whole);
    else say_passage(c, a, "b", row->id_b, row->b, STR("the same words"), true);
    if (row->equal < 1 && hs_differences(cs, row->copy, &d, &n, &err) == HS_OK) say_changes(c, a, d, n, whole);
}

static hs_status show(const cli *c, hs_case *cs, hs_iter *it, bool whole, uint64_t *rows, hs_error *err)
{
    hs_copy row;
    hs_status status;
    arena *a = arena_open(NULL, 0);
    if (!a) {
        *err = (hs_error){ .status = HS_NO_MEMORY, .what = "out of memory" };
        return HS_NO_MEMORY;
    }
    while ((status = hs_next_copy(it, &row, err)) == HS_OK) {
        if (ARENA_DOOR(a)) {
            say_copy(c, a, cs, &row, whole);
            arena_door_shut(a);
        }
        arena_reset(a);
        ++*rows;
    }
    arena_close(a);
    return status == HS_END ? HS_OK : status;
}

/* ---- family trees ------------------------------------------------------------------------------------------------ */

static bool is_asked(const hs_place *p, size_t n, hs_str of)
{
    uint64_t number;
    bool is_number = of.n < 8 && str_to_u64(of, &number);
    for (size_t i = 0; i < n; i++)
        if (is_number ? p[i].at.document == number : str_starts(p[i].id, of)) return true;
    return !of.n;
}

static void say_place(const cli *c, arena *a, const hs_place *p, bool is_origin, int depth)
{
    enum { STEP = 3, DEEPEST = 12 };
    int indent = 6 + STEP * (depth < DEEPEST ? depth : DEEPEST);
    printf("%*s", indent, "");
    if (!is_origin) layout_put(c, STYLE_DIM, "> ");
    layout_put(c, STYLE_BOLD, "%.*s", STR_ARGS(p->publisher.n ? p->publisher : p->title));
    printf(" (%.*s)", STR_ARGS(p->published.n ? p->published : STR("no date")));
    if (!is_origin) printf(", %.*s, %.0f %% equal", STR_ARGS(p->kind), 100 * p->equal);
    layout_put(c, STYLE_DIM, "  document %llu, bytes %llu-%llu", (unsigned long long)p->at.document,
               (unsigned long long)p->at.begin, (unsigned long long)p->at.end);
    if (!is_origin) layout_put(c, STYLE_DIM, ", copy %llu", (unsigned long long)p->copy);
    printf("\n");
    if (is_origin) {
        printf("%*s", indent, "");
        layout_words(c, layout_cut(a, p->words, TREE_WORDS), indent, indent, STYLE_PLAIN);
    }
}

/* Depth first: each place, then those that took it from there, earliest first. */
static void say_tree(const cli *c, arena *a, const hs_place *p, size_t n)
{
    size_t *child = TAKE(a, n + 1, size_t), *next = TAKE(a, n + 1, size_t); /* index + 1; 0: none */
    for (size_t i = n; i-- > 0;)
        if (p[i].parent < i) {
            next[i] = child[p[i].parent];
            child[p[i].parent] = i + 1;
        }
    for (size_t top = 0; top < n; top++) {
        if (p[top].parent < top) continue;
        int depth = 0;
        for (size_t at = top;;) {
            say_place(c, a, &p[at], at == top, depth);
            if (child[at]) {
                at = child[at] - 1;
                depth++;
                continue;
            }
            while (at != top && !next[at]) {
                at = p[at].parent;
                depth--;
            }
            if (at == top) break;
            at = next[at] - 1;
        }
    }
}

static hs_status show_trees(const cli *c, hs_case *cs, uint64_t *rows, hs_error *err)
{
    hs_overview_row o;
    hs_status status = hs_overview(cs, &o, err);
    arena *a = arena_open(NULL, 0);
    for (hs_id i = 1; a && status == HS_OK && i <= o.lineages; i++) {
        const hs_place *p;
        size_t n, origins = 0;
        status = hs_lineage(cs, i, &p, &n, err);
        if (status != HS_OK || !is_asked(p, n, cli_str(c, "of"))) continue;
        for (size_t k = 0; k < n; k++) origins += p[k].parent == k;
        layout_put(c, STYLE_DIM, "%4llu  ", (unsigned long long)i);
        printf("%zu places, %zu origin%s\n", n, origins, layout_s(origins));
        if (ARENA_DOOR(a)) {
            say_tree(c, a, p, n);
            arena_door_shut(a);
        }
        arena_reset(a);
        ++*rows;
    }
    arena_close(a);
    return status;
}

static hs_status show_tree_rows(hs_case *cs, const cli *c, uint64_t *rows, hs_error *err)
{
    hs_overview_row o;
    hs_status status = hs_overview(cs, &o, err);
    for (hs_id i = 1; status == HS_OK && i <= o.lineages; i++) {
        const hs_place *p;
        size_t n;
        hs_str line;
        status = hs_lineage(cs, i, &p, &n, err);
        if (status != HS_OK || !is_asked(p, n, cli_str(c, "of"))) continue;
        status = hs_page(cs, HS_PAGE_LINEAGE, &(hs_asked){ .number = i }, &line, err);
        if (status == HS_OK) printf("%.*s\n", STR_ARGS(line));
        ++*rows;
    }
    return status;
}

static int run_copies(cli *c)
{
    hs_models *models;
    hs_case *cs;
    hs_iter *it = NULL;
    hs_error err;
    uint64_t number, rows = 0;
    if (!cli_number(c, "number", 0, &number)) return EXIT_WRONG_USE;
    int result = cli_open(c, HS_READ, false, &models, &cs);
    if (result != EXIT_DONE) return result;
    hs_query q = {
        .number = number, .document = cli_str(c, "of"), .since = cli_str(c, "since"), .until = cli_str(c, "until")
    };
    hs_status status;
    if (cli_option(c, "tree")) status = c->json ? show_tree_rows(cs, c, &rows, &err) : show_trees(c, cs, &rows, &err);
    else {
        status = hs_copies(cs, &q, &it, &err);
        if (status == HS_OK) status = c->json ? cli_json_rows(it, 0, &rows, &err) : show(c, cs, it, number != 0, &rows, &err);
    }
    if (status != HS_OK) result = cli_complain(c, &err);
    else if (!rows) {
        fprintf(stderr, "hearsay: copies: none found\n");
        result = EXIT_NOTHING_OR_PARTLY;
    }
    hs_iter_close(it);
    hs_case_close(cs);
    return result;
}

const command command_copies = {
    .name = "copies",
    .operands = "",
    .most = 0,
    .summary = "passages taken over, from whom, and how alike they are",
    .description =
        "Lists passages that stand in two documents, or twice in one, with the kind (reprint, cut, edit, rewrite,\n"
        "version, self, common, quote, boilerplate, formula), who had it first as far as dates and texts show, and\n"
        "where it stands on both sides.  Boilerplate and formulas are listed, but fold no voices.  What changed on the way\n"
        "is shown as [-words of a-] {+words of b+}: the first few changes, with --number all of them in their places.",
    .options = OPTIONS,
    .example = "hearsay copies --of 12",
    .run = run_copies
};
