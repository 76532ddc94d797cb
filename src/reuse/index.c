/*
 * index.c - the manifest, who may write, and what an index is seen as.
 */
#include "base/file.h"
#include "base/model_file.h"
#include "base/hash.h"
#include "reuse/index_inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANIFEST_KIND "reuse-index"
enum { MANIFEST_VERSION = 1, TRIES = 20 };

typedef struct {
    uint64_t number, bytes, check;
} manifest_segment;

typedef struct {
    uint32_t segment, document;
} manifest_gone;

const char *index_path(reuse_index *x, const char *name)
{
    return arena_printf(x->a, "%s/%s", x->folder, name).p;
}

const char *index_segment_path(reuse_index *x, uint64_t number)
{
    return arena_printf(x->a, "%s/%llu.segment", x->folder, (unsigned long long)number).p;
}

/* ---- seeing it --------------------------------------------------------------------------------------------------- */

static void see_segment(reuse_index *x, index_segment *s, const manifest_segment *m, const char *manifest)
{
    s->number = m->number;
    s->base = x->all;
    s->file = segment_open(x->a, index_segment_path(x, m->number));
    const segment_footer *f = &s->file.foot;
    if (s->file.file.n != m->bytes || f->check != m->check || f->gram != x->head.gram || f->window != x->head.window ||
        f->part != x->head.part || f->parts != x->head.parts)
        arena_leave(x->a, HS_BAD_CASE, "%s: not the file that %s names", s->file.path, manifest);
    if (f->documents > UINT32_MAX - x->all) arena_leave(x->a, HS_LIMIT, "%s: too many documents", x->folder);
    x->all += f->documents;
    x->tokens += f->tokens;
}

static void see_gone(reuse_index *x, const manifest_gone *g, size_t n, const char *manifest)
{
    for (size_t i = 0; i < n; i++) {
        if (g[i].segment >= x->segments || g[i].document >= x->segment[g[i].segment].file.foot.documents)
            arena_leave(x->a, HS_BAD_CASE, "%s: damaged: takes out a document that is not there", manifest);
        index_segment *s = &x->segment[g[i].segment];
        if (!s->gone) s->gone = TAKE(x->a, s->file.foot.documents / 64 + 1, uint64_t);
        if (index_is_gone(s, g[i].document)) continue;
        s->gone[g[i].document / 64] |= UINT64_C(1) << g[i].document % 64;
        s->gone_n++;
        x->tokens -= s->file.document[g[i].document].tokens;
    }
}

static void see(reuse_index *x)
{
    const char *path = index_path(x, "manifest");
    const model_file *m = model_open(x->a, path, MANIFEST_KIND, MANIFEST_VERSION);
    x->head = *(const index_head *)model_array(m, "head", 1, sizeof x->head);
    size_t segments, gone;
    const manifest_segment *s = model_list(m, "segments", sizeof *s, &segments);
    const manifest_gone *g = model_list(m, "gone", sizeof *g, &gone);
    if (segments > UINT16_MAX) arena_leave(x->a, HS_BAD_CASE, "%s: damaged: %zu segments", path, segments);
    x->segment = TAKE(x->a, segments + 1, index_segment);
    x->segments = (uint32_t)segments;
    x->all = 0;
    x->tokens = 0;
    for (size_t i = 0; i < segments; i++) see_segment(x, &x->segment[i], &s[i], path);
    see_gone(x, g, gone, path);
}

/* A reader may have read the manifest just before a merge took the files away that it names: then there is a new one.
 * False with the failure in the arena when it is something else. */
static bool try_see(reuse_index *x)
{
    bool seen = ARENA_DOOR(x->a);
    if (seen) {
        see(x);
        arena_door_shut(x->a);
    }
    return seen;
}

static void look(reuse_index *x)
{
    for (int i = 0;; i++) {
        arena_rollback(x->a, x->empty);
        x->segments = 0;
        x->hits = NULL;
        x->waiting.at = NULL;
        x->waiting.n = x->waiting.room = 0;
        x->waiting_bytes = 0;
        x->waiting_ids = (map){ .a = x->a };
        if (try_see(x)) return;
        failure why = *arena_failure(x->a);
        bool again = why.status == HS_IO && !x->write && i < TRIES;
        if (!again) arena_leave(x->a, why.status == HS_BAD_MODEL ? HS_BAD_CASE : why.status, "%s", why.what);
        usleep(1000u << (i < 6 ? i : 6));
    }
}

