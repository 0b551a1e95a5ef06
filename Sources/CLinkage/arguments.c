#include "CLinkage.h"
#include <stddef.h>

#ifdef SWIFTWAY_STATIC_EXECUTABLE

static int known;
static char **words;

/* glibc hands the arguments of main to constructors too. */
__attribute__((constructor)) static void keep(int count, char **arguments) {
    known = count;
    words = arguments;
}

char **swiftway_arguments(int *count) {
    *count = known;
    return words;
}

#else

char **swiftway_arguments(int *count) {
    *count = 0;
    return NULL;
}

#endif
