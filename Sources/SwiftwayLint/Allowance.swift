import SwiftwayCore
import SwiftwayScript

/// `-- swiftway:allow RULE reason`: somebody has looked at a finding and takes the responsibility.
struct Allowance: Sendable {
    enum Scope: Sendable, Equatable {
        /// The number of a statement, from 0.
        case statement(Int)
        case file
        /// It stands where it means nothing.
        case nothing
    }

    var rules: [String]
    var reason: String
    var scope: Scope
    var location: ScriptLocation

    static let mark = "swiftway:allow"
    static let fileMark = "swiftway:allow-file"

    static func all(
        in statements: [ScriptStatement], text: [UInt8], placeholders: PlaceholderTable?, dialect: ScriptDialect
    ) -> [Allowance] {
        // Nearly no file has one: the rest is for those that do.
        guard contains(mark, text) else { return [] }
        var allowances: [Allowance] = []
        for (index, statement) in statements.enumerated() {
            for comment in statement.comments(dialect: dialect) {
                // Behind the statement before, on its line.
                let isBehindPrevious = index > 0 && comment.location.line == statements[index - 1].endLine
                let isOnTop = index == 0 && comment.location < statement.location
                allowances += Allowance.reading(
                    comment, isOnTop ? .top : .statement(isBehindPrevious ? index - 1 : index), index)
            }
        }
        guard let last = statements.last else { return allowances }
        let replaced = placeholders.flatMap { try? $0.replacePlaceholders(in: text).bytes } ?? text
        var start = last.byteRange.upperBound
        // The data of a COPY is no comment, whatever it looks like.
        if last.readsCopyData {
            var line = last.location(ofByte: last.sql.utf8.count).line
            while start < replaced.count, line <= last.endLine {
                if replaced[start] == 0x0A { line += 1 }
                start += 1
            }
        }
        let line = last.readsCopyData ? last.endLine + 1 : last.location(ofByte: last.sql.utf8.count).line
        for comment in trailingComments(in: replaced, from: start, line: line, dialect: dialect) {
            let scope: Place = comment.location.line == last.endLine ? .statement(statements.count - 1) : .nowhere
            allowances += Allowance.reading(comment, scope, statements.count - 1)
        }
        return allowances
    }

    private enum Place {
        /// Before the first statement.
        case top
        case statement(Int)
        case nowhere
    }

    private static func reading(_ comment: ScriptComment, _ place: Place, _ index: Int) -> [Allowance] {
        // A block comment may hold several, a line each.
        comment.text.split(separator: "\n").enumerated().compactMap { line, text in
            var words = text.split { $0.isWhitespace }[...]
            if words.first == "*" { words.removeFirst() }
            guard let mark = words.popFirst(), mark == Self.mark || mark == fileMark else { return nil }
            var rules: [String] = []
            while let word = words.first {
                words.removeFirst()
                rules += word.split(separator: ",").map { $0.last == ":" ? String($0.dropLast()) : String($0) }
                if word.last != "," { break }
            }
            let scope: Scope =
                switch place {
                case .top: mark == fileMark ? .file : .statement(0)
                case .statement(let index): mark == fileMark ? .nothing : .statement(index)
                case .nowhere: .nothing
                }
            var location = comment.location
            if line > 0 { location = ScriptLocation(line: location.line + line, column: 1) }
            return Allowance(
                rules: rules, reason: words.joined(separator: " "), scope: scope, location: location)
        }
    }

    private static func contains(_ needle: String, _ text: [UInt8]) -> Bool {
        let needle = Array(needle.utf8)
        return text.withUnsafeBufferPointer { bytes in
            var index = 0
            while index + needle.count <= bytes.count {
                // The colon is rare.
                if bytes[index + 8] == needle[8], bytes[index..<index + needle.count].elementsEqual(needle) {
                    return true
                }
                index += 1
            }
            return false
        }
    }
}
