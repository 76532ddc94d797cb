/*
 * model_file.c - model files: sealed when written, checked whole when opened.
 *
 * The seal is SHA-256 over everything behind it, so a flipped bit anywhere is found.  What the seal cannot find is a
 * file that somebody sealed with wrong contents; so each offset and name is checked as well.
 */
#include "base/model_file.h"

#include "base/file.h"
#include "base/hash.h"

#include <assert.h>
#include <stdio.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "model files are little-endian and used in place");

typedef struct {
    char magic[8];
    unsigned char seal[SHA256_BYTES];
    char kind[MODEL_KIND];
    uint32_t version, sections;
    uint64_t length;
} head;

typedef struct {
    char name[MODEL_NAME];
    uint64_t offset, length;
} entry;

_Static_assert(sizeof(head) == 72 && sizeof(entry) == 40, "the layout is the file's");

static const char MAGIC[8] = { 'h', 's', 'm', 'o', 'd', 'e', 'l', '\n' };
enum { SEALED_FROM = 8 + SHA256_BYTES };

void model_complain(const model_file *m, const char *format, ...)
{
    char what[200];
    va_list list;
    va_start(list, format);
    vsnprintf(what, sizeof what, format, list);
    va_end(list);
    arena_leave(m->a, HS_BAD_MODEL, "%s: %s", m->path, what);
}

/* A NUL-padded field as a string; its padding must be all NUL and leave at least one. */
static bool padded(const char *field, size_t room, hs_str *out)
{
    size_t n = strnlen(field, room);
    *out = (hs_str){ field, n };
    for (size_t i = n; i < room; i++)
        if (field[i]) return false;
    return n > 0 && n < room;
}

static void check_head(const model_file *m, hs_str bytes, const head *h, const char *kind, uint32_t version)
{
    if (bytes.n < sizeof *h || memcmp(h->magic, MAGIC, sizeof MAGIC))
        model_complain(m, "is no model file");
    if (h->length != bytes.n)
        model_complain(m, "%zu bytes where the file should have %llu", bytes.n, (unsigned long long)h->length);
    unsigned char seal[SHA256_BYTES];
    sha256(str_sub(bytes, SEALED_FROM, bytes.n), seal);
    if (memcmp(seal, h->seal, sizeof seal)) model_complain(m, "damaged: its SHA-256 does not match");
    hs_str is;
    if (!padded(h->kind, MODEL_KIND, &is)) model_complain(m, "says not what kind of model it is");
    if (!str_eq(is, str_of(kind))) model_complain(m, "is a model of %.*s, not of %s", STR_ARGS(is), kind);
    if (h->version != version) model_complain(m, "is of version %u, not %u: remake it", h->version, version);
    if (h->sections > MODEL_SECTIONS_MOST || sizeof *h + h->sections * sizeof(entry) > bytes.n)
        model_complain(m, "%u sections do not fit", h->sections);
}

static void check_sections(const model_file *m, hs_str bytes, const entry *table, model_section *out)
{
    uint64_t behind = sizeof(head) + m->sections * sizeof *table;
    for (uint32_t i = 0; i < m->sections; i++) {
        const entry *e = &table[i];
        if (!padded(e->name, MODEL_NAME, &out[i].name)) model_complain(m, "section %u has a broken name", i);
        if (e->offset % MODEL_ALIGN || e->offset < behind || e->offset > bytes.n || e->length > bytes.n - e->offset)
            model_complain(m, "section %.*s lies outside or across another", STR_ARGS(out[i].name));
        for (uint32_t j = 0; j < i; j++)
            if (str_eq(out[i].name, out[j].name)) model_complain(m, "two sections %.*s", STR_ARGS(out[i].name));
        out[i].bytes = str_sub(bytes, e->offset, e->offset + e->length);
        behind = e->offset + e->length;
    }
    if (behind != bytes.n) model_complain(m, "%llu bytes behind the last section", (unsigned long long)(bytes.n - behind));
}

