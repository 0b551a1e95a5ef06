extension InfoFilter {
    /// Whether `info` lists the entry. Bounds of versions are part of the range, bounds of dates are not; what has
    /// no date or no version passes a lower bound and fails an upper one.
    package func includes(_ entry: MigrationStatus) -> Bool {
        if let infoSinceVersion, let version = entry.version, version < infoSinceVersion { return false }
        if let infoUntilVersion {
            guard let version = entry.version, version <= infoUntilVersion else { return false }
        }
        if let infoSinceDate, let date = entry.applied?.installedOn, date <= infoSinceDate { return false }
        if let infoUntilDate {
            guard let date = entry.applied?.installedOn, date < infoUntilDate else { return false }
        }
        return infoOfState.isEmpty || infoOfState.contains(entry.state)
    }
}
