/*
 * patterns.c - verb dictionaries of others: sets, forms, patterns before and behind the verb, doer and done-to, the longest
 * pattern first, both families of files; a line without sense is passed over and named, a file without sense is refused.
 */
#include "claims/claims.h"
#include "language/conllu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const char PETRARCH[] = "# verbs of nobody in particular\n"
                               "&TREATY\n+TREATY_\n+PEACE ACCORD\n+&PAPER\n\n"
                               "&PAPER\n+WRITTEN_AGREEMENT\n\n"
                               "####### VERB PATTERNS #######\n"
                               "--- ABANDON [080] ---\n"
                               "ABANDON {ABANDONED ABANDONS} # forms\n"
                               "+WALK_AWAY [081]\n"
                               "RE_+LEAVE [082]\n"
                               "- * &TREATY [120]\n"
                               "- * &TREATY WITH + [127:127]\n"
                               "- * (OFF {FISHING GROUNDS}) [###]\n"
                               "- % * FRONT [033]\n"
                               "- SAID_$ * PLAN [010]\n"
                               "- * SHIP [---] # nothing happened\n"
                               "- * WITHOUT A CODE\n"
                               "- NO STAR [111]\n"
                               "-- odd line [1]\n";
static const char TABARI[] = "<SYNSETS>\n&COAST\n+COAST\n+SHORE_LINE\n</SYNSETS>\n"
                             "<TIME>\nTOMORROW [+1]\n- * AND TOMORROW [+2]\n</TIME>\n"
                             "ABANDON [345] ;somebody, 3 May\n"
                             "- * { HOPE | NEW_PLAN } [346]\n"
                             "- * OFF_&COAST [347]\n"
                             "ACT_ [100]\n"
                             "{ ACTED_ }\n";

/* "word lemma UPOS head relation" a line. */
static hs_str conllu_of(arena *a, const char *compact)
{
    hs_str rest = str_of(compact), line;
    buf out = { .a = a };
    for (unsigned n = 1; str_split(&rest, '\n', &line); n++) {
        hs_str field[5] = { { 0 } };
        for (size_t i = 0; i < 5; i++) str_split(&line, ' ', &field[i]);
        buf_printf(&out, "%u\t%.*s\t%.*s\t%.*s\t_\t_\t%.*s\t%.*s\t_\t_\n", n, STR_ARGS(field[0]), STR_ARGS(field[1]),
                   STR_ARGS(field[2]), STR_ARGS(field[3]), STR_ARGS(field[4]));
    }
    buf_byte(&out, '\n');
    return buf_str(&out);
}

#define MASONS "Masons mason NOUN 2 nsubj\n"
#define ABANDONED MASONS "abandoned abandon VERB 0 root\n"

