package import SwiftwayDatabase
package import SwiftwayScript

extension ScriptDialect {
    package init(_ kind: DatabaseKind) {
        switch kind {
        case .postgreSQL: self = .postgreSQL
        case .sqlite: self = .sqlite
        }
    }
}
