/*
 * say.c - rows put into words.
 */
#include "cli/say.h"

#include "base/chance.h"
#include "base/english.h"

#include <stdio.h>

say_side say_side_of(const hs_claim *row)
{
    return row->certainty == HS_UNKNOWN ? SAY_OPEN : row->polarity == HS_DENY ? SAY_DENIED : SAY_ASSERTED;
}

static style side_style(say_side side)
{
    return side == SAY_DENIED ? STYLE_DENY : side == SAY_OPEN ? STYLE_HEDGE : STYLE_ASSERT;
}

static const char *firmness(hs_certainty c)
{
    static const char *const word[] = { "", "as possible", "as probable", "as certain" };
    return word[c];
}

static const char *evidence_word(hs_evidence e)
{
    static const char *const word[] = { "no evidence cited", "vague evidence", "evidence" };
    return word[e];
}

static hs_str or_unnamed(hs_str outlet)
{
    return outlet.n ? outlet : STR("unnamed outlet");
}

/* "The Harbour Courier (2031-03-06)" */
static void add_outlet(buf *out, hs_str outlet, hs_str published)
{
    buf_add(out, or_unnamed(outlet));
    if (published.n) buf_printf(out, " (%.*s)", STR_ARGS(published));
}

static hs_str copy_line(arena *a, const hs_copy *row)
{
    bool backwards = str_eq(row->direction, STR("ba")), known = backwards || str_eq(row->direction, STR("ab"));
    buf out = { .a = a };
    if (row->a.document == row->b.document) {
        add_outlet(&out, row->publisher_a, row->published_a);
        buf_printf(&out, ", twice in one document, %u word%s", row->tokens, layout_s(row->tokens));
        return buf_str(&out);
    }
    add_outlet(&out, backwards ? row->publisher_b : row->publisher_a, backwards ? row->published_b : row->published_a);
    buf_add(&out, known ? STR(" -> ") : STR(" -- "));
    add_outlet(&out, backwards ? row->publisher_a : row->publisher_b, backwards ? row->published_a : row->published_b);
    buf_printf(&out, ", %u word%s%s", row->tokens, layout_s(row->tokens), known ? "" : "; who was first is not known");
    return buf_str(&out);
}

void say_copy_line(const cli *c, const hs_copy *row, int at)
{
    layout_put(c, STYLE_BOLD, "%-12.*s", STR_ARGS(row->kind));
    arena *a = arena_open(NULL, 0);
    if (a && ARENA_DOOR(a)) {
        layout_words(c, copy_line(a, row), at + 12, at + 12, STYLE_PLAIN);
        arena_door_shut(a);
    }
    arena_close(a);
}

void say_answer_figures(const cli *c, const hs_answer *row, int indent)
{
    char belief[CHANCE_ROOM], interval[CHANCE_ROOM];
    arena *a = arena_open(NULL, 0);
    if (!a) return;
    printf("%*s", indent, "");
    if (!row->asserted && !row->denied) {
        printf("left open: nobody says that it is so, or that it is not\n");
        arena_close(a);
        return;
    }
    layout_put(c, STYLE_ASSERT, "said by %u origin%s", row->origins_asserted, layout_s(row->origins_asserted));
    printf(" (%u claim%s), ", row->asserted, layout_s(row->asserted));
    layout_put(c, STYLE_DENY, "denied by %u", row->origins_denied);
    printf(" (%u claim%s)\n%*s", row->denied, layout_s(row->denied), indent, "");
    if (row->split) printf("two readings fit the evidence about equally well\n");
    else if (row->too_little)
        printf("not enough to say (90 %% interval %s)\n", chance_print_interval(row->low, row->high, interval));
    else if (ARENA_DOOR(a)) {
        printf("%.*s (%s, 90 %% interval %s)\n", STR_ARGS(layout_likelihood(a, row->low, row->high)),
               chance_print(row->belief, belief), chance_print_interval(row->low, row->high, interval));
        arena_door_shut(a);
    }
    arena_close(a);
}

/* What is said, how firmly, by which words, on what evidence. */
static hs_str manner(arena *a, const hs_claim *row)
{
    buf out = { .a = a };
    bool open = row->certainty == HS_UNKNOWN;
    if (row->proposition.n)
        buf_printf(&out, "%s %.*s%s", open ? "whether" : "that", STR_ARGS(row->proposition), open ? "" : ", ");
    else if (open)
        buf_add(&out, STR("what is said"));
    else
        buf_add(&out, STR("this, "));
    buf_printf(&out, "%s", firmness(row->certainty));
    if (row->hedges.n) buf_printf(&out, " (\"%.*s\")", STR_ARGS(row->hedges));
    if (row->cue.n) buf_printf(&out, ", cue \"%.*s\"", STR_ARGS(row->cue));
    if (row->chain.n) buf_printf(&out, ", passed on by %.*s", STR_ARGS(row->chain));
    if (row->links > 1) buf_printf(&out, ", through %u mouths", row->links);
    buf_printf(&out, "; %s", evidence_word(row->evidence));
    if (row->evidence_words.n) buf_printf(&out, " (\"%.*s\")", STR_ARGS(row->evidence_words));
    if (row->answer) buf_printf(&out, " [answer %llu]", (unsigned long long)row->answer);
    if (row->twin) buf_printf(&out, " (the same words as claim %llu)", (unsigned long long)row->twin);
    return buf_str(&out);
}

static void say_manner(const cli *c, const hs_claim *row, int at, int indent)
{
    arena *a = arena_open(NULL, 0);
    if (a && ARENA_DOOR(a)) {
        layout_words(c, manner(a, row), at, indent, STYLE_PLAIN);
        arena_door_shut(a);
    }
    arena_close(a);
}

