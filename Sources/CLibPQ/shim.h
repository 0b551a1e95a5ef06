#pragma once

#ifndef SWIFTWAY_LIBPQ_LINKED
/* Calls reach CLibPQLoader, whose functions have these names; no symbol of libpq's own is defined by the executable, so
   that libpq's calls to itself stay its own. What is not in this list would link libpq. */
#pragma redefine_extname PQbackendPID swiftway_PQbackendPID
#pragma redefine_extname PQclear swiftway_PQclear
#pragma redefine_extname PQcmdStatus swiftway_PQcmdStatus
#pragma redefine_extname PQcmdTuples swiftway_PQcmdTuples
#pragma redefine_extname PQconndefaults swiftway_PQconndefaults
#pragma redefine_extname PQconnectPoll swiftway_PQconnectPoll
#pragma redefine_extname PQconnectStartParams swiftway_PQconnectStartParams
#pragma redefine_extname PQconninfo swiftway_PQconninfo
#pragma redefine_extname PQconninfoFree swiftway_PQconninfoFree
#pragma redefine_extname PQconsumeInput swiftway_PQconsumeInput
#pragma redefine_extname PQenterPipelineMode swiftway_PQenterPipelineMode
#pragma redefine_extname PQerrorMessage swiftway_PQerrorMessage
#pragma redefine_extname PQexitPipelineMode swiftway_PQexitPipelineMode
#pragma redefine_extname PQfinish swiftway_PQfinish
#pragma redefine_extname PQflush swiftway_PQflush
#pragma redefine_extname PQfname swiftway_PQfname
#pragma redefine_extname PQfreemem swiftway_PQfreemem
#pragma redefine_extname PQgetCopyData swiftway_PQgetCopyData
#pragma redefine_extname PQgetResult swiftway_PQgetResult
#pragma redefine_extname PQgetisnull swiftway_PQgetisnull
#pragma redefine_extname PQgetlength swiftway_PQgetlength
#pragma redefine_extname PQgetvalue swiftway_PQgetvalue
#pragma redefine_extname PQhost swiftway_PQhost
#pragma redefine_extname PQhostaddr swiftway_PQhostaddr
#pragma redefine_extname PQisBusy swiftway_PQisBusy
#pragma redefine_extname PQisnonblocking swiftway_PQisnonblocking
#pragma redefine_extname PQlibVersion swiftway_PQlibVersion
#pragma redefine_extname PQnfields swiftway_PQnfields
#pragma redefine_extname PQntuples swiftway_PQntuples
#pragma redefine_extname PQparameterStatus swiftway_PQparameterStatus
#pragma redefine_extname PQpipelineStatus swiftway_PQpipelineStatus
#pragma redefine_extname PQpipelineSync swiftway_PQpipelineSync
#pragma redefine_extname PQport swiftway_PQport
#pragma redefine_extname PQputCopyData swiftway_PQputCopyData
#pragma redefine_extname PQsetSingleRowMode swiftway_PQsetSingleRowMode
#pragma redefine_extname PQputCopyEnd swiftway_PQputCopyEnd
#pragma redefine_extname PQresultErrorField swiftway_PQresultErrorField
#pragma redefine_extname PQresultErrorMessage swiftway_PQresultErrorMessage
#pragma redefine_extname PQresultStatus swiftway_PQresultStatus
#pragma redefine_extname PQsendFlushRequest swiftway_PQsendFlushRequest
#pragma redefine_extname PQsendPrepare swiftway_PQsendPrepare
#pragma redefine_extname PQsendQuery swiftway_PQsendQuery
#pragma redefine_extname PQsendQueryParams swiftway_PQsendQueryParams
#pragma redefine_extname PQsendQueryPrepared swiftway_PQsendQueryPrepared
#pragma redefine_extname PQserverVersion swiftway_PQserverVersion
#pragma redefine_extname PQsetErrorVerbosity swiftway_PQsetErrorVerbosity
#pragma redefine_extname PQsetNoticeReceiver swiftway_PQsetNoticeReceiver
#pragma redefine_extname PQsetnonblocking swiftway_PQsetnonblocking
#pragma redefine_extname PQsocket swiftway_PQsocket
#pragma redefine_extname PQstatus swiftway_PQstatus
#pragma redefine_extname PQtransactionStatus swiftway_PQtransactionStatus
#endif

/* Not by pkg-config, which would link libpq as well. */
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#elif __has_include(<postgresql/libpq-fe.h>) /* Debian, Ubuntu */
#include <postgresql/libpq-fe.h>
#elif __has_include("/opt/homebrew/opt/libpq/include/libpq-fe.h")
#include "/opt/homebrew/opt/libpq/include/libpq-fe.h"
#elif __has_include("/usr/local/opt/libpq/include/libpq-fe.h")
#include "/usr/local/opt/libpq/include/libpq-fe.h"
#else
#error "libpq's headers are missing: install libpq-dev, libpq-devel or libpq; elsewhere, swift build -Xcc -Ifolder"
#endif

#ifndef LIBPQ_HAS_PIPELINING
/* Headers older than 14; the library found at run time may be newer. https://www.postgresql.org/docs/14/libpq-pipeline-mode.html */
typedef enum { PQ_PIPELINE_OFF, PQ_PIPELINE_ON, PQ_PIPELINE_ABORTED } PGpipelineStatus;
static const ExecStatusType PGRES_PIPELINE_SYNC = (ExecStatusType)10;
static const ExecStatusType PGRES_PIPELINE_ABORTED = (ExecStatusType)11;
extern PGpipelineStatus PQpipelineStatus(const PGconn *connection);
extern int PQenterPipelineMode(PGconn *connection);
extern int PQexitPipelineMode(PGconn *connection);
extern int PQpipelineSync(PGconn *connection);
extern int PQsendFlushRequest(PGconn *connection);
#endif

/* The fields of an error, which libpq defines as character literals and Swift cannot import. */
static const int SWIFTWAY_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int SWIFTWAY_SQLSTATE = PG_DIAG_SQLSTATE;
static const int SWIFTWAY_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int SWIFTWAY_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int SWIFTWAY_HINT = PG_DIAG_MESSAGE_HINT;
static const int SWIFTWAY_POSITION = PG_DIAG_STATEMENT_POSITION;
static const int SWIFTWAY_CONTEXT = PG_DIAG_CONTEXT;
