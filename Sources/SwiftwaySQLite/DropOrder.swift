/// Tables in an order in which each can be dropped while foreign keys are checked: whoever refers to a table goes
/// before it. Tables that refer to each other in a circle follow at the end, in no particular order.
struct DropOrder: Equatable {
    struct Reference: Equatable {
        var child: String
        var parent: String
    }

    let tables: [String]

    /// Names are compared without regard to case, as SQLite does.
    init(_ tables: [String], references: [Reference]) {
        var ordered: [String] = []
        var remaining = tables
        while !remaining.isEmpty {
            let names = Set(remaining.map { $0.lowercased() })
            let referred = Set(
                references.filter { $0.child.lowercased() != $0.parent.lowercased() }
                    .filter { names.contains($0.child.lowercased()) }
                    .map { $0.parent.lowercased() })
            let free = remaining.filter { !referred.contains($0.lowercased()) }
            guard !free.isEmpty else { break }
            ordered += free
            remaining.removeAll { !referred.contains($0.lowercased()) }
        }
        self.tables = ordered + remaining
    }
}
