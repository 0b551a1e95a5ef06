import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Writes the copy that `backup` asks for.
    func backUp() throws(MigrationError) {
        guard let wanted = settings.safety.backup else { return }
        let stopwatch = Stopwatch()
        let path = backupPath(wanted)
        do {
            try connection.backUp(to: path)
        } catch {
            throw MigrationError.database(
                "Unable to back up the database to \(path)", error,
                advice: "Nothing was migrated. Without the setting `backup` migrate runs without a copy.")
        }
        observe(.backedUp(path: path, milliseconds: stopwatch.milliseconds))
    }

    /// A folder gets a file of its own for each run.
    private func backupPath(_ wanted: String) -> String {
        let path = FileSystem.absolute(wanted, in: workingDirectory)
        guard wanted.hasSuffix("/") || FileSystem.kind(of: path) == .directory else { return path }
        let moment = now.description.filter(\.isNumber).prefix(14)
        return "\(path)/backup-\(moment).db"
    }
}
