import Foundation

/// Who runs the servers: PostgreSQL and PgBouncer refuse to run as root, so that root hands them to another account.
struct ServerAccount: Sendable {
    /// `nil`: whoever runs the tests.
    private let name: String?

    /// Whoever runs the tests, root too.
    static let own = ServerAccount(name: nil)

    static func current() throws -> ServerAccount {
        guard geteuid() == 0 else { return ServerAccount(name: nil) }
        guard let name = ["postgres", "_postgres", "nobody"].first(where: { (name: String) in getpwnam(name) != nil })
        else {
            throw TestSupportError("As root, the tests need an account to run PostgreSQL with: there is no postgres")
        }
        return ServerAccount(name: name)
    }

    /// A folder that the account owns. Directly in `/tmp`, because the path of a socket has room for about a hundred
    /// characters.
    func makeFolder(_ name: String) throws -> String {
        var template = Array("/tmp/swiftway-\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw TestSupportError("mkdtemp: \(String(cString: strerror(errno)))")
        }
        let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        try own(folder)
        return folder
    }

    func write(_ content: String, to path: String) throws {
        try content.write(toFile: path, atomically: false, encoding: .utf8)
        try own(path)
    }

    func run(_ program: String, _ arguments: [String]) throws {
        let command = command([program] + arguments)
        try Shell.run(command[0], Array(command[1...]))
    }

    /// Starts a shell script whose standard input is the returned handle, and does not wait for it.
    func startWatched(_ script: String, _ arguments: [String]) throws -> FileHandle {
        let command = command(["/bin/sh", "-c", script, "sh"] + arguments)
        let input = Pipe()
        // No other child may keep the pipe open.
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command[1...])
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return input.fileHandleForWriting
    }

    private func command(_ words: [String]) -> [String] {
        guard let name else { return words }
        let switching = ["/usr/sbin/runuser", "/sbin/runuser", "/usr/bin/runuser"]
            .first(where: FileManager.default.isExecutableFile)
        return switching.map { [$0, "-u", name, "--"] + words } ?? ["/usr/bin/sudo", "-u", name] + words
    }

    func own(_ path: String) throws {
        guard let name else { return }
        try FileManager.default.setAttributes([.ownerAccountName: name], ofItemAtPath: path)
    }
}
