#pragma once
#include <stdbool.h>

/* libpq is loaded when the first PostgreSQL address is opened, not with the executable: it brings some twenty libraries
   (TLS, Kerberos, LDAP), whose loading takes longer than a whole run on SQLite, and a machine without it can still
   migrate SQLite. CLibPQ's header sends every call of libpq through here.

   With -DSWIFTWAY_LIBPQ_LINKED (swift build -Xcc ...) calls go to a linked libpq instead, for static builds. */

struct pg_conn;

/* Loads libpq, once for the process, from any thread. NULL, or why nothing else of libpq may be called. */
const char *swiftway_libpq_problem(void);

/* Whether the loaded libpq has pipeline mode, which came with version 14. Without it PQenterPipelineMode and its like
   return 0, as they do when they fail. */
bool swiftway_has_pipelining(void);

/* libpq 17 brought cancel requests that are encrypted like the connection itself and retired the plain ones; older
   libraries have the plain ones only. */
void *swiftway_cancel_create(struct pg_conn *connection);
void swiftway_cancel_send(void *cancel);
void swiftway_cancel_free(void *cancel);
