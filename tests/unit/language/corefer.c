/*
 * corefer.c - chains of coreference, on trees written by hand.
 */
#include "language/conllu.h"
#include "language/corefer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static arena *shared;
static const corefer_words *words;
static const lexicon *actors;

static int open_words(void **state)
{
    (void)state;
    shared = arena_open(NULL, 0);
    words = corefer_open(shared, PROJECT_DIR "/data");
    actors = lexicon_build(shared, NULL, 0);
    return 0;
}

static int close_words(void **state)
{
    (void)state;
    arena_close(shared);
    return 0;
}

/* A line a word: "form upos head relation [NE]", "" between sentences; made into CoNLL-U. */
static hs_str conllu_of(arena *a, const char *const *line)
{
    buf out = { .a = a };
    int number = 0;
    for (; *line; line++) {
        if (!**line) {
            buf_byte(&out, '\n');
            number = 0;
            continue;
        }
        hs_str rest = str_of(*line), f[5] = { 0 };
        for (int i = 0; i < 5 && str_split(&rest, ' ', &f[i]); i++) {}
        hs_str low = str_lower_ascii(a, f[0]);
        bool plural = str_eq(f[1], STR("NOUNS"));
        if (plural) low = str_sub(low, 0, low.n - 1);
        buf_printf(&out, "%d\t%.*s\t%.*s\t%s\t%s\t_\t%.*s\t%.*s\t_\t%.*s\n", ++number, STR_ARGS(f[0]), STR_ARGS(low),
                   plural ? "NOUN" : arena_str(a, f[1]).p, plural ? "NNS" : "_", STR_ARGS(f[2]), STR_ARGS(f[3]),
                   STR_ARGS(f[4].n ? f[4] : STR("_")));
    }
    buf_byte(&out, '\n');
    return buf_str(&out);
}

/* The chains as "Vell|he|He; Tarn": mentions in order, alone or not. */
static hs_str chains_of(arena *a, const char *const *line)
{
    const page *p;
    const reading *r0 = reading_from_conllu(a, conllu_of(a, line), "hand", &p);
    reading r = *r0;
    corefer_find(a, words, actors, p, &r);
    char why[WHY];
    if (!reading_valid(&r, p, why)) fail_msg("%s", why);
    buf out = { .a = a };
    for (uint32_t c = 0; c < r.chains; c++) {
        bool first = true;
        for (uint32_t i = 0; i < r.corefers; i++) {
            if (r.corefer[i].chain != c) continue;
            buf_printf(&out, "%s%.*s", first ? (c ? "; " : "") : "|", STR_ARGS(span_words(p->text, r.corefer[i].at)));
            first = false;
        }
    }
    return out.p ? buf_str(&out) : STR("");
}

#define EXPECT(chains, ...)                                                                             \
    do {                                                                                                \
        arena *a = arena_open(NULL, 0);                                                                 \
        const char *const line[] = { __VA_ARGS__, NULL };                                               \
        hs_str got = chains_of(a, line);                                                                \
        if (!str_eq(got, str_of(chains))) fail_msg("got \"%.*s\", not \"%s\"", STR_ARGS(got), chains);  \
        arena_close(a);                                                                                 \
    } while (0)

static void every_name_has_a_chain(void **state)
{
    (void)state;
    EXPECT("Vell; Tarn", "Vell PROPN 2 nsubj NE=B-PER", "left VERB 0 root", "Tarn PROPN 2 obj NE=B-LOC");
    EXPECT("Vell|Vell", "Vell PROPN 2 nsubj NE=B-PER", "left VERB 0 root", "", "Vell PROPN 2 nsubj NE=B-PER", "spoke VERB 0 root");
    EXPECT("", "Nobody PRON 2 nsubj", "left VERB 0 root");
}

static void short_names(void **state)
{
    (void)state;
    EXPECT("Anton Vell|Vell", "Anton PROPN 3 nsubj NE=B-PER", "Vell PROPN 1 flat NE=I-PER", "left VERB 0 root", "",
           "Vell PROPN 2 nsubj NE=B-PER", "spoke VERB 0 root");
    EXPECT("Anton Vell; Maria Vell; Vell", "Anton PROPN 3 nsubj NE=B-PER", "Vell PROPN 1 flat NE=I-PER", "met VERB 0 root",
           "Maria PROPN 3 obj NE=B-PER", "Vell PROPN 4 flat NE=I-PER", "", "Vell PROPN 2 nsubj NE=B-PER", "spoke VERB 0 root");
}

