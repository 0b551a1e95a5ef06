import SwiftwayText

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Paths of files below one folder, one behind the other in one buffer: ten thousand of them are sorted without
/// touching a string.
struct FileTree {
    private var bytes: [UInt8] = []
    private var paths: [Path] = []
    /// What has a `.conf` beside it, or nearly so.
    private var configured: Set<ExactText> = []

    /// Where one stands in `bytes`.
    private struct Path {
        var start: Int
        var count: Int
    }

    private static let suffix = Array(".conf".utf8)

    /// - Parameters:
    ///   - folder: where the file is, with a slash at its end, or empty.
    ///   - isRegular: whether it is a file, and not something else whose name may still matter to the file beside it.
    mutating func append(_ name: UnsafeBufferPointer<UInt8>, below folder: String, isRegular: Bool) {
        if name.count > Self.suffix.count, name.suffix(Self.suffix.count).elementsEqual(Self.suffix) {
            let script = String(decoding: name.dropLast(Self.suffix.count), as: UTF8.self)
            configured.insert(ExactText(folder + script))
        }
        guard isRegular else { return }
        let start = bytes.count
        bytes.append(contentsOf: folder.utf8)
        bytes.append(contentsOf: name)
        paths.append(Path(start: start, count: bytes.count - start))
    }

    /// A path as text.
    struct ShownPath {
        var text: String
        /// Whether `text` is the path, and not merely shows it.
        var isUTF8: Bool
    }

    /// The paths, in the order of their bytes.
    func sorted() -> [ShownPath] {
        bytes.withUnsafeBytes { bytes in
            let sorted = paths.sorted { one, other in
                guard let start = bytes.baseAddress else { return false }
                let order = memcmp(start + one.start, start + other.start, min(one.count, other.count))
                return order == 0 ? one.count < other.count : order < 0
            }
            return sorted.map { path in
                let range = path.start..<path.start + path.count
                let bytes = UnsafeRawBufferPointer(rebasing: bytes[range])
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    return ShownPath(text: String(escapingInvalidUTF8: bytes), isUTF8: false)
                }
                return ShownPath(text: text, isUTF8: true)
            }
        }
    }

    func mayHaveConfiguration(_ path: String) -> Bool { !configured.isEmpty && configured.contains(ExactText(path)) }
}
