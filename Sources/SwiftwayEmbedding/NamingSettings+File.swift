import FoundationEssentials
package import SwiftwayCore

extension NamingSettings {
    /// What a `flyway.conf` says about names; the rest of it is for those who run migrations.
    package init(ofFile path: String) throws {
        self.init()
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        for property in PropertiesReader.properties(in: text, environment: nil) {
            switch property.key {
            case "flyway.sqlMigrationPrefix": sqlMigrationPrefix = property.value
            case "flyway.repeatableSqlMigrationPrefix": repeatableSqlMigrationPrefix = property.value
            case "flyway.baselineMigrationPrefix": baselineMigrationPrefix = property.value
            case "flyway.sqlMigrationSeparator": sqlMigrationSeparator = property.value
            case "flyway.sqlMigrationSuffixes":
                let suffixes = property.value.split(separator: ",").map { $0.description.trimmingBlanks() }
                // An empty one is that of every file.
                sqlMigrationSuffixes = suffixes.isEmpty ? [""] : suffixes
            default: break
            }
        }
    }
}
