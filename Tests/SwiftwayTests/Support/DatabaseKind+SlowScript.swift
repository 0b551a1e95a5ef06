import Swiftway

extension DatabaseKind {
    /// A script that creates the table `half` and then goes on until it is stopped.
    var slowScript: String {
        switch self {
        case .postgreSQL: "CREATE TABLE half (x INT); SELECT pg_sleep(100);"
        case .sqlite:
            """
            CREATE TABLE half (x INT);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO half SELECT i FROM n;
            """
        }
    }
}
