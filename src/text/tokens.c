/*
 * tokens.c - words, numbers and marks of a line, as Universal Dependencies' English Web Treebank cuts them.
 *
 *     "Don't pay $1,000.50!"   ->   "  Do n't  pay  $ 1,000.50  !  "
 *
 * White space cuts the line into chunks; a chunk is read left to right, each time the longest thing that can stand
 * there: a link, a face, a run of marks, a number, a word.  Hyphens divide words ("well - known") unless what stands
 * before them is a prefix that is no word of its own ("anti-tank"): the treebank's guidelines, as its texts show
 * them.  Every byte that is not white space belongs to exactly one token.
 */
#include "text/tokens.h"

#include "base/utf8.h"

typedef struct {
    token_list *list;
    hs_str text;   /* the whole text, ending where the chunk ends */
    size_t at;
    bool is_first; /* nothing of this chunk has been added */
} chunk;

static void add(chunk *c, size_t end, token_kind kind)
{
    bool space = c->is_first && c->at > 0;
    *VEC_ADD(c->list->a, &c->list->token) =
        (token){ { (uint32_t)c->at, (uint32_t)end }, (uint8_t)kind, space, false };
    c->is_first = false;
    c->at = end;
}

static void add_joined(chunk *c, size_t end)
{
    add(c, end, TOKEN_WORD);
    c->list->token.at[c->list->token.n - 1].joined = true;
}

static hs_str rest(const chunk *c)
{
    return str_sub(c->text, c->at, c->text.n);
}

static char byte_at(hs_str s, size_t at)
{
    return at < s.n ? s.p[at] : 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A letter, digit or mark of any script at `at`; *end is behind it. */
static bool word_char(hs_str s, size_t at, size_t *end)
{
    if (at >= s.n) return false;
    *end = at;
    if ((unsigned char)s.p[at] < 0x80) {
        *end = at + 1;
        return is_letter(s.p[at]) || is_digit(s.p[at]);
    }
    int32_t c = utf8_next(s, end);
    return utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c) || c == 0xAD || c == 0x200D || c == 0x200C;
}

static size_t letters_end(hs_str s, size_t at)
{
    size_t end = at;
    while (word_char(s, at, &end)) at = end;
    return at;
}

/* The bytes of an apostrophe at `at`: ' or U+2019, else 0. */
static size_t apostrophe(hs_str s, size_t at)
{
    if (byte_at(s, at) == '\'') return 1;
    return at + 3 <= s.n && !memcmp(s.p + at, "\xE2\x80\x99", 3) ? 3 : 0;
}

/* ---- links and faces --------------------------------------------------------------------------- */

static bool is_url_start(hs_str s)
{
    static const hs_str start[] = { STR_INIT("http://"), STR_INIT("https://"), STR_INIT("ftp://"), STR_INIT("www."),
                                    STR_INIT("mailto:") };
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        if (str_starts_ascii(s, start[i]) && s.n > start[i].n) return true;
    return false;
}

enum { LOCAL_MOST = 64 }; /* bytes before the "@" (RFC 5321, 4.5.3.1.1) */

/* name@host up to where its characters end; 0 when it is none. */
static size_t email_end(hs_str s)
{
    size_t at = 0;
    while (at < s.n && at <= LOCAL_MOST && (is_letter(s.p[at]) || is_digit(s.p[at]) || strchr("._%+-&'", s.p[at]))) at++;
    if (!at || byte_at(s, at) != '@') return 0;
    size_t host = ++at;
    while (at < s.n && (is_letter(s.p[at]) || is_digit(s.p[at]) || strchr("._-", s.p[at]))) at++;
    while (at > host && strchr("._-", s.p[at - 1])) at--;
    return at > host ? at : 0;
}

/* Marks at the end of a link belong to the sentence; a closing bracket only when it opened outside. */
static size_t url_end(hs_str s)
{
    size_t end = 0, open = 0;
    while (end < s.n && !strchr("<>\"", s.p[end]) && !str_starts(str_sub(s, end, s.n), STR("\xE2\x80\x9D"))) end++;
    for (size_t i = 0; i < end; i++) open += s.p[i] == '(';
    while (end && (strchr(".,;:!?'*]}", s.p[end - 1]) || (s.p[end - 1] == ')' && !open))) end--;
    return end;
}

