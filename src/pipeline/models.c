/*
 * models.c - opens the models and lexicons of one language, and says what they are.
 */
#include "pipeline/library.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *hs_version(void)
{
    return "0.1.0";
}

const char *hs_status_name(hs_status s)
{
    static const char *const name[] = { "ok",      "end",       "bad argument", "bad input", "bad model",
                                        "bad case", "not found", "limit",        "no memory", "input/output",
                                        "busy",    "interrupted", "bug" };
    return (size_t)s < sizeof name / sizeof *name ? name[s] : "unknown";
}

/* The folder given, else $HEARSAY_DATA, else the one built from if it is still there, else the installed one. */
hs_str library_data(arena *a, const char *folder)
{
    if (folder) return arena_str(a, str_of(folder));
    const char *asked = getenv("HEARSAY_DATA");
    if (asked && *asked) return arena_str(a, str_of(asked));
    if (!access(HEARSAY_SOURCE_DATA "/lexicon", R_OK)) return STR(HEARSAY_SOURCE_DATA);
    return STR(HEARSAY_INSTALLED_DATA);
}

const background *library_background(arena *a, hs_str folder)
{
    const char *path = arena_printf(a, "%.*s/models/reuse.model", STR_ARGS(folder)).p;
    return access(path, R_OK) ? NULL : background_open(a, path);
}

/* One hash over the names and bytes of everything that decides: the same hash, the same findings. */
typedef struct {
    arena *a;
    buf all;
    hs_str folder;
} hashing;

static bool hash_one(void *ctx, const char *path, uint64_t size, const char *reason)
{
    hashing *h = ctx;
    (void)size;
    hs_str name = str_of(path);
    if (reason || !(str_ends(name, STR(".tsv")) || str_ends(name, STR(".model")))) return true;
    char hex[2 * SHA256_BYTES];
    arena_mark here = arena_here(h->a);
    memcpy(hex, sha256_hex(h->a, file_map(h->a, path)).p, sizeof hex);
    arena_rollback(h->a, here); /* no file stays mapped or in memory */
    buf_printf(&h->all, "%.*s %.*s\n", (int)sizeof hex, hex, STR_ARGS(str_sub(name, h->folder.n, name.n)));
    return true;
}

/* *files: each file with its hash, a line each. */
static hs_str describe(arena *a, hs_str folder, const char *language, hs_str *files)
{
    hashing h = { .a = a, .all = { .a = a }, .folder = folder };
    file_walk(a, arena_printf(a, "%.*s/lexicon", STR_ARGS(folder)).p, hash_one, &h);
    file_walk(a, arena_printf(a, "%.*s/models", STR_ARGS(folder)).p, hash_one, &h);
    *files = arena_str(a, buf_str(&h.all));
    hs_str hash = sha256_hex(a, *files);
    return arena_printf(a, "hearsay %s, language %s, models and lexicons %.16s", hs_version(), language, hash.p);
}

hs_status hs_models_open(const char *folder, const char *language, hs_models **out, hs_error *err)
{
    *out = NULL;
    arena *a = arena_open(NULL, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "out of memory");
    if (!ARENA_DOOR(a)) {
        hs_status status = fail_from(err, arena_failure(a), NULL);
        arena_close(a);
        return status;
    }
    hs_models *m = TAKE(a, 1, hs_models);
    m->a = a;
    hs_str from = library_data(a, folder);
    if (language) m->run = describe(a, from, language, &m->files);
    if (language) m->background = library_background(a, from);
    hs_error why = { .status = HS_OK };
    arena_door_shut(a);
    bool whole = !language || ((m->language = language_open(from.p, language, &why)) &&
                               (m->claims = claims_open(from.p, &why)));
    if (whole && (m->match = match_lexicon_open(from.p, &why))) {
        *out = m;
        return HS_OK;
    }
    hs_models_close(m);
    if (err) *err = why;
    return why.status;
}

hs_status hs_models_dictionary(hs_models *m, const char *path, hs_error *err)
{
    enum { DICTIONARY_MOST = 64 << 20 };
    if (!m || !path) return fail(err, HS_BAD_ARGUMENT, "no models or no dictionary");
    if (!ARENA_DOOR(m->a)) return fail_from(err, arena_failure(m->a), "dictionary");
    hs_str bytes = file_read(m->a, path, DICTIONARY_MOST), hash = sha256_hex(m->a, bytes);
    m->run = arena_printf(m->a, "%.*s, dictionary %.16s", STR_ARGS(m->run), hash.p);
    arena_door_shut(m->a);
    if (err) *err = (hs_error){ .status = HS_OK };
    return claims_dictionary(m->claims, bytes, path, err);
}

void hs_models_close(hs_models *m)
{
    if (!m) return;
    match_lexicon_close(m->match);
    claims_close(m->claims);
    language_close(m->language);
    arena_close(m->a);
}