/* ---- changing it ------------------------------------------------------------------------------------------------- */

static void must(reuse_index *x, hs_status status, const hs_error *err)
{
    if (status != HS_OK) arena_leave(x->a, status, "%s", err->what);
}

static manifest_segment entry_of(const segment *s, uint64_t number)
{
    return (manifest_segment){ number, s->file.n, s->foot.check };
}

/* The new segment's name is synced before a manifest may speak of it. */
static void save(reuse_index *x, const bool *keep, uint64_t added)
{
    hs_error err;
    const char *path = index_path(x, "manifest");
    manifest_segment *s = TAKE(x->a, (size_t)x->segments + 1, manifest_segment);
    VEC(manifest_gone) gone = { 0 };
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->segments; i++) {
        if (keep && !keep[i]) continue;
        const index_segment *from = &x->segment[i];
        for (uint32_t d = 0; from->gone_n && d < from->file.foot.documents; d++)
            if (index_is_gone(from, d)) *VEC_ADD(x->a, &gone) = (manifest_gone){ n, d };
        s[n++] = entry_of(&from->file, from->number);
    }
    if (added) {
        segment fresh = segment_open(x->a, index_segment_path(x, added));
        s[n++] = entry_of(&fresh, added);
        x->head.next = added + 1;
        must(x, file_sync_folder(path, &err), &err);
    }
    model_writer w = { .a = x->a, .kind = MANIFEST_KIND, .version = MANIFEST_VERSION };
    model_add(&w, "head", &x->head, sizeof x->head);
    model_add(&w, "segments", s, n * sizeof *s);
    model_add(&w, "gone", gone.at, gone.n * sizeof *gone.at);
    must(x, model_save(&w, path, &err), &err);
}

