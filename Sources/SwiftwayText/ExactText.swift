/// A text that equals no other spelling of itself. Swift's own `==` takes `é` as one scalar and as two for the same;
/// file systems, Java and databases do not, and so two files, or two rows, would be taken for one.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (one: ExactText, other: ExactText) -> Bool { one.text.isExactly(other.text) }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// Whether both are written with the same scalars.
    package func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
