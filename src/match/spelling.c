/*
 * spelling.c - one form for the spellings of one name.
 *
 *     "Hezbollah"      -> word "hezbollah"  -> form "hizbulah" -> bones "hsbl"
 *     "Hizbullah"      -> word "hizbullah"  -> form "hizbulah" -> bones "hsbl"
 *     "al-Qa'ida"      -> (al) "qaida"      -> form "kida"     -> bones "kd"
 *
 * The form keeps vowels and tells most names apart; the bones (in the manner of Soundex and of Arabic script, which
 * write few vowels or none) only bring candidates together.  The rules are a table (romanisation.tsv): other scripts
 * to Latin letters, letters to a common spelling, letters to sounds.
 */
#include "match/spelling.h"

#include "base/utf8.h"

#include <stdlib.h>

/* ---- the tables ------------------------------------------------------------------------------------------------- */

static void read_rules(arena *a, const char *folder, spelling *s)
{
    static const char *const columns[] = { "kind", "from", "to", NULL };
    const tsv *t = tsv_read(a, arena_printf(a, "%s/lexicon/romanisation.tsv", folder).p, columns);
    spelling_rule *letters = TAKE(a, t->rows, spelling_rule), *rules = TAKE(a, t->rows, spelling_rule);
    size_t n = 0;
    s->letter = (map){ .a = a };
    for (size_t i = 0; i < t->rows; i++) {
        const hs_str *f = t->row[i].field;
        if (!f[1].n) tsv_complain(a, t, &t->row[i], "nothing to write in another way");
        if (str_eq(f[0], STR("letter"))) {
            letters[n] = (spelling_rule){ f[1], f[2] };
            *map_put(&s->letter, f[1], NULL) = ++n;
        } else if (str_eq(f[0], STR("spelling"))) {
            rules[s->rules++] = (spelling_rule){ f[1], f[2] };
        } else if (str_eq(f[0], STR("sound")) && f[1].n == 1 && f[2].n == 1 && !(f[1].p[0] & 128)) {
            s->sound[(unsigned char)f[1].p[0]] = f[2].p[0];
        } else {
            tsv_complain(a, t, &t->row[i], "unknown kind \"%.*s\"", STR_ARGS(f[0]));
        }
    }
    s->letters = letters;
    s->rule = rules;
}

static void read_words(arena *a, const char *folder, spelling *s)
{
    static const char *const columns[] = { "word", "kind", NULL };
    static const char *const kinds[] = { "particle", "title", "empty", "abd", "abu" };
    const tsv *t = tsv_read(a, arena_printf(a, "%s/lexicon/name-words.tsv", folder).p, columns);
    s->name_word = (map){ .a = a };
    for (size_t i = 0; i < t->rows; i++) {
        uint64_t kind = 0;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (str_eq(t->row[i].field[1], str_of(kinds[k]))) kind = k + 1;
        if (!kind) tsv_complain(a, t, &t->row[i], "unknown kind \"%.*s\"", STR_ARGS(t->row[i].field[1]));
        *map_put(&s->name_word, t->row[i].field[0], NULL) = kind;
    }
}

/* Titles of one word; those of several are met word by word. */
static void read_titles(arena *a, const char *folder, spelling *s)
{
    static const char *const columns[] = { "title", NULL };
    const tsv *t = tsv_read(a, arena_printf(a, "%s/lexicon/titles.tsv", folder).p, columns);
    for (size_t i = 0; i < t->rows; i++) {
        hs_str rest = utf8_fold(a, t->row[i].field[0]), word;
        while (str_split(&rest, ' ', &word)) {
            if (word.n && word.p[word.n - 1] == '.') word.n--;
            uint64_t *kind = word.n ? map_put(&s->name_word, word, NULL) : NULL;
            if (kind && !*kind) *kind = NAME_TITLE;
        }
    }
}

void spelling_read(arena *a, const char *folder, spelling *s)
{
    read_rules(a, folder, s);
    read_words(a, folder, s);
    read_titles(a, folder, s);
}

name_word_kind spelling_name_word(const spelling *s, hs_str folded)
{
    const uint64_t *kind = map_get(&s->name_word, folded);
    return kind ? (name_word_kind)*kind : 0;
}

