/*
 * sentences.c - claims from trees made by hand, so that a parser's mistakes stay out of it; and one standard for all:
 * with the names of two actors exchanged the claims are the same but for spans.
 */
#include "claims/claims.h"
#include "language/conllu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "tables.h"

typedef struct {
    arena *a;
    const page *page;
    const reading *reading;
    const findings *found;
} told;

/* "word lemma UPOS head relation [NE]" a line, as CoNLL-U; @1 and @2 in a word stand for two names. */
static hs_str conllu_of(arena *a, const char *compact, const char *one, const char *two)
{
    hs_str rest = str_of(compact), line;
    buf out = { .a = a };
    unsigned n = 0;
    while (str_split(&rest, '\n', &line)) {
        hs_str field[6] = { { 0 } };
        size_t fields = 0;
        while (fields < 6 && str_split(&line, ' ', &field[fields])) fields++;
        if (!field[0].n) {
            n = 0;
            buf_byte(&out, '\n');
            continue;
        }
        for (size_t i = 0; i < 2; i++) {
            if (str_eq(field[i], STR("@1"))) field[i] = str_of(one);
            if (str_eq(field[i], STR("@2"))) field[i] = str_of(two);
        }
        buf_printf(&out, "%u\t%.*s\t%.*s\t%.*s\t_\t_\t%.*s\t%.*s\t_\t%s%.*s\n", ++n, STR_ARGS(field[0]),
                   STR_ARGS(field[1]), STR_ARGS(field[2]), STR_ARGS(field[3]), STR_ARGS(field[4]),
                   field[5].n ? "NE=B-" : "_", STR_ARGS(field[5]));
    }
    buf_byte(&out, '\n');
    return buf_str(&out);
}

static told tell(const char *compact, const char *one, const char *two)
{
    told t = { .a = arena_open(NULL, 0) };
    if (!ARENA_DOOR(t.a)) fail_msg("%s", arena_failure(t.a)->what);
    t.reading = reading_from_conllu(t.a, conllu_of(t.a, compact, one, two), "test", &t.page);
    document d = { .published = { 2031, 5, 20, 0, 0, 0, DATE_DAY } };
    t.found = claims_find(t.a, tables, &d, t.page, t.reading);
    char why[WHY];
    if (!findings_valid(t.found, t.page->text, t.page->sentences, why)) fail_msg("%s", why);
    return t;
}

static bool words_are(const told *t, span_list at, const char *words)
{
    buf b = { .a = t->a };
    for (size_t i = 0; i < at.n; i++) {
        if (i) buf_add(&b, STR(" ... "));
        buf_add(&b, span_words(t->page->text, at.at[i]));
    }
    return str_eq(buf_str(&b), str_of(words));
}

/* The claim with this predicate lemma, of this kind of source; fails the test when there is none. */
static const claim *claim_with(const told *t, const char *lemma, source_kind kind)
{
    for (uint32_t i = 0; i < t->found->claims; i++)
        if (str_eq(t->found->claim[i].predicate_lemma, str_of(lemma)) && t->found->claim[i].source.kind == kind)
            return &t->found->claim[i];
    fail_msg("no claim with %s by %s among %u", lemma, source_kind_name(kind), t->found->claims);
    return NULL;
}

static const char INDIRECT[] = "Officials official NOUN 2 nsubj\n"
                               "said say VERB 0 root\n"
                               "that that SCONJ 6 mark\n"
                               "@1 @1 PROPN 6 nsubj LOC\n"
                               "may may AUX 6 aux\n"
                               "support support VERB 2 ccomp\n"
                               "@2 @2 PROPN 6 obj ORG\n"
                               ". . PUNCT 2 punct";

static void indirect(void **state)
{
    (void)state;
    told t = tell(INDIRECT, "Vanta", "Orlen");
    const claim *c = claim_with(&t, "support", SOURCE_UNNAMED);
    assert_true(words_are(&t, c->source.who.at, "Officials"));
    assert_true(words_are(&t, c->cue, "said"));
    assert_true(words_are(&t, c->content, "that Vanta may support Orlen"));
    assert_true(words_are(&t, c->hedges, "may"));
    assert_int_equal(c->certainty, CERTAINTY_POSSIBLE);
    assert_int_equal(c->quote, QUOTE_INDIRECT);
    assert_true(str_eq(c->frame, STR("supports")));
    assert_true(words_are(&t, c->agent.at, "Vanta"));
    assert_true(words_are(&t, c->patient.at, "Orlen"));
    assert_int_equal(t.found->claims, 1);
    arena_close(t.a);
}