static size_t domain_end(hs_str s)
{
    static const char *const tld[] = { "com", "org", "net", "gov", "edu", "info", "int", "co.uk", "htm", "html", "pdf",
                                       "doc", "xls", "ppt", "exe", "txt", "jpg", "zip", "ru", "de", "fr" };
    size_t end = 0, last = 0;
    while (end < s.n && (is_letter(s.p[end]) || is_digit(s.p[end]) || strchr("-_.", s.p[end]))) end++;
    while (end && strchr("-_.", s.p[end - 1])) end--;
    for (size_t i = 0; i < end; i++)
        if (s.p[i] == '.') last = i;
    if (!last) return 0;
    for (size_t i = 0; i < sizeof tld / sizeof *tld; i++)
        if (str_eq_ascii(str_sub(s, last + 1, end), str_of(tld[i]))) {
            if (byte_at(s, end) == '/') return url_end(s);
            return end;
        }
    return 0;
}

static bool take_link(chunk *c)
{
    hs_str s = rest(c);
    size_t n = is_url_start(s) ? url_end(s) : 0;
    if (!n) n = email_end(s);
    if (!n && c->is_first) n = domain_end(s);
    if (n) add(c, c->at + n, TOKEN_LINK);
    return n > 0;
}

/* Faces: eyes, perhaps a nose, a mouth; only where no letter or digit follows. */
static bool take_face(chunk *c)
{
    hs_str s = rest(c);
    static const hs_str whole[] = { STR_INIT("^_^"), STR_INIT("<3"), STR_INIT("(:"), STR_INIT("(;") };
    size_t n = 0;
    for (size_t i = 0; i < sizeof whole / sizeof *whole && !n; i++)
        if (str_eq(s, whole[i])) n = s.n;
    if (!n && s.n >= 2 && strchr(":;=", s.p[0])) {
        size_t mouth = 1 + (s.p[1] == '-' || s.p[1] == '\'');
        char m = byte_at(s, mouth), after = byte_at(s, mouth + 1);
        bool lone = !is_letter(after) && !is_digit(after);
        bool letter_face = m && strchr("DPpO", m) && c->is_first;
        if (lone && m && (strchr(")(/|\\*", m) || letter_face) && (m != '/' || mouth > 1 || c->is_first)) n = mouth + 1;
        while (n && byte_at(s, n) == m && m == ')') n++;
    }
    if (n) add(c, c->at + n, TOKEN_SYMBOL);
    return n > 0;
}

/* ---- marks ------------------------------------------------------------------------------------- */

static size_t run_of(hs_str s, const char *set)
{
    size_t n = 0;
    while (n < s.n && s.p[n] && strchr(set, s.p[n])) n++;
    return n;
}

/* One mark or a run that counts as one: "...", "?!", "--", "***", "<<". */
static void take_mark(chunk *c)
{
    static const char repeats[] = "-*=_~+<>|^#$";
    hs_str s = rest(c);
    size_t n = run_of(s, ".!?");
    if (!n && strchr(repeats, s.p[0])) n = run_of(s, (char[]){ s.p[0], 0 });
    if (!n && (str_starts(s, STR("''")) || str_starts(s, STR("``")))) n = 2;
    if (!n) {
        size_t end = 0;
        int32_t code = utf8_next(s, &end);
        bool symbol = code < 0 || strchr("$%+=<>|^~#@`", code < 0x80 && code > 0 ? (char)code : '.') != NULL ||
                      !utf8_is_punct(code) || (code >= 0xA2 && code <= 0xB6) || (code >= 0x20A0 && code < 0x20D0);
        add(c, c->at + end, symbol ? TOKEN_SYMBOL : TOKEN_PUNCT);
        return;
    }
    add(c, c->at + n, TOKEN_PUNCT);
}

/* ---- numbers ----------------------------------------------------------------------------------- */

static size_t digits_end(hs_str s, size_t at)
{
    while (at < s.n && is_digit(s.p[at])) at++;
    return at;
}

/* Telephone numbers and dates written with hyphens: "713-853-3989", "345-9945", "11-20-2000". */
static size_t hyphen_number(hs_str s)
{
    size_t parts = 1, first = digits_end(s, 0), at = first, last = first;
    while (byte_at(s, at) == '-' && is_digit(byte_at(s, at + 1))) {
        size_t end = digits_end(s, at + 1);
        last = end - at - 1;
        parts++;
        at = end;
    }
    if (is_letter(byte_at(s, at))) return 0;
    bool phone = parts == 2 && first == 3 && last == 4;
    return parts >= 3 || phone ? at : 0;
}

