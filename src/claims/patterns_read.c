/*
 * patterns_read.c - reading verb dictionaries of others; patterns.h shows what they look like.
 */
#include "base/utf8.h"
#include "claims/patterns_inside.h"

enum { ELEMENTS_MOST = 32, FORMS_MOST = 32, CODE_MOST = 24 };

/* One file being read. */
typedef struct {
    patterns *p;
    const char *path;
    size_t line, passed_over, read;
    hs_str first_note;
    bool in_comment, in_section, is_tabari, in_set;
    uint32_t set, block;
} reader;

patterns *patterns_new(arena *a)
{
    patterns *p = TAKE(a, 1, patterns);
    p->a = p->numbers.a = p->sets.a = a;
    return p;
}

size_t patterns_number(const patterns *p)
{
    return p->pattern.n;
}

bool patterns_are_in(hs_str bytes)
{
    hs_str line;
    while (str_split(&bytes, '\n', &line)) {
        bool is_heading = str_starts(line, STR("---")), is_pattern = str_starts(line, STR("- ")) && str_find(line, STR("*"), 0) != SIZE_MAX;
        if ((is_heading || is_pattern) && str_find(line, STR("["), 0) != SIZE_MAX) return true;
    }
    return false;
}

static void pass_over(reader *r, const char *why)
{
    if (!r->passed_over++) r->first_note = arena_printf(r->p->a, "%s: line %zu: %s", r->path, r->line, why);
}

/* ---- words ---- */

static uint32_t number_of(patterns *p, hs_str key)
{
    bool is_new;
    uint64_t *at = map_put(&p->numbers, key, &is_new);
    if (is_new) {
        *at = p->verb_of.n;
        *VEC_ADD(p->a, &p->verb_of) = NOBODY;
    }
    return (uint32_t)*at;
}

static bool is_joint(char c)
{
    return c == ' ' || c == '\t' || c == '_' || c == '(' || c == ')' || c == '{' || c == '}' || c == '|' || c == '\r';
}

/* A word as written: folded, and in TABARI's dictionaries a stem unless "_" stands behind it. */
static uint32_t word_number(reader *r, hs_str word, bool is_whole)
{
    hs_str folded = utf8_fold(r->p->a, word);
    if (!r->is_tabari || is_whole) return number_of(r->p, folded);
    r->p->has_stems = true;
    return number_of(r->p, arena_printf(r->p->a, "%.*s*", STR_ARGS(folded)));
}

static bool add_element(reader *r, element_kind kind, bool joins, uint32_t what)
{
    *VEC_ADD(r->p->a, &r->p->element) = (pattern_element){ kind, joins, what };
    return true;
}

static uint32_t set_number(reader *r, hs_str name, bool *is_new)
{
    while (name.n && name.p[name.n - 1] == '_') name.n--;
    uint64_t *at = map_put(&r->p->sets, utf8_fold(r->p->a, name), is_new);
    if (*is_new) {
        *at = r->p->set.n;
        *VEC_ADD(r->p->a, &r->p->set) = NOBODY;
    }
    return (uint32_t)*at;
}

/* One word or sign between blanks and underscores; "DID N'T" and "RE-TRIAL" are several words.  False: no sense. */
static bool add_token(reader *r, hs_str token, bool joins, bool is_whole)
{
    static const struct {
        char sign;
        element_kind kind;
    } sign[] = { { '$', ELEMENT_DOER }, { '+', ELEMENT_TARGET }, { '%', ELEMENT_BOTH }, { '^', ELEMENT_ANY } };
    for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
        if (token.n == 1 && *token.p == sign[i].sign) return add_element(r, sign[i].kind, joins, 0);
    if (*token.p == '&') {
        bool is_new;
        uint32_t set = set_number(r, token, &is_new);
        return add_element(r, ELEMENT_SET, joins, set);
    }
    dictionary_word list[8];
    size_t n = dictionary_words(r->p->a, token, list, 8);
    for (size_t i = 0; i < n; i++)
        add_element(r, ELEMENT_WORD, i ? true : joins, word_number(r, list[i].folded, is_whole || i + 1 < n));
    return n > 0;
}