/* Two share the name: it goes to the one named last, once the other has not been named for some sentences. */
static void namesakes(void **state)
{
    (void)state;
#define ANTON "Anton PROPN 3 nsubj NE=B-PER", "Vell PROPN 1 flat NE=I-PER", "left VERB 0 root", ""
#define MARIA "Maria PROPN 3 nsubj NE=B-PER", "Vell PROPN 1 flat NE=I-PER", "stayed VERB 0 root", ""
#define REST "Nobody PRON 2 nsubj", "asked VERB 0 root", ""
    EXPECT("Anton Vell; Maria Vell|Vell", ANTON, REST, REST, MARIA, "Vell PROPN 2 nsubj NE=B-PER", "spoke VERB 0 root");
    EXPECT("Anton Vell; Maria Vell; Vell", ANTON, REST, MARIA, "Vell PROPN 2 nsubj NE=B-PER", "spoke VERB 0 root");
}

static void one_person_more_or_fewer_words(void **state)
{
    (void)state;
    EXPECT("Anton Karl Vell|Anton Vell", "Anton PROPN 4 nsubj NE=B-PER", "Karl PROPN 1 flat NE=I-PER", "Vell PROPN 1 flat NE=I-PER",
           "left VERB 0 root", "", "Anton PROPN 3 nsubj NE=B-PER", "Vell PROPN 1 flat NE=I-PER", "spoke VERB 0 root");
    EXPECT("Vell|Emperor Vell", "Vell PROPN 2 nsubj NE=B-PER", "left VERB 0 root", "", "Emperor PROPN 3 nsubj NE=B-PER",
           "Vell PROPN 1 flat NE=I-PER", "spoke VERB 0 root");
    EXPECT("Anton Karl Vell; Anton Maria Vell", "Anton PROPN 4 nsubj NE=B-PER", "Karl PROPN 1 flat NE=I-PER",
           "Vell PROPN 1 flat NE=I-PER", "left VERB 0 root", "", "Anton PROPN 4 nsubj NE=B-PER", "Maria PROPN 1 flat NE=I-PER",
           "Vell PROPN 1 flat NE=I-PER", "spoke VERB 0 root");
}

static void pronouns_of_a_stranger(void **state)
{
    (void)state;
    EXPECT("She|her", "She PRON 2 nsubj", "left VERB 0 root", "", "Nobody PRON 2 nsubj", "saw VERB 0 root", "her PRON 2 obj");
}

static void words_said_again(void **state)
{
    (void)state;
    EXPECT("the port officials|The port officials", "They PRON 2 nsubj", "met VERB 0 root", "the DET 5 det", "port NOUN 5 compound",
           "officials NOUNS 2 obj", "", "The DET 3 det", "port NOUN 3 compound", "officials NOUNS 4 nsubj", "spoke VERB 0 root");
    EXPECT("Old officials|The officials", "Old ADJ 2 amod", "officials NOUNS 3 nsubj", "met VERB 0 root", "", "The DET 2 det",
           "officials NOUNS 3 nsubj", "spoke VERB 0 root");
}

static void acronyms(void **state)
{
    (void)state;
    EXPECT("Tarn Harbour Union|THU|THU", "Tarn PROPN 7 nsubj NE=B-ORG", "Harbour PROPN 1 flat NE=I-ORG",
           "Union PROPN 1 flat NE=I-ORG", "( PUNCT 5 punct", "THU PROPN 1 appos NE=B-ORG", ") PUNCT 5 punct", "met VERB 0 root", "",
           "THU PROPN 2 nsubj NE=B-ORG", "spoke VERB 0 root");
}

static void pronouns_agree(void **state)
{
    (void)state;
    EXPECT("Vell|he; Union", "Mr. NOUN 2 compound", "Vell PROPN 3 nsubj NE=B-PER", "joined VERB 0 root", "the DET 5 det",
           "Union PROPN 3 obj NE=B-ORG", "", "Then ADV 3 advmod", "he PRON 3 nsubj", "left VERB 0 root");
    EXPECT("Vell; Union|It", "Vell PROPN 2 nsubj NE=B-PER", "joined VERB 0 root", "Union PROPN 2 obj NE=B-ORG", "", "It PRON 2 nsubj",
           "grew VERB 0 root");
    EXPECT("Vell", "Mrs. NOUN 2 compound", "Vell PROPN 3 nsubj NE=B-PER", "left VERB 0 root", "", "He PRON 2 nsubj", "slept VERB 0 root");
}

static void two_on_one_verb_are_two(void **state)
{
    (void)state;
    EXPECT("Vell", "Vell PROPN 2 nsubj NE=B-PER", "saw VERB 0 root", "him PRON 2 obj");
    EXPECT("Vell|himself", "Vell PROPN 2 nsubj NE=B-PER", "saw VERB 0 root", "himself PRON 2 obj");
}

