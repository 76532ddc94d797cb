/*
 * say.c - tests that people write: a text, a line "--", the claims it must give (expect.h); blank lines between tests.
 *
 *     known: WHY         before the text: does not pass with the models shipped, and why; counted and named
 *     none               instead of claims: the text gives no claim
 *     no claim ...       no claim may look like this
 *     only               no other claims than those given
 *
 * Every line must be met by a claim of its own.  The text is published on 2031-05-20, a Tuesday.
 * Status: 0 all as expected, 1 something differed, 77 no models to read with.  say -p: print the claims of stdin.
 */
#include "base/file.h"
#include "expect.h"
#include "language/language.h"
#include "text/page.h"

#include <setjmp.h>
#include <stdio.h>

typedef struct {
    arena *a;
    const language *language;
    const claims_lexicon *lexicon;
    const char *path;
    size_t line;
    unsigned passed, failed, known;
} runner;

typedef struct {
    buf text;
    VEC(hs_str) expected;
    hs_str known;
    size_t line;
    bool in_claims;
} test;

static void hear(runner *r, hs_str text, heard *out)
{
    const page *p = text_page(r->a, text);
    document d = { .published = { 2031, 5, 20, 0, 0, 0, DATE_DAY }, .language = STR_INIT("en"), .text = text };
    out->text = text;
    out->found = claims_find(r->a, r->lexicon, &d, p, language_read(r->a, r->language, p));
    char why[WHY];
    if (!findings_valid(out->found, text, p->sentences, why)) arena_leave(r->a, HS_BUG, "findings: %s", why);
}

/* True when claims can be dealt out so that each line has its own: tried in order, first fit (lines are specific). */
static bool met(runner *r, const test *t, const heard *h, buf *report)
{
    bool *used = TAKE(r->a, (size_t)h->found->claims + 1, bool), ok = true, only = false;
    for (size_t k = 0; k < t->expected.n; k++) {
        hs_str line = t->expected.at[k];
        bool bad = false, absent = str_starts(line, STR("no claim")), found = false;
        if (str_eq(line, STR("only"))) {
            only = true;
            continue;
        }
        if (str_eq(line, STR("none"))) {
            if (h->found->claims)
                ok = false, buf_printf(report, "    %u claims where none was expected\n", h->found->claims);
            continue;
        }
        hs_str what = str_sub(line, absent ? 8 : 5, line.n);
        const char *why = "no claim at all";
        for (uint32_t i = 0; i < h->found->claims && !found; i++) {
            if (used[i] && !absent) continue;
            const char *differs = expect_differs(r->a, what, h, i, &bad);
            if (bad)
                arena_leave(r->a, HS_BAD_INPUT, "%s:%zu: cannot understand \"%.*s\"", r->path, t->line, STR_ARGS(line));
            if (differs) why = differs;
            else found = true, used[i] = true;
        }
        if (found != absent) continue;
        ok = false;
        buf_printf(report, "    %s %.*s%s%s%s\n", absent ? "there is" : "missing:", STR_ARGS(line),
                   absent ? "" : "  (last: ", absent ? "" : why, absent ? "" : ")");
    }
    for (uint32_t i = 0; only && i < h->found->claims; i++)
        if (!used[i]) ok = false, buf_printf(report, "    one more: %.*s\n", STR_ARGS(expect_print(r->a, h, i)));
    return ok;
}

static void run(runner *r, test *t)
{
    if (!t->text.n) return;
    heard h;
    buf report = { .a = r->a };
    hs_str text = str_trim(buf_str(&t->text));
    hear(r, text, &h);
    bool ok = met(r, t, &h, &report);
    if (ok) {
        r->passed++;
        if (t->known.n) printf("%s:%zu: passes now, take the mark away (%.*s)\n", r->path, t->line, STR_ARGS(t->known));
    } else if (t->known.n) {
        r->known++;
        printf("%s:%zu: known: %.*s\n", r->path, t->line, STR_ARGS(t->known));
    } else {
        r->failed++;
        printf("%s:%zu: %.*s\n", r->path, t->line, STR_ARGS(text));
        printf("%.*s", STR_ARGS(buf_str(&report)));
        for (uint32_t i = 0; i < h.found->claims; i++) printf("    heard: %.*s\n", STR_ARGS(expect_print(r->a, &h, i)));
    }
}

static void read_line(runner *r, test *t, hs_str line)
{
    if (!line.n) {
        if (t->in_claims) {
            run(r, t);
            *t = (test){ .text = { .a = r->a } };
        } else if (t->text.n) {
            buf_add(&t->text, STR("\n\n"));
        }
    } else if (str_eq(line, STR("--"))) {
        t->in_claims = true;
    } else if (t->in_claims) {
        *VEC_ADD(r->a, &t->expected) = line;
    } else if (str_starts(line, STR("#")) && !t->text.n) {
        return;
    } else if (str_starts(line, STR("known:")) && !t->text.n) {
        t->known = str_trim(str_sub(line, 6, line.n));
    } else {
        if (!t->text.n) t->line = r->line;
        else if (t->text.p[t->text.n - 1] != '\n') buf_byte(&t->text, ' ');
        buf_add(&t->text, line);
    }
}

static void read_file(runner *r)
{
    hs_str rest = file_read(r->a, r->path, 1 << 20), line;
    test t = { .text = { .a = r->a } };
    while (str_split(&rest, '\n', &line)) {
        r->line++;
        read_line(r, &t, str_trim(line));
    }
    if (t.in_claims) run(r, &t);
    printf("%s: %u passed, %u failed, %u known not to pass\n", r->path, r->passed, r->failed, r->known);
}

static void print_stdin(runner *r)
{
    buf b = { .a = r->a };
    char bytes[4096];
    size_t n;
    heard h;
    while ((n = fread(bytes, 1, sizeof bytes, stdin))) buf_add(&b, (hs_str){ bytes, n });
    hear(r, str_trim(buf_str(&b)), &h);
    for (uint32_t i = 0; i < h.found->claims; i++)
        printf("%u %.*s\n", h.found->claim[i].sentence + 1, STR_ARGS(expect_print(r->a, &h, i)));
}

static int run_all(runner *r)
{
    if (!ARENA_DOOR(r->a)) {
        fprintf(stderr, "say: %s\n", arena_failure(r->a)->what);
        return 1;
    }
    if (str_eq(str_of(r->path), STR("-p"))) print_stdin(r);
    else read_file(r);
    arena_door_shut(r->a);
    return r->failed != 0;
}

int main(int argc, char **argv)
{
    hs_error error = { 0 };
    if (argc != 2) return 2;
    language *models = language_open(PROJECT_DIR "/data", "en", &error);
    if (!models) {
        printf("skipped: %s\n", error.what);
        return 77;
    }
    claims_lexicon *lexicon = claims_open(PROJECT_DIR "/data", &error);
    runner r = { .a = arena_open(NULL, 0), .language = models, .lexicon = lexicon, .path = argv[1] };
    int status = lexicon && r.a ? run_all(&r) : 1;
    if (!lexicon) fprintf(stderr, "%s\n", error.what);
    arena_close(r.a);
    claims_close(lexicon);
    language_close(models);
    return status;
}
