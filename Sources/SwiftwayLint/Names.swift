import SwiftwayScript

extension ObjectName {
    /// As people write it.
    var text: String { (schema.map { "\($0)." } ?? "") + name }
}
