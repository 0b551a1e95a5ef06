#include "COpenSSL.h"
#include "library.h"

#ifdef SWIFTWAY_STATIC_EXECUTABLE

const char *swiftway_openssl_problem(void) { return NULL; }

#else

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#ifdef __APPLE__
#define REMEDY "brew install openssl@3"
/* The system's own libssl ends every process that loads it. Homebrew keeps its one out of the folders that are searched. */
static const char *const places[] = {
    "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib", "/usr/local/opt/openssl@3/lib/libssl.3.dylib",
};
#else
#define REMEDY "apt-get install libssl3 (Debian, Ubuntu), dnf install openssl-libs, apk add libssl3"
static const char *const places[] = {"libssl.so.3", "libssl.so.1.1"};
#endif

struct swiftway_openssl_functions swiftway_openssl_functions;

static char problem[1024];

static void load(void) {
    /* libssl brings libcrypto, whose functions are found through it. */
    void *library = NULL;
    for (size_t index = 0; index < sizeof places / sizeof *places && !library; index++) {
        library = dlopen(places[index], RTLD_LAZY | RTLD_LOCAL);
        if (!library && index == 0) {
            const char *reason = dlerror();
            snprintf(
                problem, sizeof problem, "OpenSSL, which requests to AWS are signed with, cannot be loaded: %s. Install it with: %s",
                reason ? reason : places[0], REMEDY);
        }
    }
    if (!library) return;
    problem[0] = 0;

    const char *missing = NULL;
#define FUNCTION(result, name, parameters) \
    *(void **)&swiftway_openssl_functions.name = dlsym(library, #name); \
    if (!swiftway_openssl_functions.name) missing = #name;
#include "functions.h"
#undef FUNCTION
    if (missing)
        snprintf(problem, sizeof problem, "OpenSSL has no %s: it is too old. Install it with: %s", missing, REMEDY);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

const char *swiftway_openssl_problem(void) {
    pthread_once(&once, load);
    return problem[0] ? problem : NULL;
}

#endif
