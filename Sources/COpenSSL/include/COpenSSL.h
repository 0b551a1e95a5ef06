#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The little of OpenSSL that talking to AWS needs: SHA-256, HMAC, and a TLS client. Where an executable is static it is
   linked in; elsewhere it is loaded when it is needed, as libpq is, which brings it anyway. */

/* Loads OpenSSL, once for the process, from any thread. NULL, or why nothing below may be called. */
const char *swiftway_openssl_problem(void);

enum { SWIFTWAY_SHA256_SIZE = 32 };

/* `digest` has room for SWIFTWAY_SHA256_SIZE bytes. */
bool swiftway_sha256(const uint8_t *bytes, size_t count, uint8_t *digest);
bool swiftway_hmac_sha256(const uint8_t *key, size_t keySize, const uint8_t *bytes, size_t count, uint8_t *digest);

/* One TLS connection as a client, without a socket: encrypted bytes are put in and taken out, so that waiting, timeouts
   and SIGPIPE are the matter of whoever has the socket. Not to be used from two threads at once. */
struct swiftway_tls;

/* - host: for SNI, and compared with the certificate; an IP address is compared with the addresses in it.
   - authorities: a file of certificates in PEM.
   NULL when that file cannot be used, with the reason in `reason`. */
struct swiftway_tls *swiftway_tls_open(const char *host, const char *authorities, char *reason, size_t size);
void swiftway_tls_close(struct swiftway_tls *tls);

/* What a step has come to. */
enum {
    SWIFTWAY_TLS_DONE = 0,
    /* Send what is to be sent, put in what arrives, and call again. */
    SWIFTWAY_TLS_WAIT = 1,
    /* The other side has ended the connection in order. */
    SWIFTWAY_TLS_END = 2,
    /* swiftway_tls_reason says why. */
    SWIFTWAY_TLS_FAILED = 3,
};

int swiftway_tls_handshake(struct swiftway_tls *tls);
/* Plain bytes to be encrypted: all of them, or none. */
int swiftway_tls_write(struct swiftway_tls *tls, const uint8_t *bytes, size_t count);
/* Plain bytes that were decrypted; `count` is the room before, and what was read after. */
int swiftway_tls_read(struct swiftway_tls *tls, uint8_t *bytes, size_t *count);

/* Encrypted bytes that are to be sent: how many were written to `bytes`, 0 where there are none. */
size_t swiftway_tls_take(struct swiftway_tls *tls, uint8_t *bytes, size_t room);
/* Encrypted bytes that have arrived. */
bool swiftway_tls_put(struct swiftway_tls *tls, const uint8_t *bytes, size_t count);

/* Why the last step has failed. */
void swiftway_tls_reason(struct swiftway_tls *tls, char *reason, size_t size);
