/*
 * model_file.h - one container for all model files: it says what it is, and every damage is noticed at open.
 *
 *     0  magic "hsmodel\n"     8
 *     8  SHA-256 of all that follows it    32
 *    40  kind, NUL-padded     16    what the sections are ("trees", "names")
 *    56  version               4    of that kind; another one is refused
 *    60  number of sections    4
 *    64  length of the file    8
 *    72  section table        40 each: name (24, NUL-padded), offset, length
 *        sections, each at a multiple of MODEL_ALIGN, in the order of the table, zero bytes between
 *
 * Numbers are little-endian.  A section is a plain array that is used where it is mapped; model_array checks its
 * size against what the caller expects, so no later index can leave it.
 */
#ifndef BASE_MODEL_FILE_H
#define BASE_MODEL_FILE_H
#include "base/str.h"

enum { MODEL_ALIGN = 64, MODEL_NAME = 24, MODEL_KIND = 16, MODEL_SECTIONS_MOST = 1024 };

typedef struct {
    hs_str name;
    hs_str bytes;
} model_section;

typedef struct {
    arena *a;
    const char *path;
    uint32_t sections;
    const model_section *section;
} model_file;

/* Maps path read-only and checks all of it.  Leaves with HS_IO (cannot be read) or HS_BAD_MODEL (damaged, of
 * another kind, of another version), naming path and fault.  Unmapped with the arena. */
const model_file *model_open(arena *, const char *path, const char *kind, uint32_t version);
/* The same for bytes in memory, at an address that is a multiple of 16; path is for messages only. */
const model_file *model_check(arena *, hs_str bytes, const char *path, const char *kind, uint32_t version);

bool model_has(const model_file *, const char *name);
/* The bytes of a section; leaves with HS_BAD_MODEL when there is none of that name. */
hs_str model_bytes(const model_file *, const char *name);
/* A section that must be exactly count things of size bytes. */
const void *model_array(const model_file *, const char *name, size_t count, size_t size);
/* A section that must be whole things of size bytes; *count of them. */
const void *model_list(const model_file *, const char *name, size_t size, size_t *count);
/* Leaves with HS_BAD_MODEL, naming the file: for what the readers of sections find wrong. */
_Noreturn void model_complain(const model_file *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Zero-initialise with the arena: model_writer w = { .a = a, .kind = "trees", .version = 1 }. */
typedef struct {
    arena *a;
    const char *kind;
    uint32_t version;
    VEC(model_section) section;
} model_writer;

/* The bytes are borrowed until the file is written.  Names: at most MODEL_NAME - 1 bytes, each once. */
void model_add(model_writer *, const char *name, const void *bytes, size_t n);
hs_str model_bake(model_writer *); /* the file, in the arena */
hs_status model_save(model_writer *, const char *path, hs_error *);

#endif
