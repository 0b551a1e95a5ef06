import SwiftwayText

/// What is needed of the XML that the Security Token Service answers: texts by the names of their elements.
enum XMLText {
    /// The text of the first element of that name; `nil` where there is none, or where it holds further elements.
    static func element(_ name: String, in document: String) -> String? {
        guard let start = document.firstRange(ofText: "<\(name)>"),
            let end = document[start.upperBound...].firstRange(ofText: "</\(name)>")
        else { return nil }
        let text = document[start.upperBound..<end.lowerBound]
        return text.contains("<") ? nil : decoded(text)
    }

    private static func decoded(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let character = rest.popFirst() {
            guard character == "&", let end = rest.firstIndex(of: ";") else {
                result.append(character)
                continue
            }
            result += entities[String(rest[..<end])] ?? "&\(rest[...end])"
            rest = rest[rest.index(after: end)...]
        }
        return result
    }

    private static let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
}