const model_file *model_check(arena *a, hs_str bytes, const char *path, const char *kind, uint32_t version)
{
    model_file *m = TAKE(a, 1, model_file);
    *m = (model_file){ .a = a, .path = arena_str(a, str_of(path)).p };
    head h = { 0 };
    if (bytes.n >= sizeof h) memcpy(&h, bytes.p, sizeof h);
    check_head(m, bytes, &h, kind, version);
    entry *table = TAKE(a, h.sections, entry);
    if (h.sections) memcpy(table, bytes.p + sizeof h, h.sections * sizeof *table);
    model_section *section = TAKE(a, h.sections, model_section);
    m->sections = h.sections;
    m->section = section;
    check_sections(m, bytes, table, section);
    return m;
}

const model_file *model_open(arena *a, const char *path, const char *kind, uint32_t version)
{
    return model_check(a, file_map(a, path), path, kind, version);
}

static const model_section *find(const model_file *m, const char *name)
{
    for (uint32_t i = 0; i < m->sections; i++)
        if (str_eq(m->section[i].name, str_of(name))) return &m->section[i];
    return NULL;
}

bool model_has(const model_file *m, const char *name)
{
    return find(m, name) != NULL;
}

hs_str model_bytes(const model_file *m, const char *name)
{
    const model_section *s = find(m, name);
    if (!s) model_complain(m, "has no section %s", name);
    return s->bytes;
}

const void *model_list(const model_file *m, const char *name, size_t size, size_t *count)
{
    hs_str b = model_bytes(m, name);
    if (b.n % size) model_complain(m, "section %s: %zu bytes are no whole entries of %zu", name, b.n, size);
    *count = b.n / size;
    return b.p;
}

const void *model_array(const model_file *m, const char *name, size_t count, size_t size)
{
    size_t have;
    const void *p = model_list(m, name, size, &have);
    if (have != count) model_complain(m, "section %s: %zu entries, not %zu", name, have, count);
    return p;
}

void model_add(model_writer *w, const char *name, const void *bytes, size_t n)
{
    assert(strlen(name) > 0 && strlen(name) < MODEL_NAME && w->section.n < MODEL_SECTIONS_MOST);
    *VEC_ADD(w->a, &w->section) = (model_section){ str_of(name), { bytes, n } };
}

static size_t aligned(size_t n)
{
    return (n + MODEL_ALIGN - 1) / MODEL_ALIGN * MODEL_ALIGN;
}

hs_str model_bake(model_writer *w)
{
    size_t front = sizeof(head) + w->section.n * sizeof(entry), n = front;
    for (size_t i = 0; i < w->section.n; i++) n = aligned(n) + w->section.at[i].bytes.n;
    char *p = arena_take(w->a, n);
    head h = { .version = w->version, .sections = (uint32_t)w->section.n, .length = n };
    assert(strlen(w->kind) < MODEL_KIND);
    memcpy(h.magic, MAGIC, sizeof MAGIC);
    memcpy(h.kind, w->kind, strlen(w->kind));
    size_t at = front;
    for (size_t i = 0; i < w->section.n; i++) {
        const model_section *s = &w->section.at[i];
        entry e = { .offset = aligned(at), .length = s->bytes.n };
        memcpy(e.name, s->name.p, s->name.n);
        memcpy(p + sizeof h + i * sizeof e, &e, sizeof e);
        if (s->bytes.n) memcpy(p + e.offset, s->bytes.p, s->bytes.n);
        at = e.offset + e.length;
    }
    memcpy(p, &h, sizeof h);
    sha256((hs_str){ p + SEALED_FROM, n - SEALED_FROM }, (unsigned char *)p + sizeof MAGIC);
    return (hs_str){ p, n };
}

hs_status model_save(model_writer *w, const char *path, hs_error *err)
{
    return file_save(path, model_bake(w), err);
}
