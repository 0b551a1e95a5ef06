#pragma once
#include <libpq-fe.h>
#include <postgres_ext.h>

/* The fields of an error, which libpq defines as character literals and Swift cannot import. */
static const int SWIFTWAY_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int SWIFTWAY_SQLSTATE = PG_DIAG_SQLSTATE;
static const int SWIFTWAY_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int SWIFTWAY_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int SWIFTWAY_HINT = PG_DIAG_MESSAGE_HINT;
static const int SWIFTWAY_POSITION = PG_DIAG_STATEMENT_POSITION;
static const int SWIFTWAY_CONTEXT = PG_DIAG_CONTEXT;

/* libpq 17 brought cancel requests that are encrypted like the connection itself and retired the plain ones; older
   libraries have the plain ones only. */
#ifdef LIBPQ_HAS_ASYNC_CANCEL
static inline void *swiftway_cancel_create(PGconn *connection) { return PQcancelCreate(connection); }
static inline void swiftway_cancel_send(void *cancel) {
    PQcancelBlocking((PGcancelConn *)cancel);
    PQcancelReset((PGcancelConn *)cancel);
}
static inline void swiftway_cancel_free(void *cancel) { PQcancelFinish((PGcancelConn *)cancel); }
#else
static inline void *swiftway_cancel_create(PGconn *connection) { return PQgetCancel(connection); }
static inline void swiftway_cancel_send(void *cancel) {
    char reason[256];
    PQcancel((PGcancel *)cancel, reason, sizeof reason);
}
static inline void swiftway_cancel_free(void *cancel) { PQfreeCancel((PGcancel *)cancel); }
#endif

/* Pipeline mode came with libpq 14. */
#ifdef LIBPQ_HAS_PIPELINING
static inline int swiftway_has_pipelining(void) { return 1; }
#else
#define PGRES_PIPELINE_SYNC ((ExecStatusType)1000)
#define PGRES_PIPELINE_ABORTED ((ExecStatusType)1001)
static inline int swiftway_has_pipelining(void) { return 0; }
static inline int PQenterPipelineMode(PGconn *connection) { (void)connection; return 0; }
static inline int PQexitPipelineMode(PGconn *connection) { (void)connection; return 0; }
static inline int PQpipelineSync(PGconn *connection) { (void)connection; return 0; }
static inline int PQsendFlushRequest(PGconn *connection) { (void)connection; return 0; }
#endif