/* ---- from a name to words --------------------------------------------------------------------------------------- */

/* Marks that are written inside a word and are no border in it. */
static bool is_inner_mark(int32_t c)
{
    return c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x02BF || c == 0x02BE || c == 0xB4;
}

/* Folded, in Latin letters as far as the table goes, words divided by one blank. */
static hs_str latin(arena *a, const spelling *s, hs_str name)
{
    hs_str folded = utf8_fold(a, name);
    buf out = { .a = a };
    for (size_t at = 0; at < folded.n;) {
        size_t before = at;
        int32_t c = utf8_next(folded, &at);
        hs_str letter = str_sub(folded, before, at);
        const uint64_t *rule = c > 127 ? map_get(&s->letter, letter) : NULL;
        if (rule) buf_add(&out, s->letters[*rule - 1].to);
        else if (c >= 0 && (utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c))) buf_add(&out, letter);
        else if (!is_inner_mark(c) && out.n && out.p[out.n - 1] != ' ') buf_byte(&out, ' ');
    }
    return out.n ? buf_str(&out) : STR("");
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'i' || c == 'u';
}

/* By the rules, doubled letters once, an "h" only where it is heard (first, or before a vowel). */
static hs_str form_of(arena *a, const spelling *s, hs_str word)
{
    buf raw = { .a = a }, out = { .a = a };
    for (size_t at = 0; at < word.n;) {
        size_t r = 0;
        while (r < s->rules && !str_starts(str_sub(word, at, word.n), s->rule[r].from)) r++;
        if (r < s->rules) buf_add(&raw, s->rule[r].to);
        else buf_byte(&raw, word.p[at]);
        at += r < s->rules ? s->rule[r].from.n : 1;
    }
    for (size_t i = 0; i < raw.n; i++) {
        bool silent = raw.p[i] == 'h' && out.n && (i + 1 == raw.n || !is_vowel(raw.p[i + 1]));
        bool doubled = out.n && out.p[out.n - 1] == raw.p[i];
        if (!silent && !doubled) buf_byte(&out, raw.p[i]);
    }
    return out.n ? buf_str(&out) : word;
}

/* Its consonants; a word without any is all there is of it. */
static hs_str bones_of(arena *a, const spelling *s, hs_str form)
{
    buf out = { .a = a };
    for (size_t i = 0; i < form.n; i++) {
        unsigned char c = (unsigned char)form.p[i];
        char sound = c < 128 ? s->sound[c] : (char)c;
        if (c >= '0' && c <= '9') sound = (char)c;
        if (sound == 'b' && out.n && out.p[out.n - 1] == 'n') out.p[out.n - 1] = 'm';
        if (sound && !(out.n && out.p[out.n - 1] == sound)) buf_byte(&out, sound);
    }
    return out.n ? buf_str(&out) : form;
}

static void add_word(arena *a, const spelling *s, spelled *x, hs_str word)
{
    x->word[x->words] = word;
    x->form[x->words] = form_of(a, s, word);
    x->bones[x->words] = bones_of(a, s, x->form[x->words]);
    x->words++;
}

/* "abdul rahman", "abd al-rahman" and "abdurrahman" are written apart or together: "abd" and the rest. */
static hs_str together(arena *a, name_word_kind kind, hs_str next)
{
    return arena_printf(a, "%s%.*s", kind == NAME_ABD ? "abd" : "abu", STR_ARGS(next));
}

static bool looks_like_acronym(hs_str name)
{
    size_t capitals = 0;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c >= 'A' && c <= 'Z') capitals++;
        else if (!(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '/' && !(c >= 'a' && c <= 'z')) return false;
    }
    return capitals >= 2 && capitals * 2 >= name.n && name.n <= 10;
}

static void note_initials(arena *a, const spelling *s, hs_str words, spelled *x)
{
    buf some = { .a = a }, all = { .a = a };
    hs_str rest = words, word;
    while (rest.n && str_split(&rest, ' ', &word)) {
        if (!word.n) continue;
        buf_byte(&all, word.p[0]);
        if (spelling_name_word(s, word) != NAME_PARTICLE) buf_byte(&some, word.p[0]);
    }
    x->initials = some.n ? buf_str(&some) : STR("");
    x->all_initials = all.n ? buf_str(&all) : STR("");
}

