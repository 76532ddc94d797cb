/*
 * lexicon.c - reads the wording of questions and the function words.
 */
#include "match/lexicon.h"

#include "base/file.h"
#include "base/tsv.h"

static void read_wordings(match_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "frame", "who_agent", "who_patient", "whether", "sentence", "words", NULL };
    const tsv *t = tsv_read(l->a, arena_printf(l->a, "%s/lexicon/questions.tsv", folder).p, columns);
    wording *w = TAKE(l->a, t->rows, wording);
    l->wording_of = (map){ .a = l->a };
    for (size_t i = 0; i < t->rows; i++) {
        const hs_str *f = t->row[i].field;
        if (!f[0].n || !f[4].n) tsv_complain(l->a, t, &t->row[i], "a frame and a sentence are needed");
        w[i] = (wording){ f[0], f[1], f[2], f[3], f[4], f[5] };
        uint64_t *at = map_put(&l->wording_of, f[0], NULL);
        if (*at) tsv_complain(l->a, t, &t->row[i], "frame \"%.*s\" is worded twice", STR_ARGS(f[0]));
        *at = i + 1;
    }
    l->wording = w;
    l->wordings = t->rows;
}

static void read_function_words(match_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "word", "kind", NULL };
    static const char *const kinds[] = { "determiner", "pronoun", "question", "other" };
    const tsv *t = tsv_read(l->a, arena_printf(l->a, "%s/lexicon/function-words.tsv", folder).p, columns);
    l->function_word = (map){ .a = l->a };
    for (size_t i = 0; i < t->rows; i++) {
        uint64_t kind = 0;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (str_eq(t->row[i].field[1], str_of(kinds[k]))) kind = k + 1;
        if (!kind) tsv_complain(l->a, t, &t->row[i], "unknown kind \"%.*s\"", STR_ARGS(t->row[i].field[1]));
        *map_put(&l->function_word, t->row[i].field[0], NULL) = kind;
    }
}

static void read_number_words(match_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", NULL };
    const tsv *t = tsv_read(l->a, arena_printf(l->a, "%s/lexicon/numbers.tsv", folder).p, columns);
    l->number_word = (map){ .a = l->a };
    for (size_t i = 0; i < t->rows; i++) *map_put(&l->number_word, t->row[i].field[0], NULL) = 1;
}

/* The nouns that can speak can do things too; documents speak, and do nothing. */
static void read_somebody(match_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "class", "voice", NULL };
    const tsv *t = tsv_read(l->a, arena_printf(l->a, "%s/lexicon/voices.tsv", folder).p, columns);
    l->somebody = (map){ .a = l->a };
    for (size_t i = 0; i < t->rows; i++) {
        const hs_str *f = t->row[i].field;
        if (!str_eq(f[1], STR("other")) && !str_eq(f[2], STR("document"))) *map_put(&l->somebody, f[0], NULL) = 1;
    }
}

match_lexicon *match_lexicon_open(const char *folder, hs_error *err)
{
    arena *a = arena_open(NULL, 0);
    if (!a) {
        fail(err, HS_NO_MEMORY, "out of memory");
        return NULL;
    }
    if (!ARENA_DOOR(a)) {
        fail_from(err, arena_failure(a), NULL);
        arena_close(a);
        return NULL;
    }
    match_lexicon *l = TAKE(a, 1, match_lexicon);
    l->a = a;
    read_wordings(l, folder);
    read_function_words(l, folder);
    read_number_words(l, folder);
    read_somebody(l, folder);
    spelling_read(a, folder, &l->spelling);
    happenings_read(a, folder, &l->happenings);
    arena_door_shut(a);
    return l;
}

void match_lexicon_close(match_lexicon *l)
{
    if (l) arena_close(l->a);
}

const wording *lexicon_wording(const match_lexicon *l, hs_str frame)
{
    const uint64_t *at = map_get(&l->wording_of, frame);
    return at ? &l->wording[*at - 1] : NULL;
}

bool lexicon_is(const match_lexicon *l, hs_str word, function_kind kind)
{
    const uint64_t *at = map_get(&l->function_word, word);
    return at && *at == (uint64_t)kind + 1;
}

bool lexicon_is_function_word(const match_lexicon *l, hs_str word)
{
    return map_get(&l->function_word, word) != NULL;
}

hs_str lexicon_fill(arena *a, hs_str template, hs_str agent, hs_str patient)
{
    buf out = { .a = a };
    while (template.n) {
        bool is_agent = str_starts(template, STR("{agent}")), is_patient = str_starts(template, STR("{patient}"));
        if (is_agent || is_patient) {
            hs_str filler = is_agent ? agent : patient;
            buf_add(&out, filler.n ? filler : is_agent ? STR("someone") : STR("..."));
            template = str_sub(template, is_agent ? 7 : 9, template.n);
        } else {
            buf_byte(&out, template.p[0]);
            template = str_sub(template, 1, template.n);
        }
    }
    return out.p ? buf_str(&out) : STR("");
}
