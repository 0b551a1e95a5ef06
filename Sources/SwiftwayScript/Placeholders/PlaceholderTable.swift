/// The placeholders of a script and their values.
///
/// `${name}` is replaced wherever it stands, in comments, strings and `COPY` data too, before the script is cut
/// into statements. Names do not care about case, may span lines, and a value is not searched again.
public struct PlaceholderTable: Sendable {
    let prefix: [UInt8]
    let suffix: [UInt8]
    private let reservedPrefix: String
    private var values: [String: [UInt8]]

    /// - Parameters:
    ///   - prefix: Not empty, like `suffix` and `separator`: the settings refuse that.
    ///   - separator: Stands behind `flyway` in the names of built-in placeholders, whose values are in `values`
    ///     like all others.
    public init(prefix: String = "${", suffix: String = "}", separator: String = ":", values: [String: String]) {
        precondition(!prefix.isEmpty && !suffix.isEmpty, "a placeholder needs a prefix and a suffix")
        self.prefix = Array(prefix.utf8)
        self.suffix = Array(suffix.utf8)
        reservedPrefix = "flyway\(separator)".lowercased()
        // Of two names that differ by case the greater wins, so that every run gives the same.
        self.values = Dictionary(
            values.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), Array($0.value.utf8)) },
            uniquingKeysWith: { $1 }
        )
    }

    /// Gives one placeholder another value, or a first one: what differs from script to script.
    public mutating func set(_ name: String, to value: String) { values[name.lowercased()] = Array(value.utf8) }

    /// The text with every placeholder replaced, as it is cut into statements and, for repeatable migrations,
    /// as its checksum is computed.
    public func replacePlaceholders(in bytes: [UInt8]) throws(PlaceholderError) -> ReplacedText {
        guard mayOccur(in: bytes) else { return ReplacedText(bytes: bytes, spans: []) }
        var replacer = PlaceholderReplacer(table: self)
        var output: [UInt8] = []
        var spans: [PlaceholderSpan] = []
        let problem = bytes.withUnsafeBufferPointer { input -> PlaceholderProblem? in
            output.reserveCapacity(input.count)
            do throws(PlaceholderProblem) {
                try replacer.replace(input, isLast: true, into: &output, startingAt: 0) { spans.append($0) }
                return nil
            } catch {
                return error
            }
        }
        let replaced = ReplacedText(bytes: output, spans: spans)
        if let problem {
            throw PlaceholderError(problem: problem, location: replaced.location(ofByte: output.count))
        }
        return replaced
    }

    /// Each of them takes a pass over the text. A file with more of them has one mistake, and not so many.
    private static let mostProblems = 100

    /// Every placeholder that has no value, each once, where it stands first; no more than 100.
    public func problems(in bytes: [UInt8]) -> [PlaceholderError] {
        var table = self
        var problems: [PlaceholderError] = []
        while problems.count < Self.mostProblems {
            do {
                _ = try table.replacePlaceholders(in: bytes)
                return problems
            } catch {
                problems.append(error)
                // With a value it is not found again. What is left open has no name, and nothing stands behind it.
                guard let key = error.problem.key(in: self), table.values.updateValue([], forKey: key) == nil else {
                    return problems
                }
            }
        }
        return problems
    }

    /// Whether there may be anything to replace.
    package func mayOccur(in bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { firstPlaceholder(with: prefix, in: $0, from: 0) < $0.count }
    }

    /// The value of the placeholder with that name, which need not be UTF-8 in a broken file.
    func value(named name: UnsafeBufferPointer<UInt8>) throws(PlaceholderProblem) -> [UInt8] {
        let text = String(decoding: name, as: UTF8.self)
        let key = text.lowercased()
        if let value = values[key] { return value }
        let written = String(decoding: prefix, as: UTF8.self) + text + String(decoding: suffix, as: UTF8.self)
        throw key.hasPrefix(reservedPrefix) ? .unpopulated(written) : .unknown(written)
    }
}

extension PlaceholderProblem: Error {}
