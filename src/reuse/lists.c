/*
 * lists.c - fingerprints sorted into lists, a part of the hash space at a time.
 *
 * A part's postings are dealt into bins by their topmost bits, each bin small enough for the cache is sorted there,
 * and lists of one are dropped at once (four in five distinct grams occur only once).  So the peak of memory is one
 * part's postings and the lists that matter, whatever the number of documents; each part costs another pass over the
 * token hashes, which is cheap.
 */
#include "reuse/lists.h"

enum {
    PART_TOKENS = 48 << 20, /* tokens a part: 20 million postings, 320 MB twice */
    PARTS_MOST = 64,
    BIN_BITS = 12,
    BINS = 1 << BIN_BITS,
    FEW = 24, /* postings that insertion sorts faster */
    SORT_BITS = 8,
    SORT_PASSES = 4 /* 32 bits of the key below the bin's */
};

typedef struct {
    uint32_t key; /* bits 20 .. 51 of the gram's; part and bin hold the bits above */
    uint32_t tri, document, at;
} posting;

typedef struct {
    const tokens *text;
    uint32_t documents;
    gram_profile profile;
    uint32_t part, part_bits;
    gram *grams; /* of one text */
    posting *unsorted, *sorted;
    size_t n;
    size_t bin[BINS + 1];
} builder;

static uint32_t part_bits_for(uint64_t tokens)
{
    uint32_t bits = 0;
    while ((1u << bits) < PARTS_MOST && tokens >> bits > PART_TOKENS) bits++;
    return bits;
}

static bool in_part(const builder *b, uint64_t key)
{
    return !b->part_bits || key >> (64 - b->part_bits) == b->part;
}

static uint32_t bin_of(const builder *b, uint64_t key)
{
    return (uint32_t)(key << b->part_bits >> (64 - BIN_BITS));
}

/* The grams of all texts that belong to the part: counted by bin, or put into their bins. */
static void deal(builder *b, bool count)
{
    for (uint32_t d = 0; d < b->documents; d++) {
        size_t n = grams_select(&b->text[d], b->profile, b->grams);
        for (size_t i = 0; i < n; i++) {
            const gram *g = &b->grams[i];
            if (!in_part(b, g->key)) continue;
            uint32_t bin = bin_of(b, g->key);
            if (count) b->bin[bin + 1]++;
            else b->unsorted[b->bin[bin]++] = (posting){ (uint32_t)(g->key >> 14), g->tri, d, g->at };
        }
    }
}

static void sort_few(posting *p, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        posting x = p[i];
        size_t j = i;
        for (; j && p[j - 1].key > x.key; j--) p[j] = p[j - 1];
        p[j] = x;
    }
}

/* Radix sort by key; stable, so that equal keys stay in order of document and place. */
static void sort_bin(posting *p, posting *other, size_t n)
{
    if (n <= FEW) {
        sort_few(p, n);
        return;
    }
    for (int pass = 0; pass < SORT_PASSES; pass++) {
        size_t count[(1 << SORT_BITS) + 1] = { 0 };
        int shift = pass * SORT_BITS;
        for (size_t i = 0; i < n; i++) count[(p[i].key >> shift & 255) + 1]++;
        for (size_t i = 0; i < 1 << SORT_BITS; i++) count[i + 1] += count[i];
        for (size_t i = 0; i < n; i++) other[count[p[i].key >> shift & 255]++] = p[i];
        posting *swap = p;
        p = other;
        other = swap;
    }
}

/* Calls for a list: counts it, and copies its places when there is where to. */
static size_t take_list(const posting *p, size_t n, list_place *to, size_t begin)
{
    size_t taken = 0, of_document = 0;
    for (size_t i = 0; i < n; i++) {
        of_document = i && p[i].document == p[i - 1].document ? of_document + 1 : 0;
        if (of_document >= SAME_DOCUMENT_MOST) continue;
        if (to) to[begin + taken] = (list_place){ p[i].document, p[i].at, (uint32_t)begin };
        taken++;
    }
    return taken;
}

/* Goes through the sorted postings list by list; lists of one are passed over.  Gives the number of places. */
static size_t walk_lists(const builder *b, list_place *to, rarity *r)
{
    size_t places = 0;
    for (size_t bin = 0, i = 0; bin < BINS; bin++) {
        while (i < b->bin[bin]) {
            size_t end = i + 1;
            while (end < b->bin[bin] && b->sorted[end].key == b->sorted[i].key) end++;
            if (r) rarity_count(r, b->sorted[i].tri);
            if (end - i > 1) places += take_list(b->sorted + i, end - i, to, places);
            i = end;
        }
    }
    return places;
}

static void order_by_document(arena *keep, list_part *part, uint32_t documents)
{
    part->first = TAKE(keep, (size_t)documents + 2, uint32_t);
    part->by_document = TAKE(keep, part->n, uint32_t);
    for (size_t i = 0; i < part->n; i++) part->first[part->place[i].document + 2]++;
    for (uint32_t d = 0; d < documents; d++) part->first[d + 2] += part->first[d + 1];
    for (size_t i = 0; i < part->n; i++) part->by_document[part->first[part->place[i].document + 1]++] = (uint32_t)i;
}

static void sort_part(builder *b, arena *scratch)
{
    memset(b->bin, 0, sizeof b->bin);
    deal(b, true);
    for (size_t i = 0; i < BINS; i++) b->bin[i + 1] += b->bin[i];
    b->n = b->bin[BINS];
    b->unsorted = TAKE(scratch, b->n, posting);
    b->sorted = TAKE(scratch, b->n, posting);
    deal(b, false); /* moves bin[i] to the end of bin i */
    for (size_t i = 0, begin = 0; i < BINS; begin = b->bin[i++])
        sort_bin(b->unsorted + begin, b->sorted + begin, b->bin[i] - begin);
    b->sorted = b->unsorted; /* an even number of passes ends where it began */
}

lists lists_build(arena *keep, arena *scratch, const tokens *text, uint32_t documents, gram_profile profile, rarity *r)
{
    uint64_t all = 0;
    uint32_t most = 0;
    for (uint32_t d = 0; d < documents; d++) {
        all += text[d].n;
        if (text[d].n > most) most = text[d].n;
    }
    arena_mark here = arena_here(scratch);
    builder *b = TAKE(scratch, 1, builder);
    *b = (builder){ .text = text, .documents = documents, .profile = profile, .part_bits = part_bits_for(all) };
    b->grams = TAKE(scratch, (size_t)most + 1, gram);
    lists l = { .parts = 1u << b->part_bits };
    l.part = TAKE(keep, l.parts, list_part);
    for (b->part = 0; b->part < l.parts; b->part++) {
        arena_mark part_begin = arena_here(scratch);
        list_part *part = &l.part[b->part];
        sort_part(b, scratch);
        part->n = walk_lists(b, NULL, r);
        if (part->n > UINT32_MAX) arena_leave(keep, HS_LIMIT, "reuse: too many shared fingerprints");
        part->place = TAKE(keep, part->n, list_place);
        walk_lists(b, part->place, NULL);
        order_by_document(keep, part, documents);
        arena_rollback(scratch, part_begin);
    }
    arena_rollback(scratch, here);
    return l;
}