/* "{ A | B_C }" as a set without a name; *at moves behind it. */
static bool add_choice(reader *r, hs_str s, size_t *at, bool joins);

/* The elements of a phrase or of one side of a pattern.  first_joins: the first stands right behind the verb. */
static bool add_elements(reader *r, hs_str s, bool first_joins)
{
    bool joins = first_joins;
    for (size_t at = 0; at < s.n;) {
        if (s.p[at] == '{' && str_find(s, STR("|"), at) < str_find(s, STR("}"), at)) {
            if (str_find(s, STR("}"), at) == SIZE_MAX || !add_choice(r, s, &at, joins)) return false;
            joins = false;
            continue;
        }
        if (is_joint(s.p[at])) {
            joins = s.p[at] == '_' || (joins && s.p[at] != ' ' && s.p[at] != '\t');
            at++;
            continue;
        }
        size_t end = at;
        while (end < s.n && !is_joint(s.p[end])) end++;
        hs_str token = str_sub(s, at, end);
        if (token.n > 1 && token.p[token.n - 1] == '~') token.n--;
        if (token.n > 1 && token.p[token.n - 1] == '=') token.n--;
        if (!add_token(r, token, joins, end < s.n && s.p[end] == '_')) return false;
        joins = false;
        at = end;
    }
    return true;
}

static void add_phrase(reader *r, uint32_t set, uint32_t first)
{
    patterns *p = r->p;
    for (uint32_t i = first + 1; i < p->element.n; i++) p->element.at[i].joins = true;
    *VEC_ADD(p->a, &p->phrase) = (pattern_phrase){ first, (uint32_t)p->element.n - first, p->set.at[set] };
    p->set.at[set] = (uint32_t)p->phrase.n - 1;
}

static bool add_choice(reader *r, hs_str s, size_t *at, bool joins)
{
    patterns *p = r->p;
    size_t shut = str_find(s, STR("}"), *at);
    hs_str inside = str_sub(s, *at + 1, shut), one;
    /* The choices come first: the pattern's own elements must stand together. */
    uint32_t set = (uint32_t)p->set.n, n = 0;
    *VEC_ADD(p->a, &p->set) = NOBODY;
    pattern_element kept[ELEMENTS_MOST];
    while (n < ELEMENTS_MOST && p->element.n > r->p->pattern_begin) kept[n++] = p->element.at[--p->element.n];
    while (str_split(&inside, '|', &one)) {
        uint32_t first = (uint32_t)p->element.n;
        if (!add_elements(r, str_trim(one), false)) return false;
        if (p->element.n > first) add_phrase(r, set, first);
    }
    p->pattern_begin = (uint32_t)p->element.n;
    while (n) *VEC_ADD(p->a, &p->element) = kept[--n];
    *at = shut + 1;
    return add_element(r, ELEMENT_SET, joins, set);
}

/* ---- lines ---- */

