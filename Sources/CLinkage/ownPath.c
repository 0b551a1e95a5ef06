#ifdef SWIFTWAY_STATIC_EXECUTABLE

#include <errno.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/* The Swift runtime asks for the path of the executable before main, to look for a debugger beside it, and ends the
   process when /proc is not mounted, as in a bare chroot. The kernel has told the path at the start too.
   scripts/release links with --wrap=readlink, which sends every call here. */
ssize_t __real_readlink(const char *path, char *buffer, size_t size);

ssize_t __wrap_readlink(const char *path, char *buffer, size_t size) {
    ssize_t length = __real_readlink(path, buffer, size);
    if (length >= 0 || strcmp(path, "/proc/self/exe") != 0) return length;
    int reason = errno;
    const char *started = (const char *)getauxval(AT_EXECFN);
    if (!started) {
        errno = reason;
        return -1;
    }
    size_t known = strlen(started);
    if (known > size) known = size;
    memcpy(buffer, started, known);
    return (ssize_t)known;
}

#endif
