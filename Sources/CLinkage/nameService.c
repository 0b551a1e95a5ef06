#ifdef SWIFTWAY_STATIC_EXECUTABLE

#include <nss.h>
#include <stddef.h>

/* A static executable loads the modules that /etc/nsswitch.conf names (myhostname, sss, ldap ...) from the system, whose
   glibc is another one than its own: a name that is not in /etc/hosts then ends the process with a signal. What glibc
   has built in is enough to find a server and the name of a user.

   https://sourceware.org/glibc/manual/latest/html_node/NSS-Configuration-File.html tells of the file; the function is
   nscd's, which has to keep away from itself in the same manner. */
__attribute__((constructor)) static void useOwnNameServices(void) {
    static const char *const services[][2] = {
        {"hosts", "files dns"}, {"passwd", "files"}, {"group", "files"}, {"services", "files"},
    };
    for (size_t index = 0; index < sizeof services / sizeof *services; index++)
        __nss_configure_lookup(services[index][0], services[index][1]);
}

#endif
