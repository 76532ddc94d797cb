/*
 * conllu_read.c - from CoNLL-U to a page, its names and its reading.
 */
#include "language/conllu.h"
#include "language/units.h"

#include "base/utf8.h"

static const struct {
    const char *word;
    actor_class class;
} CLASS[] = { { "PER", CLASS_PERSON }, { "ORG", CLASS_ORGANISATION }, { "LOC", CLASS_PLACE }, { "GRP", CLASS_PEOPLE },
              { "MISC", CLASS_OTHER }, { "OTH", CLASS_OTHER } };

bool conllu_class_parse(hs_str s, actor_class *out)
{
    for (size_t i = 0; i < sizeof CLASS / sizeof *CLASS; i++)
        if (str_eq(s, str_of(CLASS[i].word))) return *out = CLASS[i].class, true;
    return false;
}

const char *conllu_class_name(actor_class c)
{
    for (size_t i = 0; i < sizeof CLASS / sizeof *CLASS; i++)
        if (CLASS[i].class == c) return CLASS[i].word;
    return "MISC";
}

/* 'B' or 'I' and the class of "NE=B-PER" in MISC; 0 without one. */
static char name_mark(hs_str misc, actor_class *class)
{
    hs_str piece;
    while (str_split(&misc, '|', &piece))
        if (str_starts(piece, STR("NE=")) && piece.n > 5 && (piece.p[3] == 'B' || piece.p[3] == 'I') &&
            piece.p[4] == '-' && conllu_class_parse(str_sub(piece, 5, piece.n), class))
            return piece.p[3];
    return 0;
}

const conllu_name *conllu_names(arena *a, const conllu_sentence *s, uint32_t *n)
{
    VEC(conllu_name) all = { 0 };
    actor_class class = CLASS_OTHER, before = CLASS_OTHER;
    bool open = false;
    for (uint32_t w = 0; w < s->words; w++) {
        char mark = name_mark(s->word[w].misc, &class);
        if (mark == 'I' && open && class == before) all.at[all.n - 1].words++;
        else if (mark) *VEC_ADD(a, &all) = (conllu_name){ w, 1, class };
        open = mark != 0;
        before = class;
    }
    *n = (uint32_t)all.n;
    return all.at;
}

static bool hangs_by(const conllu_word *w, uint32_t on)
{
    return w->head == on && (str_starts(w->relation, STR("flat")) || str_starts(w->relation, STR("compound")) ||
                             str_eq(w->relation, STR("goeswith")));
}

enum { GUESS_MOST = 40 }; /* words of a guessed name */

const conllu_name *conllu_guess_names(arena *a, const conllu_sentence *s, uint32_t *n)
{
    VEC(conllu_name) all = { 0 };
    for (uint32_t w = 0; w < s->words; w++) {
        const conllu_word *x = &s->word[w];
        if (!str_eq(x->upos, STR("PROPN"))) continue;
        conllu_name *last = all.n ? &all.at[all.n - 1] : NULL;
        bool ties = false, next = last && last->first + last->words == w && last->words < GUESS_MOST;
        for (uint32_t k = next ? last->first : w; k < w && !ties; k++)
            ties = hangs_by(x, k) || hangs_by(&s->word[k], w) || (x->head < CONLLU_UNSAID && hangs_by(&s->word[k], x->head));
        if (ties) last->words++;
        else *VEC_ADD(a, &all) = (conllu_name){ w, 1, CLASS_OTHER };
    }
    *n = (uint32_t)all.n;
    return all.at;
}

/* ---- page --------------------------------------------------------------------------------------------------- */

static token_kind kind_of(hs_str form)
{
    bool punct = true;
    for (size_t at = 0; at < form.n;) punct &= utf8_is_punct(utf8_next(form, &at));
    if (punct) return TOKEN_PUNCT;
    if (form.p[0] >= '0' && form.p[0] <= '9') return TOKEN_NUMBER;
    if (str_starts_ascii(form, STR("http")) || str_starts_ascii(form, STR("www."))) return TOKEN_LINK;
    return TOKEN_WORD;
}

static void page_sentence(buf *text, token *t, sentence *out, const conllu_sentence *s)
{
    for (uint32_t w = 0; w < s->words; w++) {
        const conllu_word *x = &s->word[w];
        t[w] = (token){ .at = { (uint32_t)text->n, (uint32_t)(text->n + x->form.n) }, .kind = (uint8_t)kind_of(x->form),
                        .space_before = w ? s->word[w - 1].space_after : true, .joined = x->joined };
        buf_add(text, x->form);
        if (x->space_after && w + 1 < s->words) buf_byte(text, ' ');
    }
    out->at = (span){ t[0].at.begin, t[s->words - 1].at.end };
    out->tokens = s->words;
}

