import Foundation

/// A program run to its end.
enum Shell {
    /// - Returns: what it wrote, to standard error too.
    /// - Throws: when its status is not 0, with what it wrote.
    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestSupportError(
                "\(program) \(arguments.joined(separator: " ")): status \(process.terminationStatus)\n\(text)")
        }
        return text
    }
}

/// Something that tests need is not there: a failure, never a reason to skip.
package struct TestSupportError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
