#include "COpenSSL.h"
#include "library.h"
#include <limits.h>

bool swiftway_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
    return OPENSSL(SHA256)(bytes, count, digest) != NULL;
}

bool swiftway_hmac_sha256(const uint8_t *key, size_t keySize, const uint8_t *bytes, size_t count, uint8_t *digest) {
    unsigned int size = 0;
    if (keySize > INT_MAX) return false;
    return OPENSSL(HMAC)(OPENSSL(EVP_sha256)(), key, (int)keySize, bytes, count, digest, &size) != NULL
        && size == SWIFTWAY_SHA256_SIZE;
}
