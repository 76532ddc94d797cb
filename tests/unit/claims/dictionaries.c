/*
 * dictionaries.c - actor and agent dictionaries of others, as they are: names and other names, dated codes, agents, plurals,
 * sets of words, comments in every style; what is none is refused with its line.
 */
#include "claims/dictionary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static const char ACTORS[] = "# a comment\n"
                             "<!-- another\nover lines -->\n"
                             "VANTA_ [VAN] # ours\n"
                             "+VANTAN\n"
                             "KARREN\n+THE_NORTHERN_LAND\n\t[KAR]\n"
                             "U.Q._ [UQQ]\n"
                             "ALD_MERREK_\n"
                             "\t[VANGOV 20100101-20121231]\n"
                             "\t[VANOPP >121231] ;since then\n"
                             "\t[VANELI]\n"
                             "HOLLIN [---]\n"
                             "<NOUN>\nGOATS\n</NOUN>\n"
                             "broken [BRO\n";
static const char AGENTS[] = "!PERSON! = MAN, WOMAN\n"
                             "OFFICIAL [~GOV]\n"
                             "CONGRESS!PERSON! [~LEG]\n"
                             "POLICE {} [ ~COP]\n"
                             "MINISTRY {MINISTRIES} [~GOV]\n"
                             "RELIEF_GROUP [NGO~]\n";

static dictionary *both(arena *a)
{
    dictionary *d = dictionary_new(a);
    dictionary_read(d, STR(ACTORS), "actors");
    dictionary_read(d, STR(AGENTS), "agents");
    return d;
}

static void codes_of_phrases(void **state)
{
    static const struct {
        const char *phrase, *day, *known, *code;
    } row[] = {
        { "Vanta", "", "", "VAN" },
        { "the Vantan government's officials", "", "", "VANGOV" },
        { "Vanta's Police", "", "", "VANCOP" },
        { "Congresswomen", "", "", "" },
        { "a congresswoman from Karren", "", "", "KARLEG" },
        { "two ministries", "", "", "---GOV" },
        { "Vantan and Karren officials", "", "", "VANGOV/KARGOV" },
        { "the northern land", "", "", "KAR" },
        { "a Vantan relief group", "", "", "NGOVAN" },
        { "U.Q. officials", "", "", "UQQGOV" },
        { "Ald-Merrek", "2011-05-01", "", "VANGOV" },
        { "Ald Merrek", "2013", "", "VANOPP" },
        { "Ald Merrek", "1999-01-01", "", "VANELI" },
        { "Ald Merrek", "", "", "VANELI" },
        { "its officials", "", "KAR", "KARGOV" },
        { "Hollin", "", "", "" },
        { "goats", "", "", "" },
        { "", "", "", "" },
    };
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (!ARENA_DOOR(a)) fail_msg("%s", arena_failure(a)->what);
    dictionary *d = both(a);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        date day;
        date_parse(str_of(row[i].day), &day);
        hs_str code = dictionary_code(a, d, str_of(row[i].phrase), day, str_of(row[i].known));
        if (!str_eq(code, str_of(row[i].code)))
            fail_msg("\"%s\" (%s): %.*s, not %s", row[i].phrase, row[i].day, STR_ARGS(code), row[i].code);
    }
    arena_close(a);
}

static void refuses(const char *text, const char *said)
{
    arena *a = arena_open(NULL, 0);
    volatile bool left = false;
    if (ARENA_DOOR(a)) {
        dictionary_read(dictionary_new(a), str_of(text), "file");
        arena_door_shut(a);
    } else {
        left = arena_failure(a)->status == HS_BAD_INPUT && strstr(arena_failure(a)->what, said);
    }
    if (!left) fail_msg("taken: %s", text);
    arena_close(a);
}

static void refuses_what_is_none(void **state)
{
    (void)state;
    refuses("", "no code");
    refuses("just a text\nof two lines\n", "no code");
    refuses("VANTA [VAN]\n---  STAY [---] ---\n- * OUT [035]\n", "line 2");
    refuses("\t[VAN]\n", "line 1");
    refuses("+VANTA [VAN]\n", "line 1");
    refuses("A!NOBODY! [~GOV]\n", "line 1");
}

static void read_and_code(arena *a, hs_str text)
{
    if (!ARENA_DOOR(a)) return;
    dictionary *d = dictionary_new(a);
    dictionary_read(d, text, "any");
    dictionary_code(a, d, text, (date){ 0 }, STR("KAR"));
    arena_door_shut(a);
}

/* Anything between valid lines: no crash, and an answer or a refusal. */
static void any_bytes(void **state)
{
    static const char *const piece[] = { "VANTA_ ", "[VAN]", "\n", "+", "\t[", "]", "!P! = A, B\n", "X!P! ", "{", "}", "<", "<!--", "-->",
                                         "#", "\xff", "\xc3", " 2010-", "20100101-20120101", "_", "~", "[~GOV]", "\n\n", "-", "'" };
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        arena *a = arena_open(NULL, 0);
        buf text = { .a = a };
        for (int i = 0; i < 40; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            buf_add(&text, str_of(piece[(seed >> 33) % (sizeof piece / sizeof *piece)]));
        }
        read_and_code(a, buf_str(&text));
        arena_close(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_phrases),
        cmocka_unit_test(refuses_what_is_none),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
