#pragma once
#include <stddef.h>

/* OPENSSL(name)(...) calls a function of OpenSSL, wherever that is. */

#ifdef SWIFTWAY_STATIC_EXECUTABLE

#define FUNCTION(result, name, parameters) extern result name parameters;
#include "functions.h"
#undef FUNCTION
#define OPENSSL(name) name

#else

#define FUNCTION(result, name, parameters) result(*name) parameters;
struct swiftway_openssl_functions {
#include "functions.h"
};
#undef FUNCTION
extern struct swiftway_openssl_functions swiftway_openssl_functions;
#define OPENSSL(name) swiftway_openssl_functions.name

#endif
