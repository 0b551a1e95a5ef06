/// What a script says, as far as it matters to the history: two are equal whose checksums are.
package struct ScriptContent: Sendable, Equatable {
    private enum Mark: Sendable, Equatable {
        case checksum(Int32)
        /// Of a script that is not of its encoding.
        case bytes([UInt8])
    }

    private var mark: Mark

    package init(_ bytes: [UInt8], _ configuration: ScriptConfiguration, _ settings: ScriptSettings) {
        let encoding =
            configuration.encoding ?? (settings.detectEncoding ? TextDecoder.detect(bytes) : settings.encoding)
        mark =
            TextDecoder.utf8(bytes, from: encoding).map { .checksum(Checksum(ofText: $0).value) } ?? .bytes(bytes)
    }

    /// `nil` where the script is not of its encoding.
    package var checksum: Int32? {
        if case .checksum(let checksum) = mark { checksum } else { nil }
    }
}
