/// Replaces placeholders in a text that comes in pieces.
struct PlaceholderReplacer: Sendable {
    let table: PlaceholderTable
    /// The end of what came so far, where it may be the beginning of a placeholder.
    private var pending: [UInt8] = []
    /// How much of `pending` is known to hold no suffix, so that it is searched once.
    private var searched = 0

    init(table: PlaceholderTable) {
        self.table = table
    }

    /// Appends what `input` becomes to `output`. When it throws, `output` ends where the placeholder begins.
    /// - Parameters:
    ///   - base: The offset of the first byte of `output` in the whole text.
    ///   - report: Gets every placeholder that was replaced, in order.
    mutating func replace(
        _ input: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout [UInt8], startingAt base: Int,
        report: (PlaceholderSpan) -> Void
    ) throws(PlaceholderProblem) {
        if pending.isEmpty {
            let rest = try replaceComplete(input, isLast, &output, base, report)
            pending = Array(input[rest...])
            return
        }
        pending.append(contentsOf: input)
        let all = pending
        let rest: Int = try all.withUnsafeBufferPointer { bytes throws(PlaceholderProblem) in
            try replaceComplete(bytes, isLast, &output, base, report)
        }
        pending.removeFirst(rest)
    }

    /// Returns the offset from which on more input is needed.
    private mutating func replaceComplete(
        _ input: UnsafeBufferPointer<UInt8>, _ isLast: Bool, _ output: inout [UInt8], _ base: Int,
        _ report: (PlaceholderSpan) -> Void
    ) throws(PlaceholderProblem) -> Int {
        let prefix = table.prefix
        let suffix = table.suffix
        var copied = 0
        while true {
            let start = firstPlaceholder(with: prefix, in: input, from: copied)
            output.append(contentsOf: UnsafeBufferPointer(rebasing: input[copied..<start]))
            copied = start
            if input.count - start < prefix.count {
                guard isLast else { return copied }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: input[copied...]))
                return input.count
            }
            let nameStart = start + prefix.count
            let nameEnd = firstOccurrence(of: suffix, in: input, from: max(nameStart, start + searched))
            if input.count - nameEnd < suffix.count {
                guard isLast else {
                    searched = nameEnd - start
                    return copied
                }
                throw .unterminated(
                    prefix: String(decoding: prefix, as: UTF8.self), suffix: String(decoding: suffix, as: UTF8.self)
                )
            }
            searched = 0
            let value = try table.value(named: UnsafeBufferPointer(rebasing: input[nameStart..<nameEnd]))
            let written = UnsafeBufferPointer(rebasing: input[start..<nameEnd + suffix.count])
            let valueStart = base + output.count
            output.append(contentsOf: value)
            var extent = LocationCursor()
            extent.advance(to: written.count, in: written, startingAt: 0)
            report(
                PlaceholderSpan(
                    value: valueStart..<valueStart + value.count, writtenLength: written.count,
                    writtenLines: extent.location.line - 1, writtenColumns: extent.location.column - 1
                )
            )
            copied = nameEnd + suffix.count
        }
    }
}

/// Where a placeholder begins or, at the very end, may begin; the end where none does.
///
/// This is the rule of Flyway's reader, which checksums depend on: what turns out to be no prefix is passed over as far
/// as it was looked at, the byte that did not fit included. So `$${name}` stays as it is, `$$${name}` has a placeholder.
func firstPlaceholder(with prefix: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    while true {
        position = firstIndex(of: prefix[0], in: bytes, from: position)
        if position == bytes.count { return position }
        let available = min(prefix.count, bytes.count - position)
        guard let misfit = (1..<available).first(where: { prefix[$0] != bytes[position + $0] }) else { return position }
        position += misfit + 1
    }
}

/// Where `pattern` or, at the very end, a beginning of it stands; the end where neither does.
func firstOccurrence(of pattern: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var position = start
    while true {
        position = firstIndex(of: pattern[0], in: bytes, from: position)
        if position == bytes.count { return position }
        let available = min(pattern.count, bytes.count - position)
        if (1..<available).allSatisfy({ pattern[$0] == bytes[position + $0] }) { return position }
        position += 1
    }
}
