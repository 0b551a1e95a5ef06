/* Every function of libpq that is called, as FUNCTION(what it returns, name, parameters, arguments): the compiler
   compares them with libpq's own declarations. Each of them has its line in CLibPQ's header too. */

FUNCTION(int, PQbackendPID, (const PGconn *c), (c))
FUNCTION(void, PQclear, (PGresult *r), (r))
FUNCTION(char *, PQcmdStatus, (PGresult *r), (r))
FUNCTION(char *, PQcmdTuples, (PGresult *r), (r))
FUNCTION(PQconninfoOption *, PQconndefaults, (void), ())
FUNCTION(PostgresPollingStatusType, PQconnectPoll, (PGconn *c), (c))
FUNCTION(PGconn *, PQconnectStartParams, (const char *const *k, const char *const *v, int e), (k, v, e))
FUNCTION(PQconninfoOption *, PQconninfo, (PGconn *c), (c))
FUNCTION(void, PQconninfoFree, (PQconninfoOption *o), (o))
FUNCTION(int, PQconsumeInput, (PGconn *c), (c))
FUNCTION(char *, PQerrorMessage, (const PGconn *c), (c))
FUNCTION(void, PQfinish, (PGconn *c), (c))
FUNCTION(int, PQflush, (PGconn *c), (c))
FUNCTION(char *, PQfname, (const PGresult *r, int column), (r, column))
FUNCTION(void, PQfreemem, (void *p), (p))
FUNCTION(int, PQgetCopyData, (PGconn *c, char **buffer, int async), (c, buffer, async))
FUNCTION(PGresult *, PQgetResult, (PGconn *c), (c))
FUNCTION(int, PQgetisnull, (const PGresult *r, int row, int column), (r, row, column))
FUNCTION(int, PQgetlength, (const PGresult *r, int row, int column), (r, row, column))
FUNCTION(char *, PQgetvalue, (const PGresult *r, int row, int column), (r, row, column))
FUNCTION(char *, PQhost, (const PGconn *c), (c))
FUNCTION(char *, PQhostaddr, (const PGconn *c), (c))
FUNCTION(int, PQisBusy, (PGconn *c), (c))
FUNCTION(int, PQisnonblocking, (const PGconn *c), (c))
FUNCTION(int, PQnfields, (const PGresult *r), (r))
FUNCTION(int, PQntuples, (const PGresult *r), (r))
FUNCTION(const char *, PQparameterStatus, (const PGconn *c, const char *name), (c, name))
FUNCTION(char *, PQport, (const PGconn *c), (c))
FUNCTION(int, PQputCopyData, (PGconn *c, const char *bytes, int count), (c, bytes, count))
FUNCTION(int, PQputCopyEnd, (PGconn *c, const char *error), (c, error))
FUNCTION(char *, PQresultErrorField, (const PGresult *r, int field), (r, field))
FUNCTION(char *, PQresultErrorMessage, (const PGresult *r), (r))
FUNCTION(ExecStatusType, PQresultStatus, (const PGresult *r), (r))
FUNCTION(
    int, PQsendPrepare, (PGconn *c, const char *name, const char *sql, int count, const Oid *types),
    (c, name, sql, count, types))
FUNCTION(int, PQsendQuery, (PGconn *c, const char *sql), (c, sql))
FUNCTION(
    int, PQsendQueryParams,
    (PGconn *c, const char *sql, int count, const Oid *types, const char *const *values, const int *lengths,
     const int *formats, int format),
    (c, sql, count, types, values, lengths, formats, format))
FUNCTION(
    int, PQsendQueryPrepared,
    (PGconn *c, const char *name, int count, const char *const *values, const int *lengths, const int *formats,
     int format),
    (c, name, count, values, lengths, formats, format))
FUNCTION(int, PQserverVersion, (const PGconn *c), (c))
FUNCTION(int, PQsetSingleRowMode, (PGconn *c), (c))
FUNCTION(PGVerbosity, PQsetErrorVerbosity, (PGconn *c, PGVerbosity verbosity), (c, verbosity))
FUNCTION(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn *c, PQnoticeReceiver f, void *context), (c, f, context))
FUNCTION(int, PQsetnonblocking, (PGconn *c, int on), (c, on))
FUNCTION(int, PQsocket, (const PGconn *c), (c))
FUNCTION(ConnStatusType, PQstatus, (const PGconn *c), (c))
FUNCTION(PGTransactionStatusType, PQtransactionStatus, (const PGconn *c), (c))

/* Those that came with version 14. */
PIPELINING(PGpipelineStatus, PQpipelineStatus, (const PGconn *c), (c))
PIPELINING(int, PQenterPipelineMode, (PGconn *c), (c))
PIPELINING(int, PQexitPipelineMode, (PGconn *c), (c))
PIPELINING(int, PQpipelineSync, (PGconn *c), (c))
PIPELINING(int, PQsendFlushRequest, (PGconn *c), (c))