static const char PASSIVE[] = "@1 @1 PROPN 3 nsubj:pass ORG\n"
                              "was be AUX 3 aux:pass\n"
                              "accused accuse VERB 0 root\n"
                              "by by ADP 5 case\n"
                              "@2 @2 PROPN 3 obl:agent LOC\n"
                              "of of SCONJ 7 mark\n"
                              "attacking attack VERB 3 advcl\n"
                              "the the DET 9 det\n"
                              "port port NOUN 7 obj";

static void accused(void **state)
{
    (void)state;
    told t = tell(PASSIVE, "Orlen", "Vanta");
    const claim *c = claim_with(&t, "attack", SOURCE_ACTOR);
    assert_true(words_are(&t, c->source.who.at, "Vanta"));
    assert_true(words_are(&t, c->cue, "was accused"));
    assert_true(words_are(&t, c->agent.at, "Orlen"));
    assert_true(words_are(&t, c->patient.at, "the port"));
    c = claim_with(&t, "accuse", SOURCE_AUTHOR);
    assert_true(words_are(&t, c->agent.at, "Vanta"));
    assert_true(words_are(&t, c->patient.at, "Orlen"));
    assert_true(str_eq(c->cameo, STR("112")));
    arena_close(t.a);
}

static const char DENIED[] = "@1 @1 PROPN 2 nsubj LOC\n"
                             "denied deny VERB 0 root\n"
                             "the the DET 4 det\n"
                             "claim claim NOUN 2 obj\n"
                             "that that SCONJ 8 mark\n"
                             "it it PRON 8 nsubj\n"
                             "had have AUX 8 aux\n"
                             "armed arm VERB 4 acl\n"
                             "@2 @2 PROPN 8 obj ORG";

static void denied(void **state)
{
    (void)state;
    told t = tell(DENIED, "Vanta", "Orlen");
    const claim *c = claim_with(&t, "arm", SOURCE_ACTOR);
    assert_int_equal(c->polarity, POLARITY_DENY);
    assert_int_equal(c->certainty, CERTAINTY_CERTAIN);
    c = claim_with(&t, "arm", SOURCE_UNNAMED); /* somebody did claim it */
    assert_int_equal(c->polarity, POLARITY_ASSERT);
    arena_close(t.a);
}

static const char CONTRARY[] = "Contrary contrary ADJ 8 advmod\n"
                               "to to ADP 3 case\n"
                               "what what PRON 1 obl\n"
                               "@1 @1 PROPN 5 nsubj LOC\n"
                               "says say VERB 3 acl:relcl\n"
                               "it it PRON 8 nsubj\n"
                               "is be AUX 8 cop\n"
                               "Karren Karren PROPN 0 root LOC\n"
                               "but but CCONJ 10 cc\n"
                               "@2 @2 PROPN 8 conj LOC\n"
                               "which which PRON 12 nsubj\n"
                               "attacked attack VERB 10 acl:relcl\n"
                               "the the DET 14 det\n"
                               "port port NOUN 12 obj";

static void contrast(void **state)
{
    (void)state;
    char text[1024];
    const char *not_line = "not not PART 9 advmod\n";
    /* the same with "not" before Karren: heads behind it move by one */
    snprintf(text, sizeof text,
             "Contrary contrary ADJ 9 advmod\nto to ADP 3 case\nwhat what PRON 1 obl\n@1 @1 PROPN 5 nsubj LOC\nsays "
             "say VERB 3 acl:relcl\n"
             "it it PRON 9 nsubj\nis be AUX 9 cop\n%sKarren Karren PROPN 0 root LOC\nbut but CCONJ 11 cc\n@2 @2 PROPN "
             "9 conj LOC\n"
             "which which PRON 13 nsubj\nattacked attack VERB 11 acl:relcl\nthe the DET 15 det\nport port NOUN 13 obj",
             not_line);
    told t = tell(text, "Vanta", "Orlen");
    assert_int_equal(t.found->claims, 3);
    const claim *c = claim_with(&t, "attack", SOURCE_ACTOR);
    assert_int_equal(c->polarity, POLARITY_ASSERT);
    assert_true(words_are(&t, c->source.who.at, "Vanta"));
    assert_true(words_are(&t, c->agent.at, "Karren"));
    for (uint32_t i = 0; i < 3; i++) {
        c = &t.found->claim[i];
        if (c->source.kind != SOURCE_AUTHOR) continue;
        assert_int_equal(c->polarity, words_are(&t, c->agent.at, "Karren") ? POLARITY_DENY : POLARITY_ASSERT);
    }
    arena_close(t.a);
    t = tell(CONTRARY, "Vanta", "Orlen");
    arena_close(t.a);
}

