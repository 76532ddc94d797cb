/*
 * names_find.c - names in pages: edges, acronyms, the document's last word, hostile text; and learning a tiny model.
 */
#include "base/file.h"
#include "base/model_file.h"
#include "language/mask.h"
#include "language/names.h"
#include "language/names_train.h"
#include "text/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

static arena *models;
static const names_model *model;

static int open_model(void **state)
{
    (void)state;
    models = arena_open(NULL, 0);
    model = names_open(models, PROJECT_DIR "/data", "en");
    return 0;
}

static int close_model(void **state)
{
    (void)state;
    arena_close(models);
    return 0;
}

static void check_names(const page *p, const name *n, uint32_t names)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < names; i++) {
        const sentence *s = &p->sentence[n[i].sentence];
        assert_true(n[i].tokens > 0 && n[i].first_token >= next);
        assert_true(n[i].first_token >= s->first_token && n[i].first_token + n[i].tokens <= s->first_token + s->tokens);
        assert_int_equal(n[i].at.begin, p->token[n[i].first_token].at.begin);
        assert_int_equal(n[i].at.end, p->token[n[i].first_token + n[i].tokens - 1].at.end);
        assert_true(n[i].class <= CLASS_OTHER);
        assert_true(n[i].entry == NOBODY || n[i].entry < lexicon_entries(names_lexicon(model)));
        next = n[i].first_token + n[i].tokens;
    }
}

static bool has_name(const char *text, const char *words, actor_class class)
{
    arena *a = arena_open(NULL, 0);
    const page *p = text_page(a, str_of(text));
    uint32_t names;
    const name *n = names_find(a, model, p, &names);
    check_names(p, n, names);
    bool found = false;
    for (uint32_t i = 0; i < names; i++)
        found |= str_eq(span_words(p->text, n[i].at), str_of(words)) && n[i].class == class;
    arena_close(a);
    return found;
}

static void leaves_out_what_is_no_part(void **state)
{
    (void)state;
    assert_true(has_name("Troops under Gen. Omar Brannick left the port.", "Omar Brannick", CLASS_PERSON));
    assert_true(has_name("Reporters met the United Nations' envoy.", "United Nations", CLASS_ORGANISATION));
    assert_true(has_name("Pakistan's envoy left for Geneva on Monday.", "Pakistan", CLASS_PLACE));
}

/* "anti-Vanta" speaks of Vanta: the name is the part behind the hyphen, whole and alone. */
static void finds_names_behind_hyphens(void **state)
{
    (void)state;
    assert_true(has_name("The pro-Pakistan group met non-NATO states.", "Pakistan", CLASS_PLACE));
    assert_true(has_name("The pro-Pakistan group met non-NATO states.", "NATO", CLASS_ORGANISATION));
    assert_true(has_name("US-led troops left Pakistan-backed rebels behind.", "Pakistan", CLASS_PLACE));
    assert_false(has_name("The pro-Pakistan group met non-NATO states.", "pro-Pakistan", CLASS_PLACE));
}

static void parts_names_from_what_opens_the_sentence(void **state)
{
    (void)state;
    assert_true(has_name("Neither Anton Veldrik nor Pakistan signed it.", "Anton Veldrik", CLASS_PERSON));
    for (actor_class c = CLASS_PERSON; c <= CLASS_OTHER; c++)
        assert_false(has_name("Should Belmora attack, Pakistan would respond.", "Should Belmora", c));
}

static void lengthens_names_by_what_follows(void **state)
{
    (void)state;
    assert_true(has_name("The League of the Nine Valleys met in Tarn.", "League of the Nine Valleys", CLASS_ORGANISATION));
    assert_true(has_name("On Monday the Ministry of the Interior denied it.", "Ministry of the Interior", CLASS_ORGANISATION));
    assert_true(has_name("Archbishop Arturo Rivera y Damas spoke.", "Arturo Rivera y Damas", CLASS_PERSON));
    assert_true(has_name("Foreign Minister Jose Manuel Pacas Castro condemned it.", "Jose Manuel Pacas Castro", CLASS_PERSON));
    assert_false(has_name("The League of old men met in Tarn.", "League of old men", CLASS_ORGANISATION));
}

