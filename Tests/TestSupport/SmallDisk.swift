import Foundation

/// A file system of a given size, in memory, that can be filled. Unmounted and removed when the last reference to it
/// goes, and with the process, however it ends.
package final class SmallDisk: Sendable {
    /// Its root.
    package let path: String
    private let caretaker: Caretaker

    /// Whether this process may mount one, which takes Linux and the rights of root; found out by doing it.
    package static let isAvailable = (try? SmallDisk(kibibytes: 64)) != nil
    package static let whatItNeeds = "needs to mount a tmpfs: Linux, and the rights of root"

    /// - Parameter forServer: Whether it belongs to the account that runs ``PostgreSQLServer``.
    package init(kibibytes: Int, forServer: Bool = false) throws {
        let account = try forServer ? ServerAccount.current() : .own
        path = try account.makeFolder("disk")
        // At work before there is something to take care of.
        let script = #"cat >/dev/null; umount "$1" || umount -l "$1"; rmdir "$1""#
        caretaker = try Caretaker(of: path, script, as: .own)
        do {
            try Shell.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path])
            try account.own(path)
        } catch {
            caretaker.finish()
            throw error
        }
    }

    package func path(of name: String) -> String { "\(path)/\(name)" }

    /// Writes a file of that size, to be removed when there is to be room.
    package func occupy(kibibytes: Int, by name: String = "ballast") throws {
        try Data(count: kibibytes * 1024).write(to: URL(fileURLWithPath: path(of: name)))
    }

    package func remove(_ name: String = "ballast") throws {
        try FileManager.default.removeItem(atPath: path(of: name))
    }

    /// Makes it larger.
    package func resize(kibibytes: Int) throws {
        try Shell.run("/bin/mount", ["-o", "remount,size=\(kibibytes)k", path])
    }
}
