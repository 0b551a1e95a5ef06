import Foundation
import Synchronization

/// A server of HTTP on a free port of 127.0.0.1, which answers what a test says and remembers what it was asked. One
/// request a connection.
package final class HTTPStub: Sendable {
    package struct Request: Sendable {
        package var method: String
        /// Path and query.
        package var target: String
        /// Names in small letters.
        package var headers: [String: String]
        package var body: String
    }

    package enum Answer: Sendable {
        case status(Int, String = "")
        /// These bytes, and the end.
        case raw(String)
        /// Nothing, and the connection stays.
        case silence
    }

    package let port: Int
    package var address: String { "http://127.0.0.1:\(port)" }
    private let listener: Int32
    private let seen = Mutex<[Request]>([])

    package init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        (listener, port) = try Loopback.listener()
        let listener = listener
        let thread = Thread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    // Here, where nobody waits for the next connection any more: the number may be another stub's then.
                    close(listener)
                    return
                }
                guard let request = Self.request(on: connection) else {
                    close(connection)
                    continue
                }
                self?.seen.withLock { $0.append(request) }
                switch answer(request) {
                case .status(let status, let body):
                    Self.write(
                        "HTTP/1.1 \(status) Stub\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", to: connection)
                    close(connection)
                case .raw(let text):
                    Self.write(text, to: connection)
                    close(connection)
                // Until the process ends.
                case .silence: break
                }
            }
        }
        thread.start()
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// In the order in which they came.
    package var requests: [Request] { seen.withLock { $0 } }

    private static func request(on connection: Int32) -> Request? {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            text += String(decoding: buffer.prefix(count), as: UTF8.self)
            if let request = parsed(text) { return request }
        }
    }

    private static func parsed(_ text: String) -> Request? {
        guard let head = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<head.lowerBound].components(separatedBy: "\r\n")
        let words = lines[0].components(separatedBy: " ")
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.range(of: ": ") else { continue }
            headers[line[..<colon.lowerBound].lowercased()] = String(line[colon.upperBound...])
        }
        let body = text[head.upperBound...]
        guard body.utf8.count >= Int(headers["content-length"] ?? "0") ?? 0 else { return nil }
        return Request(method: words[0], target: words[1], headers: headers, body: String(body))
    }

    private static func write(_ text: String, to connection: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            #if canImport(Darwin)
                let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
            #else
                let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            #endif
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
