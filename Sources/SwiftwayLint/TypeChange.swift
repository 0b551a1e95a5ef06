import SwiftwayScript

/// Whether PostgreSQL can give a column another type without writing the table anew.
///
/// From ATColumnChangeRequiresRewrite of the server's source and tried with PostgreSQL 15: relabelled types, and those
/// whose length only grows.
enum TypeChange {
    static func keepsTable(from old: DataType, to new: DataType) -> Bool {
        guard old.schema == new.schema, old.isArray == new.isArray else { return false }
        let (from, to) = (old.name, new.name)
        if from == to, old.modifiers == new.modifiers { return true }
        // Of arrays only the same element with another length is known well enough.
        switch (from, to) {
        case ("varchar", "varchar"), ("varbit", "varbit"): return grows(old.modifiers, new.modifiers)
        case ("varchar", "text"): return true
        case ("text", "varchar"): return new.modifiers.isEmpty
        case ("text", "citext"), ("varchar", "citext"): return true
        case ("numeric", "numeric"):
            guard !new.modifiers.isEmpty else { return true }
            guard old.modifiers.count >= 1 else { return false }
            let scales = (old.modifiers.dropFirst().first ?? 0, new.modifiers.dropFirst().first ?? 0)
            return scales.0 == scales.1 && new.modifiers[0] >= old.modifiers[0]
        case ("timestamptz", "timestamptz"), ("timestamp", "timestamp"), ("interval", "interval"), ("time", "time"),
            ("timetz", "timetz"):
            return grows(old.modifiers, new.modifiers)
        case ("cidr", "inet"): return true
        default: return false
        }
    }

    private static func grows(_ old: [Int], _ new: [Int]) -> Bool {
        guard let limit = new.first else { return true }
        guard let before = old.first else { return false }
        return limit >= before
    }
}

extension DataType {
    /// As people write it.
    var text: String {
        let names = [
            "int2": "smallint", "int4": "integer", "int8": "bigint", "bpchar": "char", "float4": "real",
            "float8": "double precision", "bool": "boolean",
        ]
        let name = names[name] ?? (schema.map { "\($0)." } ?? "") + name
        let modifiers = modifiers.isEmpty ? "" : "(" + modifiers.map { "\($0)" }.joined(separator: ",") + ")"
        return name + modifiers + (isArray ? "[]" : "")
    }
}
