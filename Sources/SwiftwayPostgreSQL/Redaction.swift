internal import SwiftwayDatabase
import SwiftwayText

/// Takes a password out of whatever is about to be shown. Neither libpq nor this driver puts one into a message;
/// this is for what a server, a proxy or a script may echo.
struct Redaction {
    private let password: String?

    /// A password that is also the name of the user or database, or hardly longer than a syllable, is not taken
    /// out: the message would lose what it says, and the password is no secret.
    init(password: String?, names: [String?]) {
        let isSecret = (password ?? "").unicodeScalars.count > 3 && !names.contains(password)
        self.password = isSecret ? password : nil
    }

    func callAsFunction(_ error: DatabaseError) -> DatabaseError {
        guard password != nil else { return error }
        var redacted = error
        redacted.message = redact(error.message)
        redacted.detail = error.detail.map(redact)
        redacted.hint = error.hint.map(redact)
        redacted.context = error.context.map(redact)
        return redacted
    }

    private func redact(_ text: String) -> String {
        guard let password else { return text }
        return text.replacing(text: password, with: "********")
    }
}
