/*
 * mcp.h - a case for a program that speaks the Model Context Protocol: JSON-RPC 2.0, a message a line, over two streams.
 *
 * The case is only read.  Every answer carries the words quoted, where they stand (document, bytes) and their SHA-256, so that
 * whoever gets them can check them; text of documents is handed over as data of strangers, and says so.
 */
#ifndef SERVE_MCP_H
#define SERVE_MCP_H
#include <hearsay/hearsay.h>

/* Answers until the end of `in`.  queue: a file to which proposals for a person are appended, or NULL: then none can be
 * made.  HS_IO: `out` cannot be written. */
hs_status mcp_run(hs_case *, FILE *in, FILE *out, const char *queue, hs_error *);

#endif
