/*
 * names_corpus.c - texts in which people have marked the names, in IOB2, as pages.
 *
 * The words stand with one blank between them, one sentence a line: recognition looks at words, never at blanks.
 */
#include "language/names_corpus.h"

#include "base/utf8.h"
#include "language/names_label.h"

typedef struct {
    arena *a;
    const char *path;
    bool guest;
    size_t line;
    buf text;
    VEC(token) token;
    VEC(sentence) sentence;
    VEC(uint8_t) mark; /* 0 outside; class + 1, with INSIDE where it goes on */
    hs_str document;
} reader;

enum { INSIDE = 64 };

static token_kind kind_of(hs_str s)
{
    size_t at = 0;
    int32_t c = utf8_next(s, &at);
    return utf8_is_letter(c) ? TOKEN_WORD : utf8_is_digit(c) ? TOKEN_NUMBER : TOKEN_PUNCT;
}

static void word_add(reader *r, hs_str word, uint8_t mark)
{
    if (!r->sentence.n || r->sentence.at[r->sentence.n - 1].at.end) {
        if (r->text.n) buf_byte(&r->text, '\n');
        *VEC_ADD(r->a, &r->sentence) = (sentence){ .at.begin = (uint32_t)r->text.n, .first_token = (uint32_t)r->token.n };
    } else
        buf_byte(&r->text, ' ');
    uint32_t begin = (uint32_t)r->text.n;
    buf_add(&r->text, word);
    *VEC_ADD(r->a, &r->token) = (token){ { begin, (uint32_t)r->text.n }, (uint8_t)kind_of(word), true, false };
    *VEC_ADD(r->a, &r->mark) = mark;
    r->sentence.at[r->sentence.n - 1].tokens++;
}

static void sentence_end(reader *r)
{
    if (r->sentence.n) r->sentence.at[r->sentence.n - 1].at.end = (uint32_t)r->text.n;
}

/* From begin, inside to begin, inside, end, single. */
static uint8_t *labels_of(reader *r)
{
    uint8_t *label = TAKE(r->a, r->mark.n, uint8_t);
    for (size_t i = 0; i < r->mark.n; i++) {
        uint8_t m = r->mark.at[i];
        bool goes_on = i + 1 < r->mark.n && (r->mark.at[i + 1] & INSIDE);
        if (!m) continue;
        name_part part = m & INSIDE ? (goes_on ? PART_INSIDE : PART_END) : goes_on ? PART_BEGIN : PART_SINGLE;
        label[i] = label_of((actor_class)((m & ~INSIDE) - 1), part);
    }
    return label;
}

/* What the corpus leaves unmarked but the lexicon knows for a people is one: annotators marked some and not others. */
static void peoples_mark(reader *r, const lexicon *l, const page *p)
{
    uint32_t hits;
    const lexicon_hit *hit = lexicon_match(r->a, l, p, &hits);
    for (uint32_t h = 0; h < hits; h++) {
        if (lexicon_at(l, hit[h].entry)->class != CLASS_PEOPLE || !hit[h].firm) continue;
        uint8_t *m = &r->mark.at[hit[h].first_token];
        bool free_here = true;
        for (uint32_t i = 0; i < hit[h].tokens; i++) free_here &= m[i] == 0 || (m[i] & ~INSIDE) == CLASS_OTHER + 1;
        bool cuts = hit[h].first_token + hit[h].tokens < p->tokens && (m[hit[h].tokens] & INSIDE);
        if (!free_here || (m[0] & INSIDE) || cuts) continue;
        for (uint32_t i = 0; i < hit[h].tokens; i++) m[i] = (uint8_t)((CLASS_PEOPLE + 1) | (i ? INSIDE : 0));
    }
}

static void document_end(reader *r, names_corpus *c, const lexicon *l)
{
    sentence_end(r);
    if (r->token.n) {
        page *p = TAKE(r->a, 1, page);
        *p = (page){ .text = buf_str(&r->text), .token = r->token.at, .tokens = (uint32_t)r->token.n,
                     .sentence = r->sentence.at, .sentences = (uint32_t)r->sentence.n, .paragraphs = 1 };
        peoples_mark(r, l, p);
        *VEC_ADD(r->a, &c->text) = (names_text){ p, labels_of(r), r->guest };
        c->tokens += p->tokens;
    }
    *r = (reader){ .a = r->a, .path = r->path, .guest = r->guest, .line = r->line, .text = { .a = r->a }, .document = r->document };
}

