import SwiftwayCore
import SwiftwayEngine
import SwiftwayScript

/// The findings in one file, as they are gathered.
struct FileFindings {
    private let file: ScannedFile
    private(set) var all: [Finding] = []

    init(_ file: ScannedFile) {
        self.file = file
    }

    /// - Parameter remedy: `nil` where the message says it all.
    mutating func add(
        _ rule: Rule, severity: Finding.Severity? = nil, at place: ScriptLocation? = nil, _ message: String,
        remedy: String?
    ) {
        all.append(
            Finding(
                rule, severity: severity, in: file, line: place?.line, column: place?.column, message: message,
                remedy: remedy))
    }
}
