#include "CLinkage.h"
#include <stddef.h>

#ifdef SWIFTWAY_STATIC_EXECUTABLE

/* OpenSSL's own, declared here as its headers are no matter for other builds; 0 is OPENSSL_VERSION:
   https://docs.openssl.org/3.0/man3/OpenSSL_version/ */
const char *OpenSSL_version(int part);

bool swiftway_is_static(void) { return true; }

const char *swiftway_openssl(void) { return OpenSSL_version(0); }

#else

bool swiftway_is_static(void) { return false; }

const char *swiftway_openssl(void) { return NULL; }

#endif

const char *swiftway_toolchain(void) {
#ifdef SWIFTWAY_TOOLCHAIN
    return SWIFTWAY_TOOLCHAIN;
#else
    return NULL;
#endif
}
