/*
 * trees_data.c - treebanks as training sees them.
 */
#include "language/trees_data.h"

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"

enum { FILE_MOST = 1 << 30 };

typedef struct {
    arena *a;
    map place; /* sent_id -> sentence + 1 */
    treebank *bank;
} joiner;

static void take_word(const conllu_word *w, train_word *out)
{
    upos tag = UPOS_X;
    relation r = REL_DEP;
    upos_parse(w->upos, &tag);
    relation_parse(w->relation, &r);
    *out = (train_word){ .form = w->form, .head = w->head, .upos = (uint8_t)tag, .relation = (uint8_t)r,
                         .xpos = NO_TARGET, .script = NO_TARGET };
}

/* Where nobody has marked names, words in a row that the treebank tags as proper nouns are one, of nobody knows what
 * class: else a model would never have seen a mask. */
static void proper_nouns(arena *a, const conllu_sentence *s, train_sentence *out)
{
    stretch *at = TAKE(a, s->words, stretch);
    actor_class *class = TAKE(a, s->words, actor_class);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->words; i++) {
        if (out->word[i].upos != UPOS_PROPN) continue;
        if (!n || at[n - 1].first + at[n - 1].words != i) at[n++] = (stretch){ i, 0 };
        at[n - 1].words++;
        class[n - 1] = CLASS_OTHER;
    }
    out->at = at;
    out->class = class;
    out->names = n;
}

static void take_sentence(arena *a, const conllu_sentence *s, train_sentence *out)
{
    train_word *w = TAKE(a, s->words, train_word);
    uint32_t n;
    const conllu_name *given = conllu_names(a, s, &n);
    stretch *at = TAKE(a, n, stretch);
    actor_class *class = TAKE(a, n, actor_class);
    for (uint32_t i = 0; i < s->words; i++) take_word(&s->word[i], &w[i]);
    for (uint32_t i = 0; i < n; i++) {
        at[i] = (stretch){ given[i].first, given[i].words };
        class[i] = given[i].class;
    }
    *out = (train_sentence){ w, s->words, at, class, n };
}

/* ---- names beside the treebank: IOB2, "number TAB token TAB tag" ----------------------------------------------- */

typedef struct {
    VEC(hs_str) token;
    VEC(hs_str) tag;
    hs_str id;
} iob_sentence;

/* OTH holds nationalities and peoples beside works and events; an adjective or a plural tells them apart. */
static actor_class class_of(hs_str tag, const conllu_sentence *s, uint32_t last)
{
    actor_class class = CLASS_OTHER;
    conllu_class_parse(str_sub(tag, 2, tag.n), &class);
    const conllu_word *w = &s->word[last];
    if (class == CLASS_OTHER && (str_eq(w->upos, STR("ADJ")) || str_eq(w->xpos, STR("NNPS")))) class = CLASS_PEOPLE;
    return class;
}

static bool same_forms(const conllu_sentence *s, const iob_sentence *names)
{
    if (s->words != names->token.n) return false;
    for (uint32_t i = 0; i < s->words; i++)
        if (!str_eq(s->word[i].form, names->token.at[i])) return false;
    return true;
}

static void put_names(joiner *j, const iob_sentence *names)
{
    const uint64_t *place = map_get(&j->place, names->id);
    if (!place || !*place || !same_forms(&j->bank->source[*place - 1], names)) return;
    const conllu_sentence *s = &j->bank->source[*place - 1];
    train_sentence *out = &j->bank->sentence[*place - 1];
    stretch *at = TAKE(j->a, s->words, stretch);
    actor_class *class = TAKE(j->a, s->words, actor_class);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->words; i++) {
        hs_str tag = names->tag.at[i];
        bool begins = str_starts(tag, STR("B-")), goes_on = str_starts(tag, STR("I-"));
        if (begins || (goes_on && !(n && at[n - 1].first + at[n - 1].words == i))) at[n++] = (stretch){ i, 1 };
        else if (goes_on) at[n - 1].words++;
        if (begins || goes_on) class[n - 1] = class_of(tag, s, i);
    }
    out->at = at;
    out->class = class;
    out->names = n;
}