/* What stands in the last pair of square brackets, without blanks, in capitals; empty: none. */
static hs_str code_of(reader *r, hs_str line)
{
    size_t open = str_find(line, STR("["), 0), shut = open == SIZE_MAX ? SIZE_MAX : str_find(line, STR("]"), open);
    char code[CODE_MOST];
    size_t n = 0;
    if (shut == SIZE_MAX) return (hs_str){ 0 };
    for (size_t i = open + 1; i < shut && n < CODE_MOST; i++) {
        char c = line.p[i];
        if (c != ' ' && c != '\t') code[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return arena_str(r->p->a, (hs_str){ code, n });
}

static void read_pattern(reader *r, hs_str line)
{
    patterns *p = r->p;
    size_t open = str_find(line, STR("["), 0), star = str_find(line, STR("*"), 0);
    hs_str code = code_of(r, line);
    if (r->block == NOBODY) {
        pass_over(r, "a pattern before any verb");
        return;
    }
    if (!code.n) {
        pass_over(r, "a pattern without a code");
        return;
    }
    if (star > open) {
        pass_over(r, "a pattern without \"*\" for the verb");
        return;
    }
    uint32_t first = p->pattern_begin = (uint32_t)p->element.n;
    hs_str before = str_sub(line, 1, star), behind = str_sub(line, star + 1, open);
    bool ok = add_elements(r, before, false);
    uint32_t verb = (uint32_t)p->element.n - p->pattern_begin;
    ok = ok && add_elements(r, behind, false);
    first = p->pattern_begin;
    uint32_t n = (uint32_t)p->element.n - first, weight = 0;
    if (!ok || n > ELEMENTS_MOST) {
        p->element.n = first;
        pass_over(r, ok ? "a pattern of too many words" : "a sign that is no word");
        return;
    }
    for (uint32_t i = first; i < first + n; i++)
        weight += p->element.at[i].kind <= ELEMENT_SET ? 3 : p->element.at[i].kind != ELEMENT_ANY;
    pattern_block *b = &p->block.at[r->block];
    uint32_t at = (uint32_t)p->pattern.n;
    *VEC_ADD(p->a, &p->pattern) = (pattern){ first, n, first + verb, weight, NOBODY, star > 0 && line.p[star - 1] == '_', code };
    if (b->patterns == NOBODY) b->patterns = at;
    else p->pattern.at[b->last].next = at;
    b->last = at;
    r->read++;
}

static void open_block(reader *r, hs_str code)
{
    r->block = (uint32_t)r->p->block.n;
    r->in_set = false;
    *VEC_ADD(r->p->a, &r->p->block) = (pattern_block){ code, NOBODY, NOBODY };
}

static void add_form(reader *r, uint32_t number, pattern_verb v)
{
    v.next = r->p->verb_of.at[number];
    *VEC_ADD(r->p->a, &r->p->verb) = v;
    r->p->verb_of.at[number] = (uint32_t)r->p->verb.n - 1;
}

/* "ABANDON", "KLM_NOP_+RST" (the verb is RST), "+ABC_DEF" (the verb is ABC): one form of a verb; regular: its endings too. */
static void add_verb(reader *r, hs_str name, hs_str code, bool is_regular)
{
    patterns *p = r->p;
    dictionary_word list[8];
    while (name.n && (name.p[name.n - 1] == '+' || name.p[name.n - 1] == ',')) name.n--;
    size_t plus = str_find(name, STR("+"), 0);
    bool is_whole = str_ends(name, STR("_"));
    hs_str head = plus == SIZE_MAX ? name : str_sub(name, plus + 1, name.n);
    size_t before = plus == SIZE_MAX ? 0 : dictionary_words(p->a, str_sub(name, 0, plus), list, 4);
    size_t n = before + dictionary_words(p->a, head, list + before, 8 - before);
    if (n == before) {
        pass_over(r, "a verb without a word");
        return;
    }
    pattern_verb v = { r->block, NOBODY, (uint32_t)p->element.n, (uint32_t)before, (uint32_t)(n - before - 1), code };
    for (size_t i = 0; i < n; i++)
        if (i != before) add_element(r, ELEMENT_WORD, true, word_number(r, list[i].folded, true));
    hs_str word = list[before].folded;
    add_form(r, word_number(r, word, is_whole || r->is_tabari == false), v);
    if (!is_regular || r->is_tabari) return;
    bool has_e = str_ends(word, STR("e"));
    hs_str stem = str_sub(word, 0, word.n - has_e);
    const char *const ending[] = { "ed", "ing", "es" };
    for (size_t i = 0; i < 3; i++)
        add_form(r, number_of(p, arena_printf(p->a, "%.*s%s", STR_ARGS(stem), ending[i])), v);
    if (!has_e) add_form(r, number_of(p, arena_printf(p->a, "%.*ss", STR_ARGS(word))), v);
}

static void add_forms(reader *r, hs_str line, hs_str code)
{
    size_t open = str_find(line, STR("{"), 0), shut = open == SIZE_MAX ? SIZE_MAX : str_find(line, STR("}"), open);
    if (open == SIZE_MAX) return;
    if (shut == SIZE_MAX) {
        pass_over(r, "forms that nobody closed");
        return;
    }
    hs_str inside = str_trim(str_sub(line, open + 1, shut)), form;
    for (size_t n = 0; n < FORMS_MOST && str_split(&inside, ' ', &form); n++)
        if (str_trim(form).n && !str_eq(str_trim(form), STR(","))) add_verb(r, str_trim(form), code, false);
}

static void read_verb(reader *r, hs_str line)
{
    size_t end = 0;
    hs_str code = code_of(r, line);
    while (end < line.n && line.p[end] != '[' && line.p[end] != '{') end++;
    hs_str name = str_trim(str_sub(line, 0, end));
    if (name.n && name.p[name.n - 1] == '=') name.n--;
    if (r->is_tabari && end) {
        if (!code.n) {
            pass_over(r, "a verb without a code");
            return;
        }
        open_block(r, code);
        code = (hs_str){ 0 };
    }
    if (r->block == NOBODY) {
        pass_over(r, "a verb before any heading");
        return;
    }
    if (end) add_verb(r, name, code, true);
    add_forms(r, line, code);
    r->read++;
}

static void read_member(reader *r, hs_str line)
{
    r->p->pattern_begin = (uint32_t)r->p->element.n;
    bool ok = add_elements(r, str_sub(line, 1, line.n), false);
    uint32_t first = r->p->pattern_begin;
    if (!ok || r->p->element.n == first) {
        r->p->element.n = first;
        pass_over(r, "a member of a set without a word");
        return;
    }
    add_phrase(r, r->set, first);
}

static void read_line(reader *r, hs_str raw)
{
    hs_str line = str_trim(dictionary_uncommented(raw, &r->in_comment));
    if (!line.n) return;
    if (*line.p == '<') { /* <SYNSETS> holds sets as elsewhere; <TIME> and the like speak of other things */
        r->in_section = !str_starts(line, STR("</")) && !str_starts(line, STR("<SYNSETS"));
        return;
    }
    if (r->in_section) return;
    if (str_starts(line, STR("---"))) {
        open_block(r, code_of(r, line));
    } else if (str_starts(line, STR("- "))) {
        read_pattern(r, line);
    } else if (*line.p == '&') {
        bool is_new;
        r->set = set_number(r, line, &is_new);
        r->in_set = true;
    } else if (*line.p == '+' && r->in_set) {
        read_member(r, line);
    } else if (*line.p == '~' || *line.p == '-') {
        pass_over(r, "neither a verb nor a pattern");
    } else if (r->in_set && !r->is_tabari) {
        pass_over(r, "neither a member of the set nor a verb below a heading");
    } else {
        read_verb(r, line);
    }
}

/* PETRARCH's files have headings "--- VERB [code] ---", TABARI's have not. */
static bool has_headings(hs_str bytes)
{
    return str_starts(bytes, STR("---")) || str_find(bytes, STR("\n---"), 0) != SIZE_MAX;
}

hs_str patterns_read(patterns *p, hs_str bytes, const char *path)
{
    reader r = { .p = p, .path = path, .set = NOBODY, .block = NOBODY, .is_tabari = !has_headings(bytes) };
    hs_str line;
    bytes = arena_str(p->a, bytes);
    while (str_split(&bytes, '\n', &line)) {
        r.line++;
        read_line(&r, line);
    }
    if (!r.read) arena_leave(p->a, HS_BAD_INPUT, "%s: no verb and no pattern in it", path);
    if (!r.passed_over) return (hs_str){ 0 };
    return arena_printf(p->a, "%.*s (lines passed over: %zu)", STR_ARGS(r.first_note), r.passed_over);
}