static uint8_t mark_of(reader *r, hs_str label)
{
    static const struct {
        const char *word;
        actor_class class;
    } KNOWN[] = { { "PER", CLASS_PERSON }, { "ORG", CLASS_ORGANISATION }, { "LOC", CLASS_PLACE },
                  { "GRP", CLASS_PEOPLE }, { "MISC", CLASS_OTHER },       { "OTH", CLASS_OTHER } };
    if (str_eq(label, STR("O"))) return 0;
    bool inside = str_starts(label, STR("I-"));
    for (size_t i = 0; label.n > 2 && (inside || str_starts(label, STR("B-"))) && i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (str_eq(str_sub(label, 2, label.n), str_of(KNOWN[i].word)))
            return (uint8_t)((KNOWN[i].class + 1) | (inside ? INSIDE : 0));
    arena_leave(r->a, HS_BAD_MODEL, "%s: line %zu: no label \"%.*s\"", r->path, r->line, STR_ARGS(label));
}

static void comment(reader *r, names_corpus *c, const lexicon *l, hs_str line)
{
    if (str_starts(line, STR("# newdoc"))) document_end(r, c, l);
    if (!str_starts(line, STR("# sent_id = "))) return;
    hs_str id = str_sub(line, 12, line.n);
    while (id.n && id.p[id.n - 1] != '-') id.n--;
    if (!str_eq(id, r->document)) document_end(r, c, l);
    r->document = id;
}

void names_corpus_add(arena *a, names_corpus *c, const lexicon *l, hs_str bytes, const char *path, bool guest)
{
    reader r = { .a = a, .path = path, .guest = guest, .text = { .a = a } };
    hs_str line;
    while (str_split(&bytes, '\n', &line)) {
        r.line++;
        if (line.n && line.p[0] == '#' && memchr(line.p, '\t', line.n) == NULL) comment(&r, c, l, line);
        else if (!str_trim(line).n) sentence_end(&r);
        else {
            hs_str rest = line, field[3] = { 0 };
            size_t n = 0;
            while (n < 3 && str_split(&rest, '\t', &field[n])) n++;
            uint64_t number;
            bool numbered = n == 3 && str_to_u64(field[0], &number);
            if (n < 2) arena_leave(a, HS_BAD_MODEL, "%s: line %zu: no label", path, r.line);
            uint8_t mark = mark_of(&r, str_trim(numbered ? field[2] : field[1]));
            bool stray = (mark & INSIDE) && (!r.mark.n || (r.mark.at[r.mark.n - 1] & ~INSIDE) != (mark & ~INSIDE));
            word_add(&r, numbered ? field[1] : field[0], stray ? (uint8_t)(mark & ~INSIDE) : mark);
        }
    }
    document_end(&r, c, l);
}

static const page *page_small(arena *a, const page *p)
{
    page *out = TAKE(a, 1, page);
    *out = *p;
    buf text = { .a = a };
    token *tokens = TAKE(a, p->tokens, token);
    for (uint32_t t = 0; t < p->tokens; t++) {
        if (t) buf_byte(&text, ' ');
        uint32_t begin = (uint32_t)text.n;
        buf_add(&text, utf8_lower_str(a, span_words(p->text, p->token[t].at)));
        tokens[t] = p->token[t];
        tokens[t].at = (span){ begin, (uint32_t)text.n };
    }
    sentence *s = TAKE(a, p->sentences, sentence);
    for (uint32_t i = 0; i < p->sentences; i++) {
        s[i] = p->sentence[i];
        s[i].at = (span){ tokens[s[i].first_token].at.begin, tokens[s[i].first_token + s[i].tokens - 1].at.end };
    }
    out->text = buf_str(&text);
    out->token = tokens;
    out->sentence = s;
    return out;
}

names_corpus *names_corpus_small(arena *a, const names_corpus *c)
{
    names_corpus *out = TAKE(a, 1, names_corpus);
    for (size_t i = 0; i < c->text.n; i++)
        *VEC_ADD(a, &out->text) = (names_text){ page_small(a, c->text.at[i].page), c->text.at[i].label, c->text.at[i].guest };
    out->tokens = c->tokens;
    return out;
}