void index_commit(reuse_index *x, const bool *keep, uint64_t added)
{
    save(x, keep, added);
    for (uint32_t i = 0; keep && i < x->segments; i++)
        if (!keep[i]) unlink(x->segment[i].file.path); /* if that fails it is an orphan, removed at the next opening */
    look(x);
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static void close_descriptor(void *what)
{
    close(*(int *)what);
}

static void lock(reuse_index *x)
{
    const char *path = index_path(x, "lock");
    int *fd = TAKE(x->a, 1, int);
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (*fd < 0) arena_leave(x->a, HS_IO, "%s: cannot be opened: %s", path, strerror(errno));
    arena_defer(x->a, close_descriptor, fd);
    if (!flock(*fd, LOCK_EX | LOCK_NB)) return;
    arena_leave(x->a, errno == EWOULDBLOCK ? HS_BUSY : HS_IO, "%s: %s", x->folder,
                errno == EWOULDBLOCK ? "another program is writing to this index" : strerror(errno));
}

static void make(reuse_index *x, const reuse_index_options *o)
{
    gram_profile p = gram_profile_for(UINT32_MAX, o && o->noisy);
    x->head = (index_head){ p.n, p.w, o ? o->part : 0, o && o->parts ? o->parts : 1, 1 };
    if (x->head.part >= x->head.parts || x->head.parts > UINT16_MAX)
        arena_leave(x->a, HS_BAD_ARGUMENT, "%s: there is no part %u of %u", x->folder, x->head.part, x->head.parts);
    save(x, NULL, 0);
}

static void close_folder(void *what)
{
    closedir(what);
}

/* Files of a writer that did not come to its end. */
static void remove_orphans(reuse_index *x)
{
    DIR *d = opendir(x->folder);
    if (!d) arena_leave(x->a, HS_IO, "%s: cannot be read: %s", x->folder, strerror(errno));
    arena_mark here = arena_here(x->a);
    arena_defer(x->a, close_folder, d);
    for (struct dirent *e; (e = readdir(d));) {
        hs_str name = str_of(e->d_name);
        uint64_t number;
        bool named = str_starts(name, STR("manifest.new-"));
        if (str_ends(name, STR(".segment")) && str_to_u64(str_sub(name, 0, name.n - 8), &number)) {
            named = true;
            for (uint32_t i = 0; i < x->segments; i++) named &= x->segment[i].number != number;
        }
        if (named) unlink(index_path(x, e->d_name));
    }
    arena_rollback(x->a, here);
}

static void must_agree(reuse_index *x, const reuse_index_options *o)
{
    if (!o) return;
    gram_profile p = gram_profile_for(UINT32_MAX, true);
    bool noisy = x->head.gram == p.n && x->head.window == p.w;
    if (o->noisy && !noisy) arena_leave(x->a, HS_BAD_ARGUMENT, "%s: was made without the noisy profile", x->folder);
    if (o->parts && (o->parts != x->head.parts || o->part != x->head.part))
        arena_leave(x->a, HS_BAD_ARGUMENT, "%s: is part %u of %u", x->folder, x->head.part + 1, x->head.parts);
}

reuse_index *reuse_index_open(arena *a, arena *scratch, const char *folder, bool write, const reuse_index_options *o)
{
    reuse_index *x = TAKE(a, 1, reuse_index);
    *x = (reuse_index){ .a = a, .scratch = scratch, .folder = arena_str(a, str_of(folder)).p, .write = write };
    if (write) {
        if (mkdir(folder, 0755) && errno != EEXIST)
            arena_leave(a, HS_IO, "%s: cannot be made: %s", folder, strerror(errno));
        lock(x);
        if (access(index_path(x, "manifest"), F_OK)) make(x, o);
    }
    x->empty = arena_here(a);
    look(x);
    must_agree(x, o);
    if (write) remove_orphans(x);
    return x;
}

/* ---- asking it --------------------------------------------------------------------------------------------------- */

reuse_index_facts reuse_index_about(const reuse_index *x)
{
    reuse_index_facts f = { .tokens = x->tokens, .segments = x->segments, .part = x->head.part, .parts = x->head.parts,
                            .profile = index_profile(x) };
    for (uint32_t i = 0; i < x->segments; i++) {
        const index_segment *s = &x->segment[i];
        f.documents += s->file.foot.documents - s->gone_n;
        f.gone += s->gone_n;
        f.postings += s->file.foot.postings;
        f.text_bytes += s->file.foot.texts.n;
        f.index_bytes += s->file.file.n - s->file.foot.texts.n;
    }
    return f;
}

bool index_lookup(const reuse_index *x, hs_str id, uint32_t *segment, uint32_t *document)
{
    for (uint32_t i = 0; i < x->segments; i++) {
        uint32_t d = segment_number(&x->segment[i].file, id);
        if (d == UINT32_MAX || index_is_gone(&x->segment[i], d)) continue;
        *segment = i;
        *document = d;
        return true;
    }
    return false;
}

bool reuse_index_next(reuse_index *x, uint64_t *i, reuse_document *out)
{
    for (uint32_t s = 0; s < x->segments; s++) {
        const index_segment *at = &x->segment[s];
        while (*i >= at->base && *i < at->base + (uint64_t)at->file.foot.documents) {
            uint32_t d = (uint32_t)(*i)++ - at->base;
            if (index_is_gone(at, d)) continue;
            *out = segment_read(x->a, &at->file, d);
            return true;
        }
    }
    return false;
}

bool reuse_index_delete(reuse_index *x, hs_str id)
{
    uint32_t s, d;
    if (!index_lookup(x, id, &s, &d)) return false;
    index_segment *at = &x->segment[s];
    if (!at->gone) at->gone = TAKE(x->a, at->file.foot.documents / 64 + 1, uint64_t);
    at->gone[d / 64] |= UINT64_C(1) << d % 64;
    at->gone_n++;
    index_commit(x, NULL, 0);
    return true;
}

void reuse_index_check(reuse_index *x)
{
    for (uint32_t i = 0; i < x->segments; i++) segment_check(x->a, &x->segment[i].file);
}