static void knows_acronyms_defined_in_passing(void **state)
{
    (void)state;
    static const char AHEAD[] = "The Vell Islands-National Party (VINP) is a new group. The VINP said so.";
    assert_true(has_name(AHEAD, "Vell Islands-National Party", CLASS_ORGANISATION));
    assert_true(has_name(AHEAD, "VINP", CLASS_ORGANISATION));
    static const char BEHIND[] = "THE VLNF [VELL LIBERATION NATIONAL FRONT] SAID TODAY THAT THE VLNF WOULD STAY.";
    assert_true(has_name(BEHIND, "VLNF", CLASS_ORGANISATION));
    assert_true(has_name(BEHIND, "VELL LIBERATION NATIONAL FRONT", CLASS_ORGANISATION));
    assert_false(has_name("They paid a lot (APL) for it.", "paid a lot", CLASS_ORGANISATION));
}

static void finds_a_known_name_again(void **state)
{
    (void)state;
    static const char TEXT[] = "Prime Minister Anton Veldrik spoke in Paris. Mr. Veldrik said no. Veldrik then left.";
    arena *a = arena_open(NULL, 0);
    const page *p = text_page(a, STR(TEXT));
    uint32_t names, found = 0;
    const name *n = names_find(a, model, p, &names);
    for (uint32_t i = 0; i < names; i++) found += str_ends(span_words(p->text, n[i].at), STR("Veldrik")) && n[i].class == CLASS_PERSON;
    assert_int_equal(found, 3);
    arena_close(a);
}

static void reads_capitals_and_small_letters(void **state)
{
    (void)state;
    assert_true(has_name("PRESIDENT ANTON VELDRIK SAID IN MOSCOW THAT HE WOULD NOT SIGN.", "MOSCOW", CLASS_PLACE));
    assert_true(has_name("the minister flew from moscow to islamabad on monday and said nothing of it", "islamabad", CLASS_PLACE));
}

/* Nobody's name depends on whose names the corpus was full of. */
static void takes_strangers_for_names(void **state)
{
    (void)state;
    static const char *const NAME[] = { "James Whitfield", "Omar Haddad", "Ayesha Siddiqui", "Zuzana Novotny", "Kwame Diallo" };
    for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
        char text[120];
        snprintf(text, sizeof text, "Relatives of %s have been waiting outside the prison.", NAME[i]);
        bool found = false;
        for (actor_class c = CLASS_PERSON; c <= CLASS_OTHER; c++) found |= has_name(text, NAME[i], c);
        if (!found) fail_msg("%s", NAME[i]);
    }
}

static void needs_no_model(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    const names_model *bare = names_open(a, PROJECT_DIR "/data", "xx");
    const page *p = text_page(a, STR("Yesterday Anton Veldrik went to Peru."));
    uint32_t names;
    const name *n = names_find(a, bare, p, &names);
    assert_int_equal(names, 2);
    assert_true(str_eq(span_words(p->text, n[0].at), STR("Anton Veldrik")));
    assert_int_equal(n[1].class, CLASS_PLACE);
    arena_close(a);
}

static void masks_letters_not_classes(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    const page *p = text_page(a, STR("Envoys left Moscow for New Zealand."));
    uint32_t names;
    const name *n = names_find(a, model, p, &names);
    masked *m = mask_page(a, p, n, names);
    buf out = { .a = a };
    for (uint32_t u = 0; u < m[0].units; u++) buf_printf(&out, "%.*s ", STR_ARGS(mask_form(p, &m[0].unit[u], n)));
    assert_true(str_eq(buf_str(&out), STR("Envoys left NAME-place for NAME-place . ")));
    arena_close(a);
}

