package import SwiftwayCore

/// What a run takes from the process around it, read once, so that everything below is a function of values.
package struct RunEnvironment: Sendable {
    /// Local time at the start of the command.
    package var now: CivilTime
    package var currentDirectory: String
    /// `FLYWAY_DO_NOT_REDACT_URL=true`: the address is shown in the `Database:` line.
    package var showsURL: Bool
    /// Asks the run to stop.
    package var interruption: Interruption
    /// What is shown nowhere.
    package var secrets = KnownSecrets()
    /// Where migrations come from.
    package var sources: [MigrationSource]

    package init(
        now: CivilTime, currentDirectory: String, showsURL: Bool, interruption: Interruption = Interruption(),
        secrets: KnownSecrets = KnownSecrets()
    ) {
        self.init(
            now: now, currentDirectory: currentDirectory, showsURL: showsURL, interruption: interruption,
            sources: [.locations])
        self.secrets = secrets
    }

    package init(
        now: CivilTime, currentDirectory: String, showsURL: Bool, interruption: Interruption,
        sources: [MigrationSource]
    ) {
        self.now = now
        self.currentDirectory = currentDirectory
        self.showsURL = showsURL
        self.interruption = interruption
        self.sources = sources
    }

    package func workingDirectory(_ scan: ScanSettings) -> String {
        scan.workingDirectory.map { FileSystem.absolute($0, in: currentDirectory) } ?? currentDirectory
    }

    /// The address, if it may be shown at all.
    package func shownURL(_ url: String?) -> String? { showsURL ? url.map(printable(address:)) : nil }
}
