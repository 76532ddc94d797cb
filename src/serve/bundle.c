/*
 * bundle.c - which embedded file a path means.
 *
 * A path is compared with the names of the table and with nothing else, so no path of a request reaches the file
 * system, whatever dots and slashes are in it.
 */
#include "serve/bundle.h"

static hs_str last_part(hs_str path)
{
    size_t at = path.n;
    while (at && path.p[at - 1] != '/') at--;
    return str_sub(path, at, path.n);
}

const bundle_file *bundle_find(hs_str path)
{
    bool is_page = str_find(last_part(path), STR("."), 0) == SIZE_MAX;
    hs_str wanted = is_page ? STR("/index.html") : path;
    for (const bundle_file *f = BUNDLE; f->path; f++)
        if (str_eq(str_of(f->path), wanted)) return f;
    return NULL;
}

const char *bundle_type(const bundle_file *f)
{
    static const struct {
        const char *ending, *type;
    } known[] = { { ".html", "text/html; charset=utf-8" },
                  { ".js", "text/javascript; charset=utf-8" },
                  { ".css", "text/css; charset=utf-8" },
                  { ".json", "application/json" },
                  { ".svg", "image/svg+xml" },
                  { ".png", "image/png" },
                  { ".ico", "image/vnd.microsoft.icon" },
                  { ".woff2", "font/woff2" },
                  { ".webmanifest", "application/manifest+json" },
                  { ".txt", "text/plain; charset=utf-8" } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_ends(str_of(f->path), str_of(known[i].ending))) return known[i].type;
    return "application/octet-stream";
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool bundle_is_for_ever(const bundle_file *f)
{
    hs_str name = last_part(str_of(f->path));
    size_t dash = str_find(name, STR("-"), 0), n = 0;
    if (dash == SIZE_MAX) return false;
    for (size_t i = dash + 1; i < name.n && is_hex(name.p[i]); i++) n++;
    return n >= 8 && dash + 1 + n < name.n && name.p[dash + 1 + n] == '.';
}
