#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few things that scanning needs of a file system, on the C library: nothing that is loaded for more.
package enum FileSystem {
    package enum Kind: Sendable {
        case file, directory, other
    }

    /// What the system says: `No such file or directory`.
    package struct Failure: Error, Sendable, Equatable {
        package var path: String
        package var code: Int32
        package var reason: String { String(cString: strerror(code)) }
    }

    /// Symbolic links are followed.
    package static func kind(of path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        default: return .other
        }
    }

    /// In bytes; 0 where there is no such file.
    package static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Calls `body` with the name and the kind of everything in the folder, in no order, without `.` and `..`; of links
    /// with the kind of what they lead to.
    package static func visit(
        _ directory: String, _ body: (_ name: UnsafeBufferPointer<UInt8>, Kind, _ isLink: Bool) -> Void
    ) throws(Failure) {
        guard let stream = opendir(directory) else { throw Failure(path: directory, code: errno) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            // The name may be longer than the field that Swift sees, so it is reached by its address.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
            let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
            let count = strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
            let name = UnsafeBufferPointer(start: start, count: count)
            let dot = UInt8(ascii: ".")
            if name[0] == dot, name.count == 1 || name.count == 2 && name[1] == dot { continue }
            // The kind comes with the entry; only links and file systems that do not tell cost a further call.
            switch Int32(entry.pointee.d_type) {
            case Int32(DT_REG): body(name, .file, false)
            case Int32(DT_DIR): body(name, .directory, false)
            default:
                let path = "\(directory)/\(String(decoding: name, as: UTF8.self))"
                body(name, kind(of: path) ?? .other, isLink(path))
            }
        }
    }

    /// All bytes of a file.
    package static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        let expected = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        return try read(descriptor, path: path, expecting: expected)
    }

    /// All bytes that `descriptor` delivers until its end.
    package static func read(_ descriptor: Int32, path: String, expecting size: Int) throws(Failure) -> [UInt8] {
        // One byte more than expected, so that the end of the file is seen by the first call. A pipe has no size and
        // may deliver less than is asked for.
        var bytes = try readOnce(descriptor, path: path, atMost: max(size, 0) + 1)
        if size > 0, bytes.count == size { return bytes }
        while true {
            let more = try readOnce(descriptor, path: path, atMost: max(64 * 1024, bytes.count))
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    /// What one call delivers; empty at the end.
    package static func readOnce(_ descriptor: Int32, path: String, atMost size: Int) throws(Failure) -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while true {
                #if canImport(Darwin)
                    let result = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    let result = Musl.read(descriptor, buffer.baseAddress, buffer.count)
                #else
                    let result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                #endif
                if result >= 0 {
                    count = result
                    return
                }
                if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if let failure { throw Failure(path: path, code: failure) }
        return bytes
    }

    /// The process's own folder.
    package static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// `path` without `.` and `..`, based on `directory` where it is relative. Links are not resolved: the path is
    /// shown to people as they wrote it.
    package static func absolute(_ path: String, in directory: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : "\(directory)/\(path)").split(separator: "/") {
            switch part {
            case ".": break
            case "..": parts = parts.dropLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
