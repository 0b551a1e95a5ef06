import SwiftwayText

/// What some builds of libpq lack, the one that is linked into the static executable among them: its texts name the gap
/// but no way around it.
enum MissingAbility {
    /// What to do instead where `text`, libpq's, complains of such a gap; `nil` where it does not.
    ///
    /// - Parameter hasDirectories: whether this libpq can read services from LDAP; without, it takes the line in the
    ///   service file that asks for it for a mistake.
    static func advice(on text: String, hasDirectories: Bool) -> String? {
        if text.contains(text: "GSSAPI support is not compiled in")
            || text.contains(text: "GSSAPI authentication not supported")
        {
            return """
                This libpq was built without Kerberos (GSSAPI). Encrypt with TLS (sslmode=verify-full, no gssEncMode) and \
                log in with a password or a certificate, or take a swiftway that loads the system's libpq: \
                Documentation/install.md.
                """
        }
        if text.contains(text: "could not load private key file") {
            return """
                libpq reads keys in PEM, and in DER (.pk8) where they have no password: \
                openssl pkcs8 -inform DER -in key.pk8 -out key.pem.
                """
        }
        if text.contains(text: "root certificate file \"system\" does not exist") {
            return """
                sslrootcert=system needs libpq 16 or newer, and this one is older: name the file of the system's \
                authorities, such as /etc/ssl/certs/ca-certificates.crt.
                """
        }
        if !hasDirectories, text.contains(text: "syntax error in service file") {
            return """
                If that line is an ldap:// address: this libpq was built without LDAP. Write host, port and dbname into \
                the service file or into the address, or take a swiftway that loads the system's libpq: \
                Documentation/install.md.
                """
        }
        return nil
    }
}