static void survives_hostile_text(void **state)
{
    (void)state;
    unsigned seed = 20261123;
    print_message("seed %u\n", seed);
    srand(seed);
    static const char *const PIECE[] = { "Moscow ", "(", ") ", "[", "]", "ISKP ", "the ", "\xff", "\xe2\x80", "\xf0\x9f\x98\x80", ". ",
                                         "\n\n", "'s ", "-", "Gen. ", "a.k.a. ", "\xe2\x80\x8f", "\"", "X", "\x01", "of ", "A.B. " };
    for (int round = 0; round < 300; round++) {
        arena *a = arena_open(NULL, 0);
        buf text = { .a = a };
        for (int i = rand() % 60; i > 0; i--) buf_add(&text, str_of(PIECE[rand() % (int)(sizeof PIECE / sizeof *PIECE)]));
        const page *p = text_page(a, text.p ? buf_str(&text) : STR(""));
        uint32_t names, units = 0;
        const name *n = names_find(a, model, p, &names);
        check_names(p, n, names);
        masked *m = mask_page(a, p, n, names);
        for (uint32_t s = 0; s < p->sentences; s++)
            for (uint32_t u = 0; u < m[s].units; u++) units += m[s].unit[u].tokens;
        assert_int_equal(units, p->tokens);
        arena_close(a);
    }
}

static const char CORPUS[] = "# newdoc id = a\n"
                             "1\tVell\tB-PER\n2\tOrran\tI-PER\n3\tleft\tO\n4\tTarn\tB-LOC\n5\t.\tO\n\n"
                             "1\tThe\tO\n2\tLeague\tB-ORG\n3\tmet\tO\n4\tin\tO\n5\tTarn\tB-LOC\n6\t.\tO\n\n";

static void learns_the_same_twice(void **state)
{
    (void)state;
    hs_str model_bytes[2];
    arena *a = arena_open(NULL, 0);
    for (int i = 0; i < 2; i++) {
        const lexicon *l = lexicon_build(a, NULL, 0);
        names_corpus c = { 0 };
        names_corpus_add(a, &c, l, STR(CORPUS), "tiny.iob2", false);
        assert_int_equal(c.text.n, 1);
        assert_int_equal(c.tokens, 11);
        names_options o = { .seed = 7, .epochs = 4 };
        model_bytes[i] = names_learn(a, &c, &c, l, (word_table){ 0 }, &o);
    }
    assert_true(str_eq(model_bytes[0], model_bytes[1]));
    arena_close(a);
}

static void refuses_damage(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (access(PROJECT_DIR "/data/models/en-names.model", R_OK)) {
        arena_close(a);
        skip();
    }
    hs_str good = file_read(a, PROJECT_DIR "/data/models/en-names.model", 64 << 20);
    assert_true(good.n <= 5 << 20);
    if (ARENA_DOOR(a)) {
        char *bytes = arena_take(a, good.n);
        memcpy(bytes, good.p, good.n);
        bytes[good.n / 2] ^= 4;
        model_check(a, (hs_str){ bytes, good.n }, "damaged", "names", 1);
        arena_door_shut(a);
        fail_msg("a damaged model was taken");
    }
    assert_int_equal(arena_failure(a)->status, HS_BAD_MODEL);
    arena_close(a);
}

static void refuses_labels_nobody_knows(void **state)
{
    (void)state;
    arena *a = arena_open(NULL, 0);
    if (ARENA_DOOR(a)) {
        names_corpus c = { 0 };
        names_corpus_add(a, &c, lexicon_build(a, NULL, 0), STR("1\tVell\tB-GHOST\n"), "bad.iob2", false);
        arena_door_shut(a);
        fail_msg("a label nobody knows was taken");
    }
    assert_string_equal(arena_failure(a)->what, "bad.iob2: line 1: no label \"B-GHOST\"");
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_out_what_is_no_part),
        cmocka_unit_test(finds_names_behind_hyphens),
        cmocka_unit_test(parts_names_from_what_opens_the_sentence),
        cmocka_unit_test(lengthens_names_by_what_follows),
        cmocka_unit_test(knows_acronyms_defined_in_passing),
        cmocka_unit_test(finds_a_known_name_again),
        cmocka_unit_test(reads_capitals_and_small_letters),
        cmocka_unit_test(takes_strangers_for_names),
        cmocka_unit_test(needs_no_model),
        cmocka_unit_test(masks_letters_not_classes),
        cmocka_unit_test(survives_hostile_text),
        cmocka_unit_test(learns_the_same_twice),
        cmocka_unit_test(refuses_damage),
        cmocka_unit_test(refuses_labels_nobody_knows),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
