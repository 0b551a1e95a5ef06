import SwiftwayCore

/// What an empty value means: `-target=`, `FLYWAY_TARGET=`, `flyway.target=`, `target = ""`, and of lists `[""]`. It is
/// the same from every source. The rules are Flyway's, but where an unset variable would make it work with a table or
/// an address without a name.
public enum EmptyValue: Sendable, Equatable {
    /// No value at all: what another source says counts, or the default.
    case passedOver
    /// As ``passedOver`` beside a `flyway.toml`, or no file. Beside a `flyway.conf` Flyway refuses it, since values are
    /// read by another reader there.
    case passedOverButInConf
    /// None, whatever sources of lower priority say.
    case unset
    /// An empty text, which is as good as any other.
    case text
    /// Text that is no value of that type, and refused as such.
    case invalid
    /// Refused: nothing could work with it.
    case refused
    /// An empty list, in place of the default or of what sources of lower priority say.
    case clears

    /// The rule of those that have none of their own.
    static func standard(for type: Parameter.ValueType, in namespace: Parameter.Namespace) -> EmptyValue {
        switch type {
        case .boolean, .integer: namespace == .flyway ? .passedOverButInConf : .passedOver
        case .version, .target, .encoding: .invalid
        case .list, .date, .duration, .choice, .choices, .namespace: .passedOver
        case .secret, .path: .unset
        case .text, .map: .text
        }
    }

    /// Whether an entry without text gives way to others.
    func isPassedOver(in mode: ConfigurationMode) -> Bool {
        switch self {
        case .passedOver: true
        case .passedOverButInConf: mode == .toml
        case .unset, .text, .invalid, .refused, .clears: false
        }
    }

    /// For help and reference.
    var meaning: String {
        switch self {
        case .passedOver: "as if it were not there"
        case .passedOverButInConf: "as if it were not there; refused in projects with `flyway.conf`"
        case .unset: "none"
        case .text: "an empty text"
        case .invalid, .refused: "refused"
        case .clears: "an empty list"
        }
    }
}

extension ConfigurationValue {
    /// Whether it says nothing. The list without any element is another thing: lists are joined by asking whether there
    /// are elements, so that it never counts.
    var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let elements): !elements.isEmpty && elements.allSatisfy(\.isEmpty)
        }
    }

    /// Whether it says nothing but blanks and commas.
    var isBlank: Bool { elements.allSatisfy { $0.trimmingBlanks().isEmpty } }
}
