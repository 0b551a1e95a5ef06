/// A folder of scripts that is part of the executable: made by the plugin `SwiftwayPlugin` at build time, or by hand.
///
/// ```swift
/// let folder = EmbeddedFolder("sql", [EmbeddedFile("V1__create.sql", text: "CREATE TABLE log (call_sign TEXT);")])
/// let report = try await Migrator(settings, from: [.embedded(folder)]).migrate()
/// ```
///
/// File names, checksums and history are those of the same files in a folder on disk.
public struct EmbeddedFolder: Sendable, Hashable {
    /// What stands in front of its files in messages: `sql`.
    public var name: String
    /// Migrations, callbacks, and the `.conf` files beside them, in any order.
    public var files: [EmbeddedFile]

    /// A folder of these files.
    /// - Parameters:
    ///   - name: What stands in front of its files in messages: `sql`.
    ///   - files: Migrations, callbacks, and the `.conf` files beside them, in any order.
    public init(_ name: String, _ files: [EmbeddedFile]) {
        self.name = name
        self.files = files
    }

    /// Its files as if they had been found in a folder, without the configurations, which go with their scripts.
    package var scannedFiles: [ScannedFile] {
        let configurations = Dictionary(
            files.filter { $0.path.hasSuffix(".conf") }.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        return files.filter { !$0.path.hasSuffix(".conf") }.map { file in
            let configuration = configurations[file.path + ".conf"]
            return ScannedFile(
                script: file.path, displayPath: "\(name)/\(file.path)", absolutePath: "embedded:\(name)/\(file.path)",
                mayHaveConfiguration: configuration != nil,
                content: .embedded(file, configuration: configuration))
        }
    }
}

/// A script that is part of the executable.
public struct EmbeddedFile: Sendable {
    /// Its name, behind those of the folders that it is in: `2026/V1__create.sql`.
    public let path: String
    private let content: Content

    private enum Content: Sendable {
        /// The bytes that the executable was loaded with.
        case text(StaticString)
        case bytes([UInt8])
    }

    /// A script that stands in the source.
    /// - Parameters:
    ///   - path: Its name, behind those of the folders that it is in: `2026/V1__create.sql`.
    ///   - text: The script, in UTF-8; the setting `encoding` holds for it as for a file.
    public init(_ path: String, text: StaticString) {
        self.path = path
        content = .text(text)
    }

    /// A script in any encoding, such as SwiftPM makes it of a resource with the rule `embedInCode`.
    /// - Parameters:
    ///   - path: Its name, behind those of the folders that it is in: `2026/V1__create.sql`.
    ///   - bytes: The script; the setting `encoding` holds for it as for a file.
    public init(_ path: String, bytes: [UInt8]) {
        self.path = path
        content = .bytes(bytes)
    }

    package func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        switch content {
        case .text(let text): text.withUTF8Buffer(body)
        case .bytes(let bytes): bytes.withUnsafeBufferPointer(body)
        }
    }

    package var bytes: [UInt8] { withBytes { Array($0) } }
}

extension EmbeddedFile: Hashable {
    /// Whether path and bytes are the same.
    public static func == (one: EmbeddedFile, other: EmbeddedFile) -> Bool {
        one.path == other.path && one.withBytes { bytes in other.withBytes { bytes.elementsEqual($0) } }
    }

    /// Alike for files that are equal.
    /// - Parameter hasher: Takes the path in.
    public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
