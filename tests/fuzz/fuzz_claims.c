/*
 * fuzz_claims.c - any bytes as sentences and trees: as CoNLL-U when they are that, else each four bytes as a word of a list, its
 * tag, its relation and its head among the words before it, so that changed bytes are changed trees.  What must hold:
 *
 *     they are read or refused, never a crash; the findings are valid, the same when found again; every event told of lies in
 *     the text, with a factuality from -3 to +3.
 */
#include "claims/claims.h"
#include "language/conllu.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static claims_lexicon *tables;

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static void check(arena *a, const page *p, const reading *r)
{
    char why[WHY] = "";
    document d = { .published = { 2031, 5, 20, 0, 0, 0, DATE_DAY } };
    const findings *f = claims_find(a, tables, &d, p, r), *again = claims_find(a, tables, &d, p, r);
    must(findings_valid(f, p->text, p->sentences, why), why);
    must(f->claims == again->claims && f->actors == again->actors && f->labels == again->labels, "found otherwise the second time");
    event_mentions events = claims_events(a, tables, p, r);
    for (size_t i = 0; i < events.n; i++) {
        must(events.at[i].at.end <= p->text.n, "an event outside the text");
        must(events.at[i].factuality >= -3 && events.at[i].factuality <= 3, "a factuality that is none");
    }
}

static const char *const WORDS[] = { "said", "not", "denied", "accused", "of", "that", "which", "attack", "support", "be", "it", "I",
                                     "according", "to", "reports", "officials", "alleged", "may", "fail", "if", "contrary", "evidence",
                                     "no", "and", "by", "in", "12", "Friday", "at", "least", "?", "\"", ":", ",", "leader", "launch",
                                     "believe", "there", "xylo", "three", "promise", "regime", "sinister", "meet", "sign", "treaty",
                                     "have", "too", "early", "between", "20", "dozen", "such", "as", "instead", "rule", "out", "stop",
                                     "agree", "provide", "food", "ton", "tie", "with", "until", "March", "2030", "last", "night", "whether",
                                     "demand", "deny", "false", "about", "verge", "NAME", "NAME", "NAME" };

/* A verb dictionary, so that its patterns meet changed trees too. */
static const char VERBS[] = "&PACT\n+TREATY\n+WRITTEN_TREATY\n--- AGREE [057] ---\nAGREE {AGREED}\n+STOP_SHORT [080]\n"
                            "- * &PACT WITH + [057:057]\n- $ * { FOOD | TON_OF }_+ [070]\n- % * ^ WITH [060]\n- OFFICIALS_* + [---]\n";

/* Four bytes a word; a sentence ends after SENTENCE words or where the fourth byte says so. */
static hs_str trees_of(arena *a, hs_str bytes)
{
    enum { SENTENCE = 48 };
    buf out = { .a = a };
    unsigned at = 0;
    for (size_t i = 0; i + 4 <= bytes.n; i += 4) {
        const unsigned char *b = (const unsigned char *)bytes.p + i;
        const char *w = WORDS[b[0] % (sizeof WORDS / sizeof *WORDS)];
        buf_printf(&out, "%u\t%s\t%s\t%s\t_\t_\t%u\t%s\t_\t%s\n", at + 1, w, w, upos_name((upos)(b[1] % UPOS_COUNT)),
                   at ? 1 + b[3] % at : 0, at ? relation_name((relation)(b[2] % REL_COUNT)) : "root",
                   *w == 'N' ? "NE=B-ORG" : "_");
        at = at + 1 < SENTENCE && b[3] < 248 ? at + 1 : 0;
        if (!at) buf_byte(&out, '\n');
    }
    buf_byte(&out, '\n');
    return buf_str(&out);
}

static void find(arena *a, hs_str bytes)
{
    if (!ARENA_DOOR(a)) {
        must(arena_failure(a)->status != HS_BUG, arena_failure(a)->what);
        return;
    }
    const page *p;
    const reading *r = reading_from_conllu(a, bytes, "fuzz", &p);
    check(a, p, r);
    arena_door_shut(a);
}

static void close_tables(void)
{
    claims_close(tables);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!tables) {
        tables = claims_open(PROJECT_DIR "/data", NULL);
        must(tables != NULL, "the lexicon cannot be opened");
        must(claims_dictionary(tables, str_of(VERBS), "verbs", NULL) == HS_OK, "the verbs cannot be read");
        atexit(close_tables);
    }
    arena *a = arena_open(NULL, 256 << 20);
    if (!a) return 0;
    hs_str bytes = { (const char *)data, n };
    find(a, n && *data == '#' ? bytes : trees_of(a, bytes));
    arena_close(a);
    return 0;
}
