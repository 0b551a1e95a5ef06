/* Every function of OpenSSL that is called, as FUNCTION(what it returns, name, parameters). Declared here and not by
   OpenSSL's headers, which would have to be installed to build: these are the same since version 1.1.0.
   https://docs.openssl.org/3.0/man3/ */

FUNCTION(unsigned char *, SHA256, (const unsigned char *bytes, size_t count, unsigned char *digest))
FUNCTION(const void *, EVP_sha256, (void))
FUNCTION(
    unsigned char *, HMAC,
    (const void *algorithm, const void *key, int keySize, const unsigned char *bytes, size_t count,
     unsigned char *digest, unsigned int *size))

FUNCTION(const void *, TLS_client_method, (void))
FUNCTION(void *, SSL_CTX_new, (const void *method))
FUNCTION(void, SSL_CTX_free, (void *context))
FUNCTION(long, SSL_CTX_ctrl, (void *context, int command, long number, void *pointer))
FUNCTION(int, SSL_CTX_load_verify_locations, (void *context, const char *file, const char *folder))
FUNCTION(void, SSL_CTX_set_verify, (void *context, int mode, void *callback))
FUNCTION(void *, SSL_new, (void *context))
FUNCTION(void, SSL_free, (void *connection))
FUNCTION(long, SSL_ctrl, (void *connection, int command, long number, void *pointer))
FUNCTION(int, SSL_set1_host, (void *connection, const char *host))
FUNCTION(void, SSL_set_bio, (void *connection, void *input, void *output))
FUNCTION(void, SSL_set_connect_state, (void *connection))
FUNCTION(int, SSL_do_handshake, (void *connection))
FUNCTION(int, SSL_read, (void *connection, void *bytes, int room))
FUNCTION(int, SSL_write, (void *connection, const void *bytes, int count))
FUNCTION(int, SSL_get_error, (const void *connection, int result))
FUNCTION(long, SSL_get_verify_result, (const void *connection))
FUNCTION(const char *, X509_verify_cert_error_string, (long code))

FUNCTION(const void *, BIO_s_mem, (void))
FUNCTION(void *, BIO_new, (const void *method))
FUNCTION(int, BIO_free, (void *bytes))
FUNCTION(int, BIO_read, (void *from, void *bytes, int room))
FUNCTION(int, BIO_write, (void *to, const void *bytes, int count))

FUNCTION(unsigned long, ERR_get_error, (void))
FUNCTION(void, ERR_clear_error, (void))
FUNCTION(const char *, ERR_reason_error_string, (unsigned long code))
