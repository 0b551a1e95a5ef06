package import SwiftwayDatabase

/// The key of Flyway's advisory lock, so that swiftway and Java Flyway exclude each other.
package enum MigrationLock {
    /// "Flyway" in ASCII, plus the hash that Java gives to the table's quoted name.
    package static func key(for table: QualifiedName) -> Int64 {
        let hash = table.description.utf16.reduce(Int32(0)) { 31 &* $0 &+ Int32($1) }
        return 0x466C_7977_6179 + Int64(hash)
    }
}