static const char NESTED[] = "@1 @1 PROPN 2 nsubj PER\n"
                             "said say VERB 0 root\n"
                             "@2 @2 PROPN 4 nsubj ORG\n"
                             "reported report VERB 2 ccomp\n"
                             "that that SCONJ 7 mark\n"
                             "ships ship NOUN 7 nsubj\n"
                             "sank sink VERB 4 ccomp";

static void nested(void **state)
{
    (void)state;
    told t = tell(NESTED, "Orla", "Beacon");
    const claim *c = claim_with(&t, "sink", SOURCE_ACTOR);
    assert_true(words_are(&t, c->source.who.at, "Beacon"));
    assert_int_equal(c->chain_n, 1);
    assert_true(words_are(&t, c->chain[0].who.at, "Orla"));
    arena_close(t.a);
}

static const char LIGHT[] = "@1 @1 PROPN 2 nsubj LOC\n"
                            "suffered suffer VERB 0 root\n"
                            "attacks attack NOUN 2 obj\n"
                            "orchestrated orchestrate VERB 3 acl\n"
                            "by by ADP 7 case\n"
                            "both both CCONJ 7 cc:preconj\n"
                            "@2 @2 PROPN 4 obl:agent ORG\n"
                            "and and CCONJ 9 cc\n"
                            "Mirren Mirren PROPN 7 conj ORG";

static void light_verbs(void **state)
{
    (void)state;
    told t = tell(LIGHT, "Vanta", "Orlen");
    assert_int_equal(t.found->claims, 2);
    for (uint32_t i = 0; i < 2; i++) {
        const claim *c = &t.found->claim[i];
        assert_true(str_eq(c->frame, STR("attacks")));
        assert_true(words_are(&t, c->agent.at, i ? "Mirren" : "Orlen"));
        assert_true(words_are(&t, c->patient.at, "Vanta"));
        assert_int_equal(c->source.kind, SOURCE_AUTHOR);
    }
    arena_close(t.a);
}

static const char FAILED[] = "@1 @1 PROPN 3 nsubj ORG\n"
                             "has have AUX 3 aux\n"
                             "failed fail VERB 0 root\n"
                             "to to PART 5 mark\n"
                             "leave leave VERB 3 xcomp\n"
                             "@2 @2 PROPN 5 obj LOC";

static void implicative(void **state)
{
    (void)state;
    told t = tell(FAILED, "Orlen", "Vanta");
    const claim *c = claim_with(&t, "leave", SOURCE_AUTHOR);
    assert_int_equal(c->polarity, POLARITY_DENY);
    assert_int_equal(c->certainty, CERTAINTY_CERTAIN);
    assert_true(words_are(&t, c->agent.at, "Orlen"));
    assert_int_equal(t.found->claims, 1);
    arena_close(t.a);
}

static const char QUESTION[] = "Is be AUX 4 cop\n"
                               "@1 @1 PROPN 4 nsubj LOC\n"
                               "so so ADV 4 advmod\n"
                               "safe safe ADJ 0 root\n"
                               "? ? PUNCT 4 punct";

static void questions_claim_nothing(void **state)
{
    (void)state;
    told t = tell(QUESTION, "Vanta", "Orlen");
    assert_int_equal(t.found->claims, 0);
    arena_close(t.a);
}

/* A root keeps being one whatever relation its tree gives it. */
static void strange_roots(void **state)
{
    (void)state;
    static const char *const relation[] = { "amod", "acl:relcl", "conj", "obl", "xcomp", "advmod", "case", "nsubj" };
    static const char *const word[] = { "alleged alleged ADJ", "said say VERB", "that that PRON",
                                        "attack attack NOUN" };
    for (size_t i = 0; i < sizeof relation / sizeof *relation; i++)
        for (size_t k = 0; k < sizeof word / sizeof *word; k++) {
            char tree_text[128];
            snprintf(tree_text, sizeof tree_text, "%s 0 %s\nattacks attack NOUN 1 obj\nit it PRON 1 nsubj", word[k],
                     relation[i]);
            told t = tell(tree_text, "Vanta", "Orlen");
            arena_close(t.a);
        }
}

