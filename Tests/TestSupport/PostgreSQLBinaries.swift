import Foundation

/// Where the programs of a PostgreSQL server are.
struct PostgreSQLBinaries {
    let folder: String

    /// The folder in the variable `PG_BIN`, which must be right if it is set; else what `pg_config` says; else the
    /// newest of Debian's and Homebrew's folders; else the search path.
    static func find() throws -> PostgreSQLBinaries {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["PG_BIN"], !folder.isEmpty {
            guard isComplete(folder) else {
                throw TestSupportError("PG_BIN is \(folder), but there is no initdb or no postgres")
            }
            return PostgreSQLBinaries(folder: folder)
        }
        let searchPath = (environment["PATH"] ?? "").split(separator: ":").map { String($0) }
        let candidates =
            configured(searchPath) + versions(in: "/usr/lib/postgresql", suffix: "/bin")
            + versions(in: "/opt/homebrew/opt", prefix: "postgresql", suffix: "/bin")
            + versions(in: "/usr/local/opt", prefix: "postgresql", suffix: "/bin")
            + ["/usr/local/pgsql/bin", "/usr/pgsql/bin"] + searchPath
        guard let folder = candidates.first(where: isComplete) else {
            throw TestSupportError(
                "No PostgreSQL server found. Install one (Debian, Ubuntu: apt-get install postgresql; "
                    + "macOS: brew install postgresql) or name the folder of initdb in the variable PG_BIN.")
        }
        return PostgreSQLBinaries(folder: folder)
    }

    func path(of program: String) -> String { "\(folder)/\(program)" }

    private static func isComplete(_ folder: String) -> Bool {
        ["initdb", "postgres"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
    }

    private static func configured(_ searchPath: [String]) -> [String] {
        let programs = searchPath.map { "\($0)/pg_config" }
        guard let program = programs.first(where: FileManager.default.isExecutableFile) else { return [] }
        let output = try? Shell.run(program, ["--bindir"])
        return output.map { [$0.trimmingCharacters(in: .whitespacesAndNewlines)] } ?? []
    }

    /// Newest first: `15` before `9.6`.
    private static func versions(in parent: String, prefix: String = "", suffix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return names.filter { $0.hasPrefix(prefix) }
            .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            .map { "\(parent)/\($0)\(suffix)" }
    }
}
