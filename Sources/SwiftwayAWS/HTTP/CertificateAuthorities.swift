#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Whose certificates of AWS's servers are accepted.
enum CertificateAuthorities {
    /// A file of certificates in PEM: the one that a variable names, else that of the system.
    static func file(_ variables: [String: String]) -> Result<String, AWSError> {
        for name in ["SSL_CERT_FILE", "AWS_CA_BUNDLE"] {
            guard let path = variables[name], !path.isEmpty else { continue }
            // Others in its place would not be those that were meant.
            guard isReadable(path) else { return .failure(AWSError("\(name) names \(path), which cannot be read")) }
            return .success(path)
        }
        if let path = places.first(where: isReadable) { return .success(path) }
        return .failure(
            AWSError(
                "There are no certificate authorities to check AWS's servers with: install ca-certificates, or name a "
                    + "file of them in AWS_CA_BUNDLE"))
    }

    private static let places = [
        // Debian, Ubuntu, Alpine.
        "/etc/ssl/certs/ca-certificates.crt",
        // Red Hat, Amazon Linux.
        "/etc/pki/tls/certs/ca-bundle.crt",
        // macOS.
        "/etc/ssl/cert.pem",
    ]

    private static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
