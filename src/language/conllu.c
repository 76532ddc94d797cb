/*
 * conllu.c - reading CoNLL-U: a sentence is the lines up to an empty one.
 */
#include "language/conllu.h"

#include "base/utf8.h"

#include <stdio.h>

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

typedef struct {
    arena *a;
    conllu_reader *from;
    VEC(conllu_word) word;
    uint32_t range_first, range_end; /* words [first, end) of the newest multiword token */
    bool range_space;                /* SpaceAfter of that token */
    hs_str range;                    /* its form */
} collector;

_Noreturn static void complain(const collector *c, const char *what, hs_str which)
{
    arena_leave(c->a, HS_BAD_INPUT, "%s:%zu: %s: \"%.*s\"", c->from->path, c->from->line, what,
                (int)(which.n < 60 ? which.n : 60), which.p);
}

static bool has_piece(hs_str list, const char *piece)
{
    hs_str one;
    while (str_split(&list, '|', &one))
        if (str_eq(one, str_of(piece))) return true;
    return false;
}

static hs_str said(hs_str field)
{
    return str_eq(field, STR("_")) ? (hs_str){ "", 0 } : field;
}

/* "7" or, with both ends, "7-8". */
static bool parse_id(hs_str id, uint64_t *from, uint64_t *to)
{
    hs_str rest = id, first;
    if (!str_split(&rest, '-', &first) || !str_to_u64(first, from)) return false;
    *to = *from;
    return !rest.p || str_to_u64(rest, to);
}

static void open_range(collector *c, const hs_str *field, uint64_t from, uint64_t to)
{
    if (from != c->word.n + 1 || to <= from || to > CONLLU_WORDS_MOST || c->range_end > c->word.n)
        complain(c, "a multiword range out of order", field[ID]);
    c->range = field[FORM];
    c->range_first = (uint32_t)c->word.n;
    c->range_end = (uint32_t)to;
    c->range_space = !has_piece(field[MISC], "SpaceAfter=No");
}

static uint32_t parse_head(const collector *c, hs_str field)
{
    uint64_t head;
    if (str_eq(field, STR("_"))) return CONLLU_UNSAID;
    if (!str_to_u64(field, &head) || head > CONLLU_WORDS_MOST) complain(c, "not the number of a head", field);
    return head ? (uint32_t)head - 1 : UNIT_ROOT;
}

static void add_word(collector *c, const hs_str *field)
{
    if (!str_trim(field[FORM]).n || utf8_bad(field[FORM]) != SIZE_MAX) complain(c, "not a form", field[FORM]);
    uint32_t i = (uint32_t)c->word.n;
    bool in_range = i < c->range_end;
    conllu_word *w = VEC_ADD(c->a, &c->word);
    *w = (conllu_word){ .form = field[FORM], .lemma = said(field[LEMMA]), .upos = said(field[UPOS]),
                        .xpos = said(field[XPOS]), .relation = said(field[DEPREL]), .misc = said(field[MISC]) };
    if (str_eq(field[FORM], STR("_")) && str_eq(field[LEMMA], STR("_"))) w->lemma = field[LEMMA];
    w->head = parse_head(c, field[HEAD]);
    w->joined = in_range && i > c->range_first;
    if (in_range && !w->joined && utf8_bad(c->range) == SIZE_MAX) w->range = c->range;
    w->space_after = in_range ? i + 1 == c->range_end && c->range_space : !has_piece(w->misc, "SpaceAfter=No");
}

static void take_line(collector *c, hs_str line)
{
    hs_str field[COLUMNS] = { 0 }, rest = line, piece;
    size_t n = 0;
    while (str_split(&rest, '\t', &piece)) {
        if (n < COLUMNS) field[n] = piece;
        n++;
    }
    uint64_t from, to;
    if (n != COLUMNS) complain(c, "not ten columns", line);
    if (str_find(field[ID], STR("."), 0) != SIZE_MAX) return;
    if (!parse_id(field[ID], &from, &to)) complain(c, "not the number of a word", field[ID]);
    if (to != from || str_find(field[ID], STR("-"), 0) != SIZE_MAX) {
        open_range(c, field, from, to);
        return;
    }
    if (from != c->word.n + 1) complain(c, "the number of a word out of order", field[ID]);
    if (from > CONLLU_WORDS_MOST) complain(c, "too many words in one sentence", field[ID]);
    add_word(c, field);
}

/* The value of "# key = value", or false. */
static bool comment_value(hs_str line, const char *key, hs_str *out)
{
    hs_str rest = str_trim(str_sub(line, 1, line.n)), value;
    if (!str_starts(rest, str_of(key))) return false;
    value = str_trim(str_sub(rest, strlen(key), rest.n));
    if (value.n && value.p[0] == '=') *out = str_trim(str_sub(value, 1, value.n));
    return true;
}

static void take_comment(hs_str line, conllu_sentence *out)
{
    hs_str ignored;
    if (comment_value(line, "sent_id", &out->id)) return;
    if (comment_value(line, "newdoc id", &out->document) || comment_value(line, "newdoc", &ignored)) out->new_document = true;
    if (comment_value(line, "newpar", &ignored)) out->new_paragraph = true;
}

static void close_sentence(collector *c, conllu_sentence *out)
{
    if (c->range_end > c->word.n) complain(c, "a multiword range past the end of its sentence", STR(""));
    out->word = c->word.at;
    out->words = (uint32_t)c->word.n;
    for (uint32_t i = 0; i < out->words; i++) {
        uint32_t head = out->word[i].head;
        if ((head < CONLLU_UNSAID && head >= out->words) || head == i)
            complain(c, "a head that is not there, in the sentence before", out->word[i].form);
    }
}

bool conllu_next(arena *a, conllu_reader *from, conllu_sentence *out)
{
    collector c = { .a = a, .from = from };
    hs_str line;
    *out = (conllu_sentence){ .id = { "", 0 }, .document = { "", 0 } };
    while (from->rest.p && from->rest.n && str_split(&from->rest, '\n', &line)) {
        from->line++;
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (line.n && line.p[0] == '#') {
            take_comment(line, out);
        } else if (str_trim(line).n) {
            if (!c.word.n) out->line = from->line;
            take_line(&c, line);
        } else if (c.word.n || c.range_end) {
            break;
        }
    }
    close_sentence(&c, out);
    return out->words > 0;
}

const conllu_sentence *conllu_all(arena *a, conllu_reader *from, uint32_t *n)
{
    VEC(conllu_sentence) all = { 0 };
    conllu_sentence s;
    while (conllu_next(a, from, &s)) {
        *VEC_ADD(a, &all) = s;
    }
    *n = (uint32_t)all.n;
    return all.at;
}

/* Each path up is walked once: WALKING marks the path under way, DONE what is known to reach the root. */
bool conllu_is_tree(arena *a, const conllu_sentence *s)
{
    enum { NEW, WALKING, DONE };
    uint8_t *state = TAKE(a, s->words, uint8_t);
    uint32_t roots = 0;
    for (uint32_t i = 0; i < s->words; i++) {
        uint32_t at = i;
        for (; at < s->words && state[at] == NEW; at = s->word[at].head) state[at] = WALKING;
        if (at == CONLLU_UNSAID || (at < s->words && state[at] == WALKING)) return false;
        for (at = i; at < s->words && state[at] == WALKING; at = s->word[at].head) state[at] = DONE;
        roots += s->word[i].head == UNIT_ROOT;
    }
    return roots == 1;
}
