/// A file that was looked at, whether anything was found in it or not.
package struct CheckedFile: Sendable, Hashable {
    /// As it is reached from the location as configured.
    package var displayPath: String
    package var absolutePath: String

    package init(displayPath: String, absolutePath: String) {
        self.displayPath = displayPath
        self.absolutePath = absolutePath
    }

    package init(_ file: ScannedFile) {
        self.init(displayPath: file.displayPath, absolutePath: file.absolutePath)
    }
}
