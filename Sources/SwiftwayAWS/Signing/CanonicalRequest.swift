import SwiftwayText

/// What is signed of a request, in the one form that both sides compute.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
struct CanonicalRequest {
    var method: String
    /// `/` for every service that is called here.
    var path = "/"
    /// Names and values, not yet encoded.
    var query: [(name: String, value: String)] = []
    /// Names in small letters.
    var headers: [(name: String, value: String)]
    /// Of the body.
    var payloadDigest: String

    /// Of an empty body.
    static let emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    var signedHeaders: String { sortedHeaders.map(\.name).joined(separator: ";") }

    var text: String {
        let pairs = query.map { (encodingPercents($0.name), encodingPercents($0.value)) }
            .sorted { $0 < $1 }
            .map { "\($0.0)=\($0.1)" }
        let lines = sortedHeaders.map { "\($0.name):\($0.value)\n" }
        return [method, path, pairs.joined(separator: "&"), lines.joined(), signedHeaders, payloadDigest]
            .joined(separator: "\n")
    }

    func digest() throws(AWSError) -> String { Digest.hexadecimal(try Digest.sha256(Array(text.utf8))) }

    private var sortedHeaders: [(name: String, value: String)] {
        headers.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }
}
