/*
 * original.c - zlib for the bytes that documents came as.
 *
 * The length is stored beside; what unpacks to more, to less or is impossible for so few packed bytes is damage and
 * is found before memory is taken for it.
 */
#include "case/original.h"

#include <limits.h>
#include <zlib.h>

/* deflate's best: 1032 bytes from one (zlib.net, "zlib Technical Details"), and room for the head. */
enum { BEST_RATIO = 1032, HEAD = 64, LEVEL = 6 };

static voidpf zlib_take(voidpf opaque, uInt n, uInt size)
{
    const arena_source *memory = opaque;
    return memory->take(memory->self, (size_t)n * size);
}

static void zlib_give(voidpf opaque, voidpf p)
{
    const arena_source *memory = opaque;
    memory->give(memory->self, p);
}

static _Noreturn void no_memory(case_file *c)
{
    arena_leave(c->door, HS_NO_MEMORY, "out of memory (zlib)");
}

hs_str original_pack(case_file *c, hs_str bytes)
{
    uLong room = compressBound((uLong)bytes.n);
    Bytef *out = arena_take(c->door, room);
    z_stream z = { .zalloc = zlib_take, .zfree = zlib_give, .opaque = &c->memory };
    if (deflateInit(&z, LEVEL) != Z_OK) no_memory(c);
    z.next_in = (z_const Bytef *)(uintptr_t)bytes.p;
    z.avail_in = (uInt)bytes.n;
    z.next_out = out;
    z.avail_out = (uInt)room;
    int code = deflate(&z, Z_FINISH);
    hs_str packed = { (char *)out, z.total_out };
    deflateEnd(&z);
    if (code != Z_STREAM_END) arena_leave(c->door, HS_BUG, "zlib: answer %d", code);
    return packed;
}

hs_str original_unpack(case_file *c, hs_str packed, uint64_t n)
{
    if (n > ORIGINAL_MOST || n > (uint64_t)packed.n * BEST_RATIO + HEAD)
        db_damaged(c, "an original has another length");
    Bytef *out = arena_take(c->door, n + 1);
    z_stream z = { .zalloc = zlib_take, .zfree = zlib_give, .opaque = &c->memory };
    if (inflateInit(&z) != Z_OK) no_memory(c);
    z.next_in = (z_const Bytef *)(uintptr_t)packed.p;
    z.avail_in = (uInt)packed.n;
    z.next_out = out;
    z.avail_out = (uInt)n + 1; /* one more, so that too much shows */
    int code = inflate(&z, Z_FINISH);
    bool whole = code == Z_STREAM_END && z.total_out == n && !z.avail_in;
    inflateEnd(&z);
    if (code == Z_MEM_ERROR) no_memory(c);
    if (!whole) db_damaged(c, "an original does not unpack");
    out[n] = 0;
    return (hs_str){ (char *)out, n };
}
