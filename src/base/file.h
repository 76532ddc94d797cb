/*
 * file.h - reading whole files, saving them safely, walking folders in a fixed order.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "base/str.h"

/* The whole file; leaves with HS_IO (cannot be read) or HS_LIMIT (more than limit bytes).  "-" is stdin. */
hs_str file_read(arena *, const char *path, size_t limit);
/* Like file_read, but answers with a status and says why in the caller's error. */
hs_status file_try_read(arena *, const char *path, size_t limit, hs_str *out, hs_error *);

/* Writes beside, fsyncs, renames, fsyncs the folder: path has the old bytes or the new, never a mix. */
hs_status file_save(const char *path, hs_str bytes, hs_error *);

/* Syncs the folder that path is in, so that its new name is not lost with the power. */
hs_status file_sync_folder(const char *path, hs_error *);

/* A file mapped read-only; unmapped when the arena is reset or closed. */
hs_str file_map(arena *, const char *path);

/* Calls visit for each regular file under path (or for path itself), folders in byte order of names; hidden
 * entries are passed over.  What cannot be opened is visited with a reason.  Links to folders are not followed.
 * visit returns false to stop.  Depth is bounded by FILE_WALK_DEPTH. */
enum { FILE_WALK_DEPTH = 64 };
typedef bool file_visit(void *ctx, const char *path, uint64_t size, const char *reason);
void file_walk(arena *, const char *path, file_visit *visit, void *ctx);

/* Fills in *err (which may be NULL) and gives the status back. */
hs_status fail(hs_error *err, hs_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same from an arena's failure, after "prefix: ". */
hs_status fail_from(hs_error *err, const failure *f, const char *prefix);

#endif
