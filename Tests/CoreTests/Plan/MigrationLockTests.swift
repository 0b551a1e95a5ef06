import SwiftwayCore
import SwiftwayDatabase
import Testing

@Suite struct MigrationLockTests {
    /// Computed from Flyway's rule: "Flyway" in ASCII plus Java's hash of the quoted name.
    static let keys: [(QualifiedName, Int64)] = [
        (QualifiedName(schema: "public", name: "flyway_schema_history"), 77_433_833_903_597),
        (QualifiedName(schema: "app", name: "flyway_schema_history"), 77_431_436_970_681),
        (QualifiedName(schema: "my schema", name: "schema_version"), 77_429_883_894_398),
        (QualifiedName(schema: "a\"b", name: "flyway_schema_history"), 77_433_275_226_805),
        (QualifiedName(schema: "café", name: "flyway_schema_history"), 77_432_355_880_117),
    ]

    @Test(arguments: keys) func key(_ vector: (QualifiedName, Int64)) {
        #expect(MigrationLock.key(for: vector.0) == vector.1)
    }
}
