/*
 * page.c - a text cut into paragraphs, sentences and tokens.
 *
 *     text -> lines -> blocks (lines that run on) -> tokens -> sentences -> pairs of quotation marks
 *
 * A line end inside a paragraph is a blank, as in text that was wrapped, unless the line was ended on purpose: the
 * next one is an item of a list, this one is a speaker's label, one of the two is a masthead, or the next line's first
 * word would easily have had room.
 */
#include "text/page.h"

#include "base/utf8.h"
#include "record/document.h"
#include "text/formats.h"
#include "text/tokens.h"

enum {
    WIDTH_LEAST = 60,   /* a paragraph narrower than this was not wrapped */
    HEADING_MOST = 120, /* bytes of a heading */
    LABEL_MOST = 60,    /* bytes of a speaker's label */
    CAPITALS_LEAST = 20, /* letters that it takes to speak of a text in capitals */
    WORDS_LEAST = 40,   /* words that it takes to miss the full stops */
    WORDS_A_STOP = 100  /* more words for each stop than anybody writes in a row */
};

/* Some lines that run on. */
typedef struct {
    uint32_t first_line, lines, first_token, tokens, paragraph;
    bool is_heading;
} block;

typedef struct {
    arena *a;
    hs_str text;
    text_lines lines;
    VEC(block) block;
    token_list tokens;
    uint32_t stops, words, upper, lower;
} cutting;

static int32_t code_at(hs_str text, size_t at)
{
    return at < text.n ? utf8_next(text, &at) : 0;
}

static char last_byte(hs_str line)
{
    return line.n ? line.p[line.n - 1] : 0;
}

/* "- ", "* ", a bullet, "1. ", "2) ", "(a) ". */
static bool is_item(hs_str line)
{
    static const char *const bullets[] = { "- ", "* ", "+ ", "o ", "\xE2\x80\xA2", "\xC2\xB7", "\xE2\x96\xAA", "\xE2\x97\xA6", "\xE2\x80\x93 ", "\xE2\x80\x94 " };
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (str_starts(line, str_of(bullets[i]))) return true;
    size_t at = line.n && line.p[0] == '(', begin = at;
    while (at < line.n && at < begin + 3 && line.p[at] >= '0' && line.p[at] <= '9') at++;
    if (at == begin && at < line.n && utf8_is_letter((unsigned char)line.p[at]) && (unsigned char)line.p[at] < 0x80) at++;
    bool letter = at > begin && line.p[begin] > '9';
    if (at == begin || at + 1 >= line.n || line.p[at + 1] != ' ') return false;
    return line.p[at] == ')' || (line.p[at] == '.' && !letter);
}

static bool is_label(hs_str line)
{
    return line.n <= LABEL_MOST && last_byte(line) == ':';
}

static hs_str line_words(const cutting *c, size_t i)
{
    return span_words(c->text, c->lines.at[i].at);
}

static size_t first_word(hs_str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] != ' ') n++;
    return n;
}

/* Line i was ended on purpose; `width` is that of its paragraph. */
static bool ends_on_purpose(const cutting *c, size_t i, size_t width)
{
    hs_str line = line_words(c, i), next = line_words(c, i + 1);
    if (is_item(next) || is_label(line)) return true;
    int32_t code = code_at(next, 0);
    bool fresh = !utf8_is_lower(code);
    hs_str publisher;
    date day;
    if (fresh && (facts_masthead(line, &publisher, &day) || facts_masthead(next, &publisher, &day))) return true;
    return fresh && (line.n + 1 + first_word(next)) * 4 <= width * 3;
}

static size_t width_from(const cutting *c, size_t i)
{
    size_t width = WIDTH_LEAST;
    do {
        size_t n = line_words(c, i).n;
        if (n > width) width = n;
        i++;
    } while (i < c->lines.n && !c->lines.at[i].starts_paragraph);
    return width;
}

