/// Puts stars in the place of secrets, in whatever form they stand in a text.
package struct SecretMask: Sendable {
    /// The longest first: one may be the beginning of another.
    private var forms: [[UInt8]] = []
    /// By the byte that a form begins with.
    private var begins = [Bool](repeating: false, count: 256)

    package static let stars = "********"

    /// Whoever chose a shorter one has no secret, and without its letters nothing could be read any more.
    package static let leastLength = 4

    package init() {}

    package init(_ secrets: some Sequence<String>) {
        var known: Set<String> = []
        for secret in secrets where secret.unicodeScalars.count >= Self.leastLength {
            known.formUnion(Self.forms(of: secret))
            // A key in several lines may be shown line by line.
            let lines = secret.split { $0.isNewline }.filter { $0.utf8.count >= 16 && !$0.hasPrefix("-----") }
            if secret.contains(where: \.isNewline) {
                for line in lines { known.formUnion(Self.forms(of: String(line))) }
            }
        }
        forms = known.filter { $0.unicodeScalars.count >= Self.leastLength }.map { Array($0.utf8) }
            .sorted { $0.count > $1.count }
        for form in forms { begins[Int(form[0])] = true }
    }

    package var isEmpty: Bool { forms.isEmpty }

    package func callAsFunction(_ text: String) -> String {
        guard !forms.isEmpty, !text.isEmpty else { return text }
        var text = text
        let masked = text.withUTF8 { bytes in self.masked(bytes) }
        return masked.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// `nil` where there is nothing to be masked.
    private func masked(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var result: [UInt8]?
        var start = 0
        var index = 0
        while index < bytes.count {
            if begins[Int(bytes[index])], let form = forms.first(where: { Self.matches($0, bytes, at: index) }) {
                result = (result ?? []) + bytes[start..<index] + Array(Self.stars.utf8)
                index += form.count
                start = index
            } else {
                index += 1
            }
        }
        return result.map { $0 + bytes[start...] }
    }

    private static func matches(_ form: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard bytes.count - index >= form.count else { return false }
        for offset in form.indices where bytes[index + offset] != form[offset] { return false }
        return true
    }

    /// As it is, in SQL, in JSON, in an address, in a log, and in an annotation of GitHub.
    private static func forms(of secret: String) -> Set<String> {
        let percents = encodingPercents(secret)
        var forms: Set = [
            // A value that is made for the quotes of SQL comes back without their doubles.
            secret, secret.replacing(text: "''", with: "'"), secret.replacing(text: "'", with: "''"),
            secret.replacing(text: "\"", with: "\"\""),
            secret.replacing(text: "\\", with: "\\\\").replacing(text: "'", with: "\\'"),
            percents, lowercasingEscapes(percents),
        ]
        // Each of them may have been laid out, shown and quoted.
        for form in forms { forms.formUnion([form.inOneLine, form.indentingLines]) }
        for form in forms { forms.insert(form.shownInLog) }
        for form in forms {
            var json = ""
            json.append(quotedForJSON: form)
            forms.insert(String(json.dropFirst().dropLast()))
        }
        return forms
    }

    private static func lowercasingEscapes(_ text: String) -> String {
        var left = 0
        return text.reduce(into: "") { result, character in
            if character == "%" { left = 3 }
            result += left > 0 ? character.lowercased() : String(character)
            left = max(0, left - 1)
        }
    }
}