void say_claim(const cli *c, const hs_claim *row, bool in_document, int indent)
{
    bool is_the_author = in_document && row->source == HS_AUTHOR;
    int at = indent;
    printf("%*s", indent, "");
    at += layout_put(c, STYLE_DIM, "%6llu ", (unsigned long long)row->claim);
    at = layout_flow(c, is_the_author ? STR("the author") : row->source_name, at, indent + 7, STYLE_BOLD);
    static const char *const verb[][2] = { { "asserts", "assert" }, { "denies", "deny" }, { "leaves open", "leave open" } };
    bool several = row->source == HS_UNNAMED && english_is_several(row->source_name, false);
    at = layout_flow(c, str_of(verb[say_side_of(row)][several]), at, indent + 7, side_style(say_side_of(row)));
    say_manner(c, row, at, indent + 7);
}

static void say_where(const cli *c, const hs_claim *row, bool brief, int indent)
{
    printf("%*s", indent, "");
    layout_put(c, STYLE_DIM, "%.*s%s%.*s, sentence %u", STR_ARGS(or_unnamed(row->publisher)),
               row->published.n ? ", " : "", STR_ARGS(row->published), row->sentence_number);
    if (!brief)
        layout_put(c, STYLE_DIM, ", bytes %llu-%llu of sha256:%.12s", (unsigned long long)row->at.begin,
                   (unsigned long long)row->at.end, row->document_id.p);
    printf("\n");
}

/* A text that lost its full stops is one sentence: what stands around the predicate tells what is meant. */
static hs_str around(arena *a, const hs_claim *row)
{
    enum { LONGEST = 700, BEFORE = 200, SHOWN = 500 }; /* bytes */
    hs_str all = row->sentence;
    if (all.n <= LONGEST) return all;
    uint32_t at = row->predicate_at.begin >= row->sentence_at.begin && row->predicate_at.begin < row->sentence_at.end ?
                      row->predicate_at.begin : row->at.begin;
    size_t from = at > row->sentence_at.begin + BEFORE ? at - row->sentence_at.begin - BEFORE : 0;
    while (from && from < all.n && all.p[from - 1] != ' ') from++;
    size_t to = from + SHOWN < all.n ? from + SHOWN : all.n;
    while (to < all.n && to > from && all.p[to] != ' ') to--;
    return arena_printf(a, "%s%.*s%s", from ? "... " : "", STR_ARGS(str_sub(all, from, to)), to < all.n ? " ..." : "");
}

void say_sentence(const cli *c, const hs_claim *row, int indent, style how)
{
    arena *a = arena_open(NULL, 0);
    if (a && ARENA_DOOR(a)) {
        layout_words(c, around(a, row), indent, indent, how);
        arena_door_shut(a);
    }
    arena_close(a);
}

int say_reasons(const cli *c, hs_case *cs, hs_id answer, bool brief)
{
    hs_iter *it;
    hs_error err;
    hs_claim row;
    hs_id origin = 0;
    int side = -1;
    hs_status status = hs_why(cs, answer, &it, &err);
    if (status != HS_OK) return cli_complain(c, &err);
    while ((status = hs_next_claim(it, &row, &err)) == HS_OK) {
        static const char *const heading[] = { "Asserted", "Denied", "Left open" };
        say_side its = say_side_of(&row);
        bool new_origin = row.origin != origin || (int)its != side;
        if ((int)its != side) {
            printf("\n  ");
            layout_put(c, side_style(its), "%s", heading[its]);
            printf("\n");
        }
        if (new_origin && !brief) printf("   origin %llu\n", (unsigned long long)row.origin);
        origin = row.origin;
        side = (int)its;
        if (brief && !new_origin) continue;
        say_claim(c, &row, false, 2);
        printf("%9s", "");
        say_sentence(c, &row, 9, STYLE_PLAIN);
        say_where(c, &row, brief, 9);
    }
    hs_iter_close(it);
    return status == HS_END ? EXIT_DONE : cli_complain(c, &err);
}

static void say_not_read(const hs_reach_row *r)
{
    printf("; %u file%s not read.\n", r->unread, layout_s(r->unread));
}

int say_reach(const cli *c, hs_iter *it)
{
    hs_reach_row r;
    hs_error err;
    if (hs_reach(it, &r, &err) != HS_OK) return cli_complain(c, &err);
    if (r.whole) printf("%u document%s", r.of_documents, layout_s(r.of_documents));
    else printf("%u of %u document%s", r.documents, r.of_documents, layout_s(r.of_documents));
    printf(", %u independent origin%s, %u denial%s", r.origins, layout_s(r.origins), r.denials, layout_s(r.denials));
    say_not_read(&r);
    if (!r.settled) printf("Not settled: documents or decisions came since.\n");
    if (hs_understood(it).n) {
        printf("Understood as: ");
        layout_words(c, hs_understood(it), 15, 15, STYLE_PLAIN);
    }
    if (hs_left_out(it).n) {
        printf("Not understood: ");
        layout_words(c, hs_left_out(it), 16, 16, STYLE_HEDGE);
    }
    printf("\n");
    return EXIT_DONE;
}

void say_answer(const cli *c, const hs_answer *row)
{
    int at = layout_put(c, STYLE_DIM, "%5llu ", (unsigned long long)row->answer);
    layout_words(c, row->proposition, at, 6, STYLE_BOLD);
    say_answer_figures(c, row, 6);
}
