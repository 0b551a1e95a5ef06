/* RTLD_DEEPBIND. */
#define _GNU_SOURCE
#include "CLibPQLoader.h"
#include "../CLibPQ/shim.h"

#ifdef SWIFTWAY_LIBPQ_LINKED

const char *swiftway_libpq_problem(void) { return NULL; }

#ifdef LIBPQ_HAS_PIPELINING
bool swiftway_has_pipelining(void) { return true; }
#else
bool swiftway_has_pipelining(void) { return false; }
int PQenterPipelineMode(PGconn *connection) { return 0; }
int PQexitPipelineMode(PGconn *connection) { return 0; }
int PQpipelineSync(PGconn *connection) { return 0; }
int PQsendFlushRequest(PGconn *connection) { return 0; }
PGpipelineStatus PQpipelineStatus(const PGconn *connection) { return PQ_PIPELINE_OFF; }
#endif

#ifdef LIBPQ_HAS_ASYNC_CANCEL
void *swiftway_cancel_create(PGconn *connection) { return PQcancelCreate(connection); }
void swiftway_cancel_send(void *cancel) {
    PQcancelBlocking((PGcancelConn *)cancel);
    PQcancelReset((PGcancelConn *)cancel);
}
void swiftway_cancel_free(void *cancel) { PQcancelFinish((PGcancelConn *)cancel); }
#else
void *swiftway_cancel_create(PGconn *connection) { return PQgetCancel(connection); }
void swiftway_cancel_send(void *cancel) {
    char reason[256];
    PQcancel((PGcancel *)cancel, reason, sizeof reason);
}
void swiftway_cancel_free(void *cancel) { PQfreeCancel((PGcancel *)cancel); }
#endif

#else

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

#if __has_include(<pg_config.h>)
#include <pg_config.h>
#elif __has_include(<postgresql/pg_config.h>)
#include <postgresql/pg_config.h>
#endif
#ifndef PG_VERSION_NUM
#define PG_VERSION_NUM 0
#endif

#ifdef __APPLE__
#define LIBRARY "libpq.5.dylib"
#define REMEDY "brew install libpq"
/* Homebrew keeps libpq out of the folders that are searched. */
static const char *const places[] = {
    LIBRARY, "/opt/homebrew/opt/libpq/lib/" LIBRARY, "/usr/local/opt/libpq/lib/" LIBRARY,
};
#else
#define LIBRARY "libpq.so.5"
#define REMEDY "apt-get install libpq5 (Debian, Ubuntu), dnf install libpq, apk add libpq"
static const char *const places[] = {LIBRARY};
#endif

/* libpq's libraries see their own symbols before those that this executable carries. The sanitizers, which have to come
   first, refuse that. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#undef RTLD_DEEPBIND
#endif
#endif
#ifndef RTLD_DEEPBIND
#define RTLD_DEEPBIND 0
#endif

#define FUNCTION(result, name, parameters, arguments) __typeof__(&name) name;
#define PIPELINING FUNCTION
static struct {
#include "functions.h"
    int (*libVersion)(void);
    /* Version 17 on. */
    void *(*cancelCreate)(PGconn *);
    int (*cancelBlocking)(void *);
    void (*cancelReset)(void *);
    void (*cancelFinish)(void *);
    /* Before. */
    void *(*getCancel)(PGconn *);
    int (*cancel)(void *, char *, int);
    void (*freeCancel)(void *);
} libpq;
#undef FUNCTION
#undef PIPELINING

static char problem[1024];
static bool hasPipelining;
static bool hasCancelConnections;

static void *library;

static bool find(const char *name, void **place) {
    *place = dlsym(library, name);
    return *place != NULL;
}

static void load(void) {
    /* The reason is that of the first place: the others are guesses. */
    for (size_t index = 0; index < sizeof places / sizeof *places && !library; index++) {
        library = dlopen(places[index], RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND);
        if (!library && index == 0) {
            const char *reason = dlerror();
            snprintf(
                problem, sizeof problem, "libpq, the client library of PostgreSQL, cannot be loaded: %s. Install it with: %s.",
                reason ? reason : LIBRARY, REMEDY);
        }
    }
    if (!library) return;
    problem[0] = 0;

    const char *missing = NULL;
    hasPipelining = true;
#define FUNCTION(result, name, parameters, arguments) \
    if (!find(#name, (void **)&libpq.name)) missing = #name;
#define PIPELINING(result, name, parameters, arguments) \
    if (!find(#name, (void **)&libpq.name)) hasPipelining = false;
#include "functions.h"
#undef FUNCTION
#undef PIPELINING
    if (!find("PQlibVersion", (void **)&libpq.libVersion)) missing = "PQlibVersion";

    hasCancelConnections = find("PQcancelCreate", (void **)&libpq.cancelCreate)
        && find("PQcancelBlocking", (void **)&libpq.cancelBlocking)
        && find("PQcancelReset", (void **)&libpq.cancelReset)
        && find("PQcancelFinish", (void **)&libpq.cancelFinish);
    if (!hasCancelConnections
        && !(find("PQgetCancel", (void **)&libpq.getCancel) && find("PQcancel", (void **)&libpq.cancel)
             && find("PQfreeCancel", (void **)&libpq.freeCancel)))
        missing = "PQgetCancel";
    if (missing)
        snprintf(problem, sizeof problem, "The library %s has no %s: it is too old, or none of libpq.", LIBRARY, missing);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

const char *swiftway_libpq_problem(void) {
    pthread_once(&once, load);
    return problem[0] ? problem : NULL;
}

bool swiftway_has_pipelining(void) { return !swiftway_libpq_problem() && hasPipelining; }

void *swiftway_cancel_create(PGconn *connection) {
    return hasCancelConnections ? libpq.cancelCreate(connection) : libpq.getCancel(connection);
}

void swiftway_cancel_send(void *cancel) {
    if (hasCancelConnections) {
        libpq.cancelBlocking(cancel);
        libpq.cancelReset(cancel);
    } else {
        char reason[256];
        libpq.cancel(cancel, reason, sizeof reason);
    }
}

void swiftway_cancel_free(void *cancel) {
    if (hasCancelConnections) libpq.cancelFinish(cancel);
    else libpq.freeCancel(cancel);
}

/* Until libpq is loaded, the version of the headers: it is not loaded only to tell its version. */
int PQlibVersion(void) { return libpq.libVersion ? libpq.libVersion() : PG_VERSION_NUM; }

/* Named as CLibPQ's header says, swiftway_PQ.... */
#define FUNCTION(result, name, parameters, arguments) \
    result name parameters { return libpq.name arguments; }
#define PIPELINING(result, name, parameters, arguments) \
    result name parameters { return hasPipelining ? libpq.name arguments : (result)0; }
#include "functions.h"

#endif