spelled spelling_of(arena *a, const spelling *s, hs_str name, bool is_person)
{
    spelled x = { .is_acronym = looks_like_acronym(name) };
    hs_str words = latin(a, s, name), rest = words, word;
    name_word_kind joined = 0;
    bool may_be_titled = is_person && str_find(words, STR(" of "), 0) == SIZE_MAX; /* "the commander of the League" */
    note_initials(a, s, words, &x);
    while (rest.n && str_split(&rest, ' ', &word)) {
        name_word_kind kind = spelling_name_word(s, word);
        if (!word.n || (kind == NAME_PARTICLE && rest.n + x.words)) continue;
        bool is_title = kind == NAME_TITLE && may_be_titled && !x.words && rest.n;
        if (is_title) x.is_titled = true;
        if (is_title) continue;
        if (x.words == SPELLED_WORDS_MOST) return (spelled){ .initials = STR(""), .all_initials = STR("") };
        if (is_person && (kind == NAME_ABD || kind == NAME_ABU) && rest.n) {
            joined = kind;
            continue;
        }
        add_word(a, s, &x, joined ? together(a, joined, word) : word);
        joined = 0;
    }
    return x;
}

/* ---- comparing -------------------------------------------------------------------------------------------------- */

enum { WORD_MOST = 40 };

/* Levenshtein 1966: letters put in, left out or changed. */
static uint32_t distance(hs_str a, hs_str b)
{
    uint32_t row[WORD_MOST + 1];
    if (a.n > WORD_MOST || b.n > WORD_MOST) return str_eq(a, b) ? 0 : WORD_MOST;
    for (uint32_t k = 0; k <= b.n; k++) row[k] = k;
    for (size_t i = 0; i < a.n; i++) {
        uint32_t corner = row[0];
        row[0] = (uint32_t)i + 1;
        for (size_t k = 0; k < b.n; k++) {
            uint32_t changed = corner + (a.p[i] != b.p[k]);
            corner = row[k + 1];
            uint32_t least = corner < row[k] ? corner + 1 : row[k] + 1;
            row[k + 1] = changed < least ? changed : least;
        }
    }
    return row[b.n];
}

static alike words_alike(const spelled *x, uint32_t i, const spelled *y, uint32_t k)
{
    hs_str a = x->form[i], b = y->form[k];
    if (str_eq(a, b)) return ALIKE_SAME;
    if (a.n <= 3 || b.n <= 3) return ALIKE_NO;
    uint32_t most = (uint32_t)(a.n > b.n ? a.n : b.n), apart = distance(a, b);
    bool sound_alike = str_eq(x->bones[i], y->bones[k]) && x->bones[i].n >= 2;
    if (sound_alike && apart <= (most >= 8 || x->bones[i].n >= 3 ? most / 3 : most / 4)) return ALIKE_CLOSE;
    return apart == 1 && most >= 6 && a.p[0] == b.p[0] ? ALIKE_CLOSE : ALIKE_NO;
}

/* Pairs each word of x with one of y, in order when `in_order`; the worst pair's likeness; words of x without a pair
 * and of y are counted unless they are empty. */
static alike pair_words(const spelling *s, const spelled *x, const spelled *y, bool in_order, uint32_t *pairs,
                        uint32_t *left_x, uint32_t *left_y)
{
    bool used[SPELLED_WORDS_MOST] = { false };
    alike worst = ALIKE_SAME;
    uint32_t next = 0;
    *pairs = *left_x = *left_y = 0;
    for (uint32_t i = 0; i < x->words; i++) {
        alike best = ALIKE_NO;
        uint32_t at = 0;
        for (uint32_t k = in_order ? next : 0; k < y->words; k++) {
            alike one = used[k] ? ALIKE_NO : words_alike(x, i, y, k);
            if (one <= best) continue;
            best = one;
            at = k;
        }
        if (best == ALIKE_NO) {
            *left_x += spelling_name_word(s, x->word[i]) != NAME_EMPTY;
            continue;
        }
        used[at] = true;
        next = at + 1;
        ++*pairs;
        if (best < worst) worst = best;
    }
    for (uint32_t k = 0; k < y->words; k++) *left_y += !used[k] && spelling_name_word(s, y->word[k]) != NAME_EMPTY;
    return worst;
}

