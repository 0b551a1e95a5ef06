/// A word `-name=value`.
struct CommandLineOption: Sendable, Equatable {
    /// Without hyphen.
    var name: String
    /// Everything behind the first `=`, as the shell gave it.
    var value: String

    init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// `nil` for words of another form.
    init?(_ word: String) {
        guard word.hasPrefix("-"), let equals = word.firstIndex(of: "=") else { return nil }
        self.init(
            name: String(word[word.index(after: word.startIndex)..<equals]),
            value: String(word[word.index(after: equals)...]))
    }
}
