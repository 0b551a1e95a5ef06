package import SwiftwayScript

/// A placeholder that has no value, where it stands first in its file.
package struct UnfilledPlaceholder: Sendable, Equatable {
    /// As written: `${owner}`.
    package var text: String
    /// As the file is reached from its location.
    package var displayPath: String
    package var line: Int

    /// `nil` for another problem than a missing value.
    package init?(_ error: PlaceholderError, in displayPath: String) {
        switch error.problem {
        case .unknown(let text), .unpopulated(let text): self.text = text
        case .unterminated: return nil
        }
        self.displayPath = displayPath
        line = error.location.line
    }

    private static let mostShown = 20

    /// Those beside the first, which the message names; `nil` where there are none.
    package static func othersInWords(_ all: some Collection<UnfilledPlaceholder>) -> String? {
        let others = all.dropFirst()
        guard !others.isEmpty else { return nil }
        let shown = others.prefix(mostShown).map { "\($0.text) (\($0.displayPath):\($0.line))" }
        let more = others.count > mostShown ? ", and \(others.count - mostShown) more" : ""
        return "Without a value as well: \(shown.joined(separator: ", "))\(more)."
    }
}