static void read_names(joiner *j, const char *path)
{
    hs_str rest = file_read(j->a, path, FILE_MOST), line;
    iob_sentence s = { .id = STR("") };
    while (str_split(&rest, '\n', &line)) {
        hs_str field[3], piece, left = line;
        size_t n = 0;
        if (str_starts(line, STR("# sent_id = "))) {
            s.id = str_trim(str_sub(line, 12, line.n));
        } else if (!str_trim(line).n) {
            put_names(j, &s);
            s.token.n = s.tag.n = 0;
        } else if (line.p[0] != '#') {
            while (n < 3 && str_split(&left, '\t', &piece)) field[n++] = str_trim(piece);
            if (n < 3) arena_leave(j->a, HS_BAD_INPUT, "%s: not \"number, token, tag\": \"%.*s\"", path, STR_ARGS(line));
            *VEC_ADD(j->a, &s.token) = field[1];
            *VEC_ADD(j->a, &s.tag) = field[2];
        }
    }
    put_names(j, &s);
}

treebank *treebank_read(arena *a, const char *const *paths, const char *const *names)
{
    VEC(conllu_sentence) all = { 0 };
    for (size_t i = 0; paths && paths[i]; i++) {
        conllu_reader from = { .rest = file_read(a, paths[i], FILE_MOST), .path = paths[i] };
        conllu_sentence s;
        while (conllu_next(a, &from, &s))
            if (conllu_is_tree(a, &s)) *VEC_ADD(a, &all) = s;
    }
    treebank *b = TAKE(a, 1, treebank);
    *b = (treebank){ a, all.at, TAKE(a, all.n, train_sentence), (uint32_t)all.n, 0 };
    joiner j = { .a = a, .place = { .a = a }, .bank = b };
    for (uint32_t i = 0; i < b->sentences; i++) {
        take_sentence(a, &b->source[i], &b->sentence[i]);
        b->words += b->source[i].words;
        if (!(names && names[0]) && !b->sentence[i].names) proper_nouns(a, &b->source[i], &b->sentence[i]);
        if (b->source[i].id.n) *map_put(&j.place, b->source[i].id, NULL) = i + 1;
    }
    for (size_t i = 0; names && names[i]; i++) read_names(&j, names[i]);
    return b;
}

/* The words of a name by themselves: the head of the name is the root, what hung outside hangs on it. */
static train_sentence name_alone(arena *a, const train_sentence *s, stretch at)
{
    uint32_t *head = TAKE(a, s->words, uint32_t);
    const uint32_t *head_word;
    for (uint32_t w = 0; w < s->words; w++) head[w] = s->word[w].head;
    const units *u = units_cut(a, s->words, &at, 1);
    units_heads(a, u, head, s->words, &head_word);
    uint32_t root = head_word[u->unit_of[at.first]];
    train_word *w = TAKE(a, at.words, train_word);
    for (uint32_t i = 0; i < at.words; i++) {
        uint32_t on = head[at.first + i];
        bool inside = on >= at.first && on - at.first < at.words;
        w[i] = s->word[at.first + i];
        w[i].head = (inside ? on : root) - at.first;
        if (at.first + i == root) {
            w[i].head = UNIT_ROOT;
            w[i].relation = REL_ROOT;
        }
    }
    return (train_sentence){ .word = w, .words = at.words };
}

void treebank_add_names(treebank *b)
{
    VEC(train_sentence) all = { 0 };
    for (uint32_t i = 0; i < b->sentences; i++) *VEC_ADD(b->a, &all) = b->sentence[i];
    for (uint32_t i = 0; i < b->sentences; i++)
        for (uint32_t k = 0; k < b->sentence[i].names; k++)
            if (b->sentence[i].at[k].words > 1) {
                train_sentence alone = name_alone(b->a, &b->sentence[i], b->sentence[i].at[k]);
                *VEC_ADD(b->a, &all) = alone;
                b->words += alone.words;
            }
    b->sentence = all.at;
    b->sentences = (uint32_t)all.n;
}