static void empty_it_stands_for_nobody(void **state)
{
    (void)state;
    EXPECT("Union", "Union PROPN 2 nsubj NE=B-ORG", "met VERB 0 root", "", "It PRON 3 nsubj:pass", "is AUX 3 aux:pass",
           "believed VERB 0 root", "that SCONJ 5 mark", "rain NOUN 3 ccomp");
}

static void the_group(void **state)
{
    (void)state;
    EXPECT("Union|The group", "Union PROPN 2 nsubj NE=B-ORG", "met VERB 0 root", "", "The DET 2 det", "group NOUN 3 nsubj",
           "left VERB 0 root");
    EXPECT("Vell|a commander|The commander", "Vell PROPN 6 nsubj NE=B-PER", ", PUNCT 4 punct", "a DET 4 det",
           "commander NOUN 1 appos", ", PUNCT 4 punct", "left VERB 0 root", "", "The DET 2 det", "commander NOUN 3 nsubj",
           "spoke VERB 0 root");
    EXPECT("Vell", "Vell PROPN 2 nsubj NE=B-PER", "left VERB 0 root", "", "The DET 2 det", "group NOUN 3 nsubj", "spoke VERB 0 root");
}

/* "Union is a group": from then on it is the group; "is not", "is no" tie nothing; an epithet as subject means it too. */
static void said_to_be_one(void **state)
{
    (void)state;
#define NEXT "", "Tarn PROPN 4 nsubj NE=B-ORG", "and CCONJ 3 cc", "Sarn PROPN 1 conj NE=B-ORG", "met VERB 0 root", ""
    EXPECT("Union|a group|The group; Tarn; Sarn", "Union PROPN 4 nsubj NE=B-ORG", "is AUX 4 cop", "a DET 4 det", "group NOUN 0 root",
           NEXT, "The DET 2 det", "group NOUN 3 nsubj", "left VERB 0 root");
    EXPECT("Union", "Union PROPN 4 nsubj NE=B-ORG", "is AUX 4 cop", "no DET 4 det", "group NOUN 0 root");
    EXPECT("Union", "Union PROPN 5 nsubj NE=B-ORG", "is AUX 5 cop", "not ADV 5 advmod", "a DET 5 det", "group NOUN 0 root");
    EXPECT("Union|The sinister group", "Union PROPN 2 nsubj NE=B-ORG", "met VERB 0 root", "", "The DET 3 det", "sinister ADJ 3 amod",
           "group NOUN 4 nsubj", "left VERB 0 root");
    EXPECT("Union", "Union PROPN 2 nsubj NE=B-ORG", "met VERB 0 root", "", "The DET 3 det", "harbour NOUN 3 compound",
           "group NOUN 4 nsubj", "left VERB 0 root");
#undef NEXT
}

static void speakers_are_left_alone(void **state)
{
    (void)state;
    EXPECT("Vell", "Vell PROPN 2 nsubj NE=B-PER", "left VERB 0 root", "", "I PRON 2 nsubj", "saw VERB 0 root", "us PRON 2 obj");
}

/* The same letters twice, whatever the letters are: chains do not hang on them. */
static void names_may_be_swapped(void **state)
{
    (void)state;
    static const char *const NAME[] = { "Vell", "Okonkwo", "Krzysztof", "Abdulrahman", "X" };
    for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
        arena *a = arena_open(NULL, 0);
        hs_str one = arena_printf(a, "%s PROPN 2 nsubj NE=B-PER", NAME[i]), want = arena_printf(a, "%s|he|his; Tarn", NAME[i]);
        const char *const line[] = { one.p, "left VERB 0 root", "Tarn PROPN 2 obj NE=B-LOC", "", "Then ADV 3 advmod", "he PRON 3 nsubj",
                                     "sold VERB 0 root", "his PRON 5 nmod:poss", "boat NOUN 3 obj", NULL };
        assert_true(str_eq(chains_of(a, line), want));
        arena_close(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_has_a_chain),
        cmocka_unit_test(short_names),
        cmocka_unit_test(namesakes),
        cmocka_unit_test(one_person_more_or_fewer_words),
        cmocka_unit_test(pronouns_of_a_stranger),
        cmocka_unit_test(words_said_again),
        cmocka_unit_test(acronyms),
        cmocka_unit_test(pronouns_agree),
        cmocka_unit_test(two_on_one_verb_are_two),
        cmocka_unit_test(empty_it_stands_for_nobody),
        cmocka_unit_test(the_group),
        cmocka_unit_test(said_to_be_one),
        cmocka_unit_test(speakers_are_left_alone),
        cmocka_unit_test(names_may_be_swapped),
    };
    return cmocka_run_group_tests(tests, open_words, close_words);
}
