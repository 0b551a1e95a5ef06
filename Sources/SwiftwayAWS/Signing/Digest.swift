internal import COpenSSL

/// SHA-256 and HMAC, by OpenSSL.
enum Digest {
    /// - Throws: where OpenSSL cannot be loaded, with the package to install.
    static func sha256(_ bytes: [UInt8]) throws(AWSError) -> [UInt8] {
        try prepare()
        return try filled { digest in swiftway_sha256(bytes, bytes.count, digest) }
    }

    static func hmac(_ bytes: [UInt8], key: [UInt8]) throws(AWSError) -> [UInt8] {
        try prepare()
        return try filled { digest in swiftway_hmac_sha256(key, key.count, bytes, bytes.count, digest) }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    private static func prepare() throws(AWSError) {
        if let problem = swiftway_openssl_problem() { throw AWSError(String(cString: problem)) }
    }

    private static func filled(_ fill: (UnsafeMutablePointer<UInt8>?) -> Bool) throws(AWSError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SWIFTWAY_SHA256_SIZE)
        let isDone = digest.withUnsafeMutableBufferPointer { fill($0.baseAddress) }
        // A configuration of OpenSSL may forbid it, as those for FIPS do with other algorithms.
        guard isDone else { throw AWSError("OpenSSL refuses to compute SHA-256") }
        return digest
    }
}
