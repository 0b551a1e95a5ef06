public import SwiftwayDatabase
extension SQLiteConnection {
    public func backUp(to path: String) throws(DatabaseError) { _ = try query("VACUUM INTO $1", [.text(path)]) }
}
