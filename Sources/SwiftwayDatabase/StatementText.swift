/// Both client libraries take text that ends at its first NUL: what follows would silently not be run.
/// - Throws: with the position of the NUL, if there is one.
package func refuseNUL(in sql: String) throws(DatabaseError) {
    // Byte by byte first: nearly always there is none.
    guard sql.utf8.withContiguousStorageIfAvailable({ $0.contains(0) }) ?? true,
        let index = sql.unicodeScalars.firstIndex(of: "\0")
    else { return }
    throw DatabaseError(
        message: "the statement contains a NUL character",
        position: sql.unicodeScalars.distance(from: sql.startIndex, to: index) + 1)
}
