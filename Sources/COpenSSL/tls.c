#include "COpenSSL.h"
#include "library.h"
#include <arpa/inet.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* OpenSSL's own numbers, the same since version 1.1.0:
   https://github.com/openssl/openssl/blob/openssl-3.0/include/openssl/ssl.h.in */
enum {
    VERIFY_PEER = 1,
    SET_HOST_NAME = 55,
    HOST_NAME = 0,
    SET_MIN_PROTOCOL = 123,
    TLS_1_2 = 0x0303,
    WANT_READ = 2,
    WANT_WRITE = 3,
    ZERO_RETURN = 6,
};
static const long VERIFIED = 0;

struct swiftway_tls {
    void *context;
    void *connection;
    /* Owned by the connection. */
    void *arriving;
    void *leaving;
};

static void writeReason(char *reason, size_t size) {
    unsigned long code = OPENSSL(ERR_get_error)();
    const char *text = code ? OPENSSL(ERR_reason_error_string)(code) : NULL;
    snprintf(reason, size, "%s", text ? text : "unknown reason");
    OPENSSL(ERR_clear_error)();
}

static bool isAddress(const char *host) {
    unsigned char bytes[16];
    return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

static bool prepare(struct swiftway_tls *tls, const char *host, const char *authorities) {
    tls->context = OPENSSL(SSL_CTX_new)(OPENSSL(TLS_client_method)());
    if (!tls->context) return false;
    if (OPENSSL(SSL_CTX_ctrl)(tls->context, SET_MIN_PROTOCOL, TLS_1_2, NULL) != 1) return false;
    if (OPENSSL(SSL_CTX_load_verify_locations)(tls->context, authorities, NULL) != 1) return false;
    OPENSSL(SSL_CTX_set_verify)(tls->context, VERIFY_PEER, NULL);

    tls->connection = OPENSSL(SSL_new)(tls->context);
    if (!tls->connection) return false;
    if (OPENSSL(SSL_set1_host)(tls->connection, host) != 1) return false;
    if (!isAddress(host) && OPENSSL(SSL_ctrl)(tls->connection, SET_HOST_NAME, HOST_NAME, (void *)host) != 1) return false;

    void *arriving = OPENSSL(BIO_new)(OPENSSL(BIO_s_mem)());
    void *leaving = OPENSSL(BIO_new)(OPENSSL(BIO_s_mem)());
    if (!arriving || !leaving) {
        if (arriving) OPENSSL(BIO_free)(arriving);
        if (leaving) OPENSSL(BIO_free)(leaving);
        return false;
    }
    OPENSSL(SSL_set_bio)(tls->connection, arriving, leaving);
    tls->arriving = arriving;
    tls->leaving = leaving;
    OPENSSL(SSL_set_connect_state)(tls->connection);
    return true;
}

struct swiftway_tls *swiftway_tls_open(const char *host, const char *authorities, char *reason, size_t size) {
    struct swiftway_tls *tls = calloc(1, sizeof *tls);
    if (!tls) {
        snprintf(reason, size, "out of memory");
        return NULL;
    }
    OPENSSL(ERR_clear_error)();
    if (prepare(tls, host, authorities)) return tls;
    writeReason(reason, size);
    swiftway_tls_close(tls);
    return NULL;
}

void swiftway_tls_close(struct swiftway_tls *tls) {
    if (tls->connection) OPENSSL(SSL_free)(tls->connection);
    if (tls->context) OPENSSL(SSL_CTX_free)(tls->context);
    free(tls);
}

static int outcome(struct swiftway_tls *tls, int result) {
    switch (OPENSSL(SSL_get_error)(tls->connection, result)) {
    case WANT_READ:
    case WANT_WRITE: return SWIFTWAY_TLS_WAIT;
    case ZERO_RETURN: return SWIFTWAY_TLS_END;
    default: return SWIFTWAY_TLS_FAILED;
    }
}

int swiftway_tls_handshake(struct swiftway_tls *tls) {
    OPENSSL(ERR_clear_error)();
    int result = OPENSSL(SSL_do_handshake)(tls->connection);
    return result == 1 ? SWIFTWAY_TLS_DONE : outcome(tls, result);
}

int swiftway_tls_write(struct swiftway_tls *tls, const uint8_t *bytes, size_t count) {
    OPENSSL(ERR_clear_error)();
    if (count > INT_MAX) return SWIFTWAY_TLS_FAILED;
    int result = OPENSSL(SSL_write)(tls->connection, bytes, (int)count);
    return result > 0 ? SWIFTWAY_TLS_DONE : outcome(tls, result);
}

int swiftway_tls_read(struct swiftway_tls *tls, uint8_t *bytes, size_t *count) {
    OPENSSL(ERR_clear_error)();
    int room = *count > INT_MAX ? INT_MAX : (int)*count;
    int result = OPENSSL(SSL_read)(tls->connection, bytes, room);
    *count = result > 0 ? (size_t)result : 0;
    return result > 0 ? SWIFTWAY_TLS_DONE : outcome(tls, result);
}

size_t swiftway_tls_take(struct swiftway_tls *tls, uint8_t *bytes, size_t room) {
    int result = OPENSSL(BIO_read)(tls->leaving, bytes, room > INT_MAX ? INT_MAX : (int)room);
    return result > 0 ? (size_t)result : 0;
}

bool swiftway_tls_put(struct swiftway_tls *tls, const uint8_t *bytes, size_t count) {
    return count <= INT_MAX && OPENSSL(BIO_write)(tls->arriving, bytes, (int)count) == (int)count;
}

void swiftway_tls_reason(struct swiftway_tls *tls, char *reason, size_t size) {
    long verified = OPENSSL(SSL_get_verify_result)(tls->connection);
    if (verified == VERIFIED) {
        writeReason(reason, size);
    } else {
        snprintf(
            reason, size, "the certificate is not accepted: %s (%ld)",
            OPENSSL(X509_verify_cert_error_string)(verified), verified);
        OPENSSL(ERR_clear_error)();
    }
}