/* "1,000.5", "11:30", "11/28/2000", "6.8": digits with single marks between digits. */
static size_t number_end(hs_str s)
{
    size_t at = digits_end(s, 0);
    while (at < s.n && strchr(",.:/", s.p[at]) && is_digit(byte_at(s, at + 1))) at = digits_end(s, at + 1);
    return at;
}

static bool is_unit(hs_str unit)
{
    static const char *const list[] = { "am", "pm", "a.m", "p.m", "km", "kg", "cm", "mm", "mg", "lb", "lbs", "mph", "hrs", "min",
                                        "ft", "mi", "mw", "mpg", "oz", "gb", "mb", "hr", "yr", "yrs", "m", "k" , "x"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_ascii(unit, str_of(list[i]))) return true;
    return false;
}

static bool take_number(chunk *c)
{
    hs_str s = rest(c);
    bool is_signed = c->is_first && s.p[0] && strchr("+.", s.p[0]) && is_digit(byte_at(s, 1));
    if (!is_digit(s.p[0]) && !is_signed) return false;
    size_t n = is_signed ? 1 + number_end(str_sub(s, 1, s.n)) : hyphen_number(s);
    if (!n) n = number_end(s);
    size_t word = n;
    if (is_letter(byte_at(s, n))) {
        size_t end = letters_end(s, n);
        hs_str unit = str_sub(s, n, end);
        if (!is_unit(unit) || unit.n == 1) word = end; /* "20th", "1990s", "3d" are one word */
    }
    if (word == n && byte_at(s, n) == '.' && n <= 2 && n + 1 == s.n && c->is_first && !is_signed) {
        size_t before = c->list->token.n;
        bool starts = !before || c->at == 0 || c->text.p[c->at - 1] == '\n';
        if (starts) word = n + 1; /* "1." as a list number */
    }
    add(c, c->at + word, word == n ? TOKEN_NUMBER : TOKEN_WORD);
    return true;
}

/* ---- words ------------------------------------------------------------------------------------- */

/* Prefixes that the treebank does not cut off at their hyphen. */
static bool is_prefix(hs_str w)
{
    static const char *const list[] = { "anti", "pro", "non", "post", "pre", "re", "co", "multi", "mid", "semi",
                                        "neo", "cross", "mini", "pan", "e", "psycho", "bi", "tri", "sub", "inter",
                                        "intra", "ultra", "un", "quasi", "pseudo", "counter", "hyper", "extra",
                                        "infra", "proto", "ex", "mis", "micro", "macro", "mega", "sino", "afro", "euro",
                                        "anglo", "franco", "trans", "super", "vice" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_ascii(w, str_of(list[i]))) return true;
    return false;
}

/* "anti-Vanta", "Pro-Russian", "non-NATO": for or against whom is a word of its own, though the treebank has one token
 * here (27 in its 230,000).  "NON-STOP" shouts, "Pre-School" is a title: they are left alone. */
bool is_stance(hs_str w)
{
    static const char *const list[] = { "anti", "pro", "non", "ex", "post", "pre" };
    bool titled = w.n && is_upper(w.p[0]);
    if (w.n > 1 && is_upper(w.p[1])) return false;
    for (size_t i = 0; i < (titled ? 3 : sizeof list / sizeof *list); i++)
        if (str_eq_ascii(w, str_of(list[i]))) return true;
    return false;
}

static bool is_glued_prefix(hs_str w, char next)
{
    return is_prefix(w) && !(is_upper(next) && is_stance(w));
}

/* Letters with full stops between them: "U.S.", "a.m.", "Ph.D."; the end with its last stop, or 0. */
static size_t dotted_end(hs_str s)
{
    size_t at = 0, parts = 0;
    while (at < s.n) {
        size_t end = at;
        while (end < s.n && is_letter(s.p[end]) && end - at < 2) end++;
        if (end == at || byte_at(s, end) != '.') break;
        if (is_letter(byte_at(s, end)) ) break;
        parts++;
        at = end + 1;
    }
    bool more = at < s.n && is_letter(s.p[at]);
    if (parts && more && at + 1 < s.n && !is_letter(s.p[at + 1]) && s.p[at + 1] != '.') { /* "U.S.A" */
        at++;
        parts++;
        more = false;
    }
    return parts >= 2 && !more ? at : 0;
}

