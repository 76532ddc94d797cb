/*
 * document.c - the way from the stored text back to the original bytes, and what makes a document whole.
 */
#include "record/document.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <stdio.h>

/* The last piece that begins at or before text byte `at`, or the first. */
static size_t piece_at(const document *d, uint32_t at)
{
    size_t low = 0, high = d->pieces;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (d->piece[middle].text_begin <= at) low = middle;
        else high = middle;
    }
    return low;
}

static uint32_t to_original(const map_piece *p, uint32_t at, bool is_end)
{
    if (at < p->text_begin) return p->original_begin;
    uint32_t into = at - p->text_begin;
    if (into >= p->text_n) return p->original_begin + p->original_n;
    if (p->same) return p->original_begin + into;
    return is_end && into ? p->original_begin + p->original_n : p->original_begin;
}

span document_original(const document *d, span s)
{
    if (!d->pieces || span_is_empty(s)) return (span){ 0, 0 };
    uint32_t begin = to_original(&d->piece[piece_at(d, s.begin)], s.begin, false);
    uint32_t end = to_original(&d->piece[piece_at(d, s.end - 1)], s.end, true);
    return (span){ begin, end > begin ? end : begin };
}

static bool pieces_valid(const document *d, char why[WHY])
{
    uint64_t text = 0, original = 0;
    for (size_t i = 0; i < d->pieces; i++) {
        const map_piece *p = &d->piece[i];
        const char *fault = NULL;
        if (p->text_begin < text || p->original_begin < original) fault = "overlaps the one before";
        else if (!p->text_n || (uint64_t)p->text_begin + p->text_n > d->text.n) fault = "leaves the text";
        else if ((uint64_t)p->original_begin + p->original_n > d->original.n) fault = "leaves the original";
        else if (p->same && (p->text_n != p->original_n || memcmp(d->text.p + p->text_begin,
                                                                  d->original.p + p->original_begin, p->text_n)))
            fault = "says same bytes, but they differ";
        if (fault) {
            snprintf(why, WHY, "map piece %zu %s", i, fault);
            return false;
        }
        text = (uint64_t)p->text_begin + p->text_n;
        original = (uint64_t)p->original_begin + p->original_n;
    }
    return true;
}

bool document_valid(const document *d, char why[WHY])
{
    static const char digit[] = "0123456789abcdef";
    unsigned char raw[SHA256_BYTES];
    sha256(d->original, raw);
    bool named = d->id.n == 2 * SHA256_BYTES;
    for (size_t i = 0; named && i < d->id.n; i++)
        named = d->id.p[i] == digit[i % 2 ? raw[i / 2] & 15 : raw[i / 2] >> 4];
    if (!named) {
        snprintf(why, WHY, "its name is not the SHA-256 of its bytes");
        return false;
    }
    if (!date_valid(d->published)) {
        snprintf(why, WHY, "it was published on no day of the calendar");
        return false;
    }
    size_t bad = utf8_bad(d->text);
    if (bad != SIZE_MAX || d->text.n > RECORD_TEXT_MOST) {
        snprintf(why, WHY, bad != SIZE_MAX ? "text is not UTF-8 at byte %zu" : "text has more than the limit (%zu)",
                 bad != SIZE_MAX ? bad : d->text.n);
        return false;
    }
    return pieces_valid(d, why);
}
