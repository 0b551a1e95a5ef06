#ifdef __linux__

#define _GNU_SOURCE
#include "CPipe.h"
#include <fcntl.h>
#include <unistd.h>

int swiftway_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

#else

#include "CPipe.h"
#include <fcntl.h>
#include <unistd.h>

/* Two steps: other systems have no way to do it in one. */
int swiftway_pipe(int ends[2]) {
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
}

#endif
