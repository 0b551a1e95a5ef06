import SwiftwayCore

extension ScannedFile {
    /// Hands its bytes on in pieces, so that a long file is never held whole.
    package func readPieces(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(FileSystem.Failure) {
        switch content {
        case .disk: try FilePieces.read(absolutePath, body)
        case .embedded(let file, _): file.withBytes(body)
        case .code: break
        }
    }

    package func bytes() throws(FileSystem.Failure) -> [UInt8] {
        switch content {
        case .disk: try FileSystem.read(absolutePath)
        case .embedded(let file, _): file.bytes
        case .code: []
        }
    }

    /// The bytes of the `V1__x.sql.conf` beside it; `nil` where there is none.
    package func configurationBytes() throws(FileSystem.Failure) -> [UInt8]? {
        switch content {
        case .disk:
            let path = absolutePath + ".conf"
            return FileSystem.kind(of: path) == .file ? try FileSystem.read(path) : nil
        case .embedded(_, let configuration): return configuration?.bytes
        case .code: return nil
        }
    }

    package var isOnDisk: Bool { content == .disk }
}