enum {
    ALONE_LETTERS = 4, /* a name of one word has at least so many to be known by its spelling */
    PART_LETTERS = 8   /* of the words of a name that is part of a fuller one */
};

static alike acronyms_alike(const spelled *x, const spelled *y)
{
    for (uint32_t i = 0; i < x->words; i++)
        if (i >= y->words || !str_eq(x->word[i], y->word[i])) return ALIKE_NO;
    return x->words == y->words ? ALIKE_SAME : ALIKE_NO;
}

/* A person's words may stand in any order ("HASAN, Ali") when each is the same; near words must stand in order. */
static alike pair_persons(const spelling *s, const spelled *x, const spelled *y, uint32_t *pairs, uint32_t *left_x,
                          uint32_t *left_y)
{
    alike in_order = pair_words(s, x, y, true, pairs, left_x, left_y);
    if (*pairs == x->words) return in_order;
    alike turned = pair_words(s, x, y, false, pairs, left_x, left_y);
    if (turned != ALIKE_SAME) *pairs = 0;
    return turned;
}

alike spelling_alike(const spelling *s, const spelled *x, const spelled *y, bool persons)
{
    if (!x->words || !y->words || x->is_acronym != y->is_acronym) return ALIKE_NO;
    if (x->is_acronym) return acronyms_alike(x, y);
    if (x->words == 1 && y->words == 1 && x->is_titled != y->is_titled) return ALIKE_NO; /* "Hassan", "Sheikh Hassan" */
    if (x->words == 1 && y->words == 1)
        return x->form[0].n >= ALONE_LETTERS && str_eq(x->form[0], y->form[0]) ? ALIKE_SAME : ALIKE_NO;
    if (persons && x->words > y->words) {
        const spelled *swap = x;
        x = y;
        y = swap;
    }
    uint32_t pairs, left_x, left_y;
    alike worst = persons ? pair_persons(s, x, y, &pairs, &left_x, &left_y)
                          : pair_words(s, x, y, true, &pairs, &left_x, &left_y);
    if (pairs < 2 || left_x) return ALIKE_NO;
    if (!left_y) return worst;
    size_t letters = 0;
    for (uint32_t i = 0; i < x->words; i++) letters += x->form[i].n;
    return persons && letters >= PART_LETTERS ? ALIKE_PART : ALIKE_NO;
}

static int by_bytes(const void *x, const void *y)
{
    return str_cmp(*(const hs_str *)x, *(const hs_str *)y);
}

/* Bones of all words, and of all but one, sorted, without empty words; names that differ in one word's bones share the key without it. */
uint32_t spelling_keys(arena *a, const spelling *s, const spelled *x, hs_str key[SPELLED_WORDS_MOST + 1])
{
    uint32_t n = 0;
    if (!x->words || x->is_acronym) return 0;
    for (uint32_t without = 0; without <= x->words; without++) {
        if (without < x->words && x->words < 3) continue; /* one word left says nothing */
        hs_str sorted[SPELLED_WORDS_MOST];
        size_t kept = 0;
        for (uint32_t i = 0; i < x->words; i++)
            if (i != without && spelling_name_word(s, x->word[i]) != NAME_EMPTY) sorted[kept++] = x->bones[i];
        if (!kept) continue;
        qsort(sorted, kept, sizeof *sorted, by_bytes);
        buf out = { .a = a };
        buf_byte(&out, without < x->words ? '-' : '=');
        for (size_t i = 0; i < kept; i++) buf_printf(&out, "%.*s ", STR_ARGS(sorted[i]));
        key[n++] = buf_str(&out);
    }
    return n;
}

hs_str spelling_pair(arena *a, const spelled *x, uint32_t i, uint32_t k)
{
    bool turn = str_cmp(x->bones[i], x->bones[k]) > 0;
    hs_str first = x->bones[turn ? k : i], second = x->bones[turn ? i : k];
    return arena_printf(a, "+%.*s %.*s", STR_ARGS(first), STR_ARGS(second));
}