const page *conllu_page(arena *a, const conllu_sentence *s, uint32_t n)
{
    page *p = TAKE(a, 1, page);
    uint32_t words = 0;
    for (uint32_t i = 0; i < n; i++) words += s[i].words;
    token *t = TAKE(a, words, token);
    sentence *out = TAKE(a, n, sentence);
    buf text = { .a = a };
    for (uint32_t i = 0; i < n; i++) {
        bool paragraph = i && (s[i].new_paragraph || s[i].new_document);
        if (i) buf_add(&text, paragraph ? STR("\n\n") : s[i - 1].word[s[i - 1].words - 1].space_after ? STR(" ") : STR(""));
        p->paragraphs += !i || paragraph;
        out[i] = (sentence){ .first_token = p->tokens, .paragraph = p->paragraphs - 1 };
        page_sentence(&text, t + p->tokens, &out[i], &s[i]);
        if (i && !paragraph) t[p->tokens].space_before = s[i - 1].word[s[i - 1].words - 1].space_after;
        p->tokens += s[i].words;
        if (text.n > RECORD_TEXT_MOST) arena_leave(a, HS_LIMIT, "more than %d bytes of text", RECORD_TEXT_MOST);
    }
    p->text = text.n ? buf_str(&text) : (hs_str){ "", 0 };
    p->token = t;
    p->sentence = out;
    p->sentences = n;
    return p;
}

/* ---- reading ------------------------------------------------------------------------------------------------ */

typedef struct {
    arena *a;
    const page *page;
    VEC(name) name;
    VEC(corefer) corefer;
    bool guess;
} builder;

static void unit_from_word(arena *a, unit *u, const conllu_word *w)
{
    upos tag = UPOS_X;
    relation r = REL_DEP;
    upos_parse(w->upos, &tag);
    relation_parse(w->relation, &r);
    u->upos = (uint8_t)tag;
    u->relation = (uint8_t)r;
    u->xpos = w->xpos;
    u->lemma = utf8_lower_str(a, w->lemma);
}

static void add_name(builder *b, uint32_t s, unit *u, uint32_t k, actor_class class)
{
    u->name = (uint32_t)b->name.n;
    *VEC_ADD(b->a, &b->name) = (name){ u->at, s, u->first_token, u->tokens, class, NOBODY };
    *VEC_ADD(b->a, &b->corefer) = (corefer){ u->at, s, k, u->name, MENTION_NAME };
    u->lemma = span_words(b->page->text, u->at);
}

static tree tree_of(builder *b, uint32_t i, const conllu_sentence *s)
{
    const sentence *where = &b->page->sentence[i];
    if (!conllu_is_tree(b->a, s)) arena_leave(b->a, HS_BAD_INPUT, "line %zu: not a tree", s->line);
    uint32_t names;
    const conllu_name *n = b->guess ? conllu_guess_names(b->a, s, &names) : conllu_names(b->a, s, &names);
    stretch *at = TAKE(b->a, names, stretch);
    uint32_t *head = TAKE(b->a, s->words, uint32_t);
    for (uint32_t k = 0; k < names; k++) at[k] = (stretch){ n[k].first, n[k].words };
    for (uint32_t w = 0; w < s->words; w++) head[w] = s->word[w].head;
    const units *cut = units_cut(b->a, s->words, at, names);
    const uint32_t *head_word, *heads = units_heads(b->a, cut, head, s->words, &head_word);
    unit *u = TAKE(b->a, cut->units, unit);
    for (uint32_t k = 0; k < cut->units; k++) {
        u[k] = (unit){ .first_token = where->first_token + cut->first[k], .tokens = cut->words[k], .name = NOBODY,
                       .head = heads[k] };
        u[k].at = span_join(b->page->token[u[k].first_token].at, b->page->token[u[k].first_token + u[k].tokens - 1].at);
        unit_from_word(b->a, &u[k], &s->word[head_word[k]]);
        if (cut->name[k] != NOBODY) add_name(b, i, &u[k], k, n[cut->name[k]].class);
    }
    return (tree){ u, cut->units };
}

static bool marks_names(const conllu_sentence *s, uint32_t n)
{
    actor_class class;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t w = 0; w < s[i].words; w++)
            if (name_mark(s[i].word[w].misc, &class)) return true;
    return false;
}

const reading *reading_from_conllu(arena *a, hs_str bytes, const char *path, const page **out)
{
    conllu_reader from = { .rest = bytes, .path = path };
    uint32_t n;
    const conllu_sentence *s = conllu_all(a, &from, &n);
    builder b = { .a = a, .page = conllu_page(a, s, n), .guess = !marks_names(s, n) };
    tree *t = TAKE(a, n, tree);
    for (uint32_t i = 0; i < n; i++) t[i] = tree_of(&b, i, &s[i]);
    reading *r = TAKE(a, 1, reading);
    *r = (reading){ .tree = t, .trees = n, .name = b.name.at, .names = (uint32_t)b.name.n, .corefer = b.corefer.at,
                    .corefers = (uint32_t)b.corefer.n, .chains = (uint32_t)b.name.n };
    *out = b.page;
    return r;
}
