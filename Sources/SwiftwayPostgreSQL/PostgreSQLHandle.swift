internal import CLibPQ

/// Owns one `PGconn *`: finished exactly once.
struct PostgreSQLHandle: ~Copyable {
    let pointer: OpaquePointer

    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQfinish(pointer) }
}
