/// One request, as it is sent.
package struct HTTPRequest: Sendable, CustomStringConvertible, CustomReflectable {
    var method: String
    var address: HTTPAddress
    /// Besides `Host` and `Content-Length`.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// For all of it, from looking up the name to the last byte of the answer.
    var timeout: Duration

    /// Headers and body may hold secrets.
    package var description: String { "\(method) \(address.printable)" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    var bytes: [UInt8] {
        var lines = ["\(method) \(address.target) HTTP/1.1", "Host: \(address.authority)"]
        lines += headers.map { "\($0.name): \($0.value)" }
        if !body.isEmpty || method != "GET" { lines.append("Content-Length: \(body.count)") }
        lines += ["User-Agent: swiftway", "Connection: close", "", ""]
        return Array(lines.joined(separator: "\r\n").utf8) + body
    }
}
