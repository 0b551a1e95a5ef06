/// What git's plumbing commands print with `-z`.
package enum GitOutput {
    /// One entry of a tree. Its parts are bytes: of most entries nothing but the path is looked at.
    package struct TreeEntry {
        package var isLink: Bool
        package var object: ArraySlice<UInt8>
        /// Below the top folder of the repository.
        package var path: ArraySlice<UInt8>

        package var objectName: String { String(decoding: object, as: UTF8.self) }
        package var pathText: String { String(decoding: path, as: UTF8.self) }
    }

    /// Of `git ls-tree -r -z`: `100644 blob 7898192…⇥path`. Submodules are left out.
    package static func forEachTreeEntry(_ output: [UInt8], _ body: (TreeEntry) -> Void) {
        let (link, blob) = (Array("120000".utf8), Array(" blob ".utf8))
        forEachRecord(output) { record in
            let start = record.startIndex
            guard let tab = record.firstIndex(of: 0x09), tab - start > 12,
                record[(start + 6)..<(start + 12)].elementsEqual(blob)
            else { return }
            body(
                TreeEntry(
                    isLink: record[..<(start + 6)].elementsEqual(link), object: record[(start + 12)..<tab],
                    path: record[(tab + 1)...]))
        }
    }

    /// A difference between two sides.
    package struct Difference: Sendable, Equatable {
        package enum Kind: Sendable, Equatable {
            case added, changed, deleted
        }
        package var kind: Kind
        /// On the first side.
        package var object: String
        package var path: String
    }

    /// Of `git diff-tree -z` and `git diff-index -z`: `:100644 100644 bcd1234 0123456 M`, NUL, path.
    package static func differences(_ output: [UInt8]) -> [Difference] {
        var differences: [Difference] = []
        var header: ArraySlice<UInt8>?
        forEachRecord(output) { record in
            guard let fields = header?.split(separator: 0x20) else {
                header = record
                return
            }
            header = nil
            guard fields.count == 5, let status = fields[4].first else { return }
            let kind: Difference.Kind =
                switch status {
                case UInt8(ascii: "A"): .added
                case UInt8(ascii: "D"): .deleted
                default: .changed
                }
            differences.append(Difference(kind: kind, object: text(fields[2]), path: text(record)))
        }
        return differences
    }

    /// Of `git cat-file --batch`: `7898192… blob 2`, line end, content, line end. `nil` for one that is missing.
    package static func contents(_ output: [UInt8]) -> [ArraySlice<UInt8>?] {
        var contents: [ArraySlice<UInt8>?] = []
        var rest = output[...]
        while let end = rest.firstIndex(of: 0x0A) {
            let fields = rest[..<end].split(separator: 0x20)
            rest = rest[(end + 1)...]
            guard fields.count == 3, let size = Int(text(fields[2])), size < rest.count else {
                contents.append(nil)
                continue
            }
            contents.append(rest.prefix(size))
            rest = rest.dropFirst(size + 1)
        }
        return contents
    }

    /// Of `git check-attr -z`, the paths that have one of the attributes: path, NUL, attribute, NUL, value.
    package static func pathsWithAttributes(_ output: [UInt8]) -> Set<String> {
        var paths: Set<String> = []
        var fields: [ArraySlice<UInt8>] = []
        forEachRecord(output) { record in
            fields.append(record)
            guard fields.count == 3 else { return }
            let isSet = !["unspecified", "unset"].contains { record.elementsEqual($0.utf8) }
            if isSet { paths.insert(text(fields[0])) }
            fields.removeAll(keepingCapacity: true)
        }
        return paths
    }

    /// Of `git config --show-scope -z --name-only` for `filter.*`, the names of filters that are the repository's own:
    /// scope, NUL, `filter.name.clean`, NUL.
    package static func filters(ofRepositoryIn output: [UInt8]) -> Set<String> {
        var filters: Set<String> = []
        var scope: ArraySlice<UInt8>?
        forEachRecord(output) { record in
            guard let place = scope else {
                scope = record
                return
            }
            scope = nil
            guard !["system", "global", "command"].contains(where: { place.elementsEqual($0.utf8) }) else { return }
            let key = text(record)
            guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: "."), first < last else { return }
            filters.insert(String(key[key.index(after: first)..<last]))
        }
        return filters
    }

    private static func forEachRecord(_ output: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        var start = output.startIndex
        while let end = output[start...].firstIndex(of: 0) {
            body(output[start..<end])
            start = end + 1
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