/* All but spans and words. */
static void assert_alike(const told *x, const told *y)
{
    assert_int_equal(x->found->claims, y->found->claims);
    assert_int_equal(x->found->actors, y->found->actors);
    for (uint32_t i = 0; i < x->found->claims; i++) {
        const claim *c = &x->found->claim[i], *d = &y->found->claim[i];
        assert_int_equal(c->source.kind, d->source.kind);
        assert_int_equal(c->source.who.actor, d->source.who.actor);
        assert_int_equal(c->polarity, d->polarity);
        assert_int_equal(c->certainty, d->certainty);
        assert_int_equal(c->agent.actor, d->agent.actor);
        assert_int_equal(c->patient.actor, d->patient.actor);
        assert_int_equal(c->chain_n, d->chain_n);
        assert_int_equal(c->content.n, d->content.n);
        assert_true(str_eq(c->frame, d->frame));
    }
}

/* Names of one letter, of an ordinary word, of a cue, of the table of voices: none of it matters. */
static void swapped(void **state)
{
    (void)state;
    static const char *const tree_of[] = { INDIRECT, PASSIVE, DENIED, CONTRARY, NESTED, LIGHT, FAILED, QUESTION };
    static const char *const names[] = { "Vanta", "Orlen",   "Said",   "Officials",  "Not",
                                         "X",     "Reports", "Attack", "\xc3\x89tat" };
    for (size_t t = 0; t < sizeof tree_of / sizeof *tree_of; t++) {
        told first = tell(tree_of[t], "Vanta", "Orlen");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
                if (i == k) continue;
                told other = tell(tree_of[t], names[i], names[k]);
                assert_alike(&first, &other);
                arena_close(other.a);
            }
        arena_close(first.a);
    }
}

/* A judging word is the speaker's, whichever name it stands on; one that names nobody is nobody's. */
static const char REGIME[] = "The the DET 3 det\n@1 @1 PROPN 3 compound LOC\nregime regime NOUN 5 nsubj\nhas have AUX 5 aux\n"
                             "fled flee VERB 8 ccomp\n, , PUNCT 5 punct\n@2 @2 PROPN 8 nsubj ORG\nsaid say VERB 0 root\n. . PUNCT 8 punct\n";
static const char NO_REGIME[] = "No no DET 2 det\nregime regime NOUN 3 nsubj\nfled flee VERB 0 root\n. . PUNCT 3 punct\n";

static void judging_words(void **state)
{
    (void)state;
    static const char *const names[][2] = { { "Vanta", "League" }, { "League", "Vanta" } };
    for (size_t i = 0; i < 2; i++) {
        told t = tell(REGIME, names[i][0], names[i][1]);
        assert_int_equal(t.found->labels, 1);
        const label *l = t.found->label;
        assert_true(str_eq(l->lemma, STR("regime")));
        assert_false(l->is_for);
        assert_true(l->speaker.kind == SOURCE_ACTOR);
        assert_true(str_eq(t.found->actor[l->speaker.who.actor].name, str_of(names[i][1])));
        arena_close(t.a);
    }
    told t = tell(NO_REGIME, "", "");
    assert_int_equal(t.found->labels, 0);
    arena_close(t.a);
}

static void missing_tables(void **state)
{
    (void)state;
    hs_error error = { 0 };
    assert_null(claims_open("/nowhere", &error));
    assert_int_equal(error.status, HS_IO);
    assert_non_null(strstr(error.what, "cues.tsv"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missing_tables), cmocka_unit_test(indirect),    cmocka_unit_test(accused),
        cmocka_unit_test(denied),         cmocka_unit_test(contrast),    cmocka_unit_test(nested),
        cmocka_unit_test(light_verbs),    cmocka_unit_test(implicative), cmocka_unit_test(questions_claim_nothing),
        cmocka_unit_test(strange_roots),  cmocka_unit_test(swapped),
        cmocka_unit_test(judging_words),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
