/*
 * mcp_read.h - a message of the protocol, read.  Kept apart: the JSON library's names clash with base/json.h.
 */
#ifndef SERVE_MCP_READ_H
#define SERVE_MCP_READ_H
#include "base/str.h"

enum { MCP_ARGUMENTS_MOST = 12 };

typedef struct {
    hs_str name, text; /* text: of a string, or of a whole number as digits */
    bool is_number;
} mcp_argument;

typedef enum { MCP_GOOD, MCP_NO_JSON, MCP_NO_REQUEST, MCP_BAD_ARGUMENTS } mcp_reading;

typedef struct {
    hs_str id;     /* as JSON; empty: a notification, which is not answered */
    hs_str method;
    hs_str tool, version; /* params.name of tools/call, params.protocolVersion of initialize */
    mcp_argument argument[MCP_ARGUMENTS_MOST];
    size_t arguments;
} mcp_message;

/* In the arena; leaves by no door (HS_LIMIT and memory read as MCP_NO_REQUEST). */
mcp_reading mcp_read(arena *, hs_str line, mcp_message *out);

/* Words of a document that a page quotes. */
typedef struct {
    hs_str document, text; /* "sha256:..." */
    uint64_t begin, end;
} mcp_quote;

typedef struct {
    mcp_quote *at;
    size_t n, room;
} mcp_quotes;

/* Adds what a page quotes: every object of it that has a document, a span and a text, but none twice; at most `most`.
 * Leaves by the arena's door when memory ends. */
void mcp_take_quotes(arena *, hs_str page, size_t most, mcp_quotes *);
/* The numbers at `key` of the page's rows (or of the page itself, when it has no rows); how many. */
size_t mcp_take_numbers(hs_str page, const char *key, uint64_t *out, size_t most);

#endif
