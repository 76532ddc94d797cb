/*
 * gate.c - who may ask.
 *
 * Three things stand between a case and the pages of other sites that are open in the same browser: a Host that is
 * ours (a name of theirs that points to this machine is not: DNS rebinding), an Origin and Sec-Fetch-Site that are
 * ours where the browser tells them, and a secret that only the holder of the printed address knows.
 */
#include "base/file.h"
#include "serve/inside.h"

#include <arpa/inet.h>
#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <sys/random.h>

static hs_str header(struct evhttp_request *r, const char *name)
{
    const char *v = evhttp_find_header(evhttp_request_get_input_headers(r), name);
    return v ? str_of(v) : STR("");
}

/* "HOST:PORT" of this server, in one of its names. */
static bool is_ours(const server *s, hs_str host)
{
    const char *at = s->options->listen ? s->options->listen : "127.0.0.1";
    const char *const names[] = { "127.0.0.1", "localhost", "[::1]", at };
    char full[120];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *form = strchr(names[i], ':') && names[i][0] != '[' ? "[%s]:%u" : "%s:%u";
        snprintf(full, sizeof full, form, names[i], s->port);
        if (str_eq_ascii(host, str_of(full))) return true;
    }
    return false;
}

/* On an address that is not this machine's alone, a proxy in front has a name of its own: the token must do then. */
static bool is_open_to_others(const server *s)
{
    return s->options->listen && !str_starts(str_of(s->options->listen), STR("127.")) &&
           !str_eq(str_of(s->options->listen), STR("::1"));
}

static bool origin_is_ours(const server *s, hs_str origin, hs_str host)
{
    size_t at = str_find(origin, STR("://"), 0);
    if (at == SIZE_MAX) return false; /* "null" */
    hs_str there = str_sub(origin, at + 3, origin.n);
    return str_eq(str_sub(origin, 0, at), STR("http")) ? str_eq_ascii(there, host) && is_ours(s, there)
                                                       : is_open_to_others(s) && str_eq_ascii(there, host);
}

/* Equal in a time that does not tell how far they are alike. */
static bool same_secret(const char *want, hs_str got)
{
    size_t n = strlen(want);
    unsigned char difference = got.n != n;
    for (size_t i = 0; i < n; i++) difference |= (unsigned char)(want[i] ^ (i < got.n ? got.p[i] : 0));
    return n && !difference;
}

bool gate_is_session(const server *s, hs_str token)
{
    return same_secret(s->token, token);
}

static bool cookie_is_ours(const server *s, hs_str cookies)
{
    char name[32];
    snprintf(name, sizeof name, "hearsay-%u=", s->port);
    hs_str one;
    while (str_split(&cookies, ';', &one)) {
        one = str_trim(one);
        if (str_starts(one, str_of(name)) && same_secret(s->session, str_sub(one, strlen(name), one.n))) return true;
    }
    return false;
}

static bool knows_secret(const server *s, struct evhttp_request *r)
{
    hs_str said = header(r, "Authorization");
    if (str_starts_ascii(said, STR("Bearer "))) return same_secret(s->token, str_sub(said, 7, said.n));
    return cookie_is_ours(s, header(r, "Cookie"));
}

void gate_cookie(const server *s, char *out, size_t n)
{
    snprintf(out, n, "hearsay-%u=%s; HttpOnly; SameSite=Strict; Path=/", s->port, s->session);
}

int gate_check(const server *s, struct evhttp_request *r, bool is_api, bool is_post, const char **detail)
{
    hs_str host = header(r, "Host"), origin = header(r, "Origin"), site = header(r, "Sec-Fetch-Site");
    *detail = "this server does not answer for that host";
    if (!is_ours(s, host) && !(is_open_to_others(s) && host.n)) return 421;
    *detail = "pages of other sites may not ask";
    if (origin.n && !origin_is_ours(s, origin, host)) return 403;
    bool foreign = str_eq(site, STR("cross-site")) || str_eq(site, STR("same-site"));
    if (foreign && (is_api || is_post || !str_eq(header(r, "Sec-Fetch-Mode"), STR("navigate")))) return 403;
    *detail = "the token of this run is missing or wrong";
    if (!is_api) return 0;
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(r);
    bool exchanges = is_post && str_eq(str_of(evhttp_uri_get_path(uri)), STR("/api/1/session"));
    return exchanges || knows_secret(s, r) ? 0 : 401;
}

/* ---- secrets ----------------------------------------------------------------------------------------------------- */

static bool random_hex(char *out, size_t bytes)
{
    unsigned char raw[64];
    if (bytes > sizeof raw || getrandom(raw, bytes, 0) != (ssize_t)bytes) return false;
    for (size_t i = 0; i < bytes; i++) snprintf(out + 2 * i, 3, "%02x", raw[i]);
    return true;
}

static bool token_from(server *s, const char *path, hs_error *err)
{
    char line[TOKEN_MOST + 2] = "";
    FILE *f = fopen(path, "re");
    bool read = f && fgets(line, sizeof line, f);
    if (f) fclose(f);
    hs_str token = str_trim(str_of(line));
    if (!read || token.n < TOKEN_FEWEST || token.n > TOKEN_MOST) {
        fail(err, HS_BAD_INPUT, "%s: its first line must be a token of %d to %d characters", path, TOKEN_FEWEST, TOKEN_MOST);
        return false;
    }
    snprintf(s->token, sizeof s->token, "%.*s", STR_ARGS(token));
    return true;
}

bool gate_make_secrets(server *s, hs_error *err)
{
    if (random_hex(s->session, 32) && (s->options->token_file || random_hex(s->token, 16)))
        return !s->options->token_file || token_from(s, s->options->token_file, err);
    fail(err, HS_IO, "no random numbers for a token");
    return false;
}