static const struct {
    const char *dictionary, *tree, *lemma, *code;
} row[] = {
    { PETRARCH, ABANDONED "a a DET 4 det\nhut hut NOUN 2 obj", "abandon", "080" },
    { PETRARCH, ABANDONED "a a DET 4 det\ntreaty treaty NOUN 2 obj", "abandon", "120" },
    { PETRARCH, ABANDONED "treaties treaty NOUN 2 obj", "abandon", "120" },
    { PETRARCH, ABANDONED "a a DET 6 det\nwritten write VERB 6 amod\npeace peace NOUN 6 compound\naccord accord NOUN 2 obj", "abandon",
      "120" },
    { PETRARCH, ABANDONED "a a DET 5 det\nwritten write VERB 5 amod\nagreement agreement NOUN 2 obj", "abandon", "120" },
    { PETRARCH, ABANDONED "treaties treaty NOUN 2 obj\nwith with ADP 5 case\nbakers baker NOUN 2 obl", "abandon", "127:127" },
    { PETRARCH, "Masons mason NOUN 4 nsubj\nand and CCONJ 3 cc\nbakers baker NOUN 1 conj\nabandoned abandon VERB 0 root\n"
                "the the DET 6 det\nfront front NOUN 4 obj", "abandon", "033" },
    { PETRARCH, ABANDONED "the the DET 4 det\nfront front NOUN 2 obj", "abandon", "080" },
    { PETRARCH, ABANDONED "ship ship NOUN 2 obj", "abandon", "---" },
    { PETRARCH, ABANDONED "off off ADP 6 case\nthe the DET 6 det\nfishing fishing NOUN 6 compound\ngrounds ground NOUN 2 obl", "abandon",
      "###" },
    { PETRARCH, MASONS "walked walk VERB 0 root\naway away ADV 2 advmod", "walk", "081" },
    { PETRARCH, MASONS "walk walk VERB 0 root\naway away ADV 2 advmod", "walk", "081" },
    { PETRARCH, MASONS "left leave VERB 0 root\ntown town NOUN 2 obj", "leave", "" },
    { TABARI, ABANDONED "a a DET 4 det\nhut hut NOUN 2 obj", "abandon", "345" },
    { TABARI, ABANDONED "hopes hope NOUN 2 obj", "abandon", "346" },
    { TABARI, ABANDONED "new new ADJ 4 amod\nplanning planning NOUN 2 obj", "abandon", "346" },
    { TABARI, ABANDONED "huts hut NOUN 2 obj\noff off ADP 6 case\nthe the DET 6 det\ncoast coast NOUN 2 obl", "abandon", "345" },
    { TABARI, ABANDONED "huts hut NOUN 2 obj\noff off ADP 6 case\nshore shore NOUN 6 compound\nlines line NOUN 2 obl", "abandon", "347" },
    { TABARI, MASONS "acted act VERB 0 root\nfast fast ADV 2 advmod", "act", "100" },
    { TABARI, MASONS "activated activate VERB 0 root\nit it PRON 2 obj", "activate", "" },
};

/* The code that the claim with this lemma gets, kept in out. */
static void code_of(const claims_lexicon *lexicon, const char *tree, const char *lemma, char out[16])
{
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    const page *p;
    const reading *r = reading_from_conllu(a, conllu_of(a, tree), "test", &p);
    document d = { .published = { 2031, 5, 20, 0, 0, 0, DATE_DAY } };
    const findings *f = claims_find(a, lexicon, &d, p, r);
    snprintf(out, 16, "no claim");
    for (uint32_t k = f->claims; k-- > 0;)
        if (str_eq(f->claim[k].predicate_lemma, str_of(lemma))) snprintf(out, 16, "%.*s", STR_ARGS(f->claim[k].event_code));
    arena_close(a);
}

static void codes_of_verbs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        hs_error error;
        char code[16];
        claims_lexicon *lexicon = claims_open(PROJECT_DIR "/data", &error);
        assert_non_null(lexicon);
        assert_int_equal(claims_dictionary(lexicon, str_of(row[i].dictionary), "verbs", &error), HS_OK);
        code_of(lexicon, row[i].tree, row[i].lemma, code);
        if (!str_eq(str_of(code), str_of(row[i].code))) fail_msg("row %zu: \"%s\", not \"%s\"", i, code, row[i].code);
        claims_close(lexicon);
    }
}

/* What is said of a file; the status it must have. */
static hs_error said_of(const char *text, hs_status status)
{
    hs_error error;
    claims_lexicon *lexicon = claims_open(PROJECT_DIR "/data", &error);
    assert_non_null(lexicon);
    assert_int_equal(claims_dictionary(lexicon, str_of(text), "v.txt", &error), status);
    claims_close(lexicon);
    return error;
}

static void lines_without_sense(void **state)
{
    (void)state;
    assert_string_equal(said_of(PETRARCH, HS_OK).what, "v.txt: line 21: a pattern without a code (lines passed over: 3)");
    assert_string_equal(said_of(TABARI, HS_OK).what, "");
    assert_string_equal(said_of("--- A [01] ---\nA\n- * { B | C [02]\n- B * [03]\n", HS_OK).what,
                        "v.txt: line 3: a sign that is no word (lines passed over: 1)");
    assert_string_equal(said_of("- B * C [03]\n", HS_BAD_INPUT).what, "v.txt: no verb and no pattern in it");
    assert_string_equal(said_of("&\n+\n--- [01] ---\n+\nA {B\n- * ! [02]\n- * [03]\n", HS_OK).what,
                        "v.txt: line 2: a member of a set without a word (lines passed over: 4)");
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(codes_of_verbs), cmocka_unit_test(lines_without_sense) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
