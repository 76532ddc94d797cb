/*
 * features.c - forms to rows.
 */
#include "language/features.h"

#include "base/hash.h"
#include "base/utf8.h"

uint64_t key_hash(hs_str s, uint64_t kind)
{
    uint64_t h = hash_with(s, kind);
    return h ? h : 1;
}

static uint32_t check_of(uint64_t hash)
{
    uint32_t upper = (uint32_t)(hash >> 32);
    return upper ? upper : 1;
}

bool key_find(const key_table *t, uint64_t hash, uint32_t *value)
{
    uint32_t check = check_of(hash);
    for (size_t at = hash & t->mask, tries = 0; tries <= t->mask; at = (at + 1) & t->mask, tries++) {
        if (t->slot[at].check == check) return *value = t->slot[at].value, true;
        if (!t->slot[at].check) return false;
    }
    return false;
}

key_table key_build(arena *a, const key_pair *pair, size_t n)
{
    size_t slots = 16;
    while (slots < n + n / 2) slots *= 2;
    key_slot *slot = TAKE(a, slots, key_slot);
    for (size_t i = 0; i < n; i++) {
        size_t at = pair[i].hash & (slots - 1);
        uint32_t check = check_of(pair[i].hash);
        while (slot[at].check && slot[at].check != check) at = (at + 1) & (slots - 1);
        if (!slot[at].check) slot[at] = (key_slot){ check, pair[i].value };
    }
    return (key_table){ slot, slots - 1 };
}

/* Typographic variants that treebanks write one way. */
static int32_t plain_code(int32_t c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x02bc) return '\'';
    if (c == 0x201c || c == 0x201d) return '"';
    if (c >= 0x2010 && c <= 0x2015) return '-';
    return utf8_lower(c);
}

void form_plain(hs_str form, plain_form *out)
{
    out->n = 0;
    out->cut = false;
    for (size_t at = 0; at < form.n;) {
        int32_t c = (unsigned char)form.p[at] < 0x80 ? form.p[at++] : utf8_next(form, &at);
        char bytes[4] = { '?' };
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        size_t n = c < 0 ? 1 : utf8_put(c < 0x80 ? c : plain_code(c), bytes);
        if (out->n + n > FORM_MOST) { /* keep the beginning, go on with the end */
            out->cut = true;
            out->n = FORM_MOST / 2;
            while (out->n && ((unsigned char)out->lower[out->n] & 0xc0) == 0x80) out->n--;
            size_t from = form.n - FORM_MOST / 4;
            if (at < from) at = from;
            while (at < form.n && ((unsigned char)form.p[at] & 0xc0) == 0x80) at++;
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            out->lower[out->n] = bytes[i];
            out->key[out->n++] = bytes[i] >= '0' && bytes[i] <= '9' ? '0' : bytes[i];
        }
    }
}

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

hs_str form_affix(const plain_form *f, key_kind kind)
{
    bool prefix = kind >= KEY_PREFIX1;
    size_t letters = (size_t)(kind - (prefix ? KEY_PREFIX1 : KEY_SUFFIX1)) + 1, n = 0;
    while (letters && n < f->n) {
        n++;
        while (n < f->n && is_tail(f->key[prefix ? n : f->n - n])) n++;
        letters--;
    }
    if (letters) n = 0;
    return (hs_str){ f->key + (prefix ? 0 : f->n - n), n };
}

enum { HAS_UPPER = 1, HAS_LOWER = 2, HAS_DIGIT = 4, HAS_MARK = 8, HAS_LETTER = 16 };

static unsigned kind_of(int32_t c)
{
    if (c >= 'a' && c <= 'z') return HAS_LOWER;
    if (c >= 'A' && c <= 'Z') return HAS_UPPER;
    if (c >= '0' && c <= '9') return HAS_DIGIT;
    if (c < 0x80) return HAS_MARK;
    if (utf8_is_lower(c)) return HAS_LOWER;
    if (utf8_is_upper(c)) return HAS_UPPER;
    if (utf8_is_digit(c)) return HAS_DIGIT;
    return utf8_is_letter(c) ? HAS_LETTER : HAS_MARK;
}

/* The first shape tells case, the second what else is in the form: digits, marks, letters without case. */
void form_shapes(hs_str form, uint32_t out[2])
{
    unsigned all = 0, first = 0, upper = 0, n = 0;
    for (size_t at = 0; at < form.n && n < 2 * FORM_MOST; n++) {
        unsigned k = kind_of(utf8_next(form, &at));
        if (!n) first = k;
        upper += k == HAS_UPPER;
        all |= k;
    }
    uint32_t shape = 1;
    if (all & HAS_UPPER) shape = n == 1 ? 2 : !(all & HAS_LOWER) ? 3 : first == HAS_UPPER && upper == 1 ? 4 : 5;
    else if (all & HAS_LOWER) shape = 6;
    out[0] = shape;
    out[1] = 8 + ((all & HAS_DIGIT) != 0) + 2 * ((all & HAS_MARK) != 0) + 4 * ((all & HAS_LETTER) != 0);
}

void features_of(const key_table *t, hs_str form, uint32_t words, uint32_t affixes, features *out)
{
    plain_form f;
    uint32_t row, shape[2];
    form_plain(form, &f);
    hs_str key = { f.key, f.n };
    bool known = key_find(t, key_hash(key, KEY_WORD), &row) && row < words;
    *out = (features){ .word = known ? row : ROW_UNKNOWN };
    for (int kind = KEY_SUFFIX1; kind <= KEY_PREFIX3; kind++) {
        hs_str affix = form_affix(&f, (key_kind)kind);
        if (affix.n && key_find(t, key_hash(affix, (uint64_t)kind), &row) && row < affixes)
            out->affix[out->affixes++] = row;
    }
    form_shapes(form, shape);
    out->affix[out->affixes++] = shape[0];
    out->affix[out->affixes++] = shape[1];
}

void features_of_mask(actor_class class, features *out)
{
    *out = (features){ .word = ROW_MASK + (uint32_t)class, .affixes = 1 };
}
