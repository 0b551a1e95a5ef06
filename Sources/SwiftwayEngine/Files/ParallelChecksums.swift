package import SwiftwayCore

/// Checksums of many files on all cores: reading a small file is mostly waiting for the system.
package enum ParallelChecksums {
    /// 200 small files take a millisecond on one thread, and starting others a third of that.
    private static let fewest = 256

    /// In the order of `files`; `nil` for one that cannot be read or is not UTF-8. Empty for few files, unless
    /// `evenFew`.
    package static func checksums(of files: [ScannedFile], evenFew: Bool = false) -> [Int32?] {
        guard files.count > fewest else { return evenFew ? files.map(checksum(of:)) : [] }
        return ManyFiles.map(files) { checksum(of:) }
    }

    private static func checksum(of file: ScannedFile) -> Int32? {
        var checksum = TextChecksum()
        do {
            try file.readPieces { checksum.update(with: $0) }
            return checksum.value
        } catch {
            return nil
        }
    }
}