/* Where a word ends that begins at 0: letters, and what may stand between letters. */
static size_t word_end(hs_str s)
{
    size_t at = letters_end(s, 0);
    while (at < s.n) {
        size_t quote = apostrophe(s, at), end = at;
        char c = s.p[at], next = byte_at(s, at + 1);
        if (quote && word_char(s, at + quote, &end)) at = letters_end(s, at + quote);
        else if (c == '-' && is_glued_prefix(str_sub(s, 0, at), next) && word_char(s, at + 1, &end)) at = letters_end(s, at + 1);
        else if ((c == '_' || c == '@') && word_char(s, at + 1, &end)) at = letters_end(s, at + 1);
        else if (c == '&' && at <= 3 && is_upper(s.p[at - 1]) && is_upper(next)) at = letters_end(s, at + 1);
        else if (c == '/' && at == 1 && is_letter(next) && letters_end(s, 2) <= 4) at = letters_end(s, 2); /* "w/o" */
        else break;
    }
    return at;
}

/* How many bytes at the end of a word are its second part: "n't", "'s", "'ll"; 0 for none. */
static size_t clitic(hs_str w)
{
    static const char *const tail[] = { "s", "m", "d", "ll", "re", "ve" };
    if (w.n >= 3 && (w.p[w.n - 1] | 32) == 't') {
        for (size_t quote = 1; quote <= 3; quote += 2)
            if (w.n > quote + 2 && apostrophe(w, w.n - 1 - quote) == quote && (w.p[w.n - 2 - quote] | 32) == 'n')
                return quote + 2;
    }
    for (size_t i = 0; i < sizeof tail / sizeof *tail; i++) {
        size_t n = strlen(tail[i]);
        for (size_t quote = 1; quote <= 3; quote += 2) {
            if (w.n <= n + quote || apostrophe(w, w.n - n - quote) != quote) continue;
            if (str_eq_ascii(str_sub(w, w.n - n, w.n), str_of(tail[i]))) return n + quote;
        }
    }
    return 0;
}

/* Words that are two words without saying so: "cannot" is can + not. */
static size_t fused(hs_str w)
{
    static const struct {
        const char *word;
        size_t first;
    } list[] = { { "cannot", 3 }, { "gonna", 3 }, { "wanna", 3 }, { "gotta", 3 }, { "dont", 2 }, { "didnt", 3 },
                 { "doesnt", 4 }, { "isnt", 2 },  { "wasnt", 3 }, { "couldnt", 5 }, { "wouldnt", 5 }, { "cant", 2 },
                 { "wont", 2 },   { "ive", 1 },   { "im", 1 },    { "thats", 4 }, { "youre", 3 },  { "havent", 4 },
                 { "hasnt", 3 },  { "arent", 3 }, { "shouldnt", 6 } };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_ascii(w, str_of(list[i].word))) return list[i].first;
    return 0;
}

/* The full stop behind a word is part of it: an abbreviation or an initial. */
static bool keeps_stop(const chunk *c, hs_str s, size_t n)
{
    if (byte_at(s, n) != '.' || (byte_at(s, n + 1) == '.' && (byte_at(s, n + 2) == '.' || n < 3))) return false;
    if (n == 1 && (s.p[0] == 'c' || s.p[0] == 'p')) { /* "c. 1880", "p. 12" */
        char behind = byte_at(c->list->text, c->at + 3);
        return behind >= '0' && behind <= '9';
    }
    if (n == 1 && is_upper(s.p[0])) { /* an initial, unless it is the pronoun or "Plan B." ends the line */
        char behind = byte_at(c->list->text, c->at + 2);
        return s.p[0] != 'I' && behind && behind != '\n' && behind != '\r';
    }
    return abbreviation_of(str_sub(s, 0, n + 1)).is;
}

static void add_word(chunk *c, size_t n)
{
    hs_str w = str_sub(c->text, c->at, c->at + n);
    size_t tail = clitic(w), first = tail ? w.n - tail : fused(w);
    size_t start = c->at;
    if (first && first < w.n) {
        add(c, start + first, TOKEN_WORD);
        add_joined(c, start + n);
    } else
        add(c, start + n, TOKEN_WORD);
}

