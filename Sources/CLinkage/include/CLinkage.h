#pragma once
#include <stdbool.h>

/* How this program was linked, and what a fully static one needs besides. scripts/release builds it, with
   -DSWIFTWAY_STATIC_EXECUTABLE for all of C; every other build has the system's shared libraries. */

/* Whether all of it is in one file, the C library included. */
bool swiftway_is_static(void);

/* Which OpenSSL is linked in: "OpenSSL 3.0.19 27 Jan 2026". NULL where libpq brings its own. */
const char *swiftway_openssl(void);

/* With which Swift, and for which platform it was built: "Swift 6.3.1, x86_64-unknown-linux-gnu". NULL where the build
   did not say. */
const char *swiftway_toolchain(void);

/* The words that the process was started with, its name first, and how many they are. NULL where the Swift runtime is to
   be asked, which looks for them in /proc and finds none where that is not mounted. */
char **swiftway_arguments(int *count);
