/*
 * conllu_write.c - a reading as CoNLL-U: units become words again, and what stands inside a name is spelt out.
 */
#include "language/conllu.h"

#include "base/utf8.h"

typedef struct {
    buf *out;
    const page *page;
    const reading *reading;
    const sentence *sentence;
    const tree *tree;
    const conllu_sentence *source; /* or NULL */
    const tree *inside;      /* of each name, or NULL */
    const uint32_t *word_of; /* of each unit: number of its (head) word in the sentence, from 1 */
} writer;

/* Control bytes would break the format, bytes that are not UTF-8 its readers: both become U+FFFD. */
static void put_clean(buf *out, hs_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        int32_t c = utf8_next(s, &at);
        if (c < 0x20 || c == 0x7f) buf_add(out, STR("\xef\xbf\xbd"));
        else buf_add(out, str_sub(s, from, at));
    }
}

static void put_field(buf *out, hs_str s)
{
    if (!s.n) buf_byte(out, '_');
    put_clean(out, s);
}

static void put_text(buf *out, hs_str s)
{
    buf_add(out, STR("# text = "));
    for (size_t at = 0; at < s.n;) {
        size_t end = at;
        while (end < s.n && (unsigned char)s.p[end] > 0x20) end++;
        put_clean(out, str_sub(s, at, end));
        for (at = end; at < s.n && (unsigned char)s.p[at] <= 0x20;) at++;
        if (at < s.n) buf_byte(out, ' ');
    }
    buf_byte(out, '\n');
}

static bool space_after(const page *p, uint32_t t)
{
    return t + 1 >= p->tokens || p->token[t + 1].space_before;
}

/* "3-4 don't": tokens [t, end) are one orthographic word. */
static void put_range(const writer *w, uint32_t t, uint32_t number)
{
    uint32_t end = t + 1, last = w->sentence->first_token + w->sentence->tokens;
    while (end < last && w->page->token[end].joined) end++;
    if (end == t + 1 || w->page->token[t].joined) return;
    span at = span_join(w->page->token[t].at, w->page->token[end - 1].at);
    buf_printf(w->out, "%u-%u\t", number, number + (end - 1 - t));
    const conllu_sentence *given = w->source && w->source->words == w->sentence->tokens ? w->source : NULL;
    hs_str range = given ? given->word[t - w->sentence->first_token].range : STR("");
    put_field(w->out, range.n ? range : span_words(w->page->text, at));
    buf_printf(w->out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", space_after(w->page, end - 1) ? "_" : "SpaceAfter=No");
}

static void put_misc(const writer *w, const unit *u, uint32_t t)
{
    const page *p = w->page;
    bool next_joined = t + 1 < p->tokens && p->token[t + 1].joined;
    bool no_space = !space_after(p, t) && !next_joined && !p->token[t].joined;
    if (no_space) buf_add(w->out, STR("SpaceAfter=No"));
    if (u->name != NOBODY)
        buf_printf(w->out, "%sNE=%c-%s", no_space ? "|" : "", t == u->first_token ? 'B' : 'I',
                   conllu_class_name(w->reading->name[u->name].class));
    buf_add(w->out, !no_space && u->name == NOBODY ? STR("_\n") : STR("\n"));
}

/* Lemmas are kept in lower case; treebanks write those of proper nouns as they stand, and English ones "I". */
static void put_lemma(const writer *w, const unit *u, bool in_name, hs_str form)
{
    hs_str lemma = u->lemma;
    bool proper = in_name || u->upos == UPOS_PROPN || str_starts(u->xpos, STR("NNP"));
    if (u->upos == UPOS_PRON && str_eq(lemma, STR("i"))) lemma = STR("I");
    for (size_t i = 0; i < lemma.n && proper; i++) {
        char c = i < form.n ? form.p[i] : 0, low = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
        if (low != lemma.p[i] || (unsigned char)c >= 0x80) { /* no letter is cut */
            put_field(w->out, str_sub(lemma, i, lemma.n));
            return;
        }
        buf_byte(w->out, c);
    }
    if (!proper || !lemma.n) put_field(w->out, lemma);
}

/* The tree inside a name, or NULL. */
static const tree *inside_of(const writer *w, const unit *u)
{
    return w->inside && u->name != NOBODY ? &w->inside[u->name] : NULL;
}

static uint32_t head_of_name(const tree *t)
{
    uint32_t head = 0;
    while (head + 1 < t->units && t->unit[head].head != UNIT_ROOT) head++;
    return head;
}

/* A word as it is written: the unit itself, or one of the words of a name. */
typedef struct {
    const unit *tags;
    const char *upos, *relation;
    uint32_t number, head;
} row;

static row row_of(const writer *w, uint32_t k, uint32_t t)
{
    const unit *u = &w->tree->unit[k];
    uint32_t first = u->first_token - w->sentence->first_token + 1;
    const tree *in = inside_of(w, u);
    const unit *own = in && u->tokens > 1 ? &in->unit[t - u->first_token] : u;
    row r = { own, upos_name(own->upos), relation_name(own->relation), first + (t - u->first_token), 0 };
    bool outer = own != u ? own->head == UNIT_ROOT : t == u->first_token, punct = w->page->token[t].kind == TOKEN_PUNCT;
    if (outer) {
        r.head = u->head == UNIT_ROOT ? 0 : w->word_of[u->head];
        r.relation = relation_name(u->relation);
    } else if (own != u) {
        r.head = first + own->head;
    } else {
        r.head = first;
        r.relation = punct ? "punct" : "flat";
        if (punct) r.upos = "PUNCT";
    }
    return r;
}

static void put_word(const writer *w, uint32_t k, uint32_t t)
{
    const unit *u = &w->tree->unit[k];
    row r = row_of(w, k, t);
    hs_str form = span_words(w->page->text, w->page->token[t].at);
    put_range(w, t, r.number);
    buf_printf(w->out, "%u\t", r.number);
    put_field(w->out, form);
    buf_byte(w->out, '\t');
    const tree *in = inside_of(w, u);
    if (!in && u->name != NOBODY) put_field(w->out, form);
    else put_lemma(w, in ? &in->unit[t - u->first_token] : u, u->name != NOBODY, form);
    buf_printf(w->out, "\t%s\t", r.upos);
    put_field(w->out, r.tags->xpos);
    buf_printf(w->out, "\t_\t%u\t%s\t_\t", r.head, r.relation);
    put_misc(w, u, t);
}

void conllu_put(buf *out, const page *p, const reading *r, const tree *inside, uint32_t s, const conllu_sentence *source)
{
    writer w = { .out = out, .source = source, .inside = inside, .page = p, .reading = r, .sentence = &p->sentence[s], .tree = &r->tree[s] };
    uint32_t *word_of = TAKE(out->a, w.tree->units, uint32_t);
    for (uint32_t k = 0; k < w.tree->units; k++) {
        const tree *in = inside_of(&w, &w.tree->unit[k]);
        word_of[k] = w.tree->unit[k].first_token - w.sentence->first_token + 1 + (in ? head_of_name(in) : 0);
    }
    w.word_of = word_of;
    if (source && source->id.n) {
        buf_add(out, STR("# sent_id = "));
        put_field(out, source->id);
        buf_byte(out, '\n');
    }
    put_text(out, span_words(p->text, w.sentence->at));
    for (uint32_t k = 0; k < w.tree->units; k++)
        for (uint32_t i = 0; i < w.tree->unit[k].tokens; i++) put_word(&w, k, w.tree->unit[k].first_token + i);
    buf_byte(out, '\n');
}