/* "alt.animals.cat": three names or more with full stops between them. */
static size_t dotted_name(hs_str s)
{
    size_t at = letters_end(s, 0), stops = 0;
    while (byte_at(s, at) == '.' && is_letter(byte_at(s, at + 1)) && letters_end(s, at + 1) >= at + 3) {
        at = letters_end(s, at + 1);
        stops++;
    }
    return stops >= 2 ? at : 0;
}

/* The apostrophe of "the ministers' cars", unless a single quotation mark is open that it may close. */
static void take_possessive(chunk *c)
{
    hs_str s = rest(c);
    size_t quote = apostrophe(s, 0), end;
    bool after_s = (c->text.p[c->at - 1] | 32) == 's';
    if (quote && after_s && !c->list->in_single && !word_char(s, quote, &end)) add_joined(c, c->at + quote);
}

static bool take_word(chunk *c)
{
    hs_str s = rest(c);
    size_t end;
    if (!word_char(s, 0, &end)) return false;
    size_t n = dotted_end(s);
    if (n) {
        add(c, c->at + n, TOKEN_WORD);
        return true;
    }
    n = c->is_first ? dotted_name(s) : 0;
    if (!n) n = word_end(s);
    if (keeps_stop(c, s, n)) n++;
    add_word(c, n);
    take_possessive(c);
    return true;
}

/* "'s" and the like on their own, after a name in quotation marks or a link; "'em", "'90s". */
static bool take_clitic(chunk *c)
{
    hs_str s = rest(c);
    size_t quote = apostrophe(s, 0);
    if (!quote) return false;
    size_t end = letters_end(s, quote);
    hs_str w = str_sub(s, quote, end);
    bool years = c->is_first && w.n >= 2 && w.n <= 3 && is_digit(w.p[0]) && is_digit(w.p[1]);
    bool slang = c->is_first && (str_eq_ascii(w, STR("em")) || str_eq_ascii(w, STR("til")) || str_eq_ascii(w, STR("n")));
    bool tail = !c->is_first && (str_eq_ascii(w, STR("s")) || str_eq_ascii(w, STR("ll")) || str_eq_ascii(w, STR("re")));
    if (!years && !slang && !tail) return false;
    if (tail) add_joined(c, c->at + end);
    else add(c, c->at + end, TOKEN_WORD);
    return true;
}

/* "#harbour", "@karren_mail": one word. */
static bool take_tag(chunk *c)
{
    hs_str s = rest(c);
    if (!c->is_first || !strchr("#@", s.p[0]) || !is_letter(byte_at(s, 1))) return false;
    size_t end = 1;
    while (end < s.n && (is_letter(s.p[end]) || is_digit(s.p[end]) || s.p[end] == '_')) end++;
    add(c, c->at + end, TOKEN_WORD);
    return true;
}

/* Whether a single quotation mark was opened and not closed on this line. */
static void note_single(chunk *c)
{
    hs_str s = rest(c);
    if (s.p[0] == '\'') c->list->in_single = c->is_first && s.n > 1;
    else if (str_starts(s, STR("\xE2\x80\x98"))) c->list->in_single = true;
    else if (str_starts(s, STR("\xE2\x80\x99"))) c->list->in_single = false;
}

static void take_chunk(token_list *list, size_t begin, size_t end)
{
    chunk c = { list, str_sub(list->text, 0, end), begin, true };
    while (c.at < end) {
        if (take_link(&c) || take_face(&c) || take_tag(&c) || take_number(&c) || take_word(&c) || take_clitic(&c)) continue;
        note_single(&c);
        take_mark(&c);
    }
}

void tokens_add(token_list *list, span line)
{
    hs_str s = str_sub(list->text, 0, line.end);
    list->in_single = false;
    for (size_t at = line.begin; at < line.end;) {
        size_t begin = at, end = at;
        while (at < line.end) {
            end = at;
            bool plain = (unsigned char)s.p[at] < 0x80;
            int32_t c = utf8_next(s, &at);
            if (plain ? c == ' ' || (c >= '\t' && c <= '\r') : utf8_is_space(c)) break;
            end = at;
        }
        if (end > begin) take_chunk(list, begin, end);
    }
}