static void cut_blocks(cutting *c)
{
    size_t width = WIDTH_LEAST;
    for (size_t i = 0; i < c->lines.n; i++) {
        if (c->lines.at[i].starts_paragraph) width = width_from(c, i);
        bool goes_on = i && !c->lines.at[i].starts_paragraph && !ends_on_purpose(c, i - 1, width);
        if (!goes_on) *VEC_ADD(c->a, &c->block) = (block){ (uint32_t)i, 0, 0, 0, c->lines.at[i].paragraph, false };
        c->block.at[c->block.n - 1].lines++;
    }
}

/* A short line by itself, without the marks that end or go on with a sentence, and with text behind it. */
static bool is_heading(const cutting *c, const block *b, bool is_last)
{
    hs_str line = line_words(c, b->first_line);
    if (b->lines != 1 || is_last || is_item(line)) return false;
    if (is_label(line)) return true;
    int32_t first = code_at(line, 0);
    bool opens = utf8_is_upper(first) || utf8_is_digit(first) || str_starts(line, STR("\"")) || str_starts(line, STR("\xE2\x80"));
    bool runs = strchr(".!?,;:-)", last_byte(line)) != NULL || str_ends(line, STR("\xE2\x80\xA6"));
    return opens && !runs && line.n <= HEADING_MOST && str_find(line, STR(". "), 0) == SIZE_MAX;
}

static void cut_tokens(cutting *c)
{
    for (size_t i = 0; i < c->block.n; i++) {
        block *b = &c->block.at[i];
        b->first_token = (uint32_t)c->tokens.token.n;
        for (uint32_t k = 0; k < b->lines; k++) tokens_add(&c->tokens, c->lines.at[b->first_line + k].at);
        b->tokens = (uint32_t)c->tokens.token.n - b->first_token;
        b->is_heading = is_heading(c, b, i + 1 == c->block.n);
    }
}

static void count_letters(cutting *c)
{
    for (size_t at = 0; at < c->text.n;) {
        int32_t code = utf8_next(c->text, &at);
        c->upper += utf8_is_upper(code);
        c->lower += utf8_is_lower(code);
    }
}

static void count_stops(cutting *c)
{
    for (size_t i = 0; i < c->tokens.token.n; i++) {
        const token *t = &c->tokens.token.at[i];
        char last = last_byte(span_words(c->text, t->at));
        c->words += t->kind == TOKEN_WORD;
        c->stops += t->kind == TOKEN_PUNCT && (last == '.' || last == '?' || last == '!');
    }
}

static bool is_capitals(const cutting *c)
{
    return c->upper >= CAPITALS_LEAST && c->lower * 20 < c->upper;
}

/* Enough words to expect full stops, and hardly any. */
static bool lacks_stops(const cutting *c)
{
    return c->words >= WORDS_LEAST && (uint64_t)c->stops * WORDS_A_STOP < c->words;
}

const page *text_page(arena *a, hs_str text)
{
    page *p = TAKE(a, 1, page);
    p->text = text;
    if (text.n > RECORD_TEXT_MOST) arena_leave(a, HS_LIMIT, "page: text of %zu bytes is over the limit", text.n);
    cutting c = { .a = a, .text = text, .lines = lines_of(a, text), .tokens = { .a = a, .text = text } };
    cut_blocks(&c);
    cut_tokens(&c);
    count_letters(&c);
    count_stops(&c);
    p->notes = (is_capitals(&c) ? NOTE_CAPITALS : 0) | (lacks_stops(&c) ? NOTE_NO_PUNCTUATION : 0);
    sentence_list s = { .a = a, .text = text, .token = c.tokens.token.at, .has_punctuation = !lacks_stops(&c),
                        .is_capitals = is_capitals(&c) };
    for (size_t i = 0; i < c.block.n; i++) {
        const block *b = &c.block.at[i];
        if (b->tokens) sentences_add(&s, b->first_token, b->tokens, b->paragraph, b->is_heading);
    }
    p->token = c.tokens.token.at;
    p->tokens = (uint32_t)c.tokens.token.n;
    p->sentence = s.sentence.at;
    p->sentences = (uint32_t)s.sentence.n;
    p->paragraphs = c.lines.paragraphs;
    quotations_find(a, p);
    return p;
}
