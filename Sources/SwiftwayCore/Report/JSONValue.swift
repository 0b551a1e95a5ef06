import SwiftwayText

/// A JSON document to be written. Written by hand because it is thirty lines, and a coder would bring Foundation.
package indirect enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([JSONValue])
    /// In the order in which it is written.
    case object([(key: String, value: JSONValue)])

    package static func == (one: JSONValue, other: JSONValue) -> Bool { one.text == other.text }

    package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// Two blanks a level, `"key" : value`, as Flyway writes it.
    package var text: String {
        var text = ""
        write(to: &text, indent: "")
        return text
    }

    private func write(to text: inout String, indent: String) {
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
                value.write(to: &text, indent: indent)
            }
            text += " ]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                text += index > 0 ? ",\n" : "\n"
                text += indent + "  "
                text.append(quotedForJSON: member.key)
                text += " : "
                member.value.write(to: &text, indent: indent + "  ")
            }
            text += members.isEmpty ? " }" : "\n\(indent)}"
        }
    }
}
