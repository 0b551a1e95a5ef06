/// A secret of a database: a JSON object of texts. Its descriptions show nothing of it.
package struct DatabaseSecret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    private let members: [String: String]
    private let identifier: String

    /// - Throws: ``AWSError`` where `text` is no JSON object, which quotes nothing of it.
    init(_ text: String, identifier: String) throws(AWSError) {
        guard case .object(let members) = JSONText(Array(text.utf8)) else {
            throw AWSError("The secret '\(identifier)' is no JSON object with username and password")
        }
        self.members = members.compactMapValues(\.text)
        self.identifier = identifier
    }

    /// - Parameter property: `username`, `password`, or what the secret calls them.
    package func text(_ property: String) throws(AWSError) -> String {
        guard let text = members[property], !text.isEmpty else {
            throw AWSError("The secret '\(identifier)' has no \(property)")
        }
        return text
    }

    package var description: String { "the secret '\(identifier)'" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
