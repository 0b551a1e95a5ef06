import SwiftwayText

/// An answer (RFC 9112), read as far as it has come.
package struct HTTPResponse: Sendable, Equatable {
    package var status: Int
    /// Names in small letters; of several of one name, the last.
    var headers: [String: String] = [:]
    package var body: [UInt8] = []

    package init(status: Int, body: [UInt8] = []) {
        self.status = status
        self.body = body
    }

    /// No document that is asked for is longer than some kilobytes; a secret may have 64.
    static let longest = 1_048_576
    private static let longestHead = 65_536

    /// What was received, and whether that is all.
    enum Progress: Equatable {
        case complete(HTTPResponse)
        case incomplete
        /// It is no answer, or too long a one.
        case invalid
    }

    /// - Parameter isEnd: Whether the other side has closed the connection.
    static func read(_ bytes: [UInt8], isEnd: Bool) -> Progress {
        let blankLine = Array("\r\n\r\n".utf8)
        guard let head = bytes.firstRange(ofBytes: blankLine) else {
            return bytes.count > longestHead || isEnd ? .invalid : .incomplete
        }
        guard head.lowerBound <= longestHead, bytes.count <= longest + longestHead,
            var response = HTTPResponse(head: String(decoding: bytes[..<head.lowerBound], as: UTF8.self))
        else { return .invalid }
        let rest = bytes[head.upperBound...]
        // "100 Continue" and its like are followed by the answer itself.
        if (100..<200).contains(response.status) { return read(Array(rest), isEnd: isEnd) }
        if response.status == 204 || response.status == 304 { return .complete(response) }

        if response.headers["transfer-encoding"]?.lowercased().hasSuffix("chunked") == true {
            switch chunks(rest) {
            case .some(.some(let body)): response.body = body
            case .some(.none): return isEnd ? .invalid : .incomplete
            case .none: return .invalid
            }
            return .complete(response)
        }
        if let text = response.headers["content-length"] {
            guard let count = Int(text), (0...longest).contains(count) else { return .invalid }
            guard rest.count >= count else { return isEnd ? .invalid : .incomplete }
            response.body = Array(rest.prefix(count))
            return .complete(response)
        }
        guard isEnd else { return .incomplete }
        response.body = Array(rest)
        return .complete(response)
    }

    private init?(head: String) {
        // Not by "\n": to Swift a carriage return and a line feed are one character.
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        let first = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard first.count >= 2, first[0].hasPrefix("HTTP/1."), first[1].count == 3, let status = Int(first[1]) else {
            return nil
        }
        self.status = status
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            var value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            while value.last == " " || value.last == "\t" { value.removeLast() }
            headers[line[..<colon].lowercased()] = String(value)
        }
    }

    /// - Returns: `.some(nil)` as long as the last one is missing, `nil` where they are none.
    private static func chunks(_ bytes: ArraySlice<UInt8>) -> [UInt8]?? {
        let lineEnd = Array("\r\n".utf8)
        var body: [UInt8] = []
        var rest = bytes
        while true {
            guard let end = rest.firstRange(ofBytes: lineEnd) else { return rest.count > 1_024 ? nil : .some(nil) }
            // Extensions may follow the size.
            let digits = rest[..<end.lowerBound].prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), (0...longest).contains(size)
            else {
                return nil
            }
            rest = rest[end.upperBound...]
            // What may follow the last one is of no interest.
            if size == 0 { return .some(body) }
            guard rest.count >= size + 2 else { return .some(nil) }
            body += rest.prefix(size)
            rest = rest.dropFirst(size)
            guard rest.starts(with: lineEnd), body.count <= longest else { return nil }
            rest = rest.dropFirst(2)
        }
    }
}
