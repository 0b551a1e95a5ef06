import SwiftwayText

/// A JSON document to be written. Written by hand because it is thirty lines, and a coder would bring Foundation.
package indirect enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([JSONValue])
    /// An array of so many values that they are made while they are written, one at a time. Nothing where `next` is not
    /// called.
    case sequence(@Sendable (_ next: (JSONValue) -> Void) -> Void)
    /// In the order in which it is written.
    case object([(key: String, value: JSONValue)])

    package static func == (one: JSONValue, other: JSONValue) -> Bool { one.text == other.text }

    package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// Two blanks a level, `"key" : value`, as Flyway writes it.
    package var text: String {
        var whole = ""
        write { whole += $0 }
        return whole
    }

    /// Gives ``text`` away piece by piece.
    package func write(_ give: (String) -> Void) {
        var text = ""
        write(to: &text, indent: "", give)
        give(text)
    }

    /// In bytes.
    private static let piece = 64 * 1024

    private func write(to text: inout String, indent: String, _ give: (String) -> Void) {
        if text.utf8.count >= Self.piece {
            give(text)
            text = ""
        }
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .string(let value): text.append(quotedForJSON: value)
        case .array(let values):
            if values.isEmpty {
                text += "[ ]"
                return
            }
            text += "[ "
            for (index, value) in values.enumerated() {
                if index > 0 { text += ", " }
                value.write(to: &text, indent: indent, give)
            }
            text += " ]"
        case .sequence(let values):
            var isFirst = true
            values { value in
                text += isFirst ? "[ " : ", "
                isFirst = false
                value.write(to: &text, indent: indent, give)
            }
            text += isFirst ? "[ ]" : " ]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                text += index > 0 ? ",\n" : "\n"
                text += indent + "  "
                text.append(quotedForJSON: member.key)
                text += " : "
                member.value.write(to: &text, indent: indent + "  ", give)
            }
            text += members.isEmpty ? " }" : "\n\(indent)}"
        }
    }
}
